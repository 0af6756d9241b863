"""Author, unit and photographer of an article, from its signature, its head lines and its structured data. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.vietnamese.text import tone_key
from scraper import bylines, days, names, structured
from scraper.blocks import Block
from scraper.boxes import in_comments
from scraper.hints import ATTACHMENTS, CLASS, CLOSING, TAGS, plain
from scraper.locate import is_link
from scraper.moments import moments
from scraper.particulars import is_section_line, is_small_print, tokens
from scraper.values import Draft

if TYPE_CHECKING:
    from scraper.reading import View

_OFFICE = re.compile(r"(?:ban|văn phòng|phòng|trung tâm|đài|chi bộ|chi đoàn|hội|ủy ban kiểm tra|uỷ ban kiểm tra|ubkt|tổ|nhóm|đoàn (?:xã|phường|thị trấn|trường|cơ sở|thanh niên)|(?:huyện|tỉnh|thành|thị|quận) đoàn|đảng (?:ủy|uỷ|bộ)|ubnd|ủy ban nhân dân|ubmttq|công đoàn|trường|công an|khoa)\s", re.I)
_BY = ("bởi", "by", "viết bởi", "tác giả", "đăng bởi", "người viết", "author", "tin", "bài")


@dataclass(frozen=True, slots=True)
class People:
    author: str | None = None
    role: str | None = None
    photographer: str | None = None
    source: str | None = None
    layer: str = "general"


def _person(lines: list[str], *, labelled: bool = False) -> People:
    """One reading of signature lines, in order; *labelled*: only names and what a label announces count."""
    author = role = photographer = source = None
    posted = posted_role = None
    loose: list[str] = []
    for line in lines:
        said = bylines.read(line)
        if said is None:
            loose.append(line)
            continue
        source = source or said.source
        if said.posted:
            if posted is None:
                posted, posted_role = said.author, said.role
            continue
        author, role = author or said.author, role or said.role
        photographer = photographer or said.photographer
    for line in loose:
        text = names.hard(line).strip(" ()[]")
        name, unit = names.split_role(line)
        if labelled and (plain(line) in _BY or author is not None and not names.is_role(text) or not (name and (names.are_names(name) or names.is_unit(name)))):
            continue
        if author is not None and plain(text) == plain(author) or not name or not (names.are_names(name) or names.is_unit(text) or names.is_group(name)):
            continue
        if author is None and name and (photographer is None or names.is_unit(name)) and not (names.is_unit(name) and len(loose) > 1 and loose.index(line) == 0 and any(names.are_names(other) for other in loose[1:])):
            author, role = name, role or unit
        elif author is None and name and names.are_names(name):
            author, role = name, role or unit
        elif role is None and (names.is_unit(text) or not names.are_names(text)):
            role = text
        elif author and names.are_names(text) and not role:
            author = f"{author} - {text}"
    if author is None and posted:
        author, role = posted, role or posted_role
    return People(names.known(author), role if names.known(author) or photographer else None, photographer, source)


def combine(view: View, signed: list[Block], above: list[Block], after: list[Block]) -> People:
    """The people of an article, the signature under the text before a line above it, that before the head's data."""
    found = _combined(view, signed, above, after)
    return replace(found, author=_cased(view, found.author), photographer=_cased(view, found.photographer))


def _names_site(view: View, author: str) -> bool:
    """Whether a signature is the portal's own name, alone or behind an agency's."""
    return names.is_unit(author) is False and any(len(site) > 4 and site in plain(author) for site in structured.site_names(view.head, view.title_text))


def _cased(view: View, name: str | None) -> str | None:
    """A name in capitals as the page writes it elsewhere: capitals are looks."""
    if name is None or not name.isupper() or " " not in name:
        return name
    written = [*view.head.authors, *(b.text for b in view.blocks if b.kind == "text" and len(b.text) == len(name))]
    return next((other for other in written if not other.isupper() and tone_key(other) == tone_key(name)), name)


def _combined(view: View, signed: list[Block], above: list[Block], after: list[Block]) -> People:
    signature = _person([b.softly for b in signed if not b.notes and not is_small_print(b) and not is_section_line(b) and not CLOSING.match(b.text) and plain(re.split("[:：]", b.text)[0]) not in ATTACHMENTS | TAGS and ":" not in b.text[-1:] and not _attached(b)])
    pinned = view.pinned("author")
    if pinned is not None:
        texts = [b for b in view.blocks[pinned.first:pinned.last] if b.kind == "text" and len(b.text) < 160]
        found = _person([t for b in texts for t in tokens(b)])
        if found.author and not signature.author:
            return replace(_merged(signature, found), layer=view.pins.layer)
    near = [b for b in [*above, *filter(is_small_print, signed), *(b for b in after if not in_comments(b))] if b.kind == "text" and len(b.text) <= 220]
    shown = {b.index for b in near}
    near = [b for b in near if "value" not in b.notes or b.index - 1 not in shown]  # its label tells it
    marked = _person([t for b in near if _is_byline(b) and b not in signed for t in tokens(b)], labelled=True)
    loose = _person(_labelled([t for b in near for t in tokens(b)]), labelled=True)
    named = _person([t for b in above if "value" not in b.notes and is_name_line(view, b) or _is_unit_line(view, b) for t in tokens(b)], labelled=True)
    above_all = _merged(_merged(marked, loose), named)
    if signature.author and ("/" in signature.author or _names_site(view, signature.author)):
        above_all = above_all if above_all.author else _from_small_print(view, above)
        if above_all.author:  # "(TTXVN/Vietnam+)" closes what a person wrote
            signature = replace(signature, author=None, role=None, source=signature.source or signature.author)
    found = _merged(signature, above_all)
    if not found.author:
        found = _merged(found, _from_small_print(view, above))
    if not found.author and not found.source:
        found = _merged(found, _from_head(view))
    return found


