"""The clean-up sheet of the member database of 2025: places in parts, strings with leading zeros (admission.md 10)."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import NAME, Kind

_BIRTH = r"(khai sinh|noi sinh)"
_HOME = r"(thuong tru|noi o|cho o)"

KIND: Final = Kind(
    code="cleanup",
    title="Bảng rà soát, làm sạch dữ liệu đảng viên 2025",
    unit="đảng viên",
    are_members=True,
    columns=(
        Column.FULL_NAME,
        Column.OTHER_NAMES,
        Column.SEX,
        Column.FEMALE,
        Column.MALE,
        Column.BIRTH,
        Column.BIRTH_DAY,
        Column.BIRTH_MONTH,
        Column.BIRTH_YEAR,
        Column.ETHNICITY,
        Column.RELIGION,
        Column.FOLK_AND_FAITH,
        Column.IDENTITY_NUMBER,
        Column.CARD_NUMBER,
        Column.ORGANISATION,
        Column.BIRTH_COUNTRY,
        Column.BIRTH_PROVINCE,
        Column.BIRTH_DETAIL,
        Column.NATIVE_COUNTRY,
        Column.NATIVE_PROVINCE,
        Column.NATIVE_DETAIL,
        Column.HOME_COUNTRY,
        Column.HOME_PROVINCE,
        Column.HOME_DETAIL,
        Column.CEREMONY_ON,
        Column.OFFICIAL_ON,
        Column.STATUS,
        Column.STATUS_ON,
        Column.FILE_NUMBER,
        Column.NATIVE_PLACE,
        Column.PERMANENT_RESIDENCE,
        Column.BIRTH_PLACE,
        Column.BIRTH_NAME,
        Column.RESIDENCE,
        Column.POSITION,
        Column.OCCUPATION_BEFORE,
        Column.SCHOOLING,
        Column.THEORY_LEVEL,
        Column.LANGUAGES,
    ),
    needs=(NAME,),
    tells=(
        frozenset({Column.NATIVE_PROVINCE, Column.NATIVE_DETAIL}),
        frozenset({Column.HOME_PROVINCE, Column.HOME_DETAIL}),
        frozenset({Column.BIRTH_PROVINCE, Column.STATUS}),
    ),
    heading=r"(ra soat|lam sach).*(du lieu|dang vien)",
    headers=(
        (r"ngay cap|noi cap|co quan cap", Column.IGNORE),
        (r"(so the|the dang).*(cu|truoc day|8 so)", Column.IGNORE),
        (r"(\bcmnd\b|chung minh).*", Column.IGNORE),
        (r"^(id|ma) ?(dang vien|dv|ho so)?$", Column.IGNORE),
        (r"so the|the dang", Column.CARD_NUMBER),
        (r"(ten (goi )?khac|bi danh)", Column.OTHER_NAMES),
        (_BIRTH + r".*quoc gia", Column.BIRTH_COUNTRY),
        (_BIRTH + r".*(tinh|thanh pho)", Column.BIRTH_PROVINCE),
        (_BIRTH + r".*(chi tiet|xa|dia chi)", Column.BIRTH_DETAIL),
        (r"que quan.*quoc gia", Column.NATIVE_COUNTRY),
        (r"que quan.*(tinh|thanh pho)", Column.NATIVE_PROVINCE),
        (r"que quan.*(chi tiet|xa|dia chi)", Column.NATIVE_DETAIL),
        (_HOME + r".*quoc gia", Column.HOME_COUNTRY),
        (_HOME + r".*(tinh|thanh pho)", Column.HOME_PROVINCE),
        (_HOME + r".*(chi tiet|xa|dia chi)", Column.HOME_DETAIL),
        (r"to chuc dang|chi bo", Column.ORGANISATION),
        (r"ngay (ra khoi|tu tran|chet|mien)|tu tran", Column.STATUS_ON),
        (r"trang thai|tinh trang", Column.STATUS),
        (r"thuong tru|ho khau", Column.PERMANENT_RESIDENCE),
    ),
    hint="Số định danh và số thẻ giữ nguyên số 0 ở đầu. Sổ không có chỗ cho số thẻ cũ, số chứng minh cũ, nơi cấp thẻ.",
)
