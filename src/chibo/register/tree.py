"""The tree as it stood on a day: names, kinds, parents and keys of that day, and what lay below a unit then.

An organisation stood on a day as its first ``FormerState`` that ends after the day says; where there is none, as its
own row says. Where nothing changed since the day every question here falls back to one range of present keys.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from chibo.base.once import once
from chibo.register.facts import covering
from chibo.register.models import FormerState, MovedRecord, Organisation, OrganisationChange

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

_SHOWN = ("name", "short_name", "kind", "parent", "superior_name", "scope_key")


def as_it_was(organisation: Organisation, on: date) -> Organisation:
    """Give an organisation as it stood on a day, to be read and never saved. Two queries at most, in a request once.

    ``as_of`` of what is given says the day; the organisation itself comes back where nothing changed since.
    """
    return dressed([organisation], on)[0]


def dressed(organisations: Iterable[Organisation], on: date) -> list[Organisation]:
    """Give organisations as they stood on a day, in the same order. Two queries at most, for all."""
    found = list(organisations)
    if not has_any_change_since(on):
        return found
    states = _first_states([one.pk for one in found], on)
    return [_dressed(one, states[one.pk], on) if one.pk in states else one for one in found]


def _first_states(keys: list[int], on: date) -> dict[int, FormerState]:
    """For each organisation the state of a day, where it is not the present one."""
    asked = FormerState.objects.filter(organisation__in=keys, ends_on__gt=on).select_related("kind", "parent")
    rows = once(("former_states", tuple(keys), on), lambda: list(asked.order_by("-ends_on")))
    return {row.organisation_id: row for row in rows}  # the first to end comes last and stays


def _dressed(organisation: Organisation, state: FormerState, on: date) -> Organisation:
    then = copy.copy(organisation)
    for field in _SHOWN:
        setattr(then, field, getattr(state, field))
    then.as_of = on
    return then


def has_any_change_since(on: date) -> bool:
    """Whether any decision on the tree came into force after a day. One query, in a reading request once."""
    last = _last_days()["changed"]
    return last is not None and last > on


def _last_days() -> dict[str, date | None]:
    """The last day of a change of the tree, and the last on which anything under way went on elsewhere. One query."""
    asked = [
        rows.order_by().values(what=Value(what)).annotate(last=Max("on")).values_list("what", "last")
        for what, rows in (("changed", OrganisationChange.objects), ("moved", MovedRecord.objects))
    ]
    return once("last_days", lambda: {"changed": None, "moved": None, **dict(asked[0].union(asked[1], all=True))})


def has_moved_since(on: date) -> bool:
    """Whether any organisation had another key on a day than it has now. Two queries at most, in a request once."""
    moved = FormerState.objects.filter(ends_on__gt=on).exclude(scope_key=F("organisation__scope_key"))
    return has_any_change_since(on) and once(("has_moved_since", on), moved.exists)


def keys_then(on: date) -> dict[str, str]:
    """For each organisation that had another key on a day: its present key → its key then. One query."""
    moved = FormerState.objects.filter(ends_on__gt=on).exclude(scope_key=F("organisation__scope_key"))
    rows = moved.order_by("-ends_on").values_list("organisation__scope_key", "scope_key")
    return once(("keys_then", on), lambda: dict(rows))


def below_then(unit: Organisation, on: date, *, organisation: str = "organisation") -> Q:
    """The rows whose organisation (``organisation``: the way to it) was a unit or under it on a day.

    One query, and one more where the tree has changed since the day. ``unit`` may be given as it is or as it was.
    """
    if not has_moved_since(on):
        here = f"{organisation}__scope_key" if organisation else "scope_key"
        return _range(here, unit.scope_key)
    return Q(**{f"{organisation}__in" if organisation else "pk__in": _standing_below(unit, on).values("pk")})


def _range(field: str, key: str) -> Q:
    return Q(**{f"{field}__gte": key, f"{field}__lt": f"{key}~"})


def _standing_below(unit: Organisation, on: date) -> QuerySet[Organisation]:
    """The organisations whose key of a day lies in a unit's of that day; dissolved ones stay where they were."""
    key = unit.scope_key if unit.as_of == on else as_it_was(unit, on).scope_key
    then = FormerState.objects.filter(ends_on__gt=on)
    candidates = _range("scope_key", key) | Q(pk__in=then.filter(_range("scope_key", key)).values("organisation"))
    standing = Organisation.objects.filter(candidates).order_by().annotate(key_then=_then(on, "scope_key"))
    return standing.filter(_range("key_then", key))


def _then(on: date, field: str) -> Coalesce:
    states = FormerState.objects.filter(organisation=OuterRef("pk"), ends_on__gt=on).order_by("ends_on")
    return Coalesce(Subquery(states.values(field)[:1]), F(field))


