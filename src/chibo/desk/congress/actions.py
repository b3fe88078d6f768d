"""The one act of a congress: the term, its targets and its committee are entered, or nothing is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault, FaultyError, RefusedError
from chibo.desk.congress.queries import committee_findings, electable
from chibo.law.verdict import Verdict
from chibo.register import actions as register
from chibo.register.facts import rulebook_of
from chibo.register.models import OfficeHolding, Term
from chibo.reviews.actions import set_target
from chibo.reviews.models import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person

_OFFICES = OfficeHolding.Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Congress:
    """What a congress decided, as its minutes say it."""

    name: str
    starts_on: date
    ends_on: date
    congress_number: int | None = None
    resolution: str = ""
    admissions: int | None = None
    member_share: int | None = None
    secretary: Person
    deputies: tuple[Person, ...] = ()
    members: tuple[Person, ...] = ()  # of the committee, beside the secretary and deputies
    shift_ground: str = ""
    shift_by: str = ""
    reason: str = ""  # to enter what the rule stops
    officers: tuple[tuple[Person, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the elected out, highest office first."""
        object.__setattr__(
            self,
            "officers",
            (
                (self.secretary, _OFFICES.SECRETARY.value),
                *((person, _OFFICES.DEPUTY_SECRETARY.value) for person in self.deputies),
                *((person, _OFFICES.COMMITTEE_MEMBER.value) for person in self.members),
            ),
        )


@transaction.atomic
def begin_term(*, actor: Actor, on: date, organisation: Organisation, held: Congress) -> Term:
    """Enter a congress that was held: the term before it ends, the new one begins, with targets and committee.

    Where the congress was not on the planned day, the shift of the old term needs its ground. What the rule stops about
    the committee needs a written reason by somebody entitled (decision 13). Raises ``FaultyError``, ``RefusedError``.
    """
    previous = _before(organisation, held.starts_on)
    faults = list(_faults(organisation, held, previous))
    if faults:
        raise FaultyError(faults)
    _ask_the_law(actor, organisation, held)
    if previous is not None and previous.ends_on != held.starts_on:
        register.shift_term(
            actor=actor,
            on=on,
            term=previous,
            ends_on=held.starts_on,
            decided_on=held.starts_on,
            ground=held.shift_ground,
            decided_by=held.shift_by,
        )
    term = register.start_term(
        actor=actor,
        on=on,
        organisation=organisation,
        name=held.name,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        congress_number=held.congress_number,
        resolution=held.resolution,
    )
    for metric, value in ((Target.Metric.ADMISSIONS, held.admissions), (Target.Metric.MEMBER_SHARE, held.member_share)):
        if value is not None:
            set_target(actor=actor, on=on, term=term, metric=metric, value=value, ground=held.resolution)
    _change_committee(actor, on, organisation, held)
    audit.record(
        actor=actor,
        on=on,
        action="desk.begin_term",
        subject=term,
        chain=str(organisation.uid),
        changes={"officers": [None, len(held.officers)]},
        reason=held.reason,
    )
    return term


def _before(organisation: Organisation, day: date) -> Term | None:
    return organisation.terms.filter(starts_on__lt=day).order_by("-starts_on").first()


def _faults(organisation: Organisation, held: Congress, previous: Term | None) -> Iterator[Fault]:
    people = [person for person, _ in held.officers]
    for person in {one for one in people if people.count(one) > 1}:
        yield Fault(
            what=f"Đ/c {person} được chọn hai lần.",
            why="Mỗi người giữ một chức vụ; bí thư, phó bí thư đã là chi ủy viên.",
            next="Bỏ bớt một chỗ.",
            field="members",
        )
    official = set(electable(organisation, held.starts_on))
    for person in dict.fromkeys(people):
        if person not in official:
            yield Fault(
                what=f"Đ/c {person} chưa là đảng viên chính thức của chi bộ ngày {say_date(held.starts_on)}.",
                why="Chỉ đảng viên chính thức mới được ứng cử, đề cử và bầu vào cấp ủy (Điều lệ Đảng, Điều 3).",
                next="Đối chiếu biên bản bầu cử.",
                field="members",
            )
    if previous is not None and previous.ends_on != held.starts_on:
        yield from _shift_faults(held, previous)


def _shift_faults(held: Congress, previous: Term) -> Iterator[Fault]:
    planned = say_date(previous.ends_on) if previous.ends_on else "chưa ghi"
    if not held.shift_ground.strip():
        yield Fault(
            what=f"Đại hội ngày {say_date(held.starts_on)}, nhiệm kỳ {previous.name} dự kiến đến {planned}.",
            why="Đại hội sớm hoặc muộn hơn dự kiến phải có căn cứ.",
            next="Ghi căn cứ dời đại hội.",
            field="shift_ground",
        )
    if not held.shift_by.strip():
        yield Fault(
            what="Chưa ghi cấp nào đồng ý dời đại hội.",
            why="Việc dời do cấp ủy cấp trên đồng ý.",
            next="Ghi tên cấp ủy.",
            field="shift_by",
        )


def _ask_the_law(actor: Actor, organisation: Organisation, held: Congress) -> None:
    rules = rulebook_of(organisation, held.starts_on)
    official = len(electable(organisation, held.starts_on))
    found = committee_findings(official, [office for _, office in held.officers], held.starts_on, rules)
    verdict = Verdict(findings=found)
    is_entitled = bool(held.reason.strip()) and actor.may(Permission.OVERRIDE, organisation.scope_key)
    if verdict.is_blocked and not is_entitled:
        raise RefusedError(verdict)


def _change_committee(actor: Actor, on: date, organisation: Organisation, held: Congress) -> None:
    """Who sat before leaves on the day of the congress; who was elected sits from that day."""
    offices = [office for office in _OFFICES.values if office != _OFFICES.GROUP_LEADER.value]
    sitting = organisation.office_holdings.filter(office__in=offices, starts_on__lt=held.starts_on)
    for holding in sitting.exclude(ends_on__lte=held.starts_on).select_related("organisation"):
        register.leave_office(actor=actor, on=on, holding=holding, ends_on=held.starts_on)
    for person, office in held.officers:
        register.hold_office(
            actor=actor, on=on, person=person, organisation=organisation, office=office, starts_on=held.starts_on
        )
