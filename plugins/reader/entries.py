"""Walking through a data file: entries with their places, and what is wrong at a place."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from plugins import vocabulary
from plugins.vietnamese.dates import parse_date, parse_time
from plugins.vietnamese.text import slug, tidy


class Wrong(Exception):
    """A fault at a place of the document: keys and indexes that lead there, message, hint."""


@dataclass(slots=True)
class Entry:
    """A mapping of the document, its place, and the keys asked for so far."""

    value: dict
    place: tuple

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise Wrong(self.place, "chỗ này phải là các dòng 'khóa: giá trị'", "xem mẫu trong tài liệu")

    def text(self, key: str, required: bool = False) -> str | None:
        value = self.value.get(key)
        if isinstance(value, (dict, list)):
            raise Wrong((*self.place, key), f"'{key}' phải là chữ", "")
        if required and not value:
            raise Wrong(self.place, f"thiếu '{key}'", f"thêm dòng '{key}: …'")
        return tidy(value).strip() or None if value else None

    def day(self, key: str) -> date | None:
        written = self.text(key)
        if written is None:
            return None
        found = parse_date(written)
        if found is None:
            raise Wrong((*self.place, key), f"'{written}' không phải ngày", "viết: 2025-07-01")
        return found

    def time(self, key: str, required: bool = False) -> datetime | date | None:
        """A day, or a day with its hour, in Vietnam's time."""
        written = self.text(key, required)
        if written is None:
            return None
        found = parse_date(written) or parse_time(written)
        if found is None:
            raise Wrong((*self.place, key), f"'{written}' không phải ngày giờ", "viết: 2026-12-18 14:00, hoặc 2026-12-18")
        return found

    def entries(self, key: str) -> list[Entry]:
        return entries_of(self.value.get(key), (*self.place, key))

    def texts(self, key: str) -> tuple[str, ...]:
        return texts_of(self.value.get(key), (*self.place, key))

    def only(self, *keys: str) -> None:
        for key in self.value:
            if key not in keys:
                raise Wrong((*self.place, key), f"không có khóa '{key}'", f"các khóa: {', '.join(keys)}")


def entries_of(value: object, place: tuple) -> list[Entry]:
    if not value:
        return []
    if not isinstance(value, list):
        raise Wrong(place, "chỗ này phải là danh sách", "mỗi mục bắt đầu bằng dấu '- '")
    return [Entry(item, (*place, index)) for index, item in enumerate(value)]


def texts_of(value: object, place: tuple) -> tuple[str, ...]:
    if not value:
        return ()
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise Wrong(place, "chỗ này phải là danh sách chữ", "mỗi mục bắt đầu bằng dấu '- '")
    return tuple(tidy(item).strip() for item in items)


def choice(entry: Entry, key: str, kind: str) -> str | None:
    written = entry.text(key)
    if written is None:
        return None
    found = vocabulary.find(kind, written)
    if found is None:
        raise Wrong((*entry.place, key), f"'{key}: {written}' không có trong danh mục", f"viết: {vocabulary.suggest(kind, written) or ' hoặc '.join(vocabulary.ids(kind))}")
    return found


def number(entry: Entry, key: str) -> int | None:
    written = entry.text(key)
    if written is not None and not written.isdecimal():
        raise Wrong((*entry.place, key), f"'{written}' không phải số", "viết: 3")
    return int(written) if written else None


def id_of(entry: Entry) -> str:
    id = entry.text("id", required=True)
    if slug(id) != id:
        raise Wrong((*entry.place, "id"), f"id '{id}' có ký tự không dùng được", f"viết: {slug(id)}")
    return id


def unique(items: list, document: str) -> dict:
    found: dict = {}
    for index, item in enumerate(items):
        if item.id in found:
            raise Wrong((index, "id"), f"id '{item.id}' đã dùng ở trên", "đặt id khác")
        found[item.id] = item
    return found
