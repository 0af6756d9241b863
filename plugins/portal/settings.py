"""The portal's settings, read once from pelicanconf.py's ``PORTAL`` into a frozen value."""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """How lists, feeds and the front page are cut, and where comments are; every number counts articles."""

    per_page: int = 20  # of a listing page; the newest one holds up to twice as many less one
    feed: int = 30
    latest: int = 12
    section: int = 4
    related: int = 5
    bar: int = 5  # sections named in the bar; all of them stand in the menu
    most_read: int = 5  # shown only where readings were counted
    comments: str = ""  # where Isso answers, such as "/isso/" or "https://y-kien.vidu.vn/"; "" is off

    def __post_init__(self) -> None:
        if self.comments and not (isinstance(self.comments, str) and self.comments.startswith(("/", "https://", "http://")) and self.comments.endswith("/")):
            raise ValueError(f"pelicanconf.py: PORTAL['comments'] must be an address that ends in '/', not {self.comments!r}")
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "comments":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"pelicanconf.py: PORTAL[{field.name!r}] must be a whole number from 1, not {value!r}")


def read(settings: Mapping[str, object]) -> PortalSettings:
    """The value of ``settings["PORTAL"]``; what is not given keeps its default.

    Raises ValueError for a key that is no setting.

    >>> read({"PORTAL": {"feed": 5}}).feed
    5
    """
    given = dict(settings.get("PORTAL") or {})
    known = [field.name for field in fields(PortalSettings)]
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            advice = f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(known)})"
            raise ValueError(f"pelicanconf.py: PORTAL[{key!r}] is not a setting{advice}")
    return PortalSettings(**given)
