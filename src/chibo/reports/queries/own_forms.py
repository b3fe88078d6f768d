"""An office's own workbooks: which there are for a unit, what each asks for, and each filled for a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from chibo.base import vault
from chibo.base.refusal import NotYoursError
from chibo.documents.actions import WORKBOOKS
from chibo.documents.models import OfficeTemplate
from chibo.documents.office.workbooks import Named, checked, filled
from chibo.documents.queries.templates import above_and_here, choices_in_force
from chibo.reports.queries.figure_names import figures
from chibo.reports.queries.figures import ensure_readable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A workbook filled for a unit and a period: each named cell with its value, and the file."""

    version: OfficeTemplate
    unit: Organisation
    starts_on: date
    last_day: date
    cells: tuple[tuple[Named, int | str | None], ...]

    @property
    def is_hidden(self) -> bool:
        """Whether a count may not be seen."""
        return any(value is None for _, value in self.cells)

    @property
    def content(self) -> bytes:
        """The workbook itself."""
        values = {named.name.lower(): value for named, value in self.cells}
        return filled(vault.read(self.version.file.digest), values)


def own_forms(unit: Organisation, on: date) -> tuple[OfficeTemplate, ...]:
    """The workbooks in use for a unit on a day, its own or those of the units above, by name. One query."""
    chosen = choices_in_force(unit.scope_key, on, regime=WORKBOOKS)
    return tuple(choice.version for _, choice in sorted(chosen.items()) if choice.version is not None)


def own_versions(unit: Organisation) -> tuple[OfficeTemplate, ...]:
    """Every version that a unit uploaded itself, by name, the latest first. One query."""
    rows = OfficeTemplate.objects.filter(organisation_uid=unit.uid, regime=WORKBOOKS).select_related("file")
    return tuple(rows.order_by("template", "-version"))


def own_form_for(unit: Organisation, uid: UUID | str) -> OfficeTemplate:
    """A version that the unit or one above it uploaded; raises :class:`NotYoursError` for any other."""
    rows = OfficeTemplate.objects.filter(regime=WORKBOOKS, scope_key__in=above_and_here(unit.scope_key))
    try:
        return rows.select_related("file").get(uid=uid)
    except (OfficeTemplate.DoesNotExist, ValidationError) as error:
        raise NotYoursError(str(uid)) from error


def fill_form(actor: Actor, unit: Organisation, version: OfficeTemplate, starts_on: date, last_day: date) -> Filled:
    """Reckon every figure that a workbook asks for. Raises :class:`NotYoursError`."""
    ensure_readable(actor, unit)
    named = checked(vault.read(version.file.digest))
    values: Mapping[str, int | str | None] = figures(actor, unit, starts_on, last_day, [one.name for one in named])
    cells = tuple((one, values[one.name.lower()]) for one in named)
    return Filled(version=version, unit=unit, starts_on=starts_on, last_day=last_day, cells=cells)
