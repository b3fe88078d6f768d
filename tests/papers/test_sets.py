"""Whole sets: the files and names that were chosen, identity numbers only for a purpose, many people by a job."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

import pytest

from chibo.accounts.models import Grant
from chibo.base import jobs, vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry, Installation, Job
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.development import papers
from chibo.development.papers import Choice, Layout, digitising
from chibo.development.papers.kinds import FORMS
from chibo.development.papers.sets import GAPS_FILE
from tests.factories import OrganisationFactory, actor
from tests.papers.conftest import HELD
from tests.papers.test_doors import sign_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from django.http import StreamingHttpResponse
    from django.test import Client
    from pytest_django import Settings

    from tests.papers.conftest import Desk

NUMBER = "011190000123"
DIGITISED = Choice(layout=Layout.DIGITISED, with_identity=True, purpose="nộp hồ sơ số hóa")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    settings.CHIBO_JOBS = "worker"
    return tmp_path / "files"


@pytest.fixture
def coded(desk: Desk) -> Desk:
    desk.house.organisation.code = "08.002.000.000.014"
    desk.house.organisation.save()
    desk.house.vu.identity_number = NUMBER
    desk.house.vu.save()
    desk.vu.refresh_from_db()
    return desk


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def taken(desk: Desk, choice: Choice) -> list[str]:
    return names(papers.due_papers_zip(actor=actor(), on=HELD, case=desk.vu, choice=choice).content)


def test_word_and_pdf_side_by_side(desk: Desk) -> None:
    found = taken(desk, Choice(layout=Layout.BOTH))
    assert [name[-4:] for name in found[:4]] == ["docx", ".pdf", "docx", ".pdf"]
    assert found[-1] == GAPS_FILE


def test_names_by_the_rule_without_the_identity_number(coded: Desk) -> None:
    found = taken(coded, Choice(layout=Layout.DIGITISED))
    folder = "08.002.000.000.014/SungMauVu/"
    assert f"{folder}48.Ban_nhan_xet_dang_vien_du_bi_cua_dang_vien_duoc_phan_cong_giup_do.pdf" in found
    assert f"{folder}50.Nghi_quyet_de_nghi_cong_nhan_dang_vien_chinh_thuc_cua_chi_bo.pdf" in found
    assert any(name.startswith(f"{folder}To_huong_dan/To_huong_dan_viet_") for name in found)
    assert NUMBER not in "".join(found)
    assert not AuditEntry.objects.filter(action="privacy.seen").exists()


def test_the_identity_number_only_for_a_purpose_and_logged(coded: Desk) -> None:
    assert taken(coded, DIGITISED)[0].startswith(f"08.002.000.000.014/{NUMBER}_SungMauVu/")
    seen = AuditEntry.objects.get(action="privacy.seen")
    assert (seen.reason, seen.changes["block"], seen.subject_uid) == (
        "nộp hồ sơ số hóa",
        "identity",
        str(coded.house.vu.uid),
    )
    with pytest.raises(FaultyError, match="chưa nêu mục đích"):
        taken(coded, Choice(layout=Layout.DIGITISED, with_identity=True, purpose=" "))
    with pytest.raises(NotAllowedError, match="số định danh"):
        papers.due_papers_zip(actor=actor(Permission.MAKE_PAPERS), on=HELD, case=coded.vu, choice=DIGITISED)


def test_without_a_code_the_folder_is_the_name_of_the_cell(desk: Desk) -> None:
    assert taken(desk, DIGITISED)[0].startswith("Chi_bo_Mau/SungMauVu/")


def test_several_papers_of_one_type_are_numbered(desk: Desk) -> None:
    content = papers.due_papers_zip(
        actor=actor(), on=HELD, case=desk.xuan, choice=Choice(layout=Layout.DIGITISED)
    ).content
    found = [name.rpartition("/")[2] for name in names(content)]
    assert "39.Giay_gioi_thieu_nguoi_vao_Dang.1.pdf" in found
    assert "39.Giay_gioi_thieu_nguoi_vao_Dang.2.pdf" in found


def test_every_number_used_is_in_the_list() -> None:
    assert set(digitising.NUMBERS.values()) <= set(digitising.titles())
    assert {kind.value for kind in FORMS} & set(digitising.NUMBERS)
    assert all(1 <= number <= 104 for number in digitising.titles())


# --- many people ---


def asked(desk: Desk, choice: Choice = Choice(layout=Layout.PDF), *, below: bool = False) -> Job:  # noqa: B008
    return papers.ask_for_due_papers(
        actor=actor(), on=HELD, organisation=desk.house.organisation, below=below, choice=choice
    )


def test_the_papers_of_everybody_in_one_archive(desk: Desk, place: Path) -> None:
    job = asked(desk)
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert job.name == "Giấy tờ cần soạn Chi bộ Mẫu 05-06-2018.zip"
    content = b"".join(jobs.fetch(actor=actor(), on=HELD, job=job))
    found = names(content)
    assert {name.split("/")[1] for name in found[:-1]} == {"Lò Mẫu Xuân", "Sùng Mẫu Vừ"}
    assert all(name.endswith(".pdf") for name in found[:-1])
    assert job.message.startswith(f"Có {len(found) - 1} tệp giấy tờ.")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Chi bộ Mẫu – Sùng Mẫu Vừ" in archive.read(GAPS_FILE).decode()
    assert AuditEntry.objects.filter(action="development.make_papers").count() == 2
    for path in place.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert b"%PDF" not in raw
            assert b"PK\x03\x04" not in raw
            assert "Sùng".encode() not in raw


def test_people_of_one_name_get_folders_of_their_own(desk: Desk) -> None:
    desk.house.xuan.full_name = "Sùng Mẫu Vừ"
    desk.house.xuan.save()
    asked(desk, Choice(layout=Layout.DOCX))
    jobs.run_waiting()
    found = names(b"".join(vault.blocks(Job.objects.get().digest)))
    assert {name.split("/")[1] for name in found[:-1]} == {"Sùng Mẫu Vừ", "Sùng Mẫu Vừ (2)"}


def test_what_cannot_be_asked_for(desk: Desk) -> None:
    cell = desk.house.organisation
    empty = OrganisationFactory.create(name="Chi bộ mẫu trống")
    ask = papers.ask_for_due_papers
    with pytest.raises(NotAllowedError, match="soạn văn bản"):
        ask(actor=actor(Permission.VIEW_CASES), on=HELD, organisation=cell, below=False, choice=Choice())
    with pytest.raises(NotAllowedError, match="số định danh"):
        ask(actor=actor(Permission.MAKE_PAPERS), on=HELD, organisation=cell, below=False, choice=DIGITISED)
    nameless = Choice(layout=Layout.DIGITISED, with_identity=True)
    with pytest.raises(FaultyError) as refused:
        ask(actor=actor(), on=HELD, organisation=empty, below=False, choice=nameless)
    assert [fault.what for fault in refused.value.faults] == [
        "Chưa ghi số định danh vào tên thư mục được: chưa nêu mục đích.",
        "Không có hồ sơ nào đang mở ở đây.",
    ]


def test_an_organisation_above_takes_those_below(desk: Desk) -> None:
    cell = desk.house.organisation
    above = OrganisationFactory.create(name="Đảng ủy Mẫu", scope_key="t00")
    cell.scope_key = "t000a"
    cell.save()
    type(desk.vu).objects.update(scope_key="t000a")
    makes, opens = actor(Permission.MAKE_PAPERS, scope_key="t00"), actor(scope_key="t00", below=False)
    here = replace(makes, scopes=(*makes.scopes, *opens.scopes))
    with pytest.raises(NotAllowedError, match="số định danh"):
        papers.ask_for_due_papers(actor=here, on=HELD, organisation=above, below=True, choice=DIGITISED)
    job = papers.ask_for_due_papers(
        actor=actor(), on=HELD, organisation=above, below=True, choice=Choice(layout=Layout.DOCX)
    )
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.total) == ("done", 2)


# --- pages ---


@pytest.fixture
def secretary(client: Client, desk: Desk) -> Client:
    Installation.objects.create(is_sample=True, working_day=HELD, first_day=date(2018, 1, 1))
    return sign_in(client, desk.house.organisation)


def test_the_page_of_a_set(secretary: Client, desk: Desk) -> None:
    address = f"/ho-so/{desk.vu.uid}/bo-giay/"
    assert "Giấy tờ soạn được" in secretary.get(address).content.decode()
    answer = secretary.post(address, {"layout": "so-hoa"})
    assert answer["Content-Type"] == "application/zip"
    assert names(answer.content)[0].startswith("Chi_bo_Mau/SungMauVu/")
    answer = secretary.post(address, {"layout": "so-hoa", "with_identity": "on"})
    assert answer.status_code == 422
    assert "chưa nêu mục đích" in answer.content.decode()
    assert secretary.post(address, {"layout": "exe"}).status_code == 422


def streamed(answer: object) -> bytes:
    return b"".join(cast("Iterable[bytes]", cast("StreamingHttpResponse", answer).streaming_content))


def test_from_the_board_to_the_file(secretary: Client, desk: Desk) -> None:
    assert "/phat-trien/soan-hang-loat/" in secretary.get("/phat-trien/").content.decode()
    assert "bên dưới" not in secretary.get("/phat-trien/soan-hang-loat/").content.decode()
    OrganisationFactory.create(name="Tổ mẫu", parent=desk.house.organisation)
    assert "Cả các tổ chức bên dưới" in secretary.get("/phat-trien/soan-hang-loat/").content.decode()
    answer = secretary.post("/phat-trien/soan-hang-loat/", {"layout": "pdf"})
    job = Job.objects.get()
    address = f"/viec-chay/{job.uid}/"
    assert answer["Location"] == address
    page = secretary.get(address).content.decode()
    assert "Đang chờ đến lượt" in page
    assert 'http-equiv="refresh"' in page
    assert "Dừng" in page
    assert secretary.get(f"{address}tep/").status_code == 404
    jobs.run_waiting()
    page = secretary.get(address).content.decode()
    assert "Tải tệp" in page
    assert "http-equiv" not in page
    answer = secretary.get(f"{address}tep/")
    assert names(streamed(answer))[-1] == GAPS_FILE
    assert quote("Giấy tờ cần soạn") in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["Content-Encoding"]) == ("no-store", "identity")
    assert "Tải tệp" in secretary.get("/viec-chay/").content.decode()


def test_a_job_is_stopped_done_again_and_its_file_thrown_away(secretary: Client, desk: Desk) -> None:
    secretary.post("/phat-trien/soan-hang-loat/", {"layout": "docx"})
    first = Job.objects.get()
    secretary.post(f"/viec-chay/{first.uid}/lam/", {"viec": "dung"})
    assert "Đã dừng" in secretary.get(f"/viec-chay/{first.uid}/").content.decode()
    answer = secretary.post(f"/viec-chay/{first.uid}/lam/", {"viec": "lam-lai"})
    jobs.run_waiting()
    page = secretary.get(answer["Location"]).content.decode()
    assert "Xóa tệp khỏi máy này" in page
    secretary.post(f"{answer['Location']}lam/", {"viec": "xoa-tep"})
    assert "Tệp đã xóa khỏi máy này." in secretary.get(answer["Location"]).content.decode()


def test_somebody_elses_job_is_not_found(secretary: Client, desk: Desk) -> None:
    secretary.post("/phat-trien/soan-hang-loat/", {"layout": "docx"})
    address = f"/viec-chay/{Job.objects.get().uid}/"
    sign_in(secretary, desk.house.organisation, Grant.Role.AUDITOR)
    for answer in (secretary.get(address), secretary.get(f"{address}tep/"), secretary.post(f"{address}lam/")):
        assert answer.status_code == 404
    assert secretary.get("/phat-trien/soan-hang-loat/").status_code == 403
    assert "soan-hang-loat" not in secretary.get("/phat-trien/").content.decode()
