"""Vietnamese for this room's own lists: why a case is closed, what a card on the board says of its date."""

from __future__ import annotations

from typing import Final

from chibo.law.vocabulary import DutyKind, Stage, StepKind

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
    DutyKind.SEND_TO_AWARENESS_CLASS: "học lớp nhận thức về Đảng trước",
    DutyKind.RENEW_AWARENESS_CERTIFICATE: "giấy chứng nhận lớp nhận thức còn đến",
    DutyKind.CONSIDER_ADMISSION: "chi bộ xét trước",
    DutyKind.AWAIT_ADMISSION_DECISION: "chờ quyết định, hạn",
    DutyKind.HOLD_CEREMONY: "lễ kết nạp chậm nhất",
    DutyKind.ASSIGN_PROBATION_MENTOR: "phân công người giúp đỡ trước",
    DutyKind.PREPARE_RECOGNITION_DOSSIER: "hết dự bị",
    DutyKind.AWAIT_RECOGNITION_DECISION: "chờ quyết định, hạn",
    DutyKind.WRITE_MENTOR_NOTE: "ghi chú tháng, hạn",
    DutyKind.MAKE_UP_MISSING_DATE: "bổ sung ngày còn thiếu",
}
"""A few words before the next date on a card; duties of the cell or the term do not stand on a person's card."""
