"""The shape of what arrives at the reports."""

from __future__ import annotations

from typing import Any

from django import forms

from chibo.base.forms import DayField, HouseForm

_MOST = 10_000


def _people(label: str, hint: str = "") -> forms.IntegerField:
    wrong = {
        "invalid": f"{label}: ghi một số nguyên, ví dụ 2.",
        "min_value": f"{label}: ghi số từ 0 trở lên.",
        "max_value": f"{label}: số quá lớn, kiểm tra lại.",
    }
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=0, max_value=_MOST, error_messages=wrong
    )


class SuppositionForm(HouseForm):
    """Giả định: people who become sources, staff who come and leave. Empty boxes mean nobody."""

    sources = _people("Thêm người vào nguồn")
    from_on = DayField(label="Vào nguồn từ ngày", required=False, help_text="Để trống là từ hôm nay.")
    joining = _people("Cán bộ đến", "Cả đảng viên và quần chúng.")
    joining_members = _people("Trong đó đảng viên đến")
    leaving = _people("Cán bộ đi, nghỉ hưu", "Cả đảng viên và quần chúng.")
    leaving_members = _people("Trong đó đảng viên đi")

    def clean(self) -> dict[str, Any]:
        """Read empty boxes as nobody."""
        given = super().clean() or {}
        return {name: value if value is not None or name == "from_on" else 0 for name, value in given.items()}
