"""The gate for what data files put on pages: the register of documents, the calendar, questions and answers, contacts."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from plugins.newsroom.gate.look import look
from plugins.newsroom.gate.rules import rules
from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import Article

_APART = "\n" * 4  # entries so far apart are no list
_HINT = "bỏ khỏi tệp dữ liệu; điều đã công khai thì nêu trong một bài có 'approval'"


def texts(data: SiteData) -> dict[str, list[str]]:
    """What readers see of each data file, entry by entry."""
    found = {
        "documents": [f"{d.number}\n{d.title}" for d in data.documents.values()],
        "calendar": ["\n".join(filter(None, (m.title, m.place, m.chair, m.attending, m.note))) for m in data.calendar],
        "questions": [f"{q.question}\n\n{q.answer}" for q in data.questions],
        "contacts": ["\n".join(filter(None, (f"{c.name}, {c.role}" if c.role else c.name, c.place))) for c in data.contacts],
    }
    return {f"data/{name}.yaml": entries for name, entries in found.items() if entries}


def problems(data: SiteData, source: Callable[[str], str]) -> Iterator[Problem]:
    """Every stop in *data*; *source* gives a data file's text, for lines. Here nobody can answer for one: data files have no approval."""
    for path, entries in texts(data).items():
        for sign in look(Article(path, "", "", kind="page", body=_APART.join(entries)), notes=False):
            lines = source(path).split("\n")
            words = sign.quote.partition("…")[0].strip()
            line = next((n for n, text in enumerate(lines, 1) if words and words in text), 1)
            yield Problem(path, line, 0, rules()[sign.rule].message.format(quote=sign.quote), _HINT)
