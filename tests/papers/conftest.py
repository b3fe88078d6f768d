"""A meeting that considered one person's recognition and another's admission, with everything papers repeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from chibo.development.models import CaseTask, DevelopmentCase, Mentorship, MonthlyNote, Paper, Step
from chibo.law.vocabulary import PaperKind, StepKind
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Resolution, Vote
from tests.factories import cell

if TYPE_CHECKING:
    from chibo.register.models import Person
    from tests.factories import Cell

HELD = date(2018, 6, 5)


@dataclass(frozen=True, slots=True)
class Desk:
    """The cell, its meeting of 5-6-2018, and the two roads the meeting decided on."""

    house: Cell
    meeting: Meeting
    vu: DevelopmentCase
    xuan: DevelopmentCase
    helper: Mentorship

    def item(self, sort: str) -> AgendaItem:
        return self.meeting.items.get(sort=sort)

    def voted(self, sort: str, *, approve: int, against: int) -> Vote:
        """A secret ballot of the three official members present, over the base of four."""
        return Vote.objects.create(
            item=self.item(sort),
            method=Vote.Method.SECRET_BALLOT,
            base=4,
            base_sentence="4 đảng viên chính thức của chi bộ ngày 5-6-2018.",
            needed=3,
            threshold="2/3",
            issued=3,
            collected=3,
            valid=3,
            approve=approve,
            against=against,
        )

    def resolved(self, sort: str, vote: Vote, number: int | None = 7) -> Resolution:
        return Resolution.objects.create(
            organisation=self.house.organisation,
            meeting=self.meeting,
            item=vote.item,
            vote=vote,
            on=HELD,
            number=number,
            title=f"đề nghị {sort}",
            text="Đề nghị cấp trên xem xét.\nGiao chi ủy hoàn thiện hồ sơ.",
        )

    def stepped(self, case: DevelopmentCase, kind: StepKind, on: date, **given: object) -> Step:
        return Step.objects.create(case=case, kind=kind.value, on=on, **given)


@pytest.fixture
def desk(db: None) -> Desk:
    house = cell()
    meeting = Meeting.objects.create(
        organisation=house.organisation,
        on=HELD,
        starts_at=time(14, 0),
        place="Phòng họp tầng 2",
        chair=house.an,
        minute_taker=house.bich,
        state=Meeting.State.ADOPTED,
        adopted_on=HELD,
        members_total=5,
        members_official=4,
        present_total=4,
        present_official=3,
        opening="Chi bộ nghe thông báo giá cả thị trường.",
        conclusion="Các đồng chí làm đúng hạn việc được giao.",
    )
    for order, (sort, title, subject) in enumerate(
        [
            (AgendaItem.Sort.TASKS, "Việc giao kỳ trước", None),
            (AgendaItem.Sort.RECOGNITION, "Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ", house.vu),
            (AgendaItem.Sort.ADMISSION, "Xét đề nghị kết nạp: Lò Mẫu Xuân", house.xuan),
        ],
        start=1,
    ):
        AgendaItem.objects.create(meeting=meeting, order=order, sort=sort, title=title, subject=subject)
    first = meeting.items.get(sort=AgendaItem.Sort.TASKS)
    first.presenter, first.discussion = "đồng chí Lò Mẫu An", "Đồng chí Bích: đã xong.\nĐồng chí Dung: còn một việc."
    first.conclusion = "Giao đồng chí Dung xong trước ngày 20-6-2018."
    first.save()
    Attendance.objects.create(meeting=meeting, person=house.cuong, mark=Attendance.Mark.EXCUSED, reason="đi công tác")
    vu, xuan = _case(house, house.vu, date(2017, 5, 19)), _case(house, house.xuan, date(2017, 5, 5))
    helper = _help(house, vu, xuan)
    return Desk(house=house, meeting=meeting, vu=vu, xuan=xuan, helper=helper)


def _case(house: Cell, person: Person, opened_on: date) -> DevelopmentCase:
    return DevelopmentCase.objects.create(
        person=person,
        organisation=house.organisation,
        scope_key=house.organisation.scope_key,
        opened_on=opened_on,
    )


def _help(house: Cell, vu: DevelopmentCase, xuan: DevelopmentCase) -> Mentorship:
    for case, kind, on in (
        (vu, StepKind.ADMISSION_DECIDED, date(2017, 4, 24)),
        (vu, StepKind.ADMITTED, date(2017, 5, 19)),
        (xuan, StepKind.SOURCE_ADDED, date(2017, 5, 5)),
        (xuan, StepKind.OUTSTANDING_RECOGNISED, date(2017, 6, 5)),
        (xuan, StepKind.CANDIDATE_RECOGNISED, date(2017, 8, 4)),
        (xuan, StepKind.BACKGROUND_CHECKED, date(2018, 5, 10)),
    ):
        Step.objects.create(case=case, kind=kind.value, on=on)
    helper = Mentorship.objects.create(
        case=vu,
        mentor=house.dung,
        period=Mentorship.Period.PROBATION,
        is_introducer=False,
        starts_on=date(2017, 5, 19),
    )
    for mentor in (house.dung, house.cuong):
        Mentorship.objects.create(case=xuan, mentor=mentor, starts_on=date(2017, 6, 5))
    for month, times in ((date(2018, 3, 1), 2), (date(2018, 4, 1), 3)):
        MonthlyNote.objects.create(
            mentorship=helper, month=month, written_on=month.replace(day=28), times_met=times, note="chuyện riêng"
        )
    CaseTask.objects.create(
        case=vu, title="Viết tin cho trang thông tin", given_on=date(2018, 1, 5), done_on=date(2018, 4, 27)
    )
    CaseTask.objects.create(case=vu, title="Trực ngày lễ", given_on=date(2018, 4, 5), result="trực đủ 3 buổi")
    Paper.objects.create(
        case=xuan,
        kind=PaperKind.TRADE_UNION_RESOLUTION.value,
        dated=date(2018, 5, 15),
        number="02-NQ/CĐ",
        is_present=True,
    )
    return helper
