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


def test_what_others_left_in_the_vault_is_named_and_stops_nothing(place: Path) -> None:
    digest = vault.store(b"named")
    for stray in ("Thumbs.db", f"{digest[:2]}/{digest} (1)", f"{digest[:2]}/.DS_Store"):
        (place / stray).write_bytes(b"of others")
    (place / "New folder").mkdir()
    (place / digest[:2] / ("f" * 64)).mkdir()
    (place / digest[:2] / f"{digest}.12345678.part").write_bytes(b"half")
    assert list(vault.addresses()) == [digest]
    assert (
        set(vault.strays())
        == {
            "Thumbs.db",
            "New folder",
            os.path.join(digest[:2], f"{digest} (1)"),  # noqa: PTH118 - as it is told
            os.path.join(digest[:2], ".DS_Store"),  # noqa: PTH118
            os.path.join(digest[:2], "f" * 64),  # noqa: PTH118
        }
    )
    assert "“Thumbs.db” không phải của chibo" in " ".join(stray_notes())
    assert list(file_faults()) == []


def test_a_file_that_the_disk_does_not_read_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = vault.store(b"named")

    def unread(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pathlib.Path.read_bytes", unread)
    assert list(file_faults()) == [f"Tệp {digest[:12]}… trong kho không đọc được (Input/output error)."]
    monkeypatch.setattr("pathlib.Path.open", unread)
    with pytest.raises(vault.DamagedFile, match="không đọc được"):
        next(vault.blocks(digest))
