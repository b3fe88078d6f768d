"""Who may take a person in: who reads a record does not have it, whoever's register the reader keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.access import Actor, Permission, Scope
from chibo.base.refusal import NotAllowedError
from chibo.register import actions
from tests.factories import MONDAY, NOON, OrganisationFactory, PersonFactory, actor, member

if TYPE_CHECKING:
    from chibo.register.models import Membership, Organisation, Person, Transfer

pytestmark = pytest.mark.django_db
LEFT, CAME = date(2018, 5, 2), date(2018, 5, 7)


@dataclass(frozen=True)
class Cells:
    """Two cells; the keeper keeps the first one's register and reads everybody's."""

    mine: Organisation
    theirs: Organisation
    keeper: Actor


@pytest.fixture
def cells() -> Cells:
    mine, theirs = OrganisationFactory.create(name="Chi bộ Một"), OrganisationFactory.create(name="Chi bộ Hai")
    scopes = (
        Scope(permission=Permission.EDIT_REGISTER, scope_key=mine.scope_key, below=False),
        Scope(permission=Permission.RECORD_STEPS, scope_key=mine.scope_key, below=False),
        Scope(permission=Permission.VIEW_PEOPLE, scope_key="", below=True),
    )
    return Cells(mine, theirs, Actor(uid="01890000-0000-7000-8000-0000000000aa", name="Bí", at=NOON, scopes=scopes))


def taken_in(by: Actor, person: Person, organisation: Organisation) -> Membership:
    said: dict[str, Any] = {"other_place": "Chi bộ Hai", "starts_on": CAME}
    return actions.transfer_in(actor=by, on=MONDAY, person=person, organisation=organisation, **said)


def guest(by: Actor, person: Person, organisation: Organisation) -> Transfer:
    said: dict[str, Any] = {"direction": "into", "other_place": "Chi bộ Hai", "starts_on": CAME}
    return actions.transfer_temporarily(actor=by, on=MONDAY, person=person, organisation=organisation, **said)


def test_a_record_of_another_cell_is_not_taken_by_who_may_read_it(cells: Cells) -> None:
    left = member(cells.theirs, "Giàng Mẫu Đi")
    actions.transfer_out(actor=actor(), on=MONDAY, person=left, other_place="Chi bộ Xa", ends_on=LEFT)
    for one in (left, PersonFactory.create(organisation=cells.theirs)):
        with pytest.raises(NotAllowedError, match="chưa ghi chuyển đến đây"):
            taken_in(cells.keeper, one, cells.mine)
        with pytest.raises(NotAllowedError, match="chưa ghi chuyển đến đây"):
            guest(cells.keeper, one, cells.mine)
        with pytest.raises(NotAllowedError):
            actions.open_membership(
                actor=cells.keeper, on=MONDAY, person=one, organisation=cells.mine, joined_by="opening"
            )
        one.refresh_from_db()
        assert (one.organisation, one.scope_key) == (cells.theirs, cells.theirs.scope_key)


def test_whom_the_other_cell_sent_is_taken_in(cells: Cells) -> None:
    one = member(cells.theirs, "Giàng Mẫu Đi")
    actions.transfer_out(actor=actor(), on=MONDAY, person=one, receiver=cells.mine, ends_on=LEFT)
    taken_in(cells.keeper, one, cells.mine)
    one.refresh_from_db()
    assert one.organisation == cells.mine


def test_whom_the_other_cell_sent_elsewhere_is_not(cells: Cells) -> None:
    one = member(cells.theirs, "Giàng Mẫu Đi")
    third = OrganisationFactory.create(name="Chi bộ Ba")
    actions.transfer_out(actor=actor(), on=MONDAY, person=one, receiver=third, ends_on=LEFT)
    with pytest.raises(NotAllowedError):
        taken_in(cells.keeper, one, cells.mine)


def test_whom_the_other_cell_sent_for_a_time_is_a_guest_and_no_more(cells: Cells) -> None:
    one = member(cells.theirs, "Giàng Mẫu Đi")
    actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=one,
        organisation=cells.theirs,
        direction="out",
        receiver=cells.mine,
        starts_on=LEFT,
    )
    assert guest(cells.keeper, one, cells.mine).organisation == cells.mine
    with pytest.raises(NotAllowedError):
        taken_in(cells.keeper, one, cells.mine)


def test_who_keeps_both_registers_moves_between_them(cells: Cells) -> None:
    one = PersonFactory.create(organisation=cells.theirs)
    both = actor(Permission.EDIT_REGISTER)
    assert taken_in(both, one, cells.mine).organisation == cells.mine


def test_who_belongs_to_the_cell_joins_it_by_the_road(cells: Cells) -> None:
    one = PersonFactory.create(organisation=cells.mine)
    road = actor(Permission.RECORD_STEPS, scope_key=cells.mine.scope_key, below=False)
    spell = actions.open_membership(
        actor=road, on=MONDAY, person=one, organisation=cells.mine, joined_by="admission", starts_on=CAME
    )
    assert spell.organisation == cells.mine
