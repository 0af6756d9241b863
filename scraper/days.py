"""The day and minute of publication: what the page prints beside the article, checked against its structured data. Pure."""
from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from plugins.values import VIETNAM
from plugins.vietnamese.dates import parse_time
from scraper.blocks import Block
from scraper.boxes import in_comments
from scraper.hints import CLASS
from scraper.locate import is_link, is_prose
from scraper.moments import Moment, moments
from scraper.particulars import Found, day_in, is_small_print, tokens

if TYPE_CHECKING:
    from scraper.reading import View

_LICENCE = re.compile(r"giấy phép|(?<!\w)gp-|bản quyền|ghi rõ nguồn", re.I)
Result = tuple[datetime | None, bool, str]


def find(view: View, before: list[Block], head_lines: list[Block], signed: list[Block], after: list[Block]) -> Result:
    """The moment, whether it has a clock time, and the layer that found it; never the page's own clock.

    Printed particulars come first: engines put the last change, or local time marked as UTC, into their data.
    A printed day without a clock takes the clock of structured data for the same day.
    """
    claims = _claims(view)
    node = view.pinned("date")
    if node is not None:
        for block in view.blocks[node.first:node.last]:
            for moment in moments(block.parted) if block.kind == "text" else ():
                moment = _split(view, Found(moment, block.index))
                return _checked(moment.value, moment.has_clock, claims, view.pins.layer)
    near = [b.index for b in [*head_lines, *before] if not is_prose(b) or is_small_print(b) or b in head_lines]
    if view.title >= 0 and view.blocks[view.title].text != view.title_text and moments(view.blocks[view.title].text):
        near.append(view.title)  # printed behind the title
    best = day_in(view.blocks, sorted(near, key=lambda i: abs(i - view.title)))
    if best is None and view.title in near:
        best = Found(moments(view.blocks[view.title].text)[-1], view.title)
    if best is None or best.moment.changed:
        above = day_in(view.blocks, lines_above(view))
        if above is not None and not above.moment.published and claims and all((above.moment.value - value).days > 1 for value, _ in claims):
            above = None  # later than all that the page's data tells: the clock of today
        best = above if above is not None and (best is None or above.moment.published) else best
    if best is None or best.moment.changed:
        below = day_in(view.blocks, _lines_below(view, signed, after))
        best = below if below is not None and (best is None or below.moment.published) else best
    if best is not None:
        better = _split(view, best)
        if better.changed and (first := _before_change(view, better.value)) is not None:
            return first, True, "structured"
        return _checked(better.value, better.has_clock, claims, "general")
    for value, has_clock in claims:
        return value.astimezone(VIETNAM), has_clock, "structured"
    return None, False, ""


def _lines_below(view: View, signed: list[Block], after: list[Block]) -> list[int]:
    """The lines under the text that may print its day. Behind it, several of several days are those of comments or of other news."""
    lines = [b for b in after if not is_link(b) and len(b.text) < 160 and not in_comments(b) and not _of_headline(view, b) and not _LICENCE.search(b.text)]
    told = [m for b in lines for m in moments(b.parted)]
    if len({m.value for m in told if not m.changed}) > 1 and not any(m.published for m in told):
        lines = []
    return [b.index for b in [*(b for b in signed if not is_link(b)), *lines]]


def _at(day: Moment, text: str) -> Moment | None:
    """*day* with the clock time that *text* is ("20:15", "Đăng lúc 10:00 SA")."""
    clock = re.sub(r"^[^\d]{0,16}?(?:(?<!\w)(?:lúc|giờ|hồi|vào)\s*:?\s*|^[\s|,/–-]*)(?=\d)", "", text.strip(" |,/–-"), flags=re.I)
    both = [m for m in moments(f"{day.value:%d/%m/%Y} {clock}") if m.has_clock]
    return both[0] if both and both[0].end >= len(f"{day.value:%d/%m/%Y} {clock}") else None


def _of_headline(view: View, block: Block) -> bool:
    """Whether a day stands beside a linked headline: it is the other article's."""
    return any(is_link(b) and len(b.text) > 20 and any(n.holds(block.node) and n.last - n.first <= 4 for n in b.node.up())
               for b in view.blocks[max(0, block.index - 1):block.index + 2] if b is not block)


def _split(view: View, found: Found):
    """A day whose clock time stands in the next block ("28/06/2024" · "16:20")."""
    moment = found.moment
    if moment.has_clock:
        return moment
    for token in tokens(view.blocks[found.index]):
        if len(token) <= 30 and any(c.isdigit() for c in token) and (clocked := _at(moment, token)) is not None:
            return clocked
    row = next((n for n in view.blocks[found.index].node.up() if n.last - n.first > 1), view.blocks[found.index].node)
    beside = [found.index + step for step in (1, 2, -1)] + ([i for i in range(row.first, row.last) if i != found.index] if row.last - row.first <= 8 else [])
    for index in beside:
        block = view.blocks[index] if 0 <= index < len(view.blocks) else None
        if block is not None and block.kind == "text" and len(block.text) <= 80 and block.node.parent is not None and any(c.isdigit() for c in block.text) and not moments(block.text):
            for text in (block.text,) if len(block.text) <= 24 else tokens(block):
                if len(text) <= 30 and (clocked := _at(moment, text)) is not None:
                    return clocked
    return moment


