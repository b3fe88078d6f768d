"""Chỉ tiêu: entered from a resolution, amended, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.development.forms.fields import RowField
from chibo.reviews.models import BASES, Measure, Target, Title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Organisation, Term

_NUMBER = {"invalid": "Chỉ tiêu: ghi một số nguyên, ví dụ 3."}
_GROUND = "Ví dụ: Nghị quyết đại hội chi bộ nhiệm kỳ 2015-2020."


def _said(label: str) -> str:
    return label[0].upper() + label[1:]


class TargetForm(HouseForm):
    """A target of the term or of one of its years, for the organisation itself or for a unit below."""

    metric = forms.ChoiceField(
        label="Chỉ tiêu",
        choices=[
            ("", "Chọn một chỉ tiêu"),
            *(
                (value, _said(str(label)) + (" (%)" if value in BASES else ""))
                for value, label in Target.Metric.choices
            ),
        ],
    )
    value = forms.IntegerField(
        label="Số", help_text="Số người, số lần; tỷ lệ thì ghi phần trăm.", error_messages=_NUMBER
    )
    year = forms.ChoiceField(label="Thời gian", required=False)
    unit = RowField(label="Giao cho", empty="Chính tổ chức này", required=False)
    ground = NameField(label="Căn cứ", max_length=300, help_text=_GROUND)
    resolved_on = DayField(label="Ngày nghị quyết", required=False, help_text="Để trống là ngày đầu nhiệm kỳ.")
    base = forms.ChoiceField(
        label="Mẫu số của tỷ lệ",
        required=False,
        help_text="Chỉ cần khi nghị quyết tính khác cách thường dùng.",
        choices=[("", "Như thường dùng"), *((value, _said(str(label))) for value, label in Target.Base.choices)],
    )
    cut_off_on = DayField(label="Ngày chốt số liệu của tỷ lệ", required=False, help_text="Để trống là ngày cuối kỳ.")
    title = forms.ChoiceField(
        label="Danh hiệu", required=False, choices=[("", "Danh hiệu bất kỳ"), *Title.Sort.choices]
    )

    def __init__(self, *args: Any, term: Term, units: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = term.ends_on.year if term.ends_on else term.starts_on.year + 5
        years = [(str(year), f"năm {year}") for year in range(term.starts_on.year, last + 1)]
        self.fields["year"].choices = [("", f"cả nhiệm kỳ {term.name}"), *years]  # type: ignore[attr-defined]
        given = list(units)
        self.fields["unit"].offer(given)  # type: ignore[attr-defined]
        if not given:
            del self.fields["unit"]

    @property
    def promise(self) -> dict[str, Any]:
        """What arrived, as the verb takes it."""
        given = self.cleaned_data
        measure = Measure(base=given["base"], cut_off_on=given["cut_off_on"], title=given["title"])
        return {
            "metric": given["metric"],
            "value": given["value"],
            "ground": given["ground"],
            "year": int(given["year"]) if given["year"] else None,
            "unit": given.get("unit"),
            "resolved_on": given["resolved_on"],
            "measure": measure,
        }


class AmendForm(HouseForm):
    """The new value of a target, the day and the ground."""

    prefix = "sua"
    value = forms.IntegerField(label="Chỉ tiêu mới", error_messages=_NUMBER)
    amended_on = DayField(label="Ngày điều chỉnh", required=False, help_text="Để trống là hôm nay.")
    ground = NameField(label="Căn cứ điều chỉnh", max_length=300)


class WithdrawForm(HouseForm):
    """Taking a target back."""

    prefix = "rut"
    withdrawn_on = DayField(label="Rút từ ngày", required=False, help_text="Để trống là hôm nay.")
    ground = NameField(label="Căn cứ rút", max_length=300)
