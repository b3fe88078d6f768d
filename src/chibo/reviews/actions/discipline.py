"""Kỷ luật: putting a decision down, complaint and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault, NotAllowedError, RefusedError
from chibo.base.vietnamese import normalise_name
from chibo.development.actions import end_roads
from chibo.law.discipline import (
    DisciplineBody,
    DisciplineFacts,
    complaint_until,
    discipline_findings,
    lapses_on,
)
from chibo.law.timeline import LawGap
from chibo.law.verdict import Verdict
from chibo.law.vocabulary import Discipline as LawForm
from chibo.law.vocabulary import DisciplineBar
from chibo.register.actions import close_membership, leave_office
from chibo.register.facts import covering, rulebook_of
from chibo.register.models import Membership, OfficeHolding
from chibo.reviews.actions.common import refuse, say
from chibo.reviews.models import Discipline
from chibo.reviews.queries.discipline import standing_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding
    from chibo.register.models import Organisation, Person

_WHAT = "ghi kỷ luật đảng viên"
_BODIES = {Discipline.Body.CELL: DisciplineBody.CELL, Discipline.Body.SUPERIOR: DisciplineBody.HIGHER_COMMITTEE}


@transaction.atomic
def record_discipline(  # noqa: PLR0913 - what a decision tells
    *,
    actor: Actor,
    on: date,
    person: Person,
    form: str,
    body: str,
    effective_on: date,
    content: str,
    decided_by: str = "",
    number: str = "",
    is_superior_matter: bool = False,
    bars: Collection[str] = (),
    reason: str = "",
) -> Discipline:
    """Put down a disciplinary decision as it was announced.

    It happened, so what the law of its day has against it (form, body, time not to consider) is shown and recorded only
    with a ``reason`` of somebody entitled. ``bars`` (``DisciplineBar``) are asked, judged and not kept: they tell of
    health. Expulsion ends the membership, dismissal the offices held here. Raises :class:`FaultyError`,
    :class:`RefusedError`, :class:`NotAllowedError`.
    """
    spell = Membership.objects.filter(covering(effective_on), person=person).select_related("organisation").first()
    organisation = spell.organisation if spell is not None else person.organisation
    if organisation is None:
        raise NotAllowedError(_WHAT)
    _allow(actor, organisation, Permission.EDIT_REGISTER, _WHAT)
    refuse(_shape_faults(on, person, form, body, effective_on, content, is_member=spell is not None))
    rules = rulebook_of(organisation, effective_on)
    facts = _facts(person, organisation, form, body, effective_on, bars, is_superior_matter=is_superior_matter)
    _refuse_unless_reasoned(actor, organisation, discipline_findings(facts, effective_on, rules), reason)
    row = Discipline.objects.create(
        person=person,
        organisation=organisation,
        form=form,
        body=body,
        decided_by=normalise_name(decided_by),
        number=number.strip(),
        effective_on=effective_on,
        content=content.strip(),
        reason=reason.strip(),
        **_days(effective_on, rules),
    )
    _log(actor, on, "record_discipline", row, {"person": [None, person.uid]})
    _carry_out(actor, on, row, spell)
    return row


@transaction.atomic
def record_complaint(*, actor: Actor, on: date, row: Discipline, complained_on: date) -> Discipline:
    """Put down that the member complained. A late one is put down too. Raises :class:`FaultyError`."""
    fresh = _fresh(actor, row, "ghi khiếu nại kỷ luật")
    faults = _day_faults(on, fresh, complained_on, "Ngày khiếu nại", "complained_on")
    if fresh.complained_on is not None:
        faults.append(Fault(what=f"Đã ghi khiếu nại ngày {say(fresh.complained_on)}.", field="complained_on"))
    refuse(faults)
    fresh.complained_on = complained_on
    fresh.save(update_fields=["complained_on"])
    _log(actor, on, "record_complaint", fresh, {"complained_on": [None, complained_on]})
    return fresh


@transaction.atomic
def settle_complaint(*, actor: Actor, on: date, row: Discipline, closed_on: date, result: str) -> Discipline:
    """Put down how the complaint was settled. Raises :class:`FaultyError`, :class:`NotAllowedError`."""
    fresh = _fresh(actor, row, "ghi kết luận khiếu nại")
    faults = _day_faults(on, fresh, closed_on, "Ngày kết luận", "closed_on")
    if fresh.complained_on is None or fresh.complaint_closed_on is not None:
        faults.append(Fault(what="Không có khiếu nại nào đang chờ kết luận."))
    elif closed_on < fresh.complained_on:
        why = f"Khiếu nại ngày {say(fresh.complained_on)}."
        faults.append(Fault(what="Kết luận ở trước ngày khiếu nại.", why=why, field="closed_on"))
    if not result.strip():
        faults.append(Fault(what="Chưa ghi kết luận.", next="Ghi giữ nguyên, thay đổi hay xóa bỏ.", field="result"))
    refuse(faults)
    fresh.complaint_closed_on, fresh.complaint_result = closed_on, result.strip()
    fresh.save(update_fields=["complaint_closed_on", "complaint_result"])
    _log(actor, on, "settle_complaint", fresh, {"complaint_closed_on": [None, closed_on]})
    return fresh


@transaction.atomic
def annul_discipline(*, actor: Actor, on: date, row: Discipline, annulled_on: date, decision: str) -> Discipline:
    """Put down that the level entitled changed or struck out the decision; it counts no more from that day.

    What expulsion or dismissal changed in the register is set right there, by its own paper. Raises
    :class:`FaultyError`, :class:`NotAllowedError`.
    """
    fresh = _fresh(actor, row, "ghi thay đổi hoặc xóa bỏ kỷ luật")
    faults = _day_faults(on, fresh, annulled_on, "Ngày quyết định", "annulled_on")
    if fresh.annulled_on is not None:
        faults.append(Fault(what=f"Kỷ luật này đã thay đổi hoặc xóa bỏ ngày {say(fresh.annulled_on)}."))
    if not decision.strip():
        faults.append(Fault(what="Chưa ghi quyết định.", next="Ghi số, ngày, cấp quyết định.", field="decision"))
    refuse(faults)
    fresh.annulled_on, fresh.annulment = annulled_on, decision.strip()
    fresh.save(update_fields=["annulled_on", "annulment"])
    _log(actor, on, "annul_discipline", fresh, {"annulled_on": [None, annulled_on]})
    return fresh


# ---------------------------------------------------------------------- judging


def _facts(
    person: Person,
    organisation: Organisation,
    form: str,
    body: str,
    day: date,
    bars: Collection[str],
    *,
    is_superior_matter: bool,
) -> DisciplineFacts:
    known = {bar.value for bar in DisciplineBar}
    return DisciplineFacts(
        form=LawForm(form),
        decided_by=_BODIES[Discipline.Body(body)],
        is_probationary=standing_of(person, day) == "probationary",
        has_post=OfficeHolding.objects.filter(covering(day), person=person, organisation=organisation).exists() or None,
        is_superior_matter=is_superior_matter,
        bars=frozenset(DisciplineBar(bar) for bar in bars if bar in known),
    )


def _refuse_unless_reasoned(
    actor: Actor, organisation: Organisation, findings: tuple[Finding, ...], reason: str
) -> None:
    """Decision 13: what the law stops needs a written reason of somebody entitled."""
    verdict = Verdict(findings=findings)
    if verdict.is_blocked and not (reason.strip() and actor.may(Permission.OVERRIDE, organisation.scope_key)):
        raise RefusedError(verdict)


def _days(effective_on: date, rules: Rulebook) -> dict[str, object]:
    """The days that follow, as far as a text or the organisation's own rule tells them; nothing is guessed."""
    lapse = lapses_on(effective_on, rules)
    try:
        until = complaint_until(effective_on, rules).result
    except LawGap:
        until = None
    return {
        "complaint_until": until,
        "lapses_on": lapse.result if lapse else None,
        "lapse_ground": lapse.citation.text[:300] if lapse else "",
    }


