"""The door to every list behind a figure: by day, by year of review, by time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.lists import BY_DAY, BY_YEAR, titles_list
from chibo.reports.queries.period_lists import period_list
from chibo.reports.queries.work_lists import OF_CASES, work_list
from chibo.reviews.queries import review_result

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.lists import FigureList


def figure_list(
    actor: Actor, organisation: Organisation, what: str, on: date, *, year: int | None = None, since: date | None = None
) -> FigureList:
    """Return the list behind a figure; ``since`` is the first day of a figure that counts within a time.

    Of units below only those are named whom the actor may see there; the others are counted.
    Raises :class:`NotYoursError` for a stranger or a list that does not exist, :class:`NotAllowedError` for the names
    of people where the actor may see reports only.
    """
    ensure_readable(actor, organisation)
    if what in OF_CASES and not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        raise NotAllowedError("xem lớp học và nhiệm vụ sau con số này")
    found = _found(actor, organisation, what, on, year, since)
    if found is None:
        raise NotYoursError(what)
    if any(row.person_uid for row in found.rows) and not actor.may(Permission.VIEW_PEOPLE, organisation.scope_key):
        raise NotAllowedError("xem tên người sau con số này")
    return found


def _found(
    actor: Actor, organisation: Organisation, what: str, on: date, year: int | None, since: date | None
) -> FigureList | None:
    if what == "danh-hieu":
        return titles_list(organisation, year or on.year - 1, on)
    if what in BY_YEAR:
        result = review_result(organisation, year or on.year - 1)
        return BY_YEAR[what](result) if result else None
    if what in BY_DAY:
        return BY_DAY[what](organisation, on)
    if not organisation.kind.is_cell:
        return None
    first = since or on
    return period_list(actor, organisation, what, first, on) or work_list(actor, organisation, what, first, on)
