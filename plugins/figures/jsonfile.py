"""Records as JSON. Numbers keep every digit that the article printed."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring

from plugins.figures.records import COLUMNS, Record, Value, spell

_NAMES = tuple(f'"{column.name}":' for column in COLUMNS)


def text(value: Value) -> str:
    """*value*, which is not None, as JSON.

    >>> text(Decimal("1.040")), text("Đảng ủy \\"Mẫu\\"")
    ('1.040', '"Đảng ủy \\\\"Mẫu\\\\""')
    """
    if isinstance(value, str):
        return encode_basestring(value)
    return f"{value:f}" if isinstance(value, Decimal) else f'"{value.isoformat()}"' if isinstance(value, date) else str(value)


def _piece(start: int, values: tuple[Value, ...]) -> str:
    return ",".join([name + text(value) for name, value in zip(_NAMES[start:], values) if value is not None])


def objects(rows: Iterable[Record]) -> list[str]:
    """Each record as a JSON object; what is not said is left out."""
    return ["{" + ",".join(filter(None, parts)) + "}" for parts in spell(rows, _piece)]


def document(about: Mapping[str, object], body: Iterable[str]) -> bytes:
    """The file: what *about* says of it, then ``figures``, an object a line."""
    head = json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    return (head + ',\n "figures": [\n' + ",\n".join(body) + "\n]}\n").encode("utf-8")
