from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.law.calendar import HolidayCalendar
from chibo.law.timeline import (
    Computation,
    LawGap,
    NotDelegable,
    Overlay,
    Reading,
    Rulebook,
    Unit,
    UnknownFigure,
    UnknownPolicy,
    found,
    windowed,
)
from chibo.law.vocabulary import Confidence, PaperKind
from tests.law.sample import RULES


def overlay(key: str, value: int, starts_on: date, ends_on: date | None = None) -> Overlay:
    return Overlay(key=key, value=value, starts_on=starts_on, ends_on=ends_on, citation="Nghị quyết chi bộ")


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("ceremony.clock_start", date(2016, 7, 25), "decision_received_by_cell"),
        ("ceremony.clock_start", date(2026, 7, 25), "decision_received_by_cell"),
        ("ceremony.clock_start", date(2026, 7, 26), "decision_issued"),
        ("education.min", date(2021, 7, 29), "thcs_diploma_or_equivalent"),
        ("education.min", date(2021, 7, 30), "thcs_diploma"),
        ("party_card.number_digits", date(2024, 10, 30), 8),
        ("party_card.number_digits", date(2024, 10, 31), 12),
        ("meeting.monthly", date(2018, 5, 21), 1),
        ("vote.cell_threshold", date(2012, 1, 1), Fraction(2, 3)),
        ("vote.standing_committee_threshold", date(2018, 1, 1), Fraction(1, 2)),
        ("probation.length", date(2013, 1, 1), 12),
    ],
)
def test_a_figure_has_the_value_of_its_day(key: str, day: date, value: object) -> None:
    assert RULES.on(key, day).value == value


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("ceremony.deadline", date(2016, 7, 24)),
        ("awareness_certificate.validity", date(2016, 8, 4)),
        ("age.max_ordinary", date(2014, 1, 1)),
        ("local.mentoring_months", date(2018, 1, 1)),
        ("vote.denominator_exclusions", date(2025, 6, 30)),
    ],
)
def test_a_gap_is_an_error_and_never_a_neighbour(key: str, day: date) -> None:
    with pytest.raises(LawGap) as gap:
        RULES.on(key, day)
    assert (gap.value.key, gap.value.day) == (key, day)
    assert RULES.find(key, day) is None


@pytest.mark.parametrize(
    ("key", "day", "carried"),
    [
        ("decide.recognition_deadline", date(2025, 6, 30), False),
        ("decide.recognition_deadline", date(2025, 7, 1), True),
        ("readmission.max_times", date(2022, 1, 1), True),
        ("age.min", date(2026, 5, 1), False),  # the Charter still says it
        ("age.max_ordinary", date(2026, 5, 1), True),
        ("age.max_ordinary", date(2026, 7, 26), False),
        ("vote.cell_threshold", date(2023, 1, 1), False),  # the Charter still says it
    ],
)
def test_a_value_of_a_superseded_instrument_is_carried_forward(key: str, day: date, *, carried: bool) -> None:
    assert RULES.on(key, day).carried_forward is carried


def test_same_is_the_real_value_marked_as_restated() -> None:
    reading = RULES.on("age.over_max_authority", date(2022, 1, 1))
    assert reading.code == RULES.on("age.over_max_authority", date(2018, 1, 1)).code
    assert reading.restated


def test_unknown_names_are_said() -> None:
    with pytest.raises(UnknownFigure):
        RULES.on("weather", date(2018, 1, 1))
    with pytest.raises(UnknownPolicy):
        RULES.policy("weather")
    for policies in ({"weather": "fine"}, {"months.end": "never"}):
        with pytest.raises(UnknownPolicy):
            RULES.with_local(policies=policies)


def test_every_reading_on_offer_says_what_it_means() -> None:
    assert len(RULES.policies()) == 16
    for policy in RULES.policies():
        assert RULES.policy(policy.name) == policy.default
        assert all(policy.options.values())


def test_local_rules_lie_over_the_central_ones_only_where_they_may() -> None:
    local = RULES.with_local(overlays=[overlay("local.mentoring_months", 12, date(2018, 1, 1), date(2019, 1, 1))])
    reading = local.on("local.mentoring_months", date(2018, 1, 1))
    assert (reading.number, reading.local, reading.citation.confidence) == (12, True, Confidence.LOCAL)
    assert local.find("local.mentoring_months", date(2017, 12, 31)) is None
    assert local.find("local.mentoring_months", date(2019, 1, 1)) is None
    assert RULES.find("local.mentoring_months", date(2018, 6, 1)) is None
    with pytest.raises(NotDelegable):
        RULES.with_local(overlays=[overlay("probation.length", 6, date(2018, 1, 1))])


