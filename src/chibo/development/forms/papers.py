"""Forms of taking papers out: as which files, under which names, of whom."""

from __future__ import annotations

from typing import Any

from django import forms

from chibo.base.forms import Choices, HouseForm
from chibo.development.papers import Choice, Layout

_LAYOUTS = (
    (Layout.DOCX.value, "Word (DOCX), sửa được"),
    (Layout.PDF.value, "PDF, để in"),
    (Layout.BOTH.value, "Cả Word và PDF"),
    (Layout.DIGITISED.value, "PDF, đặt tên theo quy tắc số hóa hồ sơ (Công văn 1361-CV/BTCTW)"),
)


class SetForm(HouseForm):
    """Lấy cả bộ: dạng tệp, cách đặt tên, có ghi số định danh hay không."""

    layout = forms.ChoiceField(label="Dạng tệp", choices=_LAYOUTS, initial=Layout.DOCX.value, widget=Choices)
    with_identity = forms.BooleanField(
        label="Ghi số định danh vào tên thư mục (chỉ với quy tắc số hóa)",
        required=False,
        help_text="Không đánh dấu thì thư mục chỉ mang tên người. Đánh dấu thì nhật ký ghi ai lấy, để làm gì.",
    )
    purpose = forms.CharField(
        label="Mục đích", required=False, max_length=200, help_text="Chỉ cần khi lấy kèm số định danh."
    )

    def choice(self) -> Choice:
        """What was chosen; numbers go into names only under the rule for digitised files."""
        layout = Layout(self.cleaned_data["layout"])
        return Choice(
            layout=layout,
            with_identity=self.cleaned_data["with_identity"] and layout is Layout.DIGITISED,
            purpose=self.cleaned_data["purpose"],
        )


class BulkForm(SetForm):
    """Soạn hàng loạt: như trên, cho mọi hồ sơ đang mở."""

    below = forms.BooleanField(label="Cả các tổ chức bên dưới", required=False)
    field_order = ("below", "layout", "with_identity", "purpose")

    def __init__(self, *args: Any, has_below: bool, **kwargs: Any) -> None:
        """Ask about what lies below only where something does."""
        super().__init__(*args, **kwargs)
        if not has_below:
            del self.fields["below"]
