"""Questions on the yearly review: who is rated, the ceiling, levels, drafts, discipline, rows of excellent years."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from chibo.law import classification, commendation, discipline
from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions import persons
from chibo.law.classification import CapBase, LevelFacts, OrganisationYear, Rounding, YearFacts
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import (
    CapScope,
    CriterionGrade,
    Discipline,
    DisciplineBar,
    LevelCondition,
    ReviewGrade,
    UnfulfilledGround,
)

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.classification import Eligibility, LevelVerdict

GRADES: Final = {
    "HTXS": ReviewGrade.EXCELLENT,
    "HTT": ReviewGrade.GOOD,
    "HT": ReviewGrade.FULFILLED,
    "KHT": ReviewGrade.UNFULFILLED,
}
_CODES: Final = {grade: code for code, grade in GRADES.items()}
_CRITERIA: Final = {
    "xuat_sac": CriterionGrade.EXCELLENT,
    "tot": CriterionGrade.GOOD,
    "trung_binh": CriterionGrade.AVERAGE,
    "kem": CriterionGrade.POOR,
}
_FORMS: Final = {
    "khien_trach": Discipline.REPRIMAND,
    "canh_cao": Discipline.WARNING,
    "cach_chuc": Discipline.DISMISSAL,
    "cach_chuc_if_post": Discipline.DISMISSAL,
    "khai_tru": Discipline.EXPULSION,
    "giai_tan": Discipline.DISSOLUTION,
}
_FORM_CODES: Final = {form: code for code, form in reversed(_FORMS.items())}
_SCOPES: Final = {
    "grassroots_organisation": CapScope.GRASSROOTS_ORGANISATION,
    "group_with_similar_role": CapScope.SIMILAR_ROLE,
    "similar_role": CapScope.SIMILAR_ROLE,
}
_TOTAL_OF: Final = {
    CapScope.GRASSROOTS_ORGANISATION: "the grassroots organisation",
    CapScope.SIMILAR_ROLE: "the group with similar role",
}
_SICK: Final = ("sick_months_total", "sick_months")
_WORK: Final = (
    "points", "score", "tasks_done", "done_share", "tasks_on_time", "on_time_share", "beyond_share", "tasks_beyond",
    "late_share", "tasks_late", "target_share", "targets_met", "shortcomings_remedied", "leadership_disciplined",
    "unit_disciplined", "subordinate_disciplined", "task_criteria", "task_criteria_grade", "other_criteria",
    "other_criteria_grade", "employee_level", "employee_rating", "public_employee_level", "degraded", "found_degraded",
    "disciplined", "disciplined_in_the_year",
)  # fmt: skip
_GOOD: Final = ("rated_good", "good", "rated_htt")
_BETTER: Final = ("good_or_better", "members_good_or_better", "rated_good_or_better")
_RATED: Final = ("rated", "all_rated", "rated_total", "members_rated")


# ---------------------------------------------------------------------- the ceiling


def max_excellent(given: Given) -> int:
    """The most that may be excellent: of a final base where that is told, else of those from whom they are raised."""
    base, share = _base(given), _share(given)
    if base is CapBase.GOOD_ONLY and given.has(*_GOOD):
        return classification.share_of_base(given.number(*_GOOD), share, rounding=_rounding(given))
    return classification.largest(_total(given, base), share, base=base, rounding=_rounding(given))


def _total(given: Given, base: CapBase) -> int:
    if base is CapBase.ALL_RATED:
        return given.number(*_RATED)
    if base is CapBase.GOOD_OR_BETTER and not given.has(*_BETTER) and given.has(*_GOOD):
        return given.number(*_GOOD) + given.number("rated_excellent", "excellent")
    return given.number(*_BETTER)


def _base(given: Given) -> CapBase:
    own = given.rules.policy("review.cap_base")
    try:
        return CapBase(given.text("base", "cap_base", "base_mode", default=own))
    except ValueError as unknown:
        raise NotCovered(str(unknown)) from None


def _rounding(given: Given) -> Rounding:
    own = given.rules.policy("review.cap_rounding")
    named = given.text("rounding", default=own)
    return {"floor": Rounding.DOWN, "down": Rounding.DOWN, "nearest": Rounding.NEAREST}[named]


def _share(given: Given) -> Fraction:
    if given.has("pct", "share", "cap"):
        return Fraction(str(given.points("pct", "share", "cap")))
    is_collective = given.flag("collectives", "is_collective", "collective")
    key = classification.COLLECTIVES if is_collective else classification.MEMBERS
    return given.rules.on(key, given.on()).share


def remaining_good(given: Given) -> int:
    """How many stay good when the most are excellent."""
    return given.number(*_BETTER) - max_excellent(given)


def share_of_good(given: Given) -> float:
    """The most excellent as a part of those who stay good, to four places."""
    left = remaining_good(given)
    if not left:
        raise NotCovered(_BETTER[0])
    return round(max_excellent(given) / left, 4)


def cell_alone(given: Given) -> int:
    """What a cell by itself would be allowed; never the last word."""
    return max_excellent(given)


def one_excellent_is(given: Given) -> str:
    """What one excellent member of a cell is by the cell's own sum: nothing a cell can settle."""
    named = given.text("scope", default="")
    scope = _SCOPES.get(named) or classification.scope_of(given.on(), given.rules)
    return f"undecided_at_cell_level; decided by the total of {_TOTAL_OF[scope]}"


