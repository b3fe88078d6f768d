"""What one request reads once, however many of its parts ask: a page tells one state of the records.

The memory opens with a request that only reads (GET, HEAD) and ends with it. Requests that write, commands and tests of
queries have none: there every question goes to the database.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

_held: ContextVar[dict[Hashable, object] | None] = ContextVar("once", default=None)
Answer = TypeVar("Answer")


def once(question: Hashable, make: Callable[[], Answer]) -> Answer:
    """Give the answer this request already has, else make it; ``question`` names everything the answer depends on."""
    held = _held.get()
    if held is None:
        return make()
    if question not in held:
        held[question] = make()
    return cast("Answer", held[question])


def tell(question: Hashable, answer: object) -> None:
    """Note an answer that came along with another read."""
    held = _held.get()
    if held is not None:
        held[question] = answer


@contextmanager
def reading() -> Iterator[None]:
    """Remember answers until the end of the block."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)
