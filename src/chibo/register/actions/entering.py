"""Many people entered, or set right, in one act: from a list, with what each row changed, so that it can be undone."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit, bulk
from chibo.base.vietnamese import normalise_name
from chibo.register.actions.common import Faults, allow
from chibo.register.actions.entry_checks import check_entry
from chibo.register.actions.life import LIFE_TRACKS
from chibo.register.actions.membership import of_the_spell
from chibo.register.actions.person import CORRECTABLE, fill_person
from chibo.register.models import (
    Admission,
    Background,
    Correction,
    Employment,
    Membership,
    Organisation,
    Person,
    PersonFact,
    Workplace,
)
from chibo.register.standing import PARTS, Held, held, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from django.db import models

    from chibo.base.access import Actor
    from chibo.base.models import Travelling
    from chibo.base.refusal import Fault

Trace = list[list[Any]]
"""What a row changed: ``["made", model, uid]`` or ``["set", model, uid, {field: [old, new]}]``."""

_AT_ONCE = 500


@dataclass(slots=True, kw_only=True)
class Entry:
    """What is to stand in the register about one person.

    ``values`` by paths such as ``person.residence``, ``admission.ceremony_on``; nothing empty. ``mark`` names the row
    in a fault. ``person_id``: whom it is, where the register has them.
    """

    mark: str
    organisation: Organisation
    values: dict[str, Any]
    workplace: Workplace | None = None
    person_id: int | None = None
    made: Person | None = None  # of somebody new, once :func:`entry_faults` found nothing: need not be made again
    parts: dict[str, dict[str, Any]] = field(init=False, repr=False)  # the values by part, then by field

    def __post_init__(self) -> None:
        """Sort the values by what they are about."""
        self.parts = {part: {} for part in PARTS}
        for path, value in self.values.items():
            part, _, name = path.partition(".")
            self.parts[part][name] = value


@dataclass(slots=True, kw_only=True)
class Entered:
    """What became of an entry."""

    person_id: int
    uid: UUID
    is_new: bool
    trace: Trace = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Rows:
    """What one chunk of entries writes, table by table."""

    made: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    changed: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    names: dict[type[models.Model], set[str]] = field(default_factory=dict)

    def make(self, row: Any) -> None:
        """Note a row to be written."""
        self.made.setdefault(type(row), []).append(row)

    def change(self, row: Any, names: Iterable[str]) -> None:
        """Note fields of a row to be written anew."""
        self.changed.setdefault(type(row), []).append(row)
        self.names.setdefault(type(row), set()).update(names)

    def write(self) -> None:
        """Write everything: people first, the others point at them."""
        for model in (Person, Background, Employment, Admission, Membership, Correction):
            bulk.insert(self.made.get(model, []))
        for kind, changed in self.changed.items():
            bulk.update(changed, self.names[kind])


@transaction.atomic
def enter_people(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    entries: Iterable[Entry],
    proof: str,
    tell: Callable[[int], None] | None = None,
) -> list[Entered]:
    """Enter people of a list and set right those the register has; what is replaced stays as ``Correction`` with proof.

    One act and one line of the log, however many they are. Raises ``NotAllowedError``; ``FaultyError`` with every
    fault of every entry, each with its mark. ``tell`` hears after each some hundred how many more are done.
    """
    allow(actor, organisation.scope_key, "ghi người trong danh sách vào sổ")
    faults, done = Faults(), list[Entered]()
    writing = _Writing(actor=actor, on=on, proof=proof, faults=faults)
    coming = iter(entries)
    while chunk := tuple(islice(coming, _AT_ONCE)):
        done += writing.chunk(chunk)
        if tell is not None:
            tell(len(chunk))
    faults.settle()
    told = {
        "entered": sum(one.is_new for one in done),
        "changed": sum(bool(one.trace) for one in done if not one.is_new),
        "proof": proof,
    }
    audit.record(
        actor=actor,
        on=on,
        action="register.enter_people",
        subject=organisation,
        chain=str(organisation.uid),
        changes={name: [None, value] for name, value in told.items()},
        people=(one.uid for one in done if one.is_new or one.trace),
    )
    return done


def entry_faults(entry: Entry, one: Held | None, on: date) -> tuple[Fault, ...]:
    """Everything that speaks against an entry, as :func:`enter_people` would say it on the same day; writes nothing.

    ``one`` is what the register holds of the person: it is not changed. Somebody new without fault is made ready.
    """
    faults = Faults()
    if one is None:
        person = _newcomer(entry, on, faults)
        entry.made = None if faults.found else person
    else:
        person, told = copy(one.person), entry.parts["person"]
        fill_person(person, {name: told[name] for name in told if name in CORRECTABLE}, on, faults)
        check_entry(entry.values, replace(one, person=person), entry.organisation, on, faults)
    return tuple(faults.found)


def _newcomer(entry: Entry, on: date, faults: Faults) -> Person:
    """Make somebody the register does not have, not saved; note everything that speaks against the entry."""
    person = Person(organisation=entry.organisation, scope_key=entry.organisation.scope_key)
    fill_person(person, entry.parts["person"], on, faults)
    check_entry(entry.values, Held(person=person), entry.organisation, on, faults)
    return person


class _Writing:
    """Writes chunk after chunk; after the first fault it only looks for more."""

    def __init__(self, *, actor: Actor, on: date, proof: str, faults: Faults) -> None:
        self.actor, self.on, self.proof, self.faults = actor, on, proof, faults
        self.allowed: set[str] = set()

    def chunk(self, entries: tuple[Entry, ...]) -> list[Entered]:
        """Check some entries and write them."""
        for key in {entry.organisation.scope_key for entry in entries} - self.allowed:
            allow(self.actor, key, "ghi người trong danh sách vào sổ")
            self.allowed.add(key)
        known = held((entry.person_id for entry in entries if entry.person_id is not None), lock=True)
        rows, done = _Rows(), list[tuple[Entry, _Page]]()
        for entry in entries:
            one = known.get(entry.person_id) if entry.person_id is not None else None
            found = Faults()
            page = self._entry(entry, one, rows, found)
            self.faults.take(replace(fault, what=f"{entry.mark} – {fault.what}") for fault in found.found)
            done.append((entry, page))
        _facts(done)
        if not self.faults.found:
            rows.write()
        return [
            Entered(
                person_id=page.person.pk or 0,
                uid=page.person.uid,
                is_new=entry.person_id is None,
                trace=page.trace if entry.person_id is not None else [],
            )
            for entry, page in done
        ]

    def _entry(self, entry: Entry, one: Held | None, rows: _Rows, faults: Faults) -> _Page:
        if one is None:
            one = Held(person=entry.made or _newcomer(entry, self.on, faults))
            rows.make(one.person)
            page = self._page(one.person, rows)
        else:
            page = self._page(one.person, rows)
            self._correct(entry, page, faults)
            check_entry(entry.values, one, entry.organisation, self.on, faults)
        for make in (_background, _employment, _admission, _membership):
            make(entry, one, page)
        return page

    def _page(self, person: Person, rows: _Rows) -> _Page:
        return _Page(person=person, on=self.on, proof=self.proof, by=self.actor.name, rows=rows)

    def _correct(self, entry: Entry, page: _Page, faults: Faults) -> None:
        """Set a person's fields; what stood there before is kept as a correction, what was empty is filled."""
        person, told = page.person, entry.parts["person"]
        before = {name: getattr(person, name) for name in told if name in CORRECTABLE}
        fill_person(person, {name: told[name] for name in before}, self.on, faults)
        after = {name: getattr(person, name) for name in before}
        changed = [name for name in before if plain(after[name]) != plain(before[name])]
        if not changed:
            return
        names = {*changed, "name_key", "given_key", "sort_key"} if "full_name" in changed else set(changed)
        page.rows.change(person, names)
        page.trace.append(_set(person, {name: [before[name], after[name]] for name in changed}))
        page.keep({name: [before[name], after[name]] for name in changed})


