"""The golden pages with their crutches taken away: the reader must not hang on classes, headings or the head."""
from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from scraper.decode import decode
from scraper.parse import host_of, parse
from scraper.portals import portal_of
from scraper.values import Draft, RawPage
from tests.scraper.scoring import PAGES, goldens, wrong
from tests.scraper.test_composed import FLOOR

_ATTRIBUTES = re.compile(r"""\s(?:class|id|itemprop|itemtype|property|typeof)=("[^"]*"|'[^']*'|[^\s>]+)""")
VARIANTS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "without classes": lambda head, body: (head, _ATTRIBUTES.sub("", body)),
    "without a head": lambda head, body: ("<html><head><title>Trang tin</title></head>", body),
    "without headings": lambda head, body: (head, re.sub(r"<(/?)h[1-6]\b", r"<\1div", body)),
    "in more boxes": lambda head, body: (head, body.replace(">", "><div class=w><div><div>", 1)),
    "in sections": lambda head, body: (head, re.sub(r"<(/?)div\b", r"<\1section", body)),
}


def measure(variant: str) -> float:
    """The share of golden articles of which every field is still right. Those of a portal may need its layout, and do not count."""
    right = count = 0
    for name, gold in goldens().items():
        if not gold["article"] or portal_of(host_of(gold["url"])) is not None:
            continue
        text = decode((PAGES / f"{name}.html").read_bytes()).text
        head, body = re.split(r"(?=<body)", text, maxsplit=1, flags=re.I)
        html = "\ufeff" + "".join(VARIANTS[variant](head, body))
        draft = parse(RawPage(gold["url"], html.encode()))
        count += 1
        right += isinstance(draft, Draft) and wrong(gold, draft) == {}
    return round(right / count, 4)


@pytest.mark.parametrize("variant", VARIANTS)
def test_pages_without_their_crutches_are_read_as_well_as_before(variant):
    assert measure(variant) >= json.loads(FLOOR.read_text(encoding="utf-8"))["variants"][variant]
