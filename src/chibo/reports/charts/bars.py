"""Flat bars: the steps of the road, the days between them, the admissions of each month. Every bar bears its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from chibo.base.svg import element, picture
from chibo.reports.charts.common import EDGE, GRID, INK, LINE, SMALL_LETTERS, SUB, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.reports.queries.pictures import Admitted, Funnel, Passed

HIDDEN = "ẩn"
_WIDE, _SMALL = 760, 340
_JANUARY = 1


def funnel_chart(funnel: Funnel, *, is_small: bool = False) -> SafeString:
    """Draw a bar for each step, and between two bars the median of the days from the one to the other."""
    most = max((row.count or 0 for row in funnel.rows), default=0)
    if not any(row.count != 0 for row in funnel.rows):
        return SafeString("")
    drawn = [
        part for place, row in enumerate(funnel.rows) for part in _step(row, place, max(most, 1), is_small=is_small)
    ]
    tall = 66 if is_small else 44
    return _whole(drawn, tall * len(funnel.rows), "Các bước đã qua", funnel.sentence, "buoc", is_small=is_small)


def _step(row: Passed, place: int, most: int, *, is_small: bool) -> Iterator[SafeString]:
    told = HIDDEN if row.count is None else str(row.count)
    between = f"↓ {row.median} ngày" if row.median is not None else ""
    if is_small:
        top, left, room = 66 * place, 0, 290
        yield element("text", row.name, x=0, y=top + 22)
        yield element("text", between, x=_SMALL, y=top + 22, text_anchor="end", fill=SUB)
        bar = top + 30
    else:
        top, left, room = 44 * place, 180, 420
        yield element("text", row.name, x=170, y=top + 27, text_anchor="end")
        yield element("text", between, x=_WIDE, y=top + 27, text_anchor="end", fill=SUB)
        bar = top + 10
    width = room * (row.count or 0) / most
    yield element("rect", x=left, y=bar, width=max(width, 1), height=24, fill=LINE)
    yield element("text", told, x=left + width + 8, y=bar + 18, font_weight=600, fill=INK)


def pace_chart(funnel: Funnel, *, is_small: bool = False) -> SafeString:
    """Draw for each stretch the median of the days as a bar, the shortest and the longest as a line over it."""
    if not funnel.stretches:
        return SafeString("")
    most = max(row.days[-1] for row in funnel.stretches) or 1
    drawn = [
        part for place, row in enumerate(funnel.stretches) for part in _stretch(row, place, most, is_small=is_small)
    ]
    tall = 74 if is_small else 44
    title = "Thời gian ở mỗi bước"
    return _whole(drawn, tall * len(funnel.stretches), title, funnel.pace_sentence, "thoi-gian", is_small=is_small)


def _stretch(row: Passed, place: int, most: int, *, is_small: bool) -> Iterator[SafeString]:
    spread = f" ({row.days[0]}–{row.days[-1]})" if row.days[0] != row.days[-1] else ""
    told = f"{row.median} ngày{spread}"
    if is_small:
        top, left, room = 74 * place, 0, 330
        yield element("text", row.stretch, x=0, y=top + 18)
        yield element("text", told, x=0, y=top + 38, font_weight=600)
        bar = top + 44
    else:
        top, left, room = 44 * place, 300, 300
        yield element("text", row.stretch, x=290, y=top + 27, text_anchor="end")
        yield element("text", told, x=_WIDE, y=top + 27, text_anchor="end", font_weight=600)
        bar = top + 12
    scale = room / most
    low, high, middle = left + row.days[0] * scale, left + row.days[-1] * scale, bar + 10
    yield element("rect", x=left, y=bar, width=max((row.median or 0) * scale, 1), height=20, fill=LINE)
    yield element("line", x1=low, x2=high, y1=middle, y2=middle, stroke="#FFFFFF", stroke_width=6)
    yield element("line", x1=low, x2=high, y1=middle, y2=middle, stroke=INK, stroke_width=2)
    for end in (low, high):
        yield element("line", x1=end, x2=end, y1=bar + 2, y2=bar + 18, stroke=INK, stroke_width=2)


def months_chart(admitted: Admitted, *, is_small: bool = False) -> SafeString:
    """Draw a bar for each month with its count on top; years stand below."""
    most = max((month.count or 0 for month in admitted.months), default=0)
    if not admitted.filled:
        return SafeString("")
    width, left, bottom = (_SMALL, 4, 190) if is_small else (_WIDE, 10, 200)
    step = (width - 2 * left) / len(admitted.months)
    room = bottom - 50
    drawn = [element("line", x1=left, x2=width - left, y1=bottom, y2=bottom, stroke=EDGE)]
    for place, month in enumerate(admitted.months):
        x = left + place * step
        if month.first.month == _JANUARY or place == 0:
            drawn.append(element("line", x1=x, x2=x, y1=24, y2=bottom + 6, stroke=GRID))
            if month.first.month == _JANUARY:
                drawn.append(element("text", str(month.first.year), x=x + 3, y=bottom + 24, fill=SUB))
        if month.count != 0:
            tall = room * (month.count or 0) / max(most, 1)
            drawn.append(
                element("rect", x=x + step * 0.1, y=bottom - tall, width=max(step * 0.8, 4), height=tall, fill=LINE)
            )
            told = HIDDEN if month.count is None else str(month.count)
            drawn.append(
                element("text", told, x=x + step / 2, y=bottom - tall - 8, text_anchor="middle", font_weight=600)
            )
    return _whole(drawn, 230, "Kết nạp theo tháng", admitted.sentence, "ket-nap-thang", is_small=is_small)


def _whole(drawn: list[SafeString], height: float, title: str, said: str, uid: str, *, is_small: bool) -> SafeString:
    content = element("g", joined(drawn), font_size=SMALL_LETTERS if is_small else 14, fill=INK)
    width = _SMALL if is_small else _WIDE
    name = f"{uid}-nho" if is_small else uid
    return picture(content, width=width, height=height, title=title, description=said, uid=name)
