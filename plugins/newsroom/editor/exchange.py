"""Files ⇄ what the editor's form holds. Reading makes every short form whole; writing changes only what was changed in the form.

So comments, order and untouched lines stay, and the form never loses what it does not show.
"""
from __future__ import annotations

from collections.abc import Mapping

import yaml

from plugins.frontmatter import edit, load, parse, writing
from plugins.frontmatter.schema import json_schema
from plugins.newsroom.editor.config import ORIGINAL
from plugins.site_data import SiteData

NEW = "---\nstatus: draft\n---\n"


def read(text: str, data: SiteData) -> dict[str, object]:
    """The form of a content file; one that cannot be read shows what is wrong as its title and is not written again."""
    loaded = load(text, "trang/x.md", data)
    parts = parse.split(text)
    if loaded.article is not None:
        told = writing.front_matter(loaded.article)
    else:
        try:
            told = parse.tree(parts.header)[0] if not isinstance(parts, str) else None
        except yaml.YAMLError:
            told = None
        if not isinstance(told, dict):
            return {"title": f"Tệp có lỗi: {loaded.problems[0].message}", "body": text, ORIGINAL: ""}
    return {**whole(told), "body": _body_of(text), ORIGINAL: text}


def whole(told: Mapping) -> dict[str, object]:
    """Front matter with one written as a list of one, and a name alone as a mapping, wherever the schema has lists and mappings."""
    schema = json_schema()
    return {key: _whole(value, schema["properties"][key], schema) for key, value in told.items() if key in schema["properties"]}


def _whole(value: object, told: Mapping, schema: Mapping) -> object:
    if told.get("type") == "array":
        return [_whole(item, told["items"], schema) for item in (value if isinstance(value, list) else [value])]
    if "$ref" in told:
        group = schema["$defs"][told["$ref"].rpartition("/")[2]]
        if not isinstance(value, Mapping):
            key = next(iter(group.get("required", group["properties"])))
            return {key: str(value)}
        return {key: _whole(inner, group["properties"][key], schema) for key, inner in value.items() if key in group["properties"]}
    # Written without quotes, as staff write them.
    return writing.Bare(value) if told.get("x-widget") in ("number", "date", "datetime") else str(value)


def write(form: Mapping, data: SiteData) -> str:
    """The file of *form*. Raises ``ValueError`` with words for the clerk where it cannot be written."""
    if form.get(ORIGINAL) == "" and str(form.get("title", "")).startswith("Tệp có lỗi"):
        raise ValueError("Tệp này có lỗi nên không sửa được ở đây; mở bằng trình soạn chữ")
    source = str(form.get(ORIGINAL) or NEW)
    new = whole(_filled({key: value for key, value in form.items() if key not in ("body", ORIGINAL)}))
    before = read(source, data)
    old = {key: value for key, value in before.items() if key not in ("body", ORIGINAL)}
    changes: dict[str, object] = {key: value for key, value in new.items() if old.get(key) != value}
    changes |= {key: None for key in old if key not in new}
    made = edit(source, changes, known=data) if changes else source
    body = str(form.get("body") or "").strip("\n")
    if body != str(before["body"]).strip("\n"):
        head = made[: len(made) - len(_body_of(made))] if _body_of(made) else made
        made = head.rstrip("\n") + "\n\n" + body + "\n"
    return made


def _filled(value: object) -> object:
    """*value* without what is empty."""
    if isinstance(value, Mapping):
        return {key: inner for key, found in value.items() if (inner := _filled(found)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [inner for found in value if (inner := _filled(found)) not in (None, "", [], {})]
    return value


def _body_of(text: str) -> str:
    """What stands after the front matter, as it stands."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    return "\n".join(lines[end + 1:]).lstrip("\n") if end else ""
