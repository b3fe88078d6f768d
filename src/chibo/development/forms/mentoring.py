"""Forms of help: assigning mentors, the monthly note, the tasks of a new member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.development.forms.fields import RowField
from chibo.development.forms.step import say_resolution

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.development.models import Mentorship
    from chibo.meetings.models import Resolution
    from chibo.register.models import Person

TIMES = (("0", "Chưa gặp"), ("1", "1 lần"), ("2", "2 lần trở lên"))
RESULTS = (
    ("Hoàn thành tốt", "Hoàn thành tốt"),
    ("Hoàn thành", "Hoàn thành"),
    ("Chưa hoàn thành", "Chưa hoàn thành"),
    ("Không giao việc", "Tháng này không giao việc"),
)


class MentorForm(HouseForm):
    """Phân công người giúp đỡ: one or two official members, since when, by which resolution."""

    first = RowField(label="Người giúp đỡ thứ nhất", empty="Chọn đảng viên chính thức")
    second = RowField(label="Người giúp đỡ thứ hai", required=False, empty="Không phân công")
    starts_on = DayField(label="Ngày phân công")
    resolution = RowField(label="Nghị quyết của chi bộ", required=False, empty="Không chọn")
    is_replacement = forms.BooleanField(
        label="Thay người trước (người trước chuyển đi, bị kỷ luật hoặc không tiếp tục được)", required=False
    )

    def __init__(self, *args: Any, members: Iterable[Person], resolutions: Iterable[Resolution], **kwargs: Any) -> None:
        """Take the members who may be chosen and the cell's resolutions."""
        super().__init__(*args, **kwargs)
        people = list(members)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, RowField)
            field.offer(people)
        resolution = self.fields["resolution"]
        assert isinstance(resolution, RowField)
        resolution.offer(resolutions, say_resolution)

    def mentors(self) -> list[Person]:
        """Give the members chosen, in order."""
        return [chosen for chosen in (self.cleaned_data["first"], self.cleaned_data["second"]) if chosen is not None]


class ProbationMentorForm(HouseForm):
    """The member who helps during probation."""

    mentor = RowField(label="Người giúp đỡ trong năm dự bị", empty="Chọn đảng viên chính thức")
    starts_on = DayField(label="Ngày phân công")

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        """Take the members who may be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        assert isinstance(field, RowField)
        field.offer(members)


class EndForm(HouseForm):
    """Thôi giúp đỡ: since when, and a short neutral reason."""

    ends_on = DayField(label="Thôi giúp đỡ từ ngày")
    reason = forms.ChoiceField(
        label="Lý do",
        choices=[
            ("Chuyển sinh hoạt", "Chuyển sinh hoạt"),
            ("Không tiếp tục được", "Không tiếp tục được"),
            ("Chi bộ phân công người khác", "Chi bộ phân công người khác"),
        ],
    )


class NoteForm(HouseForm):
    """Ghi chú tháng: three questions (mock-up 04)."""

    times_met = forms.ChoiceField(
        label="1. Trong tháng, đồng chí đã gặp, trao đổi mấy lần?", choices=TIMES, widget=Choices
    )
    task_result = forms.ChoiceField(label="2. Việc được giao", choices=RESULTS, widget=Choices)
    note = forms.CharField(
        label="3. Ghi chú",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3, "maxlength": 500}),
        help_text="Chỉ ghi việc làm và kết quả. Không ghi suy đoán về tư tưởng, tôn giáo, đời tư.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say of an unanswered question what is asked, without its number."""
        super().__init__(*args, **kwargs)
        self.fields["times_met"].error_messages["required"] = "Chưa chọn số lần gặp."
        self.fields["task_result"].error_messages["required"] = "Chưa chọn kết quả việc được giao."


class TaskForm(HouseForm):
    """Giao việc: what, by when, who gives it, by which resolution."""

    title = forms.CharField(
        label="Việc được giao", max_length=300, help_text="Việc cụ thể, làm được, thấy được kết quả."
    )
    given_on = DayField(label="Ngày giao")
    due_on = DayField(label="Hạn", required=False)
    mentorship = RowField(label="Người giúp đỡ giao", required=False, empty="Chi bộ, chi ủy giao")
    resolution = RowField(label="Nghị quyết của chi bộ", required=False, empty="Không chọn")

    def __init__(
        self, *args: Any, helpers: Iterable[Mentorship], resolutions: Iterable[Resolution], **kwargs: Any
    ) -> None:
        """Take who helps and the cell's resolutions."""
        super().__init__(*args, **kwargs)
        mentorship, resolution = self.fields["mentorship"], self.fields["resolution"]
        assert isinstance(mentorship, RowField)
        assert isinstance(resolution, RowField)
        mentorship.offer(helpers, lambda row: f"Đ/c {row.mentor}")
        resolution.offer(resolutions, say_resolution)


class FinishTaskForm(HouseForm):
    """The day and result of a task."""

    done_on = DayField(label="Ngày xong")
    result = forms.CharField(label="Kết quả", max_length=300)


class WithdrawTaskForm(HouseForm):
    """Thôi giao: why."""

    reason = forms.CharField(label="Lý do thôi giao", max_length=300, help_text="Ví dụ: ghi nhầm, việc không còn.")


class RemarkForm(HouseForm):
    """The helper's remark on one task: acts and results only."""

    text = forms.CharField(
        label="Việc đã làm và kết quả",
        max_length=500,
        widget=forms.Textarea({"rows": 4, "maxlength": 500}),
        help_text="Chỉ ghi việc làm và kết quả. Không ghi suy đoán về tư tưởng, tôn giáo, đời tư.",
    )
