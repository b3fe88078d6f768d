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
