"""Verbs about Đảng tịch: the spells of membership, opened and closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q

from chibo.base.dates import say_date
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.returning import check_return
from chibo.register.models import (
    Admission,
    Employment,
    Exemption,
    GroupPlace,
    MassPlace,
    Membership,
    OfficeHolding,
    Transfer,
)
from chibo.register.opening import could_begin
from chibo.register.queries.moving import announced_to, sent_for_a_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.law.calendar import PartialDate
    from chibo.register.models import Organisation, Person


@transaction.atomic
def open_membership(  # noqa: PLR0913 - what can be known of a spell
    *,
    actor: Actor,
    on: date,
    person: Person,
    organisation: Organisation,
    joined_by: str,
    joined_from: str = "",
    admission: Admission | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    was_official: bool = False,
    told_joining: PartialDate | None = None,
) -> Membership:
    """Open a person's time in an organisation from ``starts_on``, else the ceremony of ``admission``, else ``on``.

    ``ends_on`` enters a spell that is over already; ``was_official`` one of an official member whose admission nobody
    knows any more, ``told_joining`` what is known of its date. Raises ``FaultyError`` for days ahead, an overlap with
    another spell, a spell before the person's first admission or after a death or a leaving of the Party.
    """
    allow(actor, organisation.scope_key, "mở sổ đảng tịch", by_road=True)
    person = locked(person)
    must_be_sent(actor, person, organisation, "nhận người do tổ chức khác quản lý hồ sơ", by_road=True)
    first = starts_on or (admission.ceremony_on if admission else on)
    faults = Faults()
    faults.unless(joined_by in Membership.JoinedBy.values, f"Không có cách vào “{joined_by}”.", field="joined_by")
    faults.not_future(ends_on, on, "Ngày rời chi bộ", "ends_on")
    check_spell(person, first, ends_on, on, faults)
    check_return(person, organisation, first, ends_on, on, faults)
    check_standing(organisation, first, faults)
    faults.settle()
    membership = opened(person, organisation, first, ends_on, joined_by, normalise_name(joined_from))
    if was_official or told_joining is not None:
        membership.was_official, membership.told_joining = was_official, told_joining
        membership.save(update_fields=["was_official", "told_joining"])
    told = {"person": person.uid, "starts_on": first, "joined_by": joined_by, "joined_from": joined_from}
    log(actor, on, "open_membership", membership, organisation, told)
    return membership


def must_be_sent(
    actor: Actor,
    person: Person,
    organisation: Organisation,
    what: str,
    *,
    by_road: bool = False,
    for_a_time: bool = False,
) -> None:
    """Let through who may take a person in: the record lies here, or its cell sent it, or the actor keeps that one too.

    To read somebody is not to have them: whoever takes a record in opens what is closed in it, and the cell that kept
    it no longer finds it. Raises ``NotAllowedError``.
    """
    if person.organisation_id in (None, organisation.pk):
        return
    sent = Q(pk__in=announced_to(organisation).order_by().values("pk"))
    if for_a_time:
        sent |= Q(pk__in=sent_for_a_time(organisation).values("pk"))
    if not Transfer.objects.filter(sent, person=person).exists():
        allow(actor, person.scope_key, what, by_road=by_road)


def check_spell(person: Person, starts_on: date, ends_on: date | None, on: date, faults: Faults) -> None:
    """Note what speaks against a spell: days ahead, before the first admission, over another spell."""
    faults.not_future(starts_on, on, "Ngày vào chi bộ", "starts_on")
    faults.ordered(starts_on, ends_on, "Ngày rời chi bộ", "ends_on")
    first = person.admissions.order_by("ceremony_on").first()
    if first is not None and starts_on < first.ceremony_on:
        faults.add(
            f"Ngày vào chi bộ ({say_date(starts_on)}) ở trước lễ kết nạp ({say_date(first.ceremony_on)}).",
            next="Sửa một trong hai ngày.",
            field="starts_on",
        )
    others = person.memberships.exclude(ends_on__lte=starts_on)
    if ends_on is not None:
        others = others.filter(starts_on__lt=ends_on)
    other = others.select_related("organisation").first()
    if other is not None:
        faults.add(
            f"{person.full_name} đang sinh hoạt ở {other.organisation.name} từ {say_date(other.starts_on)}.",
            next="Ghi chuyển đi ở nơi cũ trước.",
            field="person",
        )


def check_standing(organisation: Organisation, day: date, faults: Faults) -> None:
    """Note that an organisation has ended: nobody comes into it any more."""
    if organisation.ends_on is not None and day >= organisation.ends_on:
        faults.add(
            f"{organisation.name} đã thôi hoạt động từ {say_date(organisation.ends_on)}.",
            next="Chọn tổ chức đang hoạt động.",
            field="organisation",
        )


def opened(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None, joined_by: str, joined_from: str
) -> Membership:
    """Write the spell; the person now belongs to the organisation that has the open one."""
    membership = Membership.objects.create(
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        joined_by=joined_by,
        joined_from=joined_from,
    )
    if ends_on is None and person.organisation_id != organisation.pk:
        person.organisation, person.scope_key = organisation, organisation.scope_key
        person.save(update_fields=["organisation", "scope_key"])
    return membership


@transaction.atomic
def close_membership(
    *,
    actor: Actor,
    on: date,
    membership: Membership,
    left_by: str,
    ends_on: date | None = None,
    left_to: str = "",
    decision: str = "",
) -> Membership:
    """Close an open spell; ``ends_on`` (else ``on``) is the first day the person is no longer a member here.

    ``decision`` is the number and day of the paper it rests on, where there is one.
    """
    allow(actor, membership.organisation.scope_key, "đóng sổ đảng tịch", by_road=True)
    last = ends_on or on
    faults = Faults()
    faults.unless(left_by in Membership.LeftBy.values, f"Không có cách rời “{left_by}”.", field="left_by")
    check_closing(membership, last, on, faults)
    faults.settle()
    membership.left_decision = normalise_name(decision)
    closed(membership, last, left_by, normalise_name(left_to), also=(as_guest(membership),))
    told = {"ends_on": [None, last], "left_by": left_by, "left_to": left_to, "decision": membership.left_decision}
    log(actor, on, "close_membership", membership, membership.organisation, told)
    return membership


def check_closing(membership: Membership, ends_on: date, on: date, faults: Faults) -> None:
    """Note what speaks against ending a spell on a day: what only a member has cannot begin once it is over."""
    faults.unless(membership.ends_on is None, "Đảng tịch này đã đóng từ trước.")
    faults.not_future(ends_on, on, "Ngày rời chi bộ", "ends_on")
    faults.ordered(membership.starts_on, ends_on, "Ngày rời chi bộ", "ends_on")
    for what, rows in zip(HELD_BY_MEMBERS, of_the_spell(membership), strict=True):
        begun = rows.filter(starts_on__gte=ends_on).exclude(ends_on__lte=ends_on).order_by("starts_on").first()
        if begun is not None:
            faults.add(
                f"Đã ghi {what} của người này từ {say_date(begun.starts_on)}, không ở trước ngày rời chi bộ.",
                next="Rút lại phần ấy trước, hoặc sửa ngày rời chi bộ.",
                field="ends_on",
            )


def closed(
    membership: Membership, ends_on: date, left_by: str, left_to: str, also: Iterable[QuerySet[Any]] = ()
) -> None:
    """End the spell, and with it what only a member here has: offices, tổ đảng, exemption, time away; and ``also``.

    What was to end later ends now. The spell keeps which rows ended with it and when each would have ended.
    """
    membership.ends_on, membership.left_by, membership.left_to = ends_on, left_by, left_to
    membership.ended_with = _ended(ends_on, (*of_the_spell(membership), *also))
    membership.save(update_fields=["ends_on", "left_by", "left_to", "left_decision", "ended_with"])


def _ended(day: date, kept: Iterable[QuerySet[Any]]) -> dict[str, dict[str, str | None]]:
    """End on a day what goes on then; give the end that each row had before."""
    before: dict[str, dict[str, str | None]] = {}
    for rows in kept:
        going_on = rows.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lt=day)
        ends = going_on.order_by("pk").values_list("uid", "ends_on")
        if had := {str(uid): end.isoformat() if end else None for uid, end in ends}:
            label = rows.model._meta.label_lower  # noqa: SLF001 - Django's own name for a record
            before[label] = before.get(label, {}) | had
            going_on.update(ends_on=day)
    return before


def keep_ended(membership: Membership, record: str, uids: Iterable[str]) -> None:
    """Let a closed spell keep what a room above ended with it, so that it comes back when the leaving is taken back."""
    if had := dict.fromkeys(uids):
        membership.ended_with = {**membership.ended_with, record: had}
        membership.save(update_fields=["ended_with"])


def later_spell(membership: Membership, faults: Faults) -> None:
    """Note that somebody is, or was, a member somewhere after a spell ended: it cannot be open again."""
    later = Membership.objects.filter(person=membership.person_id, starts_on__gte=membership.ends_on)
    for spell in later.exclude(pk=membership.pk).select_related("organisation")[:1]:
        faults.add(
            f"Sau đó đã ghi sinh hoạt ở {spell.organisation.name} từ {say_date(spell.starts_on)}.",
            next="Rút lại việc chuyển đến ấy trước.",
        )


def check_member(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None, faults: Faults
) -> None:
    """Note that somebody is no member all the time from one day to another, or from one day on.

    A time whose beginning nobody entered may have begun before.
    """
    every = list(person.memberships.order_by("starts_on"))
    ceremonies = list(person.admissions.values_list("ceremony_on", flat=True))
    until: date | None = starts_on
    for spell in every:
        if spell.organisation_id != organisation.pk or (spell.ends_on is not None and spell.ends_on <= starts_on):
            continue
        if until is not None and could_begin(spell, ceremonies, every) <= until:
            until = spell.ends_on
    if until == starts_on:
        what = f"{person.full_name} không là đảng viên của {organisation.name} vào ngày đó."
        faults.add(what, field="person")
    elif until is not None and (ends_on is None or ends_on > until):
        what = f"{person.full_name} không còn là đảng viên của {organisation.name} từ {say_date(until)}."
        faults.add(what, next="Ghi ngày hết không sau ngày ấy.", field="person")


HELD_BY_MEMBERS: Final = ("chức vụ trong đảng", "tổ đảng", "miễn công tác, sinh hoạt", "chuyển sinh hoạt tạm thời")
"""What :func:`of_the_spell` gives, in its order and in words."""


def of_the_spell(membership: Membership) -> tuple[QuerySet[Any], ...]:
    """What somebody has in an organisation only as its member: it ends with the spell."""
    person, here = membership.person_id, membership.organisation_id
    return (
        OfficeHolding.objects.filter(person=person, organisation=here),
        GroupPlace.objects.filter(person=person, group__organisation=here),
        Exemption.objects.filter(person=person, organisation=here),
        Transfer.objects.filter(person=person, organisation=here, sort=Transfer.Sort.TEMPORARY),
    )


def as_guest(membership: Membership) -> QuerySet[Transfer]:
    """The times for which somebody is in another organisation: who leaves the Party or dies is a guest nowhere."""
    away = Transfer.objects.filter(person=membership.person_id, sort=Transfer.Sort.TEMPORARY)
    return away.exclude(organisation=membership.organisation_id)


def reopened(membership: Membership) -> None:
    """Open a closed spell again, with what ended with it, each until when it would have gone on.

    The person belongs to the organisation again. What ended by itself on that day, or got another end since, stays so;
    what somebody else holds by now stays with them: the one secretary, another tổ đảng.
    """
    day, before = membership.ends_on, membership.ended_with
    person, here = membership.person, membership.organisation
    membership.ends_on, membership.left_by, membership.left_to, membership.left_decision = None, "", "", ""
    membership.ended_with = {}
    membership.save(update_fields=["ends_on", "left_by", "left_to", "left_decision", "ended_with"])
    for model in (OfficeHolding, GroupPlace, Exemption, Transfer, Employment, MassPlace):
        had = before.get(model._meta.label_lower, {})  # noqa: SLF001 - Django's own name for a record
        for row in model._default_manager.filter(uid__in=list(had), ends_on=day):  # noqa: SLF001 - its only manager
            if not _is_taken(row):
                row.ends_on = date.fromisoformat(end) if (end := had[str(row.uid)]) else None
                row.save(update_fields=["ends_on"])
    if person.organisation_id != here.pk:
        person.organisation, person.scope_key = here, here.scope_key
        person.save(update_fields=["organisation", "scope_key"])


def _is_taken(row: Any) -> bool:
    """Whether somebody else holds it by now, or the person holds another that one has only once."""
    same: QuerySet[Any]
    match row:
        case OfficeHolding(office=OfficeHolding.Office.SECRETARY):
            same = OfficeHolding.objects.filter(organisation=row.organisation_id, office=row.office)
        case GroupPlace():
            return GroupPlace.objects.filter(person=row.person_id, ends_on=None).exists()
        case Employment():
            same = Employment.objects.filter(person=row.person_id, workplace=row.workplace_id)
        case MassPlace():
            same = MassPlace.objects.filter(person=row.person_id, sort=row.sort, place=row.place)
        case _:
            return False
    return same.exclude(pk=row.pk).filter(starts_on__gte=row.ends_on).exists()


def ended_by_leaving(row: OfficeHolding | Exemption) -> bool:
    """Whether a row ended because its person left: then the leaving is taken back, not the row."""
    label = row._meta.label_lower  # noqa: SLF001 - Django's own name for a record
    spells = Membership.objects.filter(person=row.person_id, organisation=row.organisation_id, ends_on=row.ends_on)
    return any(str(row.uid) in before.get(label, {}) for before in spells.values_list("ended_with", flat=True))
