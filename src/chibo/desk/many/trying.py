"""An act tried out and taken back, so that what it would be refused for can be told beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base.refusal import FaultyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.refusal import Fault


def faults_of(act: Callable[[], object]) -> tuple[Fault, ...]:
    """Try an act out and take it back whole; return what it would be refused for. Nothing stays written."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except FaultyError as error:
        return error.faults
    return ()
