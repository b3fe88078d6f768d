"""Bad input over HTTP on the sample cell: each refusal says what, why and what next; nothing is half-written."""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn

import msoffcrypto
import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import OperationalError
from pypdfium2 import PdfDocument

from chibo.accounts.models import User
from chibo.base import vault
from chibo.development.models import DevelopmentCase, Step
from chibo.meetings.models import Meeting, Vote
from chibo.register.models import Person
from tests.factories import MONDAY
from tests.journeys.lists import office_list
from tests.journeys.secretary import plain
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from chibo.meetings.models import AgendaItem

REFUSED, CONFLICT, FULL = 422, 409, 507
UNCOUNTED = {"session", "auditentry"}  # reading leaves its line in the log; a refused act may end a session's message


@pytest.fixture
def secretary(db: None, client: Client) -> Client:
    cache.clear()
    lay_sample()
    return signed_in(client, "bi-thu")


def signed_in(client: Client, username: str) -> Client:
    user = User.objects.get(username=username)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def road(name: str) -> str:
    return f"/phat-trien/{DevelopmentCase.objects.get(person__full_name=name).uid}/"


def rows() -> dict[str, int]:
    models = [model for model in apps.get_models() if model._meta.model_name not in UNCOUNTED]
    return {model._meta.label: model._default_manager.count() for model in models}


@contextmanager
def nothing_written() -> Iterator[None]:
    before, files = rows(), list(vault.addresses())
    yield
    assert rows() == before
    assert list(vault.addresses()) == files


def refused(client: Client, path: str, data: dict[str, object], status: int = REFUSED) -> str:
    with nothing_written():
        answer = client.post(path, data)
    assert answer.status_code == status, answer.status_code
    page = answer.content.decode()
    return plain(page[page.index("errbox") :])


def test_a_step_recorded_twice(secretary: Client) -> None:
    path = f"{road('Lò Mẫu Xuân')}buoc/lop-nhan-thuc/"
    assert secretary.post(path, {"acted_on": "21-5-2018"}).status_code == 302
    said = refused(secretary, path, {"acted_on": "21-5-2018"})
    assert "Giấy chứng nhận lớp nhận thức về Đảng" in said
    assert "21-5-2018" in said
    assert Step.objects.filter(kind="awareness_class_certified", on=MONDAY).count() == 1


def test_a_day_in_the_future(secretary: Client) -> None:
    said = refused(secretary, f"{road('Lò Mẫu Xuân')}buoc/lop-nhan-thuc/", {"acted_on": "22-5-2018"})
    assert "22-5-2018" in said
    assert "21-5-2018" in said, "today is said beside it"


def test_a_day_that_no_calendar_has_is_said_beside_every_other_fault(secretary: Client) -> None:
    path = f"{road('Lò Mẫu Xuân')}quyet-dinh/"
    said = refused(secretary, path, {"decided_on": "31-4-2018", "received_on": "32-5-2018", "issued_by": "Đảng ủy"})
    assert "Có 3 chỗ cần sửa" in said, "both days and the missing number"


def test_a_ceremony_before_its_decision(secretary: Client) -> None:
    said = refused(secretary, f"{road('Lò Mẫu Xuân')}le-ket-nap/", {"acted_on": "21-5-2018"})
    assert "quyết định kết nạp" in said
    assert not Person.objects.get(full_name="Lò Mẫu Xuân").memberships.exists()


def test_a_helper_who_is_not_official(secretary: Client) -> None:
    vu = Person.objects.get(full_name="Sùng Mẫu Vừ")
    said = refused(secretary, f"{road('Lò Mẫu Xuân')}nguoi-giup-do/", {"first": str(vu.uid), "starts_on": "21-5-2018"})
    assert "không còn trong danh sách" in said, "only official members are offered"


def test_a_vote_larger_than_its_base(secretary: Client) -> None:
    item = opened_item(secretary)
    path = f"/hop/{item.meeting.uid}/bieu-quyet/{item.uid}/"
    counts = {"method": "secret_ballot", "issued": 20, "collected": 21, "valid": 21, "approve": 22, "against": 0}
    said = refused(secretary, path, counts)
    assert "Phiếu thu về (21) nhiều hơn phiếu phát ra (20)" in said
    assert "Số biểu quyết (22) nhiều hơn mẫu số (21)" in said
    assert "21 đảng viên chính thức của chi bộ ngày 21-5-2018; không tính 2 đảng viên dự bị" in said
    assert not Vote.objects.filter(item=item).exists()


