"""Scans of signed papers: looked at in a process of their own, kept encrypted and once, compared, removed, logged."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.documents import actions
from chibo.documents.models import Preview, Scan, StoredFile
from chibo.documents.queries.scans import Shelf, picture_of, scan_counts, scan_for, scan_on, scans_are_kept, scans_of
from tests.documents import samples
from tests.documents.scan_files import bomb, pdf, photograph, picture
from tests.factories import MONDAY, OrganisationFactory, actor, stranger

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
HERE = uuid.UUID(int=1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """A vault of its own for each test."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def shelf() -> Shelf:
    return a_shelf()


def a_shelf(scope_key: str = "00010002") -> Shelf:
    """Any row that travels may have scans."""
    return Shelf(
        subject=OrganisationFactory.create(),
        organisation_uid=HERE,
        scope_key=scope_key,
        seen_with=Permission.VIEW_CASES,
        kept_with=Permission.RECORD_STEPS,
    )


def add(shelf: Shelf, content: bytes, name: str = "đơn.jpg") -> Scan:
    return actions.add_scan(actor=actor(), on=MONDAY, shelf=shelf, name=name, content=content)[0]


def kept(place: Path) -> int:
    return sum(path.is_file() for path in place.rglob("*"))


@pytest.mark.parametrize(
    ("content", "pages", "name"),
    [(photograph(), 1, "đơn.jpg"), (picture(), 1, "đơn.png"), (picture("P"), 1, "đơn.png"), (pdf(3), 3, "đơn.pdf")],
)
def test_a_scan_is_kept_with_a_small_picture_and_nothing_in_the_clear(
    shelf: Shelf, place: Path, content: bytes, pages: int, name: str
) -> None:
    scan = add(shelf, content)
    assert (scan.pages, scan.name, scan.added_by, scan.compared_on) == (pages, name, "Lò Mẫu An", None)
    assert actions.open_scan(actor=actor(), on=MONDAY, scan=scan) == content
    small = Image.open(io.BytesIO(picture_of(scan_for(actor(), scan.uid))))
    assert small.format == "JPEG"
    assert max(small.size) <= 1018
    assert kept(place) == 2
    raw = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert content[:40] not in raw


def test_the_small_picture_stands_upright_and_tells_nothing_of_the_camera(shelf: Shelf) -> None:
    scan = add(shelf, photograph(60, 40, turned=True))
    raw = picture_of(scan_for(actor(), scan.uid))
    small = Image.open(io.BytesIO(raw))
    assert small.height > small.width
    assert not small.getexif()
    assert b"Camera" not in raw


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (samples.docx("Đơn"), "Bản chụp phải là PDF hoặc ảnh"),
        (samples.PDF, "Không mở được tệp PDF"),
        (samples.JPEG, "Không mở được ảnh"),
        (photograph()[:300] + b"\xff\xd9", "Không mở được ảnh"),
        (pdf().replace(b"/Catalog", b"/Catalog/JavaScript"), "phần chạy kèm"),
        (b"", "Tệp rỗng"),
        (b"MZ\x90", "Không nhận loại tệp này"),
    ],
)
def test_what_nobody_could_look_at_later_is_not_kept(shelf: Shelf, place: Path, content: bytes, said: str) -> None:
    with pytest.raises(FaultyError, match=said):
        add(shelf, content)
    assert kept(place) == 0
    assert [model.objects.count() for model in (Scan, StoredFile, AuditEntry)] == [0, 0, 0]


def test_a_bomb_is_not_unpacked(shelf: Shelf) -> None:
    with pytest.raises(FaultyError, match="quá lớn để xem trước an toàn"):
        add(shelf, bomb())


def test_a_secrecy_mark_is_refused(shelf: Shelf) -> None:
    with pytest.raises(FaultyError, match="Không lưu tệp có dấu MẬT"):
        add(shelf, photograph(), "công văn MẬT.jpg")


def test_the_same_bytes_are_kept_once_and_it_is_said(shelf: Shelf, place: Path) -> None:
    content = photograph()
    first = add(shelf, content)
    with pytest.raises(FaultyError, match="Đúng tệp này đã có ở đây, Lò Mẫu An tải lên ngày 21-5-2018"):
        add(shelf, content)
    other, is_known = actions.add_scan(actor=actor(), on=MONDAY, shelf=a_shelf(), name="x.jpg", content=content)
    assert is_known
    assert (other.file, StoredFile.objects.count(), Preview.objects.count(), kept(place)) == (first.file, 1, 1, 2)


