"""The pages over HTTP, as somebody without JavaScript uses them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.accounts.actions import create_user, grant_role
from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry, Installation
from chibo.base.privacy import SEEN
from chibo.development import actions
from chibo.development.models import CaseTask, DevelopmentCase, Mentorship, MonthlyNote, Paper, Step
from chibo.law.vocabulary import PaperKind, Stage, StepKind
from chibo.register.models import Admission
from tests.development.conftest import LATER, Road
from tests.factories import EmploymentFactory, PersonFactory, actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Person
    from tests.factories import Cell

pytestmark = pytest.mark.django_db
NOON = datetime(2019, 6, 3, 5, 0, tzinfo=UTC)
MOST_QUERIES = 12


def signed_in(house: Cell, person: Person, role: str) -> Client:
    """A browser of somebody with one role in the cell, without cookies that matter to nobody."""
    user = create_user(
        actor=actor(),
        on=LATER,
        username=f"u{person.pk}{role}"[:20].replace("_", "-"),
        display_name=person.full_name,
        pass_phrase="chi bo mau 2018 nhe",
        person=person,
    )
    grant_role(
        actor=actor(),
        on=LATER,
        user=user,
        organisation=house.organisation,
        role=role,
        reach=Grant.Reach.HERE,
        starts_on=date(2015, 5, 22),
    )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def browser(house: Cell) -> Client:
    """The secretary's browser, on the working day 3-6-2019 of a sample installation."""
    Installation.objects.create(is_sample=True, working_day=LATER, first_day=date(2015, 5, 22))
    return signed_in(house, house.an, Grant.Role.SECRETARY)


def address_of(name: str, parts: Iterable[Any] = ()) -> str:
    """Where a page is; the room above extends the table of the board by its awareness work."""
    return reverse("pipeline") if name == "table" else reverse(f"development:{name}", args=list(parts))


def get(browser: Client, name: str, *parts: Any, status: int = 200) -> str:
    response = browser.get(address_of(name, parts))
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def post(browser: Client, name: str, *parts: Any, status: int = 302, **fields: str) -> str:
    response = browser.post(reverse(f"development:{name}", args=parts), fields)
    text = response.content.decode()
    assert response.status_code == status, text[:4000]
    return response.headers.get("Location", text)


# ---------------------------------------------------------------------- board and source


def test_the_board_and_the_table_show_the_same_people(browser: Client, road: Road) -> None:
    road.to_candidate()
    board, table = get(browser, "board"), get(browser, "table")
    for name in ("Lò Mẫu Xuân", "Đặng Mẫu Ý", "Sùng Mẫu Vừ"):
        assert name in board
        assert name in table
    for column in ("Chưa vào nguồn", "Nguồn", "Quần chúng ưu tú", "Đối tượng Đảng", "Đề nghị kết nạp", "Dự bị"):
        assert column in board
    assert "4 người" in board
    assert "draggable" not in board


def test_somebody_is_brought_into_the_source(browser: Client, road: Road) -> None:
    where = post(browser, "add", person=str(road.cell.y.uid), source_on="5/3/2018")
    case = DevelopmentCase.objects.get(person=road.cell.y)
    assert where == "/phat-trien/"
    assert (case.stage, case.opened_on) == (Stage.SOURCE, date(2018, 3, 5))


def test_a_faulty_form_keeps_what_was_typed_and_says_everything(browser: Client, road: Road) -> None:
    text = post(browser, "add", person="", source_on="31-2-2018", status=422)
    assert "Chưa chọn người" in text
    assert "chỉ có 28 ngày" in text
    assert 'value="31-2-2018"' in text
    assert not DevelopmentCase.objects.exists()


# ---------------------------------------------------------------------- steps


def test_a_step_is_recorded_and_its_paper_with_it(browser: Client, road: Road) -> None:
    road.to_candidate()
    where = post(browser, "step", road.case.uid, "don-xin-vao-dang", acted_on="5-6-2018", kept_at="cặp số 24")
    road.case.refresh_from_db()
    assert where == reverse("development:case", args=[road.case.uid])
    assert road.case.stage == Stage.APPLICANT
    assert Paper.objects.get(case=road.case).kept_at == "cặp số 24"
    assert "Đã lưu lúc" in get(browser, "case", road.case.uid)


