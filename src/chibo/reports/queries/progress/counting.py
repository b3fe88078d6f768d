"""The counts behind many targets at once: one query for each kind of record, however many targets and units.

Every count is kept by the key that its unit had on the day of asking, so that a unit with all that was below it that
day is a range of keys (ADR 0049). Where nothing has moved since the day, these are the keys of today.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from chibo.development.models import Step
from chibo.law.vocabulary import StepKind
from chibo.register.facts import covering
from chibo.register.models import Admission, Employment, Membership, Person
from chibo.register.queries import began_by_admission
from chibo.register.staffing import ORGANISATION, has_counts, unnamed
from chibo.register.tree import (
    below_then,
    dressed,
    has_any_change_since,
    has_moved_since,
    have_records_moved_since,
    key_then,
    keys_then,
    under_way_key,
    under_way_then,
)
from chibo.reports.queries.progress.facts import REVIEWED, SENSITIVE, Metric
from chibo.reviews.models import Classification, Title, YearReview

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.register.models import Organisation
    from chibo.reviews.models import Target

_COLUMNS: Final = 600  # of one question: PostgreSQL gives 1,664 at most
_MAJORITY: Final = "Kinh"
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Span:
    """The days that count, both inside, up to the day of asking."""

    first: date
    last: date


def span_of(target: Target, on: date) -> Span:
    """The days of a target that have passed by ``on`` and lie before its cut-off."""
    ends = [on]
    ends += [day for day in (target.last_on, target.cut_off_on) if day is not None]
    return Span(target.starts_on, min(ends))


@dataclass(slots=True)
class Tally:
    """The counts of one question by the key of the unit; a unit's figure adds up everything below it."""

    rows: dict[str, Counts] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Counts]]) -> Tally:
        """Gather rows that may name a unit more than once."""
        made = cls()
        for key, counts in rows:
            kept = made.rows.setdefault(key, {})
            for name, count in counts.items():
                kept[name] = kept.get(name, 0) + (count or 0)
        made.keys = sorted(made.rows)
        return made

    def under(self, unit: Organisation, name: str) -> int:
        """The count of a unit with everything below it."""
        first, last = bisect_left(self.keys, unit.scope_key), bisect_left(self.keys, f"{unit.scope_key}~")
        return sum(self.rows[key].get(name, 0) for key in self.keys[first:last])


def admitted_rows() -> QuerySet[Membership]:
    """The memberships that began by an admission, wherever."""
    held = Admission.objects.filter(person=OuterRef("person"), ceremony_on=OuterRef("starts_on"))
    return Membership.objects.filter(began_by_admission(), Exists(held))


def trait(metric: str, path: str = "person__") -> Q:
    """The filter for people of the trait that a share of the admitted counts."""
    return {
        Metric.WOMEN_SHARE: Q(**{f"{path}sex": Person.Sex.FEMALE}),
        Metric.YOUTH_SHARE: Q(**{f"{path}is_youth_union_member": True}),
        Metric.MINORITY_SHARE: ~Q(**{f"{path}ethnicity__iexact": _MAJORITY}) & ~Q(**{f"{path}ethnicity": ""}),
    }.get(Metric(metric), Q())


def unit_key(on: date, organisation: str) -> Any:
    """The key that the organisation of a row (``organisation``: the way to it) had on a day, as an expression."""
    return key_then(on, organisation) if has_moved_since(on) else F(f"{organisation}__scope_key")


def jobs_below(unit: Organisation, on: date) -> QuerySet[Employment]:
    """The employments of a unit and of what was below it on a day, with the key of their unit, ``unit_key``."""
    rows = Employment.objects.filter(below_then(unit, on, organisation="workplace__organisation"))
    return rows.annotate(unit_key=unit_key(on, "workplace__organisation"))


def is_member_there(day: date, on: date) -> Exists:
    """Of ``jobs_below``: whether somebody is a member on ``day`` of the unit whose staff it is, or of one below it."""
    spells = Membership.objects.filter(covering(day), person=OuterRef("person"))
    there = spells.annotate(member_key=unit_key(on, "organisation"))
    return Exists(there.filter(member_key__startswith=OuterRef("unit_key")))


def source_steps() -> QuerySet[Step]:
    """The steps that brought somebody among the sources."""
    return Step.objects.filter(kind=StepKind.SOURCE_ADDED, is_void=False, replaced_by__isnull=True)


def known_reviews(on: date) -> QuerySet[YearReview]:
    """The reviews whose result was known on a day."""
    over = Q(concluded_on__isnull=True, opened_on__isnull=True, year__lt=on.year)
    return YearReview.objects.filter(Q(concluded_on__lte=on) | over)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything counted for a set of targets on a day."""

    on: date
    spans: tuple[Span, ...]
    admitted: Tally
    sources: Tally
    staff: Tally
    reviews: Tally
    titles: Tally
    units: dict[int, Organisation]  # as they stood on the day

    def unit(self, target: Target) -> Organisation:
        """The unit of a target as it stood on the day, with the key of the counts."""
        return self.units[target.unit_id]

    def place(self, target: Target) -> int:
        """Which of the spans is a target's."""
        return self.spans.index(span_of(target, self.on))


