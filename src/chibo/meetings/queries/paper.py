"""The one page of a meeting held on paper: what is known of it, or what somebody typed that could not be saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from chibo.meetings.models import Attendance, Meeting, Resolution, Vote
from chibo.meetings.queries.content import Typed, content_page
from chibo.meetings.queries.pages import last_vote
from chibo.meetings.queries.roll import names_of
from chibo.meetings.values import AbsenceLine, Boxes, CountLine, PaperEntry

if TYPE_CHECKING:
    from chibo.meetings.models import AgendaItem
    from chibo.meetings.queries.content import ContentPage
    from chibo.meetings.queries.roll import Roll

_FEWEST = 6
_RESOLVED = Resolution.objects.filter(item=OuterRef("pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperVote:
    """One vote: the item, the numbers so far, and the base sentence before they are typed."""

    item: AgendaItem
    count: CountLine
    is_resolved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """Everything that is typed in after a meeting on paper."""

    roll: Roll
    absent: tuple[AbsenceLine, ...]
    signed: int | None
    votes: tuple[PaperVote, ...]
    content: ContentPage
    sentence: str


def paper_page(meeting: Meeting, entry: PaperEntry | None = None) -> PaperPage:
    """The page, filled with what is stored; with ``entry``, with what was typed. Nine queries."""
    roll = names_of(meeting)
    items = list(meeting.items.annotate(is_resolved=Exists(_RESOLVED)).prefetch_related("votes"))
    counts = {line.item: line for line in entry.counts} if entry else {}
    return PaperPage(
        roll=roll,
        absent=_absent(roll, entry),
        signed=entry.signed if entry else meeting.present_total,
        votes=tuple(
            PaperVote(item=item, count=counts.get(str(item.uid)) or _count(item), is_resolved=item.is_resolved)
            for item in items
            if item.is_voted
        ),
        content=content_page(meeting, _typed(entry), items=items, names=[row.name for row in roll.rows]),
        sentence=meeting.base_sentence,
    )


def _absent(roll: Roll, entry: PaperEntry | None) -> tuple[AbsenceLine, ...]:
    """The absent, and as many empty lines as a meeting of this size may need."""
    known = (
        list(entry.absent)
        if entry
        else [AbsenceLine(name=row.name, mark=row.mark, reason=row.reason) for row in roll.absent]
    )
    empty = max(_FEWEST, len(roll.rows) // 8) - len(known)
    blank = AbsenceLine(name="", mark=Attendance.Mark.EXCUSED.value)
    return (*known, *[blank] * max(2, empty))


def _count(item: AgendaItem) -> CountLine:
    vote = last_vote(item)
    if vote is None:
        secret = item.sort in ("admission", "recognition")
        method = Vote.Method.SECRET_BALLOT if secret else Vote.Method.RAISED_CARD
        return CountLine(item=str(item.uid), method=method)
    return CountLine(
        item=str(item.uid),
        method=vote.method,
        issued=vote.issued,
        collected=vote.collected,
        valid=vote.valid,
        approve=vote.approve,
        against=vote.against,
    )


def _typed(entry: PaperEntry | None) -> Typed:
    if entry is None:
        return Typed()
    texts = {f"conclusion-{text.item}": text.conclusion or "" for text in entry.texts}
    texts |= {"opening": entry.opening or "", "conclusion": entry.conclusion or ""}
    return Typed(boxes=Boxes(texts=texts), follow_up=entry.follow_up)
