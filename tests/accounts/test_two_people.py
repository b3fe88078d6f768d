"""Weighty roles take two people where two manage accounts; a role is handed over in one act; roles for a time end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chibo.accounts import actions, queries
from chibo.accounts.models import Grant, RoleRequest, User
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from tests.accounts.people import enter
from tests.accounts.test_actions import acting, whats
from tests.accounts.test_pages import says_it_again, text
from tests.factories import MONDAY, NOON, OrganisationFactory, PersonFactory
from tests.signing import come_in

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

LATER = date(2018, 6, 18)
Role = Grant.Role


@pytest.fixture
def bich(cell: Organisation) -> User:
    user = User(username="bich", display_name="Nguyễn Mẫu Bích", organisation=cell)
    user.set_unusable_password()
    user.save()
    return user


def ask(actor: User, user: User, cell: Organisation, role: str, **more: Any) -> Grant | RoleRequest:
    given = {"reach": Grant.Reach.HERE, "starts_on": MONDAY, **more}
    return actions.ask_for_role(actor=acting(actor), on=MONDAY, user=user, organisation=cell, role=role, **given)


def test_a_weighty_role_waits_for_the_second_manager(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    asked = ask(secretary, bich, cell, Role.DEPUTY_SECRETARY)
    assert isinstance(asked, RoleRequest)
    assert acting(bich).scopes == ()
    with pytest.raises(FaultyError) as caught:
        actions.confirm_role(actor=acting(secretary), on=MONDAY, request=asked)
    assert whats(caught) == ["Người đề nghị và người được giao không tự xác nhận được."]
    actions.confirm_role(actor=acting(administrator), on=MONDAY, request=asked)
    assert acting(bich).role == "Phó Bí thư"
    line = AuditEntry.objects.get(action="accounts.grant_role")
    assert (line.actor_name, line.changes["asked_by"]) == ("Hà Mẫu Trị", [None, "Lò Mẫu An"])
    with pytest.raises(FaultyError) as caught:
        actions.confirm_role(actor=acting(administrator), on=MONDAY, request=asked)
    assert whats(caught)[0] == "Đề nghị này đã xác nhận."


def test_one_person_behind_two_accounts_is_one_person(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    enter(cell, "hai", "Quàng Mẫu Hải", Role.ADMINISTRATOR)
    an = PersonFactory.create(organisation=cell, full_name="Lò Mẫu An")
    User.objects.filter(pk=secretary.pk).update(person=an)
    secretary.refresh_from_db()
    asked = ask(secretary, bich, cell, Role.OFFICER)
    assert isinstance(asked, RoleRequest)
    assert not queries.is_party_to(acting(administrator), asked)
    User.objects.filter(pk=secretary.pk).update(person=None)
    User.objects.filter(pk=administrator.pk).update(person=an)
    administrator.refresh_from_db()
    assert queries.is_party_to(acting(administrator), asked)


def test_who_is_to_get_the_role_does_not_confirm_it(cell: Organisation, secretary: User, administrator: User) -> None:
    enter(cell, "hai", "Quàng Mẫu Hải", Role.ADMINISTRATOR)
    asked = ask(secretary, administrator, cell, Role.OFFICER)
    assert isinstance(asked, RoleRequest)
    with pytest.raises(FaultyError):
        actions.confirm_role(actor=acting(administrator), on=MONDAY, request=asked)


def test_where_one_manages_accounts_alone_the_log_says_so(cell: Organisation, secretary: User, bich: User) -> None:
    made = ask(secretary, bich, cell, Role.DEPUTY_SECRETARY)
    assert isinstance(made, Grant)
    said = AuditEntry.objects.get(action="accounts.grant_role").changes["second"]
    assert said == [None, "không có người quản lý tài khoản thứ hai"]


def test_a_manager_above_is_the_second_one_only_with_reach_below(
    cell: Organisation, secretary: User, bich: User
) -> None:
    above = OrganisationFactory.create(name="Đảng ủy Mẫu")
    enter(above, "tren", "Cà Mẫu Trên", Role.ADMINISTRATOR)
    cell.parent, cell.scope_key = above, above.scope_key + cell.scope_key
    cell.save()
    assert not queries.managers_of(cell, MONDAY).filter(user__username="tren").exists()
    Grant.objects.filter(user__username="tren").update(reach=Grant.Reach.BELOW)
    assert isinstance(ask(secretary, bich, cell, Role.DEPUTY_SECRETARY), RoleRequest)


def test_a_light_role_is_given_at_once(cell: Organisation, secretary: User, administrator: User, bich: User) -> None:
    assert isinstance(ask(secretary, bich, cell, Role.MENTOR), Grant)


def test_what_is_declined_or_taken_back_gives_nothing(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    asked = ask(secretary, bich, cell, Role.OFFICER)
    assert isinstance(asked, RoleRequest)
    with pytest.raises(FaultyError) as caught:
        ask(secretary, bich, cell, Role.OFFICER)
    assert whats(caught) == ["Đã có đề nghị giao vai trò này cho Nguyễn Mẫu Bích, đang chờ xác nhận."]
    with pytest.raises(FaultyError):
        actions.decline_role(actor=acting(administrator), on=MONDAY, request=asked, reason=" ")
    row = actions.decline_role(actor=acting(administrator), on=MONDAY, request=asked, reason="Chưa có quyết định.")
    assert row.state == RoleRequest.State.DECLINED
    again = ask(secretary, bich, cell, Role.OFFICER)
    assert isinstance(again, RoleRequest)
    mine = actions.decline_role(actor=acting(secretary), on=MONDAY, request=again, reason="Ghi nhầm.")
    assert mine.state == RoleRequest.State.WITHDRAWN
    assert acting(bich).scopes == ()


def test_a_role_is_handed_over_without_a_day_between(cell: Organisation, secretary: User, bich: User) -> None:
    helper = enter(cell, "dung", "Quàng Mẫu Dung", Role.MENTOR)
    actions.hand_over(actor=acting(secretary), on=MONDAY, grant=helper.grants.get(), user=bich, starts_on=LATER)

    def roles(user: User, on: date) -> str:
        return queries.actor_for_user(user, at=NOON, on=on).role

    before = date(2018, 6, 17)
    assert (roles(helper, before), roles(bich, before)) == ("Người giúp đỡ", "")
    assert (roles(helper, LATER), roles(bich, LATER)) == ("", "Người giúp đỡ")


def test_the_secretary_hands_the_own_role_over_and_the_last_manager_does_not_vanish(
    cell: Organisation, secretary: User, bich: User
) -> None:
    grant = secretary.grants.get()
    with pytest.raises(FaultyError) as caught:
        actions.hand_over(actor=acting(secretary), on=MONDAY, grant=grant, user=secretary, starts_on=LATER)
    assert whats(caught) == ["Lò Mẫu An đang giữ vai trò này."]
    made = actions.hand_over(actor=acting(secretary), on=MONDAY, grant=grant, user=bich, starts_on=MONDAY)
    assert isinstance(made, Grant)
    assert acting(secretary).scopes == ()
    assert acting(bich).role == "Bí thư"


def test_a_weighty_hand_over_changes_nothing_until_it_is_confirmed(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    grant = secretary.grants.get()
    asked = actions.hand_over(actor=acting(secretary), on=MONDAY, grant=grant, user=bich, starts_on=MONDAY)
    assert isinstance(asked, RoleRequest)
    assert acting(secretary).role == "Bí thư"
    actions.confirm_role(actor=acting(administrator), on=MONDAY, request=asked)
    assert acting(secretary).scopes == ()
    assert acting(bich).role == "Bí thư"


def test_a_role_for_a_time_ends_by_itself(cell: Organisation, secretary: User, bich: User) -> None:
    with pytest.raises(FaultyError) as caught:
        ask(secretary, bich, cell, Role.MENTOR, ends_on=MONDAY)
    assert whats(caught) == ["Ngày thôi phải sau ngày bắt đầu."]
    ask(secretary, bich, cell, Role.MENTOR, ends_on=LATER)
    assert queries.grants_on(bich, date(2018, 6, 17)).exists()
    assert not queries.grants_on(bich, LATER).exists()


def test_nobody_outside_confirms(cell: Organisation, secretary: User, administrator: User, bich: User) -> None:
    asked = ask(secretary, bich, cell, Role.OFFICER)
    assert isinstance(asked, RoleRequest)
    stranger = enter(OrganisationFactory.create(), "xa", "Vì Mẫu Xa", Role.SECRETARY)
    with pytest.raises(NotAllowedError):
        actions.confirm_role(actor=acting(stranger), on=MONDAY, request=asked)


def test_the_pages_lead_from_asking_to_confirming(
    client: Client, cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    come_in(client, secretary)
    given = {"organisation": str(cell.uid), "role": "officer", "reach": "here", "starts_on": "21-5-2018"}
    answer = client.post(f"/cai-dat/tai-khoan/{bich.uid}/", {**given, "ends_on": "18-6-2018"}, follow=True)
    assert "Vai trò có hiệu lực khi người quản lý tài khoản thứ hai xác nhận." in text(answer)
    row = RoleRequest.objects.get()
    address = f"/cai-dat/vai-tro/de-nghi/{row.uid}/"
    assert "Đồng chí là người đề nghị." in text(client.get(address))
    come_in(client, administrator)
    says_it_again(client)
    listed = client.get("/cai-dat/tai-khoan/").content.decode()
    assert address in listed
    assert "Xác nhận xong vai trò có hiệu lực" in text(client.get(address))
    assert client.post(f"{address}tu-choi/", {"reason": ""}).status_code == 422
    client.post(f"{address}xac-nhan/")
    shown = text(client.get("/cai-dat/tai-khoan/"))
    assert "Văn phòng đảng ủy · Chi bộ Mẫu, từ 21-5-2018 đến trước 18-6-2018" in shown
    assert client.get(address).status_code == 200


def test_the_hand_over_page_tells_what_is_open_to_who_may_see_it(
    client: Client, cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    address = f"/cai-dat/vai-tro/{secretary.grants.get().uid}/ban-giao/"
    come_in(client, secretary)
    assert "Nguyễn Mẫu Bích (bich)" in text(client.get(address))
    assert "Việc đang dở trong tay" in text(client.get(address))
    come_in(client, administrator)
    assert "không liệt kê việc ở đây" in text(client.get(address))
    assert client.post(address, {}).status_code == 422
    answer = client.post(address, {"user": str(bich.uid), "starts_on": "21-5-2018"}, follow=True)
    assert "chờ người thứ hai" in text(answer)
    assert "Đã bàn giao vai trò." not in text(answer)


WAYS = {
    "who asks entered who confirms": (("administrator", "secretary"),),
    "who confirms entered who asks": (("secretary", "administrator"),),
    "a third one entered both": (("third", "administrator"), ("third", "secretary")),
    "one entered the other by way of a third": (("administrator", "third"), ("third", "secretary")),
}


@pytest.mark.parametrize("way", WAYS)
def test_who_could_let_themselves_in_is_not_the_second_person(
    way: str, cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    """Whoever resets a phrase or takes a second step away may sign in by that account, and would act for two."""
    third = enter(cell, "hai", "Quàng Mẫu Hải", Role.ADMINISTRATOR)
    known = {"secretary": secretary, "administrator": administrator, "third": third}
    for by, whose in WAYS[way]:
        phrase = "suối chảy quanh bản mường"
        actions.set_pass_phrase(actor=acting(known[by]), on=MONDAY, user=known[whose], pass_phrase=phrase)
    asked = ask(administrator, bich, cell, Role.DEPUTY_SECRETARY)
    assert isinstance(asked, RoleRequest)
    with pytest.raises(FaultyError) as caught:
        actions.confirm_role(actor=acting(secretary), on=MONDAY, request=asked)
    assert "nên có thể đứng sau cả hai" in whats(caught)[0]
    later = replace(acting(secretary), at=NOON + timedelta(days=31))
    actions.confirm_role(actor=later, on=MONDAY, request=asked)
    assert acting(bich).role == "Phó Bí thư"


def test_what_the_machines_owner_did_by_command_makes_nobody_one_person(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    for user in (secretary, administrator):
        program = queries.system_actor(at=NOON)
        actions.set_pass_phrase(actor=program, on=MONDAY, user=user, pass_phrase="suối chảy quanh bản mường")
    asked = ask(administrator, bich, cell, Role.DEPUTY_SECRETARY)
    assert isinstance(asked, RoleRequest)
    actions.confirm_role(actor=acting(secretary), on=MONDAY, request=asked)
    assert acting(bich).role == "Phó Bí thư"


@pytest.mark.parametrize("how", ["role over", "out of use"])
def test_what_somebody_asked_who_manages_no_more_is_asked_anew(
    cell: Organisation, secretary: User, administrator: User, bich: User, how: str
) -> None:
    asked = ask(administrator, bich, cell, Role.DEPUTY_SECRETARY)
    assert isinstance(asked, RoleRequest)
    if how == "role over":
        Grant.objects.filter(user=administrator).update(ends_on=MONDAY)
    else:
        User.objects.filter(pk=administrator.pk).update(is_active=False)
    with pytest.raises(FaultyError) as caught:
        actions.confirm_role(actor=acting(secretary), on=MONDAY, request=asked)
    assert whats(caught) == ["Hà Mẫu Trị, người đề nghị, nay không còn quản lý tài khoản ở đây."]
    assert acting(bich).scopes == ()
    actions.decline_role(actor=acting(secretary), on=MONDAY, request=asked, reason="đề nghị lại")
    assert isinstance(ask(secretary, bich, cell, Role.DEPUTY_SECRETARY), Grant)  # the one manager left


def test_who_sends_the_second_manager_off_does_not_act_alone(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    actions.revoke_role(actor=acting(administrator), on=MONDAY, grant=secretary.grants.get())
    assert isinstance(ask(administrator, bich, cell, Role.DEPUTY_SECRETARY), RoleRequest)
    assert acting(bich).scopes == ()


def test_who_lost_the_second_manager_otherwise_goes_on_alone(
    cell: Organisation, secretary: User, administrator: User, bich: User
) -> None:
    Grant.objects.filter(user=secretary).update(ends_on=MONDAY)  # it was for a time
    assert isinstance(ask(administrator, bich, cell, Role.DEPUTY_SECRETARY), Grant)
