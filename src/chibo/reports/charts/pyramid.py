"""Tháp tuổi: men hatched to the left, women filled to the right, so that they differ in black and white too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from chibo.base.svg import element, picture
from chibo.reports.charts.bars import HIDDEN
from chibo.reports.charts.common import INK, LINE, MEN, SMALL_LETTERS, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.reports.queries.pictures import AgeRow, Ages

_ROW = 32


def pyramid_chart(ages: Ages, *, is_small: bool = False) -> SafeString:
    """Draw five years of age a row, the oldest on top."""
    most = max((max(row.men or 0, row.women or 0) for row in ages.rows), default=0)
    if not ages.rows:
        return SafeString("")
    width, gap, room = (340, 76, 98) if is_small else (760, 80, 260)
    uid = "thap-nam-nho" if is_small else "thap-nam"
    hatch = f"{uid}-soc"
    drawn = [_hatch(hatch), *_heads(ages, width, gap)]
    for place, row in enumerate(reversed(ages.rows)):
        drawn += _row(row, 30 + _ROW * place, width, gap, room / max(most, 1), hatch)
    content = element("g", joined(drawn), font_size=SMALL_LETTERS if is_small else 14, fill=INK)
    height = 36 + _ROW * len(ages.rows)
    title = "Tháp tuổi đảng viên, mỗi hàng 5 tuổi"
    return picture(content, width=width, height=height, title=title, description=ages.sentence, uid=uid)


def _hatch(name: str) -> SafeString:
    line = element("path", d="M0,6L6,0", stroke=MEN, stroke_width=2)
    return element("defs", element("pattern", line, id=name, width=6, height=6, patternUnits="userSpaceOnUse"))


def _heads(ages: Ages, width: float, gap: float) -> Iterator[SafeString]:
    for name, count, x, anchor in (
        ("Nam", ages.men, width / 2 - gap / 2, "end"),
        ("Nữ", ages.women, width / 2 + gap / 2, "start"),
    ):
        told = f"{name} ({HIDDEN if count is None else count})"
        yield element("text", told, x=x, y=18, text_anchor=anchor, font_weight=600)


def _row(row: AgeRow, y: float, width: float, gap: float, scale: float, hatch: str) -> Iterator[SafeString]:
    middle = width / 2
    men, women = (row.men or 0) * scale, (row.women or 0) * scale
    left, right = middle - gap / 2, middle + gap / 2
    yield element("text", row.name, x=middle, y=y + 19, text_anchor="middle")
    if men:
        yield element("rect", x=left - men, y=y, width=men, height=26, fill=f"url(#{hatch})", stroke=MEN)
    if women:
        yield element("rect", x=right, y=y, width=women, height=26, fill=LINE)
    yield element("text", _told(row.men), x=left - men - 6, y=y + 19, text_anchor="end")
    yield element("text", _told(row.women), x=right + women + 6, y=y + 19)


def _told(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
