"""The shape of what arrives about emulation campaigns."""

from __future__ import annotations

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.reviews.forms.people import PeopleForm
from chibo.reviews.models import Campaign
from chibo.reviews.promise_values import CampaignAbout

_LONG = 4000


class CampaignForm(HouseForm):
    """What is known of a campaign."""

    name = forms.CharField(label="Tên đợt thi đua", max_length=200)
    launcher = forms.ChoiceField(label="Tổ chức phát động", choices=Campaign.Launcher.choices)
    launched_by = forms.CharField(
        label="Nơi phát động", max_length=200, required=False, help_text="Tên, số văn bản phát động nếu có."
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False)
    circle = forms.ChoiceField(
        label="Ai đăng ký", choices=Campaign.Circle.choices, initial=Campaign.Circle.MEMBERS, widget=Choices
    )
    register_by = DayField(label="Hạn đăng ký", required=False)
    aim = forms.CharField(
        label="Nội dung, chỉ tiêu", max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def about(self) -> CampaignAbout:
        """What was typed, as one value."""
        return CampaignAbout(**self.cleaned_data)


class RegisterForm(PeopleForm):
    """Who registered on a day."""

    registered_on = DayField(label="Ngày đăng ký")
    kept_at = forms.CharField(
        label="Bản giấy để ở", max_length=120, required=False, help_text="Ví dụ: cặp số 12. Không có thì để trống."
    )


class EntryForm(HouseForm):
    """What somebody registered for, and the result in that person's words."""

    pledge = forms.CharField(
        label="Nội dung đăng ký", max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    result = forms.CharField(
        label="Kết quả, theo lời người đăng ký",
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ghi đúng lời người đó kể; chi ủy không sửa, không xếp thứ hạng.",
    )
    told_on = DayField(label="Ngày báo kết quả", required=False)
    kept_at = forms.CharField(label="Bản giấy để ở", max_length=120, required=False)


class UnitForm(HouseForm):
    """What the unit registered for, and its evaluation at the end."""

    unit_registered_on = DayField(label="Ngày đơn vị đăng ký", required=False)
    unit_pledge = forms.CharField(
        label="Đơn vị đăng ký", max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    evaluated_on = DayField(label="Ngày đánh giá", required=False)
    evaluation = forms.CharField(
        label="Đánh giá của đơn vị",
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Đánh giá chung cả đợt; không lập bảng xếp hạng người.",
    )
