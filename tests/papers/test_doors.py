"""Papers over HTTP: handed to those who may make them, never cached, each time written to the log."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from docx import Document

from chibo.accounts.models import Grant, User
from chibo.base import vault
from chibo.base.models import AuditEntry, Installation
from chibo.development.models import Mentorship
from chibo.documents import actions
from tests.documents.pages import body, tight
from tests.documents.reading import lines
from tests.documents.samples import PDF
from tests.factories import MONDAY, OrganisationFactory, actor
from tests.papers.conftest import HELD

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from chibo.register.models import Organisation
    from tests.papers.conftest import Desk


@pytest.fixture(autouse=True)
def working_day(desk: Desk) -> None:
    Installation.objects.create(is_sample=True, working_day=HELD, first_day=date(2018, 1, 1))


def sign_in(client: Client, organisation: Organisation, role: str = Grant.Role.SECRETARY) -> Client:
    user = User.objects.create(username=f"u{User.objects.count()}", display_name="Lò Mẫu An")
    Grant.objects.create(user=user, organisation=organisation, role=role, starts_on=date(2015, 1, 1))
    client.force_login(user)
    return client


def test_a_paper_is_a_file_of_its_own_name(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.vu.uid}/giay/13-knd.docx")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert quote("13-KNĐ Sùng Mẫu Vừ.docx") in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Cache-Control"] == "no-store"
    assert "NGHỊ QUYẾT" in lines(answer.content)
    assert AuditEntry.objects.filter(action="development.make_papers").count() == 1


def test_every_paper_comes_as_pdf_too(client: Client, desk: Desk) -> None:
    resolution = desk.resolved("công nhận", desk.voted("recognition", approve=3, against=0))
    sign_in(client, desk.house.organisation)
    for address, name in (
        (f"/ho-so/{desk.vu.uid}/giay/13-knd.docx", "13-KNĐ Sùng Mẫu Vừ.pdf"),
        (f"/hop/{desk.meeting.uid}/bien-ban.docx", "Biên bản họp chi bộ định kỳ 05-06-2018.pdf"),
        (f"/hop/nghi-quyet/{resolution.uid}.docx", "Nghị quyết 07 05-06-2018.pdf"),
    ):
        answer = client.get(f"{address}?dang=pdf")
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
        assert quote(name) in answer["Content-Disposition"]
        assert tight("".join(lines(client.get(address).content))) == body(answer.content)


def test_each_helper_gets_an_own_paper(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    for each in Mentorship.objects.filter(case=desk.xuan).select_related("mentor"):
        answer = client.get(f"/ho-so/{desk.xuan.uid}/giay/member_introduction.docx?nguoi={each.uid}")
        assert lines(answer.content)[-1] == each.mentor.full_name
    assert client.get(f"/ho-so/{desk.xuan.uid}/giay/3-knd.docx?nguoi=nobody").status_code == 404


def test_all_due_papers_in_one_archive(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.vu.uid}/giay-con-thieu.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        made = [name for name in archive.namelist() if name.endswith(".docx")]
        for name in made:
            Document(io.BytesIO(archive.read(name)))
    assert [name.split()[0] for name in made] == [
        "5B",
        "5C",
        "10-KNĐ",
        "11-KNĐ",
        "12-KNĐ",
        "13-KNĐ",
        "1-HSĐV",
        "2-HSĐV",
    ]


def test_all_due_papers_as_pdf(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.vu.uid}/giay-con-thieu.zip?dang=pdf")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert all(archive.read(name).startswith(b"%PDF-1.7") for name in names[:-1])
        told = archive.read(names[-1]).decode()
    assert [name.split()[0] for name in names[:-1]] == [
        "5B",
        "5C",
        "10-KNĐ",
        "11-KNĐ",
        "12-KNĐ",
        "13-KNĐ",
        "1-HSĐV",
        "2-HSĐV",
    ]
    assert "13-KNĐ Sùng Mẫu Vừ.pdf" in told


def test_minutes_and_resolution(client: Client, desk: Desk) -> None:
    resolution = desk.resolved("công nhận", desk.voted("recognition", approve=3, against=0))
    sign_in(client, desk.house.organisation)
    assert "BIÊN BẢN" in lines(client.get(f"/hop/{desk.meeting.uid}/bien-ban.docx").content)
    assert "Số 07-NQ/CB" in lines(client.get(f"/hop/nghi-quyet/{resolution.uid}.docx").content)


def test_a_vote_that_was_not_carried_is_explained_on_a_page(client: Client, desk: Desk) -> None:
    desk.voted("admission", approve=2, against=1)
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/ho-so/{desk.xuan.uid}/giay/6-knd.docx")
    assert answer.status_code == 422
    assert "biểu quyết đạt 2/4, cần 3" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="development.make_papers").exists()


def test_strangers_and_neighbours_find_nothing(client: Client, desk: Desk) -> None:
    resolution = desk.resolved("công nhận", desk.voted("recognition", approve=3, against=0))
    sign_in(client, OrganisationFactory.create(name="Chi bộ mẫu B"))
    for address in (
        f"/ho-so/{desk.vu.uid}/giay/13-knd.docx",
        f"/ho-so/{desk.vu.uid}/giay-con-thieu.zip",
        f"/hop/{desk.meeting.uid}/bien-ban.docx",
        f"/hop/nghi-quyet/{resolution.uid}.docx",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 405


def test_an_auditor_reads_but_makes_no_papers(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation, Grant.Role.AUDITOR)
    assert client.get(f"/ho-so/{desk.vu.uid}/giay/13-knd.docx").status_code == 403
    assert client.get(f"/ho-so/{desk.vu.uid}/giay/99-knd.docx").status_code == 403


def test_an_unknown_form_is_not_found(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    assert client.get(f"/ho-so/{desk.vu.uid}/giay/99-knd.docx").status_code == 404


def test_a_kept_file_comes_back_as_it_was(client: Client, desk: Desk, tmp_path: Path, settings: Settings) -> None:
    settings.CHIBO_FILES_DIR = tmp_path
    cell = desk.house.organisation
    kept = actions.keep_file(
        actor=actor(), on=MONDAY, organisation_uid=cell.uid, scope_key=cell.scope_key, name="đơn.pdf", content=PDF
    )
    sign_in(client, cell)
    answer = client.get(f"/tep/{kept.uid}/")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert AuditEntry.objects.filter(action="documents.open_file", subject_uid=str(kept.uid)).count() == 1
    vault.path_of(kept.digest).write_bytes(b"damaged")
    client.raise_request_exception = False
    assert client.get(f"/tep/{kept.uid}/").status_code == 500
    sign_in(client, OrganisationFactory.create(name="Chi bộ mẫu B"))
    assert client.get(f"/tep/{kept.uid}/").status_code == 404


def test_every_sheet_of_a_meeting_has_its_door(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    desk.meeting.items.filter(subject__isnull=False).update(is_voted=True)
    page = client.get(f"/hop/{desk.meeting.uid}/chuong-trinh/").content.decode()
    for kind in ("chuong-trinh", "giay-moi", "diem-danh", "phieu-bieu-quyet", "to-kiem-phieu", "bien-ban-kiem-phieu"):
        address = f"/hop/{desk.meeting.uid}/giay/{kind}.docx"
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert client.get(f"/hop/{desk.meeting.uid}/giay/thong-bao-ket-luan.docx").status_code == 422
    assert client.get(f"/hop/{desk.meeting.uid}/giay/khong-co.docx").status_code == 404
    assert client.get(f"/hop/{desk.meeting.uid}/giay/diem-danh.docx?muc=khong-co").status_code == 404
    votes = client.get(f"/hop/{desk.meeting.uid}/bieu-quyet/").content.decode()
    about = desk.item("recognition")
    assert f"phieu-bieu-quyet.docx?muc={about.uid}" in votes


def test_the_whole_set_of_a_meeting_in_one_archive(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    answer = client.get(f"/hop/{desk.meeting.uid}/bo-giay-to.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist()[0] == "01 Chương trình họp 05-06-2018.docx"


def test_who_may_not_make_papers_is_offered_none(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation, Grant.Role.AUDITOR)
    page = client.get(f"/hop/{desk.meeting.uid}/bien-ban/").content.decode()
    assert "giay/chuong-trinh.docx" not in page
    assert client.get(f"/hop/{desk.meeting.uid}/giay/chuong-trinh.docx").status_code == 403


def test_a_meeting_as_plain_text_to_be_pasted(client: Client, desk: Desk) -> None:
    sign_in(client, desk.house.organisation)
    desk.voted("recognition", approve=3, against=0)
    page = client.get(f"/hop/{desk.meeting.uid}/chep/").content.decode()
    texts = [part.partition(">")[2].partition("</textarea>")[0] for part in page.split("<textarea")[1:]]
    assert len(texts) == 3
    agenda, content, summary = texts
    assert agenda.splitlines() == [
        "Họp chi bộ định kỳ, thứ Ba, ngày 5 tháng 6 năm 2018",
        "Giờ: 14:00",
        "Nơi họp: Phòng họp tầng 2",
        "Chủ trì: Lò Mẫu An",
        "Thư ký: Nguyễn Mẫu Bích",
        "1. Việc giao kỳ trước (đồng chí Lò Mẫu An)",
        "2. Xét đề nghị công nhận chính thức: Sùng Mẫu Vừ",
        "3. Xét đề nghị kết nạp: Lò Mẫu Xuân",
    ]
    assert "Kết luận: Giao đồng chí Dung xong trước ngày 20-6-2018." in content.splitlines()
    assert summary.splitlines()[0] == "Có mặt 4/5 đảng viên."
    assert "tán thành 3 trên 4 đảng viên chính thức (75%)" in summary
    assert AuditEntry.objects.filter(action="meetings.take_texts").count() == 1
