"""The vote on levels and what the competent level decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door
from chibo.reviews import actions, queries
from chibo.reviews.forms.rounds import BallotForm, DecisionForm, grades_in, votes_in
from chibo.reviews.views.common import say_saved, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.reviews.models import Subject, YearReview


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def ballot(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record how many ballots named each level, over the base that the session froze."""
    actor = actor_of(request)
    review = queries.round_for(actor, uid)
    found = queries.ballot_page(review, request.POST)
    form = BallotForm(request.POST or None, meetings=found.meetings, initial=found.initial)
    if request.method == "POST" and form.is_valid():
        lines = votes_in(request.POST, found.subjects)
        try:
            actions.record_ballot(actor=actor, on=clock.today(), review=review, lines=lines, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            say_saved(request, f"Đã ghi kết quả bỏ phiếu của {len(lines)} dòng")
            return redirect("review_round", uid)
    return show(request, "ballot", review, {"found": found, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def decisions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Record the decided levels of a page of people; the boxes begin with what was proposed."""
    actor = actor_of(request)
    review = queries.round_for(actor, uid)
    found = queries.grading_page(review, after=request.GET.get("sau", ""), undecided=True)
    return _decide(request, actor, review, found, "decisions")


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def decision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Decide or change the level of one subject; what was decided before stays."""
    actor = actor_of(request)
    one = queries.subject_for(actor, uid)
    found = queries.grading_of(one)
    return _decide(request, actor, one.review, found, "decisions", one)


def _decide(
    request: HttpRequest,
    actor: Actor,
    review: YearReview,
    found: queries.GradingPage,
    template: str,
    one: Subject | None = None,
) -> HttpResponse:
    today = clock.today()
    initial = {"decided_on": today, "decided_by": queries.who_decides(review)}
    form = DecisionForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"found": found, "form": form, "one": one}
    if request.method == "POST" and form.is_valid():
        grades = grades_in(request.POST, found.subjects)
        try:
            made = actions.decide(actor=actor, on=today, review=review, grades=grades, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
            context["found"] = found.chosen(grades)
        else:
            say_saved(request, f"Đã ghi {len(made)} quyết định")
            return redirect("review_subject", one.uid) if one else redirect("review_round", review.uid)
    return show(request, template, review, context, status=422 if form.errors else 200)
