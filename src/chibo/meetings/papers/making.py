"""Make the papers of a meeting: one, or the whole set. Taking a paper out of the program is written to the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.documents import pdf, sets
from chibo.meetings.models import Meeting
from chibo.meetings.papers.minutes import minutes_docx, resolution_docx
from chibo.meetings.papers.sheets import SHEETS, secret_items, sheet_docx
from chibo.meetings.papers.texts import meeting_texts
from chibo.register.queries import members_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.documents.render import MadePaper
    from chibo.meetings.models import AgendaItem, Resolution
    from chibo.meetings.papers.texts import TextBlock
    from chibo.register.models import Organisation

ROLL = "diem-danh"
GAPS_FILE = "Chỗ còn trống.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSet:
    """Every paper of one meeting in an archive, and its file name."""

    name: str
    content: bytes
    papers: tuple[MadePaper, ...]


@transaction.atomic
def make_minutes(*, actor: Actor, on: date, meeting: Meeting) -> MadePaper:
    """Make the minutes for somebody, and log that they left the program. Raises ``NotAllowedError``."""
    made = minutes_docx(meeting, on)
    _log(actor, on, meeting, meeting.organisation, people=_named(meeting))
    return made


@transaction.atomic
def make_resolution(*, actor: Actor, on: date, resolution: Resolution) -> MadePaper:
    """Make a resolution for somebody, and log that it left the program. Raises ``NotAllowedError``."""
    made = resolution_docx(resolution, on)
    about = resolution.item.subject if resolution.item is not None else None
    _log(actor, on, resolution, resolution.organisation, people=[about.uid] if about is not None else ())
    return made


@transaction.atomic
def make_sheet(*, actor: Actor, on: date, meeting: Meeting, kind: str, item: AgendaItem | None = None) -> MadePaper:
    """Make one of ``SHEETS`` for somebody, and log that it left the program.

    Raises ``NotYoursError`` for an unknown kind or an item of another meeting, ``FaultyError`` as
    :func:`sheet_docx`, ``NotAllowedError``.
    """
    if kind not in SHEETS or (item is not None and item.meeting_id != meeting.pk):
        raise NotYoursError(kind)
    made = sheet_docx(meeting, kind, item)
    _log(actor, on, meeting, meeting.organisation, kind, people=_called(meeting) if kind == ROLL else _named(meeting))
    return made


@transaction.atomic
def make_meeting_set(*, actor: Actor, on: date, meeting: Meeting, as_pdf: bool = False) -> MeetingSet:
    """Make everything a meeting needs on paper at its stage, with a sheet naming what is still to be filled in.

    Before it sits: agenda, invitation, roll, ballots, count sheets, drafts. Afterwards also minutes of the counts,
    minutes and resolutions. Raises ``NotAllowedError``.
    """
    _log(actor, on, meeting, meeting.organisation, "bo-giay-to", people=_called(meeting))
    papers = tuple(pdf.as_pdf(made) if as_pdf else made for made in _papers(meeting, on))
    entries = [(f"{place:02d} {made.name}", made.content) for place, made in enumerate(papers, start=1)]
    content = sets.archive([*entries, (GAPS_FILE, sets.told(list(_told(papers))))])
    return MeetingSet(name=f"Bộ giấy tờ họp {meeting.on:%d-%m-%Y}.zip", content=content, papers=papers)


@transaction.atomic
def take_texts(*, actor: Actor, on: date, meeting: Meeting) -> tuple[TextBlock, ...]:
    """Give a meeting as plain text for another program, and log that it left this one. Raises ``NotAllowedError``."""
    if not actor.may(Permission.VIEW_MEETINGS, meeting.organisation.scope_key):
        raise NotAllowedError("chép nội dung cuộc họp này")
    audit.record(
        actor=actor,
        on=on,
        action="meetings.take_texts",
        subject=meeting,
        chain=str(meeting.organisation.uid),
        people=_named(meeting),
    )
    return meeting_texts(meeting)


@transaction.atomic
def note_print(*, actor: Actor, on: date, meeting: Meeting, kind: str, people: Iterable[str] = ()) -> None:
    """Write that a page of a meeting was opened to be printed. Raises ``NotAllowedError``."""
    if not actor.may(Permission.VIEW_MEETINGS, meeting.organisation.scope_key):
        raise NotAllowedError("in giấy tờ của cuộc họp này")
    audit.record(
        actor=actor,
        on=on,
        action="meetings.print",
        subject=meeting,
        chain=str(meeting.organisation.uid),
        changes={"paper": [None, kind]},
        people=people,
    )


def _papers(meeting: Meeting, on: date) -> Iterator[MadePaper]:
    for kind in ("chuong-trinh", "giay-moi", "diem-danh"):
        yield sheet_docx(meeting, kind)
    secret = secret_items(meeting)
    if secret:
        yield sheet_docx(meeting, "phieu-bieu-quyet")
        yield sheet_docx(meeting, "to-kiem-phieu")
    for item in meeting.items.exclude(draft="").filter(resolutions=None):
        yield sheet_docx(meeting, "du-thao-nghi-quyet", item)
    if meeting.state == Meeting.State.PLANNED:
        return
    for item in secret:
        if item.votes.all():
            yield sheet_docx(meeting, "bien-ban-kiem-phieu", item)
    yield minutes_docx(meeting, on)
    for resolution in meeting.resolutions.select_related("organisation", "meeting", "vote").order_by("number", "pk"):
        yield resolution_docx(resolution, on)


def _told(papers: tuple[MadePaper, ...]) -> Iterator[str]:
    yield "Những chỗ chương trình chưa có dữ liệu, in ra là ……, cần ghi tay hoặc ghi vào chương trình rồi soạn lại:"
    for place, made in enumerate(papers, start=1):
        gaps = ", ".join(gap.replace("_", " ") for gap in made.gaps) or "không còn chỗ trống"
        yield f"{place:02d} {made.name}: {gaps}"


def _named(meeting: Meeting) -> set[UUID]:
    """Whom the papers of a meeting name: who led it, whom its items are about, who was away. Two queries."""
    led = {one.uid for one in (meeting.chair, meeting.minute_taker) if one is not None}
    about = meeting.items.filter(subject__isnull=False).values_list("subject__uid", flat=True)
    return led | set(about) | set(meeting.exceptions.values_list("person__uid", flat=True))


def _called(meeting: Meeting) -> set[UUID]:
    """Whom the roll names besides: every member of the day. Three queries."""
    members = members_on(meeting.organisation, meeting.on).values_list("uid", flat=True)
    return _named(meeting) | set(members)


def _log(
    actor: Actor,
    on: date,
    subject: Meeting | Resolution,
    organisation: Organisation,
    kind: str = "",
    *,
    people: Iterable[UUID] = (),
) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn văn bản của chi bộ này")
    audit.record(
        actor=actor,
        on=on,
        action="meetings.make_paper",
        subject=subject,
        chain=str(organisation.uid),
        changes={"paper": [None, kind]} if kind else None,
        people=people,
    )
