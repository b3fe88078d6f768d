"""Bồi dưỡng: classes with seats, who is sent and who stays, results, certificates that are steps, who may give them."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from chibo.accounts.models import Grant
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError, RefusedError
from chibo.desk.actions import export_class, make_class_paper
from chibo.desk.queries import proposals_of, worklist
from chibo.development import actions, facts, queries
from chibo.development.actions import BodyTold, CertificateTold, ClassTold, ResultTold
from chibo.development.models import Certificate, ClassKind, ClassPlace, Paper, Step, TrainingBody, TrainingClass
from chibo.law.vocabulary import DutyGroup, DutyKind, PaperKind, StepKind
from chibo.meetings.models import AgendaItem, Meeting
from tests.development.conftest import LATER
from tests.development.test_pages import signed_in
from tests.documents.reading import text
from tests.factories import actor, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation, Person
    from tests.development.conftest import Road
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
CENTRE = "Trung tâm bồi dưỡng chính trị thành phố (mẫu)"
BEGIN, END = date(2017, 5, 8), date(2017, 5, 12)
TODAY = date(2017, 5, 2)


def told(**other: Any) -> ClassTold:
    said = {"kind": ClassKind.AWARENESS, "organiser": CENTRE, "starts_on": BEGIN, "last_on": END, "seats": 2}
    return ClassTold(**{**said, **other})


def announced(road: Road, **other: Any) -> TrainingClass:
    unit = road.cell.organisation
    return actions.announce_class(actor=actor(), on=TODAY, organisation=unit, told=told(**other))


def choose(row: TrainingClass, *sent: Person, left: dict[Person, str] | None = None, on: date = TODAY) -> None:
    actions.choose_for_class(actor=actor(), on=on, training_class=row, sent=sent, left=left or {})


def certificate(day: date = END, **other: str) -> CertificateTold:
    return CertificateTold(issued_on=day, issued_by=other.pop("issued_by", CENTRE), **other)


def candidate(road: Road) -> Road:
    """The road up to the class, without its certificate."""
    road.source()
    road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    road.mentors(road.cell.dung)
    road.step(StepKind.CANDIDATE_RECOGNISED, date(2017, 4, 5))
    return road


# ---------------------------------------------------------------------- classes


def test_every_fault_of_a_class_is_told_at_once(road: Road) -> None:
    wrong = told(kind=ClassKind.OTHER, organiser=" ", last_on=date(2017, 5, 1), list_due_on=date(2017, 5, 9), seats=0)
    with pytest.raises(FaultyError) as faulty:
        actions.announce_class(actor=actor(), on=TODAY, organisation=road.cell.organisation, told=wrong)
    assert [fault.field for fault in faulty.value.faults] == ["name", "organiser", "last_on", "list_due_on", "seats"]
    assert not TrainingClass.objects.exists()


def test_a_class_is_announced_once_and_amended(road: Road) -> None:
    row = announced(road)
    with pytest.raises(FaultyError, match="đã có"):
        announced(road)
    actions.amend_class(actor=actor(), on=TODAY, training_class=row, told=told(seats=5, last_on=date(2017, 5, 13)))
    row.refresh_from_db()
    assert (row.seats, row.last_on) == (5, date(2017, 5, 13))


def test_seats_cannot_shrink_below_who_is_sent_nor_the_kind_change(road: Road) -> None:
    candidate(road)
    row = announced(road)
    choose(row, road.person, road.cell.dung)
    with pytest.raises(FaultyError) as faulty:
        actions.amend_class(actor=actor(), on=TODAY, training_class=row, told=told(seats=1, kind=ClassKind.NEW_MEMBER))
    assert [fault.field for fault in faulty.value.faults] == ["seats", "kind"]


def test_a_class_called_off_asks_for_nothing_more(road: Road) -> None:
    candidate(road)
    row = announced(road, list_due_on=date(2017, 5, 5))
    choose(row, road.person)
    with pytest.raises(FaultyError, match="lý do"):
        actions.call_off_class(actor=actor(), on=TODAY, training_class=row, reason="")
    actions.call_off_class(actor=actor(), on=TODAY, training_class=row, reason="trung tâm hoãn")
    assert queries.running(row.organisation, TODAY) == queries.Running(lines=(), seats={})
    for act in (
        lambda: choose(row, road.person),
        lambda: actions.amend_class(actor=actor(), on=TODAY, training_class=row, told=told()),
        lambda: actions.send_class_list(actor=actor(), on=TODAY, training_class=row, sent_on=TODAY),
    ):
        with pytest.raises(FaultyError, match="đã hoãn hoặc hủy"):
            act()


# ---------------------------------------------------------------------- who is sent


def test_those_due_come_by_when_to_begin_with_renewals_among_them(road: Road) -> None:
    candidate(road)
    unit = road.cell.organisation
    (due,) = queries.candidates(actor(), unit, ClassKind.AWARENESS, TODAY)
    assert (due.person, due.is_waiting, due.is_renewal) == (road.person, True, False)
    road.step(StepKind.AWARENESS_CLASS_CERTIFIED, date(2017, 5, 19))
    (renewal,) = queries.candidates(actor(), unit, ClassKind.AWARENESS, LATER)
    assert (renewal.is_renewal, renewal.due_on) == (True, date(2022, 5, 19))
    assert queries.candidates(actor(), unit, ClassKind.NEW_MEMBER, TODAY) == ()


def test_members_without_the_level_may_be_sent_to_theory(road: Road) -> None:
    unit, kind = road.cell.organisation, ClassKind.THEORY_ELEMENTARY
    everybody = {one.person for one in queries.candidates(actor(), unit, kind, LATER)}
    assert road.cell.dung in everybody
    actions.record_certificate(
        actor=actor(), on=LATER, organisation=unit, person=road.cell.dung, kind=kind, told=certificate()
    )
    left = {one.person for one in queries.candidates(actor(), unit, kind, LATER)}
    assert left == everybody - {road.cell.dung}


def test_more_people_than_seats_and_no_reason_while_seats_are_free(road: Road) -> None:
    candidate(road)
    row, cell = announced(road, seats=1), road.cell
    with pytest.raises(FaultyError, match="Lớp có 1 chỗ, đã chọn 2 người"):
        choose(row, road.person, cell.dung)
    with pytest.raises(FaultyError, match=f"Chưa ghi vì sao để lại {road.person}"):
        choose(row, left={road.person: ""})
    choose(row, cell.dung, left={road.person: ""})
    assert ClassPlace.objects.get(person=road.person).reason == "hết chỗ"
    choose(row, road.person, left={cell.dung: "đi công tác"})
    assert {place.person: place.state for place in ClassPlace.objects.all()} == {
        road.person: "sent",
        cell.dung: "left",
    }


def test_nobody_of_another_cell_is_sent(road: Road) -> None:
    from tests.factories import PersonFactory  # noqa: PLC0415

    with pytest.raises(FaultyError, match="không phải đảng viên của chi bộ"):
        choose(announced(road), PersonFactory.create())


def test_a_seat_elsewhere_is_shown_and_not_offered_again(road: Road) -> None:
    candidate(road)
    choose(announced(road), road.person)
    second = announced(road, starts_on=date(2017, 6, 5), last_on=date(2017, 6, 9))
    (one,), placed = queries.choice_of(actor(), second, TODAY)
    assert one.elsewhere is not None
    assert not one.is_waiting
    assert placed == {}


def test_a_list_is_sent_only_with_somebody_on_it(road: Road) -> None:
    candidate(road)
    row = announced(road)
    with pytest.raises(FaultyError) as faulty:
        actions.send_class_list(actor=actor(), on=TODAY, training_class=row, sent_on=date(2017, 5, 3))
    assert len(faulty.value.faults) == 2, "a day to come, and nobody on the list"
    choose(row, road.person)
    actions.send_class_list(actor=actor(), on=TODAY, training_class=row, sent_on=TODAY)
    row.refresh_from_db()
    assert row.list_sent_on == TODAY


# ---------------------------------------------------------------------- results and certificates


def test_a_certificate_entered_here_is_the_step_and_the_paper(road: Road) -> None:
    candidate(road)
    row = announced(road)
    choose(row, road.person)
    place = ClassPlace.objects.get()
    (made,) = actions.record_results(
        actor=actor(),
        on=LATER,
        training_class=row,
        results=[ResultTold(place=place, certificate=certificate(number="12/CN", kept_at="cặp 3"))],
    )
    step = Step.objects.get(kind=StepKind.AWARENESS_CLASS_CERTIFIED)
    assert (made.step, step.on, step.number, step.issued_by) == (step, END, "12/CN", CENTRE)
    paper = Paper.objects.get(kind=PaperKind.AWARENESS_CERTIFICATE)
    assert (paper.dated, paper.kept_at) == (END, "cặp 3")
    place.refresh_from_db()
    assert place.state == "attended"
    assert queries.candidates(actor(), row.organisation, ClassKind.AWARENESS, END)[0].is_renewal


def test_a_step_recorded_before_is_not_recorded_twice(road: Road) -> None:
    candidate(road)
    known = road.step(StepKind.AWARENESS_CLASS_CERTIFIED, END)
    made = actions.record_certificate(
        actor=actor(),
        on=LATER,
        organisation=road.cell.organisation,
        person=road.person,
        kind=ClassKind.AWARENESS,
        told=certificate(),
    )
    assert made.step == known
    assert Step.objects.filter(kind=StepKind.AWARENESS_CLASS_CERTIFIED).count() == 1
    with pytest.raises(FaultyError, match="đã ghi"):
        actions.record_certificate(
            actor=actor(),
            on=LATER,
            organisation=road.cell.organisation,
            person=road.person,
            kind=ClassKind.AWARENESS,
            told=certificate(),
        )


def test_a_second_class_renews_the_certificate(road: Road) -> None:
    road.to_candidate()
    renewed = date(2019, 5, 20)
    actions.record_certificate(
        actor=actor(),
        on=LATER,
        organisation=road.cell.organisation,
        person=road.person,
        kind=ClassKind.AWARENESS,
        told=certificate(renewed),
    )
    (row,) = queries.radar(actor(), road.cell.organisation, LATER).rows
    assert (row.certified_on, row.valid_until) == (renewed, date(2024, 5, 20))


def test_what_the_law_stops_is_told_with_the_name_and_nothing_is_half_written(road: Road) -> None:
    candidate(road)
    other = actions.open_case(
        actor=actor(), on=LATER, person=road.cell.y, organisation=road.cell.organisation, source_on=date(2017, 3, 6)
    )
    row = announced(road, kind=ClassKind.NEW_MEMBER)
    choose(row, road.person, other.person)
    lines = [ResultTold(place=place, certificate=certificate()) for place in ClassPlace.objects.all()]
    with pytest.raises(FaultyError) as faulty:
        actions.record_results(actor=actor(), on=LATER, training_class=row, results=lines)
    assert {str(road.person) in fault.what or str(other.person) in fault.what for fault in faulty.value.faults} == {
        True
    }
    assert len(faulty.value.faults) >= 2
    assert not Certificate.objects.exists()
    assert set(ClassPlace.objects.values_list("state", flat=True)) == {"sent"}
    with pytest.raises(RefusedError):
        actions.record_certificate(
            actor=actor(),
            on=LATER,
            organisation=row.organisation,
            person=road.person,
            kind=ClassKind.NEW_MEMBER,
            told=certificate(),
        )


def test_every_fault_of_every_result_is_told_at_once(road: Road) -> None:
    candidate(road)
    row = announced(road)
    choose(row, road.person, road.cell.dung)
    first, second = ClassPlace.objects.order_by("pk")
    lines = [
        ResultTold(place=first, state="absent"),
        ResultTold(place=second, state="absent", reason="ốm", certificate=certificate(TODAY, issued_by=" ")),
    ]
    with pytest.raises(FaultyError) as faulty:
        actions.record_results(actor=actor(), on=LATER, training_class=row, results=lines)
    kinds = [fault.field.split("_")[0] for fault in faulty.value.faults]
    assert kinds == ["reason", "state", "issued", "issued"], "no reason; both at once; no giver; before the class began"


def test_taking_back_takes_the_step_and_the_paper_along(road: Road) -> None:
    candidate(road)
    made = actions.record_certificate(
        actor=actor(),
        on=LATER,
        organisation=road.cell.organisation,
        person=road.person,
        kind=ClassKind.AWARENESS,
        told=certificate(),
    )
    with pytest.raises(FaultyError, match="lý do"):
        actions.take_back_certificate(actor=actor(), on=LATER, certificate=made, reason="")
    actions.take_back_certificate(actor=actor(), on=LATER, certificate=made, reason="gõ nhầm ngày")
    made.refresh_from_db()
    assert made.voided_on == LATER
    assert not facts.steps_in_force([road.case]).filter(kind=StepKind.AWARENESS_CLASS_CERTIFIED).exists()
    assert not Paper.objects.filter(withdrawn_on__isnull=True).exists()
    with pytest.raises(FaultyError, match="đã rút lại"):
        actions.take_back_certificate(actor=actor(), on=LATER, certificate=made, reason="lại nữa")


# ---------------------------------------------------------------------- who may give them


def body(road: Road, **other: Any) -> TrainingBody:
    said = {"name": CENTRE, "sort": "district_centre", "kinds": ["awareness"], **other}
    return actions.keep_body(actor=actor(), on=LATER, organisation=road.cell.organisation, told=BodyTold(**said))


def test_a_district_centre_ends_with_the_district_level_at_the_latest(road: Road) -> None:
    body(road)
    (one,) = queries.bodies_of(road.cell.organisation)
    assert (one.ends_on, one.is_bounded_by_law) == (date(2025, 7, 1), True)
    assert one.may_give("awareness", date(2025, 6, 30))
    assert not one.may_give("awareness", date(2025, 7, 1))
    assert queries.issuer_remark([one], "awareness", CENTRE, date(2025, 7, 1)).endswith("vào ngày 1-7-2025.")
    assert "không có trong danh sách" in queries.issuer_remark([one], "awareness", "Nơi lạ", BEGIN)
    assert queries.issuer_remark([one], "new_member", "Nơi lạ", BEGIN) == "", "no list is kept for this kind"
    assert queries.issuer_remark([], "awareness", "Nơi lạ", BEGIN) == ""


def test_a_body_given_an_earlier_end_keeps_it_and_another_sort_has_none(road: Road) -> None:
    early = body(road, ends_on=date(2019, 1, 1))
    body(road, name="Đảng ủy Khối", sort="admitting_committee")
    found = {one.row: one.ends_on for one in queries.bodies_of(road.cell.organisation)}
    assert found[early] == date(2019, 1, 1)
    assert set(found.values()) == {date(2019, 1, 1), None}


def test_every_fault_of_a_body_is_told_at_once(road: Road) -> None:
    body(road)
    with pytest.raises(FaultyError) as faulty:
        body(road, name=CENTRE.upper(), sort="", kinds=[], starts_on=BEGIN, ends_on=BEGIN)
    assert [fault.field for fault in faulty.value.faults] == ["sort", "kinds", "ends_on", "name"]


def test_the_dossier_checker_knows_the_list(road: Road) -> None:
    candidate(road)
    assert facts.dossiers_of([road.case], LATER)[0].context.issuers is None
    body(road, ends_on=date(2016, 1, 1))
    (issuer,) = facts.dossiers_of([road.case], LATER)[0].context.issuers or ()
    assert (issuer.name, issuer.ends_on) == (CENTRE, date(2016, 1, 1))


def test_what_the_centre_says_of_givers_is_said_by_its_day() -> None:
    assert queries.issuers_by_law(date(2020, 1, 1)) is None
    by_law = queries.issuers_by_law(date(2022, 1, 1))
    assert by_law is not None
    assert "trung tâm chính trị cấp huyện" in by_law.text
    assert queries.issuers_by_law(date(2025, 6, 30)) is not None
    assert queries.issuers_by_law(date(2025, 7, 1)) is None, "who gives instead of the district was not found"


# ---------------------------------------------------------------------- radar


def test_the_last_day_of_a_certificate_still_serves(road: Road) -> None:
    road.to_candidate()
    unit, until = road.cell.organisation, date(2022, 5, 19)
    on_it = queries.radar(actor(), unit, LATER, until).rows[0]
    assert (on_it.valid_until, on_it.ends_before, on_it.has_ended) == (until, False, False)
    assert queries.radar(actor(), unit, LATER, until + timedelta(days=1)).rows[0].ends_before
    assert queries.radar(actor(), unit, until + timedelta(days=1)).rows[0].has_ended


def test_the_agenda_of_a_planned_session_says_the_day(road: Road) -> None:
    road.to_candidate()
    unit = road.cell.organisation
    session = Meeting.objects.create(organisation=unit, on=date(2022, 6, 6))
    nearer = Meeting.objects.create(organisation=unit, on=date(2022, 5, 6))
    AgendaItem.objects.create(
        meeting=session, title="Xét", order=1, sort=AgendaItem.Sort.ADMISSION, subject=road.person
    )
    seen = queries.radar(actor(), unit, date(2022, 5, 2))
    assert (seen.planned_on, seen.rows[0].planned_on, seen.rows[0].is_on_agenda) == (nearer.on, session.on, True)
    assert seen.rows[0].ends_before


# ---------------------------------------------------------------------- worklist, papers, figures


def test_the_worklist_asks_for_the_list_and_for_results_and_waits_for_who_has_a_seat(road: Road) -> None:
    candidate(road)
    unit = road.cell.organisation
    row = announced(road, list_due_on=date(2017, 5, 5))

    def rows(on: date) -> dict[DutyKind, Any]:
        return {each.kind: each for each in worklist(actor(), unit, on).rows}

    before = rows(TODAY)
    assert before[DutyKind.SEND_CLASS_LIST].due_on == date(2017, 5, 5)
    assert DutyKind.SEND_TO_AWARENESS_CLASS in before
    choose(row, road.person)
    actions.send_class_list(actor=actor(), on=TODAY, training_class=row, sent_on=TODAY)
    waiting = rows(TODAY)
    assert DutyKind.SEND_CLASS_LIST not in waiting
    assert DutyKind.SEND_TO_AWARENESS_CLASS not in waiting
    seat = waiting[DutyKind.RECORD_CLASS_RESULT]
    assert (seat.group, seat.person) == (DutyGroup.WAITING, road.person)
    assert seat.reason.startswith("Đã được cử học Bồi dưỡng nhận thức về Đảng, 8-5-2017 đến 12-5-2017.")
    assert not any("nhận thức" in one.title for one in proposals_of(actor(), unit, TODAY))
    over = rows(date(2017, 5, 13))[DutyKind.RECORD_CLASS_RESULT]
    assert (over.title, over.group) == (
        "Kết quả lớp học: Bồi dưỡng nhận thức về Đảng",
        DutyGroup.THIS_WEEK,
    )


def test_the_papers_of_a_class_name_it_and_who_is_sent(road: Road) -> None:
    candidate(road)
    row = announced(road, place="Hội trường tầng 2")
    for take in (
        lambda: make_class_paper(actor=actor(), on=TODAY, training_class=row, kind="cong-van"),
        lambda: export_class(actor=actor(), on=TODAY, training_class=row, kind="diem-danh"),
    ):
        with pytest.raises(FaultyError, match="chưa có ai"):
            take()
    choose(row, road.person)
    letter = text(make_class_paper(actor=actor(), on=TODAY, training_class=row, kind="cong-van").content)
    for part in (CENTRE, str(road.person), "từ 8-5-2017 đến 12-5-2017, Hội trường tầng 2"):
        assert part in letter
    _, sheet = export_class(actor=actor(), on=TODAY, training_class=row, kind="diem-danh")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert str(road.person) in str(cells)
    assert "Buổi 8" in str(cells)
    _, listed = export_class(actor=actor(), on=TODAY, training_class=row, kind="danh-sach")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(listed)).get_sheet_by_index(0).to_python()
    assert [line[1] for line in rows] == ["Họ và tên", str(road.person)]
    assert AuditEntry.objects.filter(action="desk.export_list").count() == 3
    with pytest.raises(NotYoursError):
        export_class(actor=actor(), on=TODAY, training_class=row, kind="khac")


def test_figures_count_a_half_open_time_by_kind(road: Road) -> None:
    candidate(road)
    row = announced(road)
    choose(row, road.person)
    actions.record_results(
        actor=actor(),
        on=LATER,
        training_class=row,
        results=[ResultTold(place=ClassPlace.objects.get(), certificate=certificate())],
    )
    unit = row.organisation
    counted = queries.training_figures(actor(), [unit], BEGIN, END)
    assert counted == {(unit.pk, "awareness"): queries.TrainingFigures(classes=1, sent=1, certified=0)}
    assert queries.training_figures(actor(), [unit], END, LATER)[unit.pk, "awareness"].certified == 1
    assert queries.training_figures(stranger(), [unit], BEGIN, END) == {}


# ---------------------------------------------------------------------- rights and queries


def test_a_stranger_may_do_none_of_it(road: Road) -> None:
    candidate(road)
    row, unit, who = announced(road), road.cell.organisation, stranger()
    for act in (
        lambda: actions.announce_class(actor=who, on=TODAY, organisation=unit, told=told()),
        lambda: actions.amend_class(actor=who, on=TODAY, training_class=row, told=told()),
        lambda: actions.call_off_class(actor=who, on=TODAY, training_class=row, reason="x"),
        lambda: actions.choose_for_class(actor=who, on=TODAY, training_class=row, sent=[], left={}),
        lambda: actions.send_class_list(actor=who, on=TODAY, training_class=row, sent_on=TODAY),
        lambda: actions.record_results(actor=who, on=TODAY, training_class=row, results=[]),
        lambda: actions.keep_body(actor=who, on=TODAY, organisation=unit, told=BodyTold(name="x", sort="other")),
        lambda: actions.record_certificate(
            actor=who, on=TODAY, organisation=unit, person=road.person, kind="other", told=certificate()
        ),
        lambda: make_class_paper(actor=who, on=TODAY, training_class=row, kind="cong-van"),
        lambda: export_class(actor=who, on=TODAY, training_class=row, kind="danh-sach"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    with pytest.raises(NotYoursError):
        queries.class_for(who, row.uid)
    seer = actor(Permission.VIEW_CASES)
    assert queries.class_for(seer, row.uid) == row


def _filled(unit: Organisation, person: Person, count: int) -> None:
    rows = TrainingClass.objects.bulk_create(
        [
            TrainingClass(
                organisation=unit,
                kind=ClassKind.OTHER,
                name=f"Lớp {number}",
                organiser=CENTRE,
                starts_on=BEGIN + timedelta(days=number),
                last_on=END + timedelta(days=number),
            )
            for number in range(count)
        ]
    )
    places = ClassPlace.objects.bulk_create(
        [ClassPlace(training_class=row, person=person, state="attended") for row in rows]
    )
    Certificate.objects.bulk_create(
        [
            Certificate(
                organisation=unit,
                person=person,
                kind=ClassKind.OTHER,
                name=place.training_class.name,
                issued_on=place.training_class.last_on,
                issued_by=CENTRE,
                place=place,
            )
            for place in places
        ]
    )
    TrainingBody.objects.bulk_create(
        [TrainingBody(organisation=unit, name=f"Nơi {n}", sort="other", kinds=["other"]) for n in range(count)]
    )


@pytest.fixture
def browser(house: Cell) -> Client:
    """The secretary's browser, on the working day 3-6-2019 of a sample installation."""
    Installation.objects.create(is_sample=True, working_day=LATER, first_day=date(2015, 5, 22))
    return signed_in(house, house.an, Grant.Role.SECRETARY)


