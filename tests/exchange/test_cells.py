"""Cells in whatever way people wrote them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.exchange.lists.cells import (
    UnreadableError,
    date_of,
    is_yes,
    looks_like_name,
    name_of,
    say_partial,
    sex_of,
    text_of,
)

ON = date(2018, 5, 21)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7/1985", "1985-07"),
        ("1985", "1985"),
        ("tháng 7-1985", "1985-07"),
        ("Tháng 7 năm 1985", "1985-07"),
        ("T7/1985", "1985-07"),
        ("07.1985", "1985-07"),
        ("1985-07", "1985-07"),
        ("năm 1985", "1985"),
        ("T7/85", "1985-07"),
        ("T5/18", "2018-05"),
        ("T6/19", "1919-06"),
        ("15/8/1972", "1972-08-15"),
        ("15-08-72", "1972-08-15"),
        ("15 . 8 . 1972", "1972-08-15"),
        ("12/5/49", "1949-05-12"),
        ("3/2/18", "2018-02-03"),
        ("05021991", "1991-02-05"),
        ("5021991", "1991-02-05"),
        ("1981-08-11", "1981-08-11"),
        ("1981-08-11 00:00:00", "1981-08-11"),
        ("ngày 9 tháng 10 năm 1979", "1979-10-09"),
        ("１１/０３/１９８３", "1983-03-11"),
        (" 20/11/1975 ", "1975-11-20"),
        (1985, "1985"),
        (1985.0, "1985"),
        (28129.0, "1977-01-04"),
        (28129.75, "1977-01-04"),
        (7.1985, "1985-07"),
        (10.198, "1980-10"),
        (5021991.0, "1991-02-05"),
        (datetime(1967, 4, 2, 0, 0), "1967-04-02"),  # noqa: DTZ001 - as a spreadsheet gives it
        (date(1967, 4, 2), "1967-04-02"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(typed: Any, read: str) -> None:
    assert str(date_of(typed, ON)) == read


@pytest.mark.parametrize("typed", ["", None, "-", "không", "chưa có", "không rõ", " ", 0])
def test_an_empty_date_is_no_fault(typed: Any) -> None:
    assert date_of(typed, ON) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("32-1-1990", "“32-1-1990”: tháng 1 chỉ có 31 ngày."),
        ("29/2/1990", "“29/2/1990”: tháng 2 năm 1990 chỉ có 28 ngày."),
        ("5/13/1990", "“5/13/1990”: không có tháng 13."),
        ("13/1990", "“13/1990”: không có tháng 13."),
        ("1785", "“1785”: năm 1785 nằm ngoài khoảng 1900–2099."),
        ("x", "Chưa đọc được ngày “x”."),
        ("sau Tết", "Chưa đọc được ngày “sau Tết”."),
        (float("inf"), "Chưa đọc được ngày “inf”."),
        (float("nan"), "Chưa đọc được ngày “nan”."),
        (-5, "Chưa đọc được ngày “-5”."),
        (10**12, "Chưa đọc được ngày “1000000000000”."),
    ],
)
def test_what_is_no_date_is_said_kindly(typed: Any, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        date_of(typed, ON)
    assert str(refused.value) == said


@given(st.dates(date(1930, 1, 1), ON), st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}"]))
def test_every_day_is_read_back_in_every_way_of_writing_it(day: date, form: str) -> None:
    assert str(date_of(form.format(day), ON)) == day.isoformat()


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.none()))
def test_no_cell_breaks_the_reading(value: Any) -> None:
    assert isinstance(text_of(value), str)
    with suppress(UnreadableError):
        date_of(value, ON)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("NGUYỄN MẪU THANH", "Nguyễn Mẫu Thanh"),
        ("lường mẫu lan", "Lường Mẫu Lan"),
        ("Nguyễn thị Mẫu", "Nguyễn Thị Mẫu"),
        ("H’Mẫu Yang", "H’Mẫu Yang"),
        ("H'MẪU YANG", "H'Mẫu Yang"),
        ("Đặng  Mẫu\u00a0Ý", "Đặng Mẫu Ý"),
    ],
)
def test_names_get_their_capitals(typed: str, name: str) -> None:
    assert name_of(typed) == name


def test_names_look_like_names() -> None:
    assert looks_like_name("Lò Mẫu An")
    assert looks_like_name("H’Mẫu Yang")
    for text in ("Tổng cộng: 25", "An", "12", "Chi bộ 1", "một hai ba bốn năm sáu bảy tám"):
        assert not looks_like_name(text), text


def test_sexes_and_ticks() -> None:
    assert [sex_of(text) for text in ("Nam", "nữ", "Nữ.", "", "F")] == ["male", "female", "female", "", "female"]
    with pytest.raises(UnreadableError, match="giới tính ghi nam hoặc nữ"):
        sex_of("khác")
    assert [is_yes(text) for text in ("x", "X", "✓", "có", "", "không", "-")] == [True, True, True, True, *[False] * 3]


def test_wide_and_invisible_letters_go() -> None:
    assert text_of("\ufeff Ｐｈạｍ\u200b  Mẫu ") == "Phạm Mẫu"
    assert text_of(25.0) == "25"
    assert text_of(True) == "x"  # noqa: FBT003 - a ticked cell


def test_partial_dates_are_said_as_far_as_known() -> None:
    said = [say_partial(known) for text in ("1985", "7/1985", "5/7/1985") if (known := date_of(text, ON))]
    assert said == ["năm 1985", "tháng 7-1985", "5-7-1985"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Đ/c Lò Mẫu An", "Lò Mẫu An"),
        ("Đồng chí: Lò Mẫu An", "Lò Mẫu An"),
        ("đ.c. LÒ MẪU AN", "Lò Mẫu An"),
        ("Bà Quàng Mẫu Bình (Bí thư)", "Quàng Mẫu Bình"),
        ("Ông Nguyễn Mẫu Bảo", "Nguyễn Mẫu Bảo"),
        ("Ông Mẫu Bảo", "Ông Mẫu Bảo"),  # a family
        ("3. Cà Mẫu Chi", "Cà Mẫu Chi"),
        ("12) cà mẫu chi (dự bị)", "Cà Mẫu Chi"),
        ("Vừ Mẫu Dế (Dìn)", "Vừ Mẫu Dế (Dìn)"),  # another name: asked about
        ("Đỗ Mẫu Cường", "Đỗ Mẫu Cường"),
        ("Bàn Mẫu Hoa", "Bàn Mẫu Hoa"),
    ],
)
def test_what_stands_around_a_name_is_no_part_of_it(typed: str, name: str) -> None:
    assert name_of(typed) == name
