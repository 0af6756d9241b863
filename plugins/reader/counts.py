"""``data/views.json``: how often articles were read, by day, as the command ``views`` writes it."""
from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

from plugins.site_data import Views

RECENT = 30  # days that "đọc nhiều" looks back on
_FAULT = ("tệp đếm lượt xem hỏng", "chạy lại lệnh views, hoặc xóa tệp này")


def read(text: str) -> tuple[Views, tuple[str, str] | None]:
    """The counts, or none and what is wrong with the file: (message, hint)."""
    try:
        held = json.loads(text)
        days = {date.fromisoformat(day): _counts(counts) for day, counts in held["days"].items()}
        total = sum(days.values(), _counts(held.get("older", {})))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Views(), _FAULT
    if not days:
        return Views(), None
    until = max(days)
    recent = sum((counts for day, counts in days.items() if day > until - timedelta(days=RECENT)), Counter())
    return Views(dict(total), dict(recent), until), None


def _counts(told: dict) -> Counter:
    if not all(isinstance(address, str) and isinstance(number, int) and number >= 0 for address, number in told.items()):
        raise ValueError("counts are numbers by address")
    return Counter(told)
