"""The worklist knows the yearly plan and the months that went by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.desk.queries.meeting_duty import meeting_duty
from chibo.meetings import actions
from chibo.meetings.models import Meeting
from chibo.register.facts import rulebook_of
from tests.factories import MONDAY, actor, cell

if TYPE_CHECKING:
    from tests.factories import Cell

pytestmark = pytest.mark.django_db


def held(house: Cell, day: date) -> None:
    meeting = actions.plan_meeting(actor=actor(), on=day, organisation=house.organisation, held_on=day)
    actions.take_attendance(actor=actor(), on=day, meeting=meeting)


def reason(house: Cell, on: date) -> str:
    duty = meeting_duty(house.organisation, on, rulebook_of(house.organisation, on))
    assert duty is not None
    return duty.reason


def test_a_missed_month_is_said_beside_the_next_session() -> None:
    house = cell()
    for month in (1, 2, 4):
        held(house, date(2018, month, 5))
    assert "Năm nay lỡ họp định kỳ tháng 3." in reason(house, MONDAY)
    held(house, date(2018, 3, 5))
    assert "lỡ" not in reason(house, MONDAY)


def test_what_the_plan_wants_of_the_month_is_said() -> None:
    house = cell()
    held(house, date(2018, 5, 5))
    topic = actions.add_topic(actor=actor(), on=MONDAY, organisation=house.organisation, title="Nêu gương")
    actions.add_plan_line(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        month=date(2018, 6, 1),
        kind=Meeting.Kind.COMBINED,
        topic=topic,
    )
    assert "Kế hoạch năm: Họp định kỳ và sinh hoạt chuyên đề – Nêu gương." in reason(house, MONDAY)


def test_a_quarter_without_a_thematic_session_is_said() -> None:
    house = cell()
    for month in range(1, 11):
        held(house, date(2026, month, 5))
    assert "Chưa có sinh hoạt chuyên đề trong ba tháng từ 7-2026." in reason(house, date(2026, 11, 2))