def test_a_refused_step_says_every_reason_and_keeps_what_was_typed(browser: Client, road: Road) -> None:
    road.to_candidate()
    text = post(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap", acted_on="6-11-2018", status=422)
    assert "Chưa ghi gì vào hồ sơ" in text
    for missing in ("Nhận đơn xin vào Đảng", "Kết luận thẩm tra lý lịch", "Tổng hợp ý kiến nhận xét"):
        assert missing in text
    assert "Căn cứ:" in text
    assert 'value="6-11-2018"' in text
    assert not Step.objects.filter(kind=StepKind.CELL_PROPOSED_ADMISSION).exists()


def test_the_gate_is_shown_before_anything_is_typed(browser: Client, road: Road) -> None:
    road.to_candidate()
    text = get(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap")
    assert "Điều kiện, nếu ghi hôm nay" in text
    assert "Đã đạt" in text


def test_a_vote_is_chosen_from_the_meetings_about_this_person(browser: Client, road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 9, 6), sort="admission")
    assert resolution.vote is not None
    form = get(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap")
    assert "6-9-2017: 4/4 tán thành" in form
    given: dict[str, Any] = {"acted_on": "6-9-2017", "vote": str(resolution.vote.uid)}
    post(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap", **given)
    step = Step.objects.get(kind=StepKind.CELL_PROPOSED_ADMISSION)
    assert (step.vote, step.resolution) == (resolution.vote, resolution)


def test_the_one_vote_that_fits_is_chosen_already(browser: Client, road: Road) -> None:
    road.to_vote()
    where = "development:step", [road.case.uid, "chi-bo-de-nghi-ket-nap"]

    def chosen() -> object:
        return browser.get(reverse(where[0], args=where[1])).context["form"]["vote"].value()

    assert not chosen()
    road.vote(date(2017, 8, 7), sort="topic")
    assert not chosen(), "a vote about something else"
    resolution = road.vote(date(2017, 9, 6), sort="admission")
    assert resolution.vote is not None
    assert chosen() == resolution.vote.uid
    text = get(browser, "step", *where[1])
    assert f'<option value="{resolution.vote.uid}" selected>' in text
    assert "Kết quả biểu quyết</label>" in text, "not named optional"
    road.vote(date(2017, 9, 7), sort="admission")
    assert not chosen(), "somebody has to say which of the two"


def test_a_missing_vote_says_where_to_record_it(browser: Client, road: Road) -> None:
    road.to_vote()
    text = post(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap", acted_on="6-9-2017", status=422)
    assert "Chọn kết quả biểu quyết đã ghi ở cuộc họp; nếu chưa có, mở cuộc họp và ghi biểu quyết trước." in text
    assert not Step.objects.filter(kind=StepKind.CELL_PROPOSED_ADMISSION).exists()


def test_an_override_needs_its_reason_and_is_not_offered_to_a_committee_member(browser: Client, road: Road) -> None:
    road.to_decision()
    late: dict[str, Any] = {"acted_on": "5-1-2018"}
    text = post(browser, "ceremony", road.case.uid, status=422, **late)
    assert "muộn hơn hạn" in text
    member = signed_in(road.cell, road.cell.cuong, Grant.Role.COMMITTEE_MEMBER)
    assert "Vẫn ghi" not in get(member, "step", road.case.uid, "chi-bo-de-nghi-ket-nap")
    assert "Vẫn ghi" in get(browser, "step", road.case.uid, "chi-bo-de-nghi-ket-nap")


def test_a_step_with_a_page_of_its_own_leads_there(browser: Client, road: Road) -> None:
    road.to_vote()
    response = browser.get(reverse("development:step", args=[road.case.uid, "le-ket-nap"]))
    assert response.headers["Location"] == reverse("development:ceremony", args=[road.case.uid])
    get(browser, "step", road.case.uid, "khong-co-buoc-nay", status=404)


def test_a_step_is_taken_back_over_http(browser: Client, road: Road) -> None:
    road.source()
    step = road.step(StepKind.OUTSTANDING_RECOGNISED, date(2017, 2, 6))
    page = get(browser, "take_back", road.case.uid, step.uid)
    assert "Rút lại: Công nhận quần chúng ưu tú, <time" in page
    assert ">Rút lại</button>" in page
    assert "{{" not in page
    post(browser, "take_back", road.case.uid, step.uid, reason="gõ nhầm ngày")
    road.case.refresh_from_db()
    assert road.case.stage == Stage.SOURCE


def test_closing_offers_only_the_neutral_reasons(browser: Client, road: Road) -> None:
    road.source()
    form = get(browser, "close", road.case.uid)
    assert "<textarea" not in form
    assert "xóa tên" not in form.lower(), "nobody but a probationary member stands on such a list"
    post(browser, "close", road.case.uid, acted_on="5-3-2018", reason="moved_work")
    assert DevelopmentCase.objects.get().closed_on == date(2018, 3, 5)


def test_a_deletion_is_closed_with_its_decision(browser: Client, road: Road) -> None:
    road.to_probation()
    assert "Số quyết định xóa tên" in get(browser, "close", road.case.uid)
    paper: dict[str, Any] = {"number": "33-QĐ/ĐU", "issued_by": "Đảng ủy xã Mẫu", "signed_by": "Cà Mẫu Hưng"}
    post(browser, "close", road.case.uid, acted_on="20-12-2018", reason="removed", **paper)
    step = Step.objects.get(kind=StepKind.REMOVED)
    assert {"number": step.number, "issued_by": step.issued_by, "signed_by": step.signed_by} == paper


# ---------------------------------------------------------------------- decision, ceremony, year, recognition


def test_from_the_decision_to_recognition_over_http(browser: Client, road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 11, 6), sort="admission")
    road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 11, 6), vote=resolution.vote)
    uid = road.case.uid
    assert "30-1-2018" in get(browser, "decision", uid), "60 working days from 6-11-2017"
    given: dict[str, Any] = {
        "number": "57-QĐ/ĐUK",
        "issued_by": "Đảng ủy Khối",
        "decided_on": "15-1-2018",
        "received_on": "18-1-2018",
    }
    assert post(browser, "decision", uid, **given) == reverse("development:ceremony", args=[uid])
    page = get(browser, "ceremony", uid)
    assert "Tổ chức chậm nhất" in page
    assert "8 tháng 3 năm 2018" in page
    assert "14 tháng 2 năm 2018" in page, "the holidays that were left out"
    refused = post(browser, "ceremony", uid, acted_on="12-3-2018", status=422)
    assert "12-3-2018" in refused
    assert "8-3-2018" in refused
    assert 'value="12-3-2018"' in refused
    post(browser, "ceremony", uid, acted_on="5-2-2018", mentor=str(road.cell.dung.uid))
    assert Admission.objects.get(person=road.person).decided_on == date(2018, 1, 15)
    year = get(browser, "probation", uid)
    assert "Tháng 12" in year
    assert "chuẩn bị hồ sơ chính thức" in year
    assert "5-2-2019" in get(browser, "recognition", uid), "the official day, before anybody typed a decision"


def test_a_decision_without_its_receipt_asks_for_the_day(browser: Client, road: Road) -> None:
    road.to_vote()
    resolution = road.vote(date(2017, 11, 6), sort="admission")
    road.step(StepKind.CELL_PROPOSED_ADMISSION, date(2017, 11, 6), vote=resolution.vote)
    given: dict[str, Any] = {"number": "57", "issued_by": "Đảng ủy Khối", "decided_on": "15-1-2018"}
    post(browser, "decision", road.case.uid, **given)
    assert "Bổ sung ngày" in get(browser, "ceremony", road.case.uid)
    assert "Ghi ngày nhận" in get(browser, "decision", road.case.uid)
    post(browser, "step", road.case.uid, "nhan-quyet-dinh", acted_on="18-1-2018")
    assert "8 tháng 3 năm 2018" in get(browser, "ceremony", road.case.uid)


def test_recognition_shows_the_official_day_however_late_the_decision(browser: Client, road: Road) -> None:
    road.to_recognition_vote()
    given: dict[str, Any] = {"number": "3-QĐ/ĐUK", "acted_on": "9-1-2019", "issued_by": "Đảng ủy Khối"}
    post(browser, "recognition", road.case.uid, **given)
    admission = Admission.objects.get(person=road.person)
    assert (admission.official_on, admission.recognised_on) == (date(2018, 12, 5), date(2019, 1, 9))
    page = get(browser, "recognition", road.case.uid)
    assert "5-12-2018" in page
    assert "9-1-2019" in page


def test_tasks_of_the_year_over_http(browser: Client, road: Road) -> None:
    road.to_probation()
    post(browser, "tasks", road.case.uid, title="Viết 2 tin bài", given_on="8-1-2018", due_on="28-2-2018")
    task = CaseTask.objects.get()
    assert "Viết 2 tin bài" in get(browser, "probation", road.case.uid)
    post(browser, "finish_task", road.case.uid, task.uid, done_on="26-2-2018", result="Đã đăng 2 bài")
    assert "Đã đăng 2 bài" in get(browser, "probation", road.case.uid)


def test_mentors_are_assigned_and_end_over_http(browser: Client, road: Road) -> None:
    road.source()
    form = get(browser, "mentors", road.case.uid)
    assert "Quàng Mẫu Dung" in form
    assert "Sùng Mẫu Vừ" not in form, "a probationary member is not offered"
    given: dict[str, Any] = {
        "first": str(road.cell.dung.uid),
        "second": str(road.cell.cuong.uid),
        "starts_on": "6-2-2017",
    }
    post(browser, "mentors", road.case.uid, **given)
    assert Step.objects.filter(kind=StepKind.MENTORS_ASSIGNED).count() == 1
    row = Mentorship.objects.get(mentor=road.cell.dung)
    post(browser, "end_mentorship", road.case.uid, row.uid, ends_on="5-3-2018", reason="Chuyển sinh hoạt")
    row.refresh_from_db()
    assert row.ends_on == date(2018, 3, 5)


# ---------------------------------------------------------------------- dossiers and papers


def test_the_dossier_shows_its_faults_and_writes_who_looked(browser: Client, road: Road) -> None:
    road.to_probation()
    road.paper(PaperKind.SELF_REVIEW, date(2018, 12, 6), author=road.person, quotes={"admitted_on": "2017-11-13"})
    text = get(browser, "dossier", road.case.uid, "chinh-thuc")
    assert "chỗ cần sửa trước khi gửi cấp trên" in text
    assert "13-11-2017" in text
    assert "Hai ngày dễ nhầm" in text
    assert "Ai đã xem hồ sơ này" in text
    assert "Lò Mẫu An" in text
    get(browser, "dossier", road.case.uid, "chinh-thuc")
    assert AuditEntry.objects.filter(action="development.view_recognition").count() == 1, "once a day"
    assert "Danh mục giấy tờ" in get(browser, "dossier_print", road.case.uid, "chinh-thuc")


def test_a_paper_is_put_in_replaced_and_taken_out(browser: Client, road: Road) -> None:
    road.to_probation()
    given: dict[str, Any] = {
        "dated": "6-12-2018",
        "author": str(road.person.uid),
        "is_signed": "on",
        "kept_at": "cặp số 24",
    }
    post(browser, "add_paper", road.case.uid, "tu-kiem-diem", admitted_on="13-11-2017", **given)
    wrong = Paper.objects.get(kind=PaperKind.SELF_REVIEW)
    assert wrong.quotes == {"admitted_on": "2017-11-13"}
    address = reverse("development:add_paper", args=[road.case.uid, "tu-kiem-diem"]) + f"?thay={wrong.uid}"
    assert 'value="13-11-2017"' in browser.get(address).content.decode()
    assert browser.post(address, {**given, "admitted_on": "5-12-2017"}).status_code == 302
    right = Paper.objects.get(kind=PaperKind.SELF_REVIEW, withdrawn_on=None)
    assert right.quotes == {"admitted_on": "2017-12-05"}
    post(browser, "withdraw_paper", road.case.uid, right.uid, reason="viết lại")
    assert not Paper.objects.filter(kind=PaperKind.SELF_REVIEW, withdrawn_on=None).exists()


# ---------------------------------------------------------------------- the mentor's phone


def test_the_mentor_answers_three_questions(browser: Client, road: Road) -> None:
    road.source().mentors(road.cell.dung)
    mentorship = Mentorship.objects.get()
    phone = signed_in(road.cell, road.cell.dung, Grant.Role.MENTOR)
    assert phone.get("/ghi-chu/").headers["Location"] == reverse("development:note", args=[mentorship.uid])
    form = get(phone, "note", mentorship.uid)
    assert "Ghi chú tháng 6-2019" in form
    assert "Không ghi suy đoán về tư tưởng, tôn giáo, đời tư." in form
    assert "<script" not in form
    given: dict[str, Any] = {"times_met": "1", "task_result": "Hoàn thành tốt", "note": "Tham gia hội nghị."}
    where = post(phone, "note", mentorship.uid, **given)
    assert "Đã nhận. Cảm ơn đồng chí." in phone.get(where).content.decode()
    assert MonthlyNote.objects.get().month == date(2019, 6, 1)
    assert "đã có ghi chú" in get(phone, "note", mentorship.uid)
    assert "Mẫu giấy" in get(phone, "note_paper", mentorship.uid)


def test_a_mentor_opens_nothing_else(browser: Client, road: Road) -> None:
    road.source().mentors(road.cell.dung, road.cell.cuong)
    phone = signed_in(road.cell, road.cell.dung, Grant.Role.MENTOR)
    other = Mentorship.objects.get(mentor=road.cell.cuong)
    get(phone, "note", other.uid, status=404)
    get(phone, "board", status=403)
    get(phone, "case", road.case.uid, status=403)


# ---------------------------------------------------------------------- who may, and what it costs


@pytest.mark.parametrize("name", ["case", "probation", "tasks"])
def test_what_a_helper_wrote_is_closed_to_who_sees_the_road_only(browser: Client, road: Road, name: str) -> None:
    """On every page of the road; and whoever may read it is written down, once a day for each block."""
    road.to_probation()
    helping = Mentorship.objects.filter(case=road.case, ends_on=None).first()
    assert helping is not None
    month = date(2019, 6, 1)
    said: dict[str, Any] = {"times_met": 1, "task_result": "", "note": "Đã đọc Điều lệ."}
    actions.write_note(actor=actor(), on=LATER, mentorship=helping, month=month, **said)
    task = actions.give_task(actor=actor(), on=LATER, case=road.case, title="Viết bài", given_on=month)
    actions.remark_task(actor=actor(), on=LATER, mentorship=helping, task=task, text="Viết xong đúng hẹn.")
    blocks = {"case": {"notes"}, "probation": {"notes", "task_remarks"}, "tasks": {"task_remarks"}}[name]
    words = {"notes": "Đã đọc Điều lệ.", "task_remarks": "Viết xong đúng hẹn."}
    shown = get(signed_in(road.cell, road.cell.cuong, Grant.Role.AUDITOR), name, road.case.uid)
    assert not any(text in shown for text in words.values())
    assert "đóng với vai trò này" in shown
    assert not AuditEntry.objects.filter(action=SEEN).exists()
    for _ in range(2):
        shown = get(browser, name, road.case.uid)
        assert {block for block, text in words.items() if text in shown} == blocks
    lines = AuditEntry.objects.filter(action=SEEN, subject_uid=str(road.case.uid))
    assert sorted(line.changes["block"] for line in lines) == sorted(blocks)


NAMES = (
    ("board", ()),
    ("table", ()),
    ("add", ()),
    ("case", ("case",)),
    ("step", ("case", "don-xin-vao-dang")),
    ("close", ("case",)),
    ("mentors", ("case",)),
    ("probation_mentor", ("case",)),
    ("decision", ("case",)),
    ("ceremony", ("case",)),
    ("probation", ("case",)),
    ("recognition", ("case",)),
    ("dossier", ("case", "ket-nap")),
    ("dossier", ("case", "chinh-thuc")),
    ("dossier_print", ("case", "chinh-thuc")),
    ("add_paper", ("case", "tu-kiem-diem")),
)


def parts_of(road: Road, parts: tuple[str, ...]) -> list[Any]:
    return [road.case.uid if part == "case" else part for part in parts]


@pytest.mark.parametrize(("name", "parts"), NAMES)
def test_every_page_opens_within_twelve_queries(browser: Client, road: Road, name: str, parts: tuple[str, ...]) -> None:
    road.to_probation()
    address = address_of(name, parts_of(road, parts))
    browser.get(address)  # the first view of a dossier writes who looked
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(address)
    assert response.status_code == 200
    assert len(captured) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in captured)
    assert "<h1>" in response.content.decode()
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize("name", ["ceremony", "decision", "case"])
def test_the_pages_before_the_ceremony_open_within_twelve_queries(browser: Client, road: Road, name: str) -> None:
    road.to_decision()
    with CaptureQueriesContext(connection) as captured:
        get(browser, name, road.case.uid)
    assert len(captured) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in captured)


