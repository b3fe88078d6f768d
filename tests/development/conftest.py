"""The cell of the named cast, and one road at each of its stages, recorded through the room's own verbs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.development import actions
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.actions import record_past_resolution
from chibo.meetings.models import AgendaItem
from tests.factories import actor, cell

if TYPE_CHECKING:
    from chibo.development.models import DevelopmentCase, Step
    from chibo.meetings.models import Resolution
    from chibo.register.models import Person
    from tests.factories import Cell

LATER = date(2019, 6, 3)
"""A day after everything the cast does: acts of 2017 and 2018 are recorded on it."""


class Road:
    """Drives one case with short calls; every call goes through an action of the room."""

    def __init__(self, cell: Cell, person: Person) -> None:
        self.cell = cell
        self.person = person
        self.case: DevelopmentCase

    def source(self, day: date = date(2017, 1, 5)) -> Road:
        self.case = actions.open_case(
            actor=actor(), on=LATER, person=self.person, organisation=self.cell.organisation, source_on=day
        )
        return self

    def step(self, kind: StepKind, day: date, **given: Any) -> Step:
        return actions.record_step(
            actor=given.pop("actor", actor()),
            on=given.pop("on", LATER),
            case=self.case,
            step=kind,
            acted_on=day,
            **given,
        )

    def mentors(self, *members: Person, day: date = date(2017, 2, 6)) -> Road:
        actions.assign_mentors(actor=actor(), on=LATER, case=self.case, mentors=members, starts_on=day)
        return self

    def vote(self, day: date, *, sort: str, approve: int = 4, base: int = 4) -> Resolution:
        return record_past_resolution(
            actor=actor(),
            on=LATER,
            organisation=self.cell.organisation,
            resolved_on=day,
            title=f"Nghị quyết về {self.person}",
            sort=sort,
            subject=self.person,
            approve=approve,
            base=base,
        )

    def to_candidate(self) -> Road:
        self.source()
        self.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
        self.mentors(self.cell.dung, self.cell.cuong)
        self.step(StepKind.CANDIDATE_RECOGNISED, date(2017, 4, 5))
        self.step(StepKind.AWARENESS_CLASS_CERTIFIED, date(2017, 5, 19))
        return self

    def to_vote(self) -> Road:
        self.to_candidate()
        self.step(StepKind.APPLICATION_RECEIVED, date(2017, 6, 5))
        self.step(StepKind.BACKGROUND_DECLARED, date(2017, 6, 12))
        self.step(StepKind.BACKGROUND_CHECKED, date(2017, 8, 14))
        self.step(StepKind.UNION_INTRODUCED, date(2017, 8, 21))
        self.step(StepKind.MEMBER_INTRODUCED, date(2017, 8, 22))
        self.step(StepKind.OPINIONS_SYNTHESISED, date(2017, 8, 28))
        return self

    def to_decision(self) -> Road:
        self.to_vote()
        resolution = self.vote(date(2017, 9, 6), sort=AgendaItem.Sort.ADMISSION)
        self.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 9, 6), resolution=resolution, vote=resolution.vote)
        actions.record_decision(
            actor=actor(),
            on=LATER,
            case=self.case,
            decided_on=date(2017, 11, 13),
            number="57-QĐ/ĐUK",
            received_on=date(2017, 11, 16),
        )
        return self

    def to_probation(self) -> Road:
        self.to_decision()
        actions.hold_ceremony(
            actor=actor(), on=LATER, case=self.case, acted_on=date(2017, 12, 5), mentor=self.cell.dung
        )
        return self

    def to_recognition_vote(self) -> Road:
        self.to_probation()
        self.step(StepKind.NEW_MEMBER_CLASS_CERTIFIED, date(2018, 6, 8))
        self.step(StepKind.SELF_REVIEW_RECEIVED, date(2018, 12, 5))
        self.step(StepKind.MENTOR_REMARKED, date(2018, 12, 6))
        self.step(StepKind.PROBATION_OPINIONS_SYNTHESISED, date(2018, 12, 10))
        resolution = self.vote(date(2018, 12, 14), sort=AgendaItem.Sort.RECOGNITION)
        self.step(StepKind.CELL_PROPOSED_RECOGNITION, date(2018, 12, 14), resolution=resolution, vote=resolution.vote)
        return self

    def to_official(self) -> Road:
        self.to_recognition_vote()
        self.step(StepKind.RECOGNITION_DECIDED, date(2019, 1, 9), number="3-QĐ/ĐUK")
        return self

    def paper(self, kind: PaperKind, day: date | None, **given: Any) -> Any:
        return actions.record_paper(actor=actor(), on=LATER, case=self.case, kind=kind, dated=day, **given)


@pytest.fixture
def house(db: None) -> Cell:
    """The cell of the named cast."""
    return cell()


@pytest.fixture
def road(house: Cell) -> Road:
    """The road of Lò Mẫu Xuân, not begun."""
    return Road(house, house.xuan)
