"""What the page of a workplace shows: its staff by name and by count, and its mass organisations, on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from chibo.base.access import Permission
from chibo.register import queries as register
from chibo.register.facts import covering
from chibo.register.models import Employment, MassBody, MassPlace, Membership, Organisation, StaffCount, Workplace
from chibo.register.staffing import names_beside
from chibo.register.tree import as_it_was

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.staffing import Unnamed

_SHOWN: Final = 50
Sort = MassPlace.Sort
_FLAGS: Final = ((Sort.TRADE_UNION, "trade_union"), (Sort.YOUTH_UNION, "youth_union"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """A mass organisation of a workplace, and how many of its staff are in it on the day; nothing where it was none."""

    body: MassBody
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceLine:
    """A workplace on a day: staff, of them named in the register, the count that adds more, its mass organisations.

    ``undated`` is what it has since no known day: sort and name.
    """

    workplace: Workplace
    staff: int
    named: int
    stated: Unnamed | None
    bodies: tuple[str, ...]
    undated: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A count beside the names of its day; ``warnings`` say what does not fit, for somebody to look at."""

    count: StaffCount
    named: int
    warnings: tuple[str, ...]
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplacePage:
    """One workplace on a day."""

    on: date
    workplace: Workplace
    organisation: Organisation
    line: WorkplaceLine
    stated: tuple[Unnamed, ...]
    members: int
    counts: tuple[CountRow, ...]
    bodies: tuple[BodyRow, ...]
    may_edit: bool


def workplace_lines(organisation: Organisation, stated: Iterable[Unnamed], on: date) -> tuple[WorkplaceLine, ...]:
    """The workplaces of an organisation on a day; ``stated`` is what counts add that day. One query."""
    more = {one.workplace: one for one in stated}
    there = Employment.objects.filter(covering(on), workplace=OuterRef("pk")).order_by().values("workplace")
    named = Coalesce(Subquery(there.annotate(many=Count("person", distinct=True)).values("many")), 0)
    rows = organisation.workplaces.annotate(
        named=named,
        sort=F("mass_bodies__sort"),
        body_name=F("mass_bodies__name"),
        starts_on=F("mass_bodies__starts_on"),
        ends_on=F("mass_bodies__ends_on"),
    )
    found: dict[int, list[Workplace]] = {}
    for row in rows.order_by("pk", "starts_on", "mass_bodies__pk"):
        found.setdefault(row.pk, []).append(row)
    return tuple(_line(same, more.get(pk), on) for pk, same in found.items())


def _line(rows: list[Workplace], stated: Unnamed | None, on: date) -> WorkplaceLine:
    """One workplace from its rows, each with one of its mass organisations, or with none."""
    one, told = rows[0], [vars(row) for row in rows if vars(row)["sort"]]
    here = [row for row in told if row["starts_on"] <= on and (row["ends_on"] is None or on < row["ends_on"])]
    return WorkplaceLine(
        workplace=one,
        staff=vars(one)["named"] + (stated.staff if stated else 0),
        named=vars(one)["named"],
        stated=stated,
        bodies=tuple(row["body_name"] or Sort(row["sort"]).label for row in here),
        undated=tuple(_undated(one, {row["sort"] for row in told})),
    )


def workplace_page(actor: Actor, one: Workplace, on: date) -> WorkplacePage:
    """Gather a workplace, which the actor may see, on a day. Eight queries at most."""
    stated = register.stated_staff(one.organisation, on)
    lines = workplace_lines(one.organisation, stated, on)
    members, people = _people_in(one, on)
    return WorkplacePage(
        on=on,
        workplace=one,
        organisation=as_it_was(one.organisation, on),
        line=next(line for line in lines if line.workplace.pk == one.pk),
        stated=tuple(more for more in stated if more.workplace == one.pk),
        members=members,
        counts=tuple(_count_rows(one, on)),
        bodies=tuple(_body_rows(one, people, on)),
        may_edit=actor.may(Permission.EDIT_REGISTER, one.organisation.scope_key),
    )


