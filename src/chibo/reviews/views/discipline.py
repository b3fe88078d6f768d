"""Kỷ luật: closed until somebody entitled says what for; decisions, complaints, changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.privacy import access_seen
from chibo.base.refusal import FaultyError, RefusedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.register.queries import person_to_edit
from chibo.reviews import actions, queries
from chibo.reviews.forms.honours import (
    AnnulmentForm,
    ComplaintForm,
    ComplaintResultForm,
    DisciplineForm,
    OpenDisciplineForm,
)
from chibo.reviews.views.common import form_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.register.models import Organisation
    from chibo.reviews.models import Discipline

_LIST = "Kỷ luật"


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_SENSITIVE)
def disciplines(request: HttpRequest) -> HttpResponse:
    """Ask what the part is opened for; a POST opens it and writes who, why and when."""
    actor, today = actor_of(request), clock.today()
    form = OpenDisciplineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        shown, purpose = queries.discipline_page(actor, today), form.cleaned_data["purpose"]
        _note(actor, shown.organisation, purpose, (one.row for one in shown.rows))
        context = {"menu": "danh-gia", "shown": shown, "purpose": purpose}
        response = page(request, "reviews/disciplines.html", context)
        response["Cache-Control"] = "no-store"
        return response
    context = {"menu": "danh-gia", "form": form}
    return page(request, "reviews/discipline_closed.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down a disciplinary decision about one member."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    form, findings = DisciplineForm(request.POST or None), {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_discipline(actor=actor, on=today, person=one, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        except RefusedError as error:
            findings = refusal_context(error)
        else:
            return _done(request, "Đã ghi kỷ luật.")
    return form_page(request, form, "Ghi kỷ luật", _back(), about=one.full_name, **findings)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def complain(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down that the member complained, or how the complaint was settled."""
    actor, row = _opened(request, uid)
    is_open = row.complained_on is not None
    form = ComplaintResultForm(request.POST or None) if is_open else ComplaintForm(request.POST or None)
    act = actions.settle_complaint if is_open else actions.record_complaint
    if form.is_taken_by(partial(act, actor=actor, on=clock.today(), row=row)):
        return _done(request, "Đã ghi.")
    return _about(request, form, "Kết luận khiếu nại" if is_open else "Ghi khiếu nại", row)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def annul(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down a decision that changes or strikes out a discipline."""
    actor, row = _opened(request, uid)
    form = AnnulmentForm(request.POST or None)
    if form.is_taken_by(partial(actions.annul_discipline, actor=actor, on=clock.today(), row=row)):
        return _done(request, "Đã ghi thay đổi.")
    return _about(request, form, "Thay đổi hoặc xóa bỏ kỷ luật", row)


def _opened(request: HttpRequest, uid: UUID) -> tuple[Actor, Discipline]:
    """The discipline of the address; that somebody opened it is written down."""
    actor = actor_of(request)
    row = queries.discipline_for(actor, uid)
    _note(actor, row.organisation, "ghi khiếu nại, thay đổi kỷ luật", [row])
    return actor, row


def _note(actor: Actor, organisation: Organisation, purpose: str, rows: Iterable[Discipline]) -> None:
    """Write that the part was opened, and about whom: the one write that opening a page may cause."""
    access_seen(
        actor=actor,
        on=clock.today(),
        subject=organisation,
        block="discipline",
        purpose=purpose,
        chain=str(organisation.uid),
        people=[row.person.uid for row in rows],
    )


def _about(request: HttpRequest, form: HouseForm, title: str, row: Discipline) -> HttpResponse:
    response = form_page(request, form, title, _back(), about=f"{row.person.full_name}: {row.get_form_display()}")
    response["Cache-Control"] = "no-store"
    return response


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect("disciplines")


def _back() -> tuple[str, str]:
    return _LIST, reverse("disciplines")
