"""Comparing the register with a list of the national database: on record, and nothing else written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.documents import sniffing
from chibo.exchange.archive.rows import reach_for
from chibo.exchange.differences.comparing import Compared, compare

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_NAME_LENGTH = 200


@transaction.atomic
def compare_list(*, actor: Actor, on: date, organisation: Organisation, name: str, content: bytes) -> Compared:
    """Compare the members here and below with a list. The file is read and let go; the log keeps its hash and counts.

    Raises ``NotAllowedError``; ``FaultyError`` for a list that cannot be read or is marked secret.
    """
    if not actor.may(Permission.VIEW_SENSITIVE, organisation.scope_key):
        what = "xem phần thông tin riêng của hồ sơ"
        raise NotAllowedError(what)
    mark = sniffing.secrecy_mark(name, b"")  # cells are looked at when the sheets are read
    if mark:
        raise FaultyError([sniffing.marked(mark)])
    withheld = reach_for(actor, on, organisation, is_open=True).restricted
    found = compare(actor, organisation, on, name[-_NAME_LENGTH:], content, withheld=withheld)
    audit.record(
        actor=actor,
        on=on,
        action="exchange.compare_list",
        subject=organisation,
        chain=str(organisation.uid),
        changes={"file": found.file_name, "sha256": hashlib.sha256(content).hexdigest(), **found.counts},
        people=found.people,
    )
    return found
