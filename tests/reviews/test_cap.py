"""The ceiling on the excellent, in every reading of its base (decision 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.register.actions import set_rule
from chibo.reviews.actions import record_review
from chibo.reviews.queries import cap_readings, review_result
from tests.factories import MONDAY, TERM_START, Cell, actor, cell

if TYPE_CHECKING:
    from chibo.reviews.queries import CapReading

pytestmark = pytest.mark.django_db


def caps(house: Cell, year: int) -> tuple[CapReading, ...]:
    organisation = house.organisation
    record_review(
        actor=actor(),
        on=MONDAY,
        organisation=organisation,
        year=year,
        rated_total=20,
        excellent_total=3,
        good_total=17,
    )
    result = review_result(organisation, year)
    assert result is not None
    return cap_readings(organisation, result)


def test_three_of_twenty_in_2017_by_the_reading_of_the_cell() -> None:
    house = cell()
    set_rule(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        sort="policy",
        key="review.cap_base",
        value="good_or_better",
        ground="Cách tính của chi bộ",
        starts_on=TERM_START,
    )
    own, *others = caps(house, 2017)
    assert (own.limit, own.base_count, own.is_kept, own.in_use) == (3, 20, True, True)
    assert {(other.base, other.limit) for other in others} == {("số hoàn thành tốt", 2), ("mọi người được xếp loại", 3)}
    assert own.citation.confidence == "low"


def test_the_default_reading_counts_the_good_alone() -> None:
    own, *_ = caps(cell(), 2017)
    assert (own.base, own.limit, own.is_kept) == ("số hoàn thành tốt", 2, False)


def test_a_year_without_a_known_figure_has_no_ceiling() -> None:
    assert caps(cell(), 1990) == ()
