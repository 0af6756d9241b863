"""The grammar: phrases and word lists, read from ``grammar/*.json`` once, when a text first needs them.

A phrase is words; ``[x]`` may be left out, ``(a|b)`` stands for one of them, ``[a|b]`` for one of them or none.
"""
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plugins.figures.normalise import spell

_FOLDER = Path(__file__).parent / "grammar"
UNSPELLED = ("percent", "times", "vote", "agency", "seat")  # units that no number in words is read with
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|đ/c|[^\W\d_]+|\S")
_PART = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|[^\[\]()]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of the grammar means.

    ``kind`` is "cue", "body", "stage", "sub", "qualifier", "unit", "not_unit" or "actor"; ``id`` the measure,
    body, stage, unit … it names. A cue of greater ``weight`` wins; one that is ``before_number``
    counts only directly before a number.
    """

    kind: str
    id: str
    weight: float = 0
    before_number: bool = False
    rule: str = ""


class Trie:
    """Phrases by their words; finds the longest that begins at a token."""

    __slots__ = ("root",)

    def __init__(self) -> None:
        self.root: dict = {}

    def add(self, phrase: str, entry: Entry) -> None:
        node = self.root
        for word in TOKEN.findall(phrase):
            node = node.setdefault(word, {})
        entries = node.setdefault("", [])
        if entry not in entries:  # two patterns may hold the same wording
            entries.append(entry)

    def at(self, words: list[str], start: int) -> tuple[int, list[Entry]]:
        """Where the longest phrase that begins at *start* ends, and what it means; (start, []) where none does."""
        node, end, found = self.root, start, []
        for place in range(start, len(words)):
            node = node.get(words[place])
            if node is None:
                break
            if "" in node:
                end, found = place + 1, node[""]
        return end, found


def expand(phrase: str) -> list[str]:
    """All wordings of *phrase*.

    >>> expand("(đưa|rút) ra [khỏi] quy hoạch")
    ['đưa ra khỏi quy hoạch', 'đưa ra quy hoạch', 'rút ra khỏi quy hoạch', 'rút ra quy hoạch']
    """
    wordings = [""]
    for part in _PART.findall(phrase):
        if part[0] in "[(":
            choices = part[1:-1].split("|") + ([""] if part[0] == "[" else [])
        else:
            choices = [part]
        wordings = [f"{before} {choice}" for before in wordings for choice in choices]
    return [" ".join(wording.split()) for wording in wordings]


def rules(name: str) -> Any:
    """The rules of ``grammar/<name>.json`` with their examples, in the one spelling."""
    return json.loads(spell((_FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Grammar:
    marks: Trie  # cues, bodies, stages, sub-count markers: anywhere in a sentence
    units: Trie  # after a number
    stages: Trie
    actor_after: Trie
    actor_before: frozenset[str]
    qualifiers: Trie  # before a number
    numbered: frozenset[str]  # what a number after it names ("Trung đoàn 984") where no unit follows
    scales: dict[str, int]
    soft_breaks: frozenset[str]
    committees: Trie  # "Đảng ủy": after "quy hoạch" or "vào", who sits in it
    not_shares: tuple[str, ...]  # what a percentage tells of the economy and other things that are no figures here
    administration: tuple[str, ...]  # posts that follow the government's terms
    peoples: frozenset[str]  # "5 người Tày" are a kind of people
    levels: tuple[str, ...]  # committees at large: what a sentence tells of them is no longer of the body before
    answers: tuple[str, ...]  # in the title of an article that answers a question about the rules
    furniture: tuple[str, ...]  # what portals print around an article: no figure stands in such a line
    abbreviations: frozenset[str]
    unit_words: frozenset[str]  # with which a unit begins
    spelled_words: frozenset[str]  # with which a unit begins that numbers in words may have
    moving: re.Pattern[str]  # what makes "một đồng chí" more than anybody
    lead_words: frozenset[str]  # with which the words before a bare number end


@cache
def load() -> Grammar:
    """The grammar, built on first use (a few milliseconds)."""
    words = rules("words")
    firsts: set[str] = set()
    leads: set[str] = set()
    marks, units, stages, actors, qualifiers, committees = Trie(), Trie(), Trie(), Trie(), Trie(), Trie()
    for kind, name in (("cue", "cues"), ("body", "bodies")):
        for rule in rules(name):
            entry = Entry(kind, rule.get("measure", rule["id"]), rule.get("weight", 0), rule.get("before_number", False), rule["id"])
            for phrase in rule["phrases"]:
                for wording in expand(phrase):
                    marks.add(wording, entry)
                    leads.add(wording.split()[-1])
                    if kind == "body":
                        firsts.add(wording.split()[0])
    for kind, groups, trie in (("stage", words["stages"], stages), ("unit", words["units"], units),
                               ("qualifier", words["qualifiers"], qualifiers)):
        for id, phrases in groups.items():
            for phrase in phrases:
                for wording in expand(phrase):
                    trie.add(wording, Entry(kind, id))
                    if kind == "stage" and id:
                        leads.add(wording.split()[-1])
    bodies = frozenset(firsts)
    firsts.update(phrase.split()[0] for phrases in words["units"].values() for whole in phrases for phrase in expand(whole))
    firsts.add("quy")  # "51 quy hoạch Ban Chấp hành" leaves the unit out
    for phrase in words["sub"]:
        marks.add(phrase, Entry("sub", "sub"))
    for name in words["peoples"]:
        for whole in (f"người {name}", f"đồng chí người {name}", f"người dân tộc {name}", f"dân tộc {name}"):
            units.add(whole, Entry("unit", "person"))
    firsts.add("dân")
    for phrase in words["not_units"]:
        for wording in expand(phrase):
            units.add(wording, Entry("not_unit", ""))
    for phrase in words["committees"]:
        for wording in expand(phrase):
            committees.add(wording, Entry("body", "ban-chap-hanh"))
    for phrase in words["actor_after"]:
        for wording in expand(phrase):
            actors.add(wording, Entry("actor", ""))
    return Grammar(
        marks, units, stages, actors, frozenset(words["actor_before"]), qualifiers, frozenset(words["numbered"]), words["scales"], frozenset(words["soft_breaks"]),
        committees, tuple(words["not_shares"]), tuple(words["administration"]), frozenset(words["peoples"]), tuple(words["levels"]), tuple(words["answers"]), tuple(words["furniture"]), frozenset(words["abbreviations"]), frozenset(firsts) - {"%"},
        bodies | {phrase.split()[0] for id, phrases in words["units"].items() if id not in UNSPELLED for whole in phrases for phrase in expand(whole)},
        re.compile("|".join(words["moving"])), frozenset(leads),
    )