def is_name_line(view: View, block: Block) -> bool:
    """Whether a line above the text is a name of two words or more, alone or with its unit, and no section's name."""
    if block.kind != "text" or len(block.text) > 100 or block.level or len(block.hrefs) > 1 or any(href.startswith(("#", "javascript:")) for href in block.hrefs):
        return False
    name, role = names.split_role(block.softly)
    if not name or not names.are_names(name) or len(name.split()) < 2 or role is not None and not names.is_unit(role) or is_place(name) or not names.known(name):
        return False
    key = tone_key(name)
    return not any(b.linked and b is not block and len(b.text) < 2 * len(name) and tone_key(b.text) == key for b in view.blocks[: block.index])


def _is_unit_line(view: View, block: Block) -> bool:
    """Whether a line is the unit of the name right above it."""
    before = view.blocks[block.index - 1] if block.index else None
    return before is not None and block.kind == "text" and not is_link(block) and names.is_role(block.text) and block.node.parent is not None and block.node.parent.holds(before.node) and is_name_line(view, before)


def _attached(block: Block) -> bool:
    return is_link(block) or any(block.text.lower().startswith(word) for word in ("tệp", "tập tin", "file", "từ khóa", "từ khoá", "tags"))


def _merged(one: People, other: People) -> People:
    author_from_other = one.author is None and other.author is not None
    return People(one.author or other.author, one.role or (other.role if author_from_other or other.author in (None, one.author) else None),
                  one.photographer or other.photographer, one.source or other.source, other.layer if author_from_other else one.layer)


def _is_byline(block: Block) -> bool:
    if block.kind != "text" or len(block.text) > 120:
        return False
    return any(CLASS["author"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 3)


def _labelled(said: list[str]) -> list[str]:
    """The tokens with a label of people, and a unit right behind one of them."""
    out: list[str] = []
    open_for_unit = False
    for token in said:
        if bylines.read(token) is not None:
            out.append(token)
            open_for_unit = True
        else:
            if open_for_unit and names.is_role(names.hard(token)):
                out.append(token)
            open_for_unit = False
    return out


def _from_small_print(view: View, above: list[Block]) -> People:
    """A name in the line of the day, or alone in a line beside it ("Vũ Lan | 28/06/2024 16:20")."""
    dated = [b for b in above if is_small_print(b)]
    if not dated and view.title > 0:
        above = [view.blocks[i] for i in days.lines_above(view)]
        dated = [b for b in above if is_small_print(b)]
    if not dated:
        return People()
    menus = {tone_key(b.text) for b in view.blocks if is_link(b) and b not in above}
    for block in above:
        if block.kind != "text" or len(block.text) > 160 or (block not in dated and min(abs(block.index - d.index) for d in dated) > 2):
            continue
        by_icon = re.search(f"\ue002[\\s{names.SOFT}]*(.+?)(?=[\ue001-\ue003\ue005|]|$)", block.parted)
        said = (by_icon[1].strip(),) if by_icon and not moments(by_icon[1]) else tokens(block)
        for token, behind in zip(said, [*said[1:], ""]):
            name, unit = names.split_role(token)
            if not name:
                continue
            if unit and names.is_unit(unit) and names.are_names(name) and _is_person(name, menus):
                return People(author=name, role=unit)
            if unit is None and names.are_names(name) and _is_person(name, menus):
                return People(author=name, role=names.hard(behind) if names.is_role(names.hard(behind)) else None)
            pieces = [piece.strip() for piece in token.split(names.SOFT)]
            for piece in [*pieces, *(part for piece in pieces for part in re.split(r"\s+[-–/]\s+|,\s+", piece))]:
                if names.are_names(piece) and _is_person(piece, menus):
                    return People(author=piece.strip())
    for block in above:  # no person: the office that wrote it, beside the day
        if block.kind == "text" and len(block.text) <= 160 and not block.level and (block in dated or min(abs(block.index - d.index) for d in dated) == 1):
            for token in map(names.hard, tokens(block)):
                if _OFFICE.match(token) and names.is_role(token) and " " in token and tone_key(token) not in menus and tone_key(token) not in tone_key(view.head.document_title):
                    return People(author=names.split_role(token)[0])
    return People()


def _is_person(name: str, menus: set[str]) -> bool:
    return (len(name.split()) > 1 or names.is_initials(name)) and tone_key(name) not in menus and bool(names.known(name)) and not is_place(name)


def is_place(text: str) -> bool:
    return plain(text) in ("hà nội", "tp hồ chí minh", "hồ chí minh", "việt nam", "đà nẵng", "gmt", "ict", "am", "pm", "sa", "ch", "utc", "vn", "gmt+7")


def _from_head(view: View) -> People:
    site = tone_key(view.head.site or "")
    for name in view.head.authors:
        good = names.known(name) and " " in name and not names.is_unit(name) and len(name) <= 60 and "http" not in name
        if good and tone_key(name) != site and tone_key(name) not in tone_key(view.head.document_title) and (names.are_names(name) or view.head.says_article):
            return People(author=name, layer="structured")
    return People()


def into(draft: Draft, found: People, credits: list[str]) -> Draft:
    """*draft* with its people; a photographer named under every picture alike is the article's."""
    layers = dict(draft.layers)
    photographer = found.photographer
    if photographer is None and credits and len(set(credits)) == 1:
        photographer = credits[0]
    if found.author:
        layers["author"] = found.layer
        if found.role:
            layers["author_role"] = found.layer
    if photographer:
        layers["photographer"] = "general"
    role = found.role if found.author else None
    return replace(draft, author=found.author, author_role=role, photographer=photographer, source=found.source, layers=layers)
