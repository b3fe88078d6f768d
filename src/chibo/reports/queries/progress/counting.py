"""The counts behind many targets at once: one query for each kind of record, however many targets and units.

Every count is kept by the key of its unit, so that a unit with all below it is a range of keys.
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
from chibo.register.queries import below
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
    return Membership.objects.filter(Exists(held), joined_by=Membership.JoinedBy.ADMISSION)


def trait(metric: str, path: str = "person__") -> Q:
    """The filter for people of the trait that a share of the admitted counts."""
    return {
        Metric.WOMEN_SHARE: Q(**{f"{path}sex": Person.Sex.FEMALE}),
        Metric.YOUTH_SHARE: Q(**{f"{path}is_youth_union_member": True}),
        Metric.MINORITY_SHARE: ~Q(**{f"{path}ethnicity__iexact": _MAJORITY}) & ~Q(**{f"{path}ethnicity": ""}),
    }.get(Metric(metric), Q())


def is_member_there(on: date) -> Exists:
    """Whether somebody employed is, that day, a member of the unit whose staff it is, or of one below it."""
    unit = OuterRef("workplace__organisation__scope_key")
    spells = Membership.objects.filter(covering(on), person=OuterRef("person"))
    return Exists(spells.filter(organisation__scope_key__startswith=unit))


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

    def place(self, target: Target) -> int:
        """Which of the spans is a target's."""
        return self.spans.index(span_of(target, self.on))


def gather(root: Organisation, targets: Sequence[Target], on: date) -> Gathered:
    """Count for all targets, of ``root`` or of units below it, what has passed by ``on``. At most five queries."""
    spans = tuple(dict.fromkeys(span_of(one, on) for one in targets))
    metrics = {Metric(one.metric) for one in targets}
    of_admissions = bool(metrics & (SENSITIVE | {Metric.ADMISSIONS}))
    return Gathered(
        on=on,
        spans=spans,
        admitted=_admitted(root, spans) if of_admissions else Tally(),
        sources=_sources(root, spans) if Metric.SOURCES in metrics else Tally(),
        staff=_staff(root, spans) if Metric.MEMBER_SHARE in metrics else Tally(),
        reviews=_reviews(root, spans, on) if metrics & REVIEWED else Tally(),
        titles=_titles(root, spans, on) if Metric.TITLES in metrics else Tally(),
    )


def _by_key(rows: QuerySet[Any], key: str, counts: dict[str, Count]) -> Tally:
    """Count by unit; in one question unless there are more columns than a database gives at once."""
    keyed = rows.order_by().annotate(unit_key=F(key)).values("unit_key")
    names = list(counts)
    parts = (names[begin : begin + _COLUMNS] for begin in range(0, len(names), _COLUMNS))
    asked = (keyed.annotate(**{name: counts[name] for name in part}).values("unit_key", *part) for part in parts)
    return Tally.of((row.pop("unit_key"), row) for found in asked for row in found)


def _admitted(root: Organisation, spans: Sequence[Span]) -> Tally:
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
    return _by_key(admitted_rows().filter(below(root)), "organisation__scope_key", counts)


def _sources(root: Organisation, spans: Sequence[Span]) -> Tally:
    key = "case__organisation__scope_key"
    counts = {
        f"sources_{place}": Count("case__person", distinct=True, filter=Q(on__range=(span.first, span.last)))
        for place, span in enumerate(spans)
    }
    return _by_key(source_steps().filter(below(root, field=key)), key, counts)


def _staff(root: Organisation, spans: Sequence[Span]) -> Tally:
    """Staff on the last day of each span, and those of them who were members that day."""
    key = "workplace__organisation__scope_key"
    counts: dict[str, Count] = {}
    for place, span in enumerate(spans):
        there = covering(span.last)
        counts[f"staff_{place}"] = Count("person", distinct=True, filter=there)
        counts[f"members_{place}"] = Count("person", distinct=True, filter=there & Q(is_member_there(span.last)))
    return _by_key(Employment.objects.filter(below(root, field=key)), key, counts)


def _reviews(root: Organisation, spans: Sequence[Span], on: date) -> Tally:
    """By unit and year: rated, good or better, excellent; a year known only as totals gives its totals."""
    first, last = min(span.first.year for span in spans), max(span.last.year for span in spans)
    grade = Classification.Grade
    rows = (
        known_reviews(on)
        .filter(below(root), year__range=(first, last))
        .annotate(
            unit_key=F("organisation__scope_key"),
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
    return _by_key(known_titles(on).filter(below(root)), "organisation__scope_key", counts)


def titles_in(span: Span, sort: str) -> Q:
    """The filter for titles of the years of a span, of one sort or of any."""
    years = Q(year__range=(span.first.year, span.last.year))
    return years & Q(sort=sort) if sort else years
