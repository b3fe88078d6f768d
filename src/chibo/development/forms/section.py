"""The forms of sections: rows of a few fields each, typed without scripts; empty rows are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.forms import DayField, HouseForm, NameField
from chibo.base.numbers import whole_number
from chibo.development import check_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

_PARTS = re.compile(r"(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})")
_MORE = 3  # empty rows below what is there
_MOST = 60


class PartialDayField(forms.CharField):
    """A day known to the year, the month or the day: 2010, 9-2010, 5-9-2010; cleans to ``2010-09-05`` or less."""

    def clean(self, value: Any) -> str:
        """Read what was typed; raises ``ValidationError``."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        found = _PARTS.fullmatch(text)
        if found is None:
            message = f"Không đọc được “{text}”. Viết năm (2010), tháng-năm (9-2010) hoặc ngày-tháng-năm (5-9-2010)."
            raise ValidationError(message, code="invalid")
        day, month, year = found.groups()
        return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _said(partial: object) -> str:
    """Show ``2010-09`` as people write it: 9-2010."""
    return "-".join(str(int(part)) for part in reversed(str(partial).split("-"))) if partial else ""


def _choice(label: str, words: Mapping[Any, str], *, required: bool = False) -> forms.ChoiceField:
    listed = [(str(key), said) for key, said in words.items() if str(key)]
    return forms.ChoiceField(label=label, choices=[("", "Chưa ghi"), *listed], required=required)


class Row:
    """One row of a form, for the template: its number and its bound fields."""

    def __init__(self, number: int, fields: list[forms.BoundField], *, is_new: bool) -> None:
        """Keep the fields in their order."""
        self.number, self.fields, self.is_new = number, fields, is_new


class RowsForm(HouseForm):
    """Rows of the same fields. ``KEYS`` are fields without which a row counts as empty."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    row_name: ClassVar[str] = "Dòng"
    rows_there = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_MOST)

    def __init__(self, data: Any = None, *, known: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        """``known`` are the rows there are, as plain JSON data."""
        super().__init__(data, **kwargs)
        self.known = list(known)
        typed = whole_number(str(data.get("rows_there", ""))) if data is not None else None
        self.count = min(len(self.known) + _MORE if typed is None else typed, _MOST)
        self.initial["rows_there"] = self.count
        for number in range(self.count):
            row = self.known[number] if number < len(self.known) else {}
            for name, field in self.columns().items():
                field.required = False
                self.fields[f"r{number}_{name}"] = field
                self.initial[f"r{number}_{name}"] = self.shown(name, row.get(name))

    def columns(self) -> dict[str, forms.Field]:
        """Give the fields of one row, made afresh."""
        raise NotImplementedError

    def shown(self, name: str, value: Any) -> Any:
        """Turn a value of the file into what the field shows."""
        if isinstance(self.columns()[name], PartialDayField | DayField):
            return _said(value)
        return value

    @property
    def rows(self) -> Iterator[Row]:
        """The rows for the template."""
        names = list(self.columns())
        for number in range(self.count):
            fields = [self[f"r{number}_{name}"] for name in names]
            yield Row(number + 1, fields, is_new=number >= len(self.known))

    def clean(self) -> dict[str, Any]:
        """Say of each row that was begun what it lacks."""
        data = super().clean() or {}
        for number in range(self.count):
            row = self._row(data, number)
            is_misread = any(f"r{number}_{name}" in self.errors for name in self.columns())
            if not any(row.values()) and not is_misread:
                continue
            for name in self.KEYS:
                field = f"r{number}_{name}"
                if not row.get(name) and field not in self.errors:
                    self.add_error(field, f"Dòng {number + 1}: chưa ghi {str(self.fields[field].label).lower()}.")
        return data

    def _row(self, data: Mapping[str, Any], number: int) -> dict[str, Any]:
        return {name: data.get(f"r{number}_{name}") for name in self.columns()}

    def content(self) -> list[dict[str, Any]]:
        """Give the rows as data of the dossier file; what was left empty is left out."""
        rows = [self._row(self.cleaned_data, number) for number in range(self.count)]
        return [self.written(row) for row in rows if any(row.values())]

    def written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Turn one row into data of the file."""
        return {name: _plain(value) for name, value in row.items() if value not in (None, "", False)}


