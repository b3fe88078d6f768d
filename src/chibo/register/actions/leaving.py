"""Verbs about từ trần, and about a leaving, a post or a spell that was entered by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.register.actions.common import Faults, allow, locked, log
from chibo.register.actions.membership import as_guest, check_closing, check_standing, closed, later_spell, reopened
from chibo.register.actions.transfer import built_on, send_home
from chibo.register.models import Membership

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Employment, Person


@transaction.atomic
def record_death(*, actor: Actor, on: date, person: Person, died_on: date) -> Membership:
    """Enter that a member died: the membership and every post end on that day.

    Raises ``NotAllowedError``, and ``FaultyError`` for somebody who is no member here or a day ahead.
    """
    spell = person.memberships.select_related("organisation").filter(ends_on=None).first()
    allow(actor, spell.organisation.scope_key if spell else person.scope_key, "ghi đảng viên từ trần")
    person = locked(person)
    faults = Faults()
    if spell is None:
        faults.add(f"{person.full_name} hiện không sinh hoạt ở chi bộ nào trong sổ này.", field="person")
    else:
        check_closing(spell, died_on, on, faults)
    faults.settle()
    assert spell is not None
    also = (as_guest(spell), person.employments.all(), person.mass_places.all())
    closed(spell, died_on, Membership.LeftBy.DEATH, "", also=also)
    posts = sum(len(spell.ended_with.get(record, ())) for record in ("register.employment", "register.massplace"))
    told = {"person": person.uid, "ends_on": [None, died_on], "posts": posts}
    log(actor, on, "record_death", spell, spell.organisation, told)
    return spell


@transaction.atomic
def take_back_leaving(*, actor: Actor, on: date, membership: Membership, reason: str) -> Membership:
    """Undo a leaving that was entered by mistake, whatever way; what ended with it goes on until when it was to end.

    A move for good is taken back by its own verb (``take_back_transfer``). Raises ``FaultyError``.
    """
    allow(actor, membership.organisation.scope_key, "rút lại việc rời chi bộ đã ghi")
    person = locked(membership.person)
    spell = Membership.objects.select_related("organisation", "person").get(pk=membership.pk)
    day, way = spell.ends_on, spell.left_by
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    faults.unless(day is not None, "Đảng tịch này đang mở.", next="Tải lại trang để xem tình trạng mới.")
    if way == Membership.LeftBy.TRANSFER_OUT:
        faults.add("Người này rời đi do chuyển sinh hoạt.", next="Rút lại lần chuyển sinh hoạt ấy.")
    if way == Membership.LeftBy.REORGANISED:
        faults.add("Người này rời đi theo quyết định sắp xếp tổ chức.", next="Xem lại lần sắp xếp ấy.")
    if day is not None:
        later_spell(spell, faults)
        check_standing(spell.organisation, on, faults)
    faults.settle()
    reopened(spell)
    told = {"person": person.uid, "ends_on": [day, None], "left_by": [way, None]}
    log(actor, on, "take_back_leaving", spell, spell.organisation, told, reason=reason.strip())
    return spell


@transaction.atomic
def take_back_opening(*, actor: Actor, on: date, membership: Membership, reason: str) -> None:
    """Undo that somebody was a member when the book was opened; the person is none here, and never was.

    For a record that stands twice: one of its spells goes, then both records join. Raises ``FaultyError`` for spells
    that another act made (its own verb takes those back), and with everything built on it.
    """
    allow(actor, membership.organisation.scope_key, "rút lại đảng tịch ghi khi mở sổ")
    person = locked(membership.person)
    spell = Membership.objects.select_related("organisation").get(pk=membership.pk)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    if spell.joined_by != Membership.JoinedBy.OPENING:
        faults.add("Đảng tịch này do kết nạp hoặc chuyển đến mở ra.", next="Rút lại chính việc ấy.")
    built_on(spell, faults)
    faults.settle()
    told = {"person": person.uid, "starts_on": [spell.starts_on, None], "organisation": [spell.organisation.name, None]}
    log(actor, on, "take_back_opening", spell, spell.organisation, told, reason=reason.strip())
    spell.delete()
    send_home(person)


@transaction.atomic
def take_back_employment(*, actor: Actor, on: date, employment: Employment, reason: str) -> None:
    """Undo that somebody was hired, entered by mistake; the log keeps what stood there and the reason."""
    organisation = employment.workplace.organisation
    allow(actor, organisation.scope_key, "rút lại công tác đã ghi")
    locked(employment.person)
    faults = Faults()
    faults.unless(bool(reason.strip()), "Chưa ghi lý do.", field="reason")
    faults.settle()
    told = {"person": employment.person.uid, "starts_on": [employment.starts_on, None]}
    log(actor, on, "take_back_employment", employment, organisation, told, reason=reason.strip())
    employment.delete()
