"""Dữ liệu cá nhân: the hub, the notice, keeping; what is kept about one person, the copy, requests, erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.privacy import access_seen
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.base.web import actor_of, door, page
from chibo.base.words import DATA_REQUESTS
from chibo.desk.privacy import actions, queries, words
from chibo.desk.privacy.forms import DecisionForm, ErasureForm, RequestForm, StatementForm, WhyForm
from chibo.development.queries import opens_own
from chibo.documents.download import attachment, handed
from chibo.register import actions as register
from chibo.register.queries import erasure_for, home, person_for, person_to_edit, request_for, restriction_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.register.models import Person

_MENU = {"menu": "cai-dat"}
_KINDS = {kind.value: kind for kind in DATA_REQUESTS}


@require_GET
@door(Permission.VIEW_SENSITIVE)
def hub(request: HttpRequest) -> HttpResponse:
    """Show what waits and where everything about personal data is."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    context = {
        "found": queries.hub(actor),
        "past": queries.past_requests(actor),
        "restriction": queries.restriction_words(organisation),
        "today": today,
        "may_settings": actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key),
    }
    return page(request, "desk/privacy/hub.html", {**_MENU, **context})


@require_GET
@door()
def notice(request: HttpRequest) -> HttpResponse:
    """Show what the organisation keeps and why, to everybody who signs in."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    context = {
        "notice": queries.notice(organisation, today),
        "may_settings": actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key),
        "back": "/du-lieu/thong-bao/",
    }
    template = "notice_print" if request.path.endswith("/in/") else "notice"
    return page(request, f"desk/privacy/{template}.html", {**_MENU, **context})


@require_http_methods(["GET", "POST"])
@door(Permission.CHANGE_SETTINGS)
def state(request: HttpRequest, key: str) -> HttpResponse:
    """State what the sources leave to the organisation."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    title, now = queries.statement_of(organisation, key)
    options = tuple(register.RESTRICTION_READINGS.items()) if key == "restriction" else None
    text = now or (options[0][0] if options else "")  # the first is how it is read until somebody chooses
    form = StatementForm(request.POST or None, initial={"text": text}, options=options, hint=words.hint_of(key))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        register.state_privacy(actor=actor, on=today, organisation=organisation, key=key, text=text)
        messages.info(request, f"Đã ghi: {title}.")
        return redirect("privacy_notice")
    context = {**_MENU, "form": form, "title": title}
    return page(request, "desk/privacy/form.html", context, status=422 if form.errors else 200)


@require_GET
@door(Permission.VIEW_SENSITIVE)
def retention(request: HttpRequest) -> HttpResponse:
    """Show how long each kind of record stays, and whose data have come to their term."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        what = "rà soát thời hạn giữ dữ liệu"
        raise NotAllowedError(what)
    context = {
        "terms": queries.terms_of(organisation, today),
        "groups": queries.due_for_review(organisation, today),
        "other": queries.other_due(organisation, today),
        "may_settings": actor.may(Permission.CHANGE_SETTINGS, organisation.scope_key),
        "today": today,
    }
    return page(request, "desk/privacy/retention.html", {**_MENU, **context})


# ---------------------------------------------------------------------- one person


@require_GET
@door()
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the page of the own data; an account of nobody in the register is told so."""
    actor = actor_of(request)
    if not actor.person_uid:
        raise FaultyError(
            [
                Fault(
                    what="Tài khoản này chưa nối với người nào trong danh sách.",
                    next="Nhờ người quản lý tài khoản nối tài khoản với tên đồng chí.",
                )
            ]
        )
    return redirect("person_data", actor.person_uid)


