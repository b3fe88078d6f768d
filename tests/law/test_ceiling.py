"""The ceiling on the excellent against brute force, inside its groups, tried with suppositions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.base.words.findings import sentence
from chibo.law.classification import (
    COLLECTIVES,
    MEMBERS,
    CapBase,
    CountGroup,
    Rounding,
    Shares,
    ceiling,
    ceilings,
    group_ceiling,
    group_ceilings,
    largest,
    scope_of,
    share_of_base,
    suppose,
    together,
)
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import CapScope, FindingGrade
from tests.law.sample import RULES

MOST = 400
END_2017, END_2019, END_2024, END_2026 = (date(year, 12, 31) for year in (2017, 2019, 2024, 2026))
PERCENTS = sorted({Fraction(str(dated.value)) for key in (MEMBERS, COLLECTIVES) for dated in RULES.figure(key).values})


def allowed_of(base: int, share: Fraction, rounding: Rounding) -> int:
    """In whole numbers, so that a hundred thousand trials take a second."""
    half = share.denominator if rounding is Rounding.NEAREST else 0
    return (2 * share.numerator * base + half) // (2 * share.denominator)


def by_trying(total: int, share: Fraction, base: CapBase, rounding: Rounding) -> int:
    """The largest number that still fits when so many have become excellent, found by trying every number."""
    fits = [
        excellent
        for excellent in range(total + 1)
        if excellent <= allowed_of(total - excellent if base is CapBase.GOOD_ONLY else total, share, rounding)
    ]
    return max(fits)


@pytest.mark.parametrize("share", PERCENTS, ids=str)
@pytest.mark.parametrize("base", CapBase)
@pytest.mark.parametrize("rounding", Rounding)
def test_the_largest_number_is_that_of_trying_them_all(share: Fraction, base: CapBase, rounding: Rounding) -> None:
    for total in range(MOST + 1):
        found = largest(total, share, base=base, rounding=rounding)
        assert found == by_trying(total, share, base, rounding), total


@pytest.mark.parametrize("share", PERCENTS, ids=str)
@pytest.mark.parametrize("rounding", Rounding)
def test_a_share_of_a_final_base_by_trying(share: Fraction, rounding: Rounding) -> None:
    for base in range(MOST + 1):
        assert share_of_base(base, share, rounding=rounding) == allowed_of(base, share, rounding)


def test_the_percentages_of_the_data_are_those_of_the_rules() -> None:
    assert [Fraction(15, 100), Fraction(20, 100)] == PERCENTS


def test_down_and_the_good_alone_are_meant_where_nobody_says() -> None:
    assert largest(20, Fraction(15, 100)) == 2  # 2,6 of 17 left
    assert share_of_base(19, Fraction(20, 100)) == 3


def counted(better: int, excellent: int = 0, *, rated: int | None = None) -> Shares:
    return Shares(rated=better if rated is None else rated, good_or_better=better, excellent=excellent)


def test_the_regime_of_2014_gives_the_article_its_three_of_twenty() -> None:
    own = RULES.with_local(policies={"review.cap_base": "good_or_better"})
    first, *others = ceilings(counted(20, 3), END_2017, own)
    assert (first.base_mode, first.limit, first.is_kept) == (CapBase.GOOD_OR_BETTER, 3, True)
    assert (first.base_count, first.good_left, first.final_base, first.exact) == (20, 17, 20, Fraction(3))
    assert [(one.base_mode, one.limit) for one in others] == [(CapBase.GOOD_ONLY, 2), (CapBase.ALL_RATED, 3)]
    assert ceiling(counted(23), END_2017, RULES).limit == 3


def test_a_ceiling_shows_its_formula_for_the_number_proposed_and_for_the_limit() -> None:
    answer = ceiling(counted(23, 4, rated=25), END_2019, RULES)
    assert (answer.limit, answer.is_kept, answer.share) == (3, False, Fraction(20, 100))
    assert (answer.excellent, answer.good, answer.base_count) == (4, 19, 23)
    assert (answer.proposed_base, answer.proposed_exact) == (19, Fraction(38, 10))
    assert (answer.good_left, answer.final_base, answer.exact) == (20, 20, Fraction(4))
    assert answer.rounding is Rounding.DOWN
    assert answer.readings == ("review.cap_base=good_only", "review.cap_rounding=down")
    everybody = ceiling(counted(23, 4, rated=25), END_2019, RULES, base=CapBase.ALL_RATED)
    assert (everybody.limit, everybody.base_count, everybody.proposed_base) == (5, 25, 25)
    assert everybody.readings[0] == "review.cap_base=all_rated"


def test_rounding_is_the_organisation_s_reading_or_the_one_asked_for() -> None:
    nearest = RULES.with_local(policies={"review.cap_rounding": "nearest"})
    assert ceiling(counted(20), END_2017, nearest).limit == 3
    asked = ceiling(counted(20), END_2017, RULES, rounding=Rounding.NEAREST)
    assert (asked.limit, asked.readings[1]) == (3, "review.cap_rounding=nearest")


def test_more_good_than_excellent_can_never_leave_fewer_than_nobody() -> None:
    answer = ceiling(counted(1, rated=10), END_2019, RULES, base=CapBase.ALL_RATED)
    assert (answer.limit, answer.good_left) == (2, 0)


def test_collectives_have_their_own_figure() -> None:
    assert ceiling(counted(29), END_2024, RULES, key=COLLECTIVES).reading.key == "review.collective_cap"
    assert [one.reading.key for one in ceilings(counted(29), END_2024, RULES, key=COLLECTIVES)] == [COLLECTIVES] * 3
    with pytest.raises(LawGap):
        ceiling(counted(29), END_2019, RULES, key=COLLECTIVES)


# ---------------------------------------------------------------------- groups


def group(excellent: int, better: int, scope: CapScope | None, ground: str = "") -> CountGroup:
    return CountGroup(uid="n", name="Nhóm Mẫu", scope=scope, counted=counted(better, excellent), ground=ground)


def codes(answer: object) -> list[tuple[str, FindingGrade]]:
    return [(finding.code, finding.grade) for finding in answer.findings]  # type: ignore[attr-defined]


def test_the_scope_is_that_of_the_day() -> None:
    assert scope_of(date(2023, 10, 3), RULES) is CapScope.GRASSROOTS_ORGANISATION
    assert scope_of(date(2023, 10, 4), RULES) is CapScope.SIMILAR_ROLE
    assert scope_of(END_2024, RULES, key=COLLECTIVES) is CapScope.SIMILAR_ROLE
    with pytest.raises(LawGap):
        scope_of(END_2019, RULES, key=COLLECTIVES)


def test_a_cell_alone_is_never_final_and_never_over() -> None:
    answer = group_ceiling(group(1, 4, None), END_2019, RULES)
    assert not answer.is_final
    assert answer.own is not None
    assert (answer.own.limit, answer.own.is_kept) == (0, False)
    assert codes(answer) == [("ceiling_not_final", FindingGrade.WARN)]
    assert sentence(answer.findings[0]).why.startswith("Tỷ lệ hoàn thành xuất sắc tính trong toàn tổ chức cơ sở đảng")


def test_a_group_of_another_scope_is_not_final_but_may_be_over() -> None:
    answer = group_ceiling(group(2, 4, CapScope.GRASSROOTS_ORGANISATION), END_2024, RULES)
    assert not answer.is_final
    assert codes(answer) == [
        ("ceiling_not_final", FindingGrade.WARN),
        ("excellent_over_ceiling", FindingGrade.STOP),
    ]


def test_more_than_the_ceiling_wants_the_superior_s_ground() -> None:
    kept = group_ceiling(group(3, 23, CapScope.GRASSROOTS_ORGANISATION), END_2019, RULES)
    assert (kept.is_final, kept.findings) == (True, ())
    over = group_ceiling(group(4, 23, CapScope.GRASSROOTS_ORGANISATION), END_2019, RULES)
    assert codes(over) == [("excellent_over_ceiling", FindingGrade.STOP)]
    said = sentence(over.findings[0])
    assert said.what == "Nhóm Mẫu đề nghị 4 trường hợp hoàn thành xuất sắc, trần là 3."
    assert said.why.startswith("20% của 19 (số hoàn thành tốt) là 3,8;")
    assert over.findings[0].readings == ("review.cap_base=good_only", "review.cap_rounding=down")
    assert over.findings[0].citations[0].rule == "review.excellent_cap"
    paper = "Công văn 12-CV/ĐU ngày 5-12-2019"
    allowed = group_ceiling(group(4, 23, CapScope.GRASSROOTS_ORGANISATION, paper), END_2019, RULES)
    assert codes(allowed) == [("excellent_by_exception", FindingGrade.WARN)]
    assert paper in sentence(allowed.findings[0]).why
    assert allowed.findings[0].readings == over.findings[0].readings


def test_what_one_group_leaves_over_no_other_takes() -> None:
    first, second = group_ceilings(
        (group(0, 12, CapScope.SIMILAR_ROLE), group(3, 12, CapScope.SIMILAR_ROLE)), END_2024, RULES
    )
    assert codes(first) == []
    assert codes(second) == [("excellent_over_ceiling", FindingGrade.STOP)]
    whole = together("Cả hai", CapScope.SIMILAR_ROLE, (first.group, second.group))
    assert (whole.uid, whole.name, whole.scope) == ("Cả hai", "Cả hai", CapScope.SIMILAR_ROLE)
    assert whole.counted == Shares(rated=24, good_or_better=24, excellent=3)
    assert group_ceiling(whole, END_2024, RULES).findings == ()


def test_cells_counted_together_keep_each_ground_once() -> None:
    parts = [group(0, 5, None, ground) for ground in ("A", "", "B", "A")]
    assert together("Chung", CapScope.GRASSROOTS_ORGANISATION, parts).ground == "A; B"
    assert together("Chung", CapScope.GRASSROOTS_ORGANISATION, []).counted == counted(0)


def test_a_day_without_share_is_said() -> None:
    answer = group_ceiling(group(1, 10, None), date(2010, 12, 31), RULES)
    assert (answer.own, answer.readings, answer.is_final) == (None, (), False)
    assert codes(answer) == [("no_basis", FindingGrade.WARN)]
    collectives = group_ceiling(group(1, 10, CapScope.SIMILAR_ROLE), END_2019, RULES, key=COLLECTIVES)
    assert codes(collectives) == [("no_basis", FindingGrade.WARN)]


def test_groups_of_collectives_are_counted_by_their_own_figure() -> None:
    (answer,) = group_ceilings([group(5, 29, CapScope.SIMILAR_ROLE)], END_2024, RULES, key=COLLECTIVES)
    assert answer.is_final
    assert [codes(answer), answer.own and answer.own.limit] == [[("excellent_over_ceiling", FindingGrade.STOP)], 4]
    assert answer.findings[0].citations[0].rule == COLLECTIVES


# ---------------------------------------------------------------------- suppositions


def test_a_supposition_names_the_readings_that_allow_it() -> None:
    three = suppose(3, counted(20), END_2017, RULES)
    assert not three.is_allowed
    allowing = {(one.base_mode, one.rounding) for one in three.allowing}
    assert allowing == {
        (CapBase.GOOD_ONLY, Rounding.NEAREST),
        (CapBase.GOOD_OR_BETTER, Rounding.DOWN),
        (CapBase.GOOD_OR_BETTER, Rounding.NEAREST),
        (CapBase.ALL_RATED, Rounding.DOWN),
        (CapBase.ALL_RATED, Rounding.NEAREST),
    }
    assert [(one.base_mode, one.rounding) for one in three.refusing] == [(CapBase.GOOD_ONLY, Rounding.DOWN)]
    assert three.excellent == 3
    assert all(one.excellent == 3 and one.good == 17 for one in (*three.allowing, *three.refusing))


def test_the_own_reading_decides_whether_a_supposition_is_allowed() -> None:
    own = RULES.with_local(policies={"review.cap_base": "good_or_better"})
    assert suppose(3, counted(20), END_2017, own).is_allowed
    assert not suppose(4, counted(20), END_2017, own).is_allowed
    assert suppose(2, counted(20), END_2017, RULES).is_allowed


def test_more_excellent_than_good_are_counted_as_good_too() -> None:
    five = suppose(5, counted(3, rated=30), END_2019, RULES)
    assert not five.is_allowed
    assert {one.base_mode for one in five.allowing} == {CapBase.ALL_RATED}
    assert {one.base_count for one in five.refusing} == {5}


def test_a_supposition_on_collectives_is_by_their_figure() -> None:
    tried = suppose(4, counted(29), END_2024, RULES, key=COLLECTIVES)
    assert tried.is_allowed
    assert {one.reading.key for one in tried.allowing} == {COLLECTIVES}
    with pytest.raises(LawGap):
        suppose(4, counted(29), END_2019, RULES, key=COLLECTIVES)
