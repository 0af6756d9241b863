"""Lists of names beside planning posts: numbered lines, table rows, and enumerations within a sentence."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from plugins.newsroom.gate.people import UPPER, Name, names
from plugins.newsroom.gate.rules import any_of, rules, short

LEAST = 2  # names that make a list
_LONG = 300  # characters: longer is a paragraph, no item
_ITEM = re.compile(r"^[\s>]*(?:[-*+•–]|\(?\d{1,3}[.)\-]|[a-zđ][.)])\s*")
_HONORIFIC = re.compile(r"^[\W\d]*(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà|anh|chị|đc)\s*:?\s*)?", re.I)
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|\*\*[^*]+\*\*:?\s*$)")
_SENTENCE = re.compile(rf"(?<=[.!?…])(?<![:;,]\s\d\.)(?<![:;,]\s\d\d\.)\s+(?=[{UPPER}“\"])")
_TRIGGER = re.compile(r"(?:\bgồm(?:\s+có)?|\blà|\bcó|\bcho|\bđối với|\bnhư|\bvới|:|–|-)\s*(?:\d{1,3}\s*)?(?:các\s+)?(?:đồng chí|đ/c|ông|bà|nhân sự|cán bộ)?(?:\s+sau(?: đây)?)?\s*:?\s*(?:đồng chí|đ/c|ông|bà)?\s*(?:\(?\d{1,2}[.)]\s*)?$", re.I)
_INTO = re.compile(r"\b(?:được|nằm trong|thuộc|có tên trong|vào)\s*(?:(?:đưa|bổ sung|giới thiệu|vào|danh sách|nguồn|diện|trong)\s+){0,3}$", re.I)
_ATTENDING = r"(?<!\w)dự(?!\s+(?:kiến|thảo|nguồn|án|toán|báo|phòng|khuyết|bị)|\w)"
_BETWEEN = re.compile(r"^[^.!?:]{0,90}?(?:[,;]|\bvà\b)[^.!?:]{0,60}(?:(?::|\d{1,2}[.)])\s*(?:đồng chí|đ/c|ông|bà)?\s*)?$", re.I)


@cache
def _words() -> dict[str, re.Pattern]:
    rule = rules()["planned_names"]
    land = "|".join(map(re.escape, rule.words("land")))
    planning = "|".join(map(re.escape, (w for w in rule.words("planning") if w != "quy hoạch")))
    return {
        "planning": re.compile(rf"(?<!\w)(?:quy hoạch(?!\s+(?:{land})(?!\w))|{planning})(?!\w)", re.I),
        **{name: re.compile(any_of(rule.words(name)), re.I) for name in ("strong", "posts", "elected")},
        "people_doing": re.compile(f"{any_of(rule.words('people_doing'))}|{_ATTENDING}", re.I),
    }


@cache
def planning() -> tuple[str, ...]:
    """The words by which a text that speaks of planning people is known."""
    return rules()["planned_names"].words("planning")


def plans(context: str) -> bool:
    """Does *context* (the words before a list) say that what follows are people in planning?"""
    words = _words()
    planning = words["planning"].search(context)
    if not planning or words["people_doing"].search(context):
        return False
    return bool(words["strong"].search(context)) or not words["elected"].search(context)


def of_blocks(lines: list[str], title: str) -> Iterator[tuple[int, str]]:
    """``(line's index, words)`` of the first name of every list of names that stands under words of planning."""
    words, number = _words(), 0
    while number < len(lines):
        if not _person(lines[number]):
            number += 1
            continue
        first, found, last = number, [], number
        while number < len(lines) and number - last <= 2:
            if lines[number].strip() and not _is_rule(lines[number]):
                name = _person(lines[number])
                if name is None:
                    break
                found.append(name)
                last = number
            number += 1
        number = max(number, last + 1)
        if len(found) < LEAST:
            continue
        context = _context(lines, first, title)
        items = "\n".join(lines[first: last + 1])
        if any(map(plans, context)) and (words["posts"].search("\n".join(context)) or words["posts"].search(items)):
            yield first, short(", ".join(found[:3]))
        elif sum(plans(line) and bool(words["posts"].search(line)) for line in lines[first: last + 1]) >= LEAST:
            yield first, short(", ".join(found[:3]))


def _is_rule(line: str) -> bool:
    return "|" in line and not line.strip("|:- \t")


def _person(line: str) -> str | None:
    """The name that an item of a list or a row of a table is about, None where it is about none."""
    if len(line) > _LONG and "|" not in line:
        return None
    cells = [cell.strip(" *_") for cell in line.strip().strip("|").split("|")] if line.count("|") >= 2 else [_ITEM.sub("", line)]
    for cell in cells[:4]:
        bare = _HONORIFIC.sub("", cell)
        found = names(bare[:60]) if bare[:1].isupper() else []
        if found and found[0].start == 0:
            return found[0].text
    return None


def _context(lines: list[str], first: int, title: str) -> list[str]:
    """What introduces a list: the table's head or the last sentence before it, the heading above, a title that speaks of a list."""
    found: list[str] = []
    number, spoken = first - 1, False
    while number >= 0 and len(found) < 3:
        line = lines[number].strip()
        number -= 1
        if not line or _is_rule(line):
            continue
        if _HEADING.match(line):
            found.append(line)
            break
        if line.count("|") >= 2:
            found.append(line)
        elif not spoken:
            spoken = True
            found.append(_SENTENCE.split(line)[-1])
        elif first - number > 12:
            break
    if "danh sách" in title.lower() or not spoken:
        found.append(title)
    return found


def of_sentences(line: str) -> Iterator[tuple[str, bool]]:
    """``(words, whether they are two names or more)`` of people enumerated in a sentence of planning in *line*."""
    words = _words()
    if not words["planning"].search(line):
        return
    sentences = _SENTENCE.split(line)
    for number, sentence in enumerate(sentences):
        planning = words["planning"].search(sentence)
        people = names(sentence) if planning else []
        if not people or not words["posts"].search(sentence):
            continue
        told = next((n for n, name in enumerate(people) if name.start > planning.end() and _TRIGGER.search(sentence[: name.start])), None)
        if told is not None:
            name = people[told]
            between = sentence[planning.end(): name.start]
            if _doing(words, sentence[: planning.start()][:40]) or _doing(words, between) or (words["elected"].search(between) and not words["strong"].search(sentence)):
                continue
            chain = [name.text]
            for one, other in zip(people[told:], people[told + 1:]):
                if not _BETWEEN.match(sentence[one.end: other.start]) or _doing(words, sentence[one.end: other.start]):
                    break
                chain.append(other.text)
            tail = sentence[people[told + len(chain) - 1].end:]
            if _doing(words, tail[:40]):
                continue
            for following in sentences[number + 1:]:  # "Phó Chủ tịch: …" goes on with the list
                post, colon, rest = following.partition(":")
                if not colon or len(post) > 60 or not words["posts"].search(post) or _doing(words, following):
                    break
                chain += [name.text for name in names(rest)]
            yield short(", ".join(chain[:3])), len(chain) >= LEAST
        elif (before := [n for n in people if n.start < planning.start()]):
            gap = sentence[before[-1].end: planning.start()]
            if len(gap) < 60 and _INTO.search(gap) and not _doing(words, gap):
                yield short(before[-1].text), len(before) >= LEAST and _joined(sentence, before)


def _joined(sentence: str, people: list[Name]) -> bool:
    return any(re.fullmatch(r"(?:,[^,.;]{0,40})?\s*(?:,|;|và)\s*(?:đồng chí|ông|bà|đ/c)?\s*", sentence[a.end: b.start]) for a, b in zip(people, people[1:]))


def _doing(words: dict[str, re.Pattern], text: str) -> bool:
    return bool(words["people_doing"].search(text))
