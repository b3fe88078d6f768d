"""The sheets of a sitting: agenda, invitation, roll, ballots, count sheet and its minutes, drafts, conclusions.

Contexts of plain values made from records; nothing is judged or written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.refusal import Fault, FaultyError
from chibo.documents import faults_of_numbers, render, wording
from chibo.documents.regimes import cell_ban_on, paper_types, regime_on
from chibo.meetings.models import AgendaItem, Attendance, Meeting, Vote
from chibo.meetings.papers.parts import (
    MEETING_KINDS,
    Values,
    attendance,
    begins,
    heading,
    less,
    recipients,
    signing,
    vote_values,
)
from chibo.meetings.queries import roll_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chibo.documents.render import MadePaper

NOTICE = "TB"
_SECRET_SORTS = (AgendaItem.Sort.ADMISSION, AgendaItem.Sort.RECOGNITION)
_ON_A_SHEET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of sheet: its title, and the values of one meeting (of one of its items, where it is about one)."""

    title: str
    values: Callable[[Meeting, AgendaItem | None], Values]
    is_of_one_item: bool = False


def sheet_docx(meeting: Meeting, kind: str, item: AgendaItem | None = None) -> MadePaper:
    """Make one sheet of a guarded meeting in the form of its day; ``item`` narrows it to one matter.

    Raises ``KeyError`` for a kind that is none of ``SHEETS``, ``FaultyError`` when the sheet has no place here: no
    matter is put to a secret ballot, or the cell may not issue such a paper on that day.
    """
    sheet = SHEETS[kind]
    about = f" {item.order}" if item is not None else ""
    name = f"{sheet.title}{about} {meeting.on:%d-%m-%Y}"
    regime, scope_key = regime_on(meeting.on), meeting.organisation.scope_key
    return render.make(name, kind, sheet.values(meeting, item), regime=regime, scope_key=scope_key, dated=meeting.on)


def secret_items(meeting: Meeting) -> list[AgendaItem]:
    """The matters put to a secret ballot: voted so already, or about somebody's admission or recognition."""
    items = meeting.items.filter(is_voted=True).prefetch_related("votes")
    return [item for item in items if _is_secret(item)]


def _is_secret(item: AgendaItem) -> bool:
    votes = list(item.votes.all())
    if votes:
        return votes[-1].method == Vote.Method.SECRET_BALLOT
    return item.sort in _SECRET_SORTS


def _sitting(meeting: Meeting) -> Values:
    """What every sheet says of the sitting itself."""
    kind = MEETING_KINDS[meeting.kind]
    said = begins(meeting)
    return {
        **heading(meeting.organisation, meeting.on),
        **attendance(meeting),
        "trích_yếu": f"{kind} tháng {meeting.on.month} năm {meeting.on.year}",
        "loại_họp": kind,
        "thời_gian": said,
        "Thời_gian": wording.capital(said),
        "ngày_họp": wording.day(meeting.on),
        "Ngày_họp": wording.capital(wording.day(meeting.on) or ""),
        "nơi_họp": meeting.place,
    }


def _agenda(meeting: Meeting, item: AgendaItem | None = None) -> Values:
    del item
    items = list(meeting.items.all())
    lines = [
        {
            "số": f"{place}.",
            "tên": each.title,
            "biểu_quyết": each.is_voted,
            "người": each.presenter or "–",
            "phút": str(each.minutes_planned),
        }
        for place, each in enumerate(items, start=1)
    ]
    return {
        **_sitting(meeting),
        **signing(meeting.organisation, meeting.on),
        "nội_dung": lines,
        "tổng_phút": sum(each.minutes_planned for each in items) or None,
        "nơi_nhận": ["Các đồng chí đảng viên,", *recipients(meeting.organisation)],
    }


_INVITED: Final = {
    Meeting.Kind.COMMITTEE: "các đồng chí chi ủy viên",
    Meeting.Kind.GROUP: "các đồng chí đảng viên trong tổ",
}


def _invitation(meeting: Meeting, item: AgendaItem | None = None) -> Values:
    invited = _INVITED.get(Meeting.Kind(meeting.kind), "các đồng chí đảng viên")
    return {**_agenda(meeting, item), "kính_gửi": f"{invited}, {meeting.organisation.name}"}


def _roll(meeting: Meeting, item: AgendaItem | None = None) -> Values:
    del item
    roll = roll_of(meeting)
    is_taken = meeting.state != Meeting.State.PLANNED
    excused = sum(row.mark == Attendance.Mark.EXCUSED for row in roll.rows)
    return {
        **_sitting(meeting),
        "tổng_số": roll.members_total,
        "chính_thức": roll.members_official,
        "dự_bị": roll.members_probationary,
        "có_mặt": roll.present_total if is_taken else None,
        "vắng_có_lý_do": excused if is_taken else None,
        "vắng_không_lý_do": len(roll.absent) - excused if is_taken else None,
        "đảng_viên": [
            {
                "số": f"{place}.",
                "họ_tên": row.name,
                "diện": row.standing,
                "lý_do": row.reason or ("Báo vắng" if not row.is_present else None),
            }
            for place, row in enumerate(roll.rows, start=1)
        ],
    }


