"""Personal data over HTTP: the own page, requests and clocks, restriction, erasure by two, breaches, the notice."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from chibo.accounts.models import Grant, User
from chibo.accounts.queries import SAMPLE_PHRASE
from chibo.base.models import AuditEntry, AuditMention, Installation
from chibo.desk.privacy.queries import breach_term
from chibo.desk.queries import worklist
from chibo.register import actions as register
from chibo.register.models import DataBreach, DataRequest, Erasure, Person, Restriction
from chibo.register.queries import members_on
from tests.accounts.people import PHRASE, enter
from tests.factories import FOUNDED, PersonFactory, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    from chibo.register.models import Organisation

FRIDAY = date(2026, 3, 6)
MOST = 12


@pytest.fixture
def sample(db: None) -> Organisation:
    """The sample cell on a working day of 2026: the law on personal data is in force."""
    cell = lay_sample()
    Installation.objects.update(working_day=FRIDAY)
    return cell


def signed_in(client: Client, username: str) -> Client:
    client.force_login(
        User.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def again(client: Client, phrase: str = PHRASE) -> None:
    """Say the pass phrase once more, as what matters asks for it."""
    assert client.post("/tai-khoan/xac-nhan/", {"password": phrase}).status_code == 302


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return signed_in(client, "bi-thu")


def with_account(sample: Organisation, person: Person, username: str = "nguoi-thu") -> User:
    user = enter(sample, username, person.full_name, Grant.Role.MENTOR)
    user.person = person
    user.save()
    return user


def of(name: str) -> Person:
    return Person.objects.get(full_name=name)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


# --------------------------------------------------------------------------- the own page and the copy


def test_the_own_page_tells_what_is_kept_why_and_how_long(sample: Organisation, client: Client) -> None:
    xuan = of("Lò Mẫu Xuân")
    with_account(sample, xuan)
    signed_in(client, "nguoi-thu")
    answer = client.get("/du-lieu/cua-toi/", follow=True)
    page = answer.content.decode()
    assert "Dữ liệu của tôi" in page
    assert "Các bước: <b>" in page
    assert "soạn đơn, lý lịch và phiếu đảng viên" in page.lower()
    assert "Chưa tìm thấy căn cứ cụ thể; tổ chức tự nêu" in page
    assert "Gửi đề nghị" in page
    assert text(client, f"/nguoi/{of('Sùng Mẫu Vừ').uid}/du-lieu/", 404)


def test_an_account_of_nobody_is_told_so(sample: Organisation, client: Client) -> None:
    enter(sample, "khong-ai", "Ai Mẫu Đó", Grant.Role.MENTOR)
    signed_in(client, "khong-ai")
    assert "chưa nối với người nào" in text(client, "/du-lieu/cua-toi/", 422)


def test_the_own_copy_holds_everything_about_oneself_and_nobody_else(sample: Organisation, client: Client) -> None:
    xuan = of("Lò Mẫu Xuân")
    with_account(sample, xuan)
    signed_in(client, "nguoi-thu")
    path = f"/nguoi/{xuan.uid}/du-lieu/tai/"
    assert client.get(path).status_code == 302  # the pass phrase is asked again
    again(client)
    answer = client.post(path)
    assert answer["Content-Type"] == "application/zip", (answer.status_code, answer.content.decode()[-1500:])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("du-lieu.json"))
        assert any(name.endswith(".pdf") for name in names)
    kept = told["dữ liệu"]
    assert {"Thông tin chung", "Các bước", "Người giúp đỡ", "Ghi chú tháng của người giúp đỡ"} <= set(kept)
    assert kept["Thông tin chung"][0]["họ và tên"] == "Lò Mẫu Xuân"
    helpers = {row["người giúp đỡ"] for row in kept["Người giúp đỡ"]}
    said = json.dumps({label: rows for label, rows in kept.items() if label != "Người giúp đỡ"}, ensure_ascii=False)
    others = Person.objects.exclude(pk=xuan.pk).values_list("full_name", flat=True)
    named = {name for name in others if name in said} - helpers
    assert named == set()
    line = AuditEntry.objects.get(action="desk.copy_own_data")
    assert (line.subject_uid, line.actor_name) == (str(xuan.uid), "Lò Mẫu Xuân")


def test_somebody_else_takes_the_copy_only_on_a_signed_paper(secretary: Client, sample: Organisation) -> None:
    y = of("Đặng Mẫu Ý")
    again(secretary, SAMPLE_PHRASE)
    refused = secretary.post(f"/nguoi/{y.uid}/du-lieu/tai/")
    assert refused.status_code == 422
    assert "Chưa có đề nghị lấy bản dữ liệu" in refused.content.decode()
    form = {"kind": "access", "received_on": "5-3-2026"}
    missing = secretary.post(f"/nguoi/{y.uid}/du-lieu/de-nghi/", form)
    assert missing.status_code == 422
    secretary.post(f"/nguoi/{y.uid}/du-lieu/de-nghi/", {**form, "signed_at": "kẹp 1"})
    row = DataRequest.objects.get()
    assert (row.way, row.answer_by, row.done_by) == ("paper", date(2026, 3, 9), date(2026, 3, 15))
    assert secretary.post(f"/nguoi/{y.uid}/du-lieu/tai/").status_code == 200


# --------------------------------------------------------------------------- requests


def asked(sample: Organisation, kind: str = "restriction", name: str = "Lò Mẫu Xuân") -> DataRequest:
    from chibo.law.vocabulary import DataRequestKind  # noqa: PLC0415

    return register.receive_request(
        actor=actor(),
        on=FRIDAY,
        person=of(name),
        kind=DataRequestKind(kind),
        words="Xin thôi đưa tên vào danh sách.",
        signed_at="kẹp 2",
    )


def test_a_request_is_a_line_of_the_worklist_with_day_and_article(sample: Organisation) -> None:
    asked(sample)
    rows = [row for row in worklist(actor(), sample, FRIDAY).rows if row.kind == "data_rights"]
    assert [(row.title, row.due_on, row.has_limit) for row in rows] == [
        ("Trả lời đề nghị về dữ liệu: Lò Mẫu Xuân", date(2026, 3, 10), True)
    ]
    assert "356/2025" in rows[0].citations[0].text


def test_a_request_before_the_first_decree_has_no_clock_and_says_so(sample: Organisation) -> None:
    from chibo.law.vocabulary import DataRequestKind  # noqa: PLC0415

    row = register.receive_request(
        actor=actor(),
        on=FRIDAY,
        person=of("Lò Mẫu Xuân"),
        kind=DataRequestKind.ACCESS,
        received_on=date(2020, 1, 1),
        signed_at="kẹp 2",
    )
    assert (row.answer_by, row.done_by) == (None, None)
    (line,) = [row for row in worklist(actor(), sample, FRIDAY).rows if row.kind == "data_rights"]
    assert "Chưa tìm thấy căn cứ về thời hạn" in line.reason


@pytest.mark.parametrize("role", ["auditor", "officer"])
def test_who_may_not_open_a_request_reads_of_none_on_the_worklist(
    secretary: Client, sample: Organisation, role: str
) -> None:
    row = asked(sample)
    erasure = register.propose_erasure(
        actor=actor(), on=FRIDAY, person=of("Đặng Mẫu Ý"), parts=["notes"], reason="theo đơn"
    )
    both = {"Trả lời đề nghị về dữ liệu: Lò Mẫu Xuân", "Xác nhận xóa dữ liệu: Đặng Mẫu Ý"}
    said = text(secretary, "/viec-can-lam/")
    assert {one for one in both if one in said} == both
    enter(sample, "nguoi.khac", "Vì Mẫu Khác", role)
    other = signed_in(Client(), "nguoi.khac")
    said = text(other, "/viec-can-lam/")
    assert {one for one in both if one in said} == set()
    for path in (f"/du-lieu/de-nghi/{row.uid}/", f"/du-lieu/xoa/{erasure.uid}/"):
        assert other.get(path).status_code in {403, 404}


def test_from_asking_to_the_answer_on_paper(secretary: Client, sample: Organisation) -> None:
    row = asked(sample)
    path = f"/du-lieu/de-nghi/{row.uid}/"
    assert "Trả lời chậm nhất" in text(secretary, path)
    secretary.post(f"{path}da-tra-loi/")
    late = secretary.post(f"{path}gia-han/", {"reason": ""})
    assert late.status_code == 422
    assert looks("data_requests") == 2, "the words stand on the page that refuses too"
    secretary.post(f"{path}gia-han/", {"reason": "phải hỏi cấp trên"})
    row.refresh_from_db()
    assert (row.answered_on, row.done_by) == (FRIDAY, date(2026, 4, 5))
    refused = secretary.post(path, {"decision": "refused", "answer": ""})
    assert "Chưa ghi lý do" in refused.content.decode()
    secretary.post(path, {"decision": "accepted", "answer": ""})
    row.refresh_from_db()
    assert (row.decision, row.done_on) == ("accepted", FRIDAY)
    assert Restriction.objects.get(ends_on=None).person == row.person
    for kind, said in (("phieu-tiep-nhan", "PHIẾU TIẾP NHẬN"), ("tra-loi", "Quyết định ngày 6-3-2026: đồng ý.")):
        paper = Document(io.BytesIO(secretary.get(f"{path}{kind}.docx").content))
        assert said in "\n".join(paragraph.text for paragraph in paper.paragraphs), kind
    assert secretary.get(f"{path}khac.docx").status_code == 404
    assert secretary.post(f"{path}rut/").status_code == 422  # it is done with


def test_who_asks_does_not_decide_and_a_stranger_sees_nothing(sample: Organisation, client: Client) -> None:
    user = User.objects.get(username="bi-thu")
    signed_in(client, "bi-thu")
    if user.person is None:
        user.person = of("Lò Mẫu An")
        user.save()
    client.post(f"/nguoi/{user.person.uid}/du-lieu/de-nghi/", {"kind": "access", "words": ""})
    row = DataRequest.objects.get()
    assert row.way == "account"
    answer = client.post(f"/du-lieu/de-nghi/{row.uid}/", {"decision": "accepted"})
    assert "Không ai tự quyết định" in answer.content.decode()
    with_account(sample, of("Lò Mẫu Xuân"))
    signed_in(client, "nguoi-thu")
    text(client, f"/du-lieu/de-nghi/{row.uid}/", 404)
    text(client, "/du-lieu/", 403)
    text(client, "/du-lieu/su-co/", 403)


# --------------------------------------------------------------------------- restriction


def test_a_restricted_record_is_marked_and_left_out_of_what_goes_out(secretary: Client, sample: Organisation) -> None:
    xuan = of("Lò Mẫu Xuân")
    secretary.post(f"/nguoi/{xuan.uid}/du-lieu/han-che/", {"reason": "đang tranh chấp"})
    assert "Đang hạn chế xử lý dữ liệu" in text(secretary, f"/nguoi/{xuan.uid}/")
    assert "Lò Mẫu Xuân" not in names_of(secretary.get("/nguoi/tai/").content)
    assert "Lò Mẫu Xuân" not in names_of(secretary.get("/danh-sach/phat-trien.xlsx").content)
    secretary.post("/du-lieu/tu-neu/restriction/", {"text": "warn"})
    assert "Lò Mẫu Xuân" in names_of(secretary.get("/nguoi/tai/").content)
    row = Restriction.objects.get()
    secretary.post(f"/du-lieu/han-che/{row.uid}/thoi/", {"reason": "đã giải quyết xong"})
    assert "Đang hạn chế" not in text(secretary, f"/nguoi/{xuan.uid}/")


def test_a_namesake_of_somebody_restricted_stays_on_the_lists(secretary: Client, sample: Organisation) -> None:
    xuan = of("Lò Mẫu Xuân")
    namesake = of("Đặng Mẫu Ý")
    Person.objects.filter(pk=namesake.pk).update(full_name="Lò Mẫu Xuân")
    secretary.post(f"/nguoi/{xuan.uid}/du-lieu/han-che/", {"reason": "đang tranh chấp"})
    listed = secretary.get("/danh-sach/nguoi-tat-ca.csv").content.decode("utf-8-sig")
    assert listed.count("Lò Mẫu Xuân") == 1
    first = [line.split(",")[0].split(";")[0].strip('"') for line in listed.splitlines()[1:]]
    assert first == [str(place) for place in range(1, len(first) + 1)]
    line = AuditEntry.objects.filter(action="desk.export_list").latest("pk")
    told = set(AuditMention.objects.filter(entry_id=line.pk).values_list("person_uid", flat=True))
    assert str(namesake.uid) in told


def names_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


# --------------------------------------------------------------------------- erasure by two


def test_erasure_needs_two_and_says_what_has_to_be_kept(
    secretary: Client, sample: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    again(secretary, SAMPLE_PHRASE)
    member = members_on(sample, FRIDAY)[5]
    refused = secretary.post(f"/nguoi/{member.uid}/du-lieu/xoa/", {"parts": ["person"], "reason": "đề nghị"})
    assert "hồ sơ đảng viên phải giữ" in refused.content.decode()
    one = PersonFactory.create(organisation=sample, full_name="Tòng Mẫu Lai")
    parts = ["person", "membership", "case", "notes", "reviews", "meetings"]
    secretary.post(f"/nguoi/{one.uid}/du-lieu/xoa/", {"parts": parts, "reason": "người ấy đề nghị"})
    row = Erasure.objects.get()
    own = text(secretary, f"/du-lieu/xoa/{row.uid}/")
    assert "Nhờ một đồng chí khác" in own
    assert secretary.post(f"/du-lieu/xoa/{row.uid}/xac-nhan/").status_code == 422
    assert "Xác nhận xóa dữ liệu: Tòng Mẫu Lai" in text(secretary, "/viec-can-lam/")
    enter(sample, "pho", "Nguyễn Mẫu Bích", Grant.Role.DEPUTY_SECRETARY)
    signed_in(secretary, "pho")
    again(secretary)
    assert "Xóa hẳn dữ liệu" in text(secretary, f"/du-lieu/xoa/{row.uid}/xac-nhan/")
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(f"/du-lieu/xoa/{row.uid}/xac-nhan/")
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert not Person.objects.filter(full_name="Tòng Mẫu Lai").exists()
    assert "Người đã xóa dữ liệu" in text(secretary, f"/du-lieu/xoa/{row.uid}/")
    assert "Người đã xóa dữ liệu" not in text(secretary, "/nguoi/")


# --------------------------------------------------------------------------- breaches


def test_a_breach_runs_its_seventy_two_hours(secretary: Client, sample: Organisation) -> None:
    said = {"found_on": "5-3-2026", "found_hour": "8h30", "what": "mất USB", "whose": "danh sách"}
    bad = secretary.post("/du-lieu/su-co/moi/", {**said, "found_hour": "25h", "what": ""})
    assert "Giờ không đúng" in bad.content.decode()
    secretary.post("/du-lieu/su-co/moi/", said)
    row = DataBreach.objects.get()
    assert row.notify_by == timezone.make_aware(datetime(2026, 3, 8, 8, 30))  # noqa: DTZ001 - of Viet Nam
    path = f"/du-lieu/su-co/{row.uid}/"
    shown = text(secretary, path)
    assert "Báo trong 72 giờ kể từ lúc phát hiện" in shown
    assert "chưa đối chiếu được văn bản gốc" in shown
    assert "/luat/privacy.breach_hours/" in shown
    titles = [one.title for one in worklist(actor(), sample, FRIDAY).rows if one.kind == "data_rights"]
    assert titles == ["Báo sự cố dữ liệu cho cơ quan có thẩm quyền"]
    early = secretary.post(f"{path}xong/", {"lesson": "khóa USB"})
    assert "Chưa ghi đã báo" in early.content.decode()
    before = looks("breach")
    assert "danh sách" in text(secretary, f"{path}sua/")
    assert looks("breach") == before + 1, "the form shows what is closed"
    secretary.post(f"{path}sua/", {"what": "mất USB", "whose": "danh sách", "measures": "đã khóa"})
    told = {"notified_on": "5-3-2026", "notified_hour": "16:00", "notified_to": "Công an tỉnh (mẫu)"}
    assert secretary.post(f"{path}bao/", told).status_code == 302
    assert secretary.post(f"{path}xong/", {"lesson": "khóa USB"}).status_code == 302
    paper = Document(io.BytesIO(secretary.get(f"{path}thong-bao.docx").content))
    assert "mất USB" in "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "Xử lý xong" in text(secretary, "/du-lieu/su-co/")


def looks(block: str) -> int:
    """How many lines say that a closed block was opened."""
    return sum(line.changes["block"] == block for line in AuditEntry.objects.filter(action="privacy.seen"))


# --------------------------------------------------------------------------- the notice and the schedule


def test_the_notice_says_grounds_clocks_and_what_was_not_found(secretary: Client) -> None:
    page = text(secretary, "/du-lieu/thong-bao/")
    assert "Chưa tìm thấy căn cứ cụ thể; tổ chức tự nêu" in page
    assert "Đề nghị được trả lời trong 2 ngày làm việc" in page
    secretary.post("/du-lieu/tu-neu/ground.notes/", {"text": "Quy chế của chi bộ mẫu"})
    secretary.post("/du-lieu/tu-neu/contact/", {"text": "Văn phòng mẫu, phòng 2"})
    printed = text(secretary, "/du-lieu/thong-bao/in/")
    assert "Quy chế của chi bộ mẫu" in printed
    assert "Văn phòng mẫu, phòng 2" in printed
    text(secretary, "/du-lieu/tu-neu/khac/", 404)
    text(secretary, "/du-lieu/tu-neu/ground.khac/", 404)


def test_the_schedule_lists_who_has_come_to_a_term_and_erases_nobody(secretary: Client, sample: Organisation) -> None:
    before = Person.objects.count()
    page = text(secretary, "/du-lieu/luu-tru/")
    assert "chưa đặt" in page
    assert "Rà soát dữ liệu" not in text(secretary, "/viec-can-lam/")
    register.set_rule(
        actor=actor(),
        on=FRIDAY,
        organisation=sample,
        sort="overlay",
        key="retention.former_member",
        value=12,
        ground="công văn mẫu",
        starts_on=FOUNDED,
    )
    assert "Hà Mẫu Kiên" in text(secretary, "/du-lieu/luu-tru/")
    assert "Rà soát dữ liệu đã đến hạn giữ" in text(secretary, "/viec-can-lam/")
    with CaptureQueriesContext(connection) as questions:
        text(secretary, "/viec-can-lam/")
    assert len(questions) <= MOST, "kept until the next act (ADR 0013)"
    assert Person.objects.count() == before
    assert Erasure.objects.count() == 0


def test_the_law_of_a_breach_is_that_of_the_day_in_viet_nam(sample: Organisation) -> None:
    night = datetime(2025, 12, 31, 18, tzinfo=UTC)  # one in the morning of 1-1-2026, the first day of the law
    who = replace(actor(), at=night)
    row = register.record_breach(actor=who, on=FRIDAY, organisation=sample, found_at=night, what="a", whose="b")
    row.refresh_from_db()
    assert row.notify_by == datetime(2026, 1, 3, 18, tzinfo=UTC)
    assert breach_term(row) is not None
    assert str(row) == "sự cố dữ liệu 01-01-2026"


def test_the_pages_ask_few_questions(secretary: Client, sample: Organisation) -> None:
    row = asked(sample)
    xuan = of("Lò Mẫu Xuân").uid
    register.record_breach(
        actor=actor(), on=FRIDAY, organisation=sample, found_at=actor().at, what="a", whose="b", measures="c"
    )
    for path in (
        "/du-lieu/",
        "/du-lieu/thong-bao/",
        "/du-lieu/luu-tru/",
        "/du-lieu/su-co/",
        f"/du-lieu/de-nghi/{row.uid}/",
        f"/nguoi/{xuan}/du-lieu/",
        f"/nguoi/{xuan}/du-lieu/de-nghi/",
        "/viec-can-lam/",
    ):
        text(secretary, path)
        with CaptureQueriesContext(connection) as questions:
            text(secretary, path)
        assert len(questions) <= MOST, (path, len(questions))


def test_the_phrase_of_the_sample_is_not_in_any_page(secretary: Client) -> None:
    assert PHRASE not in text(secretary, "/du-lieu/")
