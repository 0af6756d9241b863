"""Whether a file is a Word document that may be opened: its kind, its size, what it unpacks to. Pure."""
from __future__ import annotations

import io
import zipfile

LARGEST, UNPACKED, ENTRIES, GROWTH = 60_000_000, 300_000_000, 5_000, 200


class NotWord(ValueError):
    """The file cannot be read as a Word document; the message is Vietnamese and says what to do."""


def check(data: bytes) -> None:
    """Raises ``NotWord`` unless *data* is a .docx of sound size."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data[:200_000] or "EncryptedPackage".encode("utf-16-le") in data[-200_000:]:
            raise NotWord("tệp đặt mật khẩu; mở bằng Word, bỏ mật khẩu rồi lưu lại")
        raise NotWord("tệp Word đời cũ (.doc); mở bằng Word, chọn Lưu thành (Save As) dạng .docx")
    if data.startswith(b"{\\rtf"):
        raise NotWord("tệp RTF; mở bằng Word, chọn Lưu thành (Save As) dạng .docx")
    if not data.startswith(b"PK"):
        raise NotWord("không phải tệp Word (.docx)")
    if len(data) > LARGEST:
        raise NotWord(f"tệp lớn quá {LARGEST // 1_000_000} MB; thu nhỏ ảnh trong Word (Compress Pictures) rồi thử lại")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > ENTRIES or size > UNPACKED or any(e.file_size > 10_000_000 and e.file_size > GROWTH * max(1, e.compress_size) for e in entries):
                raise NotWord("tệp nén phình to bất thường, không mở")
            if "word/document.xml" not in package.namelist():
                raise NotWord("tệp nén nhưng không phải tài liệu Word")
            if any(entry.flag_bits & 1 for entry in entries):
                raise NotWord("tệp đặt mật khẩu; bỏ mật khẩu rồi lưu lại")
    except zipfile.BadZipFile:
        raise NotWord("tệp .docx bị hỏng; mở bằng Word rồi lưu lại") from None
