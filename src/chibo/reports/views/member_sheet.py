"""Mục còn trống của phiếu đảng viên (2-HSĐV), beside the page of quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_GET

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door, page
from chibo.reports.queries.member_sheet import SHOWN, sheet_gaps
from chibo.reports.views.common import asked_unit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_PEOPLE)
def member_sheet(request: HttpRequest) -> HttpResponse:
    """Show which facts of the sheet are missing; with ``?muc=`` only who lacks that one."""
    actor = actor_of(request)
    unit = asked_unit(request, actor)
    found = sheet_gaps(actor, unit, clock.today(), request.GET.get("muc", ""))
    may_mend = actor.may(Permission.EDIT_REGISTER, unit.scope_key)
    context = {"menu": "bao-cao", "found": found, "most": SHOWN, "may_mend": may_mend}
    return page(request, "reports/member_sheet.html", context)