@pytest.mark.parametrize(("name", "parts"), NAMES)
def test_every_page_refuses_a_stranger(browser: Client, road: Road, name: str, parts: tuple[str, ...]) -> None:
    road.to_probation()
    address = address_of(name, parts_of(road, parts))
    assert Client().get(address).status_code == 302, "to the sign-in page"
    auditor = signed_in(road.cell, road.cell.bich, Grant.Role.ADMINISTRATOR)
    assert auditor.get(address).status_code == 403


@pytest.mark.parametrize(("name", "parts"), [entry for entry in NAMES if "case" in entry[1]])
def test_an_unknown_case_is_not_found(browser: Client, road: Road, name: str, parts: tuple[str, ...]) -> None:
    unknown = [uuid4() if part == "case" else part for part in parts]
    assert browser.get(reverse(f"development:{name}", args=unknown)).status_code == 404


@pytest.mark.parametrize("name", ["board", "table"])
def test_lists_cost_the_same_with_one_and_with_three(browser: Client, road: Road, name: str) -> None:
    road.to_candidate()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            get(browser, name)
        return len(captured)

    one = cost()
    for _ in range(2):
        person = PersonFactory.create(organisation=road.cell.organisation, birth="1993-05-30")
        EmploymentFactory.create(person=person, workplace=road.cell.workplace)
        Road(road.cell, person).to_candidate()
    assert cost() == one
