"""The shape of what arrives about a workplace: so many staff by a source, its mass organisations."""

from __future__ import annotations

from django import forms

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.register.models import MassPlace

_MOST = 1_000_000
_TOO_FEW = {"min_value": "Số người không thể nhỏ hơn 0. Không có ai thì ghi 0.", "invalid": "Ghi một số nguyên."}


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=_MOST,
        help_text=help_text,
        error_messages={**_TOO_FEW, "max_value": f"Số này lớn quá; nhiều nhất là {_MOST}."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day"}),
    )


class CountForm(HouseForm):
    """Số cán bộ: on which day, how many, of them members, by what source."""

    prefix = "so"
    day = DayField(label="Số của ngày", help_text="Ngày mà giấy tờ ghi số này; không ghi trước cho ngày chưa đến.")
    staff = _number("Tổng số cán bộ", "Cả người đã có tên trong sổ.")
    members = _number("Trong đó đảng viên", "Chỉ đảng viên là cán bộ của cơ quan này.")
    source = NameField(
        label="Lấy ở đâu",
        max_length=300,
        help_text="Tên, số giấy tờ, hoặc ai cho biết. Ví dụ: Báo cáo biên chế 12/BC-SM.",
    )


class CorrectCountForm(CountForm):
    """A count set right."""

    reason = NameField(label="Vì sao sửa", max_length=300, help_text="Ví dụ: gõ nhầm 52 thành 25.")


class ReasonForm(HouseForm):
    """Why something is taken out."""

    prefix = "bo"
    reason = NameField(label="Vì sao bỏ", max_length=300)


class BodyForm(HouseForm):
    """A mass organisation that a workplace has."""

    prefix = "doan-the"
    sort = forms.ChoiceField(label="Tổ chức", choices=MassPlace.Sort.choices)
    name = NameField(
        label="Tên",
        max_length=200,
        required=False,
        help_text="Ví dụ: Công đoàn cơ sở Sở Mẫu. Không có tên riêng thì để trống.",
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến trước ngày", required=False, help_text="Để trống nếu đang hoạt động.")
    ground = NameField(
        label="Lấy ở đâu", max_length=300, required=False, help_text="Số quyết định thành lập, hoặc ai cho biết."
    )


class CloseBodyForm(HouseForm):
    """The first day without a mass organisation."""

    prefix = "thoi"
    ends_on = DayField(label="Thôi hoạt động từ ngày")
