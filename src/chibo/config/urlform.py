"""The one line that names a PostgreSQL database, as Django wants it."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def postgres(address: str) -> dict[str, Any]:
    """Turn ``postgres://user:password@host:port/name?option=value`` into a Django database; refuses other schemes.

    Server-side cursors are off: a pooler in front of the database does not keep them. A database on another machine is
    reached by TLS with its certificate checked, unless the address itself says otherwise (``sslmode``).
    """
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        message = "CHIBO_DATABASE_URL phải có dạng postgres://người-dùng:mật-khẩu@máy:cổng/tên"
        raise ImproperlyConfigured(message)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    if host and not host.startswith("/") and host not in _HERE:
        options.setdefault("sslmode", "verify-full")
    return {
        "ENGINE": "chibo.base.engine.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def reach() -> dict[str, str]:
    """Give how PostgreSQL is reached, in the words of libpq, before Django is set up."""
    held = postgres(os.environ.get("CHIBO_DATABASE_URL", ""))
    said = {"dbname": held["NAME"], "user": held["USER"], "password": held["PASSWORD"], "host": held["HOST"]}
    return {name: str(value) for name, value in {**said, "port": held["PORT"], **held["OPTIONS"]}.items() if value}


def key_check() -> str:
    """Ask PostgreSQL, before Django is set up, under which key its rows are: what ``base.rekey`` wrote last."""
    import psycopg  # noqa: PLC0415 - only where a change of key was cut off

    with psycopg.connect("", **reach()) as beside:  # type: ignore[arg-type]
        found = beside.execute("SELECT key_check FROM base_safekeeping").fetchone()
    return str(found[0]) if found else ""
