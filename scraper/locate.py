"""Where on a page the article stands: its title, the element that holds its text, and what is only furniture. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from plugins.vietnamese.text import tone_key
from scraper import bylines
from scraper.blocks import Block, Node
from scraper.names import is_unit
from scraper.hints import CLASS, END, GENERIC_TITLES, NO_SUPPORT, SECTION_WORDS, TOOLS, plain
from scraper.moments import moments
from scraper.structured import Head

LONG = 70  # characters: a shorter text is a heading, a caption or an item of a list as often as a paragraph
_PATH = re.compile(r"(?:trang chủ|trang nhất|home)\s*[»›>/→►▸|\\:-]", re.I)
_SPLIT = re.compile(r"\s+[-–—|:»«>/·•]+\s+|\s*\|\s*|\s*::\s*|\s+»\s+|\s*[«»]\s*")
_SMALL = re.compile(r"lượt|lần (?:xem|đọc)|người (?:xem|đọc)|đã xem|views|chuyên mục|tác giả|(?:đăng|viết|gửi) bởi|^\W*$")
_NEXT = frozenset(map(plain, ("bài tiếp theo", "bài kế tiếp", "tin tiếp theo", "bài viết tiếp theo", "đọc tiếp", "next article")))
_NAMED_SITE = re.compile(r"(?:cổng|trang|báo|đài|website|tạp chí|đảng bộ|đảng ủy|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|ubnd|ủy ban|phường|xã|huyện|tỉnh|thành phố|thị xã|sở|ban)\b")
_FOOT = re.compile(r"(?:giấy phép|số giấy phép|gp-|bản quyền|©|copyright|cơ quan chủ quản|chịu trách nhiệm|ghi rõ nguồn|điện thoại\s*:|đt\s*:|fax\s*:|email\s*:|thư điện tử\s*:|địa chỉ\s*:|trụ sở\s*:|đơn vị (?:phát triển|thiết kế)|thiết kế bởi|phát triển bởi|tổng biên tập|trưởng ban biên tập|lượt truy cập|đang (?:online|truy cập|trực tuyến))", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Block numbers: the title's (-1: nowhere printed), and the body's from ``first`` to ``last`` (exclusive)."""

    title: int
    first: int
    last: int
    container: Node
    title_text: str
    layer: str = "general"


def is_footer(block: Block) -> bool:
    """Whether a line gives the address, the licence or the publisher of the whole site."""
    return len(block.text) < 260 and _FOOT.match(block.text.strip()) is not None


def is_prose(block: Block) -> bool:
    """Whether a block reads like running text."""
    return block.kind == "text" and len(block.text) >= LONG and block.linked * 3 < len(block.text) and not _FOOT.search(block.text[:90]) and not _PATH.match(block.text) and not NO_SUPPORT.search(block.text.lower())


def is_link(block: Block) -> bool:
    return block.kind == "text" and block.linked * 10 >= len(block.text.replace(" ", "")) * 7


def is_path(block: Block) -> bool:
    """Whether a line is the path from the front page to the article."""
    return len(block.text) < 500 and _PATH.match(block.text) is not None


def headline_before(blocks: list[Block], index: int) -> bool:
    """Whether the text at *index* is an excerpt: a linked headline stands above it, a date or picture between at most."""
    for place in range(index - 1, max(-1, index - 5), -1):
        block = blocks[place]
        if block.node.junk and not blocks[index].node.junk:
            return False
        if block.kind == "picture" or (block.kind == "text" and len(block.text) < 45 and moments(block.text) and not is_link(block)):
            continue
        return is_link(block) and len(block.text) >= 18 and plain(block.text) not in END and not points_elsewhere(block)
    return False


def points_elsewhere(block: Block) -> bool:
    """A line amid the text that offers another article: "Xem thêm: …", ">> …"."""
    head, colon, _ = block.text.partition(":")
    return block.linked > 0 and (bool(colon) and plain(head) in END or block.text.lstrip().startswith((">", "»", "→", "☞", "👉")))


