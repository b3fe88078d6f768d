"""Sessions, exemption, terms and committees: the edges of each judgment, and bases over random memberships."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.base.words.findings import sentence
from chibo.law import congress, exemption, quorum, sitting
from chibo.law.calendar import Spell
from chibo.law.timeline import LawGap, Overlay
from chibo.law.vocabulary import ExemptionGround, FindingGrade, Sex
from tests.law.sample import RULES

OLD, SAMPLE, PILOT, NEW = date(2015, 5, 22), date(2018, 6, 5), date(2023, 1, 10), date(2025, 12, 3)


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def own(key: str, value: int) -> Overlay:
    return Overlay(key=key, value=value, starts_on=date(2020, 1, 1), citation="Quy chế của đảng ủy")


# ---------------------------------------------------------------------- one session


def test_no_text_sets_a_length_before_28_10_2025() -> None:
    assert sitting.least_minutes(date(2025, 10, 27), RULES) is None
    assert sitting.long_enough(10, SAMPLE, RULES) is None
    first = sitting.least_minutes(date(2025, 10, 28), RULES)
    assert first is not None
    assert first.number == 90
    assert sitting.long_enough(90, NEW, RULES)
    assert not sitting.long_enough(89, NEW, RULES)
    assert not sitting.long_enough(119, NEW, RULES, combined=True)


def test_a_local_length_for_large_cells_counts_where_it_is_stricter() -> None:
    ward = RULES.with_local(overlays=[own("local.large_cell_members", 30), own("local.large_cell_minutes", 120)])
    assert sitting.long_enough(100, NEW, ward, members=29)
    assert not sitting.long_enough(100, NEW, ward, members=30)
    laxer = RULES.with_local(overlays=[own("local.large_cell_members", 30), own("local.large_cell_minutes", 60)])
    assert not sitting.long_enough(80, NEW, laxer, members=30)
    assert not sitting.long_enough(100, SAMPLE.replace(year=2024), ward, members=30)  # alone, before the Centre spoke
    assert sitting.long_enough(100, NEW, ward)  # how many members is not known


def test_a_small_cell_has_the_figure_of_its_committee() -> None:
    small = RULES.with_local(overlays=[own("meeting.min_minutes", 60)])
    assert sitting.long_enough(60, NEW, small)


def test_one_day_ahead_is_24_hours_or_a_calendar_day() -> None:
    evening, morning = datetime.fromisoformat("2025-12-02T20:00"), datetime.fromisoformat("2025-12-03T07:30")
    assert not sitting.papers_in_time(evening, morning, RULES)
    assert sitting.papers_in_time(evening.replace(hour=7, minute=30), morning, RULES)
    assert sitting.papers_in_time(evening, morning, RULES.with_local(policies={"papers.one_day": "calendar_day"}))
    with pytest.raises(LawGap):
        sitting.papers_in_time(evening.replace(year=2018), morning.replace(year=2018), RULES)


def test_a_session_is_judged_by_the_regime_of_its_day() -> None:
    short = sitting.SessionFacts(
        on=NEW,
        starts_at=datetime.fromisoformat("2025-12-03T07:30"),
        members=25,
        minutes=85,
        sent=datetime.fromisoformat("2025-12-02T20:00"),
    )
    findings = sitting.session_findings(short, RULES)
    assert codes(findings) == ["session_too_short", "papers_late"]
    assert all(finding.grade is FindingGrade.WARN for finding in findings)
    assert findings[1].readings == ("papers.one_day=hours",)
    assert "85 phút" in sentence(findings[0]).what
    assert sitting.session_findings(sitting.SessionFacts(on=SAMPLE, minutes=10), RULES) == ()
    assert sitting.session_findings(sitting.SessionFacts(on=NEW), RULES) == ()
    early = sitting.SessionFacts(
        on=NEW, starts_at=short.starts_at, minutes=90, sent=datetime.fromisoformat("2025-12-01")
    )
    assert sitting.session_findings(early, RULES) == ()


# ---------------------------------------------------------------------- forms


def test_online_needs_more_than_half_apart() -> None:
    assert sitting.form_findings("online", sitting.CellFacts(members=10, apart=6), PILOT, RULES) == ()
    half = sitting.form_findings("online", sitting.CellFacts(members=10, apart=5), PILOT, RULES)
    assert codes(half) == ["online_too_few_apart"]
    assert half[0].citations[0].instrument == "hd03-2022"
    assert sitting.form_findings("online", sitting.CellFacts(members=10, left_out=1, apart=5), PILOT, RULES) == ()
    assert not sitting.online_allowed(sitting.CellFacts(members=2, left_out=2), PILOT, RULES)
    assert codes(sitting.form_findings("online", sitting.CellFacts(members=10), SAMPLE, RULES)) == ["no_basis"]
    assert sitting.form_findings("together", sitting.CellFacts(members=10), PILOT, RULES) == ()


def test_by_group_says_everything_that_is_against_it() -> None:
    cell = sitting.CellFacts(members=40, groups=0, earlier=3)
    against = sitting.form_findings("by_group", cell, PILOT, RULES)
    assert codes(against) == ["by_group_without_groups", "by_group_too_few", "by_group_too_often"]
    assert all(finding.grade is FindingGrade.STOP for finding in against)
    assert codes(sitting.form_findings("by_group", cell, SAMPLE, RULES)) == ["no_basis"]
    assert sitting.by_group_allowed(sitting.CellFacts(members=50, groups=2, earlier=2), PILOT, RULES)


# ---------------------------------------------------------------------- the year


def test_a_month_without_a_session_is_found_once_it_is_over() -> None:
    held = [date(2018, 1, 5), date(2018, 3, 5)]
    found = sitting.months_missed(held, date(2018, 1, 1), date(2018, 5, 21), RULES)
    assert [missed.starts_on for missed in found] == [date(2018, 2, 1), date(2018, 4, 1)]
    assert found[0].reading.citation.text == "Điều lệ Đảng 2011, Điều 24 khoản 2"
    assert sitting.months_missed([], date(2018, 1, 2), date(2018, 2, 28), RULES) == ()  # no whole month in it
    assert sitting.months_missed([], date(2009, 1, 1), date(2010, 1, 1), RULES) == ()  # no text known then


def test_a_quarter_without_a_thematic_session_is_found_from_the_first_whole_one() -> None:
    found = sitting.quarters_missed([], date(2025, 1, 1), date(2026, 8, 1), RULES)
    assert [missed.starts_on for missed in found] == [date(2026, 1, 1), date(2026, 4, 1)]
    assert found[0].months == 3
    assert sitting.quarters_missed([date(2026, 2, 1)], date(2026, 1, 1), date(2026, 4, 1), RULES) == ()
    assert sitting.quarters_missed([], date(2026, 1, 15), date(2026, 4, 1), RULES) == ()


def test_three_months_without_reason_propose_and_never_decide() -> None:
    assert sitting.absence_findings("Lò Mẫu Yến", [1, 2], SAMPLE, RULES) == ()
    assert sitting.absence_findings("Lò Mẫu Yến", [1, 1, 2], SAMPLE, RULES) == ()
    (proposed,) = sitting.absence_findings("Lò Mẫu Yến", [1, 2, 9], SAMPLE, RULES)
    assert proposed.grade is FindingGrade.WARN
    assert proposed.citations[0].text == "Điều lệ Đảng 2011, Điều 8 khoản 1"
    assert "không tự xóa tên ai" in sentence(proposed).next


def test_points_fall_into_classes_with_their_edges() -> None:
    assert [sitting.quality_class(Decimal(points), NEW, RULES) for points in ("90", "89.9", "70", "50", "49.9")] == [
        "tot",
        "kha",
        "kha",
        "trung_binh",
        "kem",
    ]
    assert sitting.class_of(Decimal(-1), {"a": Decimal(5), "b": Decimal(0)}) == "b"


def test_attendance_gives_its_band_and_one_unexcused_absence_the_lowest() -> None:
    marks = [sitting.attendance_mark(Fraction(share, 100), NEW, RULES) for share in (100, 90, 89, 75, 65, 64)]
    assert marks == [4, 4, 3, 3, 2, 1]
    assert sitting.attendance_mark(Fraction(1), NEW, RULES, unexcused=1) == 1
    assert sitting.attendance_share(3, 0, exempt=3) is None


# ---------------------------------------------------------------------- exemption


def test_exemption_by_regime() -> None:
    asked = exemption.RequestFacts(
        ground=ExemptionGround.AGE_AND_HEALTH, is_own_request=True, age=58, sex=Sex.MALE, is_weak=True
    )
    assert codes(exemption.exemption_findings(asked, SAMPLE, RULES)) == ["exemption_too_young"]
    assert exemption.exemption_findings(asked, NEW, RULES) == ()
    missing = exemption.RequestFacts(ground=ExemptionGround.AGE_AND_HEALTH, is_own_request=False)
    against = exemption.exemption_findings(missing, SAMPLE, RULES)
    assert codes(against) == ["exemption_not_asked", "exemption_not_weak", "exemption_age_unknown"]
    assert against[2].grade is FindingGrade.WARN
    assert exemption.exemption_findings(missing, NEW, RULES)[0].citations[0].carried_forward


def test_other_grounds_have_no_basis_before_2022() -> None:
    leave = exemption.RequestFacts(ground=ExemptionGround.MATERNITY, is_own_request=True)
    assert codes(exemption.exemption_findings(leave, SAMPLE, RULES)) == ["no_basis"]
    with pytest.raises(LawGap):
        exemption.may_be_exempt(leave, SAMPLE, RULES)
    assert exemption.may_be_exempt(leave, date(2022, 1, 18), RULES)
    unknown = exemption.RequestFacts(ground=ExemptionGround.OTHER, is_own_request=False)
    against = codes(exemption.exemption_findings(unknown, PILOT, RULES))
    assert against == ["exemption_ground_unknown", "exemption_not_asked"]


# ---------------------------------------------------------------------- terms and bodies


def test_a_planned_end_is_laid_beside_the_rule_and_never_changed() -> None:
    assert congress.term_findings(date(2015, 5, 22), date(2020, 5, 30), RULES, grassroots=True) == ()
    (other,) = congress.term_findings(date(2020, 3, 10), date(2025, 3, 10), RULES)
    assert other.params["usual"] == date(2022, 9, 10)
    assert other.grade is FindingGrade.WARN
    assert codes(congress.term_findings(date(2009, 1, 1), date(2011, 7, 1), RULES)) == ["no_basis"]


def test_a_shift_may_reach_six_months_either_way() -> None:
    planned = date(2022, 9, 10)
    assert congress.shift_findings(planned, date(2023, 3, 10), planned, RULES) == ()
    assert congress.shift_findings(planned, date(2022, 3, 10), planned, RULES) == ()
    beyond = congress.shift_findings(planned, date(2023, 3, 11), planned, RULES)
    assert codes(beyond) == ["term_shift_beyond_limit"]
    assert codes(congress.shift_findings(date(2010, 1, 1), date(2010, 2, 1), date(2010, 1, 1), RULES)) == ["no_basis"]


@pytest.mark.parametrize(
    ("official", "committee", "secretaries", "deputies", "said"),
    [
        (8, 2, 1, 1, []),
        (8, 3, 1, 1, ["committee_in_small_cell"]),
        (9, 3, 1, 1, []),
        (9, 2, 1, 1, ["committee_not_elected"]),
        (40, 7, 1, 1, []),
        (40, 8, 1, 1, ["committee_too_large"]),
        (40, 5, 1, 2, ["too_many_deputies"]),
    ],
)
def test_the_size_of_what_was_elected(
    official: int, committee: int, secretaries: int, deputies: int, said: list[str]
) -> None:
    elected = congress.ElectedFacts(official=official, committee=committee, secretaries=secretaries, deputies=deputies)
    findings = congress.elected_findings(elected, SAMPLE, RULES)
    assert codes(findings) == said
    assert all(sentence(finding).what for finding in findings)
    assert codes(congress.elected_findings(elected, OLD, RULES)) == ["no_basis"]


def test_a_congress_with_too_few_is_warned_of() -> None:
    assert congress.congress_findings(21, 14, SAMPLE, RULES) == ()
    (short,) = congress.congress_findings(21, 13, SAMPLE, RULES)
    assert short.grade is FindingGrade.WARN
    assert congress.congress_findings(21, 1, OLD.replace(year=2012), RULES) == ()


# ---------------------------------------------------------------------- bases over random memberships

DAYS = st.dates(date(2017, 1, 1), date(2026, 11, 1))
SPELLS = st.builds(
    lambda first, length: Spell(first, date.fromordinal(first.toordinal() + length)), DAYS, st.integers(1, 900)
)
MEMBERS = st.lists(
    st.builds(
        quorum.MemberFacts,
        uid=st.uuids().map(str),
        name=st.just("Lò Mẫu"),
        official_on=st.none() | DAYS,
        recognised_on=st.none() | DAYS,
        away=st.lists(SPELLS, max_size=2).map(tuple),
        exempt=st.lists(SPELLS, max_size=2).map(tuple),
    ),
    max_size=30,
    unique_by=lambda member: member.uid,
)


@given(members=MEMBERS, on=DAYS, data=st.data())
def test_a_base_counts_every_voter_once_and_leaves_out_only_with_a_reason(
    members: list[quorum.MemberFacts], on: date, data: st.DataObject
) -> None:
    present = data.draw(st.sets(st.sampled_from([member.uid for member in members]))) if members else set()
    base = quorum.vote_base(members, on, RULES, present=present)
    counted = {member.uid for member in base.counted}
    left_out = {member.uid: reason for member, reason in base.left_out}
    assert counted | set(left_out) == {member.uid for member in members}
    assert not counted & set(left_out)
    voters = {member.uid for member in members if quorum.has_voting_right(member, on, RULES)}
    assert counted <= voters
    if on < date(2025, 7, 1):
        assert counted == voters  # decision 34: nothing is left out before there was a rule
    for member in members:
        if member.uid in voters and member.uid not in counted:
            is_exempt = any(spell.covers(on) for spell in member.exempt) and member.uid not in present
            assert is_exempt or any(spell.covers(on) for spell in member.away)


@given(members=MEMBERS, on=DAYS)
def test_an_exempt_member_who_comes_is_counted(members: list[quorum.MemberFacts], on: date) -> None:
    everybody = {member.uid for member in members}
    absent, present = quorum.vote_base(members, on, RULES), quorum.vote_base(members, on, RULES, present=everybody)
    assert absent.count <= present.count
    assert quorum.LeftOut.EXEMPT_AND_ABSENT not in {reason for _, reason in present.left_out}


@given(members=MEMBERS, on=DAYS)
def test_counts_alone_give_the_same_base(members: list[quorum.MemberFacts], on: date) -> None:
    voters = [member for member in members if quorum.has_voting_right(member, on, RULES)]
    away = {member.uid for member in voters if any(spell.covers(on) for spell in member.away)}
    exempt = {member.uid for member in voters if any(spell.covers(on) for spell in member.exempt)} - away
    counted = quorum.base_of_counts(len(voters), on, RULES, away=len(away), exempt_absent=len(exempt))
    assert counted == quorum.vote_base(members, on, RULES).count


@given(
    base=st.integers(1, 400), approve=st.integers(0, 400), shared=st.fractions(Fraction(1, 100), 1), more=st.booleans()
)
def test_needed_is_the_least_number_that_passes(base: int, approve: int, shared: Fraction, more: bool) -> None:  # noqa: FBT001
    least = quorum.needed(base, shared, more_than=more)
    reached = approve > base * shared if more else approve >= base * shared
    assert quorum.passes(approve, base, shared, more_than=more) == reached
    assert (approve >= least) == reached


@given(base=st.integers(1, 400), on=DAYS)
def test_the_majority_is_more_than_half_and_two_thirds_never_less(base: int, on: date) -> None:
    majority = quorum.needed_on(base, on, RULES, key="vote.cell_majority")[0]
    qualified = quorum.needed_on(base, on, RULES)[0]
    assert base < 2 * majority <= base + 2
    assert 2 * base <= 3 * qualified < 2 * base + 3
    assert majority <= qualified + 1


@given(share=st.fractions(0, 1), other=st.fractions(0, 1))
def test_better_attendance_never_gives_a_worse_mark(share: Fraction, other: Fraction) -> None:
    low, high = sorted((share, other))
    assert sitting.attendance_mark(low, NEW, RULES) <= sitting.attendance_mark(high, NEW, RULES)


@given(planned=DAYS, months=st.integers(0, 12))
def test_no_shift_of_six_months_or_less_is_warned_of(planned: date, months: int) -> None:
    moved = RULES.add_months(planned, months)
    assert bool(congress.shift_findings(planned, moved, planned, RULES)) == (moved > RULES.add_months(planned, 6))


def test_a_thematic_session_serves_its_month_until_the_rule_parts_the_two() -> None:
    assert sitting.serves_its_month(date(2018, 3, 5), RULES, thematic=True)
    assert sitting.serves_its_month(date(2025, 10, 27), RULES, thematic=True)
    assert not sitting.serves_its_month(date(2025, 10, 28), RULES, thematic=True)
    assert sitting.serves_its_month(date(2026, 1, 5), RULES, thematic=False)
