"""A made-up news archive of any size, the same bytes each time: what the engine and its peers are measured on.

Every article is made from its own number; the size of the corpus sets only how close together their dates lie.
Articles are numbered from the oldest; they have about 550 words.
"""
from __future__ import annotations

import random
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

FIRST = datetime(2016, 1, 4, 7, 0)
DAYS = 3_900  # from the first article to the last, whatever the size
PICTURES = 12
WORDS = 510  # a paragraph more than this on average makes about 550


@dataclass(frozen=True, slots=True)
class Item:
    """An article before it is written in one generator's way."""

    number: int
    slug: str
    title: str
    date: datetime
    category: str
    tags: tuple[str, ...]
    author: str
    summary: str
    cover: str
    committee: str
    conference: tuple[str, ...]  # further front matter of ours, as lines
    paragraphs: tuple[str, ...]  # Markdown
    link: int  # number of an older article that the text links to, or -1


@cache
def words() -> dict:
    return yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


def sentence(pick: random.Random) -> str:
    w = words()
    text = f"{pick.choice(w['openings'])}, {pick.choice(w['subjects'])} {pick.choice(w['actions'])} {pick.choice(w['objects'])}"
    return f"{text} {pick.choice(w['tails'])}." if pick.random() < 0.7 else text + "."


def item(number: int, total: int) -> Item:
    """Article *number* of a corpus of *total*; its date alone depends on *total*."""
    w, pick = words(), random.Random(f"nhiemky-{number}")
    committee = pick.choice(w["committees"])
    topic = pick.choice(w["topics"])
    date = FIRST + timedelta(minutes=int(DAYS * 1440 * number / total) + pick.randrange(5))
    title = pick.choice(w["titles"]).format(
        committee=committee[1], verb=pick.choice(w["verbs"]), topic=topic, topic_upper=topic[0].upper() + topic[1:], year=date.year)
    paragraphs, count = [], 0
    while count < WORDS:
        if paragraphs and pick.random() < 0.04:
            paragraphs.append(f"## {pick.choice(w['headings'])}")
        text = " ".join(sentence(pick) for _ in range(pick.randrange(2, 6)))
        count += text.count(" ") + 1
        if pick.random() < 0.02:
            text = text.replace("kế hoạch", "**kế hoạch**", 1)
        paragraphs.append(text)
    held = pick.random() < 0.3
    conference = _conference(pick, committee[0], date) if held else ()
    if conference and pick.random() < 0.5:
        conference += _results(pick, paragraphs)
    return Item(
        number, f"tin-{number:06d}", f"{title} (số {number})", date, pick.choice(w["categories"]),
        tuple(sorted(pick.sample(w["tags"], pick.randrange(2, 5)))), pick.choice(w["authors"]), sentence(pick),
        f"anh/{pick.randrange(PICTURES)}.png" if pick.random() < 0.3 else "", committee[0], conference, tuple(paragraphs),
        pick.randrange(number) if number and pick.random() < 0.15 else -1,
    )


def _conference(pick: random.Random, committee: str, date: datetime) -> tuple[str, ...]:
    w, start = words(), 2020 if date.year < 2022 else 2025
    number = pick.randrange(1, 6)
    return ("conference:", f"  kind: {pick.choice(w['kinds'])}", f"  held: {date:%Y-%m-%d}", f"  committee: {committee}",
            f"  term: {start}-{start + 5}", "  step:", f"    number: {number}", "    of: 5", "    procedure: quy-hoach")


def _results(pick: random.Random, paragraphs: list[str]) -> tuple[str, ...]:
    w, lines = words(), ["results:"]
    for body in pick.sample(w["bodies"], pick.randrange(1, 4)):
        measure, value = pick.choice(w["measures"]), pick.randrange(1, 40)
        paragraphs.insert(1, f"Theo báo cáo, {measure} quy hoạch {body} {value:02d} đồng chí.")
        start = pick.choice((2020, 2025))
        lines += [f"  - term: {start}-{start + 5}", f"    body: {body}", f"    measure: {measure}", f"    value: {value:02d}"]
    return tuple(lines)


def items(total: int):
    return (item(number, total) for number in range(total))


def picture(number: int) -> bytes:
    """A small PNG of one colour, made without any library, so that its bytes never change."""
    width, height, colour = 480, 320, bytes((40 + number * 17 % 200, 90, 200 - number * 13 % 180))
    rows = (b"\0" + colour * width) * height
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def path_of(number: int, total: int) -> str:
    return f"tin/{item(number, total).date:%Y/%m}/tin-{number:06d}.md"


def ours(it: Item, total: int) -> tuple[str, str]:
    """``(path, text)`` of *it* as a content file of this site."""
    lines = ["---", f'title: "{it.title}"', f"date: {it.date:%Y-%m-%d %H:%M}", "status: published", f"slug: {it.slug}",
             f"category: {it.category}", "authors:", f"  - name: {it.author}", f"summary: {it.summary}", "tags:", *(f"  - {t}" for t in it.tags)]
    if it.cover:
        lines += ["cover:", f"  image: {it.cover}", "  caption: Quang cảnh buổi làm việc"]
    body = list(it.paragraphs)
    if it.link >= 0:
        body.append(f"Xem thêm: [bài trước]({path_of(it.link, total)}).")
    text = "\n".join((*lines, *it.conference, "---", "")) + "\n" + "\n\n".join(body) + "\n"
    return f"tin/{it.date:%Y/%m}/{it.slug}.md", text


def write(folder: Path, total: int) -> None:
    """Write the corpus as a content folder of this site."""
    for it in items(total):
        path, text = ours(it, total)
        _put(folder / path, text)
    _put(folder / "trang/gioi-thieu.md", "---\ntitle: Giới thiệu\nstatus: published\n---\n\nTrang thử để đo.\n")
    for path, text in data_files().items():
        _put(folder / path, text)
    for number in range(PICTURES):
        _put(folder / f"anh/{number}.png", picture(number))


def data_files() -> dict[str, str]:
    w = words()
    committees = "".join(
        f"- id: {id}\n  name: {name}\n  level: {level}\n" + (f"  parent: {parent}\n" if parent else "")
        for id, name, level, parent in w["committees"])
    steps = "".join(f"    - number: {n}\n      kind: {kind}\n      label: Bước thứ {n}\n"
                    for n, kind in enumerate(("ban-thuong-vu", "ban-chap-hanh", "can-bo-chu-chot", "ban-chap-hanh", "ban-thuong-vu"), 1))
    return {
        "data/committees.yaml": committees,
        "data/terms.yaml": "- years: 2020-2025\n- years: 2025-2030\n",
        "data/procedures.yaml": f"- id: quy-hoach\n  name: Quy trình năm bước\n  steps:\n{steps}",
        "data/categories.yaml": "".join(f"- {name}\n" for name in w["categories"]),
        "data/site.yaml": "name: Cổng tin mẫu\ndescription: Trang để đo\nowner: Đảng ủy Khối Ví dụ\n",
    }


def _put(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
