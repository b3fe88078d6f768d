"""Tables of figures as they leave the program: a workbook, a list of commas, or a paper in the form of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.documents import grids, render, sheets, wording
from chibo.documents.regimes import regime_on
from chibo.meetings import papers
from chibo.register.tree import as_it_was
from chibo.reports.queries.statistics import WAYS_IN, WAYS_OUT

if TYPE_CHECKING:
    from datetime import date

    from chibo.documents.render import MadePaper
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics import Grid, Turnover, UnitTurnover

HIDDEN = "ẩn"
_WHY_HIDDEN = "Số ghi “ẩn”: từ 1 đến 2 người, hoặc suy ra được số ấy; ít người là nhận ra từng người."
TEMPLATE = "bieu-thong-ke"


def of_grid(found: Grid) -> sheets.Table:
    """A table of members."""
    question = found.question
    divided = " và ".join(one.name.lower() for one in (question.rows, question.columns) if one)
    return sheets.Table(
        title=f"Thống kê đảng viên {as_it_was(question.unit, question.on).name} đến {say_date(question.on)}",
        notes=(f"Chia theo {divided}", *found.filters),
        corner=question.rows.name,
        columns=(*found.columns, "Cộng") if question.columns else ("Số đảng viên",),
        rows=tuple((line.name, _shown(line.counts)) for line in found.lines),
        sums=_shown(found.sums.counts),
        has_sum_column=question.columns is not None,
    )


def of_turnover(found: Turnover) -> sheets.Table:
    """A period: a line for each unit."""
    period = f"từ {say_date(found.starts_on)} đến {say_date(found.last_day)}"
    return sheets.Table(
        title=f"Biến động đảng viên {found.unit.name} {period}",
        notes=("Đầu kỳ + tăng − giảm = cuối kỳ",),
        corner="Đơn vị",
        columns=("Đầu kỳ", *WAYS_IN.values(), *WAYS_OUT.values(), "Cuối kỳ", "Danh sách"),
        rows=tuple((line.name, _turned(line)) for line in found.lines),
        sums=_turned(found.total),
        has_sum_column=False,
    )


def paper(unit: Organisation, on: date, table: sheets.Table) -> MadePaper:
    """A table as DOCX in the form of the day; ``on`` is the day of the paper, the title says the day of the figures."""
    is_hidden = any(HIDDEN in counts for _, counts in (*table.rows, ("", table.sums)))
    values = {
        **papers.heading(unit, on),
        **papers.signing(unit, on),
        "nơi_nhận": papers.recipients(unit),
        "CẤP_ỦY": "CHI BỘ" if unit.kind.is_cell else wording.as_committee(unit.name).upper(),
        "trích_yếu": wording.unbroken(wording.capital(table.title)),
        "bảng": grids.PLACE,
        "ghi_chú": [f"{note}." for note in table.notes] + ([_WHY_HIDDEN] if is_hidden else []),
    }
    made = render.make(table.title, TEMPLATE, values, regime=regime_on(on), scope_key=unit.scope_key, dated=on)
    return render.MadePaper(name=made.name, content=grids.placed(made.content, table), gaps=made.gaps, facts=made.facts)


def _turned(line: UnitTurnover) -> tuple[int | str, ...]:
    stocks = (None, None, None) if line.is_few else (line.opening, line.closing, line.listed)
    return _shown((stocks[0], *line.told, *stocks[1:]))


def _shown(counts: tuple[int | None, ...]) -> tuple[int | str, ...]:
    return tuple(HIDDEN if count is None else count for count in counts)
