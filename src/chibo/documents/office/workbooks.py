"""An office's own workbook with named cells: taken apart before anybody trusts it, filled without touching the rest.

The file is never opened as a workbook of ours and written again: values go into the cells' own XML, so that formats,
widths and formulas stay as the office made them. Reading a brought file is a job of the workshop (ADR 0018).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from chibo.base.refusal import Fault, FaultyError
from chibo.documents.office.package import packed, read_xml
from chibo.documents.sniffing import BROKEN_ARCHIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_UNPACKED: Final = 30 * 1024 * 1024
MOST_PARTS: Final = 300
MOST_NAMES: Final = 500
_S: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK: Final = "xl/workbook.xml"
_RUNS: Final = re.compile(r"vba|/activeX/|^customUI/|/ctrlProps/|\.(exe|dll|js|vbs|ps1|bat|cmd)$", re.IGNORECASE)
_OUTSIDE: Final = re.compile(
    r"/externalLinks/|connections\.xml$|/queryTables/|/embeddings/|oleObject|/webextensions/", re.IGNORECASE
)
_REFERENCE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]{1,3})\$(\d{1,7})")
_NOT_KNOWN: Final = "#N/A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named cell: its name, the part of its sheet, its address."""

    name: str
    part: str
    cell: str
    sheet: str


def checked(content: bytes) -> tuple[Named, ...]:
    """The named cells of a workbook that is harmless and can be filled.

    Raises ``FaultyError`` with everything that is wrong: programs, links to the outside, too large, names twice, names
    of several cells, cells inside merged ones, cells with a formula.
    """
    parts = _parts(content)
    named, faults = [], []
    for name, reference in _names(parts[_BOOK]):
        found = _REFERENCE.fullmatch(reference)
        part = _sheets(parts).get((found[1] or "").replace("''", "'") or found[2]) if found else None
        if found is None or part is None:
            faults.append(_not_one_cell(name))
        else:
            sheet = (found[1] or found[2] or "").replace("''", "'")
            named.append(Named(name=name, part=part, cell=f"{found[3]}{found[4]}", sheet=sheet))
    faults += [_twice(name) for name, many in Counter(one.name.lower() for one in named).items() if many > 1]
    faults += [_shared(place[1]) for place, many in Counter((one.part, one.cell) for one in named).items() if many > 1]
    faults += [fault for part in {one.part for one in named} for fault in _faults_of_sheet(parts[part], part, named)]
    if not named and not faults:
        faults.append(_no_names())
    if len(named) > MOST_NAMES:
        faults.append(_too_large())
    if faults:
        raise FaultyError(faults)
    return tuple(named)


def filled(content: bytes, values: Mapping[str, int | str | None]) -> bytes:
    """The workbook with its named cells filled; a value that may not be told becomes ``#N/A``, and so does every sum.

    Cells with a formula lose the result they had, and the workbook is reckoned anew when it is opened.
    """
    parts, named = _parts(content), checked(content)
    for part in _sheets(parts).values():
        tree = read_xml(parts[part])
        for one in named:
            if one.part == part:
                _write(_cell(tree, one.cell), values[one.name.lower()])
        for formula in tree.iter(f"{{{_S}}}f"):
            result = formula.getparent().find(f"{{{_S}}}v")
            if result is not None:
                formula.getparent().remove(result)
        parts[part] = _written(tree)
    parts[_BOOK] = _reckoned_anew(parts[_BOOK])
    return packed(parts)


# --- taking apart


def _parts(content: bytes) -> dict[str, bytes]:
    if len(content) > MOST_BYTES:
        raise FaultyError([_too_large()])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            faults = list(_faults_of_entries(entries))
            parts = {} if faults else {entry.filename: archive.read(entry) for entry in entries}
    except BROKEN_ARCHIVE as error:
        raise FaultyError([_not_excel()]) from error
    if not faults:
        faults = list(_faults_of_parts(parts))
    if faults:
        raise FaultyError({fault.what: fault for fault in faults}.values())
    return parts


