"""Nhật ký over HTTP: who may read which log, the sieve, the check, the file that proves itself, sealing."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from chibo.accounts.models import Grant
from chibo.base import audit, jobs, logfile, witness
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, AuditMention
from chibo.base.privacy import access_seen
from chibo.desk.log import seals
from chibo.desk.log.queries import seen_of
from chibo.meetings.models import Meeting
from chibo.meetings.papers import make_minutes, make_resolution, make_sheet, take_texts
from chibo.register.models import Person
from chibo.register.queries import members_on
from chibo.reviews.actions import record_discipline
from chibo.reviews.models import Discipline
from tests.accounts.people import enter
from tests.desk.test_pages import MOST, sign_in
from tests.factories import FOUNDED, MONDAY, OrganisationFactory, actor
from tests.signing import come_in

if TYPE_CHECKING:
    from pathlib import Path

    from chibo.register.models import Organisation


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def text(client: Client, query: str = "", status: int = 200, **asked: str) -> str:
    answer = client.get("/nhat-ky/" + query, asked)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_log_speaks_words(secretary: Client) -> None:
    said = text(secretary)
    assert "đã ghi một bước phát triển đảng viên" in text(secretary, viec="development.record_step")
    assert "Xem các dòng cũ hơn" in said
    assert "register." not in said.partition('<ul class="tasks">')[2].partition("</ul>")[0]


def test_pages_follow_each_other_without_gap_or_repeat(secretary: Client, sample: Organisation) -> None:
    seen: list[int] = []
    before = None
    while True:
        answer = secretary.get("/nhat-ky/", {"truoc": before} if before else {})
        shown = answer.context["shown"]
        seen += [line.entry.seq for line in shown.lines]
        before = shown.older
        if before is None:
            break
    expected = AuditEntry.objects.filter(chain=str(sample.uid)).order_by("-pk").values_list("seq", flat=True)
    assert seen == list(expected)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"nhom": "quyen"}, lambda line: line.entry.action.startswith("accounts.")),
        ({"viec": "register.add_person"}, lambda line: line.entry.action == "register.add_person"),
        ({"nguoi": "sung mau vu"}, lambda line: line.about is None or line.about.name == "Sùng Mẫu Vừ"),
        ({"don_vi": "installation"}, lambda line: line.entry.chain == "installation"),
    ],
)
def test_the_sieve(secretary: Client, asked: dict[str, str], fits: object) -> None:
    shown = secretary.get("/nhat-ky/", asked).context["shown"]
    assert shown.lines
    assert all(fits(line) for line in shown.lines)  # type: ignore[operator]


def test_days_and_who(secretary: Client) -> None:
    line = AuditEntry.objects.latest("pk")
    day = f"{line.at:%d-%m-%Y}"
    assert secretary.get("/nhat-ky/", {"tu": day, "don_vi": "tat-ca"}).context["shown"].lines
    assert not secretary.get("/nhat-ky/", {"den": "1-1-2001"}).context["shown"].lines
    assert secretary.get("/nhat-ky/", {"ai": "khong-co"}).status_code == 422
    assert "Không thấy ai tên như vậy" in text(secretary, nguoi="người không có thật")
    assert secretary.get("/nhat-ky/", {"tu": "32-1-2018"}).status_code == 422


def test_nobody_else_reads_it(sample: Organisation, client: Client) -> None:
    for username in ("pho-bi-thu", "quan-tri"):
        sign_in(client, username)
        for path in ("/nhat-ky/", "/nhat-ky/kiem-tra/", "/nhat-ky/niem-phong/"):
            assert client.get(path).status_code == 403, (username, path)


def test_a_log_out_of_reach_does_not_exist(secretary: Client) -> None:
    other = OrganisationFactory.create(name="Chi bộ Mẫu khác", scope_key="zz")
    assert secretary.get("/nhat-ky/", {"don_vi": str(other.uid)}).status_code == 404
    assert "Chi bộ Mẫu khác" not in text(secretary, don_vi="tat-ca")


def test_who_reads_one_branch_does_not_see_the_machine(sample: Organisation, client: Client) -> None:
    branch = OrganisationFactory.create(name="Chi bộ Mẫu dưới", scope_key=sample.scope_key + "q", parent=sample)
    enter(branch, "kiem-tra-2", "Người Mẫu Kiểm", Grant.Role.AUDITOR)
    sign_in(client, "kiem-tra-2")
    assert client.get("/nhat-ky/", {"don_vi": "installation"}).status_code == 404
    assert client.get("/nhat-ky/", {"don_vi": str(sample.uid)}).status_code == 404
    assert client.get("/nhat-ky/niem-phong/").status_code == 403
    audit_lines = client.get("/nhat-ky/").context["shown"].lines
    assert {line.entry.chain for line in audit_lines} <= {str(branch.uid)}
    AuditEntry.objects.filter(chain=str(sample.uid), seq=2).update(reason="sửa")
    assert "Nguyên vẹn" in client.post("/nhat-ky/kiem-tra/").content.decode()


@pytest.mark.parametrize("path", ["/nhat-ky/", "/nhat-ky/?don_vi=tat-ca", "/nhat-ky/niem-phong/"])
def test_questions_do_not_grow(secretary: Client, sample: Organisation, path: str) -> None:
    AuditEntry.objects.filter(chain=str(sample.uid), seq__gt=1).delete()
    secretary.get(path)
    with CaptureQueriesContext(connection) as few:
        secretary.get(path)
    for person in Person.objects.all()[:9]:
        audit.record(actor=actor(), on=MONDAY, action="register.correct_person", subject=person, chain=str(sample.uid))
    for _ in range(2):
        witness.seal_log(actor=actor(), on=MONDAY)
    with CaptureQueriesContext(connection) as many:
        secretary.get(path)
    assert len(many) <= len(few) + 1 <= MOST + 1, [query["sql"] for query in many]


def test_protected_values_never_show(secretary: Client, sample: Organisation) -> None:
    person = Person.objects.all()[0]
    with_secret = {"identity_number": [None, "110123456789"], "card_number": ["cũ", "mới-thẻ"]}
    audit.record(
        actor=actor(),
        on=MONDAY,
        action="register.correct_person",
        subject=person,
        chain=str(sample.uid),
        changes=with_secret,
    )
    said = text(secretary)
    assert "số định danh cá nhân" in said.lower()
    assert "110123456789" not in said
    assert "mới-thẻ" not in said


# --- checking ---


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_long_log_is_looked_at_in_the_background(
    secretary: Client, sample: Organisation, monkeypatch: pytest.MonkeyPatch, *, is_broken: bool
) -> None:
    monkeypatch.setattr(seals, "LONG", 3)
    if is_broken:
        AuditEntry.objects.filter(pk=AuditEntry.objects.earliest("pk").pk).update(reason="sửa sau")
    asked = secretary.post("/nhat-ky/kiem-tra/")
    assert jobs.run_waiting() == 1
    shown = secretary.get(asked["Location"]).content.decode()
    assert ("Nhật ký không còn nguyên vẹn." if is_broken else "Nguyên vẹn.") in shown
    assert AuditEntry.objects.get(action="desk.check_log").changes["whole"] == [None, not is_broken]


def test_checking_from_the_page(secretary: Client, sample: Organisation) -> None:
    assert "Nguyên vẹn" in secretary.post("/nhat-ky/kiem-tra/").content.decode()
    assert AuditEntry.objects.filter(action="desk.check_log").count() == 1
    AuditEntry.objects.filter(chain=str(sample.uid), seq=7).update(actor_name="Người Mẫu Khác")
    said = secretary.post("/nhat-ky/kiem-tra/").content.decode()
    assert f"Nhật ký của {sample.name}, dòng 7: nội dung đã bị đổi." in said.replace('<span class="whole">', "")
    assert "Không ai sửa lại nhật ký cho khớp." in said


# --- the file ---


def taken(client: Client, form: str, **more: str) -> dict[str, bytes]:
    answer = client.post("/nhat-ky/tai/", {"form": form, **more})
    assert answer.status_code == 200, answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_a_file_proves_itself_without_the_data(secretary: Client, tmp_path: Path, form: str) -> None:
    parts = taken(secretary, form)
    name = next(name for name in parts if name.endswith(form))
    path = tmp_path / name
    path.write_bytes(parts[name])
    found = logfile.check(path)
    assert (found.faults, found.left_out) == ([], 0)
    assert found.rows > 300
    sheet = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(parts["to-kiem-chung.docx"])).paragraphs)
    assert found.sha256 in sheet.replace(" ", "")
    assert parts["to-kiem-chung.pdf"].startswith(b"%PDF")
    out = StringIO()
    call_command("verify", "--log", str(path), stdout=out)
    assert "Nhật ký trong tệp nguyên vẹn." in out.getvalue()
    assert AuditEntry.objects.filter(action="desk.export_log").count() == 1


def test_what_was_sieved_out_is_told(secretary: Client, tmp_path: Path) -> None:
    parts = taken(secretary, "jsonl", viec="register.add_person")
    path = tmp_path / "n.jsonl"
    path.write_bytes(next(content for name, content in parts.items() if name.endswith("jsonl")))
    found = logfile.check(path)
    assert found.faults == []
    assert found.left_out > 0


@pytest.mark.parametrize("how", ["reason", "who", "said", "telling", "removed", "swapped", "previous"])
def test_a_file_that_was_edited_is_found(secretary: Client, tmp_path: Path, how: str) -> None:
    content = next(part for name, part in taken(secretary, "jsonl").items() if name.endswith("jsonl"))
    head, *lines = content.decode().splitlines()
    row = json.loads(lines[4])
    edits = {
        "reason": {"Lý do": "khác"},
        "who": {"Người làm": "Người Mẫu Khác"},
        "said": {"Lời đã băm": row["Lời đã băm"].replace("2018", "2019", 1)},
        "telling": {"Nội dung đã băm": row["Nội dung đã băm"] + " "},
        "previous": {"Mã băm": "0" * 64},
    }
    lines[4] = json.dumps(row | edits.get(how, {}), ensure_ascii=False)
    if how == "removed":
        del lines[4]
    if how == "swapped":
        lines[4], lines[5] = lines[5], lines[4]
    path = tmp_path / "n.jsonl"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    found = logfile.check(path)
    assert found.faults or found.left_out == 1
    assert bool(found.faults) is (how != "removed"), "a line left out looks like a sieve; the sheet's digest tells"
    if found.faults:
        with pytest.raises(CommandError):
            call_command("verify", "--log", str(path), stdout=StringIO())


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", b"x"), ("a.jsonl", b"x\n"), ("a.xlsx", b"x"), ("a.csv", b"x,y\n1,2\n")]
)
def test_another_file_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(logfile.NotALog):
        logfile.check(tmp_path / name)


def test_a_cell_cannot_start_a_formula(secretary: Client, sample: Organisation) -> None:
    audit.record(
        actor=actor(name="=cmd|' /C calc'!A0"),
        on=MONDAY,
        action="register.correct_person",
        subject=Person.objects.all()[0],
        chain=str(sample.uid),
        reason="=1+1",
    )
    csv = next(part for name, part in taken(secretary, "csv").items() if name.endswith("csv")).decode("utf-8-sig")
    assert ",=cmd" not in csv
    assert "'=1+1" in csv
    sheet = next(part for name, part in taken(secretary, "xlsx").items() if name.endswith("xlsx"))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}


def test_nothing_to_take_out_is_said(secretary: Client) -> None:
    answer = secretary.post("/nhat-ky/tai/", {"form": "csv", "den": "1-1-2001"})
    assert answer.status_code == 422
    assert "Không có dòng nhật ký nào như đã lọc." in answer.content.decode()


# --- sealing ---


def test_sealing_from_the_page(secretary: Client, tmp_path: Path) -> None:
    answer = secretary.post("/nhat-ky/niem-phong/", {"is_on": "on", "witness": str(tmp_path)})
    assert answer.status_code == 302
    assert "Nhật ký hôm nay chưa niêm phong" in secretary.get("/viec-can-lam/").content.decode()
    sealed = AuditEntry.objects.latest("pk").pk
    secretary.post("/nhat-ky/niem-phong/lam/")
    made = witness.newest()
    assert made is not None
    assert (tmp_path / witness.FILE).exists()
    assert "Nhật ký hôm nay chưa niêm phong" not in secretary.get("/viec-can-lam/").content.decode()
    sheet = secretary.get(f"/nhat-ky/niem-phong/{made.number}.pdf")
    assert sheet.content.startswith(b"%PDF")
    assert secretary.get("/nhat-ky/niem-phong/99.pdf").status_code == 404
    code = witness.short(made.digest)
    assert (
        "Khớp với tờ niêm phong lần 1"
        in secretary.post("/nhat-ky/niem-phong/doi-chieu/", {"ma": code}).content.decode()
    )
    assert secretary.post("/nhat-ky/niem-phong/doi-chieu/", {"ma": "0000"}).status_code == 422
    AuditEntry.objects.filter(pk__gte=sealed).delete()
    said = secretary.post("/nhat-ky/niem-phong/doi-chieu/", {"ma": code}).content.decode()
    assert "không còn khớp" in said


def test_a_folder_that_is_not_there_is_refused(secretary: Client) -> None:
    answer = secretary.post("/nhat-ky/niem-phong/", {"is_on": "on", "witness": "/khong/co"})
    assert answer.status_code == 422
    assert "Không thấy thư mục" in answer.content.decode()


def test_people_of_a_list_are_noted_beside_the_line(secretary: Client) -> None:
    secretary.get("/nguoi/tai/")
    line = AuditEntry.objects.filter(action="desk.export_people").get()
    assert AuditMention.objects.filter(entry_id=line.pk).count() == line.changes["rows"]


def test_who_opened_the_disciplines_is_told_to_everybody_on_the_list(secretary: Client, sample: Organisation) -> None:
    disciplined = [Person.objects.get(full_name=name) for name in ("Quàng Mẫu Dung", "Trần Mẫu Cường")]
    for person in disciplined:
        Discipline.objects.create(
            person=person, organisation=sample, form="reprimand", effective_on=FOUNDED, content="x"
        )
    path = "/danh-gia/ky-luat/"
    assert secretary.post(path, {"purpose": "chuẩn bị kiểm điểm"}).status_code == 200
    assert secretary.get(f"{path}{Discipline.objects.earliest('pk').uid}/khieu-nai/").status_code == 200
    assert [looks_at(person, "privacy.seen") for person in disciplined] == [2, 1]


# --- what is closed as a whole ---


@pytest.fixture
def disciplined(sample: Organisation) -> Person:
    """Somebody with a discipline: its line of today, and one as they were written before, with form and reason."""
    person = Person.objects.get(full_name="Trần Mẫu Cường")
    row = record_discipline(
        actor=actor(),
        on=MONDAY,
        person=person,
        form="reprimand",
        body="cell",
        effective_on=date(2018, 5, 7),
        content="Vi phạm quy chế",
    )
    audit.record(
        actor=actor(),
        on=MONDAY,
        action="reviews.record_discipline",
        subject=row,
        chain=str(sample.uid),
        changes={"person": [None, str(person.uid)], "form": [None, "warning"]},
        reason="Đã công bố trước khi biết",
    )
    access_seen(
        actor=actor(), on=MONDAY, subject=sample, block="discipline", chain=str(sample.uid), people=[person.uid]
    )
    return person


def auditor_of(sample: Organisation) -> Client:
    return come_in(Client(), enter(sample, "kiem", "Tòng Mẫu Kiểm", Grant.Role.AUDITOR))


def told_by(parts: dict[str, bytes], form: str) -> str:
    return next(content for name, content in parts.items() if name.endswith(form)).decode("utf-8-sig")


def test_the_log_tells_who_is_disciplined_only_to_whom_closed_parts_are_open(
    secretary: Client, sample: Organisation, disciplined: Person
) -> None:
    act = "reviews.record_discipline"
    opened = text(secretary, viec=act)
    assert opened.count(f">{disciplined.full_name}</a>") == 2
    assert "Đã công bố trước khi biết" in opened
    client = auditor_of(sample)
    closed = text(client, viec=act).partition('<ul class="tasks">')[2]
    assert closed.count("đã ghi kỷ luật") == 2
    assert closed.count("chỉ ai được xem phần riêng của hồ sơ mới xem được") == 2
    assert not [said for said in (disciplined.full_name, "Đã công bố", "Cảnh cáo", "cảnh cáo") if said in closed]


def test_who_is_disciplined_is_not_found_by_asking_for_the_name(
    secretary: Client, sample: Organisation, disciplined: Person
) -> None:
    name = disciplined.full_name
    assert "kỷ luật" in text(secretary, nguoi=name, don_vi="tat-ca").partition('<ul class="tasks">')[2].lower()
    found = text(auditor_of(sample), nguoi=name, don_vi="tat-ca").partition('<ul class="tasks">')[2]
    assert name in found, "the other lines about the same person are found"
    assert "kỷ luật" not in found.lower()
    seen, _ = seen_of(actor(Permission.VIEW_AUDIT, Permission.VIEW_PEOPLE), disciplined)
    assert not [one for one in seen if "Kỷ luật" in one.part]
    assert [one for one in seen_of(actor(), disciplined)[0] if "Kỷ luật" in one.part]


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_the_file_of_the_log_keeps_closed_what_the_page_does_and_proves_itself(
    sample: Organisation, disciplined: Person, tmp_path: Path, form: str
) -> None:
    parts = taken(auditor_of(sample), form)
    path = tmp_path / f"n.{form}"
    path.write_bytes(next(content for name, content in parts.items() if name.endswith(form)))
    found = logfile.check(path)
    assert (found.faults, found.blanked) == ([], 2)
    if form == "jsonl":
        lines = [line for line in told_by(parts, form).splitlines() if "reviews.record_discipline" in line]
        assert len(lines) == 2
        assert not [line for line in lines if str(disciplined.uid) in line or "warning" in line or "công bố" in line]


def test_a_line_from_before_its_words_were_apart_leaves_them_out_too(sample: Organisation, disciplined: Person) -> None:
    old = AuditEntry.objects.filter(action="reviews.record_discipline").latest("pk")
    old.salt = old.told = ""
    row = logfile.row_of(old, sample.name, "", is_closed=True)
    assert "công bố" not in " ".join(row)
    assert str(disciplined.uid) not in " ".join(row)


def test_papers_and_texts_of_a_meeting_stand_among_the_looks_at_whom_they_name(sample: Organisation) -> None:
    meeting = Meeting.objects.filter(state=Meeting.State.ADOPTED, items__subject__isnull=False).latest("on")
    about = meeting.items.filter(subject__isnull=False).earliest("order").subject
    assert about is not None
    meeting.chair = Person.objects.get(full_name="Lò Mẫu An")
    meeting.save()
    one = actor(name="Vừ Mẫu Đọc")
    take_texts(actor=one, on=MONDAY, meeting=meeting)
    assert [looks_at(who, "meetings.take_texts") for who in (about, meeting.chair)] == [1, 1]
    make_minutes(actor=one, on=MONDAY, meeting=meeting)
    make_sheet(actor=one, on=MONDAY, meeting=meeting, kind="chuong-trinh")
    assert [looks_at(who, "meetings.make_paper") for who in (about, meeting.chair)] == [2, 2]
    make_sheet(actor=one, on=MONDAY, meeting=meeting, kind="diem-danh")
    assert {looks_at(who, "meetings.make_paper") for who in members_on(sample, meeting.on)} == {1, 3}
    for resolution in meeting.resolutions.exclude(item__subject=None):
        make_resolution(actor=one, on=MONDAY, resolution=resolution)
        assert looks_at(resolution.item.subject, "meetings.make_paper") > 0  # type: ignore[union-attr, arg-type]


def looks_at(person: Person, action: str) -> int:
    """How many lines of an act the person finds among who saw the own data."""
    return sum(one.entry.action == action for one in seen_of(actor(), person)[0])
