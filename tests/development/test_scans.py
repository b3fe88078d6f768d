"""The page of a paper's scans: upload from a telephone, compare, remove, without JavaScript."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chibo.accounts.models import Grant, User
from chibo.base.models import AuditEntry
from chibo.desk.log.queries import seen_of
from chibo.development.actions import record_paper
from chibo.development.models import DevelopmentCase, Paper
from chibo.documents.models import Scan
from chibo.law.vocabulary import PaperKind
from chibo.meetings.models import Meeting, Resolution
from chibo.register.models import Organisation
from chibo.reviews.models import Commitment
from tests.accounts.people import enter
from tests.documents.scan_files import pdf, photograph
from tests.factories import MONDAY, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.fixture
def secretary(db: None, client: Client, tmp_path: Path, settings: Settings) -> Client:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    lay_sample()
    return signed_in(client, "bi-thu")


def signed_in(client: Client, username: str) -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def paper(secretary: Client) -> Paper:
    case = DevelopmentCase.objects.get(person__full_name="Lò Mẫu Xuân")
    return record_paper(actor=actor(), on=MONDAY, case=case, kind=PaperKind.APPLICATION, dated=date(2018, 5, 2))


def page_of(paper: Paper) -> str:
    return reverse("development:paper_scans", args=[paper.case.uid, paper.uid])


def send(client: Client, address: str, content: bytes, *, field: str = "photo") -> None:
    answer = client.post(address, {"viec": "them", field: SimpleUploadedFile("IMG_01.jpg", content)})
    assert (answer.status_code, answer["Location"]) == (302, address)


def test_the_whole_way_of_a_scan(secretary: Client, paper: Paper) -> None:
    page = page_of(paper)
    dossier = reverse("development:dossier", args=[paper.case.uid, "ket-nap"])
    assert f'href="{page}">Bản chụp</a>' in secretary.get(dossier).content.decode()
    said = secretary.get(page).content.decode()
    assert "Chưa có bản chụp" in said
    assert 'capture="environment"' in said
    send(secretary, page, photograph())
    said = secretary.get(page).content.decode()
    assert "Đã giữ bản chụp, mã hóa trong kho." in said
    assert "Chưa đối chiếu với bản chính" in said
    scan = Scan.objects.get()
    assert secretary.get(f"/ban-chup/{scan.uid}/").content == photograph()
    assert secretary.get(f"/ban-chup/{scan.uid}/anh-nho.jpg")["Content-Type"] == "image/jpeg"
    secretary.post(page, {"viec": "doi-chieu", "ban": str(scan.uid), "compared_on": "20-5-2018"})
    said = secretary.get(page).content.decode()
    assert "Đã đối chiếu với bản chính</span> Lò Mẫu An" in said
    assert "Bản chụp (1)" in secretary.get(dossier).content.decode()
    secretary.post(page, {"viec": "go", "ban": str(scan.uid), "reason": "ảnh mờ"})
    said = secretary.get(page).content.decode()
    assert "lý do: ảnh mờ" in said
    assert secretary.get(f"/ban-chup/{scan.uid}/").status_code == 404
    actions = list(AuditEntry.objects.filter(action__startswith="documents.").values_list("action", flat=True))
    assert actions.count("documents.view_scans") == 1


def test_what_is_wrong_is_said_beside_the_form(secretary: Client, paper: Paper) -> None:
    page = page_of(paper)
    content = pdf()
    send(secretary, page, content, field="file")
    scan = Scan.objects.get()
    for said, sent in (
        ("Chưa chọn tệp.", {"viec": "them"}),
        ("Không nhận loại tệp này", {"viec": "them", "file": SimpleUploadedFile("x.pdf", b"MZ")}),
        ("Đúng tệp này đã có ở đây", {"viec": "them", "file": SimpleUploadedFile("x.pdf", content)}),
        ("chưa tới", {"viec": "doi-chieu", "ban": str(scan.uid), "compared_on": "1-1-2019"}),
        ("Chưa ghi ngày đối chiếu", {"viec": "doi-chieu", "ban": str(scan.uid), "compared_on": ""}),
        ("Chưa ghi lý do gỡ", {"viec": "go", "ban": str(scan.uid), "reason": ""}),
    ):
        answer = secretary.post(page, sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert secretary.post(page, {"viec": "go", "ban": "x", "reason": "y"}).status_code == 404


def test_a_paper_that_is_replaced_hands_its_scans_on(secretary: Client, paper: Paper) -> None:
    send(secretary, page_of(paper), photograph())
    newer = record_paper(
        actor=actor(), on=MONDAY, case=paper.case, kind=PaperKind.APPLICATION, replaces=paper, keeps_file=True
    )
    assert Scan.objects.get().subject_uid == newer.uid
    plain = record_paper(actor=actor(), on=MONDAY, case=paper.case, kind=PaperKind.APPLICATION, replaces=newer)
    assert Scan.objects.filter(subject_uid=plain.uid).count() == 0


def test_an_upload_beyond_the_limit_is_refused_and_never_touches_the_disk(secretary: Client, paper: Paper) -> None:
    large = SimpleUploadedFile("x.jpg", photograph() + b"\0" * (21 * 1024 * 1024))
    answer = secretary.post(page_of(paper), {"viec": "them", "file": large})
    assert answer.status_code == 422
    assert "quá 20 MB" in answer.content.decode()


def test_minutes_and_resolutions_have_their_shelf_too(secretary: Client) -> None:
    meeting = Meeting.objects.filter(state=Meeting.State.ADOPTED).order_by("-on").first()
    resolution = Resolution.objects.order_by("-on").first()
    assert meeting is not None
    assert resolution is not None
    for address in (f"/hop/{meeting.uid}/ban-chup/", f"/hop/nghi-quyet/{resolution.uid}/ban-chup/"):
        send(secretary, address, photograph())
        assert "IMG_01.jpg" in secretary.get(address).content.decode()
    assert Scan.objects.values("file").distinct().count() == 1
    helper = signed_in(secretary, "nguoi-giup-do")
    assert helper.get(f"/ban-chup/{Scan.objects.earliest('pk').uid}/").status_code == 404


@pytest.fixture
def auditor(secretary: Client) -> Client:
    """Somebody who sees roads and papers, and no sensitive block."""
    enter(Organisation.objects.get(), "kt1", "Vì Mẫu Kiểm", Grant.Role.AUDITOR)
    return signed_in(Client(), "kt1")


def test_a_scan_of_a_paper_is_as_closed_as_what_is_typed_from_it(
    secretary: Client, paper: Paper, auditor: Client
) -> None:
    send(secretary, page_of(paper), photograph())
    scan = Scan.objects.get()
    assert scan.file is not None
    assert secretary.get(f"/tep/{scan.file.uid}/").content == photograph()
    answer = auditor.get(page_of(paper))
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "chỉ ai được giao quyền xem phần thông tin riêng mới mở được" in said
    assert "IMG_01" not in said
    for path in (f"/ban-chup/{scan.uid}/", f"/ban-chup/{scan.uid}/anh-nho.jpg", f"/tep/{scan.file.uid}/"):
        assert auditor.get(path).status_code == 404


def test_a_scan_of_a_commitment_is_closed_too(secretary: Client, auditor: Client) -> None:
    page = f"/cam-ket/ban/{Commitment.objects.earliest('pk').uid}/ban-chup/"
    send(secretary, page, photograph())
    assert "IMG_01" in secretary.get(page).content.decode()
    assert "IMG_01" not in auditor.get(page).content.decode()
    assert auditor.get(f"/ban-chup/{Scan.objects.get().uid}/").status_code == 404


def test_who_opened_a_scan_is_told_to_the_person_it_shows(secretary: Client, paper: Paper) -> None:
    send(secretary, page_of(paper), photograph())
    scan = Scan.objects.get()
    assert scan.file is not None
    before = len(seen_of(actor(), paper.case.person)[0])
    secretary.get(f"/ban-chup/{scan.uid}/")
    secretary.get(f"/tep/{scan.file.uid}/")
    seen, _ = seen_of(actor(), paper.case.person)
    assert len(seen) == before + 2
    assert {one.entry.action for one in seen[:2]} == {"documents.open_scan", "documents.open_file"}
    shown = secretary.get(f"/nguoi/{paper.case.person.uid}/ai-da-xem/").content.decode()
    assert "mở bản chụp của giấy tờ" in shown.lower()


def test_an_upgrade_closes_the_scans_there_are(secretary: Client, paper: Paper) -> None:
    meeting = Meeting.objects.filter(state=Meeting.State.ADOPTED).latest("on")
    send(secretary, page_of(paper), photograph())
    send(secretary, f"/hop/{meeting.uid}/ban-chup/", photograph())
    for open_so_far in ("view_cases", "view_people"):
        Scan.objects.filter(subject_uid=paper.uid).update(seen_with=open_so_far)
        import_module("chibo.documents.migrations.0004_scans_are_closed").close(apps, None)
        told = dict(Scan.objects.values_list("subject_uid", "seen_with"))
        assert told == {paper.uid: "view_sensitive", meeting.uid: "view_meetings"}


def test_scans_are_switched_off_and_on(secretary: Client, paper: Paper) -> None:
    assert secretary.post("/cai-dat/ban-chup/", {"is_on": "khong", "reason": "theo CV 12"}).status_code == 302
    said = secretary.get("/cai-dat/ban-chup/").content.decode()
    assert "không giữ bản chụp" in said
    assert "theo CV 12" in said
    said = secretary.get(page_of(paper)).content.decode()
    assert "Đơn vị không giữ bản chụp trên máy." in said
    assert "Tải lên" not in said
    answer = secretary.post(page_of(paper), {"viec": "them", "file": SimpleUploadedFile("x.pdf", pdf())})
    assert answer.status_code == 422
    assert secretary.post("/cai-dat/ban-chup/", {"is_on": "co"}).status_code == 302
    assert secretary.post("/cai-dat/ban-chup/", {}).status_code == 422
    assert "Tải lên" in secretary.get(page_of(paper)).content.decode()
