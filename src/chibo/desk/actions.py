"""What the desk does by calling the rooms below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.desk.queries import FOR_THE_AGENDA, worklist
from chibo.law.vocabulary import DutyKind
from chibo.meetings.actions import plan_meeting
from chibo.meetings.models import AgendaItem
from chibo.meetings.queries import AgendaProposal, next_regular, proposed_day, standing_items
from chibo.register.queries import office_holders

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.queries import Worklist, WorkRow
    from chibo.meetings.models import Meeting
    from chibo.register.models import Organisation

Sort = AgendaItem.Sort


def prepare_meeting(*, actor: Actor, on: date, organisation: Organisation) -> Meeting:
    """Plan the next regular session with what is due on its agenda; a session already planned is given back unchanged.

    Raises what ``worklist`` and ``meetings.actions.plan_meeting`` raise.
    """
    planned = next_regular(organisation, on)
    if planned is not None:
        return planned
    found = worklist(actor, organisation, on)
    chair = next((holding.person for holding in office_holders(organisation, on)), None)
    return plan_meeting(
        actor=actor,
        on=on,
        organisation=organisation,
        held_on=max(_day_of(found) or proposed_day(organisation, on), on),
        chair=chair,
        proposals=(*standing_items(), *agenda_proposals(found)),
    )


def agenda_proposals(found: Worklist) -> tuple[AgendaProposal, ...]:
    """Give the due lines that the cell decides in a meeting, as items of an agenda."""
    return tuple(_proposal(row) for row in found.rows if row.kind in FOR_THE_AGENDA)


def _day_of(found: Worklist) -> date | None:
    return next((row.due_on for row in found.rows if row.kind is DutyKind.HOLD_MEETING), None)


def _proposal(row: WorkRow) -> AgendaProposal:
    name = row.person.full_name if row.person else ""
    if row.kind is DutyKind.CONSIDER_RECOGNITION:
        since = f" kể từ ngày {say_date(row.opens_on)}" if row.opens_on else ""
        draft = f"Đề nghị công nhận đồng chí {name} là đảng viên chính thức{since}."
        title = f"Xét đề nghị công nhận chính thức: {name}"
        return _item(title, row, sort=Sort.RECOGNITION, draft=draft, minutes=20, is_voted=True)
    if row.kind is DutyKind.CONSIDER_ADMISSION:
        draft = f"Đề nghị cấp có thẩm quyền xét, kết nạp {name} vào Đảng Cộng sản Việt Nam."
        title = f"Xét đề nghị kết nạp: {name}"
        return _item(title, row, sort=Sort.ADMISSION, draft=draft, minutes=20, is_voted=True)
    if row.kind is DutyKind.ADD_SOURCE:
        return AgendaProposal(title=f"Xem xét: {row.title[0].lower()}{row.title[1:]}", sort=Sort.SOURCE)
    if row.kind is DutyKind.ASSIGN_PROBATION_MENTOR:
        return _item(row.title, row, sort=Sort.MENTORS)
    return _item(row.title, row)


def _item(
    title: str, row: WorkRow, *, sort: str = Sort.TOPIC, draft: str = "", minutes: int = 10, is_voted: bool = False
) -> AgendaProposal:
    return AgendaProposal(title=title, sort=sort, subject=row.person, draft=draft, minutes=minutes, is_voted=is_voted)
