"""Who cannot simply come back as a member: the dead, and who left the Party and was not admitted again since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.calendar import PartialDate

_LeftBy = Membership.LeftBy
OUT_OF_THE_PARTY: Final = frozenset({_LeftBy.REMOVAL, _LeftBy.RESIGNATION, _LeftBy.EXPULSION})
"""The ways of leaving after which one is no member of the Party any more, anywhere."""


def bar_to_return(
    spells: Iterable[Membership],
    ceremonies: Iterable[date],
    died: PartialDate | None,
    starts_on: date,
    ends_on: date | None = None,
) -> tuple[str, date] | None:
    """Give how somebody went for good before a time as a member or guest, and since when; nothing where it may be.

    Who left the Party is a member again only by another admission; after a death nothing begins and nothing goes on.
    """
    ended = sorted((row for row in spells if row.ends_on is not None), key=_end)
    deaths = [_end(row) for row in ended if row.left_by == _LeftBy.DEATH]
    for day in deaths:
        if ends_on is None or ends_on > day:
            return _LeftBy.DEATH, day
    if died is not None and (ends_on is None or ends_on > died.latest):
        return _LeftBy.DEATH, died.latest
    before = [row for row in ended if _end(row) <= starts_on]
    if not before or before[-1].left_by not in OUT_OF_THE_PARTY:
        return None
    left = _end(before[-1])
    return None if any(left <= day <= starts_on for day in ceremonies) else (before[-1].left_by, left)


def _end(spell: Membership) -> date:
    assert spell.ends_on is not None
    return spell.ends_on