def weigh(blocks: list[Block], nodes: list[Node]) -> None:
    """Mark furniture by its class, and count in every node the running text that is not furniture."""
    prose = [b for b in blocks if is_prose(b)]
    total = sum(len(b.text) for b in prose) or 1
    below: dict[int, int] = {}
    for block in prose:
        for node in block.node.up():
            below[id(node)] = below.get(id(node), 0) + len(block.text)
    for node in nodes:
        if node.parent is not None and node.parent.junk:
            node.junk = True
        elif node.tag in ("nav", "aside", "marquee", "amp-sidebar", "menu") or node.tag == "footer" and not any(n.tag == "article" for n in node.up()):
            node.junk = below.get(id(node), 0) < 0.4 * total and not _sets_off(node, blocks)
        elif node.cls and CLASS["junk"].search(node.cls) and below.get(id(node), 0) < 0.4 * total and not _holds_heading(node, blocks):
            node.junk = True
    for block in prose:
        if block.node.junk:
            continue
        weight = min(len(block.text), 900) * (0.15 if headline_before(blocks, block.index) else 1.0)
        share = 1.0
        for step, node in enumerate(block.node.up()):
            node.weight += weight * share
            share = 1.0 if step == 0 and node.tag in ("p", "li", "font", "h2", "h3", "blockquote", "td") else share * 0.7


def _sets_off(node: Node, blocks: list[Block]) -> bool:
    """Whether an aside holds but one piece of text amid the article's paragraphs: words set off, that no other paragraph says."""
    inside = blocks[node.first:node.last]
    if node.tag != "aside" or len(inside) != 1 or inside[0].kind != "text" or inside[0].linked or len(inside[0].text) < 30 or node.cls and CLASS["junk"].search(node.cls):
        return False
    around = [b for b in (*blocks[max(0, node.first - 1):node.first], *blocks[node.last:node.last + 1]) if b.node.parent is node.parent]
    key = tone_key(inside[0].text).strip(' .…"“”')
    return len(around) == 2 and any(map(is_prose, around)) and not any(key in tone_key(b.text) for b in blocks if b is not inside[0] and is_prose(b))


def _holds_heading(node: Node, blocks: list[Block]) -> bool:
    return any(blocks[i].level == 1 and not is_link(blocks[i]) for i in range(node.first, min(node.last, node.first + 12)))


def _score(node: Node) -> float:
    score = node.weight
    if node.cls:
        if CLASS["body"].search(node.cls):
            score *= 1.25
        if CLASS["lead"].search(node.cls):
            score *= 0.6
    if node.tag in ("article", "main"):
        score *= 1.1
    return score


def container(nodes: list[Node], blocks: list[Block]) -> Node | None:
    """The element that holds the article's text, as low as holds all of it."""
    alive = [node for node in nodes if node.weight > 0 and not node.junk]
    if not alive:
        return None
    best = max(alive, key=lambda node: (_score(node), node.depth))
    if best.tag in ("p", "h2", "h3", "h4", "li", "font", "blockquote") and best.parent is not None:
        best = best.parent
    # Sections that follow one another belong together, the more so where they bear one name.
    while best.parent is not None and best.parent.tag not in ("body", "html", "form"):
        if (best.parent.first, best.parent.last) == (best.first, best.last):
            best = best.parent  # a mere wrapper
            continue
        after = [b for b in blocks[best.last:best.parent.last] if is_prose(b) and not b.node.junk and not headline_before(blocks, b.index)]
        own = [b for b in blocks[best.first:best.last] if is_prose(b)]
        alike = own and all(b.node.parent is not None and b.node.parent.cls and own[-1].node.parent is not None and b.node.parent.cls == own[-1].node.parent.cls for b in after)
        if not after or not alike and sum(len(b.text) for b in after) < 0.2 * sum(len(b.text) for b in own) or _ends(blocks, best.last, after[0].index):
            break
        best = best.parent
    return best


def _ends(blocks: list[Block], start: int, stop: int) -> bool:
    """Whether something else begins between two parts: a box of other news, or another article under its own headline."""
    return any(b.kind == "text" and (len(b.text) < 60 and plain(b.text) in END | _NEXT or b.level in (1, 2, 3) and is_link(b) and len(b.text) > 20) for b in blocks[start:stop])


