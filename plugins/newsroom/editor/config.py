"""The editor's configuration, made of the schema that validates front matter: never written twice."""
from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from plugins.frontmatter.schema import json_schema
from plugins.site_data import SiteData

FORMAT = "nhiemky"  # our own reading and writing of files, see ``exchange``
ORIGINAL = "goc"  # the hidden field that holds the file as it was read
_FIRST = ("title", "category", "status", "date", "summary", "authors", "cover", "conference", "results", "tags")  # what a clerk fills in most
_LONG = 26  # characters of a label
_SHORT: dict[str, str] = json.loads((Path(__file__).parent / "labels.json").read_text(encoding="utf-8"))  # key → label, where the first words of what is said about it do not serve


def config(data: SiteData, folder: str) -> dict[str, object]:
    """What ``CMS.init`` takes; *folder* is the content folder's name within the folder that the clerk opens."""
    schema = json_schema()
    article = [*_fields(schema, schema, _order(schema), data), _body(), _original()]
    standing = [field for field in article if field["name"] not in ("conference", "results", "step", "category", "featured", "date_basis", "source")]
    return {
        "load_config_file": False,
        "app_title": "Quản trị bài viết",
        "backend": {"name": "github", "repo": "may-nay/noi-dung"},  # the editor wants one; only the local folder is worked on
        "media_folder": f"{folder}/anh", "public_folder": "/anh",
        "show_preview_links": False,
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "output": {"omit_empty_optional_fields": True},
        "collections": [
            {"name": "tin", "label": "Bài viết", "label_singular": "bài viết", "folder": f"{folder}/tin", "path": "{{year}}/{{month}}/{{slug}}", "slug": "{{title}}",
             "create": True, "format": FORMAT, "summary": "{{title}}", "fields": article,
             "sortable_fields": {"fields": ["date", "title"], "default": {"field": "date", "direction": "descending"}},
             "view_filters": [{"label": f"Tình trạng: {label}", "field": "status", "pattern": id} for id, label in schema["properties"]["status"]["x-labels"].items()],
             "view_groups": [{"label": "Chuyên mục", "field": "category"}]},
            {"name": "trang", "label": "Trang", "label_singular": "trang", "folder": f"{folder}/trang", "slug": "{{title}}", "create": True,
             "format": FORMAT, "summary": "{{title}}", "fields": standing},
        ],
    }


def _order(schema: Mapping) -> list[str]:
    return [*_FIRST, *(key for key in schema["properties"] if key not in _FIRST)]


def _fields(group: Mapping, schema: Mapping, order: list[str], data: SiteData) -> list[dict]:
    return [_field(name, group["properties"][name], name in group.get("required", ()), schema, data) for name in order]


def _field(name: str, told: Mapping, required: bool, schema: Mapping, data: SiteData) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "label": _label(name, told["description"]), "hint": _hint(name, told), "required": required or name == "category"}
    items = told.get("items", told)
    group = schema["$defs"].get(items["$ref"].rpartition("/")[2]) if "$ref" in items else None
    if group is not None:
        inner = _fields(group, schema, list(group["properties"]), data)
        if told.get("type") == "array":
            return {**field, "widget": "list", "fields": inner, "collapsed": True, "summary": _summary(group), "label_singular": _label(name, told["description"]).lower()}
        return {**field, "widget": "object", "fields": inner, "collapsed": True}
    if "x-labels" in items:
        options = [{"label": label, "value": id} for id, label in items["x-labels"].items()]
        return {**field, "widget": "select", "options": options, **({"multiple": True} if told.get("type") == "array" else {}), **({"default": "draft"} if "draft" in items["x-labels"] else {})}
    if known := _known(name, data):
        return {**field, "widget": "select", "options": known, **({"multiple": True} if told.get("type") == "array" else {})}
    if told.get("type") == "array":
        return {**field, "widget": "list"}
    kind = told.get("x-widget")
    if kind in ("date", "datetime"):
        return {**field, "widget": "datetime", "format": "YYYY-MM-DD" if kind == "date" else "YYYY-MM-DD HH:mm", **({"time_format": False} if kind == "date" else {})}
    # Numbers stay texts: 06 and 1,04 are written as staff write them.
    return {**field, "widget": "text" if kind == "text" else "string"}


def _known(name: str, data: SiteData) -> list[dict[str, str]]:
    """What the data files know: a choice where they are complete by their nature."""
    if name == "procedure":
        return [{"label": procedure.name, "value": procedure.id} for procedure in data.procedures.values()]
    return []


def _label(name: str, about: str) -> str:
    """The short name of a key: in what is said about it, up to the first sign."""
    if name in _SHORT:
        return _SHORT[name]
    for sign in (":", ";", ","):
        about = about.partition(sign)[0]
    words = about if len(about) <= _LONG else about[: _LONG].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]


def _hint(name: str, told: Mapping) -> str:
    """What the key is for, where the label does not say it all, and an example, where one is typed and not chosen."""
    about = told["description"][:1].upper() + told["description"][1:]
    said = "" if about == _label(name, told["description"]) else about
    typed = not ({"items", "$ref"} & told.keys() or "x-labels" in told or told.get("x-widget") in ("date", "datetime"))
    return ". ".join(part for part in (said, f"Ví dụ: {told['examples'][0]}" if typed else "") if part)


def _summary(group: Mapping) -> str:
    named = [key for key in ("kind", "held", "name", "measure", "value", "image", "number", "title", "note") if key in group["properties"]][:2]
    return " · ".join(f"{{{{fields.{key}}}}}" for key in named)


def _body() -> dict[str, object]:
    return {"name": "body", "label": "Nội dung", "widget": "markdown", "modes": ["raw", "rich_text"], "required": False,
            "hint": "Mỗi đoạn cách nhau một dòng trống; mục nhỏ bắt đầu bằng hai dấu thăng. Ảnh đặt riêng một đoạn: ![ảnh vẽ gì](anh/2026/11/ten.jpg \"chú thích\")"}


def _original() -> dict[str, object]:
    return {"name": ORIGINAL, "label": ORIGINAL, "widget": "hidden"}
