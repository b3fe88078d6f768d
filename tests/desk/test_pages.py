"""The pages of the desk over HTTP: who sees what, what a form does, and how many questions a page asks."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.desk.moving.actions import take_in
from chibo.development.models import Step
from chibo.meetings.models import Meeting
from chibo.register import actions as register
from chibo.register.models import Correction, Membership, Person
from chibo.register.queries import members_on
from tests.factories import MONDAY, AdmissionFactory, PersonFactory, actor
from tests.signing import come_in

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

MOST = 12  # queries a whole page may ask
MORE = {"cai-dat": 13, "ai-da-xem": 13}  # ADR 0013


def sign_in(client: Client, username: str) -> Client:
    return come_in(client, User.objects.get(username=username))


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def address(name: str, part: str = "") -> str:
    return f"/nguoi/{Person.objects.get(full_name=name).uid}/{part}"


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_head_says_official_as_the_list_of_people_does(secretary: Client) -> None:
    told = {name: text_of(secretary, address(name)) for name in ("Lò Mẫu An", "Sùng Mẫu Vừ", "Đặng Mẫu Ý")}
    assert "Đảng viên chính thức ·" in told["Lò Mẫu An"]  # official long before the book was opened
    assert "Đảng viên dự bị" in told["Sùng Mẫu Vừ"]
    assert "Quần chúng" in told["Đặng Mẫu Ý"]


def test_every_page_answers_and_asks_few_questions(secretary: Client) -> None:
    vu = address("Sùng Mẫu Vừ")
    parts = ("", "giay-to/", "hop/", "danh-gia/", "ai-da-xem/", "thong-tin-rieng/", "dinh-chinh/", "chuyen-di/")
    paths = [
        "/viec-can-lam/",
        "/viec-can-lam/?ai=toi",
        "/viec-can-lam/in/",
        "/hop/",
        "/nguoi/",
        "/nguoi/?loc=nguon",
        "/nguoi/chuyen-den/",
        *(vu + part for part in parts),
        vu + "dinh-chinh/birth/",
        address("Lò Mẫu Xuân"),
        address("Đặng Mẫu Ý"),
        address("Hà Mẫu Kiên"),
        "/tim/?q=sung",
        "/cai-dat/",
        "/cai-dat/cap-uy/",
        "/cai-dat/chi-tieu/",
        "/danh-gia/",
        "/danh-gia/cac-nam/",
        "/bao-cao/nhanh/",
        "/bao-cao/du-bao/",
        "/bao-cao/danh-sach/can-bo/",
    ]
    for path in paths:
        text_of(secretary, path)  # the first look of a day may write its line in the log,
        text_of(secretary, path)  # and what was kept is made anew after it
        with CaptureQueriesContext(connection) as asked:
            text_of(secretary, path)
        assert len(asked) <= MORE.get(path.strip("/").rpartition("/")[2], MOST), (path, len(asked))


def test_the_home_page_names_the_six_and_fills_one_button_a_group(secretary: Client) -> None:
    page = text_of(secretary, "/viec-can-lam/")
    assert "6 việc, 1 việc có hạn theo quy định" in page
    for title in ("Xét công nhận chính thức: Sùng Mẫu Vừ", "Đưa 1 người vào nguồn", "Lớp đảng viên mới: Phan Mẫu Yến"):
        assert title in page
    assert page.count('class="btn"') == 2
    assert page.count('class="btn sec"') == 4


def test_drawing_up_the_agenda_plans_the_meeting_with_what_is_due(secretary: Client) -> None:
    answer = secretary.post("/hop/soan/")
    meeting = Meeting.objects.get(state=Meeting.State.PLANNED)
    assert (answer.status_code, answer["Location"]) == (302, f"/hop/{meeting.uid}/chuong-trinh/")
    assert meeting.on == date(2018, 6, 5)
    items = {(item.sort, item.subject and item.subject.full_name) for item in meeting.items.all()}
    assert ("recognition", "Sùng Mẫu Vừ") in items
    assert ("source", None) in items
    page = text_of(secretary, "/viec-can-lam/")  # what was kept before the act is not shown any more
    assert "Mở chương trình" in page
    assert "Soạn chương trình" not in page


def test_the_calendar_file_has_every_dated_line(secretary: Client) -> None:
    answer = secretary.get("/viec-can-lam/lich.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    days = {str(event["summary"]): event.decoded("dtstart") for event in events}
    assert len(days) == 6
    assert days["Xét công nhận chính thức: Sùng Mẫu Vừ"] == date(2018, 6, 29)


def test_the_week_sheet_has_a_box_a_line(secretary: Client) -> None:
    page = text_of(secretary, "/viec-can-lam/in/")
    assert page.count('class="box"') == 6
    assert "đ/c Dung, đ/c Sơn" in page
    assert "Việc có hạn theo quy định: <b>1</b>" in page


def test_where_everybody_starts(sample: Organisation, client: Client) -> None:
    for username, path in (("bi-thu", "/viec-can-lam/"), ("nguoi-giup-do", "/ghi-chu/"), ("quan-tri", "/cai-dat/")):
        assert sign_in(client, username).get("/")["Location"] == path


def test_an_administrator_sees_no_people(sample: Organisation, client: Client) -> None:
    sign_in(client, "quan-tri")
    for path in ("/viec-can-lam/", "/nguoi/", "/bao-cao/nhanh/", "/danh-gia/", "/nguoi/tai/"):
        text_of(client, path, 403)
    text_of(client, address("Lò Mẫu An"), 404)
    assert "Lò Mẫu An" not in text_of(client, "/tim/?q=lo mau an").replace("Tìm “lo mau an”", "")


def test_the_settings_name_the_committee_to_who_sees_people(sample: Organisation, client: Client) -> None:
    assert "Lò Mẫu An" in text_of(sign_in(client, "bi-thu"), "/cai-dat/")
    for username in ("quan-tri", "nguoi-giup-do"):
        page = text_of(sign_in(client, username), "/cai-dat/")
        assert not [one for one in Person.objects.values_list("full_name", flat=True) if f">{one}<" in page]
        assert "Bí thư" not in page.partition("<footer")[0].rpartition('id="to-chuc"')[2].partition("</dl>")[0]


def test_the_people_views_count_what_they_list(secretary: Client) -> None:
    for view, count in (("tat-ca", 27), ("dang-vien", 23), ("du-bi", 2), ("nguon", 1), ("da-chuyen", 2)):
        page = text_of(secretary, f"/nguoi/?loc={view}")
        assert page.count("<tr>") - 1 == count
        assert f"({count})" in page
    names = text_of(secretary, "/nguoi/?loc=dang-vien")
    assert names.index("Vàng Mẫu Dềnh") < names.index("Quàng Mẫu Dung") < names.index("Phạm Mẫu Giang")


def test_pages_of_the_list_follow_each_other(secretary: Client, sample: Organisation) -> None:
    for number in range(40):
        PersonFactory.create(organisation=sample, full_name=f"Người Mẫu Z{number:02}")
    first = text_of(secretary, "/nguoi/")
    assert first.count("<tr>") - 1 == 50
    last_uid = first.split('name="sau" value="')[1][:36]
    second = text_of(secretary, f"/nguoi/?loc=tat-ca&sau={last_uid}")
    assert second.count("<tr>") - 1 == 17
    assert "Lò Mẫu An<" not in second
    text_of(secretary, "/nguoi/?sau=khong-co")


def test_the_list_asks_no_more_with_more_people(secretary: Client, sample: Organisation) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            text_of(secretary, "/nguoi/")
        return len(seen)

    before = asked()
    for name in ("Lò Mẫu Ba", "Lò Mẫu Bốn", "Lò Mẫu Năm"):
        PersonFactory.create(organisation=sample, full_name=name)
    assert asked() == before


def test_taking_the_list_away_is_written_down(secretary: Client) -> None:
    answer = secretary.get("/nguoi/tai/?loc=du-bi")
    assert answer.content[:2] == b"PK"
    line = AuditEntry.objects.get(action="desk.export_people")
    assert (line.changes["view"], line.changes["rows"], line.actor_name) == ("loc=du-bi", 2, "Lò Mẫu An")


def test_the_timeline_tells_past_and_computed_days(secretary: Client) -> None:
    page = text_of(secretary, address("Sùng Mẫu Vừ"))
    for told in ("Lễ kết nạp", "Hết 12 tháng dự bị", "Hạn chi bộ xét công nhận chính thức", "dự kiến", "Còn thiếu"):
        assert told in page
    assert page.index("Đưa vào nguồn") < page.index("Lễ kết nạp") < page.index("Hạn chi bộ xét")
    empty = text_of(secretary, address("Đặng Mẫu Ý"))
    assert "Vào làm tại" in empty
    assert "Không thiếu gì trong 30 ngày tới." in empty


def test_a_closed_block_opens_for_a_purpose_and_says_so(secretary: Client) -> None:
    Person.objects.filter(full_name="Sùng Mẫu Vừ").update(identity_number="011091000123")
    path = address("Sùng Mẫu Vừ", "thong-tin-rieng/")
    assert "011091000123" not in text_of(secretary, path)
    assert secretary.post(path + "mo/", {"purpose": "tò mò"}).status_code == 422
    assert not AuditEntry.objects.filter(action="privacy.seen").exists()
    answer = secretary.post(path + "mo/", {"purpose": "kiem-tra"})
    assert "011091000123" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    line = AuditEntry.objects.get(action="privacy.seen")
    assert line.reason == "Kiểm tra, đối chiếu với giấy tờ gốc"
    assert "Lò Mẫu An" in text_of(secretary, address("Sùng Mẫu Vừ", "ai-da-xem/"))


def test_a_birth_date_is_bound_by_the_first_file(secretary: Client) -> None:
    path = address("Sùng Mẫu Vừ", "dinh-chinh/birth/")
    shown = text_of(secretary, path)
    assert "13-TB/TW" in shown
    assert "/luat/background.age_source/" in shown
    assert "cần đối chiếu văn bản gốc" in shown, "how sure it is"
    assert "không xem xét điều chỉnh" in shown
    sent = {"value": "19-7-1990", "proof": "Bản gốc lý lịch kết nạp, trang 1", "decided_by": "Bí thư Lò Mẫu An"}
    refused = secretary.post(path, sent)
    assert refused.status_code == 422
    assert "Chưa xác nhận đã đối chiếu với lý lịch gốc." in refused.content.decode()
    assert secretary.post(path, {**sent, "is_typing_slip": "on"}).status_code == 302
    row = Correction.objects.get()
    assert (row.old_value, row.new_value, row.proof) == ("1991-07-19", "1990-07-19", sent["proof"])
    assert "13-TB/TW" not in text_of(secretary, address("Đặng Mẫu Ý", "dinh-chinh/birth/"))


def test_every_fault_of_a_correction_at_once(secretary: Client) -> None:
    answer = secretary.post(address("Đặng Mẫu Ý", "dinh-chinh/birth/"), {"value": "31-2-1995"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in page
    assert "tháng 2 năm 1995 chỉ có 28 ngày" in page


def test_a_member_leaves_and_one_arrives(secretary: Client, sample: Organisation) -> None:
    sent = {"sort": "permanent", "other_place": "Chi bộ mẫu E", "starts_on": "21-5-2018"}
    assert secretary.post(address("Mùa Mẫu Thào", "chuyen-di/"), sent).status_code == 302
    assert members_on(sample, MONDAY).count() == 22
    newcomer = {
        "full_name": "Lý Mẫu Hoa",
        "sex": "female",
        "birth": "1990",
        "other_place": "Chi bộ mẫu G",
        "starts_on": "21-5-2018",
        "ceremony_on": "3-2-2012",
        "official_on": "3-2-2013",
        "is_staff": "on",
    }
    answer = secretary.post("/nguoi/chuyen-den/", newcomer)
    hoa = Person.objects.get(full_name="Lý Mẫu Hoa")
    assert answer["Location"] == f"/nguoi/{hoa.uid}/"
    assert Membership.objects.get(person=hoa).joined_from == "Chi bộ mẫu G"
    assert members_on(sample, MONDAY).count() == 23


def test_the_recognition_of_a_probationary_newcomer_is_on_the_worklist(secretary: Client) -> None:
    sent = {"full_name": "Lý Mẫu Hoa", "sex": "female", "other_place": "Chi bộ mẫu G", "starts_on": "21-5-2018"}
    sent |= {"decided_on": "20-4-2017", "ceremony_on": "3-5-2017"}
    assert secretary.post("/nguoi/chuyen-den/", sent).status_code == 302
    assert "Xét công nhận chính thức: Lý Mẫu Hoa" in text_of(secretary, "/viec-can-lam/")
    steps = Step.objects.filter(case__person__full_name="Lý Mẫu Hoa", from_old_file=True).order_by("on")
    assert [step.on for step in steps] == [date(2017, 4, 20), date(2017, 5, 3)]


def test_a_probationary_member_known_already_is_followed_on_coming_back(sample: Organisation, db: None) -> None:
    came = PersonFactory.create(organisation=None, scope_key="", full_name="Lý Mẫu Lan")
    AdmissionFactory.create(
        person=came, decided_on=None, ceremony_on=date(2017, 8, 7), official_on=None, recognised_on=None
    )
    take_in(actor=actor(), on=MONDAY, person=came, organisation=sample, other_place="Chi bộ mẫu G", starts_on=MONDAY)
    assert [step.on for step in Step.objects.filter(case__person=came)] == [date(2017, 8, 7)]


def test_a_newcomer_with_faults_is_not_half_written(secretary: Client) -> None:
    sent = {"full_name": "Lý Mẫu Hoa", "sex": "female", "other_place": "Chi bộ mẫu G", "starts_on": "1-1-2010"}
    answer = secretary.post("/nguoi/chuyen-den/", {**sent, "ceremony_on": "3-2-2019"})
    assert answer.status_code == 422
    assert not Person.objects.filter(full_name="Lý Mẫu Hoa").exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sung mau vu", "Sùng Mẫu Vừ"),
        ("Vừ", "Sùng Mẫu Vừ"),
        ("smv", "Sùng Mẫu Vừ"),
        ("1993", "Lò Mẫu Xuân"),
        ("5-4-2018", "Họp chi bộ định kỳ ngày"),
        ("du bao", "Chỉ tiêu và dự báo"),
    ],
)
def test_search_without_marks_by_initials_by_year_by_day(secretary: Client, asked: str, found: str) -> None:
    assert found in re.sub(r"</?mark>", "", text_of(secretary, f"/tim/?q={asked}"))


def test_search_that_finds_nothing_says_what_to_try(secretary: Client) -> None:
    assert "Thử bỏ dấu, hoặc tìm theo năm sinh." in text_of(secretary, "/tim/?q=zzzz")


def test_a_target_is_set_from_the_resolution(secretary: Client) -> None:
    sent = {"metric": "admissions", "value": "5", "ground": "Nghị quyết đại hội chi bộ"}
    assert secretary.post("/cai-dat/chi-tieu/", sent).status_code == 302
    assert "chưa đạt chỉ tiêu nghị quyết" in text_of(secretary, "/bao-cao/nhanh/")
    assert secretary.post("/cai-dat/chi-tieu/", {"metric": "member_share", "value": "120"}).status_code == 422


def test_the_report_of_a_day_that_has_not_come(secretary: Client) -> None:
    assert "chưa đến nên chưa có số liệu" in text_of(secretary, "/bao-cao/nhanh/?ngay=22-5-2018", 422)
    text_of(secretary, "/bao-cao/nhanh/?ngay=31-2-2018", 422)
    assert "23 đảng viên" in text_of(secretary, "/bao-cao/nhanh/?ngay=2018-02-06")


def test_what_was_kept_is_made_anew_after_an_act(secretary: Client, sample: Organisation) -> None:
    assert "26 tuổi" in text_of(secretary, address("Sùng Mẫu Vừ"))
    person = Person.objects.get(full_name="Sùng Mẫu Vừ")
    register.correct_person(
        actor=actor(), on=MONDAY, person=person, changes={"birth": "1990-01-05"}, proof="bản gốc", decided_by="Bí thư"
    )
    assert "28 tuổi" in text_of(secretary, address("Sùng Mẫu Vừ"))
