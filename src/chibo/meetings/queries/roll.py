"""Who belonged to the cell on the day of a meeting, who was there, and what follows for a vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chibo.law import quorum
from chibo.law.timeline import LawGap, no_basis
from chibo.meetings import words
from chibo.meetings.models import AgendaItem, Attendance, Meeting
from chibo.meetings.queries.circle import circle_of
from chibo.register import facts as register_facts
from chibo.register import queries as register

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from chibo.law.quorum import MemberFacts, VoteBase
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Citation, Finding
    from chibo.register.models import Organisation

_QUALIFIED = (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)
QUALIFIED_KEY = "vote.cell_threshold"
MAJORITY_KEY = "vote.cell_majority"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One member on the attendance list. ``mark`` is empty for somebody present."""

    uid: str
    name: str
    may_vote: bool
    standing: str
    mark: str = ""
    reason: str = ""

    @property
    def is_present(self) -> bool:
        """Whether the person was, or is expected, in the room."""
        return not self.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The attendance list of a meeting. Counts follow the list, so that picture and figure cannot differ."""

    rows: tuple[RollRow, ...]

    @property
    def members_total(self) -> int:
        """Members of the cell that day, probationary ones included."""
        return len(self.rows)

    @property
    def members_official(self) -> int:
        """Members with the right to vote that day."""
        return sum(row.may_vote for row in self.rows)

    @property
    def members_probationary(self) -> int:
        """Members without the right to vote that day."""
        return self.members_total - self.members_official

    @property
    def present_total(self) -> int:
        """Members in the room."""
        return sum(row.is_present for row in self.rows)

    @property
    def present_official(self) -> int:
        """Voters in the room."""
        return sum(row.may_vote and row.is_present for row in self.rows)

    @property
    def present(self) -> frozenset[str]:
        """Uids of those in the room."""
        return frozenset(row.uid for row in self.rows if row.is_present)

    @property
    def absent(self) -> tuple[RollRow, ...]:
        """Those not in the room, with their reason."""
        return tuple(row for row in self.rows if not row.is_present)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTerms:
    """What a vote rests on: the base and why, the votes needed, and what the law has to say before it is held.

    ``threshold`` is the share as people write it ("2/3"); where no figure is known for the day it is empty and
    ``needed`` is 0.
    """

    base: int
    sentence: str
    needed: int
    threshold: str
    more_than: bool
    share: Fraction | None
    present: int = 0  # of those who count
    citations: tuple[Citation, ...] = ()
    readings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def needed_of(self, base: int) -> int:
        """The votes needed were the base another one, as an old paper may name it; 0 where no figure is known."""
        return 0 if self.share is None else quorum.needed(base, self.share, more_than=self.more_than)

    @property
    def wanted(self) -> str:
        """The threshold in words: "2/3", "trên 1/2"."""
        return f"trên {self.threshold}" if self.more_than else self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Members and rules of one cell on one day, read once for a whole page."""

    on: date
    members: tuple[MemberFacts, ...]
    rules: Rulebook
    voters: str = words.VOTERS  # what those who count are called

    @classmethod
    def of(cls, organisation: Organisation, on: date) -> House:
        """Read the members of a day and the rules in force on it."""
        return cls(
            on=on,
            members=register_facts.members_of(organisation, on),
            rules=register_facts.rulebook_of(organisation, on),
        )

    def roll(self, marks: Mapping[str, tuple[str, str]]) -> Roll:
        """The attendance list; ``marks`` holds mark and reason of those who are not there, by uid."""
        return Roll(rows=tuple(self._row(member, marks) for member in self.members))

    def _row(self, member: MemberFacts, marks: Mapping[str, tuple[str, str]]) -> RollRow:
        mark, reason = marks.get(member.uid, ("", ""))
        may_vote = quorum.has_voting_right(member, self.on, self.rules)
        is_official = member.official_on is not None and member.official_on <= self.on
        standing = words.OFFICIAL if may_vote else words.AWAITING if is_official else words.PROBATIONARY
        if any(spell.covers(self.on) for spell in member.exempt):
            standing = f"{standing}, {words.EXEMPT}"
        if any(spell.covers(self.on) for spell in member.away):
            standing = f"{standing}, {words.AWAY}"
        return RollRow(uid=member.uid, name=member.name, may_vote=may_vote, standing=standing, mark=mark, reason=reason)

    def expected_away(self) -> dict[str, tuple[str, str]]:
        """Who is not expected that day, with mark and reason: exempt members, and those transferred for a time."""
        found = {}
        for member in self.members:
            if any(spell.covers(self.on) for spell in member.away):
                found[member.uid] = (Attendance.Mark.EXCUSED.value, words.AWAY_REASON)
            elif any(spell.covers(self.on) for spell in member.exempt):
                found[member.uid] = (Attendance.Mark.EXCUSED.value, words.EXEMPT_REASON)
        return found

    def terms(self, sort: str, present: Collection[str]) -> VoteTerms:
        """Base and number needed for a vote on an item of a sort, with those in the room.

        Admission and recognition: ``vote.cell_threshold``; anything else: the majority. A day for which no figure is
        known gives no number ("chưa có căn cứ"), never a neighbour's.
        """
        key = QUALIFIED_KEY if sort in _QUALIFIED else MAJORITY_KEY
        try:
            base = quorum.vote_base(self.members, self.on, self.rules, present=present)
            needed, reading = quorum.needed_on(base.count, self.on, self.rules, key=key)
        except LawGap as gap:
            return self._without_basis(gap, present)
        findings = base.findings if key == QUALIFIED_KEY else _without_reach(base.findings)
        return VoteTerms(
            base=base.count,
            sentence=words.base_sentence(base.count, self.on, _left_out(base), self.voters),
            needed=needed,
            threshold=str(reading.share),
            more_than=reading.comparison == "more_than",
            share=reading.share,
            present=sum(member.uid in present for member in base.counted),
            citations=_cited(reading, base),
            readings=base.readings,
            findings=findings,
        )

    def _without_basis(self, gap: LawGap, present: Collection[str]) -> VoteTerms:
        voters = [member for member in self.members if quorum.has_voting_right(member, self.on, self.rules)]
        counted = len(voters)
        left_out = {quorum.LeftOut.PROBATIONARY.value: len(self.members) - counted}
        return VoteTerms(
            base=counted,
            sentence=words.base_sentence(counted, self.on, left_out, self.voters),
            needed=0,
            threshold="",
            more_than=False,
            share=None,
            present=sum(member.uid in present for member in voters),
            findings=(no_basis(gap),),
        )


