"""Campaigns: launched, registered for, told in one's own words, evaluated by the unit; nobody is ranked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.law.reading import rulebook
from chibo.reviews import actions, queries
from chibo.reviews.models import Campaign, CampaignEntry
from chibo.reviews.promise_values import CampaignAbout
from chibo.reviews.queries.promises_told import campaign_duties
from tests.factories import MONDAY, Cell, actor, cell, member, stranger

if TYPE_CHECKING:
    from chibo.register.models import Person

pytestmark = pytest.mark.django_db
START, END = date(2018, 1, 8), date(2018, 5, 10)


@pytest.fixture
def house() -> Cell:
    return cell()


def about(**said: Any) -> CampaignAbout:
    usual: dict[str, Any] = {"name": "Thi đua lập thành tích chào mừng 3-2", "launcher": Campaign.Launcher.PARTY}
    usual |= {"starts_on": START, "ends_on": END, "register_by": date(2018, 1, 31)}
    return CampaignAbout(**{**usual, **said})


def launched(house: Cell, **said: Any) -> Campaign:
    return actions.launch_campaign(actor=actor(), on=MONDAY, organisation=house.organisation, about=about(**said))


def register(campaign: Campaign, *people: Person, on: date = START) -> list[CampaignEntry]:
    return actions.register_people(actor=actor(), on=MONDAY, campaign=campaign, people=people, registered_on=on)


def whats(refused: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [fault.what for fault in refused.value.faults]


def test_everything_wrong_with_a_campaign_is_said_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        launched(house, name="", launcher="x", ends_on=date(2018, 1, 1), register_by=date(2018, 1, 2))
    assert whats(refused) == [
        "Chưa ghi tên.",
        "Chưa chọn tổ chức phát động.",
        "Ngày kết thúc 1-1-2018 ở trước ngày bắt đầu 8-1-2018.",
        "Ngày kết thúc 1-1-2018 ở trước hạn đăng ký 2-1-2018.",
    ]
    assert not Campaign.objects.exists()


def test_people_register_once_and_only_those_who_are_meant(house: Cell) -> None:
    campaign = launched(house)
    register(campaign, house.an)
    with pytest.raises(FaultyError) as refused:
        register(campaign, house.an, house.xuan, on=date(2018, 6, 1))
    assert whats(refused) == [
        "Ngày đăng ký 1-6-2018 chưa tới.",
        "Đã đăng ký từ trước: Lò Mẫu An.",
        "Không thuộc diện đăng ký: Lò Mẫu Xuân.",
    ]
    staff = launched(house, name="Công đoàn", launcher=Campaign.Launcher.TRADE_UNION, circle=Campaign.Circle.STAFF)
    register(staff, house.xuan)
    free = launched(house, name="Tự nguyện", circle=Campaign.Circle.FREE)
    register(free, house.xuan, house.an)
    page = queries.campaign_page(free, MONDAY)
    assert page.missing == ()
    assert house.bich in page.outside


def test_a_result_is_in_the_persons_own_words_and_stays_out_of_the_log(house: Cell) -> None:
    (entry,) = register(launched(house), house.an)
    write: dict[str, Any] = {"actor": actor(), "on": MONDAY, "entry": entry}
    with pytest.raises(FaultyError) as refused:
        actions.write_entry(**write, result="Đã làm 5 tin", told_on=None)
    assert whats(refused) == ["Kết quả và ngày phải ghi cùng nhau."]
    actions.write_entry(**write, pledge="Viết 5 tin", result="Đã viết 6 tin", told_on=date(2018, 5, 9))
    entry.refresh_from_db()
    assert (entry.pledge, entry.result) == ("Viết 5 tin", "Đã viết 6 tin")
    assert "tin" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    with pytest.raises(NotAllowedError):
        actions.write_entry(actor=stranger(), on=MONDAY, entry=entry, pledge="x")
    with pytest.raises(NotYoursError):
        queries.entry_for(stranger(), entry.uid)


def test_the_unit_registers_and_evaluates(house: Cell) -> None:
    campaign = launched(house)
    keys = [due.key for due in campaign_duties(actor(), house.organisation, MONDAY, rulebook())]
    assert keys == ["thi-dua-dang-ky", "thi-dua-danh-gia"]
    part: dict[str, Any] = {"actor": actor(), "on": MONDAY, "campaign": campaign}
    with pytest.raises(FaultyError) as refused:
        actions.write_unit_part(**part, unit_registered_on=START, evaluated_on=date(2018, 1, 1), evaluation="Tốt")
    assert whats(refused) == [
        "Ngày đánh giá 1-1-2018 ở trước ngày bắt đầu 8-1-2018.",
        "Nội dung đơn vị đăng ký và ngày phải ghi cùng nhau.",
    ]
    actions.write_unit_part(
        **part, unit_registered_on=START, unit_pledge="Hoàn thành kế hoạch", evaluated_on=END, evaluation="Đã xong"
    )
    assert list(campaign_duties(actor(), house.organisation, MONDAY, rulebook())) == []


def test_a_registration_is_taken_back_with_a_reason(house: Cell) -> None:
    (entry,) = register(launched(house), house.an)
    with pytest.raises(FaultyError, match="lý do"):
        actions.take_back_entry(actor=actor(), on=MONDAY, entry=entry, reason="")
    actions.take_back_entry(actor=actor(), on=MONDAY, entry=entry, reason="Ghi nhầm")
    assert not CampaignEntry.objects.exists()


def test_people_stand_in_the_order_of_names_whatever_they_told(house: Cell) -> None:
    campaign = launched(house)
    rows = register(campaign, house.vu, house.bich, house.an)
    actions.write_entry(actor=actor(), on=MONDAY, entry=rows[0], result="Xong", told_on=MONDAY)
    assert [entry.person for entry in queries.campaign_page(campaign, MONDAY).entries] == [
        house.an,
        house.bich,
        house.vu,
    ]


def test_more_people_ask_no_more_of_the_database(house: Cell) -> None:
    campaign = launched(house)
    register(campaign, house.an)

    def asked() -> list[int]:
        found = []
        reads = (
            lambda: queries.campaign_page(campaign, MONDAY),
            lambda: queries.campaigns_of(house.organisation, MONDAY),
        )
        for read in reads:
            with CaptureQueriesContext(connection) as questions:
                read()
            found.append(len(questions))
        return found

    few = asked()
    register(campaign, *(member(house.organisation) for _ in range(40)))
    launched(house, name="Khác")
    assert asked() == few
