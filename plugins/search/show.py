"""An answer in words, JSON or CSV."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from plugins.search.ask import Answer, Figure
from plugins.search.repair import spell
from plugins.spreadsheet import disarmed
from plugins.vietnamese.dates import format_date
from plugins.vietnamese.numbers import format_number


def as_json(answer: Answer) -> str:
    """``{"total", "hits": [{"url", "title", "date", "score"}], "figures", "corrected", "dropped", "loosened"}`` on one line."""
    return json.dumps({
        "total": answer.total, "hits": [asdict(hit) for hit in answer.hits], "figures": [asdict(figure) for figure in answer.figures],
        "corrected": [{"typed": typed, "taken": _spelled(taken)} for typed, taken in answer.corrected], "dropped": answer.dropped, "loosened": answer.loosened,
    }, ensure_ascii=False)


def _spelled(taken: str) -> str:
    key, _, code = taken.rpartition(" ")
    return spell(key, int(code))


def as_csv(answer: Answer) -> str:
    """A table for spreadsheets, with a heading; cells that a spreadsheet would run as a formula are quoted."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(("Ngày", "Tiêu đề", "Địa chỉ", "Điểm"))
    for hit in answer.hits:
        table.writerow((hit.date, disarmed(hit.title), hit.url, hit.score))
    return out.getvalue().removesuffix("\r\n")


def as_text(answer: Answer) -> str:
    """Lines for a person."""
    lines = []
    for typed, taken in answer.corrected:
        lines.append(f"Hiểu “{typed}” là “{_spelled(taken)}”.")
    if answer.dropped and answer.hits:
        lines.append(f"Không có bài đủ mọi từ; đã bỏ qua: {', '.join(answer.dropped)}.")
    if answer.loosened:
        lines.append("Không có cụm từ đúng như trong ngoặc kép; dưới đây là bài có các từ ấy.")
    lines += _figures(answer.figures)
    if not answer.hits:
        lines.append("Không tìm thấy bài nào." if not answer.total else f"Có {format_number(answer.total)} bài.")
        return "\n".join(lines)
    lines.append(f"{format_number(answer.total)} bài:")
    for hit in answer.hits:
        lines.append(f"  {format_date(date.fromisoformat(hit.date)):>10}  {hit.title}\n              {hit.url}")
    return "\n".join(lines)


def _figures(found: Sequence[Figure]) -> list[str]:
    """Figures in words: number and unit, what is counted, the sentence, where it stands."""
    lines = ["Số liệu khớp với câu hỏi:"] if found else []
    for f in found:
        what = " · ".join(part for part in (f.measure, f.stage, ", ".join(f.bodies), f.term, f.committee, "khai báo" if f.declared else "máy đọc") if part)
        lines.append(f"  {' '.join(part for part in (f.value, f.unit) if part)}: {what}")
        if f.quote:
            lines.append(f"      “{f.quote}”")
        lines.append(f"      {f.url}")
    return [*lines, ""] if lines else []
