"""Nhiệm vụ rèn luyện, thử thách: given by cell, helper or session, told of once, remarked on with facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.desk.queries import worklist
from chibo.development import actions, queries
from chibo.development.models import CaseTask, Mentorship, TaskRemark
from chibo.development.papers import records
from chibo.law.vocabulary import DutyGroup, DutyKind
from chibo.meetings.models import Meeting, Task, TaskReport
from tests.development.conftest import LATER
from tests.development.test_pages import get, post, signed_in
from tests.factories import actor, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person
    from tests.development.conftest import Road
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
GIVEN = date(2018, 1, 8)


def mentor_actor(person: Person) -> Actor:
    return replace(actor(Permission.WRITE_NOTES, name=person.full_name), person_uid=str(person.uid))


def give(road: Road, title: str = "Viết 2 tin bài", day: date = GIVEN, **said: object) -> CaseTask:
    return actions.give_task(actor=actor(), on=LATER, case=road.case, title=title, given_on=day, **said)  # type: ignore[arg-type]


def session_task(person: Person, organisation: Organisation, *, told: str = "") -> Task:
    state = Meeting.State.ADOPTED
    meeting, _ = Meeting.objects.get_or_create(
        organisation=organisation, on=date(2018, 2, 5), defaults={"state": state}
    )
    task = Task.objects.create(
        organisation=organisation, meeting=meeting, person=person, text="Dẫn chương trình", due_on=date(2018, 3, 5)
    )
    if told:
        TaskReport.objects.create(task=task, on=date(2018, 3, 1), state="done", text=told, written_by="An")
        task.done_on = date(2018, 3, 1)
        task.save()
    return task


def test_a_task_is_given_and_finished_once(road: Road) -> None:
    road.source()
    task = give(road)
    with pytest.raises(FaultyError) as faulty:
        actions.finish_task(actor=actor(), on=LATER, task=task, done_on=date(2018, 1, 5), result=" ")
    assert {fault.field for fault in faulty.value.faults} == {"done_on", "result"}
    actions.finish_task(actor=actor(), on=LATER, task=task, done_on=date(2018, 2, 5), result="Đã đăng 2 bài")
    with pytest.raises(FaultyError, match="đã xong"):
        actions.finish_task(actor=actor(), on=LATER, task=task, done_on=date(2018, 2, 6), result="Đã đăng")


def test_every_fault_of_a_task_is_told_at_once(road: Road) -> None:
    road.source(date(2018, 1, 5)).mentors(road.cell.dung, day=date(2018, 2, 6))
    helper = Mentorship.objects.get()
    with pytest.raises(FaultyError) as faulty:
        give(road, "", date(2018, 1, 2), due_on=date(2018, 1, 1), mentorship=helper)
    fields = [fault.field for fault in faulty.value.faults]
    assert fields == ["title", "due_on", "given_on", "mentorship"]
    assert not CaseTask.objects.exists()


def test_a_task_has_no_day_to_come_and_no_resolution_after_it(road: Road) -> None:
    road.source()
    resolution = road.vote(date(2018, 2, 5), sort="other")
    with pytest.raises(FaultyError, match="có sau ngày giao"):
        give(road, resolution=resolution)
    with pytest.raises(FaultyError, match="Ngày giao 4-6-2019 chưa đến"):
        give(road, day=date(2019, 6, 4))


def test_a_withdrawn_task_stays_on_record_and_asks_no_more(road: Road) -> None:
    road.source()
    task = give(road, due_on=date(2018, 2, 8))
    with pytest.raises(FaultyError, match="lý do"):
        actions.withdraw_task(actor=actor(), on=LATER, task=task, reason=" ")
    actions.withdraw_task(actor=actor(), on=LATER, task=task, reason="ghi nhầm người")
    (told,) = queries.given_tasks(road.case)
    assert (told.is_open, told.withdrawn_on, told.result) == (False, LATER, "ghi nhầm người")
    assert not queries.open_case_tasks(road.cell.organisation).exists()
    with pytest.raises(FaultyError, match="đã thôi giao"):
        actions.finish_task(actor=actor(), on=LATER, task=task, done_on=LATER, result="xong")


def test_what_a_session_gave_is_read_beside_and_not_typed_again(road: Road) -> None:
    road.source().mentors(road.cell.dung)
    give(road, mentorship=Mentorship.objects.get())
    session_task(road.person, road.cell.organisation, told="Dẫn tốt cả buổi")
    session_task(road.cell.vu, road.cell.organisation)
    tasks = queries.given_tasks(road.case)
    assert [(task.title, task.giver, task.by_session) for task in tasks] == [
        ("Viết 2 tin bài", f"đ/c {road.cell.dung}", False),
        ("Dẫn chương trình", "Cuộc họp chi bộ", True),
    ]
    assert tasks[1].result == "Dẫn tốt cả buổi"


def test_the_helper_remarks_with_facts_on_both_and_the_paper_takes_them(road: Road) -> None:
    road.to_probation()
    helper = Mentorship.objects.get(case=road.case, period=Mentorship.Period.PROBATION)
    task = give(road)
    told = session_task(road.person, road.cell.organisation)
    as_mentor = mentor_actor(helper.mentor)
    for each, text in ((task, "Viết 3 bài, 2 bài được đăng"), (told, "Dẫn trọn buổi.")):
        actions.remark_task(actor=as_mentor, on=LATER, mentorship=helper, task=each, text=text)
    actions.remark_task(actor=as_mentor, on=LATER, mentorship=helper, task=told, text="Dẫn trọn buổi, đúng giờ.")
    assert TaskRemark.objects.count() == 2, "the last one counts"
    rows = records.task_values(road.case, LATER, helper)["việc_được_giao"]
    assert isinstance(rows, list)
    assert [row["kết_quả"] for row in rows] == ["Viết 3 bài, 2 bài được đăng", "Dẫn trọn buổi, đúng giờ"]
    assert "đúng giờ" not in str(AuditEntry.objects.filter(action="development.remark_task").last().changes)  # type: ignore[union-attr]


def test_a_remark_is_refused_for_a_task_of_somebody_else_and_too_long(road: Road) -> None:
    road.source().mentors(road.cell.dung)
    helper = Mentorship.objects.get()
    with pytest.raises(FaultyError) as faulty:
        actions.remark_task(
            actor=actor(),
            on=LATER,
            mentorship=helper,
            task=session_task(road.cell.vu, road.cell.organisation),
            text="x" * 501,
        )
    assert [fault.field for fault in faulty.value.faults] == ["", "text"]
    with pytest.raises(NotYoursError):
        queries.remark_target(helper, Task.objects.get().uid)


def test_only_this_helper_or_who_keeps_the_cases_remarks(road: Road) -> None:
    road.source().mentors(road.cell.dung)
    helper, task = Mentorship.objects.get(), give(road)
    for who in (stranger(), mentor_actor(road.cell.cuong)):
        with pytest.raises(NotAllowedError):
            actions.remark_task(actor=who, on=LATER, mentorship=helper, task=task, text="đã viết")
    for act in (
        lambda: actions.give_task(actor=stranger(), on=LATER, case=road.case, title="x", given_on=GIVEN),
        lambda: actions.finish_task(actor=stranger(), on=LATER, task=task, done_on=GIVEN, result="x"),
        lambda: actions.withdraw_task(actor=stranger(), on=LATER, task=task, reason="x"),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_an_open_task_with_a_term_stands_in_the_worklist(road: Road) -> None:
    road.source()
    give(road, due_on=date(2018, 1, 20))
    give(road, "Đọc Điều lệ")
    seen = worklist(actor(), road.cell.organisation, date(2018, 1, 22)).rows
    (row,) = [row for row in seen if row.kind is DutyKind.DO_TRIAL_TASK]
    assert (row.title, row.group) == ("Nhiệm vụ rèn luyện, thử thách: Viết 2 tin bài", DutyGroup.OVERDUE)
    assert row.reason == f"Giao cho {road.person} ngày 8-1-2018."


def test_figures_count_a_half_open_time(road: Road) -> None:
    road.source()
    task = give(road)
    give(road, "Đọc Điều lệ", date(2018, 2, 1))
    actions.finish_task(actor=actor(), on=LATER, task=task, done_on=date(2018, 2, 1), result="xong")
    unit = road.cell.organisation
    january = queries.task_figures(actor(), [unit], date(2018, 1, 1), date(2018, 2, 1))
    assert january[unit.pk] == queries.TaskFigures(given=1, done=0, people=1)
    assert queries.task_figures(stranger(), [unit], date(2018, 1, 1), date(2018, 2, 1)) == {}


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_questions_do_not_grow_with_the_tasks(road: Road, count: int) -> None:
    road.source().mentors(road.cell.dung)
    helper = Mentorship.objects.get()
    rows = CaseTask.objects.bulk_create([CaseTask(case=road.case, title="x", given_on=GIVEN) for _ in range(count)])
    TaskRemark.objects.bulk_create(
        [TaskRemark(mentorship=helper, task=row, written_on=GIVEN, text="đã làm") for row in rows]
    )
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.given_tasks(road.case)) == count
    assert len(asked) == 4


# ---------------------------------------------------------------------- over HTTP


@pytest.fixture
def browser(house: Cell) -> Client:
    """The secretary's browser, on the working day 3-6-2019 of a sample installation."""
    Installation.objects.create(is_sample=True, working_day=LATER, first_day=date(2015, 5, 22))
    return signed_in(house, house.an, Grant.Role.SECRETARY)


