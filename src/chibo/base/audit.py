"""One append-only log, hash-chained per organisation, written in the same transaction as the act (decisions 22, 39)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import connection, transaction

from chibo.base.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import Travelling

INSTALLATION = "installation"
START = "0" * 64


def hold(chain: str) -> None:
    """Let nobody else write this chain until the transaction ends; whoever comes next waits.

    On PostgreSQL a waiting ``select_for_update`` would give the row that was last when it began to wait, and two
    lines would claim one place. SQLite lets one transaction write at a time. An act that locks rows of its own
    besides holds the chain first: one order for all, so that no two acts wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [chain])


def record(
    *,
    actor: Actor,
    on: date,
    action: str,
    subject: Travelling,
    chain: str = INSTALLATION,
    changes: Mapping[str, object] | None = None,
    reason: str = "",
    law: str = "",
) -> AuditEntry:
    """Append one line to a chain. ``chain`` is the organisation's uid where the act belongs to one.

    Must run inside the transaction of the act; raises ``TransactionManagementError`` outside one.
    """
    if not connection.in_atomic_block:
        msg = "the log is written in the transaction of the act"
        raise transaction.TransactionManagementError(msg)
    hold(chain)
    last = AuditEntry.objects.filter(chain=chain).order_by("-seq").first()
    entry = AuditEntry(
        chain=chain,
        seq=last.seq + 1 if last else 1,
        at=actor.at,
        on=on,
        actor_uid=actor.uid,
        actor_name=actor.name,
        action=action,
        subject_type=subject._meta.label_lower,  # noqa: SLF001 - Django's documented name of a model
        subject_uid=str(subject.uid),
        changes=json.loads(json.dumps(changes or {}, default=str)),
        reason=reason,
        law=law,
        previous_hash=last.hash if last else START,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    return entry


def seal(entry: AuditEntry) -> str:
    """Return the SHA-256 over everything an entry says, and over the entry before it."""
    said = [
        entry.chain,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(),  # the database gives the moment back in UTC
        entry.on.isoformat(),
        entry.actor_uid,
        entry.actor_name,
        entry.action,
        entry.subject_type,
        entry.subject_uid,
        entry.changes,
        entry.reason,
        entry.law,
        entry.previous_hash,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    seq: int
    what: str


def verify_chains() -> Iterator[Break]:
    """Walk every chain and yield each place where a line is missing, moved or changed."""
    chain, seq, previous = "", 0, START
    for entry in AuditEntry.objects.order_by("chain", "seq").iterator(chunk_size=2000):
        if entry.chain != chain:
            chain, seq, previous = entry.chain, 0, START
        if entry.seq != seq + 1:
            yield Break(chain=chain, seq=seq + 1, what="thiếu dòng")
        if entry.previous_hash != previous:
            yield Break(chain=chain, seq=entry.seq, what="không nối với dòng trước")
        if entry.hash != seal(entry):
            yield Break(chain=chain, seq=entry.seq, what="nội dung đã bị đổi")
        seq, previous = entry.seq, entry.hash
