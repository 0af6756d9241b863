"""Search from disk, where browsers refuse modules and fetch: the same scripts as one classic script, the data as scripts."""
from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from plugins.search import codec

_ARTICLE = re.compile(r"(?P<month>tin/[0-9]{4}/[0-9]{2}/)(?P<name>[^/]+)/index\.html")
_TEXT = re.compile(r'<div class="prose">.*?(?=</article>)', re.S)  # and what follows it in the article, which is not looked at
_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.M)
_LATER = re.compile(r'\bimport\("([^"]+)"\)')
_EXPORT = re.compile(r"^export (async function\*?|function\*?|const|let|class) (\w+)", re.M)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*$", re.M)


def data(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """For every file of the index a script beside it that hands its bytes to ``disk.js``: path → script."""
    return {f"{path}.js": _script(held) for path, held in files.items()}


def texts(names: Iterable[str], read: Callable[[str], bytes]) -> dict[str, bytes]:
    """A script for each month with the texts of its articles, of which the search page makes excerpts: path → script.

    *names* are the files of the site, *read* gives their bytes. The data is JSON, the HTML of a text by its page's folder.
    """
    months: dict[str, dict[str, str]] = {}
    for name in sorted(names):
        page = _ARTICLE.fullmatch(name)
        found = page and _TEXT.search(read(name).decode("utf-8"))
        if found:
            months.setdefault(page["month"], {})[page["name"]] = found[0]
    return {f"{month}doan.js": _script(codec.pack(json.dumps(held, ensure_ascii=False).encode("utf-8"))) for month, held in months.items()}


def _script(held: bytes) -> bytes:
    return b'nhiemkyFound("%s");\n' % base64.b64encode(held)


def classic(scripts: Mapping[str, str], entry: str) -> str:
    """The module *entry* and all that it imports, directly or later, as one classic script.

    *scripts* are sources by path. Modules must import as ``import { a, b } from "./x.js";`` and export declarations;
    raises ValueError for another form, KeyError for a module that is not there.
    """
    order: list[str] = []

    def visit(path: str) -> None:
        if path not in order:
            order.append(path)
            for found in (*_IMPORT.finditer(scripts[path]), *_LATER.finditer(scripts[path])):
                visit(_beside(path, found[found.lastindex]))

    visit(entry)
    parts = [f"{json.dumps(path)}: function (module) {{\n{_unwrapped(path, scripts[path])}\n}}" for path in order]
    return ('(function () {\n"use strict";\nvar sources = {\n' + ",\n".join(parts) + "\n};\nvar made = {};\n"
            "function use(path) {\n  if (!made[path]) sources[path](made[path] = {});\n  return made[path];\n}\n"
            f"use({json.dumps(entry)});\n}})();\n")


def _beside(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _unwrapped(path: str, source: str) -> str:
    def taken(match: re.Match) -> str:
        names = ", ".join(part.strip().replace(" as ", ": ") for part in match[1].split(",") if part.strip())
        return f"const {{ {names} }} = use({json.dumps(_beside(path, match[2]))});"

    body = _IMPORT.sub(taken, source)
    body = _LATER.sub(lambda match: f"Promise.resolve(use({json.dumps(_beside(path, match[1]))}))", body)
    exported = [name for _, name in _EXPORT.findall(body)]
    body = _EXPORT.sub(r"\1 \2", body)
    left = _LEFT_OVER.search(body)
    if left:
        raise ValueError(f"{path}: cannot be made classic: {left[0]}")
    given = "\n".join(f"module.{name} = {name};" for name in exported)
    return f"{body}\n{given}"
