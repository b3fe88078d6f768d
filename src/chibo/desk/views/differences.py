"""Đối chiếu với cơ sở dữ liệu đảng viên: a list is sent, what differs is shown or taken along; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.documents.download import attachment
from chibo.documents.sheets import workbook
from chibo.exchange.differences import actions
from chibo.exchange.differences.comparing import COLUMNS, lines
from chibo.exchange.differences.forms import CompareForm
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.exchange.differences.comparing import Compared

_SHOWN = 200
_REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.VIEW_SENSITIVE)
def differences(request: HttpRequest) -> HttpResponse:
    """Ask for a list; a POST shows what differs, or gives it as a workbook."""
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    found = _compared(request, form) if form.is_valid() else None
    if found is not None and request.POST.get("viec") == "tai":
        return attachment(f"Đối chiếu {clock.today():%d-%m-%Y}.xlsx", _workbook(found))
    actor = actor_of(request)
    organisation = home(actor)
    context = {
        "menu": "nguoi",
        "organisation": organisation,
        "form": form,
        "found": found,
        "shown": _SHOWN,
        "may_edit": actor.may(Permission.EDIT_REGISTER, organisation.scope_key),
        "may_import": actor.may(Permission.IMPORT, organisation.scope_key),
    }
    return page(request, "exchange/differences.html", context, status=_REFUSED if form.errors else 200)


def _compared(request: HttpRequest, form: CompareForm) -> Compared | None:
    """Compare, or leave with the form why not."""
    actor = actor_of(request)
    name, content = form.content()
    try:
        return actions.compare_list(actor=actor, on=clock.today(), organisation=home(actor), name=name, content=content)
    except FaultyError as error:
        form.add_faults(error)
    return None


def _workbook(found: Compared) -> bytes:
    return workbook("Đối chiếu với cơ sở dữ liệu đảng viên", COLUMNS, lines(found))
