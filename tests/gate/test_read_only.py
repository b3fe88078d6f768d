"""Who may only read somebody, and keeps the register of another cell: no page to write on, no way to take the record.

A door asks for a right that is held anywhere; the pages behind it have to ask for whom.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from chibo.accounts.models import Grant, User
from chibo.base.access import Permission
from chibo.base.models import Installation
from chibo.register.models import Organisation, Person
from tests.factories import FOUNDED, MONDAY, OrganisationFactory, TermFactory, WorkplaceFactory, member
from tests.gate.addresses import addresses
from tests.gate.holes import about, words

pytestmark = pytest.mark.django_db
ALSO_OF_ONES_OWN = frozenset({"person_background"})
"""What asks for the right to see closed parts, or opens one's own."""


@dataclass(frozen=True)
class World:
    """Two cells below one level; somebody in the second."""

    above: Organisation
    mine: Organisation
    theirs: Organisation
    person: Person


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    cache.clear()
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=FOUNDED)
    above = OrganisationFactory.create(name="Đảng ủy Trên", scope_key="7000")
    mine = OrganisationFactory.create(name="Chi bộ Một", scope_key="7000001", parent=above)
    theirs = OrganisationFactory.create(name="Chi bộ Hai", scope_key="7000002", parent=above)
    for one in (mine, theirs):
        WorkplaceFactory.create(organisation=one)
        TermFactory.create(organisation=one)
    return World(above, mine, theirs, member(theirs, "Giàng Mẫu Kín"))


def signed_in(person: Person | None, *held: tuple[Organisation, str, str]) -> Client:
    user = User(username="nguoi", display_name="Vừ Mẫu Tôi", person=person)
    user.set_unusable_password()
    user.save()
    for organisation, role, reach in held:
        Grant.objects.create(user=user, organisation=organisation, role=role, reach=reach, starts_on=FOUNDED)
    client = Client()
    client.force_login(user)
    session = client.session
    session["fresh"] = time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def answered(client: Client, person: Person) -> dict[str, set[int]]:
    """How each address about a person answers whose door asks who keeps the register, looked at and sent to."""
    told: dict[str, set[int]] = {}
    for address in addresses():
        if (
            address.asks_for is Permission.EDIT_REGISTER
            and about(address) is Person
            and "person_uid" not in address.holes
        ):
            path = address.filled({**words(address), "uid": str(person.uid)})
            for ask in (client.get, client.post):
                with transaction.atomic():
                    told.setdefault(address.name, set()).add(ask(path).status_code)
    return told


@pytest.mark.parametrize("how", ["as an auditor of the level above", "in person"])
def test_no_page_answers_that_only_who_keeps_the_register_can_use(world: World, how: str) -> None:
    keeps: Any = (world.mine, Grant.Role.SECRETARY, "here")
    if how == "in person":
        client = signed_in(world.person, keeps)
    else:
        client = signed_in(None, keeps, (world.above, Grant.Role.AUDITOR, "below"))
    assert client.get(f"/nguoi/{world.person.uid}/").status_code == 200
    told = answered(client, world.person)
    assert len(told) > 12
    own = ALSO_OF_ONES_OWN if how == "in person" else frozenset()
    assert {name: codes for name, codes in told.items() if codes - {403, 404, 405} and name not in own} == {}


def test_who_keeps_the_register_is_answered(world: World) -> None:
    told = answered(signed_in(None, (world.theirs, Grant.Role.SECRETARY, "here")), world.person)
    assert all(200 in codes or name == "take_back_leaving" for name, codes in told.items())
