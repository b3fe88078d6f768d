"""A whole state of the data folder in exchange for another: made ready beside it, then put in its place.

What is new is gathered in a folder of its own: ``chibo.db``, ``files/``, ``chibo.json`` and single files, whichever of
them change; for PostgreSQL the rows that ``backup.waiting`` fills it with, before all else is exchanged. One small file
says that it is ready; before it nothing happened, after it the exchange goes on to its end, also when the
power fails in between: every move is tried again by the next start. No key is needed for that.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from chibo.base import disk, keystore, place, vault

if TYPE_CHECKING:
    from chibo.base.place import Marker

DATABASE, FILES = "chibo.db", "files"
NOTE = "da-khoi-phuc.txt"  # left by a restore for the next start
ROWS = "co-so-du-lieu"  # one sealed file, named by its address
BESIDES = "khac"  # single files, each at its place under the data folder
_READY = "san-sang"
_OLD = "files-cu"
_WAITS = "cho-co-so-du-lieu"


def beside(folder: Path) -> Path:
    """Where what is new is gathered."""
    return folder / "dang-doi"


def clear(folder: Path) -> Path:
    """Begin afresh: give the empty place where what is new is gathered."""
    fresh = beside(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh


def ready(folder: Path, *, marker: Marker | None = None, forget: str = "") -> None:
    """Say that everything is there: from here on the exchange will happen. ``forget`` names a key of no use then."""
    fresh = beside(folder)
    if marker is not None:
        place.write_marker(fresh, marker)
    disk.sync_folders(fresh)
    named = os.environ.get("CHIBO_KEY_FILE", "")
    vault.write_whole(fresh / _READY, json.dumps({"forget": forget, "named": named if forget else ""}).encode())


def wait_for(folder: Path, check: str) -> None:
    """Say that rows elsewhere decide: the exchange happens when they are found under the key with this check."""
    vault.write_whole(beside(folder) / _WAITS, check.encode())


def waits_for(folder: Path) -> str:
    """Give the check that decides an exchange that was cut off while rows elsewhere were written; empty for others."""
    waits = beside(folder) / _WAITS
    return waits.read_text(encoding="ascii") if waits.exists() and not is_ready(folder) else ""


def is_ready(folder: Path) -> bool:
    """Whether an exchange was decided and is not finished."""
    return (beside(folder) / _READY).exists()


def rows(folder: Path) -> Path | None:
    """Give the rows that PostgreSQL is to be filled with before the rest is exchanged, where any wait."""
    return next((beside(folder) / ROWS).glob("*"), None)


def take_back(folder: Path) -> None:
    """Give up an exchange that was decided and has not begun, and the key that came with it."""
    fresh = beside(folder)
    (fresh / _READY).unlink(missing_ok=True)
    marker = place.read_marker(fresh)
    if marker is not None and marker.store == "named":
        keystore.fresh_of(Path(os.environ["CHIBO_KEY_FILE"])).unlink(missing_ok=True)
    elif marker is not None:
        keystore.forget(marker.id)
    shutil.rmtree(fresh, ignore_errors=True)


def finish(folder: Path) -> bool:
    """Put what is ready in its place and give ``True``; what was not ready is thrown away. May be cut off anywhere."""
    fresh = beside(folder)
    if not fresh.exists():
        return False
    if not is_ready(folder):
        shutil.rmtree(fresh)
        return False
    _exchange_database(fresh, folder)
    _exchange_files(fresh, folder)
    for path in sorted((fresh / BESIDES).rglob("*")):
        if path.is_file():
            _move(path, folder / path.relative_to(fresh / BESIDES))
    if (fresh / place.MARKER).exists():
        _move(fresh / place.MARKER, folder / place.MARKER)
    said = json.loads((fresh / _READY).read_text(encoding="utf-8"))
    if said.get("named"):
        _exchange_named(Path(said["named"]))
    if said["forget"]:
        keystore.forget(said["forget"])
    shutil.rmtree(fresh)
    return True


def _exchange_database(fresh: Path, folder: Path) -> None:
    if not (fresh / DATABASE).exists():
        return
    for tail in ("-wal", "-shm"):  # of the old one: they would be taken for the new one's
        _drop(folder / f"{DATABASE}{tail}")
    _move(fresh / DATABASE, folder / DATABASE)


def _exchange_files(fresh: Path, folder: Path) -> None:
    if not (fresh / FILES).exists():
        return
    if (folder / FILES).exists():
        _move(folder / FILES, fresh / _OLD)
    _move(fresh / FILES, folder / FILES)


def _exchange_named(named: Path) -> None:
    fresh = keystore.fresh_of(named)
    if fresh.exists():
        _move(fresh, named)


def _move(source: Path, target: Path) -> None:
    disk.replace(source, target)


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
