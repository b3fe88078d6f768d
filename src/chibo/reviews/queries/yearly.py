"""How the years were judged, as counts, shares and lists of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.base.words.findings import CAP_BASES
from chibo.law.classification import Shares, ceilings
from chibo.law.timeline import LawGap
from chibo.register.facts import rulebook_of
from chibo.reviews.models import Classification, YearReview
from chibo.reviews.queries.titles import titles_by_year

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person
    from chibo.reviews.models import Title

Grade = Classification.Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPerson:
    """One member and the grade given for the year."""

    person: Person
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResult:
    """The result of one year: how many were rated and how, and the title of the organisation.

    ``people`` is empty for a year known only as totals (``is_totals_only``). Shares are exact fractions, or ``None``
    when nobody was rated. The base of ``excellent_share`` is everybody rated good or better (decision 40).
    """

    review: YearReview
    rated: int
    excellent: int
    good: int
    people: tuple[RatedPerson, ...] = ()
    titles: tuple[Title, ...] = ()

    @property
    def year(self) -> int:
        """The year that was judged."""
        return self.review.year

    @property
    def title(self) -> str:
        """The title given to the organisation for this year, in the words of its decision; the highest of several."""
        return self.titles[0].name if self.titles else ""

    @property
    def is_totals_only(self) -> bool:
        """Whether only totals are on record, no names."""
        return not self.people

    @property
    def good_or_better(self) -> int:
        """How many were rated good or excellent."""
        return self.excellent + self.good

    @property
    def good_or_better_share(self) -> Fraction | None:
        """The part of those rated that is good or better."""
        return Fraction(self.good_or_better, self.rated) if self.rated else None

    @property
    def excellent_share(self) -> Fraction | None:
        """The part of those good or better that is excellent."""
        return Fraction(self.excellent, self.good_or_better) if self.good_or_better else None

    def graded(self, *grades: Grade) -> tuple[RatedPerson, ...]:
        """Return the people with one of these grades; all of them when no grade is named."""
        return tuple(rated for rated in self.people if not grades or rated.grade in grades)


def review_result(organisation: Organisation, year: int) -> ReviewResult | None:
    """Return the result of one year, or nothing when the year has no review."""
    found = YearReview.objects.filter(organisation=organisation, year=year)
    return next(iter(_results(organisation, found)), None)


def results(organisation: Organisation, on: date) -> tuple[ReviewResult, ...]:
    """Return every result that was known on ``on``, the latest year first."""
    return _results(organisation, _known(organisation, on).order_by("-year"), on)


def latest_result(organisation: Organisation, on: date) -> ReviewResult | None:
    """Return the latest result that was known on ``on``, or nothing."""
    return next(iter(_results(organisation, _known(organisation, on).order_by("-year")[:1], on)), None)


def review_for(actor: Actor, uid: UUID | str) -> YearReview:
    """Return a review the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_REPORTS, field="organisation__scope_key")
    found = YearReview.objects.select_related("organisation").filter(reach, uid=uid).first()
    if found is None:
        raise NotYoursError
    return found


def grades_of(person: Person) -> tuple[Classification, ...]:
    """Return the grades of one person, the latest year first."""
    return tuple(Classification.objects.filter(person=person).select_related("review").order_by("-review__year"))


def _known(organisation: Organisation, on: date) -> QuerySet[YearReview]:
    """A review is known from its conclusion; one recorded afterwards without that day, when its year is over."""
    known = Q(concluded_on__lte=on) | Q(concluded_on__isnull=True, opened_on__isnull=True, year__lt=on.year)
    return YearReview.objects.filter(known, organisation=organisation)


def _results(
    organisation: Organisation, reviews: QuerySet[YearReview], on: date | None = None
) -> tuple[ReviewResult, ...]:
    """The results with their titles, of ``on`` those known then. Three queries."""
    found = list(reviews.select_related("organisation"))
    rows = Classification.objects.filter(review__in=[review.pk for review in found]).select_related("person")
    people: dict[int, list[RatedPerson]] = {}
    for row in rows.order_by("person__sort_key", "person_id"):
        people.setdefault(row.review_id, []).append(RatedPerson(person=row.person, grade=Grade(row.grade)))
    titles = titles_by_year(organisation, on)
    return tuple(_result(review, tuple(people.get(review.pk, ())), titles.get(review.year, ())) for review in found)


def _result(review: YearReview, people: tuple[RatedPerson, ...], titles: tuple[Title, ...]) -> ReviewResult:
    if not people:
        return ReviewResult(
            review=review,
            rated=review.rated_total or 0,
            excellent=review.excellent_total or 0,
            good=review.good_total or 0,
            titles=titles,
        )
    return ReviewResult(
        review=review,
        rated=len(people),
        excellent=sum(rated.grade is Grade.EXCELLENT for rated in people),
        good=sum(rated.grade is Grade.GOOD for rated in people),
        people=people,
        titles=titles,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CapReading:
    """The most that may be rated excellent, in one reading of the base; ``in_use`` is the organisation's reading."""

    limit: int
    base: str
    base_count: int
    share: Fraction
    is_kept: bool
    in_use: bool
    citation: Citation


def cap_readings(organisation: Organisation, result: ReviewResult) -> tuple[CapReading, ...]:
    """Return the ceiling on the excellent in every reading of its base, the organisation's own first (decision 40).

    The law is that of the last day of the year judged; nothing where no figure is known for it. One query.
    """
    on = date(result.year, 12, 31)
    rules = rulebook_of(organisation, on)
    counted = Shares(rated=result.rated, good_or_better=result.good_or_better, excellent=result.excellent)
    try:
        found = ceilings(counted, on, rules)
    except LawGap:
        return ()
    return tuple(
        CapReading(
            limit=one.limit,
            base=CAP_BASES[one.base_mode],
            base_count=one.base_count,
            share=one.share,
            is_kept=one.is_kept,
            in_use=number == 0,
            citation=one.reading.citation,
        )
        for number, one in enumerate(found)
    )
