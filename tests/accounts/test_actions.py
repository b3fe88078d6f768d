"""Accounts are made, given roles and taken them back; everything refused is said at once and nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chibo.accounts import actions, queries
from chibo.accounts.models import Grant, User
from chibo.base import audit
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from tests.accounts.people import PHRASE, enter
from tests.chains import verify_chains
from tests.factories import MONDAY, NOON, OrganisationFactory, PersonFactory, actor, stranger

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation

GOOD: dict[str, Any] = {"username": "binh.mau", "display_name": " Cà  Mẫu Bình ", "pass_phrase": PHRASE}


def acting(user: User) -> Actor:
    return queries.actor_for_user(user, at=NOON, on=MONDAY)


def whats(error: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [fault.what for fault in error.value.faults]


def test_an_account_has_no_role_until_one_is_given(secretary: User) -> None:
    user = actions.create_user(actor=acting(secretary), on=MONDAY, **GOOD)
    assert (user.username, user.display_name) == ("binh.mau", "Cà Mẫu Bình")
    assert user.check_password(PHRASE)
    assert acting(user).scopes == ()
    line = AuditEntry.objects.get()
    assert (line.action, line.chain, line.actor_name) == ("accounts.create_user", audit.INSTALLATION, "Lò Mẫu An")
    assert PHRASE not in str(line.changes)


def test_everything_wrong_with_an_account_is_said_at_once(secretary: User) -> None:
    with pytest.raises(FaultyError) as caught:
        actions.create_user(actor=acting(secretary), on=MONDAY, username="Lò An", display_name=" ", pass_phrase="12345")
    assert whats(caught) == [
        "Tên đăng nhập chưa dùng được.",
        "Chưa ghi họ tên người dùng.",
        "Cụm mật khẩu có 5 ký tự, cần ít nhất 12. Ghép vài từ dễ nhớ, cách nhau bằng dấu cách.",
        "Cụm mật khẩu chỉ gồm ngày, số điện thoại hay số giấy tờ, dễ bị đoán. Thêm vài từ vào.",
        "Cụm mật khẩu này nhiều người dùng, dễ bị đoán. Đặt cụm khác.",
    ]
    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_a_pass_phrase_near_the_name_is_refused(secretary: User) -> None:
    with pytest.raises(FaultyError) as caught:
        actions.create_user(actor=acting(secretary), on=MONDAY, **{**GOOD, "pass_phrase": "Cà Mẫu Bình 1"})
    assert whats(caught) == ["Cụm mật khẩu gần giống tên của tài khoản. Đặt cụm khác."]


def test_names_and_people_have_one_account(cell: Organisation, secretary: User) -> None:
    secretary.person = PersonFactory.create(organisation=cell, full_name="Lò Mẫu An")
    secretary.save()
    with pytest.raises(FaultyError) as caught:
        actions.create_user(actor=acting(secretary), on=MONDAY, **{**GOOD, "username": "AN"}, person=secretary.person)
    assert whats(caught) == ["Đã có tài khoản “an”.", "Lò Mẫu An đã có tài khoản."]


def test_only_who_manages_accounts_makes_one(auditor: User) -> None:
    for who in (acting(auditor), stranger()):
        with pytest.raises(NotAllowedError, match="quản lý tài khoản"):
            actions.create_user(actor=who, on=MONDAY, **GOOD)


def test_a_role_given_is_held_and_stands_in_the_log_of_its_organisation(
    cell: Organisation, administrator: User, auditor: User
) -> None:
    grant = actions.grant_role(
        actor=acting(administrator),
        on=MONDAY,
        user=auditor,
        organisation=cell,
        role=Grant.Role.COMMITTEE_MEMBER,
        reach=Grant.Reach.HERE,
        starts_on=MONDAY,
    )
    assert grant in queries.grants_on(auditor, MONDAY)
    line = AuditEntry.objects.get()
    assert (line.chain, line.changes["role"]) == (str(cell.uid), [None, "committee_member"])
    assert list(verify_chains()) == []


def test_nobody_gives_a_role_to_themselves(cell: Organisation, administrator: User) -> None:
    with pytest.raises(FaultyError) as caught:
        actions.grant_role(
            actor=acting(administrator),
            on=MONDAY,
            user=administrator,
            organisation=cell,
            role=Grant.Role.SECRETARY,
            reach=Grant.Reach.HERE,
            starts_on=MONDAY,
        )
    assert whats(caught) == ["Không ai tự giao vai trò cho mình."]


def test_a_role_is_held_once_and_must_exist(cell: Organisation, administrator: User, auditor: User) -> None:
    def give(role: str) -> None:
        actions.grant_role(
            actor=acting(administrator),
            on=MONDAY,
            user=auditor,
            organisation=cell,
            role=role,
            reach=Grant.Reach.HERE,
            starts_on=MONDAY,
        )

    with pytest.raises(FaultyError) as caught:
        give(Grant.Role.AUDITOR)
    assert whats(caught) == ["Tòng Mẫu Kiểm đang giữ vai trò này."]
    with pytest.raises(FaultyError) as caught:
        give("vua")
    assert whats(caught) == ["Không có vai trò “vua”."]


@pytest.mark.parametrize(("place", "reach"), [("elsewhere", Grant.Reach.HERE), ("here", Grant.Reach.BELOW)])
def test_nobody_gives_further_than_they_reach(
    cell: Organisation, administrator: User, auditor: User, place: str, reach: str
) -> None:
    organisation = cell if place == "here" else OrganisationFactory.create()
    with pytest.raises(NotAllowedError):
        actions.grant_role(
            actor=acting(administrator),
            on=MONDAY,
            user=auditor,
            organisation=organisation,
            role=Grant.Role.OFFICER,
            reach=reach,
            starts_on=MONDAY,
        )
    assert not AuditEntry.objects.exists()


def test_a_role_taken_back_ends_today(cell: Organisation, secretary: User, auditor: User) -> None:
    grant = auditor.grants.get()
    actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=grant)
    assert acting(auditor).scopes == ()
    assert grant.ends_on == MONDAY
    with pytest.raises(FaultyError) as caught:
        actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=grant)
    assert whats(caught) == ["Vai trò này đã thôi từ 21-5-2018."]


def test_the_last_who_manages_accounts_stays(cell: Organisation, secretary: User) -> None:
    with pytest.raises(FaultyError) as caught:
        actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=secretary.grants.get())
    assert whats(caught) == ["Lò Mẫu An là người duy nhất quản lý tài khoản của Chi bộ Mẫu."]
    enter(cell, "quantri", "Hà Mẫu Trị", Grant.Role.ADMINISTRATOR)
    Grant.objects.filter(user__username="quantri").update(ends_on=MONDAY + timedelta(days=30))
    with pytest.raises(FaultyError) as caught:
        actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=secretary.grants.get())
    assert whats(caught) == ["Lò Mẫu An là người duy nhất quản lý tài khoản của Chi bộ Mẫu mà không có ngày thôi."]
    Grant.objects.filter(user__username="quantri").update(ends_on=None)
    actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=secretary.grants.get())
    assert not queries.grants_on(secretary, MONDAY).exists()


def test_who_does_not_manage_the_organisation_takes_nothing_back(secretary: User, auditor: User) -> None:
    with pytest.raises(NotAllowedError):
        actions.revoke_role(actor=acting(auditor), on=MONDAY, grant=secretary.grants.get())


def test_a_new_pass_phrase_is_ones_own_or_a_managers_to_set(secretary: User, auditor: User) -> None:
    other = "suối chảy quanh bản mường"
    actions.set_pass_phrase(actor=acting(auditor), on=MONDAY, user=auditor, pass_phrase=other, present=PHRASE)
    assert auditor.check_password(other)
    actions.set_pass_phrase(actor=acting(secretary), on=MONDAY, user=auditor, pass_phrase=PHRASE)
    assert auditor.check_password(PHRASE)
    with pytest.raises(NotAllowedError):
        actions.set_pass_phrase(actor=acting(auditor), on=MONDAY, user=secretary, pass_phrase=other)
    with pytest.raises(FaultyError) as caught:
        actions.set_pass_phrase(
            actor=acting(auditor), on=MONDAY, user=auditor, pass_phrase="ngắn", present="cụm nào khác"
        )
    assert {fault.field for fault in caught.value.faults} == {"present", "pass_phrase"}
    assert AuditEntry.objects.filter(action="accounts.set_pass_phrase").count() == 2


def test_an_account_without_a_role_is_entered_by_nobody_but_where_it_was_made(
    cell: Organisation, secretary: User, auditor: User
) -> None:
    """A role that was held here once keeps it known here, and tomorrow it may get one where it was made."""
    other = OrganisationFactory.create(name="Chi bộ Khác")
    User.objects.filter(pk=auditor.pk).update(organisation=other)
    auditor.refresh_from_db()
    actions.revoke_role(actor=acting(secretary), on=MONDAY, grant=auditor.grants.get())
    assert auditor in queries.users(acting(secretary), MONDAY)
    phrase = "suối chảy quanh bản mường"
    with pytest.raises(NotAllowedError):
        actions.set_pass_phrase(actor=acting(secretary), on=MONDAY, user=auditor, pass_phrase=phrase)
    there = enter(other, "hai", "Quàng Mẫu Hải", Grant.Role.ADMINISTRATOR)
    actions.set_pass_phrase(actor=acting(there), on=MONDAY, user=auditor, pass_phrase=phrase)
    assert auditor.check_password(phrase)
    User.objects.filter(pk=auditor.pk).update(organisation=None)
    auditor.refresh_from_db()
    assert not queries.looks_after(acting(there), auditor, MONDAY), "of nobody: who manages everything"


def test_a_person_has_one_account_only(cell: Organisation, secretary: User, auditor: User) -> None:
    person = PersonFactory.create(organisation=cell, full_name="Lò Mẫu An")
    with pytest.raises(FaultyError, match="Không ai tự ghi mình là ai trong sổ"):
        actions.link_person(actor=acting(secretary), on=MONDAY, user=secretary, person=person)
    actions.link_person(actor=actor(), on=MONDAY, user=secretary, person=person)
    assert acting(secretary).person_uid == str(person.uid)
    with pytest.raises(FaultyError) as caught:
        actions.link_person(actor=acting(secretary), on=MONDAY, user=auditor, person=person)
    assert whats(caught) == ["Lò Mẫu An đã có tài khoản."]
    with pytest.raises(NotAllowedError):
        actions.link_person(actor=acting(auditor), on=MONDAY, user=auditor, person=None)
