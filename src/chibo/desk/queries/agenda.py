"""What is due, as items of an agenda: passed down to the page that draws up the next meeting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.desk.queries.worklist import FOR_THE_AGENDA, worklist
from chibo.development.facts import gather, mentor_facts
from chibo.development.queries import cases
from chibo.development.words import COLUMNS
from chibo.law import journey
from chibo.law.vocabulary import DutyKind, Stage
from chibo.meetings.models import AgendaItem
from chibo.meetings.queries import AgendaProposal, PointProposal
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.desk.queries.lines import WorkRow
    from chibo.development.facts import Gathered
    from chibo.law.journey import Outlook
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation

Sort = AgendaItem.Sort


def proposals_of(actor: Actor, organisation: Organisation, on: date) -> tuple[AgendaProposal, ...]:
    """Give the due lines that the cell decides in a meeting; none to an actor who may not see the cases."""
    if not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        return ()
    return tuple(_proposal(row) for row in worklist(actor, organisation, on).rows if row.kind in FOR_THE_AGENDA)


def whole_agenda_of(actor: Actor, organisation: Organisation, on: date) -> tuple[AgendaProposal, ...]:
    """Give the standing item on member development with a line for everybody on the road, then what is due."""
    if not actor.may(Permission.VIEW_CASES, organisation.scope_key):
        return ()
    due: dict[object, list[str]] = {}
    for row in worklist(actor, organisation, on).rows:
        if row.person and row.kind in FOR_THE_AGENDA:
            due.setdefault(row.person.pk, []).append(_matter(row))
    rules = rulebook_of(organisation, on)
    points = (_point(one, due.get(one.case.person_id, []), on, rules) for one in gather(cases(actor, organisation)))
    standing = AgendaProposal(
        title=Sort.DEVELOPMENT.label, sort=Sort.DEVELOPMENT, minutes=15, points=tuple(filter(None, points))
    )
    return (standing, *proposals_of(actor, organisation, on))


def _matter(row: WorkRow) -> str:
    """What has to be decided, without the name that stands beside it."""
    matter = row.title.removesuffix(f": {row.person.full_name}") if row.person else row.title
    return f"{matter[:1].lower()}{matter[1:]}"


def _point(one: Gathered, matters: list[str], on: date, rules: Rulebook) -> PointProposal | None:
    outlook = journey.outlook(one.facts, on, rules)
    standing = dict(COLUMNS).get(outlook.stage)
    if standing is None or outlook.stage is Stage.OFFICIAL:
        return None
    return PointProposal(
        person=one.case.person,
        standing=standing[:1].lower() + standing[1:],
        note=_note_state(one, outlook, on),
        decide="; ".join(matters),
    )


def _note_state(one: Gathered, outlook: Outlook, on: date) -> str:
    """Whether the month's note of those who help is there; nothing is said of what it says."""
    if not any(mentor_facts(row).is_helping(on) for row in one.mentorships):
        return "Chưa phân công người giúp đỡ"
    wanted = next((duty for duty in outlook.duties if duty.kind is DutyKind.WRITE_MENTOR_NOTE), None)
    month = wanted.params.get("month") if wanted else None
    if isinstance(month, date) and month <= on:
        return f"Thiếu ghi chú tháng {month.month}-{month.year}"
    last = max((note.month for note in one.notes), default=None)
    return f"Có ghi chú tháng {last.month}-{last.year}" if last else ""


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
