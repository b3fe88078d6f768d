"""Who counts in a vote and how many must agree: Charter art. 4.3 and 5.2, 294-QĐ/TW point 9.3.2 from 1-7-2025."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from chibo.law.calendar import Spell
    from chibo.law.facts import VoteFacts
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Citation, Finding


@unique
class LeftOut(StrEnum):
    """Why a member of the cell is not in the base of a vote."""

    PROBATIONARY = "probationary"
    NOT_YET_RECOGNISED = "not_yet_recognised"
    TEMPORARY_TRANSFER = "temporary_transfer"
    EXEMPT_AND_ABSENT = "exempt_and_absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """One member of the cell on the day: since when official, when recognised, and the spells that matter to a vote.

    ``recognised_on`` is the day of the recognition decision; where only ``official_on`` is known it stands for both.
    """

    uid: str
    name: str
    official_on: date | None = None
    recognised_on: date | None = None
    away: tuple[Spell, ...] = ()  # temporary transfer to another organisation
    exempt: tuple[Spell, ...] = ()  # exempted from work and meetings


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteBase:
    """The members who count, those who do not and why, and what the count rests on."""

    counted: tuple[MemberFacts, ...]
    left_out: tuple[tuple[MemberFacts, LeftOut], ...]
    citations: tuple[Citation, ...]
    readings: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """How many count."""
        return len(self.counted)


def needed(base: int, share: Fraction, *, more_than: bool = False) -> int:
    """Give the least number of votes that reaches (or, with ``more_than``, passes) the share of the base."""
    wanted = base * share
    return floor(wanted) + 1 if more_than else ceil(wanted)


def passes(approve: int, base: int, share: Fraction, *, more_than: bool = False) -> bool:
    """Whether so many approving votes are enough."""
    return base > 0 and approve >= needed(base, share, more_than=more_than)


def needed_on(base: int, day: date, rules: Rulebook, *, key: str = "vote.cell_threshold") -> tuple[int, Reading]:
    """The votes needed by the figure in force on a day, and the figure; ``LawGap`` when there is none."""
    reading = rules.on(key, day)
    return needed(base, reading.share, more_than=reading.comparison == "more_than"), reading


def has_voting_right(member: MemberFacts, on: date, rules: Rulebook) -> bool:
    """Whether a member votes on a day (decision 32: from the recognition decision, unless switched)."""
    since = member.official_on
    if rules.policy("vote.voting_right_from") == "recognition_decision":
        since = member.recognised_on or member.official_on
    return since is not None and since <= on


def vote_base(members: Iterable[MemberFacts], on: date, rules: Rulebook, *, present: Collection[str] = ()) -> VoteBase:
    """Count who belongs to the base of a vote on a day; ``present`` are the uids of those in the room."""
    excluded, exclusion = _exclusions(on, rules)
    counted: list[MemberFacts] = []
    left_out: list[tuple[MemberFacts, LeftOut]] = []
    for member in members:
        reason = _left_out(member, on, rules, excluded, present)
        if reason is None:
            counted.append(member)
        else:
            left_out.append((member, reason))
    rights = rules.on("probationer.rights_excluded", on)
    cited = (rules.on("vote.cell_threshold", on), rights, *((exclusion,) if exclusion else ()))
    used = ("vote.voting_right_from",) if exclusion else ("vote.voting_right_from", "vote.exclusions_before_rule")
    base = VoteBase(
        counted=tuple(counted),
        left_out=tuple(left_out),
        citations=tuple(reading.citation for reading in cited),
        readings=rules.used(*used),
    )
    return VoteBase(
        counted=base.counted,
        left_out=base.left_out,
        citations=base.citations,
        readings=base.readings,
        findings=base_findings(base.count, on, rules, present=None if not present else _present(base, present)),
    )


def base_of_counts(official: int, on: date, rules: Rulebook, *, away: int = 0, exempt_absent: int = 0) -> int:
    """Count the base from numbers alone: official members less those whom the day's rule leaves out (decision 34)."""
    excluded, _ = _exclusions(on, rules)
    less = away * (LeftOut.TEMPORARY_TRANSFER in excluded) + exempt_absent * (LeftOut.EXEMPT_AND_ABSENT in excluded)
    return max(official - less, 0)


def _exclusions(on: date, rules: Rulebook) -> tuple[frozenset[str], Reading | None]:
    """Decision 34: the exclusions in force, or those switched on before there was a rule (without a reading)."""
    reading = rules.find("vote.denominator_exclusions", on)
    if reading is not None:
        return frozenset(reading.codes), reading
    if rules.policy("vote.exclusions_before_rule") == "exclude":
        return frozenset({LeftOut.TEMPORARY_TRANSFER.value, LeftOut.EXEMPT_AND_ABSENT.value}), None
    return frozenset(), None


