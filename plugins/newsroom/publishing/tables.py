"""Data packages: every table that one names is there, can be read, and is as its schema says (Frictionless Table Schema)."""
from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

from plugins.problem import Problem

PACKAGE = "datapackage.json"
_SHOWN = 5  # faults told of one table


def check(path: str, read: Callable[[str], bytes]) -> Iterator[Problem]:
    """What is wrong with the package at *path* and its tables; *read* gives a file of the site, or raises OSError."""
    try:
        package = json.loads(read(path))
        resources = list(package["resources"])
    except (OSError, ValueError, KeyError, TypeError):
        yield Problem(path, message="gói dữ liệu không đọc được")
        return
    for resource in resources:
        name = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(name, str) or name.startswith("/") or ".." in name.split("/"):
            yield Problem(path, message="gói dữ liệu có một bảng không ghi tên tệp")
            continue
        file = posixpath.join(posixpath.dirname(path), name)
        try:
            yield from _table(file, read(file), resource)
        except OSError:
            yield Problem(path, message=f"gói dữ liệu nêu tệp '{name}' mà trang không có")


def _table(file: str, data: bytes, resource: dict) -> Iterator[Problem]:
    form = resource.get("format")
    if form == "csv":
        faults = _csv(data, resource)
        for number, (line, fault) in enumerate(faults):
            if number == _SHOWN:
                yield Problem(file, line, message="và những dòng sau nữa")
                return
            yield Problem(file, line, message=fault, hint="sửa số liệu trong bài rồi dựng lại")
    elif form == "json":
        try:
            json.loads(data.decode("utf-8-sig"))
        except ValueError:
            yield Problem(file, message="không đọc được JSON")
    elif form == "xlsx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                if book.testzip() is not None or "xl/workbook.xml" not in book.namelist():
                    raise zipfile.BadZipFile
        except (zipfile.BadZipFile, EOFError, NotImplementedError):
            yield Problem(file, message="bảng tính không mở được")


def _csv(data: bytes, resource: dict) -> Iterator[tuple[int, str]]:
    """(line, fault) of a CSV table."""
    fields = resource.get("schema", {}).get("fields", [])
    try:
        text = data.decode(resource.get("encoding", "utf-8"))
    except (UnicodeDecodeError, LookupError):
        yield 0, f"không phải mã {resource.get('encoding', 'utf-8')}"
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=resource.get("dialect", {}).get("delimiter", ","), strict=True)
    try:
        head = next(rows, [])
        if head != [field["name"] for field in fields]:
            yield 1, "tên cột không đúng như gói dữ liệu khai"
            return
        for row in rows:
            if len(row) != len(fields):
                yield rows.line_num, f"có {len(row)} ô, phải là {len(fields)}"
                continue
            for value, field in zip(row, fields):
                if fault := _fault(value, field):
                    yield rows.line_num, f"cột '{field['name']}': {fault}"
    except csv.Error:
        yield rows.line_num, "dòng CSV sai dấu ngoặc kép"


def _fault(value: str, field: dict) -> str:
    """What is wrong with one cell, "" for nothing."""
    limits = field.get("constraints", {})
    if value == "":
        return "bỏ trống mà phải có" if limits.get("required") else ""
    kind = field.get("type", "string")
    if kind in _KINDS and not _KINDS[kind](value):
        return f"'{value[:40]}' không phải {_CALLED[kind]}"
    if "enum" in limits and value not in map(str, limits["enum"]):
        return f"'{value[:40]}' không có trong danh mục ({', '.join(map(str, limits['enum']))})"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], value):
        return f"'{value[:40]}' không đúng mẫu"
    return ""


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


_KINDS: dict[str, Callable[[str], object]] = {
    "number": lambda value: re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", value),
    "integer": lambda value: re.fullmatch(r"[+-]?[0-9]+", value),
    "boolean": lambda value: value.lower() in ("true", "false", "1", "0"),
    "year": lambda value: re.fullmatch(r"[0-9]{4}", value),
    "date": _is_date,
}
_CALLED = {"number": "số", "integer": "số nguyên", "boolean": "đúng/sai", "year": "năm", "date": "ngày (năm-tháng-ngày)"}
