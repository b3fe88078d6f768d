"""The power fails: torn ends of the database and of its write-ahead log, a log that is gone, a disk that is full.

``synchronous=FULL`` brings the write-ahead log to the disk before an act is acknowledged. So a power cut may tear what
comes after the last acknowledged act, at any sector: nothing acknowledged may be missing then. A disk that lies about
writing can lose more: then what is left must be an earlier acknowledged state, whole, or said to be broken; never
something in between that looks whole.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection, transaction

from chibo.base.management.commands import verify
from chibo.base.seals import checking
from chibo.register.actions import add_person
from chibo.register.models import Person
from tests import killing
from tests.factories import MONDAY, actor
from tests.sample import lay_sample

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from chibo.register.models import Organisation

SECTOR = 512
WORK = "from tests.base.power_work import {0}; {0}()"

pytestmark = [pytest.mark.engine("sqlcipher"), pytest.mark.xdist_group("power")]


@dataclass
class Torn:
    """A data folder as it was when the writing program died, and copies of it torn in many ways."""

    environment: dict[str, str]
    database: Path
    copies: Path
    acknowledged: list[tuple[str, int]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    looker: subprocess.Popen[str] | None = None

    def write(self) -> None:
        """Write for a while, then die without warning, so that the write-ahead log stays."""
        with killing.shell(self.environment, WORK.format("write")) as program:
            assert program.stdout is not None
            while len(self.acknowledged) < 25:
                uid, size = json.loads(program.stdout.readline())
                self.acknowledged.append((uid, size))
            time.sleep(0.02)
            program.kill()
            for line in program.stdout.readlines():
                if line.endswith("\n"):
                    uid, size = json.loads(line)
                    self.acknowledged.append((uid, size))

    def copy(self) -> tuple[Path, Path]:
        """Give a fresh copy of the database and of its write-ahead log."""
        self.copies.mkdir(exist_ok=True)
        for old in self.copies.iterdir():
            old.unlink()
        base = self.copies / self.database.name
        shutil.copy(self.database, base)
        shutil.copy(f"{self.database}-wal", f"{base}-wal")
        return base, self.copies / f"{base.name}-wal"

    def look(self, base: Path) -> dict[str, Any]:
        """Open a copy with the program's own eyes."""
        if self.looker is None:
            self.looker = killing.shell(self.environment, WORK.format("look"))
        assert self.looker.stdin is not None
        assert self.looker.stdout is not None
        self.looker.stdin.write(f"{base}\n")
        self.looker.stdin.flush()
        told: dict[str, Any] = json.loads(self.looker.stdout.readline())
        return told

    def stop_looking(self) -> None:
        """Let nobody hold the database open."""
        if self.looker is not None:
            self.looker.communicate()
        self.looker = None

    def is_earlier(self, told: dict[str, Any], *, at_least: int = 0) -> bool:
        """Whether these are the people of some acknowledged moment, or one act beyond the last, and all is whole."""
        written = [uid for uid, _ in self.acknowledged]
        found = [uid for uid in told["people"] if uid not in self.before]
        same = min(len(found), len(written))
        return found[:same] == written[:same] and len(found) >= at_least and told["faults"] == []


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Torn]:
    place = tmp_path_factory.mktemp("power")
    with killing.installed(place) as environment:
        made = Torn(environment=environment, database=place / "data" / "chibo.db", copies=place / "copies")
        made.before = made.look(made.database)["people"]
        made.stop_looking()  # it must not fold the log while the other writes
        made.write()
        yield made
        made.stop_looking()


