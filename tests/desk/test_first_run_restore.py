"""Lần đầu sử dụng › Khôi phục từ bản sao lưu: tried, made ready, in place after the next start; every "no" told."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import connection

from chibo.accounts.models import User
from chibo.base import backup, keys, keystore, place, presence, swap
from chibo.base.backup import waiting
from chibo.base.models import AuditEntry, Installation
from chibo.config import prepare
from chibo.desk.first_run import restoring
from tests.base.backups import another_database, turn_to
from tests.factories import MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

PAGE = "/bat-dau/khoi-phuc/"
KEY = bytes.fromhex("5a" * 32)
AT = datetime(2018, 5, 21, 5, tzinfo=UTC)


@pytest.fixture
def empty(
    transactional_db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Callable[[], object]], Path]]:
    """An empty installation that was started once, and a way to have a backup made elsewhere, under another key."""
    here, there = tmp_path / "may-cu", tmp_path / "may-moi"
    for folder in (here, there):
        folder.mkdir()
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    monkeypatch.setattr(keystore, "_is_secure", lambda _: False)
    keys.use(KEY)

    def made(fill: Callable[[], object]) -> Path:
        move_to(settings, here, old)
        fill()
        target = tmp_path / "chibo.age"
        backup.make(connection, here, target, at=AT)
        move_to(settings, there, new)
        store = keystore.keep(KEY, "trong")
        place.write_marker(there, place.Marker(id="trong", kind="cell", is_filled=True, store=store))
        monkeypatch.setenv("CHIBO_DATABASE_URL", address())
        return target

    with databases(here, there) as (old, new):
        yield made
    keys.use(KEY)
    presence.leave()


@contextmanager
def databases(here: Path, there: Path) -> Iterator[tuple[str, str]]:
    """Two databases with the tables and nothing in them; on PostgreSQL the first is the tests' own."""
    own = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        with another_database("moi", template=own) as name:
            yield own, name
        return
    with connection.cursor() as cursor:
        for folder in (here, there):
            cursor.execute("VACUUM INTO %s", [str(folder / "chibo.db")])
    yield str(here / "chibo.db"), str(there / "chibo.db")
    turn_to(own)


def move_to(settings: Settings, folder: Path, name: str) -> None:
    """Go on as the program in another folder with another database."""
    turn_to(name)
    settings.DATA_DIR = folder
    settings.CHIBO_FILES_DIR = folder / "files"


def address() -> str:
    """How a start finds the database."""
    held = connection.settings_dict
    return f"postgres://{held['USER']}@/{held['NAME']}?host={quote(str(held['HOST']), safe='')}"


def row() -> object:
    return Installation.objects.create(first_day=MONDAY)


def row_and_owner() -> object:
    User.objects.create(username="bi-thu")
    return row()


def sheet(key: bytes = KEY) -> str:
    return "\n".join(keys.to_sheet(key))


def start(folder: Path) -> place.Marker:
    """What a start does first."""
    connection.close()
    prepare.recover_swap(folder)
    marker = place.read_marker(folder)
    assert marker is not None
    return marker


def test_a_backup_is_made_ready_and_opened_by_the_next_start(
    empty: Callable[[Callable[[], object]], Path], client: Client
) -> None:
    made = empty(row_and_owner)
    folder = made.parent / "may-moi"
    assert PAGE in client.get("/bat-dau/ten-chi-bo/").content.decode()
    answer = client.post(PAGE, {"source": str(made), "sheet_phrase": sheet()})
    wait_for_the_trial()
    assert answer["Location"] == PAGE
    said = client.get(PAGE).content.decode()
    assert "Đã sẵn sàng" in said
    assert "Tất cả mở được" in said
    assert ("chibo verify" in said) is (connection.vendor == "postgresql")
    assert not User.objects.exists()
    assert not (folder / swap.NOTE).exists()
    assert client.get("/bat-dau/ten-chi-bo/")["Location"] == PAGE  # what is written there would be lost
    marker = start(folder)
    assert marker.id != "trong"
    keys.use(keystore.fetch(marker, str))
    assert User.objects.filter(username="bi-thu").exists()
    call_command("note_restore")
    told = AuditEntry.objects.get(action="base.restore_backup")
    assert told.changes["from"] == [None, AT.isoformat()]
    assert not (made.parent / "khoa" / "trong.key").exists()
    assert sorted(one.name for one in folder.iterdir() if one.name.startswith((".chibo", "dang-doi"))) == []
    assert client.get(PAGE).status_code == 404


def wait_for_the_trial() -> None:
    for thread in threading.enumerate():
        if thread.name == "chibo-restore-trial":
            thread.join(60)


