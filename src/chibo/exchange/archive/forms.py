"""What is asked before everything is taken out."""

from __future__ import annotations

from typing import Any, TypedDict

from django import forms

from chibo.base.forms import HouseForm


class Asked(TypedDict):
    """What somebody wants."""

    is_open: bool
    purpose: str
    pass_phrase: str


class ArchiveForm(HouseForm):
    """Gói dữ liệu: with what, what for, locked by which phrase."""

    purpose = forms.CharField(
        label="Xuất để làm gì",
        max_length=300,
        help_text="Ghi vào nhật ký và vào gói. Ví dụ: bàn giao cho đảng ủy mới sau sắp xếp.",
    )
    is_open = forms.BooleanField(
        label="Kèm các mục thông tin riêng và bản chụp giấy tờ",
        required=False,
        help_text="Số định danh, số thẻ, lý lịch, người thân, lý do miễn, kỷ luật… Không chọn thì gói không có.",
    )
    pass_phrase = forms.CharField(
        label="Cụm mật khẩu khóa gói",
        strip=False,
        required=False,
        max_length=200,
        help_text="Ít nhất 12 ký tự; để trống thì gói không khóa. Quên cụm này thì không ai mở được gói.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    pass_phrase_again = forms.CharField(
        label="Nhập lại cụm ấy",
        strip=False,
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        """Who does not see closed fields is not asked about them."""
        super().__init__(*args, **kwargs)
        if not may_open:
            del self.fields["is_open"]

    def clean(self) -> dict[str, object]:
        """The two are the same."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if cleaned.get("pass_phrase", "") != cleaned.get("pass_phrase_again", ""):
            self.add_error("pass_phrase_again", "Hai lần nhập không giống nhau. Nhập lại.")
        return cleaned

    def said(self) -> Asked:
        """Give what was asked for."""
        cleaned = self.cleaned_data
        return {
            "is_open": bool(cleaned.get("is_open")),
            "purpose": cleaned["purpose"],
            "pass_phrase": cleaned["pass_phrase"],
        }
