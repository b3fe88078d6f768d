"""What a killed program leaves goes at the next start that is alone; what is in use, or somebody's own, stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from chibo.base import presence, sweeping, vault
from chibo.base.models import Safekeeping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
HERE = """
import sys
from pathlib import Path
from chibo.base import presence
presence.enter(Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    made, usb = tmp_path / "data", tmp_path / "usb"
    settings.CHIBO_FILES_DIR = made / "files"
    usb.mkdir()
    Safekeeping.objects.create(folder=str(usb))
    kept = vault.path_of(vault.store(b"paper"))
    for left in (
        made / ".chibo-abc" / "chibo.db",
        made / "chibo.json.1f.part",
        made / "backups" / "truoc-nang-cap.age.1f.part",
        made / "files" / "viec.part",
        kept.with_name(f"{kept.name}.1f.part"),
        usb / "chibo-2018.age.1f.part",
        usb / "chibo-2019.age.1f.part",
        usb / "của ai.part",
        made / ".chibo-khoi-phuc.json",
    ):
        left.parent.mkdir(parents=True, exist_ok=True)
        left.write_bytes(b"half")
    day_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(usb / "chibo-2018.age.1f.part", (day_ago, day_ago))
    yield made
    presence.leave()


def everything(folder: Path) -> set[str]:
    found = (path for path in folder.parent.rglob("*") if path.is_file())
    return {path.name for path in found} - {presence.LOCK}


def test_it_goes_and_what_is_somebodys_stays(folder: Path) -> None:
    sweeping.sweep(folder, connection)
    whole = vault.store(b"paper")
    assert everything(folder) == {whole, "chibo-2019.age.1f.part", "của ai.part", ".chibo-khoi-phuc.json"}
    assert not (folder / ".chibo-abc").exists()


def test_nothing_goes_while_another_program_works_here(folder: Path) -> None:
    before = everything(folder)
    command = [sys.executable, "-c", HERE, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "here"
        sweeping.sweep(folder, connection)
        other.kill()
    assert everything(folder) == before