def test_tasks_and_remarks_over_http(browser: Client, road: Road) -> None:
    road.source().mentors(road.cell.dung)
    helper = Mentorship.objects.get()
    refused = post(browser, "tasks", road.case.uid, status=422, title="", given_on="8-1-2018", due_on="1-1-2018")
    assert "Chưa ghi việc được giao" in refused
    fields: dict[str, Any] = {"title": "Viết 2 tin bài", "given_on": "8-1-2018", "due_on": "28-2-2018"}
    post(browser, "tasks", road.case.uid, **fields, mentorship=str(helper.uid))
    task = CaseTask.objects.get()
    page = get(browser, "tasks", road.case.uid)
    assert "Quá hạn" in page
    assert f"Nhận xét của đ/c {road.cell.dung}" in page
    post(browser, "remark", helper.uid, task.uid, text="Viết 3 bài")
    assert "Đã nhận xét: Viết 3 bài" in get(browser, "remarks", helper.uid)
    assert "Viết 3 bài</textarea>" in get(browser, "remark", helper.uid, task.uid)
    post(browser, "finish_task", road.case.uid, task.uid, done_on="26-2-2018", result="Đã đăng 2 bài")
    page = get(browser, "tasks", road.case.uid)
    assert "Đã đăng 2 bài" in page
    post(browser, "withdraw_task", road.case.uid, task.uid, status=422, reason="nhầm")


