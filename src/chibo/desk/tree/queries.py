"""What the pages of the tree show: units of a day with their members, one organisation's facts and decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import fold, normalise_name
from chibo.desk.tree.workplaces import WorkplaceLine, workplace_lines
from chibo.register import queries as register
from chibo.register.facts import covering
from chibo.register.models import FormerState, OfficeHolding, Organisation, OrganisationChange
from chibo.register.scope_keys import LABEL
from chibo.register.tree import as_it_was, dressed, has_any_change_since, organisations_once_called, units_then
from chibo.reports.queries.statistics import census_then

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.queries import HeadCount

PAGE: Final = 50
LISTED: Final = 200  # organisations listed in a choice; of more, one is found by its name or code
FITTING: Final = 50  # of those that fit a name, shown to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One unit of a day as a line of the tree; ``members`` with everything below it."""

    unit: Organisation
    name_now: str
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePage:
    """The units under one (none: the topmost of the actor's) on a day; ``after`` continues the list."""

    on: date
    unit: Organisation | None
    above: tuple[Organisation, ...]
    branches: tuple[Branch, ...]
    after: str
    found: tuple[FormerState, ...] = ()


def tree_page(actor: Actor, on: date, *, uid: str = "", after: str = "") -> TreePage:
    """Lay out the tree as it stood on a day, opened at one unit. Raises ``NotYoursError``.

    Ten queries at most, however many units and people.
    """
    now = register.organisation_for(actor, uid) if uid else None
    shown = list(_under(actor, now, on, after)[: PAGE + 1])
    units = dressed(shown[:PAGE], on)
    counts = _members(units, on) if now is None else _members_below(now, on)
    names = {one.pk: one.name for one in shown}
    branches = tuple(
        Branch(unit=one, name_now=names[one.pk], members=counts.get(vars(one)["key_then"], 0)) for one in units
    )
    return TreePage(
        on=on,
        unit=as_it_was(now, on) if now is not None else None,
        above=_above(actor, now, on),
        branches=branches,
        after=vars(units[-1])["key_then"] if len(shown) > PAGE else "",
    )


def _under(actor: Actor, unit: Organisation | None, on: date, after: str) -> QuerySet[Organisation]:
    """What lay directly under a unit on a day; without one the tops of what the actor holds now."""
    if unit is not None:
        return units_then(unit, on, after=after)
    return units_then(None, on, after=after).filter(pk__in=register.organisations(actor).values("pk"))


def _members_below(unit: Organisation, on: date) -> Counter[str]:
    """The members of a day by the key of the unit directly under one."""
    then, census = census_then(unit, on)
    length = len(then.scope_key) + LABEL
    return Counter(key[:length] for key in census.on(then, on.isoformat()).column("key"))


def _members(units: Iterable[Organisation], on: date) -> Counter[str]:
    """The members of a few topmost units."""
    found: Counter[str] = Counter()
    for unit in units:
        then, census = census_then(unit, on)
        found[then.scope_key] = sum(1 for _ in census.on(then, on.isoformat()).column("key"))
    return found


def _above(actor: Actor, unit: Organisation | None, on: date) -> tuple[Organisation, ...]:
    """The way from the top down to a unit on a day, as far as the actor sees. Two queries."""
    if unit is None:
        return ()
    key = as_it_was(unit, on).scope_key
    keys = [key[:end] for end in range(LABEL, len(key), LABEL)]
    mine = register.organisations(actor)
    then = FormerState.objects.filter(ends_on__gt=on, scope_key__in=keys).values("organisation")
    known = dressed(mine.filter(Q(scope_key__in=keys) | Q(pk__in=then)), on)
    return tuple(sorted((one for one in known if one.scope_key in keys), key=lambda one: one.scope_key))


def called(actor: Actor, text: str) -> tuple[FormerState, ...]:
    """The organisations in reach that once had a name, by a part of it; each with the name it has now. One query."""
    folded = fold(normalise_name(text))
    if not folded:
        return ()
    return tuple(organisations_once_called(folded).filter(organisation__in=register.organisations(actor))[:PAGE])


# ---------------------------------------------------------------------- one organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """One organisation on a day: as it stood, its heads, offices, workplaces, and every decision about it."""

    on: date
    now: Organisation
    then: Organisation
    counted: HeadCount
    offices: tuple[OfficeHolding, ...]
    workplaces: tuple[WorkplaceLine, ...]
    changes: tuple[OrganisationChange, ...]
    states: tuple[FormerState, ...]
    units: int
    may_change: bool


