"""Who went for good comes back by no move: the dead not at all, who left the Party only by another admission."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.refusal import FaultyError
from chibo.law.calendar import PartialDate
from chibo.register import actions
from chibo.register.models import Membership, Person, Transfer
from chibo.register.returning import bar_to_return
from tests.factories import MONDAY, Cell, actor, cell

pytestmark = pytest.mark.django_db
LEFT, BACK = date(2018, 5, 2), date(2018, 5, 10)
DEATH = Membership.LeftBy.DEATH


@pytest.fixture
def house() -> Cell:
    return cell()


def went(person: Person, way: str) -> Membership:
    spell = person.memberships.get()
    if way == DEATH:
        return actions.record_death(actor=actor(), on=MONDAY, person=person, died_on=LEFT)
    return actions.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by=way, ends_on=LEFT)


def comes(house: Cell, person: Person) -> Membership:
    return actions.transfer_in(
        actor=actor(),
        on=MONDAY,
        person=person,
        organisation=house.organisation,
        other_place="Chi bộ Mẫu Xa",
        starts_on=BACK,
    )


def visits(house: Cell, person: Person, ends_on: date | None = None) -> Transfer:
    return actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=person,
        organisation=house.organisation,
        direction=Transfer.Direction.INTO,
        other_place="Chi bộ Mẫu Xa",
        starts_on=BACK,
        ends_on=ends_on,
    )


def test_the_dead_come_neither_for_good_nor_for_a_time(house: Cell) -> None:
    spell = went(house.bich, DEATH)
    for act in (comes, visits):
        with pytest.raises(FaultyError, match="đã từ trần ngày 2-5-2018"):
            act(house, house.bich)
    with pytest.raises(FaultyError, match="đã từ trần"):
        actions.open_membership(
            actor=actor(),
            on=MONDAY,
            person=house.bich,
            organisation=house.organisation,
            joined_by=Membership.JoinedBy.OPENING,
            starts_on=BACK,
        )
    assert house.bich.memberships.count() == 1
    actions.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm người")
    assert house.bich.memberships.get().ends_on is None


def test_nobody_comes_after_a_death_told_of_somebody_who_was_no_member(house: Cell) -> None:
    house.y.employments.update(ends_on=LEFT)
    actions.record_passing(actor=actor(), on=MONDAY, person=house.y, died_on=LEFT)
    with pytest.raises(FaultyError, match="đã từ trần ngày 2-5-2018"):
        comes(house, house.y)
    actions.take_back_passing(actor=actor(), on=MONDAY, person=house.y, reason="ghi nhầm người")
    comes(house, house.y)


@pytest.mark.parametrize(
    ("way", "said"), [("expulsion", "khai trừ"), ("removal", "xóa tên"), ("resignation", "xin ra")]
)
def test_who_left_the_party_comes_back_only_by_another_admission(house: Cell, way: str, said: str) -> None:
    went(house.bich, way)
    with pytest.raises(FaultyError, match=said) as refused:
        comes(house, house.bich)
    (fault,) = refused.value.faults
    assert "kết nạp lại (Quy định 29-QĐ/TW" in fault.why
    assert "rút lại việc ấy trước" in fault.next
    with pytest.raises(FaultyError, match=said):
        visits(house, house.bich)
    actions.record_admission(
        actor=actor(), on=MONDAY, person=house.bich, ceremony_on=date(2018, 5, 8), is_readmission=True
    )
    assert comes(house, house.bich).starts_on == BACK


def test_who_moved_away_comes_back(house: Cell) -> None:
    actions.transfer_out(actor=actor(), on=MONDAY, person=house.bich, other_place="Chi bộ Mẫu Xa", ends_on=LEFT)
    assert comes(house, house.bich).starts_on == BACK


def test_a_time_that_was_over_before_a_death_may_be_entered_late() -> None:
    died = PartialDate.parse("2018-05-20")
    assert bar_to_return((), (), died, LEFT, BACK) is None
    assert bar_to_return((), (), died, LEFT) == (DEATH, date(2018, 5, 20))
    gone = Membership(starts_on=date(2013, 1, 7), ends_on=date(2018, 5, 20), left_by=DEATH)
    assert bar_to_return((gone,), (), None, LEFT, BACK) is None


def test_a_list_does_not_bring_the_dead_back(house: Cell) -> None:
    house.y.employments.update(ends_on=LEFT)
    actions.record_passing(actor=actor(), on=MONDAY, person=house.y, died_on=LEFT)
    entry = actions.Entry(
        mark="dòng 3",
        organisation=house.organisation,
        person_id=house.y.pk,
        values={"membership.starts_on": BACK, "membership.joined_by": Membership.JoinedBy.OPENING},
    )
    with pytest.raises(FaultyError, match=r"dòng 3 – Sổ ghi .* đã từ trần"):
        actions.enter_people(
            actor=actor(), on=MONDAY, organisation=house.organisation, entries=[entry], proof="danh sách"
        )
