"""Who belongs to a session that is not the whole cell's: the committee, or one tổ đảng."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.meetings.models import Meeting
from chibo.register import queries as register

if TYPE_CHECKING:
    from chibo.register.models import OfficeHolding

COMMITTEE = frozenset({"secretary", "deputy_secretary", "committee_member"})


def circle_of(meeting: Meeting) -> frozenset[str] | None:
    """The uids of those whom the session is for; nothing where it is for every member. One query, or none."""
    if meeting.kind == Meeting.Kind.COMMITTEE:
        holders = register.office_holders(meeting.organisation, meeting.on)
        return frozenset(str(holding.person.uid) for holding in holders if sits(holding))
    if meeting.kind == Meeting.Kind.GROUP and meeting.group is not None:
        people = register.in_group_on(meeting.group, meeting.on)
        return frozenset(str(uid) for uid in people.values_list("uid", flat=True))
    return None


def sits(holding: OfficeHolding) -> bool:
    """Whether an office is one of the committee."""
    return holding.office in COMMITTEE
