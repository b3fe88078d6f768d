"""The worklist: groups by when to act, each line with its reason, its article and one button (decision 42)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import NotYoursError
from chibo.desk.queries import worklist
from chibo.development.models import DevelopmentCase, Step
from chibo.law.vocabulary import DutyGroup, DutyKind
from chibo.meetings.actions import plan_meeting, record_past_meeting
from tests.factories import MONDAY, Cell, EmploymentFactory, PersonFactory, actor, cell, stranger

if TYPE_CHECKING:
    from chibo.desk.queries import WorkRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def rows_of(house: Cell, on: date = MONDAY) -> dict[DutyKind, WorkRow]:
    return {row.kind: row for row in worklist(actor(), house.organisation, on).rows}


def met(house: Cell, on: date) -> None:
    record_past_meeting(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        held_on=on,
        kind="regular",
        members_total=5,
        members_official=4,
        present_total=5,
    )


@pytest.mark.parametrize("jump", [-365, -1, 1, 365])
def test_a_clock_that_jumps_and_comes_back_leaves_the_worklist_as_it_was(house: Cell, jump: int) -> None:
    """What is kept between questions is kept by its day; nothing that is stored depends on the day of the question."""
    PersonFactory.create(organisation=house.organisation)
    before = worklist(actor(), house.organisation, MONDAY)
    elsewhere = worklist(actor(), house.organisation, MONDAY + timedelta(days=jump))
    assert elsewhere.on == MONDAY + timedelta(days=jump)
    assert worklist(actor(), house.organisation, MONDAY) == before


def test_a_stranger_sees_no_worklist(house: Cell) -> None:
    with pytest.raises(NotYoursError):
        worklist(stranger(), house.organisation, MONDAY)


def test_the_next_session_is_on_the_usual_day(house: Cell) -> None:
    for month in (3, 4, 5):
        met(house, date(2018, month, 4))
    row = rows_of(house)[DutyKind.HOLD_MEETING]
    assert (row.title, row.due_on, row.group) == ("Họp chi bộ định kỳ tháng 6", date(2018, 6, 4), DutyGroup.THIS_WEEK)
    assert [citation.text for citation in row.citations] == ["Điều lệ Đảng 2011, Điều 24 khoản 2"]
    assert row.button.posts


def test_a_month_without_a_session_is_due_on_its_last_day(house: Cell) -> None:
    met(house, date(2018, 4, 4))
    row = rows_of(house)[DutyKind.HOLD_MEETING]
    assert (row.due_on, row.tag.tone) == (date(2018, 5, 31), "inf")
    assert "Tháng 5 chi bộ chưa họp" in row.reason


def test_a_planned_session_gives_its_own_day_and_opens_its_agenda(house: Cell) -> None:
    meeting = plan_meeting(actor=actor(), on=MONDAY, organisation=house.organisation, held_on=date(2018, 5, 29))
    row = rows_of(house)[DutyKind.HOLD_MEETING]
    assert (row.due_on, row.button.address) == (date(2018, 5, 29), f"/hop/{meeting.uid}/chuong-trinh/")
    assert not row.button.posts


def follow(house: Cell, name: str) -> None:
    person = PersonFactory.create(organisation=house.organisation, full_name=name)
    EmploymentFactory.create(person=person, workplace=house.workplace)
    organisation = house.organisation
    case = DevelopmentCase.objects.create(
        person=person, organisation=organisation, scope_key=organisation.scope_key, opened_on=date(2018, 1, 8)
    )
    for kind in ("source_added", "outstanding_recognised", "candidate_recognised"):
        Step.objects.create(case=case, kind=kind, on=date(2018, 1, 8))


def test_the_worklist_asks_no_more_with_more_people(house: Cell) -> None:
    def asked(on: date) -> int:
        with CaptureQueriesContext(connection) as seen:
            worklist(actor(), house.organisation, on)
        return len(seen)

    follow(house, "Lò Mẫu Ba")
    before = asked(MONDAY)
    assert "send_to_awareness_class" in {row.kind for row in worklist(actor(), house.organisation, MONDAY).rows}
    for name in ("Lò Mẫu Bốn", "Lò Mẫu Năm"):
        follow(house, name)
    assert asked(MONDAY + timedelta(days=1)) == before


def test_nothing_due_is_said_with_what_comes_next(house: Cell) -> None:
    plan_meeting(actor=actor(), on=MONDAY, organisation=house.organisation, held_on=date(2018, 9, 5))
    found = worklist(actor(), house.organisation, MONDAY)
    assert found.rows == ()
    assert found.nearest is not None
    assert found.nearest.due_on == date(2018, 9, 5)
