"""Forms of the own statement: one thing a page, in plain words; and what the committee answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import HouseForm, ManyChoices, NameField
from chibo.development import check_words, declaring
from chibo.development.forms.replacing import ReplacingForm
from chibo.development.forms.section import PartialDayField, RowsForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LENGTH = 300
_DAYS = frozenset({"birth", "birth_on_card"})


class OwnPageForm(HouseForm):
    """The fields of one page; nothing must be filled to save, the check before sending tells what is missing."""

    def __init__(self, *args: Any, names: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        """Take the fields of the page, each with its label."""
        super().__init__(*args, **kwargs)
        for name, label in names:
            kind = PartialDayField if name in _DAYS else forms.CharField
            field = kind(label=label, required=False, max_length=_LENGTH, help_text=declaring.HINTS.get(name, ""))
            field.is_wanted = True  # type: ignore[attr-defined]  # may be left for later, is not optional
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """Say of each day whether a calendar has it."""
        data = super().clean()
        for name in _DAYS & set(self.fields):
            if not declaring.is_day(data.get(name)):
                self.add_error(name, "Không có ngày này trong lịch. Xem lại giấy tờ gốc.")
        return data

    def told(self) -> dict[str, Any]:
        """What the page tells, for the statement."""
        return dict(self.cleaned_data)


class OwnHistoryForm(RowsForm):
    """Quá trình: from when to the end of when, where, who can confirm it."""

    row_name = "Quãng"
    KEYS = ("kind", "starts_on")

    def columns(self) -> dict[str, forms.Field]:
        """Sort, days, place, witness."""
        words = [(str(kind), word) for kind, word in check_words.PERIODS.items()]
        return {
            "starts_on": PartialDayField(label="Từ (tháng-năm)", max_length=10),
            "ends_on": PartialDayField(label="Đến hết (để trống nếu đến nay)", max_length=10),
            "kind": forms.ChoiceField(label="Việc", choices=[("", "Chọn"), *words]),
            "place": forms.CharField(label="Làm gì, ở đâu", max_length=200),
            "witness": NameField(label="Người biết việc này", max_length=120),
        }

    def shown(self, name: str, value: Any) -> Any:
        """Show the last day covered, as people say it; the file keeps the first day not covered."""
        return super().shown(name, declaring.stepped(value, -1) if name == "ends_on" and value else value)

    def clean(self) -> dict[str, Any]:
        """Say of each stretch whether its days can be."""
        data = super().clean()
        for number in range(self.count):
            for name in ("starts_on", "ends_on"):
                if not declaring.is_day(data.get(f"r{number}_{name}")):
                    self.add_error(f"r{number}_{name}", f"Quãng {number + 1}: không có ngày này trong lịch.")
            starts, ends = data.get(f"r{number}_starts_on"), data.get(f"r{number}_ends_on")
            if starts and ends and declaring.ends_too_early(starts, ends):
                self.add_error(f"r{number}_ends_on", f"Quãng {number + 1}: kết thúc trước khi bắt đầu.")
        return data

    def written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the first day not covered."""
        made = super().written(row)
        if made.get("ends_on"):
            made["ends_on"] = declaring.stepped(made["ends_on"], 1)
        return made


class OwnRelativesForm(RowsForm):
    """Người thân: the lines that the rule names, each once or more; and the word of consent."""

    row_name = "Người thân"
    KEYS = ("relation", "answer")
    consent = forms.BooleanField(label=declaring.CONSENT, required=False)

    def __init__(
        self, data: Any = None, *, known: Sequence[Mapping[str, Any]], circle: Iterable[Any], **kwargs: Any
    ) -> None:
        """Ask about everybody in the circle; more lines of the same sort can be added below."""
        self.circle = [str(kind) for kind in circle]
        there = {row.get("relation") for row in known}
        asked = [{"relation": kind} for kind in self.circle if kind not in there]
        super().__init__(data, known=[*known, *asked], **kwargs)

    def columns(self) -> dict[str, forms.Field]:
        """Relation, name, whether there is one, whether abroad."""
        words = [(kind.value, word) for kind, word in check_words.RELATIONS.items() if kind.value in self.circle]
        answers = [(str(kind), word) for kind, word in check_words.PRESENCES.items()]
        return {
            "relation": forms.ChoiceField(label="Quan hệ", choices=[("", "Chọn"), *words]),
            "answer": forms.ChoiceField(label="Có hay không", choices=[("", "Chọn"), *answers]),
            "name": NameField(label="Họ và tên", max_length=120),
            "is_abroad": forms.BooleanField(label="Đang ở nước ngoài"),
        }

    def _row(self, data: Mapping[str, Any], number: int) -> dict[str, Any]:
        """A question nobody answered yet is no row."""
        row = super()._row(data, number)
        return row if any(value for name, value in row.items() if name != "relation") else {}


class TakeForm(ReplacingForm):
    """Nhận vào hồ sơ: which parts; of what is told by day, whether it changed or was always wrong."""

    parts = forms.MultipleChoiceField(label="Nhận những mục", widget=ManyChoices, required=False)

    field_order = ("parts",)

    def __init__(self, *args: Any, parts: Iterable[tuple[str, str]], by_day: Iterable[str], **kwargs: Any) -> None:
        """Take the parts that may be taken over, none ticked, and the names of those told by day that would change."""
        super().__init__(*args, **kwargs)
        if by_day := ", ".join(by_day):
            self.fields["how"].help_text = f"Đang ghi theo ngày trong phiếu đảng viên: {by_day}."
        else:
            del self.fields["how"], self.fields["since"]
        field = self.fields["parts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.is_wanted = True  # type: ignore[attr-defined]  # nothing ticked is told by the verb
        field.choices = list(parts)


class SendBackForm(HouseForm):
    """Trả lại: everything to be mended, at once."""

    reasons = forms.CharField(
        label="Cần sửa những gì",
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "maxlength": 1000}),
        help_text="Ghi hết một lần, mỗi chỗ một dòng. Người khai đọc được lời này.",
    )
