"""One file, or one folder, in the place of another: written down by the disk, and tried again where it is looked at."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

IS_PATIENT = os.name == "nt"  # there nobody replaces a file that a search or a virus scanner has open just then
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


def replace(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target``; after this a power cut does not undo it. Raises ``OSError``."""
    for pause in (*_PAUSES, None) if IS_PATIENT else (None,):
        try:
            source.replace(target)
            break
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each name written down by the disk: a file in it is as safe as its folder."""
    if folder.exists():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folders(top: Path) -> None:
    """Have the disk write down every name in a folder and below it: before something is said to be all there."""
    for folder in (top, *(path for path in top.rglob("*") if path.is_dir())):
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the disk write down which names a folder holds; Windows does so by itself and offers no way to ask."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some network folders know no such thing
        held = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
