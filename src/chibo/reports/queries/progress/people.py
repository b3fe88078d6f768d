"""The people or records behind one figure of a target: exactly those that were counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.base.refusal import NotYoursError
from chibo.register.facts import covering
from chibo.register.tree import below_then, under_way_then
from chibo.reports.queries.lists import FigureList, ListRow
from chibo.reports.queries.naming import may_be_named
from chibo.reports.queries.progress.counting import (
    admitted_rows,
    is_member_there,
    jobs_below,
    known_reviews,
    known_titles,
    source_steps,
    span_of,
    titles_in,
    trait,
)
from chibo.reports.queries.progress.facts import REVIEWED, SENSITIVE, Metric
from chibo.reports.queries.progress.reading import progress_of
from chibo.reviews.models import Classification, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Person
    from chibo.reports.queries.progress.facts import Progress

_Row = tuple["Person", str, "date | None"]
BASE = "mau"
_SHOWN = 500


def people_of_target(actor: Actor, target: Target, on: date, part: str = "tu") -> FigureList:
    """Give the list behind the part of a target (``tu``) or behind its base (``mau``).

    People are named where the actor may see people; the others are counted only.
    Raises :class:`NotYoursError` for a stranger, for a figure that is hidden, and for a trait of people above the cell.
    """
    told = progress_of(actor, target, on)
    if (
        told.part is None
        or (part == BASE and told.base is None)
        or (target.metric in SENSITIVE and not told.lists_open)
    ):
        raise NotYoursError
    rows = (
        _titles(told, on)
        if target.metric == Metric.TITLES
        else [
            ListRow(name=str(person), person_uid=str(person.uid), cells=(said, day))
            for person, said, day in _READERS[Metric(target.metric)](actor, told, on, part == BASE)
        ]
    )
    count = (told.base if part == BASE else told.part) or 0
    name = told.base_name if part == BASE else told.part_name
    short = "" if len(rows) == count else f"Danh sách ghi tên {len(rows)} người; số còn lại chỉ biết tổng số."
    if len(rows) > _SHOWN:
        rows, short = rows[:_SHOWN], f"Chỉ hiện {_SHOWN} dòng đầu trong {count}."
    return FigureList(
        title=f"{name[0].upper()}{name[1:]}: {target.unit}",
        columns=("Tổ chức", "Danh hiệu", "Ngày") if target.metric == Metric.TITLES else ("Họ tên", "Đơn vị", "Ngày"),
        rows=tuple(rows),
        count=count,
        note=short or (f"năm {told.year}" if told.year else f"đến hết ngày {say_date(told.counted_on)}"),
    )


def _admitted(actor: Actor, told: Progress, on: date, of_base: bool) -> Iterable[_Row]:  # noqa: FBT001 - one table of readers
    span = span_of(told.target, on)
    wanted = trait(Metric.ADMISSIONS if of_base else told.metric)
    here = below_then(told.target.unit, on) & may_be_named(actor)
    rows = admitted_rows().filter(here, wanted, starts_on__range=(span.first, span.last))
    for one in rows.select_related("person", "organisation").order_by("starts_on", "person__sort_key", "pk"):
        yield one.person, str(one.organisation), one.starts_on


def _sources(actor: Actor, told: Progress, on: date, _of_base: bool) -> Iterable[_Row]:  # noqa: FBT001 - one table of readers
    span = span_of(told.target, on)
    here = under_way_then(told.target.unit, on, record="case")
    seen_by = may_be_named(actor, organisation="case__organisation")
    rows = source_steps().filter(here, seen_by, on__range=(span.first, span.last))
    seen: set[int] = set()
    for step in rows.select_related("case__person", "case__organisation").order_by("on", "case__person__sort_key"):
        if step.case.person_id not in seen:
            seen.add(step.case.person_id)
            yield step.case.person, str(step.case.organisation), step.on


def _staff(actor: Actor, told: Progress, on: date, of_base: bool) -> Iterable[_Row]:  # noqa: FBT001 - one table of readers
    day = span_of(told.target, on).last
    seen_by = may_be_named(actor, organisation="workplace__organisation")
    rows = jobs_below(told.target.unit, on).filter(covering(day), seen_by)
    if not of_base:
        rows = rows.filter(is_member_there(day, on))
    seen: set[int] = set()
    for job in rows.select_related("person", "workplace").order_by("person__sort_key", "person_id", "starts_on"):
        if job.person_id not in seen:
            seen.add(job.person_id)
            yield job.person, str(job.workplace), job.starts_on


def _graded(actor: Actor, told: Progress, on: date, of_base: bool) -> Iterable[_Row]:  # noqa: FBT001 - one table of readers
    grade = Classification.Grade
    good = [grade.EXCELLENT, grade.GOOD]
    of_rated = of_base and told.target.base == Target.Base.RATED
    grades = grade.values if of_rated else good if of_base or told.metric == Metric.GOOD_SHARE else [grade.EXCELLENT]
    here = below_then(told.target.unit, on) & may_be_named(actor)
    reviews = known_reviews(on).filter(here, year=told.year or 0)
    rows = Classification.objects.filter(review__in=reviews, grade__in=grades)
    for one in rows.select_related("person", "review__organisation").order_by("person__sort_key", "pk"):
        yield one.person, f"{one.review.organisation}: {one.get_grade_display()}", None


def _titles(told: Progress, on: date) -> list[ListRow]:
    wanted = titles_in(span_of(told.target, on), told.target.title)
    found = known_titles(on).filter(wanted, below_then(told.target.unit, on)).select_related("organisation")
    return [
        ListRow(name=str(one.organisation), cells=(f"{one.name}, năm {one.year}", one.decided_on))
        for one in found.order_by("year", "organisation__scope_key", "pk")
    ]


_READERS: dict[Metric, Callable[[Actor, Progress, date, bool], Iterable[_Row]]] = {
    Metric.ADMISSIONS: _admitted,
    Metric.MEMBER_SHARE: _staff,
    Metric.SOURCES: _sources,
    **dict.fromkeys(SENSITIVE, _admitted),
    **dict.fromkeys(REVIEWED, _graded),
}
