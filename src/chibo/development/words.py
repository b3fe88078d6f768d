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

STEPS: Final = {
    StepKind.SOURCE_ADDED: "Đưa vào nguồn",
    StepKind.OUTSTANDING_RECOGNISED: "Công nhận quần chúng ưu tú",
    StepKind.MENTORS_ASSIGNED: "Phân công người giúp đỡ",
    StepKind.CANDIDATE_RECOGNISED: "Công nhận đối tượng Đảng",
    StepKind.AWARENESS_CLASS_CERTIFIED: "Học xong lớp bồi dưỡng nhận thức về Đảng",
    StepKind.APPLICATION_RECEIVED: "Nhận đơn xin vào Đảng",
    StepKind.BACKGROUND_DECLARED: "Nhận lý lịch tự khai",
    StepKind.BACKGROUND_CHECKED: "Kết luận thẩm tra lý lịch",
    StepKind.UNION_INTRODUCED: "Đoàn thể giới thiệu",
    StepKind.MEMBER_INTRODUCED: "Đảng viên chính thức giới thiệu",
    StepKind.OPINIONS_SYNTHESISED: "Tổng hợp ý kiến nhận xét",
    StepKind.CELL_PROPOSED_ADMISSION: "Chi bộ xét, đề nghị kết nạp",
    StepKind.BASE_PROPOSED_ADMISSION: "Đảng ủy cơ sở đề nghị kết nạp",
    StepKind.ADMISSION_DECIDED: "Có quyết định kết nạp",
    StepKind.ADMISSION_DECISION_RECEIVED: "Chi bộ nhận quyết định kết nạp",
    StepKind.ADMITTED: "Tổ chức lễ kết nạp",
    StepKind.PROBATION_MENTOR_ASSIGNED: "Phân công người giúp đỡ đảng viên dự bị",
    StepKind.NEW_MEMBER_CLASS_CERTIFIED: "Học xong lớp đảng viên mới",
    StepKind.SELF_REVIEW_RECEIVED: "Nhận bản tự kiểm điểm",
    StepKind.MENTOR_REMARKED: "Người giúp đỡ nhận xét",
    StepKind.PROBATION_OPINIONS_SYNTHESISED: "Tổng hợp ý kiến về đảng viên dự bị",
    StepKind.CELL_PROPOSED_RECOGNITION: "Chi bộ xét, đề nghị công nhận chính thức",
    StepKind.BASE_PROPOSED_RECOGNITION: "Đảng ủy cơ sở đề nghị công nhận",
    StepKind.RECOGNITION_DECIDED: "Có quyết định công nhận chính thức",
    StepKind.WITHDRAWN: "Dừng theo dõi",
    StepKind.RETURNED: "Hồ sơ bị trả lại",
    StepKind.REMOVED: "Xóa tên trong danh sách đảng viên dự bị",
}
"""What each step is called on the road's pages: an act, as one would say it."""


def say_step(kind: str) -> str:
    """Name a step."""
    return STEPS[StepKind(kind)]
