"""The shape of what arrives on the pages of a meeting."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.base.numbers import whole_number
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Vote
from chibo.meetings.values import Absence, ItemText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from chibo.base.models import Travelling
    from chibo.register.models import Person

_HOUR = re.compile(r"(\d{1,2})\s*(?:h|g|giờ|:|\.)?\s*(\d{2})?\s*(?:phút|ph)?", re.IGNORECASE)
_LAST_HOUR, _LAST_MINUTE = 23, 59


class HourField(forms.Field):
    """An hour as people write it: 14 giờ, 14h30, 14:30, 8."""

    def to_python(self, value: Any) -> time | None:
        """Read what was typed; raises ``ValidationError`` with how to write it."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        found = _HOUR.fullmatch(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (-1, -1)
        if not (0 <= hour <= _LAST_HOUR and 0 <= minute <= _LAST_MINUTE):
            message = f"Chưa đọc được giờ “{value}”. Ghi như 14 giờ, 14h30 hoặc 14:30."
            raise ValidationError(message, code="invalid")
        return time(hour, minute)

    def prepare_value(self, value: Any) -> Any:
        """Show an hour as 14:30."""
        return f"{value.hour}:{value.minute:02d}" if isinstance(value, time) else value


class PersonChoice(forms.ChoiceField):
    """One of a few people already read; cleans to the person or ``None``."""

    def __init__(self, *, label: str, required: bool = False, empty: str = "Chưa phân công") -> None:
        super().__init__(label=label, required=required)
        self.empty = empty
        self.known: dict[str, Person] = {}

    def offer(self, people: Iterable[Person]) -> None:
        """Set who can be chosen."""
        self.known = {str(person.uid): person for person in people}
        self.choices = [("", self.empty), *((uid, person.full_name) for uid, person in self.known.items())]

    def clean(self, value: Any) -> Person | None:
        """Turn the chosen uid into the person."""
        return self.known.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Show a person by their uid."""
        return str(value.uid) if hasattr(value, "uid") else value


class RowChoice(forms.ChoiceField):
    """One of a few rows already read, shown by their name; cleans to the row or ``None``."""

    def __init__(self, *, label: str, empty: str) -> None:
        super().__init__(label=label, required=False)
        self.empty = empty
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Travelling]) -> None:
        """Set what can be chosen."""
        self.rows = {str(row.uid): row for row in rows}
        self.choices = [("", self.empty), *((uid, str(row)) for uid, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        """Turn the chosen uid into the row."""
        return self.rows.get(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Show a row by its uid."""
        return str(value.uid) if hasattr(value, "uid") else value


class MeetingForm(HouseForm):
    """Day, hour, place, people and the way of a meeting. ``members`` are those who may chair or write.

    What only few cells need (online, groups, a topic) is asked only where it can be chosen: ``topics`` and ``groups``
    are those of the cell.
    """

    kind = forms.ChoiceField(label="Loại", choices=Meeting.Kind.choices)
    held_on = DayField(label="Ngày họp")
    starts_at = HourField(label="Giờ", required=False)
    place = forms.CharField(label="Nơi họp", max_length=200, required=False)
    chair = PersonChoice(label="Chủ trì")
    minute_taker = PersonChoice(label="Thư ký cuộc họp")
    topic = RowChoice(label="Chuyên đề", empty="Không có")
    group = RowChoice(label="Tổ đảng", empty="Không phải họp tổ")
    form = forms.ChoiceField(
        label="Hình thức", choices=Meeting.Form.choices, initial=Meeting.Form.TOGETHER, required=False
    )
    apart = forms.IntegerField(
        label="Số đảng viên không về họp một nơi được",
        min_value=0,
        required=False,
        help_text="Chỉ ghi khi họp trực tuyến.",
    )
    form_ground = forms.CharField(
        label="Lý do không họp tập trung",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi họp trực tuyến hoặc theo tổ đảng.",
    )

    def __init__(
        self,
        *args: Any,
        members: Iterable[Person],
        topics: Iterable[Travelling] = (),
        groups: Iterable[Travelling] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, list(members), "chair", "minute_taker")
        for name, rows in (("topic", topics), ("group", groups)):
            field, offered = self.fields[name], list(rows)
            assert isinstance(field, RowChoice)
            field.offer(offered)
            if not offered:
                del self.fields[name]

    def clean_form(self) -> str:
        """Together, unless something else was chosen."""
        return str(self.cleaned_data["form"] or Meeting.Form.TOGETHER)


