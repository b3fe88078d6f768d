"""The board, and bringing somebody into the source. The same as a table, with figures from above: room ``reviews``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_GET, require_http_methods

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.development import actions, queries
from chibo.development.forms import SourceForm
from chibo.development.views.common import answer_form, show
from chibo.register.queries import home

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@door(Permission.VIEW_CASES)
def board(request: HttpRequest) -> HttpResponse:
    """Show everybody by stage."""
    actor = actor_of(request)
    said = {
        "board": queries.board(actor, home(actor), clock.today()),
        "may_make": actor.holds(Permission.MAKE_PAPERS),
    }
    return show(request, "board", said)


@require_http_methods(["GET", "POST"])
@door(Permission.RECORD_STEPS)
def add(request: HttpRequest) -> HttpResponse:
    """Bring a member of the staff into the source."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    people = list(queries.newcomers(organisation, on))
    form = SourceForm(
        request.POST or None,
        people=people,
        resolutions=queries.resolutions_of(organisation, on)[:60],
        initial={"person": request.GET.get("nguoi", "")},
    )

    def save(data: dict[str, Any]) -> None:
        actions.open_case(actor=actor, on=on, organisation=organisation, **data)

    def draw(context: dict[str, Any], status: int) -> HttpResponse:
        return show(request, "add", {"people": people, **context}, status=status)

    return answer_form(request, form, save, draw, "/phat-trien/")
