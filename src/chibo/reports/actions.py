"""The one verb of a room that writes nothing: a table leaves the program, and the log says who took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.dates import say_date
from chibo.documents import sheets
from chibo.documents.naming import safe
from chibo.reports.queries.statistics import WAYS_IN, WAYS_OUT, ensure_period, grid, turnover

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics import Question, UnitTurnover

HIDDEN = "ẩn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that left: its name and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def export_grid(*, actor: Actor, on: date, question: Question, as_csv: bool = False) -> Taken:
    """Give a table as XLSX whose sums are formulas, or as CSV. Raises :class:`NotYoursError`."""
    found = grid(actor, question)
    title = f"Thống kê đảng viên {question.unit.name} đến {say_date(question.on)}"
    columns = (*found.columns, "Cộng") if question.columns else ("Số đảng viên",)
    table = sheets.Table(
        title=title,
        notes=(f"Chia theo {question.rows.name.lower()}", *found.filters),
        corner=question.rows.name,
        columns=columns,
        rows=tuple((line.name, _shown(line.counts)) for line in found.lines),
        sums=_shown(found.sums.counts),
        has_sum_column=question.columns is not None,
    )
    _log(actor, on, question.unit, title, found.total)
    name = safe(title)
    return (
        Taken(name=f"{name}.csv", content=sheets.csv(table))
        if as_csv
        else Taken(name=f"{name}.xlsx", content=sheets.crossed(table))
    )


@transaction.atomic
def export_turnover(*, actor: Actor, on: date, unit: Organisation, starts_on: date, last_day: date) -> Taken:
    """Give a period as XLSX: a line for each unit, the sums as formulas. Raises :class:`NotYoursError`."""
    ensure_period(unit, starts_on, last_day, on)
    found = turnover(actor, unit, starts_on, last_day)
    title = f"Biến động đảng viên {unit.name} từ {say_date(starts_on)} đến {say_date(last_day)}"
    table = sheets.Table(
        title=title,
        notes=("Đầu kỳ + tăng − giảm = cuối kỳ",),
        corner="Đơn vị",
        columns=("Đầu kỳ", *WAYS_IN.values(), *WAYS_OUT.values(), "Cuối kỳ", "Danh sách"),
        rows=tuple((line.name, _turned(line)) for line in found.lines),
        sums=_turned(found.total),
        has_sum_column=False,
    )
    _log(actor, on, unit, title, found.total.listed)
    return Taken(name=f"{safe(title)}.xlsx", content=sheets.crossed(table))


def _turned(line: UnitTurnover) -> tuple[int | str, ...]:
    stocks = (None, None, None) if line.is_few else (line.opening, line.closing, line.listed)
    return _shown((stocks[0], *line.told, *stocks[1:]))


def _shown(counts: tuple[int | None, ...]) -> tuple[int | str, ...]:
    return tuple(HIDDEN if count is None else count for count in counts)


def _log(actor: Actor, on: date, unit: Organisation, title: str, many: int) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="reports.export",
        subject=unit,
        chain=str(unit.uid),
        changes={"table": [None, title], "members": [None, many]},
    )
