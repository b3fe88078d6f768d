"""Awareness work: who came, sources born of it, counts above the cell, the first column of the pipeline's figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.development import actions as development
from chibo.reviews import actions, queries
from chibo.reviews.models import AwarenessActivity, AwarenessGuest
from chibo.reviews.queries.promises_told import awareness_block
from tests.factories import MONDAY, Cell, EmploymentFactory, PersonFactory, actor, cell, stranger

if TYPE_CHECKING:
    from chibo.base.access import Actor

pytestmark = pytest.mark.django_db
HELD = date(2017, 4, 20)
Sort = AwarenessActivity.Sort


@pytest.fixture
def house() -> Cell:
    return cell()


def inside(house: Cell) -> Actor:
    return actor(scope_key=house.organisation.scope_key)


def held(house: Cell, **said: Any) -> AwarenessActivity:
    usual: dict[str, Any] = {"sort": Sort.TALK, "topic": "Truyền thống của Đảng bộ tỉnh", "held_on": HELD}
    usual |= {"people": [house.xuan, house.y], "others": 12, "led_by": "Lò Mẫu An"}
    return actions.record_activity(actor=actor(), on=MONDAY, organisation=house.organisation, **{**usual, **said})


def test_everything_wrong_with_an_activity_is_said_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        held(house, sort="x", topic=" ", held_on=date(2018, 6, 1), people=[], others=0)
    assert [fault.what for fault in refused.value.faults] == [
        "Ngày tổ chức 1-6-2018 chưa tới.",
        "Chưa chọn hình thức.",
        "Chưa ghi chủ đề.",
        "Chưa có ai dự.",
    ]
    with pytest.raises(FaultyError, match="đã là đảng viên: Lò Mẫu An"):
        held(house, people=[house.an])
    assert not AwarenessActivity.objects.exists()


def test_a_source_is_told_only_of_somebody_who_came_and_entered_later(house: Cell) -> None:
    activity = held(house)
    tell: dict[str, Any] = {"actor": actor(), "on": MONDAY, "activity": activity}
    with pytest.raises(FaultyError, match="Lò Mẫu Xuân chưa được đưa vào nguồn"):
        actions.tell_sources(**tell, people=[house.xuan])
    development.open_case(
        actor=actor(), on=MONDAY, person=house.xuan, organisation=house.organisation, source_on=date(2017, 5, 5)
    )
    assert queries.possible_sources(activity) == (house.xuan,)
    actions.tell_sources(**tell, people=[house.xuan])
    later = held(house, held_on=date(2017, 9, 1))
    with pytest.raises(FaultyError, match="trước hoạt động ngày 1-9-2017"):
        actions.tell_sources(actor=actor(), on=MONDAY, activity=later, people=[house.xuan])
    earlier = held(house, held_on=date(2017, 1, 9))
    with pytest.raises(FaultyError, match="nguồn từ hoạt động khác"):
        actions.tell_sources(actor=actor(), on=MONDAY, activity=earlier, people=[house.xuan])
    with pytest.raises(FaultyError, match="Có nguồn được ghi từ hoạt động này: Lò Mẫu Xuân"):
        actions.change_activity(
            actor=actor(), on=MONDAY, activity=activity, sort=Sort.TALK, topic="x", held_on=HELD, people=[house.y]
        )
    actions.tell_sources(**tell, people=[])
    assert not AwarenessGuest.objects.filter(case__isnull=False).exists()


def test_the_figures_of_a_time(house: Cell) -> None:
    held(house)
    held(house, held_on=date(2018, 1, 5), others=3)
    found = queries.awareness_figures(house.organisation, date(2017, 1, 1), date(2018, 1, 1))
    assert (found.activities, found.on_record, found.others, found.attendance, found.sources) == (1, 2, 12, 14, 0)


def test_above_the_cell_there_are_only_counts(house: Cell) -> None:
    activity = held(house)
    above = actor(Permission.VIEW_REPORTS, Permission.VIEW_PEOPLE)
    with pytest.raises(NotYoursError):
        queries.activity_for(above, activity.uid)
    assert awareness_block(above, house.xuan, MONDAY) is None
    (row,) = queries.awareness_below(above, 2017)
    assert (row.organisation, row.figures.activities, row.figures.attendance) == ("Chi bộ Mẫu", 1, 14)
    assert queries.activity_for(inside(house), activity.uid) == activity
    block = awareness_block(inside(house), house.xuan, MONDAY)
    assert block is not None
    assert [line.what for line in block.lines] == ["Truyền thống của Đảng bộ tỉnh"]
    assert queries.awareness_below(stranger(), 2017) == ()


def test_an_activity_is_changed_and_taken_back(house: Cell) -> None:
    activity = held(house)
    change: dict[str, Any] = {
        "actor": actor(),
        "on": MONDAY,
        "activity": activity,
        "sort": Sort.VISIT,
        "topic": "Về nguồn",
    }
    actions.change_activity(**change, held_on=HELD, people=[house.y], others=4)
    assert [guest.person for guest in queries.guests_of(activity)] == [house.y]
    with pytest.raises(FaultyError, match="lý do xóa"):
        actions.remove_activity(actor=actor(), on=MONDAY, activity=activity, reason=" ")
    with pytest.raises(NotAllowedError):
        actions.remove_activity(actor=stranger(), on=MONDAY, activity=activity, reason="x")
    actions.remove_activity(actor=actor(), on=MONDAY, activity=activity, reason="Ghi hai lần")
    assert not AwarenessActivity.objects.exists()


def test_members_are_not_offered_as_guests(house: Cell) -> None:
    assert queries.may_come(house.organisation, MONDAY) == [house.xuan, house.y]


def test_more_activities_and_guests_ask_no_more_of_the_database(house: Cell) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            queries.activity_year(inside(house), house.organisation, 2017)
            queries.awareness_below(actor(), 2017)
        return len(questions)

    held(house)
    few = asked()
    people = [PersonFactory.create(organisation=house.organisation) for _ in range(30)]
    for person in people:
        EmploymentFactory.create(person=person, workplace=house.workplace)
    for _ in range(5):
        held(house, people=people)
    assert asked() == few
