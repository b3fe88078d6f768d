"""Danh sách và sổ: every list that goes out, for mail merge or to be signed, on one page and each at its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.desk import actions
from chibo.desk.lists.offered import lists_offered
from chibo.development.queries import class_for
from chibo.documents.download import attachment, handed
from chibo.meetings.queries import meeting_for
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_PEOPLE)
def lists(request: HttpRequest) -> HttpResponse:
    """Show every list somebody may take out, with how many stand on the short ones today."""
    actor = actor_of(request)
    context = {"menu": "nguoi", "offered": lists_offered(actor, home(actor), clock.today())}
    return page(request, "desk/lists.html", context)


@require_GET
@door(Permission.VIEW_PEOPLE)
def workbook(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a list as a workbook, with the filter of its page."""
    return _list(request, kind, "xlsx")


@require_GET
@door(Permission.VIEW_PEOPLE)
def plain_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a list as CSV, with the filter of its page."""
    return _list(request, kind, "csv")


def _list(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    actor = actor_of(request)
    title, content = actions.export_list(
        actor=actor, on=clock.today(), organisation=home(actor), kind=kind, form=form, wanted=request.GET.dict()
    )
    return attachment(f"{title}.{form}", content)


@require_GET
@door(Permission.VIEW_MEETINGS)
def meeting_workbook(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the members called to a meeting as a workbook for mail merge."""
    actor = actor_of(request)
    title, content = actions.export_meeting_list(actor=actor, on=clock.today(), meeting=meeting_for(actor, uid))
    return attachment(f"{title}.xlsx", content)


@require_GET
@door(Permission.VIEW_PEOPLE)
def paper(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a list as a paper to be signed."""
    actor = actor_of(request)
    made = actions.make_list_paper(actor=actor, on=clock.today(), organisation=home(actor), kind=kind)
    return handed(request, made)


@require_GET
@door(Permission.MAKE_PAPERS)
def class_paper(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Give the letter or the list of a class as a paper to be signed."""
    actor = actor_of(request)
    made = actions.make_class_paper(actor=actor, on=clock.today(), training_class=class_for(actor, uid), kind=kind)
    return handed(request, made)


@require_GET
@door(Permission.VIEW_CASES)
def class_workbook(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Give who is sent to a class as a workbook, or the sheet to sign in on."""
    actor = actor_of(request)
    title, content = actions.export_class(
        actor=actor, on=clock.today(), training_class=class_for(actor, uid), kind=kind
    )
    return attachment(f"{title}.xlsx", content)


@require_GET
@door(Permission.VIEW_SENSITIVE)
def register(request: HttpRequest) -> HttpResponse:
    """Give the member register as a workbook."""
    actor, today = actor_of(request), clock.today()
    content = actions.export_register(actor=actor, on=today, organisation=home(actor))
    return attachment(f"7-HSĐV Sổ danh sách đảng viên {today:%d-%m-%Y}.xlsx", content)
