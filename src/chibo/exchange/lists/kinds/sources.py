"""Quần chúng who are helped: each comes in with a development case that begins with the day in the source."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, MORE, NAME, PLACES, WHO, WORK, Kind

KIND: Final = Kind(
    code="sources",
    title="Quần chúng, nguồn phát triển đảng viên",
    unit="người",
    opens_case=True,
    columns=(
        *WHO,
        *BORN,
        Column.SOURCE_ON,
        Column.ETHNICITY,
        *PLACES,
        *WORK,
        Column.IDENTITY_NUMBER,
        Column.ORGANISATION,
        *MORE,
    ),
    needs=(NAME,),
    tells=(frozenset({Column.SOURCE_ON}),),
    heading=r"(nguon|quan chung|doi tuong|cam tinh)",
    headers=(
        (r"(ngay|thang|nam|thoi gian|tu).*(nguon|theo doi|boi duong giup do)", Column.SOURCE_ON),
        (r"vao nguon|dua nguon", Column.SOURCE_ON),
    ),
    hint="Mỗi người được mở một hồ sơ theo dõi từ ngày đưa vào nguồn; tệp không ghi ngày thì tính từ hôm nay.",
)
