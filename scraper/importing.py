"""A folder of saved pages to articles of a content folder: what ``scrape DIR`` does.

A second run on the same folder changes nothing. An article that a person has edited is never overwritten:
what the page would give now is written beside it as ``<slug>.md.moi``.
"""
from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urlsplit

from plugins.disk import unread
from plugins.frontmatter import dump, load
from plugins.problem import Problem
from plugins.site_data import SiteData
from plugins.values import VIETNAM
from plugins.vietnamese.dates import parse_date
from plugins.vietnamese.text import fold, slug
from scraper import store, structured
from scraper.decode import decode
from scraper.parse import parse
from scraper.tree import parse as parse_tree
from scraper.values import Draft, NoArticle, RawPage

PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".asp", ".aspx", ".php")
LARGEST_PAGE = 20_000_000  # bytes; the largest real page seen is a fiftieth of that
REFUSED = {
    "listing": "trang danh sách tin, không phải một bài", "front-page": "trang chủ, không phải một bài", "login": "trang đăng nhập",
    "soft-404": "trang báo không có bài", "wall": "trang chỉ cho đọc phần đầu, muốn đọc hết phải đăng nhập", "search": "trang kết quả tìm kiếm", "maintenance": "trang báo bảo trì hoặc lỗi máy chủ",
    "form": "trang có biểu mẫu để điền, không phải một bài", "no-text": "không có nội dung bài viết", "no-title": "không tìm thấy tiêu đề",
}
RECORD = "import.json"


@dataclass(slots=True)
class Report:
    """What an import did; paths are content paths ("tin/2022/04/x.md"), files those of the source folder."""

    imported: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # edited by a person; the difference stands beside them
    skipped: list[tuple[str, str]] = field(default_factory=list)  # file, why
    missing: list[tuple[str, str, str]] = field(default_factory=list)  # article, address, why
    problems: list[Problem] = field(default_factory=list)

    def in_vietnamese(self) -> str:
        """The report for a clerk."""
        lines = [f"Đã nhập {len(self.imported)} bài mới, cập nhật {len(self.updated)}, giữ nguyên {len(self.unchanged)}."]
        for heading, paths in (("Bài mới", self.imported), ("Bài cập nhật", self.updated)):
            lines += [f"  {heading}: {path}" for path in paths]
        if self.kept:
            lines.append(f"{len(self.kept)} bài đã được người sửa nên không ghi đè; bản mới nằm bên cạnh, đuôi .md.moi:")
            lines += [f"  {path}.moi" for path in self.kept]
        if self.skipped:
            lines.append(f"Bỏ qua {len(self.skipped)} trang:")
            lines += [f"  {file}: {why}" for file, why in self.skipped]
        if self.missing:
            lines.append(f"Thiếu {len(self.missing)} ảnh hoặc tệp âm thanh (chú thích vẫn giữ trong bài):")
            lines += [f"  {path}: {address} ({why})" for path, address, why in self.missing]
        if self.problems:
            lines.append(f"{len(self.problems)} lỗi:")
            lines += [f"  {problem}" for problem in self.problems]
        return "\n".join(lines)


@dataclass(slots=True)
class Record:
    """What earlier runs wrote: for each page's address the article's path and the checksum of the file as written."""

    path: Path
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Record:
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            pages = {u: e for u, e in told["pages"].items() if isinstance(e, dict) and {"path", "written"} <= set(e)}
            return cls(path, pages, {str(k): str(v) for k, v in told["files"].items()})
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return cls(path)

    def write(self) -> None:
        write_file(self.path, json.dumps({"pages": self.pages, "files": self.files}, ensure_ascii=False, indent=1, sort_keys=True).encode())


def write_file(path: Path, data: bytes) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def saved_pages(source: Path) -> Iterator[Path]:
    """The pages of a folder, by name; not the parts that a browser saves in ``*_files``."""
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() in PAGES and path.is_file() and not any(part.endswith(("_files", ".files")) for part in path.relative_to(source).parts[:-1]):
            yield path


