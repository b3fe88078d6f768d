"""Cài đặt → Mẫu văn bản: what is used for each form, an office's own versions, the trial, putting into use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page
from chibo.desk.queries import templates as queries
from chibo.documents import actions
from chibo.documents.download import attachment
from chibo.documents.forms import BackForm, TemplateForm, UseForm
from chibo.documents.office import catalogue
from chibo.documents.office.language import with_marks
from chibo.documents.queries.templates import template_for
from chibo.documents.trials import SIDES, sample_pages
from chibo.register.queries import home

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from chibo.base.access import Actor
    from chibo.documents.models import OfficeTemplate

_REFUSED = 422


@require_safe
@door(Permission.CHANGE_SETTINGS)
def templates(request: HttpRequest) -> HttpResponse:
    """Every form of every regime, and which template is in use."""
    organisation = home(actor_of(request))
    context = {"organisation": organisation, "regimes": queries.template_forms(organisation, clock.today())}
    return page(request, "desk/templates.html", {**context, "menu": "cai-dat"})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.CHANGE_SETTINGS)
def template(request: HttpRequest, regime: str, name: str) -> HttpResponse:
    """One form: its fields, its versions; upload a new one."""
    actor, form = actor_of(request), TemplateForm()
    if request.method == "POST":
        form = TemplateForm(request.POST, request.FILES)
        version = _kept(form, actor, regime, name) if form.is_valid() else None
        if version is not None:
            messages.info(request, f"Đã nhận bản {version.version}. Xem thử bên dưới rồi mới đưa vào dùng.")
            return redirect("template_version", version.uid)
    return _form_page(request, regime, name, {"form": form}, _REFUSED if form.errors else 200)


def _form_page(request: HttpRequest, regime: str, name: str, forms: dict[str, Any], status: int) -> HttpResponse:
    today = clock.today()
    found = queries.template_form(home(actor_of(request)), queries.regime_of(regime), name, today)
    back = BackForm(has_above=found.has_above, initial={"starts_on": today})
    context = {"found": found, "form": TemplateForm(), "back_form": back, "menu": "cai-dat", **forms}
    return page(request, "desk/template.html", context, status=status)


def _kept(form: TemplateForm, actor: Actor, regime: str, name: str) -> OfficeTemplate | None:
    """Keep what was sent, or leave every fault with the form."""
    organisation = home(actor)
    file, content = form.content()
    try:
        return actions.keep_template(
            actor=actor,
            on=clock.today(),
            organisation_uid=organisation.uid,
            scope_key=organisation.scope_key,
            regime=regime,
            template=name,
            name=file,
            content=content,
        )
    except FaultyError as error:
        form.add_faults(error)
    return None


@require_safe
@door(Permission.CHANGE_SETTINGS)
def template_ours(request: HttpRequest, regime: str, name: str) -> HttpResponse:
    """Our own template, with its fields as people read them, to start from."""
    found = queries.template_form(home(actor_of(request)), queries.regime_of(regime), name, clock.today())
    return attachment(f"{found.name} (mẫu gốc {regime}).docx", with_marks(catalogue.ours(regime, name)))


@require_POST
@door(Permission.CHANGE_SETTINGS)
def template_back(request: HttpRequest, regime: str, name: str) -> HttpResponse:
    """Use our template again, or follow the organisation above."""
    actor, today = actor_of(request), clock.today()
    organisation = home(actor)
    found = queries.template_form(organisation, queries.regime_of(regime), name, today)
    form = BackForm(request.POST, has_above=found.has_above)
    try:
        if form.is_valid():
            actions.go_back(
                actor=actor,
                on=today,
                organisation_uid=organisation.uid,
                scope_key=organisation.scope_key,
                regime=regime,
                template=name,
                **form.cleaned_data,
            )
            messages.info(request, f"Từ {say_date(form.cleaned_data['starts_on'])} dùng lại mẫu đã chọn.")
            return redirect("template", regime, name)
    except FaultyError as error:
        form.add_faults(error)
    return _form_page(request, regime, name, {"back_form": form}, _REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.CHANGE_SETTINGS)
def template_version(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Try one version on the sample; put it into use from a day."""
    actor, today = actor_of(request), clock.today()
    version = template_for(actor, uid)
    form = UseForm(request.POST if request.method == "POST" else None, initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.use_template(actor=actor, on=today, version=version, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.info(request, f"Giấy ghi ngày từ {say_date(form.cleaned_data['starts_on'])} dùng bản này.")
            return redirect("template", version.regime, version.template)
    context = {"trial": queries.template_trial(version), "form": form, "sides": SIDES, "menu": "cai-dat"}
    return page(request, "desk/template_trial.html", context, status=_REFUSED if form.errors else 200)


@require_POST
@door(Permission.CHANGE_SETTINGS)
def template_mend(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the field that was meant, as a new version."""
    actor = actor_of(request)
    mended = actions.mend_template(actor=actor, on=clock.today(), version=template_for(actor, uid))
    messages.info(request, f"Đã sửa tên trường thành bản {mended.version}.")
    return redirect("template_version", mended.uid)


@require_safe
@door(Permission.CHANGE_SETTINGS)
def template_saved(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One version as a file for Word."""
    actor = actor_of(request)
    version = template_for(actor, uid)
    content = actions.open_template(actor=actor, on=clock.today(), version=version)
    name = f"{queries.form_name(version.template)} (bản {version.version}).docx"
    return attachment(name, with_marks(content))


@require_safe
@door(Permission.CHANGE_SETTINGS)
def template_pages(request: HttpRequest, uid: UUID, side: str) -> HttpResponse:
    """The sample paper's pages as a picture."""
    version = template_for(actor_of(request), uid)
    if side not in SIDES:
        raise Http404
    return HttpResponse(sample_pages(version, side), content_type="image/png")
