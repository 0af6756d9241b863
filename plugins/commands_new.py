"""``new``: asks what an article is about and writes a draft that passes ``check``; Word files come the same way."""
from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins import commands, disk, vocabulary
from plugins.commands_releases import called
from plugins.newsroom.questions import Answers, Choice, Question, Stopped, interview, settle
from plugins.site_data import SiteData
from plugins.values import VIETNAM
from plugins.vietnamese.dates import format_date, parse_date
from plugins.vietnamese.text import fold, slug, tidy, tone_key

_BODY = "<!-- Viết bài từ đây: ai, việc gì, ở đâu, lúc nào; rồi kết quả bằng số, đúng như văn bản đã công khai. -->\n"
_SIGN = re.compile(r"\W+")
_COMMITTEE = re.compile(r"(?:Đảng [uủ][ỷy]|Đảng bộ|Chi bộ|(?:Tỉnh|Thành|Huyện|Quận|Thị) [uủ][ỷy])(?= )")


@dataclass(frozen=True, slots=True)
class Read:
    """What a Word file, or nothing, tells beforehand: defaults for the questions."""

    title: str = ""
    summary: str = ""
    kind: str = ""
    held: str = ""
    term: str = ""
    step: str = ""


def new(content: str, source: str, given: Answers) -> int:
    """Ask what *given* does not answer and write the draft; *source* is a .docx or ""."""
    folder = Path(content)
    if source and not Path(source).is_file():
        return commands.wrong(f"--from: không có tệp '{source}'")
    from plugins.reader.content import data_of

    data = data_of(folder) if folder.is_dir() else SiteData()
    before = Read()
    if source:
        try:
            before = _of_word(Path(source))
        except ValueError as wrong:
            print(f"{source}: {wrong}", file=sys.stderr)
            return 1
    asked = questions(data, before)
    try:
        told = {question.key: _given(question, given[question.key]) for question in asked if given.get(question.key)}
    except ValueError as wrong:
        return commands.wrong(str(wrong))
    if sys.stdin.isatty() and sys.stdout.isatty():
        print("Bài mới. Gõ số hoặc gõ chữ; Enter lấy câu trong ngoặc; '<' lùi một câu; 'thôi' để bỏ.")
        try:
            answers = interview(asked, told, input, print)
        except (Stopped, KeyboardInterrupt):
            print("\nĐã bỏ, chưa ghi gì.")
            return 1
    else:
        answers = {"title": before.title, **told}
        if missing := [q for q in asked if q.required and not answers.get(q.key)]:
            return commands.wrong("Còn thiếu: " + ", ".join(f"--{q.key} ({q.text.lower()})" for q in missing), "Không có bàn phím để hỏi, nên mọi câu bắt buộc phải là lựa chọn của lệnh.")
    return _from_word(folder, Path(source), answers, data) if source else _write(folder, answers, data)


def questions(data: SiteData, before: Read) -> list[Question]:
    """All questions, in the order in which a clerk knows the answers."""
    met = lambda answers: bool(answers.get("kind"))  # noqa: E731 (a word for the list below)
    stepped = lambda answers: met(answers) and bool(answers.get("step"))  # noqa: E731
    kinds = [Choice(id, vocabulary.label("kind", id), vocabulary.spellings("kind", id)) for id in vocabulary.ids("kind")]
    parts = [Choice(id, vocabulary.label("part_of_day", id)) for id in vocabulary.ids("part_of_day")]
    committees = [Choice(c.id, c.name, (c.short or c.name, *c.aliases)) for c in data.committees.values()]
    terms = [Choice(t.years, t.years if t.family == "party" else f"{t.years} ({vocabulary.label('family', t.family).lower()})") for t in data.terms]
    procedures = [Choice(p.id, p.name) for p in data.procedures.values()]
    categories = [Choice(name, name) for name in data.categories]
    own = data.site.get("committee", "")
    return [
        Question("title", "Tên bài", _title, default=lambda a: before.title, required=True),
        Question("category", "Chuyên mục", _line, choices=lambda a: categories, default=lambda a: categories[0].value if categories else "Tin tức", required=True),
        Question("kind", "Loại hội nghị (bỏ trống nếu bài không nói về một hội nghị)", _kind, choices=lambda a: kinds, default=lambda a: before.kind or _kind_in(a.get("title", "")), free=False),
        Question("held", "Ngày họp", _day, default=lambda a: before.held or f"{_today():%d/%m/%Y}", when=met),
        Question("part_of_day", "Buổi", _part, choices=lambda a: parts, when=met, free=False),
        Question("committee", "Tổ chức", _line, choices=lambda a: committees, default=lambda a: _committee_in(f"{a.get('title', '')}. {before.summary}", data, own), when=met),
        Question("term", "Nhiệm kỳ (nhiều nhiệm kỳ cách nhau bằng dấu phẩy)", _terms, choices=lambda a: terms, default=lambda a: before.term, when=met),
        Question("step", "Bước của quy trình (như 3 hoặc 3/5)", _step, default=lambda a: before.step, when=met),
        Question("procedure", "Quy trình", _line, choices=lambda a: procedures, default=lambda a: procedures[0].value if len(procedures) == 1 else "", when=stepped),
        Question("author", "Tác giả", _line, default=lambda a: data.site.get("owner", "")),
        Question("summary", "Đoạn dẫn: một, hai câu", _line, default=lambda a: before.summary),
    ]