@dataclass(slots=True, kw_only=True)
class _Page:
    """Where what one entry changes of one person is written: the rows, what stood there before, the trace."""

    person: Person
    on: date
    proof: str
    by: str
    rows: _Rows
    trace: Trace = field(default_factory=list)
    kept: set[tuple[str, str]] = field(default_factory=set)  # the field and what it said

    def add(self, row: Any) -> None:
        """Write a row that was not there."""
        self.rows.make(row)
        self.trace.append(_made(row))

    def put(self, row: Any, told: dict[str, Any], part: str = "") -> None:
        """Set fields of a row that stands already; with ``part`` what stood there is kept as a correction."""
        changed = {
            name: [getattr(row, name), value]
            for name, value in told.items()
            if plain(getattr(row, name)) != plain(value)
        }
        if not changed:
            return
        for name, (_, value) in changed.items():
            setattr(row, name, value)
        self.rows.change(row, changed)
        self.trace.append(_set(row, changed))
        if part:
            self.keep({f"{part}.{name}": pair for name, pair in changed.items()})

    def keep(self, changed: Mapping[str, list[Any]]) -> None:
        """Keep what stood there before, with the list as proof; what was empty is only filled."""
        for field_name, (old, new) in changed.items():
            if plain(old):
                self.kept.add((field_name.rpartition(".")[2], plain(old)))
                self.add(
                    Correction(
                        person=self.person,
                        on=self.on,
                        field=field_name,
                        old_value=plain(old),
                        new_value=plain(new),
                        proof=self.proof,
                        decided_by=self.by,
                    )
                )


