"""Dates as people type them and as offices write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.dates import (
    local_day,
    local_moment,
    read_date,
    say_date,
    say_long,
    say_moment,
    say_paper_date,
    say_time,
)
from chibo.base.refusal import FaultyError

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "5/2/2018",
        "05/02/2018",
        "5-2-18",
        "5.2.2018",
        "05022018",
        "050218",
        "2018-02-05",
        " 5 / 2 / 2018 ",
        "5 2 2018",
        "ngày 5 tháng 2 năm 2018",
        "Ngày 05 tháng 02 năm 2018",
    ],
)
def test_every_way_of_typing_a_day_is_read(typed: str) -> None:
    assert read_date(typed) == date(2018, 2, 5)


def test_two_figures_mean_the_century_that_people_mean() -> None:
    assert read_date("5-2-49").year == 2049
    assert read_date("5-2-50").year == 1950


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("32-1-1990", "“32-1-1990”: tháng 1 chỉ có 31 ngày."),
        ("29-2-2018", "“29-2-2018”: tháng 2 năm 2018 chỉ có 28 ngày."),
        ("0-1-2018", "“0-1-2018”: tháng 1 chỉ có 31 ngày."),
        ("5-13-2018", "“5-13-2018”: không có tháng 13."),
        ("5-2-1018", "“5-2-1018”: năm 1018 nằm ngoài khoảng 1900–2199."),
        ("hôm qua", "Chưa đọc được ngày “hôm qua”."),
        ("", "Chưa ghi ngày."),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason_and_what_to_write(typed: str, what: str) -> None:
    with pytest.raises(FaultyError) as caught:
        read_date(typed, field="ceremony_on")
    (fault,) = caught.value.faults
    assert (fault.what, fault.next, fault.field) == (what, "Ghi ngày, tháng, năm, ví dụ 5-2-2018.", "ceremony_on")


@given(DAYS)
def test_what_is_said_is_read_back(day: date) -> None:
    assert read_date(say_date(day)) == day
    assert read_date(say_paper_date(day)) == day
    assert read_date(f"{day:%d%m%Y}") == day


def test_a_moment_has_the_day_and_the_hour_of_viet_nam() -> None:
    moment = datetime(2026, 3, 4, 18, 5, tzinfo=UTC)
    assert local_day(moment) == local_moment(moment).date() == date(2026, 3, 5)
    assert local_moment(moment) == moment
    assert local_day(datetime(2026, 3, 4, 16, 59, tzinfo=UTC)) == date(2026, 3, 4)
    assert say_time(moment) == "1:05"
    assert say_moment(moment) == "1 giờ 05 ngày 5-3-2026"


def test_a_day_in_words() -> None:
    assert say_long(date(2018, 2, 5)) == "thứ Hai, ngày 5 tháng 2 năm 2018"
    assert say_long(date(2018, 5, 20)).startswith("Chủ nhật, ")


def test_papers_write_small_days_and_the_first_two_months_with_a_zero() -> None:
    assert say_paper_date(date(2018, 2, 5)) == "ngày 05 tháng 02 năm 2018"
    assert say_paper_date(date(2018, 6, 5)) == "ngày 05 tháng 6 năm 2018"
    assert say_paper_date(date(2018, 12, 15)) == "ngày 15 tháng 12 năm 2018"
