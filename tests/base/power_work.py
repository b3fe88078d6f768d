"""What ``test_power`` runs inside ``chibo manage shell``: write until killed, or look at copies of the data."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection

from chibo.accounts.queries import system_actor
from chibo.base import clock, witness
from chibo.base.management.commands.verify import database_faults, log_faults, record_faults
from chibo.register.actions import add_person
from chibo.register.models import Organisation, Person


def say(told: object) -> None:
    """Write one line in one piece."""
    os.write(1, (json.dumps(told) + "\n").encode())


def write() -> None:
    """Enter people without end, and say after each how long the write-ahead log is: so far it has reached the disk."""
    on, cell = clock.today(), Organisation.objects.get(parent=None)
    log, actor = Path(f"{settings.DATABASES['default']['NAME']}-wal"), system_actor(at=clock.now())
    for number in range(10_000):
        person = add_person(actor=actor, on=on, organisation=cell, full_name=f"Lò Mẫu Số {number}")
        say([str(person.uid), log.stat().st_size])


def look() -> None:
    """For each database named on a line: who is in it and what is not whole, or that it cannot be read."""
    for line in sys.stdin:
        connection.close()
        connection.settings_dict["NAME"] = line.strip()
        told: dict[str, object] = {"people": [], "faults": []}
        try:
            told["people"] = [str(uid) for uid in Person.objects.order_by("id").values_list("uid", flat=True)]
            told["faults"] = [*database_faults(), *log_faults(witness.examine()), *record_faults()]
        except (DatabaseError, ObjectDoesNotExist) as error:
            told["faults"] = [type(error).__name__]
        say(told)
