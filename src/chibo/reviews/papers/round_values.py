"""The facts of a round as plain values for the templates of its papers; nothing is judged or written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.documents import wording
from chibo.meetings.papers import heading, recipients, signing
from chibo.meetings.papers.parts import less
from chibo.reviews.models import Classification, Subject
from chibo.reviews.queries.ceiling import ceiling_page, is_final
from chibo.reviews.queries.grading import who_decides
from chibo.reviews.queries.regime import form_of
from chibo.reviews.queries.rounds import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from chibo.meetings.papers.parts import Values
    from chibo.meetings.queries.follow import TaskFacts
    from chibo.reviews.papers.round_facts import RoundFacts
    from chibo.reviews.queries.ceiling import GroupCeiling

Grade = Classification.Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of paper of a round: its title and its values."""

    title: str
    values: Callable[[RoundFacts, date], Values]


def _frame(facts: RoundFacts, on: date) -> Values:
    organisation = facts.review.organisation
    return {
        **heading(organisation, on),
        **signing(organisation, on),
        "năm": facts.review.year,
        "nơi_nhận": recipients(organisation),
        **{f"mức_{place}": facts.names[grade] for place, grade in enumerate(Grade.values, start=1)},
    }


# ---------------------------------------------------------------------- self-review and collective report


def self_review(facts: RoundFacts, subject: Subject, on: date) -> Values:
    """The guide sheet of one member: the year's facts filled in, the rest left to the writer."""
    person = subject.person
    assert person is not None
    year = facts.people[person.pk]
    said = year.sessions
    organisation = facts.review.organisation
    return {
        **heading(organisation, on),
        "mẫu": _form(facts, subject),
        "năm": facts.review.year,
        "họ_tên": person.full_name,
        "ngày_sinh": wording.day(person.birth),
        "ngày_vào_Đảng": wording.day(year.joined_on),
        "chức_vụ": ", ".join(year.offices),
        "số_buổi_họp": said.held,
        "có_mặt": said.present,
        "vắng_có_lý_do": said.excused,
        "vắng_không_lý_do": said.absent,
        "buổi_chỉ_có_số": said.unknown or None,
        "việc_được_giao": [_task(task) for task in year.tasks],
        "các_lớp": "; ".join(year.classes),
        "các_mức": list(facts.names.values()),
    }


def _form(facts: RoundFacts, subject: Subject) -> str:
    return form_of(subject.kind, facts.day, facts.rules).removeprefix("Mẫu ")


def _task(task: TaskFacts) -> Values:
    return {
        "tên": task.text,
        "ngày_giao": wording.short_day(task.given_on),
        "hạn": wording.short_day(task.due_on),
        "xong": wording.short_day(task.done_on) or "chưa xong",
    }


def _collective(facts: RoundFacts, on: date) -> Values:
    tasks = [task for year in facts.people.values() for task in year.tasks]
    reviewed = [one for one in facts.members if one.standing != Subject.Standing.LEFT_OUT]
    body = facts.body
    return {
        **_frame(facts, on),
        "mẫu": _form(facts, body) if body else None,
        "ký_hiệu": "BC/CB",
        "ngày_chốt": wording.day(facts.review.counted_on),
        "tổng_số": len(facts.members),
        "số_kiểm_điểm": len(reviewed),
        "số_xếp_loại": len(_rated(facts)),
        "số_buổi_họp": facts.meetings,
        "số_việc": len(tasks),
        "số_việc_đúng_hạn": sum(task.was_in_time is True for task in tasks),
        "số_việc_chưa_xong": sum(task.done_on is None for task in tasks),
        "mức_tự_nhận": facts.level(body, body.own_grade) if body else None,
    }


def _rated(facts: RoundFacts) -> list[Subject]:
    return [one for one in facts.members if one.standing == Subject.Standing.RATED]


# ---------------------------------------------------------------------- lists, ballot, count


def _named(subjects: Iterable[Subject]) -> list[tuple[str, Subject]]:
    return [(f"{place}.", one) for place, one in enumerate(subjects, start=1)]