def _before_change(view: View, printed: datetime) -> datetime | None:
    """The publication that structured data tells, where the page prints only the last change and the data agrees which that was."""
    told = next((m.value for text in view.head.published for m in moments(text)[:1] if m.has_clock and m.value.time() != time()), None)
    changes = [m.value for text in view.head.changed for m in moments(text)[:1]]
    if told is None:
        return None
    printed = printed.astimezone(VIETNAM).replace(second=0, microsecond=0)
    for local in (lambda value: value.astimezone(VIETNAM), lambda value: value.replace(tzinfo=VIETNAM)):  # some mark local time as UTC
        if any(local(value).replace(second=0, microsecond=0) == printed for value in changes) and local(told) < printed:
            return local(told)
    return None


def lines_above(view: View) -> list[int]:
    """Blocks just above the title that may print its day: not the header's clock, and no menu between."""
    out: list[int] = []
    links = 0
    scope = view.scope
    around = scope.parent if scope.parent is not None and scope.parent.tag not in ("body", "form") else scope
    for index in range(view.title - 1, max(-1, view.title - 7), -1):
        block = view.blocks[index]
        if block.kind != "text":
            continue
        if is_link(block):
            links += max(1, len(block.hrefs))
            if links > 3:
                break
            continue
        hints = [n.cls for n in block.node.up() if n.cls and n.last <= view.title]
        if any(CLASS["clock"].search(h) for h in hints) or _in_page_header(block, view):
            continue
        if not around.holds(block.node):
            continue  # the page's clock of today
        if block.node.junk and not any(n.cls and CLASS["crumbs"].search(n.cls) for n in block.node.up()):
            continue
        out.append(index)
    return out


def _in_page_header(block: Block, view: View) -> bool:
    """Whether a line stands in the page's header or menu; an article may have a header of its own."""
    title = view.blocks[view.title].node
    for node in block.node.up():
        if node.holds(title):
            return False
        if node.tag == "nav" or node.tag == "header" and not any(n.tag == "article" and n.holds(title) for n in node.up()):
            return True
    return False


def _claims(view: View) -> list[tuple[datetime, bool]]:
    """The days that structured data claims, those marked in the page's own text first."""
    times = [element for element in view.root.iter("time") if element.get("datetime") and _within(element, view) and not _belies(element)]
    first = [e for e in times if "update" not in (e.get("class") or "") and "modif" not in (e.get("itemprop") or "").lower()] or times
    # Themes write the local clock of a site whose zone nobody set; the head's data has been converted.
    written = [re.sub(r"\+00:?00$", "", element.get("datetime") or "") for element in first]
    written += [told for element in view.root.iter("abbr") if "published" in (element.get("class") or "") or _within(element, view) for told in [element.get("title") or ""] if moments(told)]
    out = []
    for text in [*written[:1], *view.head.published, *written[1:2]]:
        for moment in moments(text)[:1]:
            # Midnight to the second is a day for which the engine had no clock.
            out.append((moment.value, moment.has_clock and moment.value.time() != time()))
        if not moments(text) and (value := parse_time(text)) is not None:
            out.append((value, True))
    return out


def _belies(element) -> bool:
    """Whether a time element prints another day than its data."""
    printed = moments("".join(element.itertext()))
    told = moments(element.get("datetime") or "")
    return bool(printed and told) and all(p.value.date() != t.value.astimezone(VIETNAM).date() and p.value.date() != t.value.date() for p in printed for t in told)


def _within(element, view: View) -> bool:
    scope = view.scope.element
    return element is scope or any(parent is scope for parent in element.iterancestors()) and not any(
        "comment" in (p.get("class") or "") or "related" in (p.get("class") or "") for p in element.iterancestors())


def _checked(value: datetime, has_clock: bool, claims: list[tuple[datetime, bool]], layer: str) -> Result:
    """A printed moment with the seconds, or the clock, that structured data adds for the same moment."""
    value = value.astimezone(VIETNAM)
    for claim, claim_has_clock in claims:
        if not claim_has_clock:
            continue
        # The same wall clock whatever the offset says: many engines mark local time as UTC.
        for reading in (claim.astimezone(VIETNAM), claim.replace(tzinfo=VIETNAM)):
            same_minute = has_clock and reading.replace(second=0, microsecond=0) == value.replace(second=0, microsecond=0)
            if same_minute or not has_clock and reading.date() == value.date():
                return reading.replace(microsecond=0), True, layer
    return value, has_clock, layer
