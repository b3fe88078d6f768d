"""Leaving and what it touches in the rooms: the case, the help, the roles; told by the worklist and given back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from chibo.accounts.models import Grant, User
from chibo.accounts.queries import kept_roles
from chibo.base.access import Permission
from chibo.desk.moving.actions import send_off
from chibo.desk.people.actions import let_go, take_back_leaving, take_back_transfer
from chibo.desk.queries import worklist
from chibo.development.actions import assign_mentors
from chibo.development.models import DevelopmentCase, Mentorship
from chibo.register.models import Membership, Person
from tests.factories import MONDAY, actor, cell, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.base.access import Actor
    from chibo.desk.queries.lines import WorkRow
    from chibo.register.models import Organisation

GONE = date(2018, 5, 14)


def of(name: str) -> Person:
    return Person.objects.get(full_name=name)


REPLACE, KEPT, PROBATION = (
    "Phân công người giúp đỡ khác",
    "Đã rời chi bộ, còn giữ vai trò",
    "Phân công người giúp đỡ đảng viên dự bị",
)


def rows(sample: Organisation, title: str, who: Actor | None = None) -> list[WorkRow]:
    return [row for row in worklist(who or actor(), sample, MONDAY).rows if row.title.startswith(title)]


def told_about(sample: Organisation, person: Person) -> set[str]:
    return {row.title for row in worklist(actor(), sample, MONDAY).rows if row.person == person}


def go(person: Person, way: str = "death") -> Membership:
    said: dict[str, Any] = {"left_by": way, "ends_on": GONE}
    if way != "death":
        said |= {"decision": "12-QĐ/ĐU", "decided_on": GONE}
    return let_go(actor=actor(), on=MONDAY, person=person, **said)


def test_nothing_is_asked_of_a_case_whose_person_died_until_that_is_taken_back(sample: Organisation) -> None:
    vu = of("Sùng Mẫu Vừ")
    before = told_about(sample, vu)
    assert "Xét công nhận chính thức: Sùng Mẫu Vừ" in before
    spell = go(vu)
    assert told_about(sample, vu) == set()
    take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm")
    assert told_about(sample, vu) == before


def test_somebody_is_to_be_assigned_in_the_place_of_a_helper_who_left(sample: Organisation) -> None:
    assert rows(sample, REPLACE) == []
    dung, xuan = of("Quàng Mẫu Dung"), of("Lò Mẫu Xuân")
    spell = go(dung)
    (row,) = rows(sample, REPLACE)
    case = DevelopmentCase.objects.get(person=xuan, closed_on=None)
    assert row.title == "Phân công người giúp đỡ khác: Lò Mẫu Xuân"
    assert row.reason.startswith("Đ/c Quàng Mẫu Dung đã rời chi bộ ngày 14-5-2018.")
    assert row.button.address == f"/phat-trien/{case.uid}/nguoi-giup-do/"
    assert [one.text for one in row.citations] == ["Điều lệ Đảng 2011, Điều 4 khoản 2"]
    take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm")
    assert rows(sample, REPLACE) == []
    go(dung)
    assign_mentors(
        actor=actor(),
        on=MONDAY,
        case=case,
        mentors=[of("Trần Mẫu Cường")],
        starts_on=MONDAY,
        is_replacement=True,
    )
    assert rows(sample, REPLACE) == []


def test_a_helper_in_the_probationary_year_is_asked_for_where_nobody_is_left(sample: Organisation) -> None:
    go(of("Vàng Mẫu Dềnh"))
    assert rows(sample, PROBATION) == []
    go(of("Vũ Mẫu Phúc"))
    (row,) = rows(sample, PROBATION)
    assert row.title == "Phân công người giúp đỡ đảng viên dự bị: Sùng Mẫu Vừ"


def sent(sample: Organisation, person: Person, *, to: str, sort: str = "permanent") -> None:
    send_off(actor=actor(), on=MONDAY, person=person, sort=sort, other_place=to, starts_on=GONE)


def test_a_move_out_of_the_installation_closes_the_case_and_a_move_inside_does_not(sample: Organisation) -> None:
    vu = of("Sùng Mẫu Vừ")
    sent(sample, vu, to="Chi bộ Mẫu Rất Xa")
    assert DevelopmentCase.objects.get(person=vu).closed_on == GONE
    take_back_transfer(actor=actor(), on=MONDAY, transfer=vu.transfers.get(), reason="chưa đi")
    assert DevelopmentCase.objects.get(person=vu).closed_on is None
    cell(name="Chi bộ Mẫu Hai", scope_key="t901")
    sent(sample, vu, to="Chi bộ Mẫu Hai")
    assert DevelopmentCase.objects.get(person=vu).closed_on is None


def test_a_helper_who_moves_away_helps_no_more_and_one_away_for_a_time_goes_on(sample: Organisation) -> None:
    dung = of("Quàng Mẫu Dung")
    helping = Mentorship.objects.get(mentor=dung, case__closed_on=None)
    sent(sample, dung, to="Chi bộ Mẫu Xa", sort="temporary")
    helping.refresh_from_db()
    assert helping.ends_on is None
    take_back_transfer(actor=actor(), on=MONDAY, transfer=dung.transfers.get(), reason="không đi")
    sent(sample, dung, to="Chi bộ Mẫu Xa")
    helping.refresh_from_db()
    assert helping.ends_on == GONE


def test_a_role_kept_after_leaving_is_told_to_who_manages_accounts_and_nothing_is_taken_away(
    sample: Organisation, client: Client
) -> None:
    user = User.objects.get(username="bi-thu")
    assert user.person is not None
    assert rows(sample, KEPT) == []
    go(user.person, "expulsion")
    (row,) = rows(sample, KEPT)
    assert row.title == f"Đã rời chi bộ, còn giữ vai trò: {user.display_name}"
    assert row.button.address == f"/cai-dat/tai-khoan/{user.uid}/"
    assert rows(sample, KEPT, actor(Permission.VIEW_CASES)) == []
    assert Grant.objects.filter(user=user, ends_on=None).exists()
    manager = User.objects.get(username="quan-tri")
    client.force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/cai-dat/tai-khoan/").content.decode()
    assert "Đã rời chi bộ, còn giữ vai trò" in page
    assert "khai trừ" not in page  # why is not for who only looks after accounts
    assert not kept_roles(stranger(), MONDAY)
    Grant.objects.filter(user=user).update(ends_on=MONDAY)
    assert "Đã rời chi bộ, còn giữ vai trò" not in client.get("/cai-dat/tai-khoan/").content.decode()


def test_who_moved_to_another_cell_here_still_has_the_roles_of_the_old_one(sample: Organisation) -> None:
    user = User.objects.get(username="chi-uy")
    assert user.person is not None
    other = cell(name="Chi bộ Mẫu Hai", scope_key="t901").organisation
    sent(sample, user.person, to="Chi bộ Mẫu Hai")
    Membership.objects.create(person=user.person, organisation=other, starts_on=GONE, joined_by="transfer_in")
    assert [row.title for row in rows(sample, KEPT)] == [f"Đã rời chi bộ, còn giữ vai trò: {user.display_name}"]
    Grant.objects.filter(user=user).update(role=Grant.Role.AUDITOR)
    assert not kept_roles(actor(), MONDAY)
