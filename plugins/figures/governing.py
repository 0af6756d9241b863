"""Which term governs a figure: named in its clause, before it, at the end of its list, or at the head above."""
from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from plugins.figures.clauses import Segment, Sentence
from plugins.figures.context import CORE, Found
from plugins.figures.layout import Layout
from plugins.figures.terms import COMPARISON, Mention, choose, of_government
from plugins.values import Term

_RELATIVE = re.compile(r"(?<!các )(?:nhiệm kỳ|khóa|kỳ) (?:(?P<new>mới)|(?P<next>tới|tiếp theo|kế tiếp|sau|sắp tới)|(?P<now>này|hiện tại|hiện nay)|vừa qua|qua|trước|cũ)\b"
                       r"|(?P<part>(?:đầu|giữa|cuối) nhiệm kỳ)\b(?! ?\(?\d| (?:mới|này|tới|sau))")
_HOLDERS = ("ủy ", "viên ", "thư ", "hành ", "bch ", "vụ ", "btv ", "tịch ", "đạo ", "trưởng ")  # "Bí thư Thành ủy khóa trước" says who somebody was
_YEAR = re.compile(r"\d{1,2}[/.-](20\d\d)\b|năm (20\d\d)\b")
_FRAME = re.compile(r"\W*(?:\w{1,3}[.)] *)?(?:(?:đầu|cuối|giữa|nửa đầu) )?(?:nhiệm kỳ|giai đoạn|trong|đối với|về|với|bước (?:vào|sang)|từ đầu|đến)\b")
_WITH_TERM = CORE | {"ratio_to_current"}
# What a report says of meetings, classes and organisations holds for the day, not for the term.
_TIMELESS = frozenset(("attendance", "classes", "learners", "organisations"))
_COMING = frozenset(("nominated", "planned", "ratio_to_current"))  # these are of the latest term, where their paragraph names none
_CHOSEN = frozenset(("elected", "nominated", "votes_percent"))  # at a congress, for the term that begins with it
_PLANNED = frozenset(("hoạch", "nguồn", "duyệt"))  # words of a clause that tells of planning
_OF = frozenset(("ở", "của", "trong", "thuộc"))
_BACK = 8  # mentions
_HEAD = 400  # characters behind an article's first term: where it would speak of planning if it were about that
_NEAR = 60  # characters: a term at the head of its sentence


