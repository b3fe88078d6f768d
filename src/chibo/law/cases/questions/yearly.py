"""Questions on the yearly review: who is reviewed and rated, drafts in time, rows of excellent years."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chibo.law import classification, commendation
from chibo.law.cases.given import Given, NotCovered
from chibo.law.classification import Eligibility, OrganisationYear, YearFacts
from chibo.law.vocabulary import ReviewEffect, ReviewGrade

GRADES: Final = {
    "HTXS": ReviewGrade.EXCELLENT,
    "HTT": ReviewGrade.GOOD,
    "HT": ReviewGrade.FULFILLED,
    "KHT": ReviewGrade.UNFULFILLED,
}
CODES: Final = {grade: code for code, grade in GRADES.items()}
SICK: Final = ("sick_months_total", "sick_months")
_EXEMPT: Final = ("exempt", "is_exempt", "exempt_from_work_and_meetings")
_SUSPENDED: Final = ("suspended", "suspended_from_party_activity")
_OFF_COMMITTEE: Final = ("committee_suspended", "suspended_from_committee", "suspended_from_committee_activity")
_MATERNITY: Final = ("maternity", "maternity_leave")


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
    if not given.has(*since, *admitted, *decided, *_EXEMPT, *_SUSPENDED, *_OFF_COMMITTEE, *SICK, *_MATERNITY, "status"):
        raise NotCovered("status")
    return YearFacts(
        admitted_on=given.day(*admitted) if given.has(*admitted) else None,
        decided_on=given.day(*decided) if given.has(*decided) else None,
        months_since=given.number(*since) if given.has(*since) else None,
        is_probationary=given.text("status", default="") == "probationary",
        is_exempt=given.flag(*_EXEMPT),
        is_suspended=given.flag(*_SUSPENDED),
        is_committee_suspended=given.flag(*_OFF_COMMITTEE),
        sick_months=_sick(given),
        had_maternity_leave=given.flag(*_MATERNITY),
    )


def _sick(given: Given) -> Decimal:
    if not given.has(*SICK):
        return Decimal(0)
    told = given.first(*SICK)
    spells = told if isinstance(told, list) else [told]
    return sum((Decimal(str(months)) for months in spells), Decimal(0))


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


def rating(given: Given) -> str:
    """Of what time the rating is, for who was on maternity leave."""
    effects = {reason.effect for reason in _eligibility(given).reasons}
    if ReviewEffect.TIME_WORKED not in effects:
        raise NotCovered("maternity")
    return "that of the time actually worked in the year"


def draft_ok(given: Given) -> bool:
    """Whether the drafts went out in time before the meeting."""
    if not given.has("sent", "sent_on", "draft_sent"):
        wanted = given.rules.on("review.draft_days", given.on("meeting", "meeting_date")).number
        return given.number("working_days_between") >= wanted
    sent, meeting = given.day("sent", "sent_on", "draft_sent"), given.day("meeting", "meeting_date")
    return classification.draft_sent_in_time(sent, meeting, given.rules)


def streak_proved(given: Given) -> bool:
    """Whether years running as excellent are proved: by ratings, never by certificates."""
    grades = _rated_years(given)
    return commendation.streak(grades, max(grades, default=0), given.on(), given.rules).is_proved


def _rated_years(given: Given) -> dict[int, ReviewGrade | None]:
    """The years with their levels: written year by year, as a list, or as a number of years known to be excellent."""
    if given.has("ratings"):
        told = given.first("ratings")
        years = told if isinstance(told, dict) else dict(enumerate(told)) if isinstance(told, list) else None
        if not years or not all(str(year).isdecimal() for year in years):
            raise NotCovered("ratings")
        return {int(str(year)): GRADES.get(str(code)) for year, code in years.items()}
    counted = ("excellent_years", "years_excellent", "htxs_years", "rated_excellent_years")
    if given.has(*counted) and given.flag("ratings_known", default=True):
        return dict.fromkeys(range(given.number(*counted)), ReviewGrade.EXCELLENT)
    if given.flag("ratings_known", default=not given.has("certificates_years")):
        raise NotCovered("ratings")
    return {}


def grade(given: Given, *names: str) -> ReviewGrade | None:
    """A fact that is one of the four levels; nothing where it is not given."""
    if not given.has(*names):
        return None
    named = given.text(*names)
    if named not in GRADES:
        raise NotCovered(named)
    return GRADES[named]


def highest(given: Given) -> ReviewGrade:
    """The highest level that the circumstances of the year allow."""
    if not given.has(*SICK):
        return ReviewGrade.EXCELLENT
    return _sure(classification.eligibility(_member(given), given.on(), given.rules)).highest


def commendable(given: Given) -> bool:
    """Whether this level may be put forward for commendation."""
    level = grade(given, "level", "rating")
    if level is None:
        raise NotCovered("level")
    return commendation.may_be_commended(level, given.on(), given.rules)
