"""Hostile strings of all kinds, and small sites that hold one in every field of every file."""
from __future__ import annotations

import base64
import itertools
import json
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
KINDS: dict[str, dict] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))["kinds"]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">2I5B", 64, 64, 8, 2, 0, 0, 0))
           + _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + bytes((200, 40, 40)) * 64 for _ in range(64)))) + _chunk(b"IEND", b""))


SOUND = b"RIFF" + struct.pack("<I", 36 + 800) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 800) + b"\x80" * 800


@dataclass(frozen=True, slots=True)
class Vector:
    """One hostile string; ``pattern`` still holds the places for the call."""

    number: int
    kind: str
    pattern: str

    def text(self, field: int = 0) -> str:
        """The string with a call that tells its number and the *field* in which it was put: ``ran(12003)``."""
        go = f"ran({self.number * 1000 + field})"
        encoded = {
            "{go64}": base64.b64encode(go.encode()).decode(),
            "{page64}": base64.b64encode(f"<script>{go}</script>".encode()).decode(),
            "{svg64}": base64.b64encode(f'<svg xmlns="http://www.w3.org/2000/svg" onload="{go}"/>'.encode()).decode(),
            "{gohex}": "".join(f"&#x{ord(c):x};" for c in go),
            "{go}": go, "{x}": "anh/x.png", "{deep}": "<b><i>" * 300, "{long}": "<" * 3000,
            "{{": "{", "}}": "}",
        }
        return re.sub(r"\{go64\}|\{page64\}|\{svg64\}|\{gohex\}|\{go\}|\{x\}|\{deep\}|\{long\}|\{\{|\}\}", lambda m: encoded[m[0]], self.pattern)


def _patterns(kind: dict) -> list[str]:
    parts, made = kind.get("parts", {}), []
    for pattern in kind["vectors"]:
        named = [name for name in parts if f"{{{name}}}" in pattern]
        for values in itertools.product(*(parts[name] for name in named)):
            filled = pattern
            for name, value in zip(named, values):
                filled = filled.replace(f"{{{name}}}", value)
            made.append(filled)
    return made


def _all() -> dict[str, tuple[Vector, ...]]:
    numbers = itertools.count(1)
    return {name: tuple(Vector(next(numbers), name, pattern) for pattern in _patterns(kind)) for name, kind in KINDS.items()}


VECTORS = _all()
EVERY = tuple(itertools.chain.from_iterable(VECTORS.values()))
SAMPLE = tuple(vector for name in VECTORS for vector in VECTORS[name][:1])  # the first of each kind


ON_EVERY_PAGE = ("category", "categories.", "links.", "site.")  # what stands in the menu and the foot of all pages


def brief(text: str) -> str:
    """The end of *text*, with its call: very long ones would only make every page of the site slow to open."""
    return text[-300:]


def _block(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)


class Fields:
    """Gives *vector* a field number wherever it is put, and remembers the fields' names."""

    def __init__(self, vector: Vector, names: dict[int, str]):
        self.vector, self.names, self.next = vector, names, 0

    def __call__(self, name: str, around: str = "{}") -> str:
        self.next += 1
        self.names[self.next] = name
        return around.replace("{}", brief(self.vector.text(self.next)) if name.startswith(ON_EVERY_PAGE) else self.vector.text(self.next))


def article(vector: Vector, names: dict[int, str], body: bool = True) -> str:
    """A published article with *vector* in every field that takes free text, and in the body unless *body* is false."""
    v, n = Fields(vector, names), vector.number
    picture = lambda key: {"image": "anh/x.png", **{part: v(f"{key}.{part}") for part in ("alt", "caption", "credit")}}  # noqa: E731
    person = lambda key: {"name": v(f"{key}.name", f"Người {n} {{}}"), "role": v(f"{key}.role")}  # noqa: E731
    head = {
        "title": v("title", f"Bài {n} {{}}"), "slug": f"bai-{n}", "date": f"2024-03-{n % 28 + 1:02d} 08:30", "status": "published",
        "category": v("category", f"Mục {n % 3} {{}}"), "summary": v("summary", "Kế hoạch số 12-KH/ĐUK. {}"),
        "updated": "2024-04-01 08:00",
        "corrections": [{"date": "2024-04-01 08:00", **{part: v(f"corrections.{part}") for part in ("note", "before", "after")}}],
        "authors": [person("authors")], "photographers": [person("photographers")], "interviewees": [person("interviewees")],
        "tags": [v("tags", f"Thẻ {n} {{}}"), v("tags", "{}")], "series": v("series", f"Loạt {n % 5} {{}}"),
        "cover": picture("cover"), "images": [picture("images")], "audio": {"file": "am-thanh/x.wav", "title": v("audio.title")},
        "documents": [{"number": v("documents.number"), "title": v("documents.title"), "date": "2024-03-01"}, {"number": "12-KH/ĐUK"}],
        "source": {"name": v("source.name"), "url": f"https://nguon.example/{n}", "authors": [person("source.authors")],
                   "photographers": [person("source.photographers")], "retrieved": "2024-03-12", "views": 7},
        "conference": [{"name": v("conference.name"), "kind": "can-bo-chu-chot", "held": "2024-03-01", "committee": [f"to-chuc-{n}", v("conference.committee")],
                       "term": "2025-2030", "venue": v("conference.venue"), "chair": v("conference.chair"),
                       "step": {"number": 1, "of": 5, "procedure": f"quy-trinh-{n}", "label": v("conference.step.label")}},
                       {"kind": "khac", "held": "2024-03-02", "step": {"number": 2, "of": 5, "procedure": v("conference.step.procedure")}}],
        "results": [{"term": "2025-2030", "body": "khac", "body_text": v("results.body_text"), "measure": "planned", "value": n, "unit": v("results.unit"),
                     "committee": v("results.committee"), "period": v("results.period"), "note": v("results.note"), "quote": f"quy hoạch {n} đồng chí"},
                    {"measure": "other", "value": n, "conference": 1, "quote": v("results.quote")}],
        "approval": {"by": v("approval.by"), "date": "2024-03-01", "source": v("approval.source")},
    }
    written = f"Hội nghị thống nhất quy hoạch {n} đồng chí.\n\n"
    if body:
        written += v("body") + "\n\nCâu văn " + v("body in a line") + "\n\nHết.\n"
    return f"---\n{_block(head)}---\n\n{written}"


