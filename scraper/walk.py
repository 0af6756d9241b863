"""A tree to the row of blocks that a reader sees: paragraphs, lines, pictures, tables, sounds. Pure.

A block is a run of text between two breaks of the page, with how it is written (bold, italic, linked) and
where it stands; ``scraper.blocks`` holds the values.
"""
from __future__ import annotations

import re

from plugins.vietnamese.text import tidy
from scraper.blocks import BREAK, ICON_MARKS, SPACES, Block, Node, Style
from scraper.bylines import is_label, said_in
from scraper.hints import CLASS, LONE_LABEL, SECTION_WORDS
from scraper.looks import data_rows, icon_of, styled
from scraper.moments import moments
from scraper.names import are_names, is_unit
from scraper.pictures_in import leads_away, leads_to_picture, picture_address
from scraper.tree import Element
from scraper.verse import is_stanza, note_poems

BLOCK = frozenset("""address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    amp-sidebar amp-list marquee""".split())
SKIP = frozenset("""script style noscript template select option datalist textarea button input iframe svg math canvas map
    head title meta link progress applet frameset""".split())
MEDIA = frozenset(("audio", "video", "amp-audio", "amp-video", "object"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|justify|left|-webkit-center|-webkit-right|end)", re.I)
MAX_DEPTH = 180
_CAPTION_KEYS = ("data-caption", "data-title", "data-sub-html", "data-desc")
_BY = frozenset(("bởi", "by", "viết bởi", "đăng bởi", "được viết bởi", "written by", "posted by"))


class Walker:
    """Collects the blocks of one tree; use :func:`blocks_of`."""

    def __init__(self, drop: frozenset[Element] = frozenset(), fields: frozenset[Element] = frozenset(), url: str = "") -> None:
        self.blocks: list[Block] = []
        self.runs: list[tuple[str, Style]] = []
        self.nodes: list[Node] = []
        self.drop = drop
        self.fields = fields
        self.url = url

    def flush(self, node: Node) -> None:
        if not self.runs:
            return
        runs, self.runs = self.runs, []
        lines, line = [], []
        for run in runs:
            if run[0] == BREAK:
                lines.append(line)
                line = []
            else:
                line.append(run)
        lines.append(line)
        blocks = [block for line in lines if (block := self.block(line, node))]
        for place, block in enumerate(joined(blocks)):
            block.soft = place > 0
            self.add(block)

    @staticmethod
    def block(runs: list[tuple[str, Style]], node: Node) -> Block | None:
        text = SPACES.sub(" ", ICON_MARKS.sub("", tidy("".join(text for text, _ in runs)))).strip()
        if not text:
            return None
        block = Block("text", node, text, runs=tuple(runs))
        for text, style in runs:
            count = len(text.strip())
            if style.bold:
                block.bold += count
            if style.italic:
                block.italic += count
            if style.small:
                block.small += count
            if style.colour:
                block.coloured += count
            if style.href is not None and count:
                block.linked += count
                if style.href not in block.hrefs:
                    block.hrefs += (style.href,)
        return block

    def add(self, block: Block) -> None:
        block.index = len(self.blocks)
        self.blocks.append(block)

    def text(self, text: str | None, style: Style) -> None:
        if text and (self.runs or not text.isspace()):
            self.runs.append((text.replace("\r", " ").replace("\n", " "), style))

    def line_break(self, node: Node) -> None:
        for text, _ in reversed(self.runs):
            if text == BREAK:
                return self.flush(node)
            if text.strip(" \t\u00a0\u200b"):
                break
        if self.runs:
            self.runs.append((BREAK, Style()))

    def element(self, element: Element, node: Node, style: Style, depth: int) -> None:
        tag = element.tag
        if element in self.drop:
            return
        if tag == "br":
            self.line_break(node)
        elif tag == "hr":
            self.flush(node)
        elif tag in ("img", "amp-img"):
            self.picture(element, node, style)
        elif tag in ("embed", "keygen", "bgsound"):
            self.inside(element, node, style, depth)  # void elements; the parser takes what follows for their content
        elif tag in MEDIA:
            self.flush(node)
            self.add(Block("media", node, src=tag))
        elif tag == "svg":
            self.runs.append((icon_of(element), style))
        elif tag in SKIP or self.hidden(element) or depth > MAX_DEPTH:
            return
        elif tag == "table" and (rows := data_rows(element)):
            self.flush(node)
            inner = self.node(element, node)
            text = " ".join(" | ".join(row) for row in rows)
            self.add(Block("table", inner, text, rows=rows))
            inner.last = len(self.blocks)
        elif tag in BLOCK or element in self.fields or self.is_field(element) or "-" in tag and "icon" not in tag and self.is_apart(element):
            self.flush(node)
            inner = self.node(element, node)
            self.inside(element, inner, styled(element, tag, style), depth)
            self.flush(inner)
            inner.last = len(self.blocks)
        else:
            if not len(element) and (not (element.text or "").strip() and element.get("class") or "material" in element.get("class", "") or "-icon" in tag):
                self.runs.append((icon_of(element), style))
                if element.text and element.text.strip():
                    return
            self.inside(element, node, styled(element, tag, style), depth)

    def inside(self, element: Element, node: Node, style: Style, depth: int) -> None:
        self.text(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, node, style, depth + 1)
            self.text(child.tail, style)

    def node(self, element: Element, parent: Node | None) -> Node:
        tag = element.tag
        cls = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')} {element.get('rel', '').replace('category tag', 'category') if tag == 'a' else ''}".lower().strip()
        if "breadcrumb" in element.get("aria-label", "").lower():
            cls = f"{cls} breadcrumb".strip()
        node = Node(tag, cls, parent, element, first=len(self.blocks))
        if parent is not None:
            node.depth = parent.depth + 1
            node.align, node.level = parent.align, parent.level
        align = element.get("align", "").lower()
        if match := _ALIGN.search(element.get("style", "")):
            align = match[1].lower().replace("-webkit-", "").replace("end", "right")
        if not align and (match := CLASS["align"].search(cls)):
            align = "center" if "cent" in match[0] else "right"
        if tag == "center":
            align = "center"
        if align and not (tag == "table" and align != "justify"):  # a table's align places the table, not its text
            node.align = align
        if tag in HEADINGS:
            node.level = HEADINGS[tag]
        self.nodes.append(node)
        return node

    @staticmethod
    def hidden(element: Element) -> bool:
        if element.get("hidden") is not None:
            return True
        style = element.get("style")
        classes = element.get("class", "")
        return bool(style and _HIDDEN.search(style)) or bool(CLASS["hidden"].search(classes)) and not CLASS["shown"].search(classes)

    @staticmethod
    def is_apart(element: Element) -> bool:
        """Whether hardly any text stands beside an element in its parent. A web component ("mat-card") that does is a box."""
        parent = element.getparent()
        return parent is not None and len((parent.text or "").strip()) + sum(len((child.tail or "").strip()) for child in parent) < 40

    @classmethod
    def is_field(cls, element: Element) -> bool:
        """A span or the like that holds one field (a title, a date) and is shown as a line of its own."""
        name = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
        return len(name) >= 4 and CLASS["field"].search(name.lower()) is not None and cls.is_apart(element)

    def picture(self, element: Element, node: Node, style: Style) -> None:
        address = picture_address(element) if style.href is None or not leads_away(style.href, self.url) else None
        if address is None:
            if self.runs or element.tail and element.tail.strip():
                self.runs.append((icon_of(element), Style()))
            return
        self.flush(node)
        away = style.href is not None and not leads_to_picture(style.href) and not style.href.startswith(("#", "javascript:"))
        self.add(Block("picture", node, src=address, hrefs=(style.href,) if away else (), alt=SPACES.sub(" ", tidy(element.get("alt", ""))).strip(),
                       title=SPACES.sub(" ", tidy(element.get("title", ""))).strip(),
                       told=SPACES.sub(" ", tidy(next((one.get(key) for one in (element, *list(element.iterancestors())[:2]) for key in _CAPTION_KEYS if one.get(key)), ""))).strip(),
                       caption_class="caption" in element.get("class", "").lower().split()))


def joined(lines: list[Block]) -> list[Block]:
    """The lines of one element, those put together that a break parts in mid-sentence.

    Headings are one line; elsewhere a line goes on when the next begins with a small letter, or, where
    most lines do (text wrapped by hand), when it does not end like a sentence. A stanza is one block, its runs parted by ``BREAK``.
    """
    if len(lines) < 2:
        return lines
    if is_stanza([line.text for line in lines]) and not any(line.linked or line.level for line in lines):
        runs = [run for line in lines for run in (*line.runs, (BREAK, Style()))][:-1]
        stanza = Walker.block(runs, lines[0].node) or lines[0]
        stanza.notes.add("verse")
        return [stanza]
    wrapped = sum(line.text[0].islower() for line in lines) >= 0.4 * len(lines)
    out = lines[:1]
    for line in lines[1:]:
        last = out[-1]
        alike = not (last.linked or line.linked) and (last.share(last.bold) > 0.5) == (line.share(line.bold) > 0.5)
        titled = bool(CLASS["title"].search(last.node.cls)) and alike and len(lines) == 2 and len(last.text) + len(line.text) < 260 and not any(c.isdigit() for c in line.text[:2])
        goes_on = last.level > 0 or titled or (alike and not last.text.endswith((".", "!", "?", "…", ":", ";")) and (line.text[0].islower() or wrapped))
        if goes_on:
            out[-1] = Walker.block([*last.runs, (" ", Style()), *line.runs], last.node) or last
        else:
            out.append(line)
    return out


def blocks_of(root: Element, drop: frozenset[Element] = frozenset(), fields: frozenset[Element] = frozenset(), url: str = "") -> tuple[list[Block], list[Node]]:
    """The blocks of a page's body in reading order, and all nodes that hold them, the outermost first.

    Elements in *drop* are left out; those in *fields* become nodes of their own, whatever their tag. *url* is the page's.
    """
    body = root if root.tag == "body" else next(root.iter("body"), root)
    walker = Walker(drop, fields, url)
    top = walker.node(body, None)
    walker.inside(body, top, Style(), 0)
    walker.flush(top)
    top.last = len(walker.blocks)
    _tell_values(walker.blocks)
    note_poems(walker.blocks)
    return walker.blocks, walker.nodes


def _tell_values(blocks: list[Block]) -> None:
    """Let a label that stands in a cell of its own ("Tác giả:") tell its value too, which stands in the next."""
    for label, value in zip(blocks, blocks[1:]):
        if label.kind == value.kind == "text" and len(label.text) < 30 and len(value.text) < 80 and "value" not in label.notes and _announces(label, value):
            colon = "" if label.text.endswith((":", "：")) else ":"
            label.text = f"{label.text}{colon} {value.text}"
            label.runs = (*label.runs, (f"{colon} ", Style()), *value.runs)
            value.notes.add("value")


def _answers(value: Block, kinds: frozenset[str]) -> bool:
    """Whether a cell can be the value of a label of these kinds, rather than the next line of particulars."""
    if "views" in kinds:
        return re.fullmatch(r"[\d.,\s]+", value.text) is not None
    if "category" in kinds:
        return not moments(value.text) and (not are_names(value.text) or SECTION_WORDS.search(value.text.lower()) is not None)
    return not (value.linked and len(value.text) > 40) or are_names(value.text)


def _announces(label: Block, value: Block) -> bool:
    if is_label(label.text):
        if is_label(value.text) or value.level or not any(c.isalnum() for c in value.text):
            return False  # nothing stands behind the colon
        return _answers(value, said_in(label.text)[-1].kinds)
    row = label.node.parent
    if label.text.lower() in _BY and len(value.text) <= 60:
        return are_names(value.text) or is_unit(value.text)
    if not LONE_LABEL.fullmatch(label.text):  # "Bài", "Ảnh": only with a name beside it, and the two alone
        return row is not None and row is value.node.parent and row.last - row.first == 2 and is_label(f"{label.text}:") and (are_names(value.text) or is_unit(value.text))
    return (label.node.tag, value.node.tag) in (("dt", "dd"), ("th", "td")) or row is not None and row is value.node.parent and value.index - row.first == 1 == row.last - value.index
