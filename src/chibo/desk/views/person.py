"""One person's page, its parts, and what can be done there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.numbers import whole_number
from chibo.base.privacy import access_seen
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.base.web import actor_of, door, page
from chibo.desk import queries
from chibo.desk.forms import FIELDS, PROTECTED, PURPOSES, CorrectionForm, PurposeForm
from chibo.desk.log.queries import seen_of
from chibo.desk.people.queries import photo_of
from chibo.register import actions as register
from chibo.register.queries import person_for, person_to_edit
from chibo.reviews.queries import blocks

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Person


@require_GET
@door()
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the line of a person's life in the organisation and what is missing."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    context = {
        **person_context(actor, one),
        "story": queries.story_of(actor, one, today),
        "photo": photo_of(one),
        "today": today,
    }
    return page(request, "desk/person.html", context)


@require_GET
@door()
def papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the papers of a person and where they lie."""
    actor = actor_of(request)
    one = person_for(actor, uid)
    context = {**person_context(actor, one), "rows": queries.papers_of_person(actor, one)}
    return page(request, "desk/person_papers.html", context)


@require_GET
@door()
def meetings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the meetings held while the person belonged to the cell, and the tasks these gave."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    context = {
        **person_context(actor, one),
        "rows": queries.meetings_of_person(actor, one, today),
        "tasks": queries.tasks_of_person(actor, one),
        "today": today,
    }
    return page(request, "desk/person_meetings.html", context)


@require_GET
@door()
def grades(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was promised, taught and judged: the blocks of the room ``reviews`` that the actor may see."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    return page(request, "desk/person_grades.html", {**person_context(actor, one), "blocks": blocks(actor, one, today)})


@require_GET
@door()
def viewers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show every look, export and print that held a person's data: to auditors, the secretary, the person concerned."""
    actor = actor_of(request)
    one = person_for(actor, uid)
    is_self = str(one.uid) == actor.person_uid
    if not is_self and not actor.may(Permission.VIEW_AUDIT, one.scope_key):
        raise NotAllowedError("xem ai đã mở hồ sơ này")
    before = whole_number(request.GET.get("truoc", ""))
    rows, older = seen_of(actor, one, before)
    others = any(not row.is_own for row in rows) or bool(before)
    context = {"rows": rows, "older": older, "is_self": is_self, "others": others}
    return page(request, "desk/person_viewers.html", {**person_context(actor, one), **context})


@require_POST
@door()
def open_block(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the closed block for a purpose; the log says who, why and when."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    _ensure_sensitive(actor, one)
    form = PurposeForm(request.POST)
    if form.is_valid():
        purpose = dict(PURPOSES)[form.cleaned_data["purpose"]]
        chain = str(one.organisation.uid) if one.organisation else "installation"
        access_seen(actor=actor, on=today, subject=one, block="identity", purpose=purpose, chain=chain)
        context = {**person_context(actor, one), "purpose": purpose}
        response = page(request, "desk/person_block.html", context)
        response["Cache-Control"] = "no-store"
        return response
    return page(request, "desk/person_closed.html", {**person_context(actor, one), "form": form}, status=422)


@require_GET
@door()
def closed_block(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask what the closed block is opened for."""
    actor = actor_of(request)
    one = person_for(actor, uid)
    _ensure_sensitive(actor, one)
    return page(request, "desk/person_closed.html", {**person_context(actor, one), "form": PurposeForm()})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def correct(request: HttpRequest, uid: UUID, field: str) -> HttpResponse:
    """Set one field right, with the paper that proves it and who decided."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    _ensure_correctable(actor, one, field)
    bound = queries.birth_bound_by(one, today) if field == "birth" else None
    form = CorrectionForm(request.POST or None, field=field, is_of_first_file=bound is not None)
    if request.method == "POST" and form.is_valid():
        try:
            register.correct_person(
                actor=actor,
                on=today,
                person=one,
                changes={field: form.cleaned_data["value"]},
                proof=form.cleaned_data["proof"],
                decided_by=form.cleaned_data["decided_by"],
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã đính chính {FIELDS[field][0].lower()}.")
            return redirect("corrections", one.uid)
    context = {**person_context(actor, one), **_field(one, field), "form": form, "bound": bound}
    return page(request, "desk/correct.html", context, status=422 if form.errors else 200)


def _ensure_correctable(actor: Actor, one: Person, field: str) -> None:
    if field not in FIELDS or (field in PROTECTED and not actor.may(Permission.VIEW_SENSITIVE, one.scope_key)):
        raise NotYoursError


def _field(one: Person, field: str) -> dict[str, Any]:
    """What the page says of the field: of a protected one only that it is protected."""
    is_protected = field in PROTECTED
    old = "" if is_protected else getattr(one, field)
    return {"label": FIELDS[field][0], "old": old, "is_protected": is_protected}


def _ensure_sensitive(actor: Actor, one: Person) -> None:
    if str(one.uid) != actor.person_uid and not actor.may(Permission.VIEW_SENSITIVE, one.scope_key):
        raise NotAllowedError("xem phần thông tin riêng của hồ sơ")


def person_context(actor: Actor, one: Person) -> dict[str, Any]:
    """What stands above every page about a person, and what may be done there."""
    return {
        "menu": "nguoi",
        "one": one,
        "head": queries.head_of(one, clock.today()),
        "may_edit": actor.may(Permission.EDIT_REGISTER, one.scope_key),
        "may_see_block": actor.may(Permission.VIEW_SENSITIVE, one.scope_key) or str(one.uid) == actor.person_uid,
        "may_see_data": actor.may(Permission.EDIT_REGISTER, one.scope_key) or str(one.uid) == actor.person_uid,
        "may_audit": actor.may(Permission.VIEW_AUDIT, one.scope_key) or str(one.uid) == actor.person_uid,
    }