def test_a_helper_whose_help_ended_reads_no_task_given_since(browser: Client, road: Road) -> None:
    road.source().mentors(road.cell.dung)
    helper = Mentorship.objects.get()
    give(road, "Viết 2 tin bài", date(2018, 1, 8))
    late = give(road, "Giúp hộ nghèo", date(2018, 2, 12))
    told = session_task(road.case.person, road.cell.organisation)  # on 5-2-2018
    phone = signed_in(road.cell, road.cell.dung, Grant.Role.MENTOR)
    assert "Giúp hộ nghèo" in get(phone, "remarks", helper.uid)
    actions.end_mentorship(actor=actor(), on=LATER, mentorship=helper, ends_on=date(2018, 2, 5))
    page = get(phone, "remarks", helper.uid)
    assert "Viết 2 tin bài" in page
    assert "Giúp hộ nghèo" not in page
    assert told.text not in page
    for task in (late, told):
        get(phone, "remark", helper.uid, task.uid, status=404)
    del browser


def test_a_helper_remarks_on_a_phone_and_nobody_elses_page_opens(browser: Client, road: Road) -> None:
    road.source().mentors(road.cell.dung, road.cell.cuong)
    mine, other = (Mentorship.objects.get(mentor=one) for one in (road.cell.dung, road.cell.cuong))
    task = give(road)
    phone = signed_in(road.cell, road.cell.dung, Grant.Role.MENTOR)
    post(phone, "remark", mine.uid, task.uid, text="Đã viết 1 bài")
    get(phone, "remark", other.uid, task.uid, status=404)
    get(phone, "tasks", road.case.uid, status=403)
    del browser
