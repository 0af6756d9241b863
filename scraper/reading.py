"""The reading of one page: blocks in, a Draft or the reason for having none out. Pure.

One flow serves every page. A portal's or an engine's layout only pins where some fields stand;
what it does not pin, or pins wrongly, the general rules find.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from scraper import bylines, captions, crumbs, edges, leads, locate, particulars, people, pieces, refuse, sections, signatures, sounds, streams, structured, titles
from scraper.blocks import Block, Node
from scraper.boxes import begins_box, is_furniture, without_boxes
from scraper.hints import AUTHOR_BOXES, CLASS, TAGS, alike, plain
from scraper.locate import is_link, is_prose
from scraper.pins import NO_PINS, Pins
from scraper.tree import Element
from scraper.values import Caption, Draft, NoArticle
from scraper.walk import blocks_of


@dataclass(slots=True)
class View:
    """A page being read: its blocks, where the article stands, and which layer found what."""

    url: str
    root: Element
    head: structured.Head
    pins: Pins
    blocks: list[Block]
    nodes: list[Node]
    container: Node
    title: int = -1
    title_text: str = ""
    first: int = 0
    last: int = 0
    layers: dict[str, str] = field(default_factory=dict)

    def pinned(self, name: str) -> Node | None:
        return self.pins.node(name, self.nodes)

    @property
    def scope(self) -> Node:
        """The lowest element around both title and text: what follows the text inside it may still speak of it."""
        if self.title < 0:
            return self.container.parent or self.container
        return next(n for n in self.container.up() if n.holds(self.blocks[self.title].node))


def read(root: Element, url: str, pins: Pins = NO_PINS) -> Draft | NoArticle:
    """The article that a page's tree holds, or why it holds none."""
    head = structured.read(root)
    blocks, nodes = blocks_of(root, pins.drop, pins.elements, url)
    own_titles = structured.title_variants(head).keys()
    blocks = streams.first_article(blocks, nodes, own_titles)
    locate.weigh(blocks, nodes, own_titles)
    pinned_body = pins.node("body", nodes)
    container = locate.container(nodes, blocks)
    if pinned_body is not None and (container is None or _size(blocks, pinned_body) >= 0.4 * _size(blocks, container) > 0):
        container = pinned_body
    if container is None:
        return NoArticle(url, refuse.without_text(head, blocks))
    view = View(url, root, head, pins, blocks, nodes, container)
    view.layers["body"] = pins.layer if container is pinned_body else "general"
    titles.find(view)
    _spare_particulars(view)
    if reason := refuse.reason(head, url, blocks, view.container, view.title, view.title_text):
        return NoArticle(url, reason)
    return _fields(view)


def _size(blocks: list[Block], node: Node) -> int:
    """Characters of running text in a node; a layout's body that holds too few of them is another page's layout."""
    return sum(len(b.text) for b in blocks[node.first:node.last] if is_prose(b) and not b.node.junk) or sum(len(b.text) for b in blocks[node.first:node.last]) // 4


def _spare_particulars(view: View) -> None:
    """An element between title and text that holds the day is no furniture, whatever its class says."""
    for node in view.nodes:
        if node.junk and view.title < node.first < node.last <= view.first and (node.parent is None or not node.parent.junk):
            inside = view.blocks[node.first:node.last]
            if any(particulars.is_small_print(b) or b.kind == "text" and bylines.read(b.text) is not None for b in inside) and sum(len(b.hrefs) for b in inside) < 4:
                for other in view.nodes:
                    other.junk = other.junk and not node.holds(other)