def _left_out(
    member: MemberFacts, on: date, rules: Rulebook, excluded: frozenset[str], present: Collection[str]
) -> LeftOut | None:
    if not has_voting_right(member, on, rules):
        is_official = member.official_on is not None and member.official_on <= on
        return LeftOut.NOT_YET_RECOGNISED if is_official else LeftOut.PROBATIONARY
    if LeftOut.TEMPORARY_TRANSFER in excluded and any(spell.covers(on) for spell in member.away):
        return LeftOut.TEMPORARY_TRANSFER
    is_exempt = any(spell.covers(on) for spell in member.exempt)
    if LeftOut.EXEMPT_AND_ABSENT in excluded and is_exempt and member.uid not in present:
        return LeftOut.EXEMPT_AND_ABSENT
    return None


def _present(base: VoteBase, present: Collection[str]) -> int:
    return sum(member.uid in present for member in base.counted)


def base_findings(base: int, on: date, rules: Rulebook, *, present: int | None = None) -> tuple[Finding, ...]:
    """Warn before a vote: a cell too small to vote, or too few present to reach the share (decision 33)."""
    try:
        least, cell = needed_on(base, on, rules)
        smallest = rules.on("cell.min_official_members", on)
    except LawGap as gap:
        return (no_basis(gap),)
    if base < smallest.number:
        return (found("cell_too_small", smallest, official=base, least=smallest.number),)
    if present is not None and present < least:
        params = {"present": present, "base": base, "needed": least}
        return (found("two_thirds_out_of_reach", cell, grade=FindingGrade.WARN, params=params),)
    return ()


def cell_can_vote(official: int, on: date, rules: Rulebook) -> bool:
    """Whether a cell has the official members it needs to act at all (Charter art. 24.1)."""
    return official >= rules.on("cell.min_official_members", on).number


def check_vote(vote: VoteFacts, rules: Rulebook, *, key: str = "vote.cell_threshold") -> tuple[Finding, ...]:
    """Judge the totals of one vote: they must fit the base and each other, and reach the share of the base."""
    cast = vote.approve + vote.against + vote.invalid
    if min(vote.base, vote.approve, vote.against, vote.invalid, vote.present_official or 0) < 0:
        return (found("vote_negative", base=vote.base, approve=vote.approve),)
    if cast > vote.base:
        return (found("vote_exceeds_base", rules.on(key, vote.on), cast=cast, base=vote.base, approve=vote.approve),)
    if vote.present_official is not None and cast > vote.present_official:
        return (found("vote_exceeds_present", cast=cast, present=vote.present_official),)
    least, reading = needed_on(vote.base, vote.on, rules, key=key)
    findings = list(base_findings(vote.base, vote.on, rules, present=vote.present_official))
    if vote.base and vote.approve < least:
        params = {"approve": vote.approve, "base": vote.base, "needed": least, "on": vote.on, "round": vote.round}
        findings.append(found("vote_below_threshold", reading, params=params))
    return tuple(findings)


def vote_passed(vote: VoteFacts, rules: Rulebook, *, key: str = "vote.cell_threshold") -> bool:
    """Whether a vote reached the share in force on its day; ``LawGap`` when no share is known."""
    reading = rules.on(key, vote.on)
    return passes(vote.approve, vote.base, reading.share, more_than=reading.comparison == "more_than")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeRule:
    """The threshold of a committee's vote on a day, with the figure it comes from and the readings used."""

    share: Fraction
    more_than: bool
    reading: Reading
    readings: tuple[str, ...] = ()

    def needed(self, members: int) -> int:
        """The votes needed among all members of the committee."""
        return needed(members, self.share, more_than=self.more_than)


def committee_rule(on: date, rules: Rulebook, *, decides: bool = False, standing: bool = False) -> CommitteeRule:
    """Give the threshold of a committee: proposing, deciding by delegation, or a standing committee (a switch)."""
    if standing:
        reading = rules.on("vote.standing_committee_threshold", on)
        used = rules.used("standing_committee.share")
        if rules.policy("standing_committee.share") == "two_thirds":
            return CommitteeRule(share=Fraction(2, 3), more_than=False, reading=reading, readings=used)
        return CommitteeRule(share=reading.share, more_than=True, reading=reading, readings=used)
    key = "vote.base_committee_threshold_decide_delegated" if decides else "vote.base_committee_threshold_propose"
    reading = rules.on(key, on)
    return CommitteeRule(share=reading.share, more_than=reading.comparison == "more_than", reading=reading)
