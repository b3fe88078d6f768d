"""A program killed while it writes: nothing acknowledged is lost, nothing half-written (decision 49)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

WRITES = """
from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.register.actions import add_person
from chibo.register.models import Organisation
on, cell = clock.today(), Organisation.objects.get()
actor = system_actor(at=clock.now())
for number in range(10_000):
    person = add_person(actor=actor, on=on, organisation=cell, full_name=f"Lò Mẫu Số {number}")
    print(person.uid, flush=True)
"""
READS = "from chibo.register.models import Person; print(*Person.objects.values_list('uid', flat=True), sep='\\n')"


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
    return {**kept, "CHIBO_KEY_FILE": str(folder.parent / "key"), "CHIBO_DATA": str(folder)}


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "chibo", *arguments]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def acknowledged_until_killed(folder: Path, after: float) -> set[str]:
    """Write until the program is killed without warning; give what it had acknowledged."""
    command = [sys.executable, "-m", "chibo", "manage", "shell", "--no-imports", "-c", WRITES]
    with subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        said = [program.stdout.readline()]
        threading.Timer(after, program.kill).start()
        said += program.stdout.readlines()
    return {line.strip() for line in said if line.endswith("\n")}


def killed_and_whole(folder: Path, seed: int, times: int) -> None:
    chance = random.Random(seed)
    for _ in range(times):
        acknowledged = acknowledged_until_killed(folder, chance.uniform(0.0, 0.5))
        assert acknowledged
        assert acknowledged <= set(run(folder, "manage", "shell", "--no-imports", "-c", READS).split())
        run(folder, "verify")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "key").write_text("7c" * 32, encoding="ascii")
    place = tmp_path / "data"
    run(place, "sample")
    return place


@pytest.mark.engine("sqlcipher")
def test_a_killed_program_loses_nothing_it_acknowledged(folder: Path) -> None:
    killed_and_whole(folder, seed=5, times=1)


@pytest.mark.long
@pytest.mark.engine("sqlcipher")
def test_a_program_killed_at_many_points_loses_nothing(folder: Path) -> None:
    killed_and_whole(folder, seed=6, times=25)
