"""Reading numbers that somebody typed."""

from __future__ import annotations

import pytest

from chibo.base.numbers import say_count, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        (" 12 ", 12),
        ("٣", 3),  # figures of another script are figures
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),  # more than the databases keep
        ("9" * 5000, None),  # more than Python makes a number of
        ("²", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("1e3", None),
    ],
)
def test_what_is_a_number_and_what_is_not(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_a_large_number_is_written_as_people_read_it() -> None:
    assert [say_count(number) for number in (0, 999, 4041, 1234567)] == ["0", "999", "4.041", "1.234.567"]
