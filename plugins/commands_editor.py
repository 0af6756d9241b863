"""``editor``: Sveltia CMS at /quan-tri/ of the preview, working on the local folder; nothing is loaded from elsewhere."""
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

from plugins.engine.build import ROOT
from plugins.newsroom.editor import exchange, packages
from plugins.newsroom.editor.config import config
from plugins.problem import ProblemsFound
from plugins.site_data import SiteData

PLACE, SCRIPT, WORDS = "/quan-tri/", "dist/sveltia-cms.js", "locales/vi.json"
SITE = Path(packages.__file__).with_name("site")
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    kind: str
    status: HTTPStatus = HTTPStatus.OK


def mounted(content: Path, given: str) -> tuple[Mapping[str, Callable], Mapping[str, Callable]]:
    """What the server answers and takes for the editor; *given* is a folder with the packages, or "". Raises ``packages.CannotFetch``."""
    files = packages.ready(ROOT / ".cache" / "quan-tri", Path(given) if given else None)
    routes: dict[str, Callable] = {PLACE + name: partial(_file, file) for name, file in files.items()}
    symbols = next(PLACE + name for name in files if name.endswith(".woff2"))
    routes[PLACE + SCRIPT] = partial(_script, packages.at_home(files[SCRIPT].read_bytes(), symbols))
    routes[PLACE + WORDS] = partial(_words, files[WORDS], content)
    routes |= {PLACE + file.name: partial(_file, file) for file in SITE.iterdir()}
    routes[PLACE] = partial(_file, SITE / "index.html")
    routes[PLACE + "cau-hinh.json"] = partial(_config, content)
    return routes, {PLACE + "doc": partial(_read, content), PLACE + "ghi": partial(_write, content)}


def _script(data: bytes, query: str) -> Answer:
    return Answer(data, KINDS[".js"])


def _file(file: Path, query: str) -> Answer:
    return Answer(file.read_bytes(), KINDS.get(file.suffix, KINDS[".txt"]))


def _words(file: Path, content: Path, query: str) -> Answer:
    """The editor's Vietnamese words, those about repositories put for people who have a folder."""
    folder = content.resolve()
    return _json(json.loads(file.read_text(encoding="utf-8")) | {
        "work_with_local_repo": "Mở thư mục bài trên máy này",
        "work_with_local_repo_description": f"Khi trình duyệt hỏi, chọn thư mục “{folder.parent.name}” (thư mục có “{folder.name}” ở trong) rồi cho phép sửa tệp.",
        "working_with_local_repo": "Đang sửa thư mục trên máy này",
    })


def _json(told: object, status: HTTPStatus = HTTPStatus.OK) -> Answer:
    return Answer(json.dumps(told, ensure_ascii=False).encode(), KINDS[".json"], status)


def _data(content: Path) -> SiteData:
    from plugins.reader.content import data_of

    return data_of(content)


def _config(content: Path, query: str) -> Answer:
    return _json(config(_data(content), content.resolve().name))


def _read(content: Path, body: bytes) -> Answer:
    """A list of files' texts → a list of forms."""
    data = _data(content)
    return _json([exchange.read(text, data) for text in json.loads(body)])


def _write(content: Path, body: bytes) -> Answer:
    """A form → the file's text."""
    try:
        return _json({"text": exchange.write(json.loads(body), _data(content))})
    except (ValueError, ProblemsFound) as wrong:
        return _json({"error": str(wrong)}, HTTPStatus.UNPROCESSABLE_ENTITY)
