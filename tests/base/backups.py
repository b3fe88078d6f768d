"""Backups made by hand for tests: sealed as ours are, with parts of one's own."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyrage
from django.db import connection

from chibo.base import keys
from chibo.base.backup import sealing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOBODY_IN = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"


def sealed(target: Path, parts: dict[str, bytes]) -> Path:
    """A file that is sealed as ours are, with parts of one's own."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    target.write_bytes(pyrage.encrypt(held.getvalue(), [sealing.identity_of(keys.current()).to_public()]))
    return target


def about(**said: object) -> bytes:
    """What a backup says of itself, with something else in it."""
    return json.dumps({"what": "chibo", "format": 2, "made_at": "", "kind": "cell", "version": "9.1", **said}).encode()


def manifest(parts: dict[str, bytes]) -> bytes:
    """The list of parts that a whole backup ends with."""
    return json.dumps(
        {"sha256": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}}
    ).encode()


def spoiled(whole: bytes) -> dict[bytes, str]:
    """A whole backup cut off, altered or exchanged for something else, and what is said of each."""
    return {
        whole[:-100]: "bị cắt ngang",
        whole[: -len(whole) % 65536 or 70_000]: "bị cắt ngang",
        whole[:100]: "bị cắt ngang",
        whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:]: "đã hỏng",
        whole[:-50] + bytes([whole[-50] ^ 1]) + whole[-49:]: "đã hỏng",
        b"PK\x03\x04": "không phải bản sao lưu",
        b"": "không phải bản sao lưu",
    }


@contextmanager
def another_database(mark: str, template: str = "template0") -> Iterator[str]:
    """Another database of the PostgreSQL server, under a name no other worker of the tests takes.

    Whatever happens in between, the tests' own database is the one turned to afterwards.
    """
    own = str(connection.settings_dict["NAME"])
    name = f"{own}_{mark}"
    try:
        _outside(_NOBODY_IN.format(template))  # a thread of an earlier test may have stayed
        _outside(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        turn_to(own)
        yield name
    finally:
        _outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        turn_to(own)


def turn_to(name: str) -> None:
    """Let the next question go to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _outside(statement: str) -> None:
    """Ask the server itself, with nobody of ours in the databases of the tests."""
    turn_to("postgres")
    with connection.cursor() as cursor:
        cursor.execute(statement)
