"""Pages about one person's record, over HTTP: phiếu đảng viên, đoàn thể, ảnh, moves and leavings, two records."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError
from chibo.desk.people.actions import join_people, part_people
from chibo.development.actions import refresh_due
from chibo.development.models import DevelopmentCase
from chibo.register import actions
from chibo.register.models import Membership, Person, PersonApart, PersonFact, PersonMerge, Photo, Transfer
from tests.factories import MONDAY, PersonFactory, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation


def browser(client: Client, username: str = "bi-thu") -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return browser(client)


def of(name: str) -> Person:
    return Person.objects.get(full_name=name)


def at(person: Person, page: str = "") -> str:
    return f"/nguoi/{person.uid}/{page}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    return re.sub(r"[\s\xa0\u2011]+", " ", re.sub(r"<[^>]+>", "", text(answer)).replace("\u2011", "-"))


# --------------------------------------------------------------------------- phiếu đảng viên


def test_a_change_is_entered_and_read_as_of_a_day(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    said = {"doi-field": "residence", "doi-text": "Tổ 9, phường Mẫu", "doi-since": "5-3-2018", "viec": "doi"}
    assert secretary.post(at(one, "ly-lich/ghi/"), said).status_code == 302
    more = {"them-field": "award", "them-text": "Giấy khen năm 2012", "them-since": "2012", "viec": "them"}
    assert secretary.post(at(one, "ly-lich/ghi/"), more).status_code == 302
    assert "Tổ 9" not in text(secretary.get(at(one, "ly-lich/")))
    asked = {"purpose": "kiem-tra", "day": "21-5-2018"}
    opened = secretary.post(at(one, "ly-lich/"), asked)
    assert "Tổ 9, phường Mẫu" in text(opened)
    assert "Giấy khen năm 2012" in text(opened)
    for known in ("Theo sổ", "Ngày vào Đảng (lễ kết nạp)", "Công tác"):  # what other pages hold
        assert known in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert "Tổ 9" not in text(secretary.post(at(one, "ly-lich/"), {**asked, "day": "4-3-2018"})).split("Các giá trị")[0]
    seen = AuditEntry.objects.filter(action="privacy.seen", subject_uid=str(one.uid)).latest("pk")
    assert (seen.changes["block"], seen.reason) == ("facts", "Kiểm tra, đối chiếu với giấy tờ gốc")


def test_a_line_is_ended_set_right_and_taken_back(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    fact = actions.add_fact(actor=actor(), on=MONDAY, person=one, field="party_post", text="Đảng ủy viên")
    page = f"/nguoi/muc/{fact.uid}/"
    assert "Đảng ủy viên" not in text(secretary.get(page))
    assert secretary.post(page, {"viec": "het", "het-until": "3-2017"}).status_code == 302
    right = {"viec": "dinh-chinh", "dinh-chinh-text": "Phó Bí thư", "dinh-chinh-proof": "", "dinh-chinh-decided_by": ""}
    refused = secretary.post(page, right)
    assert refused.status_code == 422
    assert "Chưa ghi" in text(refused)
    right |= {"dinh-chinh-proof": "quyết định gốc", "dinh-chinh-decided_by": "Bí thư"}
    assert secretary.post(page, right).status_code == 302
    fact.refresh_from_db()
    assert (fact.text, str(fact.until)) == ("Phó Bí thư", "2017-03")
    assert secretary.post(page, {"viec": "rut", "rut-reason": "nhầm người"}).status_code == 302
    assert not PersonFact.objects.exists()


def test_every_fault_of_a_change_is_told(secretary: Client) -> None:
    refused = secretary.post(at(of("Quàng Mẫu Dung"), "ly-lich/ghi/"), {"doi-field": "residence", "viec": "doi"})
    assert refused.status_code == 422
    assert "Có 2 chỗ cần sửa" in text(refused)


def test_mass_organisations_stand_side_by_side(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    for sort in ("women", "trade_union"):
        sent = {"vao-sort": sort, "vao-starts_on": "5-3-2015", "vao-place": "Cơ quan Mẫu"}
        assert secretary.post(at(one, "doan-the/"), sent).status_code == 302
    page = text(secretary.get(at(one, "doan-the/")))
    assert "Hội Liên hiệp Phụ nữ" in page
    row = one.mass_places.get(sort="women")
    assert secretary.post(f"/nguoi/doan-the/{row.uid}/thoi/", {"ends_on": "5-3-2018"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == date(2018, 3, 5)


def test_a_photo_is_shown_and_removed(secretary: Client) -> None:
    one, out = of("Quàng Mẫu Dung"), io.BytesIO()
    Image.new("RGB", (90, 120), "#336699").save(out, "PNG")
    assert secretary.get(at(one, "anh/anh.jpg")).status_code == 404
    sent = {"file": SimpleUploadedFile("a.png", out.getvalue(), "image/png")}
    assert secretary.post(at(one, "anh/"), sent).status_code == 302
    assert at(one, "anh/anh.jpg") in text(secretary.get(at(one)))
    picture = secretary.get(at(one, "anh/anh.jpg"))
    assert picture.content.startswith(b"\xff\xd8")
    assert "no-store" in picture["Cache-Control"]
    assert secretary.post(at(one, "anh/"), {"viec": "go"}).status_code == 302
    assert not Photo.objects.exists()
    assert secretary.post(at(one, "anh/"), {}).status_code == 422


# --------------------------------------------------------------------------- moves and leavings


def test_a_move_is_taken_back_on_its_page(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    sent = {"sort": "permanent", "other_place": "Chi bộ Mẫu Xa", "starts_on": "7-5-2018"}
    assert secretary.post(at(one, "chuyen-di/"), sent).status_code == 302
    move = Transfer.objects.get(person=one)
    assert "Rút lại nếu ghi nhầm" in text(secretary.get(at(one, "chuyen/")))
    page = f"/nguoi/chuyen/{move.uid}/"
    assert secretary.post(page, {"viec": "rut", "rut-reason": ""}).status_code == 422
    assert secretary.post(page, {"viec": "rut", "rut-reason": "chưa đi"}).status_code == 302
    assert Membership.objects.get(person=one).ends_on is None


def test_a_time_away_ends_on_its_page(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    sent = {"sort": "temporary", "other_place": "Chi bộ Mẫu Xa", "starts_on": "7-5-2018"}
    assert secretary.post(at(one, "chuyen-di/"), sent).status_code == 302
    move = Transfer.objects.get(person=one)
    assert "Trở lại, gia hạn" in text(secretary.get(at(one, "chuyen/")))
    assert (
        secretary.post(f"/nguoi/chuyen/{move.uid}/", {"viec": "tro-lai", "tro-lai-ends_on": "14-5-2018"}).status_code
        == 302
    )
    move.refresh_from_db()
    assert move.ends_on == date(2018, 5, 14)


@pytest.mark.parametrize(("way", "said"), [("resignation", "Đã ra khỏi Đảng"), ("death", "Đã từ trần")])
def test_a_leaving_is_entered_told_and_taken_back(secretary: Client, way: str, said: str) -> None:
    one = of("Quàng Mẫu Dung")
    sent = {"left_by": way, "ends_on": "7-5-2018", "decision": "Quyết định 12-QĐ/ĐU"}
    if way == "death":  # which nobody decides
        refused = secretary.post(at(one, "roi-di/"), sent)
        assert (refused.status_code, "Từ trần không có quyết định" in text(refused)) == (422, True)
        sent["decision"] = ""
    assert secretary.post(at(one, "roi-di/"), sent).status_code == 302
    assert said in text(secretary.get(at(one)))
    assert "Rút lại nếu ghi nhầm" in text(secretary.get(at(one, "chuyen/")))
    assert secretary.post(at(one, "roi-di/rut/"), {"rut-reason": "ghi nhầm người"}).status_code == 302
    assert Membership.objects.get(person=one).ends_on is None
    assert secretary.get(at(one, "roi-di/rut/")).status_code == 404


@pytest.mark.parametrize(
    ("way", "article"),
    [("removal", "Điều lệ Đảng 2011, Điều 8 khoản 1"), ("expulsion", "cấp ủy có thẩm quyền quyết định.")],
)
def test_removal_and_expulsion_rest_on_a_decision_and_everything_missing_is_told_at_once(
    secretary: Client, way: str, article: str
) -> None:
    one = of("Quàng Mẫu Dung")
    refused = secretary.post(at(one, "roi-di/"), {"left_by": way, "ends_on": "7-5-2028", "decision": ""})
    assert refused.status_code == 422
    for said in ("ở sau ngày hôm nay", "Chưa ghi số quyết định", "Chưa ghi ngày quyết định", article):
        assert said in words(refused)
    assert Membership.objects.get(person=one).ends_on is None
    sent = {"left_by": way, "ends_on": "7-5-2018", "decision": "12-QĐ/ĐU", "decided_on": "4-5-2028"}
    assert "Ngày quyết định (4-5-2028) ở sau ngày hôm nay" in words(secretary.post(at(one, "roi-di/"), sent))
    assert secretary.post(at(one, "roi-di/"), {**sent, "decided_on": "4-5-2018"}).status_code == 302
    assert Membership.objects.get(person=one).left_decision == "12-QĐ/ĐU ngày 4-5-2018"


def test_who_asks_to_leave_may_do_so_without_a_decision(secretary: Client) -> None:
    sent = {"left_by": "resignation", "ends_on": "7-5-2018", "decision": ""}
    assert secretary.post(at(of("Quàng Mẫu Dung"), "roi-di/"), sent).status_code == 302


def test_the_letter_of_a_move_is_noted_when_it_comes(secretary: Client) -> None:
    one = of("Quàng Mẫu Dung")
    sent = {"sort": "permanent", "other_place": "Chi bộ Mẫu Xa", "starts_on": "7-5-2018"}
    secretary.post(at(one, "chuyen-di/"), sent)
    page = f"/nguoi/chuyen/{Transfer.objects.get(person=one).uid}/"
    assert "không có gì thay đổi" in text(secretary.post(page, {"viec": "giay"}))
    letter = {"viec": "giay", "giay-paper_number": "12-GGT/ĐU", "giay-paper_by": "Đảng ủy Mẫu"}
    assert secretary.post(page, {**letter, "giay-paper_on": "4-5-2028"}).status_code == 422
    assert secretary.post(page, {**letter, "giay-paper_on": "4-5-2018"}).status_code == 302
    assert "Giấy giới thiệu số 12-GGT/ĐU, ngày 4-5-2018, Đảng ủy Mẫu" in words(secretary.get(at(one, "chuyen/")))
    line = AuditEntry.objects.get(action="register.record_letter")
    assert line.changes["paper_number"] == ["", "12-GGT/ĐU"]


# --------------------------------------------------------------------------- two records of one person


@pytest.fixture
def second(sample: Organisation) -> Person:
    return PersonFactory.create(
        organisation=sample, full_name="Đặng Mẫu Ý", birth="1995-10-21", identity_number="011095000002"
    )


def test_doubles_are_listed_joined_and_parted(secretary: Client, sample: Organisation) -> None:
    one = PersonFactory.create(organisation=sample, full_name="Cà Mẫu Đôi", birth="1995-10-12")
    second = PersonFactory.create(
        organisation=sample, full_name="Cà Mẫu Đôi", birth="1995-10-21", identity_number="011095000002"
    )
    page = at(one, f"gop/{second.uid}/")
    listed = text(secretary.get("/nguoi/trung/"))
    assert page in listed
    assert "Ngày sinh khác nhau" in listed
    preview = text(secretary.get(page))
    assert "011095000002" in preview
    assert AuditEntry.objects.filter(action="privacy.seen", subject_uid=str(second.uid)).exists()
    refused = secretary.post(page, {"reason": ""})
    assert refused.status_code == 422
    assert "Chưa chọn giữ “ngày sinh” nào." in text(refused)
    assert secretary.post(page, {"person-birth": "dropped", "reason": "lý lịch gốc"}).status_code == 302
    one.refresh_from_db()
    assert str(one.birth) == "1995-10-21"
    assert secretary.get(at(second)).status_code == 200  # the old address leads on
    assert "đối chiếu hai bản ghi" in text(secretary.get(at(one, "ai-da-xem/")))
    assert page not in text(secretary.get("/nguoi/trung/"))
    merge = PersonMerge.objects.get()
    assert f"/nguoi/gop/{merge.uid}/tach/" in text(secretary.get(at(one, "ban-ghi-khac/")))
    assert secretary.post(f"/nguoi/gop/{merge.uid}/tach/", {"rut-reason": "gộp nhầm"}).status_code == 302
    assert Person.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("days", [0, 40, 400])
@pytest.mark.parametrize("name", ["Sùng Mẫu Vừ", "Lò Mẫu Xuân", "Phan Mẫu Yến"])
def test_records_part_after_what_is_due_was_computed_anew(sample: Organisation, name: str, days: int) -> None:
    dropped, later = of(name), MONDAY + timedelta(days=days)
    kept = actions.add_person(actor=actor(), on=MONDAY, organisation=sample, full_name=name)
    chosen = {"person.full_name": "kept"}
    merge = join_people(actor=actor(), on=MONDAY, kept=kept, dropped=dropped, chosen=chosen, reason="cùng người")
    refresh_due(actor=actor(), on=later, cases=DevelopmentCase.objects.filter(closed_on=None))
    assert part_people(actor=actor(), on=later, merge=merge, reason="nhầm").uid == dropped.uid


def test_a_road_that_went_on_keeps_records_together(sample: Organisation) -> None:
    dropped = of("Lò Mẫu Xuân")
    kept = actions.add_person(actor=actor(), on=MONDAY, organisation=sample, full_name=dropped.full_name)
    chosen = {"person.full_name": "kept"}
    merge = join_people(actor=actor(), on=MONDAY, kept=kept, dropped=dropped, chosen=chosen, reason="cùng người")
    DevelopmentCase.objects.filter(person=kept).update(opened_on=date(2017, 1, 5))
    with pytest.raises(FaultyError, match="đã được sửa hoặc rút"):
        part_people(actor=actor(), on=MONDAY, merge=merge, reason="nhầm")


def test_contradictions_stand_on_the_page_without_a_button(secretary: Client, second: Person) -> None:
    page = text(secretary.get(at(of("Lò Mẫu An"), f"gop/{of('Nguyễn Mẫu Bích').uid}/")))
    assert "Chưa gộp được" in page
    assert "Gộp thành một người" not in page


def test_two_people_of_one_name_are_asked_once(secretary: Client, sample: Organisation) -> None:
    one, other = (PersonFactory.create(organisation=sample, full_name="Cà Mẫu Đôi", birth="1995") for _ in range(2))
    assert secretary.post(at(one, f"hai-nguoi/{other.uid}/")).status_code == 302
    assert "Cà Mẫu Đôi" not in text(secretary.get("/nguoi/trung/")).replace("Đã ghi Cà Mẫu Đôi", "")
    apart = PersonApart.objects.get()
    assert secretary.post(f"/nguoi/hai-nguoi/{apart.uid}/bo/").status_code == 302
    assert "Cà Mẫu Đôi" in text(secretary.get("/nguoi/trung/"))


@pytest.mark.parametrize("pairs", [1, 3, 60])
def test_the_list_of_doubles_asks_as_often_for_many(secretary: Client, sample: Organisation, pairs: int) -> None:
    for number in range(pairs):
        for _ in range(2):
            PersonFactory.create(organisation=sample, full_name=f"Cà Mẫu {number:03}", birth="1995")
    secretary.get("/nguoi/trung/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = text(secretary.get("/nguoi/trung/"))
    assert len(asked) <= 12
    assert page.count("So hai bản ghi") == min(pairs, 25)
    if pairs > 25:
        link = page.split("/nguoi/trung/?sau=")[1].split('"')[0]
        assert text(secretary.get(f"/nguoi/trung/?sau={link}")).count("So hai bản ghi") == 25
