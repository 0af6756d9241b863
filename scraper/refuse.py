"""Pages that are no article: listings, logins, soft 404s, search results, front pages. Pure."""
from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from plugins.vietnamese.text import tidy
from scraper.blocks import Block, Node
from scraper.boxes import begins_box, in_comments
from scraper.hints import ASKING, READ_ON, REFUSE, WALL, plain
from scraper.locate import headline_above, is_link, is_prose, points_here
from scraper.moments import moments
from scraper.structured import Head

ENOUGH = 90  # characters of running text that make the shortest notice
_FRONT = ("", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx", "/home", "/trang-chu", "/pages/default.aspx", "/pages/home.aspx", "/web/guest/home", "/web/guest")


def without_text(head: Head, blocks: list[Block]) -> str:
    """Why a page without running text is none."""
    said = tidy(" ".join([head.document_title, *(b.text for b in blocks if b.kind == "text" and not is_link(b))][:40])).lower()
    for name, pattern in REFUSE.items():
        if pattern.search(said):
            return name
    return "no-text"


def reason(head: Head, url: str, blocks: list[Block], container: Node, title: int, title_text: str) -> str | None:
    """Why the page is no article, as a key of the vocabulary's "refuse", "wall", "listing", "front-page" or "no-text"; None: it is one."""
    inside = blocks[container.first:container.last]
    prose = [b for b in inside if is_prose(b) and not b.node.junk and b.index != title]
    excerpts = [b for b in prose if (head_above := headline_above(blocks, b.index)) is not None and head_above.index != title]
    own = [b for b in prose if b not in excerpts]
    size = sum(len(b.text) for b in own)
    parts = urlsplit(url)
    if parts.path.lower().rstrip("/") in _FRONT and not parse_qs(parts.query) and not head.says_article and len(excerpts) + _headlines(blocks) > 4:
        return "front-page"
    # A listing begins with its first item; an article has said much before others are offered.
    before = [b for b in own if not excerpts or title < b.index < excerpts[0].index]
    if len(excerpts) >= 3 and sum(len(b.text) for b in excerpts) > 0.6 * size and not (len(before) > 1 and sum(len(b.text) for b in before) >= 220) and not _goes_on(own, excerpts):
        return "listing"
    if _rows_of_headlines(inside, own, title):
        return "listing"
    if _invites(inside) >= 3 and sum(len(b.text) for b in own) < 1500:
        return "listing"
    end = max((b.index for b in own), default=container.first)  # what bars the way stands behind the beginning that may be read
    if size < 1200 and any(b.kind == "text" and len(b.text) < 200 and not is_link(b) and WALL.search(b.text.lower()) for b in blocks[end:container.last + 6] if not in_comments(b)):
        return "wall"
    short = size < 700
    # A column's heading ("Đăng nhập") says nothing of what stands beside it.
    headings = [title_text, head.document_title, *(b.text for b in blocks if len(b.text) < 120 and (b.level == 1 or b.level == 2 and container.first <= b.index < container.last))]
    if short:
        said = [text.lower().strip(" .:!-") for text in (*headings, *(b.text for b in inside if b.kind == "text" and len(b.text) < 260)) if text]
        for name, pattern in REFUSE.items():
            limit = len(headings) + (2 if name in ("login", "search") else 6)
            if any(pattern.search(text) for text in said[:limit] if len(text) < 260):
                if name != "login" or _has_password(container):
                    return name
    elif any(REFUSE["search"].search(text.lower()) for text in headings[:2]):
        return "search"
    if size < 500 and _heads_list(blocks, own, title, title_text):
        return "listing"
    if size < 400 and _asks(container):
        return "form"
    if short and ASKING.match(plain(title_text)) and any(_asks(node) for node in [n for n in container.up() if n.tag not in ("body", "html")][:3]):
        return "form"
    if size < ENOUGH:
        return "listing" if _headlines(inside) > 5 else "no-text"
    if len(title_text) < 5:
        return "no-title"
    return None


def _heads_list(blocks: list[Block], own: list[Block], title: int, title_text: str) -> bool:
    """Whether a few words under a section's name introduce what follows at once: headlines with days or pictures."""
    if not own or len(own) > 2 or len(title_text) > 45 or any(moments(b.text) for b in blocks[max(title, own[0].index - 4, 0):own[0].index] if b.kind == "text"):
        return False
    items = 0
    dressed = 0
    for block in blocks[own[-1].index + 1:own[-1].index + 17]:
        if begins_box(block):
            return False
        items += is_link(block) and len(block.text) > 20
        dressed += block.kind == "picture" or not is_link(block) and bool(moments(block.text))
    return items >= 4 and dressed >= items


def _rows_of_headlines(inside: list[Block], own: list[Block], title: int) -> bool:
    """Whether five linked headlines and more are set alike with hardly a paragraph before the first or between them."""
    alike: dict[tuple[str, str], list[Block]] = {}
    for block in inside:
        if is_link(block) and len(block.text) >= 18 and not block.node.junk and not points_here(block) and (block.level or block.node.cls):
            alike.setdefault((block.node.tag, block.node.cls), []).append(block)
    heads = max(alike.values(), key=len, default=[])
    if len(heads) < 5 or sum(len(b.text) for b in own if title < b.index < heads[0].index or b.index > heads[-1].index) >= 220:
        return False
    between = [b for b in own if heads[0].index < b.index < heads[-1].index]
    return len(between) <= len(heads) and not any(other.index == one.index + 1 for one, other in zip(between, between[1:]))


def _goes_on(own: list[Block], excerpts: list[Block]) -> bool:
    """Whether two paragraphs and more follow one another before the last excerpt, as they do in no listing."""
    for one, other in zip(own, own[1:]):
        if other.index == one.index + 1 < excerpts[-1].index and len(one.text) + len(other.text) >= 220:
            return True
    return False


def _invites(blocks: list[Block]) -> int:
    """How many links of several addresses invite to read on: each ends an item of a list."""
    return len({href for b in blocks if is_link(b) and plain(b.text.strip(" .…»>[]()")) in READ_ON for href in b.hrefs})


def _headlines(blocks: list[Block]) -> int:
    return sum(is_link(b) and len(b.text) > 30 for b in blocks)


def _asks(container: Node) -> bool:
    """Whether the text is there for a form inside it to be filled in: a poll, a registration."""
    fields = [f for form in container.element.iter("form") for f in form.iter("input", "textarea", "select") if (f.get("type") or "").lower() not in ("hidden", "submit", "button", "image", "search")]
    return len(fields) > 1


def _has_password(container: Node) -> bool:
    root = container.element.getroottree()
    return any((field.get("type") or "").lower() == "password" for field in root.iter("input"))
