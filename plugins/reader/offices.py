"""The data files of a committee's office: sections, register of documents, calendar, questions and answers, contacts."""
from __future__ import annotations

from datetime import datetime

from plugins.reader.entries import Entry, Wrong, entries_of, id_of, unique
from plugins.site_data import Contact, Meeting, Question, RegisteredDocument, SectionNote
from plugins.vietnamese.text import slug, tidy


def categories(document: object) -> tuple[tuple[str, SectionNote], ...]:
    """Sections in their order: a name alone, or a name with what its page shows."""
    if not isinstance(document or [], list):
        raise Wrong((), "chỗ này phải là danh sách", "mỗi mục bắt đầu bằng dấu '- '")
    made = []
    for index, item in enumerate(document or []):
        if isinstance(item, str):
            made.append((tidy(item).strip(), SectionNote()))
            continue
        entry = Entry(item, (index,))
        entry.only("name", "about", "banner")
        made.append((entry.text("name", True), SectionNote(entry.text("about"), entry.text("banner"))))
    return tuple(made)


def documents(document: object) -> dict[str, RegisteredDocument]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("id", "number", "title", "date", "kind", "issuer", "file")
        written = entry.text("number", required=True)
        day = entry.day("date")
        id = id_of(entry) if "id" in entry.value else slug(f"{written} {day.year if day else ''}")
        made.append(RegisteredDocument(id, written, entry.text("title", True), day, entry.text("kind"), entry.text("issuer"), entry.text("file")))
    return unique(made, "documents")


def calendar(document: object) -> tuple[Meeting, ...]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("title", "start", "end", "place", "chair", "attending", "committee", "note")
        start, end = entry.time("start", required=True), _end(entry)
        made.append(Meeting(entry.text("title", True), start, end, *(entry.text(key) for key in ("place", "chair", "attending", "committee", "note"))))
    return tuple(made)


def _end(entry: Entry):
    """When it ends; it must be after the start and told as the start is."""
    start, end = entry.time("start", required=True), entry.time("end")
    if end is None:
        return None
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise Wrong((*entry.place, "end"), "'start' và 'end' phải cùng ghi giờ hoặc cùng không ghi giờ", "viết: 2026-12-18 16:30")
    if end < start:
        raise Wrong((*entry.place, "end"), "lúc kết thúc ở trước lúc bắt đầu", "xem lại 'start' và 'end'")
    return end


def questions(document: object) -> tuple[Question, ...]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("id", "question", "answer", "asked", "asker", "answered", "answerer")
        asked = entry.text("question", required=True)
        id = id_of(entry) if "id" in entry.value else slug(asked, 60)
        made.append(Question(id, asked, entry.text("answer", True), entry.day("asked"), entry.text("asker"), entry.day("answered"), entry.text("answerer")))
    return tuple(unique(made, "questions").values())


def contacts(document: object) -> tuple[Contact, ...]:
    made = []
    for entry in entries_of(document, ()):
        entry.only("name", "role", "unit", "phone", "email", "place", "english")
        email = entry.text("email")
        if email and ("@" not in email or " " in email):
            raise Wrong((*entry.place, "email"), f"'{email}' không phải địa chỉ thư điện tử", "viết: ten@example.vn")
        made.append(Contact(entry.text("name", True), entry.text("role"), entry.text("unit"), entry.text("phone"), email, entry.text("place"), entry.text("english")))
    return tuple(made)