def cap_allows(given: Given) -> bool:
    """Whether so many excellent are within the ceiling."""
    return given.number("proposed_excellent", "excellent", "proposed") <= max_excellent(given)


def is_final(given: Given) -> bool:
    """Whether a sum made in this scope is final: never a cell's."""
    scope = _SCOPES.get(given.text("counted_in", "scope"))
    return scope is classification.scope_of(given.on(), given.rules)


# ---------------------------------------------------------------------- who


def _eligibility(given: Given) -> Eligibility:
    if given.has("organisation_age_months", "organisation_months", "organisation_since"):
        months = ("organisation_age_months", "organisation_months")
        founded = given.day("organisation_since") if given.has("organisation_since") else None
        told = given.number(*months) if given.has(*months) else None
        organisation = OrganisationYear(founded_on=founded, months_since=told)
        return _sure(classification.organisation_eligibility(organisation, given.on(), given.rules))
    return _sure(classification.eligibility(_member(given), given.on(), given.rules))


def _member(given: Given) -> YearFacts:
    since = ("months_since_admission", "months_since")
    admitted = ("ceremony", "ceremony_date", "admitted_on", "admission_date")
    decided = ("decision", "decision_date", "decided_on")
    known = (
        *since, *admitted, *decided, "status", "exempt", "suspended", "sick_months_total", "sick_months", "maternity",
        "maternity_leave", "committee_suspended", "suspended_from_committee",
    )  # fmt: skip
    if not given.has(*known):
        raise NotCovered("status")
    return YearFacts(
        admitted_on=given.day(*admitted) if given.has(*admitted) else None,
        decided_on=given.day(*decided) if given.has(*decided) else None,
        months_since=given.number(*since) if given.has(*since) else None,
        is_probationary=given.text("status", default="") == "probationary",
        is_exempt=given.flag("exempt", "is_exempt"),
        is_suspended=given.flag("suspended", "suspended_from_party_activity"),
        is_committee_suspended=given.flag("committee_suspended", "suspended_from_committee"),
        sick_months=_sick(given),
        had_maternity_leave=given.flag("maternity", "maternity_leave"),
    )


def _sick(given: Given) -> Decimal:
    return given.points(*_SICK) if given.has(*_SICK) else Decimal(0)


def _sure(answer: Eligibility) -> Eligibility:
    """An answer without gaps; where a text was not found the case has none."""
    if answer.findings:
        raise NotCovered(answer.findings[0].code)
    return answer


def reviewed(given: Given) -> bool:
    """Whether somebody is reviewed."""
    return _eligibility(given).is_reviewed


def rated(given: Given) -> bool:
    """Whether somebody, or an organisation, is rated."""
    return _eligibility(given).is_rated


# ---------------------------------------------------------------------- levels


