"""What the doors of this room share: the case of the address, saving with its refusals, and where to go then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from chibo.base import clock
from chibo.base.dates import say_time
from chibo.base.refusal import FaultyError, RefusedError
from chibo.base.web import actor_of, page, refusal_context
from chibo.development import queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.base.forms import HouseForm
    from chibo.development.models import DevelopmentCase

MENU = "phat-trien"


def case_of(request: HttpRequest, uid: UUID) -> DevelopmentCase:
    """The case of the address, if this reader may see it."""
    return queries.case_for(actor_of(request), uid)


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a page of this room."""
    return page(request, f"development/{template}.html", {"menu": MENU, **context}, status=status)


def answer_form(
    request: HttpRequest,
    form: HouseForm,
    save: Callable[[dict[str, Any]], object],
    draw: Callable[[dict[str, Any], int], HttpResponse],
    then: str,
) -> HttpResponse:
    """Save and go on to ``then``; refused → the same page with every reason and all that was typed."""
    if request.method != "POST":
        return draw({"form": form}, 200)
    if not form.is_valid():
        return draw({"form": form}, 422)
    try:
        save(form.cleaned_data)
    except FaultyError as error:
        form.add_faults(error)
        return draw({"form": form}, 422)
    except RefusedError as error:
        return draw({"form": form, **refusal_context(error)}, 422)
    say_saved(request)
    return HttpResponseRedirect(then)


def say_saved(request: HttpRequest) -> None:
    """Tell when it was saved: "Đã lưu lúc 8:12."."""
    messages.success(request, f"Đã lưu lúc {say_time(clock.now())}.")


def case_address(case: DevelopmentCase) -> str:
    """The page of a case."""
    return reverse("development:case", args=[case.uid])