def title_variants(head: Head) -> dict[str, int]:
    """What the title may be by the page's head, as compared, with how telling each is (0 to 100)."""
    variants: dict[str, int] = {}

    def add(text: str, worth: int) -> None:
        key = tone_key(text).strip(" .")
        if len(key) >= 8 and plain(text) not in GENERIC_TITLES:
            variants[key] = max(worth, variants.get(key, 0))

    for text in head.titles:
        add(text, 100)
    for text in (*head.titles, head.document_title):
        add(text, 90)
        cuts = [(m.start(), m.end()) for m in _SPLIT.finditer(text)]
        for start, end in cuts:
            add(text[:start], 85 if len(text[:start]) > len(text[end:]) else 45)
            add(text[end:], 70 if len(text[end:]) > len(text[:start]) else 35)
        for (_, a), (b, _) in zip(cuts, cuts[1:]):
            add(text[a:b], 60)
    if head.site:
        variants.pop(tone_key(head.site).strip(" ."), None)
    return variants


def site_of(head: Head, title: str) -> str | None:
    """What the portal calls itself: in its data, else at an end of the document's title."""
    if head.site:
        return head.site
    parts = [part.strip() for part in _SPLIT.split(head.document_title) if part.strip() and plain(part) != plain(title)]
    return next((part for part in (*parts[-1:], *parts[:1]) if len(part) <= 90 and _NAMED_SITE.match(plain(part))), None)


_SITE = re.compile(r"(?:trang|cổng|web|báo|tạp chí|tập san|bản tin)\b", re.I)


def site_names(head: Head, title: str) -> frozenset[str]:
    """What the page calls the whole site, as compared: in its data, and at either end of the document's title, which may name a section as well."""
    parts = [part for part in _SPLIT.split(head.document_title) if part.strip()]
    ends = {plain(part) for part in (parts[:1] + parts[-1:]) if _SITE.match(part.strip()) or is_unit(part)}
    return frozenset((ends | {plain(head.site or "")}) - {plain(title), ""})


def find_title(blocks: list[Block], start: int, variants: dict[str, int], url: str) -> int:
    """The block that prints the title, near above block *start* or that block itself; -1 where none does."""
    best, place = 24.0, -1
    sections = {tone_key(" ".join(text.split())) for b in blocks if b.linked for text, style in b.runs if style.href is not None and len(text) < 45}
    likely = _right_above(blocks, start)
    distance = 0
    links_after = 0  # menus between the candidate and the text
    for index in range(min(start, len(blocks) - 1), -1, -1):
        block = blocks[index]
        if block.kind != "text":
            continue
        in_head = links_after > 3 or any(CLASS["banner"].search(n.cls) or n.tag == "header" and n.depth < 4 and n.last <= start for n in block.node.up() if n.cls or n.tag == "header")
        score = _title_score(block, variants, url, 0.35 if in_head else 1.0)
        if index == likely:
            score += 20
        elif likely == index + 1 and len(block.text) < 45 and SECTION_WORDS.match(block.text.lower()):
            score -= 20  # a section's name, the title right below it
        elif _under_picture(blocks, index):
            score -= 40
        if index == start and score < (24 if index == likely or _titular(block, blocks) else 45):
            continue  # the text itself, unless much speaks for a long title
        distance += len(block.text) >= 30 and not (moments(block.text) and len(block.text) < 80)  # small print parts nothing
        if len(block.text) < 45 and not is_link(block) and tone_key(block.text) in sections:
            score -= 60  # linked elsewhere on the page: a section's name
        score -= min(30.0, 2.0 * max(0, distance - 2)) + 1.5 * min(links_after, 20) + (20.0 if links_after > 4 else 0.0)
        if score > best:
            best, place = score, index
        if is_link(block) and plain(block.text) not in TOOLS:
            links_after += sum(not href.lower().startswith(("javascript:", "mailto:", "#")) for href in block.hrefs)
    return place


