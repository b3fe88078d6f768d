"""Reads for the pages about one person's record, and for records that look like one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Substr

from chibo.base.access import Permission, within
from chibo.base.vietnamese import fold
from chibo.desk.queries import is_uid
from chibo.register import life, merging
from chibo.register.actions import merge_faults
from chibo.register.models import (
    Employment,
    MassPlace,
    Membership,
    Person,
    PersonApart,
    PersonFact,
    PersonMerge,
    Photo,
    Transfer,
)
from chibo.register.queries import announced, merges_of, rows_about

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.base.refusal import Fault
    from chibo.register.life import Held
    from chibo.register.merging import Choice, Move

A_PAGE: Final = 25
_YEAR: Final = Substr(F("birth"), 1, 4, output_field=CharField())


# ---------------------------------------------------------------------- phiếu đảng viên


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One heading of the sheet and what stands under it."""

    label: str
    held: tuple[Held, ...]


_GROUPS: Final = (
    ("Họ tên, cư trú", ("full_name", "residence", "permanent_residence", "temporary_residence")),
    (
        "Học vấn",
        (
            "schooling",
            "general_education",
            "vocational_education",
            "higher_education",
            "academic_title",
            "theory_level",
            "languages",
            "computing",
            "minority_language",
            "training",
        ),
    ),
    ("Nghề nghiệp, quá trình công tác", ("occupation", "work", "party_post", "abroad", "history")),
    ("Khen thưởng, kỷ luật trước khi ghi vào sổ này", ("award", "discipline")),
    ("Gia đình", ("family",)),
)


def grouped(held: Iterable[Held]) -> tuple[Group, ...]:
    """What held on a day under the headings of the sheet; empty ones are left out."""
    found = list(held)
    groups = (
        Group(label=label, held=tuple(one for one in found if one.field.value in fields)) for label, fields in _GROUPS
    )
    return tuple(group for group in groups if group.held)


def history_of(person: Person) -> tuple[Group, ...]:
    """Earlier values of every track that was changed, the latest first. One query."""
    rows = PersonFact.objects.filter(person=person, field__in=life.TRACKS).exclude(until="").order_by("field", "-pk")
    groups: dict[str, list[PersonFact]] = {}
    for row in rows:
        groups.setdefault(row.get_field_display(), []).append(row)
    return tuple(
        Group(
            label=label,
            held=tuple(
                life.Held(field=life.Field(row.field), text=row.text, since=row.since, until=row.until, fact=row)
                for row in found
            ),
        )
        for label, found in groups.items()
    )


def mass_places(person: Person) -> QuerySet[MassPlace]:
    """Where somebody is, or was, in a mass organisation, the present ones first."""
    return MassPlace.objects.filter(person=person).order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "pk")


def photo_of(person: Person) -> Photo | None:
    """The photo of a person, where there is one. One query."""
    return Photo.objects.filter(person=person).first()


# ---------------------------------------------------------------------- moves and leavings


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One move of a person; ``is_going_on`` for a time away that covers the day, ``is_awaited`` until they arrive.

    ``may_change``: the actor keeps the register in which it stands, which may be that of an earlier cell.
    """

    transfer: Transfer
    is_going_on: bool
    is_awaited: bool
    may_change: bool


def transfers_of(actor: Actor, person: Person, on: date) -> tuple[Moved, ...]:
    """Every chuyển sinh hoạt of a person that organisations in reach entered, the latest first. Two queries."""
    reach = rows_about(actor, person, Permission.VIEW_PEOPLE)
    rows = Transfer.objects.filter(reach, person=person).select_related("organisation").order_by("-starts_on", "-pk")
    awaited = set(announced().filter(person=person).values_list("pk", flat=True))
    return tuple(
        Moved(
            transfer=row,
            is_awaited=row.pk in awaited,
            may_change=actor.may(Permission.EDIT_REGISTER, row.organisation.scope_key),
            is_going_on=row.sort == Transfer.Sort.TEMPORARY
            and row.starts_on <= on
            and (row.ends_on is None or row.ends_on > on),
        )
        for row in rows
    )


def spells_taken_back_here(actor: Actor, person: Person) -> tuple[Membership | Employment, ...]:
    """Posts, and memberships from when the book was opened: what is taken back as a line of its own. Two queries.

    Those of another cell are taken back there.
    """
    reach = rows_about(actor, person, Permission.VIEW_PEOPLE)
    opening = Membership.objects.filter(reach, person=person, joined_by=Membership.JoinedBy.OPENING)
    at_work = rows_about(actor, person, Permission.VIEW_PEOPLE, field="workplace__organisation__scope_key")
    jobs = Employment.objects.filter(at_work, person=person).select_related("workplace").order_by("starts_on", "pk")
    return (*opening.select_related("organisation").order_by("starts_on"), *jobs)


def last_leaving(actor: Actor, person: Person) -> Membership | None:
    """The leaving that can be taken back here: the last spell, closed, by no move and no reorganisation.

    Nothing where the organisation that was left is out of the actor's reach: its decision is its own.
    """
    last = Membership.objects.filter(person=person).select_related("organisation").order_by("-starts_on", "-pk").first()
    moved = {Membership.LeftBy.TRANSFER_OUT, Membership.LeftBy.REORGANISED}
    if last is None or last.ends_on is None or last.left_by in moved:
        return None
    is_own = str(person.uid) == actor.person_uid
    return last if is_own or actor.may(Permission.VIEW_PEOPLE, last.organisation.scope_key) else None


def letter_of(transfer: Transfer) -> dict[str, object]:
    """The giấy giới thiệu sinh hoạt đảng of a move, as its form asks for it."""
    return {name: getattr(transfer, name) for name in ("paper_number", "paper_on", "paper_by")}


def spell_ended_by(transfer: Transfer) -> Membership | None:
    """The membership that a move away for good ended; nothing for any other move."""
    if (transfer.sort, transfer.direction) != (Transfer.Sort.PERMANENT, Transfer.Direction.OUT):
        return None
    spells = Membership.objects.filter(person=transfer.person_id, organisation=transfer.organisation_id)
    ended = spells.filter(ends_on=transfer.starts_on, left_by=Membership.LeftBy.TRANSFER_OUT)
    return ended.select_related("person", "organisation").first()


# ---------------------------------------------------------------------- two records of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that look like one person."""

    first: Person
    second: Person

    @property
    def days_differ(self) -> bool:
        """Whether both tell a birth date, and not the same."""
        one, two = self.first.birth, self.second.birth
        return one is not None and two is not None and str(one) != str(two)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubles:
    """One page of pairs; ``after`` goes on from here."""

    pairs: tuple[Pair, ...]
    after: str