def opened_item(client: Client) -> AgendaItem:
    """An item on Sùng Mẫu Vừ, at a meeting of today with its attendance taken."""
    client.post("/hop/moi/", {"kind": "thematic", "held_on": "21-5-2018"})
    meeting = Meeting.objects.get(on=MONDAY)
    vu = Person.objects.get(full_name="Sùng Mẫu Vừ")
    data = {"sort": "recognition", "subject": str(vu.uid), "minutes_planned": 20, "is_voted": "on"}
    client.post(f"/hop/{meeting.uid}/chuong-trinh/them/", data)
    client.post(f"/hop/{meeting.uid}/diem-danh/", {"act": "confirm"})
    return meeting.items.get(sort="recognition")


def test_two_people_on_one_page(secretary: Client, client: Client) -> None:
    item = opened_item(secretary)
    path = f"/hop/{item.meeting.uid}/noi-dung/"
    box = f"discussion-{item.uid}"
    seen = re.search(rf'name="seen-{box}" value="(\w+)"', secretary.get(path).content.decode())
    assert seen is not None, "the page keeps a fingerprint of what it showed"
    other = signed_in(type(client)(), "pho-bi-thu")
    typed = {f"seen-{box}": seen[1], box: "Bản của phó bí thư"}
    assert other.post(path, typed).status_code == 302
    said = refused(secretary, path, {**typed, box: "Bản của bí thư"}, CONFLICT)
    assert "Nguyễn Mẫu Bích" in said
    assert "Bản của bí thư" in said, "what was typed is still there"
    item.refresh_from_db()
    assert item.discussion == "Bản của phó bí thư"


@pytest.mark.parametrize("kind", ["unreadable", "protected"])
def test_a_list_that_cannot_be_read(secretary: Client, kind: str) -> None:
    content = locked(office_list()) if kind == "protected" else b"PK\x03\x04 khong phai bang tinh"
    file = SimpleUploadedFile("danh sách.xlsx", content)
    said = refused(secretary, "/nhap-danh-sach/", {"file": file})
    assert ("bỏ mật khẩu" if kind == "protected" else "chưa tải hoặc chép hết") in said


def locked(content: bytes) -> bytes:
    file = msoffcrypto.OfficeFile(BytesIO(content))
    kept = BytesIO()
    file.encrypt("mat khau 2018", kept)
    return kept.getvalue()


def one_page() -> bytes:
    document = PdfDocument.new()
    document.new_page(300, 400)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def full(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("what", ["list", "scan"])
def test_a_disk_that_fills_up_while_a_file_is_kept(
    secretary: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(os, "fsync", full)
    if what == "list":
        data: dict[str, object] = {"file": SimpleUploadedFile("danh sách.xlsx", office_list())}
        said = refused(secretary, "/nhap-danh-sach/", data)
    else:
        scan = SimpleUploadedFile("don.pdf", one_page())
        data = {"dated": "21-5-2018", "is_signed": "on", "file": scan}
        said = refused(secretary, f"{road('Lò Mẫu Xuân')}giay/don-xin-vao-dang/", data, FULL)
    assert "đã đầy" in said
    assert "còn nguyên" in said


def test_a_disk_that_fills_up_while_a_step_is_saved(secretary: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> NoReturn:
        raise OperationalError("database or disk is full")

    path = f"{road('Lò Mẫu Xuân')}buoc/lop-nhan-thuc/"
    with monkeypatch.context() as broken:
        broken.setattr("chibo.base.models.AuditEntry.save", no_room)  # the last row of the act: the others are undone
        said = refused(secretary, path, {"acted_on": "21-5-2018"}, FULL)
    assert "đã đầy" in said
    assert "Giải phóng chỗ trống" in said
    assert secretary.post(path, {"acted_on": "21-5-2018"}).status_code == 302, "with room again it is saved"


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        ("database is locked", 503, "Chờ khoảng một phút"),
        ("database disk image is malformed", 500, "báo người quản trị"),
    ],
)
def test_another_fault_of_the_database_is_not_called_a_full_disk(
    secretary: Client, monkeypatch: pytest.MonkeyPatch, fault: str, status: int, said: str
) -> None:
    def locked_up(*_: object, **__: object) -> NoReturn:
        raise OperationalError(fault)

    monkeypatch.setattr("chibo.base.models.AuditEntry.save", locked_up)
    secretary.raise_request_exception = False
    with nothing_written():
        answer = secretary.post(f"{road('Lò Mẫu Xuân')}buoc/lop-nhan-thuc/", {"acted_on": "21-5-2018"})
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "đã đầy" not in answer.content.decode()