def _part(given: Given, *names: str) -> Fraction | None:
    return Fraction(str(given.points(*names))) if given.has(*names) else None


def _grade(given: Given, *names: str) -> ReviewGrade | None:
    if not given.has(*names):
        return None
    named = given.text(*names)
    if named not in GRADES:
        raise NotCovered(named)
    return GRADES[named]


def _criterion(given: Given, *names: str) -> CriterionGrade | None:
    if not given.has(*names):
        return None
    named = given.text(*names)
    if named not in _CRITERIA:
        raise NotCovered(named)
    return _CRITERIA[named]


def _work(given: Given) -> LevelFacts:
    """The year's work; a shortcoming or a discipline that nobody names did not happen, but something must be told."""
    if not given.has(*_WORK, *_SICK):
        raise NotCovered(_WORK[0])
    clean = not given.flag("leadership_disciplined", "unit_disciplined", "subordinate_disciplined")
    employee = _grade(given, "employee_level", "employee_rating", "public_employee_level")
    return LevelFacts(
        points=given.points("points", "score") if given.has("points", "score") else None,
        tasks_done=_part(given, "tasks_done", "done_share"),
        tasks_on_time=_part(given, "tasks_on_time", "on_time_share"),
        tasks_beyond=_part(given, "beyond_share", "tasks_beyond"),
        tasks_late=_part(given, "late_share", "tasks_late"),
        targets_met=_part(given, "target_share", "targets_met"),
        shortcomings_remedied=given.flag("shortcomings_remedied", default=True),
        nobody_disciplined=clean,
        task_criteria=_criterion(given, "task_criteria", "task_criteria_grade"),
        other_criteria=_criterion(given, "other_criteria", "other_criteria_grade"),
        is_employee=given.flag("is_employee", "employee", "public_employee", default=employee is not None),
        employee_grade=employee,
        is_degraded=given.flag("degraded", "found_degraded"),
        is_disciplined=given.flag("disciplined", "disciplined_in_the_year"),
        is_collective=given.flag("collective", "is_collective", default=not clean),
        highest=_highest(given),
    )


def _highest(given: Given) -> ReviewGrade:
    if not given.has(*_SICK):
        return ReviewGrade.EXCELLENT
    return _sure(classification.eligibility(_member(given), given.on(), given.rules)).highest


def _verdict(given: Given) -> LevelVerdict:
    return classification.level_verdict(_work(given), given.on(), given.rules)


def level(given: Given) -> str:
    """The level that the facts give."""
    answer = _verdict(given)
    if answer.level is None:
        raise NotCovered("a condition of the level is not told")
    return _CODES[answer.level]


def max_level(given: Given) -> str:
    """The best level that nothing told speaks against."""
    return _CODES[_verdict(given).best]


def level_max_below(given: Given) -> str:
    """The lowest level that is out of reach: the level stays below it."""
    best = _verdict(given).best
    above = list(ReviewGrade)[: list(ReviewGrade).index(best)]
    if not above:
        raise NotCovered("no level is out of reach")
    return _CODES[above[-1]]


def reason(given: Given) -> str | None:
    """Why not the next level above, in the words of the first condition that failed; or why an age does not fit."""
    if not given.has("points", "score", "target_share", "task_criteria", "disciplined", "degraded"):
        return persons.reason(given)
    answer = _verdict(given)
    if answer.grounds:
        return answer.grounds[0].value
    failed = [line for line in answer.lines if line.failed]
    return _why(failed[-1].failed[0], failed[-1].grade, given) if failed else None


def _why(condition: LevelCondition, grade: ReviewGrade, given: Given) -> str:
    wanted = classification.wanted_of(condition, grade, given.on(), given.rules)
    amount = "" if wanted is None else f"{wanted * 100}%" if isinstance(wanted, Fraction) else str(wanted)
    said = {
        LevelCondition.POINTS: f"needs at least {amount} points",
        LevelCondition.TASKS_DONE: "needs 100% of tasks done",
        LevelCondition.TASKS_ON_TIME: f"needs {amount} of tasks on time",
        LevelCondition.FEW_TASKS_LATE: f"needs at most {amount} of tasks late",
        LevelCondition.BEYOND_REQUIREMENT: f"needs at least {amount} beyond requirement",
    }
    return said.get(condition, condition.value)


