"""Organisations: keys in the tree, terms, own rules, offices."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register import actions, facts, queries
from chibo.register.models import OfficeHolding, Organisation
from tests.factories import MONDAY, Cell, actor, cell, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def found(name: str, parent: Organisation | None = None, kind: str = "subordinate_cell") -> Organisation:
    return actions.found_organisation(
        actor=actor(), on=MONDAY, name=name, kind=kind, parent=parent, starts_on=date(2015, 1, 5)
    )


def test_keys_hold_four_digits_a_level_and_never_come_twice() -> None:
    top = found("Đảng bộ Mẫu", kind="grassroots_chapter")
    children = [found(f"Chi bộ Mẫu {number}", parent=top) for number in range(37)]
    assert top.scope_key == "0001"
    assert children[0].scope_key == "00010001"
    assert children[35].scope_key == "00010010"
    last = children[-1]
    last.workplaces.all().delete()
    last.delete()
    assert found("Chi bộ Mẫu cuối", parent=top).scope_key == "00010012"


def test_founding_makes_kind_and_workplace() -> None:
    organisation = found("Chi bộ  Mẫu A")
    assert organisation.name == "Chi bộ Mẫu A"
    assert organisation.kind.has_base_committee
    assert [place.name for place in organisation.workplaces.all()] == ["Chi bộ Mẫu A"]
    assert [(place.has_trade_union, place.has_youth_union) for place in organisation.workplaces.all()] == [
        (True, False)
    ]


def test_all_faults_of_founding_come_at_once() -> None:
    with pytest.raises(FaultyError) as refused:
        actions.found_organisation(actor=actor(), on=MONDAY, name=" ", kind="câu lạc bộ", starts_on=date(2018, 5, 22))
    assert [fault.field for fault in refused.value.faults] == ["name", "starts_on", "kind"]
    assert not Organisation.objects.exists()


def test_who_keeps_one_cell_founds_no_other(house: Cell) -> None:
    local = actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key, below=False)
    with pytest.raises(NotAllowedError):
        actions.found_organisation(actor=local, on=MONDAY, name="Chi bộ khác", kind="cell")


def test_terms_may_not_overlap(house: Cell) -> None:
    with pytest.raises(FaultyError, match="chồng lên"):
        actions.start_term(
            actor=actor(),
            on=MONDAY,
            organisation=house.organisation,
            name="2018-2023",
            starts_on=date(2018, 5, 2),
            ends_on=date(2023, 5, 2),
        )
    earlier = actions.start_term(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        name="2010-2015",
        starts_on=date(2010, 5, 20),
        ends_on=date(2015, 5, 22),
    )
    assert queries.term_on(house.organisation, date(2015, 5, 21)) == earlier
    assert queries.term_on(house.organisation, date(2015, 5, 22)) == house.term
    assert queries.term_on(house.organisation, date(2020, 5, 22)) is None


def rule(house: Cell, sort: str, key: str, value: object, starts_on: date, ground: str = "Nghị quyết chi bộ") -> None:
    actions.set_rule(
        actor=actor(),
        on=MONDAY,
        organisation=house.organisation,
        sort=sort,
        key=key,
        value=value,
        ground=ground,
        starts_on=starts_on,
    )


def test_an_own_rule_holds_from_its_day_and_a_newer_one_ends_it(house: Cell) -> None:
    rule(house, "overlay", "local.mentoring_months", 12, date(2015, 5, 22))
    rule(house, "overlay", "local.mentoring_months", 6, date(2018, 1, 8))
    book = facts.rulebook_of(house.organisation, MONDAY)
    assert book.find("local.mentoring_months", date(2015, 5, 21)) is None
    assert book.on("local.mentoring_months", date(2018, 1, 7)).value == 12
    assert book.on("local.mentoring_months", date(2018, 1, 8)).value == 6
    assert facts.rulebook_of(house.organisation, date(2016, 1, 4)) is book, "own rules keep their days themselves"


def test_a_reading_is_that_of_the_day(house: Cell) -> None:
    rule(house, "policy", "vote.voting_right_from", "official_date", date(2018, 1, 8))
    asked = [facts.rulebook_of(house.organisation, day) for day in (date(2018, 1, 7), date(2018, 1, 8))]
    assert [book.policy("vote.voting_right_from") for book in asked] == ["recognition_decision", "official_date"]
    assert asked[1] is facts.rulebook_of(house.organisation, MONDAY), "the same rules make one book"


@pytest.mark.parametrize(
    ("sort", "key", "value"),
    [
        ("overlay", "vote.cell_threshold", "1/2"),
        ("overlay", "no.such_figure", 1),
        ("policy", "no.such_switch", "on"),
        ("policy", "vote.voting_right_from", "sometimes"),
    ],
)
def test_rules_the_law_does_not_leave_to_cells_are_refused(house: Cell, sort: str, key: str, value: object) -> None:
    with pytest.raises(FaultyError):
        rule(house, sort, key, value, MONDAY)
    assert not house.organisation.own_rules.exists()


def test_a_rule_needs_its_ground_and_somebody_entitled(house: Cell) -> None:
    with pytest.raises(FaultyError, match="Chưa ghi căn cứ"):
        rule(house, "overlay", "local.mentoring_months", 12, MONDAY, ground=" ")
    with pytest.raises(NotAllowedError):
        actions.set_rule(
            actor=actor(Permission.EDIT_REGISTER),
            on=MONDAY,
            organisation=house.organisation,
            sort="overlay",
            key="local.mentoring_months",
            value=12,
            ground="Nghị quyết",
            starts_on=MONDAY,
        )


def test_offices_go_from_one_to_the_next(house: Cell) -> None:
    def hold(person: object, office: str = OfficeHolding.Office.SECRETARY) -> OfficeHolding:
        return actions.hold_office(
            actor=actor(),
            on=MONDAY,
            person=person,  # type: ignore[arg-type]
            organisation=house.organisation,
            office=office,
            starts_on=date(2018, 3, 1),
        )

    with pytest.raises(FaultyError, match="đang có người giữ"):
        hold(house.bich)
    with pytest.raises(FaultyError, match="không là đảng viên"):
        hold(house.y, OfficeHolding.Office.GROUP_LEADER)
    secretary = house.organisation.office_holdings.get(office="secretary")
    actions.leave_office(actor=actor(), on=MONDAY, holding=secretary, ends_on=date(2018, 3, 1))
    hold(house.bich)
    holders = [(row.office, row.person) for row in queries.office_holders(house.organisation, MONDAY)]
    assert holders == [
        ("secretary", house.bich),
        ("deputy_secretary", house.bich),
        ("committee_member", house.cuong),
    ]
    assert queries.office_holders(house.organisation, date(2018, 2, 28))[0].person == house.an


def test_an_office_that_is_over_does_not_run_into_the_next_one(house: Cell) -> None:
    secretary = house.organisation.office_holdings.get(office="secretary")
    actions.leave_office(actor=actor(), on=MONDAY, holding=secretary, ends_on=date(2018, 3, 1))
    actions.hold_office(
        actor=actor(),
        on=MONDAY,
        person=house.bich,
        organisation=house.organisation,
        office="secretary",
        starts_on=date(2018, 3, 1),
    )
    with pytest.raises(FaultyError, match="đã thôi từ 1-3-2018"):
        actions.leave_office(actor=actor(), on=MONDAY, holding=secretary, ends_on=date(2018, 4, 2))
    actions.leave_office(actor=actor(), on=MONDAY, holding=secretary, ends_on=date(2018, 2, 5))  # a congress before it
    secretary.refresh_from_db()
    assert secretary.ends_on == date(2018, 2, 5)


def test_home_and_addresses_are_only_ones_own(house: Cell) -> None:
    local = actor(Permission.VIEW_MEETINGS, scope_key=house.organisation.scope_key, below=False)
    found("Chi bộ khác", kind="cell")
    assert queries.home(local) == house.organisation
    assert queries.organisation_for(local, house.organisation.uid) == house.organisation
    with pytest.raises(LookupError):
        queries.organisation_for(stranger(), house.organisation.uid)
    with pytest.raises(LookupError):
        queries.organisation_for(local, "không phải số")
    with pytest.raises(LookupError):
        queries.home(stranger())
