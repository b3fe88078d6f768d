"""An account out of use and back; who looks after which account; sessions that end; refusals that are written down."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from chibo.accounts import actions, queries
from chibo.accounts.models import Grant, RoleRequest, SecondStepRule, SessionRule, User
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from tests.accounts.people import PHRASE, enter
from tests.accounts.test_actions import acting, whats
from tests.accounts.test_pages import says_it_again, sign_in, text
from tests.factories import FOUNDED, MONDAY, OrganisationFactory
from tests.signing import come_in

if TYPE_CHECKING:
    from chibo.register.models import Organisation

Role = Grant.Role


def lines(action: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action=f"accounts.{action}"))


# ---------------------------------------------------------------------- out of use and back


def test_an_account_out_of_use_is_out_at_once(client: Client, cell: Organisation, secretary: User) -> None:
    helper = enter(cell, "dung", "Quàng Mẫu Dung", Role.MENTOR)
    other = Client()
    sign_in(other, "dung", PHRASE)
    assert other.get("/ghi-chu/").status_code == 200
    come_in(client, secretary)
    says_it_again(client)
    address = f"/cai-dat/tai-khoan/{helper.uid}/ngung-dung/"
    assert "Người giúp đỡ" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert "đã ngừng dùng" in text(client.post(address, {"reason": "Chuyển công tác."}, follow=True))
    assert other.get("/ghi-chu/")["Location"].startswith("/dang-nhap/")
    sign_in(other, "dung", PHRASE)
    assert other.get("/ghi-chu/").status_code == 302
    assert helper.grants.get().ends_on == MONDAY
    (line,) = lines("close_account")
    assert (line.reason, line.changes["roles"]) == ("Chuyển công tác.", [1, 0])
    assert "Ngừng dùng" in text(client.get("/cai-dat/tai-khoan/"))


def test_it_is_used_again_with_a_reason_and_without_the_old_roles(
    client: Client, cell: Organisation, secretary: User
) -> None:
    helper = enter(cell, "dung", "Quàng Mẫu Dung", Role.MENTOR)
    actions.close_account(actor=acting(secretary), on=MONDAY, user=helper, reason="Nghỉ dài ngày.")
    come_in(client, secretary)
    says_it_again(client)
    address = f"/cai-dat/tai-khoan/{helper.uid}/ngung-dung/"
    assert "Nghỉ dài ngày." in text(client.get(address))
    client.post(address, {"reason": "Đã trở lại."})
    helper.refresh_from_db()
    assert (helper.is_active, helper.closed_on) == (True, None)
    assert acting(helper).scopes == ()
    assert lines("reopen_account")[0].reason == "Đã trở lại."


def test_the_last_manager_and_oneself_stay(cell: Organisation, secretary: User, administrator: User) -> None:
    with pytest.raises(FaultyError) as caught:
        actions.close_account(actor=acting(secretary), on=MONDAY, user=secretary, reason="")
    assert whats(caught) == ["Không ai tự ngừng tài khoản của mình.", "Chưa ghi lý do."]
    above = OrganisationFactory.create(name="Đảng ủy Mẫu")
    boss = enter(above, "tren", "Cà Mẫu Trên", Role.ADMINISTRATOR, Grant.Reach.BELOW)
    cell.parent, cell.scope_key = above, above.scope_key + cell.scope_key
    cell.save()
    actions.close_account(actor=acting(boss), on=MONDAY, user=administrator, reason="Thôi việc.")
    with pytest.raises(FaultyError) as caught:
        actions.close_account(actor=acting(boss), on=MONDAY, user=secretary, reason="Thôi việc.")
    assert whats(caught) == ["Lò Mẫu An là người duy nhất quản lý tài khoản của Chi bộ Mẫu."]
    assert secretary.grants.get().ends_on is None


def test_what_was_asked_for_it_is_declined(cell: Organisation, secretary: User, administrator: User) -> None:
    user = enter(cell, "dung", "Quàng Mẫu Dung", Role.MENTOR)
    actions.ask_for_role(
        actor=acting(secretary), on=MONDAY, user=user, organisation=cell, role=Role.OFFICER, reach="here",
        starts_on=MONDAY,
    )  # fmt: skip
    actions.close_account(actor=acting(administrator), on=MONDAY, user=user, reason="Chuyển công tác.")
    assert RoleRequest.objects.get().state == RoleRequest.State.DECLINED


# ---------------------------------------------------------------------- whose account it is to look after


def test_a_manager_of_one_cell_does_not_enter_as_somebody_of_two(cell: Organisation, administrator: User) -> None:
    """Who may set a pass phrase may sign in as that person."""
    above = OrganisationFactory.create(name="Đảng ủy Mẫu")
    boss = enter(above, "tren", "Cà Mẫu Trên", Role.SECRETARY)
    Grant.objects.create(user=boss, organisation=cell, role=Role.MENTOR, starts_on=FOUNDED)
    here = acting(administrator)
    assert boss in queries.users(here, MONDAY)
    assert not queries.looks_after(here, boss, MONDAY)
    with pytest.raises(NotAllowedError):
        actions.set_pass_phrase(actor=here, on=MONDAY, user=boss, pass_phrase=PHRASE)
    with pytest.raises(NotAllowedError):
        actions.take_second_step_away(actor=here, on=MONDAY, user=boss, reason="Mất máy.")
    with pytest.raises(NotAllowedError):
        actions.close_account(actor=here, on=MONDAY, user=boss, reason="Thử.")
    with pytest.raises(NotAllowedError):
        actions.end_all_sessions(actor=here, on=MONDAY, user=boss)
    with pytest.raises(NotAllowedError):
        actions.link_person(actor=here, on=MONDAY, user=boss, person=None)


def test_the_page_offers_nothing_of_such_an_account(client: Client, cell: Organisation, administrator: User) -> None:
    boss = enter(OrganisationFactory.create(), "tren", "Cà Mẫu Trên", Role.SECRETARY)
    Grant.objects.create(user=boss, organisation=cell, role=Role.MENTOR, starts_on=FOUNDED)
    come_in(client, administrator)
    shown = client.get(f"/cai-dat/tai-khoan/{boss.uid}/").content.decode()
    assert "Người này giữ vai trò hoặc sinh hoạt ở đơn vị khác" in shown
    assert f"{boss.uid}/mat-khau/" not in shown


def test_an_account_without_a_role_is_seen_where_it_was_made_only(
    as_secretary: Client, cell: Organisation, secretary: User
) -> None:
    elsewhere = enter(OrganisationFactory.create(), "xa", "Vì Mẫu Xa", Role.SECRETARY)
    said = {"username": "bich", "display_name": "Nguyễn Mẫu Bích", "pass_phrase": PHRASE, "person": ""}
    as_secretary.post("/cai-dat/tai-khoan/them/", said)
    bich = User.objects.get(username="bich")
    assert bich.organisation == cell
    assert bich in queries.users(acting(secretary), MONDAY)
    assert bich not in queries.users(acting(elsewhere), MONDAY)


def test_a_manager_signs_somebody_out_everywhere(client: Client, cell: Organisation, secretary: User) -> None:
    helper = enter(cell, "dung", "Quàng Mẫu Dung", Role.MENTOR)
    other = Client()
    sign_in(other, "dung", PHRASE)
    come_in(client, secretary)
    answer = client.post(f"/cai-dat/tai-khoan/{helper.uid}/dang-xuat/", follow=True)
    assert "Đã đăng xuất Quàng Mẫu Dung ở 1 nơi." in text(answer)
    assert other.get("/ghi-chu/").status_code == 302


# ---------------------------------------------------------------------- the end of a session


def later(client: Client, **seconds: int) -> None:
    """Let time pass: what the session noted lies further back."""
    session = client.session
    for name, passed in seconds.items():
        session[name] -= passed
    session.save()


def test_an_idle_session_ends_and_what_was_typed_waits(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    later(client, seen=29 * 60)
    assert client.get("/cai-dat/tai-khoan/").status_code == 200
    assert client.session["seen"] > time.time() - 60
    later(client, seen=31 * 60)
    answer = client.post("/cai-dat/tai-khoan/them/", {"display_name": "Nguyễn Mẫu Bích"})
    assert answer["Location"] == "/dang-nhap/?next=%2Ftiep-tuc%2F"
    assert "Đã hết phiên làm việc." in text(client.get("/dang-nhap/"))
    sign_in(client, "an", PHRASE)
    assert "Nguyễn Mẫu Bích" in text(client.get("/tiep-tuc/"))


def test_what_was_typed_is_offered_to_nobody_else(client: Client, secretary: User, administrator: User) -> None:
    sign_in(client, "an", PHRASE)
    later(client, seen=31 * 60)
    client.post("/cai-dat/tai-khoan/them/", {"display_name": "Nguyễn Mẫu Bích"})
    sign_in(client, "quantri", PHRASE)
    assert client.get("/tiep-tuc/")["Location"] == "/"


def test_no_session_lasts_longer_than_twelve_hours(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    later(client, since=12 * 60 * 60 + 60)
    assert client.get("/cai-dat/tai-khoan/")["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("jump", [-365 * 86400, -3600, 3600, 365 * 86400])
def test_a_clock_that_jumps_ends_sessions_and_lets_in_anew(client: Client, secretary: User, jump: int) -> None:
    """What a session noted lies an hour or a year before or after the moment of the next request."""
    sign_in(client, "an", PHRASE)
    later(client, seen=jump, since=jump)
    assert client.get("/cai-dat/tai-khoan/")["Location"].startswith("/dang-nhap/")
    sign_in(client, "an", PHRASE)
    assert client.get("/cai-dat/tai-khoan/").status_code == 200


@pytest.mark.parametrize("jump", [-120, 120])
def test_a_clock_that_is_corrected_a_little_ends_nothing(client: Client, secretary: User, jump: int) -> None:
    sign_in(client, "an", PHRASE)
    later(client, seen=jump, since=jump)
    assert client.get("/cai-dat/tai-khoan/").status_code == 200


def test_the_organisation_sets_the_minutes(client: Client, cell: Organisation, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    says_it_again(client)
    address = "/cai-dat/tai-khoan/phien/"
    assert "Số phút phải từ 5 đến 240." in text(client.post(address, {"idle_minutes": "3"}))
    answer = client.post(address, {"idle_minutes": "10", "trusts_office": "on"})
    assert "Chưa ghi vì sao tin máy này." in text(answer)
    client.post(address, {"idle_minutes": "10"})
    assert SessionRule.objects.get(organisation=cell).idle_minutes == 10
    assert lines("set_session_rule")[0].changes["idle_minutes"] == [30, 10]
    client.post("/dang-xuat/")
    sign_in(client, "an", PHRASE)
    later(client, seen=11 * 60)
    assert client.get("/cai-dat/tai-khoan/").status_code == 302


def test_the_nearest_rule_counts_and_of_several_roles_the_strictest(cell: Organisation, secretary: User) -> None:
    assert queries.session_rule_of(secretary, MONDAY).idle_minutes == 30
    above = OrganisationFactory.create(name="Đảng ủy Mẫu")
    cell.parent, cell.scope_key = above, above.scope_key + cell.scope_key
    cell.save()
    SessionRule.objects.create(organisation=above, idle_minutes=60)
    assert queries.session_rule_of(secretary, MONDAY).idle_minutes == 60
    SessionRule.objects.create(organisation=cell, idle_minutes=120, trusts_office=True, reason="Phòng có khóa.")
    assert queries.session_rule_of(secretary, MONDAY).idle_minutes == 120
    Grant.objects.create(user=secretary, organisation=above, role=Role.MENTOR, starts_on=FOUNDED)
    rule = queries.session_rule_of(secretary, MONDAY)
    assert (rule.idle_minutes, rule.trusts_office) == (60, False)


@pytest.mark.parametrize(
    ("headers", "is_trusted"),
    [
        ({"host": "127.0.0.1:8018"}, True),
        ({"host": "localhost:8018"}, True),
        ({"host": "127.0.0.1:8018", "x-forwarded-for": "10.0.0.9"}, False),
        ({"host": "testserver"}, False),
    ],
)
def test_the_machine_of_the_office_is_trusted_by_itself_only(
    cell: Organisation, auditor: User, headers: dict[str, str], *, is_trusted: bool
) -> None:
    SecondStepRule.objects.create(organisation=cell, roles=[Role.AUDITOR])
    SessionRule.objects.create(organisation=cell, trusts_office=True, reason="Phòng có khóa.")
    client = Client(headers=headers)
    sign_in(client, "kiemtra", PHRASE)
    assert client.session["idle"] == (0 if is_trusted else 30 * 60)
    assert ("second_step_due" in client.session) is not is_trusted


def test_another_machine_is_never_trusted(cell: Organisation, auditor: User) -> None:
    SessionRule.objects.create(organisation=cell, trusts_office=True, reason="Phòng có khóa.")
    client = Client(headers={"host": "127.0.0.1"}, REMOTE_ADDR="10.0.0.9")
    sign_in(client, "kiemtra", PHRASE)
    assert client.session["idle"] == 30 * 60


# ---------------------------------------------------------------------- refusals are written down, so many an hour


def test_what_was_refused_or_out_of_reach_stands_in_the_log(client: Client, cell: Organisation, auditor: User) -> None:
    come_in(client, auditor)
    nowhere = "01890000-0000-7000-8000-0000000000aa"
    assert client.get("/cai-dat/tai-khoan/").status_code == 403
    assert client.get(f"/nguoi/{nowhere}/").status_code == 404
    refused, missing = lines("refused_look")
    assert (refused.changes["what"], refused.chain) == ([None, "chưa được giao quyền"], str(cell.uid))
    assert missing.changes["asked"] == [None, nowhere]
    assert missing.changes["address"] == [None, "nguoi/<uuid:uid>/"]
    assert missing.actor_uid == str(auditor.uid)


def test_who_goes_on_asking_does_not_fill_the_disk(client: Client, auditor: User) -> None:
    come_in(client, auditor)
    for _ in range(25):
        client.get("/cai-dat/tai-khoan/")
    assert len(lines("refused_look")) == 20


def test_wrong_phrases_and_codes_asked_again_stand_in_the_log(client: Client, secretary: User) -> None:
    sign_in(client, "an", PHRASE)
    client.post("/tai-khoan/xac-nhan/", {"password": "khác hẳn đi nhé"})
    assert lines("refused_sign_in")[-1].changes == {"way": [None, "hỏi lại cụm mật khẩu"]}
