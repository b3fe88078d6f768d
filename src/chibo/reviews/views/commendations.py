"""Khen thưởng: who was put forward, decisions, and the list for the level above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.documents.download import attachment, handed
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.honours import CommendedForm, DecisionForm, ProposeForm
from chibo.reviews.forms.titles import ReasonForm
from chibo.reviews.views.common import form_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_LIST = "Khen thưởng"


@require_GET
@door(Permission.VIEW_PEOPLE)
def commendations(request: HttpRequest) -> HttpResponse:
    """Show who was put forward and who was commended."""
    shown = queries.commendations_page(actor_of(request), clock.today())
    return page(request, "reviews/commendations.html", {"menu": "danh-gia", "shown": shown})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def propose(request: HttpRequest) -> HttpResponse:
    """Put a member or the organisation forward."""
    actor, today = actor_of(request), clock.today()
    unit = home(actor)
    people = queries.who_can_be_named(unit, today)
    form = ProposeForm(request.POST or None, people=people, unit=unit.name, initial={"year": today.year - 1})
    if form.is_taken_by(partial(actions.propose_commendation, actor=actor, on=today, organisation=unit)):
        messages.info(request, "Đã lập đề nghị khen thưởng.")
        return redirect("commendations")
    return form_page(request, form, "Đề nghị khen thưởng", (_LIST, reverse("commendations")))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def record(request: HttpRequest) -> HttpResponse:
    """Put down a commendation that was decided elsewhere."""
    actor, today = actor_of(request), clock.today()
    unit = home(actor)
    people = queries.who_can_be_named(unit, today)
    form = CommendedForm(request.POST or None, people=people, unit=unit.name, initial={"year": today.year - 1})
    if form.is_taken_by(partial(actions.record_commendation, actor=actor, on=today, organisation=unit)):
        messages.info(request, "Đã ghi khen thưởng.")
        return redirect("commendations")
    return form_page(request, form, "Ghi khen thưởng đã có quyết định", (_LIST, reverse("commendations")))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down the decision on somebody put forward."""
    actor, today = actor_of(request), clock.today()
    row = queries.commendation_for(actor, uid)
    form = DecisionForm(request.POST or None)
    if form.is_taken_by(partial(actions.decide_commendation, actor=actor, on=today, row=row)):
        messages.info(request, "Đã ghi quyết định khen thưởng.")
        return redirect("commendations")
    about = f"{row.person or row.organisation}: {row}"
    return form_page(request, form, "Ghi quyết định khen thưởng", (_LIST, reverse("commendations")), about=about)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Drop a proposal, or a line put down by mistake."""
    actor, today = actor_of(request), clock.today()
    row = queries.commendation_for(actor, uid)
    form = ReasonForm(request.POST or None)
    if form.is_taken_by(partial(actions.close_commendation, actor=actor, on=today, row=row)):
        messages.info(request, "Đã thôi theo dõi; dòng cũ và lý do vẫn giữ.")
        return redirect("commendations")
    about = f"{row.person or row.organisation}: {row}"
    return form_page(request, form, "Thôi theo dõi khen thưởng", (_LIST, reverse("commendations")), about=about)


@require_GET
@door(Permission.MAKE_PAPERS)
def paper(request: HttpRequest) -> HttpResponse:
    """Give the list of those put forward as a paper for the level above."""
    actor, today = actor_of(request), clock.today()
    return handed(request, actions.make_commendation_list(actor=actor, on=today, organisation=home(actor)))


@require_GET
@door(Permission.MAKE_PAPERS)
def workbook(request: HttpRequest) -> HttpResponse:
    """Give the same list as a workbook."""
    actor, today = actor_of(request), clock.today()
    name, content = actions.export_commendation_list(actor=actor, on=today, organisation=home(actor))
    return attachment(name, content)
