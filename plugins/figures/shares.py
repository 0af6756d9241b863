"""Percentages, ratios and ballots: figures that say something of another figure, of a body or of a vote."""
from __future__ import annotations

from plugins.figures.clauses import Mark, Segment
from plugins.figures.context import CORE, Context, Found, found
from plugins.figures.grammar import Grammar

_LEADS = frozenset(("đạt", "chiếm", "tỷ", "lệ", "bằng", "là", "tương", "đương", "ứng", "với", "tức", "(", ","))
_COUNTING = ("phát ra", "thu về", "thu vào", "hợp lệ", "phiếu phát", "phiếu thu", "kiểm phiếu", "thu được")
_JOINED = frozenset(("(", ",", "soft", "sub", "-", "["))


def cue_ids(segment: Segment) -> set[str]:
    return {mark.id for mark in segment.of("cue")}


def _attached(segment: Segment, words: list[str]) -> bool:
    """Whether a percentage says how large a part the count before it is: "(26%)", "chiếm tỷ lệ 26%"."""
    return all(word in _LEADS for word in words[segment.first:segment.count.first])


def _foreign(segment: Segment, words: list[str], grammar: Grammar) -> bool:
    """Whether a percentage is one of the economy: "tăng trưởng 8%/năm", "bằng 63% dự toán"."""
    text = " ".join(words[segment.first:segment.last])
    return words[segment.count.last:segment.count.last + 1] == ["/"] or any(word in text for word in grammar.not_shares)


def _aside(segment: Segment, words: list[str], grammar: Grammar) -> bool:
    """Whether a percentage tells of something else than people and organisations."""
    text = " ".join(words[segment.first:segment.last])
    counted = any(entries and entries[0].id not in ("percent", "times") for entries in
                  (grammar.units.at(words, place)[1] for place in range(segment.first, segment.last)))
    return not (counted or segment.marks or "chiếm" in text)


def percentage(segment: Segment, words: list[str], grammar: Grammar, bodies: tuple[str, ...], named: list[Mark], before: Found | None,
               previous: Found | None, context: Context, voting: bool, labelled: bool) -> Found | None:
    """A share; of ballots where the clause speaks of votes, or follows one that does.

    *before* is the last count of the sentence that is no share, *previous* its last figure; *voting* says that
    the clause right before, without a count, spoke of ballots; *labelled* that it named a kind of people: "Tỷ lệ nữ: 27%".
    """
    if bodies == ("khac",) or named and named[0].first - segment.count.last > 2:
        bodies = ()  # "98% tổng số đại biểu HĐND", "96% chi bộ có chi ủy": another whole
    attached = segment.opener in _JOINED and _attached(segment, words)
    votes = "vote" in cue_ids(segment) or voting and segment.opener in _JOINED and words[segment.count.last:segment.count.last + 1] != ["số"]
    traits = "trait" in cue_ids(segment) and not segment.of("body")
    together = words[segment.count.first - 2:segment.count.first] in (["cùng", "đạt"], ["đều", "đạt"])
    votes = votes or together and before is not None and before.measure in ("elected", "added", "nominated")
    if not votes and previous is not None and previous.measure == "votes_percent" and segment.opener in _JOINED:
        votes = attached or segment.count.first - previous.last <= 5
    if not votes and (not attached or previous is None and before is None) and _foreign(segment, words, grammar):
        return None
    if not attached and not votes and not labelled and (previous is None or previous.measure != "percent") and _aside(segment, words, grammar):
        return None
    parent = previous if attached and previous is not None else before
    if not bodies:
        if labelled and not votes:
            bodies = context.bodies
        elif not votes and not attached and previous is not None and previous.measure == "percent" and segment.opener in _JOINED:
            bodies, parent = previous.bodies, previous  # "cấp tỉnh là 24,1%, cấp huyện 27,8%"
        elif votes:
            beside = previous is not None and (previous.measure == "votes_percent" or previous.measure in CORE - {"elected"} and attached)
            bodies = previous.bodies if beside else context.holder
        elif parent is not None and (segment.opener in _JOINED or not segment.opener or traits) and (attached or parent.measure in CORE | {"other"} and "trait" in cue_ids(segment)):
            bodies = parent.bodies
    if not attached and segment.opener and segment.opener not in _JOINED and not traits:
        parent = None
    return found(segment, "votes_percent" if votes else "percent", bodies, parent, named, context)


def ratio(segment: Segment, following: Segment | None, bodies: tuple[str, ...], named: list[Mark], before: Found | None,
          context: Context, goes_on: bool = False) -> Found | None:
    """How many times the present number; None for "3 lần", which counts nothing. *goes_on* says that the number before was one."""
    count = segment.count
    compared = "ratio" in cue_ids(segment) or following is not None and following.count is None and "ratio" in cue_ids(following)
    if not compared and not goes_on and count.value == count.value.to_integral_value():
        return None
    if context.planning or context.about_plans or bodies or context.measure in CORE:
        return found(segment, "ratio_to_current", bodies or context.bodies or (before.bodies if before else ()), before, named, context)
    return found(segment, "other", (), None, named, context)


def ballots(segment: Segment, words: list[str], bodies: tuple[str, ...], named: list[Mark], before: Found | None, previous: Found | None,
            context: Context) -> Found:
    """Ballots for somebody are votes; ballots handed out, collected and valid are merely counted."""
    text = " ".join(words[segment.first:segment.last])
    if any(counting in text for counting in _COUNTING):
        return found(segment, "other", (), None, [], context)
    again = previous is not None and previous.measure == "votes_percent" and segment.opener in _JOINED
    return found(segment, "votes_percent", bodies or context.holder or (previous.bodies if again else ()), before, named, context)
