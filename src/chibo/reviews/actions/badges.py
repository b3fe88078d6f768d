"""Huy hiệu Đảng: asking for one, its decision, giving it, and badges received before the book was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault
from chibo.base.vietnamese import normalise_name
from chibo.law.calendar import add_months
from chibo.law.tenure import badge_kinds, earliest_badge, usual_ceremony
from chibo.law.timeline import LawGap
from chibo.register.facts import rulebook_of
from chibo.register.models import Membership
from chibo.reviews.actions.common import allow, refuse, say
from chibo.reviews.models import PartyBadge
from chibo.reviews.queries.badges import lines_of, party_age_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation, Person

_Basis = PartyBadge.Basis
_WHAT = "lập đề nghị tặng Huy hiệu Đảng"
_MONTHS = 12


@transaction.atomic
def propose_badges(
    *, actor: Actor, on: date, organisation: Organisation, chosen: Iterable[str]
) -> tuple[PartyBadge, ...]:
    """Ask the level above for the badges of people on the forecast; ``chosen`` are keys of its lines.

    Each is asked for with the usual day of giving that follows. Raises :class:`FaultyError` where nobody on the list
    was chosen, :class:`NotAllowedError`, also where the right does not reach the unit of somebody chosen.
    """
    allow(actor, organisation, _WHAT)
    lines = tuple(lines_of(actor, organisation, on, rulebook_of(organisation, on), chosen))
    if not lines:
        what = "Chưa chọn đồng chí nào trong danh sách."
        refuse([Fault(what=what, next="Đánh dấu người cần đề nghị; ai đã đề nghị thì ở mục đang chờ.", field="chosen")])
    _allow_all(actor, (line.person.organisation or organisation for line in lines), _WHAT)
    made = [
        PartyBadge(
            person=line.person,
            organisation=line.person.organisation or organisation,
            years=line.badge.years,
            basis=_Basis.FULL,
            counts_from=line.counts_from,
            completes_on=line.badge.complete_on,
            ceremony_on=line.badge.ceremony_on,
            proposed_on=on,
        )
        for line in lines
    ]
    for badge in made:
        badge.save()
    _log(
        actor, on, "propose_badges", made[0], organisation, {str(each.person.uid): [None, each.years] for each in made}
    )
    return tuple(made)


@transaction.atomic
def propose_badge(
    *,
    actor: Actor,
    on: date,
    person: Person,
    years: int,
    basis: str,
    ground: str = "",
    ceremony_on: date | None = None,
    reason: str = "",
) -> PartyBadge:
    """Ask for the badge of one person: in full years, early for the gravely ill, or posthumous.

    ``ceremony_on`` is the day on which it is to be given, else the usual one. Conditions that are missing refuse it,
    all at once; somebody entitled may ask all the same with a ``reason``. Raises :class:`FaultyError`,
    :class:`NotAllowedError`.
    """
    organisation = _unit_of(person)
    allow(actor, organisation, _WHAT)
    rules = rulebook_of(organisation, on)
    since = party_age_from(person, on).day
    complete = rules.add_months(since, years * _MONTHS) if since else None
    day = ceremony_on or usual_ceremony(on, on, rules) or on
    refuse([*_shape_faults(basis, ground), *_once(person, years)])
    law = list(_law_faults(person, years, basis, day, on, rules))
    _refuse_unless_reasoned(actor, organisation, law, reason)
    badge = PartyBadge.objects.create(
        person=person,
        organisation=organisation,
        years=years,
        basis=basis,
        ground=ground.strip(),
        counts_from=since,
        completes_on=complete,
        ceremony_on=day,
        proposed_on=on,
        reason=reason.strip() if law else "",
    )
    told = {"person": [None, person.uid], "years": [None, years], "basis": [None, basis]}
    _log(actor, on, "propose_badge", badge, organisation, told, reason=badge.reason)
    return badge


@transaction.atomic
def record_earlier_badge(
    *, actor: Actor, on: date, person: Person, years: int, given_on: date | None = None, number: str = ""
) -> PartyBadge:
    """Put down a badge that somebody received before the book was opened, as far as its paper tells.

    Raises :class:`FaultyError` for a kind that does not exist, a day ahead, a day before its years were complete,
    a badge on record; :class:`NotAllowedError`.
    """
    organisation = _unit_of(person)
    allow(actor, organisation, "ghi Huy hiệu Đảng đã nhận")
    rules = rulebook_of(organisation, on)
    since = party_age_from(person, on).day
    complete = rules.add_months(since, years * _MONTHS) if since else None
    faults = [*_kind_faults(years, on, rules), *_once(person, years)]
    if given_on is not None and given_on > on:
        faults.append(Fault(what="Ngày nhận huy hiệu chưa đến.", why=f"Hôm nay là {say(on)}.", field="given_on"))
    if complete is not None and add_months(complete, -2 * _MONTHS) > (given_on or on):
        why = f"Tuổi Đảng tính từ {say(since)}: đủ {years} năm ngày {say(complete)}." if since else ""
        faults.append(Fault(what=f"Chưa thể nhận Huy hiệu {years} năm khi đó.", why=why, field="years"))
    refuse(faults)
    badge = PartyBadge.objects.create(
        person=person,
        organisation=organisation,
        years=years,
        basis=_Basis.EARLIER,
        counts_from=since,
        completes_on=complete,
        given_on=given_on or complete or on,
        number=number.strip(),
    )
    told = {"person": [None, person.uid], "years": [None, years], "given_on": [None, given_on]}
    _log(actor, on, "record_earlier_badge", badge, organisation, told)
    return badge


@transaction.atomic
def decide_badges(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    badges: Sequence[PartyBadge],
    decided_on: date,
    number: str = "",
    decided_by: str = "",
) -> tuple[PartyBadge, ...]:
    """Put down the decision on badges that were asked for, any number at once.

    Raises :class:`FaultyError` where none was chosen, one was decided meanwhile, or the day cannot be;
    :class:`NotAllowedError`, also where the right does not reach the unit of one of them.
    """
    what = "ghi quyết định tặng Huy hiệu Đảng"
    allow(actor, organisation, what)
    held = _held(badges)
    _allow_all(actor, (badge.organisation for badge in held), what)
    faults = _none_chosen(held)
    for badge in held:
        if badge.decided_on is not None or badge.closed_on is not None:
            taken = f"Đề nghị của đ/c {badge.person.full_name} đã có quyết định hoặc đã thôi."
            faults.append(Fault(what=taken, next="Mở lại trang để xem danh sách mới.", field="badges"))
    if decided_on > on:
        faults.append(Fault(what="Ngày quyết định chưa đến.", why=f"Hôm nay là {say(on)}.", field="decided_on"))
    early = min((badge.proposed_on for badge in held if badge.proposed_on), default=None)
    if early is not None and decided_on < early:
        why = f"Đề nghị ngày {say(early)}."
        faults.append(Fault(what="Quyết định ở trước ngày đề nghị.", why=why, field="decided_on"))
    refuse(faults)
    for badge in held:
        badge.decided_on, badge.number, badge.decided_by = decided_on, number.strip(), normalise_name(decided_by)
        badge.save(update_fields=["decided_on", "number", "decided_by"])
    told = {str(each.uid): [None, decided_on] for each in held}
    _log(actor, on, "decide_badges", held[0], organisation, told, reason=number.strip())
    return tuple(held)


@transaction.atomic
def give_badges(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    badges: Sequence[PartyBadge],
    given_on: date,
    given_at: str = "",
) -> tuple[PartyBadge, ...]:
    """Put down that badges were given, any number at once. Raises as :func:`decide_badges`."""
    what = "ghi đã trao Huy hiệu Đảng"
    allow(actor, organisation, what)
    held = _held(badges)
    _allow_all(actor, (badge.organisation for badge in held), what)
    faults = _none_chosen(held)
    for badge in held:
        if badge.decided_on is None or badge.given_on is not None or badge.closed_on is not None:
            undecided = f"Huy hiệu của đ/c {badge.person.full_name} chưa có quyết định, hoặc đã trao."
            faults.append(Fault(what=undecided, next="Mở lại trang để xem danh sách mới.", field="badges"))
        elif given_on < badge.decided_on:
            why = f"Quyết định ngày {say(badge.decided_on)}."
            faults.append(Fault(what=f"Trao trước quyết định: {badge.person.full_name}.", why=why, field="given_on"))
    if given_on > on:
        faults.append(Fault(what="Ngày trao chưa đến.", why=f"Hôm nay là {say(on)}.", field="given_on"))
    refuse(faults)
    for badge in held:
        badge.given_on, badge.given_at = given_on, normalise_name(given_at)
        badge.save(update_fields=["given_on", "given_at"])
    _log(actor, on, "give_badges", held[0], organisation, {str(each.uid): [None, given_on] for each in held})
    return tuple(held)


@transaction.atomic
def close_badge(*, actor: Actor, on: date, badge: PartyBadge, reason: str) -> PartyBadge:
    """Drop a request or a line put down by mistake; it stays on record with the reason.

    Raises :class:`FaultyError` without a reason or for one closed before, :class:`NotAllowedError`.
    """
    allow(actor, badge.organisation, "thôi theo dõi đề nghị tặng Huy hiệu Đảng")
    fresh = PartyBadge.objects.select_for_update().select_related("person").get(pk=badge.pk)
    faults = []
    if fresh.closed_on is not None:
        faults.append(Fault(what=f"Dòng này đã thôi theo dõi ngày {say(fresh.closed_on)}."))
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", next="Ghi ngắn: cấp trên trả lại, ghi nhầm…", field="reason"))
    refuse(faults)
    fresh.closed_on, fresh.closing = on, reason.strip()
    fresh.save(update_fields=["closed_on", "closing"])
    _log(actor, on, "close_badge", fresh, badge.organisation, {"closed_on": [None, on]}, reason=fresh.closing)
    return fresh


# ---------------------------------------------------------------------- what speaks against it


def _unit_of(person: Person) -> Organisation:
    assert person.organisation is not None  # whoever stands in the register is kept by an organisation
    return person.organisation


def _shape_faults(basis: str, ground: str) -> list[Fault]:
    if basis not in {_Basis.FULL, _Basis.EARLY, _Basis.POSTHUMOUS}:
        return [Fault(what="Chưa chọn diện xét tặng.", field="basis")]
    if basis == _Basis.EARLY and not ground.strip():
        what = "Chưa ghi lý do xét tặng sớm."
        return [Fault(what=what, next="Ghi giấy tờ về bệnh nặng; phần này được mã hóa.", field="ground")]
    return []


def _once(person: Person, years: int) -> list[Fault]:
    if not PartyBadge.objects.filter(person=person, years=years, closed_on=None).exists():
        return []
    what = f"Huy hiệu {years} năm của đ/c {person.full_name} đã có trong sổ."
    return [Fault(what=what, next="Xem ở mục đang chờ hoặc trang của người này.", field="years")]


def _kind_faults(years: int, on: date, rules: Rulebook) -> list[Fault]:
    try:
        kinds = badge_kinds(on, rules)
    except LawGap:
        return []
    if years in kinds:
        return []
    listed = ", ".join(map(str, kinds))
    why = f"{rules.on('badge.kinds', on).citation.text}: các loại {listed} năm."
    return [Fault(what=f"Không có Huy hiệu {years} năm tuổi Đảng.", why=why, field="years")]


def _law_faults(person: Person, years: int, basis: str, day: date, on: date, rules: Rulebook) -> list[Fault]:
    """Everything that a text of the day has against it, and what no text of the day tells."""
    unfit = _kind_faults(years, on, rules)
    since = party_age_from(person, on)
    if since.day is None:
        next_step = "Ghi ngày quyết định kết nạp ở trang của người này, hoặc nêu lý do."
        return [*unfit, Fault(what="Chưa tính được tuổi Đảng.", why=since.why, next=next_step, field="years")]
    complete = rules.add_months(since.day, years * _MONTHS)
    died = _died_on(person)
    if basis == _Basis.POSTHUMOUS and died is None:
        unfit.append(Fault(what="Sổ chưa ghi đồng chí này từ trần.", next="Ghi ngày từ trần trước.", field="basis"))
    try:
        first = earliest_badge(
            complete, years, on, rules, is_ill=basis == _Basis.EARLY, is_posthumous=basis == _Basis.POSTHUMOUS
        )
    except LawGap as gap:
        what = f"{gap.name}: chưa có căn cứ cho ngày {say(on)}."
        return [*unfit, Fault(what=what, next="Nêu văn bản đồng chí dựa vào ở ô lý do.", field="basis")]
    shown = died if basis == _Basis.POSTHUMOUS and died is not None else day
    if shown < first.result:
        why = f"Tuổi Đảng từ {say(since.day)}, đủ {years} năm ngày {say(complete)}. {first.citation.text}."
        next_step = f"Đề nghị từ ngày {say(first.result)}."
        unfit.append(Fault(what=f"Chưa đến lúc tặng Huy hiệu {years} năm.", why=why, next=next_step, field="years"))
    return unfit


def _died_on(person: Person) -> date | None:
    left = Membership.objects.filter(person=person, left_by=Membership.LeftBy.DEATH)
    return left.order_by("-ends_on").values_list("ends_on", flat=True).first()


def _refuse_unless_reasoned(actor: Actor, organisation: Organisation, law: list[Fault], reason: str) -> None:
    """Decision 13: what the law stops needs a written reason of somebody entitled."""
    if reason.strip() and actor.may(Permission.OVERRIDE, organisation.scope_key):
        return
    refuse(law)


# ---------------------------------------------------------------------- rows and log


def _held(badges: Sequence[PartyBadge]) -> list[PartyBadge]:
    chosen = PartyBadge.objects.select_for_update(of=("self",)).filter(pk__in=[badge.pk for badge in badges])
    return list(chosen.select_related("person", "organisation").order_by("pk"))


def _allow_all(actor: Actor, organisations: Iterable[Organisation], what: str) -> None:
    """Refuse whoever may write for the unit of the list but not for that of everybody on it."""
    for one in organisations:
        allow(actor, one, what)


def _none_chosen(held: Sequence[PartyBadge]) -> list[Fault]:
    if held:
        return []
    return [Fault(what="Chưa chọn đồng chí nào.", next="Đánh dấu ít nhất một người.", field="badges")]


def _log(
    actor: Actor,
    on: date,
    action: str,
    subject: PartyBadge,
    organisation: Organisation,
    changes: Mapping[str, object],
    *,
    reason: str = "",
) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"reviews.{action}",
        subject=subject,
        chain=str(organisation.uid),
        changes=changes,
        reason=reason,
    )
