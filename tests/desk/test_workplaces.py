"""The page of a workplace in the browser: staff by name and by count, what does not fit, mass organisations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.register import actions
from chibo.register.models import MassBody, StaffCount, Workplace
from tests.factories import MONDAY, Cell, WorkplaceFactory, actor, cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db
COUNT = {"viec": "so", "so-day": "1-3-2018", "so-staff": "20", "so-members": "9", "so-source": "Báo cáo 12/BC-SM"}


@pytest.fixture
def house() -> Cell:
    return cell()


@pytest.fixture
def keeper(house: Cell, browser: Callable[..., Client]) -> Client:
    return browser(house.organisation, below=True)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().replace("\u2011", "-")


def test_a_count_is_entered_and_told_everywhere_of_its_day(house: Cell, keeper: Client) -> None:
    where, unit = f"/co-quan/{house.workplace.uid}/", f"/to-chuc/{house.organisation.uid}/"
    assert "Chưa ghi số nào theo giấy tờ" in page(keeper, where)
    assert keeper.post(where, COUNT).status_code == 302
    told = page(keeper, where)
    assert "Gồm 13 người sổ chưa ghi tên (4 đảng viên), theo số ngày" in told
    assert "đang dùng" in told
    assert "20, đảng viên chiếm 45%" in page(keeper, unit)
    assert "7, đảng viên chiếm" in page(keeper, unit + "?ngay=28-2-2018")
    assert "Gồm 13 người" in page(keeper, "/viec-can-lam/")
    assert "20 cán bộ" in page(keeper, "/bao-cao/nhanh/")
    behind = page(keeper, "/bao-cao/danh-sach/can-bo/")
    assert "sổ chưa ghi tên 13 người theo số ngày 1-3-2018 (Báo cáo 12/BC-SM)" in behind


def test_what_does_not_fit_is_told_and_taken(house: Cell, keeper: Client) -> None:
    where = f"/co-quan/{house.workplace.uid}/"
    assert keeper.post(where, {**COUNT, "so-staff": "4", "so-members": "1"}).status_code == 302
    told = page(keeper, where)
    assert "Sổ ghi tên 7 cán bộ ngày này, nhiều hơn 4." in told
    assert "Sổ ghi tên 5 cán bộ là đảng viên ngày này, nhiều hơn 1." in told
    assert "Ngày này chi bộ có 5 đảng viên, nhiều hơn 4 cán bộ." in told
    assert keeper.post(where, {**COUNT, "so-day": "2-3-2018", "so-staff": "8", "so-members": "8"}).status_code == 302
    assert "Số này thêm 1 cán bộ chưa có tên trong sổ nhưng thêm 3 đảng viên." in page(keeper, where)


def test_a_bad_number_is_refused_kindly(house: Cell, keeper: Client) -> None:
    bad = {"viec": "so", "so-day": "22-5-2018", "so-staff": "-3", "so-members": "chín", "so-source": ""}
    answer = keeper.post(f"/co-quan/{house.workplace.uid}/", bad)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Số người không thể nhỏ hơn 0" in told
    assert "Ghi một số nguyên." in told
    ahead = keeper.post(f"/co-quan/{house.workplace.uid}/", {**COUNT, "so-day": "22-5-2018"})
    assert "ở sau ngày hôm nay" in ahead.content.decode()
    assert not StaffCount.objects.exists()


def test_a_count_is_set_right_and_taken_out(house: Cell, keeper: Client) -> None:
    keeper.post(f"/co-quan/{house.workplace.uid}/", COUNT)
    where = f"/co-quan/so-can-bo/{StaffCount.objects.get().uid}/"
    assert 'value="20"' in page(keeper, where)
    right = {**COUNT, "viec": "sua", "so-staff": "25"}
    assert keeper.post(where, right).status_code == 422  # without a reason
    assert keeper.post(where, {**right, "so-reason": "Gõ nhầm"}).status_code == 302
    assert StaffCount.objects.get().staff == 25
    assert keeper.post(where, {"viec": "bo", "bo-reason": ""}).status_code == 422
    assert keeper.post(where, {"viec": "bo", "bo-reason": "Của cơ quan khác"}).status_code == 302
    assert not StaffCount.objects.exists()


def test_mass_organisations_with_days_and_how_many_take_part(house: Cell, keeper: Client) -> None:
    where = f"/co-quan/{house.workplace.uid}/"
    assert "có, chưa ghi từ ngày nào" in page(keeper, where)
    assert keeper.post(where + "khong-co/", {"to-chuc": "trade_union"}).status_code == 302
    assert "Chưa ghi tổ chức đoàn thể nào" in page(keeper, where)
    body = {"viec": "doan-the", "doan-the-sort": "youth_union", "doan-the-starts_on": "4-1-2010"}
    assert keeper.post(where, {**body, "doan-the-name": "Chi đoàn Mẫu", "doan-the-ground": "QĐ 3"}).status_code == 302
    assert keeper.post(where, {**body, "doan-the-starts_on": ""}).status_code == 422
    for person in (house.xuan, house.y):
        actions.join_mass(
            actor=actor(),
            on=MONDAY,
            person=person,
            sort="youth_union",
            starts_on=date(2018, 2, 1),
            place="Chi đoàn Mẫu",
        )
    assert "2 cán bộ có tên trong sổ tham gia" in page(keeper, where)
    assert "0 cán bộ có tên trong sổ tham gia" in page(keeper, where + "?ngay=31-1-2018")
    assert "Chi đoàn Mẫu" in page(keeper, f"/to-chuc/{house.organisation.uid}/")
    closing = f"/co-quan/doan-the/{MassBody.objects.get().uid}/"
    assert keeper.post(closing, {"viec": "thoi", "thoi-ends_on": "1-5-2018"}).status_code == 302
    assert "đến trước" in page(keeper, where)
    assert "Thôi hoạt động" not in page(keeper, closing)
    assert keeper.post(closing, {"viec": "bo", "bo-reason": "Nhầm cơ quan"}).status_code == 302
    assert not MassBody.objects.exists()


def test_more_workplaces_ask_no_more_questions(house: Cell, keeper: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            page(keeper, f"/to-chuc/{house.organisation.uid}/")
            page(keeper, f"/co-quan/{house.workplace.uid}/")
        return len(questions)

    keeper.post(f"/co-quan/{house.workplace.uid}/", COUNT)
    asked()  # the first look also tells that the count was entered
    few = asked()
    assert few <= 27  # twelve for each page, and what a count says beside the names
    for number in range(3):
        WorkplaceFactory.create(organisation=house.organisation, name=f"Ban Mẫu {number}")
    for one in Workplace.objects.all():
        for day in (date(2018, 1, 2), date(2018, 2, 1)):
            actions.count_staff(actor=actor(), on=MONDAY, workplace=one, day=day, staff=30, members=3, source="Ai đó")
        actions.open_mass_body(actor=actor(), on=MONDAY, workplace=one, sort="women", starts_on=date(2015, 1, 5))
    assert asked() == few
