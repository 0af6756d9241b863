"""``python -m plugins.figures extract --jsonl``: figures of articles, one JSON line in, one out."""
from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal

_HELP = """Đọc số liệu trong bài viết.

Mỗi dòng vào (JSON): {"id", "title", "published", "text"}; published để nguyên như trang in, hoặc null.
Mỗi dòng ra (JSON): {"id", "terms": ["2025-2030"], "step": {"number", "of"} hoặc null,
  "conference": {"held", "kind"} hoặc null,
  "figures": [{"term", "body", "body_text", "measure", "value", "value_max", "qualifier", "unit", "stage",
               "of", "quote", "start", "end"}]}
text[start:end] == quote; start và end tính bằng ký tự. Số nói về nhiều cơ quan, chức danh: body là "khac", kèm "bodies".
"""


def number(value: Decimal | None) -> int | float | None:
    """A JSON number.

    >>> number(Decimal("6")), number(Decimal("1.04")), number(None)
    (6, 1.04, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(id: object, reading) -> dict:
    """A reading as the object that the command prints."""
    step, conference = reading.step, reading.conference
    figures = []
    for figure in reading.figures:
        item = {
            "term": figure.term.years if figure.term else None,
            "body": figure.body if len(figure.bodies) == 1 else "khac",
            "body_text": figure.body_text,
            "measure": figure.measure,
            "value": number(figure.value),
            "value_max": number(figure.value_max),
            "qualifier": figure.qualifier,
            "unit": figure.unit,
            "stage": figure.stage,
            "of": number(figure.of),
            "quote": figure.quote,
            "start": figure.start,
            "end": figure.end,
        }
        if len(figure.bodies) > 1:
            item["bodies"] = list(figure.bodies)
        figures.append(item)
    return {
        "id": id,
        "terms": list(dict.fromkeys(term.years for term in reading.terms)),
        "step": {"number": step.number, "of": step.of} if step else None,
        "conference": {"held": conference.held.isoformat() if conference.held else None, "kind": conference.kind} if conference else None,
        "figures": figures,
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 done, 1 where a line is no JSON object (told on standard error), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m plugins.figures", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    extract = commands.add_parser("extract", help="đọc số liệu", description=_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    extract.add_argument("--jsonl", action="store_true", required=True, help="đọc và in từng dòng JSON")
    parser.parse_args(arguments)
    from plugins.figures.read import read  # after parsing: --help needs none of it

    code = 0
    source = sys.stdin.buffer
    for place, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
            text = article.get("text") or ""
        except (ValueError, AttributeError):
            print(f"dòng {place}: không phải một đối tượng JSON", file=sys.stderr)
            code = 1
            continue
        reading = read(str(text), title=str(article.get("title") or ""), published=str(article.get("published") or "") or None)
        sys.stdout.buffer.write(json.dumps(as_json(article.get("id"), reading), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
