"""H. The cell's meeting and its resolution (E51 to E62)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import quorum
from chibo.law.calendar import Spell
from chibo.law.checker.finding import Hit
from chibo.law.checker.likeness import likeness, shingles
from chibo.law.checker.look import RESOLUTION_OF, act, need, ref
from chibo.law.checker.order import of_code
from chibo.law.dossier.kinds import MeetingKind, MeetingRole
from chibo.law.quorum import MemberFacts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.finding import PaperRef
    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import Ballot, MeetingRecord
    from chibo.law.dossier.context import CellMember

_CELL = (MeetingKind.CELL_ADMISSION, MeetingKind.CELL_RECOGNITION)
_STATED = ("called", "present", "entitled", "approve", "against", "invalid")


def _met(look: Look) -> Iterator[tuple[MeetingRecord, date, PaperRef]]:
    """The cell's meetings whose day is known."""
    for kind in _CELL:
        meeting = look.meeting(kind)
        if meeting is not None and meeting.held_on is not None:
            day = meeting.held_on
            yield meeting, day, act(f"{kind.value}_meeting", day)


def _votes(look: Look) -> Iterator[tuple[Ballot, date, PaperRef]]:
    """The votes of those meetings."""
    for meeting, day, paper in _met(look):
        if meeting.vote is not None:
            yield meeting.vote, day, paper


def held(look: Look) -> Iterator[Hit]:
    """E51: a resolution rests on a meeting, with attendance taken that day by somebody else than its author."""
    for kind in _CELL:
        sheet = look.sheet(RESOLUTION_OF[kind])
        if sheet is not None and not any(meeting.kind is kind for meeting in look.dossier.meetings):
            yield Hit(variant="no_meeting", papers=(ref(sheet),))
    for meeting, day, paper in _met(look):
        if meeting.attendance_on is not None and meeting.attendance_on != day:
            papers = (paper, act("attendance", meeting.attendance_on, meeting.attendance_by))
            yield Hit(variant="attendance_day", papers=papers, act_on=day)
        if meeting.attendance_by and meeting.attendance_by == meeting.author:
            yield Hit(variant="one_hand", papers=(paper,), params={"who": meeting.author})


def base(look: Look) -> Iterator[Hit]:
    """E52: the base of the vote is that of the members on the day, by the exclusions of the day."""
    lists = {one.meeting: one for one in look.dossier.context.member_lists or ()}
    for meeting, day, paper in _met(look):
        if meeting.vote is None or meeting.vote.base is None:
            continue
        listed = need(lists.get(meeting.kind), "context.member_lists")
        members = [_member(one) for one in listed.members]
        counted = quorum.vote_base(members, day, look.rules, present=listed.present)
        if counted.count != meeting.vote.base:
            params = {"said": meeting.vote.base, "known": counted.count}
            switches, cited = counted.readings, counted.citations
            yield Hit(variant="base", papers=(paper,), params=params, citations=cited, switches=switches, act_on=day)


def _member(one: CellMember) -> MemberFacts:
    return MemberFacts(
        uid=one.uid,
        name=one.name,
        official_on=one.official_on,
        recognised_on=one.recognised_on,
        away=tuple(Spell(spell.starts_on, spell.ends_on) for spell in one.away),
        exempt=tuple(Spell(spell.starts_on, spell.ends_on) for spell in one.exempt),
    )


def majority(look: Look) -> Iterator[Hit]:
    """E53: the share is of all official members who count, not of those present."""
    for vote, day, paper in _votes(look):
        if vote.base is None:
            continue
        least, reading = quorum.needed_on(vote.base, day, look.rules)
        params = {"base": vote.base, "needed": least, "approve": vote.approve, "said": vote.needed_said}
        if vote.claimed and vote.approve is not None and vote.approve < least:
            yield Hit(variant="below", papers=(paper,), params=params, law=(reading,), act_on=day)
        elif vote.needed_said is not None and vote.needed_said != least:
            yield Hit(variant="wrong_share", papers=(paper,), params=params, law=(reading,), act_on=day)


def written_votes(look: Look) -> Iterator[Hit]:
    """E54: written votes of absent members are counted once: total = present + written."""
    for vote, day, paper in _votes(look):
        if vote.total is None or vote.present is None or vote.written is None:
            continue
        if vote.total != vote.present + vote.written:
            params = {"total": vote.total, "present": vote.present, "written": vote.written}
            yield Hit(variant="sum", papers=(paper,), params=params, act_on=day)


def one_by_one(look: Look) -> Iterator[Hit]:
    """E55: one vote for one person."""
    for vote, day, paper in _votes(look):
        if len(vote.persons) > 1:
            yield Hit(variant="several", papers=(paper,), params={"names": vote.persons}, act_on=day)


