"""Dates that a list knows in part, or not at all: of each it is said what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chibo.base.dates import say_date
from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.rows import RowFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.exchange.lists.rows import Row
    from chibo.register.standing import Held

_KEPT: Final = "Giữ như vậy, bổ sung ngày sau."
_LEFT_OUT: Final = "Sổ cần đủ ngày nên chưa ghi; bổ sung ở ô bên hoặc để sau."


def note_partly(row: Row, one: Held | None, values: Mapping[str, Any], on: date, *, is_on_road: bool) -> None:
    """Note the dates of a row that are not whole, with what ``values`` make of them; ``one`` is what stands already."""
    row.faults.extend(_joining(row, one, values))
    row.faults.extend(_official(row, one, values, on))
    row.faults.extend(_others(row, values))
    row.faults.extend(_moved_in(row, values))
    row.faults.extend([] if is_on_road else _source(row, on))
    if row.is_member and Column.CEREMONY_ON not in row.days and one is None:
        taken_for = "dự bị" if row.is_in_probation else "chính thức"
        what, then = (
            "là đảng viên nhưng chưa có ngày vào Đảng",
            f"Bổ sung ở ô bên; để trống thì tạm tính là {taken_for}.",
        )
        row.faults.append(RowFault(column=Column.CEREMONY_ON, what=what, next=then, must=False))


def _joining(row: Row, one: Held | None, values: Mapping[str, Any]) -> Iterator[RowFault]:
    if one is not None and one.value("admission.ceremony_on") is not None:
        return
    is_new = "membership.joined_by" in values
    is_official = not is_new or bool(values.get("membership.was_official"))
    then = _KEPT if is_official else "Giữ như vậy, tạm tính là dự bị; bổ sung ngày sau."
    yield from _told(row, Column.CEREMONY_ON, "ngày vào Đảng", then)


def _official(row: Row, one: Held | None, values: Mapping[str, Any], on: date) -> Iterator[RowFault]:
    """Who became official on a day known in part is official; where that may lie ahead, somebody must say."""
    if one is not None and one.value("admission.official_on") is not None:
        return
    for column in (Column.OFFICIAL_ON, Column.RECOGNISED_ON):
        known = row.partial(column)
        if known is None:
            continue
        is_ahead = "membership.joined_by" in values and known.latest > on
        then = "Ghi đủ ngày; để trống thì ghi là dự bị." if is_ahead else _LEFT_OUT
        if values.get("membership.was_official"):
            then = "Ghi là đã chính thức, bổ sung ngày sau."
        yield from _told(row, column, "", then, must=is_ahead and not values.get("membership.was_official"))


def _others(row: Row, values: Mapping[str, Any]) -> Iterator[RowFault]:
    yield from _told(row, Column.DECIDED_ON, "", _LEFT_OUT)
    stored = values.get("employment.starts_on")
    then = f"Sổ cần đủ ngày nên tạm ghi {say_date(stored)}; đính chính sau." if stored else _LEFT_OUT
    yield from _told(row, Column.HIRED_ON, "ngày vào cơ quan", then)


def _moved_in(row: Row, values: Mapping[str, Any]) -> Iterator[RowFault]:
    """Who came on a day that is not known whole is there from another day, and where from is not kept."""
    since = values.get("membership.starts_on")
    if since is None or not row.is_member or row.day(Column.MOVED_IN_ON) is not None:
        return
    then = f"Sổ cần đủ ngày nên tạm ghi có mặt từ {say_date(since)}; đính chính sau."
    if row.partial(Column.MOVED_IN_ON) is None and row.said(Column.MOVED_FROM):
        what = f"chuyển đến từ “{row.said(Column.MOVED_FROM)}” nhưng chưa có ngày"
        yield RowFault(column=Column.MOVED_IN_ON, what=what, next=then, must=False)
    yield from _told(row, Column.MOVED_IN_ON, "", then)


def _source(row: Row, on: date) -> Iterator[RowFault]:
    then = f"Ghi đủ ngày; để trống thì ghi là hôm nay ({say_date(on)})."
    yield from _told(row, Column.SOURCE_ON, "", then, must=True)


def _told(row: Row, column: Column, name: str, then: str, *, must: bool = False) -> Iterator[RowFault]:
    known = row.partial(column)
    if known is not None:
        what = f"{name or LABELS[column][:1].lower() + LABELS[column][1:]} chỉ biết {say_partial(known)}"
        yield RowFault(column=column, what=what, next=then, must=must)
