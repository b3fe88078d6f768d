"""What is typed into the book of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, NameField

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHY = "Ví dụ: đã cấp ở sổ giấy; in hỏng, không ban hành."


class _TypedForm(HouseForm):
    """A form that begins with the type of paper."""

    use_required_attribute = False
    paper_type = forms.ChoiceField(label="Thể loại")

    def __init__(self, *args: Any, types: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["paper_type"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = list(types)


class TakeNumberForm(_TypedForm):
    """Lấy số: for which paper, of which day, about what."""

    dated = DayField(label="Ngày văn bản")
    title = NameField(label="Trích yếu", max_length=300, help_text="Ví dụ: cử quần chúng học lớp bồi dưỡng nhận thức.")


class SkipForm(_TypedForm):
    """Bỏ qua số: up to which number, and why."""

    upto = forms.IntegerField(label="Bỏ qua đến hết số", min_value=1)
    reason = NameField(label="Lý do", max_length=300, help_text=_WHY)


class ExplainForm(_TypedForm):
    """Giải thích số thiếu: which numbers, and why."""

    first = forms.IntegerField(label="Từ số", min_value=1)
    last = forms.IntegerField(label="Đến số", min_value=1)
    reason = NameField(label="Lý do", max_length=300, help_text=_WHY)


class SpoilForm(HouseForm):
    """Hủy số: why the paper was not issued."""

    use_required_attribute = False
    reason = NameField(label="Lý do", max_length=300, help_text=_WHY)
