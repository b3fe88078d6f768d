"""Values that the papers of a meeting share, and those of the rooms above: heading, signature, counts, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.base.dates import say_paper_date
from chibo.documents import wording
from chibo.meetings.models import Meeting, Vote
from chibo.register.models import OfficeHolding
from chibo.register.queries import office_holders
from chibo.register.tree import with_parent_then

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from chibo.meetings.models import Attendance, Resolution
    from chibo.register.models import Organisation, Person

Values = dict[str, object]

MEETING_KINDS: Mapping[str, str] = {
    Meeting.Kind.REGULAR: "họp chi bộ định kỳ",
    Meeting.Kind.THEMATIC: "sinh hoạt chuyên đề",
    Meeting.Kind.REVIEW: "họp chi bộ định kỳ và kiểm điểm",
    Meeting.Kind.COMBINED: "họp chi bộ định kỳ và sinh hoạt chuyên đề",
    Meeting.Kind.EXTRAORDINARY: "họp chi bộ bất thường",
    Meeting.Kind.COMMITTEE: "họp chi ủy",
    Meeting.Kind.GROUP: "họp tổ đảng",
    Meeting.Kind.CONGRESS: "đại hội chi bộ",
}
METHODS: Mapping[str, str] = {Vote.Method.SECRET_BALLOT: "bỏ phiếu kín", Vote.Method.RAISED_CARD: "giơ thẻ đảng viên"}
_SIGNERS = (OfficeHolding.Office.SECRETARY, OfficeHolding.Office.DEPUTY_SECRETARY)


def heading(organisation: Organisation, dated: date) -> Values:
    """Values of a paper's heading: the chain of organisations as they were called that day, place and date."""
    then = with_parent_then(organisation, dated)
    return {
        "cấp_trên": wording.as_chapter(superior_of(then)).upper(),
        "chi_bộ": then.name.upper(),
        "tên_chi_bộ": then.name,
        "địa_danh": then.place,
        "ngày_văn_bản": wording.day(dated),
    }


def superior_of(organisation: Organisation) -> str:
    """The name of the body directly above, as recorded; empty when nobody recorded it."""
    return organisation.parent.name if organisation.parent is not None else organisation.superior_name


def recipients(organisation: Organisation) -> list[str]:
    """Who gets the paper: the body above, and the cell's own file."""
    above = wording.as_committee(superior_of(organisation))
    return [f"{above} (để báo cáo),", "Lưu chi bộ."] if above else ["Lưu chi bộ."]


def signing(organisation: Organisation, dated: date) -> Values:
    """Who signs on that day: the secretary, else the deputy; name and post stay gaps when nobody holds the office."""
    by_office = {holding.office: holding for holding in reversed(office_holders(organisation, dated))}
    for office in _SIGNERS:
        if office in by_office:
            return {"người_ký": by_office[office].person.full_name, "chức_vụ_ký": office.label.upper()}
    return {"chức_vụ_ký": OfficeHolding.Office.SECRETARY.label.upper()}


def numbered(resolution: Resolution | None) -> Values:
    """Number and symbol of a resolution; a draft has none yet."""
    return {
        "số": wording.number(resolution.number) if resolution else None,
        "ký_hiệu": resolution.symbol if resolution else "NQ/CB",
    }


def attendance(meeting: Meeting | None) -> Values:
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
        "dự_bị": less(total, official),
        "có_mặt": present,
        "có_mặt_chính_thức": present_official,
        "có_mặt_dự_bị": less(present, present_official),
        "vắng": less(total, present),
        "vắng_chính_thức": less(official, present_official),
        "vắng_dự_bị": less(less(total, official), less(present, present_official)),
        "chủ_trì": meeting.chair.full_name if meeting.chair else None,
        "chức_vụ_chủ_trì": office_of(meeting.chair, meeting.organisation, meeting.on),
        "thư_ký": meeting.minute_taker.full_name if meeting.minute_taker else None,
    }


def absence_reasons(meeting: Meeting | None) -> Values:
    """Why members were absent, in one sentence without names, as a resolution on a person says it."""
    if meeting is None or not less(meeting.members_total, meeting.present_total):
        return {}
    reasons = [mark.reason or mark.get_mark_display().lower() for mark in absences(meeting)]
    return {"có_người_vắng": True, "lý_do_vắng": "; ".join(dict.fromkeys(reasons))}


def office_of(person: Person | None, organisation: Organisation, on: date) -> str | None:
    """The office of a person on a day with its organisation: ``Bí thư chi bộ``; nothing for a plain member."""
    if person is None:
        return None
    held = next((each for each in office_holders(organisation, on) if each.person_id == person.pk), None)
    if held is None:
        return None
    return f"{held.get_office_display()} chi bộ" if held.office in _SIGNERS else held.get_office_display()


def vote_values(vote: Vote | None) -> Values:
    """The totals of a vote over its frozen base, with shares of the base."""
    if vote is None:
        return {}
    return {
        "hình_thức": METHODS[vote.method],
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
    said = [f"lần {vote.round}, {METHODS[vote.method]}" if vote.round > 1 else METHODS[vote.method]]
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


def less(whole: int | None, part: int | None) -> int | None:
    """The rest; nothing where one of the two is unknown."""
    return None if whole is None or part is None else whole - part


def absences(meeting: Meeting) -> list[Attendance]:
    """The marks of those who were not there, in the order of names."""
    return list(meeting.exceptions.select_related("person").order_by("person__sort_key", "pk"))


def clock(at: time) -> str:
    """A time of day as papers say it: ``14 giờ``, ``7 giờ 30 phút``."""
    return f"{at.hour} giờ {at.minute:02d} phút" if at.minute else f"{at.hour} giờ"


def begins(meeting: Meeting) -> str:
    """When a meeting begins: ``14 giờ, ngày 05 tháng 6 năm 2018``."""
    day = say_paper_date(meeting.on)
    return f"{clock(meeting.starts_at)}, {day}" if meeting.starts_at else day
