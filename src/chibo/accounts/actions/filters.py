"""Bộ lọc đã lưu: a filter of the people kept with a name, for oneself or for the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.accounts.actions.common import settle
from chibo.accounts.models import SavedFilter
from chibo.base import audit, words
from chibo.base.access import Permission
from chibo.base.refusal import Fault, NotAllowedError
from chibo.base.vietnamese import normalise_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

MOST = 30


@transaction.atomic
def save_filter(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    name: str,
    kept: Mapping[str, str],
    is_shared: bool = False,
) -> SavedFilter:
    """Keep a filter under a name. For the whole organisation only who edits its register may.

    Raises ``NotAllowedError``, ``FaultyError`` for a name missing or used, and for more than thirty of one's own.
    """
    _must(actor, Permission.EDIT_REGISTER if is_shared else Permission.VIEW_PEOPLE, organisation)
    name = normalise_name(name)
    own = SavedFilter.objects.filter(organisation=organisation, owner_uid=actor.uid)
    faults = []
    if not name:
        faults.append(
            Fault(what="Chưa đặt tên bộ lọc.", next="Ghi một tên ngắn, ví dụ “Dự bị sắp đến hạn”.", field="name")
        )
    elif own.filter(name=name).exists():
        faults.append(Fault(what=f"Đã có bộ lọc “{name}”.", next="Đặt tên khác, hoặc bỏ bộ lọc cũ.", field="name"))
    if own.count() >= MOST:
        faults.append(Fault(what=f"Đã lưu {MOST} bộ lọc.", next="Bỏ bớt bộ lọc không dùng nữa.", field="name"))
    settle(faults)
    row = SavedFilter.objects.create(
        organisation=organisation,
        owner_uid=actor.uid,
        owner_name=actor.name,
        name=name,
        words=dict(kept),
        is_shared=is_shared,
    )
    _log(actor, on, "save_filter", row)
    return row


@transaction.atomic
def drop_filter(*, actor: Actor, on: date, row: SavedFilter) -> None:
    """Drop a filter: one's own, or one of the organisation's by who edits its register. Raises ``NotAllowedError``."""
    if row.owner_uid != actor.uid:
        _must(actor, Permission.EDIT_REGISTER, row.organisation)
    _log(actor, on, "drop_filter", row)
    row.delete()


def _must(actor: Actor, permission: Permission, organisation: Organisation) -> None:
    if not actor.may(permission, organisation.scope_key):
        raise NotAllowedError(words.PERMISSIONS[permission])


def _log(actor: Actor, on: date, verb: str, row: SavedFilter) -> None:
    audit.record(
        actor=actor,
        on=on,
        action=f"accounts.{verb}",
        subject=row,
        chain=str(row.organisation.uid),
        changes={"name": row.name, "words": row.words, "is_shared": row.is_shared},
    )
