"""Huy hiệu Đảng: the forecast by the day of giving, asking, deciding, giving, and the papers for the level above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.documents.download import attachment, handed
from chibo.register.queries import home, person_for, person_to_edit
from chibo.reviews import actions, queries
from chibo.reviews.forms.honours import BadgeDecisionForm, BadgeGivingForm, BadgeRequestForm, EarlierBadgeForm
from chibo.reviews.forms.titles import ReasonForm
from chibo.reviews.views.common import form_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_LIST = "Huy hiệu Đảng"


@require_GET
@door(Permission.VIEW_PEOPLE)
def badges(request: HttpRequest) -> HttpResponse:
    """Show who completes which badge when, what is under way, and old badges that nobody put down."""
    actor, today = actor_of(request), clock.today()
    return page(request, "reviews/badges.html", {"menu": "danh-gia", "shown": queries.badges_page(actor, today)})


@require_POST
@door(Permission.EDIT_REGISTER)
def propose(request: HttpRequest) -> HttpResponse:
    """Ask the level above for the badges of the people ticked."""
    actor, today = actor_of(request), clock.today()
    chosen = request.POST.getlist("chosen")
    made = actions.propose_badges(actor=actor, on=today, organisation=home(actor), chosen=chosen)
    messages.info(request, f"Đã lập đề nghị cho {len(made)} đồng chí. In danh sách ở mục Đang chờ quyết định.")
    return redirect("badges")


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def decide(request: HttpRequest) -> HttpResponse:
    """Put down the decision on badges that were asked for."""
    actor, today = actor_of(request), clock.today()
    rows = queries.badges_page(actor, today).proposed
    form = BadgeDecisionForm(request.POST or None, rows=rows)
    if form.is_taken_by(partial(actions.decide_badges, actor=actor, on=today, organisation=home(actor))):
        messages.info(request, "Đã ghi quyết định tặng Huy hiệu Đảng.")
        return redirect("badges")
    return form_page(request, form, "Ghi quyết định tặng Huy hiệu Đảng", (_LIST, reverse("badges")))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def give(request: HttpRequest) -> HttpResponse:
    """Put down that badges were given."""
    actor, today = actor_of(request), clock.today()
    rows = queries.badges_page(actor, today).decided
    form = BadgeGivingForm(request.POST or None, rows=rows)
    if form.is_taken_by(partial(actions.give_badges, actor=actor, on=today, organisation=home(actor))):
        messages.info(request, "Đã ghi ngày trao Huy hiệu Đảng.")
        return redirect("badges")
    return form_page(request, form, "Ghi đã trao Huy hiệu Đảng", (_LIST, reverse("badges")))


@require_GET
@door(Permission.VIEW_PEOPLE)
def of_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the badges of one person: on record, complete and missing, the next one."""
    actor, today = actor_of(request), clock.today()
    one = person_for(actor, uid)
    shown = queries.person_badges_page(actor, one, today)
    return page(request, "reviews/person_badges.html", {"menu": "danh-gia", "one": one, "shown": shown})


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the badge of one person: in full years, early or posthumous."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    form = BadgeRequestForm(request.POST or None, initial={"basis": "full"})
    if form.is_taken_by(partial(actions.propose_badge, actor=actor, on=today, person=one)):
        messages.info(request, f"Đã lập đề nghị tặng Huy hiệu Đảng cho {one.full_name}.")
        return redirect("person_badges", uid)
    back = (_LIST, reverse("person_badges", args=[uid]))
    return form_page(request, form, "Lập đề nghị tặng Huy hiệu Đảng", back, about=one.full_name)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def earlier(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put down a badge that somebody already has."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    form = EarlierBadgeForm(request.POST or None, initial={"years": request.GET.get("nam", "")})
    if form.is_taken_by(partial(actions.record_earlier_badge, actor=actor, on=today, person=one)):
        messages.info(request, f"Đã ghi huy hiệu {one.full_name} đã nhận.")
        return redirect("person_badges", uid)
    back = (_LIST, reverse("person_badges", args=[uid]))
    return form_page(request, form, "Ghi huy hiệu đã nhận", back, about=one.full_name)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Drop a request, or a line put down by mistake."""
    actor, today = actor_of(request), clock.today()
    badge = queries.badge_for(actor, uid)
    form = ReasonForm(request.POST or None)
    if form.is_taken_by(partial(actions.close_badge, actor=actor, on=today, badge=badge)):
        messages.info(request, "Đã thôi theo dõi; dòng cũ và lý do vẫn giữ.")
        return redirect("badges")
    about = f"{badge.person.full_name}, {badge}"
    return form_page(request, form, "Thôi theo dõi huy hiệu", (_LIST, reverse("badges")), about=about)


@require_GET
@door(Permission.MAKE_PAPERS)
def paper(request: HttpRequest) -> HttpResponse:
    """Give the list of those asked for as a paper for the level above."""
    actor, today = actor_of(request), clock.today()
    return handed(request, actions.make_badge_list(actor=actor, on=today, organisation=home(actor)))


@require_GET
@door(Permission.MAKE_PAPERS)
def workbook(request: HttpRequest) -> HttpResponse:
    """Give the same list as a workbook."""
    actor, today = actor_of(request), clock.today()
    name, content = actions.export_badge_list(actor=actor, on=today, organisation=home(actor))
    return attachment(name, content)


@require_GET
@door(Permission.MAKE_PAPERS)
def application(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the request of one person as a paper."""
    actor, today = actor_of(request), clock.today()
    made = actions.make_badge_application(actor=actor, on=today, badge=queries.badge_for(actor, uid))
    return handed(request, made)
