"""Records as CSV that Excel opens rightly: UTF-8 with BOM, CRLF, no cell that a spreadsheet would run."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from plugins.figures.records import COLUMNS, Value

# OWASP: a cell that begins with one of these is run as a formula; the full-width forms count as well in some locales.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def text(value: Value) -> str:
    """*value* as a cell's text. Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers.

    >>> text("=HYPERLINK(1)"), text(Decimal("-1.50")), text(None)
    ("'=HYPERLINK(1)", '-1.50', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


def lines(rows: Iterable[tuple[Value, ...]]) -> list[str]:
    """Each record as a line with its CRLF, so that a term's file and the whole site's can share them."""
    found = []
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(map(text, row))
        found.append(buffer.getvalue())
    return found


def document(body: Iterable[str]) -> bytes:
    """The file: byte order mark, head, *body*."""
    head = ",".join(column.name for column in COLUMNS) + "\r\n"
    return ("\ufeff" + head + "".join(body)).encode("utf-8")
