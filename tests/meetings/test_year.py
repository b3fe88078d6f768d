"""The year of meetings over HTTP and as verbs: plan, topics, groups, forms, length, scores, exemption, absence."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry, Installation
from chibo.base.refusal import FaultyError, NotAllowedError, RefusedError
from chibo.meetings import actions, queries
from chibo.meetings.models import AgendaItem, Attendance, ExemptionRequest, Meeting, PlanLine, ScoreSheet, Topic
from chibo.meetings.values import Absence
from chibo.register import actions as register_actions
from chibo.register import queries as register
from chibo.register.facts import rulebook_of
from chibo.register.models import Exemption, GroupPlace, PartyGroup
from tests.factories import MONDAY, actor, cell, member, stranger
from tests.meetings.conftest import CARDS, HELD
from tests.meetings.test_pages import sign_in, text_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import Cell

pytestmark = pytest.mark.django_db

K, F = Meeting.Kind, Meeting.Form
NEW = date(2026, 11, 23)  # a day under 42-HD/BTCTW and 03-HD/TW


def work_on(day: date, first: date = date(2018, 1, 1)) -> None:
    Installation.objects.update_or_create(id=1, defaults={"is_sample": True, "working_day": day, "first_day": first})


@pytest.fixture
def secretary(client: Client, house: Cell) -> Client:
    work_on(HELD)
    return sign_in(client, house, Grant.Role.SECRETARY)


def held(house: Cell, day: date, kind: str = K.REGULAR, absent: tuple[Absence, ...] = (), **more: Any) -> Meeting:
    """A session that took place on a day."""
    meeting = actions.plan_meeting(
        actor=actor(), on=day, organisation=house.organisation, held_on=day, kind=kind, starts_at=time(14), **more
    )
    return actions.take_attendance(actor=actor(), on=day, meeting=meeting, exceptions=absent)


def faults_of(error: pytest.ExceptionInfo[FaultyError]) -> str:
    return " ".join(f"{fault.what} {fault.why} {fault.next}" for fault in error.value.faults)


# ---------------------------------------------------------------------- the plan


def test_a_year_before_the_rule_has_twelve_regular_sessions(secretary: Client, house: Cell) -> None:
    empty = secretary.get("/hop/ke-hoach/?nam=2018")
    assert "Năm 2018 chưa có kế hoạch" in words_of(empty)
    assert "Nhịp sinh hoạt chuyên đề: chưa có căn cứ cho năm này" in words_of(empty)
    assert secretary.post("/hop/ke-hoach/lap/", {"nam": "2018"}).headers["Location"] == "/hop/ke-hoach/?nam=2018"
    lines = PlanLine.objects.filter(organisation=house.organisation)
    assert [line.kind for line in lines.order_by("month")] == [K.REGULAR] * 12
    no_year = secretary.post("/hop/ke-hoach/lap/", {"nam": "9" * 5000})
    assert "Năm 2018 đã có kế hoạch" in words_of(no_year), "read as this year"
    again = secretary.post("/hop/ke-hoach/lap/", {"nam": "2018"})
    assert again.status_code == 422
    assert "Năm 2018 đã có kế hoạch" in words_of(again)


def test_a_year_under_the_rule_has_a_combined_session_each_quarter_with_the_cells_topics(house: Cell) -> None:
    first, second = (
        actions.add_topic(actor=actor(), on=MONDAY, organisation=house.organisation, title=title)
        for title in ("Học tập phong cách nêu gương", "Chuyển đổi số ở cơ quan")
    )
    actions.draw_up_year(actor=actor(), on=NEW, organisation=house.organisation, year=2027)
    combined = PlanLine.objects.filter(kind=K.COMBINED).order_by("month")
    assert [line.month.month for line in combined] == [2, 5, 8, 11]
    assert [line.topic for line in combined] == [first, second, None, None]


def test_a_month_without_a_session_is_shown_with_its_article(secretary: Client, house: Cell) -> None:
    held(house, date(2018, 2, 5))
    held(house, date(2018, 4, 5))
    shown = words_of(secretary.get("/hop/ke-hoach/?nam=2018"))
    assert "lỡ 2 tháng" in shown
    assert "Tháng 3 chi bộ không có buổi họp định kỳ nào" in shown
    assert "Tháng 5 chi bộ không có" in shown
    assert "Tháng 1 chi bộ" not in shown  # before the first meeting on record
    assert "Tháng 6 chi bộ" not in shown  # not over yet
    assert "Điều lệ Đảng 2011, Điều 24 khoản 2" in shown


def test_a_thematic_session_serves_its_month_until_the_rule_parts_the_two(house: Cell) -> None:
    for year in (2018, 2026):
        for month, kind in ((1, K.REGULAR), (2, K.THEMATIC), (3, K.REGULAR)):
            held(house, date(year, month, 5), kind)
        rules = rulebook_of(house.organisation, date(year, 4, 2))
        missed, _ = queries.missed_in(house.organisation, year, date(year, 4, 2), rules)
        assert [lost.starts_on.month for lost in missed] == ([] if year == 2018 else [2])


def test_the_level_above_sees_every_cell_and_no_stranger_does(client: Client, house: Cell) -> None:
    work_on(HELD)
    other = cell()
    for place in (house, other):
        held(place, date(2018, 1, 5))
    held(house, date(2018, 2, 5))
    officer = sign_in(client, house, Grant.Role.OFFICER)
    alone = words_of(officer.get("/hop/ke-hoach/cac-chi-bo/?nam=2018"))
    assert "1 chi bộ" in alone
    Grant.objects.create(
        user=Grant.objects.get(organisation=house.organisation).user,
        organisation=other.organisation,
        role=Grant.Role.OFFICER,
        starts_on=date(2015, 1, 1),
    )
    with CaptureQueriesContext(connection) as captured:
        shown = words_of(officer.get("/hop/ke-hoach/cac-chi-bo/?nam=2018"))
    assert "2 chi bộ" in shown
    assert "3, 4, 5" in shown
    assert "2, 3, 4, 5" in shown
    assert 3 < len(captured) <= 12


def test_a_congress_with_too_few_is_said_on_its_page(secretary: Client, house: Cell) -> None:
    away = tuple(Absence(person=str(one.uid), reason="ốm") for one in (house.bich, house.cuong))
    meeting = held(house, HELD, K.CONGRESS, away)
    assert "Đại hội có 2 trong 4 đảng viên chính thức dự" in words_of(secretary.get(f"/hop/{meeting.uid}/buoi-hop/"))


def test_a_quarter_without_a_thematic_session_is_shown(client: Client, house: Cell) -> None:
    work_on(NEW)
    secretary = sign_in(client, house, Grant.Role.SECRETARY)
    for month in range(1, 11):
        held(house, date(2026, month, 5), K.COMBINED if month == 2 else K.REGULAR)
    shown = words_of(secretary.get("/hop/ke-hoach/"))
    assert "Ba tháng từ 4-2026 chưa có sinh hoạt chuyên đề" in shown
    assert "Ba tháng từ 1-2026" not in shown
    assert "Mỗi buổi ít nhất 90 phút" in shown


def test_a_line_is_added_changed_and_taken_out(secretary: Client, house: Cell) -> None:
    topic = actions.add_topic(actor=actor(), on=MONDAY, organisation=house.organisation, title="Nêu gương")
    typed = {"month": "7-2018", "kind": K.THEMATIC, "form": F.TOGETHER, "topic": str(topic.uid), "note": "mời chi đoàn"}
    assert secretary.post("/hop/ke-hoach/them/", typed).status_code == 302
    line = PlanLine.objects.get()
    assert (line.month, line.topic) == (date(2018, 7, 1), topic)
    twice = secretary.post("/hop/ke-hoach/them/", typed)
    assert twice.status_code == 422
    assert "Kế hoạch tháng 7-2018 đã có “Sinh hoạt chuyên đề”" in words_of(twice)
    unfit = secretary.post("/hop/ke-hoach/them/", {**typed, "kind": K.REGULAR})
    assert "Chuyên đề chỉ ghi cho sinh hoạt chuyên đề" in words_of(unfit)
    unread = secretary.post("/hop/ke-hoach/them/", {**typed, "month": "tháng bảy"})
    assert "Chưa đọc được tháng “tháng bảy”" in words_of(unread)
    edit = f"/hop/ke-hoach/{line.uid}/sua/"
    assert 'value="7-2018"' in text_of(secretary.get(edit))
    secretary.post(edit, {**typed, "month": "8-2018"})
    line.refresh_from_db()
    assert line.month == date(2018, 8, 1)
    assert "mời chi đoàn" in words_of(secretary.get("/hop/ke-hoach/?nam=2018"))
    secretary.post(f"/hop/ke-hoach/{line.uid}/bo/")
    assert not PlanLine.objects.exists()


def test_a_line_carried_out_stays(secretary: Client, house: Cell) -> None:
    line = actions.add_plan_line(actor=actor(), on=MONDAY, organisation=house.organisation, month=HELD, kind=K.REGULAR)
    held(house, HELD)
    refused = secretary.post(f"/hop/ke-hoach/{line.uid}/bo/")
    assert refused.status_code == 422
    assert "đã họp ngày 5-6-2018, không bỏ khỏi kế hoạch được" in words_of(refused)


def test_a_line_leads_to_the_form_of_its_meeting(secretary: Client, house: Cell) -> None:
    actions.add_plan_line(
        actor=actor(), on=MONDAY, organisation=house.organisation, month=date(2018, 9, 1), kind=K.COMBINED
    )
    shown = text_of(secretary.get("/hop/ke-hoach/?nam=2018"))
    link = re.search(r'href="(/hop/moi/\?[^"]+)"', shown)
    assert link
    form = text_of(secretary.get(link[1].replace("&amp;", "&")))
    assert '<option value="combined" selected>' in form


def test_what_is_planned_counts_no_more_queries_with_more_meetings(client: Client, house: Cell) -> None:
    work_on(NEW)
    secretary = sign_in(client, house, Grant.Role.SECRETARY)
    counts = []
    for months in (range(1, 3), range(3, 11)):
        for month in months:
            held(house, date(2026, month, 5), absent=(Absence(person=str(house.dung.uid)),))
        with CaptureQueriesContext(connection) as captured:
            assert secretary.get("/hop/ke-hoach/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert 3 < counts[1] <= 15


def test_an_odd_year_of_the_address_shows_this_one(secretary: Client) -> None:
    for odd in ("99999", "abc", "-1", "0"):
        assert "Kế hoạch năm 2018" in words_of(secretary.get(f"/hop/ke-hoach/?nam={odd}"))


# ---------------------------------------------------------------------- topics


def test_the_bank_holds_what_the_cell_wrote(secretary: Client, house: Cell) -> None:
    assert "chương trình không gợi ý chuyên đề nào" in words_of(secretary.get("/hop/chuyen-de/"))
    secretary.post("/hop/chuyen-de/", {"title": "Nêu gương", "note": "liên hệ bản thân"})
    topic = Topic.objects.get()
    assert secretary.post("/hop/chuyen-de/", {"title": "nêu gương", "note": ""}).status_code == 422
    secretary.post(f"/hop/chuyen-de/{topic.uid}/sua/", {"title": "Nêu gương trong công việc", "note": ""})
    held(house, date(2018, 5, 7), K.THEMATIC, topic=topic)
    shown = words_of(secretary.get("/hop/chuyen-de/"))
    assert "Nêu gương trong công việc" in shown
    assert "Đã sinh hoạt: 7-5-2018" in shown
    secretary.post(f"/hop/chuyen-de/{topic.uid}/thoi/")
    assert list(queries.open_topics(house.organisation)) == []
    assert "Thôi dùng (1)" in words_of(secretary.get("/hop/chuyen-de/"))
    secretary.post(f"/hop/chuyen-de/{topic.uid}/thoi/")
    assert list(queries.open_topics(house.organisation)) == [topic]
    with pytest.raises(FaultyError):
        actions.add_topic(actor=actor(), on=MONDAY, organisation=house.organisation, title=" ")


# ---------------------------------------------------------------------- online, by groups, committee, group


def plan(house: Cell, day: date, on: date, **more: Any) -> Meeting:
    return actions.plan_meeting(actor=actor(), on=on, organisation=house.organisation, held_on=day, **more)


def test_online_is_refused_with_its_article_where_the_rule_of_the_day_does_not_allow_it(
    client: Client, house: Cell
) -> None:
    work_on(NEW)
    secretary = sign_in(client, house, Grant.Role.SECRETARY)
    typed = {
        "kind": K.REGULAR,
        "held_on": "5-12-2026",
        "starts_at": "14:00",
        "place": "",
        "chair": "",
        "minute_taker": "",
        "form": F.ONLINE,
        "form_ground": "đảng viên công tác xa",
        "apart": "2",
    }
    refused = secretary.post("/hop/moi/", typed)
    assert refused.status_code == 422
    assert "2 trong 5 đảng viên không thể họp một nơi" in words_of(refused)
    assert "03-HD/TW" in words_of(refused)
    assert "công tác xa" in text_of(refused)  # what was typed stays
    assert secretary.post("/hop/moi/", {**typed, "apart": "3"}).status_code == 302
    assert Meeting.objects.get().form == F.ONLINE


def test_before_there_was_a_rule_online_is_planned_and_said_to_have_no_basis(secretary: Client, house: Cell) -> None:
    meeting = plan(house, date(2018, 7, 5), HELD, form=F.ONLINE, form_ground="mưa lũ", apart=4)
    shown = words_of(secretary.get(f"/hop/{meeting.uid}/buoi-hop/"))
    assert "Trực tuyến" in shown
    assert "chưa có căn cứ" in shown.lower()


def test_an_online_session_that_took_place_is_kept_and_its_page_says_what_was_against_it(
    client: Client, house: Cell
) -> None:
    work_on(NEW)
    secretary = sign_in(client, house, Grant.Role.SECRETARY)
    meeting = plan(house, date(2026, 10, 5), NEW, form=F.ONLINE, form_ground="mưa lũ", apart=1)
    assert "1 trong 5 đảng viên" in words_of(secretary.get(f"/hop/{meeting.uid}/buoi-hop/"))


def test_by_group_needs_groups_fifty_members_and_at_most_three_times(house: Cell) -> None:
    with pytest.raises(RefusedError) as caught:
        plan(house, date(2026, 12, 5), NEW, form=F.BY_GROUP, form_ground="chi bộ đông")
    found = [finding.code for finding in caught.value.verdict.findings]
    assert found == ["by_group_without_groups", "by_group_too_few"]
    for _ in range(45):
        member(house.organisation)
    group = register_actions.found_group(
        actor=actor(), on=NEW, organisation=house.organisation, name="Tổ 1", starts_on=date(2026, 1, 5)
    )
    for month in (3, 6, 9):
        plan(house, date(2026, month, 5), NEW, form=F.BY_GROUP, form_ground="chi bộ đông")
    with pytest.raises(RefusedError) as caught:
        plan(house, date(2026, 12, 5), NEW, form=F.BY_GROUP, form_ground="chi bộ đông")
    assert [finding.code for finding in caught.value.verdict.findings] == ["by_group_too_often"]
    assert group.name == "Tổ 1"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"form": F.ONLINE}, "Chưa ghi lý do không họp tập trung"),
        ({"kind": K.GROUP}, "Chưa chọn tổ đảng"),
        ({"kind": K.CONGRESS, "form": F.BY_GROUP, "form_ground": "đông"}, "chỉ dùng cho buổi sinh hoạt của cả chi bộ"),
    ],
)
def test_what_does_not_fit_together_is_refused(house: Cell, more: dict[str, str], said: str) -> None:
    with pytest.raises(FaultyError) as caught:
        plan(house, date(2018, 7, 5), HELD, **more)
    assert said in faults_of(caught)


def test_a_committee_session_has_the_committee_on_its_roll(house: Cell) -> None:
    meeting = held(house, HELD, K.COMMITTEE)
    assert meeting.members_total == 3  # secretary, deputy and one more of the committee
    assert meeting.base == 3
    assert meeting.base_sentence.startswith("3 chi ủy viên ngày 5-6-2018")
    seen = {row.name for row in queries.attendance_page(meeting).roll.rows}
    assert seen == {"Lò Mẫu An", "Nguyễn Mẫu Bích", "Trần Mẫu Cường"}


def test_a_committee_of_nobody_cannot_meet(house: Cell) -> None:
    house.organisation.office_holdings.all().delete()
    with pytest.raises(FaultyError) as caught:
        plan(house, HELD, HELD, kind=K.COMMITTEE)
    assert "Chưa biết ai dự: họp chi ủy" in faults_of(caught)


def test_groups_are_founded_filled_and_ended_and_meet_on_one_day(secretary: Client, house: Cell) -> None:
    assert "Chi bộ chưa có tổ đảng nào" in words_of(secretary.get("/hop/to-dang/"))
    answer = secretary.post("/hop/to-dang/", {"name": "Tổ 1", "starts_on": "1-6-2018"})
    first = PartyGroup.objects.get()
    assert answer.headers["Location"] == f"/hop/to-dang/{first.uid}/"
    assert secretary.post("/hop/to-dang/", {"name": "Tổ 1", "starts_on": "2-6-2018"}).status_code == 422
    chosen = {"people": [str(house.an.uid), str(house.dung.uid)], "starts_on": "1-6-2018"}
    assert secretary.post(f"/hop/to-dang/{first.uid}/", chosen).status_code == 302
    assert "2 đảng viên" in words_of(secretary.get("/hop/to-dang/"))
    second = register_actions.found_group(
        actor=actor(), on=HELD, organisation=house.organisation, name="Tổ 2", starts_on=date(2018, 6, 1)
    )
    register_actions.set_group_members(actor=actor(), on=HELD, group=second, people=[house.dung], starts_on=HELD)
    assert [person.full_name for person in register.in_group_on(first, HELD)] == ["Lò Mẫu An"]
    for group in (first, second):
        assert held(house, HELD, K.GROUP, group=group).members_total == 1
    with pytest.raises(FaultyError):
        plan(house, HELD, HELD, kind=K.GROUP, group=first)
    early = secretary.post(f"/hop/to-dang/{first.uid}/", {"people": [], "starts_on": "1-1-2018"})
    assert "trước ngày lập tổ" in words_of(early)
    secretary.post(f"/hop/to-dang/{second.uid}/thoi/")
    second.refresh_from_db()
    assert second.ends_on == HELD
    assert not GroupPlace.objects.filter(group=second, ends_on=None).exists()


# ---------------------------------------------------------------------- length, papers, dues


def test_length_and_papers_are_judged_by_the_regime_of_the_day(client: Client, house: Cell) -> None:
    work_on(NEW)
    secretary = sign_in(client, house, Grant.Role.SECRETARY)
    meeting = held(house, date(2026, 11, 5))
    page = f"/hop/{meeting.uid}/buoi-hop/"
    typed = {"minutes_long": "85", "papers_on": "4-11-2026", "papers_at": "20:00", "are_dues_settled": "co"}
    assert secretary.post(page, typed).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.minutes_long, meeting.are_dues_settled) == (85, True)
    shown = words_of(secretary.get(page))
    assert "Buổi sinh hoạt kéo dài 85 phút. Quy định của ngày họp đòi ít nhất 90 phút" in shown
    assert "Tài liệu gửi ngày 4-11-2026" in shown
    assert "85 phút" in words_of(secretary.get("/hop/ke-hoach/"))  # on the year's page too
    register_actions.set_rule(
        actor=actor(),
        on=NEW,
        organisation=house.organisation,
        sort="overlay",
        key="meeting.min_minutes",
        value=60,
        ground="Quy chế của đảng ủy",
        starts_on=date(2026, 1, 1),
    )
    assert "85 phút. Quy định" not in words_of(secretary.get(page))


def test_in_2018_no_length_is_asked_for(secretary: Client, house: Cell) -> None:
    meeting = held(house, HELD)
    actions.describe_session(actor=actor(), on=HELD, meeting=meeting, minutes_long=20, are_dues_settled=False)
    shown = words_of(secretary.get(f"/hop/{meeting.uid}/buoi-hop/"))
    assert "Chưa thấy chỗ nào cần xem lại. Về thời lượng và thời hạn gửi tài liệu của ngày này: chưa có căn cứ" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes_long": "0"}, "1"),
        ({"papers_on": "6-6-2018"}, "sau ngày họp 5-6-2018"),
        ({"papers_at": "20:00"}, "chưa ghi ngày"),
    ],
)
def test_what_cannot_be_of_a_session_is_refused(
    secretary: Client, house: Cell, typed: dict[str, str], said: str
) -> None:
    meeting = held(house, HELD)
    answer = secretary.post(f"/hop/{meeting.uid}/buoi-hop/", typed)
    assert answer.status_code == 422
    assert said in words_of(answer)


def test_two_people_on_the_page_of_a_session_lose_nothing(secretary: Client, house: Cell) -> None:
    meeting = held(house, HELD)
    actions.describe_session(actor=actor(), on=HELD, meeting=meeting, minutes_long=95)
    late = secretary.post(f"/hop/{meeting.uid}/buoi-hop/", {"minutes_long": "90", "version": str(meeting.version)})
    assert late.status_code == 409
    assert 'value="90"' in text_of(late)


# ---------------------------------------------------------------------- scores


def sheet(house: Cell, starts_on: date = date(2018, 1, 1), most: int = 60) -> ScoreSheet:
    return actions.adopt_sheet(
        actor=actor(),
        on=HELD,
        organisation=house.organisation,
        name="Phiếu của phường",
        ground="Hướng dẫn của Đảng ủy phường",
        starts_on=starts_on,
        lines=f"Chuẩn bị | {most}\nTiến hành | 40",
        classes="Kém | 0\nTốt | 90\nKhá | 70",
    )


def test_a_session_is_scored_by_the_sheet_of_its_day_and_nobody_else_is(secretary: Client, house: Cell) -> None:
    meeting = held(house, HELD)
    page = f"/hop/{meeting.uid}/cham-diem/"
    assert "Chưa có phiếu dùng cho ngày 5-6-2018" in words_of(secretary.get(page))
    assert "Chưa có phiếu chấm điểm" in words_of(secretary.post(page, {"diem-1": "5"}))
    first = sheet(house)
    sheet(house, HELD.replace(month=7), most=50)
    assert secretary.post(page, {"diem-1": "49,5", "diem-2": "40"}).status_code == 302
    shown = words_of(secretary.get(page))
    assert "89,5" in shown
    assert "Xếp loại: Khá" in shown
    assert meeting.score.sheet == first
    assert secretary.post(page, {"diem-1": "60", "diem-2": "40"}).status_code == 302
    meeting.score.refresh_from_db()
    assert meeting.score.result == "Tốt"
    assert "bản 1" in words_of(secretary.get("/hop/phieu-cham-diem/"))
    fields = {field.name for field in type(meeting.score)._meta.concrete_fields}
    assert not fields & {"person", "member", "people"}


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"diem-1": "5"}, "Chưa chấm “Tiến hành”"),
        ({"diem-1": "61", "diem-2": "4"}, "từ 0 đến 60 điểm"),
        ({"diem-1": "-1", "diem-2": "4"}, "từ 0 đến 60 điểm"),
        ({"diem-1": "mười", "diem-2": "4"}, "không đọc được"),
        ({"diem-1": "4.55", "diem-2": "4"}, "không đọc được"),
        ({"diem-1": "NaN", "diem-2": "4"}, "không đọc được"),
    ],
)
def test_points_that_cannot_be_are_refused_and_stay_typed(
    secretary: Client, house: Cell, points: dict[str, str], said: str
) -> None:
    sheet(house)
    meeting = held(house, HELD)
    answer = secretary.post(f"/hop/{meeting.uid}/cham-diem/", points)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert f'value="{points["diem-1"].replace(".", ",")}"' in text_of(answer)


def test_a_session_is_not_scored_before_its_attendance_nor_after_its_minutes(house: Cell) -> None:
    sheet(house)
    coming = plan(house, HELD, HELD)
    with pytest.raises(FaultyError) as caught:
        actions.score_session(actor=actor(), on=HELD, meeting=coming, points={"1": "1", "2": "1"})
    assert "Chưa điểm danh" in faults_of(caught)
    met = actions.take_attendance(actor=actor(), on=HELD, meeting=coming)
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=met, texts={})
    with pytest.raises(FaultyError):
        actions.score_session(actor=actor(), on=HELD, meeting=met, points={"1": "1", "2": "1"})


def test_the_example_of_a_sheet_is_marked_as_an_example_and_wants_a_ground(secretary: Client, house: Cell) -> None:
    form = secretary.get("/hop/phieu-cham-diem/moi/")
    assert "ví dụ của chương trình, không phải mẫu của cấp nào" in words_of(form)
    typed = {"name": "Phiếu", "ground": "", "starts_on": "1-6-2018", "lines": "A | 100", "classes": "Tốt | 0"}
    without = secretary.post("/hop/phieu-cham-diem/moi/", typed)
    assert without.status_code == 422
    assert "Chưa ghi căn cứ" in words_of(without)
    faulty = {**typed, "ground": "Hướng dẫn", "lines": "A 100\nB | x", "classes": "Tốt | 90"}
    refused = words_of(secretary.post("/hop/phieu-cham-diem/moi/", faulty))
    assert "Dòng “A 100” chưa đọc được" in refused
    assert "Dòng “B | x” chưa đọc được" in refused
    assert "Chưa có mức xếp loại nào bắt đầu từ 0 điểm" in refused
    assert secretary.post("/hop/phieu-cham-diem/moi/", {**typed, "ground": "Hướng dẫn"}).status_code == 302
    again = words_of(secretary.post("/hop/phieu-cham-diem/moi/", {**typed, "ground": "Hướng dẫn"}))
    assert "trước hoặc cùng ngày với phiếu đang có" in again
    nothing = words_of(secretary.post("/hop/phieu-cham-diem/moi/", {**typed, "ground": "x", "lines": " \n"}))
    assert "mục chấm" in nothing


# ---------------------------------------------------------------------- exemption


@pytest.fixture
def asked(secretary: Client, house: Cell) -> ExemptionRequest:
    """Quàng Mẫu Dung asked to be exempted, and it stands on the agenda of 5-6-2018."""
    house.dung.birth, house.dung.sex = "1950", "male"
    house.dung.save()
    typed = {
        "person": str(house.dung.uid),
        "ground": "age_and_health",
        "asked_on": "1-6-2018",
        "is_own_request": "on",
        "is_weak": "on",
        "ends_on": "",
    }
    assert secretary.post("/hop/mien-sinh-hoat/de-nghi/", typed).status_code == 302
    again = secretary.post("/hop/mien-sinh-hoat/de-nghi/", typed)
    assert again.status_code == 422
    assert "đã có đề nghị miễn đang chờ" in words_of(again)
    request = ExemptionRequest.objects.get()
    assert request.item is not None
    actions.change_meeting(actor=actor(), on=HELD, meeting=request.item.meeting, held_on=HELD, kind=K.REGULAR)
    return request


def granted(request: ExemptionRequest) -> None:
    """The cell votes for it and resolves."""
    assert request.item is not None
    meeting = Meeting.objects.get(pk=request.item.meeting_id)
    actions.take_attendance(actor=actor(), on=HELD, meeting=meeting)
    item = meeting.items.get(sort=AgendaItem.Sort.EXEMPTION)
    assert item.is_voted
    actions.record_vote(actor=actor(), on=HELD, item=item, method=CARDS, approve=3, against=1)
    actions.resolve(actor=actor(), on=HELD, item=item, text=item.draft)


def test_no_agenda_and_no_log_tells_of_health(asked: ExemptionRequest) -> None:
    assert asked.item is not None
    assert asked.item.sort == AgendaItem.Sort.EXEMPTION
    assert "sức" not in asked.item.title + asked.item.draft
    assert "age_and_health" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_an_exemption_needs_the_resolution_of_the_cell(secretary: Client, asked: ExemptionRequest) -> None:
    address = f"/hop/mien-sinh-hoat/{asked.uid}/ghi/"
    early = secretary.post(address, {"starts_on": "5-6-2018"})
    assert early.status_code == 422
    assert "Chi bộ quyết định việc miễn bằng nghị quyết" in words_of(early)
    granted(asked)
    assert "Chi bộ đã ra nghị quyết" in words_of(secretary.get("/hop/mien-sinh-hoat/"))
    before = secretary.post(address, {"starts_on": "1-6-2018"})
    assert "trước ngày nghị quyết 5-6-2018" in words_of(before)
    assert secretary.post(address, {"starts_on": "5-6-2018"}).status_code == 302
    entered = Exemption.objects.get()
    assert entered.ground == "Tuổi cao, sức yếu"
    assert entered.decision == "Nghị quyết số 01-NQ/CB ngày 5-6-2018"
    shown = words_of(secretary.get("/hop/mien-sinh-hoat/"))
    assert "Quàng Mẫu Dung từ 5-6-2018" in shown
    assert "Tuổi cao" not in shown
    assert secretary.post(f"/hop/mien-sinh-hoat/{asked.uid}/rut/").status_code == 422


def test_an_exempted_member_takes_part_again(secretary: Client, asked: ExemptionRequest) -> None:
    granted(asked)
    entered = actions.grant_exemption(actor=actor(), on=HELD, request=asked, starts_on=HELD)
    address = f"/hop/mien-sinh-hoat/{entered.uid}/sinh-hoat-lai/"
    assert secretary.post(address, {"ends_on": "5-6-2018"}).status_code == 422
    work_on(date(2018, 9, 5))
    assert secretary.post(address, {"ends_on": "5-9-2018"}).status_code == 302
    assert "Hiện không có ai được miễn" in words_of(secretary.get("/hop/mien-sinh-hoat/"))


def test_a_request_the_law_of_the_day_stops_is_refused_with_its_articles(secretary: Client, house: Cell) -> None:
    house.dung.birth, house.dung.sex = "1970", "male"
    house.dung.save()
    typed = {"person": str(house.dung.uid), "ground": "age_and_health", "asked_on": "1-6-2018"}
    refused = secretary.post("/hop/mien-sinh-hoat/de-nghi/", typed)
    assert refused.status_code == 422
    said = words_of(refused)
    assert "chưa tự mình đề nghị" in said
    assert "chưa ghi sức khỏe yếu" in said
    assert "đảng viên 47 tuổi" in said
    assert "27-HD/BTCTW" in said
    assert not ExemptionRequest.objects.exists()
    ahead = secretary.post("/hop/mien-sinh-hoat/de-nghi/", {**typed, "asked_on": "1-7-2018"})
    assert "ở sau hôm nay" in words_of(ahead)


def test_a_ground_without_basis_on_the_day_goes_before_the_cell(house: Cell) -> None:
    request = actions.ask_exemption(
        actor=actor(),
        on=HELD,
        organisation=house.organisation,
        person=house.bich,
        asked_on=HELD,
        ground="maternity",
        is_own_request=True,
        ends_on=date(2018, 12, 5),
    )
    assert request.item is not None
    actions.withdraw_request(actor=actor(), on=HELD, request=request)
    assert not AgendaItem.objects.filter(sort=AgendaItem.Sort.EXEMPTION).exists()


def test_an_exemption_of_an_old_paper_is_entered_at_once(secretary: Client, house: Cell) -> None:
    typed = {
        "person": str(house.dung.uid),
        "ground": "age_and_health",
        "starts_on": "5-3-2017",
        "ends_on": "",
        "decision": "Nghị quyết chi bộ số 05-NQ/CB ngày 5-3-2017",
    }
    assert secretary.post("/hop/mien-sinh-hoat/da-mien/", typed).status_code == 302
    assert secretary.post("/hop/mien-sinh-hoat/da-mien/", typed).status_code == 422  # twice
    assert "05-NQ/CB" in words_of(secretary.get("/hop/mien-sinh-hoat/"))


def test_an_exemption_entered_by_mistake_is_taken_back_and_what_was_granted_waits_again(
    secretary: Client, asked: ExemptionRequest
) -> None:
    granted(asked)
    entered = actions.grant_exemption(actor=actor(), on=HELD, request=asked, starts_on=HELD)
    address = f"/hop/mien-sinh-hoat/{entered.uid}/rut-lai/"
    assert address in secretary.get("/hop/mien-sinh-hoat/").content.decode()
    assert secretary.post(address, {"reason": ""}).status_code == 422
    assert secretary.post(address, {"reason": "ghi nhầm ngày"}).status_code == 302
    assert not Exemption.objects.exists()
    assert "Chi bộ đã ra nghị quyết" in words_of(secretary.get("/hop/mien-sinh-hoat/"))
    line = AuditEntry.objects.get(action="register.take_back_exemption")
    assert (line.reason, "Tuổi cao" in str(line.changes)) == ("ghi nhầm ngày", False)
    asked.refresh_from_db()
    again = actions.grant_exemption(actor=actor(), on=HELD, request=asked, starts_on=HELD)
    work_on(date(2018, 9, 5))
    actions.end_exemption(actor=actor(), on=date(2018, 9, 5), exemption=again, ends_on=date(2018, 9, 5))
    assert f"/hop/mien-sinh-hoat/{again.uid}/rut-lai/" in secretary.get("/hop/mien-sinh-hoat/").content.decode()
    ExemptionRequest.objects.create(
        organisation=asked.organisation, person=asked.person, asked_on=HELD, ground="maternity"
    )
    refused = secretary.post(f"/hop/mien-sinh-hoat/{again.uid}/rut-lai/", {"reason": "nhầm"})
    assert "Rút đề nghị đang chờ trước" in words_of(refused)
    assert Exemption.objects.get() == again


# ---------------------------------------------------------------------- absence without reason


def test_three_months_away_without_reason_are_proposed_to_the_cell_and_nothing_more(
    secretary: Client, house: Cell
) -> None:
    away = (Absence(person=str(house.dung.uid), mark=Attendance.Mark.ABSENT),)
    excused = (Absence(person=str(house.dung.uid), mark=Attendance.Mark.EXCUSED, reason="ốm"),)
    for month in (1, 2):
        held(house, date(2018, month, 5), absent=away)
    held(house, date(2018, 3, 5), absent=excused)
    assert "vắng sinh hoạt không lý do" not in words_of(secretary.get("/hop/ke-hoach/?nam=2018"))
    assert secretary.post(f"/hop/bo-sinh-hoat/{house.dung.uid}/").status_code == 422
    held(house, date(2018, 4, 5), absent=away)
    held(house, date(2018, 4, 20), K.EXTRAORDINARY)
    shown = words_of(secretary.get("/hop/ke-hoach/?nam=2018"))
    assert "Đ/c Quàng Mẫu Dung vắng sinh hoạt không lý do 3 tháng trong năm 2018" in shown
    assert "Điều lệ Đảng 2011, Điều 8 khoản 1" in shown
    answer = secretary.post(f"/hop/bo-sinh-hoat/{house.dung.uid}/")
    assert answer.status_code == 302
    item = AgendaItem.objects.get(sort=AgendaItem.Sort.ABSENCES)
    assert item.subject == house.dung
    assert not item.is_voted
    assert house.dung.memberships.get().ends_on is None


def test_a_month_with_another_session_attended_is_no_month_away(house: Cell) -> None:
    away = (Absence(person=str(house.dung.uid), mark=Attendance.Mark.ABSENT),)
    for month in (1, 2, 3):
        held(house, date(2018, month, 5), absent=away)
    held(house, date(2018, 3, 20), K.THEMATIC)
    held(house, HELD)
    rules = rulebook_of(house.organisation, HELD)
    assert queries.absent_members(house.organisation, 2018, HELD, rules) == ()


# ---------------------------------------------------------------------- who may


def test_an_auditor_sees_the_year_and_changes_nothing(client: Client, house: Cell) -> None:
    work_on(HELD)
    auditor = sign_in(client, house, Grant.Role.AUDITOR)
    for page in ("ke-hoach", "chuyen-de", "to-dang", "mien-sinh-hoat", "phieu-cham-diem"):
        answer = auditor.get(f"/hop/{page}/")
        assert answer.status_code == 200
        main = text_of(answer).split("<main", 1)[1].split("</main>", 1)[0]
        assert "<form" not in main
    for page in ("ke-hoach/lap", "ke-hoach/them", "mien-sinh-hoat/de-nghi", "phieu-cham-diem/moi"):
        assert auditor.post(f"/hop/{page}/", {"nam": "2018"}).status_code == 403
    topic = {"title": "Nêu gương", "note": ""}
    assert auditor.post("/hop/chuyen-de/", topic).status_code == 403
    assert auditor.post("/hop/to-dang/", {"name": "Tổ 1", "starts_on": "1-6-2018"}).status_code == 403
    meeting = held(house, HELD)
    assert auditor.post(f"/hop/{meeting.uid}/buoi-hop/", {"minutes_long": "90"}).status_code == 403
    assert auditor.post(f"/hop/{meeting.uid}/cham-diem/", {"diem-1": "1"}).status_code == 403


def test_another_cells_rows_do_not_exist(secretary: Client, house: Cell) -> None:
    other = cell()
    topic = actions.add_topic(actor=actor(), on=MONDAY, organisation=other.organisation, title="Của chi bộ khác")
    line = actions.add_plan_line(actor=actor(), on=MONDAY, organisation=other.organisation, month=HELD, kind=K.REGULAR)
    group = register_actions.found_group(
        actor=actor(), on=HELD, organisation=other.organisation, name="Tổ 1", starts_on=HELD
    )
    for address in (f"ke-hoach/{line.uid}/sua", f"chuyen-de/{topic.uid}/sua", f"to-dang/{group.uid}"):
        assert secretary.get(f"/hop/{address}/").status_code == 404
    for address in (f"ke-hoach/{line.uid}/bo", f"chuyen-de/{topic.uid}/thoi", f"to-dang/{group.uid}/thoi"):
        assert secretary.post(f"/hop/{address}/").status_code == 404
    assert "Của chi bộ khác" not in words_of(secretary.get("/hop/chuyen-de/"))


def test_a_stranger_can_do_nothing(house: Cell) -> None:
    with pytest.raises(NotAllowedError):
        actions.draw_up_year(actor=stranger(), on=HELD, organisation=house.organisation, year=2018)
    with pytest.raises(NotAllowedError):
        actions.adopt_sheet(
            actor=stranger(),
            on=HELD,
            organisation=house.organisation,
            name="A",
            ground="B",
            starts_on=HELD,
            lines="A | 1",
            classes="A | 0",
        )
    with pytest.raises(NotAllowedError):
        actions.propose_absence(
            actor=stranger(), on=HELD, organisation=house.organisation, person=house.dung, year=2018
        )
