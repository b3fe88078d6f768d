"""One append-only log, hash-chained per organisation, written in the same transaction as the act (decisions 22, 39).

What a line tells (changes and reason) is salted and hashed apart, so that it can be blanked when somebody's data must
be erased while the chain still holds (ADR 0037).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from chibo.base import secrecy
from chibo.base.models import AuditEntry, AuditMention
from chibo.base.seals import touching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.models import Travelling

INSTALLATION: Final = "installation"
START: Final = "0" * 64
BLANKED: Final = "base.blank_log"
MENTIONED: Final = "mentioned"
MOST_NAMED: Final = 5000
"""A line about more people than this keeps their number and digest, not each of them."""
_AT_ONCE: Final = 2000


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
    people: Iterable[UUID | str] = (),
) -> AuditEntry:
    """Append one line to a chain. ``chain`` is the organisation's uid where the act belongs to one.

    ``people`` are the persons that a list or a set of papers holds: each finds the line among who saw their data.
    Must run inside the transaction of the act; raises ``TransactionManagementError`` outside one.
    """
    if not connection.in_atomic_block:
        msg = "the log is written in the transaction of the act"
        raise transaction.TransactionManagementError(msg)
    hold(chain)
    held = sorted({str(uid) for uid in people})
    told = {**(changes or {}), **secrecy.taken(), **({MENTIONED: [len(held), _digest(held)]} if held else {})}
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
        changes=json.loads(json.dumps(told, default=str)),
        reason=reason,
        law=law,
        role=actor.role,
        salt=secrets.token_hex(16),
        previous_hash=last.hash if last else START,
    )
    entry.told = _telling(entry)
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    if len(held) <= MOST_NAMED:
        AuditMention.objects.bulk_create(
            (AuditMention(entry_id=entry.pk, person_uid=uid) for uid in held), batch_size=_AT_ONCE
        )
    touching.note_act(connection, entry.chain, entry.seq, entry.hash)
    return entry


_gathered: ContextVar[set[str] | None] = ContextVar("mentioned", default=None)


@contextmanager
def gathering() -> Iterator[set[str]]:
    """Collect whom a list names while it is made: what makes it calls :func:`mention`, the act hands them on."""
    held: set[str] = set()
    token = _gathered.set(held)
    try:
        yield held
    finally:
        _gathered.reset(token)


def mention(uids: Iterable[UUID | str]) -> None:
    """Note that a list being made names these persons; nothing where nobody gathers them (a page only shows it)."""
    held = _gathered.get()
    if held is not None:
        held.update(str(uid) for uid in uids)


def seal(entry: AuditEntry) -> str:
    """Return the SHA-256 over everything an entry says, and over the entry before it."""
    return hashlib.sha256(said(entry).encode()).hexdigest()


def said(entry: AuditEntry) -> str:
    """Write down what an entry's hash covers: one line of JSON, the same on every machine."""
    telling: list[object] = [entry.changes, entry.reason]
    more: list[object] = []
    if entry.salt or entry.told:  # lines of before ADR 0037 have their words in the hash itself
        telling, more = [entry.told if entry.blanked else _telling(entry)], [entry.role]
    return _canonical(
        [
            entry.chain,
            entry.seq,
            entry.at.astimezone(UTC).isoformat(),  # the database gives the moment back in UTC
            entry.on.isoformat(),
            entry.actor_uid,
            entry.actor_name,
            entry.action,
            entry.subject_type,
            entry.subject_uid,
            *telling,
            entry.law,
            entry.previous_hash,
            *more,
        ]
    )


def telling_text(entry: AuditEntry) -> str:
    """Write down what ``told`` is the digest of; empty where it was blanked, or stands in :func:`said` itself."""
    return "" if entry.blanked or not entry.told else _canonical([entry.salt, entry.changes, entry.reason])


