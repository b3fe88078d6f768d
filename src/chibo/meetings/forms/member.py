"""The shape of what arrives on the pages Miễn công tác, sinh hoạt and Phiếu chấm điểm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.base.words.findings import EXEMPTION_GROUNDS
from chibo.meetings.forms.sitting import PersonChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from chibo.register.models import Person

_GROUNDS = [(ground.value, said) for ground, said in EXEMPTION_GROUNDS.items()]


class _OfMember(HouseForm):
    person = PersonChoice(label="Đảng viên", required=True, empty="Chọn đảng viên")

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, PersonChoice)
        field.offer(members)


class AskForm(_OfMember):
    """A member's request to be exempted."""

    ground = forms.ChoiceField(label="Lý do", choices=_GROUNDS)
    asked_on = DayField(label="Ngày đề nghị")
    is_own_request = forms.BooleanField(label="Đảng viên tự mình đề nghị (đã nhận đơn)", required=False, initial=True)
    is_weak = forms.BooleanField(label="Sức khỏe yếu, đã xem giấy tờ", required=False)
    ends_on = DayField(
        label="Miễn đến ngày", required=False, help_text="Ngày đầu tiên sinh hoạt lại; để trống nếu lâu dài."
    )


class GrantForm(HouseForm):
    """From when the exemption counts."""

    starts_on = DayField(label="Miễn từ ngày")


class PastExemptionForm(_OfMember):
    """An exemption that an old paper tells of."""

    ground = forms.ChoiceField(label="Lý do", choices=_GROUNDS)
    starts_on = DayField(label="Miễn từ ngày")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Ngày đầu tiên sinh hoạt lại.")
    decision = NameField(
        label="Quyết định trong", max_length=200, help_text="Ví dụ: Nghị quyết chi bộ số 05-NQ/CB ngày 5-3-2017."
    )


class ReturnForm(HouseForm):
    """The first day on which somebody takes part again."""

    ends_on = DayField(label="Sinh hoạt lại từ ngày")


class TakeBackForm(HouseForm):
    """Why an exemption is taken back."""

    reason = forms.CharField(
        label="Lý do rút lại", max_length=300, help_text="Không ghi về sức khỏe; nhật ký giữ việc đã ghi và lý do này."
    )


class SheetForm(HouseForm):
    """A version of the score sheet, typed as plain lines."""

    name = forms.CharField(label="Tên phiếu", max_length=200)
    ground = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Văn bản đặt ra mẫu phiếu, ví dụ: Hướng dẫn của Đảng ủy phường ngày …"
    )
    starts_on = DayField(label="Dùng từ ngày")
    lines = forms.CharField(
        label="Các mục chấm",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Mỗi dòng một mục: tên, dấu | rồi điểm tối đa.",
    )
    classes = forms.CharField(
        label="Các mức xếp loại",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một mức: tên, dấu | rồi điểm thấp nhất của mức.",
    )


def points_in(data: QueryDict) -> dict[str, str]:
    """The points typed on the page of a session's score, by key of the line."""
    return {name.removeprefix("diem-"): data.get(name, "")[:8] for name in data if name.startswith("diem-")}
