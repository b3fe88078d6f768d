"""Pages of a session beside its five steps: saved while typing, on paper, on the telephone, and what goes on."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant
from chibo.base.models import AuditEntry, Installation, new_uid
from chibo.meetings import actions, queries
from chibo.meetings.actions.content import changed_part
from chibo.meetings.models import AgendaItem, Concern, Meeting, Task, Vote
from chibo.meetings.values import Boxes, ConcernLine, FollowUp, TaskLine, print_of
from chibo.register.models import Membership, OrganisationRule
from tests.factories import MONDAY, actor
from tests.meetings.conftest import CARDS, HELD, SECRET, vote_on
from tests.meetings.crowd import crowd
from tests.meetings.test_pages import at, content_form, sign_in, text_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories import Cell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working_day() -> None:
    """Every request happens on the day of the meeting."""
    Installation.objects.create(is_sample=True, working_day=HELD, first_day=date(2018, 1, 1))


@pytest.fixture
def secretary(client: Client, house: Cell) -> Client:
    return sign_in(client, house, Grant.Role.SECRETARY)


def follow_up(meeting: Meeting) -> None:
    """One task for Dung and one concern that Bích follows up."""
    lines = FollowUp(
        tasks=(
            TaskLine(
                uid=str(new_uid()), text="Soạn kế hoạch", person="Dung", due="20-6-2018", due_on=date(2018, 6, 20)
            ),
        ),
        concerns=(
            ConcernLine(uid=str(new_uid()), topic="Mái dột", follower="Bích", due="1-7-2018", due_on=date(2018, 7, 1)),
        ),
    )
    actions.write_boxes(actor=actor(), on=HELD, meeting=meeting, boxes=Boxes(texts={}), follow_up=lines)


# ---------------------------------------------------------------------- while typing


def typed(secretary: Client, meeting: Meeting, box: str, text: str, seen: str) -> tuple[int, str]:
    response = secretary.post(f"{at(meeting, 'noi-dung')}o/", {"box": box, box: text, f"seen-{box}": seen})
    return response.status_code, text_of(response)


def test_a_box_saves_itself_and_goes_on(secretary: Client, opened: Meeting) -> None:
    status, part = typed(secretary, opened, "opening", "Lý do", print_of(""))
    assert (status, "Đã lưu lúc" in part) == (200, True)
    found = re.search(r'name="seen-opening" value="([0-9a-f]+)"', part)
    assert found is not None
    assert typed(secretary, opened, "opening", "Lý do họp", found[1])[0] == 200
    opened.refresh_from_db()
    assert opened.opening == "Lý do họp"
    assert AuditEntry.objects.latest("id").changes == {"opening": ["", " họp"]}


def test_typing_the_same_again_writes_no_line(secretary: Client, opened: Meeting) -> None:
    typed(secretary, opened, "opening", "Lý do", print_of(""))
    before = AuditEntry.objects.count()
    typed(secretary, opened, "opening", "Lý do", print_of("Lý do"))
    assert AuditEntry.objects.count() == before


def test_a_box_somebody_else_wrote_is_told_and_kept(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    actions.write_item(actor=actor(name="Nguyễn Mẫu Bích"), on=HELD, item=item, discussion="Của Bích", conclusion="")
    box = f"discussion-{item.uid}"
    status, part = typed(secretary, opened, box, "Của An", print_of(""))
    assert status == 409
    assert "Đ/c Nguyễn Mẫu Bích vừa sửa ô này lúc 12:00; bản đang lưu:</b> Của Bích" in part
    assert f'name="seen-{box}" value="{print_of("")}"' in part


def test_a_box_of_adopted_minutes_stays(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    vote_on(item, approve=1, against=3)
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=opened)
    status, part = typed(secretary, opened, "opening", "Thêm", print_of(""))
    assert status == 422
    assert "Biên bản đã được thông qua" in part


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("", "abc", ("", "abc")),
        ("abc", "abxc", ("", "x")),
        ("aaa", "aa", ("a", "")),
        ("một hai ba", "một bốn ba", ("hai", "bốn")),
    ],
)
def test_the_log_keeps_only_what_changed(before: str, after: str, part: tuple[str, str]) -> None:
    assert changed_part(before, after) == part


def test_saving_boxes_does_not_disturb_whoever_counts_votes(
    secretary: Client, opened: Meeting, item: AgendaItem
) -> None:
    version = opened.version
    typed(secretary, opened, "opening", "Lý do", print_of(""))
    filled = {"method": CARDS, "approve": 3, "against": 1, "version": version}
    assert secretary.post(f"{at(opened, 'bieu-quyet')}{item.uid}/", filled).status_code == 302


# ---------------------------------------------------------------------- tasks and concerns on the page


def test_tasks_and_concerns_are_written_without_scripts(secretary: Client, opened: Meeting, house: Cell) -> None:
    page = text_of(secretary.get(at(opened, "noi-dung")))
    task = re.findall(r'name="task-text-([0-9a-f-]+)"', page)[0]
    concern = re.findall(r'name="concern-topic-([0-9a-f-]+)"', page)[0]
    form = {
        **content_form(page),
        f"task-text-{task}": "Soạn kế hoạch",
        f"task-person-{task}": "Quàng Mẫu Dung",
        f"task-due-{task}": "20/6/2018",
        f"concern-topic-{concern}": "Mái dột",
        f"concern-source-{concern}": "non_members",
        f"concern-answer-{concern}": "",
    }
    assert secretary.post(at(opened, "noi-dung"), form).status_code == 302
    assert secretary.post(at(opened, "noi-dung"), form).status_code == 302  # the button pressed twice
    assert Task.objects.get().person == house.dung
    assert Concern.objects.get().source == "non_members"
    minutes = words_of(secretary.get(at(opened, "bien-ban")))
    assert "Soạn kế hoạch: đ/c Quàng Mẫu Dung, hạn 20-6-2018" in minutes
    assert "Quần chúng nêu: Mái dột. Chưa trả lời" in minutes


def test_what_cannot_be_kept_is_said_and_nothing_is_lost(secretary: Client, opened: Meeting) -> None:
    page = text_of(secretary.get(at(opened, "noi-dung")))
    task = re.findall(r'name="task-text-([0-9a-f-]+)"', page)[0]
    form = {
        **content_form(page),
        "opening": "Lý do",
        f"task-text-{task}": "Soạn kế hoạch",
        f"task-person-{task}": "Ai đó",
        f"task-due-{task}": "32/6/2018",
    }
    response = secretary.post(at(opened, "noi-dung"), form)
    assert response.status_code == 422
    said = words_of(response)
    assert "Có 2 chỗ cần sửa" in said
    assert "Chưa đọc được ngày “32/6/2018”." in said
    assert "Không có đảng viên nào tên “Ai đó”" in said
    again = text_of(response)
    assert ">Lý do</textarea>" in again
    assert 'value="Soạn kế hoạch"' in again
    assert 'value="32/6/2018"' in again


def test_a_task_has_its_page_for_the_member_and_for_the_secretary(
    client: Client, house: Cell, opened: Meeting, item: AgendaItem
) -> None:
    follow_up(opened)
    vote_on(item, approve=1, against=3)
    actions.adopt_minutes(actor=actor(), on=HELD, meeting=opened)
    task = Task.objects.get()
    own = sign_in(client, house, Grant.Role.MENTOR, "Quàng Mẫu Dung")
    address = f"/hop/viec/{task.uid}/"
    assert own.get(address).status_code == 404
    user = Grant.objects.latest("id").user
    user.person = house.dung
    user.save()
    assert "Ghi kết quả" in words_of(own.get(address))
    assert own.post(address, {"state": "", "text": ""}).status_code == 422
    assert own.post(address, {"state": "done", "text": "Đã gửi"}).status_code == 302
    assert "Đã xong" in words_of(own.get(address))


def test_the_book_of_concerns_tells_and_takes_answers(secretary: Client, opened: Meeting) -> None:
    follow_up(opened)
    assert "Đã nêu 1, đã trả lời 0, chưa trả lời 1." in words_of(secretary.get("/hop/kien-nghi/"))
    address = f"/hop/kien-nghi/{Concern.objects.get().uid}/"
    assert "Mái dột" in words_of(secretary.get(address))
    assert secretary.post(address, {"answer": ""}).status_code == 422
    assert secretary.post(address, {"answer": "Đã sửa"}).status_code == 302
    assert "đã trả lời 1, chưa trả lời 0." in words_of(secretary.get("/hop/kien-nghi/"))


# ---------------------------------------------------------------------- on paper


def paper_form(page: str) -> dict[str, str]:
    """Everything a browser would send of the page as it stands."""
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]*value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def test_a_meeting_on_paper_is_typed_in_on_one_page(secretary: Client, planned: Meeting, house: Cell) -> None:
    address = f"/hop/{planned.uid}/nhap-giay/"
    page = text_of(secretary.get(address))
    voted, first = planned.items.get(order=3), planned.items.get(order=1)
    task = re.findall(r'name="task-text-([0-9a-f-]+)"', page)[0]
    form = {
        **paper_form(page),
        "absent-1": "Trần Mẫu Cường",
        "reason-1": "Công tác",
        "signed": "4",
        f"vote-{voted.uid}-issued": "3",
        f"vote-{voted.uid}-collected": "3",
        f"vote-{voted.uid}-valid": "3",
        f"vote-{voted.uid}-approve": "3",
        f"vote-{voted.uid}-against": "0",
        f"conclusion-{first.uid}": "Đạt yêu cầu",
        f"task-text-{task}": "Gửi hồ sơ",
        f"task-person-{task}": "Bích",
        f"task-due-{task}": "20-6-2018",
    }
    response = secretary.post(address, form)
    assert response["Location"] == at(planned, "bien-ban")
    planned.refresh_from_db()
    first.refresh_from_db()
    assert (planned.present_total, planned.present_official, planned.base) == (4, 3, 4)
    assert (Vote.objects.get().approve, first.conclusion, Task.objects.get().person) == (3, "Đạt yêu cầu", house.bich)
    assert secretary.post(address, paper_form(text_of(secretary.get(address)))).status_code == 302
    assert AuditEntry.objects.filter(action="meetings.record_vote").count() == 1


def test_everything_wrong_on_the_papers_is_said_at_once(secretary: Client, planned: Meeting) -> None:
    address = f"/hop/{planned.uid}/nhap-giay/"
    page = text_of(secretary.get(address))
    voted = planned.items.get(order=3)
    task = re.findall(r'name="task-text-([0-9a-f-]+)"', page)[0]
    form = {
        **paper_form(page),
        "absent-1": "Trần Mẫu Cường",
        "absent-2": "Người Lạ",
        "signed": "9",
        f"vote-{voted.uid}-issued": "3",
        f"vote-{voted.uid}-collected": "4",
        f"vote-{voted.uid}-valid": "3",
        f"vote-{voted.uid}-approve": "3",
        f"vote-{voted.uid}-against": "0",
        f"task-text-{task}": "Gửi hồ sơ",
    }
    response = secretary.post(address, form)
    assert response.status_code == 422
    said = words_of(response)
    assert "Danh sách ký tên có 9 người, nhiều hơn số đảng viên" in said
    assert "Không có đảng viên nào tên “Người Lạ”" in said
    assert "Mục 3: Phiếu thu về (4) nhiều hơn phiếu phát ra (3)." in said
    assert "Việc “Gửi hồ sơ” chưa có hạn." in said
    assert 'value="Người Lạ"' in text_of(response)
    planned.refresh_from_db()
    assert planned.state == Meeting.State.PLANNED
    assert not Vote.objects.exists()
    del form[f"vote-{voted.uid}-valid"]
    said = words_of(secretary.post(address, {**form, "absent-2": "", "signed": "3"}))
    assert "còn thiếu: hợp lệ." in said
    assert "Danh sách ký tên có 3 người, nhưng theo người vắng đã ghi thì có mặt 4." in said


def test_papers_of_two_people_do_not_overwrite_each_other(secretary: Client, planned: Meeting) -> None:
    address = f"/hop/{planned.uid}/nhap-giay/"
    form = paper_form(text_of(secretary.get(address)))
    actions.take_attendance(actor=actor(name="Nguyễn Mẫu Bích"), on=HELD, meeting=planned)
    response = secretary.post(address, {**form, "absent-1": "Trần Mẫu Cường"})
    assert response.status_code == 409
    assert "Đ/c Nguyễn Mẫu Bích đã sửa cuộc họp này" in words_of(response)
    assert 'value="Trần Mẫu Cường"' in text_of(response)


# ---------------------------------------------------------------------- the chair, the report up, the register


def test_tonight_shows_the_hour_of_each_item_and_who_counts(secretary: Client, planned: Meeting) -> None:
    assert secretary.get("/hop/toi-nay/")["Location"] == at(planned, "toi-nay")
    said = words_of(secretary.get(at(planned, "toi-nay")))
    assert "14:00 · 10 phút" in said
    assert "14:25 · 30 phút · Lò Mẫu An3. Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ" in said
    assert "Dự kiến kết thúc 14:55" in said
    assert "Mẫu số: 4 đảng viên chính thức của chi bộ ngày 5-6-2018; không tính 1 đảng viên dự bị." in said


def test_without_a_session_the_telephone_leads_to_the_list(secretary: Client) -> None:
    assert secretary.get("/hop/toi-nay/")["Location"] == "/hop/"


def test_a_vote_below_its_share_gives_the_full_report_up(secretary: Client, opened: Meeting, item: AgendaItem) -> None:
    address = f"{at(opened, 'bieu-quyet')}{item.uid}/bao-cao/"
    assert secretary.get(address).status_code == 404
    vote_on(item, approve=2, against=2)
    assert address in text_of(secretary.get(at(opened, "bieu-quyet")))
    said = words_of(secretary.get(address))
    for part in (
        "Kính gửi: Đảng ủy Khối các cơ quan tỉnh (mẫu)",
        "Có mặt 5 / 5 đảng viên, trong đó 4 / 4 chính thức.",
        "Lần 1, bỏ phiếu kín.",
        "Tán thành 2 / 4 = 50%. Cần 3 (2/3): không đủ.",
        "báo cáo đầy đủ kết quả",
    ):
        assert part in said


def test_a_membership_changed_after_the_vote_leaves_the_base_and_is_shown(
    secretary: Client, opened: Meeting, item: AgendaItem, house: Cell
) -> None:
    vote = vote_on(item, approve=4)
    assert "theo sổ đảng viên hiện nay" not in words_of(secretary.get(at(opened, "bieu-quyet")))
    Membership.objects.filter(person=house.dung).update(ends_on=MONDAY, left_by="transfer_out")
    said = words_of(secretary.get(at(opened, "bieu-quyet")))
    assert "Mẫu số đã chốt khi điểm danh là 4; theo sổ đảng viên hiện nay, ngày họp ấy có 3." in said
    vote.refresh_from_db()
    assert (vote.base, vote.needed) == (4, 3)


def test_a_vote_on_admission_names_one_person(secretary: Client, opened: Meeting) -> None:
    several = actions.add_item(
        actor=actor(), on=HELD, meeting=opened, title="Xét kết nạp hai người", sort=AgendaItem.Sort.ADMISSION
    )
    filled = {"method": SECRET, "issued": 4, "collected": 4, "valid": 4, "approve": 4, "against": 0}
    response = secretary.post(f"{at(opened, 'bieu-quyet')}{several.uid}/", filled)
    assert response.status_code == 422
    assert "biểu quyết từng người một" in words_of(response)


def test_the_same_matter_about_one_person_stands_once(secretary: Client, planned: Meeting, house: Cell) -> None:
    filled = {"sort": "recognition", "subject": str(house.vu.uid), "minutes_planned": "10", "title": ""}
    response = secretary.post(f"{at(planned, 'chuong-trinh')}them/", filled)
    assert response.status_code == 422
    assert "Chương trình đã có mục" in words_of(response)


# ---------------------------------------------------------------------- queries

PLACES = ("chuong-trinh", "diem-danh", "noi-dung", "bieu-quyet", "bien-ban", "nhap-giay", "toi-nay")
MOST = 15


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("place", PLACES)
def test_a_page_asks_at_most_fifteen_questions_however_much_hangs_on_it(
    secretary: Client, opened: Meeting, item: AgendaItem, place: str
) -> None:
    vote_on(item, approve=4)
    one = asked(secretary, at(opened, place))
    for _ in range(3):
        follow_up(opened)
    assert asked(secretary, at(opened, place)) <= max(one, MOST)
    assert asked(secretary, at(opened, place)) <= MOST


def test_saving_a_box_asks_at_most_fifteen_questions(secretary: Client, opened: Meeting) -> None:
    with CaptureQueriesContext(connection) as seen:
        typed(secretary, opened, "opening", "Lý do", print_of(""))
    assert len(seen) <= MOST


def test_an_agenda_planned_by_hand_starts_with_what_every_session_has(house: Cell) -> None:
    kinds = {kind: len(queries.agenda_for(house.organisation, kind)) for kind in ("regular", "extraordinary")}
    assert kinds == {"regular": 2, "extraordinary": 0}


@pytest.mark.parametrize("place", PLACES)
def test_a_cell_of_three_hundred_asks_no_more(
    secretary: Client, opened: Meeting, house: Cell, item: AgendaItem, place: str
) -> None:
    vote_on(item, approve=4)
    before = asked(secretary, at(opened, place))
    crowd(house.organisation, HELD, 300)
    actions.take_attendance(actor=actor(), on=HELD, meeting=opened)
    assert asked(secretary, at(opened, place)) <= max(before, MOST)
    assert len(queries.Named.of(house.organisation, HELD).labels) == 300


@pytest.mark.parametrize("is_taken", [False, True])
def test_the_own_quorum_of_a_cell_is_a_warning_and_no_bar(
    secretary: Client, planned: Meeting, house: Cell, *, is_taken: bool
) -> None:
    away = {f"mark-{person.uid}": "excused" for person in (house.an, house.bich)}
    secretary.post(at(planned, "diem-danh"), {**away, "act": "confirm" if is_taken else "announce"})
    assert "theo nề nếp của chi bộ" not in words_of(secretary.get(at(planned, "diem-danh")))
    OrganisationRule.objects.create(
        organisation=house.organisation,
        sort=OrganisationRule.Sort.OVERLAY,
        key="vote.meeting_quorum",
        value="3/4",
        ground="Quy chế làm việc của chi bộ",
        starts_on=date(2017, 1, 1),
    )
    said = words_of(secretary.get(at(planned, "diem-danh")))
    assert "Chưa đủ 3/4 theo nề nếp của chi bộ" in said
    assert "họp xét khi có 3/4 = 3 đảng viên chính thức" in said
    assert "Quy chế làm việc của chi bộ" in said
    assert secretary.get(at(planned, "bieu-quyet")).status_code == 200
