"""What ``check`` found, for people, for editors and for machines that keep watch over a repository."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from plugins.problem import Problem

NAMES = ("text", "json", "github", "sarif")


def told(problems: Iterable[Problem], form: str) -> str:
    """*problems* in the form of that name, ending without a line break."""
    return {"text": text, "json": as_json, "github": github, "sarif": sarif}[form](sorted(set(problems)))


def counted(problems: list[Problem]) -> str:
    """
    >>> counted([Problem("a.md", message="sai"), Problem("a.md", notice=True, message="lạ")])
    '1 lỗi, 1 chỗ nên xem lại'
    """
    stopping = sum(not problem.notice for problem in problems)
    parts = [f"{stopping} lỗi"] if stopping else []
    return ", ".join([*parts, *([f"{len(problems) - stopping} chỗ nên xem lại"] if stopping < len(problems) else [])])


def text(problems: list[Problem]) -> str:
    """Grouped by file, what stops first; every line begins with a place that editors can jump to."""
    blocks = []
    for path, group in groupby(problems, key=lambda problem: problem.path):
        own = sorted(group, key=lambda problem: problem.notice)
        lines = [f"{path}: {counted(own)}"]
        for problem in own:
            place = str(Problem(path, problem.line, problem.column)).removesuffix(": ")
            lines.append(f"  {'xem' if problem.notice else 'LỖI'}  {place}: {problem.message}")
            if problem.hint:
                lines.append(f"       → {problem.hint}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_json(problems: list[Problem]) -> str:
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)


def github(problems: list[Problem]) -> str:
    """Workflow commands, as GitHub documents them: shown beside the lines of a pull request."""
    lines = []
    for problem in problems:
        place = f"file={_escaped(problem.path, True)}" + (f",line={problem.line}" if problem.line else "") + (f",col={problem.column}" if problem.column else "")
        message = problem.message + (f" ({problem.hint})" if problem.hint else "")
        lines.append(f"::{'notice' if problem.notice else 'error'} {place}::{_escaped(message)}")
    return "\n".join(lines)


def _escaped(value: str, is_property: bool = False) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if is_property else value


def sarif(problems: list[Problem]) -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    results = []
    for problem in problems:
        region = {"startLine": problem.line, **({"startColumn": problem.column} if problem.column else {})} if problem.line else None
        results.append({
            "ruleId": "nhiemky/note" if problem.notice else "nhiemky/stop",
            "level": "note" if problem.notice else "error",
            "message": {"text": problem.message + (f" ({problem.hint})" if problem.hint else "")},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": problem.path}, **({"region": region} if region else {})}}],
        })
    rules = [{"id": "nhiemky/stop", "shortDescription": {"text": "Lỗi, chưa đăng được"}}, {"id": "nhiemky/note", "shortDescription": {"text": "Nên xem lại"}}]
    run = {"tool": {"driver": {"name": "nhiemky", "rules": rules}}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
