"""Signing in by two steps: codes, recovery codes, rules by role, sessions, and what the log says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from chibo.accounts.models import Grant, SecondStepRule, SessionRule, User
from chibo.base import oddities
from chibo.base.models import AuditEntry
from chibo.base.records import sealed_anew
from chibo.base.seals import checking
from tests.accounts.people import PHRASE, enter
from tests.accounts.test_actions import acting
from tests.accounts.test_pages import says_it_again, sign_in, text
from tests.factories import MONDAY, OrganisationFactory
from tests.signing import come_in

if TYPE_CHECKING:
    from chibo.register.models import Organisation

WAYS = "/tai-khoan/hai-buoc/"
SECRET = "JBSWY3DPEHPK3PXP"


def shown_now(secret: str = SECRET) -> str:
    """What an app with this secret shows at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return f"{hotp_value(secret, counters[len(counters) // 2]):06}"


@pytest.fixture
def with_app(secretary: User) -> User:
    TOTP.activate(secretary, SECRET)
    return secretary


def acts(user: User) -> list[str]:
    return list(AuditEntry.objects.filter(subject_uid=str(user.uid)).order_by("id").values_list("action", flat=True))


def test_an_app_is_set_up_with_its_first_code_and_codes_for_paper(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    assert client.get(WAYS + "ung-dung/")["Location"].startswith("/tai-khoan/xac-nhan/")
    says_it_again(client)
    shown = client.get(WAYS + "ung-dung/")
    assert "<svg" in shown.content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in text(shown).replace(" ", "")  # in groups of four, for who cannot scan
    wrong = client.post(WAYS + "ung-dung/", {"code": "000000" if shown_now(secret) != "000000" else "111111"})
    assert "Mã chưa đúng hoặc đã hết 30 giây." in text(wrong)
    answer = client.post(WAYS + "ung-dung/", {"code": shown_now(secret)}, follow=True)
    assert len(re.findall(r"<b>\d{8}</b>", answer.content.decode())) == 10
    assert not re.search(r"<b>\d{8}</b>", client.get(WAYS + "ma-du-phong/").content.decode())
    assert "accounts.change_second_step" in acts(secretary)


def test_nobody_gets_in_without_the_second_step(client: Client, with_app: User) -> None:
    assert sign_in(client, "an", PHRASE)["Location"] == "/dang-nhap/hai-buoc/"
    assert client.get("/nguoi/")["Location"].startswith("/dang-nhap/")
    wrong = text(client.post("/dang-nhap/hai-buoc/", {"code": "12"}))
    assert "Mã chưa đúng" in wrong
    assert "nhờ người quản lý tài khoản gỡ bước thứ hai" in wrong
    assert "Dùng khóa" not in wrong  # this account has none
    assert client.get("/nguoi/").status_code == 302
    answer = client.post("/dang-nhap/hai-buoc/", {"code": shown_now()})
    assert answer["Location"] == "/dang-nhap/tin-may-nay/"
    assert 'Tin máy này <span class="whole">30 ngày</span>' in client.get(answer["Location"]).content.decode()
    client.post("/dang-nhap/tin-may-nay/", {"action": "dont"})
    assert client.get("/nguoi/").status_code == 200
    assert acts(with_app).count("accounts.sign_in") == 1


def test_a_trusted_machine_is_not_asked_again_until_something_changes(client: Client, with_app: User) -> None:
    sign_in(client, "an", PHRASE)
    client.post("/dang-nhap/hai-buoc/", {"code": shown_now()})
    client.post("/dang-nhap/tin-may-nay/", {"action": "trust"})
    client.post("/dang-xuat/")
    assert sign_in(client, "an", PHRASE)["Location"] == "/"
    client.post("/dang-xuat/")
    with_app.set_password("suối chảy quanh bản mường")
    with_app.save()
    assert sign_in(client, "an", "suối chảy quanh bản mường")["Location"] == "/dang-nhap/hai-buoc/"


def test_five_wrong_codes_close_the_second_step_for_five_minutes(client: Client, with_app: User) -> None:
    sign_in(client, "an", PHRASE)
    for _ in range(5):
        client.post("/dang-nhap/hai-buoc/", {"code": "12"})
    assert "Đã thử sai nhiều lần liền." in text(client.post("/dang-nhap/hai-buoc/", {"code": shown_now()}))
    cache.clear()
    assert client.post("/dang-nhap/hai-buoc/", {"code": shown_now()}).status_code == 302


def test_a_code_serves_once(client: Client, with_app: User) -> None:
    code = shown_now()
    sign_in(client, "an", PHRASE)
    assert client.post("/dang-nhap/hai-buoc/", {"code": code}).status_code == 302
    other = Client()
    sign_in(other, "an", PHRASE)
    assert "Mã chưa đúng" in text(other.post("/dang-nhap/hai-buoc/", {"code": code}))


def test_secrets_lie_encrypted_in_the_database(with_app: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        (held,) = cursor.fetchone()
    assert SECRET not in str(held)
    assert Authenticator.objects.get().wrap().validate_code(shown_now())


def test_a_role_can_demand_the_second_step_and_then_nothing_else_opens(
    client: Client, cell: Organisation, secretary: User, auditor: User
) -> None:
    sign_in(client, "an", PHRASE)
    address = "/cai-dat/tai-khoan/hai-buoc/"
    assert client.get(address)["Location"].startswith("/tai-khoan/xac-nhan/")
    says_it_again(client)
    client.post(address, {"roles": [Grant.Role.AUDITOR]})
    assert SecondStepRule.objects.get(organisation=cell).roles == [Grant.Role.AUDITOR]
    entry = AuditEntry.objects.get(action="accounts.set_second_step_rule")
    assert entry.changes == {"roles": [[], [Grant.Role.AUDITOR]]}
    other = Client()
    sign_in(other, "kiemtra", PHRASE)
    answer = other.get("/nguoi/", follow=True)
    assert answer.request["PATH_INFO"] == WAYS
    assert "Vai trò của đồng chí phải đăng nhập hai bước." in text(answer)
    says_it_again(other)
    other.get(WAYS + "ung-dung/")
    other.post(WAYS + "ung-dung/", {"code": shown_now(other.session["mfa.totp.secret"])})
    assert other.get("/nguoi/").status_code == 200
    last = other.get(WAYS + "ung-dung/bo/", follow=True)
    assert "Thêm cách khác trước rồi mới bỏ cách này." in text(last)
    other.post(WAYS + "ung-dung/bo/")
    assert Authenticator.objects.filter(user=auditor, type="totp").exists()
    assert client.get("/nguoi/").status_code == 200


def test_a_rule_of_the_organisation_above_reaches_down(client: Client, cell: Organisation, auditor: User) -> None:
    above = OrganisationFactory.create(name="Đảng ủy Mẫu")
    SecondStepRule.objects.create(organisation=above, roles=[Grant.Role.AUDITOR])
    sign_in(client, "kiemtra", PHRASE)
    assert client.get("/nguoi/").status_code == 200
    cell.parent, cell.scope_key = above, above.scope_key + cell.scope_key
    cell.save()
    client.post("/dang-xuat/")
    sign_in(client, "kiemtra", PHRASE)
    assert client.get("/nguoi/")["Location"] == WAYS


@pytest.mark.parametrize("address", ["hai-buoc/", "phien/"])
def test_who_manages_here_only_binds_no_unit_below(
    client: Client, cell: Organisation, secretary: User, address: str
) -> None:
    OrganisationFactory.create(name="Tổ Dưới", scope_key=cell.scope_key + "0001", parent=cell)
    sign_in(client, "an", PHRASE)
    says_it_again(client)
    page = f"/cai-dat/tai-khoan/{address}"
    said = {"roles": [Grant.Role.AUDITOR], "idle_minutes": "240"}
    assert client.get(page).status_code == 403
    assert "ở cả cấp dưới" in text(client.post(page, said))
    assert not SecondStepRule.objects.exists()
    assert not SessionRule.objects.exists()
    Grant.objects.filter(user=secretary).update(reach=Grant.Reach.BELOW)
    assert client.get(page).status_code == 200
    assert client.post(page, said).status_code == 302


def test_who_lost_everything_is_helped_by_another_with_a_reason(
    client: Client, with_app: User, cell: Organisation
) -> None:
    lost = Client()
    lost.force_login(with_app)
    helper = enter(cell, "hai", "Quàng Mẫu Hải", Grant.Role.SECRETARY)
    client.force_login(helper)
    says_it_again(client)
    address = f"/cai-dat/tai-khoan/{with_app.uid}/go-hai-buoc/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert Authenticator.objects.exists()
    client.post(address, {"reason": "Đồng chí An báo mất điện thoại, đã gặp tại phòng."})
    assert not Authenticator.objects.exists()
    entry = AuditEntry.objects.get(action="accounts.take_second_step_away")
    assert entry.reason == "Đồng chí An báo mất điện thoại, đã gặp tại phòng."
    own = f"/cai-dat/tai-khoan/{helper.uid}/go-hai-buoc/"
    assert "Không ai tự gỡ bước thứ hai của mình" in text(client.post(own, {"reason": "Quên."}))


def test_other_places_are_signed_out_and_this_one_stays(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    other = Client(headers={"user-agent": "Máy ở nhà"})
    sign_in(other, "an", PHRASE)
    assert "Máy ở nhà" in text(client.get("/tai-khoan/phien/"))
    says_it_again(client)
    answer = client.post("/tai-khoan/phien/", follow=True)
    assert "Đã đăng xuất ở các nơi khác." in text(answer)
    assert UserSession.objects.count() == 1
    assert other.get("/nguoi/").status_code == 302
    assert client.get("/nguoi/").status_code == 200
    assert "accounts.end_other_sessions" in acts(secretary)


def test_one_place_is_signed_out_and_the_others_stay(client: Client, secretary: User, auditor: User) -> None:
    places = [Client(headers={"user-agent": f"Máy số {number}"}) for number in (1, 2)]
    for place in (client, *places):
        sign_in(place, "an", PHRASE)
    foreign = Client()
    sign_in(foreign, "kiemtra", PHRASE)
    says_it_again(client)
    says_it_again(foreign)
    which = UserSession.objects.get(user_agent="Máy số 1").pk
    assert text(client.get("/tai-khoan/phien/")).count("Đăng xuất nơi này") == 2
    assert "Nơi ấy không còn đăng nhập." in text(foreign.post("/tai-khoan/phien/", {"place": which}, follow=True))
    assert "Đã đăng xuất ở nơi ấy." in text(client.post("/tai-khoan/phien/", {"place": which}, follow=True))
    assert [place.get("/nguoi/").status_code for place in (client, *places)] == [200, 302, 200]
    assert acts(secretary).count("accounts.end_one_session") == 1


def test_ending_a_place_asks_again_when_the_phrase_was_said_long_ago(as_secretary: Client, secretary: User) -> None:
    come_in(as_secretary, secretary, is_fresh=False)
    answer = as_secretary.post("/tai-khoan/phien/", {"place": "1"})
    assert answer["Location"].startswith("/tai-khoan/xac-nhan/")


def test_being_asked_again_gives_the_session_another_name(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    overheard = client.cookies["chibo_phien"].value
    says_it_again(client)
    assert client.cookies["chibo_phien"].value != overheard
    assert client.get("/nguoi/").status_code == 200
    thief = Client()
    thief.cookies["chibo_phien"] = overheard
    assert thief.get("/nguoi/").status_code == 302
    assert UserSession.objects.get().session_key == client.cookies["chibo_phien"].value


def test_a_session_written_or_copied_past_the_program_opens_nothing(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    assert client.get("/nguoi/").status_code == 200
    known = Session.objects.get(session_key=client.cookies["chibo_phien"].value)
    Session.objects.create(
        session_key="a" * 32, session_data=known.session_data, expire_date=known.expire_date
    )  # what a tool beside the program would do
    thief = Client()
    thief.cookies["chibo_phien"] = "a" * 32
    assert thief.get("/nguoi/").status_code == 302


def test_a_way_to_sign_in_added_or_changed_past_the_program_is_found(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    says_it_again(client)
    client.get(WAYS + "ung-dung/")
    client.post(WAYS + "ung-dung/", {"code": shown_now(client.session["mfa.totp.secret"])})
    client.get(WAYS + "ma-du-phong/")
    assert [one for one in checking.compare(connection).odd if one.kind == "mfa_authenticator"] == []
    key = Authenticator.objects.create(user=secretary, type="webauthn", data={"name": "Khóa lạ"})
    Authenticator.objects.filter(type="totp").update(data={"secret": "khác"})
    odd = [one for one in checking.compare(connection).odd if one.kind == "mfa_authenticator"]
    assert {one.what for one in odd} == {"added", "changed"}
    assert f"Cách đăng nhập bước thứ hai, số {key.pk}, " in oddities.said(next(o for o in odd if o.what == "added"))


def test_a_code_on_paper_is_taken_within_an_act_and_serves_once(client: Client, secretary: User) -> None:
    with transaction.atomic():
        TOTP.activate(secretary, SECRET)
        paper = RecoveryCodes.activate(secretary).get_unused_codes()[0]
        sealed_anew(actor=acting(secretary), on=MONDAY, count=2)
    sign_in(client, "an", PHRASE)
    assert client.post("/dang-nhap/hai-buoc/", {"code": paper}).status_code == 302
    other = Client()
    sign_in(other, "an", PHRASE)
    assert "Mã chưa đúng" in text(other.post("/dang-nhap/hai-buoc/", {"code": paper}))
    assert [one for one in checking.compare(connection).odd if one.kind == "mfa_authenticator"] == []
    assert AuditEntry.objects.get(action="accounts.pass_second_step").changes["left"] == [None, 9]


def test_a_code_serves_once_for_all_processes_and_a_clock_set_back_locks_nobody_out(
    client: Client, with_app: User
) -> None:
    code = shown_now()
    sign_in(client, "an", PHRASE)
    assert client.post("/dang-nhap/hai-buoc/", {"code": code}).status_code == 302
    cache.clear()  # another process knows nothing of the first one's memory
    other = Client()
    sign_in(other, "an", PHRASE)
    assert "Mã chưa đúng" in text(other.post("/dang-nhap/hai-buoc/", {"code": code}))
    way = Authenticator.objects.get(type="totp")
    way.data["last_step"] += 2 * 60 * 24 * 365  # a code was used while the clock stood a year ahead
    way.save()
    cache.clear()
    assert other.post("/dang-nhap/hai-buoc/", {"code": code}).status_code == 302


def test_a_refused_sign_in_stands_in_the_log_of_that_account_only(client: Client, secretary: User) -> None:
    sign_in(client, "an", "khác hẳn đi nhé")
    sign_in(client, "khong.co", "khác hẳn đi nhé")
    assert acts(secretary) == ["accounts.refused_sign_in"]
    (line,) = AuditEntry.objects.filter(action="accounts.refused_stranger")
    assert "khong.co" not in str(line.changes), "what was typed may be a pass phrase"
    assert AuditEntry.objects.filter(action="accounts.refused_sign_in").count() == 1


def test_an_account_page_leads_to_everything_of_its_own(as_secretary: Client) -> None:
    page = as_secretary.get("/tai-khoan/").content.decode()
    for address in ("/tai-khoan/mat-khau/", WAYS, "/tai-khoan/phien/"):
        assert f'href="{address}"' in page
        assert as_secretary.get(address).status_code in {200, 302}


def test_keys_need_a_name_and_the_page_says_so(as_secretary: Client) -> None:
    assert "http://localhost:" in text(as_secretary.get(WAYS, headers={"host": "127.0.0.1:8018"}))
    assert "Thêm khóa" in text(as_secretary.get(WAYS, headers={"host": "localhost:8018"}))
