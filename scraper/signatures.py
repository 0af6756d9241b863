"""The closing lines of a text that are no text: signature, unit, source, day, attachments. Pure."""
from __future__ import annotations

import re

from scraper import bylines, names
from scraper.blocks import Block, Style
from scraper.edges import is_advert, is_even, is_stranger
from scraper.hints import ATTACHMENTS, AUTHOR_BOXES, CLASS, CLOSING, TAGS, plain
from scraper.locate import is_footer, is_link, is_prose
from scraper.particulars import is_section_line, is_small_print
from scraper.walk import Walker

LONGEST = 110  # characters of a signature


def tail(body: list[Block]) -> tuple[list[Block], list[Block]]:
    """The closing lines of a text that are no text (signature, source, day, views, attachments), and the text before them."""
    rest = list(body)
    lines: list[Block] = []
    below = next((n for n, b in enumerate(reversed(rest)) if b.kind != "text" or not is_footer(b)), 0)
    if 0 < below < 5 and len(rest) > below + 1 and is_closing(rest[-below - 1], rest[:-below], []):
        del rest[-below:]  # the foot of the page, in the element of the text
    even = is_even(rest)
    if signed := next((n for n in range(2, min(12, len(rest))) if _signs_off(rest[-n])), 0):
        if all(is_advert(b) or b.kind == "text" and (is_link(b) or len(b.text) <= 90 and b.text[-1:] not in ".!?…”\"" and not b.level and not any(n.tag == "li" for n in b.node.up())) for b in rest[1 - signed:]):
            rest[1 - signed:] = [b for b in rest[1 - signed:] if is_closing(b, [*rest[:1 - signed], b], [])]  # nothing of the text stands below its signature
    if rest and rest[-1].kind == "text" and (parts := split_end(rest[-1])) is not None:
        rest[-1:] = parts
    while rest and len(lines) < 16:
        block = rest[-1]
        if block.kind == "text" and is_closing(block, rest, lines):
            lines.insert(0, rest.pop())
        elif is_advert(block) or even and is_stranger(block, rest[-2] if len(rest) > 1 else None):
            rest.pop()
        elif even and block.kind == "picture" and len(rest) > 2 and is_stranger(rest[-2], rest[-3]):
            del rest[-2:]
        else:
            break
    return lines, rest


def _signs_off(block: Block) -> bool:
    """Whether a line says by a label who wrote, or is a name on the right."""
    if block.kind != "text" or len(block.text) > LONGEST:
        return False
    said = bylines.read(block.text)
    if said is not None:
        return bool(said.author) and not said.posted
    name, _ = names.split_role(block.softly)
    return block.align == "right" and bool(name) and names.are_names(name)


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
        if "value" in block.notes and lines and lines[-1].index == block.index - 1:
            lines.append(block)  # what the label before it announces
            continue
        if block.node.junk or is_footer(block) or plain(block.text) in AUTHOR_BOXES or not is_closing(block, [block], lines) or is_link(block):
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
    if is_section_line(block) or bylines.read(text) is not None:
        return True
    if "value" in block.notes:  # what the label in the cell before announces
        return len(rest) > 1 and rest[-2].index == block.index - 1 and is_closing(rest[-2], rest[:-1], lines)
    if _are_key_words(block, rest):
        block.notes.add("key words")
        return True
    return is_signature(block, rest, lines)


def _are_key_words(block: Block, rest: list[Block]) -> bool:
    """Whether a line behind the text's element lists a few words between commas, without label or link: its key words."""
    parts = block.text.split(",")
    if len(parts) < 3 or block.text[-1:] in ".!?…:;" or any(not 1 <= len(part.split()) <= 6 for part in parts) or names.are_names(block.text):
        return False
    before = next((b for b in reversed(rest[:-1]) if is_prose(b)), None)
    return before is not None and block.node.parent is not before.node.parent and block.node is not before.node and any(part.strip()[:1].islower() and not names.is_unit(part) for part in parts[1:])


def is_signature(block: Block, rest: list[Block], lines: list[Block]) -> bool:
    """A short last line that is set like a signature, or is a name and nothing else."""
    text = block.text.strip()
    if not 2 <= len(text) <= LONGEST or block.level in (1, 2) or text.endswith((":", ";", ",")) or len(text.split()) > 20:
        return False
    after_picture = len(rest) > 1 and rest[-2].kind == "picture"
    ends = text.endswith((".", "!", "?", "…")) and not text.endswith("./.") and not names.is_initials(text)
    marked = any(CLASS["author"].search(n.cls) for n in list(block.node.up())[:2] if n.cls and n.last - n.first <= 4)
    name, role = names.split_role(block.softly)
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