def _count_rows(workplace: Workplace, on: date) -> Iterator[CountRow]:
    rows = StaffCount.objects.filter(workplace=workplace).annotate(
        of_organisation=Count(
            "workplace__organisation__memberships__person",
            distinct=True,
            filter=Q(workplace__organisation__memberships__starts_on__lte=F("on"))
            & (
                Q(workplace__organisation__memberships__ends_on=None)
                | Q(workplace__organisation__memberships__ends_on__gt=F("on"))
            ),
        )
    )
    found = list(rows.order_by("-on")[:_SHOWN])
    names = names_beside([(workplace.pk, one.on) for one in found])
    in_force = next((one.pk for one in found if one.on <= on), None)
    for one in found:
        named, named_members = names[workplace.pk, one.on]
        told = tuple(_warnings(one, named, named_members))
        yield CountRow(count=one, named=named, warnings=told, is_in_force=one.pk == in_force)


def _warnings(count: StaffCount, named: int, named_members: int) -> Iterator[str]:
    """What does not fit the register on the day of a count: told, never refused, for either side may be wrong."""
    members = vars(count)["of_organisation"]
    if count.staff < named:
        yield (
            f"Sổ ghi tên {named} cán bộ ngày này, nhiều hơn {count.staff}. Tỷ lệ tính theo {named} người có tên; "
            "xem ai đã thôi việc mà sổ chưa ghi, hoặc sửa số."
        )
    if count.members < named_members:
        yield (
            f"Sổ ghi tên {named_members} cán bộ là đảng viên ngày này, nhiều hơn {count.members}. "
            f"Tỷ lệ tính theo {named_members} người có tên."
        )
    if count.staff < members:
        yield (
            f"Ngày này chi bộ có {members} đảng viên, nhiều hơn {count.staff} cán bộ. "
            "Đúng khi có đảng viên không làm ở cơ quan này; không thì kiểm tra lại số."
        )
    more, more_members = max(count.staff - named, 0), count.members - named_members
    if more_members > more:
        yield (
            f"Số này thêm {more} cán bộ chưa có tên trong sổ nhưng thêm {more_members} đảng viên. "
            f"Tỷ lệ chỉ tính thêm {more} đảng viên; xem công tác của đảng viên đã ghi đủ chưa."
        )


def _body_rows(workplace: Workplace, people: Counter[str], on: date) -> Iterator[BodyRow]:
    for body in workplace.mass_bodies.order_by(F("ends_on").desc(nulls_first=True), "starts_on", "pk")[:_SHOWN]:
        yield BodyRow(body=body, people=people[body.sort] if is_there(body, on) else None)


def is_there(body: MassBody, on: date) -> bool:
    """Whether a workplace has a mass organisation on a day."""
    return body.starts_on <= on and (body.ends_on is None or on < body.ends_on)


def _people_in(workplace: Workplace, on: date) -> tuple[int, Counter[str]]:
    """How many of the staff of a day are members, and in a mass organisation of each sort. Two queries.

    Whoever has no days on record but the mark of a member in the register is counted, whatever the day.
    """
    staff = Employment.objects.filter(covering(on), workplace=workplace).values("person")
    dated = MassPlace.objects.filter(covering(on), person__in=staff).values("sort").order_by()
    found = Counter(dict(dated.annotate(many=Count("person", distinct=True)).values_list("sort", "many")))
    spells = Membership.objects.filter(covering(on), person=OuterRef("person"), organisation=workplace.organisation_id)
    marked = Employment.objects.filter(covering(on), workplace=workplace).aggregate(
        members=Count("person", distinct=True, filter=Exists(spells)),
        **{
            name: Count(
                "person",
                distinct=True,
                filter=Q(**{f"person__is_{name}_member": True})
                & ~Q(person__in=MassPlace.objects.filter(sort=sort).values("person")),
            )
            for sort, name in _FLAGS
        },
    )
    for sort, name in _FLAGS:
        found[sort.value] += marked[name]
    return marked["members"], found


def _undated(workplace: Workplace, known: set[str]) -> Iterator[tuple[str, str]]:
    """What a workplace is marked to have while nobody entered since when: sort and name; ``known`` are dated."""
    marks = (sort for sort, name in _FLAGS if getattr(workplace, f"has_{name}"))
    return ((sort.value, sort.label) for sort in marks if sort.value not in known)
