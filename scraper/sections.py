"""The section an article stands in: labelled, the path above the title, a heading or link beside it. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence, Set

from plugins.vietnamese.text import tone_key
from scraper import bylines
from scraper.blocks import ICON_MARKS, Block
from scraper.hints import BROAD_SECTIONS, CLASS, END, HOME, NOT_CATEGORY, PAGE_KIND, SECTION_WORDS, TAGS, TOOLS, plain
from scraper.locate import is_link
from scraper.moments import moments
from scraper.names import SOFT, hard, is_name, is_unit
from scraper.particulars import SECTION_LABEL, is_small_print, tokens, without_views

_LEADING = re.compile(r"^(?:(?:thuộc )?chuyên mục|chuyên trang|mục|quay lại|trở về|trở lại)\s*:?\s+(?=(?-i:[^\W\d_a-zà-ỹđ]))(?!tin\b)", re.I)
_ALL = re.compile(r"(?:xem )?(?:tất cả|toàn bộ|danh sách)(?: (?:các|những))?(?: (?:tin|bài|bài viết|tin tức|tin bài|chuyên mục|mục))*$")
_SURE_SIGNS = re.compile(r"[»›>❯→►▸➤➔⇒⟩❱\\]")
_HOME_ADDRESS = re.compile(r"(?:https?://[^/]+)?/?(?:\./|(?:index|default|home|trang-chu)(?:\.\w{2,5})?|vi(?:-vn)?/?)?", re.I)
_CRUMB_SIGNS = re.compile(r"\s*(?:[»›>/→|❯▶•►▸➤➔⇒⟩❱·\\]|::|(?<!\S)[-–—](?!\S))\s*")


def category_of(blocks: list[Block], title: int, title_text: str, stop: int, sites: frozenset[str] = frozenset(), after: Sequence[int] = ()) -> str | None:
    """The section an article stands in: a labelled line, the last crumb of the path, the heading right above the
    title, or the link in the line of the day. Looks from block *title* upwards, and down to *stop*; for a label also
    at the blocks *after* the text. A menu is no category, nor is a name in *sites*.
    """
    below = range(title + 1, min(stop, title + 8, len(blocks)))
    for index in [*below, *after, *_above(blocks, title)]:
        block = blocks[index]
        if block.kind == "text" and len(block.text) < 200 and (name := _labelled(block, title_text)):
            return name
    if (crumb := _path_to(blocks, title, title_text) or _crumb(blocks, title, title_text)) is not None:
        # "Tin tức" is every article's; a label beside the day tells more.
        return plain(crumb) in BROAD_SECTIONS and (_linked_below(blocks, below, title_text, marked_only=True) or _in_small_print(blocks, title, below, title_text)) or crumb
    return (_heading_above(blocks, title, title_text, sites) or _linked_below(blocks, below, title_text) or _in_small_print(blocks, title, below, title_text)
            or _marked_after(blocks, after, title_text))


def _above(blocks: list[Block], title: int) -> list[int]:
    """The blocks just above the title, up to the first menu."""
    out: list[int] = []
    links = 0
    for index in range(title - 1, max(-1, title - 8), -1):
        links += len(blocks[index].hrefs) if is_link(blocks[index]) else 0
        if links > 6:
            break
        out.append(index)
    return out


def _marked_after(blocks: list[Block], after: Sequence[int], title_text: str) -> str | None:
    """The first of few links under the text, in an element whose class names sections."""
    marked = [blocks[i] for i in after if is_link(blocks[i]) and len(blocks[i].text) <= 60 and any(CLASS["category"].search(n.cls) for n in list(blocks[i].node.up())[:3] if n.cls and n.last - n.first <= 3)]
    return clean(marked[0].text, title_text) if 0 < len(marked) <= 3 else None


def _in_small_print(blocks: list[Block], title: int, below: range, title_text: str) -> str | None:
    """A section that bears neither label nor link, in or beside the line of the day: the menu knows it, or it begins with a word of sections."""
    links = {tone_key(" ".join(text.split())): style.href for b in blocks for text, style in b.runs if style.href is not None and 3 < len(text) < 45}
    homes = {name for name, href in links.items() if _HOME_ADDRESS.fullmatch(href)}  # the portal's own name
    menus = links.keys() - homes
    for index in [*below, *range(title - 1, max(-1, title - 3), -1)]:
        block = blocks[index]
        if block.kind != "text" or block.node.junk or len(block.text) > 160 or block.level or block.hrefs and all(href.lower().startswith(("#", "javascript:")) for href in block.hrefs) or index != title - 1 and not any(is_small_print(b) for b in blocks[max(0, index - 1):index + 2]):
            continue
        above = blocks[index - 1] if 0 < index < title else None
        if is_link(block) and above is not None and plain(above.text) in END:
            continue  # a box of links under its own heading
        if not is_small_print(block) and (len(block.text) > 60 or _menu_beside(blocks, block) or block.text.endswith((".", "!", "?", ":", "…"))):
            continue
        said = _steps(block)[-1:] if is_link(block) and len(block.hrefs) > 1 else [part for token in tokens(block) for part in ([hard(token)] if tone_key(hard(token)) in menus else token.split(SOFT))]
        for token in map(str.strip, said):
            if not 3 < len(token) <= 60 or not token[0].isupper() or is_name(token) or bylines.read(token) is not None or tone_key(token) in homes or is_unit(token) and tone_key(token) not in menus:
                continue
            if (tone_key(token) in menus or SECTION_WORDS.match(token.lower())) and (name := clean(token, title_text)):
                return name
    return None


def _labelled(block: Block, title_text: str) -> str | None:
    if match := SECTION_LABEL.search(block.parted):
        label = match["name"]
        if found := moments(label):
            label = label[: found[0].start]
        said = bylines.said_in(without_views(label).split(" | ")[0])
        if said and not said[0].kinds and (name := clean(said[0].value, title_text)):
            return name
    for token in tokens(block):
        said = bylines.said_in(token)
        for before, part in zip([said[0], *said], said):
            if "category" in part.kinds and (before.kinds or len(said[0].value) <= 40) and len(part.value) <= 60 and (name := clean(part.value, title_text)):
                return name
    return None


def clean(name: str, title: str) -> str | None:
    """*name* if it can name a section: not the title, a day, "Trang chủ" or a word for all sections."""
    name = ICON_MARKS.sub("", name).strip(" \t:›»>/|-–.,;[]«•·‹<←→►▸▶")
    name = _LEADING.sub("", name)
    if not 2 <= len(name) <= 90 or plain(name) in NOT_CATEGORY or plain(name) in HOME or plain(name) in TOOLS or _ALL.match(plain(name)) or PAGE_KIND.fullmatch(plain(name)) or plain(name) == plain(title) or moments(name):
        return None
    return name


def _crumb(blocks: list[Block], title: int, title_text: str) -> str | None:
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
            steps = [part for b in blocks[node.first:node.last] if b.kind == "text" and not is_small_print(b) for part in _steps(b, title_text)]
        elif block.linked and "|" not in block.text and 1 < len(_steps(block)) <= 5 and _begins_at_home(block, bare=_next_to(blocks, index, title, set(map(plain, _steps(block)))) and not any(n.tag == "header" and n.last <= title for n in block.node.up())):
            steps = _steps(block, title_text)
        elif _opens_path(block) and not (index and is_link(blocks[index - 1]) and blocks[index - 1].node.parent is block.node.parent) and len(row := _row(blocks, block, title)) <= 4 and _next_to(blocks, row[-1].index, title):
            steps = [part for b in row for part in _steps(b, title_text)]
        elif not block.level and len(block.text) <= 120 and _next_to(blocks, index, title) and (steps := _written_path(block) or _listed_path(blocks, block)):
            pass
        else:
            continue
        names = _sections(steps, title_text)
        return names[-1] if names else None
    return None


def _path_to(blocks: list[Block], title: int, title_text: str) -> str | None:
    """The section in a path that begins at home and ends with the article's own title, or whose every step carries its sign: sure wherever it stands above."""
    for block in blocks[:max(title, 0)]:
        if block.kind == "text" and block.linked and len(block.text) < 30 and block.text[-1] in "/»›>→" and plain(block.text) in HOME:
            row = _row(blocks, block, title)
            if 1 < len(row) <= 6 and all(b.text[-1] in "/»›>→" for b in row[:-1]) and (names := _sections([b.text for b in row], title_text)):
                return names[-1]
        if block.kind == "text" and 40 < len(block.text) < 500:
            steps = _steps(block, title_text) if block.linked else _parts(block.text)
            if len(steps) > 1 and plain(steps[0]) in HOME and _is_title(steps[-1], title_text) and (names := _sections(steps, title_text)):
                return names[-1]
    return None


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
    return plain(first) in HOME or bare and plain(_steps(block)[0]) in HOME


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


