"""The name of a row: of one person, without what somebody noted behind it; what is none, or two, waits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chibo.base.vietnamese import fold
from chibo.exchange.lists.cells import POST, bare_name, is_blank, looks_like_name, name_of, text_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.letters import old_letters
from chibo.exchange.lists.row import RowFault
from chibo.exchange.lists.standing import Group, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.exchange.lists.cells import Value
    from chibo.exchange.lists.row import Row

_REMARK: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]?\s*$")
_OTHER_NAME: Final = re.compile(r"(?:tức|bí danh|tên (?:gọi )?khác|(?:tên )?thường gọi)\s*:?\s*(\S.*)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*[/;+&,|]\s*|\s+[-–—]\s+|\s+(?:và|với)\s+")
_NO_LETTER: Final = re.compile(r"[\d?=_*…]")
_NOBODY: Final = re.compile(
    r"(chua (ro|co|biet|xac dinh)|khong (ro|co|biet)|khuyet|dang tuyen|vi tri|(chi|dang) (bo|uy))\b|x+$"
)
_FAMILIES: Final = frozenset(
    re.split(
        " ",
        "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly li dinh doan dao lo vi ca quang luong "
        "tong deo bac cam nong trieu ma hua be chu la dam giang vang thao vu sung mua hang cu lau cao ta to trinh "
        "trang truong thai than phung quach kieu khuc lai luu mac nghiem tang ton vuong au banh chau che dong "
        "giap hau kha khuat lam leng lu may nham nie sam tan thach thi thieu toi tong ung uong vuu",
    )
)
_WHOLE: Final = "Ghi đủ họ tên ở ô bên."
_ONE: Final = "Mỗi dòng một người: sửa họ tên ở ô bên; người còn lại thêm ở Người, Thêm người."


def read_name(row: Row, written: Value) -> None:
    """Read whom a row names; ``written`` is the cell of the whole name with the breaks of its lines."""
    whole, given = _whole(row, written), row.raw.get(Column.GIVEN_NAME, "")
    row.raw[Column.FULL_NAME] = whole
    bare, remark = apart(whole)
    row.name = name_of(bare)
    row.name_key = fold(row.name)
    if old := old_letters(row.name):
        letters, turned = old
        what = f"họ tên “{row.name}” có chữ gõ bằng bảng mã {letters}"
        row.faults.append(RowFault(column=Column.FULL_NAME, what=what, suggestion=turned, stops=True))
    elif fault := _no_name(bare, written):
        row.faults.append(fault)
    elif not ends_with(whole, given):
        what, hint = f"họ tên ghi “{whole}”, cột tên ghi “{given}”", name_of(f"{bare} {given}")
        row.faults.append(RowFault(column=Column.FULL_NAME, what=what, next=_WHOLE, suggestion=hint, stops=True))
    elif not looks_like_name(row.name):
        what = f"họ tên “{row.name}” chưa giống họ tên đầy đủ"
        row.faults.append(RowFault(column=Column.FULL_NAME, what=what, must=False))
    if remark:
        _note_remark(row, remark)


def whole_name(said: Mapping[Column, str]) -> str:
    """Join a name that stands in one column or two; a whole name is not said twice."""
    given, halves = said.get(Column.GIVEN_NAME, ""), (Column.SURNAME, Column.MIDDLE_NAME)
    if full := said.get(Column.FULL_NAME, ""):
        return full
    first = " ".join(text for column in halves if (text := said.get(column, "")))
    return first if ends_with(first, given) else f"{first} {given}".strip()


def ends_with(full: str, given: str) -> bool:
    """Whether a whole name has the given name that stands in a column of its own."""
    if not given:
        return True
    name, last = fold(apart(bare_name(full))[0]).split(), fold(bare_name(given)).split()
    return not last or name[-len(last) :] == last


def apart(text: str) -> tuple[str, str]:
    """Take a remark in brackets off the end of a name; a post there is left to :func:`bare_name`."""
    found = _REMARK.search(text)
    if found is None or not found.start() or POST.match(fold(found[1])):
        return text, ""
    return text[: found.start()], found[1].strip()


def _whole(row: Row, written: Value) -> str:
    """The whole name; where two people stand in the lines of one cell, with a sign between them."""
    whole = whole_name(row.raw)
    lines = _lines(written)
    are_several = len(lines) > 1 and any(_is_person(line) for line in lines[1:])
    return " / ".join(lines) if are_several and whole == " ".join(lines) else whole


def _lines(written: Value) -> list[str]:
    return [text for line in written.splitlines() if (text := text_of(line))] if isinstance(written, str) else []


def _is_person(text: str) -> bool:
    """Whether a text is somebody's name beyond doubt: it begins with a family's."""
    name = bare_name(text)
    return looks_like_name(name) and fold(name).split()[0] in _FAMILIES


def _no_name(bare: str, written: Value) -> RowFault | None:
    """What is no name of one person: it stops the row, with what it may mean where that is clear."""
    bare = bare_name(bare)  # Đ/c is no sign between two
    parts = [part for part in _BETWEEN.split(bare) if part]
    first = name_of(parts[0]) if parts and looks_like_name(bare_name(parts[0])) else ""
    if len(parts) > 1 and (first or any(map(looks_like_name, parts))):
        are_several = any(map(_is_person, parts[1:])) or fold(parts[1]).split()[:1] == fold(first).split()[:1]
        what = f"“{bare}”: chưa rõ là một hay nhiều người"
        joined = " ".join(_lines(written)) if len(_lines(written)) > 1 else ""
        hint = joined if are_several else first
        return RowFault(
            column=Column.FULL_NAME, what=what, next=_ONE, suggestion=name_of(hint) if hint else "", stops=True
        )
    if _NO_LETTER.search(bare) or _NOBODY.match(fold(bare)):
        hint = name_of(_NO_LETTER.sub("", bare))
        hint = hint if looks_like_name(hint) and not _NOBODY.match(fold(bare)) else ""
        what = f"“{bare}” không phải họ tên"
        return RowFault(column=Column.FULL_NAME, what=what, next="Ghi họ tên ở ô bên.", suggestion=hint, stops=True)
    return None


def _note_remark(row: Row, remark: str) -> None:
    """Say what becomes of a remark behind a name; one of leaving, being exempt or a guest is asked about."""
    other = _OTHER_NAME.fullmatch(remark)
    then = "Không nhập phần này."
    if other is not None and is_blank(row.raw.get(Column.OTHER_NAMES, "")):
        row.raw[Column.OTHER_NAMES] = other[1]
        then = "Ghi vào Tên gọi khác, bí danh."
    row.group = group_noted(remark) or row.group
    what = f"sau họ tên ghi “{remark}”"
    row.faults.append(RowFault(column=Column.FULL_NAME, what=what, next=then, must=False))


def group_noted(text: str) -> Group | None:
    """Tell of what somebody noted in one row what a title would tell of many."""
    standing = standing_of(text) if text else None
    return Group(title=text, standing=standing, is_noted=True) if standing is not None else None
