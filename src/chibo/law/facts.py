"""Frozen facts in: what the judgments may know of a person, a case, its papers and its votes. No row, no framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.law.calendar import PartialDate
    from chibo.law.vocabulary import PaperKind, Sex, StepKind, VoteMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteFacts:
    """One vote on one person: totals only. ``base`` is the frozen number of official members that counts."""

    on: date
    base: int
    approve: int
    against: int = 0
    invalid: int = 0
    present_official: int | None = None
    method: VoteMethod | None = None
    round: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One act that happened (or is proposed). ``on`` is the day of the act and chooses the law."""

    kind: StepKind
    on: date
    vote: VoteFacts | None = None
    from_old_file: bool = False
    superior_consent: bool = False  # late ceremony, special track: the consent paper is there


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorFacts:
    """A member helping (and usually introducing) the person; ``recognised_on`` is the day of the recognition decision.

    ``recognised_on`` empty means "not official": give the official date where only that is known.
    """

    uid: str
    name: str
    starts_on: date
    ends_on: date | None = None
    recognised_on: date | None = None
    left_on: date | None = None
    together_since: date | None = None
    is_introducer: bool = True
    is_replacement: bool = False

    def is_helping(self, on: date) -> bool:
        """Whether help runs on a day: begun, not ended, and the helper has not left."""
        ends = [day for day in (self.ends_on, self.left_on) if day is not None]
        return self.starts_on <= on and all(on < day for day in ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """One paper of a dossier; ``quotes`` are dates and names it repeats, e.g. ``{"admitted_on": "2017-04-24"}``."""

    kind: PaperKind
    dated: date | None = None
    present: bool = False
    author: str = ""
    signed: bool = True
    quotes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """A mentor's monthly note: the month it is about (its first day) and when it was written."""

    mentor_uid: str
    month: date
    written_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """What the journey must know of the cell: the levels above it and the unions at the workplace."""

    has_section_committee: bool = False
    has_base_committee: bool = False
    has_youth_union: bool = False
    has_trade_union: bool = True
    first_day: date | None = None  # acts before it are old history (decision 41)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """The person the case is about."""

    uid: str
    name: str
    birth: PartialDate | None = None
    sex: Sex | None = None
    schooling: str = ""
    is_youth_union_member: bool = False
    employed_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything the law may look at when it judges one person's road."""

    person: PersonFacts
    organisation: OrganisationFacts = field(default_factory=OrganisationFacts)
    steps: tuple[StepFacts, ...] = ()
    mentors: tuple[MentorFacts, ...] = ()
    papers: tuple[PaperFacts, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    special_track: bool = False

    def first(self, kind: StepKind) -> StepFacts | None:
        """The earliest step of a kind, or nothing."""
        return min((step for step in self.steps if step.kind is kind), key=lambda step: step.on, default=None)

    def last(self, kind: StepKind) -> StepFacts | None:
        """The latest step of a kind, or nothing."""
        return max((step for step in self.steps if step.kind is kind), key=lambda step: step.on, default=None)
