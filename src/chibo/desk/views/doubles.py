"""Two records of one person: found, looked at side by side, joined, parted, or told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.desk import asked
from chibo.desk.people import actions as desk
from chibo.desk.people import queries
from chibo.desk.people.forms import JoinForm, TakeBackForm
from chibo.desk.views.person import person_context
from chibo.register import actions
from chibo.register.queries import apart_for, merge_for, person_for, person_to_edit

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Person


@require_GET
@door(Permission.EDIT_REGISTER)
def doubles(request: HttpRequest) -> HttpResponse:
    """Show pairs of records with one name and one year of birth."""
    after = request.GET.get("sau", "")[:200]
    context = {"menu": "nguoi", "found": queries.doubles(actor_of(request), after=after), "is_first": not after}
    return page(request, "desk/doubles.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def other_record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Look for the second record of a person, and show what was joined or told apart before."""
    actor = actor_of(request)
    one = person_to_edit(actor, uid)
    if request.method == "POST":
        return redirect(f"{reverse('other_record', args=[one.uid])}?{asked.KEY}={asked.keep(request)}")
    wanted = asked.read(request, otherwise=one.full_name)
    context = {
        **person_context(actor, one),
        "asked": wanted,
        "rows": queries.whom_one_may_mean(actor, one, wanted),
        "joined": queries.joined_into(one),
        "apart": queries.others_told_apart(one),
    }
    return page(request, "desk/other_record.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def join(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Show two records side by side with what joining them would do; join them."""
    actor, today = actor_of(request), clock.today()
    kept, dropped = person_for(actor, uid), person_for(actor, person_uid)
    _ensure_both(actor, kept, dropped)
    found = queries.preview_of(kept, dropped)
    form = JoinForm(request.POST or None, asked=found.asked)
    if request.method == "POST" and _is_joined(actor, form, kept, dropped):
        messages.info(request, f"Đã gộp hai bản ghi của {kept.full_name}. Gộp nhầm thì tách lại được ở trang này.")
        return redirect("other_record", kept.uid)
    if found.shows_protected:
        desk.note_both_seen(actor=actor, on=today, people=(kept, dropped))
    context: dict[str, Any] = {**person_context(actor, kept), "other": dropped, "found": found, "form": form}
    response = page(request, "desk/join.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@door(Permission.EDIT_REGISTER)
def tell_apart(request: HttpRequest, uid: UUID, person_uid: UUID) -> HttpResponse:
    """Note that two records are two people."""
    actor = actor_of(request)
    one, other = person_for(actor, uid), person_for(actor, person_uid)
    actions.tell_apart(actor=actor, on=clock.today(), person=one, other=other)
    messages.info(request, f"Đã ghi {one.full_name} ở hai bản ghi là hai người khác nhau; không hỏi lại nữa.")
    return redirect("doubles")


@require_POST
@door(Permission.EDIT_REGISTER)
def forget_apart(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back that two records are two people."""
    row = apart_for(actor_of(request), uid)
    actions.forget_apart(actor=actor_of(request), on=clock.today(), apart=row)
    messages.info(request, "Đã bỏ ghi nhận hai người khác nhau.")
    return redirect("other_record", row.person.uid)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def part(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Part two records that were joined by mistake."""
    actor, today = actor_of(request), clock.today()
    row = merge_for(actor, uid)
    form = TakeBackForm(request.POST or None)
    form.fields["reason"].label = "Lý do tách lại"
    if request.method == "POST" and form.is_valid():
        try:
            back = desk.part_people(actor=actor, on=today, merge=row, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã tách lại hai bản ghi như trước khi gộp.")
            return redirect("person", back.uid)
    context = {**person_context(actor, row.person), "form": form, "row": row}
    return page(request, "desk/part.html", context, status=422 if form.errors else 200)


def _is_joined(actor: Actor, form: JoinForm, kept: Person, dropped: Person) -> bool:
    """Join them as the form says; else it holds every reason."""
    if not form.is_valid():
        return False
    said = {"chosen": form.chosen(), "reason": form.cleaned_data["reason"]}
    try:
        desk.join_people(actor=actor, on=clock.today(), kept=kept, dropped=dropped, **said)
    except FaultyError as error:
        form.add_faults(error)
        return False
    return True


def _ensure_both(actor: Actor, *people: Person) -> None:
    needed = (Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE)
    if not all(actor.may(one, person.scope_key) for one in needed for person in people):
        raise NotAllowedError("gộp hai bản ghi của một người")
