from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from chibo.law.reading import (
    DataFault,
    read_book,
    read_figure,
    read_holidays,
    read_instruments,
    read_policies,
)
from chibo.law.vocabulary import Confidence
from tests.law.sample import RULES

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = """\
key: vote.cell_threshold
name: Tỷ lệ tán thành ở chi bộ
unit: share
delegable: false
comparison: at_least
values:
- from: 2011-01-19
  value: 2/3
  citation: Điều lệ Đảng 2011, Điều 4 khoản 3
  instrument: dieu-le-2011
  url: https://example.vn
  confidence: high
  checked_on: 2026-11-23
"""
INSTRUMENTS = dict(RULES.instruments)
INSTRUMENT = """\
- {id: a, number: 1-QĐ/TW, kind: Quy định, issuer: Ban Bí thư, signed_on: 2020-01-01,
   in_force_from: 2020-01-01, confidence: high}
"""
POLICY = "- {name: a.b, title: A, default: x, options: {x: X, z: Z}}\n"
HOLIDAYS = "source: s\nyears: [2018]\ndays:\n  '2018-01-01': Tết\n"


def _figure(old: str, new: str) -> DataFault:
    assert old in FIGURE
    with pytest.raises(DataFault) as fault:
        read_figure(FIGURE.replace(old, new), "figures/vote/cell_threshold.yaml", INSTRUMENTS)
    assert str(fault.value).startswith("figures/vote/cell_threshold.yaml:")
    return fault.value


def test_a_figure_is_read_as_it_stands() -> None:
    figure = read_figure(FIGURE, "x.yaml", INSTRUMENTS)
    dated = figure.values[0]
    assert (dated.value, dated.starts_on, dated.confidence) == (Fraction(2, 3), date(2011, 1, 19), Confidence.HIGH)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("delegable: false", "delegable: false\ncolour: red", 5),
        ("  checked_on: 2026-11-23", "  checked_on: 2026-11-23\n  seen: yes", 14),
        ("  value: 2/3", "  value: 2/3\n  value: 1/2", 9),
        ("2011-01-19", "2011-02-30", 7),
        ("2011-01-19", "soon", 7),
        ("value: 2/3", "value: 3/2", 8),
        ("value: 2/3", "value: 2/0", 8),
        ("value: 2/3", "value: two", 8),
        ("instrument: dieu-le-2011", "instrument: dieu-le-1945", 10),
        ("  instrument: dieu-le-2011\n", "", 7),
        ("confidence: high", "confidence: certain", 12),
        ("  checked_on: 2026-11-23\n", "", 7),
        ("  citation: Điều lệ Đảng 2011, Điều 4 khoản 3\n", "", 7),
        ("comparison: at_least", "comparison: about", 5),
        ("comparison: at_least\n", "", 1),
        ("unit: share", "unit: parsecs", 5),
        ("unit: share\ndelegable: false\ncomparison: at_least", "unit: parsecs\ndelegable: false", 7),
        ("unit: share\ndelegable: false\ncomparison: at_least", "unit: months\ndelegable: false", 7),
        ("unit: share\ndelegable: false\ncomparison: at_least", "unit: flag\ndelegable: false", 7),
        ("unit: share\ndelegable: false\ncomparison: at_least", "unit: list\ndelegable: false", 7),
        ("unit: share\ndelegable: false\ncomparison: at_least", "unit: map\ndelegable: false", 7),
        ("delegable: false", "delegable: perhaps", 4),
        ("key: vote.cell_threshold", "- key", 1),
        ("delegable: false", "delegable: [false", 5),
    ],
    ids=repr,
)
def test_a_fault_names_its_file_and_line(old: str, new: str, line: int) -> None:
    assert abs(_figure(old, new).line - line) <= 1


def test_two_values_of_one_day_and_a_wrong_order_are_refused() -> None:
    second = FIGURE[FIGURE.index("- from") :]
    with pytest.raises(DataFault, match="start on one day"):
        read_figure(FIGURE + second, "x.yaml", INSTRUMENTS)
    with pytest.raises(DataFault, match="oldest first"):
        read_figure(FIGURE + second.replace("2011-01-19", "2010-01-19"), "x.yaml", INSTRUMENTS)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (INSTRUMENT * 2, "stands twice"),
        (INSTRUMENT.replace("confidence", "superseded_by: b, confidence"), "no instrument"),
        (INSTRUMENT.replace("kind", "sort"), "unknown key"),
        ("id: a\n", "expected a list"),
        ("- a\n", "expected names and values"),
    ],
    ids=repr,
)
def test_the_register_of_instruments_is_strict(text: str, what: str) -> None:
    with pytest.raises(DataFault, match=what):
        read_instruments(text, "instruments.yaml")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (POLICY * 2, "stands twice"),
        (POLICY.replace("default: x", "default: y"), "is no option"),
        (POLICY.replace("title: A", "title: 3"), "must be a str"),
    ],
    ids=repr,
)
def test_policies_are_strict(text: str, what: str) -> None:
    with pytest.raises(DataFault, match=what):
        read_policies(text, "policies.yaml")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [("2018-01-01", "2019-01-01", "no year of the data"), ("2018-01-01", "Tết", "not a date")],
)
def test_holidays_are_strict(old: str, new: str, what: str) -> None:
    with pytest.raises(DataFault, match=what):
        read_holidays(HOLIDAYS.replace(old, new), "holidays.yaml")


def test_the_key_of_a_figure_fits_its_file(tmp_path: Path) -> None:
    (tmp_path / "instruments.yaml").write_text(INSTRUMENT, "utf-8")
    (tmp_path / "policies.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "holidays.yaml").write_text(HOLIDAYS, "utf-8")
    folder = tmp_path / "figures" / "vote"
    folder.mkdir(parents=True)
    text = FIGURE.replace("dieu-le-2011", "a")
    (folder / "cell_threshold.yaml").write_text(text, "utf-8")
    assert [figure.key for figure in read_book(tmp_path).figures()] == ["vote.cell_threshold"]
    (folder / "other.yaml").write_text(text, "utf-8")
    with pytest.raises(DataFault, match="does not fit"):
        read_book(tmp_path)


def test_every_delivered_figure_has_its_article_and_the_day_it_was_checked() -> None:
    figures = RULES.figures()
    assert len(figures) >= 62
    for figure in figures:
        assert figure.name
        assert figure.values or figure.delegable, figure.key
        for dated in figure.values:
            assert dated.citation, figure.key
            assert dated.url, figure.key
            assert dated.checked_on >= date(2026, 11, 23)
            if dated.instrument:
                assert dated.starts_on >= RULES.instruments[dated.instrument].in_force_from, figure.key


def test_codes_are_worded_in_vietnamese() -> None:
    for figure in RULES.figures():
        for dated in figure.values:
            if figure.unit in {"code", "list"}:
                assert dated.text, figure.key
