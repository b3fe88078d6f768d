"""The article's figures, word for word, and the forecast of the sample cell to the day."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.core.management import call_command

from chibo.reports.queries import Outcome, age_pyramid, figure_list, forecast, movement_lines, narrative, say_share
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    import pytest

    from chibo.register.models import Organisation

ARTICLE = date(2018, 2, 6)
TEXT = (
    "Chi bộ có 23 đảng viên trên tổng số 25 cán bộ, chiếm 92%. Từ đầu nhiệm kỳ đến nay kết nạp 4 đảng viên, vượt chỉ "
    "tiêu nghị quyết (3); lần gần nhất ngày 5-2-2018. Năm 2017, 100% đảng viên được xếp loại hoàn thành tốt nhiệm vụ "
    "trở lên, trong đó 15% hoàn thành xuất sắc; chi bộ đạt danh hiệu trong sạch vững mạnh. Mục tiêu đến cuối nhiệm kỳ: "
    "100% cán bộ là đảng viên."
)


def test_the_article_word_for_word(sample: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    assert narrative(actor(), sample, ARTICLE).text == TEXT
    call_command("narrative", "--on", "6-2-2018")
    assert capsys.readouterr().out == TEXT + "\n"
    call_command("narrative", "--on", "2018-02-06", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["text"] == TEXT
    assert {figure["text"]: figure["count"] for figure in told["figures"]}["15%"] == 3


def test_every_figure_opens_a_list_of_that_length_on_any_day(sample: Organisation) -> None:
    days = (date(2015, 5, 22), date(2016, 12, 31), date(2017, 8, 1), date(2018, 2, 4), ARTICLE, MONDAY)
    for day in days:
        for figure in narrative(actor(), sample, day).figures:
            found = figure_list(actor(), sample, figure.what, figure.on, year=figure.year)
            assert (figure.text, found.count) == (figure.text, figure.count)
            assert len(found.rows) == figure.count or "chỉ ghi tổng số" in found.note


def test_a_past_day_is_told_as_it_was(sample: Organisation) -> None:
    text = narrative(actor(), sample, date(2016, 2, 2)).text
    assert "17 đảng viên trên tổng số 21 cán bộ, chiếm 81%" in text
    assert "chưa ghi kết nạp đảng viên nào; chỉ tiêu nghị quyết là 3." in text
    assert "Năm 2015, 100%" in text
    assert "kết nạp 3 đảng viên, đạt chỉ tiêu nghị quyết (3)" in narrative(actor(), sample, date(2017, 5, 19)).text
    assert "kết nạp 2 đảng viên, chưa đạt chỉ tiêu" in narrative(actor(), sample, date(2017, 5, 18)).text


def test_the_forecast_to_the_day(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    assert sorted(facts.basis.days) == [592, 608, 609, 671]
    assert (facts.basis.median, facts.basis.longest) == (608, 671)
    assert [(str(one.person), one.ceremony_on) for one in facts.expected] == [("Lò Mẫu Xuân", date(2019, 1, 3))]
    assert (facts.expected_members, facts.staff, facts.expected_share) == (24, 25, Fraction(24, 25))
    assert (facts.sources_needed, facts.start_by, facts.safe_start_by) == (1, date(2018, 9, 22), date(2018, 7, 21))
    assert [str(person) for person in facts.candidates] == ["Đặng Mẫu Ý"]
    assert facts.outcome is Outcome.NEEDS_SOURCES
    assert facts.sentence == (
        "Với nguồn hiện có: 96% vào năm 2020. Để đạt 100%, đưa thêm 1 người vào nguồn trước 22-9-2018 "
        "(theo lần lâu nhất: trước 21-7-2018)."
    )
    told = [(point.on, point.members, point.staff) for point in facts.history]
    assert (told[0], told[-1], len(told)) == ((date(2015, 5, 22), 18, 21), (date(2018, 2, 5), 23, 25), 13)
    assert say_share(facts.history[2].share or Fraction(0)) == "81%"


def test_the_forecast_says_when_the_target_cannot_be_met(sample: Organisation) -> None:
    assert forecast(actor(), sample, date(2018, 9, 22)).outcome is Outcome.NEEDS_SOURCES
    late = forecast(actor(), sample, date(2018, 9, 23))
    assert late.outcome is Outcome.OUT_OF_REACH
    assert late.sentence == (
        "Mục tiêu 100% không thể đạt trong nhiệm kỳ theo nhịp hiện nay. Dự báo cao nhất: 96%. Nên báo cáo cấp trên sớm."
    )


def test_the_ledger_agrees_with_the_list(sample: Organisation) -> None:
    before, this_year = movement_lines(sample, MONDAY)
    assert (before.opening, before.admitted, before.transferred_in, before.transferred_out) == (18, 3, 1, 2)
    assert (before.closing, before.listed, this_year.opening) == (20, 20, 20)
    assert (this_year.admitted, this_year.transferred_in, this_year.closing, this_year.listed) == (1, 2, 23, 23)


def test_ages_in_full_years(sample: Organisation) -> None:
    bands, unknown = age_pyramid(sample, MONDAY)
    assert [(band.first, band.total) for band in bands] == [(18, 6), (31, 7), (36, 4), (41, 3), (46, 2), (51, 1)]
    assert (sum(band.women for band in bands), unknown) == (13, 0)
