"""Plans to admit by a day: who can make it lawfully and why not, the acts that are left, renewed as acts happen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.development import actions, queries
from chibo.development.models import Goal, PlanItem
from chibo.development.queries.prospects import Ability, prospects
from chibo.law.vocabulary import StepKind
from tests.development.conftest import Road
from tests.factories import MONDAY, EmploymentFactory, PersonFactory, actor, stranger

if TYPE_CHECKING:
    from chibo.development.queries.prospects import Prospect
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
MAY = date(2019, 5, 19)


def told(road: Road, by: date, on: date = MONDAY) -> Prospect:
    return prospects([road.case], by, on)[0]


def goal_of(house: Cell, *roads: Road, by: date = MAY, count: int = 1) -> Goal:
    cases = [road.case for road in roads]
    return actions.set_goal(
        actor=actor(), on=MONDAY, organisation=house.organisation, count=count, by=by, cases=cases, ground="Nghị quyết"
    )


def left(goal: Goal) -> list[str]:
    return [item.act for one in queries.people_in(goal) for item in one.items]


def test_a_day_is_kept_at_ease_in_haste_or_not(road: Road) -> None:
    road.to_candidate()
    assert [told(road, by).ability for by in (MAY, date(2018, 7, 2), MONDAY, date(2018, 5, 18))] == [
        Ability.YES,
        Ability.TIGHT,
        Ability.NO,
        Ability.NO,
    ]
    meeting = next(act for act in told(road, MAY).acts if act.act == "cell_admission_meeting")
    assert meeting.latest_on == date(2019, 2, 18)
    assert "60 ngày làm việc" in meeting.line


def test_who_is_under_age_cannot_make_it_and_hears_why_and_from_when(house: Cell) -> None:
    young = PersonFactory.create(organisation=house.organisation, birth="2001-06-10")
    EmploymentFactory.create(person=young, workplace=house.workplace)
    road = Road(house, young).to_candidate()
    refused = told(road, date(2019, 3, 4))
    assert (refused.ability, refused.can) == (Ability.NO, False)
    assert [(found.code, found.possible_from) for found in refused.findings] == [("under_age", date(2019, 6, 1))]
    assert told(road, date(2019, 7, 1)).can
    with pytest.raises(FaultyError, match="không kịp"):
        goal_of(house, road, by=date(2019, 3, 4))
    assert not Goal.objects.exists()


def test_no_step_is_left_out_of_the_plan_of_somebody_at_the_beginning(road: Road) -> None:
    road.source()
    acts = [act.act for act in told(road, MAY).left]
    assert acts[:4] == ["outstanding_recognised", "candidate_resolution", "helper_resolution", "awareness_certificate"]
    assert acts[-3:] == ["admission_decision", "decision_receipt", "ceremony"]
    assert "cell_admission_meeting" in acts


def test_a_day_beyond_the_calendar_is_said_to_be_unknown(road: Road) -> None:
    road.to_candidate()
    far = told(road, date(2060, 1, 5))
    assert (far.ability, far.acts) == (Ability.UNKNOWN, ())
    assert "Chưa có lịch nghỉ lễ năm" in far.gap


def test_who_was_admitted_is_not_asked_about(road: Road) -> None:
    road.to_probation()
    assert prospects([road.case], MAY, MONDAY) == ()


def test_acts_that_happen_leave_the_plan_and_an_admission_ends_it(road: Road, house: Cell) -> None:
    road.to_candidate()
    goal = goal_of(house, road)
    assert "application" in left(goal)
    assert "candidate_resolution" not in left(goal)
    road.step(StepKind.APPLICATION_RECEIVED, date(2018, 6, 4), on=date(2018, 6, 5))
    assert "application" not in left(goal)
    assert not queries.planned(house.organisation, date(2019, 5, 20)).exists()
    item = PlanItem.objects.get(goal=goal, act="application")
    assert item.done_on == date(2018, 6, 4)
    actions.take_back_step(
        actor=actor(), on=date(2018, 6, 6), step=road.case.steps.get(kind="application_received"), reason="gõ nhầm"
    )
    assert "application" in left(goal)


def test_the_ceremony_ends_the_plan_of_a_person(road: Road, house: Cell) -> None:
    road.to_candidate()
    goal = goal_of(house, road)
    again = Road(house, road.person)
    again.case = road.case
    for kind, day in (
        (StepKind.APPLICATION_RECEIVED, date(2017, 6, 5)),
        (StepKind.BACKGROUND_DECLARED, date(2017, 6, 12)),
        (StepKind.BACKGROUND_CHECKED, date(2017, 8, 14)),
        (StepKind.UNION_INTRODUCED, date(2017, 8, 21)),
        (StepKind.MEMBER_INTRODUCED, date(2017, 8, 22)),
        (StepKind.OPINIONS_SYNTHESISED, date(2017, 8, 28)),
    ):
        again.step(kind, day)
    resolution = again.vote(date(2017, 9, 6), sort="admission")
    again.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6), resolution=resolution, vote=resolution.vote)
    actions.record_decision(
        actor=actor(), on=date(2019, 6, 3), case=again.case, decided_on=date(2017, 11, 13), number="57-QĐ/ĐUK",
        received_on=date(2017, 11, 16),
    )  # fmt: skip
    assert left(goal)[-1] == "ceremony"
    actions.hold_ceremony(
        actor=actor(), on=date(2019, 6, 3), case=again.case, acted_on=date(2017, 12, 5), mentor=house.dung
    )
    assert left(goal) == []
    assert not queries.planned(house.organisation, MONDAY).exists()


def test_another_day_is_kept_while_the_law_leaves_it(road: Road, house: Cell) -> None:
    road.to_candidate()
    goal = goal_of(house, road)
    item = PlanItem.objects.get(goal=goal, act="application")
    assert item.planned_on == item.latest_on == date(2018, 12, 27)
    actions.adjust_plan_item(actor=actor(), on=MONDAY, item=item, planned_on=date(2018, 7, 2))
    road.step(StepKind.BACKGROUND_DECLARED, date(2018, 6, 4), on=date(2018, 6, 5))
    item.refresh_from_db()
    assert (item.planned_on, item.is_adjusted) == (date(2018, 7, 2), True)
    for wrong, said in ((date(2019, 1, 7), "quá muộn"), (date(2018, 5, 20), "đã qua")):
        with pytest.raises(FaultyError, match=said):
            actions.adjust_plan_item(actor=actor(), on=MONDAY, item=item, planned_on=wrong)
    actions.withdraw_plan_item(actor=actor(), on=MONDAY, item=item)
    assert "application" not in left(goal)
    with pytest.raises(FaultyError, match="đã bỏ khỏi"):
        actions.withdraw_plan_item(actor=actor(), on=MONDAY, item=item)


def test_a_plan_is_taken_back_with_a_reason(road: Road, house: Cell) -> None:
    road.to_candidate()
    goal = goal_of(house, road)
    with pytest.raises(FaultyError, match="lý do"):
        actions.withdraw_goal(actor=actor(), on=MONDAY, goal=goal, reason=" ")
    actions.withdraw_goal(actor=actor(), on=MONDAY, goal=goal, reason="Hoãn theo nghị quyết")
    assert not queries.goals(house.organisation).exists()
    assert not queries.planned(house.organisation, MONDAY).exists()
    with pytest.raises(FaultyError, match="đã rút"):
        actions.withdraw_goal(actor=actor(), on=MONDAY, goal=goal, reason="x")


def test_every_fault_of_a_goal_at_once_and_strangers(road: Road, house: Cell) -> None:
    road.to_candidate()
    with pytest.raises(FaultyError) as refused:
        goal_of(house, by=date(2018, 5, 1), count=0)
    assert [fault.field for fault in refused.value.faults] == ["count", "by", "cases"]
    goal = goal_of(house, road)
    item = goal.items.first()
    assert item is not None
    with pytest.raises(NotAllowedError):
        actions.adjust_plan_item(actor=stranger(), on=MONDAY, item=item, planned_on=MAY)
    for read, uid in ((queries.goal_for, goal.uid), (queries.plan_item_for, item.uid)):
        with pytest.raises(NotYoursError):
            read(stranger(), uid)


def test_the_number_of_questions_does_not_grow(road: Road, house: Cell) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            queries.prospects_of(actor(), house.organisation, MAY, MONDAY)
        return len(questions)

    road.to_candidate()
    few = asked()
    for _ in range(2):
        person = PersonFactory.create(organisation=house.organisation, birth="1993-05-30")
        EmploymentFactory.create(person=person, workplace=house.workplace)
        Road(house, person).to_candidate()
    assert asked() == few
