"""A table leaves the program, and the log says who took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.dates import say_date
from chibo.documents import sheets
from chibo.documents.naming import safe
from chibo.reports import tables
from chibo.reports.queries.own_forms import fill_form
from chibo.reports.queries.statistics import ensure_period, grid, turnover

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.documents.models import OfficeTemplate
    from chibo.register.models import Organisation
    from chibo.reports.queries.statistics import Question

XLSX, CSV, DOCX = "xlsx", "csv", "docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that left: its name and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def export_grid(*, actor: Actor, on: date, question: Question, form: str = XLSX) -> Taken:
    """Give a table as XLSX whose sums are formulas, as CSV or as DOCX. Raises :class:`NotYoursError`."""
    found = grid(actor, question)
    table = tables.of_grid(found)
    _log(actor, on, question.unit, table.title, found.shown_total)
    return _taken(question.unit, on, table, form)


@transaction.atomic
def export_turnover(
    *, actor: Actor, on: date, unit: Organisation, starts_on: date, last_day: date, form: str = XLSX
) -> Taken:
    """Give a period as XLSX, CSV or DOCX: a line for each unit. Raises :class:`NotYoursError`, ``FaultyError``."""
    ensure_period(unit, starts_on, last_day, on)
    found = turnover(actor, unit, starts_on, last_day)
    table = tables.of_turnover(found)
    _log(actor, on, unit, table.title, found.total.listed)
    return _taken(unit, on, table, form)


@transaction.atomic
def export_own_form(
    *, actor: Actor, on: date, unit: Organisation, version: OfficeTemplate, starts_on: date, last_day: date
) -> Taken:
    """Give an office's own workbook filled for a period. Raises :class:`NotYoursError`, ``FaultyError``."""
    ensure_period(unit, starts_on, last_day, on)
    found = fill_form(actor, unit, version, starts_on, last_day)
    title = f"{version.template} {unit.name} đến {say_date(last_day)}"
    _log(actor, on, unit, title, None)
    return Taken(name=f"{safe(title)}.xlsx", content=found.content)


def _taken(unit: Organisation, on: date, table: sheets.Table, form: str) -> Taken:
    name = safe(table.title)
    match form:
        case "docx":
            return Taken(name=f"{name}.docx", content=tables.paper(unit, on, table).content)
        case "csv":
            return Taken(name=f"{name}.csv", content=sheets.csv(table))
        case _:
            return Taken(name=f"{name}.xlsx", content=sheets.crossed(table))


def _log(actor: Actor, on: date, unit: Organisation, title: str, many: int | None) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="reports.export",
        subject=unit,
        chain=str(unit.uid),
        changes={"table": [None, title], "members": [None, many]},
    )