def _fields(view: View) -> Draft | NoArticle:
    body = without_boxes(view.blocks, view.container, view.first, view.last)
    before = [b for b in view.blocks[view.title + 1:view.first] if not is_furniture(b, above=True) and not _is_title(b, view.title_text)] if view.title < view.first else []
    draft = Draft(view.url, view.title_text, layers=view.layers, site=structured.site_of(view.head, view.title_text))

    hero = _hero(view)
    before = [*hero, *before]
    body, credits_between = _without_credits(body)
    signed, body = signatures.tail(body)
    after = _after(view)
    below = signatures.opening(after)
    signed, after = [*signed, *below], after[len(below):]
    shown = captions.assign(before + body, view.container, view.title_text)
    if hero and hero[0].index not in shown:
        before = before[len(hero):]
    taken = {b.index for words in shown.values() for b in words}

    body = [b for b in body if not _is_title(b, view.title_text)]
    head_lines, body = _peel_head(view, body, taken)
    lead, lead_blocks, layer = leads.find(view.head, view.pinned("lead"), [b for b in before if b.index not in taken],
                                          [b for b in body if b.index not in taken], view.pins.layer, view.title_text)
    used = {b.index for b in lead_blocks}
    if lead:
        view.layers["lead"] = layer
        opens = min(used, default=-1)
        body = [b for b in body if b.index not in used and not alike(b.text, lead) and not (b.index < opens and b.kind == "text" and len(b.text) < 60 and b.index not in taken)]
    body = edges.without_first_strangers(body, taken)
    # Text between the title and the element that holds the rest, when it is neither lead nor small print.
    early = [b for b in before if b.index not in used and b.index not in taken and is_prose(b) and not b.node.junk and not alike(b.text, lead or "")]
    early = [b for b in early if not particulars.is_small_print(b) and bylines.read(b.text) is None]
    pictures = [b for b in before if b.kind == "picture"]
    content = sorted([*early, *pictures, *body], key=lambda b: b.index)

    people_found = people.combine(view, signed, [*before, *head_lines], after)
    made = pieces.build([b for b in content if b.index not in taken], {i: " ".join(b.text for b in words) for i, words in shown.items()},
                        {b.index: captions.described(b, view.title_text) for b in content if b.kind == "picture"})
    found_captions, credits = _captions(view, content, shown)
    credits += credits_between
    if not any(piece.kind != "picture" for piece in made):
        return NoArticle(view.url, "no-text")
    audio, layer = sounds.find(view.root, view.head, view.scope, view.blocks, view.pinned("audio"))
    view.layers.update({"captions": "general"} if found_captions else {}, **{"audio": layer or view.pins.layer} if audio else {})
    draft = replace(draft, lead=lead, pieces=made, captions=found_captions, audio=audio)
    draft = people.into(draft, people_found, credits)
    return _small_print(view, draft, before, head_lines, signed, after)


def _hero(view: View) -> list[Block]:
    """A picture with its caption that stands above the title, in the article's own element."""
    for index in range(view.title - 1, max(-1, view.title - 4), -1):
        block = view.blocks[index]
        if block.node.junk or not view.scope.holds(block.node) or view.scope.tag in ("body", "form", "html"):
            return []
        if block.kind == "picture":
            words = view.blocks[index + 1:view.title]
            return [block, *words] if words and all(captions.is_caption(b) for b in words) else []
        if block.kind != "text":
            return []
    return []


def _without_credits(body: list[Block]) -> tuple[list[Block], list[str]]:
    """The text without the lines amid it that only name a photographer ("Ảnh: …" under a picture), and those names."""
    credits, kept = [], []
    for place, block in enumerate(body):
        amid = place < len(body) - 3 or place < len(body) - 1 and any(b.kind == "picture" for b in body[max(0, place - 2):place])
        said = bylines.read(block.text) if block.kind == "text" and len(block.text) < 70 and amid and not particulars.is_small_print(block) else None
        if said is not None and said.photographer and not said.author and not said.source:
            credits.append(said.photographer)
        else:
            kept.append(block)
    return kept, credits


def _is_title(block: Block, title: str) -> bool:
    return block.kind == "text" and len(block.text) > 12 and alike(block.text, title)


def _after(view: View) -> list[Block]:
    """The lines that follow the text inside the article's element, up to the first box of other news."""
    out: list[Block] = []
    scope = view.scope
    if scope.tag in ("body", "html", "form") and len(view.blocks[view.last:scope.last]) > 40:
        stop = min(scope.last, view.last + 8)
    else:
        stop = min(scope.last, view.last + 30)
    for block in view.blocks[view.last:stop]:
        if block.kind != "text":
            continue
        if begins_box(block) and plain(re.split(r"[:：]", block.text)[0]) not in TAGS | AUTHOR_BOXES:
            break
        if not (is_link(block) and len(block.text) > 25) or particulars.is_section_line(block):
            out.append(block)
    return out


