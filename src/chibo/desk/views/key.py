"""Cài đặt › Khóa: the drill of a lost key, another key, the new sheet, the pass phrase of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from chibo.accounts.views.fresh import fresh
from chibo.base import clock, place
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.safekeeping import actions, queries
from chibo.desk.safekeeping.forms import KeyPhraseForm, KeyReasonForm, SheetForm

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm

_FORMS: dict[str, type[HouseForm]] = {"dien-tap": SheetForm, "xin-doi": KeyReasonForm, "dat-cum": KeyPhraseForm}


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def key(request: HttpRequest) -> HttpResponse:
    """Show how the key stands; a POST with ``viec`` tries a sheet, asks for another key, or sets the pass phrase."""
    actor, wanted = actor_of(request), request.POST.get("viec", "")
    queries.ask_right(actor, Permission.MANAGE_ACCOUNTS)
    forms = {name: form(request.POST if name == wanted else None) for name, form in _FORMS.items()}
    sent, found = forms.get(wanted), None
    if sent is not None and sent.is_valid():
        try:
            found = _done(actor, clock.today(), wanted, sent.cleaned_data)
        except FaultyError as error:
            sent.add_faults(error)
        else:
            if found is None:
                messages.success(request, _SAID[wanted])
                return redirect("key")
    context = {**_standing(actor), "drill_form": forms["dien-tap"], "ask_form": forms["xin-doi"], "found": found}
    context |= {"phrase_form": forms["dat-cum"]}
    return page(request, "desk/safekeeping/key.html", context, status=422 if sent is not None and sent.errors else 200)


_SAID = {
    "xin-doi": "Đã ghi yêu cầu đổi khóa.",
    "dat-cum": "Từ lần mở sau, chibo trên máy này hỏi cụm mật khẩu ấy.",
    "xac-nhan": "Đã xác nhận. Khóa sẽ đổi ở lần mở chibo sau.",
    "rut": "Đã rút yêu cầu đổi khóa.",
    "bo-cum": "Từ lần mở sau, chibo trên máy này không hỏi cụm mật khẩu.",
}


def _done(actor: Actor, on: date, wanted: str, said: dict[str, Any]) -> actions.Drill | None:
    match wanted:
        case "dien-tap":
            return actions.drill(actor=actor, on=on, sheet=said["sheet_phrase"])
        case "xin-doi":
            actions.ask_key_change(actor=actor, on=on, reason=said["reason"])
        case _:
            actions.set_key_phrase(actor=actor, on=on, phrase=said["phrase"])
    return None


def _standing(actor: Actor) -> dict[str, Any]:
    marker = place.read_marker(Path(settings.DATA_DIR))
    change, last = queries.open_change(), queries.last_change()
    return {
        "menu": "cai-dat",
        "plan": queries.plan(),
        "change": change,
        "missed": queries.missed(change) if change is not None else "",
        "last": last,
        "is_own": change is not None and change.asked_by_uid == actor.uid,
        "is_sheet_due": last is not None and last.sheet_seen_at is None,
        "store": _STORES.get(marker.store if marker else "", ""),
        "has_phrase": bool(marker and marker.pass_phrase),
    }


_STORES = {
    "keyring": "trong kho mật khẩu của hệ điều hành",
    "file": "trong một tệp riêng của người dùng máy này, ngoài thư mục dữ liệu",
    "named": "trong tệp mà biến CHIBO_KEY_FILE chỉ đến",
    "pass_phrase": "được bọc bằng cụm mật khẩu hỏi mỗi lần mở chibo",
}


@require_POST
@door(Permission.MANAGE_ACCOUNTS)
@fresh
def key_act(request: HttpRequest) -> HttpResponse:
    """Confirm or take back a change of key, remove the pass phrase, or show the new sheet once."""
    actor, on, wanted = actor_of(request), clock.today(), request.POST.get("viec", "")
    queries.ask_right(actor, Permission.MANAGE_ACCOUNTS)
    match wanted:
        case "hien-phieu":
            lines = actions.show_sheet(actor=actor, on=on)
            return page(request, "desk/safekeeping/sheet.html", {"menu": "cai-dat", "lines": lines, "on": on})
        case "xac-nhan":
            actions.confirm_key_change(actor=actor, on=on)
        case "rut":
            actions.withdraw_key_change(actor=actor, on=on)
        case "bo-cum":
            actions.drop_key_phrase(actor=actor, on=on)
    messages.success(request, _SAID.get(wanted, "Không có việc ấy."))
    return redirect("key")