def numbers(look: Look) -> Iterator[Hit]:
    """E56: the resolution states every number, and they add up."""
    for vote, day, paper in _votes(look):
        parts = (vote.approve, vote.against, vote.invalid)
        if vote.total is not None and None not in parts and sum(part or 0 for part in parts) != vote.total:
            params = {"have": sum(part or 0 for part in parts), "needed": vote.total}
            yield Hit(variant="sum", papers=(paper,), params=params, act_on=day)
    for kind in _CELL:
        sheet = look.sheet(RESOLUTION_OF[kind])
        if sheet is None or sheet.counts is None:
            continue
        lacking = tuple(name for name in _STATED if name not in sheet.counts)
        if lacking:
            yield Hit(variant="missing", papers=(ref(sheet),), params={"numbers": lacking})


def both_sides(look: Look) -> Iterator[Hit]:
    """E57: merits and shortcomings both stand in the resolution."""
    for kind in _CELL:
        sheet = look.sheet(RESOLUTION_OF[kind])
        if sheet is not None and sheet.shortcomings is False:
            yield Hit(variant="no_shortcomings", papers=(ref(sheet),))
        if sheet is not None and sheet.merits is False:
            yield Hit(variant="no_merits", papers=(ref(sheet),))


def absent_people(look: Look) -> Iterator[Hit]:
    """E58: introducers or the applicant absent only with a reason noted."""
    for meeting, day, paper in _met(look):
        for one in meeting.attendance:
            if one.role in {MeetingRole.APPLICANT, MeetingRole.INTRODUCER} and not one.present and not one.reason:
                params = {"role": one.role.value, "who": one.name}
                yield Hit(variant="absent", papers=(paper,), params=params, act_on=day)


def same_day(look: Look) -> Iterator[Hit]:
    """E59: the resolution bears the day of its meeting, or says why not."""
    for kind in MeetingKind:
        meeting, sheet = look.meeting(kind), look.sheet(RESOLUTION_OF[kind])
        if kind is MeetingKind.CONSULTATION or meeting is None or sheet is None or sheet.day is None:
            continue
        if sheet.day != meeting.held_on and not sheet.late_reason:
            yield Hit(variant="differs", papers=(ref(sheet), act(f"{kind.value}_meeting", meeting.held_on)))


def relied_on(look: Look) -> Iterator[Hit]:
    """E60: every paper the meeting relies on is signed before it."""
    for fault in of_code(look, "E60"):
        yield Hit(
            variant="after_meeting",
            papers=(fault.before, fault.after),
            params={"through": fault.through},
            act_on=fault.after.dated,
        )


def minutes(look: Look) -> Iterator[Hit]:
    """E61: there are minutes, and they say what the resolution says."""
    for meeting, day, paper in _met(look):
        if meeting.minutes is None:
            yield Hit(variant="missing", papers=(absent_minutes(meeting), paper), act_on=day)
            continue
        vote = meeting.vote
        pairs = {
            "approve": (meeting.minutes.approve, vote.approve if vote else None),
            "against": (meeting.minutes.against, vote.against if vote else None),
        }
        for name, (said, known) in pairs.items():
            if said is not None and known is not None and said != known:
                papers = (act(f"{meeting.kind.value}_minutes", meeting.minutes.dated), paper)
                params = {"number": name, "said": said, "known": known}
                yield Hit(variant="differs", papers=papers, params=params, act_on=day)


def absent_minutes(meeting: MeetingRecord) -> PaperRef:
    """Minutes that are not there."""
    return act(f"{meeting.kind.value}_minutes", None)


_ALIKE = 0.8


def copied(look: Look) -> Iterator[Hit]:
    """E62: a text nearly the same as another person's; shown to the reviewer only."""
    texts = [sheet for sheet in look.all_sheets if sheet.text]
    if not texts:
        return
    neighbours = need(look.dossier.context.neighbours, "context.neighbours")
    known = [(one, shingles(one.text)) for one in neighbours]
    for sheet in texts:
        mine = shingles(sheet.text)
        for other, theirs in known:
            if other.kind is sheet.kind and likeness(mine, theirs) >= _ALIKE:
                params = {"alike": round(likeness(mine, theirs) * 100), "whose": other.label}
                yield Hit(variant="alike", papers=(ref(sheet),), params=params)


CHECKS = {
    "E51": held,
    "E52": base,
    "E53": majority,
    "E54": written_votes,
    "E55": one_by_one,
    "E56": numbers,
    "E57": both_sides,
    "E58": absent_people,
    "E59": same_day,
    "E60": relied_on,
    "E61": minutes,
    "E62": copied,
}
