"""Verbs about staff that gather verbs of the register: somebody new is entered with a post, a post ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q

from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError
from chibo.desk.staff.queries import people_alike
from chibo.register import actions as register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Employment, Organisation, Person, Workplace


class NewPerson(TypedDict):
    """What is said of somebody new to the register; ``is_another`` than those of the same name."""

    full_name: str
    sex: str
    birth: str
    workplace: Workplace | None
    starts_on: date | None
    position: str
    is_another: bool


@transaction.atomic
def enter_person(*, actor: Actor, on: date, organisation: Organisation, **said: Unpack[NewPerson]) -> Person:
    """Enter somebody who is no member, with the post at a workplace where there is one. All or nothing.

    Raises ``FaultyError`` where somebody of that name is in the register and nobody said that it is another, for a post
    without its day, and what the verbs of the register raise.
    """
    alike = people_alike(actor, said["full_name"], said["birth"])
    faults = [*_unless_another(alike, is_another=said["is_another"]), *_post_without_day(said)]
    if faults:
        raise FaultyError(faults)
    told = {"full_name": said["full_name"], "sex": said["sex"], "birth": said["birth"]}
    person = register.add_person(actor=actor, on=on, organisation=organisation, **told)  # type: ignore[arg-type]  # three texts
    if said["workplace"] is not None and said["starts_on"] is not None:
        post = {"starts_on": said["starts_on"], "position": said["position"]}
        register.hire(actor=actor, on=on, person=person, workplace=said["workplace"], **post)  # type: ignore[arg-type]  # a day and a text
    for other in alike:
        if all(actor.may(one, other.scope_key) for one in (Permission.EDIT_REGISTER, Permission.VIEW_SENSITIVE)):
            register.tell_apart(actor=actor, on=on, person=person, other=other)
    return person


def _unless_another(alike: Sequence[Person], *, is_another: bool) -> list[Fault]:
    if is_another or not alike:
        return []
    return [
        Fault(
            what=f"Trong sổ đã có {alike[0].full_name}; xem ở đầu trang.",
            next="Cùng một người thì mở trang người đó; là người khác thì đánh dấu “Là người khác, vẫn thêm”.",
            field="is_another",
        )
    ]


def _post_without_day(said: NewPerson) -> list[Fault]:
    if said["workplace"] is not None and said["starts_on"] is None:
        return [
            Fault(
                what="Chưa ghi ngày nhận việc.",
                next="Không phải cán bộ thì chọn “Không làm ở cơ quan nào”.",
                field="starts_on",
            )
        ]
    if said["workplace"] is None and said["starts_on"] is not None:
        return [Fault(what="Có ngày nhận việc mà chưa chọn nơi làm.", field="workplace")]
    return []


@transaction.atomic
def enter_passing(*, actor: Actor, on: date, person: Person, died_on: date) -> None:
    """Enter that somebody who is no member died; posts and mass organisations that go on end that day.

    Raises what the verbs of the register raise.
    """
    still = Q(ends_on=None) | Q(ends_on__gt=on)
    for job in person.employments.filter(still).select_related("workplace__organisation"):
        register.end_employment(actor=actor, on=on, employment=job, ends_on=died_on)
    for place in person.mass_places.filter(ends_on=None):
        register.leave_mass(actor=actor, on=on, mass_place=place, ends_on=died_on)
    register.record_passing(actor=actor, on=on, person=person, died_on=died_on)


@transaction.atomic
def stop_work(*, actor: Actor, on: date, employment: Employment, ends_on: date) -> Employment:
    """Enter from which day somebody works there no longer: what happened, or a day ahead that is known.

    Raises what the verbs of the register raise.
    """
    end = register.plan_leave if ends_on > on else register.end_employment
    return end(actor=actor, on=on, employment=employment, ends_on=ends_on)
