"""The stepped share of members with its forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from chibo.base.dates import say_date
from chibo.base.svg import element, picture, stepped_path
from chibo.reports.charts.common import EDGE, GOAL, GRID, INK, LINE, MARK, SMALL_LETTERS, SUB, joined
from chibo.reports.queries.figures import say_share

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from chibo.reports.queries.forecasting import Forecast

_STEP = 10  # per cent between two grid lines
_WHOLE = 100
_NARROW = 700  # px: the small drawing keeps the figure and leaves the word out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where the days and the shares lie on the drawing."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    starts_on: date
    ends_on: date
    lowest: int
    letters: int

    def x(self, day: date) -> float:
        whole = max((self.ends_on - self.starts_on).days, 1)
        part = min(max((day - self.starts_on).days / whole, 0), 1)
        return self.left + part * (self.right - self.left)

    def y(self, percent: float) -> float:
        part = (percent - self.lowest) / (_WHOLE - self.lowest)
        return self.bottom - part * (self.bottom - self.top)


def share_chart(facts: Forecast, *, is_small: bool = False) -> SafeString:
    """Draw the share so far, its forecast to the end of the term, and the last day to add sources.

    ``is_small``: the drawing for screens below 700 px, with fewer and larger labels (product.md 3.7).
    """
    if not facts.history or facts.ends_on is None or not facts.staff:
        return SafeString("")
    frame = _frame(facts, facts.ends_on, is_small=is_small)
    drawn = [
        *_grid(frame, is_small=is_small),
        *_today(frame, facts),
        *_last_start(frame, facts, is_small=is_small),
        *_lines(frame, facts),
        *_labels(frame, facts),
    ]
    content = element("g", joined(drawn), font_size=frame.letters, fill=SUB)
    said = f"{_said(facts.share)} ngày {say_date(facts.on)}. {facts.sentence}"
    return picture(
        content,
        width=frame.width,
        height=frame.height,
        title="Tỷ lệ đảng viên theo thời gian và dự báo",
        description=said,
        uid="du-bao-nho" if is_small else "du-bao",
    )


def _frame(facts: Forecast, ends_on: date, *, is_small: bool) -> _Frame:
    shares = [point.share for point in facts.history if point.share is not None]
    step = _STEP * 2 if is_small else _STEP
    lowest = min(int(min(shares) * _WHOLE) // step * step, 80 if is_small else 70)
    starts_on = facts.history[0].on
    if is_small:
        return _Frame(
            width=340, height=300, left=56, right=328, top=44, bottom=262,
            starts_on=starts_on, ends_on=ends_on, lowest=lowest, letters=SMALL_LETTERS,
        )  # fmt: skip
    return _Frame(
        width=760, height=312, left=56, right=720, top=50, bottom=280,
        starts_on=starts_on, ends_on=ends_on, lowest=lowest, letters=15,
    )  # fmt: skip


def _grid(frame: _Frame, *, is_small: bool) -> Iterable[SafeString]:
    wide_apart = is_small or frame.lowest < _WHOLE / 2
    for percent in range(_WHOLE, frame.lowest - 1, -_STEP * (2 if wide_apart else 1)):
        y = frame.y(percent)
        yield element("line", x1=frame.left, x2=frame.right, y1=y, y2=y, stroke=GRID)
        yield element("text", f"{percent}%", x=frame.left - 8, y=y + 4, text_anchor="end")
    for year in range(frame.starts_on.year + 1, frame.ends_on.year + 1, 2 if is_small else 1):
        x = frame.x(date(year, 1, 1))
        yield element("line", x1=x, x2=x, y1=frame.bottom, y2=frame.bottom + 5, stroke=EDGE)
        yield element("text", str(year), x=x, y=frame.bottom + frame.letters + 7, text_anchor="middle")


def _today(frame: _Frame, facts: Forecast) -> Iterable[SafeString]:
    x = frame.x(facts.on)
    yield element("line", x1=x, x2=x, y1=frame.top, y2=frame.bottom, stroke=INK, stroke_dasharray="2 3")
    side = "end" if x > frame.left + 80 else "start"
    shift = -6 if side == "end" else 6
    yield element("text", "hôm nay", x=x + shift, y=frame.bottom - 8, text_anchor=side, fill=INK)


def _last_start(frame: _Frame, facts: Forecast, *, is_small: bool) -> Iterable[SafeString]:
    if not facts.sources_needed or facts.start_by is None or facts.start_by < facts.on:
        return
    x = frame.x(facts.start_by)
    yield element("line", x1=x, x2=x, y1=frame.top + 12, y2=frame.bottom, stroke=MARK, stroke_width=2)
    day = say_date(facts.start_by)
    rows = [day, "là hạn"] if is_small else [f"{day}: hạn đưa thêm", f"{facts.sources_needed} người vào nguồn"]
    end = x > frame.width * 0.7
    for index, row in enumerate(rows):
        yield element(
            "text",
            row,
            x=x + (-7 if end else 7),
            y=frame.bottom - 42 + index * (frame.letters + 4),
            fill=MARK,
            font_weight=600,
            text_anchor="end" if end else "start",
        )


def _lines(frame: _Frame, facts: Forecast) -> Iterable[SafeString]:
    past = [(frame.x(point.on), frame.y(_percent(point.share))) for point in facts.history if point.share is not None]
    now = (frame.x(facts.on), frame.y(_percent(facts.share)))
    yield element("path", d=stepped_path([*past, now]), fill="none", stroke=LINE, stroke_width=3.5)
    ahead = [now]
    ahead += [(frame.x(day), frame.y(_WHOLE * members / staff)) for day, members, staff in facts.ahead if staff]
    ahead.append((frame.right, ahead[-1][1]))
    yield element("path", d=stepped_path(ahead), fill="none", stroke=LINE, stroke_width=3, stroke_dasharray="7 5")
    if facts.goal is not None and facts.goal > _percent(facts.expected_share):
        yield element(
            "line", x1=frame.right, x2=frame.right, y1=ahead[-1][1], y2=frame.y(facts.goal),
            stroke=GOAL, stroke_width=3, stroke_dasharray="3 3",
        )  # fmt: skip
    if facts.worst_share is not None and facts.best_share is not None:
        yield from _range(frame, facts.worst_share, facts.best_share)
    yield element("circle", cx=now[0], cy=now[1], r=6, fill=LINE)


def _range(frame: _Frame, worst: Fraction, best: Fraction) -> Iterable[SafeString]:
    """The worst and the best case at the end of the term, as a bracket that needs no colour."""
    x, low, high = frame.right, frame.y(_percent(worst)), frame.y(_percent(best))
    yield element("line", x1=x, x2=x, y1=high, y2=low, stroke=INK, stroke_width=1.5)
    for y in (low, high):
        yield element("line", x1=x - 5, x2=x + 5, y1=y, y2=y, stroke=INK, stroke_width=1.5)


def _labels(frame: _Frame, facts: Forecast) -> Iterable[SafeString]:
    """The three figures to remember, beside their lines and never on one another."""
    x, y = frame.x(facts.on), frame.y(_percent(facts.share))
    left = x > frame.left + 60
    yield _figure(_said(facts.share), x + (-10 if left else 10), y - 10, "end" if left else "start", frame)
    end = frame.y(_percent(facts.expected_share))
    said = "" if frame.width < _NARROW else "dự báo "
    yield _figure(f"{said}{_said(facts.expected_share)}", frame.right - 10, end + frame.letters + 9, "end", frame)
    if facts.goal is not None:
        yield _figure(f"mục tiêu {facts.goal}%", frame.right - 10, frame.y(facts.goal) - 8, "end", frame)


def _figure(text: str, x: float, y: float, anchor: str, frame: _Frame) -> SafeString:
    size = frame.letters + (0 if frame.width < _NARROW else 2)  # the small drawing is large enough
    return element("text", text, x=x, y=y, text_anchor=anchor, fill=INK, font_weight=600, font_size=size)


def _percent(share: Fraction | None) -> float:
    return float(share * _WHOLE) if share is not None else 0.0


def _said(share: Fraction | None) -> str:
    return say_share(share) if share is not None else ""
