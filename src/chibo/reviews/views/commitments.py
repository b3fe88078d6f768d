"""Cam kết: the rounds, one round with who handed in, its wording, and who is to be reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.commitments import ConfirmForm, HandInForm, RoundAboutForm, RoundForm, TextForm
from chibo.reviews.views.promising import answer, may_write, show, year_asked

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_WRITE = ["GET", "HEAD", "POST"]
_ABOUT = ("name", "opened_on", "due_on", "ground")


# ---------------------------------------------------------------------- the rounds


@require_safe
@door(Permission.VIEW_PEOPLE)
def commitments(request: HttpRequest) -> HttpResponse:
    """Show every round with how many are in."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    found = {
        "rounds": queries.commitment_rounds_of(organisation, on),
        "may_write": may_write(actor, organisation),
        "on": on,
    }
    return show(request, "commitments", found)


@require_safe
@door(Permission.VIEW_REPORTS)
def cells(request: HttpRequest) -> HttpResponse:
    """Show the rounds of a year of every organisation in reach: counts only."""
    year = year_asked(request)
    found = queries.commitment_rounds_below(actor_of(request), year, clock.today())
    return show(request, "commitments_cells", {"rounds": found, "year": year})


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def open_commitment_round(request: HttpRequest) -> HttpResponse:
    """Open the round of a year; the last wording stands there to be edited."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    initial = {"year": on.year, "opened_on": on, "body": queries.wording_before(organisation)}
    form = RoundForm(request.POST or None, initial=initial)

    def save(data: dict[str, Any]) -> None:
        actions.open_commitment_round(actor=actor, on=on, organisation=organisation, **data)

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Mở đợt cam kết", "back": reverse("commitments"), "trail": "Cam kết"}
        return show(request, "promise_form", said, status=status)

    return answer(request, form, save, draw, reverse("commitments"))


# ---------------------------------------------------------------------- one round


@require_safe
@door(Permission.VIEW_PEOPLE)
def commitment_round_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show who handed in, and the forms to put it down for many at once."""
    return _round(request, uid)


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def hand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down that the people ticked handed in."""
    actor, on = actor_of(request), clock.today()
    turn = queries.commitment_round_for(actor, uid)
    missing = [row.person for row in queries.commitment_round_page(turn, on).missing]
    form = HandInForm(request.POST, people=missing, prefix="nop")

    def save(data: dict[str, Any]) -> None:
        actions.hand_in_commitments(actor=actor, on=on, turn=turn, **data)

    return answer(request, form, save, lambda status: _round(request, uid, status, handing=form), _at(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down that the commitments of the people ticked were confirmed."""
    actor, on = actor_of(request), clock.today()
    turn = queries.commitment_round_for(actor, uid)
    waiting = [row.person for row in queries.commitment_round_page(turn, on).unconfirmed]
    form = ConfirmForm(request.POST, people=waiting, prefix="xac-nhan")

    def save(data: dict[str, Any]) -> None:
        actions.confirm_commitments(actor=actor, on=on, turn=turn, **data)

    return answer(request, form, save, lambda status: _round(request, uid, status, confirming=form), _at(uid))


def _round(request: HttpRequest, uid: UUID, status: int = 200, **sent: Any) -> HttpResponse:
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_round_page(queries.commitment_round_for(actor, uid), on)
    handing = HandInForm(people=[row.person for row in found.missing], prefix="nop", initial={"handed_on": on})
    waiting = [row.person for row in found.unconfirmed]
    context = {
        "found": found,
        "handing": handing,
        "confirming": ConfirmForm(people=waiting, prefix="xac-nhan", initial={"confirmed_on": on}),
        "may_write": may_write(actor, found.round.organisation),
        "may_make": actor.may(Permission.MAKE_PAPERS, found.round.organisation.scope_key),
        **sent,
    }
    return show(request, "commitment_round", context, status=status)


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def change_commitment_round(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change the name, days and ground of a round."""
    actor, on = actor_of(request), clock.today()
    turn = queries.commitment_round_for(actor, uid)
    form = RoundAboutForm(request.POST or None, initial={name: getattr(turn, name) for name in _ABOUT})

    def save(data: dict[str, Any]) -> None:
        actions.change_commitment_round(actor=actor, on=on, turn=turn, **data)

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Sửa đợt cam kết", "back": _at(uid), "trail": str(turn)}
        return show(request, "promise_form", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(_WRITE)
@door(Permission.VIEW_PEOPLE)
def wording(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every wording of a round; a POST adds one, what was signed keeps its own."""
    actor, on = actor_of(request), clock.today()
    turn = queries.commitment_round_for(actor, uid)
    texts = queries.wordings(turn)
    form = TextForm(request.POST or None, initial={"body": texts[0].body if texts else ""})

    def save(data: dict[str, Any]) -> None:
        actions.reword_commitment_round(actor=actor, on=on, turn=turn, **data)

    def draw(status: int) -> HttpResponse:
        said = {"round": turn, "texts": texts, "form": form, "may_write": may_write(actor, turn.organisation)}
        return show(request, "commitment_text", said, status=status)

    return answer(request, form, save, draw, reverse("commitment_text", args=[uid]))


@require_safe
@door(Permission.VIEW_PEOPLE)
def reminder(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show who has not handed in, as a sheet to print and as plain text to paste."""
    found = queries.commitment_round_page(queries.commitment_round_for(actor_of(request), uid), clock.today())
    return show(request, "commitment_reminder", {"found": found, "text": queries.reminder_text(found)})


def _at(uid: UUID) -> str:
    return reverse("commitment_round", args=[uid])
