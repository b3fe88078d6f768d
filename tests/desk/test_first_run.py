"""Lần đầu sử dụng: from an empty installation to a cell with an owner, one question a page, all or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry, Installation
from chibo.register.models import Organisation, Term
from chibo.reviews.models import Target
from tests.accounts.people import PHRASE, enter, sample_cell
from tests.chains import verify_chains

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = {
    "ten-chi-bo": {"name": " Chi bộ  Mẫu ", "place": "Điện Biên Phủ"},
    "cap-tren": {"superior_name": "Đảng ủy Khối (mẫu)", "kind": "grassroots_cell"},
    "nhiem-ky": {"starts_on": "22/5/2015", "ends_on": "22-5-2120"},
    "chi-tieu": {"admissions": "3", "member_share": "100", "ground": "Nghị quyết đại hội"},
}
OWNER = {"display_name": "Lò Mẫu An", "role": "secretary", "username": "an", "pass_phrase": PHRASE}


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def answer(client: Client, step: str, given: dict[str, str]) -> HttpResponseBase:
    return client.post(f"/bat-dau/{step}/", given)


def answer_all(client: Client) -> None:
    for step, given in PAGES.items():
        assert answer(client, step, given).status_code == 302, step


def test_an_empty_installation_leads_to_its_first_question(client: Client) -> None:
    assert client.get("/dang-nhap/")["Location"] == "/bat-dau/"
    assert client.get("/bat-dau/")["Location"] == "/bat-dau/ten-chi-bo/"
    assert "Mọi câu trả lời chỉ được ghi sau bước Tài khoản." in text(client.get("/bat-dau/ten-chi-bo/"))


def test_everything_is_written_at_the_last_step_and_the_owner_is_signed_in(client: Client) -> None:
    answer_all(client)
    assert not Organisation.objects.exists()
    assert not AuditEntry.objects.exists()
    assert answer(client, "tai-khoan", OWNER)["Location"] == "/nhap-danh-sach/"

    cell = Organisation.objects.get()
    assert (cell.name, cell.superior_name, cell.kind.code, cell.place) == (
        "Chi bộ Mẫu",
        "Đảng ủy Khối (mẫu)",
        "grassroots_cell",
        "Điện Biên Phủ",
    )
    term = Term.objects.get()
    assert (term.name, term.starts_on, term.ends_on) == ("2015-2120", date(2015, 5, 22), date(2120, 5, 22))
    assert dict(Target.objects.values_list("metric", "value")) == {"admissions": 3, "member_share": 100}
    assert list(Grant.objects.values_list("role", flat=True)) == ["secretary"]
    assert Installation.objects.get().is_sample is False
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert "first_run" not in client.session
    assert AuditEntry.objects.filter(actor_name="Lò Mẫu An (lần đầu sử dụng)").count() == AuditEntry.objects.count() > 0
    assert list(verify_chains()) == []


def test_who_is_no_secretary_looks_after_the_accounts_too(client: Client) -> None:
    answer_all(client)
    answer(client, "tai-khoan", {**OWNER, "role": "committee_member"})
    assert set(Grant.objects.values_list("role", flat=True)) == {"committee_member", "administrator"}


def test_targets_may_be_left_for_later(client: Client) -> None:
    answer_all(client)
    assert answer(client, "chi-tieu", {}).status_code == 302
    answer(client, "tai-khoan", OWNER)
    assert not Target.objects.exists()
    assert Term.objects.exists()


def test_nothing_at_all_is_written_while_the_account_has_a_fault(client: Client) -> None:
    answer_all(client)
    refused = answer(client, "tai-khoan", {**OWNER, "pass_phrase": "123456789"})
    assert refused.status_code == 422
    assert "Cụm mật khẩu chỉ gồm ngày, số điện thoại hay số giấy tờ, dễ bị đoán." in text(refused)
    for model in (Organisation, User, Installation, AuditEntry):
        assert not model.objects.exists()


def test_a_term_must_stand_in_order_and_have_begun(client: Client) -> None:
    answer(client, "ten-chi-bo", PAGES["ten-chi-bo"])
    answer(client, "cap-tren", PAGES["cap-tren"])
    backwards = answer(client, "nhiem-ky", {"starts_on": "22-5-2015", "ends_on": "21-5-2015"})
    assert "Ngày kết thúc 21-5-2015 không ở sau ngày bắt đầu 22-5-2015 ." in text(backwards)
    ahead = answer(client, "nhiem-ky", {"starts_on": "22-5-2119", "ends_on": "22-5-2120"})
    assert "Nhiệm kỳ bắt đầu sau ngày hôm nay" in text(ahead)


def test_no_question_is_jumped_over_and_an_answer_can_be_changed(client: Client) -> None:
    assert client.get("/bat-dau/tai-khoan/")["Location"] == "/bat-dau/"
    answer(client, "ten-chi-bo", PAGES["ten-chi-bo"])
    assert 'value="Chi bộ Mẫu"' in client.get("/bat-dau/ten-chi-bo/").content.decode()
    answer(client, "ten-chi-bo", {"name": "Chi bộ Khác"})
    assert client.get("/bat-dau/")["Location"] == "/bat-dau/cap-tren/"
    assert client.get("/bat-dau/khong-co/").status_code == 404
    later = client.get("/bat-dau/cap-tren/").content.decode()
    assert '<a href="/bat-dau/ten-chi-bo/">Tên chi bộ</a>' in later
    assert 'href="/bat-dau/nhiem-ky/"' not in later


def test_an_installation_with_an_account_has_no_first_run(client: Client) -> None:
    enter(sample_cell(), "an", "Lò Mẫu An", Grant.Role.SECRETARY)
    for address in ("/bat-dau/", "/bat-dau/ten-chi-bo/", "/bat-dau/tai-khoan/"):
        assert client.get(address).status_code == 404
        assert client.post(address, OWNER).status_code == 404


def test_two_who_begin_at_once_do_not_both_become_owner(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_all(client)
    enter(sample_cell(), "truoc", "Lò Mẫu Trước", Grant.Role.SECRETARY)
    monkeypatch.setattr("chibo.desk.views.first_run.queries.is_empty", lambda: True)
    refused = answer(client, "tai-khoan", OWNER)
    assert refused.status_code == 422
    assert "Chi bộ đã được lập trên máy này." in text(refused)
    assert User.objects.count() == 1
