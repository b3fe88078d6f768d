"""Exemption from work and meetings: asked, put before the cell, entered by its resolution. And who stayed away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.dates import say_date
from chibo.base.refusal import RefusedError
from chibo.base.words.findings import EXEMPTION_GROUNDS
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import ExemptionGround
from chibo.meetings import queries
from chibo.meetings import score_words as words
from chibo.meetings.actions.agenda import draw_up_agenda, remove_item
from chibo.meetings.actions.common import refuse_if
from chibo.meetings.actions.year import check_may_plan, log_year
from chibo.meetings.models import AgendaItem, ExemptionRequest
from chibo.meetings.queries import AgendaProposal
from chibo.register import actions as register
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.meetings.models import Meeting, Resolution
    from chibo.register.models import Exemption, Organisation, Person


@transaction.atomic
def ask_exemption(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person,
    asked_on: date,
    ground: str,
    is_own_request: bool,
    is_weak: bool = False,
    ends_on: date | None = None,
) -> ExemptionRequest:
    """Put a member's request before the cell: an item on the next agenda. The ground is kept encrypted, on no agenda.

    Raises ``FaultyError`` and, where the law of the day of the request stops it, ``RefusedError`` with the articles.
    """
    check_may_plan(actor, organisation)
    waiting = ExemptionRequest.objects.filter(person=person, exemption=None)
    refuse_if(
        [
            words.asked_already(person.full_name) if waiting.exists() else None,
            words.asked_in_future(asked_on, on) if asked_on > on else None,
        ]
    )
    verdict = Verdict(
        findings=queries.request_findings(
            organisation, person, asked_on, ground, is_own=is_own_request, is_weak=is_weak
        )
    )
    if verdict.is_blocked:
        raise RefusedError(verdict)
    title, draft = (text.format(name=person.full_name) for text in (words.EXEMPTION_TITLE, words.EXEMPTION_DRAFT))
    item = _on_agenda(actor, on, organisation, person, AgendaItem.Sort.EXEMPTION, title, draft)
    request = ExemptionRequest.objects.create(
        organisation=organisation,
        person=person,
        asked_on=asked_on,
        ground=ground,
        is_own_request=is_own_request,
        ends_on=ends_on,
        item=item,
    )
    log_year(actor, on, "ask_exemption", request, organisation, {"person": [None, person.uid]})
    return request


def _on_agenda(
    actor: Actor, on: date, organisation: Organisation, person: Person, sort: str, title: str, draft: str = ""
) -> AgendaItem:
    """Put an item about a person on the next agenda, or find the one that is there."""
    proposal = AgendaProposal(title=title, sort=sort, subject=person, draft=draft, is_voted=bool(draft))
    meeting = draw_up_agenda(actor=actor, on=on, organisation=organisation, proposals=[proposal])
    return meeting.items.filter(sort=sort, subject=person).latest("id")


@transaction.atomic
def grant_exemption(*, actor: Actor, on: date, request: ExemptionRequest, starts_on: date) -> Exemption:
    """Enter an exemption that the cell's resolution granted; from then on the base of votes follows it."""
    check_may_plan(actor, request.organisation)
    resolution = queries.granted_by(request)
    early = resolution is not None and starts_on < resolution.on
    refuse_if(
        [
            words.not_resolved(request.person.full_name) if resolution is None else None,
            words.before_resolution(starts_on, resolution.on) if resolution is not None and early else None,
        ]
    )
    assert resolution is not None
    entered = register.exempt(
        actor=actor,
        on=on,
        person=request.person,
        organisation=request.organisation,
        starts_on=starts_on,
        ends_on=request.ends_on,
        ground=EXEMPTION_GROUNDS[ExemptionGround(request.ground)],
        decision=_said(resolution),
    )
    request.exemption = entered
    request.save(update_fields=["exemption"])
    log_year(actor, on, "grant_exemption", request, request.organisation, {"starts_on": [None, starts_on]})
    return entered


@transaction.atomic
def record_past_exemption(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    person: Person,
    ground: str,
    starts_on: date,
    decision: str,
    ends_on: date | None = None,
) -> Exemption:
    """Enter an exemption that an old paper tells of; it is never judged (decision 41)."""
    return register.exempt(
        actor=actor,
        on=on,
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        ground=EXEMPTION_GROUNDS[ExemptionGround(ground)],
        decision=decision,
    )


@transaction.atomic
def end_exemption(*, actor: Actor, on: date, exemption: Exemption, ends_on: date) -> Exemption:
    """Enter the first day on which an exempted member takes part again."""
    return register.end_exemption(actor=actor, on=on, exemption=exemption, ends_on=ends_on)


@transaction.atomic
def take_back_exemption(*, actor: Actor, on: date, exemption: Exemption, reason: str) -> None:
    """Undo an exemption entered by mistake; what was asked and granted waits to be entered again.

    Raises ``FaultyError`` as the register does, and where the member has asked anew since.
    """
    granted = ExemptionRequest.objects.filter(exemption=exemption).select_related("person").first()
    if granted is not None:
        waiting = ExemptionRequest.objects.filter(person=granted.person_id, exemption=None)
        refuse_if([words.asked_again(granted.person.full_name) if waiting.exists() else None])
        granted.exemption = None
        granted.save(update_fields=["exemption"])
    register.take_back_exemption(actor=actor, on=on, exemption=exemption, reason=reason)


def _said(resolution: Resolution) -> str:
    on = say_date(resolution.on)
    if resolution.number is None:
        return words.DECISION_WITHOUT_NUMBER.format(day=on)
    return words.DECISION.format(number=f"{resolution.number:02d}", symbol=resolution.symbol, day=on)


@transaction.atomic
def withdraw_request(*, actor: Actor, on: date, request: ExemptionRequest) -> None:
    """Take a request back; its item leaves the agenda unless it already has a result."""
    check_may_plan(actor, request.organisation)
    refuse_if([words.request_granted(request.person.full_name) if request.exemption_id is not None else None])
    item = request.item
    person, organisation = request.person, request.organisation
    log_year(actor, on, "withdraw_request", request, organisation, {"person": [person.uid, None]})
    ExemptionRequest.objects.filter(pk=request.pk).delete()
    if item is not None and not item.votes.exists() and not item.resolutions.exists():
        remove_item(actor=actor, on=on, item=item)


@transaction.atomic
def propose_absence(*, actor: Actor, on: date, organisation: Organisation, person: Person, year: int) -> Meeting:
    """Put somebody's long absence without reason on the next agenda. The cell looks at it; nothing follows by itself.

    Raises ``FaultyError`` where the law of the day gives no ground for it.
    """
    check_may_plan(actor, organisation)
    rules = rulebook_of(organisation, on)
    away = {member.uid for member in queries.absent_members(organisation, year, on, rules)}
    refuse_if([None if str(person.uid) in away else words.not_so_long_away(person.full_name, year)])
    title = words.ABSENCE_TITLE.format(name=person.full_name)
    item = _on_agenda(actor, on, organisation, person, AgendaItem.Sort.ABSENCES, title)
    log_year(actor, on, "propose_absence", item, organisation, {"person": [None, person.uid], "year": [None, year]})
    return item.meeting
