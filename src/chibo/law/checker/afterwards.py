"""L. Beyond the list of errors: failed votes, deletion, decisions made wrongly."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.law import membership
from chibo.law.checker.adopt import adopted
from chibo.law.checker.finding import Hit, Repair, Repairer
from chibo.law.checker.look import absent, act, ref
from chibo.law.dossier.kinds import CorrectionKind, DecisionKind, MeetingKind, RemovalGround, SheetKind
from chibo.law.facts import VoteFacts
from chibo.law.quorum import check_vote
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.finding import PaperRef
    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import Ballot, CorrectionRecord, MeetingRecord

_K = SheetKind
_WARN = FindingGrade.WARN

# ---------------------------------------------------------------------- votes that failed


def rounds(look: Look) -> Iterator[Hit]:
    """ROUNDS: no vote after the third without the share; rounds counted on; a failed vote on admission goes up."""
    for kind in (MeetingKind.CELL_RECOGNITION, MeetingKind.CELL_REMOVAL):
        yield from _too_many(look, kind)
    yield from _not_referred(look)


def _held(look: Look, kind: MeetingKind) -> list[tuple[date, Ballot]]:
    """The votes of a sort whose day is known, oldest first."""
    held = [(one.held_on, one.vote) for one in look.dossier.meetings if one.kind is kind and one.held_on and one.vote]
    return sorted(held, key=lambda one: (one[0], one[1].round))


def _too_many(look: Look, kind: MeetingKind) -> Iterator[Hit]:
    held, failed = _held(look, kind), 0
    name = f"{kind.value}_meeting"
    for day, vote in held:
        if failed and not membership.may_vote_again(failed, day, look.rules):
            most = look.rules.on("vote.max_rounds_recognition", day)
            params = {"rounds": failed, "most": most.number}
            yield Hit(variant="too_many", papers=(act(name, day),), params=params, law=(most,), act_on=day)
        failed += not vote.claimed
    for (one_day, one), (other_day, other) in pairwise(held):
        if not one.claimed and other.round <= one.round:
            papers = (act(name, other_day), act(name, one_day))
            params = {"have": other.round, "needed": one.round + 1}
            yield Hit(variant="number", papers=papers, params=params, grade=_WARN)


def _not_referred(look: Look) -> Iterator[Hit]:
    held = _held(look, MeetingKind.CELL_ADMISSION)
    if not held or held[-1][1].claimed:
        return
    day = held[-1][0]
    rule = look.rules.find("vote.below_threshold", day)
    if rule is not None and not look.sheets(_K.SUBMISSION_LETTER, _K.ROUNDS_REPORT):
        papers = (act("cell_admission_meeting", day), absent(_K.ROUNDS_REPORT))
        yield Hit(variant="not_referred", papers=papers, law=(rule,), grade=_WARN, repair=Repair.SUPPLEMENT)


# ---------------------------------------------------------------------- deletion


def removal(look: Look) -> Iterator[Hit]:
    """REMOVAL: the cell votes by two thirds, the competent committee decides; only one of the two outcomes."""
    decision, met = look.sheet(_K.REMOVAL_DECISION), look.meeting(MeetingKind.CELL_REMOVAL)
    recognised = look.sheet(_K.RECOGNITION_DECISION)
    if decision is not None and met is None and look.sheet(_K.ROUNDS_REPORT) is None:
        papers = (ref(decision), act("cell_removal_meeting", look.met_on(MeetingKind.CELL_REMOVAL)))
        yield Hit(variant="no_vote", papers=papers)
    if met is not None:
        yield from _removal_vote(look, met)
        if decision is None and met.vote is not None and met.vote.claimed:
            papers = (act("cell_removal_meeting", met.held_on), absent(_K.REMOVAL_DECISION))
            yield Hit(variant="no_decision", papers=papers, grade=_WARN, by=Repairer.SUPERIOR)
    if decision is not None and recognised is not None and _is_of_probation(look):
        rule = look.rules.on("probation.extension_allowed", decision.day or look.on)
        yield Hit(variant="both", papers=(ref(decision), ref(recognised)), law=(rule,))
    yield from _months_missed(look, met)


def _is_of_probation(look: Look) -> bool:
    told = look.dossier.removal
    return told is None or told.ground is RemovalGround.NOT_QUALIFIED


def _removal_vote(look: Look, met: MeetingRecord) -> Iterator[Hit]:
    vote, day = met.vote, met.held_on
    if day is None or vote is None or vote.base is None or vote.approve is None or not vote.claimed:
        return
    told = VoteFacts(on=day, base=vote.base, approve=vote.approve, against=vote.against or 0, invalid=vote.invalid or 0)
    for finding in check_vote(told, look.rules):
        yield adopted(finding, finding.code, act("cell_removal_meeting", day), act_on=day)


def _months_missed(look: Look, met: MeetingRecord | None) -> Iterator[Hit]:
    told = look.dossier.removal
    if told is None or told.ground is not RemovalGround.NO_MEETING_OR_FEE:
        return
    on = (met.held_on if met else None) or look.day(_K.REMOVAL_DECISION) or look.on
    rule = look.rules.on("deletion.no_meeting_or_fee", on)
    papers = (act("cell_removal_meeting", met.held_on if met else None),)
    if told.months_missed is None:
        yield Hit(variant="months_unknown", papers=papers, law=(rule,), params={"months": rule.number}, grade=_WARN)
    elif not membership.may_consider_removal(told.months_missed, on, look.rules):
        params = {"have": told.months_missed, "months": rule.number}
        yield Hit(variant="too_few_months", papers=papers, law=(rule,), params=params, act_on=on)


# ---------------------------------------------------------------------- decisions made wrongly

_DECIDED = {
    DecisionKind.ADMISSION: (_K.ADMISSION_DECISION, ("ceremony", _K.RECOGNITION_DECISION.value)),
    DecisionKind.RECOGNITION: (_K.RECOGNITION_DECISION, ()),
}


def wrong_decisions(look: Look) -> Iterator[Hit]:
    """CURE: a wrong decision is made good and confirmed, or cancelled; nothing rests on a cancelled one."""
    corrections = look.dossier.corrections
    for one in corrections:
        yield from _correction(look, one)
    for one in corrections:
        ends = (CorrectionKind.CONFIRMED, CorrectionKind.CANCELLED)
        if one.kind is CorrectionKind.CURED and not any(_days(look, kind, one.decision) for kind in ends):
            yield Hit(variant="not_confirmed", papers=(_named(one),), grade=_WARN, by=Repairer.SUPERIOR)


def _days(look: Look, kind: CorrectionKind, decision: DecisionKind) -> tuple[date | None, ...]:
    """The days of one sort of correction of one decision, entered or not."""
    return tuple(one.on for one in look.dossier.corrections if one.kind is kind and one.decision is decision)


def _named(one: CorrectionRecord) -> PaperRef:
    return act(f"{one.decision.value}_{one.kind.value}", one.on)


def _correction(look: Look, one: CorrectionRecord) -> Iterator[Hit]:
    kind, resting = _DECIDED[one.decision]
    every = [sheet for sheet in look.dossier.papers if sheet.kind is kind and sheet.present and sheet.day]
    days = sorted(sheet.day for sheet in every if sheet.day and not (one.on and sheet.day > one.on))
    decided = days[-1] if days else min((sheet.day for sheet in every if sheet.day), default=None)
    cured = next(iter(_days(look, CorrectionKind.CURED, one.decision)), None)
    is_confirmation = one.kind is CorrectionKind.CONFIRMED
    papers = (_named(one), act(kind.value, decided))
    if one.on is None:
        yield Hit(variant="no_day", papers=papers[:1], grade=_WARN)
    for fault in membership.correction_faults(one.on, decided, cured, is_confirmation=is_confirmation):
        yield Hit(variant=fault.value, papers=papers)
    if one.kind is CorrectionKind.CANCELLED and one.on is not None:
        yield from _after_cancelling(look, one, one.on, resting, papers)


def _after_cancelling(
    look: Look, one: CorrectionRecord, day: date, resting: tuple[str, ...], papers: tuple[PaperRef, ...]
) -> Iterator[Hit]:
    kind, _resting = _DECIDED[one.decision]
    standing = look.sheets(kind)
    if any(sheet.day and sheet.day <= day for sheet in standing):
        yield Hit(variant="still_counted", papers=papers)
    if not any(sheet.day and sheet.day > day for sheet in standing):
        for name in resting:
            later = [paper for paper in look.placed.get(name, ()) if paper.dated and paper.dated > day]
            yield from (Hit(variant="rests_on_cancelled", papers=(paper, papers[0])) for paper in later)


CHECKS = {"CURE": wrong_decisions, "REMOVAL": removal, "ROUNDS": rounds}
