"""Lần đầu sử dụng: one question a page, kept in the session until the last; then everything is written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import login
from django.shortcuts import redirect
from django.urls import reverse

from chibo.accounts import queries
from chibo.base import clock
from chibo.base.refusal import FaultyError
from chibo.base.web import missing, page
from chibo.desk.first_run import actions, restoring
from chibo.desk.first_run.answers import IMPORT, LAST, STEPS, Answers, open_step, to_keep
from chibo.desk.first_run.forms import CellForm, OwnerForm, SuperiorForm, TargetForm, TermForm
from chibo.desk.safekeeping.forms import RestoreForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm

_KEPT = "first_run"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first open question of an empty installation; any other installation has no such page."""
    if not queries.is_empty():
        return missing(request)
    if restoring.is_asked():
        return redirect("first_run_restore")
    return redirect("first_run_step", step=open_step(request.session.get(_KEPT, {})))


def restore(request: HttpRequest) -> HttpResponse:
    """Make a backup ready instead of beginning anew; the next start opens it."""
    if not queries.is_empty():
        return missing(request)
    if request.POST.get("viec") == "bo":
        restoring.take_back()
        return redirect("first_run")
    found = restoring.heard()
    form = RestoreForm(request.POST or None, initial={"source": found.source})
    if request.method == "POST" and (restoring.is_asked() or _is_begun(form)):
        return redirect("first_run_restore")
    context = {"form": form, "found": found, "is_server": restoring.is_server()}
    return page(request, "desk/first_run/restore.html", context, status=422 if form.errors else 200)


def _is_begun(form: RestoreForm) -> bool:
    """Begin what the form asks for; where it cannot be begun the form says why."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        restoring.begin(source=said["source"], sheet=said["sheet_phrase"], phrase=said["phrase"])
    except FaultyError as error:
        form.add_faults(error)
        return False
    return True


def question(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one question; an answer is kept and leads to the next one."""
    if step not in STEPS or not queries.is_empty():
        return missing(request)
    if restoring.is_asked():  # the next start would put the backup in the place of what is written here
        return redirect("first_run_restore")
    kept = request.session.get(_KEPT, {})
    if list(STEPS).index(step) > list(STEPS).index(open_step(kept)):
        return redirect("first_run")
    form = _form(request, step, kept.get(step))
    if form.is_valid():
        answered = _finish(request, form, kept) if step == LAST else _keep(request, step, form, kept)
        if answered is not None:
            return answered
    context = {"form": form, "step": step, "heading": STEPS[step], "steps": _road(step), "can_skip": step == "chi-tieu"}
    return page(request, "desk/first_run/question.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, step: str, kept: dict[str, Any] | None) -> HouseForm:
    data = request.POST if request.method == "POST" else None
    if step == "nhiem-ky":
        return TermForm(data, initial=kept, on=clock.today())
    form = {"ten-chi-bo": CellForm, "cap-tren": SuperiorForm, "chi-tieu": TargetForm, LAST: OwnerForm}[step]
    return form(data, initial=kept)


def _keep(request: HttpRequest, step: str, form: HouseForm, kept: dict[str, Any]) -> HttpResponse:
    request.session[_KEPT] = {**kept, step: to_keep(form.cleaned_data)}
    following = list(STEPS)[list(STEPS).index(step) + 1]
    return redirect("first_run_step", step=following)


def _finish(request: HttpRequest, form: HouseForm, kept: dict[str, Any]) -> HttpResponse | None:
    """Write everything, sign the owner in and lead to the import; ``None`` where something has to be repaired."""
    owner = form.cleaned_data
    actor = queries.system_actor(at=clock.now(), name=f"{owner['display_name']} (lần đầu sử dụng)")
    try:
        user = actions.begin(actor=actor, on=clock.today(), answers=Answers.of(kept), **owner)
    except FaultyError as error:
        form.add_faults(error)
        return None
    request.session.pop(_KEPT, None)
    login(request, user, backend=_BACKEND)
    return redirect("/nhap-danh-sach/")


def _road(step: str) -> list[dict[str, str]]:
    """The steps above the question: done, which can be opened again, now, still to come; the last is the import."""
    here = list(STEPS).index(step)
    asked = [
        {
            "label": label,
            "state": "done" if place < here else "now" if place == here else "",
            "href": reverse("first_run_step", args=[name]) if place < here else "",
        }
        for place, (name, label) in enumerate(STEPS.items())
    ]
    return [*asked, {"label": IMPORT, "state": ""}]
