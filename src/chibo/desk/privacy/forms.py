"""The shape of what arrives on the pages about personal data."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from chibo.base.forms import Choices, DayField, HouseForm, ManyChoices, NameField
from chibo.base.holdings import PARTS
from chibo.base.words import DATA_REQUESTS

if TYPE_CHECKING:
    from datetime import date

_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hg.]|giờ)?\s*(\d{2})?\s*(?:phút)?")
_HOURS, _MINUTES = 24, 60
_DECISIONS: Final = (("accepted", "Đồng ý"), ("partly", "Đồng ý một phần"), ("refused", "Không đồng ý"))


class HourField(forms.Field):
    """A time of day as people type it: 8:12, 8h12, 16h."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "day"})

    def to_python(self, value: Any) -> time | None:
        """Read what was typed; raises ``ValidationError``."""
        typed = str(value or "").strip()
        if not typed:
            return None
        found = _HOUR.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (_HOURS, 0)
        if hour >= _HOURS or minute >= _MINUTES:
            message = "Giờ không đúng: ghi như 8:12 hoặc 16h."
            raise ValidationError(message)
        return time(hour, minute)


def moment(day: date, hour: time) -> datetime:
    """Put a day and an hour of Viet Nam together."""
    return timezone.make_aware(datetime.combine(day, hour))


class RequestForm(HouseForm):
    """A person's request; with ``on_paper`` also where the signed paper lies and when it came."""

    kind = forms.ChoiceField(
        label="Đề nghị", choices=[(kind.value, said) for kind, said in DATA_REQUESTS.items()], widget=Choices
    )
    words = forms.CharField(
        label="Nội dung",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mục nào, sai hoặc muốn đổi thế nào. Xem, lấy bản dữ liệu thì không cần ghi.",
    )
    received_on = DayField(label="Ngày nhận")
    signed_at = NameField(
        label="Giấy đề nghị có chữ ký để ở đâu", max_length=200, help_text="Ví dụ: kẹp đề nghị 2026, tờ 3."
    )
    with_others = forms.BooleanField(label="Có bên xử lý hoặc bên thứ ba đang giữ dữ liệu này", required=False)

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not on_paper:
            for name in ("received_on", "signed_at", "with_others"):
                del self.fields[name]


class DecisionForm(HouseForm):
    """What was decided and why."""

    decision = forms.ChoiceField(label="Quyết định", choices=_DECISIONS, widget=Choices)
    answer = forms.CharField(
        label="Lý do, phần phải giữ và căn cứ",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Không đồng ý hoặc đồng ý một phần thì phải ghi.",
    )


class WhyForm(HouseForm):
    """One reason."""

    reason = NameField(label="Lý do", max_length=300)


class ErasureForm(HouseForm):
    """Which parts go, and on what ground."""

    parts = forms.MultipleChoiceField(
        label="Xóa phần nào", choices=[(part.value, said) for part, said in PARTS.items()], widget=ManyChoices
    )
    reason = NameField(
        label="Lý do, căn cứ",
        max_length=500,
        help_text="Không ghi tên người. Ví dụ: đề nghị ngày 3-3-2026, hết thời hạn giữ.",
    )


class StatementForm(HouseForm):
    """What the organisation states itself."""

    text = forms.CharField(
        label="Điều đơn vị nêu", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, hint: str = "", options: tuple[tuple[str, str], ...] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if options:
            self.fields["text"] = forms.ChoiceField(label="Cách đơn vị chọn", choices=options, widget=Choices)
        self.fields["text"].help_text = hint


class BreachForm(HouseForm):
    """What is known of a breach."""

    found_on = DayField(label="Ngày phát hiện")
    found_hour = HourField(label="Giờ phát hiện", help_text="Ví dụ 8:12 hoặc 16h.")
    happened = NameField(label="Xảy ra khi nào", max_length=200, required=False, help_text="Biết đến đâu ghi đến đó.")
    what = forms.CharField(label="Chuyện gì đã xảy ra", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    whose = forms.CharField(
        label="Dữ liệu nào, của những ai", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    people = forms.IntegerField(label="Số người bị ảnh hưởng", required=False, min_value=0)
    consequences = forms.CharField(
        label="Hậu quả có thể có", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    measures = forms.CharField(
        label="Đã làm gì", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["found_on"], self.fields["found_hour"]

    def said(self) -> dict[str, Any]:
        """What was told, without the moment."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("found_")}

    def found_at(self) -> datetime:
        """When it was found."""
        return moment(self.cleaned_data["found_on"], self.cleaned_data["found_hour"])


class NotifyForm(HouseForm):
    """When and whom one told."""

    notified_on = DayField(label="Ngày báo")
    notified_hour = HourField(label="Giờ báo", help_text="Ví dụ 8:12 hoặc 16h.")
    notified_to = NameField(label="Báo cho cơ quan nào", max_length=200)
    late_reason = NameField(
        label="Lý do báo chậm", max_length=300, required=False, help_text="Báo trong thời hạn thì để trống."
    )

    def said(self) -> dict[str, Any]:
        """As the verb takes it."""
        day, hour = self.cleaned_data["notified_on"], self.cleaned_data["notified_hour"]
        kept = ("notified_to", "late_reason")
        return {"notified_at": moment(day, hour), **{name: self.cleaned_data[name] for name in kept}}


class CloseBreachForm(HouseForm):
    """That a breach is dealt with."""

    told_people_on = DayField(label="Ngày báo người bị ảnh hưởng", required=False)
    lesson = NameField(label="Rút kinh nghiệm", max_length=500)
