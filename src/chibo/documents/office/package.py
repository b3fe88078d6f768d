"""A Word file taken apart before anybody trusts it: what it may hold, how large it may be, where it may point."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from chibo.base.refusal import Fault, FaultyError
from chibo.documents.sniffing import BROKEN_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_UPLOAD: Final = 5 * 1024 * 1024
LARGEST_UNPACKED: Final = 30 * 1024 * 1024
LARGEST_TEXT: Final = 3 * 1024 * 1024  # one part of text; our longest template has 0.06 MB
MOST_PARTS: Final = 300
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT: Final = "word/document.xml"

_TEXT_PART: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_RUNS: Final = re.compile(
    r"vbaProject|vbaData|\.bin$|/activeX/|^customUI/|\.(exe|dll|js|vbs|ps1|bat|cmd|com|scr|hta)$", re.IGNORECASE
)
_EMBEDDED: Final = re.compile(
    r"/embeddings/|oleObject|/afchunk|\.(html?|mht|rtf|docm?|docx|xlsx?|xlsm|pptx?)$", re.IGNORECASE
)
_PICTURE: Final = re.compile(r"(word|docProps)/.*\.(png|jpe?g|gif|emf|wmf|bmp|tiff?|odttf|ttf)", re.IGNORECASE)
_FIELDS: Final = frozenset(
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "MERGEFIELD", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "TOC", "SEQ"]
)
_OBJECTS: Final = tuple(f"{{{WORD}}}{name}" for name in ("altChunk", "object", "control", "subDoc"))
_TRACKED: Final = tuple(f"{{{WORD}}}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a Word file, by name, once it is known to be harmless.

    Raises ``FaultyError`` with everything that is wrong: too large, cut off, programs, embedded files, links to the
    outside, names that leave the folder, entities.
    """
    if len(content) > LARGEST_UPLOAD:
        raise FaultyError([_too_large(len(content))])
    try:
        parts = dict(_unpacked(content))
    except FaultyError:
        raise
    except BROKEN_ARCHIVE as error:
        raise FaultyError([_not_word()]) from error
    if DOCUMENT not in parts or "[Content_Types].xml" not in parts:
        raise FaultyError([_not_word()])
    faults = list({fault.what: fault for fault in _faults(parts)}.values())
    if faults:
        raise FaultyError(faults)
    return parts


def text_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The names of the parts with words in them: the document first, then headers, footers, notes."""
    return sorted((name for name in parts if _TEXT_PART.fullmatch(name)), key=lambda name: (name != DOCUMENT, name))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a Word file again; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return out.getvalue()


def read_xml(content: bytes) -> etree._Element:
    """Parse a part without entities, network or unlimited depth; raises ``etree.XMLSyntaxError``."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_entries(entries)
        for entry in entries:
            yield entry.filename, archive.read(entry)  # never more than the size it declared


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    faults = []
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        faults.append(_bomb())
    if any(_leaves(name) for name in names) or len({name.lower() for name in names}) != len(names):
        faults.append(_strange_names())
    if any(entry.flag_bits & 0x1 for entry in entries):
        faults.append(_locked())
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        faults.append(_not_word())
    if faults:
        raise FaultyError(faults)


def _leaves(name: str) -> bool:
    return "\\" in name or ":" in name or name.startswith("/") or ".." in name.split("/") or not name.isprintable()


