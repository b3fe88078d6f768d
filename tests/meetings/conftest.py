"""A cell, and meetings at each of their stages."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from chibo.meetings import actions
from chibo.meetings.models import AgendaItem, Vote
from chibo.meetings.queries import AgendaProposal, standing_items
from tests.factories import actor, cell

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from tests.factories import Cell

HELD = date(2018, 6, 5)
SECRET = Vote.Method.SECRET_BALLOT
CARDS = Vote.Method.RAISED_CARD


@pytest.fixture
def house() -> Cell:
    """The cell of the named cast: four official members, one in probation."""
    return cell()


@pytest.fixture
def planned(house: Cell) -> Meeting:
    """A regular meeting on 5-6-2018 that shall recognise Sùng Mẫu Vừ."""
    about_vu = AgendaProposal(
        title="Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ",
        sort=AgendaItem.Sort.RECOGNITION,
        subject=house.vu,
        draft="Đề nghị công nhận đồng chí Sùng Mẫu Vừ là đảng viên chính thức.",
        minutes=30,
        presenter="Lò Mẫu An",
    )
    return actions.plan_meeting(
        actor=actor(),
        on=date(2018, 5, 21),
        organisation=house.organisation,
        held_on=HELD,
        starts_at=time(14, 0),
        place="Phòng họp tầng 2",
        chair=house.an,
        minute_taker=house.bich,
        proposals=[*standing_items(), about_vu],
    )


@pytest.fixture
def opened(planned: Meeting) -> Meeting:
    """The same meeting with everybody there."""
    return actions.take_attendance(actor=actor(), on=HELD, meeting=planned)


@pytest.fixture
def item(opened: Meeting) -> AgendaItem:
    """The item to vote on, attendance taken."""
    return opened.items.get(sort=AgendaItem.Sort.RECOGNITION)


def vote_on(item: AgendaItem, *, approve: int = 4, against: int = 0, on: date = HELD) -> Vote:
    """A secret ballot of four that adds up."""
    return actions.record_vote(
        actor=actor(), on=on, item=item, method=SECRET, issued=4, collected=4, valid=4, approve=approve, against=against
    )
