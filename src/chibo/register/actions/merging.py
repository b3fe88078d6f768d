"""Verbs that make several organisations one, one several, or end one: people move by dated spells, the past stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from chibo.base.dates import say_date
from chibo.register.actions.carrying import Carrying, carry
from chibo.register.actions.common import Faults, allow
from chibo.register.actions.places import follow_few, moved
from chibo.register.actions.tree_common import (
    WHAT,
    Part,
    allow_all,
    check_day,
    check_decision,
    hold_tree,
    tell,
    write_change,
)
from chibo.register.business import GOING
from chibo.register.facts import covering
from chibo.register.models import (
    Employment,
    Membership,
    OfficeHolding,
    Organisation,
    OrganisationChange,
    PartyGroup,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.actions.tree_common import Decision

Sort = OrganisationChange.Sort
_NAMED = 5  # people that a fault names


@transaction.atomic
def merge_organisations(
    *,
    actor: Actor,
    on: date,
    units: Sequence[Organisation],
    into: Organisation,
    day: date,
    decision: Decision,
) -> OrganisationChange:
    """Make organisations part of another one, new or standing, from a day on; they end that day.

    Members, staff and everybody they keep go by spells that begin on the day; what they have under way goes on there
    (``register.business``); what is directly below them comes below the other one. Their past stays theirs. Raises
    ``NotAllowedError`` and ``FaultyError``.
    """
    allow_all(actor, [*units, into])
    hold_tree([*units, into])
    faults = Faults()
    check_decision(decision, on, faults)
    check_day(units, day, on, faults)
    check_merger(units, into, day, faults)
    faults.settle()
    parts = {**dict.fromkeys(units, Part.FROM), into: Part.INTO}
    change = write_change(Sort.MERGED, day, decision, parts)
    counts: Counter[str] = Counter()
    for unit in units:
        counts += carry(Carrying(source=unit, into=into, day=day, change=change))
        counts["units"] += _children(unit, units, into, day, change)
        _end(unit, day)
    change.counts = dict(+counts)
    change.save(update_fields=["counts"])
    told = {"into": str(into.uid), "from": [[str(unit.uid) for unit in units], []], **change.counts}
    tell(actor, on, "merge_organisations", [*units, into], change, told)
    return change


def check_merger(units: Sequence[Organisation], into: Organisation, day: date, faults: Faults) -> None:
    """Note what speaks against putting organisations into another on a day."""
    faults.unless(bool(units), "Chưa chọn tổ chức nào để sáp nhập.", field="units")
    _check_receiver(into, day, faults)
    for unit in units:
        if into.pk == unit.pk:
            faults.add(
                f"{unit.name} không thể sáp nhập vào chính mình.",
                next="Đánh dấu tổ chức sẽ nhập vào đó.",
                field="units",
            )
        elif into.scope_key.startswith(unit.scope_key):
            faults.add(f"{into.name} nằm trong {unit.name}.", next="Chọn nơi nhận khác.", field="into")
        if into.kind.is_cell and standing_children(unit, day).exclude(pk__in=[one.pk for one in units]).exists():
            faults.add(f"{unit.name} còn tổ chức trực thuộc mà {into.name} là chi bộ.", field="into")
        check_later(unit, day, None, faults)
    _check_meetings(units, into, day, faults)


def _check_receiver(into: Organisation, day: date, faults: Faults) -> None:
    if into.ends_on is not None or into.starts_on > day:
        faults.add(
            f"{into.name} không hoạt động vào {say_date(day)}.",
            next="Chọn nơi nhận khác, hoặc ngày có hiệu lực khác.",
            field="into",
        )


def check_later(unit: Organisation, day: date, people: frozenset[int] | None, faults: Faults) -> None:
    """Note what was entered in an organisation from the day on: it would have happened where nothing was any more."""
    of_people = Q() if people is None else Q(person__in=people)
    later = (
        ("đảng viên vào", Membership.objects.filter(of_people, organisation=unit, starts_on__gte=day)),
        ("cán bộ nhận việc", Employment.objects.filter(of_people, workplace__organisation=unit, starts_on__gte=day)),
        ("chức vụ bắt đầu", OfficeHolding.objects.filter(of_people, organisation=unit, starts_on__gte=day)),
    )
    for words, rows in later:
        first = rows.select_related("person").order_by("starts_on").first()
        if first is not None:
            faults.add(
                f"Sổ của {unit.name} đã ghi {words} từ {say_date(first.starts_on)} ({first.person.full_name}).",
                why=f"Từ {say_date(day)} người và việc đã ở nơi khác.",
                next="Ghi ngày có hiệu lực muộn hơn, hoặc sửa việc đã ghi.",
                field="day",
            )
    if people is None:
        held = next(one for one in GOING if one.record == "meetings.meeting").rows
        for meeting in held.filter(organisation=unit, on__gte=day).exclude(state="planned")[:1]:
            faults.add(
                f"{unit.name} đã họp ngày {say_date(meeting.on)}, sau ngày có hiệu lực.",
                next="Ghi ngày có hiệu lực muộn hơn.",
                field="day",
            )


def _check_meetings(units: Sequence[Organisation], into: Organisation, day: date, faults: Faults) -> None:
    """Planned meetings of two organisations cannot both stand on one day; those of a group end with the group."""
    business = next(one for one in GOING if one.record == "meetings.meeting")
    held = {(row.on, row.kind) for row in business.rows.filter(organisation=into, on__gte=day)}
    for unit in units:
        for meeting in business.under_way(unit, day):
            if meeting.group_id is not None:
                what = f"{unit.name} còn cuộc họp tổ đảng dự kiến ngày {say_date(meeting.on)}."
                faults.add(what, next="Đổi cuộc họp đó sang loại khác trước.")
            elif (meeting.on, meeting.kind) in held:
                what = f"Ngày {say_date(meeting.on)} nơi nhận sẽ có hai cuộc họp cùng loại."
                faults.add(what, why=f"Một cuộc của {unit.name}.", next="Đổi ngày một trong hai cuộc họp trước.")
            held.add((meeting.on, meeting.kind))


def standing_children(unit: Organisation, day: date) -> QuerySet[Organisation]:
    """What is directly below an organisation and stands on a day or comes later."""
    return Organisation.objects.filter(parent=unit).exclude(ends_on__lte=day).order_by("scope_key")


def _children(
    unit: Organisation, units: Sequence[Organisation], into: Organisation, day: date, change: OrganisationChange
) -> int:
    """Put what is directly below a unit below the other organisation, unless it ends too."""
    ending = [one.pk for one in units]
    children = list(standing_children(unit, day).exclude(pk__in=ending))
    count = sum(moved(child, into, day, change) for child in children)
    if count:
        follow_few(into)
    return count


def _end(unit: Organisation, day: date) -> None:
    PartyGroup.objects.filter(organisation=unit, ends_on=None, starts_on__lt=day).update(ends_on=day)
    unit.ends_on = day
    unit.save(update_fields=["ends_on"])


# ---------------------------------------------------------------------- one into several


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one organisation gets of a divided one: these people, and with them what is under way about them."""

    into: Organisation
    people: Collection[Person] = field(default_factory=tuple)


