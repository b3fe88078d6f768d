"""The shape of what arrives at the page of the dates of an admission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.register.actions import ADMISSION_DATES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


class DatesForm(HouseForm):
    """Ngày vào Đảng: the four dates as they are to stand, the paper that proves them, who decided."""

    decided_on = DayField(
        label="Ngày ghi trong quyết định kết nạp", required=False, help_text="Tuổi đảng tính từ ngày này."
    )
    ceremony_on = DayField(label="Ngày vào Đảng (lễ kết nạp)", required=False)
    official_on = DayField(
        label="Ngày chính thức",
        required=False,
        help_text="Ngày hết thời kỳ dự bị, tính từ lễ kết nạp. Đảng viên dự bị thì để trống.",
    )
    recognised_on = DayField(label="Ngày quyết định công nhận chính thức", required=False)
    proof = NameField(
        label="Giấy tờ chứng minh", max_length=300, help_text="Ví dụ: Quyết định kết nạp 12-QĐ/ĐU, bản gốc."
    )
    decided_by = NameField(label="Người quyết định", max_length=200, help_text="Ví dụ: Bí thư Lò Mẫu An.")

    def __init__(self, *args: Any, kept_by_road: Collection[str], **kwargs: Any) -> None:
        """Leave out what only the road sets right."""
        super().__init__(*args, **kwargs)
        for name in ADMISSION_DATES:
            self.fields[name].is_wanted = True  # type: ignore[attr-defined]  # may be unknown, is not optional
        for name in kept_by_road:
            del self.fields[name]

    def said(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        dates: dict[str, date | None] = {
            name: self.cleaned_data[name] for name in ADMISSION_DATES if name in self.cleaned_data
        }
        return {"dates": dates, **{name: self.cleaned_data[name] for name in ("proof", "decided_by")}}
