"""Names as staff write them → the ids of committees and procedures that the site's data know."""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.site_data import Committee, SiteData
from plugins.vietnamese.text import fold, tone_key


@dataclass(slots=True)
class Register:
    """The spellings of all committees; ``exact`` by tone key, ``folded`` without accents (None: two share it)."""

    committees: Mapping[str, Committee]
    exact: dict[str, str | None] = field(default_factory=dict)
    folded: dict[str, str | None] = field(default_factory=dict)
    suggestions: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for committee in self.committees.values():
            names = (committee.name, committee.short, *(dated.name for dated in committee.names), *committee.aliases)
            for name in filter(None, names):
                for known, key in ((self.exact, tone_key(name)), (self.folded, fold(name))):
                    known[key] = committee.id if known.get(key, committee.id) == committee.id else None

    def find(self, text: str) -> str | None:
        """The id that *text* names: an id, or a name, old name, short name or alias, with or without accents."""
        if text in self.committees:
            return text
        key = tone_key(text)
        return self.exact[key] if key in self.exact else self.folded.get(fold(text))

    def suggest(self, text: str) -> str | None:
        """The name (with its id) that is nearest to *text*, or None where none is near."""
        text = text[:200]
        if text not in self.suggestions:
            spellings = {**{fold(id): id for id in self.committees}, **{k: v for k, v in self.folded.items() if v}}
            near = difflib.get_close_matches(fold(text), spellings, n=1, cutoff=0.6)
            id = spellings[near[0]] if near else None
            self.suggestions[text] = f"{self.committees[id].name} ({id})" if id else None
        return self.suggestions[text]


_last = Register({})


def register(known: SiteData) -> Register:
    """The register of *known*, made once for as long as the same data are asked for."""
    global _last
    if _last.committees is not known.committees:
        _last = Register(known.committees)
    return _last


def procedure(known: SiteData, text: str) -> str | None:
    """The id of the procedure that *text* names by id or name."""
    if text in known.procedures:
        return text
    return next((p.id for p in known.procedures.values() if fold(p.name) == fold(text)), None)
