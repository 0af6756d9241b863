"""How the site is published, read once from pelicanconf.py's ``PUBLISH`` into a frozen value."""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields

COMPRESSIONS = ("br", "gz")


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """Where the site goes and how careful that is."""

    folder: str = "publish"  # releases and ``current``; relative to pelicanconf.py
    keep: int = 5  # releases that can be gone back to
    shrink: int = 10  # percent of the live site's articles that may go without being asked
    compress: tuple[str, ...] = COMPRESSIONS  # twins that nginx serves as they are
    remote: str = ""  # "name:folder" of a remote that rclone knows; "" publishes here alone
    remote_compressed: bool = False  # upload the twins too

    def __post_init__(self) -> None:
        object.__setattr__(self, "compress", tuple(self.compress))
        for name, kind in (("folder", str), ("keep", int), ("shrink", int), ("remote", str), ("remote_compressed", bool)):
            value = getattr(self, name)
            if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                raise ValueError(f"pelicanconf.py: PUBLISH[{name!r}] must be a {kind.__name__}, not {value!r}")
        if self.keep < 2:
            raise ValueError(f"pelicanconf.py: PUBLISH['keep'] must be 2 or more, or there is nothing to go back to, not {self.keep}")
        if not 0 <= self.shrink <= 100:
            raise ValueError(f"pelicanconf.py: PUBLISH['shrink'] must be a percentage, not {self.shrink}")
        if not self.folder:
            raise ValueError("pelicanconf.py: PUBLISH['folder'] must name a folder")
        for kind in self.compress:
            if kind not in COMPRESSIONS:
                raise ValueError(f"pelicanconf.py: PUBLISH['compress'] may hold {', '.join(COMPRESSIONS)}, not {kind!r}")
        if self.remote and ":" not in self.remote:
            raise ValueError(f"pelicanconf.py: PUBLISH['remote'] must be written as rclone does, 'name:folder', not {self.remote!r}")


def read(settings: Mapping[str, object]) -> PublishSettings:
    """The value of ``settings["PUBLISH"]``; what is not given keeps its default.

    Raises ValueError for a key that is no setting, and for a value that is none.

    >>> read({"PUBLISH": {"keep": 3}}).keep
    3
    """
    given = dict(settings.get("PUBLISH") or {})
    known = [field.name for field in fields(PublishSettings)]
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            advice = f" (did you mean {near[0]!r}?)" if near else f" (known: {', '.join(known)})"
            raise ValueError(f"pelicanconf.py: PUBLISH[{key!r}] is not a setting{advice}")
    return PublishSettings(**given)
