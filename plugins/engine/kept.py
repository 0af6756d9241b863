"""Articles whose long parts lie in the store until somebody asks: a build seldom needs many at once."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable

from plugins.values import Article

_HELD = 64  # bodies held at a time
_FIELDS = tuple(name for name in Article.__dataclass_fields__ if name not in ("body", "html", "text"))
_held: deque[Kept] = deque()
_put = object.__setattr__


class Kept(Article):
    """An article that fetches ``body``, ``html`` and ``text``. ``digest`` stands for all that it holds, ``face`` for all but those.

    ``fetch()`` gives body and HTML, ``text_of(article, html)`` the text. ``dataclasses.replace`` makes a plain article of it.
    """

    __slots__ = ("digest", "face", "_fetch", "_text_of", "_parts", "_text")

    def __new__(cls, *args, **fields):
        return Article(*args, **fields) if args or fields else object.__new__(cls)

    @property
    def body(self) -> str:
        return self._long()[0]

    @property
    def html(self) -> str:
        return self._long()[1]

    @property
    def text(self) -> str:
        parts = self._long()
        if self._text is None:
            object.__setattr__(self, "_text", self._text_of(self, parts[1]))
        return self._text

    def _long(self) -> tuple[str, str]:
        if self._parts is None:
            object.__setattr__(self, "_parts", self._fetch())
            _held.append(self)
            if len(_held) > _HELD:
                oldest = _held.popleft()
                object.__setattr__(oldest, "_parts", None)
                object.__setattr__(oldest, "_text", None)
        return self._parts

    def __reduce__(self):
        return _plain, tuple(getattr(self, name) for name in Article.__dataclass_fields__)


def _plain(*values: object) -> Article:
    return Article(*values)


def keep(article: Article, fetch: Callable[[], tuple[str, str]], text_of: Callable[[Article, str], str], digest: bytes, face: bytes) -> Kept:
    """*article* (without its long parts) as one that fetches them."""
    if type(article) is Kept and not hasattr(article, "digest"):
        made = article  # fresh from the store
    else:
        made = object.__new__(Kept)
        for name in _FIELDS:
            _put(made, name, getattr(article, name))
    _put(made, "digest", digest)
    _put(made, "face", face)
    _put(made, "_fetch", fetch)
    _put(made, "_text_of", text_of)
    _put(made, "_parts", None)
    _put(made, "_text", None)
    return made


def forget() -> None:
    """Let go of the bodies held, at the end of a build."""
    _held.clear()
