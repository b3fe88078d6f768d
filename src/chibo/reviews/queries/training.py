"""What was taught: classes and certificates of the room ``development`` on the page Đánh giá and a person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from chibo.base.access import Permission
from chibo.development.queries import running, training_of
from chibo.reviews.values import Block, Card, Line, Link

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation, Person


def card(actor: Actor, organisation: Organisation, on: date) -> Card | None:
    """Say how many classes want something. One query."""
    if not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        return None
    lines = running(organisation, on).lines
    over = sum(line.is_over(on) and line.open for line in lines)
    told = f"{len(lines)} lớp đang mở hoặc chờ kết quả." if lines else "Không có lớp nào đang mở."
    more = (f"{over} người chưa rõ kết quả.",) if over else ()
    links = (
        Link(label="Lớp học", address=reverse("development:training")),
        Link(label="Sổ giấy chứng nhận", address=reverse("development:certificates")),
        Link(label="Giấy sắp hết giá trị", address=reverse("development:radar")),
    )
    return Card(title="Bồi dưỡng", told=(told, *more), links=links)


def block(actor: Actor, person: Person, on: date) -> Block | None:
    """Show a person's certificates and the classes without one yet, also to the person. Two queries."""
    del on
    is_own = bool(actor.person_uid) and str(person.uid) == actor.person_uid
    if not is_own and not actor.may(Permission.VIEW_CASES, person.scope_key):
        return None
    issued, places = training_of(actor, person)
    lines = [
        Line(
            what=str(place.training_class),
            day=place.training_class.starts_on,
            told=place.reason,
            address="" if is_own else reverse("development:training_class", args=[place.training_class.uid]),
            tag=place.get_state_display(),
        )
        for place in places
    ]
    lines += [
        Line(
            what=one.name or one.get_kind_display(),
            day=one.issued_on,
            told=f"số {one.number}, {one.issued_by}" if one.number else one.issued_by,
            tag="Giấy chứng nhận",
            tone="ok",
        )
        for one in issued
    ]
    return Block(title="Bồi dưỡng", lines=tuple(lines), empty="Chưa ghi lớp học hay giấy chứng nhận nào.")
