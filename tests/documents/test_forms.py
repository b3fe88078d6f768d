"""The form follows the date on the paper; every measure says how sure it is."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.refusal import FaultyError
from chibo.documents.regimes import paper_types, regime_on, regimes
from chibo.documents.wording import as_chapter, as_committee, day, number, paragraphs, percent
from chibo.law.calendar import PartialDate
from chibo.law.vocabulary import Confidence


@pytest.mark.parametrize(
    ("dated", "form"),
    [
        (date(2004, 5, 28), "11-HD/VPTW"),
        (date(2018, 2, 5), "11-HD/VPTW"),
        (date(2018, 4, 2), "11-HD/VPTW"),
        (date(2018, 4, 3), "36-HD/VPTW"),
        (date(2026, 1, 9), "36-HD/VPTW"),
        (date(2026, 5, 26), "36-HD/VPTW"),
        (date(2026, 5, 27), "05-HD/VPTW"),
        (date(2040, 1, 1), "05-HD/VPTW"),
    ],
)
def test_the_date_of_the_paper_chooses_its_form(dated: date, form: str) -> None:
    assert regime_on(dated).id == form


def test_before_the_first_known_form_there_is_no_basis() -> None:
    with pytest.raises(FaultyError, match="Chưa có căn cứ về thể thức cho văn bản ngày 27-5-2004"):
        regime_on(date(2004, 5, 27))


def test_margins_and_sizes_are_those_of_each_guidance() -> None:
    old, middle, new = regimes()
    assert old.value("margins_mm") == {"top": 25, "bottom": 25, "left": 35, "right": 15}
    assert middle.value("margins_mm") == new.value("margins_mm") == {"top": 20, "bottom": 20, "left": 30, "right": 15}
    assert (middle.value("party_title_pt"), new.value("party_title_pt")) == (15, 14)
    assert (middle.value("summary_hyphens"), middle.measures["summary_hyphens"].confidence) == (5, Confidence.MEDIUM)
    assert {regime.number_prefix for regime in regimes()} == {"Số"}


def test_a_value_nobody_has_seen_is_marked_so() -> None:
    for regime in regimes():
        for name, measure in regime.measures.items():
            assert not measure.safe or measure.confidence is Confidence.LOW, (regime.id, name)
    assert regimes()[0].measures["margins_mm"].confidence is Confidence.HIGH
    assert regimes()[0].measures["body_pt"].safe


def test_the_types_that_bear_numbers() -> None:
    assert paper_types()["NQ"] == "Nghị quyết"
    assert "QĐ" in paper_types()


def test_days_are_said_as_far_as_they_are_known() -> None:
    assert day(date(2018, 2, 5)) == "ngày 05 tháng 02 năm 2018"
    assert day(date(2018, 11, 15)) == "ngày 15 tháng 11 năm 2018"
    assert day(PartialDate(1993, 5, 30)) == "ngày 30 tháng 5 năm 1993"
    assert day(PartialDate(1993, 5)) == "tháng 5 năm 1993"
    assert day(PartialDate(1993)) == "năm 1993"
    assert day(None) is None


def test_shares_numbers_and_texts() -> None:
    assert [percent(19, 21), percent(18, 18), percent(0, 18), percent(1, 0), percent(None, 3)] == [
        "90,5%",
        "100%",
        "0%",
        None,
        None,
    ]
    assert [number(7), number(123), number(None)] == ["07", "123", None]
    assert paragraphs(" một \r\n\n  hai  ba\n") == ["một", "hai ba"]
    assert as_chapter("Đảng ủy Khối các cơ quan tỉnh") == "Đảng bộ Khối các cơ quan tỉnh"
    assert as_committee("Đảng bộ xã Mẫu") == "Đảng ủy xã Mẫu"
