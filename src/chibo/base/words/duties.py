"""Vietnamese for the worklist: duties with their reason and button, and what is missing from a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.base.words.lists import PAPERS, cited, worded
from chibo.law.vocabulary import DutyKind

if TYPE_CHECKING:
    from chibo.law.journey import Duty, Missing


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A line of the worklist: title, one sentence of reason, the verb on its one button."""

    title: str
    reason: str
    button: str


DUTIES: Final[dict[DutyKind, DutyWords]] = {
    DutyKind.CONSIDER_RECOGNITION: DutyWords(
        "Xét công nhận chính thức: {person}",
        "Hết {months} tháng dự bị ngày {ends_on}. Chi bộ xét chậm nhất ngày {due_on}.",
        "Soạn nghị quyết",
    ),
    DutyKind.SEND_TO_NEW_MEMBER_CLASS: DutyWords(
        "Lớp đảng viên mới: {person}",
        "Hết dự bị {ends_on}. Thiếu giấy chứng nhận thì chưa đủ hồ sơ công nhận chính thức.",
        "Cử đi học",
    ),
    DutyKind.OPEN_ADMISSION_DOSSIER: DutyWords(
        "Lập hồ sơ kết nạp: {person}",
        "Đủ điều kiện lập hồ sơ từ {opens_on}. Giấy chứng nhận lớp nhận thức còn giá trị đến {valid_until}.",
        "Lập hồ sơ",
    ),
    DutyKind.SEND_TO_AWARENESS_CLASS: DutyWords(
        "Lớp nhận thức về Đảng: {person}",
        "Chưa có giấy chứng nhận; chi bộ chỉ xét kết nạp khi đã có.",
        "Cử đi học",
    ),
    DutyKind.RENEW_AWARENESS_CERTIFICATE: DutyWords(
        "Giấy chứng nhận lớp nhận thức sắp hết giá trị: {person}",
        "Giấy ngày {certified_on} có giá trị đến hết ngày {valid_until}.",
        "Cử học lại",
    ),
    DutyKind.CONSIDER_ADMISSION: DutyWords(
        "Xét kết nạp: {person}",
        "Hồ sơ lập từ {opens_on}. Quá ngày {due_on} thì phải làm lại một phần.",
        "Soạn nghị quyết",
    ),
    DutyKind.AWAIT_ADMISSION_DECISION: DutyWords(
        "Chờ quyết định kết nạp: {person}",
        "Nghị quyết chi bộ ngày {resolved_on}. Cấp có thẩm quyền xét chậm nhất ngày {due_on}.",
        "Ghi quyết định",
    ),
    DutyKind.HOLD_CEREMONY: DutyWords(
        "Tổ chức lễ kết nạp: {person}",
        "Quyết định ngày {decided_on}. Tổ chức lễ chậm nhất ngày {due_on}.",
        "Chuẩn bị lễ",
    ),
    DutyKind.ASSIGN_PROBATION_MENTOR: DutyWords(
        "Phân công người giúp đỡ đảng viên dự bị: {person}",
        "Kết nạp ngày {ceremony_on}, chưa có đảng viên chính thức giúp đỡ.",
        "Phân công",
    ),
    DutyKind.PREPARE_RECOGNITION_DOSSIER: DutyWords(
        "Chuẩn bị hồ sơ chính thức: {person}",
        "Hết {months} tháng dự bị ngày {ends_on}; tự kiểm điểm và nhận xét viết sau ngày đó.",
        "Chuẩn bị hồ sơ",
    ),
    DutyKind.AWAIT_RECOGNITION_DECISION: DutyWords(
        "Chờ quyết định công nhận: {person}",
        "Nghị quyết chi bộ ngày {resolved_on}. Cấp có thẩm quyền xét chậm nhất ngày {due_on}.",
        "Ghi quyết định",
    ),
    DutyKind.WRITE_MENTOR_NOTE: DutyWords(
        "Ghi chú tháng {month} về {person}",
        "Chưa nhận ghi chú của: {mentors}. Gần nhất: {last_written_on}.",
        "Nhắc người giúp đỡ",
    ),
    DutyKind.ADD_SOURCE: DutyWords(
        "Đưa {count} người vào nguồn",
        "Để đạt mục tiêu khi hết nhiệm kỳ cần thêm nguồn trước {due_on}.",
        "Xem dự báo",
    ),
    DutyKind.HOLD_MEETING: DutyWords(
        "Họp chi bộ định kỳ {due_on}", "Chi bộ họp thường lệ mỗi tháng một lần.", "Soạn chương trình"
    ),
    DutyKind.DO_TASK: DutyWords(
        "Việc chi bộ giao: {task}", "Giao cho đ/c {person} tại cuộc họp {given_on}.", "Ghi kết quả"
    ),
    DutyKind.ANSWER_CONCERN: DutyWords(
        "Trả lời kiến nghị: {topic}", "Nêu tại cuộc họp {raised_on}; đ/c {person} theo dõi.", "Ghi trả lời"
    ),
    DutyKind.REVIEW_WORK: DutyWords("{title}", "{why}", "{button}"),
    DutyKind.MOVE_MEMBER: DutyWords("{title}", "{why}", "{button}"),
    DutyKind.DATA_RIGHTS: DutyWords("{title}", "{why}", "{button}"),
    DutyKind.PLANNED_ACT: DutyWords("{title}", "{why}", "{button}"),
    DutyKind.DO_TRIAL_TASK: DutyWords(
        "Nhiệm vụ rèn luyện, thử thách: {task}", "Giao cho {person} ngày {given_on}.", "Ghi kết quả"
    ),
    DutyKind.SEND_CLASS_LIST: DutyWords(
        "Danh sách cử đi học: {class_name}",
        "Khai giảng {starts_on} tại {organiser}. Gửi danh sách chậm nhất ngày {due_on}.",
        "Lập danh sách",
    ),
    DutyKind.RECORD_CLASS_RESULT: DutyWords(
        "Kết quả lớp học: {class_name}",
        "Bế giảng {last_on}; còn {count} người chưa có giấy chứng nhận hoặc chưa ghi là vắng.",
        "Ghi kết quả",
    ),
    DutyKind.MAKE_UP_MISSING_DATE: DutyWords(
        "Bổ sung ngày còn thiếu: {person}", "Thiếu ngày “{date_of}” nên chưa tính được hạn.", "Bổ sung ngày"
    ),
}
MISSING: Final[dict[str, str]] = {
    "needed_for_admission": "Chi bộ cần giấy này khi xét kết nạp.",
    "needed_for_recognition": "Chi bộ cần giấy này khi xét công nhận chính thức.",
}


@dataclass(frozen=True, slots=True)
class DutyText:
    """A line of the worklist as a person reads it."""

    title: str
    reason: str
    button: str
    citations: tuple[str, ...]


def duty_text(duty: Duty) -> DutyText:
    """Word one duty, with its dates and articles."""
    words = DUTIES[duty.kind]
    params = {name: worded(name, value) for name, value in duty.params.items()}
    params["due_on"] = worded("due_on", duty.due_on)
    params["opens_on"] = worded("opens_on", duty.opens_on)
    month = duty.params.get("month")
    if isinstance(month, date):
        params["month"] = f"{month.month}-{month.year}"
    return DutyText(
        title=words.title.format(**params),
        reason=words.reason.format(**params),
        button=words.button,
        citations=tuple(cited(citation) for citation in duty.citations),
    )


def missing_text(missing: Missing) -> str:
    """Word one missing paper: its name, whose, and why it matters."""
    whose = f" (đ/c {missing.author})" if missing.author else ""
    return f"{PAPERS[missing.paper]}{whose}. {MISSING[missing.why]}"
