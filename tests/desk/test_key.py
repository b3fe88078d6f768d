"""Cài đặt › Khóa: the drill of a lost key, a change asked by one and confirmed by another, the sheet shown once."""

from __future__ import annotations

import errno
import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from chibo.accounts.models import Grant, User
from chibo.base import keys, keystore, place, rekey
from chibo.base.models import AuditEntry, KeyChange, Safekeeping
from chibo.base.refusal import FaultyError
from tests.desk.test_safekeeping import said, signed_in
from tests.factories import FOUNDED

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

    from chibo.register.models import Organisation

PAGE = "/cai-dat/khoa/"
KEY = bytes.fromhex("5a" * 32)
OTHER = bytes(range(32))
PHRASE = "ngọn núi xanh xanh"


@pytest.fixture(autouse=True)
def folder(sample: Organisation, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    monkeypatch.setattr(keystore, "_is_secure", lambda _: False)
    settings.DATA_DIR = tmp_path
    keys.use(KEY)
    place.write_marker(tmp_path, place.Marker(id="x", kind="cell", is_filled=True, store=keystore.keep(KEY, "x")))
    return tmp_path


def second_manager(sample: Organisation) -> User:
    other = User.objects.exclude(username="bi-thu").order_by("pk")[0]
    Grant.objects.create(user=other, organisation=sample, role=Grant.Role.ADMINISTRATOR, starts_on=FOUNDED)
    return other


def sheet(key: bytes) -> str:
    return "\n".join(keys.to_sheet(key))


def alone(sample: Organisation) -> None:
    """Leave the secretary as the only one who manages accounts."""
    Grant.objects.filter(role=Grant.Role.ADMINISTRATOR).exclude(user__username="bi-thu").delete()
    Grant.objects.filter(role=Grant.Role.SECRETARY).exclude(user__username="bi-thu").delete()


def test_the_drill_tells_whether_the_sheet_opens(client: Client, folder: Path) -> None:
    signed_in(client, "bi-thu")
    assert 'href="/cai-dat/khoa/"' in said(client.get("/cai-dat/"))
    good = said(client.post(PAGE, {"viec": "dien-tap", "sheet_phrase": sheet(KEY)}))
    assert "Phiếu mở được dữ liệu đang dùng." in good
    assert "Không thấy bản sao lưu nào để thử" in good
    assert sheet(KEY).splitlines()[0] not in good.replace("</textarea>", "")[: good.index("<textarea")]
    wrong = said(client.post(PAGE, {"viec": "dien-tap", "sheet_phrase": sheet(OTHER)}))
    assert "KHÔNG mở được dữ liệu đang dùng" in wrong
    mistyped = sheet(KEY).replace("2: ", "2: A", 1)
    answer = client.post(PAGE, {"viec": "dien-tap", "sheet_phrase": mistyped})
    assert answer.status_code == 422
    assert "Dòng 2 của phiếu" in said(answer)
    assert list(AuditEntry.objects.filter(action="base.drill_lost_key").values_list("changes__opens", flat=True)) == [
        [None, True],
        [None, False],
    ]
    assert "KHÔNG mở được" in Safekeeping.objects.get().drill


def test_one_alone_decides_and_two_do_it_together(client: Client, sample: Organisation) -> None:
    alone(sample)
    signed_in(client, "bi-thu")
    assert client.post(PAGE, {"viec": "xin-doi", "reason": " "}).status_code == 422
    client.post(PAGE, {"viec": "xin-doi", "reason": "Lộ phiếu"})
    assert KeyChange.objects.get().state == "ready"
    assert "Sẽ đổi ở lần mở chibo sau" in said(client.get(PAGE))
    client.post(f"{PAGE}lam/", {"viec": "rut"})
    assert KeyChange.objects.get().state == "withdrawn"
    other = second_manager(sample)
    client.post(PAGE, {"viec": "xin-doi", "reason": "Lộ phiếu"})
    change = KeyChange.objects.get(state="asked")
    answer = client.post(f"{PAGE}lam/", {"viec": "xac-nhan"})
    assert answer.status_code == 422
    assert "không tự xác nhận" in said(answer)
    with pytest.raises(CommandError, match="cần hai người"):
        call_command("change_key", "--yes")
    signed_in(client, other.username)
    assert "Xác nhận đổi khóa" in said(client.get(PAGE))
    client.post(f"{PAGE}lam/", {"viec": "xac-nhan"})
    change.refresh_from_db()
    assert (change.state, change.confirmed_by) == ("ready", other.display_name)


def test_the_new_sheet_is_shown_once_and_its_first_page_says_so(
    client: Client, sample: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(sample)
    signed_in(client, "bi-thu")
    client.post(PAGE, {"viec": "xin-doi", "reason": "Lộ phiếu"})
    monkeypatch.setattr(rekey, "change", lambda *_, **__: keys.current())
    out = io.StringIO()
    call_command("change_key", "--ordered", stdout=out)
    assert "mở Cài đặt → Khóa" in out.getvalue()
    assert sheet(KEY).splitlines()[0] not in out.getvalue()
    assert "Chưa ai chép phiếu khôi phục mới" in said(client.get(PAGE))
    shown = said(client.post(f"{PAGE}lam/", {"viec": "hien-phieu"}))
    assert all(line in shown for line in keys.to_sheet(KEY))
    answer = client.post(f"{PAGE}lam/", {"viec": "hien-phieu"})
    assert answer.status_code == 422
    assert "chỉ hiện một lần" in said(answer)
    call_command("change_key", "--ordered", stdout=out)
    assert KeyChange.objects.get().state == "done"


def test_what_stops_a_change_keeps_nobody_out_and_is_told(
    client: Client, sample: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(sample)
    signed_in(client, "bi-thu")
    client.post(PAGE, {"viec": "xin-doi", "reason": "Lộ phiếu"})

    def full(*_: object, **__: object) -> bytes:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(rekey, "change", full)
    err = io.StringIO()
    for _ in range(2):
        call_command("change_key", "--ordered", stderr=err)
    assert "Chưa đổi được khóa: Ổ đĩa không đủ chỗ" in err.getvalue()
    assert "chibo change-key --withdraw" in err.getvalue()
    assert AuditEntry.objects.filter(action="base.miss_key_change").count() == 1
    assert "Lần mở chibo vừa rồi chưa đổi được khóa" in said(client.get(PAGE))
    out = io.StringIO()
    call_command("change_key", "--withdraw", stdout=out)
    assert "Đã rút yêu cầu đổi khóa" in out.getvalue()
    assert KeyChange.objects.get().state == "withdrawn"
    with pytest.raises(FaultyError, match="Không còn yêu cầu đổi khóa"):
        call_command("change_key", "--withdraw")


def test_the_sheet_counts_as_seen_only_after_it_stood_there(
    sample: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(sample)
    monkeypatch.setattr(rekey, "change", lambda *_, damaged, **__: damaged("ab" * 32))

    class Torn(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        call_command("change_key", "--yes", stdout=Torn())
    assert (KeyChange.objects.get().state, KeyChange.objects.get().sheet_seen_at) == ("done", None)
    out = io.StringIO()
    call_command("change_key", "--yes", stdout=out)
    assert "1 tệp trong kho đã hỏng từ trước nên được giữ nguyên: abababababab…" in out.getvalue()
    assert KeyChange.objects.latest("id").sheet_seen_at is not None


def test_the_pass_phrase_of_the_machine_is_set_changed_and_removed(client: Client, folder: Path) -> None:
    signed_in(client, "bi-thu")
    sent = {"viec": "dat-cum", "phrase": PHRASE, "phrase_again": PHRASE + "x"}
    assert "không giống nhau" in said(client.post(PAGE, sent))
    assert "ít nhất 12" in said(client.post(PAGE, {**sent, "phrase": "ngắn", "phrase_again": "ngắn"}))
    for phrase in (PHRASE, PHRASE + " nữa"):
        assert client.post(PAGE, {**sent, "phrase": phrase, "phrase_again": phrase}).status_code == 302
        marker = place.read_marker(folder)
        assert marker is not None
        assert keystore.unwrap(marker, phrase) == KEY
        assert list((folder / "khoa").glob("*.key")) == []
    client.post(f"{PAGE}lam/", {"viec": "bo-cum"})
    marker = place.read_marker(folder)
    assert marker is not None
    assert marker.pass_phrase is None
    assert keystore.fetch(marker, str) == KEY


@pytest.mark.parametrize("is_removed", [True, False])
def test_a_forgotten_pass_phrase_is_removed_or_set_anew_with_the_sheet_in_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, is_removed: bool
) -> None:
    marker = place.read_marker(folder)
    assert marker is not None
    place.write_marker(folder, keystore.protect(marker, KEY, PHRASE))
    keystore.forget(marker.id)
    (folder / "phieu.txt").write_text(sheet(KEY), encoding="ascii")
    monkeypatch.setenv("CHIBO_KEY_FILE", str(folder / "phieu.txt"))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHRASE} mới\n"))
    out = io.StringIO()
    call_command("pass_phrase", *(["--remove"] if is_removed else []), stdout=out)
    assert "bỏ biến ấy và hủy tệp chép phiếu" in out.getvalue()
    monkeypatch.delenv("CHIBO_KEY_FILE")
    (folder / "phieu.txt").unlink()
    marker = place.read_marker(folder)
    assert marker is not None
    assert marker.store == ("file" if is_removed else "pass_phrase")
    assert keystore.fetch(marker, lambda: f"{PHRASE} mới") == KEY


def test_a_key_that_its_keeper_named_takes_no_pass_phrase(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_KEY_FILE", str(folder / "khoa" / "x.key"))
    place.write_marker(folder, place.Marker(id="x", kind="cell", is_filled=True, store="named"))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHRASE}\n"))
    with pytest.raises(FaultyError, match="CHIBO_KEY_FILE"):
        call_command("pass_phrase")


def test_who_may_not(client: Client, sample: Organisation) -> None:
    signed_in(client, "bi-thu", is_fresh=False)
    assert "/tai-khoan/" in client.get(PAGE)["Location"]
    deputy = User.objects.filter(grants__role=Grant.Role.DEPUTY_SECRETARY).first()
    if deputy is not None:
        signed_in(client, deputy.username)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}lam/", {"viec": "hien-phieu"}).status_code == 403
