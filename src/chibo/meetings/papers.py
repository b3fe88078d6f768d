"""Minutes and resolutions as DOCX: contexts of plain values made from records; nothing is judged or written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_paper_date
from chibo.base.refusal import NotAllowedError
from chibo.documents import render, wording
from chibo.documents.regimes import regime_on
from chibo.meetings.models import Attendance, Meeting, Vote
from chibo.register.models import OfficeHolding
from chibo.register.queries import office_holders

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from chibo.base.access import Actor
    from chibo.documents.render import MadePaper
    from chibo.meetings.models import AgendaItem, Resolution
    from chibo.register.models import Organisation, Person

_Values = dict[str, object]

_MEETING_KINDS: Mapping[str, str] = {
    Meeting.Kind.REGULAR: "họp chi bộ định kỳ",
    Meeting.Kind.THEMATIC: "sinh hoạt chuyên đề",
    Meeting.Kind.REVIEW: "họp chi bộ định kỳ và kiểm điểm",
    Meeting.Kind.COMBINED: "họp chi bộ định kỳ và sinh hoạt chuyên đề",
    Meeting.Kind.EXTRAORDINARY: "họp chi bộ bất thường",
    Meeting.Kind.COMMITTEE: "họp chi ủy",
    Meeting.Kind.GROUP: "họp tổ đảng",
    Meeting.Kind.CONGRESS: "đại hội chi bộ",
}
_METHODS: Mapping[str, str] = {Vote.Method.SECRET_BALLOT: "bỏ phiếu kín", Vote.Method.RAISED_CARD: "giơ thẻ đảng viên"}
_SIGNERS = (OfficeHolding.Office.SECRETARY, OfficeHolding.Office.DEPUTY_SECRETARY)


def minutes_docx(meeting: Meeting, on: date) -> MadePaper:
    """Make the minutes of a meeting (a guarded one), in the form of the meeting's day; ``on`` is not printed."""
    del on
    values = {
        **heading(meeting.organisation, meeting.on),
        **_roll(meeting),
        **_session(meeting),
        "nội_dung": [_item(item) for item in _items(meeting)],
        "kết_luận_chung": wording.paragraphs(meeting.conclusion),
        "đã_thông_qua": meeting.state == Meeting.State.ADOPTED,
        "khi_thông_qua": _adopted_when(meeting),
        "ghi_sau": [f"{wording.capital(say_paper_date(note.on))}: {note.text}" for note in meeting.notes.all()],
    }
    name = f"Biên bản {_MEETING_KINDS[meeting.kind]} {meeting.on:%d-%m-%Y}"
    return render.make(name, "bien-ban", values, regime=regime_on(meeting.on))


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
    return render.make(name, "nghi-quyet", values, regime=regime_on(resolution.on))


@transaction.atomic
def make_minutes(*, actor: Actor, on: date, meeting: Meeting) -> MadePaper:
    """Make the minutes for somebody, and log that they left the program. Raises ``NotAllowedError``."""
    made = minutes_docx(meeting, on)
    _log(actor, on, meeting, meeting.organisation)
    return made


@transaction.atomic
def make_resolution(*, actor: Actor, on: date, resolution: Resolution) -> MadePaper:
    """Make a resolution for somebody, and log that it left the program. Raises ``NotAllowedError``."""
    made = resolution_docx(resolution, on)
    _log(actor, on, resolution, resolution.organisation)
    return made


def _log(actor: Actor, on: date, subject: Meeting | Resolution, organisation: Organisation) -> None:
    if not actor.may(Permission.MAKE_PAPERS, organisation.scope_key):
        raise NotAllowedError("soạn văn bản của chi bộ này")
    audit.record(actor=actor, on=on, action="meetings.make_paper", subject=subject, chain=str(organisation.uid))


# --- parts that the papers of the rooms above share ---


def heading(organisation: Organisation, dated: date) -> _Values:
    """Values of a paper's heading: the chain of organisations, place and date."""
    return {
        "cấp_trên": wording.as_chapter(superior_of(organisation)).upper(),
        "chi_bộ": organisation.name.upper(),
        "tên_chi_bộ": organisation.name,
        "địa_danh": organisation.place,
        "ngày_văn_bản": wording.day(dated),
    }


def superior_of(organisation: Organisation) -> str:
    """The name of the body directly above, as recorded; empty when nobody recorded it."""
    return organisation.parent.name if organisation.parent is not None else organisation.superior_name


def recipients(organisation: Organisation) -> list[str]:
    """Who gets the paper: the body above, and the cell's own file."""
    above = wording.as_committee(superior_of(organisation))
    return [f"{above} (để báo cáo),", "Lưu chi bộ."] if above else ["Lưu chi bộ."]


def signing(organisation: Organisation, dated: date) -> _Values:
    """Who signs on that day: the secretary, else the deputy; name and post stay gaps when nobody holds the office."""
    by_office = {holding.office: holding for holding in reversed(office_holders(organisation, dated))}
    for office in _SIGNERS:
        if office in by_office:
            return {"người_ký": by_office[office].person.full_name, "chức_vụ_ký": office.label.upper()}
    return {"chức_vụ_ký": OfficeHolding.Office.SECRETARY.label.upper()}


