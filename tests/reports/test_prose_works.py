"""The rest of the year's work in a report in words: none, one, many, the list behind each figure, and by right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError
from chibo.development.models import CaseTask, Certificate, ClassPlace, DevelopmentCase, TrainingClass
from chibo.reports.periods import Sort, calendar_period
from chibo.reports.queries import figure_list
from chibo.reports.queries.kept import forget
from chibo.reports.queries.prose import told
from chibo.reviews.models import (
    AwarenessActivity,
    AwarenessGuest,
    Commendation,
    Commitment,
    CommitmentRound,
    PartyBadge,
)
from tests.factories import MONDAY, Cell, KindFactory, OrganisationFactory, PersonFactory, actor, cell

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Person
    from chibo.reports.queries.prose import Told

pytestmark = pytest.mark.django_db
GENERAL, DEVELOPMENT = "tinh-hinh", "phat-trien"
QUARTER = calendar_period(Sort.QUARTER, MONDAY)
IN, BEFORE = date(2018, 4, 10), date(2018, 3, 31)
WORKS, PROMISES, HONOURS = "Tuyên truyền, bồi dưỡng, rèn luyện", "Cam kết của đảng viên", "Khen thưởng, Huy hiệu Đảng"


@pytest.fixture
def house() -> Cell:
    forget()
    return cell()


def report(house: Cell, subject: str, reader: Actor | None = None) -> Told:
    return told(reader or actor(), house.organisation, subject, QUARTER, MONDAY)


def said(found: Told, heading: str) -> str:
    return "\n".join(
        "".join(part.text for part in parts) for title, texts in found.shown if title == heading for parts in texts
    )


def ensure_lists(house: Cell, found: Told) -> None:
    """Every figure that names a list opens one of that length."""
    for field in found.fields.values():
        figure = field.figure
        if figure.what in {"", "du-bao"} or figure.what.startswith("chi-tieu"):
            continue
        behind = figure_list(actor(), house.organisation, figure.what, figure.on, year=figure.year, since=figure.since)
        assert (field.name, len(behind.rows)) == (field.name, figure.count)


def activity(house: Cell, on: date = IN, others: int = 0) -> AwarenessActivity:
    return AwarenessActivity.objects.create(
        organisation=house.organisation, sort="talk", topic="Nói chuyện", on=on, others=others
    )


def road(house: Cell) -> DevelopmentCase:
    person = PersonFactory.create(organisation=house.organisation, full_name="Lò Mẫu Mai")
    key = house.organisation.scope_key
    return DevelopmentCase.objects.create(
        person=person, organisation=house.organisation, scope_key=key, opened_on=BEFORE
    )


def training(house: Cell, *people: Person, kind: str = "awareness", on: date = IN) -> TrainingClass:
    held = TrainingClass.objects.create(
        organisation=house.organisation, kind=kind, organiser="Trung tâm Mẫu", starts_on=on, last_on=on
    )
    for person in people:
        ClassPlace.objects.create(training_class=held, person=person, state="sent")
    return held


def certificate(house: Cell, person: Person, kind: str = "awareness") -> None:
    Certificate.objects.create(
        organisation=house.organisation, person=person, kind=kind, issued_on=IN, issued_by="Trung tâm Mẫu"
    )


def task(case: DevelopmentCase, given_on: date, done_on: date | None = None) -> None:
    CaseTask.objects.create(case=case, title="Viết tin bài", given_on=given_on, done_on=done_on)


def turn(house: Cell, name: str = "Cam kết tu dưỡng") -> CommitmentRound:
    return CommitmentRound.objects.create(
        organisation=house.organisation, year=2018, name=name, opened_on=date(2018, 1, 5)
    )


def commended(house: Cell, person: Person | None, on: date = IN) -> None:
    Commendation.objects.create(
        organisation=house.organisation, person=person, form="merit", occasion="theme", year=2018, merit="Đề án",
        decided_on=on,
    )  # fmt: skip


def badge(house: Cell, person: Person, years: int, on: date = IN) -> None:
    PartyBadge.objects.create(
        organisation=house.organisation, person=person, years=years, basis="full", proposed_on=BEFORE, given_on=on
    )


# ---------------------------------------------------------------------- none


def test_what_did_not_happen_is_left_out(house: Cell) -> None:
    activity(house, BEFORE)
    commended(house, house.an, BEFORE)
    badge(house, house.an, 30, BEFORE)
    training(house, house.an, on=BEFORE)
    assert said(report(house, DEVELOPMENT), WORKS) == ""
    found = report(house, GENERAL)
    assert (said(found, PROMISES), said(found, HONOURS)) == ("", "")
    ensure_lists(house, found)


# ---------------------------------------------------------------------- one and many


def test_one_of_each_on_the_road(house: Cell) -> None:
    case = road(house)
    guest = activity(house)
    AwarenessGuest.objects.create(activity=guest, person=case.person, case=case)
    training(house, case.person)
    task(case, IN)
    found = report(house, DEVELOPMENT)
    assert said(found, WORKS) == (
        "Trong kỳ, tổ chức 1 hoạt động tuyên truyền, giác ngộ quần chúng với 1 lượt người dự; từ đó có 1 người được"
        " đưa vào nguồn. Cử 1 lượt người học 1 lớp bồi dưỡng nhận thức về Đảng."
        " Giao riêng 1 nhiệm vụ rèn luyện, thử thách cho 1 người."
    )
    ensure_lists(house, found)


def test_many_on_the_road(house: Cell) -> None:
    case = road(house)
    activity(house, others=12)
    activity(house, MONDAY, others=3)
    training(house, house.an, house.bich, kind="new_member")
    training(house, kind="awareness")
    certificate(house, house.an, "new_member")
    certificate(house, house.bich, "awareness")
    task(case, IN, MONDAY)
    task(case, BEFORE, IN)
    task(case, IN)
    found = report(house, DEVELOPMENT)
    assert said(found, WORKS) == (
        "Trong kỳ, tổ chức 2 hoạt động tuyên truyền, giác ngộ quần chúng với 15 lượt người dự."
        " Trong kỳ, có 1 lớp bồi dưỡng nhận thức về Đảng khai giảng; 1 người được cấp giấy chứng nhận trong kỳ."
        " Cử 2 lượt người học 1 lớp bồi dưỡng đảng viên mới; 1 người được cấp giấy chứng nhận trong kỳ."
        " Giao riêng 2 nhiệm vụ rèn luyện, thử thách cho 1 người; trong kỳ có 2 nhiệm vụ đã làm xong."
    )
    ensure_lists(house, found)


def test_only_what_was_begun_before(house: Cell) -> None:
    task(road(house), BEFORE, IN)
    certificate(house, house.an)
    assert said(report(house, DEVELOPMENT), WORKS) == (
        "Trong kỳ, có 1 người được cấp giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng."
        " Có 1 nhiệm vụ rèn luyện, thử thách giao từ trước đã làm xong trong kỳ."
    )


def test_commitments_of_the_year_as_known_on_the_day(house: Cell) -> None:
    first = turn(house)
    start = "Đến hết ngày 21-5-2018, "
    assert said(report(house, GENERAL), PROMISES) == f"{start}chưa thu bản cam kết nào trong 5 bản của năm 2018."
    for person in (house.an, house.bich, house.cuong, house.dung):
        Commitment.objects.create(round=first, person=person, handed_on=IN)
    last = Commitment.objects.create(round=first, person=house.vu, handed_on=date(2018, 5, 22))
    forget()
    found = report(house, GENERAL)
    assert said(found, PROMISES) == f"{start}đã thu 4 trên 5 bản cam kết của năm 2018."
    ensure_lists(house, found)
    handed = figure_list(actor(), house.organisation, "cam-ket-da-nop", MONDAY)
    assert (handed.count, handed.unit) == (4, "bản cam kết"), "somebody may hand in two, in two rounds"
    last.handed_on = IN
    last.save()
    forget()
    assert said(report(house, GENERAL), PROMISES) == f"{start}đã thu đủ 5 bản cam kết của năm 2018."
    turn(house, "Đăng ký học tập và làm theo Bác")
    forget()
    assert said(report(house, GENERAL), PROMISES) == f"{start}đã thu 5 trên 10 bản cam kết của năm 2018, chung 2 đợt."


def test_honours(house: Cell) -> None:
    commended(house, house.an)
    badge(house, house.an, 30)
    found = report(house, GENERAL)
    assert said(found, HONOURS) == (
        "Trong kỳ, có 1 lượt cá nhân được khen thưởng. Trong kỳ, trao 1 Huy hiệu 30 năm tuổi Đảng."
    )
    commended(house, house.bich)
    commended(house, None)
    badge(house, house.bich, 40)
    badge(house, house.cuong, 30)
    forget()
    found = report(house, GENERAL)
    assert said(found, HONOURS) == (
        "Trong kỳ, có 2 lượt cá nhân và 1 lượt tập thể được khen thưởng."
        " Trong kỳ, trao 3 Huy hiệu Đảng: 2 Huy hiệu 30 năm, 1 Huy hiệu 40 năm."
    )
    ensure_lists(house, found)


# ---------------------------------------------------------------------- by right, above the cell


def test_classes_and_tasks_are_told_by_right_whoever_asked_before(house: Cell) -> None:
    training(house, house.an)
    reader = actor(Permission.VIEW_REPORTS, Permission.VIEW_PEOPLE)
    assert "Cử 1 lượt người" in said(report(house, DEVELOPMENT), WORKS)
    assert said(report(house, DEVELOPMENT, reader), WORKS) == ""
    with pytest.raises(NotAllowedError):
        figure_list(reader, house.organisation, "cu-hoc-nhan-thuc", MONDAY, since=IN)
    commended(house, house.an)
    with pytest.raises(NotAllowedError):
        figure_list(actor(Permission.VIEW_REPORTS), house.organisation, "khen-ca-nhan", MONDAY, since=IN)


def test_above_the_cell_the_work_of_all_cells_is_counted() -> None:
    kind = KindFactory.create(code="base_committee", name="Đảng bộ cơ sở", is_cell=False)
    above = OrganisationFactory.create(name="Đảng bộ Mẫu", kind=kind, scope_key="a001")
    house = cell(parent=above, scope_key="a001b001")
    activity(house, others=4)
    commended(house, house.an)
    training(house, house.an)
    Commitment.objects.create(round=turn(house), person=house.an, handed_on=IN)
    found = told(actor(), above, GENERAL, QUARTER, MONDAY)
    assert said(found, PROMISES) == "Đến hết ngày 21-5-2018, đã thu 1 trên 5 bản cam kết của năm 2018."
    assert said(found, HONOURS) == "Trong kỳ, có 1 lượt cá nhân được khen thưởng."
    works = said(told(actor(), above, DEVELOPMENT, QUARTER, MONDAY), WORKS)
    assert "1 hoạt động" in works
    assert "Cử 1 lượt người học 1 lớp" in works
