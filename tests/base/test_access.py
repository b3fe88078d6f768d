"""Key ranges in the database say exactly what scopes say in memory."""

from __future__ import annotations

import itertools

import pytest

from chibo.base.access import Permission, Scope, within
from chibo.register.models import Organisation
from tests.factories import OrganisationFactory, actor, stranger

LABELS = ("0000", "0001", "000z", "0010", "00z0", "zzzz")
KEYS = [*LABELS, *("".join(pair) for pair in itertools.product(LABELS[:4], LABELS)), "000100010001", "zzzzzzzzzzzz"]
SEE = Permission.VIEW_PEOPLE


@pytest.fixture
def tree(db: None) -> None:
    for key in KEYS:
        OrganisationFactory.create(scope_key=key)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("below", [True, False])
def test_within_equals_covers_for_every_node(below: bool) -> None:  # noqa: FBT001 - a parameter of the test
    for key in ["", *KEYS]:
        scope = Scope(SEE, key, below=below)
        found = set(
            Organisation.objects.filter(within(actor(SEE, scope_key=key, below=below), SEE)).values_list(
                "scope_key", flat=True
            )
        )
        assert found == {other for other in KEYS if scope.covers(other)}, (key, below)


@pytest.mark.usefixtures("tree")
def test_two_scopes_reach_what_either_reaches() -> None:
    asking = actor(SEE, scope_key="0001", below=False)
    asking = type(asking)(uid="x", name="x", at=asking.at, scopes=(*asking.scopes, Scope(SEE, "000z", below=True)))
    found = set(Organisation.objects.filter(within(asking, SEE)).values_list("scope_key", flat=True))
    assert found == {"0001", *(key for key in KEYS if key.startswith("000z"))}


@pytest.mark.usefixtures("tree")
def test_another_permission_or_none_reaches_nothing() -> None:
    assert not Organisation.objects.filter(within(actor(SEE), Permission.IMPORT)).exists()
    assert not Organisation.objects.filter(within(stranger(), SEE)).exists()


def test_may_asks_for_the_place_and_holds_for_any_place() -> None:
    asking = actor(SEE, scope_key="0001", below=True)
    assert asking.may(SEE, "00010001")
    assert not asking.may(SEE, "0002")
    assert asking.holds(SEE)
    assert not asking.holds(Permission.IMPORT)