def tear(path: Path, start: int, chance: random.Random) -> None:
    """Leave a file as a power cut may: cut at a sector beyond ``start``, and some sectors there never written."""
    size = path.stat().st_size
    end = start + chance.randrange(max(1, size - start + SECTOR)) // SECTOR * SECTOR
    with path.open("r+b") as file:
        file.truncate(max(start, min(end, size)))
        for at in range(-(-start // SECTOR) * SECTOR, path.stat().st_size, SECTOR):
            if chance.random() < 0.3:
                file.seek(at)
                file.write(chance.choice([bytes(SECTOR), chance.randbytes(SECTOR)])[: path.stat().st_size - at])


def cuts(torn: Torn, times: int, seed: int) -> None:
    chance, size = random.Random(seed), torn.acknowledged[-1][1]
    for _ in range(times):
        base, log = torn.copy()
        tear(log, min(size, log.stat().st_size), chance)
        assert torn.is_earlier(torn.look(base), at_least=len(torn.acknowledged)), "nothing acknowledged is missing"


def lies(torn: Torn, times: int, seed: int) -> None:
    """The disk had not written what it said it had: any part of the end of the log may be missing."""
    chance, states = random.Random(seed), set[int]()
    for _ in range(times):
        base, log = torn.copy()
        tear(log, chance.randrange(log.stat().st_size), chance)
        told = torn.look(base)
        assert torn.is_earlier(told) or told["faults"]
        states.add(len(told["people"]))
    assert len(states) > min(times, 200) / 10, "it was torn at many places"  # there are some thirty


def test_a_power_cut_loses_nothing_acknowledged(torn: Torn) -> None:
    cuts(torn, times=12, seed=1)


def test_a_disk_that_lies_leaves_an_earlier_state_or_is_found(torn: Torn) -> None:
    lies(torn, times=12, seed=2)


@pytest.mark.long
def test_many_power_cuts_lose_nothing_acknowledged(torn: Torn) -> None:
    cuts(torn, times=300, seed=3)
    lies(torn, times=300, seed=4)


def test_a_log_that_is_gone_leaves_an_earlier_state_or_is_found(torn: Torn) -> None:
    base, log = torn.copy()
    log.unlink()
    told = torn.look(base)
    assert torn.is_earlier(told) or told["faults"]


def test_torn_pages_of_the_database_are_never_silently_wrong(torn: Torn) -> None:
    chance = random.Random(7)
    for _ in range(12):
        base, log = torn.copy()
        log.unlink()
        at = chance.randrange(1, base.stat().st_size // SECTOR - 4) * SECTOR
        with base.open("r+b") as file:
            file.seek(at)
            file.write(chance.randbytes(SECTOR * chance.randrange(1, 4)))
        assert torn.look(base)["faults"], f"sector {at // SECTOR}"
        base.write_bytes(base.read_bytes()[: -SECTOR * chance.randrange(1, 40)])
        assert torn.look(base)["faults"]


@pytest.mark.django_db
def test_a_page_that_still_stands_in_the_log_only_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = connection.copy()
    writer.settings_dict = writer.settings_dict | {"NAME": str(tmp_path / "small.db")}
    reader = writer.copy()
    with closing(writer), closing(reader), writer.cursor() as write, reader.cursor() as read:
        write.execute("CREATE TABLE text (line)")
        write.execute("INSERT INTO text VALUES (%s), (%s)", ["a" * 9_000, "b" * 9_000])
        read.execute("BEGIN")
        read.execute("SELECT count(*) FROM text")
        write.execute("UPDATE text SET line = %s WHERE line LIKE %s", ["c" * 9_000, "a%"])
        write.execute("PRAGMA wal_checkpoint(PASSIVE)")  # folds the pages that were not written again since
        write.execute("PRAGMA cipher_integrity_check")
        assert write.fetchall(), "the file has an empty place"
        read.execute("ROLLBACK")
        monkeypatch.setattr(verify, "connection", writer)
        assert list(verify.database_faults()) == []


def test_a_broken_database_is_told_with_what_to_do(torn: Torn, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(torn.database.parent, folder)
    size = (folder / "chibo.db").stat().st_size
    for left in ("chibo.db-wal", "chibo.db-shm"):
        (folder / left).unlink(missing_ok=True)
    with (folder / "chibo.db").open("r+b") as file:
        file.seek(size // 2)
        file.write(os.urandom(SECTOR))
    done = killing.run(torn.environment, "verify", "--data", str(folder))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "chibo restore" in done.stdout
    assert "Traceback" not in done.stderr


@transaction.atomic
def many_people(cell: Organisation) -> None:
    """More than a full disk takes, in one act."""
    for number in range(3_000):
        add_person(actor=actor(), on=MONDAY, organisation=cell, full_name=f"Lò Mẫu {number} " + "x" * 100)


@pytest.mark.django_db
def test_a_full_disk_leaves_the_records_as_they_were() -> None:
    cell, people = lay_sample(), Person.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        with pytest.raises(OperationalError, match="full"):
            many_people(cell)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert Person.objects.count() == people
    assert (checking.verify(connection), list(verify.database_faults())) == (([], []), [])
