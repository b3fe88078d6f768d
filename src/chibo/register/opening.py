"""Since when somebody may have been a member of a cell whose book was opened later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.register.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable


def could_begin(spell: Membership, ceremonies: Iterable[date], spells: Iterable[Membership]) -> date:
    """Give the first day on which somebody may have been here: the day of coming, where it is known.

    Of who stood in the list when the book was opened nobody entered it: what an old paper tells of earlier years can
    be true, back to the admission, or to the end of a time elsewhere.
    """
    if spell.joined_by != Membership.JoinedBy.OPENING:
        return spell.starts_on
    known = [day for day in ceremonies if day <= spell.starts_on]
    if spell.told_joining is not None:
        known.append(min(spell.told_joining.earliest, spell.starts_on))
    known += [one.ends_on for one in spells if one.ends_on is not None and one.ends_on <= spell.starts_on]
    return max(known, default=date.min)
