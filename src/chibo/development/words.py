"""Vietnamese for this room's own lists: why a case is closed, what a card on the board says of its date."""

from __future__ import annotations

from typing import Final

from chibo.base.words.findings import STEPS
from chibo.law.vocabulary import DutyKind, PaperKind, Stage, StepKind

CLOSE_REASONS: Final = {
    "moved_work": ("Chuyển công tác, học tập đến nơi khác", StepKind.WITHDRAWN),
    "left_work": ("Thôi việc, nghỉ hưu hoặc hết hợp đồng", StepKind.WITHDRAWN),
    "own_wish": ("Người được theo dõi xin dừng", StepKind.WITHDRAWN),
    "cell_resolution": ("Chi bộ đưa ra khỏi danh sách theo nghị quyết", StepKind.WITHDRAWN),
    "not_admitted": ("Cấp có thẩm quyền trả lời không kết nạp", StepKind.WITHDRAWN),
    "removed": ("Xóa tên trong danh sách đảng viên dự bị", StepKind.REMOVED),
    "deceased": ("Từ trần", StepKind.WITHDRAWN),
}
"""Closed list of neutral reasons (decision 7): the words for people, and the step each is recorded as."""

COLUMNS: Final = (
    (Stage.NONE, "Chưa vào nguồn"),
    (Stage.SOURCE, "Nguồn"),
    (Stage.OUTSTANDING, "Quần chúng ưu tú"),
    (Stage.CANDIDATE, "Đối tượng Đảng"),
    (Stage.APPLICANT, "Đề nghị kết nạp"),
    (Stage.PROBATIONARY, "Dự bị"),
    (Stage.OFFICIAL, "Chính thức"),
)

CARD_DATES: Final = {
    DutyKind.CONSIDER_RECOGNITION: "xét chậm nhất",
    DutyKind.SEND_TO_NEW_MEMBER_CLASS: "học lớp đảng viên mới trước",
    DutyKind.OPEN_ADMISSION_DOSSIER: "lập hồ sơ từ",
    DutyKind.SEND_TO_AWARENESS_CLASS: "chờ học lớp nhận thức về Đảng từ",
    DutyKind.RENEW_AWARENESS_CERTIFICATE: "giấy chứng nhận lớp nhận thức còn đến",
    DutyKind.CONSIDER_ADMISSION: "chi bộ xét trước",
    DutyKind.AWAIT_ADMISSION_DECISION: "chờ quyết định, hạn",
    DutyKind.HOLD_CEREMONY: "lễ kết nạp chậm nhất",
    DutyKind.ASSIGN_PROBATION_MENTOR: "cần phân công người giúp đỡ từ",
    DutyKind.PREPARE_RECOGNITION_DOSSIER: "hết dự bị",
    DutyKind.AWAIT_RECOGNITION_DECISION: "chờ quyết định, hạn",
    DutyKind.WRITE_MENTOR_NOTE: "ghi chú tháng, hạn",
    DutyKind.MAKE_UP_MISSING_DATE: "bổ sung ngày còn thiếu, từ",
}
"""A few words before the next date on a card; duties of the cell or the term do not stand on a person's card."""

STATUSES: Final = {
    "complete": ("Đủ", "no"),
    "faulty": ("Cần sửa", "err"),
    "unsigned": ("Chờ ký", "warn"),
    "begun": ("Đang làm", "warn"),
    "open": ("Chưa làm", "inf"),
    "not_yet": ("Chưa làm được", "no"),
}
"""The state of one paper, and the tone of its tag (product 2.0: a closed list, always text and colour)."""

MAKERS: Final = {
    PaperKind.AWARENESS_CERTIFICATE: "nơi mở lớp cấp",
    PaperKind.APPLICATION: "{person} tự viết tay",
    PaperKind.BACKGROUND_STATEMENT: "{person} tự khai, tự viết",
    PaperKind.BACKGROUND_CHECK: "chi bộ và cấp ủy thẩm tra",
    PaperKind.MEMBER_INTRODUCTION: "đảng viên giới thiệu viết",
    PaperKind.YOUTH_UNION_RESOLUTION: "ban chấp hành Đoàn cơ sở",
    PaperKind.TRADE_UNION_RESOLUTION: "ban chấp hành công đoàn cơ sở",
    PaperKind.OPINIONS_SYNTHESIS: "chi ủy tổng hợp",
    PaperKind.CELL_ADMISSION_RESOLUTION: "chi bộ, sau khi biểu quyết",
    PaperKind.SECTION_ADMISSION_APPRAISAL: "đảng ủy bộ phận",
    PaperKind.BASE_ADMISSION_RESOLUTION: "đảng ủy cơ sở",
    PaperKind.ADMISSION_DECISION: "cấp ủy có thẩm quyền",
    PaperKind.NEW_MEMBER_CERTIFICATE: "nơi mở lớp cấp",
    PaperKind.SELF_REVIEW: "{person} tự viết",
    PaperKind.MENTOR_REMARKS: "người giúp đỡ viết",
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: "chi ủy tổng hợp",
    PaperKind.CELL_RECOGNITION_RESOLUTION: "chi bộ, sau khi biểu quyết",
    PaperKind.SECTION_RECOGNITION_APPRAISAL: "đảng ủy bộ phận",
    PaperKind.BASE_RECOGNITION_RESOLUTION: "đảng ủy cơ sở",
    PaperKind.RECOGNITION_DECISION: "cấp ủy có thẩm quyền",
}
"""Who makes each paper."""

HANDWRITTEN: Final = frozenset({PaperKind.APPLICATION, PaperKind.BACKGROUND_STATEMENT, PaperKind.SELF_REVIEW})
"""Papers the person writes by hand."""


def say_step(kind: str) -> str:
    """Name a step."""
    return STEPS[StepKind(kind)]
