"""7-HSĐV, Sổ danh sách đảng viên: fourteen columns, most of them saying several things (domain/admission.md 10)."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import BORN, JOINING, MORE, MOVING, NAME, NUMBERS, PLACES, WHO, WORK, Kind

KIND: Final = Kind(
    code="members",
    title="Sổ danh sách đảng viên (7-HSĐV)",
    unit="đảng viên",
    are_members=True,
    columns=(
        Column.TWO_NAMES,
        Column.BORN,
        Column.LIVED,
        Column.LEARNED,
        Column.WORKED,
        Column.JOINED,
        Column.NUMBERS,
        Column.MOVED_OUT,
        Column.MOVED_IN,
        Column.DIED,
        Column.ENDED,
        *WHO,
        *BORN,
        Column.ETHNICITY,
        *PLACES,
        *WORK,
        *JOINING,
        *NUMBERS,
        Column.ORGANISATION,
        Column.PARTY_POST,
        *MORE,
        *MOVING,
    ),
    needs=(NAME,),
    tells=(
        frozenset({Column.TWO_NAMES, Column.JOINED}),
        frozenset({Column.NUMBERS, Column.MOVED_OUT}),
        frozenset({Column.MOVED_IN, Column.MOVED_OUT}),
        frozenset({Column.BORN, Column.JOINED}),
    ),
    heading=r"7-hsdv|so danh sach dang vien",
    headers=(
        (r"ho (va )?ten.*khai sinh", Column.TWO_NAMES),
        (r"sinh\b.*(nam,? ?nu|gioi tinh).*(dan toc|ton giao)", Column.BORN),
        (r"(hoc van|van hoa).*(ly luan|chuyen mon|ngoai ngu)", Column.LEARNED),
        (r"nghe nghiep.*(truoc|hien nay)", Column.WORKED),
        (r"vao dang.*chinh thuc", Column.JOINED),
        (r"so the.*(ly lich|huy hieu)", Column.NUMBERS),
        (r"bo doi|huu tri", Column.IGNORE),
        (r"chuyen (sinh hoat )?di", Column.MOVED_OUT),
        (r"chuyen (sinh hoat )?den", Column.MOVED_IN),
        (r"tu tran|chet\b", Column.DIED),
        (r"(ra khoi|dua ra khoi) dang", Column.ENDED),
    ),
    hint="Mười bốn cột như mẫu 7-HSĐV; ô ghi nhiều điều thì ngăn bằng dấu chấm phẩy hoặc xuống dòng.",
)