def _peel_head(view: View, body: list[Block], taken: set[int]) -> tuple[list[Block], list[Block]]:
    """Small print that stands inside the text's element above the text: day, views, byline, section."""
    lines: list[Block] = []
    rest = list(body)
    prose = 0
    for block in body[:16]:
        if block.kind != "text" or block.index in taken:
            continue
        if is_prose(block) and not particulars.is_small_print(block):
            prose += 1
            if prose > 1:  # one is the lead, which may stand above the day
                break
            continue
        beside = any(abs(b.index - block.index) == 1 and particulars.is_small_print(b) for b in body[:16]) and len(block.text) < 70 and not block.level and block.share(block.bold) < 0.5
        near = [n.cls for n in list(block.node.up())[:2] if n.cls and n is not view.container]
        hinted = any(CLASS["date"].search(c) or CLASS["author"].search(c) or CLASS["views"].search(c) or CLASS["category"].search(c) for c in near)
        if particulars.is_small_print(block) or particulars.is_section_line(block) or bylines.read(block.text) is not None or people.is_name_line(view, block) or beside or (hinted and len(block.text) < 90 and not CLASS["lead"].search(near[0])):
            lines.append(block)
            rest.remove(block)
    return lines, rest


def _captions(view: View, content: list[Block], shown: dict[int, list[Block]]) -> tuple[tuple[Caption, ...], list[str]]:
    out, credits = [], []
    pictures = [b for b in view.blocks if b.kind == "picture"]
    told = bool(shown)
    for block in content:
        if block.kind != "picture":
            continue
        lines = shown.get(block.index, ())
        words = " ".join(b.text for b in lines)
        if not words and (not told or block.caption_class):
            words = captions.spoken(block, view.title_text, pictures) or ""
        text, credit = bylines.credit_of(words) if words else ("", None)
        if credit:
            credits.append(credit)
        if text:
            out.append(Caption(block.src or "", text, credit, text if any(map(captions.credit_apart, lines)) else words))
    return tuple(out), credits


def _small_print(view: View, draft: Draft, before: list[Block], head_lines: list[Block], signed: list[Block], after: list[Block]) -> Draft:
    from scraper import days

    day, has_clock, layer = days.find(view, before, head_lines, signed, after)
    if day is not None:
        view.layers["date"] = layer
    category, layer = _category(view, [b.index for b in [*signed, *after]])
    if category:
        view.layers["category"] = layer
    views = _views(view, [*before, *head_lines, *signed, *after])
    return replace(draft, date=day, date_has_clock=has_clock, category=category, view_count=views, tags=view.head.tags, layers={**draft.layers, **view.layers})


def _category(view: View, after: list[int]) -> tuple[str | None, str]:
    node = view.pinned("category")
    if node is not None:
        texts = [b for b in view.blocks[node.first:node.last] if b.kind == "text"]
        if texts and (name := crumbs.clean(texts[-1].text, view.title_text)):
            return name, view.pins.layer
    if view.title >= 0 and (name := sections.category_of(view.blocks, view.title, view.title_text, view.first + 5, structured.site_names(view.head, view.title_text), after)):
        return name, "general"
    for name in (*view.head.sections[:1], *(c for c in reversed(view.head.crumbs) if plain(c) != plain(view.title_text))):
        if cleaned := crumbs.clean(name, view.title_text):
            return cleaned, "structured"
    return None, ""


def _views(view: View, lines: list[Block]) -> int | None:
    node = view.pinned("views")
    if node is not None:
        for block in view.blocks[node.first:node.last]:
            digits = re.findall(r"\d[\d.,]*", block.text)
            if digits and (n := particulars.views_in(block)) is not None or len(digits) == 1 and (n := int(re.sub(r"\D", "", digits[0]))) is not None:
                view.layers["view_count"] = view.pins.layer
                return n
    above = view.blocks[max(0, view.title - 4):view.title + 1] if view.title >= 0 else []
    for block in [*lines, *above]:
        following = view.blocks[block.index + 1] if block.index + 1 < len(view.blocks) else None
        if block.kind == "text" and len(block.text) < 260 and (n := particulars.views_in(block, following, above=view.title < block.index < view.first)) is not None:
            view.layers["view_count"] = "general"
            return n
    near = [b for b in [*lines, *above] if b.kind == "text" and b.index < view.last and len(b.text) < 160 and any(particulars.is_small_print(o) for o in view.blocks[max(0, b.index - 2):b.index + 3])]
    if (n := particulars.count_by_icon(near)) is not None:
        view.layers["view_count"] = "general"
    return n
