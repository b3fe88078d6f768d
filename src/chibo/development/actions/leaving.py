"""What a leaving ends on the roads – the case of who left, the help a helper gave – and all of it back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.development.actions.doors import end_codes
from chibo.development.actions.due import store_due
from chibo.development.actions.effects import STEP_ENDED
from chibo.development.actions.step import record_step, take_back_step
from chibo.development.models import DevelopmentCase, Mentorship, Step
from chibo.development.queries import open_case_of
from chibo.development.words import LEAVING_REASONS
from chibo.register.actions.membership import keep_ended

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Membership

_HELP_ENDED: Final = "development.mentorship"  # under which a spell keeps the help that ended with it
_ALLOWED: Final = (Permission.EDIT_REGISTER, Permission.RECORD_STEPS)


@transaction.atomic
def end_roads(*, actor: Actor, on: date, membership: Membership, goes_on_here: bool = False) -> None:
    """End on the roads what a member cannot go on with who just left: the own case, and the help given to others.

    The case is closed with the way of leaving as its reason; help ends on the same day, whosever case it is. Who only
    goes to another cell of this installation (``goes_on_here``) takes the own case along and ends the help given in
    the cell left; the codes of the case open nothing from now on, and stay so. The closed spell keeps what ended, for
    :func:`restore_roads`. Raises ``NotAllowedError``, and what recording the step raises.
    """
    _allow(actor, membership, "khép hồ sơ theo dõi của người rời chi bộ")
    reason, _ = LEAVING_REASONS[membership.left_by]
    helped = Q(case__organisation=membership.organisation_id) if goes_on_here else Q()
    ended = _end_help(actor, on, membership, helped, reason)
    keep_ended(membership, _HELP_ENDED, [str(row.uid) for row in ended])
    case = open_case_of(membership.person)
    if case is not None:
        _end_case(actor, on, membership, case, goes_on_here=goes_on_here)


def _end_case(actor: Actor, on: date, membership: Membership, case: DevelopmentCase, *, goes_on_here: bool) -> None:
    """Close the case with the way of leaving; or let it go along, and end what the cell left handed out for it."""
    reason, kind = LEAVING_REASONS[membership.left_by]
    if goes_on_here:
        end_codes(actor=actor, on=on, case=case, reason=reason)
    else:
        assert membership.ends_on is not None
        step = record_step(actor=actor, on=on, case=case, step=kind, acted_on=membership.ends_on, reason=reason)
        keep_ended(membership, STEP_ENDED, [str(step.uid)])


def _end_help(actor: Actor, on: date, membership: Membership, helped: Q, reason: str) -> list[Mentorship]:
    """End the help that goes on after the spell: on its last day, or on its own first one where that is later."""
    day = membership.ends_on
    assert day is not None
    going_on = Mentorship.objects.filter(helped, mentor=membership.person_id, case__closed_on=None, ends_on=None)
    rows = list(going_on.select_related("mentor", "case__person", "case__organisation__kind").order_by("pk"))
    for row in rows:
        row.ends_on = max(day, row.starts_on)
        row.save(update_fields=["ends_on"])
        _tell_help(actor, on, row, [None, row.ends_on], reason)
    return rows


@transaction.atomic
def restore_roads(
    *, actor: Actor, on: date, membership: Membership, ended: Mapping[str, Collection[str]], reason: str
) -> None:
    """Give back what :func:`end_roads` ended with a spell that is open again; ``ended`` is what the spell had kept.

    Help that somebody was given anew by the same helper, or whose case is closed by now, stays ended. Raises
    ``FaultyError`` where another case of the person is open, and what taking back the step raises.
    """
    _allow(actor, membership, "mở lại hồ sơ theo dõi của người rời chi bộ")
    for step in Step.objects.filter(uid__in=list(ended.get(STEP_ENDED, ())), is_void=False, replaced_by__isnull=True):
        _refuse_two_cases(step.case)
        take_back_step(actor=actor, on=on, step=step, reason=reason)
    rows = Mentorship.objects.filter(uid__in=list(ended.get(_HELP_ENDED, ())), case__closed_on=None)
    for row in rows.select_related("mentor", "case__person", "case__organisation__kind").order_by("pk"):
        again = Mentorship.objects.filter(case=row.case_id, mentor=row.mentor_id, period=row.period, ends_on=None)
        if not again.exists():
            before, row.ends_on = row.ends_on, None
            row.save(update_fields=["ends_on"])
            _tell_help(actor, on, row, [before, None], reason)


def _refuse_two_cases(case: DevelopmentCase) -> None:
    other = DevelopmentCase.objects.filter(person=case.person_id, closed_on=None).exclude(pk=case.pk)
    if other.exists():
        what = f"Sau đó đã mở hồ sơ theo dõi khác của {case.person}."
        raise FaultyError([Fault(what=what, next="Khép hoặc rút lại hồ sơ ấy trước.")])


def _tell_help(actor: Actor, on: date, row: Mentorship, ends_on: list[date | None], reason: str) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="development.end_mentorship" if ends_on[1] else "development.restore_mentorship",
        subject=row,
        chain=str(row.case.organisation.uid),
        changes={"ends_on": ends_on},
        reason=reason,
    )
    store_due(row.case, on=on)


def _allow(actor: Actor, membership: Membership, what: str) -> None:
    """Let through whoever may close the spell; help that somebody gave in another cell ends with it all the same."""
    if not any(actor.may(permission, membership.organisation.scope_key) for permission in _ALLOWED):
        raise NotAllowedError(what)
