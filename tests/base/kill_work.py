"""The mixed work that ``test_kill`` kills, run inside ``chibo manage shell``: each line in starts a process of its own.

The process first tells what lies in the records and whether everything is whole, then works on and on, and says each
act only once it is acknowledged.
"""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, connections

from chibo.accounts.queries import system_actor
from chibo.base import backup, clock, vault, witness
from chibo.base.management.commands.verify import database_faults, file_faults, log_faults, record_faults
from chibo.base.models import AuditEntry, Job
from chibo.base.refusal import FaultyError
from chibo.development import actions as development
from chibo.development.models import CaseTask, DevelopmentCase, Step
from chibo.documents.models import StoredFile
from chibo.exchange import actions as exchange
from chibo.exchange.models import ListImport
from chibo.meetings import actions as meetings
from chibo.meetings.values import Boxes
from chibo.register.actions import add_person
from chibo.register.models import Organisation, Person
from chibo.reports.collection import ask_for_every_grid
from tests.meetings.kill_server import HELD, sitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.access import Actor
    from chibo.meetings.models import Meeting

SEEN = (Person, Step, CaseTask, DevelopmentCase, ListImport, Job, StoredFile)


def say(**told: Any) -> None:
    """Write one line in one piece."""
    os.write(1, (json.dumps(told) + "\n").encode())


def state() -> dict[str, Any]:
    """What is there, and what is not whole."""
    report = witness.examine()
    faults = [*database_faults(), *log_faults(report), *record_faults(), *file_faults()]
    known = [str(uid) for model in SEEN for uid in model._base_manager.values_list("uid", flat=True)]
    known += AuditEntry.objects.values_list("hash", flat=True)
    known += [path.name for path in backups().glob("*.age")]
    known += vault.addresses()
    return {"process": os.getpid(), "faults": faults, "known": known}


def backups() -> Path:
    """Where the backups of this work lie: outside of the data folder."""
    place = Path(settings.DATA_DIR).parent / "backups"
    place.mkdir(exist_ok=True)
    return place


class Work:
    """Acts of every kind, one after the other, chosen by chance."""

    def __init__(self, seed: int) -> None:
        self.chance, self.number = random.Random(seed), seed * 100_000
        self.cell = Organisation.objects.get(parent=None)
        self.meeting: Meeting = sitting()
        self.ways: tuple[tuple[int, Callable[[], str]], ...] = (
            (8, self.person),
            (8, self.text),
            (6, self.vote),
            (6, self.step),
            (4, self.task),
            (4, self.imported),
            (4, self.file),
            (2, self.job),
            (1, self.backup),
        )

    @property
    def actor(self) -> Actor:
        """The program itself, now."""
        return system_actor(at=clock.now())

    def go_on(self) -> None:
        """Work until killed."""
        weights = [weight for weight, _ in self.ways]
        while True:
            self.number += 1
            (way,) = self.chance.choices([way for _, way in self.ways], weights)
            try:
                made = way()
            except FaultyError:  # such as a sixth job in the line
                continue
            last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True)[0]
            say(done=[made, last], way=way.__name__)

    def person(self) -> str:
        """Enter somebody."""
        made = add_person(actor=self.actor, on=HELD, organisation=self.cell, full_name=f"Lò Mẫu Số {self.number}")
        return str(made.uid)

    def text(self) -> str:
        """Type into the minutes."""
        box = f"discussion-{self.meeting.items.get().uid}"
        text = f"câu {self.number}."
        meetings.write_boxes(actor=self.actor, on=HELD, meeting=self.meeting, boxes=Boxes(texts={box: text}, seen={}))
        return ""

    def vote(self) -> str:
        """Save the totals of the vote."""
        approve = self.number % 19
        meetings.record_vote(
            actor=self.actor,
            on=HELD,
            item=self.meeting.items.get(),
            method="secret_ballot",
            issued=19,
            collected=19,
            valid=19,
            approve=approve,
            against=19 - approve,
        )
        return ""

    def step(self) -> str:
        """Put somebody on the road."""
        person = add_person(actor=self.actor, on=HELD, organisation=self.cell, full_name=f"Sùng Mẫu {self.number}")
        day = HELD - timedelta(days=30)
        case = development.open_case(actor=self.actor, on=HELD, person=person, organisation=self.cell, source_on=day)
        return str(case.uid)

    def task(self) -> str:
        """Give a task to somebody on the road."""
        case = DevelopmentCase.objects.filter(closed_on=None).order_by("id").last()
        assert case is not None
        made = development.give_task(
            actor=self.actor, on=HELD, case=case, title=f"Việc {self.number}", given_on=HELD, due_on=None
        )
        return str(made.uid)

    def imported(self) -> str:
        """Import a list of two people."""
        lines = f"Họ tên;Ngày sinh\nLù Mẫu {self.number};2/4/1976\nMùa Mẫu {self.number};1/1/1971\n"
        record = exchange.upload_list(
            actor=self.actor, on=HELD, organisation=self.cell, name="danh-sach.csv", content=lines.encode()
        )
        exchange.run_import(actor=self.actor, on=HELD, record=record)
        return str(record.uid)

    def file(self) -> str:
        """Keep a file of some blocks."""
        return vault.store(random.Random(self.number).randbytes(self.chance.randrange(300_000)))

    def job(self) -> str:
        """Ask for long work; the thread of this process does it beside the acts."""
        return str(ask_for_every_grid(actor=self.actor, on=HELD, unit=self.cell, day=HELD).uid)

    def backup(self) -> str:
        """Make a backup."""
        target = backups() / f"{self.number}.age"
        backup.make(connection, Path(settings.DATA_DIR), target, at=clock.now())
        return target.name


def serve() -> None:
    """Load the program once, then for each line that arrives work in a process of its own."""
    state()
    Work(0)
    for line in sys.stdin:
        connections.close_all()
        child = os.fork()
        if child == 0:
            say(**state())
            try:
                Work(int(line)).go_on()
            except BaseException as error:  # noqa: BLE001 - told to the test, which fails
                say(broken=repr(error))
                os._exit(1)
        os.waitpid(child, 0)
        say(dead=True)
