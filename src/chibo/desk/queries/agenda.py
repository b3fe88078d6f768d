"""What is due, as items of an agenda: passed down to the page that draws up the next meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.desk.queries.worklist import FOR_THE_AGENDA, worklist
from chibo.law.vocabulary import DutyKind
from chibo.meetings.models import AgendaItem
from chibo.meetings.queries import AgendaProposal

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.desk.queries.worklist import WorkRow
    from chibo.register.models import Organisation

Sort = AgendaItem.Sort


def proposals_of(actor: Actor, organisation: Organisation, on: date) -> tuple[AgendaProposal, ...]:
    """Give the due lines that the cell decides in a meeting; none to an actor who may not see the cases."""
    if not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        return ()
    return tuple(_proposal(row) for row in worklist(actor, organisation, on).rows if row.kind in FOR_THE_AGENDA)


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
