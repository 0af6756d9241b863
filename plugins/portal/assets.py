"""The theme's own files: style sheets joined into one, scripts and fonts as they are."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.outputs import Output

FIRST = ("tokens.css", "fonts.css", "base.css", "layout.css")
LAST = ("print.css",)


@dataclass(frozen=True, slots=True)
class Assets:
    """The files below ``theme/static`` by POSIX path, style sheets aside, and the one sheet made of those."""

    files: Mapping[str, bytes]
    css: bytes

    @property
    def css_url(self) -> str:
        return f"/theme/css/site.{digest(self.css)}.css"

    def url(self, name: str) -> str:
        """The site path of an asset: ``site.css`` or ``js/site.js``.

        Scripts keep their names, since modules import one another by them; a mark of the content follows.
        Raises KeyError for a file that the theme does not have.
        """
        if name == "site.css":
            return self.css_url
        data = self.files[name]
        return f"/theme/{name}" if name.startswith("fonts/") else f"/theme/{name}?v={digest(data)}"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]


def sheet_order(names: list[str]) -> list[str]:
    """Tokens and what rests on them first, print last, the others by name.

    >>> sheet_order(["print.css", "search.css", "article.css", "tokens.css"])
    ['tokens.css', 'article.css', 'search.css', 'print.css']
    """
    def rank(name: str) -> tuple[int, str]:
        if name in FIRST:
            return FIRST.index(name), name
        return (len(FIRST) + (name in LAST), name)

    return sorted(names, key=rank)


def load(theme: Path) -> Assets:
    """Read ``theme/static``. Raises OSError where a file cannot be read."""
    root = theme / "static"
    paths = {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*"))
             if p.is_file() and not p.name.startswith(".")}
    sheets = {name.removeprefix("css/"): path for name, path in paths.items()
              if name.startswith("css/") and name.endswith(".css")}
    css = b"\n".join(sheets[name].read_bytes().strip() for name in sheet_order(list(sheets)))
    files = {name: bare(path.read_bytes()) if name.endswith(".js") else path.read_bytes() for name, path in paths.items() if not name.startswith("css/")}
    return Assets(files=files, css=css)


def bare(script: bytes) -> bytes:
    """*script* without the lines that hold nothing but a comment; a seventh of what a phone loads for a search.

    One with a text over several lines is left as it is, since a line of that may look like a comment.

    >>> bare(b"// why\\nlet a = 1; // what\\n  // and\\nlet b;\\n")
    b'let a = 1; // what\\nlet b;\\n'
    """
    lines = script.split(b"\n")
    if any(line.count(b"`") % 2 for line in lines):
        return script
    return b"\n".join(line for line in lines if not line.lstrip().startswith(b"//"))


def outputs(assets: Assets) -> Iterator[Output]:
    yield Output(path=assets.css_url.lstrip("/"), data=assets.css)
    for name, data in assets.files.items():
        yield Output(path=f"theme/{name}", data=data)
