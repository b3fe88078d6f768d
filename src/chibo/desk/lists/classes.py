"""What a class takes along: the letter, the list of who is sent, the list as a workbook, the attendance sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.refusal import Fault, FaultyError
from chibo.desk.lists.papers import people_values, shared_values
from chibo.desk.lists.people import told
from chibo.desk.lists.shape import SheetList
from chibo.desk.lists.sheets import class_columns, class_row
from chibo.development.models import ClassKind
from chibo.development.queries import class_view
from chibo.documents import render, sheets, wording
from chibo.documents.regimes import regime_on

if TYPE_CHECKING:
    from datetime import date

    from chibo.desk.lists.people import Told
    from chibo.development.models import TrainingClass
    from chibo.documents.render import MadePaper

CLASS_PAPERS: Final = {
    "cong-van": ("cong-van-cu-hoc", "Công văn cử đi học"),
    "danh-sach": ("danh-sach-cu-hoc", "Danh sách cử đi học"),
}
"""By their address: the template and the title."""

_NAMES: Final = {
    ClassKind.AWARENESS.value: ("bồi dưỡng nhận thức về Đảng", "quần chúng"),
    ClassKind.NEW_MEMBER.value: ("bồi dưỡng đảng viên mới", "đảng viên dự bị"),
}
_SITTINGS: Final = 8
"""Columns to sign in on the attendance sheet; a longer class takes another sheet."""


def class_paper(row: TrainingClass, on: date, kind: str) -> MadePaper:
    """Make one of ``CLASS_PAPERS`` in the form of the day. Raises ``KeyError``, ``FaultyError`` for an empty list."""
    template, title = CLASS_PAPERS[kind]
    values = _values(row, on)
    return render.make(f"{title} {row} {on:%d-%m-%Y}", template, values, regime=regime_on(on))


def class_sheet(row: TrainingClass, on: date) -> SheetList:
    """Give who is sent as a list for mail merge."""
    sent = list(_sent(row, on))
    rows = tuple(class_row(place, one) for place, one in enumerate(sent, start=1))
    people = tuple(one.person.pk for one in sent)
    return SheetList(title=f"Cử học {row}", columns=class_columns(), rows=rows, people=people)


def attendance_sheet(row: TrainingClass, on: date) -> bytes:
    """Make the sheet to sign in on, a column for each sitting, with lines around every cell."""
    people = _sent(row, on)
    if not people:
        raise FaultyError([_NOBODY])
    above = (f"BẢNG ĐIỂM DANH: {str(row).upper()}", f"{row.organisation.name} · {row.organiser}, {_when(row)}")
    sittings = tuple(f"Buổi {number}" for number in range(1, _SITTINGS + 1))
    columns = ("TT", "Họ và tên", "Ngày sinh", "Chức danh, nơi công tác", *sittings, "Ghi chú")
    widths = (5, 26, 12, 30, *(9 for _ in sittings), 14)
    lines = (
        (str(place), one.person.full_name, one.birth, one.work, *("" for _ in sittings), "")
        for place, one in enumerate(people, start=1)
    )
    return sheets.register("Điểm danh lớp học", above, columns, widths, lines)


_NOBODY: Final = Fault(what="Danh sách chưa có ai.", next="Lập danh sách cử đi học trước.")


def _when(row: TrainingClass) -> str:
    days = f"từ {wording.short_day(row.starts_on)} đến {wording.short_day(row.last_on)}"
    return f"{days}, {row.place}" if row.place else days


def _sent(row: TrainingClass, on: date) -> tuple[Told, ...]:
    return told((line.person for line in class_view(row).sent), on)


def _values(row: TrainingClass, on: date) -> dict[str, object]:
    people = _sent(row, on)
    if not people:
        raise FaultyError([_NOBODY])
    name, who = _NAMES.get(row.kind, (str(row).lower() if not row.name else row.name, "đảng viên"))
    return {
        **shared_values(row.organisation, on),
        "ký_hiệu": "CV/CB",
        "về_việc": f"cử {who} học lớp {name}",
        "trích_yếu": f"{who} được cử học lớp {name}",
        "tên_lớp": name,
        "đối_tượng": who if row.kind == ClassKind.AWARENESS else f"đồng chí {who}",
        "kính_gửi": row.organiser,
        "nơi_mở_lớp": row.organiser,
        "thời_gian_địa_điểm": _when(row),
        "danh_sách": people_values(people),
        "số_người": len(people),
    }
