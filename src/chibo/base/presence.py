"""Who works on a data folder: any number of processes together, or one alone while it exchanges what lies there.

The system's own file locks serve; they end with the process, however it ends. Windows knows no shared lock, so there
each process holds one byte of many, and who wants to be alone asks for all of them.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from chibo.base.keys import KeyProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "dang-dung.lock"
SERVING = "dang-mo.lock"  # held by the one start that serves; its first line is where the page is
_FAR = 1 << 16  # the byte of that file which is locked: nobody on Windows may read a locked one
_PLACES = 64


class NotAloneError(KeyProblem):
    """Another process works on the same data folder; the text is ready to show."""


class AlreadyServed(KeyProblem):
    """chibo is open on this data folder already; ``address`` is where, empty while it is only starting."""

    def __init__(self, address: str) -> None:
        where = f": mở {address} trong trình duyệt" if address else ", đang chuẩn bị; chờ một phút"
        super().__init__(
            f"chibo đang chạy trên dữ liệu này rồi{where}. "
            "Không mở lần thứ hai; muốn mở lại thì dừng lần trước (Ctrl-C)."
        )
        self.address = address


class _Held:
    """The lock of this process: the open file, and which byte of it on Windows."""

    folder: Path | None = None
    file: IO[bytes] | None = None
    byte: int = -1
    serving: IO[bytes] | None = None


def enter(folder: Path) -> None:
    """Say that this process works here, until it ends; raises :class:`NotAloneError` while another is alone here."""
    if _Held.folder == folder:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    leave()
    _Held.file = (folder / LOCK).open("ab")
    if not _share(_Held.file):
        leave()
        raise NotAloneError(
            "Một chương trình chibo khác đang nâng cấp, đổi khóa hoặc khôi phục dữ liệu này. Chờ vài phút rồi mở lại."
        )
    _Held.folder = folder


def leave() -> None:
    """Give the lock back."""
    if _Held.file is not None:
        _Held.file.close()
    _Held.file, _Held.folder, _Held.byte = None, None, -1


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only process that works here until the end of the block; raises :class:`NotAloneError`."""
    was_here = _Held.folder == folder
    enter(folder)
    assert _Held.file is not None
    try:
        if not _take_all(_Held.file):
            _share(_Held.file)
            raise NotAloneError(
                "chibo đang mở dữ liệu này ở một cửa sổ khác. Đóng cửa sổ ấy (Ctrl-C), rồi làm lại việc này."
            )
        try:
            yield
        finally:
            _share(_Held.file)
    finally:
        if not was_here:
            leave()


def serve(folder: Path) -> None:
    """Be the one start that serves this folder, until this process and what it started end, however they end.

    Raises :class:`AlreadyServed`.
    """
    if _Held.serving is not None:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = (folder / SERVING).open("a+b")
    if not _take_one(file):
        file.seek(0)
        said = file.read(_FAR - 1).decode(errors="replace").strip()
        file.close()
        raise AlreadyServed(said)
    _Held.serving = file
    served_at("")


def served_at(address: str) -> None:
    """Note where the page is, for who starts a second time."""
    if _Held.serving is not None:
        _Held.serving.truncate(0)
        _Held.serving.write(address.encode())
        _Held.serving.flush()


def serve_no_more() -> None:
    """Give the place of the one that serves back."""
    if _Held.serving is not None:
        _Held.serving.close()
        _Held.serving = None


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let the processes of this machine do something one after the other; the rest wait for the end of the block."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("ab") as file:
        while not _take_one(file):
            time.sleep(0.05)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], start: int, count: int, how: int) -> bool:
        os.lseek(file.fileno(), start, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), how, count)
        except OSError:
            return False
        return True

    def _share(file: IO[bytes]) -> bool:
        if _Held.byte < 0:
            _lock(file, 0, _PLACES, msvcrt.LK_UNLCK)
            _Held.byte = next((at for at in range(_PLACES) if _lock(file, at, 1, msvcrt.LK_NBLCK)), -1)
        return _Held.byte >= 0

    def _take_all(file: IO[bytes]) -> bool:
        _lock(file, _Held.byte, 1, msvcrt.LK_UNLCK)
        _Held.byte = -1
        return _lock(file, 0, _PLACES, msvcrt.LK_NBLCK)

    def _take_one(file: IO[bytes]) -> bool:
        return _lock(file, _FAR, 1, msvcrt.LK_NBLCK)

else:
    import fcntl

    def _lock(file: IO[bytes], how: int) -> bool:
        try:
            fcntl.flock(file.fileno(), how | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _share(file: IO[bytes]) -> bool:
        return _lock(file, fcntl.LOCK_SH)

    def _take_all(file: IO[bytes]) -> bool:
        return _lock(file, fcntl.LOCK_EX)

    def _take_one(file: IO[bytes]) -> bool:
        return _lock(file, fcntl.LOCK_EX)
