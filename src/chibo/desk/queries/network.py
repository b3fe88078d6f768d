"""How the program is reached now, and what machines of the office need in order to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from chibo.base import authority, place, secrecy
from chibo.base.dates import local_day

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.models import NetworkStatement


_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})  # by these nobody else gets here


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The mode of the line, the names by which other machines call it, and until when the certificates are good."""

    by_own_tls: bool
    by_proxy: bool
    names: tuple[str, ...] = ()
    fingerprint: str = ""
    authority_until: date | None = None
    server_until: date | None = None


def reached() -> Reached:
    """Read the mode from the settings and the certificates from the data folder."""
    line = settings.CHIBO_NETWORK
    held = authority.read(place.data_folder())
    if held is None:
        return Reached(by_own_tls=line.own_tls, by_proxy=bool(line.proxies))
    return Reached(
        by_own_tls=line.own_tls,
        by_proxy=bool(line.proxies),
        names=tuple(name for name in held.names if name not in _LOOPBACK),
        fingerprint=held.fingerprint,
        authority_until=local_day(held.authority.not_valid_after_utc),
        server_until=local_day(held.server.not_valid_after_utc) if held.server else None,
    )


def stated() -> NetworkStatement | None:
    """The statement of an independent LAN that holds."""
    return secrecy.statement_now()


def certificate_to_install() -> bytes | None:
    """Give the certificate that other machines are told to trust, where there is one; it holds no secret."""
    held = authority.read(place.data_folder())
    return held.handed_out if held else None
