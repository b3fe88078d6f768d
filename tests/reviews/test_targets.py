"""Targets: of a term, of a year, of a unit below; amended with the old value kept; every fault at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.reviews import actions, queries
from chibo.reviews.models import Measure, Target, TargetAmendment
from tests.factories import MONDAY, Cell, OrganisationFactory, actor, cell, stranger

if TYPE_CHECKING:
    from chibo.reviews.models import Target as Row

pytestmark = pytest.mark.django_db
METRIC = Target.Metric


@pytest.fixture
def house() -> Cell:
    return cell(scope_key="t9")


def promise(house: Cell, metric: str = METRIC.ADMISSIONS, value: int = 3, **about: Any) -> Row:
    return actions.set_target(
        actor=actor(), on=MONDAY, term=house.term, metric=metric, value=value, ground="Nghị quyết", **about
    )


def fields(refused: pytest.ExceptionInfo[FaultyError]) -> list[str]:
    return [fault.field for fault in refused.value.faults]


def test_a_rate_is_stored_with_its_base_and_its_cut_off(house: Cell) -> None:
    share = promise(house, METRIC.MEMBER_SHARE, 100)
    assert (share.base, share.cut_off_on) == (Target.Base.STAFF, date(2020, 5, 21))
    of_year = promise(house, METRIC.EXCELLENT_SHARE, 15, year=2018, measure=Measure(base=Target.Base.RATED))
    assert (of_year.base, of_year.cut_off_on) == (Target.Base.RATED, date(2018, 12, 31))
    september = promise(house, METRIC.WOMEN_SHARE, 40, year=2018, measure=Measure(cut_off_on=date(2018, 9, 10)))
    assert (september.base, september.cut_off_on) == (Target.Base.ADMITTED, date(2018, 9, 10))
    count = promise(house)
    assert (count.base, count.cut_off_on, count.resolved_on) == ("", None, date(2015, 5, 22))


def test_an_amendment_keeps_what_was_promised_before(house: Cell) -> None:
    target = promise(house)
    actions.amend_target(
        actor=actor(), on=MONDAY, target=target, value=5, ground="Nghị quyết bổ sung", amended_on=date(2017, 1, 9)
    )
    actions.amend_target(actor=actor(), on=MONDAY, target=target, value=4, ground="Nghị quyết 12")
    kept = queries.target_for(actor(), target.uid)
    told = [(one.old_value, one.new_value, one.on, one.ground) for one in kept.amendments.all()]
    assert told == [(3, 5, date(2017, 1, 9), "Nghị quyết bổ sung"), (5, 4, MONDAY, "Nghị quyết 12")]
    days = (date(2016, 1, 4), date(2017, 1, 8), date(2017, 1, 9), date(2018, 5, 20), MONDAY)
    assert [kept.value_on(day, kept.amendments.all()) for day in days] == [3, 3, 5, 5, 4]
    assert [target.value for target in queries.targets(house.term)] == [4]
    logged = AuditEntry.objects.filter(action="reviews.amend_target").order_by("seq")
    assert [entry.reason for entry in logged] == ["Nghị quyết bổ sung", "Nghị quyết 12"]


def test_an_amendment_needs_a_ground_a_day_in_order_and_a_new_value(house: Cell) -> None:
    target = promise(house, resolved_on=date(2015, 6, 1))
    with pytest.raises(FaultyError) as refused:
        actions.amend_target(actor=actor(), on=MONDAY, target=target, value=3, ground=" ", amended_on=date(2015, 5, 25))
    assert fields(refused) == ["ground", "amended_on", "value"]
    actions.amend_target(actor=actor(), on=MONDAY, target=target, value=4, ground="Nghị quyết 9")
    with pytest.raises(FaultyError, match="Lần điều chỉnh trước"):
        actions.amend_target(actor=actor(), on=MONDAY, target=target, value=5, ground="x", amended_on=date(2018, 5, 1))
    assert TargetAmendment.objects.count() == 1


def test_a_withdrawn_target_no_longer_counts_and_a_new_one_may_take_its_place(house: Cell) -> None:
    target = promise(house)
    with pytest.raises(FaultyError, match="Chưa ghi căn cứ"):
        actions.withdraw_target(actor=actor(), on=MONDAY, target=target, ground="")
    actions.withdraw_target(actor=actor(), on=MONDAY, target=target, ground="Nghị quyết 15")
    assert queries.targets(house.term) == ()
    assert queries.targets_of(house.organisation, MONDAY) == ()
    assert queries.targets_of(house.organisation, date(2018, 5, 20)) == (target,)
    again = promise(house, value=6)
    assert queries.targets(house.term) == (again,)
    with pytest.raises(FaultyError, match="đã rút"):
        actions.amend_target(actor=actor(), on=MONDAY, target=target, value=9, ground="Nghị quyết")


def test_zero_is_explained_and_every_fault_is_told_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError, match="Chỉ tiêu phải từ 1 trở lên"):
        promise(house, value=0)
    with pytest.raises(FaultyError) as refused:
        promise(
            house,
            METRIC.MEMBER_SHARE,
            101,
            year=2021,
            measure=Measure(base=Target.Base.RATED, cut_off_on=date(2020, 1, 1)),
            resolved_on=date(2018, 5, 22),
        )
    assert fields(refused) == ["value", "base", "resolved_on", "year", "cut_off_on"]
    with pytest.raises(FaultyError, match="không có ngày chốt riêng"):
        promise(house, measure=Measure(cut_off_on=date(2018, 1, 1)))
    assert not Target.objects.exists()


def test_a_committee_sets_targets_for_units_below_it_alone(house: Cell) -> None:
    below = OrganisationFactory.create(name="Chi bộ Mẫu Hai", parent=house.organisation, scope_key="t9b1")
    given = promise(house, unit=below, year=2018)
    own = promise(house)
    assert queries.targets(house.term) == (own,)
    assert queries.targets_of(below, MONDAY) == (given,)
    assert not given.is_own
    assert list(queries.units_with_targets(house.organisation, MONDAY)) == [below]
    assert queries.targets_below(house.organisation, MONDAY, [below]) == (given,)
    with pytest.raises(NotYoursError):
        promise(house, unit=OrganisationFactory.create(scope_key="z1"))


def test_a_stranger_may_neither_write_nor_see(house: Cell) -> None:
    target = promise(house)
    with pytest.raises(NotAllowedError):
        actions.amend_target(actor=stranger(), on=MONDAY, target=target, value=9, ground="x")
    with pytest.raises(NotAllowedError):
        actions.withdraw_target(actor=stranger(), on=MONDAY, target=target, ground="x")
    with pytest.raises(NotYoursError):
        queries.target_for(stranger(), target.uid)