def test_a_removed_scan_leaves_its_line_and_no_file(
    shelf: Shelf, place: Path, django_capture_on_commit_callbacks: object
) -> None:
    first = add(shelf, photograph())
    second = add(a_shelf(), photograph())
    with pytest.raises(FaultyError, match="Chưa ghi lý do gỡ"):
        actions.remove_scan(actor=actor(), on=MONDAY, scan=first, reason=" ")
    for scan, left in ((first, 2), (second, 0)):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            actions.remove_scan(actor=actor(), on=MONDAY, scan=scan, reason="chụp nhầm")
        assert kept(place) == left
    assert [model.objects.count() for model in (StoredFile, Preview)] == [0, 0]
    (line,) = scans_of(shelf)
    assert (line.file, line.removed_by, line.removal_reason) == (None, "Lò Mẫu An", "chụp nhầm")
    for find in (lambda: scan_for(actor(), first.uid), lambda: scan_on(shelf, first.uid)):
        with pytest.raises(NotYoursError):
            find()
    assert scan_counts([shelf.subject.uid]) == {}


def test_who_compared_it_with_the_original_and_when(shelf: Shelf) -> None:
    scan = add(shelf, photograph())
    with pytest.raises(FaultyError, match="Ngày 22-5-2018 chưa tới"):
        actions.compare_scan(actor=actor(), on=MONDAY, scan=scan, compared_on=date(2018, 5, 22))
    actions.compare_scan(actor=actor(), on=MONDAY, scan=scan, compared_on=date(2018, 5, 20))
    scan.refresh_from_db()
    assert (scan.compared_by, scan.compared_on) == ("Lò Mẫu An", date(2018, 5, 20))


def test_only_who_may_sees_and_keeps(shelf: Shelf) -> None:
    scan = add(shelf, photograph())
    reader = actor(Permission.VIEW_CASES, scope_key="0001")
    assert scan_for(reader, str(scan.uid)) == scan
    for other in (stranger(), actor(Permission.VIEW_MEETINGS), actor(Permission.VIEW_CASES, scope_key="0002")):
        with pytest.raises(NotYoursError):
            scan_for(other, scan.uid)
    with pytest.raises(NotYoursError):
        scan_for(actor(), "not-a-uid")
    for verb in (
        lambda: actions.add_scan(actor=reader, on=MONDAY, shelf=shelf, name="x", content=photograph()),
        lambda: actions.compare_scan(actor=reader, on=MONDAY, scan=scan, compared_on=MONDAY),
        lambda: actions.remove_scan(actor=reader, on=MONDAY, scan=scan, reason="x"),
    ):
        with pytest.raises(NotAllowedError):
            verb()


def test_an_organisation_may_switch_scans_off_for_itself_and_below(shelf: Shelf) -> None:
    add(shelf, photograph())

    def switch(scope_key: str, *, is_on: bool) -> None:
        actions.switch_scans(
            actor=actor(), on=MONDAY, organisation_uid=HERE, scope_key=scope_key, is_on=is_on, reason="CV 12"
        )

    switch("0001", is_on=False)
    assert not scans_are_kept("00010002")
    with pytest.raises(FaultyError, match="Đơn vị không giữ bản chụp trên máy"):
        add(shelf, pdf())
    assert len(scans_of(shelf)) == 1
    switch("0001", is_on=True)
    switch("00010003", is_on=False)
    assert (scans_are_kept("00010002"), scans_are_kept("00010003"), scans_are_kept("0002")) == (True, False, True)
    with pytest.raises(NotAllowedError):
        actions.switch_scans(
            actor=stranger(), on=MONDAY, organisation_uid=HERE, scope_key="0001", is_on=False, reason=""
        )


def test_every_act_is_logged_and_looking_once_a_day(shelf: Shelf) -> None:
    scan = add(shelf, photograph())
    actions.note_scans_seen(actor=actor(), on=MONDAY, shelf=shelf)
    actions.note_scans_seen(actor=actor(), on=MONDAY, shelf=shelf)
    actions.open_scan(actor=actor(), on=MONDAY, scan=scan)
    actions.compare_scan(actor=actor(), on=MONDAY, scan=scan, compared_on=MONDAY)
    actions.remove_scan(actor=actor(), on=MONDAY, scan=scan, reason="chụp nhầm")
    said = [entry.action.removeprefix("documents.") for entry in AuditEntry.objects.order_by("seq")]
    assert said == ["add_scan", "view_scans", "open_scan", "compare_scan", "remove_scan"]
    assert all("đơn" not in str(entry.changes) for entry in AuditEntry.objects.all())


def test_the_vault_itself_is_asked_before_anything_is_forgotten(shelf: Shelf, place: Path) -> None:
    scan = add(shelf, photograph())
    assert scan.file is not None
    assert vault.read(scan.file.digest) == photograph()
