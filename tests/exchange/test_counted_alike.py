"""Preview, minutes, the list of imports and an undo count the same things."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.exchange import actions
from chibo.exchange.models import ListImport
from chibo.register.models import Person
from chibo.reviews.models import Classification
from tests.exchange.lists.messy import workbook
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Ngày sinh", "Quê quán", "Ngày vào Đảng", "Ngày chính thức")
AN = ("Lò Mẫu An", "1/2/1980", "xã Mẫu", "3/2/2010", "3/2/2011")
BAN = ("Vì Mẫu Bạn", "2/3/1981", "xã Mẫu", "3/2/2010", "3/2/2011")


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.fixture
def keeper(client: Client, cell: Organisation) -> Client:
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    client.force_login(user)
    return client


def shown(client: Client, address: str) -> str:
    text = html.unescape(re.sub("<[^>]+>", " ", client.get(address).content.decode()))
    return re.sub(r" ([,.:)”])", r"\1", " ".join(text.split())).replace("“ ", "“")


def test_who_only_gets_a_case_counts_as_changed_before_and_after(keeper: Client, cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Ngày đưa vào nguồn")
    staff = [("Lò Mẫu An", "1/2/1990"), ("Vì Mẫu Bạn", "2/3/1991")]
    bring(cell, [head[:2], *staff])
    record = upload(cell, [head, *((*one, "3/3/2018") for one in staff)], kind="sources")
    found = look(record)
    assert (found.changed, found.same, found.cases) == (2, 0, 2)
    page = shown(keeper, f"/nhap-danh-sach/{record.uid}/kiem-tra/")
    assert "cập nhật 2 (trong đó đưa 2 người vào theo dõi), không đổi 0." in page
    done = actions.run_import(actor=actor(), on=MONDAY, record=record)
    assert (done.counts["changed"], done.counts["same"]) == (2, 0)
    again = look(upload(cell, [head, *((*one, "3/3/2018") for one in staff)], kind="sources"))
    assert (again.changed, again.same) == (0, 2)


def test_results_are_counted_one_by_one(keeper: Client, cell: Organisation) -> None:
    bring(cell, [HEAD, AN])
    head = ("TT", "Họ và tên", *(f"Xếp loại năm {year}" for year in range(2013, 2017)))
    Person.objects.get().memberships.update(starts_on="2010-02-03")
    record = upload(cell, [head, (1, AN[0], *["Hoàn thành tốt nhiệm vụ"] * 4)])
    address = f"/nhap-danh-sach/{record.uid}/"
    page = shown(keeper, address + "kiem-tra/")
    assert "Sẽ ghi 4 kết quả xếp loại." in page
    assert "Nhập 4 kết quả xếp loại" in page
    keeper.post(address + "kiem-tra/", {"viec": "nhap"})
    assert Classification.objects.count() == 4
    assert "Đã nhập 4 kết quả xếp loại" in shown(keeper, address)
    assert "4 kết quả" in shown(keeper, "/nhap-danh-sach/")
    keeper.post(address + "hoan-tac/")
    assert "Đã hoàn tác: 4 kết quả xếp loại trở lại như trước khi nhập" in shown(keeper, address)


def test_a_whole_file_is_told_as_a_sum_with_every_table(keeper: Client, cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Dân tộc")
    tables = [
        (name, [head, *((f"Lò Mẫu {letter * 2}an", "1/2/1980", "Thái") for letter in letters)])
        for name, letters in (("Một", "ABC"), ("Hai", "GH"))
    ]
    file = io.BytesIO(workbook(*tables))
    file.name = "ds.xlsx"
    keeper.post("/nhap-danh-sach/", {"file": file})
    record = ListImport.objects.get()
    actions.take_tables(actor=actor(), on=MONDAY, record=record, sheets=["Hai" if record.sheet == "Một" else "Một"])
    address = keeper.post(f"/nhap-danh-sach/{record.uid}/kiem-tra/", {"viec": "nhap-tep"})["Location"]
    page = shown(keeper, address)
    assert "Cả tệp: 5 người ở 2 bảng" in page
    assert "Bảng “Một”: 3 người" in page
    assert "Bảng “Hai”: 2 người" in page
    assert "hoàn tác riêng" in page
    other = ListImport.objects.get(sheet="Hai")
    assert f"/nhap-danh-sach/{other.uid}/" in keeper.get(address).content.decode()
    listed = shown(keeper, "/nhap-danh-sach/")
    assert "trang “Một”" in listed
    assert "trang “Hai”" in listed
    keeper.post(f"/nhap-danh-sach/{other.uid}/hoan-tac/")
    page = shown(keeper, address)
    assert "Cả tệp: 3 người ở 2 bảng" in page
    assert "2 người, đã hoàn tác" in page


def test_an_undo_says_who_went_and_who_is_as_before(keeper: Client, cell: Organisation) -> None:
    bring(cell, [HEAD, AN])
    done = bring(cell, [HEAD, (*AN[:2], "bản Mẫu", *AN[3:]), BAN])
    keeper.post(f"/nhap-danh-sach/{done.uid}/hoan-tac/")
    said = "Đã hoàn tác: 1 người được rút khỏi sổ, 1 người trở lại như trước khi nhập"
    assert said in shown(keeper, f"/nhap-danh-sach/{done.uid}/")
