"""The path from the front page to an article, however a page prints it: linked, written, listed, with signs or icons. Pure."""
from __future__ import annotations

import re
from collections.abc import Set

from scraper.blocks import ICON_MARKS, Block, Node
from scraper.hints import BROAD_SECTIONS, BUTTON, CLASS, GENERIC_TITLES, HOME, NEVER_SECTIONS, NOT_CATEGORY, PAGE_KIND, SECTION_WORDS, TOOLS, plain
from scraper.locate import is_link
from scraper.moments import moments
from scraper.particulars import is_small_print

_LEADING = re.compile(r"^(?:(?:thuộc )?chuyên mục|chuyên trang|mục|quay lại|trở về|trở lại)\s*:?\s+(?=(?-i:[^\W\d_a-zà-ỹđ]))(?!tin\b)", re.I)
ALL = re.compile(r"(?:xem )?(?:tất cả|toàn bộ|danh sách)(?: (?:các|những))?(?: (?:tin|bài|bài viết|tin tức|tin bài|chuyên mục|mục))*$")
_SURE_SIGNS = re.compile(r"[»›>❯→►▸➤➔⇒⟩❱\\]")
_EDGES = " \t:›»>/|-–.,;[]«•·‹<←→►▸▶"
_CRUMB_SIGNS = re.compile(r"\s*(?:[»›>/→|❯▶•►▸➤➔⇒⟩❱·\\]|::|(?<!\S)[-–—](?!\S))\s*")


