"""Lần đầu sử dụng › Khôi phục từ bản sao lưu: tried, made ready, in place after the next start; every "no" told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db import connection

from chibo.accounts.models import User
from chibo.base import backup, keys, keystore, place, presence, swap
from chibo.base.models import AuditEntry
from chibo.config import prepare
from tests.sample import lay_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.engine("sqlcipher")
PAGE = "/bat-dau/khoi-phuc/"
KEY = bytes.fromhex("5a" * 32)
AT = datetime(2018, 5, 21, 5, tzinfo=UTC)


@pytest.fixture
def made(transactional_db: None, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A backup of the sample cell under another key, and an empty installation that was started once."""
    here, there = tmp_path / "may-cu", tmp_path / "may-moi"
    for folder in (here, there):
        folder.mkdir()
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    monkeypatch.setattr(keystore, "_is_secure", lambda _: False)
    own = connection.settings_dict["NAME"]
    keys.use(KEY)
    with connection.cursor() as cursor:
        for folder in (here, there):
            cursor.execute("VACUUM INTO %s", [str(folder / "chibo.db")])
    target = tmp_path / "chibo.age"
    turn_to(settings, here)
    lay_sample()
    backup.make(connection, here, target, at=AT)
    turn_to(settings, there)
    place.write_marker(there, place.Marker(id="trong", kind="cell", is_filled=True, store=keystore.keep(KEY, "trong")))
    yield target
    connection.close()
    connection.settings_dict["NAME"] = own
    keys.use(KEY)
    presence.leave()


def turn_to(settings: Settings, folder: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "chibo.db")
    settings.DATA_DIR = folder
    settings.CHIBO_FILES_DIR = folder / "files"


def test_a_backup_is_made_ready_and_opened_by_the_next_start(made: Path, client: Client) -> None:
    folder = made.parent / "may-moi"
    assert PAGE in client.get("/bat-dau/ten-chi-bo/").content.decode()
    answer = client.post(PAGE, {"source": str(made), "sheet_phrase": "\n".join(keys.to_sheet(KEY))})
    assert "Đã sẵn sàng" in answer.content.decode()
    assert not User.objects.exists()
    connection.close()
    prepare.recover_swap(folder)
    marker = place.read_marker(folder)
    assert marker is not None
    assert marker.id != "trong"
    keys.use(keystore.fetch(marker, str))
    assert User.objects.filter(username="bi-thu").exists()
    call_command("note_restore")
    told = AuditEntry.objects.get(action="base.restore_backup")
    assert told.changes["from"] == [None, AT.isoformat()]
    assert not (made.parent / "khoa" / "trong.key").exists()
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sheet_phrase": ""}, "Gõ ba dòng của phiếu"),
        ({"sheet_phrase": "\n".join(keys.to_sheet(bytes(32)))}, "Phiếu khôi phục không mở được"),
        ({"sheet_phrase": "1: AAAA"}, "Dòng 1 của phiếu"),
        ({"source": "/khong/co.age"}, "Không đọc được tệp sao lưu"),
        ({"source": ""}, "Chưa ghi tệp sao lưu"),
    ],
)
def test_every_no_is_told_and_nothing_is_made_ready(
    made: Path, client: Client, given: dict[str, str], said: str
) -> None:
    answer = client.post(PAGE, {"source": str(made), "sheet_phrase": "\n".join(keys.to_sheet(KEY)), **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not swap.is_ready(made.parent / "may-moi")
