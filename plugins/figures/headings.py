"""What the lines above a line give to it: the verb, the body and the term of the heading of its list."""
from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.figures.clauses import segments, sentences, tokenise
from plugins.figures.context import Context
from plugins.figures.governing import Scope
from plugins.figures.grammar import Grammar
from plugins.figures.resolve import Sentences
from plugins.figures.terms import Mention

SHORT = 170  # characters: a line of prose is longer than a heading or an item of a list
_FAR = 12  # lines: a list's heading is seldom further above
_LISTED = re.compile(r"\s*(?:[-+]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[ivx]{1,4}[.)])\s*")


@dataclass(frozen=True, slots=True)
class Left:
    """What a line leaves to those below: the context that it took and the one that it made, and the last term named."""

    before: Context
    context: Context
    mention: Mention | None


def announce(text: str, begin: int, end: int, original: str, grammar: Grammar, context: Context) -> None:
    """Take what the heading ``text[begin:end]`` says into *context*."""
    for start, stop in sentences(text, begin, end, original, grammar):
        sentence = tokenise(text, start, stop)
        Sentences(grammar, context).announce(sentence.words, segments(sentence, grammar))


def _is_listed(text: str, begin: int, end: int) -> bool:
    """Whether the line begins with a dash, a number or a letter of a list."""
    return bool(_LISTED.match(text, begin, min(end, begin + 12)))


def _labelled(text: str, begin: int, end: int) -> bool:
    """Whether a colon stands in the line, as in an item of a list without marks, and no sentence ends before it."""
    colon = text.find(":", begin, end)
    return colon >= 0 and text.find(". ", begin, colon) < 0


def _level(text: str, begin: int, end: int) -> str:
    """The kind of mark that begins an item of a list: "1", "a", "i", "+" or "-"; "" where the line has none."""
    match = _LISTED.match(text, begin, min(end, begin + 12))
    mark = match[0].strip() if match else ""
    if not mark or mark[0] in "-+":
        return mark
    return "1" + "." * mark.rstrip(".)").count(".") if mark[0].isdecimal() else "i" if set(mark[:-1]) <= set("ivx") else "a"


def _sibling(text: str, level: str, begin: int, after: dict[int, Left]) -> Left | None:
    """What the item of the same *level* before the line at *begin* left, where items of another level stand between:
    nothing where it is a heading; None where there is none."""
    stop = begin - 1
    for _ in range(_FAR):
        while stop > 0 and text[stop - 1] in "\n ":
            stop -= 1
        if stop <= 0:
            return None
        above = text.rfind("\n", 0, stop) + 1
        if _level(text, above, stop) == level:
            return after.get(above) or Left(Context(), Context(), None)
        stop = above - 1
    return None


def inherited(text: str, begin: int, end: int, original: str, grammar: Grammar, after: dict[int, Left],
              scope: Scope) -> tuple[Context, Mention | None, Context]:
    """The context that headings above give to the line ``text[begin:end]``, the last term that they name, and what a
    list further down, past a heading of its own, takes instead: the context of the list's first item.

    *after* has what lines read before left behind, by where they begin.
    A line of prose takes none, unless the line above ends with a colon. Past a heading, an item of another list gives
    only what it had from above itself.
    """
    listed = _is_listed(text, begin, end)
    prose = end - begin > SHORT and not listed
    headings: list[tuple[int, int]] = []
    context, mention = Context(), None
    first: Context | None = None
    stop = begin - 1
    sectioned = False
    for _ in range(_FAR):
        while stop > 0 and text[stop - 1] in "\n ":
            stop -= 1
        if stop <= 0:
            break
        above = text.rfind("\n", 0, stop) + 1
        leads = text[stop - 1] == ":"
        short = stop - above < SHORT
        item = _is_listed(text, above, stop)
        if above in after:
            if leads or headings or not prose and (item or short and (listed or _labelled(text, above, stop) and _labelled(text, begin, end))):
                left, level = after[above], _level(text, begin, end)
                if item and listed and not headings and _level(text, above, stop) != level:
                    left = _sibling(text, level, begin, after) or left
                mention = left.mention
                past = headings and (item or not leads)  # another section's line lends only what stood above it
                context = (left.before if past or left is not after[above] else left.context).copy()
                first = left.before if (item or not leads) and not headings else None
            elif not prose and (section := after[above].context.section) is not None:
                context, mention = section.copy(), after[above].mention
                context.section = section
            break
        over = prose and item and short and text[stop - 1] not in ".;,"  # "2. Quy hoạch nhiệm kỳ 2025-2030" above a paragraph
        if not leads and not over and (prose or not short or text[stop - 1] == "." and not item):
            break
        capital = original[above:stop].isupper()
        if sectioned and not capital:
            break
        sectioned = sectioned or capital  # what stands above a heading in capitals belongs to another section
        headings.append((above, stop))
        stop = above - 1
    for above, stop in reversed(headings):
        announce(text, above, stop, original, grammar, context)
        mention = next(reversed(scope.between(above, stop)), mention)
    if headings and context.bodies:
        context.section = context.copy()
    context.headed = bool(headings)
    return context, mention, first or context.copy()
