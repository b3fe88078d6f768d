"""Danh hiệu của tổ chức đảng: by year, how many years running, put down and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.titles import ReasonForm, TitleForm
from chibo.reviews.views.common import form_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_LIST = "Danh hiệu của tổ chức"


@require_GET
@door(Permission.VIEW_REPORTS)
def titles(request: HttpRequest) -> HttpResponse:
    """Show the titles of the organisation, year by year, and how many years running."""
    actor, today = actor_of(request), clock.today()
    return page(request, "reviews/titles.html", {"menu": "danh-gia", "shown": queries.titles_page(actor, today)})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def record(request: HttpRequest) -> HttpResponse:
    """Put a title down as its decision says."""
    actor, today = actor_of(request), clock.today()
    form = TitleForm(request.POST or None, initial={"year": today.year - 1})
    if request.method == "POST" and form.is_valid():
        try:
            title = actions.record_title(actor=actor, on=today, organisation=home(actor), **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Đã ghi danh hiệu “{title.name}” năm {title.year}.")
            return redirect("review_titles")
    return form_page(request, form, "Ghi danh hiệu", (_LIST, reverse("review_titles")))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a title back, with the reason."""
    actor, today = actor_of(request), clock.today()
    title = queries.title_for(actor, uid)
    form = ReasonForm(request.POST or None)
    if form.is_taken_by(partial(actions.withdraw_title, actor=actor, on=today, title=title)):
        messages.info(request, f"Đã bỏ ghi danh hiệu năm {title.year}; dòng cũ và lý do vẫn giữ.")
        return redirect("review_titles")
    about = f"{title.name}, năm {title.year}"
    return form_page(request, form, "Bỏ ghi danh hiệu", (_LIST, reverse("review_titles")), about=about)