class Scope:
    """The terms of one text, by place; *titled* are those of its title, *named* all of them.

    *year* is the one in which it was published, as far as known: else that of the first day that it names."""

    def __init__(self, text: str, mentions: list[Mention], titled: tuple[Term, ...], named: tuple[Term, ...],
                 administration: tuple[str, ...] = (), year: int | None = None, heading: str = "") -> None:
        self.text, self.year = text, year
        self.titled, self.named, self.administration = titled, named, administration
        self.party = sorted(term for term in named if term.family != "government")
        self.congress = self._held(mentions, heading)
        relative = []
        for match in _RELATIVE.finditer(text):
            terms = self._relative(match.lastgroup)
            if match["part"] and not terms:
                continue
            attribute = match.lastgroup is None and text.endswith(_HOLDERS, 0, match.start())
            if not attribute and (terms or match.lastgroup is None):  # "kỳ trước" without its years is another term
                relative.append(Mention(match.start(), match.end(), terms, bool(COMPARISON.search(text[max(0, match.start() - 80):match.start()]))))
        self.mentions = sorted((m for m in (*mentions, *relative) if not m.comparison), key=lambda mention: mention.start)
        self.compared = [mention for mention in mentions if mention.comparison]
        self._compared_starts, self._compared_ends = [mention.start for mention in self.compared], {mention.end: mention for mention in self.compared}
        self.starts = [mention.start for mention in self.mentions]

    def _held(self, mentions: list[Mention], heading: str) -> Term | None:
        """The term of the congress that the article is about, as its *heading* or its first term says; None where it is about something else."""
        if "quy hoạch" in heading or "đại hội" not in heading and not (
                mentions and "quy hoạch" not in self.text[:mentions[0].end + _HEAD] and "đại hội" in self.text[max(0, mentions[0].start - 2 * _NEAR):mentions[0].start]):
            return None
        if self.titled:
            return self.titled[0]
        named = [mention.terms[0] for mention in mentions if "đại hội" in self.text[max(0, mention.start - 2 * _NEAR):mention.start]]
        return max(named, key=lambda term: term.start, default=None)

    @cached_property
    def running(self) -> Term | None:
        """The party's term of the year of publication; None in years in which terms change, or where no party term is named."""
        if self.year is None:
            day = _YEAR.search(self.text)
            self.year = int(day[1] or day[2]) if day else 0
        begin = self.year - self.year % 5
        usual = Term(begin, begin + 5, "party") if self.year % 5 and any(term.family == "party" for term in self.party) else None
        begun = next((term for term in self.party if term.start == self.year and term.end - term.start == 5), None)
        ending = any(term.end == self.year for term in self.party)
        return next((term for term in self.party if term.start < self.year < term.end), None if ending else begun) or usual

    def _relative(self, kind: str | None) -> tuple[Term, ...]:
        """The term that "khóa mới" ("new"), "nhiệm kỳ tới" ("next"), "nhiệm kỳ này" ("now") or, without a *kind*, "nhiệm kỳ qua" means.

        Party terms change in years that end in 0 or 5, when only the text's own terms can tell: the latest is the coming
        one, the earliest of two the past one; a lone term says neither.
        """
        party = self.party
        if self.congress is not None and kind in ("new", "next"):
            return (self.congress,)
        if self.congress is not None and kind in (None, "part"):
            return tuple(sorted(term for term in self.named if term.start < self.congress.start)[-1:])
        if not party:
            return ()
        if kind == "part":
            return ()
        if kind == "now":
            return (self.running,) if self.running in party else ()
        if kind == "next" and self.running is not None and party[-1].start < self.running.end:
            last = self.running
            return (Term(last.end, 2 * last.end - last.start, last.family),)
        if kind is not None:
            return (party[-1],)
        return (party[0],) if len(party) > 1 else ()

    def _of_family(self, government: bool, number: int, bodies: tuple[str, ...], measure: str) -> Term | None:
        """The term that the last mention of the family before *number* gives: "2030-2035 đối với Đảng và 2031-2036 đối với chính quyền"."""
        place = bisect_left(self.starts, number)
        for mention in reversed(self.mentions[max(0, place - _BACK):place]):
            terms = tuple(term for term in mention.terms if (term.family == "government") == government)
            if terms:
                return choose(terms, bodies, measure)
        return None

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in ``text[start:end]``."""
        return self.mentions[bisect_left(self.starts, start):bisect_left(self.starts, end)]

    def _before(self, start: int) -> list[Mention]:
        """The last mention before *start*, with all terms that its line names: "rà soát nhiệm kỳ này, chuẩn bị nguồn cho nhiệm kỳ tới"."""
        place = bisect_left(self.starts, start)
        if not place:
            return []
        last = self.mentions[place - 1]
        line = self.between(self.text.rfind("\n", 0, last.start) + 1, last.end)
        return [Mention(last.start, last.end, tuple(dict.fromkeys(term for mention in line for term in mention.terms)))]

    @cached_property
    def _latest(self) -> dict[bool, list[Term | None]]:
        """For government and party the latest term that the first n mentions name, for each n."""
        found: dict[bool, list[Term | None]] = {True: [None], False: [None]}
        for mention in self.mentions:
            for government, latest in found.items():
                terms = [term for term in (*mention.terms, latest[-1]) if term is not None and (term.family == "government") == government]
                latest.append(max(terms, default=None))
        return found

    def heads(self, mention: Mention, start: int) -> bool:
        """Whether *mention* frames the sentence that begins at *start*: "Nhiệm kỳ 2015-2020, …", not "Quy hoạch nhiệm kỳ 2015-2020 có …"."""
        after = self.text[mention.end:mention.end + 2].lstrip(" )")[:1]
        return mention.start - start <= _NEAR and (after in (",", ":") or bool(_FRAME.match(self.text, start)))

    def governing(self, item: Found, sentence: Sentence, parts: list[Segment], inside: list[Mention], carried: tuple[Mention, bool] | None,
                  heading: Mention | None) -> Term | None:
        """The term of *item*, one of the figures of a sentence with the mentions *inside* it.

        *carried* is the last mention of the paragraph before the sentence, and whether it stood at a head;
        *heading* the one above the list.
        """
        if item.measure == "attendance":
            return None
        segment = item.segment
        begin, end = sentence.starts[segment.first], sentence.ends[max(segment.first, segment.last - 1)]
        number = sentence.starts[segment.count.first]

        layout = Layout(sentence, parts)
        administrative = self._administrates(item, sentence)
        side = ("chu-tich",) if administrative else item.bodies

        def pick(mention: Mention) -> Term | None:
            if item.rank is not None and item.rank[1] == len(mention.terms):
                return mention.terms[item.rank[0]]
            return choose(mention.terms, side, item.measure)

        own = [mention for mention in inside if begin <= mention.start < end]
        if own:
            return pick(next((mention for mention in own if mention.start > number), own[-1]))
        left = sentence.ends[segment.count.last - 1]
        beside = next(iter(self.compared[bisect_left(self._compared_starts, left):bisect_left(self._compared_starts, end)]), None)
        if beside is not None and self.text[left:beside.start].split(" nhiệm kỳ")[0].strip() in _OF:
            return pick(beside)  # "tăng từ 17 đồng chí ở nhiệm kỳ 2020-2025 lên 21 đồng chí …"
        if segment.opener == "(":
            beside = self._compared_ends.get(begin - 2) or self._compared_ends.get(begin - 1)
            if beside is not None:
                return pick(beside)  # "so với nhiệm kỳ 2020-2025 (375 lượt)"
        if item.parent is not None and item.measure not in CORE and (item.parent.term is not None or item.measure != "ratio_to_current"):
            return item.parent.term
        earlier = [mention for mention in inside if mention.start < number and layout.depth(mention) <= segment.depth]
        trailing = layout.trailing(segment, inside)
        if trailing is not None:
            return pick(trailing)
        later = [mention for mention in inside if mention.start >= end and not layout.leads(mention)]
        if item.measure in _TIMELESS:  # a congress is held for its term, wherever the sentence names it
            congress = ("đại", "hội") in zip(sentence.words, sentence.words[1:], strict=False)
            earlier, later = [mention for mention in earlier if congress or self.heads(mention, sentence.starts[0])], []
        later = [mention for mention in later if not self._misses(mention, item.bodies)]
        if earlier:
            last = self._fitting(earlier, later, item.bodies)
            if later and layout.group(later[0]) == layout.group_of(segment) != layout.group(last):
                return pick(later[0])
            return pick(last)
        if later and not layout.opens(later[0]):
            return pick(later[0])
        if item.measure in _TIMELESS:
            return None
        if self.congress is not None and item.measure in _CHOSEN:
            return self.congress
        if item.measure == "other" and item.bodies != ("khac",) and not inside and self.running in self.named and layout.tells_present():
            return self.running
        clause = sentence.words[segment.first:segment.last] + sentence.words[parts[0].first:parts[0].last]
        parted = any(mark.id == "trait" for mark in segment.of("cue")) or item.measure == "percent" and (segment.of("stage") or "chiếm" in clause)
        planned = item.measure in ("percent", "other") and parted and not _PLANNED.isdisjoint(clause)
        if item.measure in _WITH_TERM or planned or item.bodies != ("khac",) and (
                item.measure != "votes_percent" or "bầu" in sentence.words or "cử" in sentence.words):
            candidates = [mention for mention in (carried[0] if carried else None, heading) if mention]
            listed = self.mentions[max(0, bisect_left(self.starts, number) - 1):bisect_left(self.starts, number)] if item.rank else []
            if listed and item.rank[1] == len(listed[0].terms):
                return pick(listed[0])  # "… nhiệm kỳ 2020-2025, 2025-2030 tương ứng là 46 và 53. Với Ban Thường vụ là 16 và 18"
            if administrative and candidates:
                return pick(candidates[0])
            if not candidates and item.measure in ("elected", "added") and self.running in self.named and "bầu" in sentence.words[segment.first:segment.last]:
                return self.running  # who is elected by a committee in the middle of its term joins that one
            return self.carried(side, item.measure, candidates, number)
        if carried is not None and carried[1] and not layout.speaks_of_today():
            return pick(carried[0])
        if heading is not None:
            return pick(heading)
        if len(self.named) == 1 and (item.measure in ("votes_percent", "delegates") or item.bodies != ("khac",)):
            return self.named[0]
        return self.titled[0] if len(self.titled) == 1 and item.bodies != ("khac",) else None

    def _administrates(self, item: Found, sentence: Sentence) -> bool:
        """Whether the post is one of a school, hospital or office, which goes by the government's terms where both are named."""
        if item.bodies != ("khac",) or item.named is None:
            return False
        name = " ".join(sentence.words[item.named[0]:item.named[1]])
        return any(post in name for post in self.administration)

    @staticmethod
    def _fitting(earlier: list[Mention], later: list[Mention], bodies: tuple[str, ...]) -> Mention:
        """The last of *earlier*, unless it is of the wrong family for a post and another of the sentence is of the right one."""
        last = earlier[-1]
        if bodies == ("khac",):
            return last
        government = of_government(bodies)
        if any((term.family == "government") == government for term in last.terms):
            return last
        fitting = [mention for mention in (*reversed(earlier), *later) if any((term.family == "government") == government for term in mention.terms)]
        return fitting[0] if fitting else last

    @staticmethod
    def _misses(mention: Mention, bodies: tuple[str, ...]) -> bool:
        """Whether *mention* names terms of councils only, and *bodies* are the party's."""
        return bodies != ("khac",) and not of_government(bodies) and all(
            term.family == "government" for term in mention.terms)

    def carried(self, bodies: tuple[str, ...], measure: str, candidates: list[Mention], number: int) -> Term | None:
        """The term of a count at *number* that names none: the first of *candidates*, else that of the title, else the last one named."""
        government = of_government(bodies)
        side = [term for term in self.named if (term.family == "government") == government]
        if not candidates:
            coming = self._latest[government][bisect_left(self.starts, number)] if measure in _COMING and bodies != ("khac",) else None
            last = self._before(number)
            if coming is not None and (not self.titled or last and coming in last[0].terms):
                return coming  # what is planned is for the term to come, what was reviewed for that of the title
            titled = [term for term in self.titled if (term.family == "government") == government]
            if len(titled) == 1:
                return titled[0]
            if len(side) == 1:
                return side[0]
            candidates = last
        if candidates:
            term = choose(candidates[0].terms, bodies, measure)
            if bodies != ("khac",) and term is not None and (term.family == "government") != government:
                term = self._of_family(government, number, bodies, measure) or term
            if bodies != ("khac",) and term is not None and (term.family == "government") != government and len(side) == 1 and len(self.named) > 1:
                return side[0]
            return term
        return choose(self.titled or self.named, bodies, measure)
