"""The stored copies of what the law derives: stage, nearest duty, its day. Every act rewrites them."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.development.actions.guards import must_hold
from chibo.development.actions.planning import renew_plans
from chibo.development.queries.outlook import Copy, derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase


_waiting: ContextVar[dict[int, DevelopmentCase] | None] = ContextVar("_waiting", default=None)


def store_due(case: DevelopmentCase, *, on: date) -> None:
    """Store what the law derives for one case, inside the transaction of the act that changed it."""
    waiting = _waiting.get()
    if waiting is None:
        _store([case], on=on)
    else:
        waiting[case.pk] = case


@contextmanager
def due_at_the_end(*, on: date) -> Iterator[None]:
    """Store what the law derives once after many acts typed in together, in the same transaction, not after each."""
    waiting: dict[int, DevelopmentCase] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    _store(list(waiting.values()), on=on)


@transaction.atomic
def refresh_due(*, actor: Actor, on: date, cases: Iterable[DevelopmentCase]) -> tuple[DevelopmentCase, ...]:
    """Rebuild the stored stage and nearest duty of many cases; returns those whose copy had gone stale.

    Each corrected case writes one audit line with both values. Raises ``NotAllowedError``.
    """
    rows = list(cases)
    for case in rows:
        must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "tính lại hạn của hồ sơ")
    changed = _store(rows, on=on)
    for case, old, new in changed:
        audit.record(
            actor=actor,
            on=on,
            action="development.refresh_due",
            subject=case,
            chain=str(case.organisation.uid),
            changes={
                name: [before, after]
                for name, before, after in zip(Copy._fields, old, new, strict=True)
                if before != after
            },
        )
    return tuple(case for case, _, _ in changed)


def _store(cases: list[DevelopmentCase], *, on: date) -> list[tuple[DevelopmentCase, Copy, Copy]]:
    changed = []
    renew_plans(cases, on)
    for case, new in zip(cases, derived(cases, on), strict=True):
        old = Copy(case.stage, case.next_duty, case.next_due)
        if new != old:
            case.stage, case.next_duty, case.next_due = new
            case.save(update_fields=[*Copy._fields])
            changed.append((case, old, new))
    return changed
