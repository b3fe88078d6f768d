"""What the doors of promises share: saving a form, or showing it again with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponseRedirect

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.dates import say_time
from chibo.base.numbers import whole_number
from chibo.base.privacy import access_seen
from chibo.base.web import actor_of, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from chibo.base.access import Actor
    from chibo.base.forms import HouseForm
    from chibo.register.models import Organisation
    from chibo.reviews.models import CampaignEntry, Commitment

_FIRST_YEAR: Final = 1930
_LAST_YEAR: Final = 9998


def may_write(actor: Actor, organisation: Organisation) -> bool:
    """Whether the pages offer to write."""
    return actor.may(Permission.EDIT_REGISTER, organisation.scope_key)


def reads_words(
    request: HttpRequest, found: Commitment | CampaignEntry, organisation: Organisation, block: str
) -> bool:
    """Whether the reader may read what a member put down; who reads another's words is written to the log."""
    actor = actor_of(request)
    if actor.person_uid == str(found.person.uid):
        return True
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        return False
    if request.method == "GET":
        access_seen(actor=actor, on=clock.today(), subject=found.person, block=block, chain=str(organisation.uid))
    return True


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a page of this room."""
    return page(request, f"reviews/{template}.html", {"menu": "danh-gia", **context}, status=status)


def answer(
    request: HttpRequest,
    form: HouseForm,
    save: Callable[[dict[str, Any]], object],
    draw: Callable[[int], HttpResponse],
    then: str,
) -> HttpResponse:
    """Save and go on to ``then``; refused → the same page with every reason and all that was typed."""
    if not form.is_bound:
        return draw(200)
    if form.is_taken_by(lambda **data: save(data)):
        say_saved(request)
        return HttpResponseRedirect(then)
    return draw(422)


def say_saved(request: HttpRequest) -> None:
    """Tell when it was saved: "Đã lưu lúc 8:12."."""
    messages.success(request, f"Đã lưu lúc {say_time(clock.now())}.")


def year_asked(request: HttpRequest) -> int:
    """The year of the address (``?nam=``), else this one."""
    year = whole_number(request.GET.get("nam", "")) or 0
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else clock.today().year
