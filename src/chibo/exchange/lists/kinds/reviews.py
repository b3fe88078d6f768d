"""How members were judged in past years: a year and a grade a row, or one column a year."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, NAME, WHO, Kind, Makes

KIND: Final = Kind(
    code="reviews",
    title="Xếp loại chất lượng đảng viên các năm",
    unit="kết quả xếp loại",
    makes=Makes.GRADE,
    adds_people=False,
    columns=(*WHO, *BORN, Column.YEAR, Column.GRADE, Column.CARD_NUMBER, Column.IDENTITY_NUMBER, Column.ORGANISATION),
    needs=(NAME, frozenset({Column.GRADE})),
    tells=(frozenset({Column.GRADE}),),
    heading=r"(danh gia|xep loai|phan loai)",
    headers=(
        (r"^tu (xep|danh gia|nhan|phan)|(ca nhan|ban than) tu", Column.IGNORE),  # what somebody says of oneself
        (r"^((cac )?nam |ket qua )*(19|20)\d\d$", Column.GRADE),
        (r"(xep loai|phan loai|muc (xep|danh gia)|ket qua (xep|danh gia|phan)|chat luong)", Column.GRADE),
        (r"^nam( danh gia| xep loai)?$", Column.YEAR),
    ),
    hint="Người phải có trong sổ và là đảng viên trong năm đó. Nhiều cột xếp loại thì tiêu đề mỗi cột ghi năm.",
)
