"""What the register holds of many people at once, as flat values: what a list is compared with and written over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from chibo.law.calendar import PartialDate
from chibo.register.models import Admission, Background, Employment, Membership, Person, PersonFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PARTS: Final = ("person", "background", "employment", "admission", "membership")
"""The first word of a path such as ``person.residence``."""


@dataclass(slots=True, kw_only=True)
class Held:
    """One person with the rows that a list may speak about, the latest last."""

    person: Person
    background: Background | None = None
    employments: list[Employment] = field(default_factory=list)
    admissions: list[Admission] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    died: PartialDate | None = None  # of somebody who was no member then; the death of a member ends a membership

    def row(self, part: str, organisation_id: int | None = None) -> object | None:
        """Give the row that a part of a path means: the last admission, the open spell, the job that goes on."""
        match part:
            case "person":
                return self.person
            case "background":
                return self.background
            case "admission":
                return self.admissions[-1] if self.admissions else None
            case "employment":
                return next((job for job in reversed(self.employments) if job.ends_on is None), None)
            case _:
                return self.spell(organisation_id)

    def spell(self, organisation_id: int | None) -> Membership | None:
        """Give the open spell of an organisation, else the last one there."""
        here = [spell for spell in self.memberships if organisation_id in {None, spell.organisation_id}]
        return next((spell for spell in reversed(here) if spell.ends_on is None), here[-1] if here else None)

    def value(self, path: str, organisation_id: int | None = None) -> object:
        """Give what stands under a path; ``None`` where there is no row."""
        part, _, name = path.partition(".")
        row = self.row(part, organisation_id)
        return getattr(row, name) if row is not None else None


def held(people: Iterable[int], *, lock: bool = False) -> dict[int, Held]:
    """Read what the register holds of people by their numbers. Six queries, whatever their number (some thousands)."""
    rows = Person.objects.select_related("organisation").filter(pk__in=list(people))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = {person.pk: Held(person=person) for person in rows}
    for background in Background.objects.filter(person__in=found):
        found[background.person_id].background = background
    for fact in PersonFact.objects.filter(person__in=found, field=PersonFact.Field.DEATH):
        found[fact.person_id].died = fact.since
    for part, model in (("employments", Employment), ("admissions", Admission), ("memberships", Membership)):
        order = "ceremony_on" if model is Admission else "starts_on"
        grouped = defaultdict(list)
        for row in model._default_manager.filter(person__in=found).order_by(order, "pk"):  # noqa: SLF001
            grouped[row.person_id].append(row)
        for person_id, group in grouped.items():
            setattr(found[person_id], part, group)
    return found


def differences(
    one: Held, values: Mapping[str, object], organisation_id: int | None = None
) -> dict[str, tuple[object, object]]:
    """Tell where a list says something else than the register, old and new; an empty cell says nothing."""
    found = {}
    for path, new in values.items():
        old = one.value(path, organisation_id)
        if new not in (None, "") and plain(new) != plain(old) and not _says_more(old, new):
            found[path] = (old, new)
    return found


def _says_more(old: object, new: object) -> bool:
    """Whether the register knows a date to the day of which the list knows the year: the list adds nothing."""
    return isinstance(old, PartialDate) and isinstance(new, PartialDate) and str(old).startswith(f"{new}-")


def plain(value: object) -> str:
    """Write a value as text, the same for what is the same."""
    return "" if value is None else str(value)
