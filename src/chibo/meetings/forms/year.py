"""The shape of what arrives on the pages of the year: plan, topics, groups, how a session was held."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.forms import DayField, HouseForm, ManyChoices, NameField
from chibo.meetings.forms.sitting import HourField, RowChoice
from chibo.meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.meetings.models import Topic
    from chibo.register.models import Person

_MONTH = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{4})")
_MONTHS = 12
_LAST_YEAR = 9999
YES_NO: Final = (("", "Chưa ghi"), ("co", "Có"), ("khong", "Chưa"))


class MonthField(forms.Field):
    """A month as people write it: 5-2018, 05/2018. Cleans to its first day."""

    def to_python(self, value: Any) -> date | None:
        """Read what was typed; raises ``ValidationError`` with how to write it."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        found = _MONTH.fullmatch(str(value).strip())
        month, year = (int(found[1]), int(found[2])) if found else (0, 0)
        if not (1 <= month <= _MONTHS and 1 <= year <= _LAST_YEAR):
            message = f"Chưa đọc được tháng “{value}”. Ghi như 5-2018."
            raise ValidationError(message, code="invalid")
        return date(year, month, 1)

    def prepare_value(self, value: Any) -> Any:
        """Show a month as 5-2018."""
        return f"{value.month}-{value.year}" if isinstance(value, date) else value


class PlanLineForm(HouseForm):
    """One line of the yearly plan."""

    month = MonthField(label="Tháng", help_text="Ví dụ 5-2018.")
    kind = forms.ChoiceField(label="Loại họp", choices=Meeting.Kind.choices)
    form = forms.ChoiceField(label="Hình thức", choices=Meeting.Form.choices, initial=Meeting.Form.TOGETHER)
    topic = RowChoice(label="Chuyên đề", empty="Không có")
    note = forms.CharField(label="Ghi chú", max_length=200, required=False)

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topic"]
        assert isinstance(field, RowChoice)
        field.offer(topics)


class TopicForm(HouseForm):
    """A topic of the bank."""

    title = forms.CharField(label="Chuyên đề", max_length=300)
    note = forms.CharField(
        label="Gợi ý nội dung", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class SessionForm(HouseForm):
    """How a session was held: length, papers, dues (yes or no)."""

    minutes_long = forms.IntegerField(label="Buổi họp kéo dài (phút)", min_value=1, max_value=720, required=False)
    papers_on = DayField(label="Ngày gửi tài liệu", required=False)
    papers_at = HourField(label="Giờ gửi tài liệu", required=False)
    are_dues_settled = forms.TypedChoiceField(
        label="Đảng phí của tháng đã thu đủ",
        choices=YES_NO,
        required=False,
        coerce=lambda typed: typed == "co",
        empty_value=None,
        help_text="Chỉ ghi có hoặc chưa; không ghi số tiền, không ghi tên người.",
    )


class GroupForm(HouseForm):
    """A new tổ đảng."""

    name = NameField(label="Tên tổ đảng", max_length=120, help_text="Ví dụ: Tổ đảng khu phố 1.")
    starts_on = DayField(label="Lập từ ngày")


class PlacesForm(HouseForm):
    """Who is in a tổ đảng from a day on."""

    people = forms.MultipleChoiceField(label="Đảng viên trong tổ", required=False, widget=ManyChoices)
    starts_on = DayField(label="Từ ngày")

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.uid): person for person in members}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(uid, person.full_name) for uid, person in self.known.items()]

    def clean_people(self) -> list[Person]:
        """Turn the chosen uids into people."""
        return [self.known[uid] for uid in self.cleaned_data["people"]]
