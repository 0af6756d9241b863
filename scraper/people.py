"""Author, unit and photographer of an article, from its signature, its head lines and its structured data. Pure."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plugins.vietnamese.text import tone_key
from scraper import bylines, names
from scraper.blocks import ICON_MARKS, Block, Style
from scraper.hints import ATTACHMENTS, CLASS, CLOSING, TAGS, plain
from scraper.locate import is_footer, is_link, is_prose
from scraper.moments import moments
from scraper.particulars import is_small_print, tokens
from scraper.values import Draft
from scraper.walk import Walker

if TYPE_CHECKING:
    from scraper.reading import View

LONGEST = 110  # characters of a signature


_BY = ("bởi", "by", "viết bởi", "tác giả", "đăng bởi", "người viết", "author", "tin", "bài")




@dataclass(frozen=True, slots=True)
class People:
    author: str | None = None
    role: str | None = None
    photographer: str | None = None
    source: str | None = None
    layer: str = "general"


def tail(body: list[Block]) -> tuple[list[Block], list[Block]]:
    """The closing lines of a text that are no text (signature, source, day, views, attachments), and the text before them."""
    rest = list(body)
    lines: list[Block] = []
    below = next((n for n, b in enumerate(reversed(rest)) if b.kind != "text" or not is_footer(b)), 0)
    if 0 < below < 5 and len(rest) > below + 1 and is_closing(rest[-below - 1], rest[:-below], []):
        del rest[-below:]  # the foot of the page, in the element of the text
    if rest and rest[-1].kind == "text" and (parts := split_end(rest[-1])) is not None:
        rest[-1:] = parts
    while rest and len(lines) < 10:
        block = rest[-1]
        if block.kind in ("picture", "media", "table") or not is_closing(block, rest, lines):
            break
        lines.insert(0, rest.pop())
    return lines, rest


_COMMENT = re.compile(r"comment(?!s?-?link)|binh-?_?luan|phan-?_?hoi|(?:^|[-_\s])cmt")
_CLOSED = re.compile(r"(?:\./\.|[.!?”\"…])\s*[-–(]?\s*$")


def split_end(block: Block) -> tuple[Block, Block] | None:
    """A paragraph that ends with its writer's name in bold or italic ("…đúng nguyên tắc./. **Hải Yến**"), cut in two."""
    runs = list(block.runs)
    name: list[tuple[str, Style]] = []
    while runs and (not runs[-1][0].strip() or runs[-1][1].bold or runs[-1][1].italic):
        name.insert(0, runs.pop())
    text = "".join(t for t, _ in name).strip(" ()")
    if not runs or not 2 <= len(text) <= 60 or not _CLOSED.search("".join(t for t, _ in runs)):
        return None
    if not (names.are_names(text) or bylines.read(text)):
        return None
    before, after = Walker.block(runs, block.node), Walker.block(name, block.node)
    if before is None or after is None or len(before.text) < 40:
        return None
    before.index = after.index = block.index
    before.soft, after.soft = block.soft, True
    return before, after


def opening(after: list[Block]) -> list[Block]:
    """The signature that stands right under the element of the text instead of in it."""
    lines: list[Block] = []
    for block in after[:4]:
        if block.node.junk or not is_closing(block, [block], lines) or is_link(block):
            break
        lines.append(block)
    # A name above a paragraph of its own heads a comment.
    behind = after[len(lines)] if len(lines) < len(after) else None
    if behind is not None and is_prose(behind) and lines and (behind.node.parent is lines[-1].node.parent or lines[-1].node.holds(behind.node)):
        return []
    return lines


def is_closing(block: Block, rest: list[Block], lines: list[Block]) -> bool:
    text = block.text
    if len(text) > 200:
        return False
    words = plain(text)
    if CLOSING.match(text.strip()) or words in ATTACHMENTS or words in TAGS or any(words.startswith(f"{tag}:") for tag in TAGS | ATTACHMENTS):
        return True
    if is_small_print(block) and not text.rstrip().endswith((".", ";")):
        return True
    said = bylines.read(text)
    if said is not None:
        return True
    return is_signature(block, rest, lines)


