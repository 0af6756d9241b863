"""Records as an Excel workbook: typed cells, filters, a sheet of notes. The same records give the same bytes.

XlsxWriter makes the workbook and its styles around an empty sheet; the rows are put into that sheet as
text here, since thirty thousand of them cell by cell took four seconds, and this way less than one.
"""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from plugins.figures.records import Column, Record, Value, spell

_EPOCH = date(1899, 12, 30).toordinal()  # Excel's day 0, as its calendar counts after February 1900
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\ufffe\uffff]")
_LIMIT = 32_767  # characters in a cell of Excel
_MADE = datetime(2000, 1, 1)  # a workbook must say when it was made; a clock would change its bytes
_MARK = "@@so-lieu@@"


def _text(value: str) -> str:
    if _SPECIAL.search(value) or len(value) > _LIMIT or value != value.strip():
        value = _UNFIT.sub("", value[:_LIMIT]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>' if value else "<c/>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"


def _cell(value: Value, day: str) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return f'<c s="{day}"><v>{value.toordinal() - _EPOCH}</v></c>'
    return f"<c><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"<c><v>{value}</v></c>"


def _piece(start: int, values: tuple[Value, ...]) -> str:
    # Style 1 is the first format that ``document`` uses, in the columns' heads: days.
    return "".join(["<c/>" if value is None else _cell(value, "1") for value in values])


def rows(records: Iterable[Record]) -> list[str]:
    """Each record as a row of the sheet, so that a term's workbook and the whole site's can share them."""
    return ["<row>" + "".join(parts) + "</row>" for parts in spell(records, _piece)]


def plain_rows(values: Iterable[tuple[Value, ...]]) -> list[str]:
    """Rows of any columns, for the files beside the figures."""
    return ["<row>" + _piece(0, row) + "</row>" for row in values]


def document(
    title: str, columns: Sequence[Column], body: Sequence[str], notes: Iterable[tuple[str, str]], corrections: Iterable[tuple[str, ...]] = (),
) -> bytes:
    """The bytes of a workbook whose first sheet is *body* below *columns*; *notes* are (head, text) lines, *corrections*
    (day, article, address, before, after, note)."""
    import xlsxwriter  # seldom needed, and dear to load

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": title, "created": _MADE})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})

    sheet = book.add_worksheet(title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, day if column.type == "date" else None)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, bold)
    sheet.write_string(1, 0, _MARK)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(body), 1), len(columns) - 1)

    about = book.add_worksheet("Ghi chú")
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90, wrap)
    for place, (head, told) in enumerate(notes):
        about.write_string(place, 0, head, bold)
        about.write_string(place, 1, told, wrap)
    corrected = [tuple(line) for line in corrections]
    if corrected:
        sheet = book.add_worksheet("Đính chính")
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 5, 44, wrap)
        for place, head in enumerate(("Ngày", "Bài", "Địa chỉ", "Trước", "Sau", "Nội dung")):
            sheet.write_string(0, place, head, bold)
        for line, cells in enumerate(corrected, 1):
            for place, told in enumerate(cells):
                sheet.write_string(line, place, told, wrap)
    book.close()
    return _filled(buffer.getvalue(), body, len(columns))


def _filled(empty: bytes, body: Sequence[str], width: int) -> bytes:
    """The workbook with *body* in place of the first sheet's second row."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename == "xl/worksheets/sheet1.xml":
                head, tail = re.split(rb'<row r="2".*?</row>', data, maxsplit=1, flags=re.DOTALL)
                last = f"{_letters(width)}{len(body) + 1}"
                head = re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>'.encode(), head)
                data = head + "".join(body).encode("utf-8") + tail
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(entry, data, compresslevel=2)
    return made.getvalue()


def _letters(column: int) -> str:
    """The spreadsheet's name of the *column*-th column, from 1.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
