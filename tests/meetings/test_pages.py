"""The pages of a meeting over HTTP: the secretary's whole way, faults, conflicts, strangers, and counted queries."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant, User
from chibo.base.models import Installation
from chibo.meetings import actions
from chibo.meetings.models import AgendaItem, Meeting, Resolution, Vote
from tests.factories import MONDAY, actor, cell, member
from tests.meetings.conftest import HELD, SECRET, vote_on

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import Cell

pytestmark = pytest.mark.django_db

STEPS = ("chuong-trinh", "diem-danh", "noi-dung", "bieu-quyet", "bien-ban")


def sign_in(client: Client, house: Cell, role: str, name: str = "Lò Mẫu An") -> Client:
    user = User.objects.create(username=f"u-{role}-{User.objects.count()}", display_name=name)
    Grant.objects.create(user=user, organisation=house.organisation, role=role, starts_on=date(2015, 1, 1))
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def working_day() -> None:
    """Every request happens on the day of the meeting."""
    Installation.objects.create(is_sample=True, working_day=HELD, first_day=date(2018, 1, 1))


@pytest.fixture
def secretary(client: Client, house: Cell) -> Client:
    return sign_in(client, house, Grant.Role.SECRETARY)


def at(meeting: Meeting, step: str = "") -> str:
    return f"/hop/{meeting.uid}/{step}/" if step else f"/hop/{meeting.uid}/"


class Answer(Protocol):
    """What the test client gives back."""

    content: bytes


def text_of(response: Answer) -> str:
    return response.content.decode()


def words_of(response: Answer) -> str:
    """What a reader sees in the main part, without the marks around it."""
    main = text_of(response).split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


# ---------------------------------------------------------------------- the whole way


def test_an_empty_month_says_so_and_offers_the_one_act(secretary: Client, house: Cell) -> None:
    text = text_of(secretary.get("/hop/"))
    assert "Tháng này chưa có cuộc họp. Chi bộ họp định kỳ mỗi tháng một lần." in text
    assert "Soạn chương trình" in text
    response = secretary.post("/hop/soan/")
    meeting = Meeting.objects.get()
    assert response["Location"] == at(meeting, "chuong-trinh")
    assert meeting.on == HELD
    assert meeting.chair == house.an


def test_drawing_up_twice_opens_the_same_meeting(secretary: Client) -> None:
    secretary.post("/hop/soan/")
    secretary.post("/hop/soan/")
    assert Meeting.objects.count() == 1


def test_a_meeting_of_another_kind_is_planned_from_the_form(secretary: Client, house: Cell) -> None:
    filled = {"kind": "thematic", "held_on": "12/6/2018", "starts_at": "14 giờ 30", "chair": str(house.bich.uid)}
    response = secretary.post("/hop/moi/", filled)
    meeting = Meeting.objects.get()
    assert response["Location"] == at(meeting, "chuong-trinh")
    assert (meeting.on, meeting.chair) == (date(2018, 6, 12), house.bich)
    assert meeting.starts_at is not None
    assert (meeting.starts_at.hour, meeting.starts_at.minute) == (14, 30)
    again = secretary.post("/hop/moi/", {**filled, "starts_at": "chiều"})
    assert again.status_code == 422
    assert "Chưa đọc được giờ “chiều”" in text_of(again)
    again = secretary.post("/hop/moi/", filled)
    assert again.status_code == 422
    assert "Ngày 12-6-2018 chi bộ đã có “Sinh hoạt chuyên đề”" in words_of(again)


def test_the_agenda_is_built_without_scripts(secretary: Client, planned: Meeting, house: Cell) -> None:
    address = at(planned, "chuong-trinh")
    assert "Dự kiến 55 phút" in text_of(secretary.get(address))
    secretary.post(address, {"title": "Thông báo", "minutes_planned": "5"})
    secretary.post(
        f"{address}them/", {"sort": "source", "subject": str(house.y.uid), "minutes_planned": "15", "presenter": ""}
    )
    titles = [item.title for item in planned.items.all()]
    assert titles[3:] == ["Thông báo", "Đưa vào nguồn: Đặng Mẫu Ý"]
    last = planned.items.get(order=5)
    secretary.post(f"{address}{last.uid}/len/")
    assert planned.items.get(order=4) == last
    secretary.post(f"{address}{last.uid}/xuong/")
    assert planned.items.get(order=5) == last
    filled = {"title": "Xem xét nguồn", "minutes_planned": "20", "presenter": "Nguyễn Mẫu Bích", "draft": "Dự thảo"}
    assert "Đưa vào nguồn" in text_of(secretary.get(f"{address}{last.uid}/"))
    secretary.post(f"{address}{last.uid}/", filled)
    last.refresh_from_db()
    assert (last.title, last.minutes_planned, last.draft) == ("Xem xét nguồn", 20, "Dự thảo")
    secretary.post(f"{address}{last.uid}/bo/")
    assert planned.items.count() == 4


def test_a_fault_on_the_agenda_keeps_what_was_typed(secretary: Client, planned: Meeting) -> None:
    response = secretary.post(at(planned, "chuong-trinh"), {"title": "Thông báo", "minutes_planned": "900"})
    assert response.status_code == 422
    assert 'value="Thông báo"' in text_of(response)
    assert planned.items.count() == 3


def test_hour_and_place_are_changed_on_a_page_of_their_own(secretary: Client, planned: Meeting) -> None:
    address = f"/hop/{planned.uid}/sua/"
    assert "Phòng họp tầng 2" in text_of(secretary.get(address))
    filled = {"kind": planned.kind, "held_on": "6-6-2018", "starts_at": "8h", "place": "Phòng 3", "version": "1"}
    assert secretary.post(address, filled).status_code == 302
    planned.refresh_from_db()
    assert (planned.on, planned.place) == (date(2018, 6, 6), "Phòng 3")


def test_one_click_takes_the_attendance_of_all_but_the_announced(
    secretary: Client, planned: Meeting, house: Cell
) -> None:
    address = at(planned, "diem-danh")
    announced = {f"reason-{house.cuong.uid}": "Công tác", f"mark-{house.cuong.uid}": "", "act": "announce"}
    secretary.post(address, announced)
    page = text_of(secretary.get(address))
    assert "dự kiến có mặt" in page
    assert 'value="Công tác"' in page
    secretary.post(address, {**announced, "act": "confirm"})
    planned.refresh_from_db()
    assert (planned.present_official, planned.members_official) == (3, 4)
    page = text_of(secretary.get(address))
    assert "<b>3</b> / 4 đảng viên chính thức có mặt" in page
    assert "Vạch đen: 2/3 = 3 người" in page
    assert "không tính 1 đảng viên dự bị" in page
    assert "Sửa điểm danh" in page


def test_attendance_before_the_day_is_refused_and_nothing_is_lost(
    secretary: Client, planned: Meeting, house: Cell
) -> None:
    Installation.objects.update(working_day=MONDAY)
    response = secretary.post(
        at(planned, "diem-danh"), {f"mark-{house.an.uid}": "absent", f"reason-{house.an.uid}": "", "act": "confirm"}
    )
    assert response.status_code == 422
    assert "Cuộc họp ngày 5-6-2018 chưa diễn ra (hôm nay 21-5-2018)" in words_of(response)
    assert '<option value="absent" selected>' in text_of(response)


def test_too_few_present_is_said_beside_the_meter(secretary: Client, planned: Meeting, house: Cell) -> None:
    away = {f"mark-{person.uid}": "excused" for person in (house.an, house.bich)}
    secretary.post(at(planned, "diem-danh"), {**away, "act": "confirm"})
    assert "Chưa đủ 2/3" in text_of(secretary.get(at(planned, "diem-danh")))
    warned = words_of(secretary.get(at(planned, "bieu-quyet")))
    assert "2 đảng viên chính thức có mặt" in warned
    assert "Ghi kết quả" in warned


def test_a_count_is_prefilled_recorded_and_shown(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    page = text_of(secretary.get(at(opened, "bieu-quyet")))
    assert f'name="issued" value="4" min="0" id="id_{item.uid}_issued"' in page
    assert "Cần <b>3</b> phiếu tán thành (2/3 của 4)." in page
    filled = {"method": SECRET, "issued": 4, "collected": 4, "valid": 4, "approve": 3, "against": 1, "version": 2}
    secretary.post(f"{at(opened, 'bieu-quyet')}{item.uid}/", filled)
    assert Vote.objects.get().approve == 3
    page = text_of(secretary.get(at(opened, "bieu-quyet")))
    assert "3 / 4 chính thức = 75%" in page
    assert "Đạt 2/3" in page


def test_every_fault_of_a_count_is_shown_beside_what_was_typed(
    secretary: Client, opened: Meeting, item: AgendaItem
) -> None:
    filled = {"method": SECRET, "issued": 4, "collected": 5, "valid": 4, "approve": 5, "against": 0}
    response = secretary.post(f"{at(opened, 'bieu-quyet')}{item.uid}/", filled)
    page = text_of(response)
    assert response.status_code == 422
    assert "Có 3 chỗ cần sửa" in page
    assert "Phiếu thu về (5) nhiều hơn phiếu phát ra (4). " in page
    assert 'name="approve" value="5"' in page
    empty = secretary.post(f"{at(opened, 'bieu-quyet')}{item.uid}/", {"method": SECRET})
    assert empty.status_code == 422
    assert "Chưa ghi tán thành." in text_of(empty)
    assert not Vote.objects.exists()


def test_a_failed_vote_says_what_comes_next(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    vote_on(item, approve=2, against=2)
    page = text_of(secretary.get(at(opened, "bieu-quyet")))
    assert "Chưa đạt 2/3, cần 3" in page
    assert "báo cáo đầy đủ lên cấp ủy có thẩm quyền" in page
    again = {"method": "raised_card", "approve": 3, "against": 1, "again": "1"}
    secretary.post(f"{at(opened, 'bieu-quyet')}{item.uid}/", again)
    page = text_of(secretary.get(at(opened, "bieu-quyet")))
    assert "Lần 1: 2 / 4 tán thành." in page
    assert "Lần 2: 3 / 4 chính thức" in page


def test_a_cell_that_cannot_vote_is_told_why(secretary: Client, planned: Meeting, house: Cell) -> None:
    house.cuong.memberships.update(ends_on=MONDAY)
    house.dung.memberships.update(ends_on=MONDAY)
    meeting = actions.take_attendance(actor=actor(), on=HELD, meeting=planned)
    item = meeting.items.get(order=3)
    response = secretary.post(
        f"{at(meeting, 'bieu-quyet')}{item.uid}/", {"method": "raised_card", "approve": 2, "against": 0}
    )
    assert response.status_code == 422
    assert "Điều lệ Đảng 2011, Điều 24" in text_of(response)
    assert not Vote.objects.exists()


def test_the_minutes_are_adopted_numbered_and_locked(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    vote_on(item, approve=4)
    address = at(opened, "bien-ban")
    page = text_of(secretary.get(address))
    assert "Đề nghị công nhận đồng chí Sùng Mẫu Vừ là đảng viên chính thức.</textarea>" in page
    secretary.post(address, {f"text-{item.uid}": "Bản thảo khác", "act": "keep"})
    assert "Bản thảo khác</textarea>" in text_of(secretary.get(address))
    secretary.post(address, {f"text-{item.uid}": "Đề nghị công nhận.", "act": "adopt"})
    assert Resolution.objects.get().text == "Đề nghị công nhận."
    page = text_of(secretary.get(address))
    assert "Nghị quyết số 01-NQ/CB" in page
    assert '<textarea id="id_text' not in page
    late = secretary.post(at(opened, "noi-dung"), {"opening": "Thêm"})
    assert late.status_code == 422
    assert "Biên bản đã được thông qua ngày 5-6-2018" in words_of(late)
    secretary.post(address, {"act": "note", "note": "Tên viết sai ở mục 3."})
    assert "Tên viết sai ở mục 3." in text_of(secretary.get(address))


def test_minutes_with_gaps_are_refused_with_all_of_them(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    response = secretary.post(at(opened, "bien-ban"), {"act": "adopt"})
    assert response.status_code == 422
    assert "chưa có kết quả biểu quyết" in text_of(response)
    opened.refresh_from_db()
    assert opened.state == Meeting.State.OPENED


def content_form(page: str) -> dict[str, str]:
    """What a browser would send of the page of step 3 as it stands."""
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    hidden = re.findall(r'<input type="hidden" name="(seen-[^"]+)" value="([^"]*)"', page)
    return dict([*areas, *hidden])


def test_two_people_on_one_page_lose_nothing(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    address = at(opened, "noi-dung")
    mine = content_form(text_of(secretary.get(address)))
    actions.write_item(
        actor=actor(name="Nguyễn Mẫu Bích"), on=HELD, item=item, discussion="Bản của Bích", conclusion="Giao chi ủy"
    )
    mine |= {f"discussion-{item.uid}": "Bản của An", "opening": "Đủ thành phần"}
    response = secretary.post(address, mine)
    page = text_of(response)
    assert response.status_code == 409
    assert "Đ/c Nguyễn Mẫu Bích đã sửa trang này lúc 12:00" in page
    assert "Hai bản khác nhau ở 1 ô" in page
    assert ">Bản của An</textarea>" in page
    assert "Bản của Bích" in page
    item.refresh_from_db()
    opened.refresh_from_db()
    assert (item.discussion, item.conclusion, opened.opening) == ("Bản của Bích", "Giao chi ủy", "Đủ thành phần")
    assert secretary.post(address, content_form(page)).status_code == 302
    item.refresh_from_db()
    assert (item.discussion, item.conclusion) == ("Bản của An", "Giao chi ủy")


@pytest.mark.parametrize("step", ["diem-danh", "bien-ban", "bieu-quyet"])
def test_a_conflict_shows_the_typed_page_again(
    secretary: Client, opened: Meeting, item: AgendaItem, house: Cell, step: str
) -> None:
    stale = opened.version - 1
    forms: dict[str, dict[str, object]] = {
        "diem-danh": {"act": "confirm", f"reason-{house.an.uid}": "Ốm", f"mark-{house.an.uid}": ""},
        "bien-ban": {"act": "keep", f"text-{opened.items.get(order=1).uid}": "Ốm"},
        "bieu-quyet": {"method": "raised_card", "approve": 3, "against": 0},
    }
    address = at(opened, step) + (f"{item.uid}/" if step == "bieu-quyet" else "")
    response = secretary.post(address, {**forms[step], "version": stale})
    assert response.status_code == 409
    page = text_of(response)
    assert "đã sửa cuộc họp này" in page
    assert "Ốm" in page if step != "bieu-quyet" else 'value="3"' in page


def test_a_stale_form_of_the_agenda_keeps_its_text(secretary: Client, planned: Meeting) -> None:
    item = planned.items.get(order=1)
    filled = {"title": "Tên mới", "minutes_planned": "10", "version": "0"}
    response = secretary.post(f"{at(planned, 'chuong-trinh')}{item.uid}/", filled)
    assert response.status_code == 409
    assert 'value="Tên mới"' in text_of(response)
    moved = {"kind": planned.kind, "held_on": "6-6-2018", "place": "Phòng 9", "version": "0"}
    response = secretary.post(f"/hop/{planned.uid}/sua/", moved)
    assert response.status_code == 409
    assert 'value="Phòng 9"' in text_of(response)


def test_a_meeting_opens_at_its_first_open_step(secretary: Client, planned: Meeting, house: Cell) -> None:
    assert secretary.get(at(planned))["Location"] == at(planned, "diem-danh")
    actions.take_attendance(actor=actor(), on=HELD, meeting=planned)
    assert secretary.get(at(planned))["Location"] == at(planned, "noi-dung")
    old = actions.record_past_meeting(
        actor=actor(), on=HELD, organisation=house.organisation, held_on=MONDAY, members_total=5, present_total=4
    )
    assert secretary.get(at(old))["Location"] == at(old, "bien-ban")
    for step in STEPS:
        assert "Cuộc họp ghi lại từ hồ sơ cũ" in text_of(secretary.get(at(old, step)))


def test_the_print_set_has_as_many_ballots_as_voters(secretary: Client, planned: Meeting) -> None:
    page = text_of(secretary.get(f"/hop/{planned.uid}/in/"))
    assert page.count("Phiếu biểu quyết</h3>") == 4
    assert "Danh sách đảng viên dự họp" in page
    assert "Biên bản kiểm phiếu" in page


# ---------------------------------------------------------------------- who may not


def test_who_did_not_sign_in_is_sent_to_do_so(client: Client, planned: Meeting) -> None:
    for address in ("/hop/", "/hop/moi/", *(at(planned, step) for step in STEPS)):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/dang-nhap/")


def test_the_secretary_of_another_cell_finds_nothing(client: Client, planned: Meeting, item: AgendaItem) -> None:
    other = sign_in(client, cell(), Grant.Role.SECRETARY, "Người Mẫu Khác")
    for address in (at(planned), *(at(planned, step) for step in STEPS), f"/hop/{planned.uid}/in/"):
        assert other.get(address).status_code == 404
    for address in (
        f"{at(planned, 'bieu-quyet')}{item.uid}/",
        f"{at(planned, 'chuong-trinh')}{item.uid}/bo/",
        f"{at(planned, 'chuong-trinh')}{item.uid}/len/",
    ):
        assert other.post(address).status_code == 404
    assert AgendaItem.objects.filter(pk=item.pk).exists()
    assert "5-6-2018" not in words_of(other.get("/hop/"))


def test_an_auditor_reads_and_does_not_write(client: Client, opened: Meeting, item: AgendaItem, house: Cell) -> None:
    auditor = sign_in(client, house, Grant.Role.AUDITOR, "Ủy ban Kiểm tra")
    for step in STEPS:
        page = text_of(auditor.get(at(opened, step)))
        assert 'method="post"' not in page.split("<main")[1].split("</main>")[0]
    assert auditor.post(at(opened, "noi-dung"), {"opening": "x"}).status_code == 403
    assert auditor.post(at(opened, "diem-danh"), {"act": "confirm"}).status_code == 403
    assert auditor.post(at(opened, "bien-ban"), {"act": "adopt"}).status_code == 403
    assert auditor.post(at(opened, "chuong-trinh"), {"title": "x", "minutes_planned": "5"}).status_code == 403
    assert auditor.post("/hop/soan/").status_code == 403
    assert auditor.get("/hop/moi/").status_code == 403


def test_a_helper_without_the_right_is_refused(client: Client, planned: Meeting, house: Cell) -> None:
    mentor = sign_in(client, house, Grant.Role.MENTOR, "Quàng Mẫu Dung")
    assert mentor.get("/hop/").status_code == 403
    assert mentor.get(at(planned, "diem-danh")).status_code == 403


# ---------------------------------------------------------------------- queries


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len([query for query in caught if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("step", STEPS)
def test_a_page_costs_as_many_queries_with_three_rows_as_with_one(
    secretary: Client, opened: Meeting, item: AgendaItem, house: Cell, step: str
) -> None:
    vote_on(item, approve=4)
    one = queries_of(secretary, at(opened, step))
    for _ in range(2):
        member(house.organisation)
    actions.take_attendance(actor=actor(), on=HELD, meeting=opened)
    for number in (1, 2):
        more = actions.add_item(
            actor=actor(), on=HELD, meeting=opened, title=f"Việc {number}", subject=house.y, is_voted=True
        )
        vote_on(more, approve=4)
        actions.resolve(actor=actor(), on=HELD, item=more, text="Nhất trí")
    assert queries_of(secretary, at(opened, step)) == one


def test_the_list_costs_the_same_with_many_meetings(secretary: Client, planned: Meeting, house: Cell) -> None:
    one = queries_of(secretary, "/hop/")
    for month in (1, 2, 3):
        actions.record_past_meeting(
            actor=actor(), on=HELD, organisation=house.organisation, held_on=date(2018, month, 5)
        )
    assert queries_of(secretary, "/hop/") == one
