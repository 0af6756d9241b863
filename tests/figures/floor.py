"""The floor of the extractor's quality: how many figures of each measure must be fully right on the invented articles.

``python -m tests.figures.floor`` compares; ``--write`` pins what was measured and refuses to pin less than before,
unless ``--lower`` says that this is meant. The digest ties the numbers to the articles that they were measured on.
"""
from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from tests.figures.corpus import CORE, FOLDER, Score, score_articles, total

FLOOR = FOLDER / "floor.json"


def names() -> list[str]:
    return sorted(path.stem for path in (FOLDER / "articles").glob("*.yaml"))


def digest() -> str:
    """Of all articles and their gold figures, whatever the line ends."""
    text = "\n".join((FOLDER / "articles" / f"{name}.yaml").read_text(encoding="utf-8") for name in names())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def measured() -> dict[str, float]:
    """The F1 of fully right figures by measure, of the planning measures together ("core") and of everything ("all")."""
    scores = [by_measure for name in names() for by_measure in score_articles(name)[0]]
    measures = sorted({measure for by_measure in scores for measure in by_measure})
    result = {measure: total(scores, (measure,)) for measure in measures}
    result |= {"core": total(scores, CORE), "all": total(scores)}
    return {measure: _down(score) for measure, score in result.items()}


def _down(score: Score) -> float:
    """Rounded down, so that a floor is never above what was measured."""
    return int(score.f1 * 1000) / 1000


def below(now: dict[str, float], floor: dict[str, float]) -> list[str]:
    """The measures that fell.

    >>> below({"added": 0.9}, {"added": 0.95, "removed": 0.8})
    ['added: 0.9 (floor 0.95)', 'removed: missing (floor 0.8)']
    """
    return [f"{measure}: {now.get(measure, 'missing')} (floor {least})" for measure, least in floor.items() if now.get(measure, -1) < least]


def main(arguments: list[str]) -> int:
    now = measured()
    pinned = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {"floor": {}}
    fallen = below(now, pinned["floor"])
    print(*(f"{measure} {value}" for measure, value in now.items()), *fallen, sep="\n")
    if "--write" not in arguments:
        return 1 if fallen else 0
    if fallen and "--lower" not in arguments:
        print("not written: a floor is lowered only with --lower")
        return 1
    FLOOR.write_text(json.dumps({"articles": digest(), "floor": now}, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
