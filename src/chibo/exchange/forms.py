"""The shape of what the pages of an import send."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.forms import HouseForm
from chibo.base.refusal import FaultyError
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.groups import Answer
from chibo.exchange.lists.kinds import KINDS
from chibo.exchange.lists.preview import NEW, Decisions, Pair, Take, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

_PASTED = "dán từ Excel.txt"
_COLUMN = re.compile(r"cot-(\d{1,3})")
_CELL = re.compile(r"o-(\d{1,6})-([a-z_]{1,30})")
_ROW = re.compile(r"dong-(\d{1,6})")
_PAIR = re.compile(r"cap-(\d{1,6}-\d{1,6})")
_WHO = re.compile(r"nguoi-(\d{1,6})")
_KEPT = re.compile(r"giu-(\d{1,6})-([a-z]{1,20}\.[a-z_]{1,30})")
_SEEN = re.compile(r"xem-(\d{1,6})")
_UNIT = re.compile(r"noi-(\d{1,4})")
_GROUP = re.compile(r"phan-(\d{1,4})")
_SAME = re.compile(r"(\d{1,4}):(.{1,200})")
_REPAIR = re.compile(r"(\d{1,6}):([a-z_]{1,30}):(.{1,200})")
_WHOLE = re.compile(r"([a-z]{1,20}):([01])")
_UID = re.compile(r"[0-9a-f-]{36}")
_MOST_FILES = 20
_LONGEST = 200


class _Files(forms.FileInput):
    """One button for any number of files."""

    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Files; each is judged by what is read of it."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Give every file that was sent; too many are refused, none of them is passed over."""
        if isinstance(data, list) and len(data) > _MOST_FILES:
            message = f"Chọn {len(data)} tệp, mỗi lần chỉ nhận {_MOST_FILES} tệp. Hãy chia thành nhiều lần."
            raise ValidationError(message)
        return [
            super(_FilesField, self).clean(one, initial)
            for one in (data if isinstance(data, list) and data else [None])
        ]


class UploadForm(HouseForm):
    """Files."""

    file = _FilesField(
        allow_empty_file=True,  # an empty one is answered in our own words
        label="Tệp danh sách",
        help_text="Tệp Excel (.xlsx, .xlsm, .xls), .ods, .csv hoặc .txt, nhiều nhất 20 MB. "
        f"Có tiêu đề, ô gộp, dòng tổng đều được. Chọn được nhiều tệp một lần, tối đa {_MOST_FILES} tệp.",
        widget=_Files(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def files_sent(self) -> list[tuple[str, bytes]]:
        """Give the names and the bytes of what was sent."""
        return [(str(file.name), bytes(file.read())) for file in self.cleaned_data["file"]]


class PasteForm(HouseForm):
    """A table pasted from a spreadsheet."""

    pasted = forms.CharField(
        label="Bảng dán từ Excel",
        strip=False,
        help_text="Chọn cả bảng trong Excel, sao chép rồi dán vào đây, kể cả dòng tiêu đề.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def files_sent(self) -> list[tuple[str, bytes]]:
        """Give what was pasted as a file."""
        return [(_PASTED, str(self.cleaned_data["pasted"]).encode())]

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


class KindForm(HouseForm):
    """Another kind of list."""

    kind = forms.ChoiceField(choices=[(kind.code, kind.title) for kind in KINDS.values()])


def columns_of(sent: Mapping[str, str]) -> dict[int, str]:
    """Read which field was chosen for each column."""
    return {int(found[1]): value for name, value in sent.items() if (found := _COLUMN.fullmatch(name))}


def decisions_of(sent: Mapping[str, str]) -> Decisions:
    """Read repaired cells and the choices about rows, pairs, people and differences; what is not known is left out."""
    edits: dict[int, dict[Column, str]] = {}
    fields: dict[int, dict[str, bool]] = {}
    for name, value in sent.items():
        if (found := _CELL.fullmatch(name)) and found[2] in set(Column):
            edits.setdefault(int(found[1]), {})[Column(found[2])] = value.strip()[:_LONGEST]
        elif value and (found := _KEPT.fullmatch(name)):  # empty: as the page proposed, nothing was chosen
            fields.setdefault(int(found[1]), {})[found[2]] = value != "giu"
    if (found := _REPAIR.fullmatch(sent.get("sua", ""))) and found[2] in set(Column):
        edits.setdefault(int(found[1]), {})[Column(found[2])] = found[3].strip()
    units = _units_of(sent)
    groups = {sent.get(f"ten-{name}", ""): value for name, value in sent.items() if _GROUP.fullmatch(name) and value}
    rows = {int(found[1]): value for name, value in sent.items() if (found := _ROW.fullmatch(name))}
    pairs = {found[1]: value for name, value in sent.items() if (found := _PAIR.fullmatch(name))}
    seen = {int(found[1]): value for name, value in sent.items() if (found := _SEEN.fullmatch(name))}
    people = {int(found[1]): value for name, value in sent.items() if (found := _WHO.fullmatch(name))}
    return Decisions(
        edits=edits,
        units=units,
        groups={mark[:_LONGEST]: answer for mark, answer in groups.items() if mark and answer in set(Answer)},
        rows={row: Take(value) for row, value in rows.items() if value in set(Take)},
        pairs={key: Pair(value) for key, value in pairs.items() if value in set(Pair)},
        people={row: who for row, who in people.items() if who == NEW or _UID.fullmatch(who)},
        fields=fields,
        whole=_whole_of(sent),
        seen={row: who for row, who in seen.items() if _UID.fullmatch(who)},
    )


def _whole_of(sent: Mapping[str, str]) -> dict[Whole, bool]:
    """Read what one click says of the whole list."""
    found = _WHOLE.fullmatch(sent.get("ca", ""))
    return {Whole(found[1]): found[2] == "1"} if found and found[1] in set(Whole) else {}


def _units_of(sent: Mapping[str, str]) -> dict[str, str]:
    """Read what names of organisations mean; a box that is empty, or as the page wrote it, says nothing."""
    boxes = {found[1]: value.strip() for name, value in sent.items() if (found := _UNIT.fullmatch(name))}
    told = {place: value for place, value in boxes.items() if value != sent.get(f"cu-{place}")}
    if found := _SAME.fullmatch(sent.get("la", "")):
        told[found[1]] = found[2].strip()
    written = {place: sent.get(f"ten-{place}") for place in told}
    return {mark: told[place][:_LONGEST] for place, mark in written.items() if mark is not None and told[place]}
