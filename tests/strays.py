"""What a request changes outside of any act: ``chibo verify`` would report it, so no request may."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def touched(connection: Any) -> list[str]:
    """Which records the notes name whose sealed values are no longer the ones noted."""
    from chibo.base.seals import layout, sealing  # noqa: PLC0415 - the settings come first

    if connection.connection is None or connection.needs_rollback:
        return []
    found = []
    for name, table in sealing.tables_of(connection).items():
        asked = (
            f"SELECT x.row FROM chibo_touched x LEFT JOIN {name} t ON t.{table.key} = {table.key_of('x.row')} "
            f"WHERE x.kind = %s AND COALESCE(x.before, '') <> "
            f"CASE WHEN t.{table.key} IS NULL THEN '' ELSE {table.text('t')} END"
        )
        found += [f"{name} {row}" for (row,) in layout.rows(connection, asked, (name,))]
    return found


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the records that requests of the test client touch outside of acts."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from chibo.base.seals import layout, touching  # noqa: PLC0415

    found: list[str] = []
    asking: list[str] = []
    original, start = Client.request, touching.start

    def collect(connection: Any) -> None:
        if asking and layout.rows(connection, "SELECT 1 FROM chibo_touched LIMIT 1"):
            found.extend(f"{asking[-1]}: {one}" for one in touched(connection))

    def starting(connection: Any) -> None:
        collect(connection)
        start(connection)

    def request(client: Any, **words: Any) -> Any:
        connection.ensure_connection()
        start(connection)
        asking.append(f"{words.get('REQUEST_METHOD', 'GET')} {words.get('PATH_INFO', '')}")
        try:
            return original(client, **words)
        finally:
            collect(connection)
            asking.pop()

    monkeypatch.setattr(Client, "request", request)
    monkeypatch.setattr(touching, "start", starting)
    yield found