def _opens_path(block: Block) -> bool:
    return is_link(block) and plain(block.text) in HOME


def _row(blocks: list[Block], first: Block, stop: int) -> list[Block]:
    """The links that stand in one element with *first*, a list's items included."""
    node = first.node.parent if first.node.parent is not None else first.node
    return [b for b in blocks[first.index:min(node.last, stop)] if b.kind == "text"]


def _steps(block: Block, title_text: str = "") -> list[str]:
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
            steps += _parts(text)
        last, parted = style.href, False
    return [" ".join(part.split()) for part in steps]


def _menu_beside(blocks: list[Block], block: Block) -> bool:
    """Whether a block is one of several links in a row."""
    holders = [n for n in list(block.node.up())[:3] if n.last - n.first <= 1] or [block.node]
    parent = holders[-1].parent if holders[-1] is not block.node or block.node.last - block.node.first <= 1 else block.node
    near = [b for b in blocks[max(0, block.index - 3):block.index + 4] if b is not block and is_link(b) and parent is not None and parent.holds(b.node)]
    return len(near) >= 2


def _heading_above(blocks: list[Block], title: int, title_text: str, sites: frozenset[str]) -> str | None:
    """A short heading, or a line of a class that names sections, just above the title."""
    seen = buttons = 0
    for index in range(title - 1, max(-1, title - 7), -1):
        block = blocks[index]
        if block.kind != "text" or is_small_print(block) or re.fullmatch(r"[\d:hg'\s]+", block.text):
            continue
        if block.hrefs and all(href.lower().startswith(("#", "javascript:")) for href in block.hrefs) or is_link(block) and (plain(block.text) in TOOLS or _ALL.match(plain(block.text))):
            buttons += 1
            continue
        right_above = all(b.kind == "picture" for b in blocks[index + 1:title - buttons])
        beside = right_above and len(block.text) <= 60 and block.node.last - block.node.first == 1 and (block.node.parent is blocks[title].node.parent or CLASS["category"].search(block.node.cls))
        if block.node.junk and not beside:
            if len(block.hrefs) > 3:
                return None
            continue
        if _menu_beside(blocks, block) and block.node is not blocks[title].node:
            return None
        seen += 1
        if seen > 2:
            return None
        hints = [n.cls for n in list(block.node.up())[:3] if n.cls and n.last - n.first <= 2]
        marked = any(CLASS["category"].search(h) for h in hints)
        headed = seen == 1 and (block.level > 0 or block.node.tag == "legend" or any(CLASS["title"].search(h) for h in hints))
        near = block.node is blocks[title].node or block.node.parent is blocks[title].node.parent
        first = near and block.node.parent is not None and block.node.parent.first == block.index and block.node.parent.tag not in ("body", "form", "header")
        alone = seen == 1 and near and (block.share(block.bold) > 0.8 or is_link(block) or first and len(block.text) <= 80)
        shared = next((n for n in block.node.up() if n.holds(blocks[title].node)), None)
        # A line of its own beside the element that begins with the title.
        heads = seen == 1 and right_above and len(block.text) <= 80 and block.node.last - block.node.first == 1 and shared is block.node.parent
        # The same with boxes or cells around it: the line that begins the element of the article.
        lone = next((n for n in block.node.up() if n.parent is not None and n.parent.last - n.parent.first > 1), block.node)
        heads = heads or (seen == 1 and right_above and 0 < block.index <= 60 and len(block.text) <= 60 and shared is not None and shared in (lone.parent, block.node) and shared.first == block.index)
        of_page = shared is None or shared.tag in ("body", "form") or shared.tag == "header" and not any(n.tag == "article" for n in shared.up())
        alone_above = heads and not of_page and not block.text.endswith((".", "!", "?")) and plain(block.text) not in sites
        alone = alone or is_link(block) and len(block.hrefs) == 1 and shared is not None and shared.tag not in ("body", "html", "form", "header") and not is_name(block.text)
        own = next((n for n in block.node.up() if n.parent is shared), None)
        if is_link(block) and own is not None and own.last - own.first > 1 and index and plain(blocks[index - 1].text) in END and own.holds(blocks[index - 1].node):
            return None  # a box of links under its own heading
        if block.level == 1 and plain(block.text) in sites:
            return None
        if len(block.text) <= 90 and (marked or headed or alone or alone_above) and not any(CLASS["banner"].search(h) for h in hints):
            steps = _steps(block) if len(block.hrefs) > 1 else []
            return clean(steps[-1] if 1 < len(steps) <= 3 else block.text, title_text) if not set(block.hrefs) & {"/", "./", "#", "index.php"} or marked else None
    return None


