"""Records as CSV that Excel opens rightly: UTF-8 with BOM, CRLF, no cell that a spreadsheet would run."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from plugins.figures.records import COLUMNS, Column, Record, Value, spell
from plugins.spreadsheet import disarmed

_QUOTED = re.compile(r'[",\r\n]')  # RFC 4180


def text(value: Value) -> str:
    """*value* as a cell's text. Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers.

    >>> text("=HYPERLINK(1)"), text(Decimal("-1.50")), text(None)
    ("'=HYPERLINK(1)", '-1.50', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return disarmed(value)
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    written = text(value)
    # Some readers drop the space around a cell that is not quoted.
    if isinstance(value, str) and (_QUOTED.search(written) or written != written.strip()):
        return '"' + written.replace('"', '""') + '"'
    return written


def _piece(start: int, values: Sequence[Value]) -> str:
    return ",".join([_cell(value) for value in values])


def lines(rows: Iterable[Record]) -> list[str]:
    """Each record as a line with its CRLF, so that a term's file and the whole site's can share them."""
    return [",".join(parts) + "\r\n" for parts in spell(rows, _piece)]


def table(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """A whole file of *rows*, each with a value for each of *columns*."""
    head = ",".join(column.name for column in columns) + "\r\n"
    return ("\ufeff" + head + "".join(_piece(0, row) + "\r\n" for row in rows)).encode("utf-8")


def document(body: Iterable[str]) -> bytes:
    """The file: byte order mark, head, *body*."""
    head = ",".join(column.name for column in COLUMNS) + "\r\n"
    return ("\ufeff" + head + "".join(body)).encode("utf-8")
