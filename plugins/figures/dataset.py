"""A download as schema.org's Dataset, so that search engines for data find it."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from plugins import vocabulary
from plugins.figures.data import MEDIA, About
from plugins.figures.statements import Statement
from plugins.values import Term

_COMMONS = re.compile(r"CC (BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?) (\d\.\d)")
_ADDRESS = re.compile(r"https?://\S+")


def licence(text: str) -> str | dict[str, str]:
    """The licence's address where *text* gives one or names a Creative Commons licence, else a work of that name.

    >>> licence("CC BY-SA 4.0")
    'https://creativecommons.org/licenses/by-sa/4.0/'
    >>> licence("Giấy phép mở")["name"]
    'Giấy phép mở'
    """
    if found := _ADDRESS.search(text):
        return found[0]
    if found := _COMMONS.search(text):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return {"@type": "CreativeWork", "name": text}


def covered(terms: Iterable[Term]) -> str:
    """From the first year to the last, as ISO 8601 writes an interval; "" without a term.

    >>> covered([Term(2025, 2030), Term(2020, 2025)])
    '2020/2030'
    """
    years = [(term.start, term.end) for term in terms]
    return f"{min(s for s, _ in years)}/{max(e for _, e in years)}" if years else ""


def dataset(about: About, files: Mapping[str, str], found: Iterable[Statement]) -> dict[str, object]:
    """The JSON-LD of *files* (kind → address); {} without a file or while the site has no address of its own."""
    if not files or not about.root:
        return {}
    statements = list(found)
    measured = {s.figure.measure for s in statements}
    told: dict[str, object] = {
        "@context": "https://schema.org", "@type": "Dataset", "@id": about.root + about.home, "url": about.root + about.home,
        "name": about.title, "inLanguage": "vi", "isAccessibleForFree": True,
        "description": f"{about.title}: {len(statements)} con số về quy hoạch cán bộ và hội nghị, mỗi dòng một con số kèm nguyên văn câu nêu nó "
                       f"và địa chỉ của câu ấy trong bài. Không có tên người được quy hoạch. {about.site}.",
        "creditText": about.citation, "creator": {"@type": "Organization", "name": about.owner or about.site},
        "variableMeasured": [vocabulary.label("measure", m) for m in vocabulary.ids("measure") if m in measured],
        "distribution": [{"@type": "DataDownload", "encodingFormat": MEDIA[kind], "contentUrl": about.root + path} for kind, path in files.items()],
    }
    if about.licence:
        told["license"] = licence(about.licence)
    if interval := covered({s.figure.term for s in statements if s.figure.term}):
        told["temporalCoverage"] = interval
    return told
