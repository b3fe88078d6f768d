"""Fields these forms share: choosing one row among those a query gave, by its uid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chibo.base.models import Travelling


class RowField(forms.ChoiceField):
    """One row among those given, chosen by its uid; cleans to the row itself, or to ``None``."""

    def __init__(self, *, empty: str = "Chưa chọn", is_wanted: bool = False, **kwargs: Any) -> None:
        """``empty`` is the label of the choice that chooses nothing; ``is_wanted``: not named optional."""
        super().__init__(**kwargs)
        self.is_wanted = is_wanted
        self.empty = empty
        self.rows: dict[str, Travelling] = {}

    def offer(self, rows: Iterable[Travelling], label: Callable[[Any], str] = str) -> None:
        """Give the rows to choose from."""
        self.rows = {str(row.uid): row for row in rows}
        self.choices = [("", self.empty), *((uid, label(row)) for uid, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        """Turn the uid into its row; raises ``ValidationError`` for one that was not offered."""
        uid = super().clean(value)
        return self.rows.get(uid) if uid else None

    def validate(self, value: Any) -> None:
        """Refuse what was not offered, in the words of the house."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        if value and value not in self.rows:
            message = "Mục đã chọn không còn trong danh sách. Chọn lại."
            raise ValidationError(message, code="gone")