def _given(question: Question, typed: str) -> str:
    """An option's value as an answer. Raises ``ValueError`` that names the option."""
    try:
        return settle(question, (), question.choices({}), typed.strip(), exactly=True)
    except ValueError as wrong:
        raise ValueError(f"--{question.key}: {wrong}") from None


def _today():
    return datetime.now(VIETNAM).date()


def _line(typed: str) -> str:
    return " ".join(tidy(typed).split())


def _title(typed: str) -> str:
    if not slug(typed):
        raise ValueError("tên bài phải có chữ")
    return _line(typed)


def _kind(typed: str) -> str:
    found = vocabulary.find("kind", typed)
    if not found:
        near = vocabulary.suggest("kind", typed)
        raise ValueError(f"không có loại hội nghị '{typed}'" + (f" (viết: {near})" if near else ""))
    return found


def _kind_in(title: str) -> str:
    """The kind that a title names, "" where it names none."""
    words = fold(title)
    for id in vocabulary.ids("kind"):
        if id != "khac" and any(len(fold(s)) > 5 and fold(s) in words for s in vocabulary.spellings("kind", id)):
            return id
    return ""


def _committee_in(text: str, data: SiteData, own: str) -> str:
    """The known committee that *text* names, the longest name first; "" where it names another one, *own* where none."""
    said = f" {_SIGN.sub(' ', tone_key(text))} "
    names = ((_SIGN.sub(" ", tone_key(name)).strip(), c.id) for c in data.committees.values() for name in (c.name, c.short or "", *c.aliases))
    found = max(((len(name), id) for name, id in names if len(name) > 6 and f" {name} " in said), default=None)
    return found[1] if found else "" if _COMMITTEE.search(text) else own


def _part(typed: str) -> str:
    found = vocabulary.find("part_of_day", typed)
    if not found:
        raise ValueError("viết: sáng, chiều, tối hoặc cả ngày")
    return found


def _day(typed: str) -> str:
    found = parse_date(typed)
    if not found:
        raise ValueError(f"'{typed}' không phải ngày (viết: 15/4/2026)")
    return found.isoformat()


def _terms(typed: str) -> str:
    from plugins.frontmatter import load

    parts = [part.strip() for part in typed.split(",") if part.strip()]
    for part in parts:
        told = load(f"---\ntitle: x\ncategory: x\nconference:\n  kind: khac\n  term: {part}\n---\n", "tin/x.md", SiteData())
        if told.article is None:
            raise ValueError(f"'{part}' không phải nhiệm kỳ (viết: 2025-2030)")
    return ", ".join(parts)


def _step(typed: str) -> str:
    number, _, of = typed.replace(" ", "").lower().removeprefix("bước").partition("/")
    if not number.isdecimal() or (of and not of.isdecimal()) or int(number) < 1 or (of and int(of) < int(number)):
        raise ValueError(f"'{typed}' không phải bước (viết: 3 hoặc 3/5)")
    return f"{int(number)}/{int(of)}" if of else str(int(number))


