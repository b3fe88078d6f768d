"""Acts on the people chosen in the list: seen beforehand, then done for all or nobody; and saved filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from chibo.accounts.actions import drop_filter as drop
from chibo.accounts.actions import save_filter as save
from chibo.accounts.queries import saved_filter_for
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk import actions
from chibo.desk.many.actions import add_to_class, assign_mentor_to_many
from chibo.desk.many.forms import ClassForManyForm, FilterForm, MentorForManyForm
from chibo.desk.many.trying import faults_of
from chibo.desk.queries import Wanted, chosen_people
from chibo.development.queries import classes_to_fill
from chibo.documents.download import attachment
from chibo.register.queries import home, members_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.register.models import Person

TICKED: Final = "nguoi"
EVERYBODY: Final = "tat-ca"


@require_POST
@door(Permission.RECORD_STEPS)
def mentor_for_many(request: HttpRequest) -> HttpResponse:
    """Assign one member to help everybody chosen."""
    actor, on = actor_of(request), clock.today()
    organisation, people = home(actor), chosen(request)
    members = [one for one in members_on(organisation, on) if vars(one)["is_official_on"]]
    form = MentorForManyForm(_typed(request), members=members)

    def act() -> object:
        return assign_mentor_to_many(actor=actor, on=on, organisation=organisation, people=people, **form.cleaned_data)

    return _tried_then_done(request, people, form, act, "Phân công người giúp đỡ")


@require_POST
@door(Permission.RECORD_STEPS)
def class_for_many(request: HttpRequest) -> HttpResponse:
    """Put everybody chosen on the list of a class."""
    actor, on = actor_of(request), clock.today()
    people = chosen(request)
    form = ClassForManyForm(_typed(request), classes=classes_to_fill(actor, home(actor), on))

    def act() -> object:
        return add_to_class(actor=actor, on=on, people=people, **form.cleaned_data)

    return _tried_then_done(request, people, form, act, "Đưa vào danh sách lớp")


@require_POST
@door(Permission.VIEW_PEOPLE)
def print_many(request: HttpRequest) -> HttpResponse:
    """Give the people chosen as a page to print; the log says who took it."""
    actor, on = actor_of(request), clock.today()
    people = chosen(request)
    if not people:
        return _nobody(request)
    rows = actions.take_people(
        actor=actor, on=on, organisation=home(actor), wanted=Wanted(), chosen=people, form="giay"
    )
    return page(request, "desk/people_print.html", {"rows": rows, "back": reverse("people")})


@require_POST
@door(Permission.VIEW_PEOPLE)
def export_many(request: HttpRequest) -> HttpResponse:
    """Give the people chosen as XLSX; the log says who took it."""
    actor, on = actor_of(request), clock.today()
    people = chosen(request)
    if not people:
        return _nobody(request)
    content = actions.export_people(actor=actor, on=on, organisation=home(actor), wanted=Wanted(), chosen=people)
    return attachment("nguoi-da-chon.xlsx", content)


def chosen(request: HttpRequest) -> list[Person]:
    """Whom the form names: those ticked, on whichever page of the list, or everybody its filter keeps."""
    actor = actor_of(request)
    everybody = Wanted.read(request.POST.dict()) if EVERYBODY in request.POST else None
    return chosen_people(actor, home(actor), clock.today(), request.POST.getlist(TICKED), everybody=everybody)


def _typed(request: HttpRequest) -> Any:
    """What was typed, once the form was shown: coming from the list, nothing was typed yet."""
    return request.POST if "lam" in request.POST else None


def _tried_then_done(
    request: HttpRequest, people: list[Person], form: HouseForm, act: Callable[[], object], heading: str
) -> HttpResponse:
    """Ask; try it out and show every fault; do it when nothing stands against it."""
    if not people:
        return _nobody(request)
    context: dict[str, Any] = {"menu": "nguoi", "people": people, "form": form, "heading": heading}
    if not form.is_bound:
        return page(request, "desk/people_many.html", context)
    if not form.is_valid():
        return page(request, "desk/people_many.html", context, status=422)
    faults = faults_of(act)
    if faults or request.POST["lam"] != "ghi":
        context |= {"faults": faults, "is_tried": not faults, "faulty": {fault.field[6:] for fault in faults}}
        return page(request, "desk/people_many.html", context, status=422 if faults else 200)
    act()
    messages.info(request, f"{heading}: đã ghi cho {len(people)} người.")
    return redirect("people")


def _nobody(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Chưa chọn ai. Đánh dấu người trong danh sách rồi chọn việc.")
    return redirect("people")


# ---------------------------------------------------------------------- saved filters


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_PEOPLE)
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep a filter under a name."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    wanted = Wanted.read(request.GET.dict())
    may_share = actor.may(Permission.EDIT_REGISTER, organisation.scope_key)
    form = FilterForm(request.POST or None, may_share=may_share)
    if request.method == "POST" and form.is_valid():
        try:
            save(
                actor=actor,
                on=on,
                organisation=organisation,
                name=form.cleaned_data["name"],
                kept=wanted.words,
                is_shared=form.cleaned_data.get("is_shared", False),
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect(f"{reverse('people')}?{wanted.query}")
    context = {"menu": "nguoi", "form": form, "wanted": wanted}
    return page(request, "desk/filter_form.html", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.VIEW_PEOPLE)
def drop_filter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Drop a saved filter."""
    actor = actor_of(request)
    drop(actor=actor, on=clock.today(), row=saved_filter_for(actor, uid))
    return redirect("people")
