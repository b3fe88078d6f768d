"""What is asked about backups."""

from __future__ import annotations

from django import forms

from chibo.base.forms import HouseForm


def _count(label: str, most: int, help_text: str = "", least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


class SafekeepingForm(HouseForm):
    """Nơi sao lưu, lịch, số bản giữ lại."""

    folder = forms.CharField(
        label="Nơi sao lưu",
        max_length=500,
        required=False,
        help_text=r"Thư mục trên USB hoặc ổ đĩa khác, ghi cả đường dẫn: E:\sao-luu hoặc /media/usb/sao-luu.",
    )
    every_days = _count("Tự sao lưu mỗi mấy ngày", 90, "Khi chibo đang mở. Ghi 0 thì không tự sao lưu.")
    remind_after_days = _count("Nhắc ở trang đầu sau mấy ngày chưa sao lưu", 365, least=1)
    keep_daily = _count("Giữ mấy bản ngày gần nhất", 60, "Chỉ bản theo lịch bị thay; bản bấm tay giữ mãi.", 1)
    keep_weekly = _count("Giữ mấy bản tuần", 60)
    keep_monthly = _count("Giữ mấy bản tháng", 120)