@require_GET
@door()
def person_data(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what is kept about a person, why, who sees it and how long, and what was asked."""
    actor, today = actor_of(request), clock.today()
    one = _one(actor, uid)
    is_own = actor.person_uid == str(one.uid)
    context = {
        "found": queries.own_data(actor, one, today),
        "today": today,
        "sees_steps": is_own and opens_own(actor, "steps"),
        "tells_own": is_own and opens_own(actor, "declaration"),
    }
    return page(request, "desk/privacy/person.html", {**_head(actor, one), **context})


@require_http_methods(["GET", "POST"])
@door()
@fresh
def copy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hand over the archive of a person's data, after the pass phrase was asked again."""
    actor, today = actor_of(request), clock.today()
    one = _one(actor, uid)
    if request.method == "POST":
        name, content = actions.copy_own_data(actor=actor, on=today, person=one)
        return attachment(name, content)
    return page(request, "desk/privacy/copy.html", _head(actor, one))


@require_http_methods(["GET", "POST"])
@door()
def ask(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask something about the own data, or enter the signed paper of somebody without an account."""
    actor, today = actor_of(request), clock.today()
    one = _one(actor, uid)
    given = {"received_on": today, "kind": request.GET.get("viec", "")}
    form = RequestForm(request.POST or None, on_paper=not _is_own(actor, one), initial=given)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        kind = _KINDS[said.pop("kind")]
        try:
            row = register.receive_request(actor=actor, on=today, person=one, kind=kind, **said)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi đề nghị.")
            return redirect("data_request", row.uid)
    context = {**_head(actor, one), "form": form}
    return page(request, "desk/privacy/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.OVERRIDE)
def restrict(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Restrict the use of a person's data."""
    actor, today = actor_of(request), clock.today()
    one, form = _one(actor, uid), WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register.restrict(actor=actor, on=today, person=one, reason=form.cleaned_data["reason"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã hạn chế xử lý dữ liệu.")
            return redirect("person_data", one.uid)
    context = {**_head(actor, one), "form": form, "title": "Hạn chế xử lý dữ liệu", "button": "Hạn chế xử lý"}
    context["restriction"] = queries.restriction_words(home(actor))
    return page(request, "desk/privacy/person_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.OVERRIDE)
def lift(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a restriction."""
    actor, today = actor_of(request), clock.today()
    row, form = restriction_for(actor, uid), WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register.lift_restriction(actor=actor, on=today, restriction=row, reason=form.cleaned_data["reason"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã thôi hạn chế.")
            return redirect("person_data", row.person.uid)
    context = {"form": form, "title": "Thôi hạn chế xử lý dữ liệu", "button": "Thôi hạn chế"}
    context |= _head(actor, person_for(actor, row.person.uid))
    return page(request, "desk/privacy/person_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
@fresh
def propose_erasure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the erasure of parts of a person's data; what has to be kept is said with its reason."""
    actor, today = actor_of(request), clock.today()
    one = person_to_edit(actor, uid)
    form = ErasureForm(request.POST or None, initial={"parts": request.GET.getlist("phan")})
    if request.method == "POST" and form.is_valid():
        try:
            row = register.propose_erasure(actor=actor, on=today, person=one, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi đề nghị xóa. Chưa xóa gì cho đến khi người thứ hai xác nhận.")
            return redirect("erasure", row.uid)
    return page(
        request, "desk/privacy/propose.html", {**_head(actor, one), "form": form}, status=422 if form.errors else 200
    )


# ---------------------------------------------------------------------- a request, an erasure


@require_http_methods(["GET", "POST"])
@door()
def data_request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a request with its days; decide on it."""
    actor, today = actor_of(request), clock.today()
    row, form = request_for(actor, uid), DecisionForm(request.POST or None)
    _seen(actor, row)
    if request.method == "POST" and form.is_valid():
        try:
            register.decide_request(actor=actor, on=today, request=row, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi quyết định.")
            return redirect("data_request", row.uid)
    context = {**_asked(actor, row), "form": form, "why": WhyForm(), "today": today}
    return page(request, "desk/privacy/request.html", context, status=422 if form.errors else 200)


_ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "da-tra-loi": (register.answer_request, "Đã ghi ngày trả lời."),
    "da-lam": (register.finish_request, "Đã ghi thực hiện xong."),
    "rut": (register.withdraw_request, "Đã rút lại đề nghị."),
}


@require_POST
@door()
def request_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """Put down that the person was told, that it is done, or that it was taken back."""
    actor, today = actor_of(request), clock.today()
    row = request_for(actor, uid)
    verb, said = _ACTS[act]
    verb(actor=actor, on=today, request=row)
    messages.info(request, said)
    return redirect("data_request", row.uid)


@require_POST
@door(Permission.EDIT_REGISTER)
def extend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Extend the time of a request once."""
    actor, today = actor_of(request), clock.today()
    row, form = request_for(actor, uid), WhyForm(request.POST)
    if form.is_valid():
        try:
            register.extend_request(actor=actor, on=today, request=row, reason=form.cleaned_data["reason"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã gia hạn.")
            return redirect("data_request", row.uid)
    _seen(actor, row)
    context = {**_asked(actor, row), "form": DecisionForm(), "why": form, "today": today}
    return page(request, "desk/privacy/request.html", context, status=422)


@require_GET
@door()
def request_paper(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Hand over the receipt or the answer."""
    actor, today = actor_of(request), clock.today()
    row = request_for(actor, uid)
    return handed(request, actions.make_request_paper(actor=actor, on=today, request=row, kind=kind))


@require_http_methods(["GET", "POST"])
@door(Permission.EDIT_REGISTER)
def erasure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show an erasure: what goes, who asked, who confirmed; decline it with a reason."""
    actor, today = actor_of(request), clock.today()
    row, form = erasure_for(actor, uid), WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            register.reject_erasure(actor=actor, on=today, erasure=row, reason=form.cleaned_data["reason"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, "Đã ghi: không xóa.")
            return redirect("erasure", row.uid)
    context = {**_MENU, **queries.erasure_view(actor, row), "form": form}
    return page(request, "desk/privacy/erasure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@door(Permission.OVERRIDE)
@fresh
def confirm_erasure(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Erase, as the second person, after the pass phrase was asked again."""
    actor, today = actor_of(request), clock.today()
    row = erasure_for(actor, uid)
    if request.method == "POST":
        register.confirm_erasure(actor=actor, on=today, erasure=row)
        messages.info(request, "Đã xóa. Bản sao lưu cũ còn giữ đến khi được thay bằng bản mới.")
        return redirect("erasure", row.uid)
    return page(request, "desk/privacy/confirm.html", {**_MENU, **queries.erasure_view(actor, row)})


# ---------------------------------------------------------------------- shared


def _seen(actor: Actor, row: Any) -> None:
    """The words of a request are a closed block: who reads another's stands in the log."""
    if not _is_own(actor, row.person):
        chain = str(row.organisation.uid)
        access_seen(actor=actor, on=clock.today(), subject=row, block="data_requests", chain=chain)


def _is_own(actor: Actor, one: Person) -> bool:
    return str(one.uid) == actor.person_uid


def _one(actor: Actor, uid: UUID) -> Person:
    """The person of the page: oneself, or somebody whose register the actor keeps."""
    one = person_for(actor, uid)
    if not _is_own(actor, one) and not actor.may(Permission.EDIT_REGISTER, one.scope_key):
        what = "xem chương trình giữ gì về người này"
        raise NotAllowedError(what)
    return one


def _head(actor: Actor, one: Person) -> dict[str, Any]:
    return {
        "menu": "nguoi",
        "one": one,
        "is_own": _is_own(actor, one),
        "may_keep": actor.may(Permission.EDIT_REGISTER, one.scope_key),
        "may_decide": actor.may(Permission.OVERRIDE, one.scope_key),
    }


def _asked(actor: Actor, row: Any) -> dict[str, Any]:
    return {"row": row, "state": queries.request_state(actor, row), **_head(actor, row.person)}
