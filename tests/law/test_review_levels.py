"""Which level a year's work allows: criteria, points and conditions together, grounds for the lowest; score sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.words.findings import sentence
from chibo.law import classification
from chibo.law.classification import ConditionState, LevelFacts, PointGroup, ScoreSheet, SheetSubject
from chibo.law.classification.conditions import is_ground, state_of
from chibo.law.reading import DataFault
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import CriterionGrade, FindingGrade, LevelCondition, ReviewGrade, UnfulfilledGround
from tests.law.sample import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.verdict import Finding

OLD, END_2021, END_2024, END_2026 = (date(year, 12, 31) for year in (2017, 2021, 2024, 2026))
DAY = timedelta(days=1)
C, G, S, K = LevelCondition, ReviewGrade, ConditionState, CriterionGrade
PERFECT = LevelFacts(
    points=Decimal(90),
    tasks_on_time=Fraction(1),
    tasks_beyond=Fraction(30, 100),
    shortcomings_remedied=True,
    nobody_disciplined=True,
)
BEST_2021 = LevelFacts(task_criteria=K.EXCELLENT, other_criteria=K.GOOD, is_employee=True, employee_grade=G.EXCELLENT)


def judged(facts: LevelFacts, on: date = END_2026) -> classification.LevelVerdict:
    return classification.level_verdict(facts, on, RULES)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# ---------------------------------------------------------------------- 366: points and conditions


@pytest.mark.parametrize(
    ("points", "level"), [(100, G.EXCELLENT), (90, G.EXCELLENT), (70, G.GOOD), (50, G.FULFILLED), (49, G.UNFULFILLED)]
)
def test_bands_begin_with_their_lowest_number(points: int, level: ReviewGrade) -> None:
    assert judged(replace(PERFECT, points=Decimal(points))).level is level
    lower = list(G)[min(list(G).index(level) + 1, 3)]
    just_under = {90: Decimal("89.9"), 70: Decimal("69.9"), 50: Decimal("49.9")}
    if points in just_under:
        assert judged(replace(PERFECT, points=just_under[points])).level is lower


def test_points_alone_give_no_level() -> None:
    answer = judged(LevelFacts(points=Decimal(95)))
    assert (answer.level, answer.best) == (None, G.EXCELLENT)
    top = answer.line(G.EXCELLENT)
    assert top is not None
    assert (top.state, top.met) == (S.UNTOLD, (C.POINTS, C.NOBODY_DISCIPLINED))
    assert top.untold == (C.TASKS_ON_TIME, C.BEYOND_REQUIREMENT, C.SHORTCOMINGS_REMEDIED)
    refused = classification.level_findings(G.EXCELLENT, LevelFacts(points=Decimal(95)), END_2026, RULES)
    assert codes(refused) == ["level_condition_untold"] * 3
    assert all(finding.grade is FindingGrade.STOP for finding in refused)
    assert refused[0].params == {"level": "excellent", "condition": "tasks_on_time"}
    assert refused[0].citations[0].rule == "review.excellent_conditions"
    assert "Chỉ có điểm thì chưa định được mức" in sentence(refused[0]).why


def test_conditions_without_points_give_no_level_either() -> None:
    answer = judged(replace(PERFECT, points=None))
    assert (answer.level, answer.best) == (None, G.EXCELLENT)


@pytest.mark.parametrize(
    ("change", "failed", "level"),
    [
        ({"tasks_beyond": Fraction(29, 100)}, C.BEYOND_REQUIREMENT, G.GOOD),
        ({"shortcomings_remedied": False}, C.SHORTCOMINGS_REMEDIED, G.GOOD),
        ({"points": Decimal(89)}, C.POINTS, G.GOOD),
        ({"is_collective": True, "nobody_disciplined": False}, C.NOBODY_DISCIPLINED, G.GOOD),
    ],
)
def test_each_condition_of_the_excellent_alone_takes_it_away(
    change: dict[str, Any], failed: LevelCondition, level: ReviewGrade
) -> None:
    answer = judged(replace(PERFECT, **change))
    top = answer.line(G.EXCELLENT)
    assert top is not None
    assert (top.state, top.failed) == (S.FAILED, (failed,))
    assert (answer.level, answer.best) == (level, level)


def test_a_discipline_below_is_asked_of_collectives_only() -> None:
    assert judged(replace(PERFECT, nobody_disciplined=False)).level is G.EXCELLENT
    unknown = judged(replace(PERFECT, nobody_disciplined=None, is_collective=True))
    assert (unknown.level, unknown.best) == (None, G.EXCELLENT)


def late(part: int, *, done: bool = True, points: int = 95) -> LevelFacts:
    done_share = Fraction(1) if done else Fraction(99, 100)
    return LevelFacts(points=Decimal(points), tasks_late=Fraction(part, 100), tasks_done=done_share)


def test_late_tasks_leave_at_most_fulfilled_and_too_many_not_even_that() -> None:
    assert judged(late(18)).level is G.FULFILLED
    assert judged(late(20)).level is G.FULFILLED
    assert judged(late(21)).level is G.UNFULFILLED
    assert judged(late(18, done=False)).level is G.UNFULFILLED
    line = judged(late(18)).line(G.GOOD)
    assert line is not None
    assert line.failed == (C.TASKS_ON_TIME,)


def test_who_tells_the_part_late_tells_the_part_in_time_and_the_other_way_round() -> None:
    by_late, by_time = late(10), LevelFacts(tasks_on_time=Fraction(9, 10))
    assert (by_late.on_time, by_late.late, by_late.done) == (Fraction(9, 10), Fraction(1, 10), Fraction(1))
    assert (by_time.on_time, by_time.late, by_time.done) == (Fraction(9, 10), Fraction(1, 10), None)
    everything = LevelFacts(tasks_on_time=Fraction(1))
    assert (everything.done, everything.late) == (Fraction(1), Fraction(0))
    both = LevelFacts(tasks_on_time=Fraction(8, 10), tasks_late=Fraction(1, 10), tasks_done=Fraction(9, 10))
    assert (both.on_time, both.late, both.done) == (Fraction(8, 10), Fraction(1, 10), Fraction(9, 10))
    nothing = LevelFacts()
    assert (nothing.on_time, nothing.late, nothing.done) == (None, None, None)
    contradicted = LevelFacts(tasks_on_time=Fraction(1), tasks_done=Fraction(9, 10))
    assert contradicted.done == Fraction(9, 10)


def test_numbers_too_small_are_refused_with_what_was_wanted_and_told() -> None:
    facts = replace(PERFECT, points=Decimal(85), tasks_beyond=Fraction(1, 5))
    points, beyond = classification.level_findings(G.EXCELLENT, facts, END_2026, RULES)
    assert (points.code, points.params["wanted"], points.params["told"]) == ("level_number_short", 90, Decimal(85))
    assert sentence(points).why == "Điều kiện “tổng điểm” cần 90, đã ghi 85."
    assert sentence(beyond).why == "Điều kiện “nhiệm vụ vượt yêu cầu” cần 30%, đã ghi 20%."
    assert sentence(beyond).what == "Chưa xếp được mức hoàn thành xuất sắc nhiệm vụ."
    assert classification.level_findings(G.GOOD, facts, END_2026, RULES) == ()
    assert classification.level_findings(G.UNFULFILLED, facts, END_2026, RULES) == ()
    (unremedied,) = classification.level_findings(
        G.EXCELLENT, replace(PERFECT, shortcomings_remedied=False), END_2026, RULES
    )
    assert (unremedied.code, unremedied.params) == (
        "level_condition_failed",
        {"level": "excellent", "condition": "shortcomings_remedied"},
    )


def test_undone_tasks_are_refused_without_a_number_asked_for() -> None:
    (undone,) = classification.level_findings(G.FULFILLED, late(10, done=False), END_2026, RULES)
    assert (undone.code, undone.params["condition"]) == ("level_condition_failed", "tasks_done")
    told = [
        (C.TASKS_DONE, Fraction(99, 100)),
        (C.TASKS_ON_TIME, Fraction(9, 10)),
        (C.FEW_TASKS_LATE, Fraction(1, 10)),
        (C.POINTS, Decimal(95)),
        (C.BEYOND_REQUIREMENT, None),
        (C.SHORTCOMINGS_REMEDIED, None),
    ]
    for condition, value in told:
        assert classification.told_of(condition, late(10, done=False)) == value


def test_what_a_condition_asks_for() -> None:
    asked = {one: classification.wanted_of(one, G.GOOD, END_2026, RULES) for one in C}
    assert {one: value for one, value in asked.items() if value is not None} == {
        C.POINTS: 70,
        C.TASKS_ON_TIME: Fraction(1),
        C.BEYOND_REQUIREMENT: Fraction(3, 10),
        C.FEW_TASKS_LATE: Fraction(1, 5),
    }
    least = [classification.least_points(grade, END_2026, RULES) for grade in G]
    assert least == [90, 70, 50, 0]
    with pytest.raises(LawGap):
        classification.least_points(G.GOOD, date(2025, 8, 29), RULES)


def test_circumstances_bound_the_level() -> None:
    bound = replace(PERFECT, highest=G.FULFILLED)
    answer = judged(bound)
    assert (answer.level, [line.is_barred for line in answer.lines]) == (G.FULFILLED, [True, True, False])
    (over,) = classification.level_findings(G.GOOD, bound, END_2026, RULES)
    assert (over.code, over.params) == ("level_above_circumstances", {"level": "good", "highest": "fulfilled"})
    assert over.citations[0].rule == "review.who"
    assert classification.level_findings(G.FULFILLED, bound, END_2026, RULES) == ()


# ---------------------------------------------------------------------- 2019 and 2023: criteria and grounds


def test_criteria_of_2021_give_excellent_only_to_who_meets_them_all() -> None:
    assert judged(BEST_2021, END_2021).level is G.EXCELLENT
    assert judged(replace(BEST_2021, other_criteria=K.EXCELLENT), END_2021).level is G.EXCELLENT
    assert judged(replace(BEST_2021, is_employee=False, employee_grade=None), END_2021).level is G.EXCELLENT
    worse: tuple[dict[str, Any], ...] = (
        {"task_criteria": K.GOOD},
        {"other_criteria": K.AVERAGE},
        {"employee_grade": G.GOOD},
    )
    for change in worse:
        answer = judged(replace(BEST_2021, **change), END_2021)
        assert (answer.level, answer.best) == (None, G.GOOD), change
        assert [gap.params["rule"] for gap in answer.findings] == [
            "review.good_conditions",
            "review.fulfilled_conditions",
        ]
    for name in ("task_criteria", "other_criteria", "employee_grade"):
        untold: dict[str, Any] = {name: None}
        answer = judged(replace(BEST_2021, **untold), END_2021)
        assert (answer.level, answer.best) == (None, G.EXCELLENT), name


def test_an_employee_is_asked_of_in_2021_and_no_more_in_2024() -> None:
    plain = replace(BEST_2021, employee_grade=G.GOOD)
    assert judged(plain, END_2024).level is G.EXCELLENT
    whole = replace(BEST_2021, is_employee=None, employee_grade=None, is_collective=True)
    assert judged(whole, END_2021).level is G.EXCELLENT
    not_told = replace(BEST_2021, is_employee=None, employee_grade=None)
    assert judged(not_told, END_2021).level is None


@pytest.mark.parametrize(
    ("change", "ground"),
    [
        ({"targets_met": Fraction(49, 100)}, UnfulfilledGround.UNDER_HALF_OF_TARGETS),
        ({"is_degraded": True}, UnfulfilledGround.DEGRADED),
        ({"is_disciplined": True}, UnfulfilledGround.DISCIPLINED),
        ({"employee_grade": G.UNFULFILLED}, UnfulfilledGround.EMPLOYEE_UNFULFILLED),
    ],
)
def test_each_ground_of_2021_makes_the_lowest_level_a_must(change: dict[str, Any], ground: UnfulfilledGround) -> None:
    facts = replace(BEST_2021, **change)
    answer = judged(facts, END_2021)
    assert (answer.level, answer.best, answer.grounds) == (G.UNFULFILLED, G.UNFULFILLED, (ground,))
    assert all(line.is_barred for line in answer.lines)
    (said,) = (finding for finding in answer.findings if finding.code == "level_must_be_lowest")
    assert (said.grade, said.params, said.citations[0].rule) == (
        FindingGrade.STOP,
        {"ground": ground.value},
        "review.unfulfilled_grounds",
    )
    refused = classification.level_findings(G.EXCELLENT, facts, END_2021, RULES)
    assert "level_must_be_lowest" in codes(refused)
    assert classification.level_findings(G.UNFULFILLED, facts, END_2021, RULES) == ()


def test_half_of_the_targets_is_enough_not_to_be_the_lowest() -> None:
    assert judged(replace(BEST_2021, targets_met=Fraction(1, 2)), END_2021).grounds == ()
    assert not is_ground(UnfulfilledGround.UNDER_HALF_OF_TARGETS, LevelFacts(), END_2021, RULES)
    assert not is_ground(UnfulfilledGround.BELOW_FULFILLED, PERFECT, END_2021, RULES)


def test_discipline_and_findings_after_2023_are_gaps_that_are_told() -> None:
    disciplined = judged(replace(BEST_2021, is_disciplined=True), END_2024)
    assert (disciplined.level, disciplined.grounds) == (G.EXCELLENT, ())
    assert [gap.params["rule"] for gap in disciplined.findings] == ["review.discipline_effect"]
    degraded = judged(replace(BEST_2021, is_degraded=True), END_2024)
    assert [gap.params["rule"] for gap in degraded.findings] == ["review.unfulfilled_grounds"]
    employee = judged(replace(BEST_2021, employee_grade=G.UNFULFILLED), END_2024)
    assert [gap.params["rule"] for gap in employee.findings] == ["review.unfulfilled_grounds"]
    assert judged(BEST_2021, END_2024).findings == ()
    points = judged(replace(PERFECT, is_disciplined=True))
    assert [gap.params["rule"] for gap in points.findings] == ["review.discipline_effect"]
    assert judged(replace(BEST_2021, is_disciplined=True), END_2021).findings[0].code == "level_must_be_lowest"
    both = judged(replace(BEST_2021, is_degraded=True, is_disciplined=True), END_2024)
    assert [gap.params["rule"] for gap in both.findings] == ["review.unfulfilled_grounds", "review.discipline_effect"]


def test_before_2019_no_condition_is_known_and_every_level_is_a_gap() -> None:
    answer = judged(BEST_2021, OLD)
    assert (answer.level, answer.best) == (None, G.EXCELLENT)
    assert [gap.params["rule"] for gap in answer.findings] == [
        "review.excellent_conditions",
        "review.good_conditions",
        "review.fulfilled_conditions",
    ]
    assert all((line.state, line.reading) == (S.UNTOLD, None) for line in answer.lines)
    assert codes(classification.level_findings(G.GOOD, BEST_2021, OLD, RULES)) == ["no_basis"] * 3
    bound = judged(replace(BEST_2021, highest=G.FULFILLED), OLD)
    assert [gap.params["rule"] for gap in bound.findings] == ["review.fulfilled_conditions"]


def test_every_condition_has_a_state_for_facts_told_and_untold() -> None:
    for condition in C:
        untold = state_of(condition, G.EXCELLENT, replace(LevelFacts(), is_collective=True), END_2026, RULES)
        expected = S.MET if condition is C.EMPLOYEE_EXCELLENT else S.UNTOLD
        assert untold is expected, condition


def test_what_a_form_has_to_ask() -> None:
    member = classification.conditions_asked(END_2026, RULES)
    assert member == (
        C.POINTS, C.TASKS_ON_TIME, C.BEYOND_REQUIREMENT, C.SHORTCOMINGS_REMEDIED, C.TASKS_DONE, C.FEW_TASKS_LATE,
    )  # fmt: skip
    assert C.NOBODY_DISCIPLINED in classification.conditions_asked(END_2026, RULES, is_collective=True)
    assert classification.conditions_asked(END_2024, RULES) == (C.TASK_CRITERIA_EXCELLENT, C.OTHER_CRITERIA_GOOD)
    assert classification.conditions_asked(OLD, RULES) == ()


# ---------------------------------------------------------------------- score sheets

SHEETS = classification.score_sheets()
FIRST_DAY = date(2025, 8, 30)


def sheet(text: str) -> ScoreSheet:
    return classification.read_sheet(text, "own.yaml")


OWN = """\
id: own
title: Phiếu Mẫu
subject: member
from: 2025-09-01
until: 2026-01-01
is_example: false
sections:
- {code: A, title: Chung, group: common, items: [{code: "1", title: Một, most: 30}]}
- {code: B, title: Việc, group: tasks, items: [{code: "2", title: Hai, most: 69.5}, {code: "3", title: Ba, most: 0.5}]}
conditions: [tasks_done, tasks_on_time, few_tasks_late, beyond_requirement, shortcomings_remedied]
"""


def full(of: ScoreSheet) -> dict[str, Decimal]:
    return {item.code: item.most for item in of.items}


@pytest.mark.parametrize("one", SHEETS, ids=lambda one: one.id)
def test_a_delivered_sheet_keeps_the_scale_and_asks_every_condition_but_is_an_example(one: ScoreSheet) -> None:
    assert one.is_example
    assert "chưa phải phụ lục chính thức" in one.note
    assert (one.most_of(PointGroup.COMMON), one.most_of(PointGroup.TASKS)) == (Decimal(30), Decimal(70))
    said = classification.sheet_findings(one, END_2026, RULES)
    assert [(finding.code, finding.grade) for finding in said] == [("sheet_is_example", FindingGrade.WARN)]
    assert "mẫu tự soạn, chưa phải phụ lục chính thức" in sentence(said[0]).what
    assert one.is_collective is (one.subject is SheetSubject.COLLECTIVE)


def test_there_is_a_sheet_for_everybody_from_the_first_day_of_points() -> None:
    assert {one.subject for one in SHEETS} == set(SheetSubject)
    assert classification.sheets_on(FIRST_DAY - DAY) == ()
    assert classification.sheets_on(FIRST_DAY) == SHEETS
    (collective,) = classification.sheets_on(END_2026, SheetSubject.COLLECTIVE)
    assert collective.id == "tap-the"


def test_a_sheet_of_ones_own_is_read_whole() -> None:
    own = sheet(OWN)
    assert (own.id, own.title, own.subject, own.is_example, own.note) == (
        "own", "Phiếu Mẫu", SheetSubject.MEMBER, False, "",
    )  # fmt: skip
    assert (own.starts_on, own.ends_on) == (date(2025, 9, 1), date(2026, 1, 1))
    assert [own.covers(day) for day in (date(2025, 8, 31), date(2025, 9, 1), date(2025, 12, 31), date(2026, 1, 1))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [(one.code, one.title, one.group) for one in own.sections] == [
        ("A", "Chung", PointGroup.COMMON),
        ("B", "Việc", PointGroup.TASKS),
    ]
    assert [(item.code, item.title, item.most) for item in own.items] == [
        ("1", "Một", Decimal(30)),
        ("2", "Hai", Decimal("69.5")),
        ("3", "Ba", Decimal("0.5")),
    ]
    assert own.conditions[0] is C.TASKS_DONE
    assert not own.is_collective
    assert classification.sheet_findings(own, END_2026, RULES) == ()
    endless = sheet(OWN.replace("until: 2026-01-01\n", ""))
    assert (endless.ends_on, endless.covers(date(2099, 1, 1))) == (None, True)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("title: Phiếu Mẫu", "titel: Phiếu Mẫu", 2, "unknown key 'titel'"),
        ("most: 30", "most: 0", 8, "'most' must be points above 0, not 0"),
        ("most: 30", "most: -1", 8, "not -1"),
        ("most: 30", "most: viele", 8, "not 'viele'"),
        ("most: 30", "most: .inf", 8, "not inf"),
        ('code: "2"', 'code: "1"', 7, "item '1' stands twice"),
        ("group: common", "group: other", 8, "'group' cannot be 'other'"),
        ("subject: member", "subject: all", 3, "'subject' cannot be 'all'"),
        ('[{code: "1", title: Một, most: 30}]', "[]", 8, "a section needs items"),
        ('[{code: "1", title: Một, most: 30}]', "[7]", 1, "expected an item, not 7"),
        ("- {code: A", "- 7\n- {code: A", 1, "expected a section, not 7"),
        ("tasks_done, ", "weather, ", 10, "weather"),
        ("title: Một", "titel: Một", 8, "unknown key 'titel'"),
        ("title: Chung", "titel: Chung", 8, "unknown key 'titel'"),
        ("is_example: false", "is_example: 7", 6, "'is_example' must be a bool"),
        (OWN.splitlines()[-1], "conditions: 7", 10, "'conditions' must be a list"),
    ],
)
def test_what_is_no_sheet_is_named_by_file_and_line(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(DataFault) as fault:
        sheet(OWN.replace(old, new, 1))
    assert (fault.value.where, fault.value.line) == ("own.yaml", line)
    assert what in str(fault.value)


def test_a_list_is_no_sheet() -> None:
    with pytest.raises(DataFault, match=r"own\.yaml:1: expected names and values, not"):
        sheet("- 7")


def test_a_sheet_that_does_not_fit_the_rule_is_told() -> None:
    other = sheet(OWN.replace("most: 30", "most: 25").replace("tasks_done, ", ""))
    differs, missing = classification.sheet_findings(other, END_2026, RULES)
    assert (differs.code, differs.params) == (
        "sheet_group_differs",
        {"sheet": "Phiếu Mẫu", "group": "common", "wanted": Decimal(30), "have": Decimal(25)},
    )
    assert sentence(differs).what == "“Phiếu Mẫu” có 25 điểm cho nhóm tiêu chí chung."
    assert (missing.code, missing.params["condition"]) == ("sheet_condition_missing", "tasks_done")
    assert {differs.grade, missing.grade} == {FindingGrade.WARN}
    assert {differs.citations[0].rule, missing.citations[0].rule} == {"review.point_groups"}
    whole = sheet(OWN.replace("subject: member", "subject: collective"))
    (asked,) = classification.sheet_findings(whole, END_2026, RULES)
    assert (asked.params, asked.grade) == (
        {"sheet": "Phiếu Mẫu", "condition": "nobody_disciplined"},
        FindingGrade.WARN,
    )
    (early,) = classification.sheet_findings(sheet(OWN), END_2024, RULES)
    assert (early.code, early.grade, early.params) == (
        "sheet_without_points_rule",
        FindingGrade.WARN,
        {"sheet": "Phiếu Mẫu", "on": END_2024},
    )


def test_marks_are_added_up_by_section() -> None:
    own = sheet(OWN)
    summed = classification.score(own, {"1": Decimal(20), "2": Decimal("60.5"), "3": Decimal(0)})
    assert (summed.total, dict(summed.by_section), summed.findings) == (
        Decimal("80.5"),
        {"A": Decimal(20), "B": Decimal("60.5")},
        (),
    )
    assert classification.score(own, full(own)).total == Decimal(100)


def test_every_wrong_mark_is_told_at_once_and_there_is_no_sum() -> None:
    own = sheet(OWN)
    wrong = {"1": Decimal(31), "2": Decimal("-0.5"), "9": Decimal(1)}
    summed = classification.score(own, wrong)
    assert (summed.total, dict(summed.by_section)) == (None, {})
    assert codes(summed.findings) == ["mark_of_no_item", "mark_out_of_range", "mark_out_of_range", "mark_missing"]
    stray, over, under, missing = summed.findings
    assert (stray.params, missing.params) == ({"item": "9"}, {"item": "Ba"})
    assert over.params == {"item": "Một", "mark": "31", "most": Decimal(30)}
    assert under.params["mark"] == "-0.5"
    assert all(finding.grade is FindingGrade.STOP for finding in summed.findings)
    endless = classification.score(own, {**full(own), "1": Decimal("Infinity")})
    assert codes(endless.findings) == ["mark_out_of_range"]
    no_number = classification.score(own, {**full(own), "1": Decimal("NaN")})
    assert codes(no_number.findings) == ["mark_out_of_range"]


def test_a_sheet_gives_a_level_only_with_its_conditions() -> None:
    own = sheet(OWN)
    alone = classification.sheet_verdict(own, full(own), LevelFacts(), END_2026, RULES)
    assert alone.verdict is not None
    assert (alone.score.total, alone.verdict.level) == (Decimal(100), None)
    told = classification.sheet_verdict(own, full(own), replace(PERFECT, points=Decimal(1)), END_2026, RULES)
    assert told.verdict is not None
    assert (told.verdict.level, told.findings) == (G.EXCELLENT, ())
    faulty = classification.sheet_verdict(own, {}, PERFECT, END_2026, RULES)
    assert (faulty.verdict, codes(faulty.findings)) == (None, ["mark_missing"] * 3)


def test_a_sheet_of_a_collective_asks_for_discipline_below() -> None:
    (whole,) = classification.sheets_on(END_2026, SheetSubject.COLLECTIVE)
    facts = replace(PERFECT, nobody_disciplined=False, is_disciplined=True)
    answer = classification.sheet_verdict(whole, full(whole), facts, END_2026, RULES)
    assert answer.verdict is not None
    assert answer.verdict.level is G.GOOD
    assert codes(answer.findings) == ["no_basis", "sheet_is_example"]
    member = classification.sheet_verdict(SHEETS[0], full(SHEETS[0]), facts, END_2026, RULES)
    assert member.verdict is not None
    assert member.verdict.level is G.EXCELLENT
    missing = classification.sheet_verdict(whole, {}, facts, END_2026, RULES)
    assert codes(missing.findings)[-1] == "sheet_is_example"
