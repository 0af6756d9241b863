"""Names of committees that are nearly, and not quite, one of those known."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.site_data import Committee
from plugins.vietnamese.text import fold, nfc, tone_key

LEAST = 4  # syllables: in shorter names one other syllable makes another name
_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Known:
    """Names as syllables, with every beginning of at least ``LEAST`` of them, by their first two."""

    names: dict[tuple[str, str], dict[tuple[str, ...], str]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        words = [(m.start(), m.end(), tone_key(m[0])) for m in _SYLLABLE.finditer(nfc(name))]
        keys = tuple(key for _, _, key in words)
        for length in range(LEAST, len(keys) + 1):
            self.names.setdefault(keys[:2], {}).setdefault(keys[:length], name[: words[length - 1][1]])


def known(committees: Iterable[Committee]) -> Known:
    """All names of *committees*: present, short, earlier and other ones."""
    found = Known()
    for committee in committees:
        for name in (committee.name, committee.short, *committee.aliases, *(dated.name for dated in committee.names)):
            if name:
                found.add(name)
    return found


def near(text: str, names: Known) -> Iterator[tuple[int, str, str]]:
    """``(line from 1, words as written, the known name)`` where one syllable of a known name is mistyped in *text*."""
    told: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        words = list(_SYLLABLE.finditer(line))
        keys = [tone_key(word[0]) for word in words]
        for at in range(len(words) - LEAST + 1):
            group = names.names.get((keys[at], keys[at + 1]))
            if not group or not words[at][0][0].isupper():
                continue
            last = at + 1
            while last < len(words) and line[words[last - 1].end(): words[last].start()] == " ":
                last += 1
            here = tuple(keys[at:last])
            found = _best(here, group)
            if found:
                length, name = found
                written = line[words[at].start(): words[at + length - 1].end()]
                if written not in told:
                    told.add(written)
                    yield number, written, name


def _best(here: tuple[str, ...], group: dict[tuple[str, ...], str]) -> tuple[int, str] | None:
    """The longest name that *here* begins with but for one mistyped syllable; None where it begins with a name as it is."""
    lengths = sorted({len(keys) for keys in group}, reverse=True)
    for length in lengths:
        window = here[:length]
        if len(window) < length:
            continue
        if window in group:
            return None
        for keys, name in group.items():
            if len(keys) == length and (wrong := [n for n, (a, b) in enumerate(zip(window, keys)) if a != b]) and len(wrong) == 1:
                a, b = window[wrong[0]], keys[wrong[0]]
                # The syllable before last decides between places; a whole other name is not a slip.
                if wrong[0] < length - 1 and mistyped(a, b):
                    return length, name
    return None


def mistyped(a: str, b: str) -> bool:
    """May *a* be *b* with a slip: one letter more, fewer or other, or another mark? Numbers and Roman numbers never.

    >>> mistyped("quang", "quan"), mistyped("cớ", "cơ"), mistyped("2", "3"), mistyped("sao", "ban")
    (True, True, False, False)
    """
    if not (a.isalpha() and b.isalpha()) or min(len(a), len(b)) < 2 or set(a + b) <= set("ivx"):
        return False
    if fold(a) == fold(b):
        return True
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 3:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b)) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:n] + long[n + 1:] == short for n in range(len(long)))
