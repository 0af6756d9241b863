"""How the clauses of one sentence lie, and where in them a term is named."""
from __future__ import annotations

from dataclasses import dataclass

from plugins.figures.clauses import Segment, Sentence
from plugins.figures.terms import Mention


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence with the segments that it is cut into."""

    sentence: Sentence
    parts: list[Segment]

    def _place(self, mention: Mention) -> int | None:
        """The number of the part in which *mention* begins; None where it stands between two."""
        starts, ends = self.sentence.starts, self.sentence.ends
        return next((place for place, part in enumerate(self.parts)
                     if part.last > part.first and starts[part.first] <= mention.start < ends[part.last - 1]), None)

    def depth(self, mention: Mention) -> int:
        """How deep in brackets *mention* stands: what a bracket says of a term holds inside it only."""
        return next((part.depth for part in reversed(self.parts) if part.last > part.first and self.sentence.starts[part.first] <= mention.start), 0)

    def trailing(self, segment: Segment, mentions: list[Mention]) -> Mention | None:
        """The one of *mentions* in a clause of its own right after that of *segment*: "45 đồng chí vào Ban Chấp hành, nhiệm kỳ 2025-2030"."""
        starts, ends = self.sentence.starts, self.sentence.ends
        own = next((number for number, part in enumerate(self.parts) if part is segment), len(self.parts))
        for place in range(own + 1, len(self.parts)):
            part = self.parts[place]
            if part.count is not None or part.opener not in (",", "(", "soft", "-") or part.last <= part.first:
                return None
            found = next((mention for mention in mentions if starts[part.first] <= mention.start < ends[part.last - 1]), None)
            if found is not None:
                heads = place + 1 < len(self.parts) and self.parts[place + 1].opener == ":"
                return None if heads else found
        return None

    def leads(self, mention: Mention) -> bool:
        """Whether *mention* stands before a count in the clause of that count, or before its group's first: it is that one's."""
        place = self._place(mention)
        if place is None:
            return False
        count = self.parts[place].count
        if count is not None:
            return mention.start < self.sentence.starts[count.first]
        for following in self.parts[place + 1:]:
            if following.opener == ";" or following.count is not None:
                return following.opener != ";"
        return False

    def opens(self, mention: Mention) -> bool:
        """Whether *mention* begins a part of its own, after a semicolon, with counts to follow."""
        place = self._place(mention)
        return (place is not None and any(part.opener == ";" for part in self.parts[:place + 1])
                and any(part.count is not None for part in self.parts[place:]))

    def group_of(self, segment: Segment) -> int:
        """In which of the stretches between semicolons *segment* stands."""
        group = 0
        for part in self.parts:
            group += part.opener == ";"
            if part is segment:
                break
        return group

    def group(self, mention: Mention) -> int:
        """In which of the stretches between semicolons *mention* stands."""
        within = [part for part in self.parts if part.last > part.first and self.sentence.starts[part.first] <= mention.start]
        return self.group_of(within[-1]) if within else 0

    def speaks_of_today(self) -> bool:
        """Whether the sentence begins with "Đến nay …" and speaks no longer of the term before it."""
        first = self.parts[0].first
        return tuple(self.sentence.words[first:first + 2]) in (("đến", "nay"), ("hiện", "nay"), ("tính", "đến"), ("hiện", "tại"))

    def tells_present(self) -> bool:
        """Whether the sentence tells how large a committee is today, and compares nothing with it."""
        words = self.sentence.words
        pairs = set(zip(words, words[1:], strict=False))
        return not {("đương", "nhiệm"), ("hiện", "có"), ("hiện", "nay")}.isdisjoint(pairs) and "lần" not in words and ("so", "với") not in pairs
