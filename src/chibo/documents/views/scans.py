"""The page of a paper's scans, the same in every room: look, upload, compare, remove; one form a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import messages
from django.http import HttpResponseRedirect

from chibo.base import clock
from chibo.base.dates import say_date
from chibo.base.forms import HouseForm
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, page
from chibo.documents import actions
from chibo.documents.forms import CompareForm, RemoveScanForm, ScanForm
from chibo.documents.queries.scans import may_see, scan_on, scans_are_kept, scans_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from chibo.documents.queries.scans import Shelf

_Form = TypeVar("_Form", bound=HouseForm)


def scan_page(request: HttpRequest, shelf: Shelf, context: dict[str, Any]) -> HttpResponse:
    """Show a paper's scans, or do what was asked of them; ``context`` names the paper, its menu and the way back."""
    if request.method == "POST":
        form = _VERBS.get(request.POST.get("viec", ""), _add)(request, shelf)
        if form is None:
            return HttpResponseRedirect(request.path)
        return _show(request, shelf, {**context, "sent": form}, 422)
    return _show(request, shelf, context, 200)


def _show(request: HttpRequest, shelf: Shelf, context: dict[str, Any], status: int) -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    sees = may_see(actor, shelf)
    scans = scans_of(shelf) if sees else []
    if any(scan.removed_on is None for scan in scans):
        actions.note_scans_seen(actor=actor, on=today, shelf=shelf)
    sent = context.get("sent")
    said = {
        "scans": [scan for scan in scans if scan.removed_on is None],
        "removed": [scan for scan in scans if scan.removed_on is not None],
        "may_see": sees,
        "may_keep": actor.may(shelf.kept_with, shelf.scope_key),
        "are_kept": scans_are_kept(shelf.scope_key),
        "form": sent if isinstance(sent, ScanForm) else ScanForm(),
        "wrong": [message for _, message in sent.all_faults()] if sent and not isinstance(sent, ScanForm) else [],
        "today_said": say_date(today),
    }
    return page(request, "documents/scans.html", {**said, **context}, status=status)


def _add(request: HttpRequest, shelf: Shelf) -> HouseForm | None:
    def add(form: ScanForm) -> str:
        name, content = form.content()
        _, is_known = actions.add_scan(
            actor=actor_of(request), on=clock.today(), shelf=shelf, name=name, content=content
        )
        if is_known:
            return "Đã gắn bản chụp. Đúng tệp này đã có trong kho từ trước nên chương trình chỉ giữ một bản."
        return "Đã giữ bản chụp, mã hóa trong kho."

    return _done(request, ScanForm(request.POST, request.FILES), add)


def _compare(request: HttpRequest, shelf: Shelf) -> HouseForm | None:
    def compare(form: CompareForm) -> str:
        scan = scan_on(shelf, request.POST.get("ban", ""))
        actions.compare_scan(actor=actor_of(request), on=clock.today(), scan=scan, **form.cleaned_data)
        return "Đã ghi đối chiếu với bản chính."

    return _done(request, CompareForm(request.POST), compare)


def _remove(request: HttpRequest, shelf: Shelf) -> HouseForm | None:
    def remove(form: RemoveScanForm) -> str:
        scan = scan_on(shelf, request.POST.get("ban", ""))
        actions.remove_scan(actor=actor_of(request), on=clock.today(), scan=scan, **form.cleaned_data)
        return "Đã gỡ bản chụp; lý do nằm trong nhật ký."

    return _done(request, RemoveScanForm(request.POST), remove)


def _done(request: HttpRequest, form: _Form, act: Callable[[_Form], str]) -> _Form | None:
    """Do it and say so, or give the form back with every reason."""
    if form.is_valid():
        try:
            messages.info(request, act(form))
        except FaultyError as error:
            form.add_faults(error)
        else:
            return None
    return form


_VERBS = {"them": _add, "doi-chieu": _compare, "go": _remove}