def _faults(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    for name, content in parts.items():
        if _RUNS.search(name):
            yield _macro()
        elif _EMBEDDED.search(name):
            yield _embedded(name)
        elif name.endswith((".xml", ".rels")):
            yield from _faults_of_xml(name, content)
        elif not _PICTURE.fullmatch(name):
            yield _embedded(name)


def _faults_of_xml(name: str, content: bytes) -> Iterator[Fault]:
    if len(content) > LARGEST_TEXT:
        yield _bomb()
        return
    if b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or b"\0" in content:
        yield _entities()
        return
    try:
        tree = read_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        yield _not_word()
        return
    if name.endswith(".rels"):
        yield from _faults_of_links(tree)
    elif name == "[Content_Types].xml":
        if b"macroEnabled" in content or b"vbaProject" in content:
            yield _macro()
    elif name.startswith("word/"):
        yield from _faults_of_words(tree)


def _faults_of_links(tree: etree._Element) -> Iterator[Fault]:
    for link in tree.iter("{*}Relationship"):
        target = str(link.get("Target") or "")
        if link.get("TargetMode", "").lower() == "external" or re.match(r"[A-Za-z][\w+.-]*:|//|\\\\", target):
            yield _outside(target)


def _faults_of_words(tree: etree._Element) -> Iterator[Fault]:
    if next(tree.iter(*_OBJECTS), None) is not None:
        yield _embedded("")
    if next(tree.iter(*_TRACKED), None) is not None:
        yield _tracked()
    for code in _field_codes(tree):
        word = code.split()[0].upper() if code.split() else ""
        if word and word not in _FIELDS:
            yield _field(word)


def _field_codes(tree: etree._Element) -> list[str]:
    """The codes of Word's own fields; one code may be cut into several pieces."""
    codes = [str(each.get(f"{{{WORD}}}instr") or "") for each in tree.iter(f"{{{WORD}}}fldSimple")]
    for each in tree.iter(f"{{{WORD}}}fldChar", f"{{{WORD}}}instrText"):
        if each.tag == f"{{{WORD}}}instrText":
            codes = [*codes[:-1], codes[-1] + "".join(each.itertext())] if codes else ["".join(each.itertext())]
        elif each.get(f"{{{WORD}}}fldCharType") == "begin":
            codes.append("")
    return codes


# --- what is said ---


def _too_large(size: int) -> Fault:
    said = f"{size / 1024 / 1024:.1f}".replace(".", ",")
    return Fault(
        what=f"Mẫu lớn {said} MB, quá {LARGEST_UPLOAD // 1024 // 1024} MB.",
        why="Mẫu chỉ gồm chữ và khung; tệp lớn thường do chèn ảnh chưa thu nhỏ.",
        next="Bỏ hoặc thu nhỏ ảnh trong Word rồi tải lên lại.",
        field="file",
    )


def _not_word() -> Fault:
    return Fault(
        what="Không đọc được tệp này như một tệp Word.",
        why="Tệp hỏng, chưa tải hết, có mật khẩu, hoặc không phải dạng .docx.",
        next="Mở tệp trong Word, chọn Lưu thành dạng Word (.docx), không đặt mật khẩu, rồi tải lên lại.",
        field="file",
    )


def _bomb() -> Fault:
    return Fault(
        what="Tệp bung ra quá lớn so với một mẫu văn bản.",
        why=f"Các phần trong tệp cộng lại không được quá {LARGEST_UNPACKED // 1024 // 1024} MB, "
        f"mỗi phần chữ không quá {LARGEST_TEXT // 1024 // 1024} MB; tệp lớn hơn có thể làm treo máy.",
        next="Bắt đầu lại từ mẫu của chương trình, chép phần cần sửa sang.",
        field="file",
    )


def _strange_names() -> Fault:
    return Fault(
        what="Tệp có phần mang tên lạ, trỏ ra ngoài tệp hoặc trùng nhau.",
        why="Word không làm ra tệp như vậy; tệp này có thể đã bị sửa để gây hại.",
        next="Chỉ dùng tệp do cơ quan tự lưu từ Word hoặc LibreOffice.",
        field="file",
    )


def _locked() -> Fault:
    return Fault(
        what="Tệp có mật khẩu.",
        why="Chương trình phải đọc được mẫu để điền.",
        next="Mở tệp trong Word, bỏ mật khẩu rồi lưu lại.",
        field="file",
    )


def _macro() -> Fault:
    return Fault(
        what="Mẫu có macro hoặc tệp chạy kèm.",
        why="Macro là chương trình chạy kèm tệp, có thể gây hại cho máy mở giấy tờ.",
        next="Trong Word chọn Lưu thành dạng .docx (không macro) rồi tải lên lại.",
        field="file",
    )


def _embedded(name: str) -> Fault:
    what = f" ({name.rpartition('/')[2]})" if name else ""
    return Fault(
        what=f"Mẫu có tệp khác nhúng bên trong{what}.",
        why="Tệp nhúng (bảng tính, tài liệu, đối tượng) không được kiểm tra và đi theo mọi giấy tờ làm ra.",
        next="Xóa phần nhúng trong Word; bảng thì chép thành bảng thường.",
        field="file",
    )


def _outside(target: str) -> Fault:
    return Fault(
        what=f"Mẫu có liên kết ra ngoài: {target[:80]}",
        why="Người mở giấy tờ sẽ bị dẫn, hoặc máy tự lấy tệp, từ nơi khác.",
        next="Trong Word, bấm phải vào liên kết, chọn Gỡ siêu liên kết; nếu mẫu gắn với tệp mẫu khác (.dotx), "
        "chép nội dung sang tài liệu mới.",
        field="file",
    )


def _entities() -> Fault:
    return Fault(
        what="Tệp có phần khai báo không được phép (DTD).",
        why="Word không ghi phần ấy; nó có thể làm treo máy hoặc đọc tệp khác.",
        next="Chỉ dùng tệp do cơ quan tự lưu từ Word hoặc LibreOffice.",
        field="file",
    )


def _tracked() -> Fault:
    return Fault(
        what="Mẫu còn vết sửa đổi chưa chốt.",
        why="Chữ đã xóa và chữ mới thêm cùng nằm trong tệp, giấy tờ in ra sẽ có cả hai.",
        next="Trong Word: Xem lại → Chấp nhận tất cả thay đổi, tắt Theo dõi thay đổi, rồi lưu và tải lên lại.",
        field="file",
    )


def _field(word: str) -> Fault:
    return Fault(
        what=f"Mẫu có mã trường của Word không được phép: {word[:30]}.",
        why="Mã ấy có thể lấy tệp khác hoặc chạy lệnh khi mở giấy tờ.",
        next="Xóa mã trường ấy trong Word (Ctrl+F9 là trường; giữ được số trang và ngày).",
        field="file",
    )
