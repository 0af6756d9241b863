"""How an output was made, is to be made, came to be made."""
from __future__ import annotations

from dataclasses import dataclass

from plugins.engine import trace
from plugins.problem import Problem
from plugins.outputs import Output


@dataclass(frozen=True, slots=True)
class Record:
    """How a file of the output was made by the last build that succeeded."""

    key: bytes
    basis: bytes  # digest of what the values were looked for in, b"" where they were given
    hash: bytes
    stamp: str
    uses: int
    used: bytes
    links: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What rendering one output gave. ``hash`` is None where it failed; ``staged`` where its bytes are new."""

    hash: bytes | None = None
    key: bytes = b""
    staged: bool = False
    worker: int = 0  # numbers below are this process's own
    uses: int = 0  # what the template used, 0 for nothing
    told: tuple[trace.Use, ...] = ()  # the uses that the number stands for, where it is new
    files: tuple[str, ...] = ()  # files that the page links to and that are new
    links: bytes = b""  # numbers of all files that it links to
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Pending:
    output: Output
    key: bytes | None
    basis: bytes
    before: Record | None  # None where nothing may be taken from it
    why: str
