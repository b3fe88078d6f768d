"""What each role may do, and how grants become scopes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts import queries, roles
from chibo.accounts.models import Grant
from chibo.base.access import Permission
from tests.accounts.people import enter
from tests.factories import FOUNDED, MONDAY, NOON, OrganisationFactory, PersonFactory

if TYPE_CHECKING:
    from chibo.accounts.models import User
    from chibo.register.models import Organisation

PERSONAL = {
    Permission.VIEW_PEOPLE,
    Permission.VIEW_SENSITIVE,
    Permission.VIEW_CASES,
    Permission.VIEW_MEETINGS,
    Permission.VIEW_REPORTS,
    Permission.WRITE_NOTES,
    Permission.VIEW_AUDIT,
}


def test_every_role_has_its_permissions_and_a_place_in_the_order() -> None:
    assert set(roles.PERMISSIONS) == set(Grant.Role.values) == {role.value for role in roles.ORDER}


def test_administrators_see_no_personal_file() -> None:
    assert not roles.PERMISSIONS[Grant.Role.ADMINISTRATOR] & PERSONAL


def test_helpers_only_write_their_notes_and_auditors_change_nothing() -> None:
    assert roles.PERMISSIONS[Grant.Role.MENTOR] == {Permission.WRITE_NOTES}
    assert all(permission.value.startswith("view_") for permission in roles.PERMISSIONS[Grant.Role.AUDITOR])


def test_every_permission_belongs_to_some_role() -> None:
    assert set().union(*roles.PERMISSIONS.values()) == set(Permission)


def test_an_actor_holds_what_its_grants_in_force_give(cell: Organisation, secretary: User) -> None:
    actor = queries.actor_for_user(secretary, at=NOON, on=MONDAY)
    assert (actor.uid, actor.name, actor.role) == (str(secretary.uid), "Lò Mẫu An", "Bí thư")
    assert actor.home_uid == str(cell.uid)
    assert actor.may(Permission.OVERRIDE, cell.scope_key)
    assert not actor.may(Permission.OVERRIDE, cell.scope_key + "0001")
    before = queries.actor_for_user(secretary, at=NOON, on=FOUNDED - timedelta(days=1))
    assert before.scopes == ()


def test_the_last_day_of_a_grant_is_not_covered(cell: Organisation, secretary: User) -> None:
    Grant.objects.update(ends_on=MONDAY)
    assert queries.actor_for_user(secretary, at=NOON, on=MONDAY).scopes == ()
    assert queries.actor_for_user(secretary, at=NOON, on=MONDAY - timedelta(days=1)).scopes


def test_a_grant_below_reaches_every_organisation_under_it(cell: Organisation) -> None:
    officer = enter(cell, "vp", "Cà Mẫu Phòng", Grant.Role.OFFICER, Grant.Reach.BELOW)
    actor = queries.actor_for_user(officer, at=NOON, on=MONDAY)
    assert actor.may(Permission.VIEW_PEOPLE, cell.scope_key + "0001")


def test_of_several_roles_the_first_in_the_order_is_named(cell: Organisation, secretary: User) -> None:
    other = OrganisationFactory.create()
    Grant.objects.create(user=secretary, organisation=other, role=Grant.Role.MENTOR, starts_on=FOUNDED)
    Grant.objects.create(user=secretary, organisation=other, role=Grant.Role.ADMINISTRATOR, starts_on=FOUNDED)
    actor = queries.actor_for_user(secretary, at=NOON, on=MONDAY)
    assert (actor.role, actor.home_uid) == ("Bí thư", str(cell.uid))
    assert actor.may(Permission.WRITE_NOTES, other.scope_key)


def test_an_actor_costs_one_query_however_many_grants(cell: Organisation, secretary: User) -> None:
    secretary.person = PersonFactory.create(organisation=cell)
    secretary.save(update_fields=["person"])
    for _ in range(3):
        Grant.objects.create(
            user=secretary, organisation=OrganisationFactory.create(), role=Grant.Role.MENTOR, starts_on=FOUNDED
        )
    with CaptureQueriesContext(connection) as asked:
        actor = queries.actor_for_user(secretary, at=NOON, on=MONDAY)
    assert actor.person_uid == str(secretary.person.uid)
    assert len(asked) == 1


def test_the_program_itself_may_everything_and_says_who_it_is() -> None:
    actor = queries.system_actor(at=NOON, name="Nhập danh sách")
    assert all(actor.may(permission, "00010002") for permission in Permission)
    assert (actor.uid, actor.name) == ("chibo", "Nhập danh sách")


def test_who_gives_rights_is_the_secretary_else_the_administrator(
    cell: Organisation, secretary: User, administrator: User
) -> None:
    assert queries.who_grants(cell.scope_key, MONDAY) == "Bí thư Lò Mẫu An"
    Grant.objects.filter(user=secretary).delete()
    assert queries.who_grants(cell.scope_key, MONDAY) == "Quản trị Hà Mẫu Trị"
    Grant.objects.all().delete()
    assert queries.who_grants(cell.scope_key, MONDAY) == ""
