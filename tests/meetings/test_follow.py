"""What goes on after a session: tasks and their results, concerns of the unit, and that adopted minutes stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from chibo.base.models import AuditEntry, new_uid
from chibo.base.refusal import ChangedMeanwhileError, FaultyError, NotAllowedError, NotYoursError
from chibo.meetings import actions, queries
from chibo.meetings.models import AgendaItem, Concern, Meeting, Task, TaskReport
from chibo.meetings.queries.prints import concern_print, report_print, task_print
from chibo.meetings.values import Boxes, ConcernLine, FollowUp, ReportLine, TaskLine
from tests.factories import MONDAY, actor, member, stranger
from tests.meetings.conftest import HELD

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.meetings.actions import Written
    from tests.factories import Cell

pytestmark = pytest.mark.django_db

NEXT = date(2018, 7, 5)
DUE = date(2018, 6, 20)


def give(meeting: Meeting, *lines: TaskLine, **more: object) -> Written:
    follow_up = FollowUp(tasks=lines, **more)  # type: ignore[arg-type]
    return actions.write_boxes(actor=actor(), on=HELD, meeting=meeting, boxes=Boxes(texts={}), follow_up=follow_up)


def raise_concern(meeting: Meeting, *lines: ConcernLine) -> Written:
    return give(meeting, concerns=lines)


def task_line(**said: object) -> TaskLine:
    usual: dict[str, object] = {"uid": str(new_uid()), "text": "Soạn kế hoạch", "person": "Quàng Mẫu Dung"}
    return TaskLine(**{**usual, "due": "20-6-2018", "due_on": DUE, **said})  # type: ignore[arg-type]


def adopt(meeting: Meeting) -> Meeting:
    for item in meeting.items.filter(is_voted=True):
        actions.remove_item(actor=actor(), on=meeting.on, item=item)
    return actions.adopt_minutes(actor=actor(), on=meeting.on, meeting=meeting)


@pytest.fixture
def following(house: Cell) -> Meeting:
    """The session of July, planned and taken."""
    planned = actions.plan_meeting(
        actor=actor(), on=HELD, organisation=house.organisation, held_on=NEXT, proposals=queries.standing_items()
    )
    return actions.take_attendance(actor=actor(), on=NEXT, meeting=planned)


# ---------------------------------------------------------------------- tasks


def test_a_task_is_given_once_however_often_the_page_is_sent(opened: Meeting, house: Cell) -> None:
    line = task_line()
    give(opened, line)
    give(opened, line)
    assert [(task.text, task.person, task.due_on) for task in Task.objects.all()] == [
        ("Soạn kế hoạch", house.dung, DUE)
    ]


@pytest.mark.parametrize("name", ["Quàng Mẫu Dung", "quàng mẫu dung", "quang mau dung", "Dung"])
def test_a_member_is_found_by_the_name_as_typed(opened: Meeting, house: Cell, name: str) -> None:
    give(opened, task_line(person=name))
    assert Task.objects.get().person == house.dung


def test_namesakes_are_asked_apart(opened: Meeting, house: Cell) -> None:
    member(house.organisation, "Quàng Mẫu Dung")
    with pytest.raises(FaultyError, match="Có 2 đảng viên tên “Quàng Mẫu Dung”") as refused:
        give(opened, task_line())
    label = refused.value.faults[0].next.removeprefix("Ghi đủ: ").rstrip(".").split("; ")[0]
    assert label in queries.Named.of(house.organisation, HELD).labels
    give(opened, task_line(person=label))
    assert Task.objects.count() == 1


def test_everything_wrong_with_tasks_is_said_at_once(opened: Meeting) -> None:
    with pytest.raises(FaultyError) as refused:
        give(
            opened,
            task_line(text=""),
            task_line(person="Người Mẫu Lạ"),
            task_line(due="", due_on=None),
            task_line(due_on=HELD - timedelta(days=1)),
            task_line(person=""),
        )
    assert [fault.what for fault in refused.value.faults] == [
        "Việc giao cho đ/c Quàng Mẫu Dung chưa ghi là việc gì.",
        "Không có đảng viên nào tên “Người Mẫu Lạ” sinh hoạt ở chi bộ ngày họp.",
        "Việc “Soạn kế hoạch” chưa có hạn.",
        "Hạn 4-6-2018 ở trước ngày họp 5-6-2018.",
        "Một việc giao chưa ghi giao cho ai.",
    ]
    assert all(fault.why and fault.next for fault in refused.value.faults)
    assert not Task.objects.exists()


def test_an_emptied_line_takes_the_task_away(opened: Meeting) -> None:
    line = task_line()
    give(opened, line)
    give(opened, TaskLine(uid=line.uid, text="", person="", seen=task_print(Task.objects.get())))
    assert not Task.objects.exists()


def test_a_task_of_another_meeting_is_left_alone(opened: Meeting, following: Meeting) -> None:
    line = task_line()
    give(opened, line)
    give(following, TaskLine(uid=line.uid, text="Khác", person="Dung", due="9-7-2018", due_on=date(2018, 7, 9)))
    assert Task.objects.get(uid=line.uid).text == "Soạn kế hoạch"


def test_two_people_who_change_one_task_are_told(opened: Meeting) -> None:
    line = task_line()
    give(opened, line)
    seen = task_print(Task.objects.get())
    give(opened, task_line(uid=line.uid, text="Của Bích", seen=seen))
    told = give(opened, task_line(uid=line.uid, text="Của An", seen=seen))
    assert [clash.box for clash in told.clashes] == [f"task-{line.uid}"]
    assert Task.objects.get().text == "Của Bích"


def test_a_task_is_told_of_at_the_next_session_until_it_is_done(opened: Meeting, following: Meeting) -> None:
    line = task_line()
    give(opened, line)
    assert list(queries.tasks_to_tell(following)) == []  # the minutes are not adopted yet
    adopt(opened)
    task = queries.tasks_to_tell(following).get()
    said = ReportLine(task=line.uid, state="ongoing", text="Chờ số liệu", seen=report_print(None))
    give(following, reports=(said,))
    assert queries.tasks_to_tell(following).get() == task
    assert list(queries.open_tasks(task.organisation)) == [task]
    report = TaskReport.objects.get()
    give(following, reports=(ReportLine(task=line.uid, state="done", text="Đã gửi", seen=report_print(report)),))
    task.refresh_from_db()
    assert task.done_on == NEXT
    assert list(queries.open_tasks(task.organisation)) == []
    assert TaskReport.objects.get().text == "Đã gửi"
    adopt(following)
    following.refresh_from_db()
    assert following.read_out["results"] == ["Soạn kế hoạch (đ/c Quàng Mẫu Dung): đã xong. Đã gửi"]


def test_words_without_a_result_are_asked_about(opened: Meeting, following: Meeting) -> None:
    line = task_line()
    give(opened, line)
    adopt(opened)
    with pytest.raises(FaultyError, match="chưa chọn kết quả"):
        give(following, reports=(ReportLine(task=line.uid, state="", text="Đang chờ"),))


def test_the_member_tells_how_the_own_task_went(opened: Meeting, house: Cell) -> None:
    give(opened, task_line())
    task = Task.objects.get()
    own = own_actor(house)
    with pytest.raises(FaultyError, match="chưa thông qua"):
        actions.report_task(actor=actor(), on=HELD, task=task, state="done")
    with pytest.raises(NotYoursError):
        queries.task_for(own, task.uid)
    adopt(opened)
    assert queries.task_for(own, task.uid) == task
    with pytest.raises(FaultyError, match="trước ngày giao việc"):
        actions.report_task(actor=own, on=MONDAY, task=task, state="done")
    actions.report_task(actor=own, on=DUE, task=task, state="done", text="Xong")
    assert Task.objects.get().done_on == DUE
    assert AuditEntry.objects.latest("id").action == "meetings.report_task"
    actions.report_task(actor=own, on=DUE + timedelta(days=1), task=task, state="ongoing")
    assert Task.objects.get().done_on is None
    with pytest.raises(NotAllowedError):
        actions.report_task(actor=stranger(), on=DUE, task=task, state="done")


def own_actor(house: Cell) -> Actor:
    return replace(stranger(), person_uid=str(house.dung.uid))


def test_the_yearly_review_reads_tasks_as_facts(opened: Meeting, house: Cell) -> None:
    give(opened, task_line(), task_line(text="Việc thứ hai", person="Bích"))
    adopt(opened)
    done = Task.objects.get(text="Soạn kế hoạch")
    actions.report_task(actor=actor(), on=DUE + timedelta(days=2), task=done, state="done", text="Muộn hai ngày")
    facts = queries.task_facts(house.organisation, date(2018, 1, 1), date(2019, 1, 1))
    assert [(fact.person, fact.was_in_time, fact.told) for fact in facts] == [
        ("Nguyễn Mẫu Bích", None, ()),
        ("Quàng Mẫu Dung", False, ("Muộn hai ngày",)),
    ]
    assert queries.task_facts(house.organisation, date(2019, 1, 1), date(2020, 1, 1)) == ()


# ---------------------------------------------------------------------- concerns


def test_a_concern_names_nobody_who_raised_it() -> None:
    people = {field.name for field in Concern._meta.get_fields() if field.related_model and field.many_to_one}
    assert people == {"organisation", "meeting", "answered_in", "follower"}


def test_a_concern_is_carried_until_it_is_answered(opened: Meeting, house: Cell, following: Meeting) -> None:
    line = ConcernLine(uid=str(new_uid()), topic="Sửa mái hiên", follower="Bích", due="1-7-2018", due_on=NEXT)
    raise_concern(opened, line)
    adopt(opened)
    concern = queries.concerns_in(following).get()
    assert (concern.follower, concern.due_on) == (house.bich, NEXT)
    assert [item.sort for item in queries.whole_agenda(house.organisation)][-1] == AgendaItem.Sort.CONCERNS
    answered = ConcernLine(uid=line.uid, topic="đổi chữ", answer="Sửa xong", seen=concern_print(concern))
    raise_concern(following, answered)
    concern.refresh_from_db()
    assert (concern.topic, concern.answer, concern.answered_on) == ("Sửa mái hiên", "Sửa xong", NEXT)
    assert list(queries.open_concerns(house.organisation)) == []
    adopt(following)
    later = actions.plan_meeting(
        actor=actor(), on=NEXT, organisation=house.organisation, held_on=date(2018, 8, 3), proposals=()
    )
    assert list(queries.concerns_in(later)) == []
    opened.refresh_from_db()
    assert opened.read_out["concerns"] == [
        "Đảng viên nêu: Sửa mái hiên. Chưa trả lời; đ/c Nguyễn Mẫu Bích theo dõi, hạn trả lời 5-7-2018"
    ]


def test_concerns_are_counted_for_the_reports(opened: Meeting, house: Cell) -> None:
    raise_concern(
        opened,
        ConcernLine(uid=str(new_uid()), topic="Một"),
        ConcernLine(uid=str(new_uid()), topic="Hai", answer="Đã trả lời ngay", source="non_members"),
        ConcernLine(uid=str(new_uid()), topic="Ba", due="10-6-2018", due_on=date(2018, 6, 10)),
    )

    def figures(starts_on: date, until: date) -> tuple[int, int, int, int]:
        found = queries.concern_figures(house.organisation, starts_on, until)
        return found.raised, found.answered, found.open, found.overdue

    assert figures(date(2018, 6, 1), date(2018, 7, 1)) == (3, 1, 2, 1)
    concern = Concern.objects.get(topic="Một")
    actions.answer_concern(actor=actor(), on=NEXT, concern=concern, answer="Xong", due_on=None)
    assert figures(date(2018, 6, 1), date(2018, 7, 1)) == (3, 1, 2, 1)
    assert figures(date(2018, 7, 1), date(2018, 8, 1)) == (0, 1, 1, 1)


def test_an_answer_without_a_word_is_refused(opened: Meeting) -> None:
    raise_concern(opened, ConcernLine(uid=str(new_uid()), topic="Một"))
    with pytest.raises(FaultyError, match="Chưa ghi câu trả lời"):
        actions.answer_concern(actor=actor(), on=NEXT, concern=Concern.objects.get(), answer=" ", due_on=None)
    with pytest.raises(FaultyError, match="chưa ghi nội dung"):
        raise_concern(opened, ConcernLine(uid=str(new_uid()), topic="", answer="Trả lời"))


def test_an_answer_of_another_session_is_not_written_over(opened: Meeting, following: Meeting) -> None:
    line = ConcernLine(uid=str(new_uid()), topic="Một", answer="Trả lời ngay")
    raise_concern(opened, line)
    adopt(opened)
    raise_concern(following, ConcernLine(uid=line.uid, topic="", answer="Khác"))
    assert Concern.objects.get().answer == "Trả lời ngay"


# ---------------------------------------------------------------------- adoption


def test_what_was_not_read_out_is_not_adopted(opened: Meeting) -> None:
    for item in opened.items.filter(is_voted=True):
        actions.remove_item(actor=actor(), on=HELD, item=item)
    shown = queries.minutes_page(opened).print
    give(opened, task_line())
    with pytest.raises(ChangedMeanwhileError):
        actions.adopt_minutes(actor=actor(), on=HELD, meeting=opened, read_out=shown)
    shown = queries.minutes_page(opened).print
    assert actions.adopt_minutes(actor=actor(), on=HELD, meeting=opened, read_out=shown).read_out["tasks"] == [
        "Soạn kế hoạch: đ/c Quàng Mẫu Dung, hạn 20-6-2018"
    ]


def test_adopted_minutes_take_no_more_tasks(opened: Meeting) -> None:
    adopt(opened)
    with pytest.raises(FaultyError, match="Biên bản đã được thông qua"):
        give(opened, task_line())
    with pytest.raises(FaultyError, match="Biên bản đã được thông qua"):
        actions.write_box(actor=actor(), on=HELD, meeting=opened, box="opening", text="Thêm")


def test_a_box_of_another_meeting_does_not_exist(opened: Meeting, following: Meeting) -> None:
    other = following.items.first()
    assert other is not None
    with pytest.raises(NotYoursError):
        actions.write_box(actor=actor(), on=HELD, meeting=opened, box=f"discussion-{other.uid}", text="x")
    with pytest.raises(NotYoursError):
        actions.write_box(actor=actor(), on=HELD, meeting=opened, box="state", text="x")
