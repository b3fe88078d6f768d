"""Values added between two releases, as the pure library sees them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.law.cases.given import Given, NotCovered
from chibo.law.cases.questions.clocks import probation_from
from chibo.law.reading import DataFault, read_value, rulebook
from chibo.law.timeline import Amendment, written
from chibo.law.vocabulary import Confidence

RULES = rulebook()
NEW = date(2026, 10, 1)


def added(key: str, value: object, starts_on: date = NEW) -> Amendment:
    return Amendment(
        key=key,
        starts_on=starts_on,
        value=value,  # type: ignore[arg-type]
        citation="Hướng dẫn 99-HD/TW",
        confidence=Confidence.MEDIUM,
        added_on=date(2026, 11, 3),
    )


def test_an_amendment_rules_from_its_day_and_its_citation_says_so() -> None:
    rules = RULES.with_amendments([added("ceremony.deadline", 20)])
    reading = rules.on("ceremony.deadline", NEW)
    assert reading.number == 20
    assert reading.citation.text == "Hướng dẫn 99-HD/TW (đơn vị bổ sung ngày 3-11-2026)"
    assert reading.citation.confidence is Confidence.MEDIUM
    assert not reading.carried_forward
    assert rules.on("ceremony.deadline", date(2026, 9, 30)).number == 30


def test_the_book_it_was_laid_over_stays_as_it_was() -> None:
    before = RULES.fingerprint
    changed = RULES.with_amendments([added("ceremony.deadline", 20)])
    assert RULES.on("ceremony.deadline", NEW).number == 30
    assert changed.fingerprint != before == RULES.fingerprint


def test_an_older_day_stands_in_its_place_among_the_values() -> None:
    rules = RULES.with_amendments([added("ceremony.deadline", 15, date(2012, 1, 5))])
    days = [dated.starts_on for dated in rules.figure("ceremony.deadline").values]
    assert days == sorted(days)
    assert rules.on("ceremony.deadline", date(2013, 1, 1)).number == 15


def test_on_its_own_day_it_stands_before_the_release() -> None:
    day = date(2026, 7, 26)
    rules = RULES.with_amendments([added("ceremony.deadline", 25, day)])
    assert rules.on("ceremony.deadline", day).number == 25
    assert len(rules.figure("ceremony.deadline").values) == len(RULES.figure("ceremony.deadline").values)


def test_a_figure_the_release_no_longer_has_is_left_out() -> None:
    assert RULES.with_amendments([added("gone.figure", 3)]).book == RULES.book


def test_own_rules_and_readings_stay() -> None:
    rules = RULES.with_local(policies={"months.end": "next_day"}).with_amendments([added("ceremony.deadline", 20)])
    assert rules.policy("months.end") == "next_day"


def test_a_citation_knows_its_figure_without_being_another_citation_for_it() -> None:
    first, second = (RULES.on(key, NEW).citation for key in ("ceremony.deadline", "ceremony.clock_start"))
    assert first.rule == "ceremony.deadline"
    assert second.rule == "ceremony.clock_start"
    assert (first == second) == (first.text == second.text and first.url == second.url)


def test_every_value_of_the_law_can_be_written_and_read_back() -> None:
    for figure in RULES.figures():
        for dated in figure.values:
            assert read_value(written(dated.value), figure.unit) == dated.value, figure.key


@pytest.mark.parametrize(
    ("given", "unit"),
    [
        ("30", "months"),
        (True, "months"),
        ("5/4", "share"),
        ("a", "flag"),
        (["x"], "map"),
        ([3], "papers"),
        (1, "moons"),
    ],
)
def test_a_value_of_another_shape_is_refused(given: object, unit: str) -> None:
    with pytest.raises(DataFault):
        read_value(given, unit)


def test_a_share_is_written_as_a_fraction() -> None:
    assert written(Fraction(2, 3)) == "2/3"


def test_a_question_about_a_start_that_a_later_text_moved_is_not_answered_by_the_old_one() -> None:
    moved = added("probation.clock_start", "decision_date", date(2030, 1, 1))
    facts = {"ceremony_date": date(2030, 2, 3)}
    given = Given(facts=facts, expected={}, regime=None, rules=RULES.with_amendments([moved]))
    with pytest.raises(NotCovered):
        probation_from(given)
    earlier = Given(facts={"ceremony_date": date(2029, 2, 3)}, expected={}, regime=None, rules=given.rules)
    assert probation_from(earlier) == date(2029, 2, 3)
