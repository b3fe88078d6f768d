"""Giấy chứng nhận: the book, one more, taking one back, what runs out, and who may give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import BodyForm, CertificateForm, PlannedForm, ReasonForm
from chibo.development.views.common import answer_form, show
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_CASES)
def book(request: HttpRequest) -> HttpResponse:
    """Show every certificate, the latest first."""
    actor = actor_of(request)
    organisation = home(actor)
    found = queries.book(actor, organisation, before=request.GET.get("truoc", ""))
    may_record = actor.may(Permission.RECORD_STEPS, organisation.scope_key)
    return show(request, "certificates", {"book": found, "may_record": may_record})


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def record(request: HttpRequest) -> HttpResponse:
    """Keep a certificate that somebody brings; it is also the step of the road."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    given = {"person": request.GET.get("nguoi", ""), "kind": request.GET.get("loai", "")}
    people = queries.people_to_certify(organisation, on)
    form = CertificateForm(request.POST or None, people=people, initial=given)
    back = reverse("development:certificates")

    def save(data: dict[str, Any]) -> None:
        told = {name: data.pop(name) for name in ("issued_on", "issued_by", "number", "kept_at")}
        told_of = actions.CertificateTold(**told)
        actions.record_certificate(actor=actor, on=on, organisation=organisation, told=told_of, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(
            request, "training_form", {"heading": "Ghi giấy chứng nhận", "back": back, **context}, status=status
        )

    return answer_form(request, form, save, draw, back)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take back a certificate typed wrongly."""
    actor, on = actor_of(request), clock.today()
    row = queries.certificate_for(actor, uid)
    back = reverse("development:certificates")

    def save(data: dict[str, Any]) -> None:
        actions.take_back_certificate(actor=actor, on=on, certificate=row, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {"heading": f"Rút lại giấy chứng nhận: {row}", "back": back}
        return show(request, "training_form", {**said, **context}, status=status)

    return answer_form(request, ReasonForm(request.POST or None), save, draw, back)


@require_GET
@door(Permission.VIEW_CASES)
def radar(request: HttpRequest) -> HttpResponse:
    """Show which certificates no longer serve on the day the cell means to consider."""
    actor, on = actor_of(request), clock.today()
    form = PlannedForm(request.GET or None)
    asked = form.cleaned_data["ngay"] if form.is_bound and form.is_valid() else None
    found = queries.radar(actor, home(actor), on, asked)
    return show(request, "radar", {"radar": found, "form": form, "today": on})


@require_http_methods(["GET", "POST"])
@door(Permission.VIEW_CASES)
def bodies(request: HttpRequest) -> HttpResponse:
    """Show who may give certificates, and put one more on the list."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)

    def save(data: dict[str, Any]) -> None:
        actions.keep_body(actor=actor, on=on, organisation=organisation, told=actions.BodyTold(**data))

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        said = {
            "bodies": queries.bodies_of(organisation),
            "by_law": queries.issuers_by_law(on),
            "today": on,
            "may_record": actor.may(Permission.RECORD_STEPS, organisation.scope_key),
        }
        return show(request, "training_bodies", {**said, **context}, status=status)

    return answer_form(request, BodyForm(request.POST or None), save, draw, reverse("development:training_bodies"))


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def body(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set a body right: until when it may give certificates."""
    actor, on = actor_of(request), clock.today()
    row = queries.body_for(actor, uid)
    back = reverse("development:training_bodies")

    def save(data: dict[str, Any]) -> None:
        told = actions.BodyTold(**data)
        actions.keep_body(actor=actor, on=on, organisation=row.organisation, told=told, body=row)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "training_form", {"heading": f"Nơi cấp: {row}", "back": back, **context}, status=status)

    return answer_form(request, BodyForm(request.POST or None, initial=vars(row)), save, draw, back)
