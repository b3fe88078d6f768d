"""Phiếu đảng viên (2-HSĐV): which facts of the sheet the register does not hold, by fact, by unit and by person.

Only what everybody has is looked for: an empty alias or foreign language may be right as it is. The form itself was not
seen, its fields are known second hand (domain/admission.md 10). Nobody is counted against anybody: people stand by
name, units in the order of the tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q
from django.db.models.functions import Coalesce, Length

from chibo.base.refusal import NotYoursError
from chibo.register.facts import covering
from chibo.register.models import Admission, Membership
from chibo.register.queries import below, units_below
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.naming import may_be_named

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

SHOWN = 200  # people listed at once; the rest come up as these are mended


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFact:
    """One fact of the sheet: where the register keeps it, from the person, and whether it is set right there."""

    key: str
    name: str
    path: str

    @property
    def is_corrected(self) -> bool:
        """Whether the person's own page sets it right; else it stands in the life history."""
        return "__" not in self.path


FACTS: Final[tuple[SheetFact, ...]] = tuple(
    SheetFact(key=key, name=name, path=path)
    for key, name, path in (
        ("ho-ten-khai-sinh", "Họ và tên khai sinh", "background__birth_name"),
        ("noi-sinh", "Nơi sinh, nơi đăng ký khai sinh", "background__birth_place"),
        ("que-quan", "Quê quán", "native_place"),
        ("thuong-tru", "Nơi thường trú", "background__permanent_residence"),
        ("ton-giao", "Tôn giáo (không theo thì ghi không)", "background__religion"),
        ("nghe-nghiep", "Nghề nghiệp hiện nay", "background__occupation"),
        ("pho-thong", "Giáo dục phổ thông", "background__general_education"),
        ("so-dinh-danh", "Số định danh cá nhân", "identity_number"),
        ("so-the", "Số thẻ đảng viên (đảng viên chính thức)", "card_number"),
        ("so-ly-lich", "Số lý lịch đảng viên", "background__file_number"),
    )
)
"""In the order of the sheet. Birth, sex, ethnicity, schooling, theory and joining stand on the page of quality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGap:
    """One fact with the number of members the register does not hold it for."""

    fact: SheetFact
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGap:
    """A unit directly below with its members, and how many of them lack a fact."""

    unit: Organisation
    members: int
    lacking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonGap:
    """One member with the facts that are missing, each with the page that mends it."""

    person: Person
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGaps:
    """What is missing at a unit and below; ``people`` are the first by name who lack ``fact``, or any.

    ``unseen`` more lack it where the actor may not see people.
    """

    unit: Organisation
    on: date
    members: int
    lacking: int
    facts: tuple[FactGap, ...]
    units: tuple[UnitGap, ...]
    people: tuple[PersonGap, ...]
    unseen: int
    fact: SheetFact | None


def sheet_gaps(actor: Actor, unit: Organisation, on: date, key: str = "") -> SheetGaps:
    """Look over the members of a unit and of everything under it. Four queries, however many people.

    Raises :class:`NotYoursError` for a stranger, and for a fact that does not exist.
    """
    ensure_readable(actor, unit)
    fact = next((one for one in FACTS if one.key == key), None)
    if key and fact is None:
        raise NotYoursError
    spells = _looked_at(unit, on)
    wanted = _lacks_any() if fact is None else _lacks(FACTS.index(fact))
    seen = wanted & may_be_named(actor)
    of = {"members": Q(), "any": _lacks_any(), "wanted": wanted, "seen": seen, **_counts()}
    counted = spells.aggregate(**{name: Count("pk", filter=kept) for name, kept in of.items()})
    return SheetGaps(
        unit=unit,
        on=on,
        members=counted["members"],
        lacking=counted["any"],
        facts=tuple(FactGap(fact=one, count=counted[f"of_{place}"]) for place, one in enumerate(FACTS)),
        units=_units(unit, on, spells) if not unit.kind.is_cell else (),
        people=_people(spells.filter(seen)),
        unseen=counted["wanted"] - counted["seen"],
        fact=fact,
    )


def _looked_at(unit: Organisation, on: date) -> QuerySet[Membership]:
    """The memberships of the day, each with how long every text is: an encrypted one can be asked for nothing else."""
    official = Admission.objects.filter(person=OuterRef("person"), official_on__lte=on)
    lengths: dict[str, Any] = {
        f"long_{place}": Coalesce(Length(F(f"person__{one.path}")), 0, output_field=IntegerField())
        for place, one in enumerate(FACTS)
    }
    spells = Membership.objects.filter(covering(on), below(unit))
    return spells.annotate(is_official=Exists(official), **lengths)


def _lacks(place: int) -> Q:
    empty = Q(**{f"long_{place}": 0})
    return empty & (Q(is_official=True) | Q(was_official=True)) if FACTS[place].key == "so-the" else empty


def _lacks_any() -> Q:
    wanted = Q()
    for place in range(len(FACTS)):
        wanted |= _lacks(place)
    return wanted


def _counts() -> dict[str, Q]:
    return {f"of_{place}": _lacks(place) for place in range(len(FACTS))}


def _units(unit: Organisation, on: date, spells: QuerySet[Membership]) -> tuple[UnitGap, ...]:
    found = spells.values_list("organisation__scope_key").annotate(
        members=Count("pk"), lacking=Count("pk", filter=_lacks_any())
    )
    rows = list(found.order_by("organisation__scope_key"))
    gaps = []
    for one in units_below(unit, on):
        held = [(members, lacking) for key, members, lacking in rows if key.startswith(one.scope_key)]
        members, lacking = sum(each for each, _ in held), sum(each for _, each in held)
        gaps.append(UnitGap(unit=one, members=members, lacking=lacking))
    return tuple(gaps)


def _people(spells: QuerySet[Membership]) -> tuple[PersonGap, ...]:
    found = spells.select_related("person").order_by("person__sort_key", "person__pk")[:SHOWN]
    return tuple(PersonGap(person=row.person, missing=tuple(_missing(row))) for row in found)


def _missing(row: Membership) -> list[tuple[str, str]]:
    known = vars(row)
    card = known["is_official"] or row.was_official
    return [
        (fact.name, _repair(row.person, fact))
        for place, fact in enumerate(FACTS)
        if not known[f"long_{place}"] and (fact.key != "so-the" or card)
    ]


def _repair(person: Person, fact: SheetFact) -> str:
    """The page that mends: the correction of the field, else the life history of the person."""
    page = f"dinh-chinh/{fact.path}/" if fact.is_corrected else "ly-lich-de-soan/"
    return f"/nguoi/{person.uid}/{page}"
