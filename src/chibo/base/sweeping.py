"""What programs that were killed left behind, taken away by a start that is alone on the data.

Such pieces are of no use to anybody, but a whole copy of the database would outlive what was erased from it since.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import DatabaseError

from chibo.base import backup, presence
from chibo.base.backup import postgres
from chibo.base.models import Safekeeping

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRATCH: Final = ".chibo-*"  # folders that a backup or a trial works in
_OLD: Final = 24 * 60 * 60.0  # seconds: on a stick somebody else's backup may be under way


def sweep(folder: Path, connection: Any) -> None:
    """Take away scratch copies, half files and scratch databases; does nothing while another program works here."""
    with suppress(presence.NotAloneError), presence.alone(folder):
        for left in folder.glob(_SCRATCH):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        for part in _parts(folder):
            with suppress(OSError):  # a stick that only may be read
                part.unlink(missing_ok=True)
        if connection.vendor == "postgresql":
            postgres.drop_left(connection)


def _parts(folder: Path) -> Iterator[Path]:
    """Give the files that never were renamed: nobody who is alone writes any of those in the data folder."""
    yield from folder.glob("*.part")
    yield from (folder / "backups").glob("*.part")
    yield from Path(settings.CHIBO_FILES_DIR).rglob("*.part")
    with suppress(OSError, DatabaseError):
        kept = Safekeeping.objects.first()
        for part in Path(kept.folder).glob(f"chibo-*{backup.SUFFIX}.*.part") if kept and kept.folder else ():
            if time.time() - part.stat().st_mtime > _OLD:
                yield part
