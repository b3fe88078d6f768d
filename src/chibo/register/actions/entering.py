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
    from collections.abc import Callable, Iterable
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
            kind._default_manager.bulk_update(changed, sorted(self.names[kind]))  # noqa: SLF001 - as above


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
        rows, done = _Rows(), list[tuple[Entry, Person, Trace]]()
        for entry in entries:
            one = known.get(entry.person_id) if entry.person_id is not None else None
            found = Faults()
            person, trace = self._entry(entry, one, rows, found)
            self.faults.take(replace(fault, what=f"{entry.mark} – {fault.what}") for fault in found.found)
            done.append((entry, person, trace))
        _facts(done, rows)
        if not self.faults.found:
            rows.write()
        return [
            Entered(person_id=person.pk or 0, uid=person.uid, is_new=entry.person_id is None, trace=trace)
            for entry, person, trace in done
        ]

    def _entry(self, entry: Entry, one: Held | None, rows: _Rows, faults: Faults) -> tuple[Person, Trace]:
        trace: Trace = []
        if one is None:
            one = Held(person=entry.made or _newcomer(entry, self.on, faults))
            rows.make(one.person)
        else:
            self._correct(entry, one, rows, faults, trace)
            check_entry(entry.values, one, entry.organisation, self.on, faults)
        for make in (_background, _employment, _admission):
            make(entry, one, rows, trace)
        _membership(entry, one, rows, trace)
        return one.person, trace if entry.person_id is not None else []

    def _correct(self, entry: Entry, one: Held, rows: _Rows, faults: Faults, trace: Trace) -> None:
        """Set a person's fields; what stood there before is kept as a correction, what was empty is filled."""
        person, told = one.person, entry.parts["person"]
        before = {name: getattr(person, name) for name in told if name in CORRECTABLE}
        fill_person(person, {name: told[name] for name in before}, self.on, faults)
        after = {name: getattr(person, name) for name in before}
        changed = [name for name in before if plain(after[name]) != plain(before[name])]
        if not changed:
            return
        names = {*changed, "name_key", "given_key", "sort_key"} if "full_name" in changed else set(changed)
        rows.change(person, names)
        trace.append(_set(person, {name: [before[name], after[name]] for name in changed}))
        for name in changed:
            if plain(before[name]):
                made = Correction(
                    person=person,
                    on=self.on,
                    field=name,
                    old_value=plain(before[name]),
                    new_value=plain(after[name]),
                    proof=self.proof,
                    decided_by=self.actor.name,
                )
                rows.make(made)
                trace.append(_made(made))


def _facts(done: list[tuple[Entry, Person, Trace]], rows: _Rows) -> None:
    """Let the open facts of a life say what the list says of the same things, as every correction does."""
    traces = {person.pk: trace for entry, person, trace in done if entry.person_id is not None and trace}
    if not traces:
        return
    wanted = {
        (person.pk, name): str(value)
        for entry, person, _ in done
        if person.pk in traces
        for path, value in entry.values.items()
        if (name := path.partition(".")[2]) in LIFE_TRACKS
    }
    found = PersonFact.objects.filter(person__in=traces, field__in=LIFE_TRACKS, until="").order_by("pk")
    for fact in {(row.person_id, row.field): row for row in found}.values():
        if (fact.person_id, fact.field) in wanted:
            _put(fact, {"text": wanted[fact.person_id, fact.field]}, rows, traces[fact.person_id])


def _made(row: Travelling) -> list[Any]:
    return ["made", row._meta.label_lower, str(row.uid)]  # noqa: SLF001 - Django's documented name of a model


def _set(row: Travelling, fields: dict[str, list[Any]]) -> list[Any]:
    told = {name: [_kept(old), _kept(new)] for name, (old, new) in fields.items()}
    return ["set", row._meta.label_lower, str(row.uid), told]  # noqa: SLF001 - as above


def _kept(value: Any) -> Any:
    """A value as JSON holds it; the field reads it back."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _put(row: Any, told: dict[str, Any], rows: _Rows, trace: Trace) -> None:
    """Set fields of a row that stands already."""
    changed = {
        name: [getattr(row, name), value] for name, value in told.items() if plain(getattr(row, name)) != plain(value)
    }
    if changed:
        for name, (_, value) in changed.items():
            setattr(row, name, value)
        rows.change(row, changed)
        trace.append(_set(row, changed))


def _add(row: Any, rows: _Rows, trace: Trace) -> None:
    rows.make(row)
    trace.append(_made(row))


def _background(entry: Entry, one: Held, rows: _Rows, trace: Trace) -> None:
    told = {name: normalise_name(str(value)) for name, value in entry.parts["background"].items()}
    if not told:
        return
    if one.background is not None:
        _put(one.background, told, rows, trace)
    else:
        _add(Background(person=one.person, **told), rows, trace)


def _employment(entry: Entry, one: Held, rows: _Rows, trace: Trace) -> None:
    told = entry.parts["employment"]
    if entry.workplace is None or not told:
        return
    if "position" in told:
        told["position"] = normalise_name(str(told["position"]))
    job = next((job for job in one.employments if job.ends_on is None and job.workplace_id == entry.workplace.pk), None)
    if job is not None:
        _put(job, told, rows, trace)
    elif "starts_on" in told:
        _add(Employment(person=one.person, workplace=entry.workplace, **told), rows, trace)


def _admission(entry: Entry, one: Held, rows: _Rows, trace: Trace) -> None:
    told = entry.parts["admission"]
    if not told:
        return
    if one.admissions:
        _put(one.admissions[-1], told, rows, trace)
    elif "ceremony_on" in told:
        _add(Admission(person=one.person, **told), rows, trace)


def _membership(entry: Entry, one: Held, rows: _Rows, trace: Trace) -> None:
    """Open the spell of a member, or write what the list adds to it: how it began, that it is over."""
    told = entry.parts["membership"]
    if not told:
        return
    spell = one.spell(entry.organisation.pk)
    if spell is None:
        spell = Membership(person=one.person, organisation=entry.organisation, **told)
        _add(spell, rows, trace)
        if spell.ends_on is None and one.person.organisation_id is None:
            _put(
                one.person,
                {"organisation_id": entry.organisation.pk, "scope_key": entry.organisation.scope_key},
                rows,
                trace,
            )
        return
    was_open = spell.ends_on is None
    _put(spell, told, rows, trace)
    if was_open and spell.ends_on is not None:
        for ending in of_the_spell(spell):
            for row in ending.filter(ends_on=None, starts_on__lt=spell.ends_on):
                _put(row, {"ends_on": spell.ends_on}, rows, trace)
