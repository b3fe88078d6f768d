"""Admissions of past years: four dates that people confuse, of people the register mostly has already."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, JOINING, NAME, WHO, Kind

KIND: Final = Kind(
    code="admissions",
    title="Kết nạp các năm trước",
    unit="lần kết nạp",
    are_members=True,
    adds_people=False,
    columns=(
        *WHO,
        *BORN,
        *JOINING,
        Column.CARD_NUMBER,
        Column.IDENTITY_NUMBER,
        Column.ORGANISATION,
        Column.JOINED,
        Column.MOVED_OUT_ON,
        Column.MOVED_TO,
        Column.DIED_ON,
        Column.LEFT_WHY,
        Column.LEFT_ON,
    ),
    needs=(NAME, frozenset({Column.CEREMONY_ON, Column.JOINED})),
    tells=(frozenset({Column.DECIDED_ON, Column.CEREMONY_ON, Column.RECOGNISED_ON}),),
    heading=r"danh sach.*(ket nap|cong nhan.*chinh thuc)",
    headers=(
        (r"(quyet dinh|\bqd\b).*cong nhan|cong nhan.*(quyet dinh|\bqd\b)", Column.RECOGNISED_ON),
        (r"le ket nap|to chuc le", Column.CEREMONY_ON),
    ),
    hint="Người đã có trong sổ được ghi thêm ngày. Người chưa có thì chọn Nhập mới hoặc Bỏ qua ở trang sau.",
)
