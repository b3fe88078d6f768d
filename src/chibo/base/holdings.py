"""Every record that tells about a person, in whichever room it lies: what it is, how it leads there, what goes.

One list serves three pages: what is kept about somebody, the copy a person takes away, and erasure. A house test holds
it whole: no model may point at a person without standing here, and no text of such a record may be left undecided.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final


@unique
class Part(StrEnum):
    """What is erased together, and comes to its term together."""

    PERSON = "person"
    MEMBERSHIP = "membership"
    CASE = "case"
    NOTES = "notes"
    REVIEWS = "reviews"
    MEETINGS = "meetings"


PARTS: Final[dict[Part, str]] = {
    Part.PERSON: "Thông tin riêng: lý lịch, ngày sinh, nơi ở, số định danh, đính chính",
    Part.MEMBERSHIP: "Đảng tịch, công tác, chuyển sinh hoạt, miễn sinh hoạt",
    Part.CASE: "Hồ sơ phát triển: các bước, giấy tờ, bản chụp, lớp học",
    Part.NOTES: "Ghi chú và nhận xét của người giúp đỡ",
    Part.REVIEWS: "Cam kết, kiểm điểm, thi đua, khen thưởng, kỷ luật",
    Part.MEETINGS: "Việc được giao, điểm danh, phần biên bản nói về người này",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Rows of one model about a person.

    ``path`` leads from the row to the person. ``texts`` are emptied when the row's part is erased; ``stays`` are texts
    that say nothing about the person. ``hidden`` is not handed to the person: the words of others. ``both`` names
    other people that the row is about as much. A ``mention`` is an act of the person in a record about somebody or
    something else: only its day is handed over, and nothing of it is emptied but the name.
    """

    record: str
    path: str
    label: str
    part: Part
    texts: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    is_mention: bool = False


_CASE = "case__person"