def _linked_below(blocks: list[Block], below: range, title_text: str, *, marked_only: bool = False) -> str | None:
    """A link that is no person's, in or beside the line of the day under the title, or a line of a class that names sections."""
    for index in below:
        block = blocks[index]
        if block.kind != "text" or len(block.text) > 120 or plain(re.split("[:：]", block.text)[0]) in TAGS:
            continue
        marked = any(CLASS["category"].search(n.cls) or re.search(r"cate", n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3)
        if marked and not block.linked and len(block.text) <= 60 and not is_name(block.text) and not is_small_print(block) and (name := clean(block.text, title_text)):
            return name
        if marked_only and not (marked and is_link(block)):
            continue
        within = len(block.hrefs) == 1 and re.match(r"(?:trong|ở mục|tại mục|in)\s", block.text) is not None and len(block.text) <= 60
        chip = within or is_link(block) and len(block.hrefs) == 1 and len(block.text.split()) > 1 and len(block.text) <= 50 and any(is_small_print(b) for b in blocks[max(0, index - 1):index + 2] if b is not block)
        if not marked and not chip and not (is_small_print(block) and not is_link(block)):
            continue
        for text, style in block.runs:
            href = style.href or ""
            if href and not href.startswith(("#", "javascript", "mailto")) and "author" not in href and "tac-gia" not in href:
                if (name := clean(text, title_text)) and not is_name(name) and plain(name) not in TOOLS and len(name) > 3:
                    return name
    return None
