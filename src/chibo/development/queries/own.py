"""Bước của tôi: what somebody on the road sees of the own road, and nothing else (product 2.17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.refusal import NotYoursError
from chibo.development import facts
from chibo.development.models import DevelopmentCase, DoorCode
from chibo.development.queries.doors import Visitor, is_open, rule_of
from chibo.development.queries.story import story
from chibo.law.vocabulary import DutyKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.facts import Note
    from chibo.development.models import DoorRule
    from chibo.development.queries.story import Lacking, Point, SaidDuty, Story

_OWN: Final = frozenset(
    {
        DutyKind.SEND_TO_AWARENESS_CLASS,
        DutyKind.RENEW_AWARENESS_CERTIFICATE,
        DutyKind.OPEN_ADMISSION_DOSSIER,
        DutyKind.CONSIDER_ADMISSION,
        DutyKind.AWAIT_ADMISSION_DECISION,
        DutyKind.HOLD_CEREMONY,
        DutyKind.SEND_TO_NEW_MEMBER_CLASS,
        DutyKind.PREPARE_RECOGNITION_DOSSIER,
        DutyKind.CONSIDER_RECOGNITION,
        DutyKind.AWAIT_RECOGNITION_DECISION,
        DutyKind.DO_TRIAL_TASK,
    }
)
"""Duties of the road itself; reminders to helpers and repairs of the record are not the person's."""


@dataclass(frozen=True, kw_only=True)
class OwnSteps:
    """The own road as its person sees it."""

    story: Story
    rule: DoorRule
    done: tuple[Point, ...]
    ahead: tuple[SaidDuty, ...]

    @property
    def missing(self) -> tuple[Lacking, ...]:
        """Papers that are still to come before the cell considers."""
        return self.story.missing

    @property
    def notes(self) -> list[Note]:
        """What helpers wrote, the latest month first."""
        return sorted(self.story.notes, key=lambda note: note.month, reverse=True)

    @property
    def are_notes_told(self) -> bool:
        """Whether a helper wrote anything."""
        return bool(self.story.notes)


def own_steps(case: DevelopmentCase, on: date) -> OwnSteps:
    """Give what the person of a case sees on a day."""
    told = story(case, on)
    return OwnSteps(
        story=told,
        rule=rule_of(case.organisation),
        done=tuple(point for point in told.points if point.step is not None),
        ahead=tuple(said for said in told.duties if said.duty.kind in _OWN),
    )


def own_visitor(actor: Actor, kind: str = DoorCode.Kind.STEPS) -> Visitor:
    """Give the visitor whom the own account leads to the own road, where the organisation opened that door.

    Raises ``NotYoursError`` for an account without a person, a person without a road, and a closed door alike.
    """
    case = (
        facts.ready(DevelopmentCase.objects.filter(person__uid=actor.person_uid, closed_on__isnull=True)).first()
        if actor.person_uid
        else None
    )
    if case is None or not is_open(rule_of(case.organisation), kind):
        raise NotYoursError
    return Visitor(actor=actor, case=case)


def opens_own(actor: Actor, kind: str) -> bool:
    """Whether the own account opens one of the own pages: the steps, or the statement."""
    try:
        own_visitor(actor, kind)
    except NotYoursError:
        return False
    return True
