"""An article as a Word document: A4, in print large enough for a cell meeting. Pure but for reading pictures."""
from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import html as markup

from plugins.values import VIETNAM, Article
from plugins.vietnamese.dates import format_time

FONT, SIZE, TITLE = "Times New Roman", 16, 22  # points
WIDTH = Cm(16)


def export(article: Article, html: str, picture: Callable[[str], bytes | None]) -> bytes:
    """The .docx of *article*, whose text is the sanitised *html*; *picture* gives the bytes of a content path, None where it has none."""
    document = Document()
    _page(document)
    _line(document, article.title, size=TITLE, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    if article.date:
        _line(document, format_time(article.date.astimezone(VIETNAM)), italic=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    if article.summary:
        _line(document, article.summary, bold=True)
    if article.cover:
        _picture(document, article.cover.image, article.cover.caption, picture)
    for element in markup.fragment_fromstring(html or "<p></p>", create_parent="div"):
        _block(document, element, picture)
    for person in article.authors:
        _line(document, f"{person.name}{', ' + person.role if person.role else ''}", bold=True, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if article.photographers:
        _line(document, "Ảnh: " + ", ".join(p.name for p in article.photographers), italic=True, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if article.source and (article.source.name or article.source.url):
        _line(document, f"Theo {article.source.name or article.source.url}" + (f" ({article.source.url})" if article.source.name and article.source.url else ""), size=SIZE - 3, italic=True)
    document.core_properties.title = article.title[:250]
    document.core_properties.author = ", ".join(p.name for p in article.authors)[:250]
    document.core_properties.language = "vi-VN"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    for name in ("Normal", "List Bullet", "List Number", "Heading 2", "Heading 3", "Heading 4"):
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(SIZE if not name.startswith("Heading") else SIZE + 2)
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["Normal"].paragraph_format.line_spacing = 1.3


def _line(document, text: str, *, size: int = SIZE, bold: bool = False, italic: bool = False, align=None) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if align is not None:
        paragraph.alignment = align


def _picture(document, path: str, caption: str | None, picture: Callable[[str], bytes | None]) -> None:
    data = picture(path)
    if data is not None:
        try:
            document.add_picture(io.BytesIO(data), width=WIDTH)
            document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        except Exception:  # python-docx knows fewer kinds of pictures than the site (no AVIF, no WebP)
            data = None
    words = caption or ("" if data is not None else path)
    if words:
        _line(document, words if data is not None else f"[Ảnh: {words}]", size=SIZE - 2, italic=True, align=WD_ALIGN_PARAGRAPH.CENTER)


def _block(document, element, picture: Callable[[str], bytes | None]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "figure" or tag == "img" or tag == "p" and element.find("img") is not None and not element.text_content().strip():
        image = element if tag == "img" else element.find(".//img")
        words = element.find("figcaption")
        if image is not None:
            _picture(document, (image.get("src") or "").lstrip("/"), words.text_content().strip() if words is not None else image.get("title") or image.get("alt"), picture)
    elif tag in ("h2", "h3", "h4", "h5", "h6"):
        document.add_paragraph(element.text_content().strip(), style=f"Heading {min(int(tag[1]), 4)}")
    elif tag in ("ul", "ol"):
        for item in element.iter("li"):
            _inline(document.add_paragraph(style="List Number" if tag == "ol" else "List Bullet"), item)
    elif tag == "table":
        _table(document, element)
    elif tag == "blockquote":
        for child in element if len(element) else [element]:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(1)
            _inline(paragraph, child)
    elif tag == "div":
        for child in element:
            _block(document, child, picture)
    elif element.text_content().strip() if tag else False:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _inline(paragraph, element)


def _inline(paragraph, element, bold: bool = False, italic: bool = False) -> None:
    def put(text: str | None) -> None:
        if text:
            run = paragraph.add_run(" ".join(text.split()) if text.strip() else " ")
            run.text = (" " if text[:1].isspace() else "") + run.text.strip() + (" " if text[-1:].isspace() and text.strip() else "")
            run.bold, run.italic = bold or None, italic or None

    put(element.text)
    for child in element:
        if child.tag == "br":
            paragraph.add_run().add_break()
        elif isinstance(child.tag, str) and child.tag not in ("ul", "ol", "img"):
            _inline(paragraph, child, bold or child.tag in ("strong", "b"), italic or child.tag in ("em", "i"))
        put(child.tail)


def _table(document, element) -> None:
    rows = [[cell.text_content().strip() for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    wide = max((len(row) for row in rows), default=0)
    if not wide:
        return
    table = document.add_table(rows=len(rows), cols=wide)
    table.style = "Table Grid"
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(place, column)
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.bold = place == 0 or None
                run.font.size = Pt(SIZE - 2)
