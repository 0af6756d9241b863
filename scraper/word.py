"""A Word document (.docx) to a draft: title, lead, text, tables, pictures with captions, lists, bylines.

The document becomes a plain page, which the importer reads as it reads any page; text in the fonts of before
Unicode is converted run by run, by the font that each run names. Nothing is lost in silence: ``Read.notes`` tells.
"""
from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from plugins.html import escape
from plugins.vietnamese.text import tidy
from scraper import fonts, reading
from scraper.bylines import is_unit
from scraper.pins import Pins
from scraper.tree import parse as parse_tree
from scraper.values import Draft, NoArticle
from scraper.word_file import NotWord, check

_LOST = {"footnoteReference": "chú thích cuối trang", "endnoteReference": "chú thích cuối bài", "commentReference": "lời bình bên lề", "txbxContent": "khung chữ",
         "oMath": "công thức", "chart": "biểu đồ", "OLEObject": "đối tượng nhúng", "diagram": "sơ đồ"}
_TITLE_STYLES = ("title", "heading 1", "tiêu đề", "tiêu đề 1")
_LETTERHEAD = re.compile(r"đảng cộng sản việt nam|cộng hòa xã hội|độc lập\s*[-–]|^số\s*:|^\W*$|, ngày \d")


@dataclass(frozen=True, slots=True)
class Read:
    """``media`` holds the pictures by the address that the draft's pieces give them."""

    draft: Draft
    media: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read(data: bytes, name: str) -> Read:
    """The draft of a document; *name* is its file's, for a title where the document has none. Raises ``NotWord``."""
    check(data)
    try:
        page = _Page(Document(io.BytesIO(data)))
        body = page.html()
    except Exception as error:  # python-docx raises many kinds for what is damaged inside, some only where it is read
        raise NotWord(f"tệp .docx bị hỏng ({type(error).__name__}); mở bằng Word rồi lưu lại") from None
    title, notes = page.title, list(page.notes())
    if not title:
        title = Path(name).stem.replace("_", " ").replace("-", " ").strip() or "Bài chưa có tiêu đề"
        notes.append("không thấy tiêu đề trong bài; đã lấy tên tệp, nên sửa lại")
    root = parse_tree(f"<html><head><title>{escape(title)}</title></head><body><article><h1>{escape(title)}</h1><div id=w>{body}</div></article></body></html>")
    if root is None or not page.has_text:
        raise NotWord("tài liệu không có chữ")
    pins = Pins("word", {"title": next(root.iter("h1")), "body": next(e for e in root.iter("div") if e.get("id") == "w")})
    result = reading.read(root, "word:" + name, pins)
    if isinstance(result, NoArticle):
        # A note of a few words is a draft all the same; a person sees to it.
        result = Draft("word:" + name, title, pieces=_few_words(page))
        notes.append("bài rất ngắn; nên xem lại")
    draft = replace(result, title=title, url="", view_count=None, category=None, site=None)
    return Read(draft, page.media, tuple(notes))


def _few_words(page: _Page):
    from scraper.values import Piece

    return tuple(Piece("paragraph", text, escape(text)) for text in page.texts)


