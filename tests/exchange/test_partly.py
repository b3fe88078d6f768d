"""Dates a list knows in part or not at all: of each is said what is stored, and nobody is silently on probation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.development.models import DevelopmentCase, Step
from chibo.exchange import actions
from chibo.exchange.archive import archive_parts
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import Decisions, Whole
from chibo.exchange.models import ListImport
from chibo.register.facts import members_of
from chibo.register.models import Admission, Employment, Membership, Person
from chibo.register.queries import head_count
from chibo.reviews.facts import members_of_round
from chibo.reviews.queries.discipline import standing_of
from tests.exchange.looking import bring, look, make_cell, said_of, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Ngày sinh", "Ngày quyết định kết nạp", "Ngày vào Đảng", "Chính thức", "Ngày vào cơ quan")
LEFT_OUT = "Sổ cần đủ ngày nên chưa ghi; bổ sung ở ô bên hoặc để sau."
MANY = [
    ("Họ và tên", "Ngày sinh", "Ngày vào Đảng"),
    ("Lò Mẫu Ánh", "1-1-1950", "3-2-1980"),
    ("Lò Mẫu Bạn", "2-1-1950", "3-2-1980"),
    ("Lò Mẫu Chi", "3-1-1950", "3-2-1980"),
]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def test_who_became_official_on_a_day_known_in_part_is_official(cell: Organisation) -> None:
    rows = [HEAD, ("Lò Mẫu Ánh", "1-1-1950", "", "3/2/1980", "1981", "5/9/2002")]
    assert said_of(look(upload(cell, rows))) == {
        "Lò Mẫu Ánh": ["Ngày chính thức chỉ biết năm 1981. Ghi là đã chính thức, bổ sung ngày sau."]
    }
    bring(cell, rows)
    assert not DevelopmentCase.objects.exists()
    assert head_count(cell, MONDAY).official == 1


def test_an_official_date_that_may_lie_ahead_must_be_told(cell: Organisation) -> None:
    rows = [HEAD, ("Lò Mẫu Ánh", "1-1-1990", "", "3/5/2017", "5/2018", "5/9/2012")]
    found = look(upload(cell, rows))
    assert [fault.said for fault in found.lines[0].must] == [
        "Ngày chính thức chỉ biết tháng 5-2018. Ghi đủ ngày; để trống thì ghi là dự bị."
    ]
    bring(cell, rows)
    assert head_count(cell, MONDAY).probationary == 1
    assert DevelopmentCase.objects.count() == 1


def test_what_is_dropped_or_stored_instead_is_told(cell: Organisation) -> None:
    rows = [HEAD, ("Lò Mẫu Ánh", "1-1-1950", "1980", "3/2/1980", "3/2/1981", "9/2002")]
    assert said_of(look(upload(cell, rows)))["Lò Mẫu Ánh"] == [
        f"Ngày quyết định kết nạp chỉ biết năm 1980. {LEFT_OUT}",
        "Ngày vào cơ quan chỉ biết tháng 9-2002. Sổ cần đủ ngày nên tạm ghi 22-5-2015; đính chính sau.",
    ]
    bring(cell, rows)
    assert Employment.objects.get().starts_on == date(2015, 5, 22), "the opening of the term, as was said"
    assert Admission.objects.get().decided_on is None
    assert said_of(look(upload(cell, rows)))["Lò Mẫu Ánh"][1] == f"Ngày vào cơ quan chỉ biết tháng 9-2002. {LEFT_OUT}"


def test_who_joined_this_month_is_not_yet_official(cell: Organisation) -> None:
    rows = [HEAD, ("Lò Mẫu Ánh", "1-1-1990", "", "5/2018", "", ""), ("Vì Mẫu Bạn", "2-1-1960", "", "1985", "", "")]
    assert list(said_of(look(upload(cell, rows))).values()) == [
        ["Ngày vào Đảng chỉ biết tháng 5-2018. Giữ như vậy, tạm tính là dự bị; bổ sung ngày sau."],
        ["Ngày vào Đảng chỉ biết năm 1985. Giữ như vậy, bổ sung ngày sau."],
    ]
    bring(cell, rows)
    assert list(Membership.objects.order_by("person__birth").values_list("was_official", flat=True)) == [True, False]


def test_who_moved_in_on_an_unknown_day_is_told_from_when_they_count(cell: Organisation) -> None:
    rows = [
        ("Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chính thức", "Ngày chuyển đến", "Chuyển đến từ"),
        ("Lò Mẫu Ánh", "1-1-1950", "3/2/1980", "3/2/1981", "2016", "Đảng bộ xã Mẫu"),
        ("Lò Mẫu Bạn", "2-1-1950", "3/2/1980", "3/2/1981", "", "Đảng bộ xã Mẫu"),
        ("Lò Mẫu Chi", "3-1-1950", "3/2/1980", "3/2/1981", "1/2/2016", "Đảng bộ xã Mẫu"),
    ]
    then = "Sổ cần đủ ngày nên tạm ghi có mặt từ 22-5-2015; đính chính sau."
    assert list(said_of(look(upload(cell, rows))).values()) == [
        [f"Ngày chuyển đến chỉ biết năm 2016. {then}"],
        [f"Chuyển đến từ “Đảng bộ xã Mẫu” nhưng chưa có ngày. {then}"],
        [],
    ]


def test_a_day_of_becoming_a_source_that_is_not_whole_must_be_told(cell: Organisation) -> None:
    rows = [("DANH SÁCH QUẦN CHÚNG TRONG NGUỒN",), ("TT", "Họ và tên", "Ngày sinh", "Ngày đưa vào nguồn")]
    rows += [("1", "Sùng Mẫu Phớ", "1/1/1994", "3/2017")]
    assert [fault.said for fault in look(upload(cell, rows)).lines[0].must] == [
        "Ngày đưa vào nguồn chỉ biết tháng 3-2017. Ghi đủ ngày; để trống thì ghi là hôm nay (21-5-2018)."
    ]
    bring(cell, rows, Decisions(edits={3: {Column.SOURCE_ON: "15-3-2017"}}))
    assert Step.objects.get().on == date(2017, 3, 15)
    assert said_of(look(upload(cell, rows))) == {"Sùng Mẫu Phớ": []}, "the step is written, whatever the list says"


def test_old_members_without_an_official_date_are_told_of_and_settled_by_one_click(cell: Organisation) -> None:
    before = archive_parts(cell)
    found = look(upload(cell, MANY))
    assert (found.late, found.people) == (3, 3)
    then = "Sẽ ghi là dự bị, quá hạn xét công nhận; đã chính thức thì ghi ngày vào ô bên."
    assert said_of(found)["Lò Mẫu Ánh"] == [f"Vào Đảng 3-2-1980 mà chưa có ngày chính thức. {then}"]
    record = bring(cell, MANY)
    assert (head_count(cell, MONDAY).probationary, DevelopmentCase.objects.count()) == (3, 3)
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    said = Decisions(whole={Whole.OFFICIAL: True})
    assert said_of(look(upload(cell, MANY, said)))["Lò Mẫu Ánh"] == []
    record = bring(cell, MANY, said)
    assert (head_count(cell, MONDAY).official, DevelopmentCase.objects.count()) == (3, 0)
    assert Admission.objects.filter(ceremony_on=date(1980, 2, 3), official_on=None).count() == 3
    assert {one.official_on is not None and one.official_on <= MONDAY for one in members_of(cell, MONDAY)} == {True}
    assert {one.is_official for one in members_of_round([cell], MONDAY)} == {True}
    assert standing_of(Person.objects.all()[0], MONDAY) == "official"
    assert (look(upload(cell, MANY)).same, look(upload(cell, MANY)).late) == (3, 0)
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert archive_parts(cell) == before


def test_whose_official_date_is_wrong_and_left_empty_is_one_of_them(cell: Organisation) -> None:
    rows = [
        ("Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Chính thức"),
        ("Lò Mẫu Ánh", "1-1-1980", "3/2/2012", "3/8/2012"),
    ]
    assert look(upload(cell, rows)).late == 1
    bring(cell, rows, Decisions(whole={Whole.OFFICIAL: True}))
    assert head_count(cell, MONDAY).official == 1


def test_who_is_recognised_or_still_in_time_is_not_late(cell: Organisation) -> None:
    rows = [
        ("Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày QĐ công nhận chính thức"),
        ("Lò Mẫu Ánh", "1-1-1980", "3/2/2010", "3/2/2011"),
        ("Lò Mẫu Bạn", "2-1-1980", "3/2/2017", ""),
    ]
    found = look(upload(cell, rows))
    assert (found.late, said_of(found)) == (0, {"Lò Mẫu Ánh": [], "Lò Mẫu Bạn": []})
    bring(cell, rows)
    assert list(DevelopmentCase.objects.values_list("person__full_name", flat=True)) == ["Lò Mẫu Bạn"]


def test_the_page_offers_it_and_takes_it_back(cell: Organisation, client: Client) -> None:
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    client.force_login(user)
    address = f"/nhap-danh-sach/{upload(cell, MANY).uid}/kiem-tra/"
    assert (
        "3 đảng viên vào Đảng đã quá 18 tháng mà tệp không có ngày chính thức" in client.get(address).content.decode()
    )
    client.post(address, {"ca": "official:1"})
    assert "được ghi là đã chính thức, chưa rõ ngày" in client.get(address).content.decode()
    client.post(address, {"ca": "official:0"})
    assert "Coi là đã chính thức, chưa rõ ngày" in client.get(address).content.decode()
    client.post(address, {"ca": "nothing:1"})
    assert Decisions.read(ListImport.objects.get().decisions).whole == {Whole.OFFICIAL: False}
