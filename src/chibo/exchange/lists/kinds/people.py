"""The staff of a workplace, members among them: the list every office has."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, JOINING, MORE, MOVING, NAME, NUMBERS, PLACES, WHO, WORK, Kind

KIND: Final = Kind(
    code="people",
    title="Người của cơ quan, trong đó có đảng viên",
    unit="người",
    columns=(
        *WHO,
        *BORN,
        Column.ETHNICITY,
        *PLACES,
        *WORK,
        Column.IS_MEMBER,
        Column.PARTY_POST,
        *JOINING,
        *NUMBERS,
        Column.ORGANISATION,
        *MORE,
        *MOVING,
        Column.TWO_NAMES,
        Column.BORN,
        Column.LIVED,
        Column.LEARNED,
        Column.WORKED,
        Column.JOINED,
        Column.NUMBERS,
    ),
    needs=(NAME,),
    heading=r"danh sach (can bo|dang vien|cong chuc|vien chuc|nhan vien)",
    hint="Đánh dấu đảng viên, hoặc có ngày vào Đảng, số thẻ thì được nhập là đảng viên; còn lại là quần chúng.",
)
