"""Moves and leavings: what ends with a membership, what comes back when one was entered by mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.base.dates import say_date
from chibo.base.refusal import FaultyError
from chibo.register import actions
from chibo.register.facts import members_of
from chibo.register.models import Employment, Exemption, Membership, OfficeHolding, Transfer
from chibo.register.queries import exemptions_on
from tests.factories import MONDAY, TERM_START, Cell, actor, cell

pytestmark = pytest.mark.django_db
DAY = date(2018, 5, 7)


@pytest.fixture
def house() -> Cell:
    return cell()


def sent_off(house: Cell) -> Transfer:
    actions.transfer_out(actor=actor(), on=MONDAY, person=house.bich, other_place="Chi bộ Mẫu Xa", ends_on=DAY)
    return house.bich.transfers.get()


def test_what_only_a_member_has_ends_with_the_membership(house: Cell) -> None:
    group = actions.found_group(
        actor=actor(), on=MONDAY, organisation=house.organisation, name="Tổ Mẫu", starts_on=TERM_START
    )
    actions.set_group_members(actor=actor(), on=MONDAY, group=group, people=[house.bich], starts_on=TERM_START)
    actions.exempt(actor=actor(), on=MONDAY, person=house.bich, organisation=house.organisation, starts_on=TERM_START)
    transfer = sent_off(house)
    for rows in (house.bich.offices, house.bich.group_places, house.bich.exemptions):
        assert rows.get().ends_on == DAY
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=transfer, reason="chưa đi")
    for rows in (house.bich.offices, house.bich.group_places, house.bich.exemptions):
        assert rows.get().ends_on is None
    assert house.bich.memberships.get().ends_on is None
    assert not Transfer.objects.exists()


def test_an_office_that_another_holds_by_now_stays_with_them(house: Cell) -> None:
    actions.transfer_out(actor=actor(), on=MONDAY, person=house.an, other_place="Chi bộ Mẫu Xa", ends_on=DAY)
    actions.hold_office(
        actor=actor(),
        on=MONDAY,
        person=house.cuong,
        organisation=house.organisation,
        office="secretary",
        starts_on=DAY,
    )
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=house.an.transfers.get(), reason="chưa đi")
    secretaries = OfficeHolding.objects.filter(office="secretary", ends_on=None)
    assert [one.person for one in secretaries] == [house.cuong]


def test_a_move_is_not_taken_back_under_what_came_after(house: Cell) -> None:
    transfer = sent_off(house)
    actions.transfer_in(
        actor=actor(), on=MONDAY, person=house.bich, organisation=house.organisation, other_place="Chi bộ Mẫu Xa"
    )
    with pytest.raises(FaultyError, match="Sau đó đã ghi sinh hoạt ở Chi bộ Mẫu"):
        actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=transfer, reason="nhầm")
    back = house.bich.transfers.get(direction="into")
    actions.exempt(actor=actor(), on=MONDAY, person=house.bich, organisation=house.organisation, starts_on=MONDAY)
    with pytest.raises(FaultyError, match="Đã ghi miễn công tác"):
        actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=back, reason="nhầm")
    house.bich.exemptions.all().delete()
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=back, reason="nhầm")
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=transfer, reason="nhầm")
    assert house.bich.memberships.get().ends_on is None


def test_one_taken_in_by_mistake_goes_back_to_where_they_were(house: Cell) -> None:
    other = cell(name="Chi bộ Mẫu Hai", scope_key="t901")
    sent_off(house)
    actions.transfer_in(
        actor=actor(), on=MONDAY, person=house.bich, organisation=other.organisation, other_place="Chi bộ Mẫu"
    )
    house.bich.refresh_from_db()
    assert house.bich.organisation == other.organisation
    actions.take_back_transfer(
        actor=actor(), on=MONDAY, transfer=house.bich.transfers.get(direction="into"), reason="nhầm người"
    )
    house.bich.refresh_from_db()
    assert (house.bich.organisation, house.bich.scope_key) == (house.organisation, house.organisation.scope_key)


def test_a_time_away_is_lengthened_and_ends(house: Cell) -> None:
    away = actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=house.dung,
        organisation=house.organisation,
        direction="out",
        other_place="Chi bộ Mẫu Xa",
        starts_on=date(2018, 1, 8),
        ends_on=date(2018, 6, 1),
    )
    with pytest.raises(FaultyError, match="Chưa ghi căn cứ gia hạn"):
        actions.extend_transfer(actor=actor(), on=MONDAY, transfer=away, ends_on=date(2018, 9, 1), reason=" ")
    actions.extend_transfer(actor=actor(), on=MONDAY, transfer=away, ends_on=date(2018, 9, 1), reason="công văn mẫu")
    dung = next(one for one in members_of(house.organisation, MONDAY) if one.name == "Quàng Mẫu Dung")
    assert [(spell.starts_on, spell.ends_on) for spell in dung.away] == [(date(2018, 1, 8), date(2018, 9, 1))]
    actions.come_back(actor=actor(), on=MONDAY, transfer=away, ends_on=DAY)
    away.refresh_from_db()
    assert away.ends_on == DAY
    actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=away, reason="không đi")
    assert not house.dung.transfers.exists()


def test_a_death_ends_membership_and_posts_and_can_be_taken_back(house: Cell) -> None:
    spell = actions.record_death(actor=actor(), on=MONDAY, person=house.bich, died_on=DAY)
    assert (spell.left_by, spell.ends_on) == ("death", DAY)
    assert Employment.objects.get(person=house.bich).ends_on == DAY
    assert house.bich.offices.get().ends_on == DAY
    with pytest.raises(FaultyError, match="hiện không sinh hoạt"):
        actions.record_death(actor=actor(), on=MONDAY, person=house.bich, died_on=DAY)
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    assert Employment.objects.get(person=house.bich).ends_on is None
    assert Membership.objects.get(person=house.bich).ends_on is None
    with pytest.raises(FaultyError, match="đang mở"):
        actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="lần nữa")


def exempted(house: Cell, ends_on: date | None = None) -> Exemption:
    return actions.exempt(
        actor=actor(),
        on=MONDAY,
        person=house.cuong,
        organisation=house.organisation,
        starts_on=date(2018, 1, 8),
        ends_on=ends_on,
    )


def away(house: Cell, ends_on: date | None) -> Transfer:
    return actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=house.cuong,
        organisation=house.organisation,
        direction="out",
        other_place="Chi bộ Mẫu Xa",
        starts_on=date(2018, 1, 8),
        ends_on=ends_on,
    )


def test_what_was_to_end_later_ends_with_the_leaving_and_then_again_when_it_was_to(house: Cell) -> None:
    planned = date(2019, 3, 1)
    house.cuong.offices.update(ends_on=planned)
    house.cuong.employments.update(ends_on=planned)
    rows: tuple[Any, ...] = (
        exempted(house, planned),
        away(house, planned),
        house.cuong.offices.get(),
        house.cuong.employments.get(),
    )
    spell = actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=DAY)
    assert not exemptions_on(house.organisation, MONDAY)
    for row in rows:
        row.refresh_from_db()
        assert row.ends_on == DAY
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    for row in rows:
        row.refresh_from_db()
        assert row.ends_on == planned


def test_who_dies_is_a_guest_nowhere_and_is_one_again_when_that_is_taken_back(house: Cell) -> None:
    other = cell(name="Chi bộ Mẫu Hai", scope_key="t901").organisation
    home = away(house, None)
    guest = actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=house.cuong,
        organisation=other,
        direction="into",
        other_place="Chi bộ Mẫu",
        starts_on=date(2018, 1, 8),
        ends_on=date(2018, 9, 1),
    )
    spell = actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=DAY)
    for row in (home, guest):
        row.refresh_from_db()
        assert row.ends_on == DAY
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    for row in (home, guest):
        row.refresh_from_db()
    assert (home.ends_on, guest.ends_on) == (None, date(2018, 9, 1))


def test_what_ended_by_itself_on_the_day_of_leaving_stays_ended(house: Cell) -> None:
    row, job = exempted(house, DAY), house.cuong.employments.get()
    actions.end_employment(actor=actor(), on=MONDAY, employment=job, ends_on=DAY)
    spell = actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=DAY)
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    assert Exemption.objects.get(pk=row.pk).ends_on == DAY
    assert Employment.objects.get(pk=job.pk).ends_on == DAY
    assert house.cuong.offices.get().ends_on is None


def test_what_got_another_end_since_keeps_it(house: Cell) -> None:
    row = exempted(house)
    spell = actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=DAY)
    row.refresh_from_db()
    actions.end_exemption(actor=actor(), on=MONDAY, exemption=row, ends_on=date(2018, 3, 1))
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    row.refresh_from_db()
    assert row.ends_on == date(2018, 3, 1)


def test_nobody_leaves_before_what_only_a_member_has_began(house: Cell) -> None:
    exempted(house)
    with pytest.raises(FaultyError, match="Đã ghi miễn công tác, sinh hoạt của người này từ 8-1-2018"):
        actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=date(2018, 1, 8))


def test_nothing_that_only_a_member_has_is_entered_past_the_end_of_the_membership(house: Cell) -> None:
    actions.record_death(actor=actor(), on=MONDAY, person=house.cuong, died_on=DAY)
    asked: dict[str, Any] = {
        "actor": actor(),
        "on": MONDAY,
        "person": house.cuong,
        "organisation": house.organisation,
    }
    for starts_on in (date(2018, 1, 8), DAY):
        with pytest.raises(FaultyError, match="đảng viên của Chi bộ Mẫu"):
            actions.exempt(**asked, starts_on=starts_on)
        with pytest.raises(FaultyError, match="đảng viên của Chi bộ Mẫu"):
            actions.hold_office(**asked, office="deputy_secretary", starts_on=starts_on)
    row = actions.exempt(**asked, starts_on=date(2018, 1, 8), ends_on=date(2018, 3, 1))
    assert row.ends_on == date(2018, 3, 1)


def test_every_way_of_leaving_keeps_its_decision(house: Cell) -> None:
    spell = house.cuong.memberships.get()
    actions.close_membership(
        actor=actor(),
        on=MONDAY,
        membership=spell,
        left_by="resignation",
        ends_on=DAY,
        decision="Quyết định 12-QĐ/ĐU ngày 4-5-2018",
    )
    spell.refresh_from_db()
    assert spell.left_decision == "Quyết định 12-QĐ/ĐU ngày 4-5-2018"
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="chưa có quyết định")
    spell.refresh_from_db()
    assert (spell.ends_on, spell.left_by, spell.left_decision) == (None, "", "")


def test_a_post_and_an_opening_spell_are_taken_back_so_that_two_records_can_join(house: Cell) -> None:
    spell = house.cuong.memberships.get()
    with pytest.raises(FaultyError, match="Đã ghi chức vụ Chi ủy viên"):
        actions.take_back_opening(actor=actor(), on=MONDAY, membership=spell, reason="ghi hai lần")
    house.cuong.offices.all().delete()
    actions.take_back_opening(actor=actor(), on=MONDAY, membership=spell, reason="ghi hai lần")
    actions.take_back_employment(
        actor=actor(), on=MONDAY, employment=house.cuong.employments.get(), reason="ghi hai lần"
    )
    assert not house.cuong.memberships.exists()
    assert not house.cuong.employments.exists()
    actions.transfer_in(
        actor=actor(), on=MONDAY, person=house.cuong, organisation=house.organisation, other_place="Chi bộ Mẫu Xa"
    )
    with pytest.raises(FaultyError, match="do kết nạp hoặc chuyển đến"):
        actions.take_back_opening(
            actor=actor(), on=MONDAY, membership=house.cuong.memberships.get(), reason="ghi hai lần"
        )


# ---------------------------------------------------------------------- what is over is not lengthened


def away_twice(house: Cell) -> Transfer:
    """The first of two times away, both in the past."""
    first, _ = (
        actions.transfer_temporarily(
            actor=actor(),
            on=MONDAY,
            person=house.dung,
            organisation=house.organisation,
            direction="out",
            other_place="Chi bộ Mẫu Xa",
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for starts_on, ends_on in (
            (date(2017, 1, 9), date(2017, 4, 3)),
            (date(2017, 6, 5), date(2017, 9, 4)),
        )
    )
    return first


def test_a_time_away_that_is_over_does_not_run_into_the_next_one(house: Cell) -> None:
    first = away_twice(house)
    with pytest.raises(FaultyError) as found:
        actions.come_back(actor=actor(), on=MONDAY, transfer=first, ends_on=date(2017, 7, 3))
    assert [fault.what for fault in found.value.faults] == [
        "Lần chuyển này đã hết từ 3-4-2017.",
        "Từ 5-6-2017 đã ghi một lần chuyển sinh hoạt tạm thời khác.",
    ]
    first.refresh_from_db()
    assert first.ends_on == date(2017, 4, 3)


def test_an_earlier_return_than_planned_is_entered_late(house: Cell) -> None:
    first = away_twice(house)
    actions.come_back(actor=actor(), on=MONDAY, transfer=first, ends_on=date(2017, 3, 6))
    first.refresh_from_db()
    assert first.ends_on == date(2017, 3, 6)


def test_an_exemption_that_is_over_does_not_run_into_the_next_one(house: Cell) -> None:
    first, _ = (
        actions.exempt(
            actor=actor(),
            on=MONDAY,
            person=house.dung,
            organisation=house.organisation,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        for starts_on, ends_on in ((date(2017, 1, 9), date(2017, 4, 3)), (date(2017, 6, 5), None))
    )
    with pytest.raises(FaultyError, match="đã hết từ 3-4-2017"):
        actions.end_exemption(actor=actor(), on=MONDAY, exemption=first, ends_on=date(2017, 7, 3))


def test_what_rests_on_an_arrival_is_named_with_its_page(house: Cell) -> None:
    sent_off(house)
    back = actions.transfer_in(
        actor=actor(), on=MONDAY, person=house.bich, organisation=house.organisation, other_place="Xa", starts_on=DAY
    )
    here: dict[str, Any] = {"person": house.bich, "organisation": house.organisation, "starts_on": DAY}
    actions.exempt(actor=actor(), on=MONDAY, **here)
    actions.hold_office(actor=actor(), on=MONDAY, office="deputy_secretary", **here)
    actions.transfer_temporarily(actor=actor(), on=MONDAY, direction="out", other_place="Xa", **here)
    group = actions.found_group(
        actor=actor(), on=MONDAY, organisation=house.organisation, name="Tổ Mẫu", starts_on=TERM_START
    )
    actions.set_group_members(actor=actor(), on=MONDAY, group=group, people=[house.bich], starts_on=DAY)
    move = house.bich.transfers.get(direction="into")
    with pytest.raises(FaultyError) as found:
        actions.take_back_transfer(actor=actor(), on=MONDAY, transfer=move, reason="nhầm")
    said = {fault.what: fault.next for fault in found.value.faults}
    day = say_date(DAY)
    assert back.ends_on is None
    assert list(said) == [
        f"Đã ghi chức vụ Phó Bí thư từ {day}, sau khi vào chi bộ.",
        f"Đã ghi xếp vào tổ đảng “Tổ Mẫu” từ {day}, sau khi vào chi bộ.",
        f"Đã ghi miễn công tác, sinh hoạt từ {day}, sau khi vào chi bộ.",
        f"Đã ghi chuyển sinh hoạt tạm thời (Xa) từ {day}, sau khi vào chi bộ.",
    ]
    pages = ("Cấp ủy", "Tổ đảng", "Miễn công tác, sinh hoạt", "Chuyển sinh hoạt")
    assert all(page in then for page, then in zip(pages, said.values(), strict=True)), said