class _Page:
    """A document on its way to HTML."""

    def __init__(self, document: Doc) -> None:
        self.document = document
        self.media: dict[str, bytes] = {}
        self.fonts: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.changes = 0
        self.title = ""
        self.texts: list[str] = []
        self.default = self._style_font(document.styles["Normal"]) if "Normal" in [s.name for s in document.styles] else None

    @property
    def has_text(self) -> bool:
        return bool(self.texts or self.title)

    def notes(self) -> Iterator[str]:
        for name, count in sorted(self.fonts.items()):
            yield f"đã chuyển {count} đoạn chữ phông {name} sang Unicode; nên đọc lại"
        for kind, count in sorted(self.lost.items()):
            yield f"không mang sang được {count} {kind}"
        if self.changes:
            yield f"tài liệu còn {self.changes} chỗ theo dõi sửa đổi; đã nhận chữ thêm, bỏ chữ xóa"

    def html(self) -> str:
        parts: list[str] = []
        blocks = list(self.document.iter_inner_content())
        chosen = self.title_of([block for block in blocks if isinstance(block, Paragraph)])
        self.fonts.clear()  # the search for the title has read some lines already
        self.changes = 0
        for block in blocks:
            if isinstance(block, Table):
                parts.append(self.table(block))
                continue
            inner = self.inline(block)
            text = _text(inner)
            if chosen is not None and block._p is chosen._p:
                self.title = text
                continue
            if text:
                self.texts.append(text)
            parts.append(self.paragraph(block, inner))
        for kind, told in _LOST.items():
            count = sum(1 for element in self.document.element.body.iter() if isinstance(element.tag, str) and element.tag.rsplit("}", 1)[-1] == kind)
            if count:
                self.lost[told] += count
        return "".join(parts)

    def title_of(self, paragraphs: list[Paragraph]) -> Paragraph | None:
        """The paragraph of a style that says so, else one of the first lines that is set like a title and is no
        sentence; an office in capitals is a letterhead where another line can be the title."""
        first = next((p for p in paragraphs if _style(p) in _TITLE_STYLES and p.text.strip()), None)
        if first is not None:
            return first
        office = None
        seen = 0
        for paragraph in paragraphs:
            text = _text(self.inline(paragraph))
            if not text:
                continue
            seen += 1
            runs = [run for run in paragraph.runs if run.text.strip()]
            set_apart = bool(runs) and all(run.bold for run in runs) or text.isupper() or paragraph.alignment == 1 or seen == 1 and len(text) <= 160
            if 8 <= len(text) <= 260 and not text.endswith((".", ";", ":", ",")) and set_apart and not _LETTERHEAD.search(text.lower()):
                if not (text.isupper() and is_unit(text)):
                    return paragraph
                office = office or paragraph
            elif len(text) > 120 or seen > 8:
                break
        return office

    def paragraph(self, paragraph: Paragraph, inner: str) -> str:
        style = _style(paragraph)
        align = {0: "left", 1: "center", 2: "right", 3: "justify"}.get(paragraph.alignment if paragraph.alignment is not None else -1, "")
        attribute = f' align="{align}"' if align else ""
        number = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is not None or style.startswith("list"):
            tag = "ol" if "number" in style or number is not None and self.is_ordered(number) else "ul"
            return f"<{tag}><li>{inner}</li></{tag}>"
        if style.startswith("heading") and style[-1:].isdigit():
            level = min(max(int(style[-1]), 2), 4)
            return f"<h{level}>{inner}</h{level}>"
        if style in ("caption", "chú thích"):
            return f'<p class="caption"{attribute}>{inner}</p>'
        if "quote" in style:
            return f"<blockquote><p>{inner}</p></blockquote>"
        return f"<p{attribute}>{inner}</p>"

    def is_ordered(self, number) -> bool:
        found = number.find(qn("w:numId"))
        part = getattr(self.document.part, "numbering_part", None) if found is not None else None
        if part is None:
            return False
        wanted, level = found.get(qn("w:val")), number.find(qn("w:ilvl"))
        depth = level.get(qn("w:val")) if level is not None else "0"
        for one in part.element.iter(qn("w:num")):
            if one.get(qn("w:numId")) == wanted:
                abstract = one.find(qn("w:abstractNumId")).get(qn("w:val"))
                for kind in part.element.iter(qn("w:abstractNum")):
                    if kind.get(qn("w:abstractNumId")) == abstract:
                        for at in kind.iter(qn("w:lvl")):
                            form = at.find(qn("w:numFmt"))
                            if at.get(qn("w:ilvl")) == depth and form is not None:
                                return form.get(qn("w:val")) not in ("bullet", "none")
        return False

    def table(self, table: Table) -> str:
        rows = []
        for row in table.rows:
            cells = []
            for cell in row.cells:
                if cells and cell._tc is cells[-1][0]:
                    continue  # one cell that spans several columns
                cells.append((cell._tc, "".join(self.paragraph(p, self.inline(p)) for p in cell.paragraphs)))
            rows.append("<tr>" + "".join(f"<td>{html}</td>" for _, html in cells) + "</tr>")
            self.texts.append(" ".join(cell.text for cell in row.cells)[:80])
        return f"<table>{''.join(rows)}</table>"

    def inline(self, paragraph: Paragraph) -> str:
        return "".join(self.parts(paragraph._p, paragraph, None))

    def parts(self, element, paragraph: Paragraph, href: str | None) -> Iterator[str]:
        for child in element:
            kind = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
            if kind == "r":
                yield from self.run(child, paragraph, href)
            elif kind == "hyperlink":
                yield from self.parts(child, paragraph, self.target(child) or href)
            elif kind in ("ins", "moveTo"):
                self.changes += 1
                yield from self.parts(child, paragraph, href)
            elif kind in ("del", "moveFrom"):
                self.changes += 1
            elif kind in ("smartTag", "sdt", "sdtContent", "fldSimple", "customXml"):
                yield from self.parts(child, paragraph, href)

    def target(self, link) -> str | None:
        relation = self.document.part.rels.get(link.get(qn("r:id")) or "")
        return relation.target_ref if relation is not None and relation.is_external else None

    def run(self, run, paragraph: Paragraph, href: str | None) -> Iterator[str]:
        looks = run.find(qn("w:rPr"))
        if looks is not None and _on(looks.find(qn("w:vanish"))):
            return
        text = ""
        pictures: list[str] = []
        for child in run:
            kind = child.tag.rsplit("}", 1)[-1] if isinstance(child.tag, str) else ""
            if kind == "t":
                text += child.text or ""
            elif kind in ("br", "cr"):
                text += "\n" if child.get(qn("w:type")) in (None, "textWrapping") else " "
            elif kind == "tab":
                text += " "
            elif kind == "noBreakHyphen":
                text += "-"
            elif kind in ("drawing", "pict", "object"):
                pictures += self.pictures(child)
        if text:
            text = self.unicode(text, looks, paragraph)
            html = escape(tidy(text)).replace("\n", "<br>")
            style = paragraph.style.font if paragraph.style is not None else None
            if _on(looks.find(qn("w:b")) if looks is not None else None, bool(style and style.bold)):
                html = f"<b>{html}</b>"
            if _on(looks.find(qn("w:i")) if looks is not None else None, bool(style and style.italic)):
                html = f"<i>{html}</i>"
            yield f'<a href="{escape(href)}">{html}</a>' if href else html
        yield from pictures

    def unicode(self, text: str, looks, paragraph: Paragraph) -> str:
        """The run's text by the font it names, its style names, or the document's default."""
        name = _font(looks) or (self._style_font(paragraph.style) if paragraph.style is not None else None) or self.default
        convert = fonts.of_font(name) if name else None
        if convert is None or text.isascii() and not name.lower().rstrip().endswith("h") or fonts.is_unicode(text):
            return text
        self.fonts[name] += 1
        return convert(text)

    @staticmethod
    def _style_font(style) -> str | None:
        while style is not None:
            if (name := _font(style.element.find(qn("w:rPr")))):
                return name
            style = style.base_style
        return None

    def pictures(self, drawing) -> Iterator[str]:
        for element in drawing.iter():
            kind = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
            key = element.get(qn("r:embed")) if kind == "blip" else element.get(qn("r:id")) if kind == "imagedata" else None
            part = self.document.part.related_parts.get(key) if key else None
            if part is not None:
                address = f"word/{part.partname.rsplit('/', 1)[-1]}"
                self.media[address] = part.blob
                yield f'<img src="{escape(address)}">'


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "").lower() if paragraph.style is not None else ""


def _on(mark, otherwise: bool = False) -> bool:
    """Whether a mark such as w:b is set; *otherwise* where the run does not say."""
    return otherwise if mark is None else mark.get(qn("w:val")) not in ("0", "false", "off", "none")


def _font(looks) -> str | None:
    found = looks.find(qn("w:rFonts")) if looks is not None else None
    return None if found is None else found.get(qn("w:ascii")) or found.get(qn("w:hAnsi")) or found.get(qn("w:cs"))


def _text(html: str) -> str:
    from plugins.html import text_of

    return " ".join(text_of(html).split())
