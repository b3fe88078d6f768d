"""Kế hoạch kết nạp: how many by which day, who is in it, another day for an act, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, ManyChoices, NameField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.development.models import DevelopmentCase

_COUNT = {"invalid": "Số người: ghi một số nguyên, ví dụ 3.", "min_value": "Số người: ghi số từ 1 trở lên."}


class WishForm(HouseForm):
    """What is wished: so many people, the last ceremony on a day at the latest."""

    use_required_attribute = False
    so = forms.IntegerField(label="Kết nạp mấy người", min_value=1, error_messages=_COUNT)
    ngay = DayField(label="Chậm nhất ngày", help_text="Ngày lễ kết nạp cuối cùng, ví dụ 19-5-2019.")


class GoalForm(HouseForm):
    """The plan itself: who is in it, and its ground."""

    use_required_attribute = False
    count = forms.IntegerField(widget=forms.HiddenInput)
    by = DayField(widget=forms.HiddenInput)
    cases = forms.MultipleChoiceField(label="Đưa vào kế hoạch", widget=ManyChoices, required=False)
    ground = NameField(
        label="Căn cứ", required=False, max_length=300, help_text="Ví dụ: Nghị quyết chi bộ tháng 6-2018."
    )

    def __init__(self, *args: Any, people: Iterable[DevelopmentCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(case.uid): case for case in people}
        offered = [(uid, str(case.person)) for uid, case in self.people.items()]
        self.fields["cases"].is_wanted = True  # type: ignore[attr-defined]
        self.fields["cases"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the identities into the cases that were offered."""
        given = super().clean() or {}
        return {**given, "cases": [self.people[uid] for uid in given.get("cases", ()) if uid in self.people]}


class PlanItemForm(HouseForm):
    """Another day for a planned act."""

    planned_on = DayField(label="Dự định ngày")


class WithdrawGoalForm(HouseForm):
    """Taking the plan back."""

    use_required_attribute = False
    reason = NameField(label="Lý do rút kế hoạch", max_length=300)
