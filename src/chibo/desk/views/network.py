"""Cài đặt → Dùng trong mạng nội bộ: how other machines reach the program, and the certificate they install."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, missing, page
from chibo.desk.network import actions
from chibo.desk.network.forms import StatementForm
from chibo.desk.queries.network import certificate_to_install, reached, stated
from chibo.desk.safekeeping.queries import ask_right, keeps

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
@door(Permission.CHANGE_SETTINGS)
def network(request: HttpRequest) -> HttpResponse:
    """Show how the program is reached, what to do on each kind of machine, and what is stated about the network."""
    return page(request, "desk/network.html", _shown(request, StatementForm()))


@require_POST
@door(Permission.CHANGE_SETTINGS)
def statement(request: HttpRequest) -> HttpResponse:
    """State that this is an independent LAN, or that it is one no more."""
    actor, on = actor_of(request), clock.today()
    ask_right(actor)
    if request.POST.get("viec") == "thoi":
        actions.end_network(actor=actor, on=on)
        messages.success(request, "Đã ghi. Nội dung có dấu mật lại bị từ chối.")
        return redirect("network")
    form = StatementForm(request.POST)
    if form.is_valid():
        try:
            actions.state_network(actor=actor, on=on, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(
                request, "Đã ghi lời khai. Nội dung có dấu mật được nhận kèm cảnh báo, nhật ký ghi từng lần."
            )
            return redirect("network")
    return page(request, "desk/network.html", _shown(request, form), status=422)


def _shown(request: HttpRequest, form: StatementForm) -> dict[str, Any]:
    keeps_all = keeps(actor_of(request))
    return {"menu": "cai-dat", "found": reached(), "stated": stated(), "form": form, "keeps_all": keeps_all}


@require_GET
@door(Permission.CHANGE_SETTINGS)
def certificate(request: HttpRequest) -> HttpResponse:
    """Hand over the certificate to install."""
    content = certificate_to_install()
    if content is None:
        return missing(request)
    answer = HttpResponse(content, content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="chibo-chung-thu-goc.crt"'
    return answer
