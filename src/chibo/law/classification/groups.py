"""The ceiling inside its counting group: a grassroots organisation, or those with a similar role; never one cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from chibo.law.classification.ceiling import MEMBERS, CapBase, Ceiling, Rounding, Shares, ceiling, ceilings
from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import CapScope, FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding

_SCOPES: Final = {MEMBERS: "review.excellent_cap_scope"}
_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CountGroup:
    """One group whose excellent are counted together.

    ``scope`` is nothing for a cell that only tries the sum for itself. ``ground`` names the paper in which the superior
    allows more; without it more than the ceiling is refused.
    """

    uid: str
    name: str
    scope: CapScope | None
    counted: Shares
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCeiling:
    """What one group is allowed: the own reading's ceiling first, then the others; and what is to be said of it.

    ``is_final``: counted inside the scope that the day's rule names. A cell's own sum never is.
    """

    group: CountGroup
    readings: tuple[Ceiling, ...]
    is_final: bool
    findings: tuple[Finding, ...]

    @property
    def own(self) -> Ceiling | None:
        """The ceiling in the organisation's own reading; nothing where no share is known for the day."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """So many excellent, tried: the readings of base and rounding that allow them, and those that do not."""

    excellent: int
    allowing: tuple[Ceiling, ...]
    refusing: tuple[Ceiling, ...]
    is_allowed: bool  # in the organisation's own reading


def scope_of(on: date, rules: Rulebook, *, key: str = MEMBERS) -> CapScope:
    """Inside what the excellent are counted on a day; ``LawGap`` where no text says."""
    return CapScope(rules.on(_SCOPES.get(key, "review.collective_cap_scope"), on).code)


def group_ceiling(group: CountGroup, on: date, rules: Rulebook, *, key: str = MEMBERS) -> GroupCeiling:
    """The ceiling of one group with every reading, and what stands against the number proposed."""
    try:
        scope = scope_of(on, rules, key=key)
        answers = ceilings(group.counted, on, rules, key=key)
    except LawGap as gap:
        return GroupCeiling(group=group, readings=(), is_final=False, findings=(no_basis(gap),))
    said = tuple(_said(group, scope, answers[0]))
    return GroupCeiling(group=group, readings=answers, is_final=group.scope is scope, findings=said)


def group_ceilings(
    groups: Iterable[CountGroup], on: date, rules: Rulebook, *, key: str = MEMBERS
) -> tuple[GroupCeiling, ...]:
    """The ceilings of several groups, each by itself: what one leaves over, no other may take."""
    return tuple(group_ceiling(group, on, rules, key=key) for group in groups)


def together(name: str, scope: CapScope, parts: Iterable[CountGroup]) -> CountGroup:
    """Several cells counted as one group; its ground is that of the parts that have one."""
    listed = tuple(parts)
    counted = sum((part.counted for part in listed), Shares(rated=0, good_or_better=0, excellent=0))
    ground = "; ".join(dict.fromkeys(part.ground for part in listed if part.ground))
    return CountGroup(uid=name, name=name, scope=scope, counted=counted, ground=ground)


def _said(group: CountGroup, scope: CapScope, own: Ceiling) -> Iterator[Finding]:
    if group.scope is not scope:
        yield found("ceiling_not_final", own.reading, grade=FindingGrade.WARN, group=group.name, scope=scope.value)
    if own.is_kept or group.scope is None:
        return
    params = {
        "group": group.name,
        "excellent": own.excellent,
        "limit": own.limit,
        "base": own.base_mode.value,
        "percent": own.share * _PERCENT,
        "count": own.proposed_base,
        "exact": own.proposed_exact,
    }
    if group.ground:
        more = {**params, "ground": group.ground}
        yield found("excellent_by_exception", own.reading, grade=FindingGrade.WARN, switches=own.readings, params=more)
        return
    yield found("excellent_over_ceiling", own.reading, switches=own.readings, params=params)


def suppose(excellent: int, counted: Shares, on: date, rules: Rulebook, *, key: str = MEMBERS) -> Supposition:
    """Try so many excellent among those counted: which readings of base and rounding allow it.

    Those raised come from the good, so that the good or better stay as many. ``LawGap`` as for ``ceiling``.
    """
    tried = replace(counted, excellent=excellent, good_or_better=max(counted.good_or_better, excellent))
    every = [
        ceiling(tried, on, rules, base=base, rounding=rounding, key=key) for base in CapBase for rounding in Rounding
    ]
    return Supposition(
        excellent=excellent,
        allowing=tuple(answer for answer in every if answer.is_kept),
        refusing=tuple(answer for answer in every if not answer.is_kept),
        is_allowed=ceiling(tried, on, rules, key=key).is_kept,
    )
