"""What two records of one person say differently, and which of their rows are the same ones entered twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from chibo.base.dates import say_date
from chibo.base.fields import EncryptedTextField
from chibo.law.calendar import PartialDate
from chibo.register.merging.links import called, label_of, links, rows_of
from chibo.register.models import (
    Admission,
    Background,
    Employment,
    Exemption,
    GroupPlace,
    MassPlace,
    Membership,
    OfficeHolding,
    PersonFact,
    Transfer,
)

if TYPE_CHECKING:
    from django.db import models

    from chibo.register.merging.links import Link
    from chibo.register.models import Person

OF_PERSON: Final = (
    "full_name",
    "sex",
    "birth",
    "ethnicity",
    "native_place",
    "residence",
    "schooling",
    "theory_level",
    "identity_number",
    "card_number",
    "is_trade_union_member",
    "is_youth_union_member",
)
"""What a record says itself; its keys follow from the name, its organisation from the open membership."""
_NOT_COMPARED: Final = frozenset({"id", "uid", "recorded_at", "ended_with"})  # which rows ended: other ones in each
SAME_ROWS: Final = (
    Admission,
    Employment,
    Exemption,
    GroupPlace,
    MassPlace,
    Membership,
    OfficeHolding,
    PersonFact,
    Transfer,
)
"""A list entered twice makes these rows twice, alike in everything: the second one is set aside."""
SET_ASIDE: Final = frozenset({"exchange.importedrow", "register.background"})
"""One a person: the second one's is set aside, where it is no background after what it adds was taken over."""


ADMITTED: Final = ("decided_on", "official_on", "recognised_on", "is_readmission")
"""What one admission, known by the day of its ceremony, says besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One field in which the two records differ.

    ``name`` is ``person.birth``, ``background.religion``, or ``admission.2012-11-19.decided_on`` by the ceremony.
    """

    name: str
    label: str
    kept: str
    dropped: str
    is_protected: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether both say something, so that somebody has to choose."""
        return bool(self.kept and self.dropped)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """So many rows of one kind that go over, and so many that stand in both records alike."""

    label: str
    moved: int
    alike: int = 0


def choices(kept: Person, dropped: Person) -> tuple[Choice, ...]:
    """Every field in which the second record says something else or something more."""
    found = [_choice("person", kept, dropped, name) for name in OF_PERSON]
    mine, theirs = background_of(kept), background_of(dropped)
    if theirs is not None:
        names = [one.name for one in Background._meta.concrete_fields if isinstance(one, EncryptedTextField)]  # noqa: SLF001 - Django's documented model API
        found += [_choice("background", mine or Background(person=kept), theirs, name) for name in names]
    for first, second in same_admissions(kept, dropped):
        record, day = f"admission.{first.ceremony_on.isoformat()}", say_date(first.ceremony_on)
        found += [_choice(record, first, second, name, f" (lễ {day})") for name in ADMITTED]
    return tuple(one for one in found if one.dropped and one.kept != one.dropped)


def same_admissions(kept: Person, dropped: Person) -> list[tuple[Admission, Admission]]:
    """The admissions that stand in both records: of one ceremony, whatever else either says of it. Two queries."""
    mine = {row.ceremony_on: row for row in rows_of((Admission, "person"), kept)}
    theirs = rows_of((Admission, "person"), dropped)
    return [(mine[row.ceremony_on], row) for row in theirs if row.ceremony_on in mine]


def _choice(record: str, mine: models.Model, theirs: models.Model, name: str, which: str = "") -> Choice:
    column: Any = mine._meta.get_field(name)  # noqa: SLF001 - Django's documented model API
    return Choice(
        name=f"{record}.{name}",
        label=f"{column.verbose_name}{which}",
        kept=_said(mine, name),
        dropped=_said(theirs, name),
        is_protected=isinstance(column, EncryptedTextField),
    )


def _said(row: models.Model, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return "có" if value else ""  # a list rarely says that somebody is not: silence is no statement
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, PartialDate):
        return "-".join(str(number) for number in (value.day, value.month, value.year) if number)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown is not None else value or "")


def background_of(person: Person) -> Background | None:
    """What a person told for the papers, where there is any."""
    return Background.objects.filter(person=person).first()


def alike(kept: Person, dropped: Person) -> dict[Link, list[int]]:
    """The rows of the second record that the first one has too, the same in everything; nothing else leads to them.

    Of an admission the ceremony is enough.
    """
    found: dict[Link, list[int]] = {}
    for model in SAME_ROWS:
        link: Link = (model, "person")
        mine = {_content(row) for row in rows_of(link, kept)}
        twins = [row.pk for row in rows_of(link, dropped) if _content(row) in mine and not _is_pointed_at(row)]
        if twins:
            found[link] = twins
    return found


def _content(row: models.Model) -> tuple[str, ...]:
    left_out = {*_NOT_COMPARED, "person", *(ADMITTED if isinstance(row, Admission) else ())}
    names = (one for one in row._meta.concrete_fields if one.name not in left_out)  # noqa: SLF001 - as above
    return tuple(one.value_to_string(row) for one in names)


def _is_pointed_at(row: models.Model) -> bool:
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: row}).exists()  # noqa: SLF001 - any model
        for relation in row._meta.related_objects  # noqa: SLF001 - as above
    )


def moves(kept: Person, dropped: Person) -> tuple[Move, ...]:
    """How many rows of each kind go over, and how many stand in both alike."""
    twins = alike(kept, dropped)
    found: dict[str, list[int]] = {}
    for link in links():
        count, same = rows_of(link, dropped).count(), len(twins.get(link, ()))
        if count and label_of(link[0]) not in SET_ASIDE:
            line = found.setdefault(called(link), [0, 0])
            line[0], line[1] = line[0] + count - same, line[1] + same
    return tuple(Move(label=label, moved=moved, alike=same) for label, (moved, same) in sorted(found.items()))
