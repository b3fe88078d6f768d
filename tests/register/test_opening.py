"""Years before the book was opened: what an old paper tells of them is taken, back to the admission."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.base.refusal import FaultyError
from chibo.law.calendar import PartialDate
from chibo.meetings.queries import before_the_book
from chibo.register import actions
from chibo.register.models import Exemption, Membership, Organisation, Person
from chibo.register.opening import could_begin
from chibo.reviews import actions as reviews
from chibo.reviews.models import Classification
from tests.factories import MONDAY, AdmissionFactory, OrganisationFactory, PersonFactory, actor

pytestmark = pytest.mark.django_db
OPENED = date(2018, 3, 15)
OPENING, TRANSFER_IN = Membership.JoinedBy.OPENING, Membership.JoinedBy.TRANSFER_IN


def listed(way: str = OPENING) -> tuple[Organisation, Person]:
    organisation = OrganisationFactory.create()
    person = PersonFactory.create(organisation=organisation)
    AdmissionFactory.create(person=person, ceremony_on=date(2014, 5, 19), official_on=None, recognised_on=None)
    Membership.objects.create(person=person, organisation=organisation, starts_on=OPENED, joined_by=way)
    return organisation, person


def exempted(organisation: Organisation, person: Person, since: date) -> Exemption:
    return actions.exempt(actor=actor(), on=MONDAY, person=person, organisation=organisation, starts_on=since)


def graded(organisation: Organisation, person: Person, year: int) -> None:
    review = reviews.record_review(actor=actor(), on=MONDAY, organisation=organisation, year=year)
    reviews.classify(actor=actor(), on=MONDAY, review=review, grades=[(person, Classification.Grade.GOOD)])


def test_an_old_exemption_and_an_old_result_are_taken_of_who_stood_in_the_list() -> None:
    organisation, person = listed()
    held = exempted(organisation, person, date(2016, 1, 1))
    assert "chưa biết" in before_the_book(held)
    graded(organisation, person, 2015)
    assert Classification.objects.get().review.year == 2015


def test_nothing_is_taken_of_the_time_before_the_admission() -> None:
    organisation, person = listed()
    with pytest.raises(FaultyError, match="không là đảng viên"):
        exempted(organisation, person, date(2014, 1, 1))
    with pytest.raises(FaultyError, match="Không xếp loại được"):
        graded(organisation, person, 2013)


def test_who_came_on_a_known_day_was_not_here_before() -> None:
    organisation, person = listed(TRANSFER_IN)
    with pytest.raises(FaultyError, match="không là đảng viên"):
        exempted(organisation, person, date(2016, 1, 1))
    with pytest.raises(FaultyError, match="Không xếp loại được"):
        graded(organisation, person, 2015)


def test_a_year_of_joining_or_a_time_elsewhere_bounds_it() -> None:
    spell = Membership(starts_on=OPENED, joined_by=OPENING)
    assert could_begin(spell, (), ()) == date.min
    spell.told_joining = PartialDate.parse("2012")
    assert could_begin(spell, (), ()) == date(2012, 1, 1)
    elsewhere = Membership(starts_on=date(2013, 1, 7), ends_on=date(2017, 1, 9), joined_by=OPENING)
    assert could_begin(spell, (), (elsewhere, spell)) == date(2017, 1, 9)


def test_an_exemption_the_book_covers_needs_no_remark() -> None:
    organisation, person = listed()
    assert before_the_book(exempted(organisation, person, date(2018, 4, 1))) == ""
