"""What a file really is, by its first bytes and what is packed in it; its name proves nothing."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum, unique

import olefile

from chibo.exchange.lists.limits import BIGGEST
from chibo.exchange.lists.refusing import broken, locked, refused

_ZIP, _NO_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_WEB = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")
_OLD_MARKUP = b"urn:schemas-microsoft-com:office:spreadsheet"
_COPY = "Mở tệp, chọn cả bảng danh sách, sao chép rồi dán vào ô “Bảng dán từ Excel”; hoặc chép sang Excel và lưu .xlsx."
_RESAVE = "Mở bằng Excel rồi chọn Lưu thành dạng .xlsx."
_TYPED = "Gõ lại thành bảng Excel, hoặc xin tệp Excel gốc; chương trình không đoán chữ từ ảnh hay bản in."
# The first bytes of files that people send for lists, with what to do.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "tệp PDF", _TYPED),
    (b"\x89PNG", "ảnh", _TYPED),
    (b"\xff\xd8\xff", "ảnh", _TYPED),
    (b"GIF8", "ảnh", _TYPED),
    (b"II*\0", "ảnh", _TYPED),
    (b"MM\0*", "ảnh", _TYPED),
    (b"{\\rtf", "văn bản (.rtf)", _COPY),
    (b"Rar!", "tệp nén", "Giải nén rồi chọn tệp danh sách ở trong."),
    (b"7z\xbc\xaf", "tệp nén", "Giải nén rồi chọn tệp danh sách ở trong."),
    (b"\x1f\x8b", "tệp nén", "Giải nén rồi chọn tệp danh sách ở trong."),
    (b"SQLite format 3", "tệp cơ sở dữ liệu", "Xuất danh sách ra Excel từ chương trình đang dùng tệp này."),
)
_PACKED: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "bảng tính Excel nhị phân (.xlsb)", _RESAVE),
    ("word/document.xml", "văn bản Word", _COPY),
    ("ppt/presentation.xml", "bản trình chiếu", _COPY),
)
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


@unique
class Kind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def kind_of(name: str, content: bytes) -> Kind:
    """Tell what a file is. Raises ``FaultyError`` for what holds no list, saying what it is and what to do."""
    if not content.strip(b" \t\r\n\0"):
        raise refused("Tệp trống.", "Kiểm tra lại đã chọn đúng tệp chưa.")
    if len(content) > BIGGEST:
        raise refused(
            f"Tệp nặng hơn {BIGGEST // 1024 // 1024} MB.",
            "Xóa hình ảnh và các trang không cần, hoặc chép riêng bảng danh sách sang tệp mới.",
        )
    if content.startswith((_ZIP, _NO_ZIP)):
        return _packed(name, content)
    if content.startswith(olefile.MAGIC):
        return _compound(name, content)
    other = next(((what, then) for start, what, then in _OTHERS if content.startswith(start)), None) or _marked_up(
        content
    )
    if other is not None:
        raise _is_no_list(name, *other)
    return Kind.TEXT


def _marked_up(content: bytes) -> tuple[str, str] | None:
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "ảnh", _TYPED
    if _WEB.match(content):
        return "trang web được lưu với đuôi bảng tính", _RESAVE
    if _MARKUP.match(content):
        return "bảng tính XML đời cũ" if _OLD_MARKUP in content[:4096] else "tệp XML", _RESAVE
    return None


def _is_no_list(name: str, what: str, then: str) -> Exception:
    why = (
        "Chương trình xem nội dung tệp, không theo phần đuôi của tên; "
        "đọc được .xlsx, .xlsm, .xls, .ods, .csv, .tsv, .txt."
    )
    return refused(f"Tệp “{name}” là {what}, không phải bảng tính.", then, why)


def _packed(name: str, content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            is_open = "mimetype" in names and archive.read("mimetype")[:100].strip() == _SPREADSHEET
            is_locked = any(part.flag_bits & 1 for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError):
        raise broken("Tệp bị thiếu phần cuối: chưa tải hoặc chép hết, hoặc đã hỏng.") from None
    if is_locked:
        raise locked()
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if is_open and "content.xml" in names:
        return Kind.ODS
    for part, what, then in _PACKED:
        if part in names:
            raise _is_no_list(name, what, then)
    raise _is_no_list(name, "tệp nén", "Giải nén rồi chọn tệp danh sách ở trong.")


def _compound(name: str, content: bytes) -> Kind:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            names = {"/".join(path).lower() for path in compound.listdir()}
    except (OSError, ValueError, IndexError, TypeError):
        raise broken("Tệp bị thiếu phần cuối: chưa tải hoặc chép hết, hoặc đã hỏng.") from None
    if "encryptedpackage" in names:
        raise locked()
    if {"workbook", "book"} & names:
        return Kind.XLS
    if "worddocument" in names:
        raise _is_no_list(name, "văn bản Word đời cũ (.doc)", _COPY)
    if "powerpoint document" in names:
        raise _is_no_list(name, "bản trình chiếu", _COPY)
    raise _is_no_list(name, "tệp Office dạng khác", _RESAVE)
