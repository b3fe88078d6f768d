"""Until when the Centre names district centres as givers of the awareness class's certificate."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Rulebook

DISTRICT_CENTRE: Final = "district_centre"


def district_centres_end(rules: Rulebook) -> date | None:
    """The first day on which no district centre can give a certificate: the district level ended (294-QĐ/TW).

    Nothing is said of the other sorts: who gives certificates instead was not found.
    """
    values = rules.figure("awareness_certificate.issuers").values
    ends = (later.starts_on for one, later in pairwise(values) if _named(one.value) and not _named(later.value))
    return next(ends, None)


def _named(value: object) -> bool:
    return isinstance(value, tuple | list) and DISTRICT_CENTRE in value
