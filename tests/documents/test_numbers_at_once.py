"""Two programs take numbers of one register at the same time: no duplicate, no unexplained gap.

Each worker is a process of its own with its own connection, as two servers on one database are. Every tenth paper
fails after it took its number; the number is given back.
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from chibo.documents import queries
from chibo.documents.models import GivenNumber, NumberCounter
from tests.chains import verify_chains

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKERS = 2
HERE, TERM = uuid.UUID(int=1), uuid.UUID(int=2)
WORKER = """
import os, sys, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from chibo.documents import actions
from tests.factories import MONDAY, actor
each, types = int(sys.argv[2]), sys.argv[3].split(",")
print("ready", flush=True)
sys.stdin.readline()

class Lost(Exception):
    pass

taken = tried = 0
while taken < each:
    tried += 1
    paper_type = types[tried % len(types)]
    try:
        with transaction.atomic():
            number = actions.take_number(
                actor=actor(), on=MONDAY, organisation_uid=uuid.UUID(int=1), term_uid=uuid.UUID(int=2),
                paper_type=paper_type, title=f"văn bản {tried}",
            )
            if tried % 10 == 0:
                raise Lost
    except Lost:
        continue
    taken += 1
    print(paper_type, number, flush=True)
"""


def taken_at_once(types: str, each: int) -> list[tuple[str, int]]:
    """What the workers say they got, started together."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-c", WORKER, name, str(each), types]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    try:
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n", worker.communicate()[1]
        said = []
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
        for worker in workers:
            out, err = worker.communicate(timeout=240)
            assert worker.returncode == 0, err
            said.append(out)
    finally:
        for worker in workers:
            worker.kill()
    return [(line.split()[0], int(line.split()[1])) for out in said for line in out.splitlines()]


@pytest.fixture
def other_programs_see_it(transactional_db: None) -> Iterator[None]:
    """Let go of the database, so that the workers are alone with it."""
    connection.close()
    yield
    connection.close()


def check(each: int) -> None:
    taken = taken_at_once("NQ", each)
    assert sorted(number for _, number in taken) == list(range(1, WORKERS * each + 1))
    (register,) = queries.number_registers(organisation_uid=HERE, term_uid=TERM)
    assert (register.last, register.unexplained) == (WORKERS * each, ())
    assert GivenNumber.objects.count() == WORKERS * each
    assert list(verify_chains()) == []


@pytest.mark.usefixtures("other_programs_see_it")
def test_two_programs_take_numbers_without_duplicate_or_gap() -> None:
    check(each=60)


@pytest.mark.long
@pytest.mark.usefixtures("other_programs_see_it")
def test_two_programs_take_a_thousand_numbers_without_duplicate_or_gap() -> None:
    check(each=500)


@pytest.mark.usefixtures("other_programs_see_it")
def test_two_programs_on_several_types_share_one_log() -> None:
    taken = taken_at_once("NQ,BC,CV", each=40)
    for counter in NumberCounter.objects.all():
        mine = sorted(number for paper_type, number in taken if paper_type == counter.paper_type)
        assert mine == list(range(1, counter.last + 1))
    assert sum(NumberCounter.objects.values_list("last", flat=True)) == WORKERS * 40
    assert list(verify_chains()) == []
