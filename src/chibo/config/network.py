"""Who may call the program, by which names, and whether the line is encrypted: read once from the environment."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ON_THIS_MACHINE = "127.0.0.1,::1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The names the program answers to, who encrypts the line, and which machines may speak for others."""

    hosts: tuple[str, ...] = ()
    own_tls: bool = False
    proxies: tuple[str, ...] = ()

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the program by HTTPS: its own, or a proxy's."""
        return self.own_tls or bool(self.proxies)

    def cookie(self, name: str) -> str:
        """Give a cookie's name: with TLS it begins with ``__Host-``, so that no other host or plain page can set it."""
        return f"__Host-{name}" if self.is_encrypted else name


def from_environment() -> Network:
    """Read ``CHIBO_HOSTS``, ``CHIBO_HTTPS`` and ``CHIBO_PROXIES``; raises ``ImproperlyConfigured`` in Vietnamese."""
    hosts = _listed(os.environ.get("CHIBO_HOSTS", ""))
    mode = os.environ.get("CHIBO_HTTPS", "")
    if mode not in {"", "0", "1", "lan"}:
        raise ImproperlyConfigured("CHIBO_HTTPS chỉ nhận 0 (không dùng) hoặc 1 (có máy chủ HTTPS ở phía trước).")
    if any("*" in host or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured(
            "CHIBO_HOSTS ghi từng tên máy đầy đủ, không dùng “*” và không bắt đầu bằng dấu chấm."
        )
    if hosts and mode not in {"1", "lan"}:
        raise ImproperlyConfigured(
            "Có CHIBO_HOSTS là có máy khác gọi đến, khi đó phải dùng HTTPS: "
            "đặt CHIBO_HTTPS=1, hoặc mở bằng “chibo start --lan”."
        )
    proxies = _listed(os.environ.get("CHIBO_PROXIES", _ON_THIS_MACHINE)) if mode == "1" else ()
    for each in proxies:
        _check_address(each)
    return Network(hosts=hosts, own_tls=mode == "lan", proxies=proxies)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _check_address(text: str) -> None:
    """Refuse a name, and a range that means everybody: who is believed must be known by address."""
    try:
        named = ipaddress.ip_network(text)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"CHIBO_PROXIES ghi địa chỉ IP của proxy; “{text}” không phải địa chỉ IP."
        ) from error
    if named.prefixlen == 0:
        raise ImproperlyConfigured("CHIBO_PROXIES không nhận dải gồm mọi địa chỉ.")


def believing(application: Any, proxies: tuple[str, ...]) -> Callable[..., Any]:
    """Let the named proxies, and nobody else, say who really asks and that the line was encrypted.

    ``X-Forwarded-For`` and ``X-Forwarded-Proto`` of anybody else change nothing. Takes and gives a WSGI application.
    """
    if not proxies:
        return application  # type: ignore[no-any-return]
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers  # noqa: PLC0415 - only behind a proxy

    return wrap_wsgi_with_proxy_headers(application, trusted_hosts=list(proxies))  # type: ignore[no-any-return]
