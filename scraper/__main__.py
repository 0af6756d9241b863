"""``python -m scraper extract FILE URL [--explain]``: one saved page to one JSON object on standard output."""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from plugins.disk import unread
from scraper.parse import parse
from scraper.values import Draft, NoArticle, RawPage


def as_json(result: Draft | NoArticle, *, explain: bool = False) -> dict[str, object]:
    """The stable interface: unknown is null, a page that is no article is ``{"article": false}``."""
    if isinstance(result, NoArticle):
        return {"article": False, **({"reason": result.reason} if explain else {})}
    day = result.date
    out: dict[str, object] = {
        "article": True, "title": result.title, "lead": result.lead, "author": result.author, "author_role": result.author_role,
        "photographer": result.photographer, "category": result.category, "date": day.isoformat() if day else None, "body": list(result.body),
        "captions": [{"src": caption.src, "text": caption.printed or caption.text} for caption in result.captions], "view_count": result.view_count, "audio": result.audio,
    }
    if explain:
        out["layers"] = {**result.layers, "encoding": result.encoding}
        out["source"] = result.source
        out["date_has_clock"] = result.date_has_clock
    return out


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scraper", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    extract = commands.add_parser("extract", help="read one saved page")
    extract.add_argument("file", type=Path)
    extract.add_argument("url")
    extract.add_argument("--explain", action="store_true", help="tell which layer found each field")
    options = parser.parse_args(arguments)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        print(f"{options.file}: không đọc được tệp ({unread(error)})", file=sys.stderr)
        return 1
    result = parse(RawPage(options.url, data))
    sys.stdout.buffer.write(json.dumps(as_json(result, explain=options.explain), ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
