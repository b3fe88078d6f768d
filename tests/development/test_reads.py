"""What the room tells: the board, duties, durations, dossiers, and the copies it stores."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import NotYoursError
from chibo.development import actions, facts, queries
from chibo.development.models import DevelopmentCase, Paper
from chibo.law import journey
from chibo.law.admission import IntroductionRoute, introduction_route
from chibo.law.vocabulary import DossierKind, DutyKind, PaperKind, Stage, StepKind
from chibo.meetings.actions import plan_meeting
from chibo.register.facts import rulebook_of
from chibo.register.models import MassBody, MassPlace
from chibo.register.queries import head_count
from tests.development.conftest import LATER, Road
from tests.factories import EmploymentFactory, MembershipFactory, PersonFactory, actor, stranger

if TYPE_CHECKING:
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
MONDAY = date(2018, 5, 21)


def more_roads(house: Cell, count: int) -> list[Road]:
    roads = []
    for _ in range(count):
        person = PersonFactory.create(organisation=house.organisation, birth="1993-05-30")
        EmploymentFactory.create(person=person, workplace=house.workplace)
        roads.append(Road(house, person).to_candidate())
    return roads


def queries_of(act: object) -> int:
    assert callable(act)
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


# ---------------------------------------------------------------------- facts


def test_facts_leave_out_what_was_taken_back(road: Road) -> None:
    road.source()
    step = road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    actions.take_back_step(actor=actor(), on=LATER, step=step, reason="gõ nhầm")
    assert [known.kind for known in facts.of([road.case])[0].steps] == [StepKind.SOURCE_ADDED]


def test_facts_of_a_mentor_come_from_the_register(road: Road) -> None:
    road.source().mentors(road.cell.dung)
    MembershipFactory._meta.model.objects.filter(person=road.cell.dung).update(ends_on=date(2018, 8, 1))
    known = facts.of([road.case])[0].mentors[0]
    assert known.name == "Quàng Mẫu Dung"
    assert known.recognised_on == date(2013, 12, 16)
    assert known.left_on == date(2018, 8, 1)
    assert known.together_since == date(2012, 9, 3)


def test_people_who_never_worked_at_one_time_were_not_together(road: Road) -> None:
    road.cell.dung.employments.update(starts_on=date(2005, 9, 5), ends_on=date(2010, 1, 4))
    road.source()
    actions.assign_mentor(actor=actor(), on=LATER, case=road.case, mentor=road.cell.dung, starts_on=date(2017, 2, 6))
    assert facts.of([road.case])[0].mentors[0].together_since is None


def test_ready_cases_give_the_registers_facts(road: Road) -> None:
    road.source()
    known = facts.of([queries.case_for(actor(), road.case.uid)])[0]
    assert (known.person.name, str(known.person.birth)) == (road.person.full_name, str(road.person.birth))
    assert known.person.employed_since == road.person.employments.get().starts_on
    assert known.organisation.has_base_committee is road.cell.organisation.kind.has_base_committee
    assert (known.organisation.has_trade_union, known.organisation.has_youth_union) == (True, False)
    assert known == facts.of([DevelopmentCase.objects.get(pk=road.case.pk)])[0]


@pytest.mark.parametrize(("introduced_on", "was"), [(None, False), (date(2017, 5, 2), True), (date(2018, 5, 2), False)])
def test_who_left_the_youth_union_after_the_introduction_was_introduced_rightly(
    road: Road, introduced_on: date | None, *, was: bool
) -> None:
    road.source()
    MassPlace.objects.create(
        person=road.person, sort=MassPlace.Sort.YOUTH_UNION, starts_on=date(2010, 3, 26), ends_on=date(2018, 1, 1)
    )
    body = MassBody.objects.create(
        workplace=road.cell.organisation.workplaces.get(), sort=MassPlace.Sort.YOUTH_UNION, starts_on=date(2010, 1, 1)
    )
    MassBody.objects.filter(pk=body.pk).update(ends_on=date(2018, 1, 1))
    if introduced_on is not None:
        Paper.objects.create(case=road.case, kind=PaperKind.MEMBER_INTRODUCTION, dated=introduced_on)
    known = facts.of([DevelopmentCase.objects.get(pk=road.case.pk)])[0]
    assert (known.person.is_youth_union_member, known.organisation.has_youth_union) == (was, was)
    assert (introduction_route(known) is IntroductionRoute.YOUTH_UNION) is was


def test_facts_cost_the_same_for_one_case_and_for_three(house: Cell) -> None:
    roads = more_roads(house, 3)
    rows = list(queries.cases(actor(), house.organisation))
    assert len(rows) == len(roads)
    one, three = queries_of(lambda: facts.of(rows[:1])), queries_of(lambda: facts.of(rows))
    assert one == three == 4, "steps, papers, mentors with their notes, and the installation's first day"


# ---------------------------------------------------------------------- the board and lists


def test_the_board_shows_everybody_once(road: Road) -> None:
    road.to_candidate()
    board = queries.board(actor(), road.cell.organisation, MONDAY)
    columns = {column.stage: column for column in board.columns}
    assert [card.person for card in columns[Stage.CANDIDATE].cards] == [road.person]
    assert [card.person for card in columns[Stage.NONE].cards] == [road.cell.y]
    assert [card.person for card in columns[Stage.PROBATIONARY].cards] == [road.cell.vu]
    assert columns[Stage.OFFICIAL].count == 4
    assert columns[Stage.OFFICIAL].cards == ()
    assert board.columns[0].title == "Chưa vào nguồn"
    assert columns[Stage.CANDIDATE].cards[0].days == (MONDAY - date(2017, 4, 5)).days


def test_the_board_counts_as_the_register_counts(road: Road) -> None:
    road.to_candidate()
    board = queries.board(actor(), road.cell.organisation, MONDAY)
    assert board.head_count == head_count(road.cell.organisation, MONDAY)


def test_newcomers_are_staff_whom_nobody_follows(road: Road) -> None:
    road.source()
    assert list(queries.newcomers(road.cell.organisation, MONDAY)) == [road.cell.y]


def test_a_column_is_ordered_by_the_next_date(house: Cell) -> None:
    late, early = more_roads(house, 2)
    DevelopmentCase.objects.filter(pk=late.case.pk).update(next_due=date(2019, 1, 7))
    DevelopmentCase.objects.filter(pk=early.case.pk).update(next_due=date(2018, 6, 4))
    board = queries.board(actor(), house.organisation, MONDAY)
    column = next(column for column in board.columns if column.stage is Stage.CANDIDATE)
    assert [card.person for card in column.cards] == [early.person, late.person]


def test_the_board_costs_the_same_with_more_people(house: Cell) -> None:
    more_roads(house, 1)
    one = queries_of(lambda: queries.board(actor(), house.organisation, MONDAY))
    more_roads(house, 2)
    assert queries_of(lambda: queries.board(actor(), house.organisation, MONDAY)) == one


def test_a_stranger_sees_no_case(road: Road) -> None:
    road.source()
    board = queries.board(stranger(), road.cell.organisation, MONDAY)
    assert not any(column.cards for column in board.columns)
    with pytest.raises(NotYoursError):
        queries.case_for(stranger(), road.case.uid)
    with pytest.raises(NotYoursError):
        queries.case_for(actor(), "không phải uid")


def test_duties_are_those_of_the_law(road: Road) -> None:
    road.to_probation()
    duties = {given.duty.kind: given.duty for given in queries.duties(actor(), road.cell.organisation, MONDAY)}
    assert duties[DutyKind.SEND_TO_NEW_MEMBER_CLASS].due_on == date(2018, 12, 5)
    assert duties[DutyKind.CONSIDER_RECOGNITION].due_on == date(2019, 1, 18)


def test_durations_run_from_the_source_to_the_ceremony(road: Road) -> None:
    road.to_probation()
    found = queries.durations(road.cell.organisation, LATER)
    assert [(one.person, one.days) for one in found] == [(road.person, (date(2017, 12, 5) - date(2017, 1, 5)).days)]
    assert queries.durations(road.cell.organisation, date(2017, 12, 4)) == ()


# ---------------------------------------------------------------------- the stored copy


@pytest.mark.parametrize("reach", ["source", "to_candidate", "to_vote", "to_decision", "to_probation", "to_official"])
def test_the_stored_stage_and_date_are_those_of_the_law(road: Road, reach: str) -> None:
    getattr(road, reach)()
    row = DevelopmentCase.objects.select_related("person", "organisation__kind").get(pk=road.case.pk)
    seen = journey.outlook(facts.of([row])[0], LATER, rulebook_of(row.organisation, LATER))
    assert row.stage == seen.stage == journey.stage_of(facts.of([row])[0].steps)
    days = {duty.due_on or duty.opens_on for duty in seen.duties if duty.kind is not DutyKind.WRITE_MENTOR_NOTE}
    assert row.next_due == (None if row.closed_on else min(day for day in days if day) if days else row.next_due)
    assert actions.refresh_due(actor=actor(), on=LATER, cases=[row]) == ()


def test_refreshing_repairs_a_stale_copy_and_says_so(road: Road) -> None:
    road.to_candidate()
    DevelopmentCase.objects.update(stage="none", next_due=date(2001, 1, 1))
    row = DevelopmentCase.objects.get()
    assert actions.refresh_due(actor=actor(), on=LATER, cases=[row]) == (row,)
    row.refresh_from_db()
    assert row.stage == Stage.CANDIDATE
    assert row.next_due != date(2001, 1, 1)


def test_the_command_refreshes_every_case(road: Road) -> None:
    road.to_candidate()
    DevelopmentCase.objects.update(stage="none")
    out = StringIO()
    call_command("refresh_due", "--on", "2019-06-03", stdout=out)
    assert out.getvalue().strip() == "Đã tính lại 1 hồ sơ, 1 hồ sơ có hạn đổi."
    assert DevelopmentCase.objects.get().stage == Stage.CANDIDATE


# ---------------------------------------------------------------------- dossiers


def test_a_dossier_tells_the_state_of_each_paper(road: Road) -> None:
    road.to_probation()
    road.paper(PaperKind.NEW_MEMBER_CERTIFICATE, date(2018, 6, 8), kept_at="cặp số 24")
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    road.paper(PaperKind.MENTOR_REMARKS, date(2018, 12, 7), author=road.cell.dung, is_signed=False)
    view = queries.dossier(road.case, DossierKind.RECOGNITION, date(2018, 12, 10))
    states = {line.kind: line.status for line in view.lines}
    assert states[PaperKind.NEW_MEMBER_CERTIFICATE] == "complete"
    assert states[PaperKind.SELF_REVIEW] == "faulty"
    assert states[PaperKind.MENTOR_REMARKS] in {"unsigned", "open"}
    assert states[PaperKind.PROBATION_OPINIONS_SYNTHESIS] == "open"
    assert states[PaperKind.CELL_RECOGNITION_RESOLUTION] == "not_yet"
    assert view.done == sum(line.is_done for line in view.lines) == 1
    assert {(item.found.code, item.found.variant) for item in view.problems} >= {
        ("E76", "quoted"),
        ("FACTS", "unsigned"),
    }
    assert (view.ceremony_on, view.probation_ends_on) == (date(2017, 12, 5), date(2018, 12, 5))
    assert [day.on for day in view.confused] == [date(2017, 11, 13), date(2017, 12, 5)]


def test_a_dossier_before_the_year_is_full_cannot_be_made(road: Road) -> None:
    road.to_probation()
    view = queries.dossier(road.case, "recognition", MONDAY)
    states = {line.kind: line.status for line in view.lines}
    assert states[PaperKind.SELF_REVIEW] == "not_yet"
    assert states[PaperKind.NEW_MEMBER_CERTIFICATE] == "open"


def test_each_problem_leads_to_its_line(road: Road) -> None:
    road.to_probation()
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    view = queries.dossier(road.case, "recognition", date(2018, 12, 10))
    led = {item.found.code: item for item in view.problems}["E76"]
    line = next(line for line in view.lines if line.kind is PaperKind.SELF_REVIEW)
    assert (led.anchor, led.slug) == (f"giay-{line.number}", "tu-kiem-diem")
    assert line.paper is not None
    assert led.paper_uid == str(line.paper.uid)


def test_a_dossier_says_a_gap_where_no_list_is_known(road: Road) -> None:
    road.source(date(2009, 1, 5))
    view = queries.dossier(road.case, "admission", date(2009, 6, 1))
    assert view.lines == ()


def test_the_check_command_ends_with_1_while_a_stop_stands(road: Road) -> None:
    road.to_probation()
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check", "--on", "2018-12-10", "--json", "--person", "lo mau xuan", stdout=out)
    told = json.loads(out.getvalue())
    codes = {found["code"] for found in told["cases"][0]["findings"]}
    assert ended.value.code == 1
    assert "E76" in codes
    assert told["cases"][0]["blocked"] is True
    assert all(found["what"] for found in told["cases"][0]["findings"])


def test_the_check_command_says_when_nothing_is_wrong(road: Road) -> None:
    road.source()
    out = StringIO()
    call_command("check", "--on", "2018-12-10", stdout=out)
    said, untold = out.getvalue().strip().splitlines()
    assert said == "Lò Mẫu Xuân: chưa thấy gì sai"
    assert untold.startswith("  Chưa khai để kiểm tra: "), "what nobody typed is no fault"
    with pytest.raises(CommandError, match="Không có hồ sơ"):
        call_command("check", "--person", "Nguyễn Văn Không", stdout=out)


# ---------------------------------------------------------------------- the story and the gate


def test_the_gate_names_what_is_met_and_what_is_missing(road: Road) -> None:
    road.to_candidate()
    gate = queries.gate(queries.case_for(actor(), road.case.uid), StepKind.CELL_PROPOSED_ADMISSION, LATER)
    assert not gate.is_open
    assert [name for name, _ in gate.met] == ["Giấy chứng nhận lớp nhận thức về Đảng"]
    missing = {found.params.get("missing") for found in gate.findings if found.code == "step_missing"}
    assert StepKind.APPLICATION_RECEIVED in missing


def test_the_strip_has_twelve_months_and_a_prompt_in_the_eleventh(road: Road) -> None:
    road.to_probation()
    months = queries.strip(queries.story(road.case, MONDAY), MONDAY)
    assert [month.number for month in months] == list(range(1, 13))
    assert months[0].starts_on == date(2017, 12, 5)
    assert [month.number for month in months if month.state == "now"] == [6]
    assert [month.number for month in months if "chuẩn bị hồ sơ chính thức" in month.marks] == [11]


def test_the_ceremony_page_knows_the_last_day_and_its_holidays(road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 11, 6), sort="admission")
    road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 11, 6), vote=resolution.vote)
    actions.record_decision(
        actor=actor(), on=LATER, case=road.case, decided_on=date(2018, 1, 15), received_on=date(2018, 1, 18)
    )
    view = queries.ceremony(road.case, date(2018, 2, 1))
    assert view.due is not None
    assert view.due.duty.due_on == date(2018, 3, 8)
    assert view.skipped == tuple(date(2018, 2, day) for day in (14, 15, 16, 19, 20))
    assert view.proposed_on is None


def test_the_next_session_is_proposed_for_the_ceremony_where_it_is_in_time(road: Road) -> None:
    road.to_decision()
    on = date(2017, 11, 20)
    plan_meeting(actor=actor(), on=on, organisation=road.cell.organisation, held_on=date(2017, 12, 5))
    case = queries.case_with_session(actor(), road.case.uid, on)
    assert queries.ceremony(case, on).proposed_on == date(2017, 12, 5)
    later = queries.case_with_session(actor(), road.case.uid, date(2017, 12, 6))
    assert queries.ceremony(later, date(2017, 12, 6)).proposed_on is None
