"""Laying the counts beside the promises: of one unit, or of the units below it in one table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chibo.base.refusal import NotYoursError
from chibo.register.queries import home
from chibo.register.tree import dressed
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.progress.counting import gather
from chibo.reports.queries.progress.facts import REVIEWED, SENSITIVE, Metric, Progress, State
from chibo.reports.queries.statistics.hiding import SMALLEST_SHOWN
from chibo.reviews.models import Target
from chibo.reviews.queries import targets_below, targets_of, units_with_targets

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.progress.counting import Gathered

PAGE: Final = 50
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """One unit below with what it was set, in the order of the columns; nothing where it was set nothing."""

    unit: Organisation
    cells: tuple[Progress | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A page of the units below with their targets; ``columns`` are the kinds of targets that were set."""

    columns: tuple[tuple[str, int | None], ...]
    rows: tuple[UnitProgress, ...]
    after: str

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above each column."""
        return tuple(Metric(metric).label + (f", năm {year}" if year else "") for metric, year in self.columns)


def progress(actor: Actor, unit: Organisation, on: date) -> tuple[Progress, ...]:
    """Say of every target of a unit in the terms of a day how far it has come, its own first, then those set for it.

    What the organisation itself promised comes first, the whole term before its years. What was below the unit is told
    by the tree of the day; who may look, by the tree of today: rights go by the present keys (ADR 0049). At most ten
    queries, however many targets and people, a few more where the tree has changed since. Raises
    :class:`NotYoursError`.
    """
    ensure_readable(actor, unit)
    found = targets_of(unit, on)
    if not found:
        return ()
    is_above = not _is_at_home(actor, unit)
    counted = gather(unit, found, on)
    return tuple(_progress(one, counted, on, is_above=is_above) for one in found)


def progress_of(actor: Actor, target: Target, on: date) -> Progress:
    """Say how far one target has come. Raises :class:`NotYoursError`."""
    found = [one for one in progress(actor, target.unit, on) if one.target.pk == target.pk]
    if not found:
        raise NotYoursError
    return found[0]


def progress_below(actor: Actor, organisation: Organisation, on: date, *, after: str = "") -> Below:
    """Lay out what was set for the units below, a page of units at a time, each with how far it has come.

    ``after`` is the uid of the last unit seen. Units are named and ordered as on the day. At most eleven queries, a few
    more where the tree has changed since. Raises :class:`NotYoursError`.
    """
    ensure_readable(actor, organisation)
    units = sorted(dressed(units_with_targets(organisation, on), on), key=lambda one: one.scope_key)
    start = next((at + 1 for at, one in enumerate(units) if str(one.uid) == after), 0)
    shown = units[start : start + PAGE]
    if not shown:
        return Below(columns=(), rows=(), after="")
    found = targets_below(organisation, on, shown)
    counted = gather(organisation, found, on)
    columns = tuple(sorted({(one.metric, one.year) for one in found}, key=_column_order))
    told = {(one.unit_id, one.metric, one.year): _progress(one, counted, on, is_above=True) for one in found}
    rows = tuple(
        UnitProgress(unit=unit, cells=tuple(told.get((unit.pk, *column)) for column in columns)) for unit in shown
    )
    is_last = start + PAGE >= len(units)
    return Below(columns=columns, rows=_hidden_pairs(rows), after="" if is_last else str(shown[-1].uid))


def _column_order(column: tuple[str, int | None]) -> tuple[int, int]:
    metric, year = column
    return year or 0, Metric.values.index(metric)


def _is_at_home(actor: Actor, unit: Organisation) -> bool:
    """Whether a cell looks at its own people: there small counts are no secret."""
    return unit.kind.is_cell and home(actor).pk == unit.pk


# ---------------------------------------------------------------------- one target


def _progress(target: Target, counted: Gathered, on: date, *, is_above: bool) -> Progress:
    span = counted.spans[counted.place(target)]
    goal = target.value_on(on, target.amendments.all())
    bare = Progress(target=target, goal=goal, counted_on=span.last, state=State.NOT_BEGUN, lists_open=not is_above)
    if on < target.starts_on:
        return bare
    filled = _counted(bare, counted, counted.place(target))
    if is_above and target.metric in SENSITIVE and _is_small(filled):
        return replace(bare, state=State.HIDDEN)
    return replace(filled, state=_state(filled, on))


def _counted(bare: Progress, counted: Gathered, place: int) -> Progress:
    target, unit = bare.target, counted.unit(bare.target)
    metric = Metric(target.metric)
    if metric in REVIEWED:
        return _reviewed(bare, counted, place)
    if metric is Metric.TITLES:
        return replace(bare, part=counted.titles.under(unit, f"{target.title or 'any'}_{place}"))
    if metric is Metric.MEMBER_SHARE:
        staff, members = (counted.staff.under(unit, f"{name}_{place}") for name in ("staff", "members"))
        return replace(bare, part=members, base=staff)
    if metric is Metric.SOURCES:
        return replace(bare, part=counted.sources.under(unit, f"sources_{place}"))
    admitted = counted.admitted.under(unit, f"admitted_{place}")
    if metric is Metric.ADMISSIONS:
        return replace(bare, part=admitted)
    kind, unknown = _KINDS[metric]
    return replace(
        bare,
        part=counted.admitted.under(unit, f"{kind}_{place}"),
        base=admitted,
        unknown=counted.admitted.under(unit, f"{unknown}_{place}") if unknown else 0,
    )


_KINDS: Final = {
    Metric.WOMEN_SHARE: ("women", "no_sex"),
    Metric.YOUTH_SHARE: ("youth", ""),
    Metric.MINORITY_SHARE: ("minority", "no_people"),
}


def _reviewed(bare: Progress, counted: Gathered, place: int) -> Progress:
    """By the last year of the period whose review is known."""
    span, unit = counted.spans[place], counted.unit(bare.target)
    for year in range(span.last.year, span.first.year - 1, -1):
        rated, good, excellent = (
            counted.reviews.under(unit, f"{name}_{year}") for name in ("rated", "good", "excellent")
        )
        if rated:
            part = good if bare.metric == Metric.GOOD_SHARE else excellent
            base = good if bare.target.base == Target.Base.GOOD_OR_BETTER else rated
            return replace(bare, part=part, base=base, year=year)
    return bare


def _state(told: Progress, on: date) -> State:
    if told.part is None:
        return State.NO_RESULT
    if told.target.is_rate and not told.base:
        return State.NO_BASE
    is_there = told.reached is not None and told.reached >= 1
    last = told.target.cut_off_on if told.target.is_rate and told.target.cut_off_on else None
    is_over = on > last if last else told.target.ends_on is not None and on >= told.target.ends_on
    if is_there:
        return State.REACHED if is_over or not told.target.is_rate else State.ON_LEVEL
    return State.MISSED if is_over else State.RUNNING


# ---------------------------------------------------------------------- what is too small to be shown


def _is_small(told: Progress) -> bool:
    """Whether one or two people have the trait, or lack it: either names them."""
    part, base = told.part or 0, told.base or 0
    return 0 < part < SMALLEST_SHOWN or 0 < base - part < SMALLEST_SHOWN


def _hidden_pairs(rows: tuple[UnitProgress, ...]) -> tuple[UnitProgress, ...]:
    """Where one unit alone is hidden in a column, hide one more: the sum of all stands on the page above."""
    shown = [list(row.cells) for row in rows]
    for column in range(len(shown[0]) if shown else 0):
        cells = [row[column] for row in shown]
        hidden = [cell for cell in cells if cell is not None and cell.state is State.HIDDEN]
        counted = [at for at, cell in enumerate(cells) if cell is not None and _tells_people(cell)]
        if len(hidden) == 1 and counted:
            at = min(counted, key=lambda place: _part(cells[place]))
            shown[at][column] = _hide(cells[at])
    return tuple(replace(row, cells=tuple(cells)) for row, cells in zip(rows, shown, strict=True))


def _tells_people(cell: Progress) -> bool:
    return cell.metric in SENSITIVE and cell.part is not None


def _part(cell: Progress | None) -> int:
    return cell.part or 0 if cell is not None else 0


def _hide(cell: Progress | None) -> Progress | None:
    return replace(cell, state=State.HIDDEN, part=None, base=None, unknown=0) if cell is not None else None