def _offer(form: forms.Form, people: list[Person], *names: str) -> None:
    for name in names:
        field = form.fields[name]
        assert isinstance(field, PersonChoice)
        field.offer(people)


class ItemForm(HouseForm):
    """One item of the agenda."""

    title = forms.CharField(label="Nội dung", max_length=300)
    minutes_planned = forms.IntegerField(label="Số phút", min_value=1, max_value=240, initial=10)
    presenter = forms.CharField(label="Người trình bày", max_length=120, required=False)
    is_voted = forms.BooleanField(label="Có biểu quyết", required=False)
    draft = forms.CharField(label="Dự thảo nghị quyết", required=False, widget=forms.Textarea(attrs={"rows": 5}))


class QuickItemForm(HouseForm):
    """A line added at the end of the agenda."""

    title = forms.CharField(label="Nội dung", max_length=300)
    minutes_planned = forms.IntegerField(label="Số phút", min_value=1, max_value=240, initial=10)
    is_voted = forms.BooleanField(label="Có biểu quyết", required=False)


class PersonItemForm(ItemForm):
    """An item about one person. ``people`` are those the organisation keeps."""

    sort = forms.ChoiceField(
        label="Việc",
        choices=[choice for choice in AgendaItem.Sort.choices if choice[0] not in {"topic", "tasks", "exemption"}],
    )
    subject = PersonChoice(label="Về ai", required=True, empty="Chọn người")
    title = forms.CharField(
        label="Nội dung", max_length=300, required=False, help_text="Để trống thì ghi tên việc và tên người."
    )
    field_order = ("sort", "subject", "title", "minutes_planned", "presenter", "is_voted", "draft")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, list(people), "subject")

    def clean(self) -> dict[str, Any]:
        """Name the item after its matter and its person where nothing was typed."""
        cleaned = super().clean() or {}
        if not cleaned.get("title") and cleaned.get("subject"):
            cleaned["title"] = f"{AgendaItem.Sort(cleaned['sort']).label}: {cleaned['subject']}"
        return cleaned


class VoteForm(HouseForm):
    """The totals of one vote. With raised cards the three numbers of ballots stay empty."""

    method = forms.ChoiceField(label="Hình thức", choices=Vote.Method.choices, widget=Choices)
    issued = forms.IntegerField(label="Phát ra", min_value=0, required=False)
    collected = forms.IntegerField(label="Thu về", min_value=0, required=False)
    valid = forms.IntegerField(label="Hợp lệ", min_value=0, required=False)
    approve = forms.IntegerField(label="Tán thành", min_value=0)
    against = forms.IntegerField(label="Không tán thành", min_value=0, initial=0)


def version_of(data: QueryDict) -> int | None:
    """The version of the meeting that the page showed when it was filled in."""
    return whole_number(data.get("version", ""))


def absences_in(data: QueryDict) -> list[Absence]:
    """Who is marked absent on the attendance page. A reason alone is enough: it means absent with a reason."""
    found = []
    for uid in _named(data, "mark-"):
        mark, reason = data.get(f"mark-{uid}", ""), data.get(f"reason-{uid}", "").strip()
        if mark not in Attendance.Mark.values:
            mark = Attendance.Mark.EXCUSED if reason else ""
        if mark:
            found.append(Absence(person=uid, mark=mark, reason=reason[:200]))
    return found


def texts_in(data: QueryDict) -> list[ItemText]:
    """What was typed on every item of the content page."""
    return [
        ItemText(
            item=uid, discussion=lines_in(data, f"discussion-{uid}"), conclusion=lines_in(data, f"conclusion-{uid}")
        )
        for uid in _named(data, "discussion-")
    ]


def resolutions_in(data: QueryDict) -> dict[str, str]:
    """The wording of the resolutions on the minutes page, by item."""
    return {uid: lines_in(data, f"text-{uid}") for uid in _named(data, "text-")}


def lines_in(data: QueryDict, name: str) -> str:
    """A text of several lines. Browsers send carriage returns; the minutes keep plain lines."""
    return data.get(name, "").replace("\r\n", "\n").strip()


def _named(data: QueryDict, prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
