"""Reads: who counts in a vote, which day comes next, and what a stranger does not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.law.calendar import Spell
from chibo.law.quorum import MemberFacts
from chibo.law.reading import rulebook
from chibo.meetings import actions, queries
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import House
from tests.factories import MONDAY, OrganisationFactory, actor, stranger
from tests.meetings.conftest import HELD

if TYPE_CHECKING:
    from tests.factories import Cell

_OLD, _NEW = date(2018, 6, 5), date(2025, 9, 5)


@dataclass(frozen=True)
class Drawn:
    """One made-up member and what is true of them on the day."""

    facts: MemberFacts
    is_official: bool
    is_away: bool
    is_exempt: bool
    is_present: bool


@st.composite
def _members(draw: st.DrawFn, on: date) -> list[Drawn]:
    drawn = []
    for number in range(draw(st.integers(min_value=0, max_value=30))):
        is_official, is_away, is_exempt, is_present = (draw(st.booleans()) for _ in range(4))
        recognised = on - timedelta(days=draw(st.integers(0, 900))) if is_official else None
        spell = (Spell(on - timedelta(days=30), on + timedelta(days=draw(st.integers(1, 60)))),)
        facts = MemberFacts(
            uid=str(number),
            name=f"Người Mẫu {number}",
            official_on=recognised,
            recognised_on=recognised,
            away=spell if is_away else (),
            exempt=spell if is_exempt else (),
        )
        drawn.append(Drawn(facts, is_official, is_away, is_exempt, is_present))
    return drawn


@pytest.mark.parametrize("on", [_OLD, _NEW])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_base_holds_exactly_those_the_day_counts(on: date, data: st.DataObject) -> None:
    drawn = data.draw(_members(on))
    house = House(on=on, members=tuple(one.facts for one in drawn), rules=rulebook())
    present = {one.facts.uid for one in drawn if one.is_present}
    terms = house.terms(AgendaItem.Sort.ADMISSION, present)
    expected = [one for one in drawn if one.is_official]
    if on == _NEW:  # 294-QĐ/TW: temporary transfers, and exempt members who stay away, do not count
        expected = [one for one in expected if not one.is_away and (one.is_present or not one.is_exempt)]
    assert terms.base == len(expected)
    assert terms.sentence.startswith(f"{len(expected)} đảng viên chính thức")
    assert 3 * terms.needed >= 2 * terms.base
    assert 3 * (terms.needed - 1) < 2 * terms.base
    probationary = sum(not one.is_official for one in drawn)
    assert ("đảng viên dự bị" in terms.sentence) == (probationary > 0)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_roll_counts_what_it_shows(data: st.DataObject) -> None:
    drawn = data.draw(_members(_OLD))
    house = House(on=_OLD, members=tuple(one.facts for one in drawn), rules=rulebook())
    roll = house.roll({one.facts.uid: ("excused", "") for one in drawn if not one.is_present})
    assert roll.present_total + len(roll.absent) == roll.members_total == len(drawn)
    assert roll.present_official <= roll.members_official == sum(one.is_official for one in drawn)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "asked", "proposed"),
    [
        ([], date(2018, 5, 2), date(2018, 5, 4)),  # the 5th is a Saturday
        ([date(2018, 4, 5), date(2018, 5, 4)], MONDAY, HELD),  # met in May: June
        ([date(2018, 4, 5)], MONDAY, HELD),  # May is past
        ([date(2018, 1, 31)], date(2018, 2, 1), date(2018, 2, 28)),  # no 31 February
        ([date(2018, 7, 2)], date(2018, 8, 10), date(2018, 9, 4)),  # 2-9 and 3-9 are the national holiday
    ],
)
def test_the_next_day_is_the_cells_usual_one_on_a_working_day(held: list[date], asked: date, proposed: date) -> None:
    organisation = OrganisationFactory.create()
    for day in held:
        actions.record_past_meeting(actor=actor(), on=day, organisation=organisation, held_on=day)
    assert queries.proposed_day(organisation, asked) == proposed


@pytest.mark.django_db
def test_what_lies_outside_the_reach_does_not_exist(opened: Meeting, house: Cell) -> None:
    other = actor(Permission.VIEW_MEETINGS, scope_key="zzzz")
    item = opened.items.get(order=3)
    for who in (stranger(), other, actor(Permission.VIEW_PEOPLE)):
        with pytest.raises(NotYoursError):
            queries.meeting_for(who, opened.uid)
        with pytest.raises(NotYoursError):
            queries.item_for(who, item.uid)
        assert not queries.meetings(who, house.organisation).exists()
    reader = actor(Permission.VIEW_MEETINGS, scope_key=house.organisation.scope_key)
    assert queries.meeting_for(reader, opened.uid) == opened
    assert queries.item_for(reader, item.uid) == item
    resolution = actions.resolve(actor=actor(), on=HELD, item=opened.items.get(order=1), text="Giao việc.")
    assert queries.resolution_for(reader, resolution.uid) == resolution
    with pytest.raises(NotYoursError):
        queries.resolution_for(other, resolution.uid)


@pytest.mark.django_db
def test_a_year_without_holiday_data_still_has_its_weekdays() -> None:
    organisation = OrganisationFactory.create()
    assert queries.proposed_day(organisation, date(2119, 8, 1)) == date(2119, 8, 4)  # the 5th is a Saturday


@pytest.mark.django_db
def test_without_a_known_share_the_frozen_terms_say_so(opened: Meeting) -> None:
    old = date(2005, 6, 6)
    opened.on = old
    terms = queries.frozen_terms(opened, AgendaItem.Sort.RECOGNITION, rulebook())
    assert (terms.base, terms.needed, terms.threshold) == (4, 0, "")
    assert [found.code for found in terms.findings] == ["no_basis"]
