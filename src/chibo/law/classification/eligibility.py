"""Who is reviewed and rated in a year, who is not and why: 132-QĐ/TW with 21-HD/BTCTW, 124-QĐ/TW, 366-QĐ/TW."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import Circumstance, FindingGrade, ReviewEffect, ReviewGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Citation, Finding

_ANCHOR: Final = "review.recent_anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """One member in the year judged; what is not known is left out.

    ``admitted_on`` is the day of the ceremony, ``decided_on`` the date in the admission decision. ``months_since`` may
    be given instead, by who knows only a number. ``sick_months`` is the sum of all sick leave of the year.
    """

    uid: str = ""
    name: str = ""
    admitted_on: date | None = None
    decided_on: date | None = None
    months_since: int | None = None
    is_probationary: bool = False
    is_exempt: bool = False
    is_suspended: bool = False
    is_committee_suspended: bool = False
    sick_months: Decimal = Decimal(0)
    had_maternity_leave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReason:
    """One circumstance, what it does and where that stands."""

    circumstance: Circumstance
    effect: ReviewEffect
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Whether somebody is reviewed and rated, how high at most, every reason, and what no text says.

    ``findings`` hold the gaps: there the organisation decides and notes its ground. ``readings`` name the anchor used
    for "less than six months", ``anchor_on`` its day.
    """

    is_reviewed: bool
    is_rated: bool
    highest: ReviewGrade = ReviewGrade.EXCELLENT
    reasons: tuple[EligibilityReason, ...] = ()
    findings: tuple[Finding, ...] = ()
    readings: tuple[str, ...] = ()
    anchor_on: date | None = None

    @property
    def is_counted(self) -> bool:
        """Whether this member enters the number of those rated."""
        return self.is_reviewed and self.is_rated


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationYear:
    """One organisation in the year judged: since when it exists, or for how many months."""

    founded_on: date | None = None
    months_since: int | None = None


@dataclass(slots=True)
class _Gathered:
    reasons: list[EligibilityReason] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def eligibility(member: YearFacts, on: date, rules: Rulebook) -> Eligibility:
    """Say whether a member is reviewed and rated in a decision of this day, and why not.

    Before 8-3-2018 no text was found: then everybody is, with that gap in ``findings``.
    """
    try:
        table = rules.on("review.who", on)
    except LawGap as gap:
        return Eligibility(is_reviewed=True, is_rated=True, findings=(no_basis(gap),))
    anchor = _anchor(member, rules)
    gathered = _gather(table, tuple(_circumstances(member, anchor, on, rules)))
    effects = {reason.effect for reason in gathered.reasons}
    uses_anchor = anchor is not None and member.months_since is None
    return Eligibility(
        is_reviewed=ReviewEffect.NOT_REVIEWED not in effects,
        is_rated=not effects & {ReviewEffect.NOT_REVIEWED, ReviewEffect.NOT_RATED},
        highest=ReviewGrade.FULFILLED if ReviewEffect.AT_MOST_FULFILLED in effects else ReviewGrade.EXCELLENT,
        reasons=tuple(gathered.reasons),
        findings=tuple(gathered.findings),
        readings=rules.used(_ANCHOR) if uses_anchor else (),
        anchor_on=anchor,
    )


def organisation_eligibility(organisation: OrganisationYear, on: date, rules: Rulebook) -> Eligibility:
    """Say whether an organisation is rated in a decision of this day: not when it is younger than the rule wants."""
    try:
        table = rules.on("review.who", on)
    except LawGap as gap:
        return Eligibility(is_reviewed=True, is_rated=True, findings=(no_basis(gap),))
    age = _months(organisation.founded_on, organisation.months_since, on, rules)
    is_young = age is not None and _is_under("review.young_months", age, on, rules)
    gathered = _gather(table, (Circumstance.YOUNG_ORGANISATION,) if is_young else ())
    effects = {reason.effect for reason in gathered.reasons}
    return Eligibility(
        is_reviewed=True,
        is_rated=ReviewEffect.NOT_RATED not in effects,
        reasons=tuple(gathered.reasons),
        findings=tuple(gathered.findings),
    )


def _gather(table: Reading, circumstances: tuple[Circumstance, ...]) -> _Gathered:
    gathered = _Gathered()
    for circumstance in circumstances:
        effect = ReviewEffect(str(table.mapping[circumstance.value]))
        if effect is ReviewEffect.NOT_FOUND:
            params = {"circumstance": circumstance.value}
            gathered.findings.append(found("review_effect_unknown", table, grade=FindingGrade.WARN, params=params))
        else:
            one = EligibilityReason(circumstance=circumstance, effect=effect, citation=table.citation)
            gathered.reasons.append(one)
    return gathered


def _anchor(member: YearFacts, rules: Rulebook) -> date | None:
    """The day from which "less than six months" counts: the ceremony, or the decision where the reading says so."""
    if rules.policy(_ANCHOR) == "decision":
        return member.decided_on or member.admitted_on
    return member.admitted_on


def _circumstances(member: YearFacts, anchor: date | None, on: date, rules: Rulebook) -> Iterator[Circumstance]:
    if member.is_exempt:
        yield Circumstance.EXEMPT
    if member.is_suspended:
        yield Circumstance.SUSPENDED
    age = _months(anchor, member.months_since, on, rules)
    if age is not None and _is_under("review.recent_months", age, on, rules):
        yield Circumstance.RECENTLY_ADMITTED
    elif member.is_probationary:
        yield Circumstance.PROBATIONARY
    if member.is_committee_suspended:
        yield Circumstance.COMMITTEE_SUSPENDED
    if _was_sick_long(member.sick_months, on, rules):
        yield Circumstance.SICK_LEAVE
    if member.had_maternity_leave:
        yield Circumstance.MATERNITY


def _months(since: date | None, said: int | None, on: date, rules: Rulebook) -> int | None:
    if said is not None:
        return said
    return None if since is None else rules.full_months(since, on)


def _is_under(key: str, months: int, on: date, rules: Rulebook) -> bool:
    """Less than the months of the day's figure; where there is none yet, of the first one, so that the gap is seen."""
    return months < _figure(key, on, rules)


def _was_sick_long(months: Decimal, on: date, rules: Rulebook) -> bool:
    return months >= _figure("review.sick_leave_months", on, rules)


def _figure(key: str, on: date, rules: Rulebook) -> int:
    first = rules.figure(key).values[0].starts_on
    return rules.on(key, max(on, first)).number
