"""The program killed while it does a bit of everything: nothing acknowledged is lost, nothing half-written (issue 9).

Register, steps, minutes, votes, imports, files in the vault, jobs and backups; in the normal run 30 points over the
two engines, in the long one 500 on each. After every kill the next process finds everything that had been acknowledged,
and the whole of ``chibo verify`` in order. The HTTP server is killed in ``tests/meetings/test_kill.py``.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests import killing
from tests.conftest import ENGINE

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

WORK = "from tests.base.kill_work import serve; serve()"


class Killed:
    """The working program, killed again and again."""

    def __init__(self, program: subprocess.Popen[str], seed: int) -> None:
        self.program = program
        self.chance, self.done, self.ways = random.Random(seed), set[str](), Counter[str]()

    def said(self) -> dict[str, Any]:
        """Read one line of the program."""
        assert self.program.stdout is not None
        told: dict[str, Any] = json.loads(self.program.stdout.readline())
        return told

    def start(self, number: int) -> int:
        """Have a process begin; what it finds must be whole and hold everything acknowledged."""
        assert self.program.stdin is not None
        self.program.stdin.write(f"{number}\n")
        self.program.stdin.flush()
        told = self.said()
        assert told["faults"] == []
        assert self.done - set(told["known"]) == set()
        return int(told["process"])

    def kill_one(self, number: int) -> None:
        """Let it work for a moment, then kill it; note what it had acknowledged."""
        process = self.start(number)
        for _ in range(self.chance.randrange(4)):  # however busy the machine is
            self.note(self.said())
        time.sleep(self.chance.uniform(0.0, 0.1))
        os.kill(process, signal.SIGKILL)
        while "dead" not in (told := self.said()):
            self.note(told)

    def note(self, told: dict[str, Any]) -> None:
        """Remember what was acknowledged."""
        assert "broken" not in told, told
        self.done.update(filter(None, told["done"]))
        self.ways[told["way"]] += 1

    def times(self, count: int) -> None:
        """Kill so many processes, and look once more at the end."""
        for number in range(1, count + 1):
            self.kill_one(number)
        os.kill(self.start(0), signal.SIGKILL)
        assert len(self.done) > count, "the program was given time to work"
        assert len(self.ways) >= 5, self.ways


def kill_at_points(environment: dict[str, str], *, seed: int, count: int) -> None:
    """Have the program killed so many times; leave no process behind, whatever was found."""
    with killing.shell(environment, WORK) as program:
        try:
            Killed(program, seed).times(count)
        finally:
            assert program.stdin is not None
            program.stdin.close()


@pytest.fixture(scope="module")
def environment(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """One installation for both tests of the normal run: making one takes longer than killing it."""
    with killing.installed(tmp_path_factory.mktemp("kill")) as made:
        yield made


@pytest.mark.django_db
def test_a_killed_program_loses_nothing_it_acknowledged(environment: dict[str, str]) -> None:
    kill_at_points(environment, seed=5 if ENGINE == "sqlcipher" else 15, count=15)
    killing.command(environment, "verify")


@pytest.mark.long
@pytest.mark.django_db
def test_a_program_killed_at_500_points_of_mixed_work_loses_nothing(tmp_path: Path) -> None:
    with killing.installed(tmp_path) as environment:
        kill_at_points(environment, seed=6, count=500)
        killing.command(environment, "verify")


def entering(mark: str) -> str:
    """Lines of Python that enter forty people, each said once it is acknowledged."""
    return f"""
from chibo.accounts.queries import system_actor
from chibo.base import clock
from chibo.register.actions import add_person
from chibo.register.models import Organisation
on, cell = clock.today(), Organisation.objects.get(parent=None)
for number in range(40):
    print(add_person(actor=system_actor(at=clock.now()), on=on, organisation=cell, full_name=f"Lò Mẫu {mark}").uid)
"""


@pytest.mark.django_db
def test_two_programs_that_write_at_once_lose_no_write(environment: dict[str, str]) -> None:
    both = [killing.shell(environment, entering(mark)) for mark in ("Một", "Hai")]
    said = [program.communicate()[0].split() for program in both]
    assert [len(uids) for uids in said] == [40, 40]
    reading = "from chibo.register.models import Person; print(*Person.objects.values_list('uid', flat=True))"
    found = killing.command(environment, "manage", "shell", "--no-imports", "-c", reading).split()
    assert {uid for uids in said for uid in uids} <= set(found)
    killing.command(environment, "verify")
