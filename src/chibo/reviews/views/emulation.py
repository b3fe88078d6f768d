"""Thi đua: the campaigns, one campaign with who takes part, the unit's part, one person's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.web import actor_of, door
from chibo.register.queries import home
from chibo.reviews import actions, queries
from chibo.reviews.forms.emulation import CampaignForm, EntryForm, RegisterForm, UnitForm
from chibo.reviews.forms.people import ReasonForm
from chibo.reviews.views.promising import answer, may_write, reads_words, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

_WRITE = ["GET", "HEAD", "POST"]
_ABOUT = ("name", "launcher", "launched_by", "starts_on", "ends_on", "circle", "register_by", "aim")
_UNIT = ("unit_registered_on", "unit_pledge", "evaluated_on", "evaluation")


@require_safe
@door(Permission.VIEW_PEOPLE)
def campaigns(request: HttpRequest) -> HttpResponse:
    """Show every campaign with how many take part."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    said = {"campaigns": queries.campaigns_of(organisation, on), "on": on, "may_write": may_write(actor, organisation)}
    return show(request, "campaigns", said)


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def launch(request: HttpRequest) -> HttpResponse:
    """Put down a campaign."""
    actor, on = actor_of(request), clock.today()
    organisation = home(actor)
    form = CampaignForm(request.POST or None, initial={"starts_on": on})

    def save(data: dict[str, Any]) -> None:
        del data
        actions.launch_campaign(actor=actor, on=on, organisation=organisation, about=form.about())

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Ghi đợt thi đua", "back": reverse("campaigns"), "trail": "Thi đua"}
        return show(request, "promise_form", said, status=status)

    return answer(request, form, save, draw, reverse("campaigns"))


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what is known of a campaign."""
    actor, on = actor_of(request), clock.today()
    found = queries.campaign_for(actor, uid)
    form = CampaignForm(request.POST or None, initial={name: getattr(found, name) for name in _ABOUT})

    def save(data: dict[str, Any]) -> None:
        del data
        actions.change_campaign(actor=actor, on=on, campaign=found, about=form.about())

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Sửa đợt thi đua", "back": _at(uid), "trail": found.name}
        return show(request, "promise_form", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(_WRITE)
@door(Permission.VIEW_PEOPLE)
def campaign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show who takes part; a POST registers the people ticked."""
    actor, on = actor_of(request), clock.today()
    found = queries.campaign_page(queries.campaign_for(actor, uid), on)
    form = RegisterForm(request.POST or None, people=found.outside, initial={"registered_on": on})

    def save(data: dict[str, Any]) -> None:
        actions.register_people(actor=actor, on=on, campaign=found.campaign, **data)

    def draw(status: int) -> HttpResponse:
        said = {"found": found, "form": form, "may_write": may_write(actor, found.campaign.organisation), "on": on}
        return show(request, "campaign", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(_WRITE)
@door(Permission.EDIT_REGISTER)
def unit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what the unit registered for, and its evaluation."""
    actor, on = actor_of(request), clock.today()
    found = queries.campaign_for(actor, uid)
    form = UnitForm(request.POST or None, initial={name: getattr(found, name) for name in _UNIT})

    def save(data: dict[str, Any]) -> None:
        actions.write_unit_part(actor=actor, on=on, campaign=found, **data)

    def draw(status: int) -> HttpResponse:
        said = {"form": form, "title": "Phần của đơn vị", "back": _at(uid), "trail": found.name}
        return show(request, "promise_form", said, status=status)

    return answer(request, form, save, draw, _at(uid))


@require_http_methods(_WRITE)
@door()
def entry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one person's part; a POST writes it. The person in question may, too."""
    actor, on = actor_of(request), clock.today()
    found = queries.entry_for(actor, uid)
    fields = ("pledge", "result", "told_on", "kept_at")
    form = EntryForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    back = _at(found.campaign.uid) if actor.holds(Permission.VIEW_PEOPLE) else reverse("campaign_entry", args=[uid])

    def save(data: dict[str, Any]) -> None:
        actions.write_entry(actor=actor, on=on, entry=found, **data)

    def draw(status: int) -> HttpResponse:
        may_read = reads_words(request, found, found.campaign.organisation, "campaign_entry")
        writes = may_read and may_write(actor, found.campaign.organisation)
        said = {
            "may_read": may_read,
            "entry": found,
            "form": form,
            "back": back,
            "taking": ReasonForm(prefix="bo"),
            "may_write": writes,
        }
        said["may_tell"] = writes or actor.person_uid == str(found.person.uid)
        return show(request, "campaign_entry", said, status=status)

    return answer(request, form, save, draw, back)


@require_http_methods(["POST"])
@door(Permission.EDIT_REGISTER)
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take away a registration put down by mistake."""
    actor, on = actor_of(request), clock.today()
    found = queries.entry_for(actor, uid)
    form = ReasonForm(request.POST, prefix="bo")

    def save(data: dict[str, Any]) -> None:
        actions.take_back_entry(actor=actor, on=on, entry=found, **data)

    def draw(status: int) -> HttpResponse:
        said = {"entry": found, "form": EntryForm(), "back": _at(found.campaign.uid), "taking": form}
        return show(request, "campaign_entry", {**said, "may_write": True, "may_tell": True}, status=status)

    return answer(request, form, save, draw, _at(found.campaign.uid))


def _at(uid: UUID) -> str:
    return reverse("campaign", args=[uid])