def last_step(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The last step of the path printed above the title ("Trang chủ › Tin tức › Xây dựng Đảng")."""
    for index in range(title - 1, max(-1, title - 15), -1):
        block = blocks[index]
        if block.kind != "text":
            continue
        named = [n for n in list(block.node.up())[:5] if n.cls and CLASS["crumbs"].search(n.cls) and n.last - n.first <= 9 and n.last <= title]
        node = named[-1] if named else None
        if node is not None and node.last - node.first == 1 and node.parent is not None and node.parent.last <= title and node.parent.last - node.parent.first <= 9:
            node = node.parent  # each step bears the name, their row none
        if node is not None:
            steps = _steps_within(blocks, node, title_text)
        elif block.linked and (parent := _parent(blocks, index)) is not None and _next_to(blocks, index, title):
            steps = [parent.text]
        elif _is_line_from_home(blocks, block, title):
            steps = steps_of(block, title_text)
        elif _is_row_from_home(blocks, block) and len(row := _row(blocks, block, title)) <= 4 and not _are_siblings(row) and _next_to(blocks, row[-1].index, title):
            steps = [part for b in row for part in steps_of(b, title_text)]
        elif not block.level and len(block.text) <= 120 and _next_to(blocks, index, title) and (steps := _written_path(block) or _listed_path(blocks, block)):
            pass
        else:
            continue
        names = _sections(steps, title_text)
        return names[-1] if names else None
    return None


def sure_step(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The section in a path that begins at home and ends with the article's own title, or whose every step carries its sign: sure wherever it stands above."""
    for block in blocks[:max(title, 0)]:
        if block.kind == "text" and block.linked and len(block.text) < 30 and block.text[-1] in "/»›>→" and plain(block.text) in HOME:
            row = _row(blocks, block, title)
            if 1 < len(row) <= 6 and all(b.text[-1] in "/»›>→" for b in row[:-1]) and (names := _sections([b.text for b in row], title_text)):
                return names[-1]
        if block.kind == "text" and 40 < len(block.text) < 500:
            steps = steps_of(block, title_text) if block.linked else _parts(block.text)
            if len(steps) > 1 and plain(steps[0]) in HOME and _is_title(steps[-1], title_text) and (names := _sections(steps, title_text)):
                return names[-1]
    return None


def far_step(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The last step of a path that begins at home, however far above the title: in an element named for it, or links with arrows between."""
    for block in reversed(blocks[:max(title, 0)]):
        node = next((n for n in reversed(list(block.node.up())) if n.cls and CLASS["crumbs"].search(n.cls) and n.last - n.first <= 9 and n.last <= title), None)
        if block.kind != "text" or node is None and not (block.linked and len(block.text) <= 160 and _SURE_SIGNS.search(block.text)):
            continue
        steps = steps_of(block, title_text) if node is None else _steps_within(blocks, node, title_text)
        if 1 < len(steps) <= 6 and plain(steps[0]) in HOME and (names := _sections(steps, title_text)):
            return names[-1]
    return None


def _steps_within(blocks: list[Block], node: Node, title_text: str) -> list[str]:
    """The steps that an element named for paths holds. Where each has an element of its own, a dash belongs to a name; links
    that stand side by side below the first are its sections, of which none is said to be the article's."""
    inside = [b for b in blocks[node.first:node.last] if b.kind == "text" and not is_small_print(b)]
    addresses = list(dict.fromkeys(style.href.split("?")[0].rstrip("/") for b in inside for text, style in b.runs if style.href is not None and text.strip()))
    first = steps_of(inside[0], title_text)[:1] if inside else []
    if len(addresses) > 2 and addresses[0] and {address.rpartition("/")[0] for address in addresses[1:]} == {addresses[0]} and not (
            HOME.intersection(plain(text) for b in inside for text, style in b.runs if style.href is not None)):
        return first
    return [part for b in inside for part in ([b.text] if len(inside) > 1 and not b.linked and not _SURE_SIGNS.search(b.text) else steps_of(b, title_text))]


def _parent(blocks: list[Block], index: int) -> Block | None:
    """The link right before a row of links that all lead one level below it: a section above its parts; None where there is none."""
    addresses = {style.href.split("?")[0].rstrip("/") for text, style in blocks[index].runs if style.href is not None and text.strip()}
    before = blocks[index - 1] if index and len(addresses) > 1 and is_link(blocks[index - 1]) and len(blocks[index - 1].hrefs) == 1 else None
    above = before.hrefs[0].split("?")[0].rstrip("/") if before is not None else ""
    return before if above and {address.rpartition("/")[0] for address in addresses} == {above} and plain(before.text) not in HOME else None


def _is_title(step: str, title_text: str) -> bool:
    return len(step) >= 20 and plain(title_text).startswith(plain(step.rstrip(" .…")))


def _sections(steps: list[str], title_text: str) -> list[str]:
    return [name for step in steps if (name := clean(step, title_text)) is not None and not _is_title(name, title_text)]


def _parts(text: str) -> list[str]:
    """A written path cut at its signs; where arrows part it, a dash belongs to a name."""
    signs = _SURE_SIGNS if _SURE_SIGNS.search(text.strip("»›>❯→ ")) else _CRUMB_SIGNS
    return [part.strip(" /|–—-") for part in signs.split(text) if any(c.isalpha() for c in part)]


def _begins_at_home(block: Block, *, bare: bool) -> bool:
    """Whether a line of links begins with "Trang chủ"; *bare*: even where no signs stand between them."""
    if bare and any(style.href is not None and style.href.rstrip("/") in ("", ".", "/index.php", "index.php", "/vi") and not ICON_MARKS.sub("", text).strip() for text, style in block.runs):
        return True  # a little house
    first = re.split(r"\s*[:：]\s*", _CRUMB_SIGNS.split(block.text)[0])[0]
    return plain(first) in HOME or bare and plain(steps_of(block)[0]) in HOME


def _written_path(block: Block) -> list[str]:
    """The steps of a path without a link home: by its signs, or by a first step that says "Trang chủ"."""
    text = re.sub(r"^[^:：]{3,20}[:：]\s*", "", block.text)
    steps = [part.strip() for part in re.split(r"\s*\|\s*", text) if part.strip()] if "|" in text else _parts(text)
    at_home = bool(steps) and plain(steps[0]) in HOME
    if block.linked:
        return steps if "|" in text and at_home and len(steps) == 2 or "|" not in text and 1 < len(steps) <= 3 and len(block.hrefs) == len(steps) else []
    return steps if 1 < len(steps) <= 4 and (at_home or _SURE_SIGNS.search(text) or plain(steps[0]) in BROAD_SECTIONS and all(SECTION_WORDS.match(step.lower()) for step in steps)) else []


def _listed_path(blocks: list[Block], last: Block) -> list[str]:
    """The steps of a path set as a list whose last entry stands right above the title: numbered, or linked but for the last."""
    row = next((n for n in last.node.up() if n.tag in ("ol", "ul")), None)
    inside = [b for b in blocks[row.first:row.last] if b.kind == "text"] if row is not None else []
    if not 1 < len(inside) <= 5 or inside[-1] is not last or not all(is_link(b) and len(b.text) <= 60 for b in inside[:-1]):
        return []
    return [b.text for b in inside] if row.tag == "ol" or not last.linked else []


def _next_to(blocks: list[Block], index: int, title: int, steps: Set[str] = frozenset()) -> bool:
    """Whether nothing but small print, or one of the path's own *steps* again, stands between a line and the title: a menu stands further off."""
    return not any(b.kind == "text" and not is_small_print(b) and plain(b.text) not in steps for b in blocks[index + 1:title])


def _is_line_from_home(blocks: list[Block], block: Block, title: int) -> bool:
    """Whether a line of two to five links begins with home; in the page's own head signs must part them, since menus stand there."""
    steps = steps_of(block) if block.linked and "|" not in block.text else []
    if not 1 < len(steps) <= 5:
        return False
    in_head = any(n.tag == "header" and n.last <= title for n in block.node.up())
    return _begins_at_home(block, bare=not in_head and _next_to(blocks, block.index, title, set(map(plain, steps))))


def _is_row_from_home(blocks: list[Block], block: Block) -> bool:
    """Whether a link home begins a row of links: no other link stands before it in the same element."""
    if not is_link(block) or plain(block.text) not in HOME or block.node.junk:
        return False
    before = blocks[block.index - 1] if block.index else None
    return before is None or not is_link(before) or before.node.parent is not block.node.parent


def _are_siblings(row: list[Block]) -> bool:
    """Whether three links and more behind the first lead to pages of one level, none below another: a menu that begins at home."""
    addresses = [b.hrefs[0].split("?")[0].rstrip("/") for b in row[1:] if len(b.hrefs) == 1]
    folders = {address.rpartition("/")[0] for address in addresses}
    return len(addresses) > 2 and len(folders) == 1 and len(set(addresses)) == len(addresses)


def _row(blocks: list[Block], first: Block, stop: int) -> list[Block]:
    """The links that stand in one element with *first*, a list's items included."""
    node = first.node.parent if first.node.parent is not None else first.node
    return [b for b in blocks[first.index:min(node.last, stop)] if b.kind == "text"]


def steps_of(block: Block, title_text: str = "") -> list[str]:
    """The steps of a path: its links, and what follows the last of them; its text cut at the signs between where it has none, the title never.
    """
    steps: list[str] = []
    last: str | None = None
    parted = False  # by a picture of an arrow
    for text, style in block.runs:
        if not text or ICON_MARKS.fullmatch(text):
            parted = True
        if not text.strip() or ICON_MARKS.fullmatch(text):
            continue
        if style.href is None and _CRUMB_SIGNS.fullmatch(text):
            parted, last = True, None
            continue
        if style.href is not None:
            if steps and last == style.href:
                steps[-1] += text
            else:
                steps.append(text)
        elif title_text and steps and _is_title(_CRUMB_SIGNS.sub("", text, count=1) if _CRUMB_SIGNS.match(text) else text.strip(), title_text):
            steps.append(title_text)
        elif not steps or parted or _CRUMB_SIGNS.match(text) or not block.linked:
            steps += _parts(text) if not parted or _SURE_SIGNS.search(text) else [text]
        last, parted = style.href, False
    return [" ".join(part.split()) for part in steps]


def clean(name: str, title: str) -> str | None:
    """*name* if it can name a section: not the title, a day, "Trang chủ" or a word for all sections."""
    name = _SURE_SIGNS.split(name.strip(_EDGES))[-1]  # a path in one link
    name = ICON_MARKS.sub("", name).strip(_EDGES)
    name = _LEADING.sub("", name)
    if not 2 <= len(name) <= 90 or plain(name) in NOT_CATEGORY or plain(name) in HOME or plain(name) in TOOLS or ALL.match(plain(name)) or PAGE_KIND.fullmatch(plain(name)) or plain(name) == plain(title) or moments(name):
        return None
    if name.islower() or plain(name) in GENERIC_TITLES - BROAD_SECTIONS or NEVER_SECTIONS.match(plain(name)) or BUTTON.fullmatch(plain(name)):
        return None
    return name
