"""Đợt kiểm điểm, xếp loại: open one, see how far it is, set whom it concerns, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.rounds import ConcludeForm, OpenForm, PlanForm, StandingForm, SupposeForm
from chibo.reviews.views.common import note_opened, say_saved, show, unkept

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def open_round(request: HttpRequest) -> HttpResponse:
    """Open the review of the home organisation and of everything below it."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    form = OpenForm(request.POST or None, initial={"year": today.year, "counted_on": today, "planned_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            review = actions.open_round(actor=actor, on=today, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, f"Đã mở đợt năm {review.year}")
            return redirect("review_round", review.uid)
    context = {"menu": "danh-gia", "form": form, "organisation": organisation}
    return page(request, "reviews/open_round.html", context, status=422 if form.errors else 200)


@require_safe
@door(Permission.VIEW_REPORTS)
def round_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show how far a round is: its steps, its parts, its people by name."""
    review = queries.round_for(actor_of(request), uid)
    found = queries.round_page(review, after=request.GET.get("sau", ""))
    return show(request, "round", review, {"found": found})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move the planned day of the decision, and judge every standing anew by the law of that day."""
    actor, today = actor_of(request), clock.today()
    review = queries.round_for(actor, uid)
    form = PlanForm(request.POST or None, initial={"planned_on": review.planned_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_decision(actor=actor, on=today, review=review, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, "Đã xét lại diện của từng người")
            return redirect("review_round", uid)
    context = {"form": form, "title": "Ngày dự kiến quyết định", "button": "Lưu và xét lại danh sách"}
    return show(request, "round_form", review, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def standing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say whether a member is reviewed and rated, and what of the year the register does not know."""
    actor, today = actor_of(request), clock.today()
    subject = queries.subject_for(actor, uid)
    may_open = queries.may_open(actor, subject)
    if may_open and request.method != "POST":
        note_opened(actor, subject, today)
    form = StandingForm(request.POST or None, initial=queries.standing_of(subject), with_circumstances=may_open)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_standing(actor=actor, on=today, subject=subject, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, "Đã ghi diện")
            return redirect("review_subject", uid)
    context = {"form": form, "subject": subject, "title": f"Diện của {subject}", "button": "Lưu"}
    return unkept(show(request, "round_form", subject.review, context, status=422 if form.errors else 200))


@require_safe
@door(Permission.VIEW_REPORTS)
def ceiling(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tính tỷ lệ: the largest lawful number with its formula, group by group, and a what-if."""
    review = queries.round_for(actor_of(request), uid)
    form = SupposeForm(request.GET if "rated" in request.GET else None)
    numbers = form.cleaned_data if form.is_bound and form.is_valid() else None
    supposed = (numbers["rated"], numbers["good"], numbers["excellent"]) if numbers else None
    found = queries.ceiling_page(review, supposed=supposed)
    return show(request, "ceiling", review, {"found": found, "form": form})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def conclude(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a round: its levels become the result of the year."""
    actor, today = actor_of(request), clock.today()
    review = queries.round_for(actor, uid)
    form = ConcludeForm(request.POST or None, initial={"concluded_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.conclude(actor=actor, on=today, review=review, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, f"Đã kết thúc đợt năm {review.year}")
            return redirect("review_round", uid)
    context = {"form": form, "title": "Kết thúc đợt", "button": "Kết thúc đợt"}
    return show(request, "round_form", review, context, status=422 if form.errors else 200)
