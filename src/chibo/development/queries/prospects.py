"""Who can lawfully be admitted by a day, and when each act of the road is due for it. Dates only, never fitness.

No step is ever left out: what the road of the day asks and is not done yet stands in the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final

from chibo.base.words.planning import act_line, expiry_line
from chibo.development.facts import dossiers_from, gather
from chibo.development.queries.outlook import rulebooks
from chibo.law import journey
from chibo.law.calendar import CalendarGap
from chibo.law.facts import MentorFacts, StepFacts
from chibo.law.journey.order import last_done_on
from chibo.law.planning import plan_ceremony
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import FindingGrade, Stage, StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.development.facts import Gathered
    from chibo.development.models import DevelopmentCase
    from chibo.law.dossier import DossierFacts
    from chibo.law.facts import CaseFacts
    from chibo.law.planning import Plan
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

MEETING, CEREMONY, OUTSTANDING = "cell_admission_meeting", "ceremony", "outstanding_recognised"
BEFORE_ADMISSION: Final = frozenset({Stage.SOURCE, Stage.OUTSTANDING, Stage.CANDIDATE, Stage.APPLICANT})
_TO_BE_DONE: Final = frozenset({"step_missing", "vote_missing", "introducers_too_few"})
"""What the plan itself brings: it stands among the acts, and is no reason why somebody cannot make it."""


@unique
class Ability(StrEnum):
    """Whether the day can lawfully be kept: with the whole time for all others, only if they are quick, or not."""

    YES = "yes"
    TIGHT = "tight"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of the road: the latest day for it, and when it was done."""

    act: str
    latest_on: date
    done_on: date | None
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One person on the road and a day: whether it can be kept, what stands against it, the acts in their order."""

    case: DevelopmentCase
    ability: Ability
    findings: tuple[Finding, ...] = ()
    late: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    gap: str = ""

    @property
    def can(self) -> bool:
        """Whether the day can lawfully be kept, be it narrowly."""
        return self.ability in {Ability.YES, Ability.TIGHT}

    @property
    def left(self) -> tuple[Act, ...]:
        """The acts still to be done, the ceremony last."""
        return tuple(act for act in self.acts if act.done_on is None)


def prospects(cases: Sequence[DevelopmentCase], by: date, on: date) -> tuple[Prospect, ...]:
    """Say of each open case before admission whether the ceremony can be held by a day.

    The number of queries does not grow with the cases.
    """
    rows = list(cases)
    rules, gathered = rulebooks(rows, on), gather(rows)
    dossiers = dossiers_from(gathered, on)
    return tuple(
        _prospect(one, dossier, by, on, rules[one.case.organisation_id])
        for one, dossier in zip(gathered, dossiers, strict=True)
        if journey.stage_of(one.facts.steps) in BEFORE_ADMISSION
    )


def _prospect(one: Gathered, dossier: DossierFacts, by: date, on: date, rules: Rulebook) -> Prospect:
    if by < on:
        return Prospect(case=one.case, ability=Ability.NO)
    try:
        plan = plan_ceremony(dossier, by, on, rules)
        acts = _acts(one.facts, plan, rules)
        at_ease, in_haste = _against(one.facts, plan, on, rules)
    except LawGap as gap:
        return Prospect(case=one.case, ability=Ability.UNKNOWN, gap=f"Chưa có căn cứ về “{gap.name}” cho ngày này.")
    except CalendarGap as gap:
        said = f"Chưa có lịch nghỉ lễ năm {gap.year}; nhập trong Cài đặt."
        return Prospect(case=one.case, ability=Ability.UNKNOWN, gap=said)
    except OverflowError:
        return Prospect(case=one.case, ability=Ability.UNKNOWN, gap="Ngày quá xa nên không tính được.")
    expired = tuple(expiry_line(one) for one in plan.expiries if one.has_ended)
    too_late = tuple(act_line(act) for act in plan.acts if not act.is_in_time)
    if in_haste or expired or too_late:
        return Prospect(case=one.case, ability=Ability.NO, findings=in_haste, late=(*expired, *too_late), acts=acts)
    is_tight = bool(at_ease) or any(act.latest_on < on for act in acts if act.done_on is None)
    return Prospect(case=one.case, ability=Ability.TIGHT if is_tight else Ability.YES, findings=at_ease, acts=acts)


def _acts(facts: CaseFacts, plan: Plan, rules: Rulebook) -> tuple[Act, ...]:
    """The acts of the plan, with the step before them that has no paper in the dossier."""
    found = [Act(act=act.act, latest_on=act.latest_on, done_on=act.done_on, line=act_line(act)) for act in plan.acts]
    recognised = last_done_on(facts, StepKind.OUTSTANDING_RECOGNISED, rules)
    if recognised is None and found:
        first = min(act.latest_on for act in found)
        line = "Phải công nhận quần chúng ưu tú trước khi công nhận đối tượng."
        found.insert(0, Act(act=OUTSTANDING, latest_on=first, done_on=None, line=line))
    return tuple(found)


def _against(
    facts: CaseFacts, plan: Plan, on: date, rules: Rulebook
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What stops the vote of the cell on the day that leaves everybody their time, and on the last day of all."""
    meeting = plan.act(MEETING)
    if meeting.done_on is not None:
        return (), ()
    known = _as_helped_from(facts, on)
    days = (max(meeting.latest_on, on), max(meeting.bare_on, on))
    at_ease, in_haste = (_stops(known, day, rules) for day in days)
    return at_ease, in_haste


def _as_helped_from(facts: CaseFacts, on: date) -> CaseFacts:
    """Where nobody helps yet, the own months of being helped can begin today at the earliest."""
    if facts.mentors or facts.first(StepKind.MENTORS_ASSIGNED):
        return facts
    return replace(facts, mentors=(MentorFacts(uid="", name="", starts_on=on, is_introducer=False),))


def _stops(facts: CaseFacts, day: date, rules: Rulebook) -> tuple[Finding, ...]:
    verdict = journey.judge(facts, StepFacts(kind=StepKind.CELL_PROPOSED_ADMISSION, on=day), day, rules)
    return tuple(
        found for found in verdict.findings if found.grade is FindingGrade.STOP and found.code not in _TO_BE_DONE
    )
