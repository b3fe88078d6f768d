"""Badges, rows of excellent years, discipline, numbers of papers and answers on one's data, at their edges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from chibo.base.words.findings import sentence
from chibo.law import commendation, discipline, privacy, tenure, writing
from chibo.law.calendar import add_months
from chibo.law.discipline import DisciplineBody, DisciplineFacts
from chibo.law.timeline import LawGap, Overlay, Unit
from chibo.law.vocabulary import Discipline, DisciplineBar, FindingGrade, ReviewGrade
from tests.law.sample import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.verdict import Finding

DAY = timedelta(days=1)
ON = date(2026, 11, 1)
EVERY_KIND = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# ---------------------------------------------------------------------- badges


def test_the_kinds_are_twelve_and_35_is_none_of_them() -> None:
    assert tenure.badge_kinds(ON, RULES) == EVERY_KIND
    assert tenure.badge_kinds(date(2016, 9, 20), RULES) == EVERY_KIND
    with pytest.raises(LawGap):
        tenure.badge_kinds(date(2016, 9, 19), RULES)


@pytest.mark.parametrize(
    ("years", "has", "due"),
    [
        (29, (), None), (30, (), 30), (35, (30,), None), (35, (), 30), (39, (30,), None), (40, (30,), 40),
        (42, (30,), 40), (42, (), 40), (50, (30, 40, 45), 50), (50, (50,), None), (45, (50,), None), (95, (85,), 90),
    ],
)  # fmt: skip
def test_the_badge_due_at_so_many_years(years: int, has: tuple[int, ...], due: int | None) -> None:
    assert tenure.badge_due_at(years, ON, RULES, has=has) == due


def test_a_badge_is_due_from_the_day_its_years_are_complete() -> None:
    decided = date(1996, 11, 1)
    badge = tenure.badge_due(decided, ON, RULES)
    assert badge is not None
    assert (badge.years, badge.complete_on, badge.ceremony_on) == (30, ON, date(2026, 11, 7))
    assert badge.citation.rule == "badge.kinds"
    assert tenure.badge_due(decided, ON - DAY, RULES) is None
    assert tenure.badge_due(decided, ON, RULES, has=(30,)) is None
    assert tenure.badge_due(decided, date(2036, 11, 1), RULES, has=(30,)) is not None


def test_badges_complete_and_not_on_record_are_all_told() -> None:
    decided = date(1980, 2, 3)
    missing = tenure.badges_missing(decided, ON, RULES, has=(30,))
    assert [badge.years for badge in missing] == [40, 45]
    assert [badge.years for badge in tenure.badges_missing(decided, date(2025, 2, 2), RULES)] == [30, 40]
    assert [badge.years for badge in tenure.badges_missing(decided, date(2025, 2, 3), RULES)] == [30, 40, 45]


def test_the_badges_ahead_are_those_after_today_until_a_day() -> None:
    decided = date(1986, 11, 1)
    today = date(2026, 11, 1)  # 40 years complete
    assert [badge.years for badge in tenure.badges_ahead(decided, today, date(2036, 11, 1), RULES)] == [45, 50]
    assert [badge.years for badge in tenure.badges_ahead(decided, today, date(2036, 10, 31), RULES)] == [45]
    (first, *_) = tenure.badges_ahead(decided, today - DAY, date(2036, 11, 1), RULES)
    assert (first.years, first.complete_on) == (40, today)


@pytest.mark.parametrize(
    ("complete", "usual"),
    [
        (date(2026, 1, 1), date(2026, 2, 3)),
        (date(2026, 2, 3), date(2026, 2, 3)),
        (date(2026, 2, 4), date(2026, 5, 19)),
        (date(2026, 6, 1), date(2026, 9, 2)),
        (date(2026, 9, 3), date(2026, 11, 7)),
        (date(2026, 11, 7), date(2026, 11, 7)),
        (date(2026, 11, 8), date(2027, 2, 3)),
    ],
)
def test_the_usual_day_of_giving_is_the_next_one(complete: date, usual: date) -> None:
    assert tenure.usual_ceremony(complete, ON, RULES) == usual


def test_no_usual_day_before_any_was_found() -> None:
    assert tenure.usual_ceremony(ON, date(2015, 1, 1), RULES) is None


@pytest.mark.parametrize(
    ("years", "ill", "dead", "months", "rule"),
    [
        (30, False, False, 0, "badge.kinds"),
        (30, True, False, 12, "badge.early_months"),
        (65, True, False, 12, "badge.early_months"),
        (70, True, False, 24, "badge.early_months"),
        (90, True, False, 24, "badge.early_months"),
        (70, False, True, 12, "badge.posthumous_months"),
        (70, True, True, 24, "badge.early_months"),
        (65, True, True, 12, "badge.posthumous_months"),
        (20, True, False, 0, "badge.kinds"),
    ],
)
def test_the_earliest_day_of_a_badge(years: int, *, ill: bool, dead: bool, months: int, rule: str) -> None:
    complete = date(2026, 10, 1)
    found = tenure.earliest_badge(complete, years, ON, RULES, is_ill=ill, is_posthumous=dead)
    assert (found.start, found.amount, found.unit, found.rule) == (complete, months, Unit.MONTHS, rule)
    assert found.result == add_months(complete, -months)
    assert (found.citation.rule, found.readings) == (rule, ("months.end=last_day",))


def test_a_badge_is_not_early_before_the_rule_of_2021() -> None:
    with pytest.raises(LawGap):
        tenure.earliest_badge(ON, 30, date(2021, 9, 27), RULES, is_ill=True)
    with pytest.raises(LawGap):
        tenure.earliest_badge(ON, 30, date(2021, 9, 27), RULES, is_posthumous=True)
    assert tenure.earliest_badge(ON, 30, date(2021, 9, 27), RULES).result == ON


def test_the_money_of_a_badge() -> None:
    assert tenure.badge_money(65, date(2025, 1, 1), RULES) == 14_040_000
    assert tenure.badge_money(30, date(2020, 1, 1), RULES) == 2_235_000
    assert tenure.badge_money(55, date(2025, 1, 1), RULES, base_wage=1_000_001) == 3_500_003
    assert tenure.badge_money(40, ON, RULES, base_wage=2_000_000) == 4_000_000
    with pytest.raises(LawGap) as unknown_kind:
        tenure.badge_money(45, date(2025, 1, 1), RULES)
    assert (unknown_kind.value.key, unknown_kind.value.day) == ("badge.money_multiples", date(2025, 1, 1))
    assert unknown_kind.value.name == RULES.figure("badge.money_multiples").name
    with pytest.raises(LawGap) as unknown_wage:
        tenure.badge_money(40, date(2026, 7, 1), RULES)
    assert unknown_wage.value.key == "badge.base_wage"


# ---------------------------------------------------------------------- rows of years

X, T = ReviewGrade.EXCELLENT, ReviewGrade.GOOD


def test_only_the_excellent_may_be_commended() -> None:
    assert [commendation.may_be_commended(grade, ON, RULES) for grade in ReviewGrade] == [True, False, False, False]
    with pytest.raises(LawGap):
        commendation.may_be_commended(X, date(2018, 1, 1), RULES)


def test_five_excellent_years_running_prove_a_streak() -> None:
    five = dict.fromkeys(range(2021, 2026), X)
    row = commendation.streak(five, 2025, ON, RULES)
    assert (row.last_year, row.length, row.needed, row.unknown, row.is_proved) == (2025, 5, 5, (), True)
    assert row.citation.rule == "commendation.streak_years"
    assert commendation.streak({**five, 2020: X}, 2025, ON, RULES).length == 6
    four = commendation.streak({**five, 2021: T}, 2025, ON, RULES)
    assert (four.length, four.unknown, four.is_proved) == (4, (), False)
    assert not commendation.streak(five, 2026, ON, RULES).is_proved


def test_years_nobody_knows_are_named_and_prove_nothing() -> None:
    known: dict[int, ReviewGrade | None] = {2025: X, 2024: X, 2023: None, 2022: X}
    row = commendation.streak(known, 2025, ON, RULES)
    assert (row.length, row.unknown, row.is_proved) == (2, (2021, 2023), False)
    assert commendation.streak({}, 2025, ON, RULES).unknown == (2021, 2022, 2023, 2024, 2025)


def test_years_running_of_a_title() -> None:
    assert commendation.years_running({2023, 2024, 2025, 2021}, 2025) == 3
    assert commendation.years_running({2021}, 2025) == 0


# ---------------------------------------------------------------------- discipline

D, B = Discipline, DisciplineBody


def test_the_forms_by_membership() -> None:
    assert discipline.member_forms(ON, RULES) == (D.REPRIMAND, D.WARNING, D.DISMISSAL, D.EXPULSION)
    assert discipline.member_forms(ON, RULES, has_post=True) == (D.REPRIMAND, D.WARNING, D.DISMISSAL, D.EXPULSION)
    assert discipline.member_forms(ON, RULES, has_post=False) == (D.REPRIMAND, D.WARNING, D.EXPULSION)
    assert discipline.member_forms(date(2017, 5, 1), RULES, is_probationary=True) == (D.REPRIMAND, D.WARNING)
    assert discipline.organisation_forms(ON, RULES) == (D.REPRIMAND, D.WARNING, D.DISSOLUTION)
    for ask in (discipline.member_forms, discipline.organisation_forms):
        with pytest.raises(LawGap):
            ask(date(2025, 5, 29), RULES)


def test_who_decides_a_form() -> None:
    assert [discipline.deciding_body(form, ON, RULES) for form in (D.REPRIMAND, D.WARNING)] == [B.CELL, B.CELL]
    assert discipline.deciding_body(D.EXPULSION, ON, RULES) is B.HIGHER_COMMITTEE
    assert discipline.deciding_body(D.WARNING, ON, RULES, is_superior_matter=True) is B.HIGHER_COMMITTEE
    assert [discipline.cell_committee_may(form, ON, RULES) for form in D] == [False] * 5
    with pytest.raises(LawGap):
        discipline.cell_committee_may(D.WARNING, date(2025, 5, 29), RULES)


def test_a_discipline_binds_when_the_vote_is_announced() -> None:
    assert discipline.effective_on(ON, RULES) == ON
    with pytest.raises(LawGap):
        discipline.effective_on(date(2025, 5, 29), RULES)


def test_thirty_plain_days_to_complain() -> None:
    until = discipline.complaint_until(date(2026, 1, 15), RULES)
    assert (until.start, until.amount, until.unit, until.result) == (
        date(2026, 1, 15), 30, Unit.DAYS, date(2026, 2, 14),
    )  # fmt: skip
    assert (until.rule, until.citation.rule) == ("discipline.complaint_days", "discipline.complaint_days")


def test_a_discipline_counts_until_somebody_ends_it_or_the_months_stated_are_over() -> None:
    first = date(2025, 6, 2)
    assert discipline.lapses_on(first, RULES) is None
    assert discipline.is_standing(first, date(2099, 1, 1), RULES)
    assert not discipline.is_standing(first, first - DAY, RULES)
    assert discipline.is_standing(first, first, RULES)
    lifted = date(2026, 1, 5)
    assert discipline.is_standing(first, lifted - DAY, RULES, ended_on=lifted)
    assert not discipline.is_standing(first, lifted, RULES, ended_on=lifted)
    own = Overlay(key="discipline.lapse_months", value=12, starts_on=date(2025, 1, 1), citation="Văn bản Mẫu")
    ours = RULES.with_local(overlays=[own])
    lapse = discipline.lapses_on(first, ours)
    assert lapse is not None
    assert (lapse.result, lapse.rule) == (date(2026, 6, 2), "discipline.lapse_months")
    assert discipline.is_standing(first, date(2026, 6, 1), ours)
    assert not discipline.is_standing(first, date(2026, 6, 2), ours)
    assert not discipline.is_standing(first, lifted, ours, ended_on=lifted)


def test_what_a_discipline_does_to_the_rating_only_where_a_text_says() -> None:
    assert discipline.rating_effect(date(2021, 12, 31), RULES) is ReviewGrade.UNFULFILLED
    for day in (date(2018, 12, 31), date(2024, 12, 31), ON):
        with pytest.raises(LawGap):
            discipline.rating_effect(day, RULES)


def told(on: date = ON, **facts: object) -> list[str]:
    given = {"form": D.WARNING, "decided_by": B.CELL, **facts}
    return codes(discipline.discipline_findings(DisciplineFacts(**given), on, RULES))  # type: ignore[arg-type]  # test shorthand


def test_a_right_discipline_finds_nothing() -> None:
    assert told() == []
    assert told(decided_by=B.HIGHER_COMMITTEE, form=D.EXPULSION) == []
    assert told(decided_by=B.HIGHER_COMMITTEE, form=D.DISMISSAL, has_post=True) == []
    assert told(is_probationary=True) == []


def test_everything_against_a_discipline_is_told_at_once() -> None:
    assert told(is_probationary=True, form=D.EXPULSION) == ["discipline_form_unfit", "discipline_above_cell"]
    assert told(form=D.DISMISSAL, has_post=False, decided_by=B.HIGHER_COMMITTEE) == ["discipline_form_unfit"]
    assert told(decided_by=B.CELL_COMMITTEE) == ["discipline_by_cell_committee"]
    assert told(is_superior_matter=True) == ["discipline_above_cell"]
    assert told(bars=frozenset({DisciplineBar.PREGNANT})) == ["discipline_not_now"]
    assert told(bars=frozenset(DisciplineBar)) == ["discipline_not_now"] * 3
    assert told(on=date(2020, 1, 1)) == ["no_basis"]
    worst = told(form=D.DISMISSAL, has_post=False, decided_by=B.CELL, bars=frozenset({DisciplineBar.NURSING}))
    assert worst == ["discipline_form_unfit", "discipline_above_cell", "discipline_not_now"]


def test_findings_on_a_discipline_name_form_bar_and_article() -> None:
    facts = DisciplineFacts(
        form=D.EXPULSION, decided_by=B.CELL, is_probationary=True, bars=frozenset({DisciplineBar.HOSPITALISED})
    )
    unfit, above, bar = discipline.discipline_findings(facts, ON, RULES)
    assert (unfit.citations[0].rule, above.citations[0].rule, bar.citations[0].rule) == (
        "probationer.discipline_forms",
        "discipline.cell_may_decide",
        "discipline.not_processed_while",
    )
    assert {one.grade for one in (unfit, above, bar)} == {FindingGrade.STOP}
    assert sentence(unfit).what == "Hình thức khai trừ không dùng được cho đảng viên này."
    assert sentence(above).what.startswith("Chi bộ không tự quyết định được kỷ luật khai trừ")
    assert sentence(bar).why == "Đảng viên bị bệnh hiểm nghèo, đang nằm viện."
    by_committee = DisciplineFacts(form=D.REPRIMAND, decided_by=B.CELL_COMMITTEE, has_post=False)
    (wrong,) = discipline.discipline_findings(by_committee, ON, RULES)
    assert wrong.citations[0].rule == "discipline.cell_committee_may_decide"
    assert sentence(wrong).what == "Chi ủy không quyết định được kỷ luật khiển trách."
    no_post = DisciplineFacts(form=D.DISMISSAL, decided_by=B.HIGHER_COMMITTEE, has_post=False)
    (unfit,) = discipline.discipline_findings(no_post, ON, RULES)
    assert unfit.citations[0].rule == "discipline.forms_official"


# ---------------------------------------------------------------------- papers and data


def test_the_number_line_has_no_colon_and_two_digits() -> None:
    assert writing.number_line(1, "BC", "CB", date(2018, 4, 3), RULES) == "Số 01-BC/CB"
    assert writing.number_line(112, "NQ", "ĐU", ON, RULES) == "Số 112-NQ/ĐU"
    with pytest.raises(LawGap):
        writing.number_line(1, "BC", "CB", date(2018, 4, 2), RULES)


def test_what_a_cell_does_not_issue() -> None:
    on = date(2018, 4, 3)
    assert writing.cell_may_not_issue(on, RULES) == ("quy_che", "thong_bao", "ket_luan")
    assert [writing.cell_may_issue(kind, on, RULES) for kind in ("TB", "QC", "KL", "thong_bao", "quy che")] == [
        False
    ] * 5
    assert writing.cell_may_issue("NQ", on, RULES)
    assert writing.cell_may_issue("BC", date(2026, 1, 8), RULES)
    for day in (date(2016, 1, 1), date(2026, 1, 9)):  # before the text, and since the list of 399 is not found
        with pytest.raises(LawGap):
            writing.cell_may_issue("TB", day, RULES)


def test_two_working_days_to_answer_who_asks_about_the_own_data() -> None:
    due = privacy.answer_by(date(2026, 3, 6), RULES)
    assert (due.result, due.amount, due.unit, due.rule) == (
        date(2026, 3, 10), 2, Unit.WORKING_DAYS, "privacy.answer_days",
    )  # fmt: skip
    assert due.start == date(2026, 3, 6)
    assert privacy.answer_by(date(2026, 4, 29), RULES).result == date(2026, 5, 5)
    earlier = privacy.answer_by(date(2025, 12, 31), RULES)
    assert (earlier.result, earlier.amount, earlier.unit, earlier.rule) == (
        date(2026, 1, 3), 3, Unit.DAYS, "privacy.answer_hours",
    )  # fmt: skip
    with pytest.raises(LawGap):
        privacy.answer_by(date(2023, 6, 30), RULES)
