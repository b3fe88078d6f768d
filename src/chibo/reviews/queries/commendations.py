"""Khen thưởng: who was put forward and commended, and what the year's grade has to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.refusal import Fault, NotYoursError
from chibo.base.words.findings import REVIEW_GRADES
from chibo.law.commendation import may_be_commended, streak
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import ReviewGrade
from chibo.register.facts import rulebook_of
from chibo.register.queries import home, members_on
from chibo.register.tree import below_then
from chibo.reviews.models import Classification, Commendation, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person

_Occasion = Commendation.Occasion
_YEARS = 10  # years that the page shows


def known_grades(organisation: Organisation, person: Person | None) -> Mapping[int, ReviewGrade | None]:
    """The grades on record by year: of a member, or with no person of the organisation itself. One query."""
    if person is not None:
        rows = Classification.objects.filter(person=person).values_list("review__year", "grade")
        return {year: ReviewGrade(grade) for year, grade in rows}
    body = Subject.objects.filter(review__organisation=organisation, person=None).exclude(grade="")
    return {year: ReviewGrade(grade) for year, grade in body.values_list("review__year", "grade")}


def pool_faults(
    organisation: Organisation, person: Person | None, occasion: str, year: int, on: date, rules: Rulebook
) -> list[Fault]:
    """What speaks against a commendation for the year or for five years running, by the law of ``on``. One query.

    A commendation for a campaign or a deed does not hang on the year's grade. A year without a grade on record proves
    nothing; certificates do not either (21-HD/BTCTW). Where no text of the day was found, that is said.
    """
    if occasion == _Occasion.THEME:
        return []
    grades = known_grades(organisation, person)
    whose = f"đ/c {person.full_name}" if person is not None else organisation.name
    try:
        if occasion == _Occasion.FIVE_YEARS:
            return _row_faults(grades, year, on, rules, whose)
        return _year_faults(grades.get(year), year, on, rules, whose)
    except LawGap as gap:
        what = f"{gap.name}: chưa có căn cứ cho ngày này."
        return [Fault(what=what, next="Nêu văn bản đồng chí dựa vào ở ô lý do.", field="reason")]


def _year_faults(grade: ReviewGrade | None, year: int, on: date, rules: Rulebook, whose: str) -> list[Fault]:
    why = rules.on("commendation.pool", on).citation.text
    if grade is None:
        what = f"Chưa ghi xếp loại năm {year} của {whose} nên chưa biết có được xét không."
        return [Fault(what=what, why=f"{why}.", next="Ghi kết quả xếp loại, hoặc nêu lý do.", field="year")]
    if may_be_commended(grade, on, rules):
        return []
    what = f"{whose[:1].upper()}{whose[1:]} năm {year} xếp loại {REVIEW_GRADES[grade].lower()}."
    why = f"Khen thưởng theo năm chỉ xét người hoàn thành xuất sắc nhiệm vụ. {why}."
    return [Fault(what=what, why=why, next="Khen theo đợt hoặc đột xuất không theo mức xếp loại.", field="year")]


def _row_faults(
    grades: Mapping[int, ReviewGrade | None], year: int, on: date, rules: Rulebook, whose: str
) -> list[Fault]:
    row = streak(grades, year, on, rules)
    if row.is_proved:
        return []
    what = f"Mới có {row.length} năm liền hoàn thành xuất sắc nhiệm vụ đến năm {year}, cần {row.needed} năm."
    unknown = ", ".join(map(str, row.unknown))
    next_step = f"Chưa ghi xếp loại các năm {unknown} của {whose}." if unknown else ""
    why = f"{row.citation.text}; giấy khen từng năm không thay cho xếp loại."
    return [Fault(what=what, why=why, next=next_step, field="year")]


def commendation_for(actor: Actor, uid: UUID | str) -> Commendation:
    """Return a commendation of a unit whose people the actor may see; raises :class:`NotYoursError`."""
    reach = within(actor, Permission.VIEW_PEOPLE, field="organisation__scope_key")
    found = Commendation.objects.filter(reach, uid=uid).select_related("person", "organisation__kind").first()
    if found is None:
        raise NotYoursError
    return found


def commendations(organisation: Organisation) -> QuerySet[Commendation]:
    """Every commendation of a unit that is not closed, the latest year first. One query."""
    return _standing(Q(organisation=organisation))


def _standing(where: Q) -> QuerySet[Commendation]:
    found = Commendation.objects.filter(where, closed_on=None).select_related("person", "organisation")
    return found.order_by("-year", "-decided_on", "-pk")


def commendations_decided(
    organisation: Organisation, starts_on: date, ends_on: date, *, and_below: bool = False
) -> QuerySet[Commendation]:
    """Those decided from ``starts_on`` up to the day before ``ends_on``, for figures and the lists behind them.

    What is below is told by the tree of the last day.
    """
    where = below_then(organisation, ends_on - timedelta(days=1)) if and_below else Q(organisation=organisation)
    return _standing(where).filter(decided_on__gte=starts_on, decided_on__lt=ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationsPage:
    """What waits for a decision, what was decided in the last years, and the rule of the day."""

    organisation: Organisation
    waiting: tuple[Commendation, ...]
    decided: tuple[Commendation, ...]
    citations: tuple[Citation, ...]
    may_edit: bool
    may_print: bool


def commendations_page(actor: Actor, on: date) -> CommendationsPage:
    """Return the page of the actor's own unit. Raises :class:`NotYoursError`."""
    organisation = home(actor)
    key = organisation.scope_key
    if not actor.may(Permission.VIEW_PEOPLE, key):
        raise NotYoursError
    rules = rulebook_of(organisation, on)
    recent = Q(decided_on=None) | Q(year__gt=on.year - _YEARS)
    found = tuple(commendations(organisation).filter(recent))
    readings = (rules.find(name, on) for name in ("commendation.pool", "commendation.streak_years"))
    return CommendationsPage(
        organisation=organisation,
        waiting=tuple(row for row in found if row.decided_on is None),
        decided=tuple(row for row in found if row.decided_on is not None),
        citations=tuple(reading.citation for reading in readings if reading is not None),
        may_edit=actor.may(Permission.EDIT_REGISTER, key),
        may_print=actor.may(Permission.MAKE_PAPERS, key),
    )


def who_can_be_named(organisation: Organisation, on: date) -> QuerySet[Person]:
    """The members of a unit, for the choice in a form, in the order of names. One query."""
    return members_on(organisation, on)