HOLDINGS: Final[tuple[Holding, ...]] = (
    Holding(
        record="register.background",
        path="person",
        label="Lý lịch để soạn giấy tờ",
        part=Part.PERSON,
        texts=(
            "birth_name",
            "other_names",
            "birth_place",
            "permanent_residence",
            "temporary_residence",
            "religion",
            "occupation",
            "occupation_before",
            "general_education",
            "vocational_education",
            "higher_education",
            "academic_title",
            "languages",
            "computing",
            "minority_language",
            "youth_union_joined",
            "first_admission",
            "first_recognition",
            "first_introducers",
            "file_number",
        ),
    ),
    Holding(
        record="register.correction",
        path="person",
        label="Đính chính",
        part=Part.PERSON,
        texts=("old_value", "new_value", "proof", "decided_by"),
        stays=("field",),
    ),
    Holding(record="register.employment", path="person", label="Công tác", part=Part.MEMBERSHIP, texts=("position",)),
    Holding(record="register.admission", path="person", label="Kết nạp", part=Part.MEMBERSHIP),
    Holding(
        record="register.membership",
        path="person",
        label="Đảng tịch",
        part=Part.MEMBERSHIP,
        texts=("joined_from", "left_to", "left_decision"),
        stays=("ended_with",),  # numbers and days of rows, to take the leaving back
    ),
    Holding(
        record="register.transfer",
        path="person",
        label="Chuyển sinh hoạt",
        part=Part.MEMBERSHIP,
        texts=("other_place", "reason", "paper_number", "paper_by"),
    ),
    Holding(
        record="register.exemption",
        path="person",
        label="Miễn công tác, sinh hoạt",
        part=Part.MEMBERSHIP,
        texts=("ground", "decision"),
    ),
    Holding(record="register.groupplace", path="person", label="Tổ đảng", part=Part.MEMBERSHIP),
    Holding(record="register.officeholding", path="person", label="Chức vụ", part=Part.MEMBERSHIP),
    Holding(
        record="register.personfact",
        path="person",
        label="Phiếu đảng viên theo thời gian",
        part=Part.PERSON,
        texts=("text", "paper"),
    ),
    Holding(
        record="register.massplace",
        path="person",
        label="Tổ chức đoàn thể",
        part=Part.MEMBERSHIP,
        texts=("place", "post"),
    ),
    Holding(record="register.photo", path="person", label="Ảnh", part=Part.PERSON, stays=("digest", "added_by")),
    Holding(
        record="register.personmerge",
        path="person",
        label="Lần gộp hai bản ghi",
        part=Part.PERSON,
        texts=("dropped_name", "reason", "undone_reason", "told"),
        stays=("by", "undone_by", "counts"),
        hidden=("told", "counts"),
    ),
    Holding(
        record="register.personapart",
        path="person",
        label="Ghi là hai người khác nhau",
        part=Part.PERSON,
        stays=("by",),
        is_mention=True,
    ),
    Holding(
        record="register.personapart",
        path="other",
        label="Ghi là hai người khác nhau",
        part=Part.PERSON,
        stays=("by",),
        is_mention=True,
    ),
    Holding(
        record="register.datarequest",
        path="person",
        label="Đề nghị về dữ liệu của mình",
        part=Part.PERSON,
        texts=("words", "answer", "signed_at"),
        stays=("received_by", "decided_by", "extension_reason"),
    ),
    Holding(
        record="register.restriction",
        path="person",
        label="Hạn chế xử lý",
        part=Part.PERSON,
        texts=("reason", "lifted_reason"),
        stays=("set_by", "lifted_by"),
    ),
    Holding(
        record="register.erasure",
        path="person",
        label="Lần xóa dữ liệu",
        part=Part.PERSON,
        stays=(
            "reason",
            "asked_by_uid",
            "asked_by_name",
            "asked_by_person",
            "decided_by_uid",
            "decided_by_name",
            "closing_reason",
            "parts",
            "counts",
        ),
    ),
    Holding(
        record="accounts.emergencyaccess",
        path="person",
        label="Lần mở khẩn cấp",
        part=Part.PERSON,
        texts=("reason",),
        stays=("role", "known_by"),
    ),
    Holding(
        record="accounts.user",
        path="person",
        label="Tài khoản",
        part=Part.PERSON,
        stays=("password", "username", "display_name", "email"),
        texts=("closing_reason",),
    ),
    Holding(record="meetings.attendance", path="person", label="Điểm danh", part=Part.MEETINGS, texts=("reason",)),
    Holding(record="meetings.task", path="person", label="Việc được giao", part=Part.MEETINGS, texts=("text",)),
    Holding(
        record="meetings.taskreport",
        path="task__person",
        label="Kết quả việc được giao",
        part=Part.MEETINGS,
        texts=("text", "written_by"),
    ),
    Holding(
        record="meetings.agendapoint",
        path="person",
        label="Mục trong chương trình họp",
        part=Part.MEETINGS,
        texts=("standing", "note", "decide"),
    ),
    Holding(
        record="meetings.agendaitem",
        path="subject",
        label="Mục họp bàn về người này",
        part=Part.MEETINGS,
        stays=("title", "presenter", "draft", "discussion", "conclusion"),
        hidden=("presenter", "draft", "discussion"),
    ),
    Holding(
        record="meetings.resolution",
        path="item__subject",
        label="Nghị quyết về người này",
        part=Part.MEETINGS,
        stays=("symbol", "title", "text"),
    ),
    Holding(
        record="meetings.exemptionrequest",
        path="person",
        label="Đề nghị miễn công tác, sinh hoạt",
        part=Part.MEMBERSHIP,
        texts=("ground",),
    ),
    Holding(
        record="development.developmentcase",
        path="person",
        label="Hồ sơ phát triển",
        part=Part.CASE,
        stays=("next_duty", "stage"),
    ),
    Holding(
        record="development.step",
        path=_CASE,
        label="Các bước",
        part=Part.CASE,
        texts=("number", "issued_by", "signed_by", "reason"),
        stays=("kind", "law", "findings"),
        hidden=("law", "findings"),
    ),
    Holding(record="development.mentorship", path=_CASE, label="Người giúp đỡ", part=Part.CASE, both=("mentor",)),
    Holding(
        record="development.monthlynote",
        path="mentorship__case__person",
        label="Ghi chú tháng của người giúp đỡ",
        part=Part.NOTES,
        texts=("task_result", "note"),
        stays=("way",),
    ),
    Holding(
        record="development.declaration",
        path=_CASE,
        label="Bản tự khai lý lịch chưa nhận vào hồ sơ",
        part=Part.CASE,
        texts=("content", "reasons", "closed_by"),
        stays=("state",),
    ),
    Holding(
        record="development.doorcode",
        path=_CASE,
        label="Mã tự phục vụ đã phát",
        part=Part.NOTES,
        texts=("issued_by", "withdrawn_by"),
        stays=("kind", "mark"),
        hidden=("mark",),
    ),
    Holding(
        record="development.casetask",
        path=_CASE,
        label="Nhiệm vụ rèn luyện, thử thách",
        part=Part.NOTES,
        texts=("title", "result", "withdrawn_why"),
    ),
    Holding(
        record="development.taskremark",
        path="mentorship__case__person",
        label="Nhận xét của người giúp đỡ về việc được giao",
        part=Part.NOTES,
        texts=("text",),
    ),
    Holding(
        record="development.paper",
        path=_CASE,
        label="Giấy tờ hồ sơ",
        part=Part.CASE,
        texts=("number", "kept_at", "quotes", "details", "checked_by"),
        stays=("kind",),
        hidden=("checked_by",),
    ),
    Holding(
        record="development.dossiersection",
        path=_CASE,
        label="Người thân, quá trình, thẩm tra, ý kiến",
        part=Part.CASE,
        texts=("content",),
        stays=("name",),
    ),
    Holding(
        record="development.findingwaiver",
        path=_CASE,
        label="Điều còn thiếu đã có lý do",
        part=Part.CASE,
        texts=("reason", "by"),
        stays=("code", "paper"),
        hidden=("by",),
    ),
    Holding(
        record="development.returnslip",
        path=_CASE,
        label="Lần hồ sơ bị trả lại",
        part=Part.CASE,
        texts=("returned_by",),
    ),
    Holding(
        record="development.returnreason",
        path="slip__case__person",
        label="Lý do hồ sơ bị trả lại",
        part=Part.CASE,
        texts=("note", "resolved_by"),
        stays=("code",),
        hidden=("resolved_by",),
    ),
    Holding(record="development.dossierlabel", path=_CASE, label="Nhãn hộp hồ sơ", part=Part.CASE),
    Holding(record="development.planitem", path=_CASE, label="Kế hoạch phát triển", part=Part.CASE, stays=("act",)),
    Holding(record="development.classplace", path="person", label="Cử đi học", part=Part.CASE, texts=("reason",)),
    Holding(
        record="development.certificate",
        path="person",
        label="Giấy chứng nhận",
        part=Part.CASE,
        texts=("name", "number", "issued_by", "kept_at", "void_reason"),
    ),
    Holding(
        record="reviews.subject",
        path="person",
        label="Kiểm điểm, xếp loại",
        part=Part.REVIEWS,
        texts=("reason", "most_reason", "circumstances", "kept_at", "points", "conditions"),
        stays=("group",),
    ),
    Holding(
        record="reviews.opinion",
        path="subject__person",
        label="Ý kiến nhận xét khi xếp loại",
        part=Part.REVIEWS,
        texts=("kept_at",),
    ),
    Holding(record="reviews.ballotline", path="subject__person", label="Số phiếu khi xếp loại", part=Part.REVIEWS),
    Holding(
        record="reviews.ratingdecision",
        path="subject__person",
        label="Quyết định xếp loại",
        part=Part.REVIEWS,
        texts=("number", "ground", "beyond_ground"),
        stays=("decided_by",),
    ),
    Holding(record="reviews.classification", path="person", label="Kết quả xếp loại các năm", part=Part.REVIEWS),
    Holding(
        record="reviews.commendation",
        path="person",
        label="Khen thưởng",
        part=Part.REVIEWS,
        texts=("merit", "number", "reason", "closing"),
        stays=("decided_by",),
    ),
    Holding(
        record="reviews.partybadge",
        path="person",
        label="Huy hiệu Đảng",
        part=Part.REVIEWS,
        texts=("ground", "number", "given_at", "reason", "closing"),
        stays=("decided_by",),
    ),
    Holding(
        record="reviews.discipline",
        path="person",
        label="Kỷ luật",
        part=Part.REVIEWS,
        texts=("content", "complaint_result", "number", "reason", "lapse_ground", "annulment"),
        stays=("decided_by",),
    ),
    Holding(
        record="reviews.commitment",
        path="person",
        label="Cam kết hằng năm",
        part=Part.REVIEWS,
        texts=("promise", "excuse", "facts", "kept_at", "from_cell"),
        stays=("confirmed_by", "checked_by"),
        hidden=("confirmed_by", "checked_by"),
    ),
    Holding(
        record="reviews.campaignentry",
        path="person",
        label="Thi đua",
        part=Part.REVIEWS,
        texts=("pledge", "result", "kept_at"),
    ),
    Holding(record="reviews.awarenessguest", path="person", label="Buổi tuyên truyền đã dự", part=Part.CASE),
    Holding(
        record="exchange.importedrow",
        path="person",
        label="Dòng trong danh sách đã nhập",
        part=Part.PERSON,
        texts=("key", "trace"),
        hidden=("key", "trace"),
    ),
    Holding(record="meetings.meeting", path="chair", label="Cuộc họp đã chủ trì", part=Part.MEETINGS, is_mention=True),
    Holding(
        record="meetings.meeting",
        path="minute_taker",
        label="Cuộc họp đã ghi biên bản",
        part=Part.MEETINGS,
        is_mention=True,
    ),
    Holding(
        record="meetings.concern",
        path="follower",
        label="Kiến nghị được giao theo dõi",
        part=Part.MEETINGS,
        is_mention=True,
    ),
    Holding(
        record="development.mentorship",
        path="mentor",
        label="Thời gian giúp đỡ người khác",
        part=Part.CASE,
        is_mention=True,
    ),
    Holding(
        record="development.casetask",
        path="mentor",
        label="Nhiệm vụ đã giao khi giúp đỡ",
        part=Part.CASE,
        is_mention=True,
    ),
    Holding(
        record="development.paper",
        path="author",
        label="Giấy tờ đã viết cho hồ sơ người khác",
        part=Part.CASE,
        is_mention=True,
    ),
)
"""In the order in which a person reads them."""
