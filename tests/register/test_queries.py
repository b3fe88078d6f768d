"""Counting on any day, lists in the order of names, facts for the law; never more queries with more rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.law.quorum import vote_base
from chibo.register import actions, facts, queries
from chibo.register.models import Transfer
from tests.factories import MONDAY, Cell, PersonFactory, actor, cell, member, stranger

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def test_counts_of_a_day(house: Cell) -> None:
    count = queries.head_count(house.organisation, MONDAY)
    assert (count.staff, count.members, count.official, count.probationary) == (7, 5, 4, 1)
    assert count.share == Fraction(5, 7)
    before = queries.head_count(house.organisation, date(2012, 1, 2))
    assert (before.staff, before.members, before.share) == (0, 0, None)


def test_members_who_are_not_on_the_staff_do_not_raise_the_share(house: Cell) -> None:
    member(house.organisation, "Mạc Mẫu Đức")
    count = queries.head_count(house.organisation, MONDAY)
    assert (count.members, count.staff_members, count.share) == (6, 5, Fraction(5, 7))


def test_official_from_the_recognition_decision_or_the_official_day(house: Cell) -> None:
    late = member(
        house.organisation,
        "Lò Mẫu Tuyết",
        decided_on=date(2016, 1, 18),
        ceremony_on=date(2016, 2, 3),
        official_on=date(2017, 2, 3),
        recognised_on=date(2017, 3, 28),
    )

    def is_official(day: date) -> object:
        return queries.members_on(house.organisation, day).get(pk=late.pk).is_official_on  # type: ignore[attr-defined]

    days = (date(2017, 2, 3), date(2017, 3, 27), date(2017, 3, 28))
    assert [is_official(day) for day in days] == [False, False, True]
    actions.set_rule(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        sort="policy",
        key="vote.voting_right_from",
        value="official_date",
        ground="Nghị quyết chi bộ",
        starts_on=date(2015, 5, 22),
    )
    assert [is_official(day) for day in days] == [True, True, True]


def test_an_old_member_known_only_by_the_official_day_counts(house: Cell) -> None:
    old = member(house.organisation, "Đỗ Mẫu Lâm", recognised_on=None)
    assert queries.members_on(house.organisation, MONDAY).get(pk=old.pk).is_official_on  # type: ignore[attr-defined]


def test_people_come_by_given_name_with_what_they_are_that_day(house: Cell) -> None:
    gone = member(house.organisation, "Mạc Mẫu Đức")
    actions.transfer_out(actor=actor(), on=MONDAY, person=gone, other_place="nơi cư trú", ends_on=date(2018, 1, 8))
    rows = list(queries.people(actor(), house.organisation, MONDAY))
    assert [row.full_name.split()[-1] for row in rows] == ["An", "Bích", "Cường", "Dung", "Đức", "Vừ", "Xuân", "Ý"]
    assert [(row.is_member_on, row.is_official_on, row.is_staff_on) for row in rows][4:] == [  # type: ignore[attr-defined]
        (False, True, False),
        (True, False, True),
        (False, False, True),
        (False, False, True),
    ]
    assert not queries.people(stranger(), house.organisation, MONDAY)


def test_facts_of_members_make_the_base_of_a_vote(house: Cell) -> None:
    actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=house.bich,
        organisation=house.organisation,
        direction=Transfer.Direction.OUT,
        other_place="Chi bộ mẫu C",
        starts_on=date(2018, 4, 2),
        ends_on=date(2018, 8, 1),
    )
    actions.exempt(
        actor=actor(), on=MONDAY, person=house.cuong, organisation=house.organisation, starts_on=date(2018, 3, 5)
    )
    given = {fact.name: fact for fact in facts.members_of(house.organisation, MONDAY)}
    assert list(given) == [row.full_name for row in queries.members_on(house.organisation, MONDAY)]
    assert [spell.ends_on for spell in given["Nguyễn Mẫu Bích"].away] == [date(2018, 8, 1)]
    assert [spell.starts_on for spell in given["Trần Mẫu Cường"].exempt] == [date(2018, 3, 5)]
    assert given["Sùng Mẫu Vừ"].recognised_on is None
    base = vote_base(given.values(), MONDAY, facts.rulebook_of(house.organisation, MONDAY))
    assert base.count == 4
    assert base.count == queries.head_count(house.organisation, MONDAY).official


def count_queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


@pytest.mark.parametrize(
    ("name", "limit"),
    [("members_of", 5), ("people", 2), ("head_count", 3), ("movements", 1), ("office_holders", 1)],
)
def test_more_rows_cost_no_more_queries(house: Cell, name: str, limit: int) -> None:
    organisation = house.organisation
    asks: dict[str, Callable[[], object]] = {
        "members_of": lambda: facts.members_of(organisation, MONDAY),
        "people": lambda: list(queries.people(actor(), organisation, MONDAY)),
        "head_count": lambda: queries.head_count(organisation, MONDAY),
        "movements": lambda: queries.movements(organisation, date(2010, 1, 1), MONDAY),
        "office_holders": lambda: [row.person.full_name for row in queries.office_holders(organisation, MONDAY)],
    }
    few = count_queries(asks[name])
    for _ in range(3):
        member(organisation)
        PersonFactory.create(organisation=organisation)
    many = count_queries(asks[name])
    assert few == many
    assert many <= limit


def test_the_home_of_an_actor_with_its_own_is_that_one(house: Cell) -> None:
    other = cell()
    who = replace(actor(), home_uid=str(other.organisation.uid))
    assert queries.home(who) == other.organisation
    assert set(queries.organisations(who)) == {house.organisation, other.organisation}
