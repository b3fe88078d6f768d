"""PostgreSQL through the same verbs: nothing of it in the open, restored whole, tried where that is allowed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from chibo.base import backup, keys, place, vault
from chibo.base.backup import postgres
from chibo.base.models import AuditEntry, Installation
from tests.factories import MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.engine("postgres")
AT = datetime(2018, 5, 21, 5, tzinfo=UTC)
NAME = "Lò Mẫu Không Được Thấy"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "data"
    made.mkdir()
    settings.CHIBO_FILES_DIR = made / "files"
    monkeypatch.delenv("CHIBO_KEY_FILE")
    monkeypatch.setattr(place, "key_root", lambda: tmp_path / "khoa")
    keys.use(bytes.fromhex("5a" * 32))
    Installation.objects.create(first_day=MONDAY)
    AuditEntry.objects.create(chain="x", seq=1, at=AT, on=MONDAY, actor_name=NAME)
    vault.store(b"paper" * 100_000)
    return made


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[str]:
    """An empty database, and nobody who stays in it."""
    own = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE chibo_kia TEMPLATE template0")
    yield "chibo_kia"
    connection.close()
    connection.settings_dict["NAME"] = own
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE chibo_kia WITH (FORCE)")
        cursor.execute("DROP ROLE IF EXISTS it_quyen")


def test_the_whole_way(
    folder: Path,
    elsewhere: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: AbstractContextManager[None],
) -> None:
    target = tmp_path / "chibo.age"
    made = backup.make(connection, folder, target, at=AT)
    assert (made.files, made.log_lines, made.way, made.about.engine) == (1, 1, "restored", "postgresql")
    assert NAME.encode() not in target.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["files"]
    with pytest.raises(backup.BackupProblem, match="không trống"):
        backup.restore(target, tmp_path / "kia", "x", connection, key=keys.current())
    said = who_may_make_no_database(folder, target)
    assert said.way == "read"
    assert "pg_restore" in said.said()
    connection.close()
    connection.settings_dict["NAME"] = elsewhere
    back = backup.restore(target, tmp_path / "kia", "x", connection, key=keys.current())
    assert back.rows == made.rows
    assert AuditEntry.objects.get().actor_name == NAME
    assert len(list((tmp_path / "kia" / "files").rglob("*"))) == 2
    monkeypatch.setattr(postgres, "_KEPT", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backup.BackupProblem, match=r"không có lệnh pg_dump.*postgresql-client"):
        backup.make(connection, folder, tmp_path / "again.age", at=AT)


def who_may_make_no_database(folder: Path, target: Path) -> backup.Summary:
    """Try a backup as an account of the server that was not allowed to make databases."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE it_quyen LOGIN")
    own = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = "it_quyen"
    try:
        return backup.prove(target, connection, folder, key=keys.current())
    finally:
        connection.close()
        connection.settings_dict["USER"] = own


def test_why_the_server_takes_nothing_is_told_with_what_helps(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "ERROR:  out of shared memory\nHINT:  You might need to increase max_locks_per_transaction."
    for name, script in (
        ("psql", f'echo "{said}" >&2; exit 3'),
        ("pg_restore", "cat >/dev/null; echo SELECT 1; exit 13"),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o700)
    monkeypatch.setattr(postgres, "tool", lambda name: str(tmp_path / name))
    filling = postgres.Restoring(postgres.params(connection), schema="public")
    filling.take(iter([b"PGDMP"]))
    with pytest.raises(backup.BackupProblem, match=r"out of shared memory .*Tăng max_locks_per_transaction"):
        filling.end()
