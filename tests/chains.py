"""Whether the log of a test still holds, asked in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.audit import Break


def verify_chains() -> Iterator[Break]:
    """Walk every chain and yield each place where a line is missing, moved, changed, or blanked without a word."""
    from chibo.base import audit  # noqa: PLC0415 - the settings come first

    for _, found in audit.walk():
        yield from found
