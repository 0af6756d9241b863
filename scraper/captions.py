"""Which words stand under which picture: figures, table cells, wrappers, the same or the next paragraph. Pure."""
from __future__ import annotations

import re

from scraper import bylines
from scraper.blocks import Block, Node
from scraper.hints import CAPTION_STARTS, CLASS, PICTURE_LABELS, SPEAKER, is_interface, plain
from scraper.locate import is_link
from scraper.moments import moments
from scraper.particulars import is_small_print

LONGEST = 420  # characters; longer text under a picture is a paragraph
CREDIT_LABEL = re.compile(r"[\s(\[|.,;/–-]*(?:ảnh|photo|nguồn ảnh|hình)\s*[:：]", re.I)
_VAGUE = re.compile(r"(?:cms-?)?desc(?:ription)?|mo-?_?ta")
_ONLY_DAY = re.compile(r"[\s\d()/.:-]+")
_ENDINGS = (".", "!", "?", "…", ":", ";")


def assign(blocks: list[Block], container: Node, title: str = "") -> dict[int, list[Block]]:
    """For each picture (by its block's index) the blocks that are its caption; pictures without one are left out.

    *blocks* are those of the article, in order. *container* holds the article's text and is no picture's wrapper.
    """
    habits = _habits(blocks)
    pictures = [b for b in blocks if b.kind == "picture"]
    found: dict[int, list[Block]] = {}
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        if block.kind != "picture":
            continue
        words = _in_figure(block, blocks) or _in_cells(block, blocks, container) or _in_wrapper(block, blocks, container, habits)
        if words is None:
            words = _after(place, blocks, habits)
            if words and (block.told or block.title != block.alt) and not any(map(is_caption, words)) and (said := spoken(block, title, pictures)) and plain(said) != plain(words[0].text):
                words = []  # the picture has its own words; a heading follows
        if block.hrefs:  # a picture that leads to another page may be an advert, and its linked words that page's headline
            words = [w for w in words if not is_link(w) and (is_caption(w) or _looks(w, habits, False) or _shares_element(block, w))]
        words = [w for w in words if w.index not in taken and not (b := bylines.read(w.text)) or w.index not in taken and b.photographer is None and b.author is None]
        words = [w for w in words if not _dates(w) and plain(w.text) not in PICTURE_LABELS and not is_interface(w.text)]
        if words:
            found[block.index] = words
            taken.update(w.index for w in words)
    return found


def _dates(block: Block) -> bool:
    """Whether a line tells when the article was published, beside an icon."""
    return is_small_print(block) and (_ONLY_DAY.fullmatch(block.text) is not None or any(m.published or m.changed or m.has_clock for m in moments(block.parted)))


def _habits(blocks: list[Block]) -> frozenset[str]:
    """How this article's paragraphs are themselves set ("center", "italic", "small", "coloured"), which then marks no caption."""
    prose = [b for b in blocks if b.kind == "text" and len(b.text) > 120]
    told = {"center": sum(b.align == "center" for b in prose), "italic": sum(b.share(b.italic) > 0.7 for b in prose),
            "small": sum(b.share(b.small) > 0.7 for b in prose), "coloured": sum(b.share(b.coloured) > 0.7 for b in prose)}
    return frozenset(name for name, count in told.items() if count * 2 > len(prose))


def _texts(blocks: list[Block], node: Node) -> list[Block]:
    return [b for b in blocks if node.first <= b.index < node.last and b.kind == "text"]


def _in_figure(picture: Block, blocks: list[Block]) -> list[Block] | None:
    figure = next((n for n in picture.node.up() if n.tag == "figure" or "wp-caption" in n.cls or "tr-caption-container" in n.cls), None)
    if figure is None:
        return None
    texts = _texts(blocks, figure)
    pictures = [b for b in blocks if b.kind == "picture" and figure.first <= b.index < figure.last]
    if len(pictures) > 1:  # several pictures, each with the words that follow it, or all with the last
        after = [b for b in texts if b.index > picture.index and not any(picture.index < p.index < b.index for p in pictures)]
        return after
    return [b for b in texts if len(b.text) <= 600]