def doubles(actor: Actor, *, after: str = "") -> Doubles:
    """Pairs of records in reach with one name and one year of birth, by name. Four queries, whatever the number.

    Pairs that somebody told apart are left out.
    """
    reach = within(actor, Permission.EDIT_REGISTER)
    apart = PersonApart.objects.filter(person=OuterRef(OuterRef("pk")), other=OuterRef("pk"))
    twins = Person.objects.annotate(year=_YEAR).filter(
        reach, name_key=OuterRef("name_key"), year=OuterRef("year"), pk__gt=OuterRef("pk")
    )
    found = Person.objects.annotate(year=_YEAR).filter(reach, Exists(twins.filter(~Exists(apart))))
    before = Person.objects.filter(reach, uid=after).first() if is_uid(after) else None  # no name in an address
    if before is not None:
        found = found.filter(Q(sort_key__gt=before.sort_key) | Q(sort_key=before.sort_key, pk__gt=before.pk))
    firsts = list(found.select_related("organisation").order_by("sort_key", "pk")[: A_PAGE + 1])
    shown = firsts[:A_PAGE]
    last = shown[-1] if len(firsts) > A_PAGE else None
    return Doubles(pairs=tuple(_pairs(shown, reach)), after=str(last.uid) if last is not None else "")


def _pairs(firsts: Sequence[Person], reach: Q) -> list[Pair]:
    """Each first record with every later one of the same name and year, but those told apart. Two queries."""
    rows = Person.objects.filter(reach, name_key__in={one.name_key for one in firsts})
    others: dict[tuple[str, str], list[Person]] = {}
    for row in rows.select_related("organisation").order_by("pk") if firsts else ():
        others.setdefault((row.name_key, str(row.birth or "")[:4]), []).append(row)
    told = _told_apart(firsts, rows) if firsts else frozenset()
    return [
        Pair(first=one, second=other)
        for one in firsts
        for other in others.get((one.name_key, str(one.birth or "")[:4]), ())
        if other.pk > one.pk and (one.pk, other.pk) not in told
    ]


def _told_apart(firsts: Sequence[Person], rows: QuerySet[Person]) -> frozenset[tuple[int, int]]:
    known = PersonApart.objects.filter(person__in=[one.pk for one in firsts], other__in=rows.values("pk"))
    return frozenset(known.values_list("person_id", "other_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What joining two records would do: what goes where, what has to be chosen, what speaks against it."""

    asked: tuple[Choice, ...]
    taken: tuple[Choice, ...]
    moves: tuple[Move, ...]
    faults: tuple[Fault, ...]

    @property
    def shows_protected(self) -> bool:
        """Whether a protected value stands on the page."""
        return any(one.is_protected for one in (*self.asked, *self.taken))


def preview_of(kept: Person, dropped: Person) -> Preview:
    """Look at two records side by side; the caller has guarded both."""
    found = merging.choices(kept, dropped) if kept.pk != dropped.pk else ()
    return Preview(
        asked=tuple(one for one in found if one.is_asked),
        taken=tuple(one for one in found if not one.is_asked),
        moves=merging.moves(kept, dropped) if kept.pk != dropped.pk else (),
        faults=merge_faults(kept=kept, dropped=dropped),
    )


def joined_into(person: Person) -> tuple[PersonMerge, ...]:
    """The records that were joined into a person, the latest first. One query."""
    return tuple(merges_of(person))


def others_told_apart(person: Person) -> tuple[PersonApart, ...]:
    """The notes that a person and somebody of the same name are two people. One query."""
    rows = PersonApart.objects.filter(Q(person=person) | Q(other=person)).select_related("person", "other")
    return tuple(rows.order_by("-pk"))


def whom_one_may_mean(actor: Actor, person: Person, asked: str) -> list[Person]:
    """Whom one may mean as the second record: the people in reach whose name holds every word asked. One query."""
    words = fold(asked).split()
    rows = Person.objects.filter(within(actor, Permission.EDIT_REGISTER)).exclude(pk=person.pk)
    for word in words:
        rows = rows.filter(name_key__contains=word)
    return list(rows.select_related("organisation").order_by("sort_key", "pk")[:20]) if words else []
