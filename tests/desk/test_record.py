"""Pages that set a person's record right: the dates of the admission, the life history, what was corrected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError
from chibo.desk.privacy.copying import scans_of
from chibo.desk.record.actions import set_dates_right
from chibo.desk.record.queries import admission_dates
from chibo.development import actions as road
from chibo.development.queries import road_dates
from chibo.documents.models import Scan
from chibo.register import actions
from chibo.register.models import Admission, Background, Correction, Membership, Organisation, Person
from tests.documents.scan_files import photograph
from tests.factories import MONDAY, MembershipFactory, PersonFactory, actor, cell

if TYPE_CHECKING:
    from django.test import Client

PROOF = {"proof": "Lý lịch gốc khi kết nạp, trang 1", "decided_by": "Bí thư Lò Mẫu An"}


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


def typed(person: Person, **changed: str) -> dict[str, str]:
    """What the page of the dates holds when nothing was touched, then changed."""
    known = admission_dates(person)
    kept = {
        name: f"{day:%d-%m-%Y}" if day else ""
        for name, day in known.initial().items()
        if name not in known.kept_by_road()
    }
    return {**kept, **PROOF, **changed}


# ---------------------------------------------------------------------- dates of the admission


def test_a_missing_decision_date_is_completed_where_quality_leads(secretary: Client) -> None:
    one = of("Lò Mẫu An")
    Admission.objects.filter(person=one).update(decided_on=None)
    page = text(secretary.get("/bao-cao/chat-luong/?muc=ngay-quyet-dinh"))
    address = at(one, "dinh-chinh/ngay-vao-dang/")
    assert f"{address}#id_decided_on" in page
    shown = text(secretary.get(address))
    assert 'id="id_decided_on"' in shown
    ceremony = one.admissions.get().ceremony_on
    early = secretary.post(address, typed(one, decided_on=f"{ceremony.day}-{ceremony.month}-{ceremony.year + 1}"))
    assert early.status_code == 422
    assert "ở trước quyết định kết nạp" in text(early)
    assert secretary.post(address, typed(one, proof="", decided_by="")).status_code == 422
    day = ceremony.replace(day=1)
    answer = secretary.post(address, typed(one, decided_on=f"{day:%d-%m-%Y}"))
    assert (answer.status_code, answer["Location"]) == (302, at(one, "dinh-chinh/"))
    assert one.admissions.get().decided_on == day
    row = Correction.objects.get()
    assert (row.field, row.old_value, row.new_value) == ("admission.decided_on", "", str(day))
    listed = text(secretary.get(at(one, "dinh-chinh/")))
    assert "Ngày quyết định kết nạp" in listed
    assert PROOF["proof"] in listed


def test_a_joining_known_in_part_is_completed(secretary: Client, sample: Organisation) -> None:
    one = PersonFactory.create(organisation=sample, full_name="Lý Mẫu Phần")
    MembershipFactory.create(
        person=one, organisation=sample, starts_on=date(2015, 5, 22), told_joining="2004", was_official=True
    )
    address = at(one, "dinh-chinh/ngay-vao-dang/")
    assert "Danh sách cũ chỉ ghi ngày vào Đảng" in text(secretary.get(address))
    half = {"ceremony_on": "19-5-2004", **PROOF}
    assert "đang tính là đảng viên chính thức" in text(secretary.post(address, half))
    assert secretary.post(address, {**half, "official_on": "19-5-2005"}).status_code == 302
    assert one.admissions.get().ceremony_on == date(2004, 5, 19)
    assert "2004" in text(secretary.get(at(one, "dinh-chinh/")))


def test_who_is_no_member_is_led_elsewhere(secretary: Client) -> None:
    one = of("Đặng Mẫu Ý")
    assert "chưa ghi là đảng viên" in text(secretary.get(at(one, "dinh-chinh/ngay-vao-dang/")))
    assert "ngay-vao-dang" not in text(secretary.get(at(one, "dinh-chinh/")))
    refused = secretary.post(at(one, "dinh-chinh/ngay-vao-dang/"), {"ceremony_on": "19-5-2012", **PROOF})
    assert refused.status_code == 422


def test_what_the_steps_of_a_road_tell_is_set_right_there(secretary: Client) -> None:
    vu = of("Sùng Mẫu Vừ")
    known = admission_dates(vu)
    assert known.road is not None
    page = text(secretary.get(at(vu, "dinh-chinh/ngay-vao-dang/")))
    assert f"/phat-trien/{known.road.case.uid}/" in page
    assert 'name="ceremony_on"' not in page
    assert "chờ ghi bước" in page
    other = {"dates": {"ceremony_on": date(2017, 5, 22), "recognised_on": MONDAY}, **PROOF}
    with pytest.raises(FaultyError) as caught:
        set_dates_right(actor=actor(), on=MONDAY, person=vu, **other)  # type: ignore[arg-type]
    assert [one.field for one in caught.value.faults] == ["ceremony_on", "recognised_on"]
    assert "các bước đã ghi" in caught.value.faults[0].what
    assert "bước ấy chưa ghi" in caught.value.faults[1].what


@pytest.mark.django_db
def test_a_date_the_road_tells_and_the_register_lacks_is_taken_from_it() -> None:
    house = cell()
    ceremony = house.vu.admissions.get().ceremony_on
    case = road.follow_probation(
        actor=actor(), on=MONDAY, person=house.vu, organisation=house.organisation, ceremony_on=ceremony
    )
    Admission.objects.filter(person=house.vu).update(decided_on=None)
    known = admission_dates(house.vu)
    assert "decided_on" not in known.kept_by_road(), "no step tells it: it is completed here"
    assert known.initial()["decided_on"] is None
    decided = date(2017, 4, 24)
    road.record_step(
        actor=actor(), on=MONDAY, case=case, step="admission_decided", acted_on=decided, from_old_file=True
    )
    known = admission_dates(house.vu)
    assert known.initial()["decided_on"] == decided
    with pytest.raises(FaultyError, match="lấy theo các bước"):
        set_dates_right(actor=actor(), on=MONDAY, person=house.vu, dates={"decided_on": date(2017, 4, 25)}, **PROOF)
    set_dates_right(actor=actor(), on=MONDAY, person=house.vu, dates={"decided_on": decided}, **PROOF)
    assert house.vu.admissions.get().decided_on == decided
    assert road_dates(house.vu, date(2001, 1, 1)) is None


# ---------------------------------------------------------------------- the life history


def test_somebody_without_a_road_has_a_life_history_too(secretary: Client) -> None:
    one = of("Lò Mẫu An")
    page = at(one, "ly-lich-de-soan/")
    closed = text(secretary.get(page))
    assert 'name="birth_place"' not in closed
    assert secretary.post(page, {"purpose": "tò mò"}).status_code == 422
    assert not AuditEntry.objects.filter(action="privacy.seen").exists()
    told = {"viec": "ghi", "birth_place": "Xã Mẫu", "religion": "không", "file_number": "012345 ĐB"}
    assert secretary.post(page, told).status_code == 302
    row = Background.objects.get(person=one)
    assert (row.birth_place, row.religion, row.file_number) == ("Xã Mẫu", "không", "012345 ĐB")
    opened = secretary.post(page, {"purpose": "soan-ho-so"})
    assert "012345 ĐB" in text(opened)
    assert opened["Cache-Control"] == "no-store"
    line = AuditEntry.objects.get(action="privacy.seen")
    assert (line.changes["block"], line.reason) == ("life", "Soạn hồ sơ, văn bản")
    refused = secretary.post(page, {**told, "religion": "Phật giáo"})
    assert refused.status_code == 422
    assert "Chưa ghi giấy tờ chứng minh giá trị mới của “Tôn giáo”." in text(refused)
    assert "Phật giáo" in text(refused)


def test_a_life_history_opens_only_to_who_may_see_closed_parts(client: Client, sample: Organisation) -> None:
    one = of("Lò Mẫu An")
    user = User.objects.create(username="xem", display_name="Vì Mẫu Xem")
    Grant.objects.create(
        user=user, organisation=sample, role=Grant.Role.AUDITOR, reach=Grant.Reach.BELOW, starts_on=date(2015, 1, 5)
    )
    assert browser(client, "xem").get(at(one, "ly-lich-de-soan/")).status_code == 403


# ---------------------------------------------------------------------- what was corrected


def test_corrections_are_listed_and_closed_values_open_for_a_purpose(secretary: Client) -> None:
    one = of("Lò Mẫu An")
    assert "Chưa đính chính mục nào." in text(secretary.get(at(one, "dinh-chinh/")))
    for changes in ({"residence": "Tổ 9, phường Mẫu"}, {"identity_number": "011080000999"}):
        actions.correct_person(actor=actor(), on=MONDAY, person=one, changes=changes, **PROOF)
    page = text(secretary.get(at(one, "dinh-chinh/")))
    assert "Tổ 9, phường Mẫu" in page
    assert page.count(PROOF["proof"]) == page.count(PROOF["decided_by"]) == 2
    assert "011080000999" not in page
    assert secretary.post(at(one, "dinh-chinh/"), {"purpose": ""}).status_code == 422
    opened = secretary.post(at(one, "dinh-chinh/"), {"purpose": "kiem-tra"})
    assert "011080000999" in text(opened)
    assert opened["Cache-Control"] == "no-store"
    line = AuditEntry.objects.get(action="privacy.seen")
    assert (line.changes["block"], line.reason) == ("corrections", "Kiểm tra, đối chiếu với giấy tờ gốc")


def test_the_list_asks_as_much_for_many_as_for_one(secretary: Client) -> None:
    one = of("Lò Mẫu An")

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            secretary.get(at(one, "dinh-chinh/"))
        return len(questions)

    def correct(number: int) -> None:
        actions.correct_person(actor=actor(), on=MONDAY, person=one, changes={"residence": f"Tổ {number}"}, **PROOF)

    correct(1)
    asked()
    few = asked()
    for number in range(2, 30):
        correct(number)
    asked()
    assert asked() == few
    assert Membership.objects.filter(person=one).exists()


def test_a_scan_of_the_proof_lies_beside_the_correction(secretary: Client) -> None:
    one = of("Lò Mẫu An")
    sent = {"value": "3-5-1979", **PROOF, "is_typing_slip": "on"}
    answer = secretary.post(at(one, "dinh-chinh/birth/"), sent)
    assert answer["Location"] == at(one, "dinh-chinh/")
    row = Correction.objects.get()
    page = f"/nguoi/dinh-chinh/{row.uid}/ban-chup/"
    assert page in text(secretary.get(at(one, "dinh-chinh/")))
    assert "Bản chụp: Đính chính ngày sinh" in text(secretary.get(page))
    file = SimpleUploadedFile("lý lịch gốc.jpg", photograph(), "image/jpeg")
    assert secretary.post(page, {"viec": "them", "file": file}).status_code == 302
    scan = Scan.objects.get()
    assert (scan.subject_uid, scan.seen_with) == (row.uid, "view_sensitive")
    assert "Bản chụp (1)" in text(secretary.get(at(one, "dinh-chinh/")))
    assert [kept.pk for kept in scans_of(actor(), one)] == [scan.pk], "it is in the person's own copy"
    Person.objects.filter(pk=one.pk).update(organisation=None)
    assert secretary.get(page).status_code == 404
