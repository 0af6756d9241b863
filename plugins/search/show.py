"""An answer in words, JSON or CSV."""
from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date

from plugins.search.ask import Answer
from plugins.search.repair import spell
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number


def as_json(answer: Answer) -> str:
    """``{"total", "hits": [{"url", "title", "date", "score"}]}`` on one line."""
    return json.dumps({"total": answer.total, "hits": [asdict(hit) for hit in answer.hits]}, ensure_ascii=False)


def as_csv(answer: Answer) -> str:
    """A table for spreadsheets, with a heading; cells that a spreadsheet would run as a formula are quoted."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("Ngày", "Tiêu đề", "Địa chỉ", "Điểm"))
    for hit in answer.hits:
        title = f"'{hit.title}" if hit.title[:1] in "=+-@\t" else hit.title
        table.writerow((hit.date, title, hit.url, hit.score))
    return out.getvalue().removesuffix("\r\n")


def as_text(answer: Answer) -> str:
    """Lines for a person."""
    lines = []
    for typed, taken in answer.corrected:
        key, _, code = taken.rpartition(" ")
        lines.append(f"Hiểu “{typed}” là “{spell(key, int(code))}”.")
    if answer.dropped:
        lines.append(f"Không có bài đủ mọi từ; đã bỏ qua: {', '.join(answer.dropped)}.")
    if answer.loosened:
        lines.append("Không có cụm từ đúng như trong ngoặc kép; dưới đây là bài có các từ ấy.")
    if not answer.hits:
        lines.append("Không tìm thấy bài nào." if not answer.total else f"Có {format_number(answer.total)} bài.")
        return "\n".join(lines)
    lines.append(f"{format_number(answer.total)} bài:")
    for hit in answer.hits:
        lines.append(f"  {format_date(date.fromisoformat(hit.date)):>10}  {hit.title}\n              {hit.url}")
    return "\n".join(lines)
