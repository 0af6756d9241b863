"""What a list shows of an article. Lists are made from cards, so that an article's body does not touch them."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from plugins.portal.taxonomy import Section, section_of
from plugins.outputs import Deferred, Variables
from plugins.values import Article, Picture

EXCERPT = 180  # characters of the text that stand in for a summary


@dataclass(frozen=True, slots=True)
class Card:
    url: str
    title: str
    summary: str
    section: Section
    date: datetime | None
    basis: str  # vocabulary "date_basis": what the date is the date of
    cover: Picture | None
    audio: bool
    kind: str | None  # vocabulary "kind", of the first conference


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of *text*, cut between words within *limit* characters.

    >>> excerpt("Sáng nay, hội nghị khai mạc.", 15)
    'Sáng nay, hội…'
    """
    flat = re.sub(r"\s+", " ", text[:limit * 4]).strip()
    if len(flat) <= limit:
        return flat
    return flat[:limit].rpartition(" ")[0].rstrip(" ,;:–-") + "…"


def beginning(article: Article) -> str:
    """What stands for the lead of an article without one."""
    return excerpt(article.text)


def card(article: Article, begun: str | None = None) -> Card:
    """*begun* is the article's ``beginning`` where it is known."""
    return Card(
        url=article.url,
        title=article.title,
        summary=article.summary or (beginning(article) if begun is None else begun),
        section=section_of(article),
        date=article.date,
        basis=article.date_basis,
        cover=article.cover or next(iter(article.images), None),
        audio=article.audio is not None,
        kind=article.conferences[0].kind if article.conferences else None,
    )


class Cards:
    """Every article's card, made once.

    *begun* holds the beginnings of texts that are known, by path; ``faces`` what stands for all that a list can show
    of an article, by path, newest first; {} where nobody knows.
    """

    def __init__(self, begun: Mapping[str, str] | None = None, faces: Mapping[str, bytes] | None = None):
        self._begun, self._made = begun or {}, {}
        self.faces = faces or {}

    def __call__(self, article: Article) -> Card:
        found = self._made.get(article.path)
        if found is None:
            found = self._made[article.path] = card(article, self._begun.get(article.path))
        return found

    def shown(self, articles: Sequence[Article], also: object, make: Callable[[], Variables]) -> Variables | Deferred:
        """What *make* makes of the cards of *articles* and of *also*, looked for only where one of those changed."""
        if not self.faces:
            return make()
        return Deferred((tuple(self.faces[article.path] for article in articles), also), make)

    def earlier(self) -> dict[str, bytes]:
        """For each path of ``faces`` what stands for all older articles' faces."""
        found, before = {}, b""
        for path in reversed(self.faces):
            found[path] = before
            before = blake2b(before + self.faces[path], digest_size=16).digest()
        return found