PAGES = ("/boi-duong/", "/boi-duong/giay-chung-nhan/", "/boi-duong/noi-cap/", "/boi-duong/sap-het/")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_more_with_more_rows(browser: Client, road: Road, page: str) -> None:
    candidate(road)
    asked = []
    for count in (1, 2, 297):
        _filled(road.cell.organisation, road.person, count)
        browser.get(page)
        with CaptureQueriesContext(connection) as questions:
            assert browser.get(page).status_code == 200
        asked.append(len(questions))
    assert asked[1:] == [asked[0]] * 2
    assert asked[0] <= 12 + (8 if "sap-het" in page else 0)


def test_the_book_goes_on_from_page_to_page(browser: Client, road: Road) -> None:
    _filled(road.cell.organisation, road.person, 60)
    for page in ("/boi-duong/", "/boi-duong/giay-chung-nhan/"):
        first = browser.get(page).content.decode()
        older = first.split('href="?truoc=')[1].split('"')[0]
        second = browser.get(f"{page}?truoc={older}").content.decode()
        assert "Lớp 59" in first
        assert "Lớp 9<" not in first
        assert "Lớp 9" in second
        assert 'href="?truoc=' not in second
    assert browser.get("/boi-duong/?truoc=nhầm").status_code == 200


def test_a_class_is_announced_and_its_list_drawn_up_over_http(browser: Client, road: Road) -> None:
    candidate(road)
    fields = {"kind": "awareness", "organiser": CENTRE, "starts_on": "8-5-2017", "last_on": "12-5-2017", "seats": "1"}
    refused = browser.post("/boi-duong/lop/them/", {**fields, "last_on": "1-5-2017"})
    assert refused.status_code == 422
    assert "trước khai giảng" in refused.content.decode()
    assert browser.post("/boi-duong/lop/them/", fields).status_code == 302
    at, uid = f"/boi-duong/lop/{TrainingClass.objects.get().uid}/", road.person.uid
    page = browser.get(f"{at}cu-hoc/").content.decode()
    assert str(road.person) in page
    assert "Chưa có giấy chứng nhận" in page
    assert browser.post(f"{at}cu-hoc/", {f"why_{uid}": ""}).status_code == 422
    assert browser.post(f"{at}cu-hoc/", {f"sent_{uid}": "on"}).status_code == 302
    assert browser.post(f"{at}da-gui/", {"sent_on": "5-5-2017"}).status_code == 302
    for kind in ("cong-van.docx", "danh-sach.docx", "danh-sach.xlsx", "diem-danh.xlsx"):
        assert browser.get(f"{at}{kind}").status_code == 200


