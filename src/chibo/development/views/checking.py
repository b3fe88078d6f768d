"""Working through the check: looking at paper, giving a reason, typing what nobody typed, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.numbers import whole_number
from chibo.base.refusal import NotYoursError
from chibo.base.web import actor_of, door
from chibo.development import actions, check_words, queries, words
from chibo.development.forms import SECTION_FORMS, ReturnForm, WaiverForm
from chibo.development.views.common import answer_form, case_of, say_saved, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_MOST_PAGES = 9999


@require_GET
@door(Permission.VIEW_CASES)
def faults_print(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Show what must be repaired as a sheet for the cell's meeting."""
    actor, on = actor_of(request), clock.today()
    found = queries.case_for(actor, uid)
    view = queries.dossier(found, words.dossier_of_slug(slug), on)
    actions.note_viewing(actor=actor, on=on, case=found, dossier=view.kind)
    return show(request, "faults_print", {"case": found, "view": view, "back": _dossier(uid, slug)})


@require_POST
@door(Permission.RECORD_STEPS)
def tick(request: HttpRequest, uid: UUID, slug: str, kind: str) -> HttpResponse:
    """Record that somebody looked at the paper."""
    pages = whole_number(request.POST.get("pages", ""))
    actions.record_tick(
        actor=actor_of(request),
        on=clock.today(),
        case=case_of(request, uid),
        kind=kind,
        pages=pages if pages is not None and pages <= _MOST_PAGES else None,
    )
    say_saved(request)
    return HttpResponseRedirect(_dossier(uid, slug))


@require_http_methods(["GET", "POST"])
@door(Permission.OVERRIDE)
def waive(request: HttpRequest, uid: UUID, slug: str, code: str, mark_uid: UUID | str) -> HttpResponse:
    """Let one fault pass with a written reason."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)
    item = queries.finding_of(found, on, code, str(mark_uid))

    def save(data: dict[str, Any]) -> None:
        actions.waive_finding(actor=actor, on=on, case=found, code=code, mark=str(mark_uid), reason=data["reason"])

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"case": found, "item": item, "back": _dossier(uid, slug)}
        return show(request, "waive", {**said, **context}, status=status)

    return answer_form(request, WaiverForm(request.POST or None), save, draw, _dossier(uid, slug))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def section(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Type one section that the check asks for."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)
    if name not in check_words.SECTION_SLUGS:
        raise NotYoursError
    known, heading = check_words.SECTION_SLUGS[name]
    told = actions.open_section(actor=actor, on=on, case=found, name=known)
    form = SECTION_FORMS[known](request.POST or None, known=told or ())
    back = _dossier(uid, "ket-nap")

    def save(_data: dict[str, Any]) -> None:
        actions.record_section(actor=actor, on=on, case=found, name=known, content=form.content())

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(
            request,
            "section",
            {"case": found, "heading": heading, "name": name, "back": back, **context},
            status=status,
        )

    return answer_form(request, form, save, draw, back)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def record_return(request: HttpRequest, uid: UUID, slug: str) -> HttpResponse:
    """Record that the dossier came back, and why."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)

    def save(data: dict[str, Any]) -> None:
        actions.record_return(actor=actor, on=on, case=found, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "return", {"case": found, "back": _dossier(uid, slug), **context}, status=status)

    return answer_form(request, ReturnForm(request.POST or None), save, draw, _dossier(uid, slug))


@require_POST
@door(Permission.RECORD_STEPS)
def resolve_reason(request: HttpRequest, uid: UUID, slug: str, reason_uid: UUID) -> HttpResponse:
    """Mark one reason of a return as repaired."""
    reason = queries.return_reason_for(case_of(request, uid), reason_uid)
    actions.resolve_return_reason(actor=actor_of(request), on=clock.today(), reason=reason)
    say_saved(request)
    return HttpResponseRedirect(_dossier(uid, slug))


@require_GET
@door(Permission.VIEW_CASES)
def returns(request: HttpRequest) -> HttpResponse:
    """Count why dossiers came back."""
    return show(request, "returns", {"counted": queries.reasons_counted(actor_of(request))})


def _dossier(uid: UUID, slug: str) -> str:
    return reverse("development:dossier", args=[uid, slug])
