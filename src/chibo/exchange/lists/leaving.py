"""Who left, as a list says it: without the whole day nobody comes in, for they would come in as if still there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.exchange.lists.cells import is_blank, say_partial
from chibo.exchange.lists.composite import REASONS, is_active, status_of
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.rows import RowFault
from chibo.register.models import Membership
from chibo.register.returning import OUT_OF_THE_PARTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.exchange.lists.rows import Row

_WAYS: Final = (
    (Column.DIED_ON, "đã từ trần", (Column.DIED_ON, Column.DIED)),
    (Column.MOVED_OUT_ON, "đã chuyển đi", (Column.MOVED_OUT_ON, Column.MOVED_TO, Column.MOVED_OUT)),
    (Column.ENDED_ON, "đã ra khỏi Đảng", (Column.ENDED_ON, Column.ENDED_HOW, Column.ENDED)),
)
HOW_LEFT: Final = "Ghi: từ trần, chuyển đi, xóa tên, khai trừ hoặc xin ra khỏi Đảng; chưa rõ thì dòng này chưa nhập."
_STILL_HERE: Final = "Vẫn đang sinh hoạt thì xóa trống ô này."
_THEN: Final = "Ghi đủ ngày vào ô bên; chưa rõ thì dòng này chưa nhập."
_AGAIN: Final = "chỉ là đảng viên trở lại bằng kết nạp lại; ghi nhầm thì rút lại việc ấy ở trang của người đó"
_THEN_AFTER: Final[dict[str, str]] = {
    **dict.fromkeys(OUT_OF_THE_PARTY, _AGAIN),
    Membership.LeftBy.DEATH: "ghi nhầm thì rút lại việc từ trần ở trang của người đó",
}


def is_gone(row: Row) -> bool:
    """Whether a row says that its person left, on a day that may be unknown."""
    return says_how(row) or not is_blank(row.raw.get(Column.LEFT_ON, ""))


def says_how(row: Row) -> bool:
    """Whether a row says how its person left, clearly or not."""
    return any(_says(row, way) for way in _WAYS) or not is_blank(row.raw.get(Column.LEFT_WHY, ""))


def note_leaving(row: Row, spell: Membership | None) -> None:
    """Note what a row says of leaving and the register cannot hold; ``spell`` is what it has of the person here."""
    if spell is not None and spell.ends_on is not None:
        if row.is_member and not is_gone(row):
            row.faults.append(_still_named(spell))
        return
    for why, on in REASONS:
        if status_of(row.raw.get(why, "")) is not None:
            row.faults = [fault for fault in row.faults if fault.column is not on]  # told of its own column
    for column, how, said in _WAYS:
        if row.day(column) is None and _says(row, (column, how, said)):
            _stop(row, column, how)
    row.faults.extend(_unclear(row))
    row.faults.extend(_unkept_status(row))


def _unclear(row: Row) -> Iterator[RowFault]:
    """Somebody left, and nobody can tell how: neither present nor gone, the row waits."""
    if not is_gone(row) or any(_says(row, way) for way in _WAYS):
        return
    why, day = row.raw.get(Column.LEFT_WHY, ""), row.raw.get(Column.LEFT_ON, "")
    if any(fault.column is Column.LEFT_WHY for fault in row.faults):
        return
    what, then = f"“{why}”: chưa rõ đã rời chi bộ bằng cách nào", f"{HOW_LEFT} {_STILL_HERE}"
    if is_blank(why):
        what, then = f"ghi rời chi bộ ngày {day} nhưng chưa rõ bằng cách nào", HOW_LEFT
    yield RowFault(column=Column.LEFT_WHY, what=what, next=then, stops=True)


def _says(row: Row, way: tuple[Column, str, tuple[Column, ...]]) -> bool:
    column, _, said = way
    told = any(not is_blank(row.raw.get(one, "")) for one in said)
    return told or any(status_of(row.raw.get(why, "")) is column for why, _ in REASONS)


def _stop(row: Row, column: Column, how: str) -> None:
    """Stop a row at the day of leaving: what speaks against the day already, else that it is not whole."""
    if any(fault.must and fault.column is column for fault in row.faults):
        row.faults = [
            replace(fault, next=_THEN, stops=True) if fault.must and fault.column is column else fault
            for fault in row.faults
        ]
        return
    known = row.partial(column)
    what = f"ghi là {how} nhưng chỉ biết {say_partial(known)}" if known else f"ghi là {how} nhưng chưa có ngày"
    row.faults.append(RowFault(column=column, what=what, next=_THEN, stops=True))


def _unkept_status(row: Row) -> Iterator[RowFault]:
    """A status that is none of leaving, and its day: told, for nothing of it is kept."""
    said = row.raw.get(Column.STATUS, "")
    if is_blank(said) or status_of(said) is not None:
        return
    has_day = not is_blank(row.raw.get(Column.STATUS_ON, ""))
    if has_day or not is_active(said):
        what = f"trạng thái “{said}”{' và ngày của nó' if has_day else ''} không được nhập"
        then = "Người này nhập như đang sinh hoạt; miễn sinh hoạt, chuyển đến thì ghi ở trang của người đó."
        yield RowFault(column=Column.STATUS, what=what, next=then, must=False)


def _still_named(spell: Membership) -> RowFault:
    assert spell.ends_on is not None
    what = f"sổ ghi người này đã rời chi bộ từ {say_date(spell.ends_on)} ({spell.get_left_by_display()})"
    then = f"Sổ giữ nguyên; {_THEN_AFTER.get(spell.left_by, 'đã về lại thì ghi chuyển đến ở trang của người đó')}."
    return RowFault(column=Column.FULL_NAME, what=what, next=then, must=False)
