"""The lines of tasks, results and concerns as they arrive, and the one page of a meeting held on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms

from chibo.base.dates import read_date
from chibo.base.forms import Choices, DayField, HouseForm
from chibo.base.numbers import whole_number
from chibo.base.refusal import FaultyError
from chibo.meetings.follow_faults import unreadable_day
from chibo.meetings.forms import PersonChoice, lines_in
from chibo.meetings.models import Attendance, Concern, TaskReport, Vote
from chibo.meetings.values import (
    AbsenceLine,
    Boxes,
    ConcernLine,
    CountLine,
    FollowUp,
    ItemText,
    PaperEntry,
    ReportLine,
    TaskLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from django.http import QueryDict

    from chibo.base.refusal import Fault
    from chibo.register.models import Person

_COUNTS = ("issued", "collected", "valid", "approve", "against")
_MOST = 99_999
_BOXES = ("opening", "conclusion")
STATES = TaskReport.State.choices
SOURCES = Concern.Source.choices
MARKS = Attendance.Mark.choices
METHODS = Vote.Method.choices


class TaskReportForm(HouseForm):
    """What became of a task."""

    state = forms.ChoiceField(label="Kết quả", choices=TaskReport.State.choices, widget=Choices)
    text = forms.CharField(label="Nói rõ", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ConcernForm(HouseForm):
    """The answer to a concern, or who follows it up by when. ``members`` are those who may follow it."""

    answer = forms.CharField(label="Trả lời", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    follower = PersonChoice(label="Người theo dõi")
    due_on = DayField(label="Hạn trả lời", required=False)

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["follower"]
        assert isinstance(chosen, PersonChoice)
        chosen.offer(members)


def follow_up_in(data: QueryDict) -> FollowUp:
    """Every line of tasks, results and concerns on a page, with the days that could not be read."""
    faults: list[Fault] = []
    return FollowUp(
        tasks=tuple(_task(data, uid, faults) for uid in _lines(data, "task-text-")),
        reports=tuple(_report(data, uid) for uid in _lines(data, "report-state-")),
        concerns=tuple(_concern(data, uid, faults) for uid in _lines(data, "concern-answer-")),
        faults=tuple(faults),
    )


def _task(data: QueryDict, uid: str, faults: list[Fault]) -> TaskLine:
    due = _text(data, f"task-due-{uid}", 40)
    return TaskLine(
        uid=uid,
        text=_text(data, f"task-text-{uid}", 500),
        person=_text(data, f"task-person-{uid}", 160),
        due=due,
        due_on=_day(due, f"task-due-{uid}", faults),
        seen=data.get(f"seen-task-{uid}", ""),
    )


def _report(data: QueryDict, uid: str) -> ReportLine:
    state = data.get(f"report-state-{uid}", "")
    return ReportLine(
        task=uid,
        state=state if state in TaskReport.State.values else "",
        text=_text(data, f"report-text-{uid}", 500),
        seen=data.get(f"seen-report-{uid}", ""),
    )


def _concern(data: QueryDict, uid: str, faults: list[Fault]) -> ConcernLine:
    due, source = _text(data, f"concern-due-{uid}", 40), data.get(f"concern-source-{uid}", "")
    return ConcernLine(
        uid=uid,
        topic=_text(data, f"concern-topic-{uid}", 500),
        source=source if source in Concern.Source.values else Concern.Source.MEMBERS,
        answer=_text(data, f"concern-answer-{uid}", 1000),
        follower=_text(data, f"concern-person-{uid}", 160),
        due=due,
        due_on=_day(due, f"concern-due-{uid}", faults),
        seen=data.get(f"seen-concern-{uid}", ""),
    )


def paper_entry_in(data: QueryDict) -> PaperEntry:
    """A whole meeting from the page "Nhập sau họp giấy"."""
    places = [name.removeprefix("absent-") for name in data if name.startswith("absent-")]
    return PaperEntry(
        absent=tuple(_absent(data, place) for place in places if data.get(f"absent-{place}", "").strip()),
        signed=_number(data, "signed"),
        counts=tuple(_count(data, uid) for uid in _lines(data, "method-")),
        texts=tuple(
            ItemText(item=uid, conclusion=lines_in(data, f"conclusion-{uid}")) for uid in _lines(data, "conclusion-")
        ),
        opening=lines_in(data, "opening"),
        conclusion=lines_in(data, "conclusion"),
        follow_up=follow_up_in(data),
    )


def _absent(data: QueryDict, place: str) -> AbsenceLine:
    mark = data.get(f"mark-{place}", "")
    return AbsenceLine(
        name=_text(data, f"absent-{place}", 160),
        mark=mark if mark in Attendance.Mark.values else Attendance.Mark.EXCUSED,
        reason=_text(data, f"reason-{place}", 200),
    )


def _count(data: QueryDict, uid: str) -> CountLine:
    method = data.get(f"method-{uid}", "")
    return CountLine(
        item=uid,
        method=method if method in Vote.Method.values else Vote.Method.SECRET_BALLOT,
        **{name: _number(data, f"vote-{uid}-{name}") for name in _COUNTS},
    )


def box_in(data: QueryDict) -> tuple[str, str, str]:
    """Name, text and fingerprint of the one box that a page sends while somebody types."""
    box = data.get("box", "")
    return box, lines_in(data, box), data.get(f"seen-{box}", "")


def boxes_in(data: QueryDict) -> Boxes:
    """Every box of the content page, with the fingerprint of what the page showed in it."""
    names = [name for name in data if name in _BOXES or name.startswith(("discussion-", "conclusion-"))]
    return Boxes(
        texts={name: lines_in(data, name) for name in names},
        seen={name: data.get(f"seen-{name}", "") for name in names},
    )


def _lines(data: QueryDict, prefix: str) -> list[str]:
    return [uid for name in data if name.startswith(prefix) and _is_uid(uid := name.removeprefix(prefix))]


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _text(data: QueryDict, name: str, most: int) -> str:
    return " ".join(data.get(name, "").split())[:most]


def _number(data: QueryDict, name: str) -> int | None:
    typed = whole_number(data.get(name, ""))
    return None if typed is None else min(typed, _MOST)


def _day(typed: str, field: str, faults: list[Fault]) -> date | None:
    if not typed:
        return None
    try:
        return read_date(typed)
    except FaultyError:
        faults.append(unreadable_day(typed, field))
        return None
