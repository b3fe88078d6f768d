"""The embedded database is unreadable without its key."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from chibo.base import keys
from chibo.base.engine.base import WrongKey, connect

KEY = bytes(range(32))
NAME = "Lò Mẫu Không Được Thấy"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A database with one name in it, closed."""
    path = tmp_path / "people.db"
    opened = connect(str(path), KEY)
    opened.execute("CREATE TABLE person (name text)")
    opened.execute("INSERT INTO person VALUES (?)", (NAME,))
    opened.commit()
    opened.close()
    return path


def test_a_name_comes_back_with_the_key(written: Path) -> None:
    opened = connect(str(written), KEY)
    assert opened.execute("SELECT name FROM person").fetchall() == [(NAME,)]
    opened.close()


def test_no_plain_name_is_in_the_bytes(written: Path) -> None:
    assert NAME.encode() not in written.read_bytes()
    assert b"SQLite format 3" not in written.read_bytes()


def test_a_wrong_key_is_said_clearly_and_quietly(written: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WrongKey):
        connect(str(written), bytes(32))
    assert capfd.readouterr().err == ""


def test_plain_sqlite_cannot_read_it(written: Path) -> None:
    plain = sqlite3.connect(written)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


@pytest.mark.engine("sqlcipher")
@pytest.mark.django_db
def test_the_connection_is_safe_and_fast() -> None:
    def ask(pragma: str) -> object:
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {pragma}").fetchone()[0]

    assert str(ask("cipher_version")).startswith("4.")
    assert ask("journal_mode") == "wal"
    assert ask("foreign_keys") == 1
    assert ask("cache_size") == -65_536
    assert connection.settings_dict["CONN_MAX_AGE"] is None
    assert connection.display_name == "SQLite"


@pytest.mark.engine("sqlcipher")
@pytest.mark.django_db
def test_the_tests_themselves_run_on_an_encrypted_file() -> None:
    name = str(connection.settings_dict["NAME"])
    assert Path(name).read_bytes()[:15] != b"SQLite format 3"
    connect(name, keys.derive("database")).close()
