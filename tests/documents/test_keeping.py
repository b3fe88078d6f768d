"""Files are known by their bytes, kept encrypted, and given only to those who may see them."""

from __future__ import annotations

import unicodedata
import uuid
from typing import TYPE_CHECKING

import pytest

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.documents import actions, queries, sniffing
from chibo.documents.models import StoredFile
from tests.documents import samples
from tests.factories import MONDAY, actor, stranger

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

HERE = uuid.UUID(int=1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """A vault of its own for each test."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def keep(name: str, content: bytes, *, scope_key: str = "0001") -> StoredFile:
    return actions.keep_file(
        actor=actor(), on=MONDAY, organisation_uid=HERE, scope_key=scope_key, name=name, content=content
    )


def faults_of(name: str, content: bytes) -> list[str]:
    with pytest.raises(FaultyError) as refused:
        keep(name, content)
    return [fault.what for fault in refused.value.faults]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "media_type", "suffix"),
    [
        (samples.PDF, "application/pdf", ".pdf"),
        (samples.JPEG, "image/jpeg", ".jpg"),
        (samples.png(), "image/png", ".png"),
        (samples.docx("Đơn xin vào Đảng"), sniffing._DOCX, ".docx"),
        (samples.xlsx(), sniffing._XLSX, ".xlsx"),
    ],
)
def test_a_file_is_kept_as_what_it_is(content: bytes, media_type: str, suffix: str, place: Path) -> None:
    kept = keep("Lý lịch Lò Mẫu Xuân.bin", content)
    assert kept.media_type == media_type
    assert kept.name == f"Lý lịch Lò Mẫu Xuân.bin{suffix}"
    assert vault.read(kept.digest) == content
    assert all(content not in path.read_bytes() for path in place.rglob("*") if path.is_file())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("đơn.JPG", "đơn.jpg"),
        ("C:\\Users\\an\\đơn.jpeg", "đơn.jpg"),
        ("../../etc/đơn.png", "đơn.jpg"),
        ("  đơn\r\n  xin.jpg", "đơn xin.jpg"),
        ("", "tệp.jpg"),
        (unicodedata.normalize("NFD", "lý lịch.jpg"), "lý lịch.jpg"),
        ("a" * 300 + ".jpg", "a" * 180 + ".jpg"),
    ],
)
def test_the_name_is_made_tidy(given: str, kept: str) -> None:
    assert keep(given, samples.JPEG).name == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00 a program", "Không nhận loại tệp này."),
        (b"<html><script>alert(1)</script>", "Không nhận loại tệp này."),
        (samples.archive("a.txt"), "Không nhận loại tệp này."),
        (samples.PDF.replace(b"%%EOF", b""), "Tệp bị thiếu phần cuối."),
        (samples.JPEG[:-2], "Tệp bị thiếu phần cuối."),
        (samples.docx("x")[:900], "Tệp bị thiếu phần cuối."),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "Chưa nhận tệp này."),
        (
            samples.archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "Không nhận tệp có macro.",
        ),
        (b"", "Tệp rỗng."),
    ],
)
def test_what_cannot_be_read_later_is_not_kept(content: bytes, said: str) -> None:
    assert faults_of("giấy.pdf", content) == [said]
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Công văn 12 MẬT.pdf", "MẬT"),
        ("BC_tối_mật_2018.pdf", "TỐI_MẬT"),
        ("Tuyệt mật - kế hoạch.pdf", "TUYỆT MẬT"),
        ("ke hoach TOI MAT.pdf", "TOI MAT"),
        ("[mat] bao cao.pdf", "MAT"),
        (unicodedata.normalize("NFD", "công văn (mật).pdf"), "MẬT"),
    ],
)
def test_a_secrecy_mark_in_the_name_is_refused_with_an_explanation(name: str, mark: str) -> None:
    with pytest.raises(FaultyError) as refused:
        keep(name, samples.PDF)
    (fault,) = refused.value.faults
    assert fault.what == f"Không lưu tệp có dấu {mark}."
    assert "MẬT, TỐI MẬT, TUYỆT MẬT" in fault.why
    assert fault.next


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Vắng mặt tháng 5.pdf", "Đổi mật khẩu.pdf", "mất giấy.pdf", "co mat du.pdf", "Mật độ.pdf"]
)
def test_innocent_words_are_no_mark(name: str) -> None:
    assert keep(name, samples.PDF).name == name


@pytest.mark.django_db
def test_a_mark_standing_alone_in_a_word_file_is_found() -> None:
    assert faults_of("báo cáo.docx", samples.docx("TỐI  MẬT", "Báo cáo")) == ["Không lưu tệp có dấu TỐI MẬT."]
    assert keep("báo cáo.docx", samples.docx("Giữ bí mật của Đảng", "Báo cáo")).size > 0


@pytest.mark.django_db
def test_every_fault_is_told_at_once() -> None:
    too_large = b"MZ" + b"\0" * sniffing.LARGEST
    said = faults_of("Tuyệt mật.exe", too_large)
    assert said == ["Tệp lớn 20,0 MB, quá 20 MB.", "Không nhận loại tệp này.", "Không lưu tệp có dấu TUYỆT MẬT."]


@pytest.mark.django_db
def test_keeping_and_reading_are_logged_without_the_name() -> None:
    kept = keep("Lò Mẫu Xuân.pdf", samples.PDF)
    assert actions.open_file(actor=actor(), on=MONDAY, file=kept) == samples.PDF
    entries = AuditEntry.objects.filter(chain=str(HERE)).order_by("seq")
    assert [entry.action for entry in entries] == ["documents.keep_file", "documents.open_file"]
    assert all("Xuân" not in str(entry.changes) for entry in entries)


@pytest.mark.django_db
def test_a_file_is_found_only_by_who_may_look_there() -> None:
    kept = keep("đơn.pdf", samples.PDF, scope_key="0001")
    assert queries.file_for(actor(Permission.VIEW_CASES, scope_key="0001", below=False), kept.uid) == kept
    assert queries.file_for(actor(Permission.VIEW_CASES, scope_key="00", below=True), str(kept.uid)) == kept
    for other in (
        stranger(),
        actor(Permission.VIEW_CASES, scope_key="0002"),
        actor(Permission.VIEW_CASES, scope_key="00", below=False),
        actor(Permission.VIEW_PEOPLE, scope_key="0001"),
    ):
        with pytest.raises(NotYoursError):
            queries.file_for(other, kept.uid)
    with pytest.raises(NotYoursError):
        queries.file_for(actor(), "not-a-uid")


@pytest.mark.django_db
def test_who_may_not_keep_papers_there_is_told() -> None:
    with pytest.raises(NotAllowedError):
        actions.keep_file(
            actor=actor(Permission.RECORD_STEPS, scope_key="0002"),
            on=MONDAY,
            organisation_uid=HERE,
            scope_key="0001",
            name="đơn.pdf",
            content=samples.PDF,
        )
    assert not StoredFile.objects.exists()
