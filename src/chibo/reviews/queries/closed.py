"""The closed part of a subject: circumstances of the year and disciplines, and what they do to the level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from chibo.base.access import Permission
from chibo.base.words.findings import REVIEW_GRADES
from chibo.law.classification import conditions_asked
from chibo.law.discipline import rating_effect
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import LevelCondition
from chibo.register.facts import rulebook_of
from chibo.register.models import OfficeHolding
from chibo.reviews.facts import circumstances_of
from chibo.reviews.queries.discipline import of_year
from chibo.reviews.words import CIRCUMSTANCES, CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.verdict import Citation
    from chibo.reviews.models import Discipline, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPart:
    """What stays closed on the page of a subject until somebody entitled opens it.

    ``effect`` says what the disciplines do to the level on the day that judges, or that no ground was found.
    """

    circumstances: tuple[str, ...]
    disciplines: tuple[Discipline, ...]
    effect: str = ""
    citation: Citation | None = None


def may_open(actor: Actor, subject: Subject) -> bool:
    """Whether somebody may open the closed part: who sees sensitive blocks there."""
    return actor.may(Permission.VIEW_SENSITIVE, subject.review.organisation.scope_key)


def is_own(actor: Actor, subject: Subject) -> bool:
    """Whether the subject is the reader."""
    return subject.person is not None and str(subject.person.uid) == actor.person_uid


def closed_part(subject: Subject) -> ClosedPart:
    """Gather the closed part; the caller has noted the reading. One query."""
    effect, citation = "", None
    rows = tuple(_disciplines(subject).select_related("person"))
    if rows:
        effect, citation = _body_effect(subject) if subject.is_body else _effect(subject)
    circumstances = tuple(CIRCUMSTANCES[code] for code in sorted(circumstances_of(subject)))
    return ClosedPart(circumstances=circumstances, disciplines=rows, effect=effect, citation=citation)


def disciplined_subjects(year: int, subjects: Iterable[Subject]) -> frozenset[int]:
    """Which subjects a discipline of the year touches: the member, or a leader of the collective. Two queries."""
    listed = list(subjects)
    members = {one.person_id: one.pk for one in listed if one.person_id is not None}
    bodies = {one.review.organisation_id: one.pk for one in listed if one.is_body}
    found = {members[key] for key in of_year(year).filter(person__in=members).values_list("person", flat=True)}
    if bodies:
        led = _led_in(year).filter(organisation__in=bodies, person__in=of_year(year).values("person"))
        found |= {bodies[key] for key in led.values_list("organisation", flat=True)}
    return frozenset(found)


def _disciplines(subject: Subject) -> QuerySet[Discipline]:
    rows = of_year(subject.review.year)
    if not subject.is_body:
        return rows.filter(person=subject.person_id)
    leaders = _led_in(subject.review.year).filter(organisation=subject.review.organisation)
    return rows.filter(person__in=leaders.values("person"))


def _led_in(year: int) -> QuerySet[OfficeHolding]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return OfficeHolding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=first), starts_on__lte=last)


def _effect(subject: Subject) -> tuple[str, Citation | None]:
    day = subject.review.judged_on
    rules = rulebook_of(subject.review.organisation, day)
    try:
        grade = rating_effect(day, rules)
    except LawGap:
        return "Chưa có căn cứ: chưa thấy quy định kỷ luật trong năm kéo theo mức nào. Cấp có thẩm quyền xét.", None
    return f"Bị kỷ luật trong năm: xếp {REVIEW_GRADES[grade]}.", rules.on("review.discipline_effect", day).citation


def _body_effect(subject: Subject) -> tuple[str, Citation | None]:
    day = subject.review.judged_on
    rules = rulebook_of(subject.review.organisation, day)
    if LevelCondition.NOBODY_DISCIPLINED not in conditions_asked(day, rules, is_collective=True):
        return "Chưa có căn cứ: chưa thấy quy định kỷ luật người lãnh đạo kéo theo mức nào của tập thể.", None
    said = f"Điều kiện “{CONDITIONS[LevelCondition.NOBODY_DISCIPLINED.value]}” không đạt."
    return said, rules.on("review.excellent_conditions", day).citation