def grounds(given: Given) -> list[str]:
    """The grounds for the lowest level."""
    return [UnfulfilledGround(ground).value for ground in _verdict(given).grounds]


# ---------------------------------------------------------------------- drafts, rows of years


def draft_ok(given: Given) -> bool:
    """Whether the drafts went out in time before the meeting."""
    return classification.draft_sent_in_time(_sent(given), given.day("meeting", "meeting_date"), given.rules)


def _sent(given: Given) -> date:
    return given.day("sent", "sent_on", "draft_sent")


def streak_proved(given: Given) -> bool:
    """Whether years running as excellent are proved: by ratings, never by certificates."""
    if given.has("ratings"):
        told = given.first("ratings")
        if not isinstance(told, list):
            raise NotCovered("ratings")
        grades = {number: GRADES.get(str(code)) for number, code in enumerate(told)}
        return commendation.streak(grades, len(told) - 1, given.on(), given.rules).is_proved
    years = given.number("excellent_years", "years_excellent") if given.has("excellent_years", "years_excellent") else 0
    if not years and given.flag("ratings_known", default=not given.has("certificates_years")):
        raise NotCovered("ratings")
    grades = dict.fromkeys(range(years), ReviewGrade.EXCELLENT) if given.flag("ratings_known", default=True) else {}
    return commendation.streak(grades, years - 1, given.on(), given.rules).is_proved


def commendable(given: Given) -> bool:
    """Whether this level may be put forward for commendation."""
    grade = _grade(given, "level", "rating")
    if grade is None:
        raise NotCovered("level")
    return commendation.may_be_commended(grade, given.on(), given.rules)


# ---------------------------------------------------------------------- discipline


def _form(given: Given) -> Discipline:
    named = given.text("form", "discipline")
    if named not in _FORMS:
        raise NotCovered(named)
    return _FORMS[named]


def by(given: Given) -> str:
    """Who decides a form of discipline."""
    above = given.flag("superior_task", "higher_committee_member", "managed_by_higher", "superior_matter")
    return discipline.deciding_body(_form(given), given.on(), given.rules, is_superior_matter=above).value


def cell_committee_may(given: Given) -> bool:
    """Whether the committee of a cell may."""
    return discipline.cell_committee_may(_form(given), given.on(), given.rules)


def effective(given: Given) -> str:
    """From what event a discipline of the cell binds."""
    given.rules.on("discipline.effective_from", given.on())
    return "announcement_of_vote_result"


def forms(given: Given) -> list[str]:
    """The forms of discipline for this membership, or for an organisation."""
    status = given.text("status", "kind", default="official")
    if status in {"organisation", "party_organisation"}:
        return [_FORM_CODES[form] for form in discipline.organisation_forms(given.on(), given.rules)]
    if status not in {"official", "probationary"}:
        raise NotCovered(status)
    post = given.flag("has_post") if given.has("has_post") else None
    listed = discipline.member_forms(given.on(), given.rules, is_probationary=status == "probationary", has_post=post)
    if_post = "cach_chuc_if_post" if post is None else "cach_chuc"
    return [if_post if form is Discipline.DISMISSAL else _FORM_CODES[form] for form in listed]


def processed_now(given: Given) -> bool:
    """Whether discipline may be considered while something holds."""
    named = given.text("condition", "while", "situation")
    bars = given.rules.on("discipline.not_processed_while", given.on()).codes
    if named not in set(DisciplineBar):
        raise NotCovered(named)
    return named not in bars


def complaint_until(given: Given) -> date:
    """The last day to complain."""
    return discipline.complaint_until(given.day("told", "announced", "received"), given.rules).result


def rating_effect(given: Given) -> str:
    """The level that a discipline in the year leads to."""
    try:
        return _CODES[discipline.rating_effect(given.on(), given.rules)]
    except LawGap as gap:
        raise NotCovered(gap.key) from None
