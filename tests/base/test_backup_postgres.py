"""PostgreSQL through the same verbs: nothing of it in the open, restored whole, tried where that is allowed."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connection

from chibo.base import backup, keys, place, presence, swap, sweeping, upgrade, vault
from chibo.base.backup import postgres, waiting
from chibo.base.engine.base import connect
from chibo.base.models import AuditEntry, Installation
from tests.base.backups import about, another_database, manifest, sealed, spoiled, turn_to
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
    monkeypatch.setattr(postgres, "SCRATCH", f"{connection.settings_dict['NAME']}_thu_")  # not another worker's
    keys.use(bytes.fromhex("5a" * 32))
    Installation.objects.create(first_day=MONDAY)
    AuditEntry.objects.create(chain="x", seq=1, at=AT, on=MONDAY, actor_name=NAME)
    vault.store(b"paper" * 100_000)
    return made


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[str]:
    """An empty database, and nobody who stays in it."""
    with another_database("kia") as name:
        yield name


def test_a_scratch_database_of_a_killed_trial_is_dropped_and_anothers_stays(folder: Path) -> None:
    own, other = f"{postgres._scratch_front(connection)}ab12cd34", f"{postgres.SCRATCH}cua_nguoi_khac"
    try:
        with connection.cursor() as cursor:
            for name in (own, other):
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        with postgres.scratch_database(connection) as made:
            assert str(made).startswith(postgres._scratch_front(connection))
        sweeping.sweep(folder, connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname IN (%s, %s)", [own, other])
            assert cursor.fetchall() == [(other,)]
    finally:
        with connection.cursor() as cursor:
            for name in (own, other):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        presence.leave()


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
    turn_to(elsewhere)
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
    own, other = connection.settings_dict["USER"], f"{connection.settings_dict['NAME']}_it_quyen"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {other} LOGIN")
    connection.close()
    connection.settings_dict["USER"] = other
    try:
        return backup.prove(target, connection, folder, key=keys.current())
    finally:
        connection.close()
        connection.settings_dict["USER"] = own
        with connection.cursor() as cursor:
            cursor.execute(f"DROP ROLE {other}")


def restored(source: Path, folder: Path, key: bytes | None = None) -> backup.Summary:
    return backup.restore(source, folder, "x", connection, key=key or keys.current())


def scratch_databases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE %s", [f"{postgres.SCRATCH}%"])
        return int(cursor.fetchone()[0])


def test_every_way_of_a_file_that_cannot_be_used_is_told_apart_and_nothing_is_written(
    folder: Path, elsewhere: str, tmp_path: Path
) -> None:
    target, bad, there = tmp_path / "chibo.age", tmp_path / "bad.age", tmp_path / "kia"
    backup.make(connection, folder, target, at=AT)
    turn_to(elsewhere)
    for content, said in spoiled(target.read_bytes()).items():
        bad.write_bytes(content)
        with pytest.raises(backup.BackupProblem, match=said):
            restored(bad, there)
    with pytest.raises(backup.WrongOpener, match="Phiếu khôi phục không mở được"):
        restored(target, there, bytes(range(32)))
    with pytest.raises(backup.BackupProblem, match="Không đọc được tệp"):
        restored(tmp_path / "none.age", there)
    assert postgres.is_empty(connection)
    assert scratch_databases() == 0
    assert [path.name for path in there.iterdir()] == [presence.LOCK]
    assert restored(target, there).files == 1  # the same place takes the good one afterwards


def holding(target: Path, dump: bytes) -> Path:
    parts = {"database/0001": dump}
    return sealed(target, {"about.json": about(engine="postgresql"), **parts, "manifest.json": manifest(parts)})


def of_the_embedded_engine(target: Path, scratch: Path) -> Path:
    opened = connect(str(scratch / "so.db"), keys.derive("database"))
    opened.execute("CREATE TABLE django_migrations (app text, name text)")
    opened.commit()
    opened.close()
    parts = {"chibo.db": (scratch / "so.db").read_bytes()}
    return sealed(
        target, {"about.json": about(), "key": keys.current().hex().encode(), **parts, "manifest.json": manifest(parts)}
    )


def test_what_is_no_backup_of_this_engine_or_of_a_newer_program_is_refused(
    folder: Path, elsewhere: str, tmp_path: Path
) -> None:
    target, there = tmp_path / "chibo.age", tmp_path / "kia"
    turn_to(elsewhere)
    with pytest.raises(backup.BackupProblem, match=r"không phải của PostgreSQL\. Bỏ biến CHIBO_DATABASE_URL"):
        restored(of_the_embedded_engine(target, tmp_path), there)
    for dump, said in {b"no dump": "đã hỏng", b"PGDMP\1\x63\0": "bộ lệnh PostgreSQL mới hơn"}.items():
        with pytest.raises(backup.BackupProblem, match=said):
            restored(holding(target, dump), there)
    for newer in ({"format": 3}, {"migrations": [["register", "9999_later"]]}):
        sealed(target, {"about.json": about(engine="postgresql", **newer), "database/0001": b"PGDMP"})
        with pytest.raises(backup.BackupProblem, match=r"bản chibo mới hơn làm ra \(9.1\)"):
            restored(target, there)
    assert postgres.is_empty(connection)
    assert scratch_databases() == 0


def copied_to(name: str) -> None:
    """Make the other database a copy of the tests' own, and turn to it."""
    own = connection.settings_dict["NAME"]
    turn_to("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own}"')
    turn_to(name)


def test_a_restore_that_is_cut_off_goes_on_and_one_that_fails_leaves_nothing(
    folder: Path, elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, there = tmp_path / "chibo.age", tmp_path / "kia"
    backup.make(connection, folder, target, at=AT)
    turn_to(elsewhere)
    real = waiting._pour

    def refused(*given: object) -> None:
        del given
        raise backup.BackupProblem("PostgreSQL không nhận")

    def cut_off(*given: Any) -> None:
        real(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(waiting, "_pour", refused)
    with pytest.raises(backup.BackupProblem, match="không nhận"):
        restored(target, there)
    assert [path.name for path in there.iterdir()] == [presence.LOCK]
    assert list((tmp_path / "khoa").iterdir()) == []
    monkeypatch.setattr(waiting, "_pour", cut_off)
    with pytest.raises(KeyboardInterrupt):
        restored(target, there)
    assert place.read_marker(there) is None
    monkeypatch.setattr(waiting, "_pour", refused)  # the rows are in: they are not asked for again
    waiting.fill(there, postgres.params(connection), keys.current(), people="accounts_user")
    assert swap.finish(there)
    assert place.read_marker(there) is not None
    assert AuditEntry.objects.get().actor_name == NAME


def one_change_of_form_behind() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE base_networkstatement")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'base' AND name = '0006_network_statement'")


def test_an_older_backup_is_said_to_be_older_and_brought_up_by_the_first_start(
    folder: Path, elsewhere: str, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, said = tmp_path / "kia", io.StringIO()
    copied_to(elsewhere)
    one_change_of_form_behind()
    older = backup.make(connection, folder, tmp_path / "cu.age", at=AT)
    assert older.is_older
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    settings.DATA_DIR, settings.CHIBO_FILES_DIR = there, there / "files"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(keys.to_sheet(keys.current()))))
    call_command("restore", str(tmp_path / "cu.age"), stdout=said)
    assert "do bản chibo cũ hơn làm ra: lần mở đầu tiên chương trình giữ một bản rồi nâng cấp" in said.getvalue()
    assert upgrade.is_pending()
    upgrade.run(there, at=AT)
    assert "base_networkstatement" in connection.introspection.table_names()
    assert not upgrade.is_pending()
    assert AuditEntry.objects.get(chain="x").actor_name == NAME
    assert [copy.name for copy in upgrade.copies(there)] == ["truoc-nang-cap-lan-1-2018-05-21-050000.age"]
    presence.leave()


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


def test_a_reader_that_ends_in_the_middle_leaves_the_database_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = tmp_path / "pg_restore"
    half.write_text(
        "#!/bin/sh\ncat >/dev/null; printf 'CREATE TABLE nua (so int);\\nCOPY nua FROM stdin;\\n1\\n'; exit 1\n",
        "utf-8",
    )
    half.chmod(0o700)
    real = postgres.tool
    monkeypatch.setattr(postgres, "tool", lambda name: str(half) if name == "pg_restore" else real(name))
    connection.close()
    filling = postgres.Restoring(postgres.params(connection), schema="public")
    filling.take(iter([b"PGDMP"]))
    with pytest.raises(backup.BackupProblem, match="đã hỏng"):
        filling.end()
    assert AuditEntry.objects.get().actor_name == NAME
    assert "nua" not in connection.introspection.table_names()


def test_what_older_servers_do_not_know_is_left_out_of_the_head_alone() -> None:
    said = b"SET lock_timeout = 0;\nSET transaction_timeout = 0;\nSET client_encoding = 'UTF8';\n"
    assert postgres._for_any_server(said) == b"SET lock_timeout = 0;\nSET client_encoding = 'UTF8';\n"
