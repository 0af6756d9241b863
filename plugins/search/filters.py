"""What results can be narrowed by: the values of an article, and what somebody may write for them."""
from __future__ import annotations

import re

from plugins import vocabulary
from plugins.search.documents import IndexDocument
from plugins.vietnamese.text import slug

COLUMNS = ("term", "body", "committee", "kind", "step", "category", "author", "year")
HELP = {
    "term": "nhiệm kỳ, như 2020-2025", "body": "cơ quan hoặc chức danh, như ban-chap-hanh", "committee": "mã hoặc tên tổ chức đảng",
    "kind": "loại hội nghị", "step": "bước của quy trình", "category": "chuyên mục", "author": "tác giả", "year": "năm đăng",
    "from": "đăng từ ngày", "to": "đăng đến ngày",
}
_VOCABULARIES = ("body", "kind")


def values(document: IndexDocument) -> dict[str, tuple[str, ...]]:
    """The values of *document* in each column, as keys; a committee goes by its id and by all its names."""
    names = [n for c in document.committees for n in (c.id, c.label, *c.others)]
    return {
        "term": document.terms,
        "body": document.bodies,
        "committee": tuple(dict.fromkeys(map(slug, names))),
        "kind": document.kinds,
        "step": document.steps,
        "category": (slug(document.category),) if document.category else (),
        "author": tuple(map(slug, document.authors)),
        "year": (str(document.date.year),),
    }


def key(column: str, written: str) -> str:
    """The key of what somebody wrote for *column*: an id or a label, with or without accents.

    >>> key("term", "2020 – 2025"), key("body", "Ban Chấp hành"), key("committee", "Đảng bộ xã Ví Dụ"), key("step", "03"), key("step", "Bước 3/5")
    ('2020-2025', 'ban-chap-hanh', 'dang-bo-xa-vi-du', '3', '3')
    """
    if column in _VOCABULARIES:
        return vocabulary.find(column, written) or slug(written)
    found = slug(written)
    if column == "step":  # "3", "03", "Bước 3", "3/5"
        number = re.search("[0-9]+", found)
        return str(int(number[0])) if number else found
    return found
