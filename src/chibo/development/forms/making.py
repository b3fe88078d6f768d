"""Forms beside a paper: what its maker is asked, and what a person tells of a life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm
from chibo.development.forms.fields import RowField
from chibo.development.forms.replacing import ProvedForm
from chibo.register.actions import BACKGROUND_FIELDS
from chibo.register.corrected import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Person

_LENGTH = 300


class GivenForm(HouseForm):
    """Soạn giấy: where it goes, why, when. Nothing is kept: it stands on the paper, and only there."""

    destination = forms.CharField(label="Kính gửi, nơi đến", required=False, max_length=_LENGTH)
    reason = forms.CharField(
        label="Lý do", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}), help_text="Nêu việc cụ thể."
    )
    verifier = RowField(label="Đảng viên đi thẩm tra", required=False, empty="Chọn đảng viên chính thức")
    valid_until = DayField(label="Giấy có giá trị đến hết ngày", required=False)
    ceremony_on = DayField(label="Ngày dự kiến tổ chức lễ", required=False)
    time = forms.CharField(label="Giờ", required=False, max_length=40, help_text="Ví dụ: 8 giờ 30 phút.")
    place = forms.CharField(label="Địa điểm", required=False, max_length=_LENGTH)
    conductor = forms.CharField(label="Người điều hành", required=False, max_length=_LENGTH)

    def __init__(self, *args: Any, asks: Iterable[str], members: Iterable[Person] = (), **kwargs: Any) -> None:
        """Keep the fields the form asks for, in its order."""
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in asks}
        verifier = self.fields.get("verifier")
        if isinstance(verifier, RowField):
            verifier.offer(members)


class BackgroundForm(ProvedForm):
    """Lý lịch để soạn giấy tờ: what the forms ask and no list holds, in the words of the person's papers.

    Last comes what is asked of values that take the place of others.
    """

    HINTS: ClassVar[dict[str, str]] = {
        "religion": "Không theo tôn giáo nào thì ghi: không.",
        "other_names": "Không có thì ghi: không.",
        "youth_union_joined": "Ví dụ: 26-3-2008, Trường THPT Mường Chà.",
        "first_admission": "Chỉ ghi khi kết nạp lại. Ví dụ: 19-5-2004, Chi bộ Bản Bó.",
        "file_number": "Sáu chữ số và chữ cái trên lý lịch, chỉ với đảng viên.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the fields from the record, so that none is forgotten."""
        super().__init__(*args, **kwargs)
        told = {name: self._field(name) for name in BACKGROUND_FIELDS}
        self.fields = {**told, **self.fields}

    def _field(self, name: str) -> forms.CharField:
        return forms.CharField(
            label=label_of(f"background.{name}"),
            required=False,
            max_length=_LENGTH,
            help_text=self.HINTS.get(name, ""),
        )

    def said(self) -> dict[str, Any]:
        """What was told, and what was answered of the values it replaces, as the verb takes it."""
        return {"told": {name: self.cleaned_data[name] for name in BACKGROUND_FIELDS}, **self.answer()}


class PaperRuleForm(HouseForm):
    """Quy tắc về giấy tờ: one of the office's own rules on papers, on or off, since when, on what ground."""

    key = forms.ChoiceField(label="Quy tắc", widget=Choices)
    is_on = forms.BooleanField(label="Áp dụng (bỏ đánh dấu là thôi áp dụng)", required=False, initial=True)
    starts_on = DayField(label="Từ ngày")
    ground = forms.CharField(
        label="Căn cứ", max_length=_LENGTH, help_text="Ví dụ: công văn của Ban Tổ chức cấp trên, số và ngày."
    )

    def __init__(self, *args: Any, rules: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the rules that may be set: key and name."""
        super().__init__(*args, **kwargs)
        key = self.fields["key"]
        assert isinstance(key, forms.ChoiceField)
        key.choices = list(rules)