def _ballots(meeting: Meeting, item: AgendaItem | None) -> Values:
    """As many ballots as voters, in whole sheets of four, matter by matter; every one like the next."""
    items = _voted(meeting, item)
    sheets = -(-roll_of(meeting).members_official // _ON_A_SHEET)
    head = heading(meeting.organisation, meeting.on)
    return {
        "cấp_trên": head["cấp_trên"],
        "chi_bộ": head["chi_bộ"],
        "ngày_họp": wording.day(meeting.on),
        "các_tờ": [{"về": each.title} for each in items for _ in range(max(sheets, 1))],
    }


def _tally(meeting: Meeting, item: AgendaItem | None) -> Values:
    items = _voted(meeting, item)
    return {
        **_sitting(meeting),
        "các_mục": [{"tên": each.title, "mẫu_số": meeting.base} for each in items],
    }


def _voted(meeting: Meeting, item: AgendaItem | None) -> Sequence[AgendaItem]:
    items = [item] if item is not None else secret_items(meeting)
    if not items:
        raise FaultyError(
            [
                Fault(
                    what="Chương trình không có mục nào bỏ phiếu kín.",
                    why="Phiếu in theo từng mục có biểu quyết về kết nạp, công nhận hoặc đã chọn bỏ phiếu kín.",
                    next="Đánh dấu “Có biểu quyết” ở mục cần bỏ phiếu trong chương trình.",
                )
            ]
        )
    return items


def _count(meeting: Meeting, item: AgendaItem | None) -> Values:
    """The count of one matter; what nobody has recorded yet stays a gap to be filled by hand."""
    about = item or next(iter(secret_items(meeting)), None)
    vote = about.votes.order_by("round").last() if about is not None else None
    said: Values = {**_sitting(meeting), "về_việc": about.title if about is not None else None}
    if vote is None:
        return {**said, "mẫu_số": meeting.base, "câu_mẫu_số": meeting.base_sentence}
    return {
        **said,
        **vote_values(vote),
        "lần_bỏ_phiếu": vote.round if vote.round > 1 else None,
        "không_hợp_lệ": less(vote.collected, vote.valid),
        "câu_mẫu_số": vote.base_sentence,
        "số_cần": vote.needed or None,
        "ngưỡng": vote.threshold,
        "đủ": vote.passes,
    }


def _draft(meeting: Meeting, item: AgendaItem | None) -> Values:
    return {
        **_sitting(meeting),
        **signing(meeting.organisation, meeting.on),
        "ký_hiệu": "NQ/CB",
        "dự_thảo": True,
        "trích_yếu": item.title if item is not None else None,
        "nội_dung": wording.paragraphs(item.draft) if item is not None else [],
        "nơi_nhận": recipients(meeting.organisation),
    }


def _conclusions(meeting: Meeting, item: AgendaItem | None = None) -> Values:
    del item
    ban = cell_ban_on(NOTICE, meeting.on) if meeting.organisation.kind.is_cell else None
    if ban is not None:
        raise FaultyError([faults_of_numbers.not_for_cells(paper_types()[NOTICE], ban.ground)])
    return {
        **_sitting(meeting),
        **signing(meeting.organisation, meeting.on),
        "ký_hiệu": "TB/CB",
        "nội_dung": [
            {"tên": each.title, "kết_luận": wording.paragraphs(each.conclusion)}
            for each in meeting.items.all()
            if each.conclusion.strip()
        ],
        "kết_luận_chung": wording.paragraphs(meeting.conclusion),
        "nơi_nhận": ["Các đồng chí đảng viên,", *recipients(meeting.organisation)],
    }


SHEETS: Final[dict[str, Sheet]] = {
    "chuong-trinh": Sheet(title="Chương trình họp", values=_agenda),
    "giay-moi": Sheet(title="Giấy mời họp", values=_invitation),
    "diem-danh": Sheet(title="Danh sách điểm danh", values=_roll),
    "phieu-bieu-quyet": Sheet(title="Phiếu biểu quyết", values=_ballots),
    "to-kiem-phieu": Sheet(title="Tờ kiểm phiếu", values=_tally),
    "bien-ban-kiem-phieu": Sheet(title="Biên bản kiểm phiếu", values=_count, is_of_one_item=True),
    "du-thao-nghi-quyet": Sheet(title="Dự thảo nghị quyết", values=_draft, is_of_one_item=True),
    "thong-bao-ket-luan": Sheet(title="Thông báo kết luận", values=_conclusions),
}
"""In the order of the sitting; the key is the name of the template and of the address."""
