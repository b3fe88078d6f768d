"""Who may be admitted: age when the cell considers, schooling, citizenship, and the waits after leaving the Party."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.calendar import PartialDate, add_months
from chibo.law.timeline import found
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

_MONTHS = 12


@unique
class AgeFit(StrEnum):
    """How an age stands to the two bounds on the day the cell considers."""

    FITS = "fits"
    UNDER = "under"
    OVER = "over"
    UNCLEAR = "unclear"  # the birth date is known too roughly to tell


@unique
class Schooling(StrEnum):
    """What a person has completed, lowest first; ``""`` in the facts means nobody entered it."""

    NONE = "none"
    LITERATE = "literate"
    PRIMARY = "primary"
    THCS_PROGRAMME = "thcs_programme"  # lower secondary completed, no diploma
    THCS_EQUIVALENT = "thcs_equivalent"
    THCS_DIPLOMA = "thcs_diploma"
    HIGHER = "higher"


@unique
class Leaving(StrEnum):
    """Why a former member is no longer one, as far as the waits depend on it."""

    ORDINARY = "ordinary"
    MINOR_CRIME = "minor_crime"  # the wait runs from the clearing of the record
    SELF_ABANDONED = "self_abandoned"
    ASKED_TO_LEAVE = "asked_to_leave"
    SERIOUS_INTERNAL_DISUNITY = "serious_internal_disunity"
    CORRUPTION_CONVICTION = "corruption_conviction"
    SERIOUS_CRIME_CONVICTION = "serious_crime_conviction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long to wait before the cell may consider, or that it never may; ``reason`` is a stable code."""

    months: int | None
    is_over: bool | None
    reason: str


# ---------------------------------------------------------------------- age


def age_fit(birth: PartialDate, considered_on: date, rules: Rulebook) -> AgeFit:
    """Judge the age on the day the cell considers, counted by month (29-QĐ/TW 1.1 and its successors)."""
    fits = {_fit(day, considered_on, rules) for day in (birth.earliest, birth.latest)}
    return fits.pop() if len(fits) == 1 else AgeFit.UNCLEAR


def _fit(birth: date, considered_on: date, rules: Rulebook) -> AgeFit:
    lowest = rules.on("age.min", considered_on).number
    if considered_on < _comes_of(birth, lowest, rules):
        return AgeFit.UNDER
    highest = rules.on("age.max_ordinary", considered_on).number
    return AgeFit.OVER if _is_past(birth, highest, considered_on, rules) else AgeFit.FITS


def _comes_of(birth: date, years: int, rules: Rulebook) -> date:
    """The first day on which a person counts as so many years old."""
    birthday = add_months(birth, years * _MONTHS)
    return birthday.replace(day=1) if rules.policy("age.day_in_month") == "ignore" else birthday


def _is_past(birth: date, years: int, considered_on: date, rules: Rulebook) -> bool:
    birthday = add_months(birth, years * _MONTHS)
    if rules.policy("age.day_in_month") == "ignore":
        return (considered_on.year, considered_on.month) > (birthday.year, birthday.month)
    return considered_on > birthday


def check_age(
    birth: PartialDate | None, considered_on: date, rules: Rulebook, *, has_consent: bool = False
) -> tuple[Finding, ...]:
    """Say what stands against the age; over the upper bound the central-level consent must be there first."""
    if birth is None:
        return (found("birth_date_missing", grade=FindingGrade.WARN),)
    fit = age_fit(birth, considered_on, rules)
    used = rules.used("age.day_in_month")
    least = rules.on("age.min", considered_on)
    if fit is AgeFit.UNCLEAR:
        return (found("birth_date_unclear", least, grade=FindingGrade.WARN, birth=str(birth), on=considered_on),)
    if fit is AgeFit.UNDER:
        since = _comes_of(birth.latest, least.number, rules)
        params = {"birth": str(birth), "on": considered_on, "years": least.number, "since": since}
        return (found("under_age", least, possible_from=since, switches=used, params=params),)
    if fit is AgeFit.OVER:
        return _over_age(birth, considered_on, rules, has_consent=has_consent)
    return _birthday_later(birth, considered_on, rules)