def test_every_no_is_told_and_nothing_is_made_ready(
    empty: Callable[[Callable[[], object]], Path], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_AT_ONCE", 60.0)
    made = empty(row)
    cut = made.with_name("cut.age")
    cut.write_bytes(made.read_bytes()[:-100])
    for given, said in (
        ({"sheet_phrase": ""}, "Gõ ba dòng của phiếu"),
        ({"sheet_phrase": sheet(bytes(32))}, "Phiếu khôi phục không mở được"),
        ({"sheet_phrase": "1: AAAA"}, "Dòng 1 của phiếu"),
        ({"sheet_phrase": "300: AAAA"}, "phải có đủ 3 dòng"),
        ({"sheet_phrase": "²: A"}, "Dòng 2 của phiếu"),
        ({"source": "~khong-co-ai/x.age"}, "Không đọc được tệp sao lưu"),
        ({"source": "/khong/co.age"}, "Không đọc được tệp sao lưu"),
        ({"source": ""}, "Chưa ghi tệp sao lưu"),
        ({"source": str(cut)}, "bị cắt ngang"),
    ):
        answer = client.post(PAGE, {"source": str(made), "sheet_phrase": sheet(), **given})
        assert answer.status_code == 422, given
        assert said in answer.content.decode()
        assert not swap.beside(made.parent / "may-moi").exists()
        assert restoring.standing() == restoring.Standing()


def test_what_is_ready_can_be_given_up(empty: Callable[[Callable[[], object]], Path], client: Client) -> None:
    made = empty(row)
    folder, kept = made.parent / "may-moi", made.parent / "khoa"
    client.post(PAGE, {"source": str(made), "sheet_phrase": sheet()})
    wait_for_the_trial()
    assert len(list(kept.glob("*.key"))) == 2
    assert client.post(PAGE, {"viec": "bo"})["Location"] == "/bat-dau/"
    assert [path.name for path in kept.glob("*.key")] == ["trong.key"]
    assert start(folder).id == "trong"
    assert client.get("/bat-dau/")["Location"] == "/bat-dau/ten-chi-bo/"


def test_a_trial_that_takes_long_is_shown_and_can_be_stopped(
    empty: Callable[[Callable[[], object]], Path], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, goes_on = empty(row), threading.Event()
    monkeypatch.setattr(restoring, "_AT_ONCE", 0.2)
    monkeypatch.setattr(restoring, "_TOLD_EVERY", 0.0)

    def slow(*given: Any, told: Callable[[int], None], **more: Any) -> None:
        del given, more
        told(0)
        goes_on.wait(60)
        told(0)

    monkeypatch.setattr(backup, "stage", slow)
    given = {"source": str(made), "sheet_phrase": sheet()}
    assert client.post(PAGE, given)["Location"] == PAGE
    said = client.get(PAGE).content.decode()
    assert "Đã xem 0 %" in said
    assert client.get("/bat-dau/")["Location"] == PAGE
    assert client.post(PAGE, given)["Location"] == PAGE  # pressed twice, tried once
    client.post(PAGE, {"viec": "bo"})
    goes_on.set()
    wait_for_the_trial()
    assert restoring.standing() == restoring.Standing()
    assert not swap.beside(made.parent / "may-moi").exists()


def test_a_trial_that_was_cut_off_is_told_once(empty: Callable[[Callable[[], object]], Path], client: Client) -> None:
    made = empty(row)
    note = made.parent / "may-moi" / ".chibo-khoi-phuc.json"
    restoring._write(note, restoring.Standing(state="trying", source=str(made)))
    os.utime(note, (0, 0))
    said = client.get(PAGE).content.decode()
    assert "đã tắt khi đang thử" in said
    assert f'value="{made}"' in said
    assert "đã tắt khi đang thử" not in client.get(PAGE).content.decode()


@pytest.mark.engine("postgres")
def test_a_start_that_was_cut_off_after_the_rows_goes_on_and_others_data_are_left_alone(
    empty: Callable[[Callable[[], object]], Path], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = empty(row)
    folder = made.parent / "may-moi"
    client.post(PAGE, {"source": str(made), "sheet_phrase": sheet()})
    wait_for_the_trial()
    User.objects.create(username="nguoi-khac")
    with pytest.raises(backup.BackupProblem, match="đã có tài khoản"):
        start(folder)
    assert User.objects.get().username == "nguoi-khac"
    User.objects.all().delete()
    real = waiting._pour

    def cut_off(*given: Any) -> None:
        real(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(waiting, "_pour", cut_off)
        with pytest.raises(KeyboardInterrupt):
            start(folder)
    User.objects.create(username="nguoi-khac")  # stands for the people of the backup
    assert start(folder).id != "trong"
    assert User.objects.get().username == "nguoi-khac"
    assert Installation.objects.get().first_day == MONDAY
    assert not swap.beside(folder).exists()
