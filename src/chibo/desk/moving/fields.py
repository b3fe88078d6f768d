"""Choosing a cell: from a short list, else typed by name or code while those that may be meant are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.vietnamese import normalise_name
from chibo.development.forms.fields import RowField
from chibo.exchange.lists.units import unit_keys, unit_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chibo.register.models import Organisation

MANY: Final = 12
_OFFERED: Final = 300  # names a browser is given; what is typed is looked for among all
_NAMED: Final = 5


def cell_field(organisations: Iterable[Organisation], *, label: str, required: bool, hint: str = "") -> forms.Field:
    """Give the field to choose one of the cells among organisations by; ``hint`` stands below it."""
    known = list(organisations)
    cells = [one for one in known if one.kind.is_cell]
    if len(cells) > MANY:
        said = " ".join(part for part in ("Ghi tên hoặc mã chi bộ.", hint) if part)
        return CellField(known, label=label, required=required, help_text=said)
    field = RowField(label=label, required=required, empty="Chọn chi bộ", help_text=hint)
    field.offer(cells, called)
    return field


def called(cell: Organisation) -> str:
    """What a cell is called beside others of the same name: with what is above it, and its code."""
    above = cell.parent.short_name or cell.parent.name if cell.parent is not None else cell.superior_name
    known_by = ", ".join(part for part in (above, cell.code) if part)
    return f"{cell.name} ({known_by})" if known_by else cell.name


class OfferedInput(forms.TextInput):
    """A text box that offers names while one types; without scripts too."""

    template_name = "desk/widgets/offered.html"

    def __init__(self, offered: Sequence[str] = ()) -> None:
        super().__init__({"autocomplete": "off"})
        self.offered = offered

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names to what the template draws."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = context["offered_id"] = f"{name}-co-san"
        context["offered"] = self.offered
        return context


class CellField(forms.CharField):
    """A cell by its name, its name with what is above it, or its code; cleans to the cell, or to ``None``."""

    def __init__(self, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        """Take the organisations among which the cells are; the others are known, to say that they are no cells."""
        self.known = list(organisations)
        offered = [called(one) for one in self.known if one.kind.is_cell]
        super().__init__(max_length=400, widget=OfferedInput(offered[:_OFFERED]), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the cell a form starts with by its name."""
        return next((called(one) for one in self.known if str(one.uid) == value), value)

    def clean(self, value: Any) -> Any:
        """Find the cell that is meant; raises ``ValidationError`` for none, several, or what is no cell."""
        typed = normalise_name(str(super().clean(value) or ""))
        if not typed:
            return None
        found = self._meant(typed)
        cells = [one for one in found if one.kind.is_cell]
        if len(cells) == 1:
            return cells[0]
        raise ValidationError(_unclear(typed, found, cells), code="unclear")

    def _meant(self, typed: str) -> list[Organisation]:
        """Those of one code or one full name; else those whose name is written so, with or without "Chi bộ"."""
        mark, keys = unit_mark(typed), unit_keys(typed)
        exact = [one for one in self.known if unit_mark(called(one)) == mark or (one.code and one.code == typed)]
        return exact or [one for one in self.known if unit_keys(one.name) & keys]


def _unclear(typed: str, found: Sequence[Organisation], cells: Sequence[Organisation]) -> str:
    if cells:
        named = "; ".join(called(one) for one in cells[:_NAMED])
        return f"Có {len(cells)} chi bộ tên “{typed}”: {named}. Ghi cả phần trong ngoặc, hoặc mã."
    if found:
        return f"{found[0].name} không phải là chi bộ nên không nhận đảng viên. Chọn chi bộ mà đảng viên sẽ sinh hoạt."
    return f"Không có chi bộ nào tên hoặc mã “{typed}” ở đây. Chọn một tên được gợi ý."
