"""The forecast in one sentence (product.md 2.10); it can say no."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.reports.queries.figures import say_share
from chibo.reports.queries.forecasting.facts import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from chibo.reports.chances import Count
    from chibo.reports.queries.forecasting.facts import Forecast

_HUNDRED, _HALF = 100, 0.5


def sentence_of(facts: Forecast) -> str:
    """Say what the forecast comes to."""
    return _SENTENCES[facts.outcome](facts)


def range_sentence(count: Count) -> str:
    """Say the range of admissions and how sure it is; it is never said to be surer than 99 times in a hundred."""
    if count.mass >= 1:
        return (
            f"Số người đang phấn đấu sẽ được kết nạp trong nhiệm kỳ: từ {count.least} đến {count.most}. "
            "Quá ít người để nói khả năng mà không thành nói về một người."
        )
    times = min(int(count.mass * _HUNDRED + _HALF), _HUNDRED - 1)
    people = f"{count.least}" if count.least == count.most else f"từ {count.least} đến {count.most}"
    told = f"Số người đang phấn đấu sẽ được kết nạp trong nhiệm kỳ: {people}, đúng chừng {times} trong 100 lần."
    if not count.beyond:
        return told
    return f"{told} Trong đó {count.beyond} người đã phấn đấu lâu hơn mọi trường hợp trước nên chưa nói trước được."


def since_sentence(since: date | None) -> str:
    """Say since when the target is out of reach."""
    if since is None:
        return ""
    return f"Theo nhịp hiện nay, mục tiêu không còn đạt được từ ngày {say_date(since)}."


def _base(facts: Forecast) -> str:
    share = say_share(facts.expected_share) if facts.expected_share is not None else ""
    end = f"năm {facts.ends_on.year}" if facts.ends_on else "cuối nhiệm kỳ"
    return f"Với nguồn hiện có: {share} vào {end}."


def _needs(facts: Forecast) -> str:
    if facts.start_by is None:  # an outcome that needs a pace
        return _base(facts)
    last = f"trước {say_date(facts.start_by)}"
    safe = facts.safe_start_by
    late = f" (theo lần lâu nhất: trước {say_date(safe)})" if safe and safe >= facts.on else ""
    if safe and safe < facts.on:
        late = f" (theo lần lâu nhất thì đã muộn: {say_date(safe)})"
    people = f"{facts.sources_needed} người"
    return f"{_base(facts)} Để đạt {facts.goal}%, đưa thêm {people} vào nguồn {last}{late}."


def _out_of_reach(facts: Forecast) -> str:
    best = facts.expected_members
    if facts.start_by and facts.start_by >= facts.on:
        best += min(facts.sources_needed, len(facts.candidates) + facts.unnamed)
    share = say_share(Fraction(best, facts.staff_at_end)) if facts.staff_at_end else "không tính được"
    return (
        f"Mục tiêu {facts.goal}% không thể đạt trong nhiệm kỳ theo nhịp hiện nay. "
        f"Dự báo cao nhất: {share}. Nên báo cáo cấp trên sớm."
    )


_SENTENCES: dict[Outcome, Callable[[Forecast], str]] = {
    Outcome.NO_TERM: lambda _: "Chưa ghi nhiệm kỳ nên chưa dự báo được.",
    Outcome.NO_STAFF: lambda _: "Chưa ghi cán bộ của cơ quan nên chưa dự báo được tỷ lệ đảng viên.",
    Outcome.NO_TARGET: lambda facts: f"{_base(facts)} Chưa nhập chỉ tiêu tỷ lệ đảng viên của nhiệm kỳ.",
    Outcome.NO_BASIS: lambda _: (
        "Chưa có căn cứ để dự báo: chi bộ chưa đủ 3 trường hợp đã kết nạp, và ngày này "
        "chưa có căn cứ về thời gian ngắn nhất theo quy định."
    ),
    Outcome.REACHED: lambda facts: f"Đã đạt mục tiêu {facts.goal}%. {_base(facts)}",
    Outcome.ON_COURSE: lambda facts: f"{_base(facts)} Đạt mục tiêu {facts.goal}% nếu mọi bước đúng nhịp.",
    Outcome.NEEDS_SOURCES: _needs,
    Outcome.OUT_OF_REACH: _out_of_reach,
}
