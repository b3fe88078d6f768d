"""The own statement: page by page by its person, then looked at, taken over or sent back by the committee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotYoursError
from chibo.base.web import actor_of, door
from chibo.development import actions, declaring, papers, queries
from chibo.development.forms import OwnHistoryForm, OwnPageForm, OwnRelativesForm, SendBackForm, TakeForm
from chibo.development.views.common import case_address, case_of, show
from chibo.development.views.outside import draw, with_visitor
from chibo.documents.download import attachment

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from chibo.base.refusal import Fault
    from chibo.development.declaring import OwnPage
    from chibo.development.models import Declaration
    from chibo.development.queries import Visitor

_HOME = "development:declaration"


@require_GET
@with_visitor("declaration", or_account=True)
def hub(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the pages of the statement: which are told, which are open; and where it stands."""
    row = queries.declaration_of(visitor.case, clock.today())
    told = queries.told_in(row)
    pages = [(page, page.slug in told.get("pages", ())) for page in declaring.PAGES]
    context = {
        "visitor": visitor,
        "row": row,
        "last": queries.last_of(visitor.case),
        "pages": pages,
        "before": queries.last_entry(visitor.code) if visitor.code else None,
        "rule": queries.rule_of(visitor.case.organisation),
        "who_sees": declaring.WHO_SEES,
    }
    return draw(request, "declaration", context)


@require_http_methods(["GET", "POST"])
@with_visitor("declaration", or_account=True)
def one_page(request: HttpRequest, visitor: Visitor, slug: str) -> HttpResponse:
    """Take what one page tells, and go on to the next one or back to the list."""
    on = clock.today()
    page = declaring.BY_SLUG.get(slug)
    row = queries.declaration_of(visitor.case, on)
    if page is None or (row is not None and row.state == "sent"):
        return HttpResponseRedirect(reverse(_HOME))
    form = _form(request, visitor, page, row)
    if request.method == "POST" and form.is_valid():
        told = queries.told_in(row)
        pages = sorted({*told.get("pages", ()), slug})
        actions.save_page(actor=visitor.actor, on=on, case=visitor.case, told={**_told(form, slug), "pages": pages})
        return HttpResponseRedirect(_then(request, slug))
    context = {
        "visitor": visitor,
        "page": page,
        "form": form,
        "who_sees": declaring.WHO_SEES,
        "circle": queries.circle_on(visitor.case, on),
        "is_rows": slug in {declaring.HISTORY, declaring.RELATIVES},
    }
    return draw(request, "declaration_page", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, visitor: Visitor, page: OwnPage, row: Declaration | None) -> Any:
    told, data = queries.told_in(row), request.POST or None
    if page.slug == declaring.HISTORY:
        return OwnHistoryForm(data, known=told.get("history", ()))
    if page.slug == declaring.RELATIVES:
        circle = queries.circle_on(visitor.case, clock.today()).relations
        known = told.get("relatives", ())
        return OwnRelativesForm(data, known=known, circle=circle, initial={"consent": told.get("consent", False)})
    names = [(name, queries.label_of(name)) for name in page.fields]
    return OwnPageForm(data, names=names, initial={name: queries.said_in(told, name) for name in page.fields})


def _told(form: Any, slug: str) -> dict[str, Any]:
    if slug == declaring.HISTORY:
        return {"history": form.content()}
    if slug == declaring.RELATIVES:
        return {"relatives": form.content(), "consent": form.cleaned_data["consent"]}
    return dict(form.told())


def _then(request: HttpRequest, slug: str) -> str:
    """Where a saved page leads: on, back to the list, or to the same page for more lines."""
    if "them" in request.POST:
        return reverse("development:declaration_page", args=[slug])
    slugs = [page.slug for page in declaring.PAGES]
    later = slugs[slugs.index(slug) + 1 :]
    if "de-sau" in request.POST:
        return reverse(_HOME)
    return (
        reverse("development:declaration_page", args=later[:1]) if later else reverse("development:declaration_check")
    )


@require_http_methods(["GET", "POST"])
@with_visitor("declaration", or_account=True)
def check(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show everything that was told and what is still wrong with it; a POST sends it."""
    on = clock.today()
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            actions.send_declaration(actor=visitor.actor, on=on, case=visitor.case)
        except FaultyError as error:
            faults = error.faults
        else:
            return HttpResponseRedirect(reverse(_HOME))
    row = queries.declaration_of(visitor.case, on)
    told = queries.told_in(row)
    context = {
        "visitor": visitor,
        "row": row,
        "remarks": queries.remarks_on(told, visitor.case, on),
        "pages": [(page, queries.shown(told, page)) for page in declaring.PAGES],
        "faults": faults,
    }
    return draw(request, "declaration_check", context, status=422 if faults else 200)


@require_http_methods(["GET", "POST"])
@with_visitor("declaration", or_account=True)
def withdraw(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Ask once, then take the statement back and erase what it told."""
    on = clock.today()
    if queries.declaration_of(visitor.case, on) is None:
        return HttpResponseRedirect(reverse(_HOME))
    if request.method == "POST":
        actions.withdraw_declaration(actor=visitor.actor, on=on, case=visitor.case)
        return HttpResponseRedirect(reverse(_HOME))
    return draw(request, "declaration_withdraw", {"visitor": visitor})


@require_GET
@with_visitor("declaration", or_account=True)
def guide(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Hand over the sheet to copy by hand, made of what was told."""
    del request
    made = papers.own_guide(actor=visitor.actor, on=clock.today(), case=visitor.case)
    return attachment(made.name, made.content)


# --- the committee ---


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def look(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a statement that was sent, beside the record; a POST takes the chosen parts over."""
    actor, on, found = actor_of(request), clock.today(), case_of(request, uid)
    try:
        row = queries.sent_for(found)
    except NotYoursError:
        return show(request, "declaration_none", {"case": found, "last": queries.last_of(found)})
    told = actions.open_declaration(actor=actor, on=on, declaration=row)
    form = TakeForm(
        request.POST or None,
        parts=queries.parts_to_take(told, found),
        by_day=queries.parts_told_by_day(told, found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["parts"]
            actions.take_over(actor=actor, on=on, declaration=row, chosen=chosen, **form.answer())
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã nhận vào hồ sơ; bản tự khai đã xóa.")
            return HttpResponseRedirect(case_address(found))
    context = {
        "case": found,
        "row": row,
        "lines": queries.to_take(told, found),
        "form": form,
        "back_form": SendBackForm(),
        "remarks": queries.remarks_on(told, found, on),
        "lists": [queries.shown(told, declaring.BY_SLUG[slug]) for slug in (declaring.HISTORY, declaring.RELATIVES)],
    }
    return show(request, "declaration", context, status=422 if form.errors else 200)


@require_POST
@door(Permission.RECORD_STEPS)
def send_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send a statement back with what is to be mended."""
    found = case_of(request, uid)
    form = SendBackForm(request.POST)
    form.is_valid()
    reasons = form.cleaned_data.get("reasons", "")
    row = queries.sent_for(found)
    actions.return_declaration(actor=actor_of(request), on=clock.today(), declaration=row, reasons=reasons)
    messages.success(request, "Đã trả lại; người khai thấy lời này khi vào lại bằng mã.")
    return HttpResponseRedirect(case_address(found))
