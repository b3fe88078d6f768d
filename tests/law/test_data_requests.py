"""The clocks of requests about the own data and of keeping, and until when district centres give certificates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chibo.law import privacy
from chibo.law.admission.issuing import district_centres_end
from chibo.law.cases.given import Given, NotCovered
from chibo.law.timeline import LawGap, Overlay, Rulebook, Unit
from chibo.law.vocabulary import DataRequestKind as Kind
from tests.law.sample import RULES

ASKED = date(2026, 3, 2)
LONGEST = RULES.with_local(policies={"privacy.other_rights": "longest"})


def with_values(key: str, count: int) -> Rulebook:
    """The law as a book would have it that knows the first values only of one figure."""
    figure = RULES.figure(key)
    return replace(RULES, book={**RULES.book, key: replace(figure, values=figure.values[:count])})


@pytest.mark.parametrize("kind", sorted(privacy.LIMITING))
def test_to_limit_takes_fifteen_days_twenty_with_others_and_may_be_extended_once(kind: Kind) -> None:
    due = privacy.done_by(kind, ASKED, RULES)
    assert (due.start, due.amount, due.unit, due.result) == (ASKED, 15, Unit.DAYS, date(2026, 3, 17))
    assert (due.rule, due.readings) == ("privacy.limit_days", ())
    with_others = privacy.done_by(kind, ASKED, RULES, with_others=True)
    assert (with_others.rule, with_others.amount) == ("privacy.limit_days_with_others", 20)
    assert privacy.done_by(kind, ASKED, RULES, is_extended=True).result == date(2026, 4, 1)
    assert privacy.may_extend(kind, ASKED, RULES)
    assert not privacy.may_extend(kind, date(2025, 12, 31), RULES)


@pytest.mark.parametrize("kind", sorted(set(Kind) - privacy.LIMITING))
def test_other_rights_take_ten_days_or_twenty_as_the_organisation_reads_it(kind: Kind) -> None:
    least, most = privacy.done_by(kind, ASKED, RULES), privacy.done_by(kind, ASKED, LONGEST)
    assert (least.rule, least.amount, least.result) == ("privacy.other_days_least", 10, date(2026, 3, 12))
    assert (most.rule, most.amount, most.result) == ("privacy.other_days_most", 20, date(2026, 3, 22))
    assert least.readings == RULES.used("privacy.other_rights") != most.readings == LONGEST.used("privacy.other_rights")
    assert privacy.done_by(kind, ASKED, RULES, is_extended=True, with_others=True) == least
    assert not privacy.may_extend(kind, ASKED, RULES)


def test_before_the_law_of_2025_everything_took_seventy_two_hours_and_before_that_nothing_is_known() -> None:
    due = privacy.done_by(Kind.DELETION, date(2025, 6, 2), RULES)
    assert (due.start, due.result, due.amount, due.unit) == (date(2025, 6, 2), date(2025, 6, 5), 3, Unit.DAYS)
    assert (due.rule, due.readings) == ("privacy.answer_hours", ())
    with pytest.raises(LawGap) as nothing:
        privacy.done_by(Kind.DELETION, date(2023, 6, 30), RULES)
    assert nothing.value.key == "privacy.answer_hours"
    assert nothing.value.name == RULES.figure("privacy.answer_hours").name


def test_no_clock_is_made_of_a_decree_that_is_gone() -> None:
    """Where a book ends with the decree of 2023, its last value is known to be of no force any more."""
    with pytest.raises(LawGap) as nothing:
        privacy.answer_by(ASKED, with_values("privacy.answer_days", 0))
    assert (nothing.value.key, nothing.value.day) == ("privacy.answer_hours", ASKED)
    assert nothing.value.name == RULES.figure("privacy.answer_hours").name


def test_a_term_of_keeping_that_nobody_set_has_no_end() -> None:
    assert privacy.kept_until("retention.former_member", ASKED, ASKED, RULES) is None
    own = Overlay(key="retention.former_member", value=12, starts_on=ASKED, citation="Công văn Mẫu")
    set_here = RULES.with_local(overlays=[own])
    until = privacy.kept_until("retention.former_member", ASKED, ASKED, set_here)
    assert until is not None
    assert until.result == date(2027, 3, 2)


def test_district_centres_end_with_the_districts() -> None:
    assert district_centres_end(RULES) == date(2025, 7, 1)


def test_whose_certificate_always_counts_has_no_end() -> None:
    assert district_centres_end(with_values("awareness_certificate.issuers", 1)) is None


def test_a_fact_that_cannot_be_read_is_named() -> None:
    given = Given(facts={"số": "hai", "chữ": 2, "ngày": "2017"}, expected={}, regime=None, rules=RULES)
    for read, named in (
        (lambda: given.first("a", "b"), "a / b"),
        (lambda: given.number("số", "a"), "số"),
        (lambda: given.points("số", "a"), "số"),
        (lambda: given.moment("chữ", "a"), "chữ"),
        (lambda: given.flag("số", "a"), "số"),
        (lambda: given.text("chữ", "a"), "chữ"),
        (lambda: given.partial("số", "a"), "số"),
        (lambda: given.day("ngày", "a"), "ngày"),
        (lambda: given.on("a"), "regime_date"),
    ):
        with pytest.raises(NotCovered) as fault:
            read()
        assert fault.value.args[0] == named