def _right_above(blocks: list[Block], start: int) -> int:
    """The first block upwards from the text that is neither lead nor small print nor link: where a title stands by place alone."""
    opening = blocks[start] if start < len(blocks) else None
    if opening is not None and opening.kind == "text" and len(opening.text) <= 260 and opening.linked == 0 and (opening.text[-1:].isalnum() or _day_behind(opening.text)):
        if any(is_prose(b) for b in blocks[start + 1:start + 7]) and not (start and blocks[start - 1].kind == "picture"):
            return start
    for index in range(start - 1, max(-1, start - 11), -1):
        block = blocks[index]
        if block.kind != "text" or block.node.junk:
            continue
        if _under_picture(blocks, index) or block.notes or bylines.read(block.text) is not None:
            continue
        here = is_link(block) and all(href.lower().startswith(("javascript:", "mailto:", "#")) for href in block.hrefs)
        links = sum(style.href is not None and not text.isspace() for text, style in block.runs)
        if here and len(block.text) < 25 * links or plain(block.text) in TOOLS:
            continue  # buttons
        small = _PATH.match(block.text) or moments(block.text) and len(block.text) < 60 or _SMALL.search(block.text.lower()) or len(block.text) < 15
        if small and len(block.text) < 120 or is_prose(block) and block.text.endswith((".", "!", "?", "…", ".”", '."')):
            continue
        return index if len(block.text) <= 260 and (here or not is_link(block)) and not block.text.endswith((".", ":")) else -1
    return -1


def _day_behind(text: str) -> bool:
    """Whether a line ends with a day in brackets, as some engines print it behind the title."""
    found = moments(text)
    return bool(found) and text.endswith((")", "]")) and found[-1].end == len(text) - 1 and re.search(r"[(\[][^()\[\]]{0,20}$", text[:found[-1].start]) is not None


def _under_picture(blocks: list[Block], index: int) -> bool:
    """Whether a line stands where a caption does, and is neither a heading nor called a title."""
    block = blocks[index]
    if not index or blocks[index - 1].kind != "picture" or block.level or blocks[index - 1].node.junk:
        return False
    return not any(CLASS["title"].search(n.cls) for n in list(block.node.up())[:2] if n.cls)


def _titular(block: Block, blocks: list[Block]) -> bool:
    """Whether a long text is set like a title: bold or a heading, no sentence, and soon followed by running text."""
    named = any(CLASS["title"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 2)
    set_apart = named or block.share(block.bold) > 0.8 or 0 < block.level < 4
    return set_apart and not block.text.endswith((".", "!", "…")) and any(is_prose(b) for b in blocks[block.index + 1:block.index + 7])


def _title_score(block: Block, variants: dict[str, int], url: str, trust: float = 1.0) -> float:
    text, length = block.text, len(block.text)
    if _PATH.match(text):
        return -100.0
    if length < 8 or length > 420 or plain(text) in GENERIC_TITLES or moments(text) and length < 60:
        return -100.0
    if found := moments(text):  # printed behind the title
        text = re.sub(r"[\s(\[|–-]*(?:ngày đăng|đăng (?:ngày|lúc)|cập nhật(?: lúc| ngày)?|ngày)?\s*:?\s*$", "", text[: found[0].start], flags=re.I) or text
    key = tone_key(text).strip(" .")
    score = 0.9 * variants.get(key, 0)
    if score < 90:  # the document's own title may be no more than the portal's name
        score *= trust
    if not score and length > 25:
        # Cut short by the head or by the page: one begins like the other.
        score = max((55.0 for known in variants if known[:40] == key[:40] and len(known) > 25), default=0.0)
    score += (0, 30, 24, 18, 12, 8, 6)[block.level]
    hint = " ".join(node.cls for node in list(block.node.up())[:2] if node.last - node.first <= 3)
    if hint and CLASS["title"].search(hint):
        score += 22
    if hint and CLASS["category"].search(hint):
        score -= 18
    if block.share(block.bold) > 0.6:
        score += 8
    elements = block.node.element.iter("font") if block.node.tag not in ("body", "form") else ()
    if any((e.get("size") or "") in ("4", "5", "6", "7", "+1", "+2", "+3") and len(text) - 5 <= len("".join(e.itertext()).strip()) for e in elements):
        score += 12
    score += 14 if _day_behind(block.text) and not is_link(block) else 0
    score += 8 if 30 <= length <= 220 else -14 if length < 20 else 0
    if is_link(block) and not any(_same_page(url, href) for href in block.hrefs):
        score -= 45
    if block.node.junk:
        score -= 25
    if any(CLASS["clock"].search(node.cls) for node in list(block.node.up())[:3] if node.cls):
        score -= 10
    if length > 90 and text.endswith(".") and not score:
        score -= 15
    return score


def _same_page(url: str, href: str) -> bool:
    try:
        return urldefrag(urljoin(url, href))[0] == urldefrag(url)[0]
    except ValueError:  # "//[" is no address
        return False
