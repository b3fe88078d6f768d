"""What the regime of a day says: who is reviewed and rated, the names of the levels, what a level asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.words.findings import cited, sentence
from chibo.law import classification
from chibo.law.classification import LevelFacts, OrganisationYear, YearFacts
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import CriterionGrade, FindingGrade, LevelCondition, ReviewEffect, ReviewGrade
from chibo.register.facts import rulebook_of
from chibo.reviews.models import Classification, PointSheet, Subject
from chibo.reviews.words import BECAUSE, CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from chibo.base.words.findings import FindingText
    from chibo.law.classification import Eligibility
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Citation
    from chibo.reviews.facts import MemberYear

Grade = Classification.Grade
Standing = Subject.Standing
_LONG_SICK: Final = Decimal(12)  # ticked as "long"; the figure of months is the law's
_SILENT: Final = "review_effect_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The standing the law gives, why, and the best level it leaves."""

    standing: str = Standing.RATED
    reason: str = ""
    most: str = ""
    most_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """In which order the day's rule wants things judged."""

    wants: frozenset[str]
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The points that the day's rule gives to each part of a sheet."""

    most: Mapping[str, Decimal]
    citation: Citation


def regime_on(day: date, rules: Rulebook) -> Reading | None:
    """The regime by which a decision of that day judges; nothing where none is known."""
    return rules.find("review.regime", day)


def judge_member(member: MemberYear, circumstances: Collection[str], on: date, rules: Rulebook) -> Judged:
    """Say whether a member is reviewed and rated, by the law of the decision's day.

    Where that law is silent on a circumstance, the member is rated and the reason says that no ground is known.
    """
    facts = YearFacts(
        admitted_on=member.admitted_on,
        decided_on=member.decided_on,
        is_probationary=not member.is_official,
        is_exempt=member.is_exempt,
        is_suspended="suspended" in circumstances,
        is_committee_suspended="committee_suspended" in circumstances,
        sick_months=_LONG_SICK if "sick_leave" in circumstances else Decimal(0),
        had_maternity_leave="maternity" in circumstances,
    )
    return _judged(classification.eligibility(facts, on, rules))


def judge_body(founded_on: date, on: date, rules: Rulebook) -> Judged:
    """Say whether an organisation is rated: one too young is not, where the day's rule says so."""
    return _judged(classification.organisation_eligibility(OrganisationYear(founded_on=founded_on), on, rules))


def _judged(found: Eligibility) -> Judged:
    standing = Standing.RATED if found.is_rated else Standing.REVIEWED
    if not found.is_reviewed:
        standing = Standing.LEFT_OUT
    reasons = list(_reasons(found))
    if found.highest is not ReviewGrade.EXCELLENT:
        return Judged(standing=standing, most=found.highest.value, most_reason="; ".join(reasons))
    return Judged(standing=standing, reason="; ".join(reasons))


def _reasons(found: Eligibility) -> Iterator[str]:
    """Why, with the article; what only says that somebody is rated as everybody else is not repeated."""
    anchor = f" (kết nạp ngày {say_date(found.anchor_on)})" if found.anchor_on else ""
    for reason in found.reasons:
        if reason.effect is not ReviewEffect.RATED:
            since = anchor if reason.circumstance.value == "recently_admitted" else ""
            yield f"{BECAUSE[reason.circumstance.value]}{since} – {cited(reason.citation)}"
    for finding in found.findings:
        if finding.code == _SILENT:
            yield f"{BECAUSE[str(finding.params['circumstance'])]}: chưa có căn cứ, tổ chức tự đặt"


# ---------------------------------------------------------------------- levels


def is_better(one: str, other: str) -> bool:
    """Whether a level stands above another."""
    return Grade.values.index(one) < Grade.values.index(other)


def names_on(day: date, rules: Rulebook, *, is_body: bool = False) -> Mapping[str, str]:
    """The names of the four levels on a day, as the regime writes them; today's where none is known."""
    try:
        named = classification.levels(day, rules, of_organisations=is_body)
    except LawGap:
        return {grade.value: grade.label for grade in Grade}
    return {grade.value: name for grade, name in named.items()}


