"""The questions of the first run, one a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.accounts.models import Grant
from chibo.accounts.passphrase import LongEnough
from chibo.base.dates import say_date
from chibo.base.forms import Choices, DayField, HouseForm, NameField
from chibo.register.kinds import Kind

if TYPE_CHECKING:
    from datetime import date


class CellForm(HouseForm):
    """Tên chi bộ."""

    name = NameField(
        label="Tên chi bộ", max_length=200, help_text="Như ghi ở đầu văn bản, ví dụ: Chi bộ Ban Tuyên giáo."
    )
    place = NameField(
        label="Địa danh ghi trên văn bản", max_length=120, required=False, help_text="Ví dụ: Điện Biên Phủ."
    )


class SuperiorForm(HouseForm):
    """Cấp trên trực tiếp; what it is tells what kind of cell this one is."""

    superior_name = NameField(
        label="Cấp trên trực tiếp", max_length=200, help_text="Ghi bằng chữ, ví dụ: Đảng ủy Khối các cơ quan tỉnh."
    )
    kind = forms.ChoiceField(
        label="Cấp trên đó là gì?",
        choices=[
            (Kind.GRASSROOTS_CELL, "Đảng ủy cấp trên của tổ chức cơ sở đảng (chi bộ này là chi bộ cơ sở)"),
            (Kind.SUBORDINATE_CELL, "Đảng ủy cơ sở"),
            (Kind.SECTION_CELL, "Đảng ủy bộ phận"),
        ],
        widget=Choices,
    )


class TermForm(HouseForm):
    """Nhiệm kỳ."""

    starts_on = DayField(label="Từ ngày", help_text="Ngày đại hội chi bộ.")
    ends_on = DayField(label="Đến ngày", help_text="Ngày dự kiến đại hội kế tiếp.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._on = on

    def clean(self) -> dict[str, Any]:
        """The two days stand in order, and the term has begun."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and first > self._on:
            self.add_error(
                "starts_on", f"Nhiệm kỳ bắt đầu sau ngày hôm nay ({say_date(self._on)}). Ghi nhiệm kỳ hiện nay."
            )
        if first and last and last <= first:
            self.add_error("ends_on", f"Ngày kết thúc {say_date(last)} không ở sau ngày bắt đầu {say_date(first)}.")
        return cleaned


class TargetForm(HouseForm):
    """Chỉ tiêu; may be left for later."""

    admissions = forms.IntegerField(
        label="Số đảng viên kết nạp trong nhiệm kỳ", min_value=1, max_value=999, required=False
    )
    member_share = forms.IntegerField(
        label="Tỷ lệ đảng viên trên tổng số cán bộ (%)", min_value=1, max_value=100, required=False
    )
    ground = NameField(
        label="Theo nghị quyết nào", max_length=200, required=False, help_text="Ví dụ: Nghị quyết đại hội chi bộ."
    )


class OwnerForm(HouseForm):
    """Tài khoản: who sets the installation up."""

    display_name = NameField(label="Họ và tên của đồng chí", max_length=120)
    role = forms.ChoiceField(
        label="Chức vụ trong chi bộ",
        choices=[
            (role.value, role.label)
            for role in (Grant.Role.SECRETARY, Grant.Role.DEPUTY_SECRETARY, Grant.Role.COMMITTEE_MEMBER)
        ],
        widget=Choices,
    )
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        help_text="Chữ thường không dấu, chữ số, dấu chấm; ví dụ lo.mau.an.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    pass_phrase = forms.CharField(
        label="Cụm mật khẩu",
        strip=False,
        help_text=LongEnough().get_help_text(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
