"""``/api/search`` and ``/api/openapi.json``: what the command line offers, for programs that ask over HTTP."""
from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

from filelock import Timeout

from plugins.search import ask, show
from plugins.search.filters import HELP
from plugins.search.language import TooBroad
from plugins.search.query import MOST_CHARACTERS
from plugins.search.research import Damaged, Research
from plugins.search.upkeep import catch_up, sources

PATHS = ("/api/search", "/api/openapi.json")
MOST_HITS = 100
MOST_OFFSET = 10_000
MOST_VALUE = 200  # characters of a filter's value
MOST_VALUES = 20  # values of one filter
MOST_QUERY = 8_000  # characters of the whole query string
_DAYS = ("from", "to")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Reply:
    status: HTTPStatus
    kind: str
    body: bytes


class Refused(Exception):
    """A question that cannot be answered; the message is in Vietnamese."""


class Api:
    """Answers from the index in *folder*, which it brings up to the last build whenever that has changed.

    One question at a time: the index is open once, for all threads.
    """

    def __init__(self, folder: Path):
        self._folder, self._lock = folder, threading.Lock()
        self._index: Research | None = None
        self._seen: object = None

    def __call__(self, path: str, query: str) -> Reply:
        """The answer to GET *path*?*query*; *path* is one of ``PATHS``."""
        if path == "/api/openapi.json":
            return Reply(HTTPStatus.OK, "application/json", json.dumps(description(), ensure_ascii=False).encode())
        try:
            text, filters, options = read(query)
            with self._lock:
                answer = ask.answer(self._open(), text, filters, **options)
        except (Refused, ask.UnknownFilter, TooBroad) as refused:
            return _problem(HTTPStatus.BAD_REQUEST, str(refused))
        except (Damaged, Timeout):
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "Chưa có chỉ mục tìm kiếm: trang chưa dựng xong.")
        return Reply(HTTPStatus.OK, "application/json", show.as_json(answer).encode())

    def _open(self) -> Research:
        seen = sources(self._folder)
        if self._index is None or seen != self._seen:
            catch_up(self._folder)
            self.close()
            self._index = Research(self._folder)
            self._seen = sources(self._folder)
        return self._index

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None


def read(query: str) -> tuple[str, dict[str, list[str]], dict[str, object]]:
    """Text, filters and options of a query string. Raises Refused."""
    if len(query) > MOST_QUERY:
        raise Refused(f"Câu hỏi dài quá {MOST_QUERY} ký tự.")
    try:
        given = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError:
        raise Refused("Tham số không đọc được: không phải UTF-8, hoặc quá nhiều.") from None
    text, filters, options = None, {}, {}
    for name, value in given:
        if name in HELP:
            if len(value) > MOST_VALUE:
                raise Refused(f"{name}: dài quá {MOST_VALUE} ký tự.")
            values = filters.setdefault(name, [])
            values.append(value)
            if len(values) > (most := 1 if name in _DAYS else MOST_VALUES):
                raise Refused(f"{name}: chỉ viết một lần." if most == 1 else f"{name}: nhiều hơn {most} giá trị.")
        elif name == "q" and text is None:
            if len(value) > MOST_CHARACTERS:
                raise Refused(f"q: dài quá {MOST_CHARACTERS} ký tự.")
            text = value
        elif name in ("limit", "offset") and name not in options:
            options[name] = _number(name, value, MOST_HITS if name == "limit" else MOST_OFFSET)
        elif name in ("prefix", "newest") and name not in options:
            if value not in _TRUTH:
                raise Refused(f"{name}: '{value}' không hiểu được (viết: true hoặc false).")
            options[name] = _TRUTH[value]
        else:
            known = ", ".join(("q", *HELP, "limit", "offset", "prefix", "newest"))
            raise Refused(f"{name}: chỉ viết một lần." if name in ("q", *options) else f"Không có tham số '{name}' (có: {known}).")
    return text or "", filters, options


def _number(name: str, value: str, most: int) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 6 and int(value) <= most):
        raise Refused(f"{name}: '{value}' không phải số từ 0 đến {most}.")
    return int(value)


def _problem(status: HTTPStatus, detail: str) -> Reply:
    """A problem as RFC 9457 writes it."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return Reply(status, "application/problem+json", json.dumps(body, ensure_ascii=False).encode())


def description() -> Mapping[str, object]:
    """The OpenAPI description of what this module answers."""
    def parameter(name: str, help: str, schema: dict, **more: object) -> dict:
        return {"name": name, "in": "query", "required": False, "description": help, "schema": schema, **more}

    text = {"type": "string", "maxLength": MOST_VALUE}
    day = {"type": "string", "anyOf": [{"format": "date", "pattern": "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}, {"pattern": "^[0-9]{4}$"}, {"maxLength": 0}]}
    filters = [parameter(name, help, day) if name in _DAYS else
               parameter(name, f"{help}; dùng lại được nhiều lần: một trong các giá trị", {"type": "array", "items": text, "maxItems": MOST_VALUES}, style="form", explode=True)
               for name, help in HELP.items()]
    strings = {"type": "array", "items": {"type": "string"}}
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tìm kiếm", "version": "1", "description": "Tìm trong các bài đã dựng, như lệnh search. Chỉ nghe trên máy này."},
        "paths": {"/api/search": {"get": {
            "operationId": "search", "summary": "Tìm bài và số liệu",
            "parameters": [
                parameter("q", "điều cần tìm, hoặc một câu của ngôn ngữ tìm; trống: liệt kê theo ngày", {"type": "string", "maxLength": MOST_CHARACTERS}),
                *filters,
                parameter("limit", "số bài trả về", {"type": "integer", "minimum": 0, "maximum": MOST_HITS, "default": 10}),
                parameter("offset", "bỏ qua bao nhiêu bài đầu", {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}),
                parameter("prefix", "từ cuối chưa gõ hết", {"type": "boolean", "default": False}),
                parameter("newest", "bài mới trước", {"type": "boolean", "default": False}),
            ],
            "responses": {
                "200": {"description": "Các bài và số liệu tìm thấy", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}},
                "400": {"description": "Tham số chưa đúng", **problem},
                "503": {"description": "Chưa có chỉ mục", **problem},
            },
        }}},
        "components": {"schemas": {
            "Answer": _object({
                "total": {"type": "integer", "minimum": 0},
                "hits": {"type": "array", "items": _object({"url": {"type": "string"}, "title": {"type": "string"}, "date": {"type": "string", "format": "date"}, "score": {"type": "number"}})},
                "figures": {"type": "array", "items": _object({
                    **{name: {"type": "string"} for name in ("value", "unit", "measure", "term", "committee", "stage", "quote", "url", "title")},
                    "bodies": strings, "declared": {"type": "boolean"}, "date": {"type": "string", "format": "date"}})},
                "corrected": {"type": "array", "items": _object({"typed": {"type": "string"}, "taken": {"type": "string"}})},
                "dropped": strings, "loosened": {"type": "boolean"},
            }),
            "Problem": _object({"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}}),
        }},
    }


def _object(properties: dict) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