def _proposals(facts: RoundFacts, on: date) -> Values:
    rows = [
        {
            "số": number,
            "họ_tên": str(one),
            "diện": "Tập thể" if one.is_body else one.get_standing_display(),
            "lý_do": _reason(one),
            "tự_nhận": facts.level(one, one.own_grade),
            "đề_nghị": facts.level(one, one.proposed),
        }
        for number, one in _named(facts.subjects)
    ]
    return {**_frame(facts, on), "danh_sách": rows}


def _reason(one: Subject) -> str:
    """The reason as a list may show it that goes from hand to hand: nothing of health or of a suspension."""
    if not one.has_closed_reason:
        return one.reason
    return "" if one.standing == Subject.Standing.RATED else "lý do ghi trong hồ sơ"


def _voted(facts: RoundFacts) -> list[Subject]:
    return [one for one in facts.subjects if one.standing == Subject.Standing.RATED]


def _ballot(facts: RoundFacts, on: date) -> Values:
    rows = [{"số": number, "họ_tên": str(one)} for number, one in _named(_voted(facts))]
    return {**_frame(facts, on), "danh_sách": rows}


def _count(facts: RoundFacts, on: date) -> Values:
    said = _frame(facts, on)
    ballot = facts.ballot
    if ballot is None:
        return {**said, "kết_quả": [{"số": number, "họ_tên": str(one)} for number, one in _named(_voted(facts))]}
    counted = {line.subject_id: line for line in ballot.lines.all()}
    rows = []
    for number, one in _named(one for one in _voted(facts) if one.pk in counted):
        votes = {f"phiếu_{place}": getattr(counted[one.pk], grade) for place, grade in enumerate(Grade.values, start=1)}
        rows.append({"số": number, "họ_tên": str(one), **votes})
    return {
        **said,
        "Ngày_họp": wording.capital(wording.day(ballot.meeting.on) or ""),
        "lần_bỏ_phiếu": ballot.round if ballot.round > 1 else None,
        "câu_mẫu_số": ballot.base_sentence,
        "phát_ra": ballot.issued,
        "thu_về": ballot.collected,
        "hợp_lệ": ballot.valid,
        "không_hợp_lệ": less(ballot.collected, ballot.valid),
        "số_cần": ballot.needed or None,
        "kết_quả": rows,
        "chủ_trì": ballot.meeting.chair.full_name if ballot.meeting.chair else None,
    }


# ---------------------------------------------------------------------- upward and back


def _level_counts(rows: Iterable[Subject]) -> dict[str, int]:
    listed = [one.grade or one.proposed for one in rows]
    return {grade: listed.count(grade) for grade in Grade.values}


def _summary(facts: RoundFacts, on: date) -> Values:
    return {
        **_frame(facts, on),
        "các_tổ_chức": _units(facts),
        "không_xếp_loại": [
            {"họ_tên": str(one), "diện": one.get_standing_display().lower(), "lý_do": _reason(one)}
            for one in facts.members
            if one.standing != Subject.Standing.RATED
        ],
        "tỷ_lệ": _ceilings(facts),
    }


def _units(facts: RoundFacts) -> list[Values]:
    """A row for the round itself and one for each below, with what is decided or else proposed. Three queries."""
    parts = parts_of(facts.review)
    below: dict[int, list[Subject]] = {part.review.pk: [] for part in parts}
    rated = Subject.objects.filter(review__in=list(below), standing=Subject.Standing.RATED, person__isnull=False)
    for one in rated.only("review_id", "grade", "proposed"):
        below[one.review_id].append(one)
    own = _unit(facts.review.organisation.name, len(facts.members), _rated(facts))
    rows = [_unit(part.review.organisation.name, part.counts.members, below[part.review.pk]) for part in parts]
    if not rows:
        return [own]
    everybody = [*_rated(facts), *(one for group in below.values() for one in group)]
    members = len(facts.members) + sum(part.counts.members for part in parts)
    first = [own] if facts.members else []
    return [*first, *rows, _unit("Cộng", members, everybody)]