def _telling(entry: AuditEntry) -> str:
    """The salted digest of what can be blanked."""
    return hashlib.sha256(_canonical([entry.salt, entry.changes, entry.reason]).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(uids: list[str]) -> str:
    return hashlib.sha256("\n".join(uids).encode()).hexdigest()


def blank(*, actor: Actor, on: date, entries: Iterable[AuditEntry], subject: Travelling, reason: str) -> int:
    """Erase what lines tell (changes, reason) and write one line that names them; their chain still holds.

    Who did what to which record and when stays. For the erasure of a person's data; the caller has judged the right.
    Lines of before ADR 0037 stay as they are. Gives how many were blanked. Runs inside the transaction of the act.
    """
    rows = [entry for entry in entries if entry.told and not entry.blanked and (entry.changes or entry.reason)]
    for row in rows:
        row.changes, row.reason, row.salt, row.blanked = {}, "", "", True
        row.save(update_fields=["changes", "reason", "salt", "blanked"])
    if rows:
        lines = sorted([row.chain, row.seq] for row in rows)
        record(actor=actor, on=on, action=BLANKED, subject=subject, changes={"lines": lines}, reason=reason)
    return len(rows)


# --- is it whole? ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    seq: int
    what: str


MISSING: Final = "thiếu dòng"
UNJOINED: Final = "không nối với dòng trước"
CHANGED: Final = "nội dung đã bị đổi"
UNMENTIONED: Final = "danh sách người kèm theo đã bị đổi"
BLANK_UNSAID: Final = "nội dung bị xóa mà nhật ký không ghi việc xóa"
AT_THE_END: Final = frozenset({UNMENTIONED, BLANK_UNSAID})
"""What only the whole log can tell."""


def walk() -> Iterator[tuple[AuditEntry, list[Break]]]:
    """Go through every line of every chain, each with what is wrong there; some lines come a second time at the end.

    What needs the whole log is judged then: blanked lines that no act names, and the people beside lines.
    """
    chain, seq, previous = "", 0, START
    blanked: dict[tuple[str, int], AuditEntry] = {}
    allowed: set[tuple[str, int]] = set()
    claims: dict[int, AuditEntry] = {}
    last = AuditEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0  # what is written meanwhile waits
    for entry in AuditEntry.objects.filter(pk__lte=last).order_by("chain", "seq").iterator(chunk_size=_AT_ONCE):
        if entry.chain != chain:
            chain, seq, previous = entry.chain, 0, START
        yield entry, list(_breaks(entry, seq + 1, previous))
        if entry.blanked:
            blanked[entry.chain, entry.seq] = entry
        elif _claim(entry):
            claims[entry.pk] = entry
        if entry.action == BLANKED:
            allowed |= {(str(where), int(place)) for where, place in entry.changes.get("lines", [])}
        seq, previous = entry.seq, entry.hash
    for place in blanked.keys() - allowed:
        yield blanked[place], [_break(blanked[place], BLANK_UNSAID)]
    for entry in _misnamed(claims, {entry.pk for entry in blanked.values()}, last):
        yield entry, [_break(entry, UNMENTIONED)]


def _break(entry: AuditEntry, what: str) -> Break:
    return Break(chain=entry.chain, seq=entry.seq, what=what)


def _breaks(entry: AuditEntry, seq: int, previous: str) -> Iterator[Break]:
    if entry.seq != seq:
        yield Break(chain=entry.chain, seq=seq, what=MISSING)
    if entry.previous_hash != previous:
        yield _break(entry, UNJOINED)
    is_bare = entry.blanked and not (entry.changes or entry.reason)
    if entry.hash != seal(entry) or not (not entry.told or is_bare or entry.told == _telling(entry)):
        yield _break(entry, CHANGED)


def _claim(entry: AuditEntry) -> tuple[int, str] | None:
    """How many people a line says it mentions, and their digest; nothing where it names none."""
    told = entry.changes.get(MENTIONED) if isinstance(entry.changes, dict) else None
    if isinstance(told, list) and len(told) == 2 and isinstance(told[0], int) and told[0] <= MOST_NAMED:  # noqa: PLR2004
        return told[0], str(told[1])
    return None


def _misnamed(claims: dict[int, AuditEntry], blanked: set[int], last: int) -> Iterator[AuditEntry]:
    """The lines whose people are not those they were written with: more, fewer or others."""
    waiting = dict(claims)
    rows = (
        AuditMention.objects.filter(entry_id__lte=last)
        .order_by("entry_id", "person_uid")
        .values_list("entry_id", "person_uid")
    )
    for pk, group in groupby(rows.iterator(chunk_size=_AT_ONCE), key=lambda row: row[0]):
        uids = [uid for _, uid in group]
        entry = waiting.pop(pk, None)
        if entry is not None and _claim(entry) != (len(uids), _digest(uids)):
            yield entry
        elif entry is None and pk not in blanked:
            yield from AuditEntry.objects.filter(pk=pk)
    yield from waiting.values()