def numbered(resolution: Resolution | None) -> _Values:
    """Number and symbol of a resolution; a draft has none yet."""
    return {
        "số": wording.number(resolution.number) if resolution else None,
        "ký_hiệu": resolution.symbol if resolution else "NQ/CB",
    }


def attendance(meeting: Meeting | None) -> _Values:
    """The counts of a meeting as frozen, each split into official and probationary, its chair and minute taker."""
    if meeting is None:
        return {}
    total, official = meeting.members_total, meeting.members_official
    present, present_official = meeting.present_total, meeting.present_official
    if present_official is None and present is not None and present == total:
        present_official = official  # old papers give only the total: everybody is everybody
    return {
        "tổng_số": total,
        "chính_thức": official,
        "dự_bị": _less(total, official),
        "có_mặt": present,
        "có_mặt_chính_thức": present_official,
        "có_mặt_dự_bị": _less(present, present_official),
        "vắng": _less(total, present),
        "vắng_chính_thức": _less(official, present_official),
        "vắng_dự_bị": _less(_less(total, official), _less(present, present_official)),
        "chủ_trì": meeting.chair.full_name if meeting.chair else None,
        "chức_vụ_chủ_trì": office_of(meeting.chair, meeting.organisation, meeting.on),
        "thư_ký": meeting.minute_taker.full_name if meeting.minute_taker else None,
    }


def absence_reasons(meeting: Meeting | None) -> _Values:
    """Why members were absent, in one sentence without names, as a resolution on a person says it."""
    if meeting is None or not _less(meeting.members_total, meeting.present_total):
        return {}
    reasons = [mark.reason or mark.get_mark_display().lower() for mark in _absences(meeting)]
    return {"có_người_vắng": True, "lý_do_vắng": "; ".join(dict.fromkeys(reasons))}


def office_of(person: Person | None, organisation: Organisation, on: date) -> str | None:
    """The office of a person on a day with its organisation: ``Bí thư chi bộ``; nothing for a plain member."""
    if person is None:
        return None
    held = next((each for each in office_holders(organisation, on) if each.person_id == person.pk), None)
    if held is None:
        return None
    return f"{held.get_office_display()} chi bộ" if held.office in _SIGNERS else held.get_office_display()


def vote_values(vote: Vote | None) -> _Values:
    """The totals of a vote over its frozen base, with shares of the base."""
    if vote is None:
        return {}
    return {
        "hình_thức": _METHODS[vote.method],
        "số_phiếu": vote.issued is not None,
        "phát_ra": vote.issued,
        "thu_về": vote.collected,
        "hợp_lệ": vote.valid,
        "mẫu_số": vote.base,
        "tán_thành": vote.approve,
        "tỷ_lệ_tán_thành": wording.percent(vote.approve, vote.base),
        "không_tán_thành": vote.against,
        "tỷ_lệ_không_tán_thành": wording.percent(vote.against, vote.base),
        "có_người_không_tán_thành": vote.against > 0,
    }


def vote_sentence(vote: Vote) -> str:
    """The whole result of one vote in words: form, ballots, approval over the base, the number that was needed."""
    said = [f"lần {vote.round}, {_METHODS[vote.method]}" if vote.round > 1 else _METHODS[vote.method]]
    if vote.issued is not None:
        said.append(f"phát ra {vote.issued} phiếu, thu về {vote.collected} phiếu, hợp lệ {vote.valid} phiếu")
    said.append(
        f"tán thành {vote.approve} trên {vote.base} đảng viên chính thức ({wording.percent(vote.approve, vote.base)}), "
        f"không tán thành {vote.against}"
    )
    if vote.needed:
        reached = "đủ" if vote.passes else "không đủ"
        said.append(f"{reached} số cần thiết là {vote.needed}")
    return "; ".join(said) + "."


# --- parts of the minutes ---


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _absences(meeting: Meeting) -> list[Attendance]:
    return list(meeting.exceptions.select_related("person").order_by("person__sort_key", "pk"))


def _roll(meeting: Meeting) -> _Values:
    absent = [
        {
            "họ_tên": mark.person.full_name,
            "lý_do": f"{mark.get_mark_display().lower()}: {mark.reason}"
            if mark.reason
            else mark.get_mark_display().lower(),
        }
        for mark in _absences(meeting)
    ]
    return {**attendance(meeting), "danh_sách_vắng": absent}


def _session(meeting: Meeting) -> _Values:
    kind = _MEETING_KINDS[meeting.kind]
    day = say_paper_date(meeting.on)
    begins = f"{_clock(meeting.starts_at)}, {day}" if meeting.starts_at else day
    return {
        "trích_yếu": f"{kind} tháng {meeting.on.month} năm {meeting.on.year}",
        "Thời_gian": wording.capital(begins),
        "nơi_họp": meeting.place,
        "loại_họp": kind,
        "mở_đầu": wording.paragraphs(meeting.opening),
    }


def _clock(at: time) -> str:
    return f"{at.hour} giờ {at.minute:02d} phút" if at.minute else f"{at.hour} giờ"


def _adopted_when(meeting: Meeting) -> str | None:
    if meeting.adopted_on is None:
        return None
    return "cùng ngày" if meeting.adopted_on == meeting.on else say_paper_date(meeting.adopted_on)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.prefetch_related("votes", "resolutions"))


def _item(item: AgendaItem) -> _Values:
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
