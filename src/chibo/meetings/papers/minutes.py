"""Minutes and resolutions as DOCX: contexts of plain values made from records; nothing is judged or written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_paper_date
from chibo.documents import render, wording
from chibo.documents.regimes import regime_on
from chibo.meetings.models import Meeting
from chibo.meetings.papers.parts import (
    MEETING_KINDS,
    Values,
    absences,
    attendance,
    begins,
    heading,
    numbered,
    recipients,
    signing,
    vote_sentence,
)
from chibo.meetings.queries import read_out, said_in

if TYPE_CHECKING:
    from datetime import date

    from chibo.documents.render import MadePaper
    from chibo.meetings.models import AgendaItem, Resolution


def minutes_docx(meeting: Meeting, on: date) -> MadePaper:
    """Make the minutes of a meeting (a guarded one), in the form of the meeting's day; ``on`` is not printed."""
    del on
    values = {
        **heading(meeting.organisation, meeting.on),
        **_roll(meeting),
        **_session(meeting),
        "nội_dung": [*(_item(item) for item in _items(meeting)), *_follow_up(meeting)],
        "kết_luận_chung": wording.paragraphs(meeting.conclusion),
        "đã_thông_qua": meeting.state == Meeting.State.ADOPTED,
        "khi_thông_qua": _adopted_when(meeting),
        "ghi_sau": [f"{wording.capital(say_paper_date(note.on))}: {note.text}" for note in meeting.notes.all()],
    }
    name = f"Biên bản {MEETING_KINDS[meeting.kind]} {meeting.on:%d-%m-%Y}"
    scope_key = meeting.organisation.scope_key
    return render.make(name, "bien-ban", values, regime=regime_on(meeting.on), scope_key=scope_key, dated=meeting.on)


def resolution_docx(resolution: Resolution, on: date) -> MadePaper:
    """Make the resolution on one item (a guarded one), in the form of its own day; ``on`` is not printed."""
    del on
    organisation = resolution.organisation
    values = {
        **heading(organisation, resolution.on),
        **signing(organisation, resolution.on),
        **numbered(resolution),
        "trích_yếu": resolution.title,
        "ngày_họp": wording.day(resolution.meeting.on) if resolution.meeting else None,
        "nội_dung": wording.paragraphs(resolution.text),
        "biểu_quyết": vote_sentence(resolution.vote) if resolution.vote else None,
        "nơi_nhận": recipients(organisation),
    }
    number = wording.number(resolution.number)
    name = f"Nghị quyết {number} {resolution.on:%d-%m-%Y}" if number else f"Nghị quyết {resolution.on:%d-%m-%Y}"
    regime, scope_key = regime_on(resolution.on), organisation.scope_key
    return render.make(name, "nghi-quyet", values, regime=regime, scope_key=scope_key, dated=resolution.on)


def _roll(meeting: Meeting) -> Values:
    absent = [
        {
            "họ_tên": mark.person.full_name,
            "lý_do": f"{mark.get_mark_display().lower()}: {mark.reason}"
            if mark.reason
            else mark.get_mark_display().lower(),
        }
        for mark in absences(meeting)
    ]
    return {**attendance(meeting), "danh_sách_vắng": absent}


def _session(meeting: Meeting) -> Values:
    kind = MEETING_KINDS[meeting.kind]
    return {
        "trích_yếu": f"{kind} tháng {meeting.on.month} năm {meeting.on.year}",
        "Thời_gian": wording.capital(begins(meeting)),
        "nơi_họp": meeting.place,
        "loại_họp": kind,
        "mở_đầu": wording.paragraphs(meeting.opening),
    }


def _adopted_when(meeting: Meeting) -> str | None:
    if meeting.adopted_on is None:
        return None
    return "cùng ngày" if meeting.adopted_on == meeting.on else say_paper_date(meeting.adopted_on)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.prefetch_related("votes", "resolutions"))


def _item(item: AgendaItem) -> Values:
    votes = sorted(item.votes.all(), key=lambda vote: vote.round)
    adopted = [
        f"Hội nghị thông qua Nghị quyết số {wording.number(each.number)}-{each.symbol}."
        if each.number
        else "Hội nghị thông qua nghị quyết về nội dung này."
        for each in item.resolutions.all()
    ]
    return {
        "tên": item.title,
        "người_trình_bày": item.presenter,
        "ý_kiến": wording.paragraphs(item.discussion),
        "biểu_quyết": [vote_sentence(vote) for vote in votes],
        "kết_luận": wording.paragraphs(item.conclusion),
        "nghị_quyết": adopted,
    }


_FOLLOWED = {
    "results": ("Kết quả thực hiện việc giao kỳ trước", "ý_kiến"),
    "concerns": ("Tâm tư, nguyện vọng, kiến nghị", "ý_kiến"),
    "tasks": ("Giao việc", "kết_luận"),
}


def _follow_up(meeting: Meeting) -> list[Values]:
    """Results heard, concerns and tasks: as adopted, else as they stand now; each with its own heading."""
    said = meeting.read_out if meeting.state == Meeting.State.ADOPTED else read_out(said_in(meeting))
    empty: Values = {"người_trình_bày": "", "ý_kiến": [], "biểu_quyết": [], "kết_luận": [], "nghị_quyết": []}
    return [
        {**empty, "tên": title, place: [f"{line}." for line in said[name]]}
        for name, (title, place) in _FOLLOWED.items()
        if said.get(name)
    ]