def level_names(subject: Subject, rules: Rulebook | None = None) -> Mapping[str, str]:
    """The names of the levels for a subject, on the day that judges it."""
    day = subject.review.judged_on
    return names_on(day, rules or rulebook_of(subject.review.organisation, day), is_body=subject.is_body)


def order_wants(day: date, rules: Rulebook) -> Order | None:
    """The order of judging that the day's rule wants."""
    reading = rules.find("review.order", day)
    return Order(wants=frozenset(reading.codes), citation=reading.citation) if reading else None


def point_parts(day: date, rules: Rulebook) -> Parts | None:
    """How many points each part of a sheet has, where the regime of the day scores at all."""
    reading = rules.find("review.point_groups", day)
    if reading is None:
        return None
    most = {str(part): Decimal(str(points)) for part, points in reading.mapping.items()}
    return Parts(most=most, citation=reading.citation)


def bands_on(day: date, rules: Rulebook) -> Mapping[str, Decimal]:
    """The least points of each level, where the regime of the day scores."""
    reading = rules.find("review.score_bands", day)
    return {str(grade): Decimal(str(least)) for grade, least in reading.mapping.items()} if reading else {}


def conditions_known(subject: Subject, rules: Rulebook) -> tuple[tuple[str, str], ...]:
    """The conditions that somebody has to look at for this subject: code and words, points apart."""
    asked = classification.conditions_asked(subject.review.judged_on, rules, is_collective=subject.is_body)
    return tuple((code.value, CONDITIONS[code.value]) for code in asked if code is not LevelCondition.POINTS)


def demands_of(
    subject: Subject, grade: str, day: date, rules: Rulebook, *, is_disciplined: bool = False
) -> tuple[FindingText, ...]:
    """What stands against a level for this subject by the law of the day: points, conditions, circumstances.

    Points never decide alone: a level needs its points *and* every condition ticked. ``is_disciplined``: the member,
    or one of the collective's leaders, was disciplined in the year. Gaps of the law stop nothing.
    """
    if subject.standing != Standing.RATED:
        return ()
    facts = _facts(subject, day, rules, is_disciplined=is_disciplined)
    found = classification.level_findings(ReviewGrade(grade), facts, day, rules)
    stops = (one for one in found if one.grade is FindingGrade.STOP and one.code.startswith("level_"))
    return tuple(sentence(one) for one in stops)


def _facts(subject: Subject, day: date, rules: Rulebook, *, is_disciplined: bool) -> LevelFacts:
    """Ticks and points as the law asks for them: a condition not ticked is one that nobody told."""
    ticked = set(subject.conditions)

    def share(code: str, key: str) -> Fraction | None:
        reading = rules.find(key, day)
        return reading.share if code in ticked and reading is not None else None

    nobody = True if "nobody_disciplined" in ticked else None
    return LevelFacts(
        points=subject.total,
        tasks_done=Fraction(1) if "tasks_done" in ticked else None,
        tasks_on_time=Fraction(1) if "tasks_on_time" in ticked else None,
        tasks_beyond=share("beyond_requirement", "review.beyond_share"),
        tasks_late=share("few_tasks_late", "review.late_share") if "tasks_on_time" not in ticked else None,
        shortcomings_remedied=True if "shortcomings_remedied" in ticked else None,
        nobody_disciplined=False if is_disciplined else nobody,
        is_disciplined=is_disciplined and not subject.is_body,
        task_criteria=CriterionGrade.EXCELLENT if "task_criteria_excellent" in ticked else None,
        other_criteria=CriterionGrade.GOOD if "other_criteria_good" in ticked else None,
        is_employee=False if "employee_excellent" in ticked else None,
        is_collective=subject.is_body,
    )


def form_of(kind: str, day: date, rules: Rulebook) -> str:
    """The number of the form for a kind of subject on a day; empty where no form is known."""
    found = classification.forms(day, rules)
    if kind == PointSheet.Subject.BODY:
        return found.collective
    return str(getattr(found, kind) or found.member)
