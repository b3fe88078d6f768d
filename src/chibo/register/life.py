"""A person's life as dated facts: which facts there are, and what held on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.register.models import Background, PersonFact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.calendar import PartialDate
    from chibo.register.models import Person

Field = PersonFact.Field

IN_PERSON: Final = frozenset({Field.FULL_NAME, Field.RESIDENCE, Field.SCHOOLING, Field.THEORY_LEVEL})
"""Tracks whose present value lists read in the person's own row."""
IN_BACKGROUND: Final = frozenset(
    {
        Field.PERMANENT_RESIDENCE,
        Field.TEMPORARY_RESIDENCE,
        Field.OCCUPATION,
        Field.GENERAL_EDUCATION,
        Field.VOCATIONAL_EDUCATION,
        Field.HIGHER_EDUCATION,
        Field.ACADEMIC_TITLE,
        Field.LANGUAGES,
        Field.COMPUTING,
        Field.MINORITY_LANGUAGE,
    }
)
"""Tracks whose present value papers read in the background."""
TRACKS: Final = tuple(one for one in Field if one in IN_PERSON | IN_BACKGROUND)
LISTS: Final = tuple(one for one in Field if one not in IN_PERSON | IN_BACKGROUND | {Field.DEATH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What held on a day: the text, since and until when as far as known, and the fact it stands in.

    Without a fact it is what the lists say today, and nobody told since when.
    """

    field: Field
    text: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    fact: PersonFact | None = None


def begun(fact: PersonFact, on: date) -> bool:
    """Whether a fact had begun by a day; of a month or a year its first day counts."""
    return fact.since is None or fact.since.earliest <= on


def ended(fact: PersonFact, on: date) -> bool:
    """Whether a fact was over on a day."""
    return fact.until is not None and fact.until.earliest <= on


def present(person: Person, field: Field, background: Background | None) -> str:
    """What the lists and papers of today say of a track."""
    if field in IN_PERSON:
        return str(getattr(person, field.value))
    return str(getattr(background, field.value)) if background is not None else ""


def life_on(person: Person, on: date) -> tuple[Held, ...]:
    """Everything of a life that held on a day, tracks first, and of lists what had begun. Two queries."""
    facts = list(PersonFact.objects.filter(person=person).order_by("field", "since", "pk"))
    background = Background.objects.filter(person=person).first()
    of: dict[str, list[PersonFact]] = {}
    for fact in facts:
        of.setdefault(fact.field, []).append(fact)
    found: list[Held] = []
    for field in TRACKS:
        told = of.get(field, [])
        held = [_held(fact) for fact in told if begun(fact, on) and not ended(fact, on)]
        text = "" if told else present(person, field, background)
        found += held[-1:] or ([Held(field=field, text=text)] if text else [])
    for field in LISTS:
        found += _in_order(_held(fact) for fact in of.get(field, []) if begun(fact, on))
    return tuple(found)


def _held(fact: PersonFact) -> Held:
    return Held(field=Field(fact.field), text=fact.text, since=fact.since, until=fact.until, fact=fact)


def _in_order(held: Iterable[Held]) -> list[Held]:
    return sorted(held, key=lambda one: (str(one.since or ""), one.fact.pk if one.fact else 0))


def told_by_day(person: Person, fields: Iterable[str]) -> tuple[str, ...]:
    """Which of some fields are tracks of a person that say since when. One query."""
    rows = PersonFact.objects.filter(person=person, field__in=[name for name in fields if name in TRACKS])
    return tuple(sorted(set(rows.values_list("field", flat=True))))
