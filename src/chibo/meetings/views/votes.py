"""Step 4, Biểu quyết."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, RefusedError
from chibo.base.web import actor_of, door, refusal_context
from chibo.meetings import actions, queries, words
from chibo.meetings.forms import VoteForm, version_of
from chibo.meetings.views.common import say_saved, show, sitting_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.meetings.queries import Sitting, VoteLine, VotePage


@require_safe
@door(Permission.VIEW_MEETINGS)
def votes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every item that is voted on, with its result or the form for one."""
    sitting = sitting_of(request, uid)
    return _show(request, sitting, queries.vote_page(sitting.meeting))


@require_POST
@door(Permission.RUN_MEETINGS)
def record(request: HttpRequest, uid: UUID, item_uid: UUID) -> HttpResponse:
    """Record the totals of one vote; what does not add up is said all at once, and nothing is lost."""
    sitting, actor = sitting_of(request, uid), actor_of(request)
    item = queries.item_for(actor, item_uid)
    form = VoteForm(request.POST, auto_id=f"id_{item.uid}_%s")
    context: dict[str, object] = {}
    if form.is_valid():
        try:
            actions.record_vote(
                actor=actor,
                on=clock.today(),
                item=item,
                again="again" in request.POST,
                version=version_of(request.POST),
                **form.cleaned_data,
            )
        except (FaultyError, RefusedError, ChangedMeanwhileError) as error:
            context = _why(form, error)
        else:
            say_saved(request)
            return redirect(f"{reverse('meetings:votes', args=[uid])}#muc-{item.order}")
    status = 409 if "conflict" in context else 422
    shown = queries.vote_page(sitting.meeting)
    return _show(request, sitting, shown, typed=(item_uid, form), status=status, **context)


def _why(form: VoteForm, error: FaultyError | RefusedError | ChangedMeanwhileError) -> dict[str, object]:
    """Put faults into the form they belong to; the rest stands above the page."""
    if isinstance(error, FaultyError):
        form.add_faults(error)
        return {}
    return refusal_context(error) if isinstance(error, RefusedError) else {"conflict": error}


def _show(
    request: HttpRequest,
    sitting: Sitting,
    found: VotePage,
    *,
    typed: tuple[UUID, VoteForm] | None = None,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    rows = []
    for line in found.lines:
        if typed and typed[0] == line.item.uid:
            rows.append((line, typed[1]))
        else:
            rows.append((line, VoteForm(initial=_initial(line, found), auto_id=f"id_{line.item.uid}_%s")))
    return show(request, words.VOTES, sitting, {"votes": found, "rows": rows, **context}, status=status)


def _initial(line: VoteLine, found: VotePage) -> dict[str, object]:
    """What stands in the form: the recorded totals, else everybody present with a ballot in hand."""
    if line.vote is not None:
        names = ("method", "issued", "collected", "valid", "approve", "against")
        return {name: getattr(line.vote, name) for name in names}
    present = found.present_official
    return {"method": line.usual_method, "issued": present, "collected": present, "valid": present, "against": 0}
