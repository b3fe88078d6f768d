"""A figure in a text: what it says, and which list lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

_TENTHS = 1000  # a share in tenths of one per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A piece of a sentence without a figure."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A piece of a sentence that is a figure: ``what`` names its list, ``count`` is the number of lines there.

    ``on`` is the day of the figure; ``since`` the first day of a time it counts in; ``year`` the year under review.
    """

    text: str
    what: str
    count: int
    on: date
    year: int | None = None
    since: date | None = None

    @property
    def query(self) -> str:
        """The part of the list's address after the question mark."""
        told: dict[str, object] = {"ngay": self.on.isoformat()}
        if self.since:
            told["tu"] = self.since.isoformat()
        if self.year:
            told["nam"] = self.year
        return urlencode(told)


def say_share(share: Fraction) -> str:
    """Say a share as offices write it: ``92%``, ``91,7%``. Only a full share is said as 100%, only nothing as 0%."""
    tenths = int(share * _TENTHS + Fraction(1, 2))
    if share < 1:
        tenths = min(tenths, _TENTHS - 1)
    if share > 0:
        tenths = max(tenths, 1)
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"


def ensure_readable(actor: Actor, organisation: Organisation) -> None:
    """Raise :class:`NotYoursError` unless the actor may see the reports of the organisation."""
    if not actor.may(Permission.VIEW_REPORTS, organisation.scope_key):
        raise NotYoursError
