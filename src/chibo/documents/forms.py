"""What the pages of templates and scans send."""

from __future__ import annotations

from typing import Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.documents.models import TemplateChoice


class TemplateForm(HouseForm):
    """A template edited in Word."""

    file = forms.FileField(
        label="Tệp mẫu đã sửa",
        allow_empty_file=True,  # an empty one is answered in our own words
        help_text="Tệp Word (.docx), nhiều nhất 5 MB. Chưa dùng ngay: chương trình thử với hồ sơ mẫu trước.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def content(self) -> tuple[str, bytes]:
        """Give the name and the bytes of what was sent."""
        file = self.cleaned_data["file"]
        return str(file.name), bytes(file.read())


class WorkbookForm(HouseForm):
    """A workbook with named cells, and what it is called."""

    title = forms.CharField(
        label="Tên biểu", max_length=60, help_text="Ví dụ: Biểu 2A. Tải lên lại cùng tên là bản mới."
    )
    file = forms.FileField(
        label="Tệp biểu",
        allow_empty_file=True,  # an empty one is answered in our own words
        help_text="Tệp Excel (.xlsx) có ô đặt tên, nhiều nhất 5 MB. Chưa dùng ngay: xem trước đã.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def content(self) -> tuple[str, bytes]:
        """Give the name and the bytes of what was sent."""
        file = self.cleaned_data["file"]
        return str(file.name), bytes(file.read())


class UseForm(HouseForm):
    """From which day a version is used."""

    starts_on = DayField(label="Ngày bắt đầu dùng", help_text="Giấy ghi ngày ấy trở đi.")


class BackForm(HouseForm):
    """From which day, and to what one goes back."""

    source = forms.ChoiceField(label="Dùng lại", widget=Choices)
    starts_on = DayField(label="Ngày bắt đầu", help_text="Giấy ghi ngày ấy trở đi.")

    def __init__(self, *args: Any, has_above: bool = False, **kwargs: Any) -> None:
        """Offer the organisation above only where it has chosen something."""
        super().__init__(*args, **kwargs)
        source = self.fields["source"]
        assert isinstance(source, forms.ChoiceField)
        offered = [(TemplateChoice.Source.OURS.value, "Mẫu của chương trình")]
        if has_above:
            offered.append((TemplateChoice.Source.ABOVE.value, "Theo mẫu của cấp trên"))
        source.choices = offered
        source.initial = offered[0][0]


class ScanForm(HouseForm):
    """A scan from the disk, or a photograph from the telephone's camera."""

    file = forms.FileField(
        label="Tệp quét",
        required=False,
        allow_empty_file=True,
        help_text="PDF hoặc ảnh JPEG, PNG, nhiều nhất 20 MB.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )
    photo = forms.FileField(
        label="Hoặc chụp bằng điện thoại",
        required=False,
        allow_empty_file=True,
        help_text="Trên điện thoại, nút này mở máy ảnh. Chụp thẳng, đủ sáng, thấy hết bốn góc giấy.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Neither is optional by itself."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_wanted = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two has to come."""
        said = super().clean() or {}
        if not self.errors and not said.get("file") and not said.get("photo"):
            self.add_error("file", "Chưa chọn tệp.")
        return said

    def content(self) -> tuple[str, bytes]:
        """Give the name and the bytes of what was sent."""
        sent = self.cleaned_data["file"] or self.cleaned_data["photo"]
        return str(sent.name), bytes(sent.read())


class CompareForm(HouseForm):
    """On which day the scan was compared with the original."""

    compared_on = DayField(label="Ngày đối chiếu")


class RemoveScanForm(HouseForm):
    """Why a scan is taken away."""

    reason = forms.CharField(label="Lý do gỡ", max_length=300, help_text="Ví dụ: chụp nhầm giấy, ảnh mờ.")


class ScanSwitchForm(HouseForm):
    """Whether scans are kept at all."""

    is_on = forms.TypedChoiceField(
        label="Bản chụp của giấy đã ký",
        coerce=lambda said: said == "co",
        choices=[("co", "Giữ trên máy, mã hóa"), ("khong", "Không giữ: chỉ ghi có bản giấy và nơi để")],
        widget=Choices,
    )
    reason = forms.CharField(label="Căn cứ, lý do", max_length=300, required=False)
