"""``chibo verify`` tells what is damaged from what is only in the way, and looks at the rest where a table is gone."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from chibo.base import vault
from chibo.base.management.commands import verify
from chibo.config.errors import line_for

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("database is locked", "đang bị chương trình khác giữ"),
        ("attempt to write a readonly database", "chỉ đọc được"),
        ("unable to open database file", "không mở được tệp cơ sở dữ liệu"),
        ("cannot execute UPDATE in a read-only transaction", "đang chỉ cho đọc"),
    ],
)
def test_what_is_in_the_way_is_no_damage(monkeypatch: pytest.MonkeyPatch, error: str, told: str) -> None:
    def blocked() -> list[str]:
        raise OperationalError(error)

    monkeypatch.setattr(verify, "database_faults", blocked)
    said = StringIO()
    with pytest.raises(CommandError, match=told) as raised:
        call_command("verify", stdout=said)
    assert (raised.value.returncode, said.getvalue()) == (3, "")
    assert "đừng khôi phục" in str(raised.value)
    line = line_for(OperationalError(error), str)
    assert line is not None
    assert (told in line[0], line[1]) == (True, 3)


def test_a_damaged_database_is_still_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[str]:
        raise OperationalError("database disk image is malformed")

    monkeypatch.setattr(verify, "database_faults", broken)
    said = StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("verify", stdout=said)
    assert raised.value.returncode == 1
    assert "Khôi phục bản sao lưu mới nhất" in said.getvalue()


@pytest.mark.engine("sqlcipher")  # PostgreSQL looks at nothing more in the transaction that the test is
@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["base_logseal", "documents_scan", "documents_storedfile"])
def test_a_table_that_is_gone_is_named_and_the_rest_is_looked_at(tmp_path: Path, settings: Settings, gone: str) -> None:
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    digest = vault.store(b"paper")
    path = vault.path_of(digest)
    path.write_bytes(path.read_bytes()[:-1])
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{gone}" RENAME TO "{gone}_x"')
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", "--json", stdout=said)
    faults = json.loads(said.getvalue())["faults"]
    assert f"Cơ sở dữ liệu thiếu bảng: {gone}." in faults[0]
    assert ("Chưa xem được nhật ký vì thiếu bảng." in faults) == (gone == "base_logseal")
    assert any(digest[:12] in fault for fault in faults)
    with pytest.raises(CommandError, match="thiếu bảng"):
        call_command("verify", "--accept", "không sao", stdout=said)
