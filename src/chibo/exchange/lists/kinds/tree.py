"""The tree below: one organisation a row, under its superior by name or code."""

from __future__ import annotations

from typing import Final

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds.shape import Kind, Makes

KIND: Final = Kind(
    code="tree",
    title="Tổ chức đảng trực thuộc",
    unit="tổ chức",
    makes=Makes.ORGANISATION,
    columns=(
        Column.ORG_NAME,
        Column.ORG_KIND,
        Column.ORG_PARENT,
        Column.ORG_CODE,
        Column.ORG_SHORT,
        Column.ORG_PLACE,
        Column.ORG_SINCE,
        Column.ORG_WORKPLACE,
    ),
    needs=(frozenset({Column.ORG_NAME}),),
    tells=(frozenset({Column.ORG_NAME}), frozenset({Column.ORG_NAME, Column.ORG_KIND})),
    heading=r"danh sach.*(to chuc dang|chi bo|dang bo|don vi truc thuoc)",
    headers=(
        (r"(loai|kieu|hinh) (hinh )?(to chuc|chi bo|dang bo)|^loai( hinh)?$", Column.ORG_KIND),
        (r"cap tren|truc thuoc$|truc thuoc (dang|to chuc)", Column.ORG_PARENT),
        (r"\bma\b", Column.ORG_CODE),
        (r"ten (gon|viet tat|tat)", Column.ORG_SHORT),
        (r"dia danh", Column.ORG_PLACE),
        (r"(ngay|nam).*(thanh lap|lap)", Column.ORG_SINCE),
        (r"co quan|don vi hanh chinh", Column.ORG_WORKPLACE),
        (r"ten (to chuc|chi bo|dang bo|don vi)|^(to chuc dang|chi bo|dang bo)$", Column.ORG_NAME),
    ),
    hint="Tổ chức cấp trên ghi bằng tên hoặc mã; để trống là trực thuộc tổ chức đang mở.",
)
