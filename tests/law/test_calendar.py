from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chibo.law.calendar import (
    CalendarGap,
    HolidayCalendar,
    MonthEnd,
    PartialDate,
    Spell,
    add_months,
    age_on,
    full_months_between,
    month_end,
)
from chibo.law.reading import rulebook
from tests.law.sample import CASES, SAMPLE

DATES: dict[str, Any] = yaml.safe_load((CASES / "dates.yaml").read_text("utf-8"))
HOLIDAYS = rulebook().holidays
days = st.dates(date(1930, 1, 1), date(2090, 12, 31))
covered_days = st.dates(date(2011, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(("start", "months", "result"), DATES["months"])
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, result: date) -> None:
    assert add_months(start, months) == result


@pytest.mark.parametrize(("birth", "on", "age"), DATES["ages"])
def test_age_in_full_years(birth: date, on: date, age: int) -> None:
    assert age_on(birth, on) == age


@pytest.mark.parametrize(("start", "count", "last"), DATES["working_days"])
def test_working_days_start_the_day_after(start: date, count: int, last: date) -> None:
    assert HOLIDAYS.add_working_days(start, count) == last
    assert HOLIDAYS.working_days_between(start, last) == count


def test_a_missing_day_can_be_read_as_the_first_of_the_next_month() -> None:
    assert add_months(date(2024, 2, 29), 12, month_end=MonthEnd.NEXT_DAY) == date(2025, 3, 1)
    assert add_months(date(2024, 2, 28), 12, month_end=MonthEnd.NEXT_DAY) == date(2025, 2, 28)


def test_last_day_of_a_month() -> None:
    assert month_end(date(2020, 2, 3)) == date(2020, 2, 29)


@given(days, days, st.integers(0, 240))
def test_add_months_keeps_the_order_of_days(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(days, st.integers(0, 240))
def test_adding_months_makes_that_many_full_months(start: date, months: int) -> None:
    assert full_months_between(start, add_months(start, months)) == months
    if months:
        assert full_months_between(start, add_months(start, months) - timedelta(days=1)) == months - 1


@given(covered_days, st.integers(1, 120))
def test_counting_inverts_adding_working_days(start: date, count: int) -> None:
    last = HOLIDAYS.add_working_days(start, count)
    assert HOLIDAYS.is_working_day(last)
    assert HOLIDAYS.working_days_between(start, last) == count


@given(covered_days, st.integers(1, 60))
def test_counting_the_first_day_is_never_later(start: date, count: int) -> None:
    early = HOLIDAYS.add_working_days(start, count, start_counts=True)
    assert early <= HOLIDAYS.add_working_days(start, count)
    assert HOLIDAYS.working_days_between(start, early, start_counts=True) == count


def test_a_count_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        HOLIDAYS.add_working_days(date(2018, 1, 1), 0)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert HOLIDAYS.working_days_between(date(2018, 5, 21), date(2018, 5, 18)) == 0


def test_a_year_without_data_is_said() -> None:
    calendar = HolidayCalendar(days=frozenset(), years=frozenset({2018}))
    with pytest.raises(CalendarGap) as gap:
        calendar.add_working_days(date(2018, 12, 28), 5)
    assert gap.value.year == 2019


def test_the_frozen_calendar_agrees_with_the_sample_cell_on_every_weekday() -> None:
    known = {day for day in SAMPLE["holidays"] if day.weekday() < 5}
    first, last = date(2015, 9, 2), date(2020, 5, 31)
    ours = {day for day in HOLIDAYS.days if first <= day <= last and day.weekday() < 5}
    assert ours == known


def test_saturdays_worked_for_swapped_days_do_not_count() -> None:
    assert not HOLIDAYS.is_working_day(date(2019, 1, 5))
    assert not HOLIDAYS.is_working_day(date(2018, 12, 31))


def test_holidays_left_out_of_a_count_are_named() -> None:
    skipped = HOLIDAYS.skipped_between(date(2018, 1, 18), date(2018, 3, 8))
    assert skipped == tuple(date(2018, 2, day) for day in (14, 15, 16, 19, 20))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1985", date(1985, 1, 1), date(1985, 12, 31)),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29)),
        ("1985-07-09", date(1985, 7, 9), date(1985, 7, 9)),
    ],
)
def test_partial_dates_keep_what_is_known(text: str, earliest: date, latest: date) -> None:
    partial = PartialDate.parse(text)
    assert (str(partial), partial.earliest, partial.latest) == (text, earliest, latest)
    assert partial.is_full == (earliest == latest)


@pytest.mark.parametrize("text", ["", "85", "1985-13", "1985-04-31", "1985-00", "1985-07-00", "7/1985", "0000"])
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the message differs with the fault
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(1985, 0, 3)


@given(days)
def test_a_full_date_survives_text(day: date) -> None:
    assert PartialDate.parse(str(PartialDate.of(day))).latest == day


@given(days, st.integers(0, 400), st.integers(-500, 500))
def test_spells_are_half_open(start: date, length: int, offset: int) -> None:
    spell = Spell(start, start + timedelta(days=length))
    assert spell.covers(start + timedelta(days=offset)) == (0 <= offset < length)


@given(days, st.integers(0, 40), days, st.integers(0, 40))
def test_overlap_is_a_shared_day(one: date, length: int, other: date, other_length: int) -> None:
    first, second = Spell(one, one + timedelta(days=length)), Spell(other, other + timedelta(days=other_length))
    shared = any(second.covers(one + timedelta(days=offset)) for offset in range(length))
    assert first.overlaps(second) == second.overlaps(first) == shared


def test_open_spells_overlap_when_the_other_has_not_ended_before() -> None:
    open_spell = Spell(date(2018, 1, 1))
    assert open_spell.covers(date(2090, 1, 1))
    assert open_spell.overlaps(Spell(date(2030, 1, 1)))
    assert not open_spell.overlaps(Spell(date(2017, 1, 1), date(2018, 1, 1)))


def test_a_spell_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Spell(date(2018, 1, 2), date(2018, 1, 1))


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 31), 1), (date(1, 1, 1), -1)])
def test_months_beyond_the_calendar_are_refused(day: date, months: int) -> None:
    with pytest.raises(OverflowError, match="no calendar"):
        add_months(day, months)
