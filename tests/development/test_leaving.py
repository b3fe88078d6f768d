"""What a leaving ends on the roads: the own case, help given to others; and all of it back when it was a mistake."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.development import actions
from chibo.development.models import DoorCode, DoorRule, Mentorship
from chibo.development.queries import CodeState, helpers_on, offers_of, state_of, story
from chibo.register import actions as register
from chibo.register.models import Membership
from tests.development.conftest import LATER, Road
from tests.factories import MONDAY, AdmissionFactory, MembershipFactory, actor, member

if TYPE_CHECKING:
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
GONE = date(2018, 5, 14)


def left(house: Cell, name: str, way: str) -> Membership:
    """Somebody of the cast leaves."""
    spell = Membership.objects.get(person=getattr(house, name), ends_on=None)
    spell = register.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by=way, ends_on=GONE)
    actions.end_roads(actor=actor(), on=MONDAY, membership=spell)
    return spell


def back(spell: Membership) -> None:
    ended = spell.ended_with
    spell = register.take_back_leaving(actor=actor(), on=MONDAY, membership=spell, reason="ghi nhầm")
    actions.restore_roads(actor=actor(), on=MONDAY, membership=spell, ended=ended, reason="ghi nhầm")


@pytest.fixture
def probation(house: Cell) -> Road:
    """Sùng Mẫu Vừ is followed in the probationary year."""
    road = Road(house, house.vu)
    road.case = actions.follow_probation(
        actor=actor(),
        on=MONDAY,
        person=house.vu,
        organisation=house.organisation,
        ceremony_on=date(2017, 5, 19),
        decided_on=date(2017, 4, 24),
    )
    return road


@pytest.fixture
def candidate(house: Cell) -> Road:
    """Lò Mẫu Xuân is a candidate, helped by Quàng Mẫu Dung and Trần Mẫu Cường."""
    return Road(house, house.xuan).to_candidate()


@pytest.mark.parametrize(
    ("way", "stage", "said"),
    [
        ("removal", "removed", "Xóa tên trong danh sách đảng viên dự bị"),
        ("resignation", "withdrawn", "Xin ra khỏi Đảng"),
        ("expulsion", "withdrawn", "Khai trừ khỏi Đảng"),
        ("death", "withdrawn", "Từ trần"),
        ("transfer_out", "withdrawn", "Chuyển công tác, học tập đến nơi khác"),
    ],
)
def test_the_own_case_is_closed_with_the_way_of_leaving_and_opened_again(
    probation: Road, house: Cell, way: str, stage: str, said: str
) -> None:
    case = probation.case
    before = (case.stage, case.next_duty, case.next_due)
    spell = left(house, "vu", way)
    case.refresh_from_db()
    assert (case.closed_on, case.stage, case.next_due, case.next_duty) == (GONE, stage, None, "")
    assert story(case, MONDAY).closing_reason == said
    if way != "transfer_out":  # taken back by the verb of moves
        back(spell)
        case.refresh_from_db()
        assert (case.closed_on, (case.stage, case.next_duty, case.next_due)) == (None, before)


def test_a_removal_entered_on_the_road_comes_back_whole_with_the_membership(probation: Road, house: Cell) -> None:
    actions.close_case(actor=actor(), on=MONDAY, case=probation.case, acted_on=GONE, reason="removed")
    spell = Membership.objects.get(person=house.vu)
    assert (spell.ends_on, spell.left_by) == (GONE, "removal")
    back(spell)
    probation.case.refresh_from_db()
    assert (probation.case.closed_on, probation.case.stage) == (None, "probationary")


def test_who_only_goes_to_another_cell_here_takes_the_case_along(probation: Road, house: Cell) -> None:
    spell = Membership.objects.get(person=house.vu)
    register.transfer_out(actor=actor(), on=MONDAY, person=house.vu, other_place="Chi bộ Mẫu Hai", ends_on=GONE)
    spell.refresh_from_db()
    actions.end_roads(actor=actor(), on=MONDAY, membership=spell, goes_on_here=True)
    probation.case.refresh_from_db()
    assert probation.case.closed_on is None


def test_help_ends_as_the_helper_leaves_and_runs_again_when_that_is_taken_back(candidate: Road, house: Cell) -> None:
    helped = Mentorship.objects.get(case=candidate.case, mentor=house.dung)
    spell = left(house, "dung", "death")
    helped.refresh_from_db()
    assert helped.ends_on == GONE
    line = AuditEntry.objects.get(action="development.end_mentorship", subject_uid=str(helped.uid))
    assert line.reason == "Từ trần"
    back(spell)
    helped.refresh_from_db()
    assert helped.ends_on is None


def test_help_that_was_given_anew_or_ended_before_stays_as_it_is(candidate: Road, house: Cell) -> None:
    helped = Mentorship.objects.get(case=candidate.case, mentor=house.dung)
    actions.end_mentorship(actor=actor(), on=MONDAY, mentorship=helped, ends_on=GONE)
    spell = left(house, "dung", "resignation")
    back(spell)
    helped.refresh_from_db()
    assert helped.ends_on == GONE


def test_a_case_opened_since_stands_against_taking_the_leaving_back(probation: Road, house: Cell) -> None:
    spell = left(house, "vu", "resignation")
    actions.open_case(
        actor=actor(), on=LATER, person=house.vu, organisation=house.organisation, source_on=date(2018, 9, 3)
    )
    with pytest.raises(FaultyError, match="Sau đó đã mở hồ sơ theo dõi khác của Sùng Mẫu Vừ"):
        actions.restore_roads(actor=actor(), on=MONDAY, membership=spell, ended=spell.ended_with, reason="ghi nhầm")


def test_only_who_may_close_the_spell_ends_its_roads(probation: Road, house: Cell) -> None:
    spell = Membership.objects.get(person=house.vu)
    spell = register.close_membership(actor=actor(), on=MONDAY, membership=spell, left_by="death", ends_on=GONE)
    for verb in (
        lambda who: actions.end_roads(actor=who, on=MONDAY, membership=spell),
        lambda who: actions.restore_roads(actor=who, on=MONDAY, membership=spell, ended={}, reason="x"),
    ):
        with pytest.raises(NotAllowedError):
            verb(actor(Permission.VIEW_CASES))


def test_a_code_opens_nothing_for_a_helper_who_is_no_member(candidate: Road, house: Cell) -> None:
    DoorRule.objects.create(organisation=house.organisation, is_open=True, takes_notes=True)
    helped = Mentorship.objects.get(case=candidate.case, mentor=house.dung)
    code, _ = actions.issue_code(
        actor=actor(),
        on=MONDAY,
        case=candidate.case,
        kind=DoorCode.Kind.NOTE,
        valid_until=date(2018, 6, 30),
        mentorship=helped,
    )
    assert state_of(code, MONDAY) is CodeState.LIVE
    Membership.objects.filter(person=house.dung).update(ends_on=GONE, left_by="expulsion")  # as of an older release
    assert state_of(code, MONDAY) is CodeState.CLOSED
    assert helped not in helpers_on(candidate.case, MONDAY)
    assert not any(str(helped.uid) in key for key, _ in offers_of(candidate.case, MONDAY))
    assert house.dung not in [row.mentor for row in story(candidate.case, MONDAY).running]
    with pytest.raises(FaultyError, match="Quàng Mẫu Dung không còn sinh hoạt ở chi bộ"):
        actions.issue_code(
            actor=actor(),
            on=MONDAY,
            case=candidate.case,
            kind=DoorCode.Kind.NOTE,
            valid_until=date(2018, 6, 30),
            mentorship=helped,
        )


def test_a_helper_from_another_cell_helps_while_a_member_there(candidate: Road, house: Cell) -> None:
    other = member(house.organisation, "Vì Mẫu Khách")
    elsewhere = house.organisation.__class__.objects.create(
        name="Chi bộ Mẫu Hai", kind=house.organisation.kind, starts_on=date(2010, 1, 4), scope_key="t777"
    )
    Membership.objects.filter(person=other).update(organisation=elsewhere)
    guest = Mentorship.objects.create(case=candidate.case, mentor=other, starts_on=date(2018, 1, 8))
    assert guest in helpers_on(candidate.case, MONDAY)
    Membership.objects.filter(person=other).update(ends_on=GONE)
    assert guest not in helpers_on(candidate.case, MONDAY)


def test_a_ceremony_after_leaving_the_party_is_another_admission(house: Cell) -> None:
    AdmissionFactory.create(person=house.xuan, ceremony_on=date(2009, 3, 3), official_on=date(2010, 3, 3))
    expelled = {"ends_on": date(2012, 3, 1), "left_by": Membership.LeftBy.EXPULSION}
    MembershipFactory.create(person=house.xuan, starts_on=date(2010, 1, 4), **expelled)
    Road(house, house.xuan).to_probation()
    assert [row.is_readmission for row in house.xuan.admissions.order_by("ceremony_on")] == [False, True]
    assert house.xuan.memberships.get(ends_on=None).starts_on == date(2017, 12, 5)
