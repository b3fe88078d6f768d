"""The delivered data read again and compared with what a plain YAML parser finds: nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import chibo.law
from chibo.law.reading import read_book, read_figure, read_holidays, read_instruments, read_policies, read_value
from chibo.law.timeline import DossierPaper, Figure, Instrument
from tests.law.sample import RULES

LAW = Path(chibo.law.__file__).parent
FILES = sorted((LAW / "figures").rglob("*.yaml"))


def _plain(name: str) -> Any:
    return yaml.safe_load((LAW / name).read_text("utf-8"))


def _written(value: Any) -> Any:
    """A value of the law as its file writes it; a share stays one, for a file may write 15/100."""
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if isinstance(value, DossierPaper):
        return {"paper": value.paper.value, "phase": value.phase.value, "when": value.when.value}
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    return value


def _instruments() -> dict[str, Instrument]:
    return read_instruments((LAW / "instruments.yaml").read_text("utf-8"), "instruments.yaml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}.{file.stem}")
def test_a_figure_says_what_its_file_says(file: Path) -> None:
    told = yaml.safe_load(file.read_text("utf-8"))
    figure = read_figure(file.read_text("utf-8"), file.name, dict(RULES.instruments))
    assert (figure.key, figure.name, figure.unit) == (told["key"], told["name"], told["unit"])
    assert figure.delegable is told["delegable"]
    assert (figure.comparison, figure.note) == (told.get("comparison", ""), told.get("note", ""))
    assert len(figure.values) == len(told["values"])
    for dated, line in zip(figure.values, told["values"], strict=True):
        assert _written(dated.value) == (Fraction(line["value"]) if figure.unit == "share" else line["value"])
        assert (dated.starts_on, dated.checked_on) == (line["from"], line["checked_on"])
        assert (dated.citation, dated.url) == (line["citation"], line["url"])
        assert (dated.confidence.value, dated.instrument) == (line["confidence"], line.get("instrument", ""))
        assert (dated.text, dated.note) == (line.get("text", ""), line.get("note", ""))
        assert dated.restated is line.get("restated", False)


def test_every_instrument_says_what_the_register_says() -> None:
    told = _plain("instruments.yaml")
    read = _instruments()
    assert list(read) == [line["id"] for line in told]
    for line in told:
        one = read[line["id"]]
        assert (one.id, one.number, one.kind, one.issuer) == tuple(
            line[name] for name in ("id", "number", "kind", "issuer")
        )
        assert (one.signed_on, one.in_force_from) == (line["signed_on"], line["in_force_from"])
        assert (one.superseded_on, one.superseded_by) == (line.get("superseded_on"), line.get("superseded_by", ""))
        assert (one.confidence.value, one.note) == (line["confidence"], line.get("note", ""))


def test_every_switch_says_what_its_file_says() -> None:
    told = _plain("policies.yaml")
    read = read_policies((LAW / "policies.yaml").read_text("utf-8"), "policies.yaml")
    assert list(read) == [line["name"] for line in told]
    for line in told:
        one = read[line["name"]]
        assert (one.name, one.title, one.default) == (line["name"], line["title"], line["default"])
        assert (dict(one.options), one.note) == (line["options"], line.get("note", ""))
        assert all(isinstance(words, str) for words in one.options.values())


def test_the_holidays_are_those_of_the_file() -> None:
    told = _plain("holidays.yaml")
    read = read_holidays((LAW / "holidays.yaml").read_text("utf-8"), "holidays.yaml")
    assert {day.isoformat() for day in read.days} == {str(day) for day in told["days"]}
    assert read.years == frozenset(told["years"])
    assert read.source == told["source"]


def test_the_whole_book_holds_every_file() -> None:
    read = read_book(LAW)
    told: list[Figure] = [RULES.figure(f"{file.parent.name}.{file.stem}") for file in FILES]
    assert sorted(figure.key for figure in read.figures()) == sorted(figure.key for figure in told)
    assert read.instruments == RULES.instruments
    assert read.switches == RULES.switches
    assert read.holidays == RULES.holidays
    assert read.fingerprint == RULES.fingerprint


@pytest.mark.parametrize(
    ("written", "unit", "read"),
    [
        (12, "months", 12),
        (True, "flag", True),
        ("Bộ Chính trị", "code", "Bộ Chính trị"),
        ("2/3", "share", Fraction(2, 3)),
        ("1/1", "share", Fraction(1)),
        (["a", "b"], "list", ("a", "b")),
        ({"a": "x", "b": ["y", "z"]}, "map", {"a": "x", "b": ("y", "z")}),
        ([], "papers", ()),
    ],
)
def test_a_value_typed_by_hand_is_read_as_in_a_file(written: object, unit: str, read: object) -> None:
    assert read_value(written, unit) == read


def test_the_book_knows_the_years_it_was_made_for() -> None:
    assert {2011, 2026} <= RULES.holidays.years
    assert date(2026, 9, 2) in RULES.holidays.days