def _unit(name: str, members: int, rated: list[Subject]) -> Values:
    counts = _level_counts(rated)
    levels = {f"mức_{place}": counts[grade] for place, grade in enumerate(Grade.values, start=1)}
    return {"tên": name, "đảng_viên": members, "xếp_loại": len(rated), **levels}


def _ceilings(facts: RoundFacts) -> list[str]:
    """The ceilings in sentences, only where the round is the counting unit."""
    if not is_final(facts.review) or facts.review.above_id is not None:
        return []
    return [
        f"{'Tập thể' if one.is_bodies else one.group or 'Đảng viên'}: {one.excellent} xuất sắc, tối đa {one.limit} "
        f"({one.formula}; {one.citation.text}){_beyond(one)}"
        for one in ceiling_page(facts.review).groups
    ]


def _beyond(one: GroupCeiling) -> str:
    return f"; vượt theo {', '.join(one.grounds)}" if one.grounds and not one.is_kept else ""


def _submission(facts: RoundFacts, on: date) -> Values:
    counts = _level_counts(_rated(facts))
    body = facts.body
    meeting = facts.ballot.meeting if facts.ballot else None
    return {
        **_frame(facts, on),
        "ký_hiệu": "TTr/CB",
        "kính_gửi": wording.as_committee(who_decides(facts.review)),
        "căn_cứ": facts.regime.citation.text if facts.regime else None,
        "ngày_họp": wording.day(meeting.on) if meeting else None,
        "mức_tập_thể": facts.level(body, body.grade or body.proposed) if body else None,
        "tổng_số": len(facts.members),
        "số_xếp_loại": len(_rated(facts)),
        **{f"số_mức_{place}": counts[grade] for place, grade in enumerate(Grade.values, start=1)},
        "xuất_sắc": [{"họ_tên": str(one)} for one in _rated(facts) if (one.grade or one.proposed) == Grade.EXCELLENT],
    }


def _notice(facts: RoundFacts, on: date) -> Values:
    """The result as the deciding level tells it: prepared here, a draft until that level makes it."""
    body = facts.body
    rows = []
    for number, one in _named(one for one in _rated(facts) if one.grade):
        made = facts.decisions.get(one.pk)
        paper = f"{made.number}, {wording.short_day(made.decided_on)}" if made and made.number else None
        told = paper or (wording.short_day(made.decided_on) if made else None)
        rows.append({"số": number, "họ_tên": str(one), "mức": facts.level(one, one.grade), "quyết_định": told})
    said = _frame(facts, on)
    above = who_decides(facts.review)
    return {
        **said,
        "cấp_trên": None,
        "cấp_quyết_định": wording.as_committee(above).upper(),
        "dự_thảo": True,
        "mức_tập_thể": facts.level(body, body.grade) if body else None,
        "kết_quả": rows,
        "chức_vụ_ký": "BÍ THƯ",
        "người_ký": None,
        "nơi_nhận": [facts.review.organisation.name, "Lưu."],
    }


SHEETS: Final[dict[str, Sheet]] = {
    "bao-cao-kiem-diem": Sheet(title="Báo cáo kiểm điểm tập thể", values=_collective),
    "danh-sach-xep-loai": Sheet(title="Danh sách đề nghị xếp loại", values=_proposals),
    "phieu-xep-loai": Sheet(title="Phiếu xếp loại", values=_ballot),
    "bien-ban-xep-loai": Sheet(title="Biên bản kiểm phiếu xếp loại", values=_count),
    "tong-hop-xep-loai": Sheet(title="Bảng tổng hợp xếp loại", values=_summary),
    "to-trinh-xep-loai": Sheet(title="Tờ trình xếp loại", values=_submission),
    "ket-qua-xep-loai": Sheet(title="Kết quả xếp loại", values=_notice),
}
"""In the order of the steps; the key is the name of the template and of the address."""
GUIDE: Final = "ban-tu-kiem-diem"