def changes(answers: Answers, data: SiteData) -> dict[str, object]:
    """The front matter of *answers*, by top-level keys."""
    told: dict[str, object] = {"title": answers["title"], "category": answers["category"], "summary": answers.get("summary") or None}
    told["authors"] = [answers["author"]] if answers.get("author") else None
    if answers.get("kind"):
        conference: dict[str, object] = {"kind": answers["kind"]}
        for key in ("held", "part_of_day", "committee"):
            if answers.get(key):
                conference[key] = parse_date(answers[key]) if key == "held" else answers[key]
        if answers.get("held") and parse_date(answers["held"]) > _today():
            conference["status"] = "announced"
        terms = [part.strip() for part in answers.get("term", "").split(",") if part.strip()]
        if terms:
            conference["term"] = terms[0] if len(terms) == 1 else terms
        if answers.get("step"):
            number, _, of = answers["step"].partition("/")
            of = of or str(len(data.procedures[answers["procedure"]].steps) if answers.get("procedure") in data.procedures else "")
            conference["step"] = {"number": int(number), **({"of": int(of)} if of and of != "0" else {}), **({"procedure": answers["procedure"]} if answers.get("procedure") else {})}
        told["conference"] = conference
    return told


def _write(folder: Path, answers: Answers, data: SiteData) -> int:
    from plugins.engine.release import put
    from plugins.frontmatter import edit, load

    moment = datetime.now(VIETNAM).replace(second=0, microsecond=0)
    path = f"tin/{moment:%Y/%m}/{slug(answers['title'])}.md"
    file = folder / path
    if file.exists():
        print(f"Chưa ghi: đã có '{file}'. Đổi tên bài, hoặc sửa tệp ấy.", file=sys.stderr)
        return 1
    told = {key: value for key, value in changes(answers, data).items() if value is not None}
    text = edit(f"---\nstatus: draft\n---\n\n{_BODY}", {**told, "date": moment}, known=data)
    loaded = load(text, path, data)
    if loaded.article is None:
        commands.show(loaded.problems, "Chưa ghi, vì có câu trả lời chưa hợp nhau:")
        return 1
    file.parent.mkdir(parents=True, exist_ok=True)
    put(file, text.encode("utf-8"))
    _told(file, loaded.problems)
    return 0


def _told(file: Path, notices: Sequence) -> None:
    print(f"\nĐã ghi bản nháp: {file}")
    for notice in notices:
        print(f"  nên xem lại: {notice.message}" + (f" ({notice.hint})" if notice.hint else ""))
    shown = f'"{file}"' if " " in str(file) else str(file)
    print(f"Viết tiếp trong tệp ấy, rồi\n  xem thử:   {called()} serve\n  kiểm tra:  {called()} check --only {shown}\n"
          f"  đăng:      đổi 'status: draft' thành 'status: published' và chạy {called()} publish")


def _of_word(source: Path) -> Read:
    """What a Word file says of itself, as defaults. Raises ``ValueError`` where it cannot be read."""
    from plugins.figures.read import read
    from scraper.word import read as read_word
    from scraper.word_file import NotWord

    try:
        draft = read_word(source.read_bytes(), source.name).draft
    except NotWord as wrong:
        raise ValueError(str(wrong)) from None
    except OSError as error:
        raise ValueError(f"không đọc được ({disk.unread(error)})") from None
    text = "\n\n".join((*((draft.lead,) if draft.lead else ()), *(piece.text for piece in draft.pieces if piece.text)))
    found = read(text, title=draft.title)
    held = found.conference.held if found.conference else None
    step = found.step
    return Read(
        draft.title, draft.lead or "", (found.conference.kind if found.conference else "") or "", format_date(held) if held else "",
        ", ".join(term.years for term in found.terms[:2]), (f"{step.number}/{step.of}" if step.of else str(step.number)) if step and step.number else "",
    )


def _from_word(folder: Path, source: Path, answers: Answers, data: SiteData) -> int:
    """Bring the Word file in as ``word`` does, then write the answers into its draft."""
    from plugins.commands_import import _offer_figures
    from plugins.engine.release import put
    from plugins.frontmatter import edit, load
    from scraper.word_import import import_word

    folder.mkdir(parents=True, exist_ok=True)
    report = import_word(source, folder, data)
    if not report.made:
        print(report.in_vietnamese(), file=sys.stderr)
        return 1
    path = report.made[0][0]
    file = folder / path
    text = file.read_bytes().decode("utf-8")
    told = {key: value for key, value in changes(answers, data).items() if value is not None}
    moment = datetime.now(VIETNAM).replace(second=0, microsecond=0)
    made = edit(text, {**told, "date": moment}, known=data)
    loaded = load(made, path, data)
    if loaded.article is None:
        commands.show(loaded.problems, f"Đã nhập thành '{file}', nhưng có câu trả lời chưa hợp nhau nên chưa ghi vào phần đầu bài:")
        return 1
    put(file, made.encode("utf-8"))
    _told(file, loaded.problems)
    for _, note in report.notes:
        print(f"  nên xem lại: {note}")
    _offer_figures(file)
    return 0
