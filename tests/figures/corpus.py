"""The invented articles and lines with the figures that a careful reader marks in them, and how a reading scores."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from plugins.figures.read import Reading, read

FOLDER = Path(__file__).parent
CORE = ("removed", "added", "retained", "total", "planned", "nominated", "elected", "ratio_to_current")
_GOLD = re.compile(r"(?P<optional>\? )?(?P<terms>\S+) (?P<bodies>\S+) (?P<measures>\S+) (?P<value>[\d.]+?)(?:\.\.(?P<high>[\d.]+))?"
                   r"(?: (?P<qualifier>gt|ge|lt|le|approx))?(?: of=(?P<of>\d+))?(?: stage=(?P<stage>\w+))? :: (?P<quote>.+)")


@dataclass(frozen=True)
class Gold:
    """One marked figure; a tuple gives what is right, any of them."""

    terms: tuple[str | None, ...]
    bodies: tuple[str, ...]
    measures: tuple[str, ...]
    value: Decimal
    high: Decimal | None
    qualifier: str | None
    of: Decimal | None
    stage: str | None
    quote: str
    optional: bool


@dataclass(frozen=True)
class Score:
    """Counts over articles: gold figures found, fully right, missed, and figures that nobody marked."""

    found: int = 0
    right: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.right + other.right, self.missed + other.missed, self.extra + other.extra)

    @property
    def recall(self) -> float:
        """The share of the marked figures that are fully right."""
        whole = self.found + self.missed
        return self.right / whole if whole else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of how many marked figures are fully right and how many of ours are."""
        whole = 2 * self.right + (self.found - self.right) * 2 + self.missed + self.extra
        return 2 * self.right / whole if whole else 1.0


def gold(line: str) -> Gold:
    """A marked figure from its notation (see ``articles/*.yaml``)."""
    match = _GOLD.fullmatch(line)
    if match is None:
        raise ValueError(f"not a marked figure: {line}")
    return Gold(
        tuple(None if term == "-" else term for term in match["terms"].split("/")), tuple(match["bodies"].split("/")),
        tuple(match["measures"].split("/")), Decimal(match["value"]), Decimal(match["high"]) if match["high"] else None,
        match["qualifier"], Decimal(match["of"]) if match["of"] else None, match["stage"], match["quote"].strip(), bool(match["optional"]))


def articles(name: str) -> list[dict]:
    """The articles of ``articles/<name>.yaml``."""
    return yaml.load((FOLDER / "articles" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def reading(article: dict) -> Reading:
    return read(article["text"], title=article["title"], published=str(article["published"]) if article["published"] else None)


def _is_right(figure, item: Gold) -> bool:
    body = figure.body if len(figure.bodies) == 1 else "khac"
    return ((figure.term.years if figure.term else None) in item.terms and (body in item.bodies or len(figure.bodies) > 1 and "khac" in item.bodies)
            and figure.measure in item.measures and figure.value_max == item.high
            and (item.qualifier is None or figure.qualifier == item.qualifier) and (item.of is None or figure.of == item.of)
            and (item.stage is None or figure.stage == item.stage))


def compare(text: str, figures, marked: list[Gold]) -> tuple[dict[str, Score], list[str]]:
    """The score by measure, and what went wrong in words. The first of several measures of a gold figure names it."""
    scores: dict[str, Score] = {}
    faults: list[str] = []
    used: set[int] = set()

    def count(measure: str, **numbers: int) -> None:
        scores[measure] = scores.get(measure, Score()) + Score(**numbers)

    for item in marked:
        places = [match.start() for match in re.finditer(re.escape(item.quote), text)]
        if not places:
            raise ValueError(f"the text does not hold the quote: {item.quote}")
        near = [(number, figure) for number, figure in enumerate(figures) if number not in used and figure.value == item.value
                and any(figure.start < place + len(item.quote) and place < figure.end for place in places)]
        near.sort(key=lambda pair: not _is_right(pair[1], item))
        if not near:
            if not item.optional:
                count(item.measures[0], missed=1)
                faults.append(f"MISS {item.measures[0]} {item.value} | {item.quote}")
            continue
        number, figure = near[0]
        used.add(number)
        right = _is_right(figure, item)
        if item.optional and not right:
            continue
        count(item.measures[0], found=1, right=int(right))
        if not right:
            term = figure.term.years if figure.term else None
            faults.append(f"WRONG {item.value} want {item.terms} {item.bodies} {item.measures} {item.high} {item.qualifier} {item.of} {item.stage}"
                          f" got {term} {figure.bodies} {figure.measure} {figure.value_max} {figure.qualifier} {figure.of} {figure.stage} | {figure.quote}")
    for number, figure in enumerate(figures):
        if number not in used:
            count(figure.measure, extra=1)
            faults.append(f"EXTRA {figure.measure} {figure.body} {figure.value} | {figure.quote}")
    return scores, faults


def total(scores: list[dict[str, Score]], measures: tuple[str, ...] | None = None) -> Score:
    """All of *scores* together, or those of *measures*."""
    whole = Score()
    for by_measure in scores:
        for measure, score in by_measure.items():
            if measures is None or measure in measures:
                whole += score
    return whole


def score_articles(name: str) -> tuple[list[dict[str, Score]], list[str]]:
    """Scores and faults of every article of ``articles/<name>.yaml``; terms, steps and conferences are faults too."""
    scores, faults = [], []
    for article in articles(name):
        found = reading(article)
        by_measure, wrong = compare(article["text"], found.figures, [gold(line) for line in article["figures"]])
        scores.append(by_measure)
        faults += [f"{article['id']}: {fault}" for fault in wrong]
        faults += [f"{article['id']}: {fault}" for fault in others(article, found)]
    return scores, faults


def others(article: dict, found: Reading) -> list[str]:
    """What is wrong with the terms, the step and the conference."""
    faults = []
    terms = {term.years for term in found.terms}
    wanted = {*article["terms"], *article.get("terms_extra", [])}
    if terms != wanted:
        faults.append(f"TERMS {sorted(terms)} for {sorted(wanted)}")
    if "step" in article:
        step = [found.step.number, found.step.of] if found.step else None
        if step != article["step"]:
            faults.append(f"STEP {step} for {article['step']}")
    conference = [str(found.conference.held) if found.conference.held else None, found.conference.kind] if found.conference else None
    wanted_conference = [str(article["conference"][0]) if article["conference"][0] else None, article["conference"][1]] if article["conference"] else None
    if (conference or [None, None])[0] != (wanted_conference or [None, None])[0] or (conference[1] if conference else None) not in (
            wanted_conference[1].split("/") if wanted_conference else [None]):
        faults.append(f"CONFERENCE {conference} for {wanted_conference}")
    return faults


def counted(faults: list[str]) -> Counter:
    return Counter(fault.split()[1] for fault in faults)


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:] or ["dev_planning", "dev_other"]:
        scores, faults = score_articles(name)
        print(*faults, sep="\n")
        for label, measures in (("all", None), ("core", CORE)):
            whole = total(scores, measures)
            print(f"{name} {label}: {whole} fully right {whole.recall:.3f} F1 {whole.f1:.3f}")
