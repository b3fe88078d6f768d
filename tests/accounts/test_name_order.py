"""Accounts, and who wrote into the log, stand in the order of a Vietnamese list of names, on every engine."""

from __future__ import annotations

import pytest

from chibo.accounts.models import User
from chibo.accounts.queries import in_name_order, users
from chibo.base import audit
from chibo.base.access import Actor
from chibo.desk.log.queries import actors_in
from tests.factories import MONDAY, NOON, OrganisationFactory, actor

pytestmark = pytest.mark.django_db
IN_ORDER = ["Lò Mẫu An", "Vàng Mẫu Dềnh", "Đặng Mẫu Đào", "Bùi Mẫu Ý"]


def test_accounts_stand_by_given_name_and_those_out_of_use_come_last() -> None:
    OrganisationFactory.create()
    for number, name in enumerate(reversed(IN_ORDER)):
        User.objects.create(username=f"mau{number}", display_name=name)
    User.objects.create(username="cu", display_name="Sùng Mẫu An", is_active=False)
    found = in_name_order(users(actor(), MONDAY))
    assert [one.display_name for one in found] == [*IN_ORDER, "Sùng Mẫu An"]


def test_who_wrote_into_the_log_stands_by_given_name() -> None:
    organisation = OrganisationFactory.create()
    for number, name in enumerate(reversed(IN_ORDER)):
        someone = Actor(uid=f"01890000-0000-7000-8000-00000000010{number}", name=name, at=NOON)
        audit.record(
            actor=someone,
            on=MONDAY,
            action="register.hire",
            subject=organisation,
            chain=str(organisation.uid),
            changes={},
        )
    assert [name for _, name in actors_in([str(organisation.uid)])] == IN_ORDER
