"""The rules of the yearly review by the day of the decision, and who is reviewed and rated by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.words.findings import sentence
from chibo.law import classification
from chibo.law.calendar import CalendarGap, add_months
from chibo.law.classification import OrganisationYear, YearFacts
from chibo.law.timeline import NOT_FOUND, LawGap, Overlay
from chibo.law.vocabulary import Circumstance, FindingGrade, ReviewEffect, ReviewGrade, ReviewRegime
from tests.law.sample import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.law.verdict import Finding

DAY = timedelta(days=1)
OLD, END_2018, END_2021, END_2024, END_2026 = (date(year, 12, 31) for year in (2017, 2018, 2021, 2024, 2026))
BY_DECISION = RULES.with_local(policies={"review.recent_anchor": "decision"})


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# ---------------------------------------------------------------------- regimes


@pytest.mark.parametrize(
    ("first", "regime"),
    [
        (date(2011, 10, 11), ReviewRegime.GUIDANCE_2011),
        (date(2014, 9, 25), ReviewRegime.GUIDANCE_2014),
        (date(2018, 3, 8), ReviewRegime.REGULATION_2018),
        (date(2019, 10, 18), ReviewRegime.REGULATION_2019),
        (date(2023, 10, 4), ReviewRegime.REGULATION_2023),
        (date(2025, 8, 30), ReviewRegime.REGULATION_2025),
    ],
)
def test_the_day_of_the_decision_chooses_the_regime(first: date, regime: ReviewRegime) -> None:
    assert classification.regime(first, RULES) is regime
    before = RULES.find("review.regime", first - DAY)
    assert before is None or before.code != regime.value
    told = classification.review_rules(first, RULES)
    assert (told.on, told.regime, told.citation.rule) == (first, regime, "review.regime")
    assert told.text == RULES.on("review.regime", first).text


def test_before_the_first_regime_there_is_a_gap() -> None:
    with pytest.raises(LawGap):
        classification.review_rules(date(2011, 10, 10), RULES)


def test_levels_bear_the_names_of_their_time() -> None:
    old, new = (classification.levels(day, RULES) for day in (date(2018, 3, 7), date(2018, 3, 8)))
    assert list(old) == list(new) == list(ReviewGrade)
    assert old[ReviewGrade.EXCELLENT] == "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ"
    assert old[ReviewGrade.UNFULFILLED] == "Vi phạm tư cách hoặc không hoàn thành nhiệm vụ"
    assert new[ReviewGrade.EXCELLENT] == "Hoàn thành xuất sắc nhiệm vụ"
    cells = classification.levels(OLD, RULES, of_organisations=True)
    assert (cells[ReviewGrade.EXCELLENT], cells[ReviewGrade.UNFULFILLED]) == ("Trong sạch, vững mạnh", "Yếu kém")


def test_an_old_title_is_no_level() -> None:
    (old, new) = (classification.title_to_level_finding(day, RULES) for day in (date(2018, 3, 7), date(2018, 3, 8)))
    assert (old.code, old.grade, old.params["on"]) == ("title_is_no_level", FindingGrade.WARN, date(2018, 3, 7))
    assert "một mức xếp loại của tổ chức đảng" in sentence(old).why
    assert "khen thưởng" in sentence(new).why
    assert new.citations[0].rule == "review.title_meaning"


def test_what_is_known_of_the_review_in_2018() -> None:
    told = classification.review_rules(END_2018, RULES)
    assert (told.forms.collective, told.forms.member, told.forms.leader) == ("Mẫu 1", "Mẫu 2", "")
    assert told.steps == ("collective_report", "self_review", "draft_sent")
    assert (told.order, told.decided_by, told.draft_days, told.meeting_days) == ((), "", 3, None)
    assert (told.has_points, told.title_is_award) == (False, True)
    assert (told.several_posts, told.quarterly, told.cap_checked_by, told.self_reviews_kept) == ("", "", "", None)
    assert told.levels == classification.levels(END_2018, RULES)
    assert told.organisation_levels == classification.levels(END_2018, RULES, of_organisations=True)


def test_what_is_known_of_the_review_in_2026() -> None:
    told = classification.review_rules(END_2026, RULES)
    assert (told.forms.collective, told.forms.outside) == ("Mẫu 01", "Mẫu 2C")
    assert told.steps == ("self_rating", "verification", "decision")
    assert told.order[-1] == "heads_after_unit"
    assert told.decided_by.startswith("với tổ chức đảng là ban thường vụ")
    assert (told.meeting_days, told.has_points, told.self_reviews_kept) == (1, True, 3)
    assert told.several_posts == "ở từng nơi tương ứng với chức vụ"
    assert told.quarterly.startswith("xếp loại ba quý đầu năm")
    assert "không phải riêng chi bộ" in told.cap_checked_by


def test_what_nobody_found_is_a_gap_that_is_told() -> None:
    before = {str(gap.params["rule"]) for gap in classification.review_rules(OLD, RULES).gaps}
    assert before == {
        "review.steps", "review.order", "review.forms", "review.decided_by", "review.draft_days",
        "review.meeting_days", "review.who", "review.excellent_conditions", "review.good_conditions",
        "review.fulfilled_conditions", "review.discipline_effect", "review.ballot", "review.year_end_deadline",
    }  # fmt: skip
    told = classification.review_rules(END_2026, RULES).gaps
    assert [gap.params["rule"] for gap in told] == [
        "review.discipline_effect",
        "review.ballot",
        "review.year_end_deadline",
    ]
    assert all(gap.code == "no_basis" and gap.params["on"] == END_2026 for gap in told)
    assert not classification.review_rules(OLD, RULES).title_is_award


def test_not_found_is_a_gap_for_every_question() -> None:
    assert NOT_FOUND == "not_found"
    assert RULES.find("review.discipline_effect", date(2023, 10, 3)) is not None
    assert RULES.find("review.discipline_effect", date(2023, 10, 4)) is None
    assert RULES.find("review.unfulfilled_grounds", END_2024) is None
    with pytest.raises(LawGap) as gap:
        RULES.on("review.unfulfilled_grounds", END_2024)
    assert gap.value.name == "Trường hợp xếp không hoàn thành nhiệm vụ"


@pytest.mark.parametrize(
    ("on", "plain", "leader", "outside"),
    [
        (date(2018, 9, 23), "", "", ""),
        (date(2018, 9, 24), "Mẫu 2", "Mẫu 2", "Mẫu 2"),
        (END_2021, "Mẫu 02-HD KĐ.ĐG 2019", "Mẫu 02-HD KĐ.ĐG 2019", "Mẫu 02-HD KĐ.ĐG 2019"),
        (date(2023, 11, 9), "Mẫu 02-HD KĐ.ĐG 2019", "Mẫu 02-HD KĐ.ĐG 2019", "Mẫu 02-HD KĐ.ĐG 2019"),
        (END_2024, "Mẫu 02A-HD KĐ.ĐG 2023", "Mẫu 02B-HD KĐ.ĐG 2023", "Mẫu 02A-HD KĐ.ĐG 2023"),
        (END_2026, "Mẫu 2A", "Mẫu 2B", "Mẫu 2C"),
    ],
)
def test_the_form_of_a_self_review(on: date, plain: str, leader: str, outside: str) -> None:
    found = classification.forms(on, RULES)
    assert (found.of(), found.of(leads=True), found.of(outside=True)) == (plain, leader, outside)
    assert found.of(leads=True, outside=True) == (leader if found.leader else outside)
    assert (found.citation is None) == (plain == "")


def test_a_year_in_which_the_rules_changed_is_said() -> None:
    assert classification.crosses_regimes(2024, END_2024, RULES) is None
    assert classification.crosses_regimes(2011, date(2011, 12, 1), RULES) is None
    crossed = classification.crosses_regimes(2025, date(2025, 12, 20), RULES)
    assert crossed is not None
    assert (crossed.code, crossed.grade) == ("review_regime_changed", FindingGrade.WARN)
    assert [citation.instrument for citation in crossed.citations] == ["qd124-2023", "qd366-2025"]
    said = sentence(crossed)
    assert said.what == "Quy định xếp loại đổi từ ngày 30-8-2025, trong thời gian đánh giá năm 2025."
    assert said.why.startswith("Đầu năm 2025: theo Quy định 124-QĐ/TW")
    late = classification.crosses_regimes(2017, date(2018, 3, 8), RULES)
    assert late is not None
    assert classification.crosses_regimes(2017, date(2018, 3, 7), RULES) is None


# ---------------------------------------------------------------------- drafts

SENT, MEETING = date(2018, 11, 29), date(2018, 12, 3)  # a Thursday, the next Monday


def test_three_working_days_lie_between_sending_and_meeting() -> None:
    assert not classification.draft_sent_in_time(SENT, MEETING, RULES)
    assert classification.draft_window(SENT, MEETING, RULES).result == date(2018, 12, 4)
    assert not classification.draft_sent_in_time(SENT, date(2018, 12, 4), RULES)
    assert classification.draft_sent_in_time(SENT, date(2018, 12, 5), RULES)
    lenient = RULES.with_local(policies={"working_days.first": "same_day"})
    assert classification.draft_sent_in_time(date(2018, 11, 28), MEETING, lenient)
    assert not classification.draft_sent_in_time(SENT, MEETING, lenient)


def test_drafts_sent_late_are_warned_of_with_the_first_day_possible() -> None:
    (late,) = classification.draft_findings(SENT, MEETING, RULES)
    assert (late.code, late.grade, late.possible_from) == ("draft_sent_late", FindingGrade.WARN, date(2018, 12, 5))
    assert late.readings == ("working_days.first=next_day",)
    assert late.citations[0].rule == "review.draft_days"
    said = sentence(late)
    assert said.what == "Dự thảo báo cáo kiểm điểm gửi ngày 29-11-2018, họp ngày 3-12-2018 là chưa đủ thời gian."
    assert "3 ngày làm việc" in said.why
    assert classification.draft_findings(SENT, date(2018, 12, 5), RULES) == ()


def test_drafts_without_figure_or_calendar_are_said() -> None:
    assert codes(classification.draft_findings(date(2017, 11, 1), date(2017, 11, 2), RULES)) == ["no_basis"]
    far = date(2050, 3, 1)
    assert codes(classification.draft_findings(far, far + DAY, RULES)) == ["no_holiday_data"]
    with pytest.raises(CalendarGap):
        classification.draft_window(far, far + DAY, RULES)


# ---------------------------------------------------------------------- who

C, E = Circumstance, ReviewEffect


def asked(on: date, rules: Any = RULES, **facts: Any) -> classification.Eligibility:
    return classification.eligibility(YearFacts(**facts), on, rules)


def said_of(answer: classification.Eligibility) -> list[tuple[Circumstance, ReviewEffect]]:
    return [(reason.circumstance, reason.effect) for reason in answer.reasons]


@pytest.mark.parametrize(
    ("facts", "effects"),
    [
        ({"is_exempt": True}, (E.NOT_REVIEWED, E.NOT_REVIEWED, E.NOT_REVIEWED, E.NOT_REVIEWED)),
        ({"is_suspended": True}, (None, E.NOT_REVIEWED, E.NOT_REVIEWED, E.NOT_REVIEWED)),
        ({"months_since": 5}, (None, E.NOT_RATED, E.NOT_REVIEWED, E.NOT_REVIEWED)),
        ({"months_since": 6, "is_probationary": True}, (E.RATED, E.RATED, E.RATED, E.RATED)),
        ({"is_committee_suspended": True}, (None, E.RATED, None, None)),
        ({"sick_months": Decimal(3)}, (None, E.AT_MOST_FULFILLED, None, None)),
        ({"had_maternity_leave": True}, (None, E.TIME_WORKED, None, None)),
    ],
)
def test_each_circumstance_in_each_regime(facts: dict[str, Any], effects: tuple[ReviewEffect | None, ...]) -> None:
    for on, effect in zip((END_2018, END_2021, END_2024, END_2026), effects, strict=True):
        answer = asked(on, **facts)
        assert [reason.effect for reason in answer.reasons] == ([] if effect is None else [effect]), on
        assert codes(answer.findings) == (["review_effect_unknown"] if effect is None else []), on
        assert answer.is_reviewed is (effect is not E.NOT_REVIEWED)
        assert answer.is_rated is (effect not in {E.NOT_REVIEWED, E.NOT_RATED})
        assert answer.is_counted is answer.is_rated
        assert answer.highest is (ReviewGrade.FULFILLED if effect is E.AT_MOST_FULFILLED else ReviewGrade.EXCELLENT)


def test_reasons_name_their_article_and_gaps_their_table() -> None:
    answer = asked(END_2021, is_exempt=True)
    assert said_of(answer) == [(C.EXEMPT, E.NOT_REVIEWED)]
    assert answer.reasons[0].citation.instrument == "hd21btc-2019"
    gap = asked(END_2024, sick_months=Decimal(4)).findings[0]
    assert (gap.grade, gap.citations[0].rule) == (FindingGrade.WARN, "review.who")
    assert sentence(gap).what == "Chưa có căn cứ cho trường hợp nghỉ ốm dài trong năm."


def test_several_circumstances_are_all_told() -> None:
    answer = asked(END_2021, is_exempt=True, is_suspended=True, sick_months=Decimal(5), is_committee_suspended=True)
    assert [reason.circumstance for reason in answer.reasons] == [
        C.EXEMPT,
        C.SUSPENDED,
        C.COMMITTEE_SUSPENDED,
        C.SICK_LEAVE,
    ]
    assert (answer.is_reviewed, answer.is_rated, answer.highest) == (False, False, ReviewGrade.FULFILLED)


def test_nobody_special_is_reviewed_and_rated_without_a_word() -> None:
    answer = asked(END_2021, admitted_on=date(2010, 5, 19))
    assert (answer.is_reviewed, answer.is_rated, answer.reasons, answer.findings) == (True, True, (), ())


def test_six_months_count_from_the_ceremony_to_the_day() -> None:
    ceremony = date(2024, 6, 30)
    assert said_of(asked(END_2024, admitted_on=ceremony, is_probationary=True)) == [(C.PROBATIONARY, E.RATED)]
    full = add_months(ceremony, 6)
    assert asked(full, admitted_on=ceremony).is_reviewed
    early = asked(full - DAY, admitted_on=ceremony, is_probationary=True)
    assert said_of(early) == [(C.RECENTLY_ADMITTED, E.NOT_REVIEWED)]


def test_the_anchor_of_the_six_months_is_a_reading_that_is_shown() -> None:
    facts = {"admitted_on": date(2024, 7, 15), "decided_on": date(2024, 6, 20)}
    ours = asked(END_2024, **facts)
    assert (ours.is_reviewed, ours.anchor_on) == (False, date(2024, 7, 15))
    assert ours.readings == ("review.recent_anchor=ceremony",)
    other = asked(END_2024, BY_DECISION, **facts)
    assert (other.is_reviewed, other.anchor_on) == (True, date(2024, 6, 20))
    assert other.readings == ("review.recent_anchor=decision",)
    only = asked(END_2024, BY_DECISION, admitted_on=date(2024, 7, 15))
    assert (only.is_reviewed, only.anchor_on) == (False, date(2024, 7, 15))
    assert asked(END_2024, months_since=3, **facts).readings == ()
    assert asked(END_2024, months_since=7, **facts).is_reviewed
    nothing = asked(END_2024)
    assert (nothing.readings, nothing.anchor_on) == ((), None)


def test_sick_leave_is_bounded_from_three_months_on() -> None:
    assert asked(END_2021, sick_months=Decimal("2.9")).reasons == ()
    assert asked(END_2021, sick_months=Decimal("3.5")).highest is ReviewGrade.FULFILLED
    assert codes(asked(END_2018, sick_months=Decimal("2.9")).findings) == []


def test_before_2018_everybody_is_rated_and_the_gap_is_told() -> None:
    answer = asked(OLD, is_exempt=True)
    assert (answer.is_reviewed, answer.is_rated, answer.reasons) == (True, True, ())
    assert [gap.params["rule"] for gap in answer.findings] == ["review.who"]


@pytest.mark.parametrize(("on", "rated", "gaps"), [(END_2018, True, 1), (END_2021, False, 0), (END_2026, True, 1)])
def test_an_organisation_younger_than_six_months(on: date, *, rated: bool, gaps: int) -> None:
    answer = classification.organisation_eligibility(OrganisationYear(months_since=5), on, RULES)
    assert (answer.is_reviewed, answer.is_rated, len(answer.findings)) == (True, rated, gaps)
    assert codes(answer.findings) == ["review_effect_unknown"] * gaps
    founded = add_months(on, -6)
    old = classification.organisation_eligibility(OrganisationYear(founded_on=founded), on, RULES)
    assert (old.is_rated, old.reasons, old.findings) == (True, (), ())
    young = classification.organisation_eligibility(OrganisationYear(founded_on=founded + 2 * DAY), on, RULES)
    assert young.is_rated is rated


def test_an_organisation_of_unknown_age_or_before_the_rule() -> None:
    unknown = classification.organisation_eligibility(OrganisationYear(), END_2021, RULES)
    assert (unknown.is_reviewed, unknown.is_rated, unknown.reasons) == (True, True, ())
    before = classification.organisation_eligibility(OrganisationYear(months_since=1), OLD, RULES)
    assert (before.is_reviewed, before.is_rated, codes(before.findings)) == (True, True, ["no_basis"])
    young = classification.organisation_eligibility(OrganisationYear(months_since=1), END_2021, RULES)
    assert said_of(young) == [(C.YOUNG_ORGANISATION, E.NOT_RATED)]
    assert young.reasons[0].citation.rule == "review.who"


def test_a_figure_that_counts_years_takes_whole_years_from_one_on() -> None:
    figure = RULES.figure("commendation.streak_years")
    assert figure.takes(1)
    assert not figure.takes(0)


def test_months_are_read_as_the_organisation_reads_the_end_of_a_month() -> None:
    ceremony, day = date(2023, 8, 31), date(2024, 2, 29)
    last = RULES.with_local(policies={"months.end": "last_day"})
    following = RULES.with_local(policies={"months.end": "next_day"})
    assert asked(day, last, admitted_on=ceremony).is_reviewed
    assert not asked(day, following, admitted_on=ceremony).is_reviewed


def test_a_local_value_stands_where_nothing_was_found() -> None:
    own = Overlay(key="discipline.lapse_months", value=12, starts_on=date(2020, 1, 1), citation="Văn bản Mẫu")
    assert RULES.with_local(overlays=[own]).on("discipline.lapse_months", END_2024).number == 12


def test_the_year_begins_on_its_first_of_january() -> None:
    figure = RULES.figure("review.regime")
    *earlier, newest = figure.values
    for begins, crosses in ((date(2025, 1, 1), False), (date(2025, 1, 2), True)):
        moved = replace(figure, values=(*earlier, replace(newest, starts_on=begins)))
        rules = replace(RULES, book={**RULES.book, figure.key: moved})
        assert (classification.crosses_regimes(2025, END_2026, rules) is not None) is crosses
