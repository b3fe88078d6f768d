"""The shape of what arrives about a congress and about a shift of its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from chibo.base.dates import say_date
from chibo.base.forms import DayField, HouseForm, ManyChoices, NameField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.register.models import Person


_NOBODY: Final = {"secretary": [("", "Chọn đảng viên")], "deputies": [("", "Không bầu")], "members": []}


class CongressForm(HouseForm):
    """Đại hội: term, targets, committee, and why it was not on the planned day."""

    starts_on = DayField(label="Ngày đại hội")
    congress_number = forms.IntegerField(label="Đại hội lần thứ", min_value=1, max_value=999, required=False)
    name = NameField(label="Tên nhiệm kỳ", max_length=40, help_text="Ví dụ: 2020-2025.")
    ends_on = DayField(
        label="Đại hội kế tiếp dự kiến ngày", help_text="Như nghị quyết đại hội ghi; chương trình không tự tính."
    )
    resolution = NameField(
        label="Nghị quyết đại hội",
        max_length=300,
        help_text="Ví dụ: Nghị quyết đại hội chi bộ nhiệm kỳ 2020-2025, số 01-NQ/ĐH.",
    )
    admissions = forms.IntegerField(
        label="Chỉ tiêu: số đảng viên kết nạp trong nhiệm kỳ", min_value=1, max_value=999, required=False
    )
    member_share = forms.IntegerField(
        label="Chỉ tiêu: tỷ lệ đảng viên trên tổng số cán bộ (%)", min_value=1, max_value=100, required=False
    )
    secretary = forms.ChoiceField(label="Bí thư")
    deputies = forms.ChoiceField(label="Phó bí thư", required=False)
    members = forms.MultipleChoiceField(label="Chi ủy viên khác", required=False, widget=ManyChoices)
    shift_ground = NameField(
        label="Căn cứ dời đại hội",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi đại hội không đúng ngày đã dự kiến.",
    )
    shift_by = NameField(label="Cấp ủy đồng ý dời", max_length=200, required=False)
    reason = NameField(
        label="Lý do vẫn ghi",
        max_length=300,
        required=False,
        help_text="Chỉ ghi khi kết quả bầu khác quy định mà vẫn phải ghi lại việc đã làm.",
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.uid): person for person in people}
        offered = [(uid, person.full_name) for uid, person in self.known.items()]
        for name in ("secretary", "deputies", "members"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*_NOBODY[name], *offered]

    def clean_secretary(self) -> Person:
        """The person behind the uid."""
        return self.known[self.cleaned_data["secretary"]]

    def clean_deputies(self) -> tuple[Person, ...]:
        """The one person behind the uid, or nobody."""
        uid = self.cleaned_data["deputies"]
        return (self.known[uid],) if uid else ()

    def clean_members(self) -> tuple[Person, ...]:
        """The people behind the uids."""
        return tuple(self.known[uid] for uid in self.cleaned_data["members"])


class ShiftForm(HouseForm):
    """Dời đại hội: to when, on what ground, decided when and by whom."""

    ends_on = DayField(label="Đại hội dời đến ngày")
    decided_on = DayField(label="Ngày cấp trên đồng ý")
    decided_by = NameField(label="Cấp ủy đồng ý", max_length=200)
    ground = NameField(label="Căn cứ", max_length=300, help_text="Ví dụ: Công văn số 12-CV/ĐU ngày 5-4-2020.")

    def __init__(self, *args: Any, planned: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if planned is not None:
            self.fields["ends_on"].help_text = f"Đang dự kiến {say_date(planned)}."
