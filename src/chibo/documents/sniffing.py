"""What a file really is, read from its bytes; a name proves nothing."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib

from chibo.base.refusal import Fault
from chibo.base.secrecy import STAMPS

LARGEST = 20 * 1024 * 1024
_LARGEST_PART = 50 * 1024 * 1024  # of a DOCX or XLSX, unpacked

_PDF = "application/pdf"
_JPEG = "image/jpeg"
_PNG = "image/png"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SUFFIXES = {_PDF: ".pdf", _JPEG: ".jpg", _PNG: ".png", _DOCX: ".docx", _XLSX: ".xlsx"}
# What Python's own reader of archives says of one that is cut, turned or locked.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MARK = re.compile(
    r"(?<![^\W_])(?<!bảo )(?:(?:tuyệt|tối)[\W_]*)?mật(?![^\W_])(?![\W_]*(?:khẩu|ong|độ|thiết|thư)(?![^\W_]))",
    re.IGNORECASE,
)
_TEXT = re.compile(r"<(?:w:)?t(?: [^>]*)?>([^<]*)</(?:w:)?t>")
_BARE_MARK = re.compile(r"(?<![^\W_])(?:tuyet|toi)[\W_]*mat(?![^\W_])|[\[(]\s*mat\s*[\])]", re.IGNORECASE)


class Unusable(Exception):
    """The content cannot be kept; ``fault`` tells the user why and what to do."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def media_type_of(content: bytes) -> str:
    """Return the media type that the bytes show; raises :class:`Unusable` for all but PDF, JPEG, PNG, DOCX, XLSX."""
    if content.startswith(_OLE):
        raise Unusable(
            Fault(
                what="Chưa nhận tệp này.",
                why="Tệp có mật khẩu, hoặc là dạng Word, Excel đời cũ (.doc, .xls).",
                next="Mở tệp, bỏ mật khẩu, lưu lại dạng .docx, .xlsx hoặc PDF rồi thử lại.",
                field="file",
            )
        )
    for start, end, media_type in (
        (b"%PDF-", b"%%EOF", _PDF),
        (b"\xff\xd8\xff", b"\xff\xd9", _JPEG),
        (b"\x89PNG\r\n\x1a\n", b"IEND", _PNG),
    ):
        if content.startswith(start):
            return media_type if end in content else _cut(media_type)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    raise Unusable(_unknown())


def _cut(media_type: str) -> str:
    raise Unusable(
        Fault(
            what="Tệp bị thiếu phần cuối.",
            why=f"Tệp {SUFFIXES[media_type]} này chưa tải hết hoặc đã hỏng, sau này sẽ không mở được.",
            next="Quét hoặc chép lại tệp rồi thử lại.",
            field="file",
        )
    )


def _unknown() -> Fault:
    return Fault(
        what="Không nhận loại tệp này.",
        why="Chương trình đọc nội dung tệp, không tin phần đuôi của tên; chỉ giữ PDF, ảnh JPEG, PNG, Word (.docx) "
        "và Excel (.xlsx).",
        next="Lưu hoặc quét lại thành một trong các dạng ấy.",
        field="file",
    )


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except BROKEN_ARCHIVE:
        return _cut(_DOCX)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unusable(
            Fault(
                what="Không nhận tệp có macro.",
                why="Macro là chương trình chạy kèm tệp, có thể gây hại cho máy khác.",
                next="Lưu lại dạng .docx hoặc .xlsx không macro.",
                field="file",
            )
        )
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return _DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return _XLSX
    raise Unusable(_unknown())


def marked(mark: str) -> Fault:
    """Why a file with a secrecy mark is not kept (decision 8)."""
    return Fault(
        what=f"Không lưu tệp có dấu {mark}.",
        why="Tài liệu đóng dấu MẬT, TỐI MẬT, TUYỆT MẬT chỉ được soạn và giữ trên máy tính, "
        "thiết bị dành riêng cho bí mật nhà nước.",
        next='Để bản giấy đúng nơi quy định; ở đây chỉ ghi "có giấy" và nơi để. '
        "Nếu tệp không mật, đổi tên tệp cho khỏi nhầm.",
        field="file",
    )


def secrecy_mark(name: str, content: bytes) -> str:
    """Return the secrecy mark in the name, or alone in a paragraph of a DOCX or a cell of an XLSX; empty for none.

    Decision 8: what is marked MẬT, TỐI MẬT or TUYỆT MẬT may not be on this machine. Images and PDF are not read.
    """
    stem = unicodedata.normalize("NFC", name)
    found = _MARK.search(stem) or _BARE_MARK.search(stem)
    if found:
        return found.group(0).strip(" _-[]()").upper()
    if content.startswith(b"PK\x03\x04"):
        return next((text for text in _paragraphs(content) if text in STAMPS), "")
    return ""


def _paragraphs(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [
                archive.read(part).decode("utf-8", "replace")
                for part in archive.infolist()
                if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml|xl/sharedStrings\.xml", part.filename)
                and part.file_size <= _LARGEST_PART
            ]
    except BROKEN_ARCHIVE:
        return []
    paragraphs = re.split(r"</w:p>|</si>", "".join(parts))
    texts = (" ".join("".join(_TEXT.findall(each)).split()) for each in paragraphs)
    return [unicodedata.normalize("NFC", text).upper() for text in texts]
