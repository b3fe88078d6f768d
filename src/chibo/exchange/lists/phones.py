"""Telephone numbers where numbers of citizens should stand: they identify nobody and are not kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.row import RowFault

if TYPE_CHECKING:
    from chibo.exchange.lists.row import Row

_PHONE: Final = re.compile(r"(?:0|\+?84)[35789]\d{8}")
_SIGNS: Final = re.compile(r"[\s.()-]")


def is_phone(text: str) -> bool:
    """Whether a text is the number of a mobile telephone: ten digits, 03, 05, 07, 08 or 09 in front."""
    return _PHONE.fullmatch(_SIGNS.sub("", text)) is not None


def leave_phones_out(row: Row) -> None:
    """Leave the identity number empty where a telephone number stands there, and say so."""
    said = row.said(Column.IDENTITY_NUMBER)
    if not is_phone(said):
        return
    del row.texts[Column.IDENTITY_NUMBER]
    what = f"“{said}” là số điện thoại, không phải số định danh"
    then = "Để trống số định danh; có thì ghi vào ô bên."
    row.faults.append(RowFault(column=Column.IDENTITY_NUMBER, what=what, next=then, must=False))
