"""The list of erasures, kept beside the key and not in the data: what came back from an older backup goes again.

Files go once the act is written. Which ones is promised in the data folder before: what a power cut, or a scanner that
had one open, left undone is done by the next start.

It holds uids, days and parts, never a name. Its own name is derived from the key, so that it is found again on this
machine whatever folder the data were restored into, and copied together with the key to another machine.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from chibo.base import keys, vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHOWN = 16
_PROMISES = "cho-xoa"


class DamagedList(keys.KeyProblem):
    """The list is there and cannot be read; the text is ready to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """One erasure: of whom (a uid), on which day, which parts."""

    person: str
    on: date
    parts: tuple[str, ...]


def place(key: bytes | None = None) -> Path:
    """Where the list of this installation lies."""
    return Path(settings.CHIBO_ERASED_DIR) / f"da-xoa-{keys.derive('erased', key=key).hex()[:_SHOWN]}.json"


def known(*, key: bytes | None = None) -> tuple[Erased, ...]:
    """Every erasure on the list, in order; none where there is no list. Raises :class:`DamagedList`."""
    try:
        return tuple(
            Erased(person=line["person"], on=date.fromisoformat(line["on"]), parts=tuple(line["parts"]))
            for line in json.loads(place(key).read_text(encoding="utf-8"))
        )
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedList(
            f"Danh sách các lần xóa dữ liệu đã hỏng: {place(key)}. Lấy lại tệp ấy từ bản chép, nếu có, rồi mở lại. "
            "Không có thì đổi tên nó (thêm .hong) rồi mở lại: dữ liệu đang dùng không đổi; nhưng sau này khôi phục bản "
            "sao lưu cũ thì phải xem nhật ký và xóa lại bằng tay những gì đã xóa trước hôm nay."
        ) from error


def write(lines: Iterable[Erased], *, key: bytes | None = None) -> None:
    """Write the whole list, or leave it as it was; ``key`` is the installation's, where another one is to come."""
    told = [{"person": line.person, "on": line.on.isoformat(), "parts": list(line.parts)} for line in lines]
    vault.write_whole(place(key), json.dumps(told, indent=1).encode())


# --- files that are to go ---


def promise(name: str, digests: Iterable[str]) -> None:
    """Say which files of the vault go with an act that is about to be written; ``name`` tells one act from another."""
    vault.write_whole(_promises() / f"{name}.json", json.dumps(sorted(digests)).encode())


def keep_promises(is_named: Callable[[str], bool]) -> None:
    """Take promised files out of the vault. One that a row still names stays promised: its act may be under way."""
    for promised in sorted(_promises().glob("*.json")):
        with suppress(OSError):
            digests = json.loads(promised.read_text(encoding="utf-8"))
            going = [digest for digest in digests if not is_named(digest)]
            for digest in going:
                vault.forget(digest)
            if going == digests:
                promised.unlink()


def _promises() -> Path:
    return Path(settings.DATA_DIR) / _PROMISES
