"""Khôi phục từ bản sao lưu, on the first start: tried out and made ready here, put in place by the next start.

Trying takes minutes where there are many scans, so it goes on in a thread of its own. How far it is lies in a small
file of the data folder, which any process that serves can read; who takes that note away stops the work.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from django.conf import settings
from django.db import connection

from chibo.accounts.queries import is_empty
from chibo.base import asking, backup, keys, keystore, place, swap, vault
from chibo.base.refusal import Fault, FaultyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.place import Marker

_log = logging.getLogger("chibo.jobs")
_AT_ONCE: Final = 2.0  # seconds in which a small backup is tried, or a wrong sheet is found, while the page waits
_PULSE: Final = 5.0
SILENT: Final = 60.0  # seconds; a trial not heard of for so long was cut off
_TOLD_EVERY: Final = 0.5
_PIECE: Final = 1024 * 1024
_LOST: Final = "Chương trình đã tắt khi đang thử bản sao lưu; chưa đổi gì. Làm lại từ đầu."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a restore stands: nothing asked, being tried (megabytes done of all), failed, or ready for the next start.

    ``said`` tells what was found, or why it failed.
    """

    state: Literal["free", "trying", "failed", "ready"] = "free"
    source: str = ""
    said: str = ""
    is_older: bool = False
    done: int = 0
    total: int = 0

    @property
    def share(self) -> int:
        """How much is done, in whole per cent."""
        return min(99, 100 * self.done // max(1, self.total))


class _StoppedError(Exception):
    """Somebody took the note away."""


def _note(folder: Path) -> Path:
    return folder / ".chibo-khoi-phuc.json"


def _count(folder: Path) -> Path:
    return folder / ".chibo-khoi-phuc.so"


def _told(folder: Path) -> Path:
    return swap.beside(folder) / "da-thu.json"


def _write(path: Path, standing: Standing) -> None:
    vault.write_whole(path, json.dumps(asdict(standing)).encode())


def standing() -> Standing:
    """Tell where a restore of this installation stands."""
    folder = Path(settings.DATA_DIR)
    is_ready = swap.is_ready(folder)
    path = _told(folder) if is_ready else _note(folder)
    try:
        found, silent = Standing(**json.loads(path.read_text(encoding="utf-8"))), time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return Standing(state="ready" if is_ready else "free")
    if found.state != "trying":
        return found
    if silent > SILENT:
        return replace(found, state="failed", said=_LOST)
    with suppress(OSError, ValueError):
        return replace(found, done=int(_count(folder).read_text(encoding="ascii")))
    return found


def is_asked() -> bool:
    """Whether a backup is being tried or ready: what is written beside it would be lost at the next start."""
    return standing().state in {"trying", "ready"}


def is_server() -> bool:
    """Whether the data lie in PostgreSQL: then a command puts them in their place, also where no ``chibo start`` is."""
    return bool(connection.vendor == "postgresql")


def heard() -> Standing:
    """Tell where a restore stands; that one failed is told once."""
    found = standing()
    if found.state == "failed":
        _note(Path(settings.DATA_DIR)).unlink(missing_ok=True)
    return found


def take_back() -> None:
    """Stop what is being tried, and give up what is ready: the next start opens the empty installation as it is."""
    folder = Path(settings.DATA_DIR)
    _note(folder).unlink(missing_ok=True)
    if swap.is_ready(folder):
        swap.take_back(folder)


def begin(*, source: str, sheet: str, phrase: str) -> None:
    """Begin to try a backup out, to make it ready to take the place of this empty installation at its next start.

    Raises ``FaultyError`` with what is wrong with the file, the sheet or the pass phrase, as far as that shows at once;
    :func:`heard` tells the rest.
    """
    folder, path = Path(settings.DATA_DIR), asking.path(source)
    marker = place.read_marker(folder)
    if not is_empty() or marker is None:
        raise FaultyError([Fault(what="Máy này đã có dữ liệu.", next="Khôi phục vào thư mục khác: chibo restore.")])
    if is_asked():
        raise FaultyError([Fault(what="Đang có một bản sao lưu được thử hoặc đã sẵn sàng.", next="Tải lại trang.")])
    try:
        key = None if backup.wants_pass_phrase(path) else _key(sheet)
    except keys.KeyProblem as problem:
        raise FaultyError([Fault(what=str(problem))]) from problem
    _write(_note(folder), Standing(state="trying", source=source, total=2 * path.stat().st_size // _PIECE))

    def make(told: Callable[[int], None]) -> None:
        _make_ready(folder, marker, path, key, phrase, told)

    work = threading.Thread(target=_tried, args=(folder, make), name="chibo-restore-trial", daemon=True)
    work.start()
    work.join(_AT_ONCE)
    found = standing()
    if found.state == "failed":
        _note(folder).unlink(missing_ok=True)
        raise FaultyError([Fault(what=found.said)])


def _key(sheet: str) -> bytes:
    if not sheet.strip():
        raise keys.BadKeyText("Bản sao lưu này mở bằng phiếu khôi phục. Gõ ba dòng của phiếu.")
    return keys.from_sheet(sheet)


# --- in the thread ---


def _tried(folder: Path, make: Callable[[Callable[[int], None]], None]) -> None:
    """Do it, with a pulse that tells others that it goes on, and put down what came of it."""
    ended = threading.Event()
    threading.Thread(target=_pulse, args=(_note(folder), ended), name="chibo-restore-pulse", daemon=True).start()
    problem = ""
    try:
        with suppress(_StoppedError):
            make(_teller(folder))
    except (keys.KeyProblem, vault.DiskFull, vault.DamagedFile) as error:
        problem = str(error.args[-1])
    except Exception:  # noqa: BLE001 - the person must hear of it
        code = secrets.token_hex(2).upper()
        _log.exception("thử bản sao lưu hỏng, mã " + code)  # the log keeps no arguments
        problem = f"Có sự cố, mã {code}; chưa đổi gì. Báo mã này cho người quản trị, rồi làm lại."
    finally:
        ended.set()
        connection.close()
    _count(folder).unlink(missing_ok=True)
    if not swap.is_ready(folder):
        swap.finish(folder)  # which throws away what is not ready
    if problem and _note(folder).exists():
        _write(_note(folder), replace(standing(), state="failed", said=problem))


def _pulse(note: Path, ended: threading.Event) -> None:
    while not ended.wait(_PULSE):
        with suppress(FileNotFoundError):
            os.utime(note)


def _teller(folder: Path) -> Callable[[int], None]:
    passed, last = 0, 0.0

    def told(size: int) -> None:
        nonlocal passed, last
        passed += size
        if not _note(folder).exists():
            raise _StoppedError
        if time.monotonic() - last >= _TOLD_EVERY:
            last = time.monotonic()
            vault.write_whole(_count(folder), str(passed // _PIECE).encode())

    return told


def _make_ready(
    folder: Path, marker: Marker, source: Path, key: bytes | None, phrase: str, told: Callable[[int], None]
) -> None:
    found, fresh = backup.stage(
        source, folder, secrets.token_hex(8), connection, key=key, pass_phrase=phrase, is_exchange=True, told=told
    )
    backup.note_restored(swap.beside(folder) / swap.BESIDES, found.about.made_at, keystore.fetch_next(fresh))
    _write(_told(folder), Standing(state="ready", source=str(source), said=found.said(), is_older=found.is_older))
    swap.ready(folder, marker=fresh, forget=marker.id)
    if not _note(folder).exists():
        swap.take_back(folder)
    _note(folder).unlink(missing_ok=True)