def _faults_of_entries(entries: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        yield _too_large()
    names = [entry.filename for entry in entries]
    is_strange = any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names)
    if is_strange or len(set(names)) != len(names) or any(entry.flag_bits & 0x1 for entry in entries):
        yield _not_excel()


def _faults_of_parts(parts: Mapping[str, bytes]) -> Iterator[Fault]:
    for name, content in parts.items():
        if _RUNS.search(name):
            yield _macro()
        elif _OUTSIDE.search(name):
            yield _outside()
        elif name.endswith((".xml", ".rels")):
            yield from _faults_of_xml(name, content)
    if _BOOK not in parts or "[Content_Types].xml" not in parts:
        yield _not_excel()


def _faults_of_xml(name: str, content: bytes) -> Iterator[Fault]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\0" in content:
        yield _not_excel()
        return
    try:
        tree = read_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        yield _not_excel()
        return
    if name == "[Content_Types].xml" and b"macroEnabled" in content:
        yield _macro()
    if name.endswith(".rels") and any(
        link.get("TargetMode", "").lower() == "external" for link in tree.iter("{*}Relationship")
    ):
        yield _outside()


def _names(book: bytes) -> Iterator[tuple[str, str]]:
    for one in read_xml(book).iter(f"{{{_S}}}definedName"):
        name = str(one.get("name") or "")
        if not name.startswith("_xlnm") and one.get("hidden") != "1":
            yield name, "".join(one.itertext()).strip()


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The sheets by name, each with its part."""
    links = read_xml(parts.get("xl/_rels/workbook.xml.rels", b"<x/>"))
    targets = {str(link.get("Id")): str(link.get("Target") or "") for link in links.iter("{*}Relationship")}
    found = {}
    for sheet in read_xml(parts[_BOOK]).iter(f"{{{_S}}}sheet"):
        target = targets.get(str(sheet.get(f"{{{_R}}}id")), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            found[str(sheet.get("name"))] = part
    return found


def _faults_of_sheet(content: bytes, part: str, named: list[Named]) -> Iterator[Fault]:
    tree = read_xml(content)
    merged = [str(one.get("ref")) for one in tree.iter(f"{{{_S}}}mergeCell")]
    formulas = {str(cell.get("r")) for cell in tree.iter(f"{{{_S}}}c") if cell.find(f"{{{_S}}}f") is not None}
    for one in named:
        if one.part != part:
            continue
        if any(_is_inside(one.cell, area) for area in merged):
            yield _merged(one)
        if one.cell in formulas:
            yield _has_formula(one)


def _is_inside(cell: str, area: str) -> bool:
    """Whether a cell lies in a merged area and is not its first."""
    first, _, last = area.partition(":")
    (row, column), (top, left), (bottom, right) = (_place(one) for one in (cell, first, last or first))
    return top <= row <= bottom and left <= column <= right and (row, column) != (top, left)


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :] or 0), column


# --- filling


def _cell(tree: etree._Element, at: str) -> etree._Element:
    """The cell at an address; it is put in its place where the sheet has none."""
    row, _ = _place(at)
    data = tree.find(f"{{{_S}}}sheetData")
    if data is None:
        data = etree.SubElement(tree, f"{{{_S}}}sheetData")
    line = _in_order(data, "row", str(row), lambda one: int(one.get("r") or 0), row)
    return _in_order(line, "c", at, lambda one: _place(str(one.get("r")))[1], _place(at)[1])


def _in_order(parent: etree._Element, tag: str, name: str, place: object, wanted: int) -> etree._Element:
    assert callable(place)
    before = 0
    for one in parent.iterchildren(f"{{{_S}}}{tag}"):
        if place(one) == wanted:
            return one
        before += place(one) < wanted
    made = etree.Element(f"{{{_S}}}{tag}", r=name)
    parent.insert(before, made)
    return made


def _write(cell: etree._Element, value: int | str | None) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        words = etree.SubElement(etree.SubElement(cell, f"{{{_S}}}is"), f"{{{_S}}}t")
        words.text = value
        return
    if value is None:
        cell.set("t", "e")
    etree.SubElement(cell, f"{{{_S}}}v").text = _NOT_KNOWN if value is None else str(value)


def _reckoned_anew(book: bytes) -> bytes:
    tree = read_xml(book)
    reckoning = tree.find(f"{{{_S}}}calcPr")
    if reckoning is None:
        reckoning = etree.Element(f"{{{_S}}}calcPr")
        names = tree.find(f"{{{_S}}}definedNames")
        (tree.append if names is None else names.addnext)(reckoning)
    reckoning.set("fullCalcOnLoad", "1")
    return _written(tree)


def _written(tree: etree._Element) -> bytes:
    content: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


# --- what is said


def _too_large() -> Fault:
    return Fault(
        what="Tệp quá lớn so với một mẫu biểu.",
        why=f"Nhiều nhất {MOST_BYTES // 1024 // 1024} MB, bung ra {MOST_UNPACKED // 1024 // 1024} MB, "
        f"{MOST_NAMES} ô đặt tên.",
        next="Bỏ ảnh và các trang tính không dùng rồi tải lên lại.",
        field="file",
    )


def _not_excel() -> Fault:
    return Fault(
        what="Không đọc được tệp này như một tệp Excel.",
        why="Tệp hỏng, chưa tải hết, có mật khẩu, hoặc không phải dạng .xlsx.",
        next="Mở tệp trong Excel, chọn Lưu thành dạng .xlsx, không đặt mật khẩu, rồi tải lên lại.",
        field="file",
    )


def _macro() -> Fault:
    return Fault(
        what="Tệp có macro hoặc nút bấm chạy kèm.",
        why="Macro là chương trình chạy kèm tệp, có thể gây hại cho máy mở biểu.",
        next="Trong Excel chọn Lưu thành dạng .xlsx (không macro) rồi tải lên lại.",
        field="file",
    )


def _outside() -> Fault:
    return Fault(
        what="Tệp lấy dữ liệu từ nơi khác hoặc có tệp nhúng bên trong.",
        why="Người mở biểu sẽ bị dẫn tới tệp, địa chỉ khác.",
        next="Trong Excel: Dữ liệu, Sửa liên kết, ngắt mọi liên kết; xóa tệp nhúng rồi tải lên lại.",
        field="file",
    )


def _not_one_cell(name: str) -> Fault:
    return Fault(
        what=f"Tên “{name[:60]}” không chỉ đúng một ô.",
        why="Mỗi tên là chỗ của một con số.",
        next="Trong Excel mở Công thức, Quản lý tên: cho tên ấy chỉ một ô, hoặc xóa tên.",
        field="file",
    )


def _twice(name: str) -> Fault:
    return Fault(
        what=f"Tên “{name[:60]}” được đặt hai lần.",
        why="Không rõ điền vào ô nào.",
        next="Xóa bớt một tên, hoặc ở ô thứ hai dùng công thức lấy lại ô thứ nhất.",
        field="file",
    )


def _shared(cell: str) -> Fault:
    return Fault(what=f"Ô {cell} mang hai tên.", next="Giữ một tên cho mỗi ô.", field="file")


def _merged(one: Named) -> Fault:
    return Fault(
        what=f"Ô {one.cell} (“{one.name}”) nằm giữa một ô gộp.",
        why="Ô gộp chỉ giữ số ở ô đầu tiên.",
        next="Đặt tên cho ô đầu của vùng gộp, hoặc bỏ gộp.",
        field="file",
    )


def _has_formula(one: Named) -> Fault:
    return Fault(
        what=f"Ô {one.cell} (“{one.name}”) đang có công thức.",
        why="Điền số vào sẽ mất công thức.",
        next="Xóa tên ở ô ấy để giữ công thức, hoặc xóa công thức để chương trình điền.",
        field="file",
    )


def _no_names() -> Fault:
    return Fault(
        what="Tệp chưa có ô nào được đặt tên.",
        why="Chương trình điền số vào ô theo tên của ô.",
        next="Trong Excel chọn ô, gõ tên vào hộp tên ở góc trái trên (ví dụ dv_nu), nhấn Enter; xem danh sách tên ô.",
        field="file",
    )
