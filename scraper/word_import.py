"""Word files to drafts in the content folder: what ``word PATH`` does."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from plugins.disk import unread
from plugins.frontmatter import dump, load
from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import VIETNAM, Article
from plugins.vietnamese.text import slug
from scraper import store
from scraper.importing import write_file
from scraper.values import Draft
from scraper.word import read
from scraper.word_file import NotWord


@dataclass(slots=True)
class WordReport:
    """``made`` are content paths with the source file's name; ``notes`` what a person should look at, by path."""

    made: list[tuple[str, str]] = field(default_factory=list)
    there: list[tuple[str, str]] = field(default_factory=list)  # imported before, left as it is
    notes: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def in_vietnamese(self) -> str:
        """The report for a clerk."""
        lines = [f"Đã tạo {len(self.made)} bản nháp từ tệp Word."]
        lines += [f"  {file} → {path}" for path, file in self.made]
        lines += [f"  {file}: đã nhập trước đây, giữ nguyên {path}" for path, file in self.there]
        if self.notes:
            lines.append("Nên xem lại:")
            lines += [f"  {path}: {note}" for path, note in self.notes]
        if self.problems:
            lines.append(f"{len(self.problems)} tệp không nhập được:")
            lines += [f"  {problem}" for problem in self.problems]
        return "\n".join(lines)


def import_word(source: Path, content: Path, known: SiteData, *, progress: Callable[[str], None] | None = None, now: datetime | None = None) -> WordReport:
    """Make a draft of the .docx *source*, or of each in the folder *source*. What exists is never overwritten."""
    report = WordReport()
    moment = now or datetime.now(VIETNAM)
    files = sorted(p for p in source.rglob("*") if p.suffix.lower() in (".docx", ".doc", ".rtf") and not p.name.startswith("~$")) if source.is_dir() else [source]
    if not files:
        report.problems.append(Problem(str(source), message="không có tệp .docx nào trong thư mục này"))
    for number, file in enumerate(files, 1):
        if progress is not None:
            progress(f"{number}/{len(files)} {file.name}")
        try:
            made = read(file.read_bytes(), file.name)
        except NotWord as wrong:
            report.problems.append(Problem(file.name, message=str(wrong)))
            continue
        except OSError as error:
            report.problems.append(Problem(file.name, message=f"không đọc được ({unread(error)})"))
            continue
        _put(file.name, made.draft, made.media, made.notes, content, known, moment, report)
    return report


def _put(file: str, draft: Draft, media: dict[str, bytes], notes: tuple[str, ...], content: Path, known: SiteData, moment: datetime, report: WordReport) -> None:
    folder, stem, number = f"tin/{moment:%Y/%m}", slug(draft.title) or "bai-viet", 1
    while True:
        path = str(PurePosixPath(folder) / f"{stem}{'' if number == 1 else f'-{number}'}.md")
        stored = store.Stored()
        article = _article(draft, path, moment, content, stored, media)
        text = dump(article)
        target = content / path
        if not target.exists():
            break
        if hashlib.sha256(target.read_bytes()).digest() == hashlib.sha256(text.encode()).digest() or _body_of(target) == article.body.strip():
            report.there.append((path, file))
            return
        number += 1
    wrong = [p for p in load(text, path, known).problems if not p.notice]
    if wrong:
        report.problems += [Problem(file, message=p.message, hint=p.hint) for p in wrong]
        return
    for name, data in stored.files.items():
        write_file(content / name, data)
    write_file(target, text.encode("utf-8"))
    report.made.append((path, file))
    report.notes += [(path, note) for note in notes] + [(path, f"ảnh {address} không dùng được: {why}") for address, why in stored.missing]


def _article(draft: Draft, path: str, moment: datetime, content: Path, stored: store.Stored, media: dict[str, bytes]) -> Article:
    """A draft article: a person chooses its section and day before it is published."""
    from dataclasses import replace

    made = store.article_of(draft, path, moment.date(), content, stored, media.get)
    return replace(made, status="draft", date=None, date_basis="published", category=draft.category or store.NO_CATEGORY, source=None)


def _body_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].strip()
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
