"""The shape of what arrives about titles of an organisation."""

from __future__ import annotations

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField
from chibo.reviews.models import Title


class TitleForm(HouseForm):
    """A title as its decision says."""

    year = forms.IntegerField(label="Năm được công nhận", help_text="Danh hiệu nhiều năm liền: ghi năm cuối.")
    sort = forms.ChoiceField(label="Danh hiệu", choices=Title.Sort.choices, widget=Choices)
    name = NameField(
        label="Tên danh hiệu trong quyết định",
        help_text="Để trống thì ghi theo mục đã chọn.",
        max_length=120,
        required=False,
    )
    decided_on = DayField(label="Ngày quyết định", required=False)
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_by = NameField(label="Cấp quyết định", max_length=200, required=False)


class ReasonForm(HouseForm):
    """Why something is taken back or closed."""

    reason = forms.CharField(label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
