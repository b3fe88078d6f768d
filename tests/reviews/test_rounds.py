"""A round of the yearly review: the list, what comes in, the vote over the frozen base, decisions, the end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.meetings import actions as meetings
from chibo.register.models import Exemption
from chibo.reviews import actions, queries
from chibo.reviews.models import Classification, RatingDecision, Subject, YearReview
from tests.chains import verify_chains
from tests.factories import Cell, actor, cell, member, stranger

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from chibo.register.models import Person

pytestmark = pytest.mark.django_db
Grade = Classification.Grade
Standing = Subject.Standing
LISTED, DECIDED, TODAY = date(2021, 12, 1), date(2021, 12, 20), date(2021, 12, 31)
FRESH: dict[str, Any] = {"decided_on": date(2021, 1, 7), "official_on": None, "recognised_on": None}
ALL: dict[str, Any] = {"decided_on": DECIDED, "decided_by": "Đảng ủy cấp trên"}


@pytest.fixture
def house() -> Cell:
    return cell()


def opened(house: Cell, *, year: int = 2021, counted_on: date = LISTED, planned_on: date = DECIDED) -> YearReview:
    return actions.open_round(
        actor=actor(),
        on=TODAY if year == 2021 else planned_on,
        organisation=house.organisation,
        year=year,
        counted_on=counted_on,
        planned_on=planned_on,
    )


def held(house: Cell, on: date) -> Meeting:
    planned = meetings.plan_meeting(actor=actor(), on=on, organisation=house.organisation, held_on=on, kind="review")
    return meetings.take_attendance(actor=actor(), on=on, meeting=planned)


def subject_of(review: YearReview, person: Person) -> Subject:
    return Subject.objects.select_related("review__organisation", "person").get(review=review, person=person)


def body_of(review: YearReview) -> Subject:
    return Subject.objects.select_related("review__organisation").get(review=review, person=None)


def whats(raised: pytest.ExceptionInfo[FaultyError]) -> str:
    return " | ".join(fault.what for fault in raised.value.faults)


def decide(review: YearReview, grades: dict[Subject, str], *, on: date = TODAY, **more: Any) -> None:
    actions.decide(actor=actor(), on=on, review=review, grades=grades, **{**ALL, **more})


def test_the_list_says_who_is_rated_and_why_not(house: Cell) -> None:
    Exemption.objects.create(person=house.bich, organisation=house.organisation, starts_on=date(2021, 1, 4))
    fresh = member(
        house.organisation,
        "Lò Mẫu Mới",
        decided_on=date(2013, 1, 7),
        official_on=None,
        recognised_on=None,
        ceremony_on=date(2021, 9, 6),
    )
    review = opened(house)
    exempt, new = subject_of(review, house.bich), subject_of(review, fresh)
    assert (exempt.standing, new.standing) == (Standing.LEFT_OUT, Standing.REVIEWED)
    assert "miễn công tác và sinh hoạt" in exempt.reason
    assert "21-HD/BTCTW" in exempt.reason
    assert "6-9-2021" in new.reason
    assert subject_of(review, house.an).standing == Standing.RATED
    assert body_of(review).standing == Standing.RATED
    assert list(verify_chains()) == []


def test_another_day_of_decision_judges_the_list_by_its_own_regime(house: Cell) -> None:
    fresh = member(
        house.organisation,
        "Lò Mẫu Mới",
        decided_on=date(2013, 1, 7),
        official_on=None,
        recognised_on=None,
        ceremony_on=date(2023, 7, 3),
    )
    review = opened(house, year=2023, counted_on=date(2023, 9, 25), planned_on=date(2023, 10, 3))
    assert subject_of(review, fresh).standing == Standing.REVIEWED
    actions.plan_decision(actor=actor(), on=date(2023, 10, 3), review=review, planned_on=date(2023, 10, 4))
    assert subject_of(review, fresh).standing == Standing.LEFT_OUT
    review.refresh_from_db()
    with pytest.raises(FaultyError) as refused:
        decide(review, {body_of(review): "good"}, on=date(2023, 12, 1), decided_on=date(2023, 9, 30))
    assert "đã thuộc chế độ khác" in whats(refused)


def test_faults_of_opening_come_all_at_once(house: Cell) -> None:
    opened(house)
    with pytest.raises(FaultyError) as refused:
        actions.open_round(
            actor=actor(),
            on=TODAY,
            organisation=house.organisation,
            year=2021,
            counted_on=date(2022, 1, 5),
            planned_on=date(2021, 12, 1),
        )
    assert {fault.field for fault in refused.value.faults} == {"year", "counted_on", "planned_on"}
    with pytest.raises(NotAllowedError):
        actions.open_round(
            actor=stranger(),
            on=TODAY,
            organisation=house.organisation,
            year=2020,
            counted_on=LISTED,
            planned_on=DECIDED,
        )


def test_by_hand_only_with_a_reason_and_sick_leave_bounds_the_level(house: Cell) -> None:
    review = opened(house)
    subject = subject_of(review, house.an)
    with pytest.raises(FaultyError):
        actions.set_standing(actor=actor(), on=TODAY, subject=subject, standing=Standing.REVIEWED)
    actions.set_standing(actor=actor(), on=TODAY, subject=subject, circumstances=["sick_leave"])
    subject = subject_of(review, house.an)
    assert (subject.standing, subject.most) == (Standing.RATED, Grade.FULFILLED)
    with pytest.raises(FaultyError) as refused:
        actions.propose(actor=actor(), on=TODAY, review=review, grades={subject: ("good", "excellent")})
    assert len(refused.value.faults) == 2
    assert subject_of(review, house.an).proposed == ""


def test_who_must_not_be_rated_gets_no_level(house: Cell) -> None:
    fresh = member(
        house.organisation,
        "Lò Mẫu Mới",
        decided_on=date(2013, 1, 7),
        official_on=None,
        recognised_on=None,
        ceremony_on=date(2021, 9, 6),
    )
    review = opened(house)
    decide(review, {body_of(review): "good"})
    with pytest.raises(FaultyError) as refused:
        decide(review, {subject_of(review, fresh): "good", subject_of(review, house.an): "good"})
    assert "Lò Mẫu Mới không được xếp loại" in whats(refused)
    assert RatingDecision.objects.count() == 1


def test_a_vote_over_the_base_is_refused_with_every_contradiction(
    house: Cell,
) -> None:
    review = opened(house)
    meeting = held(house, date(2021, 12, 6))
    base = meeting.base or 0
    an, bich = subject_of(review, house.an), subject_of(review, house.bich)
    with pytest.raises(FaultyError) as refused:
        actions.record_ballot(
            actor=actor(),
            on=TODAY,
            review=review,
            meeting=meeting,
            issued=base + 1,
            collected=base + 2,
            valid=base,
            lines={an: (base + 1, 0, 0, 0), bich: (0, -1, 0, 0)},
        )
    assert len(refused.value.faults) == 4
    assert not review.ballots.exists()
    actions.record_ballot(
        actor=actor(),
        on=TODAY,
        review=review,
        meeting=meeting,
        issued=base,
        collected=base,
        valid=base,
        lines={an: (base, 0, 0, 0), bich: (1, base - 1, 0, 0)},
    )
    assert subject_of(review, house.an).proposed == Grade.EXCELLENT
    assert review.ballots.get().base == base


def test_more_excellent_than_the_ceiling_only_with_the_ground_of_the_superior(house: Cell) -> None:
    review = opened(house)
    decide(review, {body_of(review): "good"})
    people = list(queries.grading_page(review).subjects)[1:]
    for one in people:
        one.conditions = ["task_criteria_excellent", "other_criteria_good", "employee_excellent"]
        one.save()
    grades = dict.fromkeys(people, "good") | {people[0]: "excellent", people[1]: "excellent"}
    with pytest.raises(FaultyError) as refused:
        decide(review, grades)
    assert "trần là 0" in whats(refused)
    decide(review, grades, beyond_ground="Công văn 12-CV/ĐU ngày 15-12-2021")
    assert RatingDecision.objects.filter(beyond_ground__startswith="Công văn").count() == 2


def test_the_collective_comes_before_its_members_and_excellent_needs_its_conditions(house: Cell) -> None:
    review = opened(house)
    an = subject_of(review, house.an)
    with pytest.raises(FaultyError) as refused:
        decide(review, {an: "excellent"})
    assert "chưa có mức xếp loại của tập thể" in whats(refused)
    assert any("Lò Mẫu An:" in fault.what for fault in refused.value.faults)
    with pytest.raises(FaultyError) as refused:
        decide(review, {body_of(review): "good", an: "excellent", subject_of(review, house.bich): "excellent"})
    assert len([fault for fault in refused.value.faults if "Lò Mẫu An, Nguyễn Mẫu Bích: " in fault.what]) == 1


def test_a_changed_grade_keeps_the_old_one_and_its_ground(house: Cell) -> None:
    review = opened(house)
    decide(review, dict.fromkeys(queries.grading_page(review).subjects, "good"))
    actions.conclude(actor=actor(), on=TODAY, review=review, concluded_on=DECIDED)
    assert queries.review_result(house.organisation, 2021).good == Classification.objects.count()  # type: ignore[union-attr]
    an = subject_of(review, house.an)
    with pytest.raises(FaultyError) as refused:
        decide(review, {an: "fulfilled"})
    assert "đã có quyết định" in whats(refused)
    decide(review, {an: "fulfilled"}, ground="Kết luận kiểm tra số 3")
    assert [one.grade for one in an.decisions.all()] == ["good", "fulfilled"]
    assert Classification.objects.get(person=house.an).grade == "fulfilled"
    assert list(verify_chains()) == []


def test_a_round_ends_only_when_everybody_is_decided_and_is_no_result_before(house: Cell) -> None:
    review = opened(house)
    with pytest.raises(FaultyError) as refused:
        actions.conclude(actor=actor(), on=TODAY, review=review, concluded_on=DECIDED)
    assert "chưa có quyết định" in whats(refused)
    assert queries.latest_result(house.organisation, date(2022, 6, 1)) is None


def test_points_alone_never_decide(house: Cell) -> None:
    day, today = date(2026, 12, 15), date(2026, 12, 20)
    lines = "Chung | Tư tưởng, đạo đức | 30\nNhiệm vụ | Kết quả | 70"
    for kind in ("member", "leader", "body"):
        actions.adopt_point_sheet(
            actor=actor(),
            on=today,
            organisation=house.organisation,
            subject=kind,
            name="Bộ tiêu chí",
            ground="Hướng dẫn của Đảng ủy",
            starts_on=date(2026, 1, 1),
            lines=lines,
        )
    review = opened(house, year=2026, counted_on=date(2026, 12, 1), planned_on=today)
    an = subject_of(review, house.an)
    body = body_of(review)
    with pytest.raises(FaultyError):
        actions.score(actor=actor(), on=today, subject=an, points={"1": "31", "2": ""})
    actions.score(actor=actor(), on=today, subject=an, points={"1": "28", "2": "65"})
    actions.score(actor=actor(), on=today, subject=body, points={"1": "25", "2": "60"}, conditions=["tasks_on_time"])
    decide(review, {body_of(review): "good"}, on=today, decided_on=day)
    with pytest.raises(FaultyError) as refused:
        decide(review, {subject_of(review, house.an): "good"}, on=today, decided_on=day)
    assert "Lò Mẫu An" in whats(refused)
    actions.score(actor=actor(), on=today, subject=an, points={"1": "28", "2": "65"}, conditions=["tasks_on_time"])
    decide(review, {subject_of(review, house.an): "good"}, on=today, decided_on=day)


def test_a_sheet_must_add_up_to_the_parts_of_the_regulation(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        actions.adopt_point_sheet(
            actor=actor(),
            on=TODAY,
            organisation=house.organisation,
            subject="member",
            name="Bộ tiêu chí",
            ground="x",
            starts_on=date(2026, 1, 1),
            lines="Chung | Đạo đức | 20\nNhiệm vụ | Kết quả | 70\nmột dòng",
        )
    assert len(refused.value.faults) == 2


def test_the_collective_of_the_counting_unit_is_no_group_of_its_own(house: Cell) -> None:
    review = opened(house, year=2023, counted_on=date(2023, 12, 1), planned_on=date(2023, 12, 20))
    body = body_of(review)
    body.conditions = ["task_criteria_excellent", "other_criteria_good"]
    decide(review, {body: "excellent"}, on=date(2023, 12, 20), decided_on=date(2023, 12, 20))
    assert not [group for group in queries.ceiling_page(review).groups if group.is_bodies]
