"""A large cell for measurements and for counting queries: made-up members by the hundred, and a session with work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.base.models import new_uid
from chibo.base.vietnamese import name_keys
from chibo.meetings import actions
from chibo.meetings.values import Boxes, ConcernLine, FollowUp, TaskLine
from chibo.register.models import Admission, Membership, Person
from chibo.register.queries import members_on
from tests.factories import actor

if TYPE_CHECKING:
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation

SINCE, OFFICIAL = date(2014, 3, 3), date(2015, 3, 3)
SURNAMES = ("Lò", "Quàng", "Nguyễn", "Vừ", "Đặng", "Phạm", "Sùng", "Trần")
SYLLABLES = ("An", "Bình", "Chi", "Dung", "Hoa", "Khánh", "Lan", "Minh", "Nga", "Phong", "Quyên", "Sơn", "Thủy", "Vinh")


def crowd(cell: Organisation, on: date, members: int) -> None:
    """Fill a cell up to so many members on a day."""
    missing = members - members_on(cell, on).count()
    names = [
        f"{SURNAMES[number % len(SURNAMES)]} Mẫu {SYLLABLES[number // 14 % 14]} {SYLLABLES[number % 14]}"
        for number in range(missing)
    ]
    people = Person.objects.bulk_create(
        Person(
            full_name=name,
            organisation=cell,
            scope_key=cell.scope_key,
            birth=f"{1970 + number % 30}",
            **{key: getattr(name_keys(name), key) for key in ("name_key", "given_key", "sort_key")},
        )
        for number, name in enumerate(names)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=cell, starts_on=SINCE, joined_by="opening") for person in people
    )
    Admission.objects.bulk_create(
        Admission(person=person, decided_on=SINCE, ceremony_on=SINCE, official_on=OFFICIAL, recognised_on=OFFICIAL)
        for person in people
    )


def work(meeting: Meeting, tasks: int = 10, concerns: int = 5) -> None:
    """Give tasks, raise concerns and count every vote of a session whose attendance is taken."""
    person = members_on(meeting.organisation, meeting.on)[0]
    due = meeting.on.replace(year=meeting.on.year + 1)
    lines = FollowUp(
        tasks=tuple(
            TaskLine(uid=str(new_uid()), text=f"Việc {number}", person=person.full_name, due="x", due_on=due)
            for number in range(tasks)
        ),
        concerns=tuple(ConcernLine(uid=str(new_uid()), topic=f"Kiến nghị {number}") for number in range(concerns)),
    )
    actions.write_boxes(actor=actor(), on=meeting.on, meeting=meeting, boxes=Boxes(texts={}), follow_up=lines)
    for item in meeting.items.filter(is_voted=True):
        actions.record_vote(
            actor=actor(), on=meeting.on, item=item, method="raised_card", approve=meeting.present_official or 0
        )
