"""Verbs that make several organisations one, or end one: people move by dated spells, the past stays."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from chibo.base.dates import say_date
from chibo.register.actions.carrying import Carrying, carry
from chibo.register.actions.common import Faults, allow
from chibo.register.actions.places import check_branch, check_kept, follow_few, moved
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
from chibo.register.models import (
    Employment,
    GroupPlace,
    Membership,
    OfficeHolding,
    Organisation,
    OrganisationChange,
    PartyGroup,
    Transfer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.actions.tree_common import Decision

Sort = OrganisationChange.Sort


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
    ending = [one.pk for one in units]
    for unit in units:
        counts += carry(Carrying(source=unit, into=into, day=day, change=change))
        counts["units"] += take_children(standing_children(unit, day).exclude(pk__in=ending), into, day, change)
        end_unit(unit, day)
    change.counts = dict(+counts)
    change.save(update_fields=["counts"])
    told = {"into": str(into.uid), "from": [[str(unit.uid) for unit in units], []], **change.counts}
    tell(actor, on, "merge_organisations", [*units, into], change, told)
    return change


def check_merger(units: Sequence[Organisation], into: Organisation, day: date, faults: Faults) -> None:
    """Note what speaks against putting organisations into another on a day."""
    faults.unless(bool(units), "Chưa chọn tổ chức nào để sáp nhập.", field="units")
    ending = [one.pk for one in units]
    check_receiver(into, day, faults)
    for unit in units:
        if into.pk == unit.pk:
            faults.add(
                f"{unit.name} không thể sáp nhập vào chính mình.",
                next="Đánh dấu tổ chức sẽ nhập vào đó.",
                field="units",
            )
        elif into.scope_key.startswith(unit.scope_key):
            faults.add(f"{into.name} nằm trong {unit.name}.", next="Chọn nơi nhận khác.", field="into")
        check_later(unit, day, faults, groups_go=True)
        check_children(unit, standing_children(unit, day).exclude(pk__in=ending), into, day, faults)
    check_meetings(units, into, day, faults)


def check_receiver(into: Organisation, day: date, faults: Faults) -> None:
    """Note that an organisation does not stand on the day, or has ended since: nothing goes into it."""
    if into.ends_on is not None or into.starts_on > day:
        faults.add(
            f"{into.name} không hoạt động vào {say_date(day)}.",
            next="Chọn nơi nhận khác, hoặc ngày có hiệu lực khác.",
            field="into",
        )


def check_children(
    unit: Organisation, children: Iterable[Organisation], into: Organisation, day: date, faults: Faults
) -> None:
    """Note what speaks against putting what is directly below a unit below another organisation from a day on."""
    found = list(children)
    if not found:
        return
    if into.kind.is_cell:
        faults.add(
            f"{into.name} là chi bộ, không nhận tổ chức trực thuộc của {unit.name}.",
            next="Chọn nơi nhận là đảng bộ, hoặc chuyển cấp trên cho các tổ chức ấy trước.",
            field="into",
        )
    check_kept(into, day, faults)
    for child in found:
        check_branch(child, day, faults)


def check_later(
    unit: Organisation, day: date, faults: Faults, *, people: frozenset[int] | None = None, groups_go: bool = False
) -> None:
    """Note what was entered in an organisation from the day on and cannot go on elsewhere.

    Exemptions and times away of since then go along; so do groups founded since, where everybody goes to one place.
    """
    of_people = Q() if people is None else Q(person__in=people)
    places = GroupPlace.objects.filter(of_people, group__organisation=unit, starts_on__gte=day)
    repair = "Ghi ngày có hiệu lực muộn hơn, hoặc sửa việc đã ghi."
    regroup = "Ghi ngày có hiệu lực muộn hơn, hoặc ghi lại danh sách tổ từ đúng ngày ấy không có người này."
    later = (
        ("đảng viên vào", Membership.objects.filter(of_people, organisation=unit, starts_on__gte=day), repair),
        (
            "cán bộ nhận việc",
            Employment.objects.filter(of_people, workplace__organisation=unit, starts_on__gte=day),
            repair,
        ),
        ("chức vụ bắt đầu", OfficeHolding.objects.filter(of_people, organisation=unit, starts_on__gte=day), repair),
        ("xếp vào tổ đảng", places.filter(group__starts_on__lt=day) if groups_go else places, regroup),
    )
    for words, rows, following in later:
        first = rows.select_related("person").order_by("starts_on").first()
        if first is not None:
            faults.add(
                f"Sổ của {unit.name} đã ghi {words} từ {say_date(first.starts_on)} ({first.person.full_name}).",
                why=f"Từ {say_date(day)} người và việc đã ở nơi khác.",
                next=following,
                field="day",
            )
    if people is None:
        check_branch(unit, day, faults)
        held = next(one for one in GOING if one.record == "meetings.meeting").rows
        for meeting in held.filter(organisation=unit, on__gte=day).exclude(state="planned")[:1]:
            faults.add(
                f"{unit.name} đã họp ngày {say_date(meeting.on)}, sau ngày có hiệu lực.",
                next="Ghi ngày có hiệu lực muộn hơn.",
                field="day",
            )


def check_meetings(units: Sequence[Organisation], into: Organisation, day: date, faults: Faults) -> None:
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


def take_children(children: Iterable[Organisation], into: Organisation, day: date, change: OrganisationChange) -> int:
    """Put what was directly below one organisation below another; keys of many are left to a job."""
    count = sum(moved(child, into, day, change) for child in list(children))
    if count:
        follow_few(into)
    return count


def end_unit(unit: Organisation, day: date) -> None:
    """End an organisation on a day, and its groups with it."""
    PartyGroup.objects.filter(organisation=unit, ends_on=None, starts_on__lt=day).update(ends_on=day)
    unit.ends_on = day
    unit.save(update_fields=["ends_on"])


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
    check_later(organisation, day, faults)
    faults.settle()
    change = write_change(Sort.DISSOLVED, day, decision, {organisation: Part.ITSELF})
    away = Transfer.objects.filter(organisation=organisation, sort=Transfer.Sort.TEMPORARY)
    for rows in (OfficeHolding.objects.filter(organisation=organisation), away):
        begun = rows.filter(starts_on__lt=day)
        begun.filter(Q(ends_on=None) | Q(ends_on__gt=day)).update(ends_on=day)
    end_unit(organisation, day)
    tell(actor, on, "dissolve_organisation", [organisation], change, {"ends_on": [None, day]})
    return change


def check_emptiness(organisation: Organisation, day: date, faults: Faults) -> None:
    """Note everybody and everything that stands in an organisation on a day."""
    where = "Chuyển về nơi khác bằng việc Sáp nhập, hoặc ghi xong trước."
    jobs = Employment.objects.filter(workplace__organisation=organisation).exclude(ends_on__lte=day)
    guests = Transfer.objects.filter(
        organisation=organisation, sort=Transfer.Sort.TEMPORARY, direction=Transfer.Direction.INTO
    )
    counted = (
        (members_standing(organisation, day).count(), "đảng viên đang sinh hoạt"),
        (jobs.values("person").distinct().count(), "cán bộ trong biên chế"),
        (standing_children(organisation, day).count(), "tổ chức trực thuộc"),
        (PartyGroup.objects.filter(organisation=organisation).exclude(ends_on__lte=day).count(), "tổ đảng"),
        (guests.exclude(ends_on__lte=day).count(), "người sinh hoạt tạm thời"),
    )
    going = ((one.under_way(organisation, day).count(), one.words) for one in GOING)
    for count, words in (*counted, *going):
        if count:
            faults.add(f"{organisation.name} còn {count} {words}.", next=where)
