"""The one row that says what this installation is, read once a request however often it is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from chibo.base.models import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator

_held: ContextVar[list[Installation] | None] = ContextVar("installation", default=None)


def current() -> Installation | None:
    """Give the installation's row, or ``None`` before the first run."""
    held = _held.get()
    if held:
        return held[0]
    found = Installation.objects.first()
    if found is not None and held is not None:
        held.append(found)
    return found


@contextmanager
def remembered() -> Iterator[None]:
    """Read the row at most once until the end of the block; the arrival of a request opens it."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)
