"""What is done by plan while the program is open: a thread that looks now and then whether something is due."""

from __future__ import annotations

import logging
import threading
from typing import Final

from django.conf import settings
from django.db import close_old_connections, connection

from chibo.accounts.queries import system_actor
from chibo.accounts.sessions import forget_over
from chibo.base import clock, keys
from chibo.base.models import Backup
from chibo.desk.safekeeping import actions, queries
from chibo.development.actions import lapse_declarations

_log = logging.getLogger("chibo.backup")
FIRST: Final = 120.0  # seconds after the start: whoever opens the program works first
EVERY: Final = 900.0  # seconds between two looks
NAME: Final = "Chương trình (theo lịch)"


def look() -> bool:
    """Make a backup where one is due; give whether one was made. What goes wrong stays on record for the pages."""
    now = clock.now()
    if not queries.is_due(now):
        return False
    try:
        actions.back_up(
            actor=system_actor(at=now, name=NAME), on=clock.today(), reason=Backup.Reason.SCHEDULED, told=_nothing
        )
    except keys.KeyProblem:
        return False  # on record; the pages tell it
    except Exception:  # noqa: BLE001 - on record too, and the next look is to come
        _log.exception("không sao lưu được theo lịch")
        return False
    return True


def tidy() -> int:
    """Erase what was told of a life and lay untouched longer than its organisation keeps drafts; gives how many.

    Sessions that are over go along: a server may run for months between two starts.
    """
    forget_over()
    return lapse_declarations(actor=system_actor(at=clock.now(), name=NAME), on=clock.today())


def _nothing(size: int) -> None:
    del size


def watch() -> None:
    """Begin to look, unless servers leave the long works to others (``CHIBO_JOBS=worker``)."""
    if settings.CHIBO_JOBS == "thread":
        threading.Thread(target=_watch, name="chibo-schedule", daemon=True).start()


def _watch() -> None:
    pause, rest = FIRST, threading.Event()
    while not rest.wait(pause):
        pause = EVERY
        try:
            close_old_connections()
            tidy()
            look()
        except Exception:  # noqa: BLE001 - such as a database that is being exchanged: the next look tries again
            _log.exception("không sao lưu, dọn dẹp được theo lịch")
        finally:
            connection.close()
