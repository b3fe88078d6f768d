"""Acts on the tree with what belongs to them in other rooms, and the same acts tried without being written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import jobs
from chibo.base.access import Permission
from chibo.development.actions import refresh_due
from chibo.development.queries import cases_for
from chibo.register import actions as register
from chibo.register import scope_keys
from chibo.register.business import GOING, STAYING
from chibo.register.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.actions import Decision
    from chibo.register.models import OrganisationChange, Person

FOLLOWING: Final = "follow_keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """An organisation that comes of a change: its name and kind; it stands where the changed ones stood."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one receiver gets of a divided organisation."""

    people: list[Person] = field(default_factory=list)
    units: list[Organisation] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One thing that a change does: how many of what, whether it goes along or stays, and what to know about it."""

    count: int
    words: str
    goes: bool
    note: str = ""


def foresee(
    act: Callable[[], OrganisationChange | Organisation], sources: Sequence[Organisation]
) -> tuple[Consequence, ...]:
    """Do an act and take it back at once: what it would do is told by itself. Raises what the act raises."""
    with transaction.atomic():
        staying = tuple(_staying(sources))
        told = (*_going(act()), *staying)
        transaction.set_rollback(True)
    for one in sources:
        one.refresh_from_db()
    return told


_PEOPLE: Final = (
    (
        "members",
        "đảng viên",
        "Đảng tịch cũ đóng và đảng tịch mới mở đúng ngày có hiệu lực; số liệu trước ngày đó giữ nguyên.",
    ),
    ("staff", "cán bộ trong biên chế", "Công tác ghi tiếp ở cơ quan cùng tên của nơi nhận."),
    ("people", "người trong danh sách quản lý", "Cả quần chúng, người đã rời Đảng và hồ sơ lưu của họ."),
    ("exempt", "lần miễn công tác, sinh hoạt", "Còn hạn thì nơi nhận theo dõi tiếp, giữ ngày hết hạn."),
    ("away", "lần chuyển sinh hoạt tạm thời", "Còn hạn thì nơi nhận theo dõi tiếp, giữ ngày trở về."),
    ("units", "tổ chức đổi vị trí trong cây", "Người được giao quyền theo tổ chức vẫn thấy tổ chức đó."),
)


def _going(change: OrganisationChange | Organisation) -> Iterator[Consequence]:
    if isinstance(change, Organisation):
        return  # founded or renamed: nobody moves
    for key, words, note in _PEOPLE:
        if change.counts.get(key):
            yield Consequence(count=change.counts[key], words=words, goes=True, note=note)
    for business in GOING:
        if change.counts.get(business.record):
            count = change.counts[business.record]
            yield Consequence(count=count, words=business.words, goes=True, note=business.note)


def _staying(sources: Sequence[Organisation]) -> Iterator[Consequence]:
    """What is under way and stays with organisations that end."""
    for business in STAYING:
        of_these = {f"{business.organisation}__in": list(sources)}
        count = business.rows.filter(business.is_open, **of_these).count() if sources else 0
        if count:
            yield Consequence(count=count, words=business.words, goes=False, note=business.note)


@transaction.atomic
def found(
    *, actor: Actor, on: date, parent: Organisation, new: NewOrganisation, day: date, decision: Decision
) -> Organisation:
    """Found an organisation under another by a decision. Raises as the register does."""
    return register.found_organisation(
        actor=actor, on=on, name=new.name, kind=new.kind, parent=parent, starts_on=day, decision=decision
    )


@transaction.atomic
def move(
    *, actor: Actor, on: date, organisation: Organisation, parent: Organisation, day: date, decision: Decision
) -> OrganisationChange:
    """Put an organisation under another parent; keys of many follow as a job. Raises as the register does."""
    change = register.move_organisation(
        actor=actor, on=on, organisation=organisation, parent=parent, day=day, decision=decision
    )
    _follow(actor, on, organisation)
    return change


@transaction.atomic
def merge(
    *,
    actor: Actor,
    on: date,
    units: Sequence[Organisation],
    into: Organisation | NewOrganisation,
    day: date,
    decision: Decision,
) -> OrganisationChange:
    """Merge organisations into one that stands, or into a new one beside them. Raises as the register does."""
    receiver = _standing(actor, on, units[0] if units else None, into, day, decision)
    change = register.merge_organisations(actor=actor, on=on, units=units, into=receiver, day=day, decision=decision)
    _bring_dates(actor, on, receiver)
    _follow(actor, on, receiver)
    return change


@transaction.atomic
def split(
    *,
    actor: Actor,
    on: date,
    organisation: Organisation,
    shares: Mapping[Organisation | NewOrganisation, Portion],
    day: date,
    decision: Decision,
    goes_on: bool,
) -> OrganisationChange:
    """Divide an organisation among standing and new ones; keys of many follow as jobs. Raises as the register does."""
    given = [
        register.Share(
            into=_standing(actor, on, organisation, into, day, decision), people=portion.people, units=portion.units
        )
        for into, portion in shares.items()
    ]
    change = register.split_organisation(
        actor=actor, on=on, organisation=organisation, shares=given, day=day, decision=decision, goes_on=goes_on
    )
    for share in given:
        _bring_dates(actor, on, share.into)
        _follow(actor, on, share.into)
    return change


def _standing(
    actor: Actor,
    on: date,
    beside: Organisation | None,
    into: Organisation | NewOrganisation,
    day: date,
    decision: Decision,
) -> Organisation:
    if isinstance(into, Organisation):
        return into
    parent = beside.parent if beside is not None else None
    return register.found_organisation(
        actor=actor,
        on=on,
        name=into.name,
        kind=into.kind,
        parent=parent,
        starts_on=day,
        workplace="",
        superior_name=beside.superior_name if beside is not None else "",
        place=beside.place if beside is not None else "",
        decision=decision,
    )


def _bring_dates(actor: Actor, on: date, receiver: Organisation) -> None:
    """Compute the stored days of the roads anew by the rules of their new organisation; else the daily command does."""
    if actor.may(Permission.RECORD_STEPS, receiver.scope_key):
        mine = cases_for(actor, Permission.RECORD_STEPS).filter(organisation=receiver, closed_on=None)
        refresh_due(actor=actor, on=on, cases=list(mine))


def _follow(actor: Actor, on: date, organisation: Organisation) -> None:
    """Have the remaining copies of keys of a branch brought along as a job, where there are any."""
    organisation.refresh_from_db()
    if scope_keys.count_stale(organisation.scope_key):
        jobs.ask(
            actor=actor,
            on=on,
            kind=FOLLOWING,
            title=f"Đưa người và hồ sơ theo vị trí mới: {organisation.name}"[:200],
            organisation_uid=organisation.uid,
            scope_key=organisation.scope_key,
            given={},
            by=[],  # it only brings along what the decision has moved
        )


def follow(task: jobs.Task) -> tuple[str, str]:
    """Bring the copies of a branch's keys along, batch by batch: stopped or cut off, it goes on where it was."""
    organisation = Organisation.objects.get(uid=task.organisation_uid)
    task.expect(scope_keys.count_stale(organisation.scope_key))
    total = 0
    while brought := register.follow_keys(actor=task.actor, on=task.on, organisation=organisation):
        total += brought
        task.step(brought)
    return "", f"Đã đưa {total} người và hồ sơ theo vị trí mới của {organisation.name}."