def units_then(unit: Organisation | None, on: date, *, after: str = "") -> QuerySet[Organisation]:
    """The organisations directly under one on a day (none: the roots), annotated with their key and name of that day.

    In the order of the tree of that day, those after a key of it. Give what is shown to :func:`dressed`.
    """
    states = FormerState.objects.filter(organisation=OuterRef("pk"), ends_on__gt=on).order_by("ends_on")
    parent: Any = Case(
        When(Exists(states), then=Subquery(states.values("parent_id")[:1])),
        default=F("parent_id"),
        output_field=BigIntegerField(),
    )
    found = Organisation.objects.filter(covering(on)).annotate(parent_then=parent, key_then=_then(on, "scope_key"))
    here = (Q(parent_then=unit.pk) if unit is not None else Q(parent_then=None)) & Q(key_then__gt=after)
    return found.filter(here).select_related("kind").order_by("key_then")


def names_of_keys(keys: Iterable[str], on: date | None) -> dict[str, str]:
    """The short names of organisations by their keys, in the order of keys: of a day, or as they are now.

    At most two queries.
    """
    wanted = list(keys)
    found = {one.scope_key: one for one in Organisation.objects.filter(scope_key__in=wanted)}
    if on is None:
        named = found
    else:
        named = {}
        states = FormerState.objects.filter(ends_on__gt=on)
        told = states.filter(Q(scope_key__in=wanted) | Q(organisation__in=[one.pk for one in found.values()]))
        first = {row.organisation_id: row for row in told.order_by("-ends_on")}
        named |= {key: one for key, one in found.items() if one.pk not in first}
        named |= {row.scope_key: row for row in first.values() if row.scope_key in wanted}  # type: ignore[misc]
    return {key: named[key].short_name or named[key].name for key in sorted(named)}


def organisations_once_called(text_key: str) -> QuerySet[FormerState]:
    """The states whose folded name holds a text, the last first, with their organisations: search by an old name."""
    found = FormerState.objects.filter(name_key__contains=text_key).select_related("organisation__kind")
    return found.exclude(name=F("organisation__name")).order_by("-ends_on", "organisation_id")


def has_changed_since(on: date) -> bool:
    """Whether any organisation had another name or place on a day. Two queries at most, in a request once."""
    changed = FormerState.objects.filter(ends_on__gt=on)
    return has_any_change_since(on) and once(("has_changed_since", on), changed.exists)


def standing_on(unit: Organisation, on: date) -> Organisation:
    """Give a unit as it stood on a day, marked with the day where anything in the tree has changed since.

    What is so marked has the key of the day, and names below it are those of the day. One query, two where it is.
    """
    if not has_changed_since(on):
        return unit
    then = copy.copy(as_it_was(unit, on))
    then.as_of = on
    return then


def key_then(on: date, organisation: str) -> Coalesce:
    """The key that the organisation of a row (``organisation``: the way to it) had on a day."""
    states = FormerState.objects.filter(organisation=OuterRef(f"{organisation}_id"), ends_on__gt=on).order_by("ends_on")
    return Coalesce(Subquery(states.values("scope_key")[:1]), F(f"{organisation}__scope_key"))


def have_records_moved_since(on: date) -> bool:
    """Whether anything under way went on elsewhere after a day. The query of :func:`has_any_change_since`."""
    last = _last_days()["moved"]
    return last is not None and last > on


def under_way_key(on: date, record: str) -> Coalesce:
    """The key of that day of the organisation that had a record under way (``record``: the way to it) on a day."""
    moved = MovedRecord.objects.filter(subject_uid=OuterRef(f"{record}__uid"), on__gt=on).order_by("on")
    had = moved.annotate(key_then=key_then(on, "organisation")).values("key_then")[:1]
    return Coalesce(Subquery(had), key_then(on, f"{record}__organisation"))


def under_way_then(unit: Organisation, on: date, *, record: str = "") -> Q:
    """The rows under way (``record``: the way to them) that a unit or one under it had on a day.

    What another organisation has gone on with since counts where it was that day. Two queries, more after changes.
    """
    way = f"{record}__" if record else ""
    moved = MovedRecord.objects.filter(on__gt=on)
    here = below_then(unit, on, organisation=f"{way}organisation")
    if not have_records_moved_since(on):
        return here
    earlier = MovedRecord.objects.filter(subject_uid=OuterRef("subject_uid"), on__gt=on, on__lt=OuterRef("on"))
    was_here = moved.filter(~Exists(earlier), below_then(unit, on))
    uid = f"{way}uid__in"
    return (here & ~Q(**{uid: moved.values("subject_uid")})) | Q(**{uid: was_here.values("subject_uid")})


def whose_then(uid: UUID, organisation: Organisation, on: date) -> Organisation:
    """The organisation that had a record under way on a day, as it stood that day, with the parent of that day.

    ``organisation`` has it now. One query where nothing has changed since the day.
    """
    if not (has_any_change_since(on) or have_records_moved_since(on)):
        return organisation
    moved = MovedRecord.objects.filter(subject_uid=uid, on__gt=on).select_related("organisation__parent")
    first = moved.order_by("on").first()
    return with_parent_then(first.organisation if first is not None else organisation, on)


def with_parent_then(organisation: Organisation, on: date) -> Organisation:
    """Give an organisation as it stood on a day, and the one above it as that stood: for the heading of a paper."""
    then = as_it_was(organisation, on)
    if then.parent is None:
        return then
    above = as_it_was(then.parent, on)
    if above is not then.parent:
        then = copy.copy(then)
        then.parent = above
    return then