def test_results_over_http(browser: Client, road: Road) -> None:
    candidate(road)
    row = announced(road)
    choose(row, road.person)
    at, place = f"/boi-duong/lop/{row.uid}/", ClassPlace.objects.get().uid
    result = {f"state_{place}": "attended", f"number_{place}": "7", f"issued_by_{place}": CENTRE}
    assert "Chưa ghi ngày cấp giấy" in browser.post(f"{at}ket-qua/", result).content.decode()
    result[f"issued_on_{place}"] = "12-5-2017"
    assert browser.post(f"{at}ket-qua/", result).status_code == 302
    assert "Có giấy chứng nhận" in browser.get(at).content.decode()
    assert "Số 7" in browser.get("/boi-duong/giay-chung-nhan/").content.decode()
    assert "số 7" in browser.get(f"/nguoi/{road.person.uid}/danh-gia/").content.decode()
    back = f"/boi-duong/giay-chung-nhan/{Certificate.objects.get().uid}/rut-lai/"
    assert browser.post(back, {"reason": "gõ nhầm"}).status_code == 302


def test_other_pages_over_http(browser: Client, road: Road) -> None:
    candidate(road)
    row = announced(road)
    changed = {"kind": "awareness", "organiser": CENTRE, "starts_on": "9-5-2017", "last_on": "12-5-2017"}
    assert browser.get(f"/boi-duong/lop/{row.uid}/sua/").status_code == 200
    assert browser.post(f"/boi-duong/lop/{row.uid}/sua/", changed).status_code == 302
    given = {"name": CENTRE, "sort": "district_centre", "kinds": ["awareness"]}
    assert browser.post("/boi-duong/noi-cap/", given).status_code == 302
    assert "cấp huyện kết thúc hoạt động" in browser.get("/boi-duong/noi-cap/").content.decode()
    one = TrainingBody.objects.get()
    assert browser.post(f"/boi-duong/noi-cap/{one.uid}/", {**given, "ends_on": "1-1-2018"}).status_code == 302
    said = {"person": str(road.person.uid), "kind": "awareness", "issued_on": "12-5-2018", "issued_by": CENTRE}
    assert browser.post("/boi-duong/giay-chung-nhan/them/", said).status_code == 302
    page = browser.get("/boi-duong/giay-chung-nhan/").content.decode()
    assert "Xem lại nơi cấp" in page
    assert "Hết trước ngày xét" in browser.get("/boi-duong/sap-het/?ngay=20-5-2023").content.decode()
    assert browser.post(f"/boi-duong/lop/{row.uid}/huy/", {"reason": "hoãn"}).status_code == 302
