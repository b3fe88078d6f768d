"""What a start does by itself before anybody works: the word a restore left, however it was left."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from chibo.base import swap, witness
from chibo.base.models import AuditEntry
from tests.factories import MONDAY
from tests.sample import lay_sample

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
LAST = datetime(2018, 5, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize("note", ["", "2018-05", "2018-05-21T05:00:00"])
def test_a_torn_word_of_a_restore_blocks_no_start(tmp_path: Path, settings: Settings, note: str) -> None:
    settings.DATA_DIR = tmp_path
    lay_sample()
    AuditEntry.objects.create(chain="x", seq=1, at=LAST, on=MONDAY, actor_name="x")
    (tmp_path / swap.NOTE).write_text(note, encoding="ascii")
    call_command("note_restore")
    assert not (tmp_path / swap.NOTE).exists()
    told = AuditEntry.objects.get(action=witness.RESTORED)
    assert told.changes["from"] == [None, LAST.isoformat()], "the last line that is known"
