"""The small forms of the check: a reason for letting a fault pass, a return slip, days to look ahead to."""

from __future__ import annotations

from django import forms

from chibo.base.forms import DayField, HouseForm
from chibo.development.check_words import REASONS


class WaiverForm(HouseForm):
    """Nêu lý do: why the dossier goes up although this stands."""

    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: cấp trên đã đồng ý bằng công văn số 12-CV/ĐU. Không ghi nhận xét về người.",
    )


class ReturnForm(HouseForm):
    """Ghi nhận bị trả lại: the day, from where, the reasons on the slip."""

    returned_on = DayField(label="Ngày trả lại")
    returned_by = forms.CharField(label="Nơi trả lại", max_length=200, help_text="Ví dụ: Ban Tổ chức Đảng ủy Khối.")
    codes = forms.MultipleChoiceField(
        label="Lý do",
        choices=list(REASONS.items()),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text="Chọn trong danh sách lỗi; giữ Ctrl để chọn nhiều. Không có trong danh sách thì chọn “Lý do khác”.",
    )
    note = forms.CharField(
        label="Ghi thêm",
        required=False,
        max_length=500,
        help_text="Chép ý chính trên phiếu; không ghi nhận xét về người.",
    )


class AheadForm(HouseForm):
    """Xem trước: a planned meeting, or a wished day of the ceremony."""

    meeting_on = DayField(label="Ngày dự kiến chi bộ họp", required=False)
    ceremony_on = DayField(label="Ngày muốn tổ chức lễ kết nạp", required=False)
