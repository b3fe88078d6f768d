"""The shape of what arrives about the log: what to sieve for, how it is sealed, a code from a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm
from chibo.base.vietnamese import text_key
from chibo.base.words.acts import ACTS, GROUPS
from chibo.desk.log.queries import EVERY, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence


class SieveForm(HouseForm):
    """What the page of the log shows: days, who, what sort of act, about whom, whose log."""

    don_vi = forms.ChoiceField(label="Nhật ký của", required=False)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến ngày", required=False)
    ai = forms.ChoiceField(label="Người làm", required=False)
    nhom = forms.ChoiceField(label="Loại việc", required=False)
    viec = forms.ChoiceField(label="Việc", required=False)
    nguoi = forms.CharField(label="Về người nào", required=False, max_length=120)

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], actors: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("don_vi", [*units, (EVERY, "Tất cả các đơn vị được xem")])
        self._choose("ai", [("", "Tất cả"), *actors])
        self._choose("nhom", [("", "Tất cả"), *((str(key), label) for key, label in GROUPS.items())])
        named = ((code, act.words[:1].upper() + act.words[1:]) for code, act in ACTS.items())
        acts = sorted(named, key=lambda row: text_key(row[1]))
        self._choose("viec", [("", "Tất cả"), *acts])
        for field in self.fields.values():
            setattr(field, "is_wanted", True)  # noqa: B010 - no attribute that Django's fields know; all may stay empty

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def wanted(self) -> Wanted:
        """What is asked for, as far as it could be read."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wanted(
            unit=said.get("don_vi") or "",
            first=said.get("tu"),
            last=said.get("den"),
            who=said.get("ai") or "",
            group=said.get("nhom") or "",
            act=said.get("viec") or "",
            about=(said.get("nguoi") or "").strip(),
        )


class SealRuleForm(HouseForm):
    """Whether the log is sealed every day, and where the witness lies."""

    is_on = forms.BooleanField(label="Niêm phong nhật ký hằng ngày", required=False)
    witness = forms.CharField(
        label="Thư mục để tệp nhân chứng",
        required=False,
        max_length=400,
        help_text="Trên USB hoặc máy khác, ghi đường dẫn đầy đủ. Bỏ trống nếu chỉ in tờ niêm phong.",
    )


class SealCodeForm(HouseForm):
    """The short code typed from a sheet."""

    ma = forms.CharField(
        label="Mã ngắn trên tờ niêm phong", max_length=90, help_text="Ví dụ: 3f9a-11c0-77de-0b1c-92aa."
    )