def _carry_out(actor: Actor, on: date, row: Discipline, spell: Membership | None) -> None:
    """What a decision changes: expulsion ends the membership and the roads with it, dismissal the offices held here."""
    if row.form == Discipline.EXPULSION and spell is not None and spell.ends_on is None:
        left = close_membership(
            actor=actor,
            on=on,
            membership=spell,
            left_by=Membership.LeftBy.EXPULSION,
            ends_on=row.effective_on,
            decision=row.number,
        )
        end_roads(actor=actor, on=on, membership=left)
    if row.form == Discipline.DISMISSAL:
        held = OfficeHolding.objects.filter(covering(row.effective_on), person=row.person, ends_on=None)
        for holding in held.filter(organisation=row.organisation, starts_on__lt=row.effective_on):
            leave_office(actor=actor, on=on, holding=holding, ends_on=row.effective_on)


# ---------------------------------------------------------------------- shape, rows, log


def _shape_faults(
    on: date, person: Person, form: str, body: str, effective_on: date, content: str, *, is_member: bool
) -> list[Fault]:
    faults = []
    if form not in Discipline.Form.values:
        faults.append(Fault(what="Chưa chọn hình thức kỷ luật.", field="form"))
    if body not in Discipline.Body.values:
        faults.append(Fault(what="Chưa chọn cấp quyết định.", field="body"))
    if effective_on > on:
        why = f"Hôm nay là {say(on)}."
        faults.append(
            Fault(what="Ngày có hiệu lực chưa đến.", why=why, next="Ghi sau khi công bố.", field="effective_on")
        )
    elif not is_member:
        what = f"Ngày {say(effective_on)} {person.full_name} không là đảng viên trong sổ."
        faults.append(Fault(what=what, next="Kiểm tra lại ngày.", field="effective_on"))
    if not content.strip():
        faults.append(Fault(what="Chưa ghi nội dung vi phạm.", next="Phần này được mã hóa.", field="content"))
    return faults


def _day_faults(on: date, row: Discipline, day: date, name: str, field: str) -> list[Fault]:
    if day > on:
        return [Fault(what=f"{name} chưa đến.", why=f"Hôm nay là {say(on)}.", field=field)]
    if day < row.effective_on:
        why = f"Kỷ luật có hiệu lực từ {say(row.effective_on)}."
        return [Fault(what=f"{name} ở trước ngày có hiệu lực.", why=why, field=field)]
    return []


def _fresh(actor: Actor, row: Discipline, what: str) -> Discipline:
    _allow(actor, row.organisation, Permission.EDIT_REGISTER, what)
    return Discipline.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=row.pk)


def _allow(actor: Actor, organisation: Organisation, permission: Permission, what: str) -> None:
    """Whoever writes about discipline must also be one who may see it."""
    if not all(actor.may(one, organisation.scope_key) for one in {permission, Permission.VIEW_SENSITIVE}):
        raise NotAllowedError(what)


def _log(actor: Actor, on: date, action: str, row: Discipline, changes: Mapping[str, object]) -> None:
    """Say that something was put down, and no more: form and reasons stay in the record, which is closed (ADR 0030)."""
    audit.record(
        actor=actor,
        on=on,
        action=f"reviews.{action}",
        subject=row,
        chain=str(row.organisation.uid),
        changes=changes,
    )
