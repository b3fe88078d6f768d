"""The shape of what arrives about awareness work."""

from __future__ import annotations

from django import forms

from chibo.base.forms import DayField, ManyChoices
from chibo.reviews.forms.people import PeopleForm
from chibo.reviews.models import AwarenessActivity

_MOST = 30000


class ActivityForm(PeopleForm):
    """One activity and who came."""

    people = forms.MultipleChoiceField(label="Người dự có tên trong sổ", required=False, widget=ManyChoices)
    sort = forms.ChoiceField(label="Hình thức", choices=AwarenessActivity.Sort.choices)
    topic = forms.CharField(label="Chủ đề", max_length=300)
    held_on = DayField(label="Ngày tổ chức")
    place = forms.CharField(label="Nơi tổ chức", max_length=200, required=False)
    led_by = forms.CharField(label="Người chủ trì, người nói", max_length=200, required=False)
    others = forms.IntegerField(
        label="Số người khác cùng dự",
        min_value=0,
        max_value=_MOST,
        required=False,
        help_text="Quần chúng không có tên trong sổ: chỉ đếm, không ghi tên.",
    )
    field_order = ("sort", "topic", "held_on", "place", "led_by", "people", "others")

    def clean_others(self) -> int:
        """Nothing typed means nobody."""
        return self.cleaned_data["others"] or 0


class SourcesForm(PeopleForm):
    """From which of those who came a source was born."""