def organisation_page(actor: Actor, uid: UUID | str, on: date) -> OrganisationPage:
    """Gather what one organisation was on a day and how it came to be so. Raises ``NotYoursError``."""
    now = register.organisation_for(actor, uid)
    if not actor.may(Permission.VIEW_PEOPLE, now.scope_key):
        raise NotYoursError(str(uid))
    changes = OrganisationChange.objects.filter(parts__organisation=now).distinct()
    counted, is_changed = register.head_count(now, on), has_any_change_since(date.min)
    return OrganisationPage(
        on=on,
        now=now,
        then=as_it_was(now, on),
        counted=counted,
        offices=tuple(register.office_holders(now, on)),
        workplaces=workplace_lines(now, counted.stated, on),
        changes=tuple(changes.prefetch_related("parts__organisation").order_by("-on", "-pk")[:PAGE])
        if is_changed
        else (),
        states=tuple(now.former_states.select_related("kind", "parent").order_by("-ends_on")[:PAGE])
        if is_changed
        else (),
        units=units_then(now, on).count(),
        may_change=actor.may(Permission.EDIT_REGISTER, now.scope_key) and now.ends_on is None,
    )


# ---------------------------------------------------------------------- what may be chosen


def changeable(actor: Actor, uid: UUID | str) -> Organisation:
    """The organisation of an address whose place the actor may change. Raises ``NotYoursError``."""
    found = register.organisation_for(actor, uid)
    if not actor.may(Permission.EDIT_REGISTER, found.scope_key):
        raise NotYoursError(str(uid))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What fits a written name or code: surely one, or some that may be meant (``count`` of them, not all shown)."""

    found: tuple[Organisation, ...] = ()
    count: int = 0
    is_sure: bool = False


class Offer:
    """The organisations that may be chosen: listed while they are few; of many, found by name or code."""

    def __init__(self, rows: QuerySet[Organisation]) -> None:
        """Take what may be chosen; one query."""
        self._rows = rows.order_by("scope_key")
        some = list(self._rows[: LISTED + 1])
        self.is_listed = len(some) <= LISTED
        self.listed: list[Organisation] = some if self.is_listed else []

    def fitting(self, text: str) -> Fits:
        """What has this name, short name or code, with or without the one above; else what has every word of it.

        Names are compared here, for the database folds no marks: a few thousand. One query, and one for what is found.
        """
        said = fold(normalise_name(text))
        if not said:
            return Fits()
        exactly = [pk for pk, names in self._names if said in names]
        words = [f" {word}" for word in said.split()]
        fit = exactly or [
            pk for pk, names in self._names if any(all(word in f" {one}" for word in words) for one in names)
        ]
        found = self._rows.filter(pk__in=fit[:FITTING]).select_related("parent")
        return Fits(found=tuple(found), count=len(fit), is_sure=len(exactly) == 1)

    @cached_property
    def _names(self) -> list[tuple[int, tuple[str, ...]]]:
        rows = self._rows.values_list("pk", "name", "short_name", "code", "parent__name")
        return [(pk, tuple(_ways(name, short, code, above or ""))) for pk, name, short, code, above in rows]


def _ways(name: str, short_name: str, code: str, above: str) -> Iterator[str]:
    """The ways in which somebody may write an organisation."""
    for text in filter(None, (name, short_name, code)):
        yield fold(text)
    if above:
        yield fold(f"{name} – {above}")


def possible_parents(actor: Actor, organisation: Organisation, on: date) -> Offer:
    """The organisations that another can be put under: no cells, none of its own branch, not its present parent."""
    key = organisation.scope_key
    mine = Organisation.objects.filter(within(actor, Permission.EDIT_REGISTER), covering(on), kind__is_cell=False)
    others = mine.exclude(scope_key__gte=key, scope_key__lt=f"{key}~")
    if organisation.parent_id is not None:
        others = others.exclude(pk=organisation.parent_id)
    return Offer(others)


def siblings(actor: Actor, organisation: Organisation, on: date) -> Offer:
    """The other organisations under the same parent on a day that the actor may change."""
    mine = Organisation.objects.filter(within(actor, Permission.EDIT_REGISTER), covering(on))
    return Offer(mine.filter(parent=organisation.parent_id).exclude(pk=organisation.pk))


def below(actor: Actor, organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The organisations directly under one that stand on a day and that the actor may change, in their order."""
    return register.units_below(organisation, on).filter(within(actor, Permission.EDIT_REGISTER))
