"""What is asked for an act on many people, and the name of a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.development.forms.fields import RowField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.development.models import TrainingClass
    from chibo.register.models import Person


class MentorForManyForm(HouseForm):
    """One official member, and since when."""

    mentor = RowField(label="Người giúp đỡ", empty="Chọn đảng viên chính thức")
    starts_on = DayField(label="Ngày phân công")

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        """Take the members who may be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["mentor"]
        assert isinstance(field, RowField)
        field.offer(members)


class ClassForManyForm(HouseForm):
    """One class that has not ended."""

    training_class = RowField(label="Lớp", empty="Chọn lớp")

    def __init__(self, *args: Any, classes: Iterable[TrainingClass], **kwargs: Any) -> None:
        """Take the classes that may be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["training_class"]
        assert isinstance(field, RowField)
        field.offer(classes)


class FilterForm(HouseForm):
    """The name of a filter, and whether everybody of the organisation uses it."""

    name = NameField(label="Tên bộ lọc", max_length=60)
    is_shared = forms.BooleanField(label="Cả đơn vị dùng chung", required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        """Offer sharing only to who may."""
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]
