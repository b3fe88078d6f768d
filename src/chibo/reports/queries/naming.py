"""Who stands behind a count: by name where the actor may see people, else counted only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.access import Permission, within
from chibo.register.facts import covering
from chibo.register.models import Membership, Person

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Q

    from chibo.base.access import Actor

LISTED = 300  # people of one count that are listed; a larger one is divided further


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a count; too many are counted only, and so is who may not be seen."""

    count: int
    shown: tuple[Person, ...]

    @property
    def is_long(self) -> bool:
        """Whether they are too many to be listed."""
        return self.count > LISTED

    @property
    def unseen(self) -> int:
        """How many are counted but not listed, because the actor may not see people where they were members."""
        return 0 if self.is_long else self.count - len(self.shown)


def may_be_named(actor: Actor, *, organisation: str = "organisation") -> Q:
    """Keep the rows of organisations where the actor may see people: reports alone give counts, no names.

    ``organisation`` is the way from a row to its organisation; rights go by the tree of today.
    """
    return within(actor, Permission.VIEW_PEOPLE, field=f"{organisation}__scope_key")


def named(actor: Actor, numbers: set[int], on: date) -> People:
    """Name, in the order of names, who of the numbered people was a member that day where the actor may see people."""
    if len(numbers) > LISTED:
        return People(count=len(numbers), shown=())
    seen = Membership.objects.filter(covering(on), may_be_named(actor), person__in=numbers)
    people = Person.objects.filter(pk__in=seen.values("person")).order_by("sort_key", "pk")
    return People(count=len(numbers), shown=tuple(people))
