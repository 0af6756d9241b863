"""The one-line examples as parameters."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from plugins.figures.read import read

_LINE = re.compile(r"(?P<value>[\d.]+?)(?:\.\.(?P<high>[\d.]+))?(?: (?P<qualifier>gt|ge|lt|le|approx))? \| (?P<text>.+)")


@dataclass(frozen=True)
class Example:
    """A sentence and the figure that it must give; the measure "nothing" gives none at all."""

    measure: str
    body: str
    value: Decimal
    high: Decimal | None
    qualifier: str | None
    text: str

    @property
    def holds(self) -> bool:
        figures = read(self.text).figures
        if self.measure == "nothing":
            return not figures
        return any(
            figure.measure == self.measure and (figure.body if len(figure.bodies) == 1 else "khac") == self.body and figure.value == self.value
            and figure.value_max == self.high and figure.qualifier == self.qualifier
            for figure in figures)


def examples() -> list[Example]:
    """All examples of ``lines_*.yaml``, in order."""
    found = []
    for path in sorted(Path(__file__).parent.glob("lines_*.yaml")):
        for measure, bodies in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for body, lines in bodies.items():
                for line in lines:
                    match = _LINE.fullmatch(line)
                    if match is None:
                        raise ValueError(f"not an example: {line}")
                    found.append(Example(measure, body, Decimal(match["value"]), Decimal(match["high"]) if match["high"] else None,
                                         match["qualifier"], match["text"]))
    return found


if __name__ == "__main__":
    everything = examples()
    wrong = [example for example in everything if not example.holds]
    for example in wrong:
        print(example.measure, example.body, example.value, example.high, example.qualifier, "|", example.text, "=>",
              [(f.measure, f.bodies, str(f.value), str(f.value_max), f.qualifier) for f in read(example.text).figures])
    print(f"{len(everything) - len(wrong)} of {len(everything)}")
