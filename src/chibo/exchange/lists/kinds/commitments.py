"""Cam kết tu dưỡng, rèn luyện of a year: who handed in, what was promised, what became of it."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, NAME, WHO, Kind, Makes

KIND: Final = Kind(
    code="commitments",
    title="Bản cam kết của đảng viên",
    unit="bản cam kết",
    makes=Makes.COMMITMENT,
    adds_people=False,
    columns=(
        *WHO,
        *BORN,
        Column.YEAR,
        Column.ROUND_NAME,
        Column.HANDED_ON,
        Column.PROMISE,
        Column.RESULT,
        Column.DONE,
        Column.CHECKED_ON,
        Column.KEPT_AT,
        Column.CARD_NUMBER,
        Column.IDENTITY_NUMBER,
        Column.ORGANISATION,
    ),
    needs=(NAME, frozenset({Column.HANDED_ON})),
    tells=(frozenset({Column.HANDED_ON}), frozenset({Column.PROMISE})),
    heading=r"cam ket",
    headers=(
        (r"ngay nop\b(?!.*(don|ho so))|ngay (ky|viet|lam).*cam ket", Column.HANDED_ON),
        (r"ngay kiem tra", Column.CHECKED_ON),
        (r"ket qua", Column.RESULT),
        (r"(viec|noi dung) da (lam|thuc hien)", Column.DONE),
        (r"(ten )?dot", Column.ROUND_NAME),
        (r"noi dung|cam ket", Column.PROMISE),
        (r"noi luu|luu o|de o", Column.KEPT_AT),
        (r"^nam$|nam cam ket", Column.YEAR),
    ),
    hint="Đợt cam kết của năm được mở nếu chưa có. Người phải có trong sổ.",
)
