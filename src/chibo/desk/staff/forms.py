"""The shape of what arrives about staff: a person new to the register, a post, its end, an end that was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField, PersonNameField
from chibo.desk.forms import BIRTH_HELP, SEXES, PartialDayField
from chibo.development.forms.fields import RowField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Employment, Workplace


class NewPersonForm(HouseForm):
    """Thêm người: who it is, and where and since when at work."""

    full_name = PersonNameField(label="Họ và tên", max_length=120)
    sex = forms.ChoiceField(label="Giới tính", choices=SEXES, widget=Choices)
    birth = PartialDayField(label="Ngày sinh", required=False, help_text=BIRTH_HELP)
    workplace = RowField(
        label="Làm ở", empty="Không làm ở cơ quan nào", required=False, help_text="Cán bộ thì chọn cơ quan, đơn vị."
    )
    starts_on = DayField(label="Nhận việc từ ngày", required=False, help_text="Chỉ ghi cho cán bộ.")
    position = NameField(label="Chức danh", max_length=120, required=False)
    is_another = forms.BooleanField(label="Là người khác, vẫn thêm", required=False)

    def __init__(self, *args: Any, workplaces: Iterable[Workplace], **kwargs: Any) -> None:
        """Take the workplaces to choose from; the first is meant until somebody says otherwise."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["workplace"], workplaces)
        self.initial.setdefault("workplace", next(iter(self.fields["workplace"].rows), ""))  # type: ignore[attr-defined]

    def ask_whether_another(self, *, is_asked: bool) -> None:
        """Ask only where somebody of that name is in the register."""
        if not is_asked:
            self.fields["is_another"].widget = forms.HiddenInput()


class HireForm(HouseForm):
    """Vào làm: of somebody the register knows."""

    prefix = "vao"
    workplace = RowField(label="Làm ở", empty="Chọn cơ quan, đơn vị", is_wanted=True)
    starts_on = DayField(label="Nhận việc từ ngày")
    position = NameField(label="Chức danh", max_length=120, required=False)

    def __init__(self, *args: Any, workplaces: Iterable[Workplace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["workplace"], workplaces)


class EndWorkForm(HouseForm):
    """Thôi việc: which post, from which day, behind or ahead."""

    prefix = "thoi"
    employment = RowField(label="Công tác", empty="Chọn nơi thôi làm", is_wanted=True)
    ends_on = DayField(
        label="Thôi việc từ ngày",
        help_text="Ngày đầu tiên không còn làm ở đây. Đã có quyết định, thông báo thì ghi được ngày ở phía trước.",
    )

    def __init__(self, *args: Any, jobs: Iterable[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["employment"], jobs, "workplace")


class ReopenForm(HouseForm):
    """Rút lại ngày thôi việc: of which post, and why."""

    prefix = "mo"
    employment = RowField(label="Công tác", empty="Chọn nơi đã ghi thôi", is_wanted=True)
    reason = NameField(label="Lý do rút lại", max_length=300)

    def __init__(self, *args: Any, jobs: Iterable[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["employment"], jobs, "workplace")


class PassingForm(HouseForm):
    """Từ trần, of somebody who is no member."""

    died_on = DayField(label="Ngày từ trần")


def _offer(field: forms.Field, rows: Iterable[Any], named: str = "") -> None:
    """Give a field its rows; where there is only one, it is chosen."""
    assert isinstance(field, RowField)
    field.offer(rows, label=lambda row: str(getattr(row, named) if named else row))
    if len(field.rows) == 1:
        field.initial = next(iter(field.rows))