def _plain(value: Any) -> Any:
    day: date | None = value if hasattr(value, "isoformat") else None
    return day.isoformat() if day is not None else value


class VerificationForm(RowsForm):
    """Thẩm tra: whom, where asked, sent, answered; never what was answered (decision 7)."""

    row_name = "Người được thẩm tra"
    KEYS = ("name",)

    def columns(self) -> dict[str, forms.Field]:
        """Whom, where, by which channel, when."""
        return {
            "name": NameField(label="Họ và tên", max_length=120),
            "relation": forms.ChoiceField(
                label="Quan hệ",
                choices=[("", "Chính người vào Đảng"), *((str(k), v) for k, v in check_words.RELATIONS.items())],
            ),
            "asked_at": forms.CharField(label="Hỏi ở đâu", max_length=200),
            "kind": forms.ChoiceField(label="Nơi hỏi", choices=[(str(k), v) for k, v in check_words.REQUESTS.items()]),
            "sent_on": DayField(label="Ngày gửi"),
            "answered_on": DayField(label="Ngày trả lời"),
            "exempt_reason": forms.CharField(label="Không phải hỏi, vì", max_length=200),
        }

    def _row(self, data: Mapping[str, Any], number: int) -> dict[str, Any]:
        """A channel alone is no row: the list always stands on one."""
        row = super()._row(data, number)
        return row if any(value for name, value in row.items() if name != "kind") else {}

    def content(self) -> list[dict[str, Any]]:
        """Leave the channel out where it is the usual one."""
        return [{name: value for name, value in row.items() if value != "domestic"} for row in super().content()]


class OpinionsForm(RowsForm):
    """Ý kiến: whose, dated, signed by whom; never what they think."""

    row_name = "Ý kiến"
    KEYS = ("source", "body")

    def columns(self) -> dict[str, forms.Field]:
        """Whose opinion, its day, who signed."""
        return {
            "source": _choice("Của ai", check_words.SOURCES),
            "body": forms.CharField(label="Tên nơi cho ý kiến", max_length=200),
            "dated": DayField(label="Ngày"),
            "signer_role": _choice("Người ký", check_words.SIGNERS),
        }


class RelativesForm(RowsForm):
    """Người thân: is there one, abroad, a Party member; no word on any of them."""

    row_name = "Người thân"
    KEYS = ("relation", "answer")

    def columns(self) -> dict[str, forms.Field]:
        """Relation, name, whether there is one."""
        return {
            "relation": _choice("Quan hệ", check_words.RELATIONS),
            "answer": _choice("Có hay không", check_words.PRESENCES),
            "name": NameField(label="Họ và tên", max_length=120),
            "is_abroad": forms.BooleanField(label="Đang ở nước ngoài"),
            "is_party_member": forms.BooleanField(label="Là đảng viên"),
        }

    def __init__(self, data: Any = None, *, known: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        """Ask about everybody the statement asks about, from the first day on."""
        there = {row.get("relation") for row in known}
        asked = [{"relation": str(kind)} for kind in check_words.RELATIONS if str(kind) not in there]
        super().__init__(data, known=[*known, *asked], **kwargs)

    def _row(self, data: Mapping[str, Any], number: int) -> dict[str, Any]:
        """A question nobody answered yet is no row."""
        row = super()._row(data, number)
        return row if any(value for name, value in row.items() if name != "relation") else {}


class HistoryForm(RowsForm):
    """Quá trình: from when to when, where, who can confirm it."""

    row_name = "Thời gian"
    KEYS = ("kind", "starts_on")

    def columns(self) -> dict[str, forms.Field]:
        """Sort, days, place, witness."""
        return {
            "kind": _choice("Việc", check_words.PERIODS),
            "starts_on": PartialDayField(label="Từ", max_length=10),
            "ends_on": PartialDayField(label="Đến trước", max_length=10),
            "place": forms.CharField(label="Nơi học, nơi làm việc", max_length=200),
            "witness": NameField(label="Người biết việc này", max_length=120),
        }


SECTION_FORMS: dict[str, type[RowsForm]] = {
    "verification": VerificationForm,
    "opinions": OpinionsForm,
    "relatives": RelativesForm,
    "history": HistoryForm,
}
