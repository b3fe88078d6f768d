"""Signing in and out, and the pages of accounts, over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry, Installation
from tests.accounts.people import PHRASE, enter
from tests.factories import MONDAY, OrganisationFactory, PersonFactory
from tests.signing import come_in

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from chibo.register.models import Organisation

WRONG = "Tên đăng nhập hoặc cụm mật khẩu chưa đúng. Xem lại chữ hoa, dấu cách và bộ gõ."


def text(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def sign_in(client: Client, username: str, phrase: str, **more: str) -> HttpResponseBase:
    return client.post("/dang-nhap/", {"login": username, "password": phrase, **more})


def says_it_again(client: Client, phrase: str = PHRASE) -> None:
    """Before something that matters the pass phrase is asked once more."""
    assert client.post("/tai-khoan/xac-nhan/", {"password": phrase}).status_code == 302


def test_a_name_and_its_pass_phrase_let_in_and_lead_back(client: Client, secretary: User) -> None:
    answer = sign_in(client, "AN", PHRASE, next="/cai-dat/tai-khoan/")
    assert (answer.status_code, answer["Location"]) == (302, "/cai-dat/tai-khoan/")
    assert client.get("/cai-dat/tai-khoan/").status_code == 200


def test_no_address_outside_is_led_to(client: Client, secretary: User) -> None:
    assert sign_in(client, "an", PHRASE, next="https://example.org/")["Location"] == "/"


@pytest.mark.parametrize("username", ["an", "khong.co"])
def test_a_wrong_name_and_a_wrong_phrase_are_told_alike(client: Client, secretary: User, username: str) -> None:
    answer = sign_in(client, username, "khác hẳn đi nhé")
    assert WRONG in text(answer)
    assert "_auth_user_id" not in client.session


def test_an_account_out_of_use_does_not_get_in(client: Client, secretary: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client, "an", PHRASE)
    assert "_auth_user_id" not in client.session


def test_five_wrong_phrases_close_the_name_for_five_minutes(client: Client, secretary: User, auditor: User) -> None:
    for _ in range(5):
        assert WRONG in text(sign_in(client, "an", "khác hẳn đi nhé"))
    answer = sign_in(client, "an", PHRASE)
    assert "Đã thử sai nhiều lần liền. Chờ 5 phút rồi thử lại; tài khoản không bị khóa." in text(answer)
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "kiemtra", PHRASE).status_code == 302


def test_another_port_in_the_request_opens_no_new_count(client: Client, secretary: User) -> None:
    for port in range(5):
        client.post("/dang-nhap/", {"login": "An ", "password": "khác hẳn"}, headers={"host": f"localhost:{port}"})
    answer = client.post("/dang-nhap/", {"login": "an", "password": PHRASE}, headers={"host": "localhost:99"})
    assert "Đã thử sai nhiều lần liền." in text(answer)
    assert "_auth_user_id" not in client.session


def test_too_many_tries_from_one_place_are_answered_kindly(client: Client, secretary: User) -> None:
    answers = [client.post("/dang-nhap/", {}) for _ in range(61)]
    assert answers[59].status_code == 200
    assert answers[60].status_code == 429
    assert "Chờ một phút rồi thử lại" in text(answers[60])
    assert AuditEntry.objects.get(action="accounts.refused_stranger").changes["address"] == [None, "dang-nhap/"]


def test_a_forged_form_stands_in_the_log(secretary: User) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/dang-nhap/", {"login": "an", "password": PHRASE}).status_code == 403
    assert "giả mạo" in AuditEntry.objects.get(action="accounts.refused_stranger").changes["what"][1]
    careful.force_login(secretary)
    assert careful.post("/cai-dat/tai-khoan/them/", {}).status_code == 403
    assert "giả mạo" in AuditEntry.objects.get(action="accounts.refused_look").changes["what"][1]


def test_the_sample_lists_its_users_and_phrase(client: Client, secretary: User, administrator: User) -> None:
    page = text(client.get("/dang-nhap/"))
    for said in ("chi bo mau 2018", "an Lò Mẫu An Bí thư", "quantri Hà Mẫu Trị Quản trị"):
        assert said in page
    Installation.objects.update(is_sample=False)
    assert "Lò Mẫu An" not in text(client.get("/dang-nhap/"))


def test_signing_out_takes_a_post(client: Client, as_secretary: Client) -> None:
    assert client.get("/dang-xuat/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/dang-xuat/")
    assert "_auth_user_id" not in client.session


def test_pass_phrases_are_kept_by_argon2() -> None:
    from chibo.config import settings as real  # noqa: PLC0415 - the tests' own hasher is a cheap one

    assert settings.PASSWORD_HASHERS != real.PASSWORD_HASHERS
    with override_settings(PASSWORD_HASHERS=real.PASSWORD_HASHERS):
        kept = make_password(PHRASE)
        assert kept.startswith("argon2$argon2id$")
        assert check_password(PHRASE, kept)


def test_every_cookie_is_for_this_site_and_not_for_scripts(client: Client, secretary: User) -> None:
    client.get("/dang-nhap/")
    sign_in(client, "an", PHRASE)
    client.post("/chu-to/", {"ve": "/"})
    assert {"chibo_phien", "chibo_csrf", "chibo_quen", "chibo_chu"} <= set(client.cookies)
    assert {(one["samesite"], one["httponly"]) for one in client.cookies.values()} == {("Lax", True)}


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/dang-ky/", "/signup/", "/dang-nhap/signup/", "/accounts/password/reset/"]
)
def test_nobody_signs_up(client: Client, secretary: User, address: str) -> None:
    assert client.get(address).status_code == 404


# ---------------------------------------------------------------------- accounts and roles


def test_an_account_is_added_and_given_a_role(as_secretary: Client, cell: Organisation) -> None:
    answer = as_secretary.post(
        "/cai-dat/tai-khoan/them/",
        {"username": "bich", "display_name": "Nguyễn Mẫu Bích", "pass_phrase": PHRASE, "person": ""},
    )
    user = User.objects.get(username="bich")
    assert answer["Location"] == f"/cai-dat/tai-khoan/{user.uid}/"
    given = {"organisation": str(cell.uid), "role": "deputy_secretary", "reach": "here", "starts_on": "21/5/2018"}
    assert as_secretary.post(answer["Location"], given).status_code == 302
    page = text(as_secretary.get("/cai-dat/tai-khoan/"))
    assert "Nguyễn Mẫu Bích bich Phó Bí thư · Chi bộ Mẫu, từ 21-5-2018" in page


def test_what_is_wrong_is_shown_beside_its_field(as_secretary: Client, secretary: User) -> None:
    answer = as_secretary.post(
        "/cai-dat/tai-khoan/them/", {"username": "an", "display_name": "Cà Mẫu", "pass_phrase": "một hai"}
    )
    assert answer.status_code == 422
    assert "Có 2 chỗ cần sửa" in text(answer)
    assert "Đã có tài khoản “an”. Chọn tên đăng nhập khác." in text(answer)
    mine = as_secretary.post(f"/cai-dat/tai-khoan/{secretary.uid}/", {"role": "auditor"})
    assert mine.status_code == 422


def test_a_role_is_taken_back(as_secretary: Client, auditor: User) -> None:
    grant = auditor.grants.get()
    assert as_secretary.get(f"/cai-dat/vai-tro/{grant.uid}/thoi/").status_code == 405
    assert as_secretary.post(f"/cai-dat/vai-tro/{grant.uid}/thoi/").status_code == 302
    grant.refresh_from_db()
    assert grant.ends_on == MONDAY


def test_a_refused_revocation_says_why(as_secretary: Client, secretary: User) -> None:
    answer = as_secretary.post(f"/cai-dat/vai-tro/{secretary.grants.get().uid}/thoi/")
    assert answer.status_code == 422
    assert "Lò Mẫu An là người duy nhất quản lý tài khoản của Chi bộ Mẫu." in text(answer)


def test_a_new_pass_phrase_ends_the_sessions(client: Client, as_secretary: Client) -> None:
    new = "suối chảy quanh bản mường"
    assert client.post("/tai-khoan/mat-khau/", {"present": PHRASE, "pass_phrase": "ngắn"}).status_code == 422
    refused = client.post("/tai-khoan/mat-khau/", {"present": "cụm nào khác", "pass_phrase": new})
    assert "Cụm mật khẩu đang dùng chưa đúng." in text(refused)
    answer = client.post("/tai-khoan/mat-khau/", {"present": PHRASE, "pass_phrase": new})
    assert answer["Location"] == "/dang-nhap/"
    assert client.get("/tai-khoan/mat-khau/")["Location"].startswith("/dang-nhap/")
    assert sign_in(client, "an", "suối chảy quanh bản mường").status_code == 302


def test_a_manager_sets_anothers_phrase(as_secretary: Client, secretary: User, auditor: User) -> None:
    come_in(as_secretary, secretary, is_fresh=False)
    address = f"/cai-dat/tai-khoan/{auditor.uid}/mat-khau/"
    assert as_secretary.get(address)["Location"].startswith("/tai-khoan/xac-nhan/")
    says_it_again(as_secretary)
    assert as_secretary.get(address).status_code == 200
    as_secretary.post(address, {"pass_phrase": "suối chảy quanh bản mường"})
    auditor.refresh_from_db()
    assert auditor.check_password("suối chảy quanh bản mường")


def test_a_phrase_set_by_somebody_else_is_changed_first_and_does_not_last(
    client: Client, as_secretary: Client, auditor: User
) -> None:
    says_it_again(as_secretary)
    given, own = "suối chảy quanh bản mường", "mây trắng trên đỉnh núi"
    as_secretary.post(f"/cai-dat/tai-khoan/{auditor.uid}/mat-khau/", {"pass_phrase": given})
    other = Client()
    sign_in(other, "kiemtra", given)
    assert other.get("/nguoi/")["Location"] == "/tai-khoan/mat-khau/"
    for address in ("/tai-khoan/hai-buoc/", "/tai-khoan/hai-buoc/ung-dung/", "/tai-khoan/"):
        assert other.get(address)["Location"] == "/tai-khoan/mat-khau/", "before anything else"
    other.post("/tai-khoan/mat-khau/", {"present": given, "pass_phrase": own})
    sign_in(other, "kiemtra", own)
    assert other.get("/nguoi/").status_code == 200
    auditor.refresh_from_db()
    assert auditor.phrase_given_on is None
    User.objects.filter(pk=auditor.pk).update(phrase_given_on=MONDAY - timedelta(days=8))
    late = Client()
    assert "đã quá 7 ngày mà chưa đổi" in text(sign_in(late, "kiemtra", own))
    assert late.get("/nguoi/").status_code == 302


def test_who_guesses_elsewhere_does_not_keep_the_owner_out(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    client.post("/dang-xuat/")
    elsewhere = Client()
    for _ in range(6):
        sign_in(elsewhere, "an", "khác hẳn đi nhé")
    assert "Đã thử sai nhiều lần liền." in text(sign_in(elsewhere, "an", PHRASE))
    assert "an" not in client.cookies["chibo_quen"].value.split("|")[0]
    assert sign_in(client, "an", PHRASE).status_code == 302
    client.post("/dang-xuat/")
    for _ in range(6):
        sign_in(client, "an", "khác hẳn đi nhé")
    assert "Đã thử sai nhiều lần liền." in text(sign_in(client, "an", PHRASE)), "guessing there is slowed too"


def test_the_mark_of_a_machine_serves_the_account_that_came_in_only(
    client: Client, secretary: User, auditor: User
) -> None:
    sign_in(client, "an", PHRASE)
    client.post("/dang-xuat/")
    for _ in range(5):
        sign_in(Client(), "kiemtra", "khác hẳn đi nhé")
    assert "Đã thử sai nhiều lần liền." in text(sign_in(client, "kiemtra", PHRASE))


def test_an_account_that_asks_faster_than_a_hand_is_told_to_wait(
    client: Client, as_secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CHIBO_MOST_A_MINUTE", 3)
    assert [as_secretary.get("/tai-khoan/").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert "nhiều hơn một người bấm chuột" in text(as_secretary.get("/tai-khoan/"))
    assert AuditEntry.objects.filter(action="accounts.refused_look").count() == 1


def test_accounts_of_another_organisation_do_not_exist_here(as_secretary: Client) -> None:
    other = enter(OrganisationFactory.create(), "xa", "Vì Mẫu Xa", Grant.Role.SECRETARY)
    says_it_again(as_secretary)
    assert "Vì Mẫu Xa" not in text(as_secretary.get("/cai-dat/tai-khoan/"))
    for address in (f"/cai-dat/tai-khoan/{other.uid}/", f"/cai-dat/tai-khoan/{other.uid}/mat-khau/"):
        assert as_secretary.get(address).status_code == 404
    assert as_secretary.post(f"/cai-dat/vai-tro/{other.grants.get().uid}/thoi/").status_code == 404


def left_for(elsewhere: Organisation, user: User) -> User:
    """The account of somebody whom another organisation keeps now."""
    user.person = PersonFactory.create(organisation=elsewhere, full_name="Lò Mẫu Chuyển")
    user.save()
    return user


def test_the_account_of_a_member_who_moved_away_is_no_longer_known_here(
    as_secretary: Client, cell: Organisation, auditor: User
) -> None:
    elsewhere = OrganisationFactory.create(name="Chi bộ Y")
    enter(elsewhere, "by", "Cà Mẫu Bí", Grant.Role.SECRETARY)
    made = User(username="chuyen", display_name="Lò Mẫu Chuyển", organisation=cell)
    made.set_unusable_password()
    made.save()
    says_it_again(as_secretary)
    address = f"/cai-dat/tai-khoan/{made.uid}/"
    assert as_secretary.get(address).status_code == 200
    left_for(elsewhere, made)
    assert "Lò Mẫu Chuyển" not in text(as_secretary.get("/cai-dat/tai-khoan/"))
    for tail in ("", "mat-khau/", "go-hai-buoc/", "la-ai/", "ngung-dung/"):
        assert as_secretary.get(address + tail).status_code == 404
    given = as_secretary.post(f"{address}mat-khau/", {"pass_phrase": "suối chảy quanh bản mường"})
    assert given.status_code == 404
    Grant.objects.filter(user=auditor).update(ends_on=MONDAY)
    assert as_secretary.get(f"/cai-dat/tai-khoan/{auditor.uid}/").status_code == 200
    User.objects.filter(pk=made.pk).update(person=None)
    left_for(elsewhere, auditor)  # whose role here is over
    assert as_secretary.get(f"/cai-dat/tai-khoan/{auditor.uid}/").status_code == 404


def test_nobody_enters_as_a_member_of_another_organisation_who_holds_a_role_here(
    as_secretary: Client, auditor: User
) -> None:
    left_for(OrganisationFactory.create(name="Chi bộ Y"), auditor)
    says_it_again(as_secretary)
    address = f"/cai-dat/tai-khoan/{auditor.uid}/"
    said = text(as_secretary.get(address))
    assert "Người này giữ vai trò hoặc sinh hoạt ở đơn vị khác" in said
    assert "Giao vai trò" in said
    assert as_secretary.post(f"{address}mat-khau/", {"pass_phrase": "suối chảy quanh bản mường"}).status_code == 403
    assert as_secretary.post(f"{address}go-hai-buoc/", {"reason": "mất máy"}).status_code == 403
    assert as_secretary.post(f"{address}la-ai/", {"person": ""}).status_code == 403
    assert as_secretary.post(f"/cai-dat/vai-tro/{auditor.grants.get().uid}/thoi/").status_code == 302
    assert as_secretary.get(address).status_code == 404


def test_who_does_not_manage_accounts_is_told_who_does(client: Client, secretary: User, auditor: User) -> None:
    client.force_login(auditor)
    answer = client.get("/cai-dat/tai-khoan/")
    assert answer.status_code == 403
    assert "Người có thể giao quyền: Bí thư Lò Mẫu An." in text(answer)


def test_the_list_costs_the_same_with_more_accounts(as_secretary: Client, cell: Organisation) -> None:
    counts = []
    for more in range(3):
        enter(cell, f"them{more}", f"Cà Mẫu {more}", Grant.Role.MENTOR)
        with CaptureQueriesContext(connection) as asked:
            as_secretary.get("/cai-dat/tai-khoan/")
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_an_account_is_linked_to_its_person(as_secretary: Client, cell: Organisation, auditor: User) -> None:
    person = PersonFactory.create(organisation=cell, full_name="Tòng Mẫu Kiểm")
    PersonFactory.create(full_name="Vì Mẫu Xa")
    address = f"/cai-dat/tai-khoan/{auditor.uid}/la-ai/"
    shown = text(as_secretary.get(address))
    assert "Tòng Mẫu Kiểm" in shown
    assert "Vì Mẫu Xa" not in shown
    assert as_secretary.post(address, {"person": str(person.uid)}).status_code == 302
    auditor.refresh_from_db()
    assert auditor.person == person
    as_secretary.post(address, {"person": ""})
    auditor.refresh_from_db()
    assert auditor.person is None


def test_who_sees_no_people_does_not_untie_an_account_by_saving(
    client: Client, cell: Organisation, auditor: User, administrator: User
) -> None:
    auditor.person = PersonFactory.create(organisation=cell, full_name="Tòng Mẫu Kiểm")
    auditor.save()
    PersonFactory.create(organisation=cell, full_name="Vì Mẫu Gần")
    client.force_login(administrator)
    address = f"/cai-dat/tai-khoan/{auditor.uid}/la-ai/"
    page = client.get(address).content.decode()
    assert f'value="{auditor.person.uid}" selected' in page
    assert "Vì Mẫu Gần" not in page
    assert "bí thư hoặc phó bí thư gắn sau" in page
    client.post(address, {"person": str(auditor.person.uid)})
    auditor.refresh_from_db()
    assert auditor.person.full_name == "Tòng Mẫu Kiểm"


def test_the_command_lets_a_locked_out_owner_back_in(
    secretary: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("suối chảy quanh bản mường\n"))
    call_command("set_pass_phrase", "an")
    secretary.refresh_from_db()
    assert secretary.check_password("suối chảy quanh bản mường")
    assert AuditEntry.objects.get().actor_name == "Người quản trị máy"
    assert "Lò Mẫu An" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", StringIO("ngắn\n"))
    with pytest.raises(CommandError, match="cần ít nhất 12"):
        call_command("set_pass_phrase", "an")
    with pytest.raises(CommandError, match=r"Không có tài khoản “ai\.do”"):
        call_command("set_pass_phrase", "ai.do")
