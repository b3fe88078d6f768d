"""``chibo start --lan``: the program serves the office network by TLS, with certificates it made itself."""

from __future__ import annotations

import os
import ssl
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from chibo.base import authority

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only here, and only by TLS
FIRST_PORT = 8443


def announce() -> tuple[str, ...]:
    """Say in the environment, before Django reads it, by which names the program is called; give them, own names first.

    ``CHIBO_HOSTS`` may add names, such as one that the office's name server knows.
    """
    added = filter(None, (name.strip().lower() for name in os.environ.get("CHIBO_HOSTS", "").split(",")))
    names = tuple(dict.fromkeys([*authority.names_of_this_machine(), *added]))
    os.environ["CHIBO_HOSTS"] = ",".join(names)
    os.environ["CHIBO_HTTPS"] = "lan"
    return names


def served(place: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """Have a key pair made in ``place`` and give what the server needs to speak TLS 1.2 and 1.3."""
    from django.core.management import call_command  # noqa: PLC0415
    from granian.constants import SSLProtocols  # noqa: PLC0415

    call_command("lan_key", str(place), *names)
    return {
        "ssl_cert": place / "server.pem",
        "ssl_key": place / "server.key",
        "ssl_protocol_min": SSLProtocols.tls12,
    }


@contextmanager
def passing_place() -> Iterator[Path]:
    """Give a folder of this user alone, in memory where the system has one, for the seconds that the server needs.

    The server reads its key from a file, and reads no encrypted one.
    """
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with TemporaryDirectory(prefix="chibo-", dir=memory if memory.is_dir() else None) as place:
        yield Path(place)


def shake_hands(line: socket.socket, place: Path) -> None:
    """Speak to the server once by TLS, trusting nothing but its own authority; raises ``OSError``."""
    trusting = ssl.create_default_context(cafile=str(place / "server.pem"))
    trusting.wrap_socket(line, server_hostname="localhost").close()


def forget(place: Path) -> None:
    """Remove the key as soon as the server has read it."""
    (place / "server.key").unlink(missing_ok=True)


def advice(names: tuple[str, ...]) -> str:
    """Say what to do where no address of this machine is known; nothing where one is."""
    if any(name.replace(".", "").isdigit() and name != "127.0.0.1" for name in names):
        return ""
    return (
        "Không thấy địa chỉ của máy này trong mạng. Máy kia không mở được bằng tên thì xem địa chỉ (ipconfig hoặc "
        "ip addr), đặt CHIBO_HOSTS bằng địa chỉ ấy, ví dụ 192.168.1.20, rồi mở lại."
    )


def addresses(names: tuple[str, ...], port: int) -> tuple[str, ...]:
    """Give the addresses to type on other machines, then the one of this machine."""
    return tuple(f"https://{name}:{port}/" for name in names if name != "127.0.0.1")
