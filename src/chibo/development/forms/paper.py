"""The form of one paper of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm
from chibo.development.forms.fields import RowField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Person


class PaperForm(HouseForm):
    """Thêm giấy tờ: what it is, what stands on it, where it lies; a scan is never asked for."""

    dated = DayField(label="Ngày trên giấy", required=False)
    number = forms.CharField(label="Số", required=False, max_length=40)
    author = RowField(label="Người viết", required=False, empty="Không chọn")
    is_signed = forms.BooleanField(label="Đã ký", required=False, initial=True)
    is_handwritten = forms.BooleanField(label="Viết tay", required=False)
    kept_at = forms.CharField(label="Nơi để bản giấy", required=False, max_length=120, help_text="Ví dụ: cặp số 22.")
    admitted_on = DayField(
        label="Giấy này ghi ngày kết nạp là",
        required=False,
        help_text="Chép đúng như trên giấy, để chương trình đối chiếu.",
    )
    born_on = DayField(label="Giấy này ghi ngày sinh là", required=False)
    full_name = forms.CharField(label="Giấy này ghi họ tên là", required=False, max_length=120)
    is_checked = forms.BooleanField(label="Đã đối chiếu bản giấy với hồ sơ", required=False)
    file = forms.FileField(
        label="Bản chụp", required=False, help_text="PDF hoặc ảnh, tối đa 20 MB. Không cần có bản chụp."
    )

    keeps_file = forms.BooleanField(label="Giữ bản chụp đang có", required=False, initial=True)

    PLAIN = ("dated", "number", "author", "is_signed", "is_handwritten", "kept_at", "is_checked")

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person] = (),
        is_recognition: bool = True,
        has_file: bool = False,
        **kwargs: Any,
    ) -> None:
        """Take the people who may have written it; papers before the ceremony repeat no joining day."""
        super().__init__(*args, **kwargs)
        author = self.fields["author"]
        assert isinstance(author, RowField)
        author.offer(people)
        if not has_file:
            del self.fields["keeps_file"]
        if not is_recognition:
            del self.fields["admitted_on"]

    def quotes(self) -> dict[str, str]:
        """Give the facts the paper repeats, for the checker."""
        data = self.cleaned_data
        said = {"admitted_on": data.get("admitted_on"), "birth": data["born_on"], "name": data["full_name"]}
        return {name: str(value) for name, value in said.items() if value}

    def upload(self) -> tuple[str, bytes] | None:
        """Give the scan as (name, content), if one came."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else None
