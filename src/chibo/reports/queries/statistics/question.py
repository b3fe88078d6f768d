"""What is asked of the members: a unit, a day, the dimensions of a table and who is counted at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError
from chibo.reports.queries.statistics.dimensions import DIMENSIONS, Dimension

if TYPE_CHECKING:
    from datetime import date

    from chibo.register.models import Organisation

ALL = "*"
MOST_FILTERS = 2  # above the cell: a set told by more conditions is smaller than a table needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a unit with everything under it, a day, the dimensions, and values that members must have."""

    unit: Organisation
    on: date
    rows: Dimension
    columns: Dimension | None = None
    filters: tuple[tuple[Dimension, str], ...] = ()

    @property
    def query(self) -> str:
        """The question as the part of an address after the question mark."""
        return urlencode([*self._told, *(("loc", value) for value in self.filter_values)])

    @property
    def unfiltered(self) -> str:
        """The same question of everybody."""
        return urlencode(self._told)

    @property
    def filter_values(self) -> tuple[str, ...]:
        """The filters as an address names them."""
        return tuple(f"{one.key}:{value}" for one, value in self.filters)

    def cell_filters(self, row: str, column: str) -> tuple[tuple[Dimension, str], ...]:
        """The filters with the values of one cell added, for a table of those people only."""
        more = [(self.rows, row)] if row != ALL else []
        more += [(self.columns, column)] if self.columns and column != ALL else []
        return (*self.filters, *(one for one in more if one not in self.filters))

    @property
    def axes(self) -> tuple[Dimension, ...]:
        """Every dimension the question speaks of, in one order for all questions: the same sets, the same table."""
        spoken = {self.rows.key, *([self.columns.key] if self.columns else []), *(one.key for one, _ in self.filters)}
        return tuple(one for one in DIMENSIONS.values() if one.key in spoken)

    def at(self, row: str, column: str) -> dict[int, str] | None:
        """The values (by the place of their dimension in ``axes``) of those in one cell; nothing where they clash."""
        asked = [(one.key, value) for one, value in self.filters]
        asked += [(self.rows.key, row)] if row != ALL else []
        asked += [(self.columns.key, column)] if self.columns and column != ALL else []
        places = {one.key: place for place, one in enumerate(self.axes)}
        found: dict[int, str] = {}
        for key, value in asked:
            if found.setdefault(places[key], value) != value:
                return None
        return found

    @property
    def _told(self) -> list[tuple[str, str]]:
        told = [("don_vi", str(self.unit.uid)), ("ngay", say_date(self.on)), ("hang", self.rows.key)]
        return [*told, ("cot", self.columns.key)] if self.columns else told


def asked(unit: Organisation, on: date, *, rows: str, columns: str = "", filters: tuple[str, ...] = ()) -> Question:
    """Read the question of an address; raises ``FaultyError`` for a dimension that does not exist or is named twice."""
    faults: list[Fault] = []
    if rows not in DIMENSIONS or (columns and columns not in DIMENSIONS):
        faults.append(Fault(what="Không có cách chia này.", next="Chọn lại trong danh sách.", field="hang"))
    if columns and columns == rows:
        what = "Hàng và cột đang chia theo cùng một tiêu chí."
        faults.append(Fault(what=what, next="Chọn cột khác, hoặc để trống cột.", field="cot"))
    told = [tuple(one.partition(":")[::2]) for one in filters]
    if any(key not in DIMENSIONS for key, _ in told):
        faults.append(Fault(what="Không lọc được theo tiêu chí này.", next="Bỏ phần lọc rồi chọn lại.", field="loc"))
    if len(told) > MOST_FILTERS and not unit.kind.is_cell:
        what = f"Ở cấp trên chi bộ chỉ lọc theo nhiều nhất {MOST_FILTERS} tiêu chí."
        why = "Nhóm quá hẹp thì số liệu nhận ra từng người."
        faults.append(Fault(what=what, why=why, next="Bỏ bớt phần lọc.", field="loc"))
    if faults:
        raise FaultyError(faults)
    return Question(
        unit=unit,
        on=on,
        rows=DIMENSIONS[rows],
        columns=DIMENSIONS[columns] if columns else None,
        filters=tuple((DIMENSIONS[key], value) for key, value in told),
    )
