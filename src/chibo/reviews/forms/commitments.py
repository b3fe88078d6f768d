"""The shape of what arrives about commitments."""

from __future__ import annotations

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.reviews.forms.people import PeopleForm
from chibo.reviews.models import Commitment

_KEPT = "Ví dụ: cặp số 12. Để trống nếu chỉ giữ bản quét."
_LONGEST = 20000


class RoundAboutForm(HouseForm):
    """What is known of a round beside its year and its wording."""

    name = forms.CharField(
        label="Tên đợt",
        max_length=160,
        help_text="Ví dụ: Cam kết tu dưỡng, rèn luyện, phấn đấu.",
    )
    opened_on = DayField(label="Ngày mở đợt")
    due_on = DayField(
        label="Hạn nộp",
        required=False,
        help_text="Chi bộ tự đặt; chưa tìm thấy quy định nào về ngày nộp. Để trống thì không nhắc trong Việc cần làm.",
    )
    ground = forms.CharField(
        label="Căn cứ", max_length=300, required=False, help_text="Số, ngày văn bản của cấp trên hoặc kế hoạch chi bộ."
    )


class TextForm(HouseForm):
    """The wording of a round's form."""

    body = forms.CharField(
        label="Lời của bản cam kết",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Lời của tổ chức mình, mỗi ý một dòng. Dòng kết thúc bằng dấu hai chấm được in đậm.",
    )


class RoundForm(RoundAboutForm, TextForm):
    """A new round."""

    year = forms.IntegerField(label="Năm", min_value=0, max_value=9999)
    field_order = ("year", "name", "opened_on", "due_on", "ground", "body")


class HandInForm(PeopleForm):
    """Who handed in on a day, and in which folder the papers lie."""

    handed_on = DayField(label="Ngày nộp")
    kept_at = forms.CharField(label="Bản giấy để ở", max_length=120, required=False, help_text=_KEPT)


class ConfirmForm(PeopleForm):
    """Whose commitment was confirmed, when, by whom."""

    confirmed_on = DayField(label="Ngày xác nhận")
    confirmed_by = forms.CharField(
        label="Người xác nhận", max_length=200, required=False, help_text="Để trống thì ghi tên người đang dùng máy."
    )


class CommitmentForm(HouseForm):
    """One member's commitment."""

    handed_on = DayField(label="Ngày nộp")
    kept_at = forms.CharField(label="Bản giấy để ở", max_length=120, required=False, help_text=_KEPT)
    from_cell = forms.CharField(
        label="Đã nộp ở chi bộ cũ",
        max_length=200,
        required=False,
        help_text="Chỉ ghi khi lấy lại bản cam kết đã nộp trước lúc chuyển đến: tên chi bộ cũ.",
    )
    promise = forms.CharField(
        label="Việc cụ thể đã cam kết",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Lời của chính người cam kết. Lưu mã hóa; không ghi nhận xét về tư tưởng.",
    )


class PromiseForm(HouseForm):
    """What a member promises, worded by that member."""

    promise = forms.CharField(
        label="Việc cụ thể tôi cam kết",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Chi ủy chi bộ đọc được phần này.",
    )


class CheckForm(HouseForm):
    """What became of a commitment by the end of the year."""

    result = forms.ChoiceField(label="Kết quả", choices=Commitment.Result.choices, widget=Choices)
    facts = forms.CharField(
        label="Việc đã làm",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Kể việc, có ngày, có sản phẩm; không nhận xét về tư tưởng, tình cảm.",
    )
    checked_on = DayField(label="Ngày kiểm tra")
    checked_by = forms.CharField(
        label="Người kiểm tra", max_length=200, required=False, help_text="Để trống thì ghi tên người đang dùng máy."
    )
