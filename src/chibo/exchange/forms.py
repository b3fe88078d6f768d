"""The shape of what the pages of an import send."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from django import forms

from chibo.base.forms import HouseForm
from chibo.base.refusal import FaultyError
from chibo.exchange.lists.columns import Column
from chibo.exchange.lists.preview import Decisions, Pair, Take

if TYPE_CHECKING:
    from collections.abc import Mapping

_PASTED = "dán từ Excel.txt"
_COLUMN = re.compile(r"cot-(\d{1,3})")
_CELL = re.compile(r"o-(\d{1,5})-([a-z_]{1,30})")
_ROW = re.compile(r"dong-(\d{1,5})")
_PAIR = re.compile(r"cap-(\d{1,5}-\d{1,5})")
_LONGEST = 200


class UploadForm(HouseForm):
    """A file."""

    file = forms.FileField(
        allow_empty_file=True,  # an empty one is answered in our own words
        label="Tệp danh sách",
        help_text="Tệp Excel (.xlsx, .xlsm, .xls), .ods, .csv hoặc .txt, nhiều nhất 20 MB. "
        "Có tiêu đề, ô gộp, dòng tổng đều được.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def content(self) -> tuple[str, bytes]:
        """Give the name and the bytes of what was sent."""
        file = self.cleaned_data["file"]
        return str(file.name), bytes(file.read())


class PasteForm(HouseForm):
    """A table pasted from a spreadsheet."""

    pasted = forms.CharField(
        label="Bảng dán từ Excel",
        strip=False,
        help_text="Chọn cả bảng trong Excel, sao chép rồi dán vào đây, kể cả dòng tiêu đề.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def content(self) -> tuple[str, bytes]:
        """Give what was pasted as a file."""
        return _PASTED, str(self.cleaned_data["pasted"]).encode()

    def add_faults(self, error: FaultyError) -> None:
        """What is said of a file is said of what was pasted."""
        super().add_faults(FaultyError(replace(fault, field="pasted") for fault in error.faults))


class HeaderForm(HouseForm):
    """Another sheet, another header."""

    sheet = forms.CharField(max_length=_LONGEST)
    header_row = forms.IntegerField(
        min_value=1, max_value=30_000, error_messages={"invalid": "Ghi số dòng của tiêu đề, ví dụ 7."}
    )
    header_height = forms.TypedChoiceField(choices=[("1", "1 dòng"), ("2", "2 dòng")], coerce=int)


def columns_of(sent: Mapping[str, str]) -> dict[int, str]:
    """Read which field was chosen for each column."""
    return {int(found[1]): value for name, value in sent.items() if (found := _COLUMN.fullmatch(name))}


def decisions_of(sent: Mapping[str, str]) -> Decisions:
    """Read repaired cells and the choices about rows and pairs; what is not known is left out."""
    edits: dict[int, dict[Column, str]] = {}
    for name, value in sent.items():
        if (found := _CELL.fullmatch(name)) and found[2] in set(Column):
            edits.setdefault(int(found[1]), {})[Column(found[2])] = value.strip()[:_LONGEST]
    rows = {int(found[1]): value for name, value in sent.items() if (found := _ROW.fullmatch(name))}
    pairs = {found[1]: value for name, value in sent.items() if (found := _PAIR.fullmatch(name))}
    return Decisions(
        edits=edits,
        rows={row: Take(value) for row, value in rows.items() if value in set(Take)},
        pairs={key: Pair(value) for key, value in pairs.items() if value in set(Pair)},
    )
