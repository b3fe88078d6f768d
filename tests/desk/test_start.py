"""What a start does by itself before anybody works: the word a restore left, however it was left."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from chibo.base import backup, keys, swap, witness
from chibo.base.models import AuditEntry
from tests.factories import MONDAY
from tests.sample import lay_sample

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
LAST = datetime(2018, 5, 21, 5, tzinfo=UTC)


OTHER = bytes(range(32))


def noted(folder: Path) -> list[list[str | None]]:
    """Take the word up, and give from when on the log now excuses what it lacks."""
    call_command("note_restore", stderr=io.StringIO())
    assert not (folder / swap.NOTE).exists()
    return list(AuditEntry.objects.filter(action=witness.RESTORED).values_list("changes__from", flat=True))


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    lay_sample()
    AuditEntry.objects.create(chain="x", seq=1, at=LAST, on=MONDAY, actor_name="x")
    return tmp_path


def test_the_word_of_a_restore_is_written_once(folder: Path) -> None:
    backup.note_restored(folder, LAST.isoformat(), keys.current())
    assert noted(folder) == [[None, LAST.isoformat()]]


@pytest.mark.parametrize(
    "note", ["", "2018-05", "2018-05-21T05:00:00", LAST.isoformat(), f"{LAST.isoformat()} {'0' * 64}"]
)
def test_a_word_that_proves_nothing_excuses_nothing_and_blocks_no_start(folder: Path, note: str) -> None:
    (folder / swap.NOTE).write_text(note, encoding="ascii")
    assert noted(folder) == []


def test_a_word_of_other_data_or_of_an_older_copy_excuses_nothing(folder: Path) -> None:
    backup.note_restored(folder, LAST.isoformat(), OTHER)
    assert noted(folder) == []
    backup.note_restored(folder, (LAST - timedelta(days=2)).isoformat(), keys.current())
    assert noted(folder) == [], "its own last line is younger"


def test_what_an_upgrade_wrote_before_does_not_speak_against_it(folder: Path) -> None:
    later = LAST + timedelta(days=90)
    AuditEntry.objects.create(chain="x", seq=2, at=later, on=MONDAY, actor_name="x", action="base.seal_records")
    backup.note_restored(folder, LAST.isoformat(), keys.current())
    assert noted(folder) == [[None, LAST.isoformat()]]
