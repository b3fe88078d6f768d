"""Recording how a year was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from chibo.base import audit
from chibo.base.refusal import Fault
from chibo.register.models import Membership
from chibo.register.opening import could_begin
from chibo.reviews.models import Classification, YearReview

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person
from chibo.reviews.actions.common import allow, refuse, say

_FIRST_YEAR = 1930


def record_review(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    year: int,
    concluded_on: date | None = None,
    rated_total: int | None = None,
    excellent_total: int | None = None,
    good_total: int | None = None,
) -> YearReview:
    """Open the review of a year. The three totals are for years known only as totals; give all of them or none.

    ``concluded_on``: from when the result counts as known; empty means from the first day after the year.
    Raises :class:`FaultyError` with every fault, :class:`NotAllowedError`.
    """
    allow(actor, organisation, "ghi kết quả đánh giá hằng năm")
    totals = (rated_total, excellent_total, good_total)
    with transaction.atomic():
        taken = YearReview.objects.filter(organisation=organisation, year=year).exists()
        refuse([*_year_faults(on, year, concluded_on, taken=taken), *_totals_faults(totals)])
        review = YearReview.objects.create(
            organisation=organisation,
            year=year,
            concluded_on=concluded_on,
            rated_total=rated_total,
            excellent_total=excellent_total,
            good_total=good_total,
        )
        audit.record(
            actor=actor,
            on=on,
            action="reviews.record_review",
            subject=review,
            chain=str(organisation.uid),
            changes={"year": [None, year], "totals": [None, totals]},
        )
    return review


def classify(
    *, actor: Actor, on: date, review: YearReview, grades: Mapping[Person, str] | Iterable[tuple[Person, str]]
) -> tuple[Classification, ...]:
    """Record the grades of members for one year, any number at once; a second grade of a person replaces the first.

    ``grades`` pairs each person with a ``Classification.Grade``. Raises :class:`FaultyError` with every fault (somebody
    named twice, not a member at any time of the year, unknown grade, year known only as totals),
    :class:`NotAllowedError`.
    """
    allow(actor, review.organisation, "xếp loại đảng viên")
    pairs = list(grades.items() if hasattr(grades, "items") else grades)
    refuse(_grade_faults(review, pairs))
    with transaction.atomic():
        known = {row.person_id: row for row in review.classifications.select_for_update()}
        before = {str(person.uid): known[person.pk].grade if person.pk in known else None for person, _ in pairs}
        Classification.objects.bulk_create(
            [Classification(review=review, person=person, grade=grade) for person, grade in pairs],
            update_conflicts=True,
            unique_fields=["review", "person"],
            update_fields=["grade"],
        )
        audit.record(
            actor=actor,
            on=on,
            action="reviews.classify",
            subject=review,
            chain=str(review.organisation.uid),
            changes={str(person.uid): [before[str(person.uid)], grade] for person, grade in pairs},
        )
    return tuple(review.classifications.filter(person__in=[person.pk for person, _ in pairs]))


def _year_faults(on: date, year: int, concluded_on: date | None, *, taken: bool) -> list[Fault]:
    faults = []
    if not _FIRST_YEAR <= year <= on.year:
        why = f"Năm phải từ {_FIRST_YEAR} đến {on.year}."
        faults.append(Fault(what=f"Không ghi được kết quả năm {year}.", why=why, field="year"))
    if taken:
        faults.append(Fault(what=f"Đã có đợt đánh giá năm {year}.", next="Mở đợt đã có để ghi thêm.", field="year"))
    if concluded_on and (concluded_on > on or concluded_on.year < year):
        why = f"Ngày {say(concluded_on)} chưa đến hoặc trước năm {year}."
        faults.append(Fault(what="Ngày kết luận chưa đúng.", why=why, next="Ghi lại ngày.", field="concluded_on"))
    return faults


def _totals_faults(totals: tuple[int | None, int | None, int | None]) -> list[Fault]:
    given = [figure for figure in totals if figure is not None]
    if not given:
        return []
    if len(given) < len(totals):
        what = "Tổng số được xếp loại, số xuất sắc và số hoàn thành tốt phải ghi đủ cả ba."
        return [Fault(what=what, next="Ghi nốt số còn thiếu; không có thì ghi 0.", field="rated_total")]
    rated, excellent, good = given
    if min(given) < 0 or excellent + good > rated:
        why = f"{excellent} xuất sắc + {good} tốt, tổng số {rated}."
        return [Fault(what="Số xuất sắc và số tốt cộng lại nhiều hơn tổng số.", why=why, field="rated_total")]
    return []


def _grade_faults(review: YearReview, pairs: list[tuple[Person, str]]) -> list[Fault]:
    faults = []
    if review.rated_total is not None:
        why = "Ghi thêm từng người thì hai số có thể khác nhau."
        faults.append(Fault(what=f"Năm {review.year} đã ghi bằng tổng số.", why=why, field="grades"))
    members = _members_during(review.organisation, review.year, [person for person, _ in pairs])
    seen: set[int] = set()
    for person, grade in pairs:
        if person.pk in seen:
            faults.append(Fault(what=f"{person.full_name} có tên hai lần.", next="Bỏ một dòng.", field="grades"))
        if person.pk not in members:
            why = f"Sổ không ghi {person.full_name} là đảng viên của chi bộ trong năm {review.year}."
            faults.append(Fault(what=f"Không xếp loại được {person.full_name}.", why=why, field="grades"))
        if grade not in Classification.Grade.values:
            faults.append(Fault(what=f"Chưa chọn mức xếp loại của {person.full_name}.", field="grades"))
        seen.add(person.pk)
    return faults


def _members_during(organisation: Organisation, year: int, people: Iterable[Person]) -> set[int]:
    """Who of some people was a member in a year, or may have been before the book was opened."""
    spells = Membership.objects.filter(organisation=organisation, person__in=[person.pk for person in people])
    spells = spells.filter(Q(ends_on__isnull=True) | Q(ends_on__year__gte=year))
    known = set(spells.filter(starts_on__year__lte=year).values_list("person_id", flat=True))
    later = spells.filter(joined_by=Membership.JoinedBy.OPENING, starts_on__year__gt=year).exclude(person__in=known)
    for spell in later.select_related("person").prefetch_related("person__admissions", "person__memberships"):
        ceremonies = [row.ceremony_on for row in spell.person.admissions.all()]
        if could_begin(spell, ceremonies, spell.person.memberships.all()).year <= year:
            known.add(spell.person_id)
    return known
