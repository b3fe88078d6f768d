"""What the pages of a meeting show, each read at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from chibo.law import quorum
from chibo.meetings import words
from chibo.meetings.models import AgendaItem, AgendaPoint, Concern, Meeting, Task, Vote
from chibo.meetings.queries.follow import concerns_in, content_print, read_out, said_in, tasks_to_tell
from chibo.meetings.queries.roll import Roll, VoteTerms, frozen_terms, house_of, names_of, roll_of
from chibo.meetings.queries.upward import register_moved
from chibo.register import facts as register_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation
    from chibo.meetings.models import MinutesNote, Resolution
    from chibo.meetings.values import Absence


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The items in their order and the time they take; the tasks and concerns that the session takes up again."""

    items: tuple[AgendaItem, ...]
    tasks: tuple[Task, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def minutes(self) -> int:
        """How long all items take together."""
        return sum(item.minutes_planned for item in self.items)

    @property
    def takes_up_tasks(self) -> bool:
        """Whether an item is there for the tasks given earlier."""
        return any(item.sort == AgendaItem.Sort.TASKS for item in self.items)

    @property
    def takes_up_concerns(self) -> bool:
        """Whether an item is there for the concerns carried over."""
        return any(item.sort == AgendaItem.Sort.CONCERNS for item in self.items)


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda with the persons its items are about, tasks to be told of and concerns to answer. Five queries."""
    points = Prefetch("points", AgendaPoint.objects.select_related("person"))
    items = tuple(meeting.items.select_related("subject").prefetch_related(points))
    if meeting.state != Meeting.State.PLANNED:
        return Agenda(items=items)
    carried = (concern for concern in concerns_in(meeting) if concern.meeting_id != meeting.pk)
    return Agenda(items=items, tasks=tuple(tasks_to_tell(meeting)), concerns=tuple(carried))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """How many voters are there, against the mark of two thirds of the base."""

    present: int
    base: int
    needed: int
    threshold: str
    sentence: str
    own_needed: int = 0
    own_share: str = ""
    own_citation: Citation | None = None

    @property
    def is_below_own(self) -> bool:
        """Whether fewer are there than the organisation itself asks for."""
        return self.present < self.own_needed

    @property
    def is_enough(self) -> bool:
        """Whether the mark can be reached with those in the room."""
        return self.needed <= self.present

    @property
    def share(self) -> float:
        """Where the bar ends, in percent."""
        return 100 * self.present / self.base if self.base else 0.0

    @property
    def label(self) -> str:
        """The picture in words."""
        return words.meter_label(self.present, self.base, self.needed, self.threshold)

    @property
    def mark(self) -> float | None:
        """Where the mark stands, in percent; nowhere if no figure is known for the day."""
        return 100 * self.needed / self.base if self.base and self.threshold else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendancePage:
    """The attendance list beside its meter."""

    roll: Roll
    terms: VoteTerms
    meter: Meter


def attendance_page(meeting: Meeting, typed: Sequence[Absence] | None = None) -> AttendancePage:
    """The list of the meeting's day, who is (or said to be) absent, and what follows for a vote.

    ``typed`` shows what somebody typed that could not be saved. Once the attendance is taken its frozen base is shown.
    """
    if typed is None and meeting.base is not None:
        rules = register_facts.rulebook_of(meeting.organisation, meeting.on)
        frozen = frozen_terms(meeting, AgendaItem.Sort.ADMISSION, rules)
        return AttendancePage(roll=names_of(meeting), terms=frozen, meter=_meter(frozen, rules, meeting.on))
    house = house_of(meeting)
    if typed is None:
        roll = roll_of(meeting, house)
    else:
        roll = house.roll({absence.person: (absence.mark, absence.reason) for absence in typed})
    terms = house.terms(AgendaItem.Sort.ADMISSION, roll.present)
    return AttendancePage(roll=roll, terms=terms, meter=_meter(terms, house.rules, meeting.on))


def _meter(terms: VoteTerms, rules: Rulebook, on: date) -> Meter:
    """The meter; the share that the organisation itself asks to be there is a warning, never a bar (decision 33)."""
    own = rules.find("vote.meeting_quorum", on)
    more_than = own is not None and own.comparison == "more_than"
    return Meter(
        own_needed=quorum.needed(terms.base, own.share, more_than=more_than) if own else 0,
        own_share=str(own.share) if own else "",
        own_citation=own.citation if own else None,
        present=terms.present,
        base=terms.base,
        needed=terms.needed,
        threshold=terms.wanted,
        sentence=terms.sentence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One item that is voted on: its terms, and its last vote if there is one."""

    item: AgendaItem
    terms: VoteTerms | None
    vote: Vote | None
    is_resolved: bool

    @property
    def share(self) -> Fraction | None:
        """Approving votes over the frozen base."""
        return Fraction(self.vote.approve, self.vote.base) if self.vote and self.vote.base else None

    @property
    def usual_method(self) -> str:
        """What a meeting usually chooses: ballots on a person's admission or recognition, raised cards otherwise."""
        personal = self.item.sort in (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)
        return Vote.Method.SECRET_BALLOT if personal else Vote.Method.RAISED_CARD

    @property
    def next_round(self) -> int:
        """The number of the round that would follow."""
        return self.vote.round + 1 if self.vote else 1

    @property
    def rounds(self) -> tuple[Vote, ...]:
        """Every round but the last, in order."""
        return tuple(sorted(self.item.votes.all(), key=lambda vote: vote.round)[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class VotePage:
    """Every item that is voted on, and how the day's rule says to vote."""

    lines: tuple[VoteLine, ...]
    present_official: int
    method_note: str
    method_citation: Citation | None
    moved: str = ""  # what the register says since the base was frozen, where that is something else


def vote_page(meeting: Meeting) -> VotePage:
    """The items with a vote, over the base that the attendance froze. Eight queries; before it there are no terms."""
    rules = register_facts.rulebook_of(meeting.organisation, meeting.on)
    is_taken = meeting.base is not None
    items = meeting.items.filter(is_voted=True).select_related("subject").prefetch_related("votes", "resolutions")
    form = rules.find("vote.form", meeting.on)
    return VotePage(
        lines=tuple(
            VoteLine(
                item=item,
                terms=frozen_terms(meeting, item.sort, rules) if is_taken else None,
                vote=last_vote(item),
                is_resolved=bool(item.resolutions.all()),
            )
            for item in items
        ),
        present_official=meeting.present_official or 0,
        method_note=form.text if form else words.NO_FORM_NAMED,
        method_citation=form.citation if form else None,
        moved=register_moved(meeting) if is_taken else "",
    )


def last_vote(item: AgendaItem) -> Vote | None:
    """The vote of the last round, from votes already read."""
    return max(item.votes.all(), key=lambda vote: vote.round, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesLine:
    """One item in the minutes: what was said, how it was voted, and its resolution or the draft of one."""

    item: AgendaItem
    vote: Vote | None
    resolution: Resolution | None
    text: str = ""

    @property
    def share(self) -> Fraction | None:
        """Approving votes over the frozen base."""
        return Fraction(self.vote.approve, self.vote.base) if self.vote and self.vote.base else None

    @property
    def may_resolve(self) -> bool:
        """Whether a resolution can still be written on this item."""
        return self.resolution is None and (self.vote.passes if self.vote else not self.item.is_voted)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPage:
    """The whole of the minutes as they would be read out."""

    lines: tuple[MinutesLine, ...]
    absent: tuple[str, ...]
    notes: tuple[MinutesNote, ...]
    results: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    print: str = ""  # of what was shown, so that nothing else is adopted


def minutes_page(meeting: Meeting, typed: Mapping[str, str] | None = None) -> MinutesPage:
    """Items with their votes and resolutions, the absent by name and reason, tasks, concerns, notes. Seven queries.

    ``typed`` holds wordings of resolutions that could not be saved, by item.
    """
    is_adopted = meeting.state == Meeting.State.ADOPTED
    items = list(meeting.items.select_related("subject").prefetch_related("votes", "resolutions"))
    rows = None if is_adopted else said_in(meeting)
    said = read_out(rows) if rows else meeting.read_out
    absent = meeting.exceptions.select_related("person").order_by("person__sort_key", "person_id")
    return MinutesPage(
        lines=tuple(
            MinutesLine(
                item=item,
                vote=last_vote(item),
                resolution=next(iter(item.resolutions.all()), None),
                text=(typed or {}).get(str(item.uid), item.draft or _suggested(item)),
            )
            for item in items
        ),
        absent=tuple(words.absence(row.person.full_name, row.get_mark_display(), row.reason) for row in absent),
        notes=tuple(meeting.notes.all()) if is_adopted else (),
        **{name: tuple(said.get(name, ())) for name in ("results", "concerns", "tasks")},
        print=content_print(meeting, items, rows) if rows else "",
    )


def _suggested(item: AgendaItem) -> str:
    """The usual wording of a resolution on one person, for an item that came without a draft."""
    return words.suggested_resolution(item.sort, item.subject.full_name) if item.subject else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSet:
    """Everything for a meeting without a screen: agenda, sign-in list, ballots, count sheet."""

    agenda: Agenda
    roll: Roll
    voted: tuple[AgendaItem, ...]
    ballots: range


def print_set(meeting: Meeting) -> PrintSet:
    """The papers of one meeting; as many ballots as voters, in whole sheets of four."""
    agenda, roll = agenda_of(meeting), names_of(meeting)
    sheets = -(-roll.members_official // 4)
    return PrintSet(
        agenda=agenda,
        roll=roll,
        voted=tuple(item for item in agenda.items if item.is_voted),
        ballots=range(sheets),
    )