@transaction.atomic
def split_organisation(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    shares: Sequence[Share],
    day: date,
    decision: Decision,
    goes_on: bool = True,
) -> OrganisationChange:
    """Divide an organisation from a day on: each share of its people goes into one other organisation.

    Who is in no share stays; where the organisation does not go on, nobody may, and what is about no person goes to the
    first. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow_all(actor, [organisation, *(share.into for share in shares)])
    hold_tree([organisation, *(share.into for share in shares)])
    faults = Faults()
    check_decision(decision, on, faults)
    check_day([organisation], day, on, faults)
    _check_split(organisation, shares, day, faults, goes_on=goes_on)
    faults.settle()
    parts = {organisation: Part.FROM, **{share.into: Part.INTO for share in shares}}
    change = write_change(Sort.SPLIT, day, decision, parts)
    counts: Counter[str] = Counter()
    for share in shares:
        people = frozenset(person.pk for person in share.people)
        counts += carry(Carrying(source=organisation, into=share.into, day=day, change=change, people=people))
    if not goes_on:
        rest = Carrying(source=organisation, into=shares[0].into, day=day, change=change)
        counts += carry(rest)
        counts["units"] += _children(organisation, [organisation], shares[0].into, day, change)
        _end(organisation, day)
    change.counts = dict(+counts)
    change.save(update_fields=["counts"])
    told = {"into": [[str(share.into.uid) for share in shares], []], "goes_on": goes_on, **change.counts}
    tell(actor, on, "split_organisation", [organisation, *(share.into for share in shares)], change, told)
    return change


def _check_split(
    organisation: Organisation, shares: Sequence[Share], day: date, faults: Faults, *, goes_on: bool
) -> None:
    faults.unless(bool(shares), "Chưa chọn tổ chức nào để nhận người.", field="shares")
    named: Counter[int] = Counter()
    for share in shares:
        _check_receiver(share.into, day, faults)
        if share.into.pk == organisation.pk:
            faults.add(f"{organisation.name} không thể nhận người của chính mình.", field="shares")
        faults.unless(bool(share.people), f"Chưa chọn người về {share.into.name}.", field="shares")
        named.update(person.pk for person in share.people)
        strange = [person for person in share.people if person.organisation_id != organisation.pk]
        for person in strange[:_NAMED]:
            faults.add(f"{person.full_name} không thuộc {organisation.name}.", field="shares")
    twice = Person.objects.filter(pk__in=[pk for pk, many in named.items() if many > 1])
    for person in twice.order_by("sort_key", "pk")[:_NAMED]:
        faults.add(f"{person.full_name} được chọn vào hai nơi.", next="Chọn một nơi.", field="shares")
    check_later(organisation, day, None if not goes_on else frozenset(named), faults)
    if goes_on:
        return
    left = members_standing(organisation, day).exclude(person__in=list(named)).select_related("person")
    for spell in left.order_by("person__sort_key")[:_NAMED]:
        faults.add(
            f"Chưa chọn nơi về cho {spell.person.full_name}.",
            why=f"{organisation.name} thôi hoạt động từ {say_date(day)}.",
            field="shares",
        )
    if shares:
        _check_meetings([organisation], shares[0].into, day, faults)


def members_standing(organisation: Organisation, day: date) -> QuerySet[Membership]:
    """The memberships of an organisation that cover a day or begin later."""
    return Membership.objects.filter(organisation=organisation).exclude(ends_on__lte=day)


# ---------------------------------------------------------------------- the end of one


@transaction.atomic
def dissolve_organisation(
    *, actor: Actor, on: date, organisation: Organisation, day: date, decision: Decision
) -> OrganisationChange:
    """End an organisation from a day on. Refused with every reason while anybody or anything stands in it.

    Who wants its people elsewhere merges it instead. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    allow(actor, organisation.scope_key, WHAT)
    hold_tree([organisation])
    faults = Faults()
    check_decision(decision, on, faults)
    check_day([organisation], day, on, faults)
    check_emptiness(organisation, day, faults)
    faults.settle()
    change = write_change(Sort.DISSOLVED, day, decision, {organisation: Part.ITSELF})
    offices = OfficeHolding.objects.filter(organisation=organisation, starts_on__lt=day)
    offices.filter(Q(ends_on=None) | Q(ends_on__gt=day)).update(ends_on=day)
    _end(organisation, day)
    tell(actor, on, "dissolve_organisation", [organisation], change, {"ends_on": [None, day]})
    return change


def check_emptiness(organisation: Organisation, day: date, faults: Faults) -> None:
    """Note everybody and everything that stands in an organisation on a day."""
    where = "Chuyển về nơi khác bằng việc Sáp nhập, hoặc ghi xong trước."
    jobs = Employment.objects.filter(workplace__organisation=organisation).exclude(ends_on__lte=day)
    counted = (
        (members_standing(organisation, day).count(), "đảng viên đang sinh hoạt"),
        (jobs.values("person").distinct().count(), "cán bộ trong biên chế"),
        (standing_children(organisation, day).count(), "tổ chức trực thuộc"),
        (PartyGroup.objects.filter(covering(day), organisation=organisation).count(), "tổ đảng"),
    )
    going = ((one.under_way(organisation, day).count(), one.words) for one in GOING)
    for count, words in (*counted, *going):
        if count:
            faults.add(f"{organisation.name} còn {count} {words}.", next=where)
