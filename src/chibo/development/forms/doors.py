"""Forms of self-service: what is open, a code to hand out, a code typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm

if TYPE_CHECKING:
    from collections.abc import Iterable


class DoorRuleForm(HouseForm):
    """Tự phục vụ: the whole, and each part."""

    is_open = forms.BooleanField(label="Cho dùng phần tự phục vụ", required=False)
    takes_notes = forms.BooleanField(label="Ghi chú tháng: người giúp đỡ gửi bằng mã", required=False)
    shows_steps = forms.BooleanField(label="Bước của tôi: người được theo dõi xem phần của mình", required=False)
    takes_declarations = forms.BooleanField(label="Tự khai lý lịch: người xin vào Đảng khai từng trang", required=False)
    contact = forms.CharField(
        label="Liên hệ",
        required=False,
        max_length=200,
        help_text="Hiện trên các trang ấy. Ví dụ: đ/c Lò Mẫu An, Bí thư, gặp tại phòng 12 giờ hành chính.",
    )
    draft_days = forms.IntegerField(
        label="Bản khai nháp để lâu không đụng đến thì xóa sau bao nhiêu ngày",
        min_value=7,
        max_value=365,
        help_text="Chưa tìm thấy quy định nào nêu thời gian này; tổ chức tự đặt, từ 7 đến 365 ngày.",
    )


class CodeForm(HouseForm):
    """Phát mã: for what, until when."""

    what = forms.ChoiceField(label="Mã dùng để", widget=Choices)
    valid_until = DayField(label="Dùng đến hết ngày")

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take what may be handed out."""
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = list(offers)


class DoorForm(HouseForm):
    """The code from the slip."""

    code = forms.CharField(
        label="Mã trên phiếu",
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
        help_text="Chữ hoa hay thường, có gạch hay không đều được.",
    )
