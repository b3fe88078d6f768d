"""A Word file that could do harm, or hang the machine, is refused with what, why and what next."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from chibo.base.refusal import FaultyError
from chibo.documents.office.package import LARGEST_UPLOAD, packed, parts_of
from tests.documents import samples
from tests.documents.office_files import downloaded, with_part, word

if TYPE_CHECKING:
    from collections.abc import Callable

_RELATION = (
    b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="%s" TargetMode="External"/></Relationships>'
)


def linked(kind: bytes, target: bytes) -> bytes:
    """A template with a link out of the file."""
    return with_part(
        word("«họ_tên»"),
        "x.xml",
        b"<x/>",
        document_xml_rels=lambda old: old.replace(b"</Relationships>", _RELATION % (kind, target)),
    )


def inside(extra: bytes) -> bytes:
    """A template with more XML in its body."""
    return with_part(
        word("«họ_tên»"), "x.xml", b"<x/>", document_xml=lambda old: old.replace(b"<w:body>", b"<w:body>" + extra)
    )


def field(code: str) -> bytes:
    return inside(f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'.encode())


def cut_field() -> bytes:
    run = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE</w:instrText></w:r>'
    return inside(f"<w:p>{run}<w:r><w:instrText>AUTO c:/x</w:instrText></w:r></w:p>".encode())


def bomb(parts: int, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        for number in range(parts):
            archive.writestr(f"word/media/{number}.png", b"\0" * size)
    return out.getvalue()


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_part(word("x"), "word/document.xml", b"<w/>")


def locked() -> bytes:
    content = bytearray(word("x"))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        struct.pack_into("<H", content, at + place, 1)
    return bytes(content)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HARM: dict[str, tuple[Callable[[], bytes], str]] = {
    "macro": (lambda: with_part(word("x"), "word/vbaProject.bin", b"x"), "macro"),
    "macro type": (
        lambda: with_part(
            word("x"), "x.xml", b"<x/>", Content_Types_xml=lambda o: o.replace(b"main+xml", b"macroEnabled")
        ),
        "macro",
    ),
    "program": (lambda: with_part(word("x"), "word/a.exe", b"MZ"), "macro"),
    "embedded sheet": (lambda: with_part(word("x"), "word/embeddings/a.xlsx", b"x"), "nhúng"),
    "html chunk": (lambda: with_part(word("x"), "word/afchunk.mht", b"x"), "nhúng"),
    "unknown part": (lambda: with_part(word("x"), "word/a.dat", b"x"), "nhúng"),
    "object": (lambda: inside(b"<w:p><w:r><w:object/></w:r></w:p>"), "nhúng"),
    "chunk": (lambda: inside(b"<w:altChunk/>"), "nhúng"),
    "web link": (lambda: linked(b"hyperlink", b"https://example.org/a"), "liên kết ra ngoài"),
    "remote picture": (lambda: linked(b"image", b"//10.0.0.1/share/a.png"), "liên kết ra ngoài"),
    "remote template": (lambda: linked(b"attachedTemplate", b"file:///C:/a.dotm"), "liên kết ra ngoài"),
    "include": (lambda: field("INCLUDETEXT c:/windows/win.ini"), "mã trường"),
    "picture by field": (lambda: field("INCLUDEPICTURE http://example.org/a.png"), "mã trường"),
    "program by cut field": (cut_field, "mã trường"),
    "slip": (lambda: with_part(word("x"), "../../evil.xml", b"<x/>"), "tên lạ"),
    "absolute": (lambda: with_part(word("x"), "/etc/evil.xml", b"<x/>"), "tên lạ"),
    "backslash": (lambda: with_part(word("x"), "word\\..\\evil.xml", b"<x/>"), "tên lạ"),
    "drive": (lambda: with_part(word("x"), "C:evil.xml", b"<x/>"), "tên lạ"),
    "twice": (twice, "tên lạ"),
    "password": (locked, "mật khẩu"),
    "entities": (lambda: with_part(word("x"), "word/x.xml", DOCTYPE + b"<x>&b;</x>"), "DTD"),
    "other letters": (lambda: with_part(word("x"), "word/x.xml", "<x/>".encode("utf-16")), "DTD"),
    "many parts": (lambda: bomb(400, 1), "quá lớn"),
    "large parts": (lambda: bomb(40, 1024 * 1024), "quá lớn"),
    "large text": (lambda: with_part(word("x"), "word/x.xml", b"<x>" + b" " * 4_000_000 + b"</x>"), "quá lớn"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * LARGEST_UPLOAD, "quá 5 MB"),
    "tracked": (lambda: inside(b'<w:p><w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>'), "chưa chốt"),
    "not xml": (lambda: with_part(word("x"), "word/x.xml", b"<x>"), "Không đọc được"),
    "old word": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "Không đọc được"),
    "a workbook": (samples.xlsx, "Không đọc được"),
    "cut off": (lambda: word("x")[:-200], "Không đọc được"),
    "empty": (lambda: b"", "Không đọc được"),
    "a picture": (samples.png, "Không đọc được"),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_with_the_right_words(name: str) -> None:
    make, said = HARM[name]
    with pytest.raises(FaultyError) as refused:
        parts_of(make())
    assert any(said in fault.what for fault in refused.value.faults), refused.value.faults
    assert all(fault.why and fault.next and fault.field == "file" for fault in refused.value.faults)


def test_everything_wrong_is_told_at_once() -> None:
    content = with_part(linked(b"hyperlink", b"https://example.org"), "word/vbaProject.bin", b"x")
    with pytest.raises(FaultyError) as refused:
        parts_of(content)
    assert len(refused.value.faults) == 2


def test_what_word_itself_writes_passes() -> None:
    page = field(" PAGE   \\* MERGEFORMAT ")
    assert parts_of(with_part(page, "word/media/a.png", samples.png()))["word/media/a.png"] == samples.png()
    assert parts_of(downloaded())


def test_packing_gives_the_same_bytes_for_the_same_parts() -> None:
    parts = parts_of(downloaded())
    assert packed(parts) == packed(dict(reversed(parts.items())))
    assert parts_of(packed(parts)) == parts