def gather(root: Organisation, targets: Sequence[Target], on: date) -> Gathered:
    """Count for all targets, of ``root`` or of units below it, what has passed by ``on``.

    The tree is that of ``on``. At most six queries, and a few more where the tree has changed since.
    """
    spans = tuple(dict.fromkeys(span_of(one, on) for one in targets))
    metrics = {Metric(one.metric) for one in targets}
    of_admissions = bool(metrics & (SENSITIVE | {Metric.ADMISSIONS}))
    return Gathered(
        on=on,
        spans=spans,
        admitted=_admitted(root, spans, on) if of_admissions else Tally(),
        sources=_sources(root, spans, on) if Metric.SOURCES in metrics else Tally(),
        staff=_staff(root, spans, on) if Metric.MEMBER_SHARE in metrics else Tally(),
        reviews=_reviews(root, spans, on) if metrics & REVIEWED else Tally(),
        titles=_titles(root, spans, on) if Metric.TITLES in metrics else Tally(),
        units={one.pk: one for one in dressed({one.unit_id: one.unit for one in targets}.values(), on)},
    )


def _by_key(rows: QuerySet[Any], key: Any, counts: dict[str, Count]) -> Tally:
    """Count by unit (``key``: its key as an expression); in one question unless a database gives fewer columns."""
    keyed = rows.order_by().annotate(unit_key=key).values("unit_key")
    names = list(counts)
    parts = (names[begin : begin + _COLUMNS] for begin in range(0, len(names), _COLUMNS))
    asked = (keyed.annotate(**{name: counts[name] for name in part}).values("unit_key", *part) for part in parts)
    return Tally.of((row.pop("unit_key"), row) for found in asked for row in found)


def _admitted(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    kinds = {
        "admitted": Q(),
        "women": trait(Metric.WOMEN_SHARE),
        "youth": trait(Metric.YOUTH_SHARE),
        "minority": trait(Metric.MINORITY_SHARE),
        "no_sex": Q(person__sex=""),
        "no_people": Q(person__ethnicity=""),
    }
    counts = {
        f"{name}_{place}": Count("pk", filter=Q(starts_on__range=(span.first, span.last)) & kind)
        for place, span in enumerate(spans)
        for name, kind in kinds.items()
    }
    return _by_key(admitted_rows().filter(below_then(root, on)), unit_key(on, "organisation"), counts)


def _sources(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    counts = {
        f"sources_{place}": Count("case__person", distinct=True, filter=Q(on__range=(span.first, span.last)))
        for place, span in enumerate(spans)
    }
    return _by_key(source_steps().filter(under_way_then(root, on, record="case")), road_key(on), counts)


def road_key(on: date) -> Any:
    """The key that the unit of a road had on a day; after a merger or a move the road goes on elsewhere."""
    has_changed = has_any_change_since(on) or have_records_moved_since(on)
    return under_way_key(on, "case") if has_changed else F("case__organisation__scope_key")


def _staff(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    """Staff on the last day of each span, and those of them who were members that day; with whom only a count tells."""
    counts: dict[str, Count] = {}
    for place, span in enumerate(spans):
        there = covering(span.last)
        counts[f"staff_{place}"] = Count("person", distinct=True, filter=there)
        counts[f"members_{place}"] = Count("person", distinct=True, filter=there & Q(is_member_there(span.last, on)))
    here = below_then(root, on, organisation=ORGANISATION)
    counts["counted"] = Count("pk", filter=has_counts(here, on))
    named = _by_key(jobs_below(root, on), F("unit_key"), counts)
    if named.rows and not any(row["counted"] for row in named.rows.values()):
        return named
    keys = keys_then(on) if has_moved_since(on) else {}
    told = unnamed(here, on)
    more = (
        (keys.get(one.key, one.key), {f"staff_{place}": one.staff, f"members_{place}": one.members})
        for one in told
        for place, span in enumerate(spans)
        if one.covers(span.last)
    )
    return Tally.of((*named.rows.items(), *more))


def _reviews(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    """By unit and year: rated, good or better, excellent; a year known only as totals gives its totals."""
    first, last = min(span.first.year for span in spans), max(span.last.year for span in spans)
    grade = Classification.Grade
    rows = (
        known_reviews(on)
        .filter(below_then(root, on), year__range=(first, last))
        .annotate(
            unit_key=unit_key(on, "organisation"),
            named=Count("classifications"),
            excellent=Count("classifications", filter=Q(classifications__grade=grade.EXCELLENT)),
            good=Count("classifications", filter=Q(classifications__grade=grade.GOOD)),
        )
        .values_list("unit_key", "year", "named", "excellent", "good", "rated_total", "excellent_total", "good_total")
    )
    return Tally.of(_told(*row) for row in rows)


def _told(key: str, year: int, named: int, excellent: int, good: int, *totals: int | None) -> tuple[str, Counts]:
    if not named:
        named, excellent, good = (total or 0 for total in totals)
    return key, {f"rated_{year}": named, f"good_{year}": excellent + good, f"excellent_{year}": excellent}


def known_titles(on: date) -> QuerySet[Title]:
    """The titles known on a day and in force then."""
    known = Q(decided_on__lte=on) | Q(decided_on__isnull=True, year__lt=on.year)
    return Title.objects.filter(known, Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))


def _titles(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    counts = {
        f"{sort or 'any'}_{place}": Count("pk", filter=titles_in(span, sort))
        for place, span in enumerate(spans)
        for sort in ("", *Title.Sort.values)
    }
    return _by_key(known_titles(on).filter(below_then(root, on)), unit_key(on, "organisation"), counts)


def titles_in(span: Span, sort: str) -> Q:
    """The filter for titles of the years of a span, of one sort or of any."""
    years = Q(year__range=(span.first.year, span.last.year))
    return years & Q(sort=sort) if sort else years
