"""PostgreSQL opens for any key: another one than that of its rows is refused before anything is written."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests import killing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHECK = "from chibo.base.models import Safekeeping; print('check', len(Safekeeping.objects.get().key_check))"
UNKNOWN = "from chibo.base.models import Safekeeping; Safekeeping.objects.update(key_check='')"


@contextmanager
def empty_beside(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The same installation, with the address of an empty database."""
    here = urlsplit(environment["CHIBO_DATABASE_URL"])
    name = f"{here.path.strip('/')}_empty"
    with psycopg.connect(urlunsplit(here), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield {**environment, "CHIBO_DATABASE_URL": urlunsplit(here._replace(path=f"/{name}"))}
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.mark.engine("postgres")
@pytest.mark.django_db
def test_another_key_opens_nothing_and_an_empty_database_is_a_fault(tmp_path: Path) -> None:
    with killing.installed(tmp_path) as environment:
        assert "check 64" in killing.command(environment, "manage", "shell", "--no-imports", "-c", CHECK)
        killing.command(environment, "verify")
        (tmp_path / "other").write_text("ab" * 32, encoding="ascii")
        other = {**environment, "CHIBO_KEY_FILE": str(tmp_path / "other")}
        for unknown in (False, True):  # an installation of before has no note of its key
            if unknown:
                killing.command(environment, "manage", "shell", "--no-imports", "-c", UNKNOWN)
            for words in (["verify"], ["backup", str(tmp_path / "b.age")], ["start", "--no-browser"]):
                done = killing.run(other, *words)
                assert done.returncode == 3
                assert "không phải khóa của cơ sở dữ liệu" in done.stderr
        killing.command(environment, "verify")
        assert "check 64" in killing.command(environment, "manage", "shell", "--no-imports", "-c", CHECK)
        assert not (tmp_path / "b.age").exists()
        with empty_beside(environment) as elsewhere:
            done = killing.run(elsewhere, "verify")
            assert done.returncode == 1
            assert "Không thấy cơ sở dữ liệu" in done.stdout
            assert killing.run(elsewhere, "backup", str(tmp_path / "b.age")).returncode == 3
