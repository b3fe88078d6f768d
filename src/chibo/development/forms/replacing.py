"""What a form asks where a value takes the place of another: did it change from a day on, or was it always wrong."""

from __future__ import annotations

from typing import Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField

CHANGED, WRONG = "doi", "sai"


class ReplacingForm(HouseForm):
    """The questions about values that stand already; a day alone says that they changed from it on."""

    how = forms.ChoiceField(
        label="Điều đã ghi, nay khác đi: vì sao?",
        choices=((CHANGED, "Thay đổi từ một ngày"), (WRONG, "Ghi sai từ đầu")),
        widget=Choices,
        required=False,
        help_text="Chỉ trả lời khi sửa điều đã ghi; điền ô còn trống thì bỏ qua.",
    )
    since = DayField(
        label="Thay đổi từ ngày",
        required=False,
        help_text="Trước ngày này phiếu đảng viên giữ giá trị cũ; từ ngày này ghi giá trị mới.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the questions; they are for some answers only, which is another thing than optional."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_wanted = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say when a change has no day, and when a day stands beside what was always wrong."""
        said = super().clean()
        how, since = said.get("how"), said.get("since")
        if how == CHANGED and since is None and "since" not in self.errors:
            self.add_error("since", "Chưa ghi thay đổi từ ngày nào.")
        if how == WRONG and since is not None:
            self.add_error("how", "Ghi sai từ đầu thì không có ngày thay đổi. Bỏ trống ô ngày, hoặc chọn thay đổi.")
        return said

    def answer(self) -> dict[str, Any]:
        """What was answered, as the verbs take it."""
        return {"since": self.cleaned_data.get("since"), "was_wrong": self.cleaned_data.get("how") == WRONG}


class ProvedForm(ReplacingForm):
    """The same with the paper that shows it and who decided."""

    proof = NameField(
        label="Giấy tờ chứng minh",
        max_length=300,
        required=False,
        help_text="Khi sửa điều đã ghi. Ví dụ: Quyết định 12-QĐ/SNV ngày 4-5-2018.",
    )
    decided_by = NameField(
        label="Người quyết định",
        max_length=200,
        required=False,
        help_text="Khi điều đã ghi là sai. Ví dụ: Bí thư Lò Mẫu An.",
    )

    def answer(self) -> dict[str, Any]:
        """What was answered, as the verbs take it."""
        return {**super().answer(), **{name: self.cleaned_data.get(name, "") for name in ("proof", "decided_by")}}