def _over_age(birth: PartialDate, considered_on: date, rules: Rulebook, *, has_consent: bool) -> tuple[Finding, ...]:
    highest = rules.on("age.max_ordinary", considered_on)
    authority = rules.on("age.over_max_authority", considered_on)
    grade = FindingGrade.TICK if has_consent else FindingGrade.STOP
    params = {"birth": str(birth), "on": considered_on, "years": highest.number, "authority": authority.text}
    return (found("over_age", highest, authority, grade=grade, switches=rules.used("age.day_in_month"), params=params),)


def _birthday_later(birth: PartialDate, considered_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Decision 10: the default ignores the day, and says so when the birthday is still ahead in the month."""
    least = rules.on("age.min", considered_on)
    birthday = add_months(birth.latest, least.number * _MONTHS)
    if birthday <= considered_on:
        return ()
    params = {"birthday": birthday, "on": considered_on, "years": least.number}
    used = rules.used("age.day_in_month")
    return (found("birthday_later_in_month", least, grade=FindingGrade.WARN, switches=used, params=params),)


# ---------------------------------------------------------------------- schooling and citizenship

_ENOUGH = {
    "thcs_diploma_or_equivalent": {Schooling.THCS_EQUIVALENT, Schooling.THCS_DIPLOMA, Schooling.HIGHER},
    "thcs_diploma": {Schooling.THCS_DIPLOMA, Schooling.HIGHER},
    "thcs_programme_completed": {
        Schooling.THCS_PROGRAMME,
        Schooling.THCS_EQUIVALENT,
        Schooling.THCS_DIPLOMA,
        Schooling.HIGHER,
    },
}


def schooling_ok(
    schooling: Schooling,
    considered_on: date,
    rules: Rulebook,
    *,
    hard_area: bool = False,
    elder: bool = False,
    has_consent: bool = False,
) -> bool:
    """Whether schooling is enough, with the exceptions for hard areas, fishermen at sea and elders."""
    if schooling in _ENOUGH[rules.on("education.min", considered_on).code]:
        return True
    if hard_area and schooling not in {Schooling.NONE, Schooling.LITERATE}:
        return rules.on("education.exception_hard_area", considered_on).code == "primary_school_completed"
    if elder and has_consent and schooling is not Schooling.NONE:
        return bool(rules.on("education.exception_elder", considered_on).code)
    return False


def check_schooling(schooling: str, considered_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that schooling is too low; a level written in free words is for human eyes."""
    try:
        level = Schooling(schooling)
    except ValueError:
        return ()
    reading = rules.on("education.min", considered_on)
    if schooling_ok(level, considered_on, rules):
        return ()
    return (found("schooling_too_low", reading, least=reading.text, on=considered_on),)


def citizenship_ok(citizenship: str, on: date, rules: Rulebook) -> bool:
    """Whether the citizenship allows admission: citizens of Viet Nam only (Charter art. 1.2)."""
    return citizenship == rules.on("applicant.citizenship", on).code


# ---------------------------------------------------------------------- waits


def readmission_wait(reason: str, months_since: int, on: date, rules: Rulebook, *, times_before: int = 0) -> Wait:
    """Judge a re-admission: the excluded reasons, the wait since leaving or clearing of the record, once only."""
    if reason in rules.on("readmission.excluded_reasons", on).codes:
        return Wait(months=None, is_over=False, reason="excluded_reason")
    if times_before >= rules.on("readmission.max_times", on).number:
        return Wait(months=None, is_over=False, reason="readmitted_before")
    minor = reason == Leaving.MINOR_CRIME
    key = "readmission.min_months_after_minor_crime" if minor else "readmission.min_months"
    months = rules.on(key, on).number
    return Wait(months=months, is_over=months_since >= months, reason="wait")


def population_policy_wait(child: int, on: date, rules: Rulebook, *, months_since: int | None = None) -> Wait:
    """Judge the wait after a third or fourth child; from the excluded child on nobody is considered (05-QĐi/TW)."""
    if child >= rules.on("population_policy.excluded_from_child", on).number:
        return Wait(months=None, is_over=False, reason="excluded_child")
    if child <= 2:  # noqa: PLR2004 — the policy speaks of the third child on
        return Wait(months=0, is_over=True, reason="no_wait")
    which = "third" if child == 3 else "fourth"  # noqa: PLR2004 — as above
    months = rules.on(f"population_policy.min_months_{which}_child", on).number
    is_over = None if months_since is None else months_since >= months
    return Wait(months=months, is_over=is_over, reason="wait")