def _cited(reading: Reading, base: VoteBase) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((reading.citation, *base.citations[1:])))


def _left_out(base: VoteBase) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _, reason in base.left_out:
        counts[reason.value] = counts.get(reason.value, 0) + 1
    return counts


def _without_reach(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """An ordinary vote needs no two thirds."""
    return tuple(found for found in findings if found.code != "two_thirds_out_of_reach")


def marks_of(meeting: Meeting) -> dict[str, tuple[str, str]]:
    """Mark and reason of everybody recorded as absent, by the person's uid."""
    rows = Attendance.objects.filter(meeting=meeting).values_list("person__uid", "mark", "reason")
    return {str(uid): (mark, reason) for uid, mark, reason in rows}


def house_of(meeting: Meeting) -> House:
    """Those whom a meeting is for, and the rules, on its day: every member, the committee, or one tổ đảng."""
    house, circle = House.of(meeting.organisation, meeting.on), circle_of(meeting)
    if circle is None:
        return house
    voters = words.OF_CIRCLE[meeting.kind]
    return replace(house, members=tuple(member for member in house.members if member.uid in circle), voters=voters)


def roll_of(meeting: Meeting, house: House | None = None) -> Roll:
    """The attendance list as recorded; before the attendance, who is not expected counts as reported absent."""
    house, marks = house or house_of(meeting), marks_of(meeting)
    if meeting.state == Meeting.State.PLANNED:
        marks = house.expected_away() | marks
    return house.roll(marks)


def names_of(meeting: Meeting) -> Roll:
    """The attendance list for pages that judge nothing: names, standing and marks in three queries."""
    marks, circle = marks_of(meeting), circle_of(meeting)
    rows = []
    for person in register.members_on(meeting.organisation, meeting.on).only("uid", "full_name"):
        if circle is not None and str(person.uid) not in circle:
            continue
        mark, reason = marks.get(str(person.uid), ("", ""))
        may_vote = bool(vars(person)["is_official_on"])  # annotated for the day
        rows.append(
            RollRow(
                uid=str(person.uid),
                name=person.full_name,
                may_vote=may_vote,
                standing=words.OFFICIAL if may_vote else words.PROBATIONARY,
                mark=mark,
                reason=reason,
            )
        )
    return Roll(rows=tuple(rows))


def base_of_vote(meeting: Meeting, item: AgendaItem) -> VoteTerms:
    """Base, sentence and number needed for a vote on an item, from memberships and attendance of the meeting's day."""
    house = house_of(meeting)
    return house.terms(item.sort, house.roll(marks_of(meeting)).present)


def frozen_terms(meeting: Meeting, sort: str, rules: Rulebook) -> VoteTerms:
    """The same, read from what the attendance froze: no member is read again. The attendance must be taken."""
    base, present = meeting.base or 0, meeting.present_official or 0
    is_qualified = sort in _QUALIFIED
    try:
        needed, reading = quorum.needed_on(base, meeting.on, rules, key=QUALIFIED_KEY if is_qualified else MAJORITY_KEY)
    except LawGap as gap:
        return VoteTerms(
            base=base,
            sentence=meeting.base_sentence,
            needed=0,
            threshold="",
            more_than=False,
            share=None,
            present=present,
            findings=(no_basis(gap),),
        )
    findings = quorum.base_findings(base, meeting.on, rules, present=present)
    return VoteTerms(
        base=base,
        sentence=meeting.base_sentence,
        needed=needed,
        threshold=str(reading.share),
        more_than=reading.comparison == "more_than",
        share=reading.share,
        present=present,
        citations=(reading.citation,),
        findings=findings if is_qualified else _without_reach(findings),
    )
