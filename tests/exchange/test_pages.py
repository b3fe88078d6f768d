"""The pages of an import, without JavaScript: upload, columns, rows, minutes, undo."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import User
from chibo.base.models import Installation, Job
from chibo.exchange.models import ListImport
from chibo.register.models import Person
from tests.exchange import awkward
from tests.factories import MONDAY, OrganisationFactory, TermFactory, WorkplaceFactory, actor

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

LISTS = Path(__file__).with_name("lists")
PHRASE = "mot cum mat khau dai"


@pytest.fixture
def keeper(client: Client) -> Client:
    """The secretary of an empty cell, signed in."""
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    organisation = OrganisationFactory.create()
    WorkplaceFactory.create(organisation=organisation)
    TermFactory.create(organisation=organisation)
    for name, role in (("bi-thu", "secretary"), ("kiem-tra", "auditor")):
        user = create_user(actor=actor(), on=MONDAY, username=name, display_name=name, pass_phrase=PHRASE)
        grant_role(
            actor=actor(),
            on=MONDAY,
            user=user,
            organisation=organisation,
            role=role,
            reach="here",
            starts_on=MONDAY,
        )
    client.force_login(User.objects.get(username="bi-thu"))
    return client


def send(client: Client, name: str = "can-bo-2018.xlsx") -> ListImport:
    with (LISTS / name).open("rb") as file:
        answer = client.post("/nhap-danh-sach/", {"file": file})
    record = ListImport.objects.latest("id")
    assert answer["Location"] == f"/nhap-danh-sach/{record.uid}/doi-chieu/"
    return record


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


REPAIRED = {"o-25-official_on": "20/9/2014", "dong-25": "take", "cap-16-37": "merge"}


def test_columns_are_proposed_and_taken(keeper: Client) -> None:
    assert "Chưa có tệp nào." in text(keeper, "/nhap-danh-sach/")
    record = send(keeper)
    base = f"/nhap-danh-sach/{record.uid}/"
    columns = text(keeper, base + "doi-chieu/")
    assert "Tiêu đề ở dòng 7 và dòng kế tiếp, trang “Danh sách”." in columns
    assert '<option value="ceremony_on" selected>' in columns
    chosen = {f"cot-{place}": column for place, column in enumerate(record.columns)}
    assert keeper.post(base + "doi-chieu/", chosen)["Location"] == base + "kiem-tra/"


def test_rows_are_looked_at_repaired_and_decided(keeper: Client) -> None:
    base = f"/nhap-danh-sach/{send(keeper).uid}/"
    rows = text(keeper, base + "kiem-tra/")
    assert "Nhập 25 người" in rows
    assert "gồm 18 đảng viên và 7 quần chúng" in rows
    assert "tháng 1 chỉ có 31 ngày" in rows
    early = keeper.post(base + "kiem-tra/", {"viec": "nhap"})
    assert early.status_code == 422
    assert "Dòng 16 và 37 có thể là một người" in early.content.decode()
    assert keeper.post(base + "kiem-tra/", {**REPAIRED, "viec": "kiem-tra"})["Location"] == base + "kiem-tra/"
    rows = text(keeper, base + "kiem-tra/")
    assert "Nhập 24 người" in rows
    assert "chưa đủ 12 tháng" not in rows
    assert not Person.objects.exists()


def test_from_the_file_to_the_people_and_back(keeper: Client) -> None:
    record = send(keeper)
    base = f"/nhap-danh-sach/{record.uid}/"
    assert keeper.post(base + "kiem-tra/", {**REPAIRED, "viec": "nhap"})["Location"] == base
    done = text(keeper, base)
    assert "Đã nhập 24 người" in done
    assert record.sha256 in done
    assert Person.objects.count() == 24
    assert keeper.post(base + "hoan-tac/")["Location"] == base
    assert "Đã hoàn tác: 24 người được rút khỏi sổ" in text(keeper, base)
    assert not Person.objects.exists()
    again = keeper.post(base + "hoan-tac/")
    assert again.status_code == 422
    assert "không còn gì để hoàn tác" in again.content.decode()


def test_a_table_pasted_from_a_spreadsheet(keeper: Client) -> None:
    pasted = "STT\tHọ và tên\tNăm sinh\n1\tLò Mẫu An\t1966\n2\tVì Mẫu Bạn\t1990\n"
    keeper.post("/nhap-danh-sach/", {"viec": "dan", "pasted": pasted})
    record = ListImport.objects.get()
    assert "Nhập 2 người" in text(keeper, f"/nhap-danh-sach/{record.uid}/kiem-tra/")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ds.xlsx", b"%PDF-1.7", "là tệp PDF, không phải bảng tính"),
        ("ds.csv", awkward.garbage(), "cũng không phải văn bản"),
        ("ds.xlsx", awkward.locked(), "bỏ mật khẩu"),
        ("ds.xls", awkward.old_excel(far=(65_535, 255)), "có ô IV65536 nằm rất xa bảng"),
        ("ds.xlsx", awkward.text_bomb(), "không đủ bộ nhớ"),
        ("ds.xlsx", b"", "Tệp trống"),
        ("ds.xlsx", b"PK\x03\x04 hong", "Không đọc được tệp."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_on_the_page(
    keeper: Client, name: str, content: bytes, said: str
) -> None:
    file = io.BytesIO(content)
    file.name = name
    answer = keeper.post("/nhap-danh-sach/", {"file": file})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ListImport.objects.exists()


def test_sending_nothing_is_said(keeper: Client) -> None:
    for sent, said in (({}, "Chưa chọn tệp."), ({"viec": "dan"}, "Chưa ghi bảng dán từ Excel.")):
        answer = keeper.post("/nhap-danh-sach/", sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    answer = keeper.post("/nhap-danh-sach/", {"viec": "dan", "pasted": "TUYỆT MẬT\tx\nHọ và tên\tNăm sinh\n"})
    assert answer.status_code == 422
    assert "không được đưa vào chương trình" in answer.content.decode()


def test_columns_that_cannot_be_and_another_header(keeper: Client) -> None:
    record = send(keeper)
    base = f"/nhap-danh-sach/{record.uid}/"
    answer = keeper.post(base + "doi-chieu/", {"cot-1": "birth"})
    assert answer.status_code == 422
    assert "Chưa chọn cột họ tên." in answer.content.decode()
    header = {"viec": "tieu-de", "sheet": "Danh sách", "header_row": "8", "header_height": "1"}
    assert keeper.post(base + "doi-chieu/", header).status_code == 302
    assert "Tiêu đề ở dòng 8, trang" in text(keeper, base + "doi-chieu/")
    assert keeper.post(base + "doi-chieu/", {**header, "header_row": "x"}).status_code == 422


def test_dropping_a_list(keeper: Client) -> None:
    record = send(keeper)
    assert keeper.post(f"/nhap-danh-sach/{record.uid}/kiem-tra/", {"viec": "bo"})["Location"] == "/nhap-danh-sach/"
    assert "Đã bỏ lần nhập này" in text(keeper, "/nhap-danh-sach/")
    assert text(keeper, f"/nhap-danh-sach/{record.uid}/kiem-tra/", 404)


def test_old_letters_are_told(keeper: Client) -> None:
    record = send(keeper, "ds-can-bo-abc.csv")
    assert "Chữ trong tệp gõ bằng bảng mã TCVN3" in text(keeper, f"/nhap-danh-sach/{record.uid}/doi-chieu/")


def test_strangers_get_no_page(keeper: Client) -> None:
    record = send(keeper)
    addresses = [f"/nhap-danh-sach/{part}" for part in ("", f"{record.uid}/", f"{record.uid}/kiem-tra/")]
    keeper.force_login(User.objects.get(username="kiem-tra"))
    for address in addresses:
        assert keeper.get(address).status_code in {403, 404}, address
    assert keeper.post(f"/nhap-danh-sach/{record.uid}/hoan-tac/").status_code == 403
    keeper.logout()
    assert keeper.get(addresses[0]).status_code == 302


def test_a_long_list_costs_no_more_queries(keeper: Client) -> None:
    def asked(count: int) -> int:
        lines = "".join(f"Người Mẫu {'Ab' * (place % 20 + 1)}\t19{60 + place % 40}\n" for place in range(count))
        keeper.post("/nhap-danh-sach/", {"viec": "dan", "pasted": "Họ và tên\tNăm sinh\n" + lines})
        address = f"/nhap-danh-sach/{ListImport.objects.latest('id').uid}/kiem-tra/"
        with CaptureQueriesContext(connection) as seen:
            text(keeper, address)
        return len(seen)

    few = asked(1)
    assert asked(3) == asked(60) == few
    assert few <= 12


def test_everything_is_asked_for_on_a_page_after_the_phrase_was_said_again(keeper: Client, settings: Settings) -> None:
    settings.CHIBO_JOBS = "worker"
    address = "/cai-dat/xuat-du-lieu/"
    assert f'href="{address}"' in text(keeper, "/cai-dat/")
    assert "/tai-khoan/" in keeper.get(address)["Location"]
    session = keeper.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(User.objects.get(username="bi-thu").pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    assert "DOC-TOI.txt" in text(keeper, address)
    said = {"purpose": "bàn giao", "pass_phrase": PHRASE, "pass_phrase_again": "khác"}
    answer = keeper.post(address, said)
    assert answer.status_code == 422
    assert "Hai lần nhập không giống nhau" in answer.content.decode()
    assert PHRASE not in answer.content.decode()
    answer = keeper.post(address, {**said, "pass_phrase_again": PHRASE, "is_open": "on"})
    assert answer["Location"].startswith("/viec-chay/")
    job = Job.objects.get()
    assert (job.given["is_open"], job.given["is_locked"]) == (True, True)
    assert PHRASE not in str(job.given)


def test_two_tables_on_a_sheet_are_chosen_apart(keeper: Client) -> None:
    file = io.BytesIO(awkward.two_below())
    file.name = "hai bảng.xlsx"
    keeper.post("/nhap-danh-sach/", {"file": file})
    record = ListImport.objects.get()
    assert record.sheet == "Danh sách (bảng 1, từ dòng 1)"
    said = text(keeper, f"/nhap-danh-sach/{record.uid}/doi-chieu/")
    assert "Danh sách (bảng 2, từ dòng 7)" in said
    assert "Trang “Danh sách” có 2 bảng, mỗi bảng nhập riêng." in said


def test_what_was_left_out_and_old_places_are_told(keeper: Client) -> None:
    Installation.objects.update(working_day=date(2026, 1, 15))
    rows = [*awkward.PLAIN, [4, "Lường Mẫu Em", "1991", "tỉnh Hòa Bình"]]
    file = io.BytesIO(awkward.many({"Danh sách": rows, "Cũ": awkward.PLAIN}, hidden=["Cũ"]))
    file.name = "ds.xlsm"
    keeper.post("/nhap-danh-sach/", {"file": file})
    record = ListImport.objects.get()
    said = text(keeper, f"/nhap-danh-sach/{record.uid}/doi-chieu/")
    assert "Trang ẩn chưa đọc: “Cũ”. Chọn trang ấy ở ô “Trang” nếu cần." in said
    assert "thuộc tỉnh Phú Thọ (1 dòng)" in text(keeper, f"/nhap-danh-sach/{record.uid}/kiem-tra/")


@pytest.mark.parametrize(("second", "is_told"), [("01/31/1985", True), ("31/01/1985", False)])
def test_dates_with_the_month_first_are_told_on_the_page(keeper: Client, second: str, *, is_told: bool) -> None:
    pasted = f"Họ và tên\tNgày sinh\nLò Mẫu An\t12/25/1980\nVì Mẫu Bạn\t{second}\n"
    keeper.post("/nhap-danh-sach/", {"viec": "dan", "pasted": pasted})
    record = ListImport.objects.latest("id")
    said = text(keeper, f"/nhap-danh-sach/{record.uid}/kiem-tra/")
    assert ("ghi tháng trước, ngày sau" in said) is is_told
    assert ("không có tháng 25" in said) is not is_told


def test_old_places_in_one_cell_with_others_are_told_and_come_under_their_own(keeper: Client) -> None:
    Installation.objects.update(working_day=date(2026, 1, 15))
    old = "xã Thanh Nưa, huyện Điện Biên, tỉnh Điện Biên"
    file = io.BytesIO(
        'Họ và tên,Ngày sinh,"Quê quán, nơi ở hiện nay"\n'
        f'Lường Mẫu Em,5/2/1991,"Quê quán: {old}; nơi ở: tỉnh Hòa Bình"\n'.encode("utf-8-sig")
    )
    file.name = "ds.csv"
    keeper.post("/nhap-danh-sach/", {"file": file})
    base = f"/nhap-danh-sach/{ListImport.objects.get().uid}/"
    assert "Quê quán; nơi thường trú; nơi ở (một ô)" in text(keeper, base + "doi-chieu/")
    said = text(keeper, base + "kiem-tra/")
    assert "thuộc xã Thanh Nưa, tỉnh Điện Biên (1 dòng)" in said
    assert "thuộc tỉnh Phú Thọ (1 dòng)" in said
    keeper.post(base + "kiem-tra/", {"viec": "nhap"})
    person = Person.objects.get()
    assert (person.native_place, person.residence) == (old, "tỉnh Hòa Bình")
