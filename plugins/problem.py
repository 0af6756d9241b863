"""What is wrong in a file that somebody wrote: a place, a fact and an advice.

Input problems are values, collected and reported together; exceptions are for faults of the program.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of the input, told to the person who wrote it, in Vietnamese.

    ``path`` is relative to the content folder's parent where possible (``content/tin/…/x.md``);
    ``line`` and ``column`` count from 1, 0 where the whole file is meant;
    ``message`` says what is wrong, ``hint`` what to write instead ("" where nothing can be advised).
    ``notice`` marks what should be looked at but stops nothing.

    >>> str(Problem("content/a.md", 14, 12, "'measure: đưa vào' không có trong danh mục", "viết: bổ sung"))
    "content/a.md:14:12: 'measure: đưa vào' không có trong danh mục (viết: bổ sung)"
    """

    path: str
    line: int = 0
    column: int = 0
    message: str = ""
    hint: str = ""
    notice: bool = False

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class ProblemsFound(Exception):
    """Stops a run because the input has problems; carries all of them, sorted by place."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
