"""Người: the list, its workbook, the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.desk import actions, asked
from chibo.desk.queries import Wanted, is_uid, people_list
from chibo.desk.queries import search as search_for
from chibo.documents.download import attachment
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Show the people of the organisation whom the filters keep; whom somebody ticked goes along to the next page."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    given = request.POST if request.method == "POST" else request.GET
    after, ticked = given.get("sau", ""), set(given.getlist("nguoi"))
    found = people_list(actor, organisation, today, wanted=Wanted.read(given.dict()), after=after)
    may = {permission: actor.may(permission, organisation.scope_key) for permission in Permission}
    context = {
        "menu": "nguoi",
        "found": found,
        "is_first": not after,
        "ticked": ticked,
        "elsewhere": sorted(one for one in ticked - {str(row.person.uid) for row in found.rows} if is_uid(one)),
        "may_edit": may[Permission.EDIT_REGISTER],
        "may_import": may[Permission.IMPORT],
        "may_record": may[Permission.RECORD_STEPS],
        "own_uid": actor.uid,
    }
    return page(request, "desk/people.html", context)


@require_GET
@door(Permission.VIEW_PEOPLE)
def workbook(request: HttpRequest) -> HttpResponse:
    """Give the people whom the filters keep as XLSX, with ``?dang=csv`` as CSV; the log says who took it."""
    actor, today = actor_of(request), clock.today()
    wanted, form = Wanted.read(request.GET.dict()), "csv" if request.GET.get("dang") == "csv" else "xlsx"
    content = actions.export_people(actor=actor, on=today, organisation=home(actor), wanted=wanted, form=form)
    return attachment(f"danh-sach-nguoi.{form}", content)


@require_http_methods(["GET", "POST"])
@door()
def search(request: HttpRequest) -> HttpResponse:
    """Search people, papers, meetings, rules and pages; the first one found waits for Enter."""
    if request.method == "POST":
        return redirect(f"{reverse('search')}?{asked.KEY}={asked.keep(request)}")
    actor, today = actor_of(request), clock.today()
    wanted, after = asked.read(request), request.GET.get("sau", "")
    results = search_for(actor, home(actor), today, wanted, after=after)
    context = {"asked": wanted, "key": request.GET.get(asked.KEY, ""), "results": results, "is_first": not after}
    return page(request, "desk/search.html", context)
