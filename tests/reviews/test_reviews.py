"""Targets and yearly reviews: what may be recorded, what is refused all at once, what the counts say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.reviews import actions, queries
from chibo.reviews.models import Classification, Target
from tests.chains import verify_chains
from tests.factories import MONDAY, Cell, actor, cell, member, stranger

if TYPE_CHECKING:
    from chibo.reviews.models import YearReview

pytestmark = pytest.mark.django_db
Grade = Classification.Grade


@pytest.fixture
def house() -> Cell:
    return cell()


def review_of(house: Cell, year: int = 2017, **totals: int) -> YearReview:
    return actions.record_review(
        actor=actor(), on=MONDAY, organisation=house.organisation, year=year, concluded_on=None, **totals
    )


def test_a_target_is_set_once_and_changed_with_the_old_value_in_the_log(house: Cell) -> None:
    for value in (3, 4):
        actions.set_target(
            actor=actor(), on=MONDAY, term=house.term, metric=Target.Metric.ADMISSIONS, value=value, ground="Nghị quyết"
        )
    assert [(target.metric, target.value) for target in queries.targets(house.term)] == [("admissions", 4)]
    said = AuditEntry.objects.filter(action__startswith="reviews.").order_by("seq").values_list("action", "changes")
    assert [(action, changes["admissions"]) for action, changes in said] == [
        ("reviews.set_target", [None, 3]),
        ("reviews.amend_target", [3, 4]),
    ]
    assert list(verify_chains()) == []


@pytest.mark.parametrize(
    ("metric", "value", "field"),
    [("member_share", 101, "value"), ("admissions", 0, "value"), ("thoughts", 5, "metric")],
)
def test_an_impossible_target_is_refused(house: Cell, metric: str, value: int, field: str) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.set_target(actor=actor(), on=MONDAY, term=house.term, metric=metric, value=value)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not Target.objects.exists()


def test_a_stranger_may_set_nothing(house: Cell) -> None:
    with pytest.raises(NotAllowedError):
        actions.set_target(actor=stranger(), on=MONDAY, term=house.term, metric="admissions", value=3)
    review = review_of(house)
    with pytest.raises(NotAllowedError):
        actions.classify(actor=stranger(), on=MONDAY, review=review, grades=[(house.an, Grade.GOOD)])
    with pytest.raises(NotYoursError):
        queries.review_for(stranger(), review.uid)
    assert queries.review_for(actor(), review.uid) == review


def test_counts_and_shares_come_from_the_grades(house: Cell) -> None:
    review = review_of(house)
    grades = [
        (house.an, Grade.EXCELLENT),
        (house.bich, Grade.GOOD),
        (house.cuong, Grade.GOOD),
        (house.vu, Grade.FULFILLED),
    ]
    actions.classify(actor=actor(), on=MONDAY, review=review, grades=grades)
    actions.record_title(
        actor=actor(), on=MONDAY, organisation=house.organisation, year=2017, name=" Trong sạch vững mạnh "
    )
    result = queries.review_result(house.organisation, 2017)
    assert result is not None
    assert (result.rated, result.excellent, result.good, result.good_or_better) == (4, 1, 2, 3)
    assert result.good_or_better_share == Fraction(3, 4)
    assert result.excellent_share == Fraction(1, 3)
    assert result.title == "Trong sạch vững mạnh"
    assert [str(one.person) for one in result.graded(Grade.GOOD)] == ["Nguyễn Mẫu Bích", "Trần Mẫu Cường"]


def test_grading_again_corrects_and_the_log_keeps_both(house: Cell) -> None:
    review = review_of(house)
    for grade in (Grade.EXCELLENT, Grade.GOOD):
        actions.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.an, grade)])
    result = queries.review_result(house.organisation, 2017)
    assert result is not None
    assert (result.rated, result.excellent, result.good) == (1, 0, 1)
    last = AuditEntry.objects.filter(action="reviews.classify").last()
    assert last is not None
    assert last.changes == {str(house.an.uid): ["excellent", "good"]}


def test_every_fault_of_a_list_is_named_and_nothing_is_written(house: Cell) -> None:
    review = review_of(house, year=2012)
    pairs = [(house.an, Grade.GOOD), (house.an, Grade.GOOD), (house.y, Grade.GOOD), (house.bich, "best")]
    with pytest.raises(FaultyError) as refused:
        actions.classify(actor=actor(), on=MONDAY, review=review, grades=pairs)
    said = " ".join(fault.what for fault in refused.value.faults)
    assert "Lò Mẫu An có tên hai lần" in said
    assert "Không xếp loại được Đặng Mẫu Ý" in said
    assert "Chưa chọn mức xếp loại của Nguyễn Mẫu Bích" in said
    assert not Classification.objects.exists()


def test_a_year_is_opened_once_and_not_ahead(house: Cell) -> None:
    review_of(house, 2017)
    with pytest.raises(FaultyError):
        review_of(house, 2017)
    with pytest.raises(FaultyError):
        review_of(house, 2019)


@pytest.mark.parametrize("totals", [{"rated_total": 5}, {"rated_total": 5, "excellent_total": 3, "good_total": 3}])
def test_totals_that_do_not_add_up_are_refused(house: Cell, totals: dict[str, int]) -> None:
    with pytest.raises(FaultyError):
        review_of(house, 2016, **totals)


def test_a_year_known_only_as_totals(house: Cell) -> None:
    review = review_of(house, 2016, rated_total=20, excellent_total=3, good_total=17)
    result = queries.review_result(house.organisation, 2016)
    assert result is not None
    assert result.is_totals_only
    assert (result.rated, result.good_or_better) == (20, 20)
    assert result.excellent_share == Fraction(3, 20)
    with pytest.raises(FaultyError):
        actions.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.an, Grade.GOOD)])


def test_a_result_is_known_when_it_was_concluded_else_when_the_year_is_over(house: Cell) -> None:
    review_of(house, 2016, rated_total=5, excellent_total=1, good_total=4)
    actions.record_review(
        actor=actor(), on=MONDAY, organisation=house.organisation, year=2017, concluded_on=date(2017, 12, 5)
    )
    days = {date(2016, 12, 31): None, date(2017, 1, 1): 2016, date(2017, 12, 4): 2016, date(2017, 12, 5): 2017}
    for day, year in days.items():
        found = queries.latest_result(house.organisation, day)
        assert (found and found.year) == year
    assert [one.year for one in queries.results(house.organisation, MONDAY)] == [2017, 2016]


def test_results_ask_no_more_with_more_people(house: Cell) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.results(house.organisation, MONDAY)
        return len(seen)

    review = review_of(house)
    actions.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.an, Grade.GOOD)])
    one = asked()
    others = [member(house.organisation, f"Người Mẫu {letter}") for letter in "KLM"]
    actions.classify(actor=actor(), on=MONDAY, review=review, grades=[(person, Grade.GOOD) for person in others])
    assert asked() == one
