"""Who may be exempted from work and meetings: 27-HD/BTCTW of 2009, 24-QĐ/TW point 7.1, 12-HD/BTCTW of 2022."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import ExemptionGround, FindingGrade, Sex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Finding

_AGES: Final = {Sex.MALE: "exemption.age_men", Sex.FEMALE: "exemption.age_women"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request to be exempted, as the member made it; what is not known is ``None``."""

    ground: ExemptionGround
    is_own_request: bool
    age: int | None = None
    sex: Sex | None = None
    is_weak: bool = False


def exemption_findings(request: RequestFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Judge a request by the regime of the day: every condition that is missing, with its article.

    Where no text of the day speaks of the ground it says so and stops nothing: the cell decides.
    """
    try:
        if request.ground is ExemptionGround.AGE_AND_HEALTH:
            return tuple(_old_and_weak(request, on, rules))
        return tuple(_other(request, on, rules))
    except LawGap as gap:
        return (no_basis(gap),)


def may_be_exempt(request: RequestFacts, on: date, rules: Rulebook) -> bool:
    """Whether the cell may grant the request; ``LawGap`` where no text of the day speaks of it."""
    key = "exemption.conditions" if request.ground is ExemptionGround.AGE_AND_HEALTH else "exemption.other_grounds"
    rules.on(key, on)
    return not exemption_findings(request, on, rules)


def _old_and_weak(request: RequestFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    reading = rules.on("exemption.conditions", on)
    wanted = reading.codes
    if "own_request" in wanted and not request.is_own_request:
        yield found("exemption_not_asked", reading)
    if not request.is_weak:
        yield found("exemption_not_weak", reading)
    if "past_working_age" in wanted:
        yield from _too_young(request, on, rules, reading)


def _too_young(request: RequestFacts, on: date, rules: Rulebook, reading: Reading) -> Iterator[Finding]:
    if request.age is None or request.sex is None:
        yield found("exemption_age_unknown", reading, grade=FindingGrade.WARN)
        return
    least = rules.on(_AGES[request.sex], on)
    if request.age < least.number:
        yield found("exemption_too_young", least, age=request.age, least=least.number)


def _other(request: RequestFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    reading = rules.on("exemption.other_grounds", on)
    if request.ground.value not in reading.codes:
        yield found("exemption_ground_unknown", reading)
    if not request.is_own_request:
        yield found("exemption_not_asked", reading)
