"""One member's commitment: hand in with details, excuse, word it, check it at the end of the year, its scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.documents.views.scans import scan_page
from chibo.reviews import actions, queries
from chibo.reviews.forms.commitments import CheckForm, CommitmentForm, PromiseForm
from chibo.reviews.forms.people import ReasonForm
from chibo.reviews.views.promising import answer, may_write, reads_words, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(_WRITE)
@door(Permission.VIEW_PEOPLE)
def member(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Show one member in a round before anything is in; a POST writes the commitment."""
    actor, on = actor_of(request), clock.today()
    one = queries.member_in_round(queries.commitment_round_for(actor, uid), person_uid, on)
    if one.row.commitment is not None:
        return HttpResponseRedirect(reverse("commitment", args=[one.row.commitment.uid]))
    form = CommitmentForm(request.POST or None, initial={"handed_on": on})

    def save(data: dict[str, Any]) -> None:
        actions.write_commitment(actor=actor, on=on, turn=one.round, person=one.row.person, **data)

    def draw(status: int) -> HttpResponse:
        said = {"one": one, "form": form, "excusing": ReasonForm(prefix="mien")}
        said["may_write"] = may_write(actor, one.round.organisation)
        return show(request, "commitment_member", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def excuse(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Put down that a member need not hand in."""
    actor, on = actor_of(request), clock.today()
    one = queries.member_in_round(queries.commitment_round_for(actor, uid), person_uid, on)
    form = ReasonForm(request.POST, prefix="mien")

    def save(data: dict[str, Any]) -> None:
        actions.excuse(actor=actor, on=on, turn=one.round, person=one.row.person, **data)

    def draw(status: int) -> HttpResponse:
        said = {"one": one, "form": CommitmentForm(), "excusing": form, "may_write": True}
        return show(request, "commitment_member", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_safe
@door()
def commitment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one commitment; who looked at another's words is written down."""
    return _one(request, uid)


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def rewrite(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Correct what was put down when the commitment came in."""
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_for(actor, uid)
    form = CommitmentForm(request.POST)

    def save(data: dict[str, Any]) -> None:
        actions.write_commitment(actor=actor, on=on, turn=found.round, person=found.person, **data)

    return answer(request, form, save, lambda status: _one(request, uid, status, form=form), _at_one(uid))


@require_http_methods(["POST"])
@door()
def promise(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let the member in question word what is promised."""
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_for(actor, uid)
    form = PromiseForm(request.POST)

    def save(data: dict[str, Any]) -> None:
        actions.word_promise(actor=actor, on=on, commitment=found, **data)

    return answer(request, form, save, lambda status: _one(request, uid, status, own=form), _at_one(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down what became of a commitment by the end of the year."""
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_for(actor, uid)
    form = CheckForm(request.POST, prefix="kiem-tra")

    def save(data: dict[str, Any]) -> None:
        actions.check_commitment(actor=actor, on=on, commitment=found, **data)

    return answer(request, form, save, lambda status: _one(request, uid, status, checking=form), _at_one(uid))


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take away a row put down by mistake."""
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_for(actor, uid)
    form = ReasonForm(request.POST, prefix="bo")

    def save(data: dict[str, Any]) -> None:
        actions.take_back_commitment(actor=actor, on=on, commitment=found, **data)

    draw = lambda status: _one(request, uid, status, taking=form)  # noqa: E731 - as its neighbours
    return answer(request, form, save, draw, _at(found.round.uid))


def _one(request: HttpRequest, uid: UUID, status: int = 200, **sent: Any) -> HttpResponse:
    actor, on = actor_of(request), clock.today()
    found = queries.commitment_for(actor, uid)
    fields = ("handed_on", "kept_at", "from_cell", "promise")
    checked = {"result": found.result, "facts": found.facts, "checked_on": found.checked_on or on}
    may_read = reads_words(request, found, found.round.organisation, "commitment")
    context = {
        "one": found,
        "may_read": may_read,
        "form": CommitmentForm(initial={name: getattr(found, name) for name in fields}),
        "own": PromiseForm(initial={"promise": found.promise}),
        "checking": CheckForm(prefix="kiem-tra", initial={**checked, "checked_by": found.checked_by}),
        "taking": ReasonForm(prefix="bo"),
        "may_write": may_read and may_write(actor, found.round.organisation),
        "sees_round": actor.may(Permission.VIEW_PEOPLE, found.round.organisation.scope_key),
        "is_own": actor.person_uid == str(found.person.uid),
        **sent,
    }
    return show(request, "commitment", context, status=status)


@require_http_methods(_WRITE)
@door(Permission.VIEW_PEOPLE)
def scans(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The scans of a signed commitment."""
    found = queries.commitment_for(actor_of(request), uid)
    context = {
        "menu": "danh-gia",
        "paper_name": str(found.round),
        "about": found.person.full_name,
        "back": _at_one(uid),
        "back_name": found.person.full_name,
    }
    return scan_page(request, queries.shelf_of_commitment(found), context)


def _at(uid: UUID) -> str:
    return reverse("commitment_round", args=[uid])


def _at_one(uid: UUID) -> str:
    return reverse("commitment", args=[uid])
