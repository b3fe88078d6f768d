"""Questions on the ceiling of the excellent."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from chibo.law import classification
from chibo.law.cases.given import Given, NotCovered
from chibo.law.classification import CapBase, Rounding
from chibo.law.vocabulary import CapScope

_SCOPES: Final = {
    "grassroots_organisation": CapScope.GRASSROOTS_ORGANISATION,
    "group_with_similar_role": CapScope.SIMILAR_ROLE,
    "similar_role": CapScope.SIMILAR_ROLE,
}
_TOTAL_OF: Final = {
    CapScope.GRASSROOTS_ORGANISATION: "the grassroots organisation",
    CapScope.SIMILAR_ROLE: "the group with similar role",
}
_ROUNDINGS: Final = {"floor": Rounding.DOWN, "down": Rounding.DOWN, "nearest": Rounding.NEAREST}
_GOOD: Final = ("rated_good", "good", "rated_htt")
_BETTER: Final = ("good_or_better", "members_good_or_better", "rated_good_or_better")
_RATED: Final = ("rated", "all_rated", "rated_total", "members_rated")


def max_excellent(given: Given) -> int:
    """The most that may be excellent: of a final base where that is told, else of those from whom they are raised."""
    base, share = _base(given), _share(given)
    if base is CapBase.GOOD_ONLY and given.has(*_GOOD):
        return classification.share_of_base(given.number(*_GOOD), share, rounding=_rounding(given))
    return classification.largest(_total(given, base), share, base=base, rounding=_rounding(given))


def _total(given: Given, base: CapBase) -> int:
    if base is CapBase.ALL_RATED:
        return given.number(*_RATED)
    if base is CapBase.GOOD_OR_BETTER and not given.has(*_BETTER) and given.has(*_GOOD):
        return given.number(*_GOOD) + given.number("rated_excellent", "excellent")
    return given.number(*_BETTER)


def _base(given: Given) -> CapBase:
    own = given.rules.policy("review.cap_base")
    try:
        return CapBase(given.text("base", "cap_base", "base_mode", default=own))
    except ValueError as unknown:
        raise NotCovered(str(unknown)) from None


def _rounding(given: Given) -> Rounding:
    own = given.rules.policy("review.cap_rounding")
    named = given.text("rounding", default=own)
    if named not in _ROUNDINGS:
        raise NotCovered(named)
    return _ROUNDINGS[named]


def _share(given: Given) -> Fraction:
    if given.has("pct", "share", "cap"):
        return Fraction(str(given.points("pct", "share", "cap")))
    is_collective = given.flag("collectives", "is_collective", "collective")
    key = classification.COLLECTIVES if is_collective else classification.MEMBERS
    return given.rules.on(key, given.on()).share


def remaining_good(given: Given) -> int:
    """How many stay good when the most are excellent."""
    return given.number(*_BETTER) - max_excellent(given)


def share_of_good(given: Given) -> float:
    """The most excellent as a part of those who stay good, to four places."""
    left = remaining_good(given)
    if not left:
        raise NotCovered(_BETTER[0])
    return round(max_excellent(given) / left, 4)


def cell_alone(given: Given) -> int:
    """What a cell by itself would be allowed; never the last word."""
    return max_excellent(given)


def one_excellent_is(given: Given) -> str:
    """What one excellent member of a cell is by the cell's own sum: nothing a cell can settle."""
    named = given.text("scope", default="")
    scope = _SCOPES.get(named) or classification.scope_of(given.on(), given.rules)
    return f"undecided_at_cell_level; decided by the total of {_TOTAL_OF[scope]}"


def cap_allows(given: Given) -> bool:
    """Whether so many excellent are within the ceiling."""
    return given.number("proposed_excellent", "excellent", "proposed") <= max_excellent(given)


def is_final(given: Given) -> bool:
    """Whether a sum made in this scope is final: never a cell's."""
    scope = _SCOPES.get(given.text("counted_in", "scope"))
    return scope is classification.scope_of(given.on(), given.rules)