def _facts(done: list[tuple[Entry, _Page]]) -> None:
    """Let the open facts of a life say what the list says of the same things, as every correction does.

    Where the list corrects the same thing elsewhere, that correction keeps what the fact said; else it has its own.
    """
    pages = {page.person.pk: page for entry, page in done if entry.person_id is not None and page.trace}
    if not pages:
        return
    wanted = {
        (page.person.pk, name): str(value)
        for entry, page in done
        if page.person.pk in pages
        for path, value in entry.values.items()
        if (name := path.partition(".")[2]) in LIFE_TRACKS
    }
    found = PersonFact.objects.filter(person__in=pages, field__in=LIFE_TRACKS, until="").order_by("pk")
    for fact in {(row.person_id, row.field): row for row in found}.values():
        if (fact.person_id, fact.field) in wanted:
            page = pages[fact.person_id]
            old, new = fact.text, wanted[fact.person_id, fact.field]
            page.put(fact, {"text": new})
            if old != new and (fact.field, old) not in page.kept:
                page.keep({f"fact.{fact.field}": [old, new]})


def _made(row: Travelling) -> list[Any]:
    return ["made", row._meta.label_lower, str(row.uid)]  # noqa: SLF001 - Django's documented name of a model


def _set(row: Travelling, fields: dict[str, list[Any]]) -> list[Any]:
    told = {name: [_kept(old), _kept(new)] for name, (old, new) in fields.items()}
    return ["set", row._meta.label_lower, str(row.uid), told]  # noqa: SLF001 - as above


def _kept(value: Any) -> Any:
    """A value as JSON holds it; the field reads it back."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _background(entry: Entry, one: Held, page: _Page) -> None:
    told = {name: normalise_name(str(value)) for name, value in entry.parts["background"].items()}
    if not told:
        return
    if one.background is not None:
        page.put(one.background, told, "background")
    else:
        page.add(Background(person=one.person, **told))


def _employment(entry: Entry, one: Held, page: _Page) -> None:
    told = entry.parts["employment"]
    if entry.workplace is None or not told:
        return
    if "position" in told:
        told["position"] = normalise_name(str(told["position"]))
    job = next((job for job in one.employments if job.ends_on is None and job.workplace_id == entry.workplace.pk), None)
    if job is not None:
        page.put(job, told, "employment")
    elif "starts_on" in told:
        page.add(Employment(person=one.person, workplace=entry.workplace, **told))


def _admission(entry: Entry, one: Held, page: _Page) -> None:
    told = entry.parts["admission"]
    if not told:
        return
    if one.admissions:
        page.put(one.admissions[-1], told, "admission")
    elif "ceremony_on" in told:
        page.add(Admission(person=one.person, **told))


def _membership(entry: Entry, one: Held, page: _Page) -> None:
    """Open the spell of a member, or write what the list adds to it: how it began, that it is over."""
    told = entry.parts["membership"]
    if not told:
        return
    spell = one.spell(entry.organisation.pk)
    if spell is None:
        spell = Membership(person=one.person, organisation=entry.organisation, **told)
        page.add(spell)
        if spell.ends_on is None and one.person.organisation_id is None:
            here = {"organisation_id": entry.organisation.pk, "scope_key": entry.organisation.scope_key}
            page.put(one.person, here)
        return
    was_open = spell.ends_on is None
    page.put(spell, told, "membership")
    if was_open and spell.ends_on is not None:
        for ending in of_the_spell(spell):
            for row in ending.filter(ends_on=None, starts_on__lt=spell.ends_on):
                page.put(row, {"ends_on": spell.ends_on})
