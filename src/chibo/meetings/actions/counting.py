"""Whether the totals of a vote fit each other, the people in the room, and the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.meetings import faults
from chibo.meetings.models import Vote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.refusal import Fault
    from chibo.meetings.queries import VoteTerms

_SECRET = Vote.Method.SECRET_BALLOT
_LABELS = {
    "issued": "phiếu phát ra",
    "collected": "phiếu thu về",
    "valid": "phiếu hợp lệ",
    "approve": "tán thành",
    "against": "không tán thành",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Totals as they were typed. With raised cards there are no ballots to count."""

    method: str
    approve: int
    against: int
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None

    @classmethod
    def of(cls, method: str, *, approve: int, against: int, **ballots: int | None) -> Count:
        """Keep ballots only where there were any: raised cards leave none. ``ValueError`` for an unknown method."""
        known = Vote.Method(method)
        return cls(method=known, approve=approve, against=against, **(ballots if known == _SECRET else {}))

    @property
    def is_secret(self) -> bool:
        """Whether ballots were handed out."""
        return self.method == _SECRET


def count_faults(count: Count, terms: VoteTerms, present: int) -> Iterator[Fault]:
    """Every contradiction at once; ``present`` is the number of voters in the room."""
    yield from _shape(count)
    yield from _ballots(count, present) if count.is_secret else _cards(count, present)
    cast = count.approve + count.against
    if cast > terms.base:
        yield faults.votes_beyond_base(cast, terms.base, terms.sentence)


def _shape(count: Count) -> Iterator[Fault]:
    for field, label in _LABELS.items():
        value = getattr(count, field)
        if value is None and count.is_secret:
            yield faults.missing_count(label, field)
        if value is not None and value < 0:
            yield faults.negative(label, field)


def _ballots(count: Count, present: int) -> Iterator[Fault]:
    issued, collected, valid = count.issued, count.collected, count.valid
    if issued is not None and issued > present:
        yield faults.issued_beyond_present(issued, present)
    if issued is not None and collected is not None and collected > issued:
        yield faults.collected_beyond_issued(collected, issued)
    if collected is not None and valid is not None and valid > collected:
        yield faults.valid_beyond_collected(valid, collected)
    if valid is not None and count.approve + count.against > valid:
        yield faults.split_beyond_valid(count.approve, count.against, valid)


def _cards(count: Count, present: int) -> Iterator[Fault]:
    if count.approve + count.against > present:
        yield faults.split_beyond_present(count.approve, count.against, present)
