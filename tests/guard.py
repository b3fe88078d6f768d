"""Nothing in a test run speaks to another machine: Python itself tells of every socket, and what leads out is refused.

The same guard watches the programs that tests start (``watched``). What a library does past Python's sockets it does
not see: granian only listens, and libpq reaches the database that is named.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HERE = ("127.", "::1", "localhost", "0.0.0.0", "::ffff:127.")
_NOWHERE = ("192.0.2.1", 9)  # base/authority.py asks by which address it would go out; nothing is sent


class WayOut(RuntimeError):
    """Something wanted to speak to another machine."""


def _stays_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    return host is None or host == "" or (isinstance(host, str) and host.startswith(_HERE))


def watch(event: str, args: tuple[object, ...]) -> None:
    """Refuse what leads out; raises :class:`WayOut`. A path of a Unix socket stays here."""
    if event == "socket.getaddrinfo" and not _stays_here(args[0]):
        raise WayOut(f"name asked for: {args[0]}")
    if event in {"socket.gethostbyname", "socket.gethostbyaddr"} and not _stays_here(args[0]):
        raise WayOut(f"name asked for: {args[0]}")
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        if isinstance(address, tuple) and address != _NOWHERE and not _stays_here(address[0]):
            raise WayOut(f"{event}: {address}")


def stand() -> None:
    """Watch from now on; a guard once set cannot be taken away again."""
    sys.addaudithook(watch)


def watched(place: Path) -> dict[str, str]:
    """Give the environment of a program that is watched from its first line on; what led out stands in ``way-out``."""
    folder = place / "guard"
    folder.mkdir(exist_ok=True)
    house = str(__file__).rpartition("tests")[0]
    text = (
        f"import sys; sys.path.append({house!r})\n"
        "from tests import guard\n"
        "def told(event, args):\n"
        "    try:\n"
        "        guard.watch(event, args)\n"
        "    except guard.WayOut as error:\n"
        f"        open({str(folder / 'way-out')!r}, 'a').write(f'{{error}}\\n')\n"
        "        raise\n"
        "sys.addaudithook(told)\n"
    )
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}
