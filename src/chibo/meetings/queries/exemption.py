"""Miễn công tác, sinh hoạt: who is exempted, who asked, which resolution waits to be entered; who stayed away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.refusal import NotYoursError
from chibo.law import exemption
from chibo.law.calendar import age_on
from chibo.law.vocabulary import ExemptionGround, Sex
from chibo.meetings.models import ExemptionRequest
from chibo.register import facts as register_facts
from chibo.register import queries as register
from chibo.register.models import Membership

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.law.verdict import Finding
    from chibo.meetings.models import Resolution
    from chibo.register.models import Exemption, Organisation, Person

_ENDED_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request still open, and the resolution that granted it, where there is one."""

    request: ExemptionRequest
    resolution: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionPage:
    """The page Miễn công tác, sinh hoạt. It names no grounds: they may tell of health."""

    held: tuple[Exemption, ...]
    ended: tuple[Exemption, ...]
    requests: tuple[RequestLine, ...]
    may_run: bool
    may_edit: bool


def before_the_book(held: Exemption) -> str:
    """What to say of an exemption from before the book was opened: since when its member was here is not known."""
    spells = Membership.objects.filter(person=held.person_id, organisation=held.organisation_id)
    if spells.filter(starts_on__lte=held.starts_on).exists():
        return ""
    first = spells.order_by("starts_on").first()
    opened = f" ({say_date(first.starts_on)})" if first is not None else ""
    who = held.person.full_name
    return f"Sổ chưa biết {who} vào chi bộ từ ngày nào, chỉ biết có tên khi mở sổ{opened}; ghi theo giấy."


def exemption_page(actor: Actor, organisation: Organisation, on: date) -> ExemptionPage:
    """Who is exempted on a day, whose exemption ended last, and what waits. Four queries."""
    if not actor.may(Permission.VIEW_MEETINGS, organisation.scope_key):
        raise NotYoursError
    asked = (
        ExemptionRequest.objects.filter(organisation=organisation, exemption=None)
        .select_related("person", "item__meeting")
        .prefetch_related("item__resolutions")
        .order_by("asked_on", "id")
    )
    return ExemptionPage(
        held=tuple(register.exemptions_on(organisation, on)),
        ended=tuple(register.ended_exemptions(organisation, on)[:_ENDED_SHOWN]),
        requests=tuple(RequestLine(request=request, resolution=granted_by(request)) for request in asked),
        may_run=actor.may(Permission.RUN_MEETINGS, organisation.scope_key),
        may_edit=actor.may(Permission.EDIT_REGISTER, organisation.scope_key),
    )


def granted_by(request: ExemptionRequest) -> Resolution | None:
    """The resolution of the cell on a request."""
    return next(iter(request.item.resolutions.all()), None) if request.item is not None else None


def request_for(actor: Actor, uid: UUID) -> ExemptionRequest:
    """The request of an address; ``NotYoursError`` otherwise."""
    seen = within(actor, Permission.VIEW_MEETINGS, field="organisation__scope_key")
    found = ExemptionRequest.objects.filter(seen, uid=uid).select_related("organisation", "person", "item").first()
    if found is None:
        raise NotYoursError
    return found


def request_findings(
    organisation: Organisation, person: Person, asked_on: date, ground: str, *, is_own: bool, is_weak: bool
) -> tuple[Finding, ...]:
    """What the law of the day says of a request to be exempted."""
    birth = person.birth
    facts = exemption.RequestFacts(
        ground=ExemptionGround(ground),
        is_own_request=is_own,
        age=age_on(birth.latest, asked_on) if birth else None,
        sex=Sex(person.sex) if person.sex else None,
        is_weak=is_weak,
    )
    return exemption.exemption_findings(facts, asked_on, register_facts.rulebook_of(organisation, asked_on))