def _cell(node: Node) -> Node | None:
    return next((n for n in node.up() if n.tag in ("td", "th")), None)


def _in_cells(picture: Block, blocks: list[Block], container: Node) -> list[Block] | None:
    """A table that holds pictures and their words: the same cell, else the cell below."""
    cell = _cell(picture.node)
    if cell is None or container.holds(cell) is False or cell.holds(container):
        return None
    table = next((n for n in cell.up() if n.tag == "table"), None)
    if table is None or table.holds(container):
        return None
    inside = [b for b in blocks if table.first <= b.index < table.last]
    pictures = sum(b.kind == "picture" for b in inside)
    if sum(len(b.text) for b in inside) > LONGEST * pictures or sum(b.kind == "text" and len(b.text) > 60 for b in inside) > 2 * pictures + 1:
        return None  # the table lays out the text
    rows = _rows(inside)
    loose = sum(all(b.kind == "text" for b in row) for row in rows) > sum(any(b.kind == "picture" for b in row) for row in rows)
    same = [b for b in _texts(blocks, cell) if b.index > picture.index]
    others = [b for b in blocks if b.kind == "picture" and picture.index < b.index < cell.last]
    if others:
        same = [b for b in same if b.index < others[0].index]
    if same:
        return same if sum(len(b.text) for b in same) <= LONGEST else None
    titles = [b for b in inside if b.kind == "text" and b.node.tag == "caption"]
    if pictures == 1 and titles:
        return titles
    row = cell.element.getparent()
    below = row.getnext() if row is not None else None
    while below is not None and below.tag != "tr":
        below = below.getnext()
    if below is None or row is None:
        return None
    cells = [c for c in below if c.tag in ("td", "th")]
    column = [c for c in row if c.tag in ("td", "th")].index(cell.element)
    target = cells[column] if len(cells) > column and len(cells) > 1 else cells[0] if cells else None
    if target is None:
        return None
    if len(cells) == 1 and any(b.kind == "picture" and b.index > picture.index and _cell(b.node) is not None and _cell(b.node).element.getparent() is row for b in blocks):
        return []  # one line under several pictures belongs to the last
    texts = [b for b in blocks if b.kind == "text" and (c := _cell(b.node)) is not None and c.element is target]
    if loose and not all(_marked(b) or b.align == "center" or b.share(max(b.italic, b.small, b.coloured)) > 0.7 for b in texts):
        return None  # more rows of text than captions would need
    return texts if texts and sum(len(b.text) for b in texts) <= LONGEST else None


def _rows(inside: list[Block]) -> list[list[Block]]:
    rows: dict[object, list[Block]] = {}
    for block in inside:
        cell = _cell(block.node)
        rows.setdefault(cell.element.getparent() if cell is not None else None, []).append(block)
    return list(rows.values())


def _in_wrapper(picture: Block, blocks: list[Block], container: Node, habits: frozenset[str]) -> list[Block] | None:
    """The smallest element around the picture that also holds words, when it holds little else."""
    for node in picture.node.up():
        if node is container or node.holds(container) or node.tag in ("td", "tr", "table", "tbody"):
            return None
        texts = _texts(blocks, node)
        if not texts:
            continue
        pictures = [b for b in blocks if b.kind == "picture" and node.first <= b.index < node.last]
        if len(pictures) > 1 or sum(len(b.text) for b in texts) > LONGEST:
            return None
        marked = [b for b in texts if _marked(b)]
        after = [b for b in texts if b.index > picture.index]
        if not marked and (len(after) != len(texts) or not all(_looks(b, habits, True) or _shares_element(picture, b) for b in after)) or any(b.level and b.level < 4 for b in texts):
            return None
        return marked or after
    return None


def _marked(block: Block) -> bool:
    """Whether a class calls a line a caption; "desc" and its like may name a lead as well, and do beside a word for leads."""
    return any(CLASS["caption"].search(n.cls) and not CLASS["lead"].search(_VAGUE.sub(" ", n.cls)) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3)


