"""One member or the collective in a round, and what comes in for many at once: self-reviews, proposals, points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.rounds import HandInForm, OpinionForm, SheetForm, grades_in, points_in
from chibo.reviews.views.common import note_opened, say_saved, show, unkept

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@door()
def subject(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show everything a round knows of one subject; the closed part stays closed but to the person."""
    actor = actor_of(request)
    one = queries.subject_for(actor, uid)
    context = {"found": queries.subject_page(one), "one": one, "may_open": queries.may_open(actor, one)}
    if queries.is_own(actor, one):
        return unkept(show(request, "subject", one.review, {**context, "closed": queries.closed_part(one)}))
    return show(request, "subject", one.review, context)


@require_POST
@door()
def open_closed(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the closed part of a subject, and write who did."""
    actor = actor_of(request)
    one = queries.subject_for(actor, uid)
    if not queries.may_open(actor, one):
        raise NotAllowedError("xem phần đóng của người này")
    note_opened(actor, one, clock.today())
    context = {"found": queries.subject_page(one), "one": one, "closed": queries.closed_part(one), "is_noted": True}
    return unkept(show(request, "subject", one.review, context))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def hand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the self-reviews that came in on a day, any number at once."""
    actor, today = actor_of(request), clock.today()
    review = queries.round_for(actor, uid)
    waiting = queries.waiting_for_self_review(review)
    form = HandInForm(request.POST or None, subjects=waiting, initial={"received_on": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            count = actions.hand_in(
                actor=actor,
                on=today,
                review=review,
                subjects=typed["people"],
                received_on=typed["received_on"],
                kept_at=typed["kept_at"],
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, f"Đã ghi {count} bản kiểm điểm")
            return redirect("review_hand_in", uid)
    context = {"form": form, "waiting": waiting}
    return show(request, "hand_in", review, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def opinion(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record that the paper of another body about a subject came in."""
    actor, today = actor_of(request), clock.today()
    one = queries.subject_for(actor, uid)
    form = OpinionForm(request.POST or None, initial={"received_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive_opinion(actor=actor, on=today, subject=one, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, "Đã ghi giấy nhận xét")
            return redirect("review_subject", uid)
    context = {"form": form, "subject": one, "title": f"Giấy nhận xét về {one}", "button": "Lưu"}
    return show(request, "round_form", one.review, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def points(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Score a subject by the sheet of its kind, and tick the conditions that are met."""
    actor = actor_of(request)
    one = queries.subject_for(actor, uid)
    if request.method != "POST":
        return show(request, "points", one.review, {"found": queries.subject_page(one), "one": one})
    typed, ticked = points_in(request.POST), request.POST.getlist("dieu-kien")
    try:
        actions.score(actor=actor, on=clock.today(), subject=one, points=typed, conditions=ticked)
    except FaultyError as error:
        context = {"found": queries.subject_page(one, typed), "one": one, **refusal_context(error)}
        return show(request, "points", one.review, context, status=422)
    say_saved(request, "Đã cộng điểm và lưu")
    return redirect("review_subject", uid)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def proposals(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the level each subject claims and the level proposed, a page of people at a time."""
    actor = actor_of(request)
    review = queries.round_for(actor, uid)
    found = queries.grading_page(review, after=request.GET.get("sau", ""))
    if request.method != "POST":
        return show(request, "proposals", review, {"found": found})
    own = grades_in(request.POST, found.subjects, "tu-nhan")
    proposed = grades_in(request.POST, found.subjects, "de-nghi")
    try:
        actions.propose(
            actor=actor,
            on=clock.today(),
            review=review,
            grades={one: (own[one], proposed[one]) for one in found.subjects},
        )
    except FaultyError as error:
        context = {"found": found.typed(own, proposed), **refusal_context(error)}
        return show(request, "proposals", review, context, status=422)
    say_saved(request, "Đã ghi mức tự nhận và mức đề nghị")
    return redirect(request.get_full_path())


@require_safe
@door(Permission.VIEW_REPORTS)
def sheets(request: HttpRequest) -> HttpResponse:
    """Show every version of the score sheets."""
    organisation = home(actor_of(request))
    context = {"menu": "danh-gia", "sheets": queries.sheets_of(organisation), "organisation": organisation}
    return page(request, "reviews/sheets.html", context)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def adopt_sheet(request: HttpRequest) -> HttpResponse:
    """Put a new version of a score sheet into use; the form starts with the example of the program."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    example = queries.example_sheet(request.GET.get("cho", ""), today)
    form = SheetForm(request.POST or None, initial=example)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_point_sheet(actor=actor, on=today, organisation=organisation, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("review_sheets")
    context = {"menu": "danh-gia", "form": form, "kinds": queries.SHEET_KINDS}
    return page(request, "reviews/sheet_form.html", context, status=422 if form.errors else 200)