def _sidecar(page: Path) -> dict:
    for name in (page.with_suffix(".json"), page.with_name(page.name + ".json")):
        try:
            told = json.loads(name.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            continue
        if isinstance(told, dict):
            return told
    return {}


def raw_page(page: Path) -> RawPage | str:
    """A saved page with its address, or what is wrong with it, in Vietnamese."""
    try:
        if page.stat().st_size > LARGEST_PAGE:
            return "tệp lớn quá 20 MB"
        data = page.read_bytes()
    except OSError as error:
        return f"không đọc được ({unread(error)})"
    told = _sidecar(page)
    url = told.get("url") if isinstance(told.get("url"), str) else None
    if not url:
        root = parse_tree(decode(data).text)
        url = structured.read(root).canonical if root is not None else None
    if not url or not url.lower().startswith(("http://", "https://")) or "[" in url or not _host(url):
        return "không biết địa chỉ của trang (thêm tệp .json cùng tên với dòng {\"url\": \"https://…\"})"
    retrieved = parse_date(str(told.get("retrieved") or "")[:10]) or datetime.fromtimestamp(page.stat().st_mtime, VIETNAM).date()
    headers = {str(k).lower(): str(v) for k, v in told.get("headers", {}).items()} if isinstance(told.get("headers"), dict) else {}
    return RawPage(url, data, headers, retrieved)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def import_folder(source: Path, content: Path, known: SiteData, *, progress: Callable[[str], None] | None = None, cache: Path | None = None) -> Report:
    """Import every page saved in *source* into *content*; *cache* (beside the content folder by default) remembers what was written."""
    record = Record.read((cache or content.parent / ".cache") / RECORD)
    report = Report()
    importer = Importer(content, known, record, report)
    pages = list(saved_pages(source))
    for number, page in enumerate(pages, 1):
        if progress is not None:
            progress(f"{number}/{len(pages)} {page.name}")
        name = page.relative_to(source).as_posix()
        raw = raw_page(page)
        if isinstance(raw, str):
            report.problems.append(Problem(name, message=raw))
            continue
        importer.take(name, raw, store.beside(page, source, raw.url))
    if pages:
        record.write()
    else:
        report.problems.append(Problem(str(source), message="không có trang .html nào trong thư mục này", hint="lưu trang từ trình duyệt vào đây rồi chạy lại"))
    return report


@dataclass(slots=True)
class Importer:
    """Takes pages one by one; shared by folders and by fetched archives."""

    content: Path
    known: SiteData
    record: Record
    report: Report
    seen: dict[str, str] = field(default_factory=dict)  # text's checksum or address → file
    texts: dict[str, str] = field(default_factory=dict)  # text's checksum → address, of this run and earlier ones
    paths: dict[str, str] = field(default_factory=dict)  # article's path → address

    def __post_init__(self) -> None:
        for address, entry in self.record.pages.items():
            self.paths[entry["path"]] = address
            if "text" in entry:
                self.texts[entry["text"]] = address

    def take(self, name: str, raw: RawPage, fetch: store.Fetch, wanted: Callable[[Draft], str | None] | None = None) -> str | None:
        """Import one page; its article's path, or None where it gives none. *name* is how reports call the page;
        *wanted* may say, in Vietnamese, why an article is not asked for."""
        try:
            result = parse(raw)
        except Exception as fault:  # one page must not cost an archive of thousands; the report names it
            self.report.problems.append(Problem(name, message=f"chương trình gặp lỗi khi đọc trang này ({type(fault).__name__}: {fault})", hint="gửi trang này cho người phụ trách kỹ thuật"))
            return None
        if isinstance(result, NoArticle):
            self.report.skipped.append((name, REFUSED.get(result.reason, result.reason)))
            return None
        if wanted is not None and (why := wanted(result)):
            self.report.skipped.append((name, why))
            return None
        address = urldefrag(raw.url)[0]
        text = hashlib.sha256(fold(" ".join([result.title, *result.body])).encode()).hexdigest()
        for key in (address, text):
            if key in self.seen and self.seen[key] != name:
                self.report.skipped.append((name, f"trùng với {self.seen[key]}"))
                return None
        other = self.texts.get(text, address)
        if other != address and (self.content / self.record.pages[other]["path"]).is_file():
            self.report.skipped.append((name, f"trùng với {other}"))
            return None
        self.seen[address] = self.seen[text] = name
        return self._write(name, address, text, result, raw.retrieved or datetime.now(VIETNAM).date(), fetch)

    def _write(self, name: str, address: str, checksum: str, draft: Draft, retrieved: date, fetch: store.Fetch) -> str | None:
        before = self.record.pages.get(address)
        when, _ = store.dated(draft, _first_retrieved(before, retrieved))
        path = before["path"] if before and (self.content / before["path"]).is_file() else self._free_path(draft, when, address)
        stored = store.Stored(known=dict(self.record.files))
        article = store.article_of(draft, path, _first_retrieved(before, retrieved), self.content, stored, fetch)
        text = dump(article)
        wrong = [p for p in load(text, path, self.known).problems if not p.notice]
        if wrong:
            self.report.problems += [Problem(name, message=f"bài nhập từ trang này chưa hợp lệ: {p.message}", hint=p.hint) for p in wrong]
            return None
        self.report.missing += [(path, where, why) for where, why in stored.missing]
        for file, data in stored.files.items():
            write_file(self.content / file, data)
        self.record.files.update(stored.known)
        self._put(path, address, checksum, text.encode("utf-8"), before, retrieved)
        return path

    def _put(self, path: str, address: str, checksum: str, data: bytes, before: dict[str, str] | None, retrieved: date) -> None:
        target = self.content / path
        new = hashlib.sha256(data).hexdigest()
        entry = {"path": path, "written": new, "text": checksum, "retrieved": (before or {}).get("retrieved") or retrieved.isoformat()}
        if not target.exists():
            write_file(target, data)
            self.report.imported.append(path)
            self.remember(address, entry)
            return
        there = hashlib.sha256(target.read_bytes()).hexdigest()
        if there == new:
            self.report.unchanged.append(path)
            self.remember(address, entry)
        elif before is not None and there == before["written"]:
            write_file(target, data)
            self.report.updated.append(path)
            self.remember(address, entry)
        elif before is not None and new == before["written"]:
            self.report.unchanged.append(path)  # a person edited it, the page is as it was
        else:
            beside = target.with_name(target.name + ".moi")
            if not beside.exists() or beside.read_bytes() != data:
                write_file(beside, data)
            self.report.kept.append(path)

    def remember(self, address: str, entry: dict[str, str]) -> None:
        """Keep what was written for a page."""
        self.record.pages[address] = entry
        self.paths[entry["path"]] = address
        self.texts[entry["text"]] = address

    def _free_path(self, draft: Draft, when: datetime, address: str) -> str:
        """``tin/2022/04/<slug>.md``, numbered where another address's article stands there."""
        folder = f"tin/{when.astimezone(VIETNAM):%Y/%m}"
        stem = slug(draft.title) or "bai-viet"
        number = 1
        while True:
            path = str(PurePosixPath(folder) / f"{stem}{'' if number == 1 else f'-{number}'}.md")
            if self.paths.get(path, address) == address and (not (self.content / path).exists() or _is_from(self.content / path, address)):
                return path
            number += 1


def _first_retrieved(before: dict[str, str] | None, retrieved: date) -> date:
    """The day of the first import, so that running again on the same folder changes nothing."""
    return parse_date(before.get("retrieved", "")) or retrieved if before else retrieved


def _is_from(path: Path, address: str) -> bool:
    """Whether the article at *path* says that it comes from *address*."""
    try:
        head = path.read_text(encoding="utf-8").split("\n---", 1)[0]
    except (OSError, UnicodeDecodeError):
        return False
    return re.search(rf"^\s+url:\s*['\"]?{re.escape(address)}['\"]?\s*$", head, re.M) is not None
