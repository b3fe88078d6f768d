"""What is sent to be compared."""

from __future__ import annotations

from django import forms

from chibo.base.forms import HouseForm


class CompareForm(HouseForm):
    """Tệp xuất từ cơ sở dữ liệu đảng viên."""

    file = forms.FileField(
        allow_empty_file=True,  # an empty one is answered in our own words
        label="Tệp xuất từ cơ sở dữ liệu đảng viên, hoặc sổ 7-HSĐV của cấp trên",
        help_text="Tệp Excel hoặc CSV, nhiều nhất 20 MB, 20.000 dòng. Tệp chỉ được đọc, không giữ lại.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def content(self) -> tuple[str, bytes]:
        """Give the name and the bytes of what was sent."""
        file = self.cleaned_data["file"]
        return str(file.name), bytes(file.read())
