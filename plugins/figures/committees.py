"""Who is who among committees: names as written → ids, rank, and what became of whom."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins import vocabulary
from plugins.site_data import Committee, SiteData, Successor
from plugins.vietnamese.collate import sort_key
from plugins.vietnamese.text import fold, slug


@dataclass(frozen=True, slots=True)
class Register:
    """The committees of the data files, and those that articles name beside them.

    A committee that only articles name gets an id made of its name, so that it has a page as well;
    it is in ``unlisted``.
    """

    committees: Mapping[str, Committee]
    spellings: Mapping[str, str]  # folded name → id
    unlisted: frozenset[str] = frozenset()

    def find(self, written: str | None) -> str | None:
        """The id that *written* (an id, name, short name, alias or earlier name) stands for; None for None."""
        if not written:
            return None
        if written in self.committees:
            return written
        return self.spellings.get(fold(written)) or slug(written)

    def name(self, id: str | None) -> str:
        """The name as pages show it.

        >>> Register({}, {}).name(None)
        'Không nêu tổ chức'
        """
        return self.committees[id].name if id in self.committees else "Không nêu tổ chức"

    def rank(self, id: str | None) -> tuple:
        """Sort key: higher levels first, then the Vietnamese alphabet; what has no level last, no committee at the end."""
        committee = self.committees.get(id)
        if committee is None:
            return (99, ())
        levels = vocabulary.ids("level")
        level = levels.index(committee.level) if committee.level in levels else len(levels)
        return (level, sort_key(committee.name))


def register(data: SiteData, named: Iterable[str] = ()) -> Register:
    """The register of *data*, with the committees *named* in articles that it does not know.

    >>> known = register(SiteData(), ["Đảng ủy Khối Ví dụ"])
    >>> known.find("đảng uỷ khối ví dụ"), known.name("dang-uy-khoi-vi-du")
    ('dang-uy-khoi-vi-du', 'Đảng ủy Khối Ví dụ')
    """
    committees = dict(data.committees)
    spellings: dict[str, str] = {}
    for committee in committees.values():
        earlier = (dated.name for dated in committee.names)
        for spelling in (committee.id, committee.name, committee.short, *committee.aliases, *earlier):
            if spelling:
                spellings.setdefault(fold(spelling), committee.id)
    unlisted = set()
    for name in sorted(set(named)):
        if name in committees or fold(name) in spellings:
            continue
        id = slug(name)
        spellings[fold(name)] = id
        if id and id not in committees:
            committees[id] = Committee(id, name)
            unlisted.add(id)
    return Register(committees, spellings, frozenset(unlisted))


def predecessors(known: Register) -> dict[str, tuple[tuple[str, Successor], ...]]:
    """For each id, who became it: (earlier committee's id, how), in order of date."""
    found: dict[str, list[tuple[str, Successor]]] = {}
    for committee in known.committees.values():
        for step in committee.successors:
            found.setdefault(step.id, []).append((committee.id, step))
    return {id: tuple(sorted(steps, key=lambda s: (str(s[1].since or ""), s[0]))) for id, steps in found.items()}


def lineage(id: str, before: Mapping[str, tuple[tuple[str, Successor], ...]]) -> tuple[str, ...]:
    """All that a committee came from, nearest first, each once; a circle in the data ends where it closes."""
    seen, queue = [], [id]
    while queue:
        for earlier, _ in before.get(queue.pop(0), ()):
            if earlier != id and earlier not in seen:
                seen.append(earlier)
                queue.append(earlier)
    return tuple(seen)


def children(known: Register) -> dict[str, tuple[str, ...]]:
    """For each id, the committees whose parent it is, in the order of pages."""
    found: dict[str, list[str]] = {}
    for committee in known.committees.values():
        if committee.parent:
            found.setdefault(committee.parent, []).append(committee.id)
    return {id: tuple(sorted(ids, key=known.rank)) for id, ids in found.items()}
