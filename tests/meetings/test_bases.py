"""Bases and thresholds over random memberships, through the database: what is frozen is what the law counts.

The expectation is worked out here from the rows by plain arithmetic, on purpose unlike the code it checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.base.refusal import FaultyError, RefusedError
from chibo.meetings import actions, queries
from chibo.meetings.actions import Absence
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.queries import AgendaProposal
from chibo.register.models import Admission, Exemption, Membership, Transfer
from tests.factories import OrganisationFactory, PersonFactory, actor
from tests.meetings.conftest import CARDS

if TYPE_CHECKING:
    from chibo.register.models import Organisation, Person

pytestmark = pytest.mark.django_db

OLD, NEW = date(2022, 3, 7), date(2025, 9, 5)  # before and after the exclusions of 1-7-2025
LONG_AGO = date(2015, 1, 5)
EXAMPLES = 40 if settings().max_examples <= 100 else 400  # the long run tries ten times as many


@dataclass(frozen=True)
class Member:
    """One random member, in days beside the day of the session."""

    joined: int  # days before the session; negative: after it
    left: int | None  # days after the session of the first day not covered
    recognised: int | None  # days before the session; nothing: still in probation
    is_away: bool
    is_exempt: bool
    is_absent: bool

    def belongs(self) -> bool:
        """Whether the person is a member on the day."""
        return self.joined >= 0 and (self.left is None or self.left > 0)

    def votes(self) -> bool:
        """Whether the person votes on the day."""
        return self.belongs() and self.recognised is not None and self.recognised >= 0

    def counts(self, on: date) -> bool:
        """Whether the person is in the base of a vote on the day."""
        left_out = on >= date(2025, 7, 1) and (self.is_away or (self.is_exempt and self.is_absent))
        return self.votes() and not left_out


members = st.builds(
    Member,
    joined=st.integers(-3, 400),
    left=st.none() | st.integers(-3, 3),
    recognised=st.none() | st.integers(-3, 300),
    is_away=st.booleans(),
    is_exempt=st.booleans(),
    is_absent=st.booleans(),
)


def enter(cell: Organisation, one: Member, on: date) -> Person:
    """Write the rows of one member."""
    person = PersonFactory.create(organisation=cell)
    day = on - timedelta(days=one.joined)
    left = None if one.left is None else on + timedelta(days=one.left)
    if left is not None and left <= day:
        left = day + timedelta(days=1)
    Membership.objects.create(person=person, organisation=cell, starts_on=day, ends_on=left, joined_by="opening")
    recognised = None if one.recognised is None else on - timedelta(days=one.recognised)
    Admission.objects.create(
        person=person,
        decided_on=LONG_AGO,
        ceremony_on=LONG_AGO,
        official_on=recognised,
        recognised_on=recognised,
    )
    spell = {"person": person, "organisation": cell, "starts_on": on - timedelta(days=2)}
    if one.is_away:
        Transfer.objects.create(**spell, sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.OUT)
    if one.is_exempt:
        Exemption.objects.create(**spell, ground="sức khỏe")
    return person


def laid_out(drawn: list[Member], on: date) -> tuple[Meeting, list[Member], list[Person]]:
    """A cell of these members and its session of the day, with one person to decide about."""
    cell = OrganisationFactory.create()
    fitting = [one for one in drawn if one.left is None or one.joined + one.left > 0]
    people = [enter(cell, one, on) for one in fitting]
    about = PersonFactory.create(organisation=cell)
    matters = [
        AgendaProposal(title="Xét kết nạp", sort=AgendaItem.Sort.ADMISSION, subject=about),
        AgendaProposal(title="Kế hoạch", is_voted=True),
    ]
    planned = actions.plan_meeting(actor=actor(), on=on, organisation=cell, held_on=on, proposals=matters)
    return planned, fitting, people


def taken(planned: Meeting, drawn: list[Member], people: list[Person], on: date) -> Meeting:
    """The attendance, with those absent who are to be."""
    away = [
        Absence(person=str(person.uid))
        for one, person in zip(drawn, people, strict=True)
        if one.belongs() and one.is_absent
    ]
    return actions.take_attendance(actor=actor(), on=on, meeting=planned, exceptions=away)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(drawn=st.lists(members, min_size=1, max_size=12), on=st.sampled_from([OLD, NEW]))
def test_the_frozen_base_is_the_one_of_the_law(drawn: list[Member], on: date) -> None:
    with transaction.atomic():
        planned, fitting, people = laid_out(drawn, on)
        present = [one for one in fitting if one.belongs() and not one.is_absent]
        base = sum(one.counts(on) for one in fitting)
        if not present:
            with pytest.raises(FaultyError, match="Không có đảng viên nào có mặt"):
                taken(planned, fitting, people, on)
        else:
            meeting = taken(planned, fitting, people, on)
            assert meeting.members_total == sum(one.belongs() for one in fitting)
            assert meeting.members_official == sum(one.votes() for one in fitting)
            assert (meeting.present_total, meeting.present_official) == (
                len(present),
                sum(one.votes() for one in present),
            )
            assert meeting.base == base
            assert meeting.base_sentence.startswith(f"{base} đảng viên chính thức")
            page = queries.attendance_page(meeting)
            assert (page.meter.base, page.meter.needed) == (base, ceil(Fraction(2, 3) * base))
        transaction.set_rollback(True)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES)
@given(
    drawn=st.lists(members, min_size=3, max_size=12),
    on=st.sampled_from([OLD, NEW]),
    approve=st.integers(0, 12),
    against=st.integers(0, 12),
    is_personal=st.booleans(),
)
def test_a_vote_passes_at_two_thirds_or_more_than_half_of_the_base(
    drawn: list[Member], on: date, approve: int, against: int, *, is_personal: bool
) -> None:
    with transaction.atomic():
        planned, fitting, people = laid_out(drawn, on)
        voters = sum(one.votes() and not one.is_absent for one in fitting)
        base = sum(one.counts(on) for one in fitting)
        if any(one.belongs() and not one.is_absent for one in fitting):
            meeting = taken(planned, fitting, people, on)
            item = meeting.items.get(order=1 if is_personal else 2)
            cast = approve + against
            try:
                vote = actions.record_vote(
                    actor=actor(), on=on, item=item, method=CARDS, approve=approve, against=against
                )
            except FaultyError:
                assert cast > voters or cast > base
            except RefusedError:
                assert base < 3, "a cell below three official members cannot act"
            else:
                assert cast <= min(voters, base)
                assert base >= 3
                needed = 3 * approve >= 2 * base if is_personal else 2 * approve > base
                assert (vote.base, vote.passes) == (base, needed)
        transaction.set_rollback(True)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=EXAMPLES // 2)
@given(drawn=st.lists(members, min_size=4, max_size=10), gone=st.integers(0, 9))
def test_whoever_leaves_after_the_vote_leaves_the_base_as_it_was(drawn: list[Member], gone: int) -> None:
    with transaction.atomic():
        planned, fitting, people = laid_out(drawn, NEW)
        if any(one.belongs() and not one.is_absent for one in fitting):
            meeting = taken(planned, fitting, people, NEW)
            before = (meeting.base, meeting.base_sentence)
            victim = gone % len(people)
            Membership.objects.filter(person=people[victim]).delete()
            meeting.refresh_from_db()
            assert (meeting.base, meeting.base_sentence) == before
            moved = queries.register_moved(meeting)
            assert bool(moved) == fitting[victim].counts(NEW)
        transaction.set_rollback(True)
