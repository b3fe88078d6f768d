"""Which files of the vault something still needs: a file that nothing leads to is named, one just written is not."""

from __future__ import annotations

import os
import time
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chibo.base import clock, kept, vault
from chibo.base.management.commands.verify import file_faults, stray_notes
from chibo.documents.models import StoredFile

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    """A vault of its own for each test."""
    settings.CHIBO_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def old(content: bytes) -> str:
    """Keep a file as if two hours ago."""
    digest = vault.store(content)
    then = time.time() - 7200
    os.utime(vault.path_of(digest), (then, then))
    return digest


def test_a_file_that_no_row_names_is_told_of_unless_it_may_still_be_written() -> None:
    named, stray, fresh = old(b"named"), old(b"stray"), vault.store(b"fresh")
    StoredFile.objects.create(organisation_uid=uuid.uuid4(), digest=named, name="giấy", size=5, media_type="text/plain")
    assert list(stray_notes()) == [f"Tệp {stray[:12]}… còn trong kho nhưng không bản ghi nào dùng."]
    assert set(kept.unnamed(clock.now() + timedelta(hours=1))) == {stray, fresh}
    assert list(file_faults()) == [], "nothing is wrong with it"


def test_a_file_that_a_row_names_stays_and_one_that_is_gone_is_missed() -> None:
    digest = vault.store(b"named")
    row = StoredFile.objects.create(
        organisation_uid=uuid.uuid4(), digest=digest, name="giấy", size=5, media_type="text/plain"
    )
    kept.forget_unnamed(digest)
    assert vault.read(digest) == b"named"
    vault.forget(digest)
    assert list(kept.missing()) == [digest]
    row.delete()
    assert not kept.is_named(digest)
