"""Nhật ký: the page with its sieve, its check, the file with its proof, and sealing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.numbers import whole_number
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page, refusal_context
from chibo.desk.log import actions, queries, seals
from chibo.desk.log.forms import SealCodeForm, SealRuleForm, SieveForm
from chibo.documents.download import attachment

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from chibo.base.access import Actor

MENU = "cai-dat"


@require_GET
@door(Permission.VIEW_AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """Show the newest lines that fit the sieve, a page at a time."""
    actor = actor_of(request)
    form, chains = _sieve(actor, request.GET)
    before = whole_number(request.GET.get("truoc", ""))
    shown = queries.page_of(actor, form.wanted(), chains, before)
    kept = request.GET.copy()
    kept.pop("truoc", None)
    context = {
        "menu": MENU,
        "form": form,
        "shown": shown,
        "kept": kept.urlencode(),
        "forms": actions.FORMS,
        "many": len(chains) > 1,
        "may_seal": queries.may_see_machine(actor),
    }
    return page(request, "desk/log.html", context, status=422 if form.errors else 200)


def _sieve(actor: Actor, said: QueryDict) -> tuple[SieveForm, dict[str, str]]:
    """The sieve as it was typed, and the chains it asks for. Raises ``NotYoursError`` for a log out of reach."""
    known = queries.units(actor)
    asked = queries.Wanted(unit=said.get("don_vi", ""))
    chains = queries.chains_for(actor, asked, known)
    units = known if asked.unit in {"", queries.EVERY, *dict(known)} else [*chains.items(), *known]
    return SieveForm(said or {}, units=units, actors=queries.actors_in(chains)), chains


@require_POST
@door(Permission.VIEW_AUDIT)
@fresh
def export(request: HttpRequest) -> HttpResponse:
    """Give the lines that fit the sieve as a file with its sheet of proof."""
    actor = actor_of(request)
    form, _ = _sieve(actor, request.POST)
    kind = request.POST.get("form", "")
    name, content = actions.export_log(actor=actor, on=clock.today(), wanted=form.wanted(), form=kind)
    return attachment(name, content)


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_AUDIT)
def check(request: HttpRequest) -> HttpResponse:
    """Ask whether to look at the whole log; a POST looks and says what it found, in the background when it is long."""
    actor = actor_of(request)
    if request.method == "GET":
        return page(request, "desk/log_check.html", {"menu": MENU, "lines": seals.how_many(actor)})
    if seals.is_long():
        return redirect("job", uid=actions.ask_to_check_log(actor=actor, on=clock.today()).uid)
    report, names = actions.check_log(actor=actor, on=clock.today())
    return page(request, "desk/log_check.html", {"menu": MENU, **seals.report_said(report, names)})


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_AUDIT)
def sealing(request: HttpRequest) -> HttpResponse:
    """Show the seals and how sealing is set; a POST sets it."""
    actor, today = actor_of(request), clock.today()
    seals.ensure(actor)
    form = SealRuleForm(request.POST or None, initial=seals.rule_now())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_sealing(actor=actor, on=today, is_on=said["is_on"], witness_folder=said["witness"])
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã lưu cách niêm phong.")
            return redirect("log_seals")
    context = {**_sealing(actor), "form": form, "code": SealCodeForm()}
    return page(request, "desk/log_seals.html", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.VIEW_AUDIT)
def seal(request: HttpRequest) -> HttpResponse:
    """Seal the log now."""
    made, away = actions.seal_now(actor=actor_of(request), on=clock.today())
    messages.success(request, f"Đã niêm phong lần {made.number}. In tờ niêm phong rồi cất trong tủ hồ sơ.")
    if away:
        messages.warning(request, f"{away} Lần niêm phong sau sẽ ghi bù.")
    return redirect("log_seals")


@require_POST
@door(Permission.VIEW_AUDIT)
def seal_code(request: HttpRequest) -> HttpResponse:
    """Tell whether the log still fits the sheet whose code was typed."""
    actor = actor_of(request)
    seals.ensure(actor)
    form = SealCodeForm(request.POST)
    context = {**_sealing(actor), "form": SealRuleForm(initial=seals.rule_now()), "code": form}
    if form.is_valid():
        try:
            context |= actions.check_code(actor=actor, on=clock.today(), typed=form.cleaned_data["ma"])
        except FaultyError as error:
            context |= refusal_context(error)
    return page(request, "desk/log_seals.html", context, status=422 if form.errors or "faults" in context else 200)


@require_GET
@door(Permission.VIEW_AUDIT)
def seal_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Give the sheet of a seal, to be printed."""
    actor = actor_of(request)
    made = seals.seal_for(actor, number)
    return attachment(*actions.print_seal(actor=actor, on=clock.today(), made=made))


def _sealing(actor: Actor) -> dict[str, object]:
    return {"menu": MENU, "seals": seals.newest_seals(actor)}
