"""Mẫu biểu riêng: an office's own workbooks, uploaded, looked at with today's figures, put into use, filled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import read_date
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.documents.actions import keep_workbook, use_workbook
from chibo.documents.download import attachment
from chibo.documents.forms import WorkbookForm
from chibo.register.queries import home, organisation_for
from chibo.reports import actions
from chibo.reports.forms import PeriodForm
from chibo.reports.queries.figure_names import explained, faults_of
from chibo.reports.queries.own_forms import fill_form, own_form_for, own_forms, own_versions

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Organisation


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_REPORTS)
def own_forms_page(request: HttpRequest) -> HttpResponse:
    """Show the workbooks in use and the office's own versions; take a new one."""
    actor, today = actor_of(request), clock.today()
    unit = home(actor)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        name, content = form.content()
        try:
            kept = keep_workbook(
                actor=actor,
                on=today,
                organisation_uid=unit.uid,
                scope_key=unit.scope_key,
                template=form.cleaned_data["title"].strip(),
                name=name,
                content=content,
                judge=faults_of,
            )
        except FaultyError as error:
            form.add_faults(error)
        else:
            return redirect("own_form", uid=kept.uid)
    context = {
        "menu": "bao-cao",
        "unit": unit,
        "form": form,
        "in_use": own_forms(unit, today),
        "versions": own_versions(unit),
        "may_keep": actor.may(Permission.CHANGE_SETTINGS, unit.scope_key),
    }
    return page(request, "reports/own_forms.html", context, status=422 if form.errors else 200)


@require_GET
@door(Permission.VIEW_REPORTS)
def own_form(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show each named cell of a version with its figure for a period."""
    actor, today = actor_of(request), clock.today()
    unit, version = _unit(request, actor), own_form_for(home(actor), uid)
    form = PeriodForm(request.GET if "tu" in request.GET else None, units=[], today=today)
    first, last = date(today.year, 1, 1), today
    if form.is_valid() and form.fits(unit):
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
    if not form.is_bound:
        form = PeriodForm(initial={"tu": first, "den": last}, units=[], today=today)
    context = {
        "menu": "bao-cao",
        "found": fill_form(actor, unit, version, first, last),
        "form": form,
        "may_keep": actor.may(Permission.CHANGE_SETTINGS, version.scope_key),
    }
    return page(request, "reports/own_form.html", context, status=422 if form.errors else 200)


@require_GET
@door(Permission.VIEW_REPORTS)
def own_form_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give the workbook filled for a period; the log says who took it."""
    actor = actor_of(request)
    taken = actions.export_own_form(
        actor=actor,
        on=clock.today(),
        unit=_unit(request, actor),
        version=own_form_for(home(actor), uid),
        starts_on=read_date(request.GET.get("tu", ""), field="tu"),
        last_day=read_date(request.GET.get("den", ""), field="den"),
    )
    return attachment(taken.name, taken.content)


@require_POST
@door(Permission.CHANGE_SETTINGS)
def use_own_form(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put a version into use from today, here and below."""
    actor = actor_of(request)
    use_workbook(actor=actor, on=clock.today(), version=own_form_for(home(actor), uid))
    return redirect("own_forms")


@require_GET
@door(Permission.VIEW_REPORTS)
def figure_names(request: HttpRequest) -> HttpResponse:
    """Show every name that a cell may bear, with what it says."""
    return page(request, "reports/figure_names.html", {"menu": "bao-cao", "names": explained()})


def _unit(request: HttpRequest, actor: Actor) -> Organisation:
    wanted = request.GET.get("don_vi", "")
    return organisation_for(actor, wanted) if wanted else home(actor)