def test_the_fingerprint_changes_with_what_is_used() -> None:
    empty = HolidayCalendar(days=frozenset(), years=frozenset())
    prints = {
        RULES.fingerprint,
        RULES.with_local(overlays=[overlay("local.mentoring_months", 12, date(2018, 1, 1))]).fingerprint,
        RULES.with_local(policies={"months.end": "next_day"}).fingerprint,
        RULES.with_local(holidays=empty).fingerprint,
    }
    assert len(prints) == 4
    assert RULES.with_local().fingerprint == RULES.fingerprint
    assert len(RULES.fingerprint) == 64


def test_readings_refuse_to_be_what_they_are_not() -> None:
    day = date(2022, 6, 1)
    number, text = RULES.on("probation.length", day), RULES.on("ceremony.clock_start", day)
    flag, listed = RULES.on("probation.extension_allowed", day), RULES.on("verify.scope", day)
    papers = RULES.on("dossier.recognition_papers", day)
    assert papers.papers[0].paper is PaperKind.NEW_MEMBER_CERTIFICATE
    wrong = [
        (text, "number"),
        (flag, "number"),
        (number, "share"),
        (number, "code"),
        (number, "codes"),
        (papers, "codes"),
        (number, "mapping"),
        (number, "papers"),
        (listed, "papers"),
    ]
    for reading, name in wrong:
        with pytest.raises(TypeError):
            getattr(reading, name)


def test_a_computed_date_can_be_followed_by_hand() -> None:
    received = date(2018, 1, 18)
    due = RULES.within_working_days("ceremony.deadline", received, received)
    assert (due.start, due.amount, due.unit, due.result) == (received, 30, Unit.WORKING_DAYS, date(2018, 3, 8))
    assert due.citation.text == "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 4.1"
    assert due.readings == ("working_days.first=next_day",)
    same_day = RULES.with_local(policies={"working_days.first": "same_day"})
    assert same_day.within_working_days("ceremony.deadline", received, received).result == date(2018, 3, 7)


def test_readings_of_months() -> None:
    start, day = date(2024, 2, 29), date(2024, 2, 29)
    assert RULES.after_months("probation.length", start, day).result == date(2025, 2, 28)
    other = RULES.with_local(policies={"months.end": "next_day"})
    assert other.after_months("probation.length", start, day).result == date(2025, 3, 1)
    strict = RULES.with_local(policies={"period.last_day": "excluded"})
    certified = date(2020, 1, 15)
    assert strict.last_valid("awareness_certificate.validity", certified, certified).result == date(2025, 1, 14)


def test_a_finding_takes_the_readings_of_its_date() -> None:
    due = RULES.within_working_days("ceremony.deadline", date(2018, 1, 18), date(2018, 1, 18))
    finding = windowed(found("ceremony_late", switches=("a=b",), days=30), due)
    assert finding.citations == (due.citation,)
    assert finding.readings == ("a=b", "working_days.first=next_day")


@given(st.sampled_from([figure.key for figure in RULES.figures()]), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_day_gives_the_latest_value_not_later_than_it(key: str, day: date) -> None:
    figure, reading = RULES.figure(key), RULES.find(key, day)
    earlier = [dated for dated in figure.values if dated.starts_on <= day]
    if reading is None:
        assert not earlier or figure.is_gap(earlier[-1])
    else:
        assert reading.value == earlier[-1].value
        assert reading.starts_on == max(dated.starts_on for dated in earlier)


@given(st.dates(date(2017, 1, 1), date(2024, 1, 1)), st.integers(0, 90))
def test_a_later_start_never_makes_an_earlier_deadline(start: date, later: int) -> None:
    def due(day: date) -> Computation:
        return RULES.within_working_days("decide.admission_deadline", day, day)

    assert due(start).result <= due(start + timedelta(days=later)).result


def test_the_book_is_frozen() -> None:
    reading = RULES.on("age.min", date(2018, 1, 1))
    assert isinstance(RULES, Rulebook)
    assert isinstance(reading, Reading)
    with pytest.raises(AttributeError):
        reading.key = "x"  # type: ignore[misc]  # that it cannot be set is the point