def is_signature(block: Block, rest: list[Block], lines: list[Block]) -> bool:
    """A short last line that is set like a signature, or is a name and nothing else."""
    text = block.text.strip()
    if not 2 <= len(text) <= LONGEST or block.level in (1, 2) or text.endswith((":", ";", ",")) or len(text.split()) > 20:
        return False
    after_picture = len(rest) > 1 and rest[-2].kind == "picture"
    ends = text.endswith((".", "!", "?", "…")) and not names.is_initials(text)
    marked = any(CLASS["author"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 4)
    name, role = names.split_role(text)
    named = bool(name) and names.are_names(name)
    unit = bool(name) and names.is_unit(name)
    if marked:
        return True
    if after_picture and block.align != "right":
        return named and role is None and block.align != "center" and block.share(block.bold) > 0.6
    if block.align == "right":
        return not ends or named
    if ends:
        return False
    if block.soft and rest and len(rest) > 1 and not block.bold and not block.italic and not named:
        return False
    styled = block.share(block.bold) > 0.6 or block.share(block.italic) > 0.6
    if named and (role is None or names.is_unit(role) or styled) and (styled or len(name.split()) >= 2 or names.is_initials(name)):
        return True
    if unit and block.align != "center" and len(text) <= 90 and names.is_role(text):
        before = rest[-2] if len(rest) > 1 else None
        # Set apart by its looks, or alone behind a text that has come to its end, or below a name.
        return styled or text.isupper() or before is None or is_prose(before) and bool(_CLOSED.search(before.text)) or is_signature(before, rest[:-1], lines)
    return False


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
        text = line.strip(" ()[]")
        name, unit = names.split_role(line)
        if labelled and (plain(line) in _BY or author is not None and not names.is_role(text) or not (name and (names.are_names(name) or names.is_unit(name)))):
            continue
        if author is not None and plain(text) == plain(author):
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
    signature = _person([b.softly for b in signed if "value" not in b.notes and not is_small_print(b) and not CLOSING.match(b.text) and plain(b.text) not in ATTACHMENTS | TAGS and ":" not in b.text[-1:] and not _attached(b)])
    pinned = view.pinned("author")
    if pinned is not None:
        texts = [b for b in view.blocks[pinned.first:pinned.last] if b.kind == "text" and len(b.text) < 160]
        found = _person([t for b in texts for t in tokens(b)])
        if found.author and not signature.author:
            return replace(_merged(signature, found), layer=view.pins.layer)
    near = [b for b in [*above, *(b for b in after if not _in_comments(b))] if b.kind == "text" and len(b.text) <= 220 and "value" not in b.notes]
    marked = _person([t for b in near if _is_byline(b) and b not in signed for t in tokens(b)], labelled=True)
    loose = _person(_labelled([t for b in near for t in tokens(b)]), labelled=True)
    named = _person([t for b in above if "value" not in b.notes and is_name_line(view, b) or _is_unit_line(view, b) for t in tokens(b)], labelled=True)
    found = _merged(_merged(_merged(signature, marked), loose), named)
    if not found.author:
        found = _merged(found, _from_small_print(view, above))
    if not found.author and not found.source:
        found = _merged(found, _from_head(view))
    return found


def is_name_line(view: View, block: Block) -> bool:
    """Whether a line above the text is a name of two words or more, alone or with its unit, and no section's name."""
    if block.kind != "text" or len(block.text) > 100 or block.level or len(block.hrefs) > 1 or any(href.startswith(("#", "javascript:")) for href in block.hrefs):
        return False
    name, role = names.split_role(block.text)
    if not name or not names.are_names(name) or len(name.split()) < 2 or role is not None and not names.is_unit(role) or is_place(name) or not names.known(name):
        return False
    key = tone_key(name)
    return not any(b.linked and b is not block and tone_key(b.text) == key for b in view.blocks[: block.index])


def _is_unit_line(view: View, block: Block) -> bool:
    """Whether a line is the unit of the name right above it."""
    before = view.blocks[block.index - 1] if block.index else None
    return before is not None and block.kind == "text" and not is_link(block) and names.is_role(block.text) and block.node.parent is not None and block.node.parent.holds(before.node) and is_name_line(view, before)


def _attached(block: Block) -> bool:
    return is_link(block) or any(block.text.lower().startswith(word) for word in ("tệp", "tập tin", "file", "từ khóa", "từ khoá", "tags"))


def _merged(one: People, other: People) -> People:
    author_from_other = one.author is None and other.author is not None
    return People(one.author or other.author, one.role or (other.role if author_from_other or one.author == other.author else None),
                  one.photographer or other.photographer, one.source or other.source, other.layer if author_from_other else one.layer)


def _in_comments(block: Block) -> bool:
    return any(n.cls and _COMMENT.search(n.cls) for n in block.node.up())


def _bare(block: Block) -> str:
    return ICON_MARKS.sub("", block.parted).strip()


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
            for piece in re.split(rf"\s+[-–/]\s+|,\s+|{names.SOFT}", token):
                if names.is_name(piece) and _is_person(piece, menus):
                    return People(author=piece.strip())
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
    if photographer:
        layers["photographer"] = "general"
    role = found.role if found.author else None
    return replace(draft, author=found.author, author_role=role, photographer=photographer, source=found.source, layers=layers)
