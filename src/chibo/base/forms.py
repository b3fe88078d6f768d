"""Forms of the house: our own field templates, Vietnamese messages, dates typed as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from chibo.base import secrecy
from chibo.base.dates import read_date, say_date, say_long
from chibo.base.refusal import FaultyError
from chibo.base.vietnamese import normalise_name, person_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date


_DJANGOS = forms.Field.default_error_messages["required"]  # “Trường này là bắt buộc.”


_NO_NOUNS = frozenset({"Từ", "Đến", "Hết", "Ở", "Về", "Là", "Dùng", "Sinh", "Có", "Vào", "Ra", "Đã", "Báo", "Nghỉ,"})


class HouseRenderer(TemplatesSetting):
    """Django's renderer with the templates of the house."""

    form_template_name = "base/_form.html"
    field_template_name = "base/_field.html"


class DayInput(forms.TextInput):
    """A text box for a day, with figures first on a phone; shows a day as 5-2-2018."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        said_again = {"hx-get": "/doc-ngay/", "hx-trigger": "change", "hx-target": "next .echo"}
        plain = {"inputmode": "numeric", "autocomplete": "off", "class": "day"}
        super().__init__({**plain, **said_again, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show what was typed as it was typed, and a day in the house's way."""
        return say_date(value) if hasattr(value, "isoformat") else super().format_value(value)


class DayField(forms.Field):
    """A day in any of the Vietnamese ways of writing it; cleans to a ``date`` or ``None``."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Read what was typed; raises ``ValidationError`` with the kind message of ``base.dates``."""
        if value in self.empty_values:
            return None
        if hasattr(value, "isoformat"):
            return value  # type: ignore[no-any-return]
        try:
            return read_date(str(value))
        except FaultyError as error:
            fault = error.faults[0]
            raise ValidationError(f"{fault.what} {fault.next}".strip(), code="invalid") from error

    def echo(self, value: Any) -> str:
        """Say in words what was understood; empty where nothing was."""
        try:
            day = self.to_python(value)
        except ValidationError:
            return ""
        return say_long(day) if day else ""


class NameField(forms.CharField):
    """A person's or an organisation's name, in NFC with single spaces."""

    def to_python(self, value: Any) -> str:
        """Normalise what was typed."""
        return normalise_name(super().to_python(value) or "")


class PersonNameField(NameField):
    """The name of somebody who is entered, with its capitals also where it was typed without."""

    def __init__(self, **kwargs: Any) -> None:
        """Say what happens to capitals."""
        hint = "Gõ toàn chữ thường hoặc toàn chữ hoa thì chữ đầu mỗi tiếng được viết hoa; gõ cả hai thì giữ nguyên."
        super().__init__(**{"help_text": hint, **kwargs})

    def to_python(self, value: Any) -> str:
        """Normalise what was typed, with a capital at each word where it has only one sort of letters."""
        return person_name(super().to_python(value))


class Choices(forms.RadioSelect):
    """Radio buttons as large boxes, as in mock-up 04."""

    template_name = "base/widgets/choices.html"


class ManyChoices(forms.CheckboxSelectMultiple):
    """Tick boxes as large boxes."""

    template_name = "base/widgets/choices.html"


class HouseForm(forms.Form):
    """A form drawn by our templates: ``{{ form }}`` gives the error box with all faults, then the fields."""

    default_renderer = HouseRenderer
    error_css_class = "bad"
    use_required_attribute = False  # a browser would stop at the first gap, in its own language; we tell all, in ours

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = _missing(field, str(field.label or name))

    def full_clean(self) -> None:
        """Word the gaps of fields that were added after the form was made, then look at everything."""
        for name, field in self.fields.items():
            if str(field.error_messages["required"]) == str(_DJANGOS):
                field.error_messages["required"] = _missing(field, str(field.label or name))
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Take no text with a mark of state secrets (decision 8); in an independent LAN with a warning on record."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(said.items()):
            stamp = secrecy.stamp_in(value) if isinstance(value, str) else ""
            if stamp and not secrecy.is_taken(stamp):
                self.add_error(name, secrecy.refused(stamp))
        return said

    def add_faults(self, error: FaultyError) -> None:
        """Put each fault beside its field, and what belongs to no field of this form above all."""
        for fault in error.faults:
            said = " ".join(part for part in (fault.what, fault.why, fault.next) if part)
            self.add_error(fault.field if fault.field in self.fields else None, said)

    def is_taken_by(self, act: Callable[..., object]) -> bool:
        """Whether this was sent, holds what it must and the act took it; what refuses it stands beside its fields."""
        if not self.is_valid():
            return False
        try:
            act(**self.cleaned_data)
        except FaultyError as error:
            self.add_faults(error)
            return False
        return True

    def all_faults(self) -> list[tuple[str, str]]:
        """Give every fault as (id of its field or "", message), in the order of the page."""
        return list(self._faults())

    def _faults(self) -> Iterator[tuple[str, str]]:
        for message in self.non_field_errors():
            yield "", str(message)
        for field in self:
            for message in field.errors:
                yield field.id_for_label or field.auto_id, str(message)


def _missing(field: forms.Field, label: str) -> str:
    """Say kindly that a field was left empty."""
    if label.endswith("?"):
        return f"Chưa trả lời câu “{label}”"
    if isinstance(field, forms.FileField):
        return "Chưa chọn tệp."
    if isinstance(field, forms.BooleanField):
        return f"Chưa đánh dấu ô “{label}”."
    verb = "Chưa chọn" if isinstance(field, forms.ChoiceField) else "Chưa ghi"
    if label.partition(" ")[0] in _NO_NOUNS:
        return f"{verb} mục “{label}”."
    return f"{verb} {label[:1].lower()}{label[1:]}."
