"""Good input made bad: what cut downloads, wrong editors, half-saved files and hostile senders give."""
from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Sequence

from lxml import etree


def mutate(data: bytes, dice: random.Random, words: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """*data* changed in one to eight places; *words* are what may be put in, *others* what pieces may come from."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8))):
        at = dice.randrange(len(made) + 1)
        way = dice.randrange(11)
        if way == 0:
            del made[at:]
        elif way == 1:
            del made[at:at + dice.choice((1, 2, 8, 60, 400))]
        elif way == 2 and at < len(made):
            made[at] ^= 1 << dice.randrange(8)
        elif way == 3 and at < len(made):
            made[at] = dice.randrange(256)
        elif way == 4:
            made[at:at] = bytes(dice.randrange(256) for _ in range(dice.randrange(1, 20)))
        elif way == 5:
            other = dice.choice(others)
            start = dice.randrange(len(other) + 1)
            made[at:at] = other[start:start + dice.choice((3, 30, 300))]
        elif way == 6:
            made[at:at + 40] = made[at:at + 40] * dice.choice((2, 3, 50))
        elif way == 7:
            lines = bytes(made).split(b"\n")
            line = lines.pop(dice.randrange(len(lines)))
            lines.insert(dice.randrange(len(lines) + 1), dice.choice((b"", b"  ", b"    ", b"- ")) + line.strip(dice.choice((b"", b" "))))
            made = bytearray(b"\n".join(lines))
        else:
            made[at:at] = dice.choice(words) * dice.choice((1, 1, 1, 1, 4, 300))
    return bytes(made)


def mutate_tree(data: bytes, dice: random.Random) -> bytes:
    """XML that is still XML: elements gone, doubled, moved, renamed, their attributes and texts changed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # damaged before
        return data
    for _ in range(dice.choice((1, 1, 2, 4))):
        elements = [e for e in root.iter(etree.Element) if e is not root]
        if not elements:
            break
        one, other = dice.choice(elements), dice.choice(elements)
        way = dice.randrange(7)
        if way == 0:
            one.getparent().remove(one)
        elif way == 1:
            one.addnext(copy.deepcopy(one))
        elif way == 2:
            other.insert(0, copy.deepcopy(one))
        elif way == 3:
            one.tag = other.tag
        elif way == 4 and one.attrib:
            one.set(dice.choice(list(one.attrib)), dice.choice(("", "-1", "0", "99999999999", "x", "../../x", "rId1", "true", *other.attrib.values())))
        elif way == 5 and one.attrib:
            del one.attrib[dice.choice(list(one.attrib))]
        else:
            one.text = dice.choice(("", " ", "x" * 5000, "\u0301\u200b", "Tin, ảnh: ", other.text or ""))
    return etree.tostring(root)


def mutate_package(data: bytes, dice: random.Random, words: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """The same inside one or two entries of a zip file, or to the file as a whole."""
    if dice.random() < 0.15:
        return mutate(data, dice, words, others)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    for name in dice.choices(sorted(entries), k=dice.choice((1, 1, 2))) + ["word/document.xml"] * (dice.random() < 0.7):
        way = dice.random()
        if way < 0.05:
            entries.pop(name, None)
        elif way < 0.1:
            entries[dice.choice(sorted(entries))] = entries.get(name, b"")
        elif name in entries and name.endswith((".xml", ".rels")) and dice.random() < 0.6:
            entries[name] = mutate_tree(entries[name], dice)
        elif name in entries:
            entries[name] = mutate(entries[name], dice, words, [entries.get("word/document.xml", b"<w:p/>")])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, held in entries.items():
            package.writestr(name, held)
    return out.getvalue()