def data(vectors: tuple[Vector, ...], names: dict[int, str]) -> dict[str, str]:
    """The data files: an entry for each of *vectors* where a file has entries, all of them together where it has one of each key."""
    entries: dict[str, list] = {name: [] for name in ("committees", "procedures", "links", "categories", "documents", "calendar", "questions", "contacts")}
    abbreviations: dict[str, str] = {}
    for vector in vectors:
        v, n = Fields(vector, names), vector.number
        v.next = 200
        entries["committees"].append({
            "id": f"to-chuc-{n}", "name": v("committees.name", f"Đảng bộ {n} {{}}"), "short": v("committees.short"), "english": v("committees.english"),
            "names": [{"name": v("committees.names"), "until": "2020-01-01"}], "aliases": [v("committees.aliases", f"{n} {{}}")],
            "successors": [{"id": f"to-chuc-{vectors[0].number}", "since": "2025-01-01", "decision": v("committees.successors.decision")}] if vector != vectors[0] else [],
        })
        entries["procedures"].append({"id": f"quy-trinh-{n}", "name": v("procedures.name", f"Quy trình {n} {{}}"), "description": v("procedures.description"),
                                      "steps": [{"number": step, "kind": "can-bo-chu-chot", "label": v("procedures.steps.label")} for step in range(1, 6)]})
        entries["links"].append({"title": v("links.title"), "url": v("links.url", "https://vi-du.example/{}")})
        entries["categories"].append({"name": v("categories.name", f"Chuyên mục {n} {{}}"), "about": v("categories.about")})
        entries["documents"].append({"id": f"van-ban-{n}", "number": v("documents.yaml number", f"{n}-KH/ĐUK {{}}"), "date": "2024-03-01", "kind": v("documents.yaml kind"),
                                     "title": v("documents.yaml title"), "issuer": v("documents.yaml issuer")})
        entries["calendar"].append({"title": v("calendar.title"), "start": "2026-12-01 08:00", **{key: v(f"calendar.{key}") for key in ("place", "chair", "attending", "committee", "note")}})
        entries["questions"].append({"id": f"hoi-{n}", "question": v("questions.question"), "answer": v("questions.answer") + "\n\nTheo 12-KH/ĐUK.", "asked": "2026-01-01",
                                     "asker": v("questions.asker"), "answered": "2026-01-02", "answerer": v("questions.answerer")})
        abbreviations[f"VT{vector.number} " + v("abbreviations key")] = v("abbreviations")
        email = re.sub(r"\s", "", v("contacts.email", "a{}@vi-du.example"))
        entries["contacts"].append({"name": v("contacts.name"), "role": v("contacts.role"), "english": v("contacts.english"), "unit": v("contacts.unit"), "phone": v("contacts.phone"),
                                    "place": v("contacts.place"), "email": email})
    site = {}
    for place, key in enumerate(("name", "description", "owner", "licence", "email", "phone", "address", "name_en", "description_en"), 300):
        names[place] = f"site.{key}"
        site[key] = " ".join(brief(vector.text(place)) for vector in vectors)
    entries["documents"].append({"id": "ke-hoach-12", "number": "12-KH/ĐUK", "title": "Kế hoạch (mẫu)"})
    files = {**entries, "site": site, "abbreviations": abbreviations, "terms": [{"years": "2025-2030"}]}
    return {f"data/{name}.yaml": _block(value) for name, value in files.items()}


def site(vectors: tuple[Vector, ...], names: dict[int, str], without_body: frozenset[int] = frozenset()) -> dict[str, str | bytes]:
    """Files of a content folder with every one of *vectors* in every field."""
    files: dict[str, str | bytes] = {"anh/x.png": PICTURE, "am-thanh/x.wav": SOUND, **data(vectors, names)}
    for vector in vectors:
        files[f"tin/2024/03/{vector.number}.md"] = article(vector, names, vector.number not in without_body)
    return files