def is_caption(block: Block) -> bool:
    """Whether a line shows by its looks that it is a caption, whatever stands around it."""
    return block.kind == "text" and len(block.text) <= LONGEST and not block.level and not block.linked and not SPEAKER.match(block.text) and not _dates(block) and (_marked(block) or block.share(block.italic) > 0.7)


def credit_apart(block: Block) -> bool:
    """Whether the photographer's name in a line of a caption ("Ảnh: …") has an element of its own: it is no word of the caption then."""
    return any(CREDIT_LABEL.match(text) for text, _ in block.runs[1:])


def _shares_element(picture: Block, block: Block) -> bool:
    """Whether a line stands in the picture's own element, right behind it, and is no sentence: its looks tell nothing more."""
    return block.kind == "text" and block.node is picture.node and block.index == picture.index + 1 and len(block.text) <= 170 and not block.level and not block.text.endswith(_ENDINGS)


def _looks(block: Block, habits: frozenset[str], first: bool) -> bool:
    """Whether a text right under a picture reads and looks like its caption."""
    text = block.text
    if block.kind != "text" or "verse" in block.notes or len(text) > LONGEST or block.linked * 2 > len(text) or block.align == "right":
        return False
    if _marked(block):
        return True
    if SPEAKER.match(text) or text.endswith("?"):
        return False
    if any(CLASS["lead"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3):
        return False
    if block.level and block.level < 5 and not (first and block.level > 2 and block.align == "center" and block.share(block.italic) > 0.7):
        return False
    heading = block.share(block.bold) > 0.8 and (text.isupper() or block.align != "center")
    if (block.align == "center" and "center" not in habits) or (block.share(block.italic) > 0.7 and "italic" not in habits):
        return not heading or block.share(block.italic) > 0.7
    if not first or heading:
        return False
    if (block.share(block.small) > 0.7 and "small" not in habits or block.share(block.coloured) > 0.7 and "coloured" not in habits) and len(text) <= 300:
        return True
    if len(text) <= 170 and not text.endswith(_ENDINGS):
        return True
    return len(text) <= 140 and text.endswith(".") and text.count(". ") == 0 and bool(CAPTION_STARTS.match(plain(text)))


def _after(place: int, blocks: list[Block], habits: frozenset[str]) -> list[Block]:
    words: list[Block] = []
    for block in blocks[place + 1:place + 5]:
        if block.kind != "text" or not _looks(block, habits, not words) and not (not words and _shares_element(blocks[place], block)):
            break
        if words and (len(words) > 3 or block.text.isupper() != words[0].text.isupper() or not _alike(words[0], block)):
            break
        words.append(block)
        if sum(len(w.text) for w in words) > LONGEST:
            return words[:1]
    return words


def _alike(one: Block, other: Block) -> bool:
    return one.align == other.align and (one.share(one.italic) > 0.7) == (other.share(other.italic) > 0.7) and (one.share(one.bold) > 0.7) == (other.share(other.bold) > 0.7)


def spoken(picture: Block, title: str, others: list[Block]) -> str | None:
    """A caption that only an attribute holds: what a script shows under the picture, or a title that a pointer shows over it,
    when it is one. An alt text is not shown: ``described`` has it.
    """
    if picture.caption_class and picture.title:
        return picture.title
    if picture.told:
        return picture.told
    return picture.title if _says_something(picture.title, title) and sum(picture.title == o.title for o in others) < 2 else None


def described(picture: Block, title: str) -> str:
    """What a picture shows, as its alt text tells those who cannot see it; "" where that repeats the title or is a file's name."""
    return picture.alt if _says_something(picture.alt, title) else ""


def _says_something(text: str, title: str) -> bool:
    return len(text.split()) > 3 and not text.isascii() and plain(text) not in plain(title) and plain(title) not in plain(text) and not text.lower().endswith((".jpg", ".png", ".jpeg"))
