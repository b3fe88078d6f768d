"""Step 3: two people may keep the minutes at once. Boxes that differ are merged; one box written by both is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import NotYoursError
from chibo.meetings import words
from chibo.meetings.actions import follow
from chibo.meetings.actions.common import log, refuse_if, take_up
from chibo.meetings.values import Boxes, FollowUp, ItemText, print_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.meetings.models import AgendaItem, Meeting

_OF_MEETING = ("opening", "conclusion")
_OF_ITEM = ("discussion", "conclusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A box or line that two people wrote: its name, who was first and when. Their text stays, mine is handed back."""

    box: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a save did: the meeting, and the boxes it left alone because somebody else wrote them meanwhile."""

    meeting: Meeting
    clashes: tuple[Clash, ...] = ()

    def stored(self, box: str) -> str:
        """What lies in a box of the minutes."""
        field, _, uid = box.partition("-")
        row = self.meeting.items.get(uid=uid) if uid else self.meeting
        return str(getattr(row, field))


@transaction.atomic
def write_boxes(
    *, actor: Actor, on: date, meeting: Meeting, boxes: Boxes, follow_up: FollowUp | None = None
) -> Written:
    """Write step 3: opening, items, conclusion, tasks, results, concerns. Boxes of unknown items are left out.

    A box that only one of two people changed since their pages showed it is merged; one that both changed is left as
    stored and told (``Written.clashes``). Without a fingerprint the box is written. Raises ``FaultyError`` for a task
    or a concern that cannot be kept; then nothing is written.
    """
    return _write(actor, on, meeting, boxes, follow_up or FollowUp(), "write_content")


@transaction.atomic
def write_content(
    *,
    actor: Actor,
    on: date,
    meeting: Meeting,
    texts: Sequence[ItemText] = (),
    opening: str | None = None,
    conclusion: str | None = None,
    follow_up: FollowUp | None = None,
) -> Meeting:
    """Write the same from what somebody has on paper, whatever stood there before; what is ``None`` stays."""
    named = {f"{name}-{text.item}": getattr(text, name) for text in texts for name in _OF_ITEM}
    named |= {"opening": opening, "conclusion": conclusion}
    boxes = Boxes(texts={name: value for name, value in named.items() if value is not None})
    return _write(actor, on, meeting, boxes, follow_up or FollowUp(), "write_content").meeting


@transaction.atomic
def write_box(*, actor: Actor, on: date, meeting: Meeting, box: str, text: str, seen: str = "") -> Written:
    """Write one box while it is being typed; ``NotYoursError`` for a box this meeting does not have."""
    return _write(actor, on, meeting, Boxes(texts={box: text}, seen={box: seen}), FollowUp(), "write_box", strict=True)


@transaction.atomic
def write_item(*, actor: Actor, on: date, item: AgendaItem, discussion: str, conclusion: str) -> AgendaItem:
    """Write what was said and concluded on one item."""
    text = ItemText(item=str(item.uid), discussion=discussion, conclusion=conclusion)
    write_content(actor=actor, on=on, meeting=item.meeting, texts=[text])
    item.refresh_from_db()
    return item


def _write(
    actor: Actor, on: date, meeting: Meeting, boxes: Boxes, following: FollowUp, action: str, *, strict: bool = False
) -> Written:
    fresh = take_up(actor, meeting, None)
    desk = _Desk(fresh, actor)
    if strict and not all(desk.has(box) for box in boxes.texts):
        raise NotYoursError
    for box, text in boxes.texts.items():
        if desk.has(box):
            desk.write(box, text, boxes.seen.get(box, ""))
    followed = follow.write(actor, fresh, following)
    refuse_if(followed.faults)
    clashes = [*desk.clashes, *(Clash(box=box, who=fresh.changed_by, when="") for box in followed.clashes)]
    changes = desk.changes | followed.changes
    if changes:
        desk.save()
        log(actor, fresh, on, action, changes)
    return Written(meeting=fresh, clashes=tuple(clashes))


class _Desk:
    """The boxes of one meeting while they are written, with what changed and what clashed."""

    def __init__(self, meeting: Meeting, actor: Actor) -> None:
        self.meeting, self.actor = meeting, actor
        self.items = {str(item.uid): item for item in meeting.items.all()}
        self.changes: dict[str, object] = {}
        self.clashes: list[Clash] = []
        self._touched: dict[str, list[str]] = {}

    def has(self, box: str) -> bool:
        """Whether the meeting has such a box."""
        field, _, item = box.partition("-")
        return box in _OF_MEETING or (field in _OF_ITEM and item in self.items)

    def write(self, box: str, text: str, seen: str) -> None:
        """Put a text into a box, unless somebody else changed the box since the page showed it."""
        field, _, uid = box.partition("-")
        row: Meeting | AgendaItem = self.items[uid] if uid else self.meeting
        stored = getattr(row, field)
        if text == stored or (seen and seen == print_of(text)):
            return  # the same, or this writer did not touch it
        if seen and seen != print_of(stored):
            who, when = self.meeting.hands.get(box, [self.meeting.changed_by, ""])
            self.clashes.append(Clash(box=box, who=who, when=when))
            return
        self.changes[box] = list(changed_part(stored, text))
        setattr(row, field, text)
        self.meeting.hands[box] = [self.actor.name, words.clock_time(self.actor.at)]
        if uid:
            self._touched.setdefault(uid, []).append(field)

    def save(self) -> None:
        """Save what was touched. The version of the meeting stays: the boxes have their own fingerprints."""
        for uid, fields in self._touched.items():
            self.items[uid].save(update_fields=fields)
        self.meeting.changed_by, self.meeting.changed_at = self.actor.name, self.actor.at
        self.meeting.save(update_fields=["opening", "conclusion", "hands", "changed_by", "changed_at"])


def changed_part(before: str, after: str) -> tuple[str, str]:
    """The part of a text that changed, before and after: a log of every pause in typing need not repeat the rest."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return before[first : len(before) - last], after[first : len(after) - last]
