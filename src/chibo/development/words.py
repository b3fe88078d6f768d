"""Vietnamese for this room's own lists: why a case is closed, what a card on the board says of its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chibo.base.dates import WEEKDAYS, say_date
from chibo.base.words.findings import PAPERS, STEPS
from chibo.law.journey.order import PAPERS_OF
from chibo.law.timeline import Unit
from chibo.law.vocabulary import DossierKind, DutyKind, PaperKind, Stage, StepKind

if TYPE_CHECKING:
    from chibo.law.timeline import Computation

_SATURDAY = 5

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

DELETION: Final = "removed"
"""The reason that only a probationary member's case is closed for: by a decision with its number."""

LEAVING_REASONS: Final = {
    "transfer_out": CLOSE_REASONS["moved_work"],
    "removal": CLOSE_REASONS["removed"],
    "resignation": ("Xin ra khỏi Đảng", StepKind.WITHDRAWN),
    "expulsion": ("Khai trừ khỏi Đảng", StepKind.WITHDRAWN),
    "death": CLOSE_REASONS["deceased"],
}
"""Why a case is closed when its person leaves, by how they leave (``Membership.LeftBy``)."""

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

STEP_SLUGS: Final = {
    StepKind.SOURCE_ADDED: "dua-vao-nguon",
    StepKind.OUTSTANDING_RECOGNISED: "quan-chung-uu-tu",
    StepKind.MENTORS_ASSIGNED: "nguoi-giup-do",
    StepKind.CANDIDATE_RECOGNISED: "doi-tuong-dang",
    StepKind.AWARENESS_CLASS_CERTIFIED: "lop-nhan-thuc",
    StepKind.APPLICATION_RECEIVED: "don-xin-vao-dang",
    StepKind.BACKGROUND_DECLARED: "ly-lich",
    StepKind.BACKGROUND_CHECKED: "tham-tra",
    StepKind.UNION_INTRODUCED: "doan-the-gioi-thieu",
    StepKind.MEMBER_INTRODUCED: "dang-vien-gioi-thieu",
    StepKind.OPINIONS_SYNTHESISED: "tong-hop-y-kien",
    StepKind.CELL_PROPOSED_ADMISSION: "chi-bo-de-nghi-ket-nap",
    StepKind.BASE_PROPOSED_ADMISSION: "dang-uy-de-nghi-ket-nap",
    StepKind.ADMISSION_DECIDED: "quyet-dinh-ket-nap",
    StepKind.ADMISSION_DECISION_RECEIVED: "nhan-quyet-dinh",
    StepKind.ADMITTED: "le-ket-nap",
    StepKind.PROBATION_MENTOR_ASSIGNED: "nguoi-giup-do-du-bi",
    StepKind.NEW_MEMBER_CLASS_CERTIFIED: "lop-dang-vien-moi",
    StepKind.SELF_REVIEW_RECEIVED: "tu-kiem-diem",
    StepKind.MENTOR_REMARKED: "nhan-xet",
    StepKind.PROBATION_OPINIONS_SYNTHESISED: "tong-hop-y-kien-du-bi",
    StepKind.CELL_PROPOSED_RECOGNITION: "chi-bo-de-nghi-cong-nhan",
    StepKind.BASE_PROPOSED_RECOGNITION: "dang-uy-de-nghi-cong-nhan",
    StepKind.RECOGNITION_DECIDED: "cong-nhan",
    StepKind.TRANSFERRED_IN: "chuyen-den",
    StepKind.ROUNDS_REPORTED: "bao-cao-bieu-quyet",
    StepKind.CELL_PROPOSED_REMOVAL: "chi-bo-de-nghi-xoa-ten",
    StepKind.CARD_ISSUED: "the-dang-vien",
    StepKind.DECISION_CURED: "sua-quyet-dinh",
    StepKind.DECISION_CONFIRMED: "xac-nhan-quyet-dinh",
    StepKind.DECISION_CANCELLED: "huy-quyet-dinh",
    StepKind.WITHDRAWN: "dung",
    StepKind.RETURNED: "bi-tra-lai",
    StepKind.REMOVED: "xoa-ten",
}
"""The address of each step: stable, whatever its wording becomes (decision 26)."""

OWN_PAGES: Final = {
    StepKind.MENTORS_ASSIGNED: "mentors",
    StepKind.PROBATION_MENTOR_ASSIGNED: "probation_mentor",
    StepKind.ADMISSION_DECIDED: "decision",
    StepKind.ADMITTED: "ceremony",
    StepKind.RECOGNITION_DECIDED: "recognition",
    StepKind.WITHDRAWN: "close",
    StepKind.REMOVED: "close",
}
"""Steps that have a page of their own, by the name of its address."""

_VOTED = frozenset(
    {
        StepKind.CELL_PROPOSED_ADMISSION,
        StepKind.CELL_PROPOSED_RECOGNITION,
        StepKind.CELL_PROPOSED_REMOVAL,
    }
)
_RESOLVED = frozenset({StepKind.SOURCE_ADDED, StepKind.OUTSTANDING_RECOGNISED, StepKind.CANDIDATE_RECOGNISED})
_FROM_OUTSIDE = frozenset(
    {
        StepKind.AWARENESS_CLASS_CERTIFIED,
        StepKind.UNION_INTRODUCED,
        StepKind.BASE_PROPOSED_ADMISSION,
        StepKind.NEW_MEMBER_CLASS_CERTIFIED,
        StepKind.BASE_PROPOSED_RECOGNITION,
        StepKind.RETURNED,
        StepKind.TRANSFERRED_IN,
        StepKind.CARD_ISSUED,
        StepKind.DECISION_CURED,
        StepKind.DECISION_CONFIRMED,
        StepKind.DECISION_CANCELLED,
    }
)

PAPER_SLUGS: Final = {
    PaperKind.AWARENESS_CERTIFICATE: "chung-nhan-lop-nhan-thuc",
    PaperKind.APPLICATION: "don-xin-vao-dang",
    PaperKind.BACKGROUND_STATEMENT: "ly-lich",
    PaperKind.BACKGROUND_CHECK: "tham-tra-ly-lich",
    PaperKind.MEMBER_INTRODUCTION: "giay-gioi-thieu",
    PaperKind.YOUTH_UNION_RESOLUTION: "nghi-quyet-doan",
    PaperKind.TRADE_UNION_RESOLUTION: "nghi-quyet-cong-doan",
    PaperKind.OPINIONS_SYNTHESIS: "tong-hop-y-kien",
    PaperKind.CELL_ADMISSION_RESOLUTION: "nghi-quyet-de-nghi-ket-nap",
    PaperKind.SECTION_ADMISSION_APPRAISAL: "tham-dinh-ket-nap",
    PaperKind.BASE_ADMISSION_RESOLUTION: "dang-uy-de-nghi-ket-nap",
    PaperKind.ADMISSION_DECISION: "quyet-dinh-ket-nap",
    PaperKind.NEW_MEMBER_CERTIFICATE: "chung-nhan-lop-dang-vien-moi",
    PaperKind.SELF_REVIEW: "tu-kiem-diem",
    PaperKind.MENTOR_REMARKS: "nhan-xet",
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: "tong-hop-y-kien-du-bi",
    PaperKind.CELL_RECOGNITION_RESOLUTION: "nghi-quyet-de-nghi-cong-nhan",
    PaperKind.SECTION_RECOGNITION_APPRAISAL: "tham-dinh-cong-nhan",
    PaperKind.BASE_RECOGNITION_RESOLUTION: "dang-uy-de-nghi-cong-nhan",
    PaperKind.RECOGNITION_DECISION: "quyet-dinh-cong-nhan",
}
"""The address of each paper."""

DOSSIER_SLUGS: Final = {DossierKind.ADMISSION: "ket-nap", DossierKind.RECOGNITION: "chinh-thuc"}

RECOGNITION_PAPERS: Final = frozenset(
    {
        PaperKind.NEW_MEMBER_CERTIFICATE,
        PaperKind.SELF_REVIEW,
        PaperKind.MENTOR_REMARKS,
        PaperKind.PROBATION_OPINIONS_SYNTHESIS,
        PaperKind.CELL_RECOGNITION_RESOLUTION,
        PaperKind.SECTION_RECOGNITION_APPRAISAL,
        PaperKind.BASE_RECOGNITION_RESOLUTION,
        PaperKind.RECOGNITION_DECISION,
    }
)


def dossier_of(paper: str) -> DossierKind:
    """Give the dossier a paper lies in."""
    return DossierKind.RECOGNITION if PaperKind(paper) in RECOGNITION_PAPERS else DossierKind.ADMISSION


def dossier_of_slug(slug: str) -> DossierKind:
    """Give the dossier of an address (the address allows no other word)."""
    return next(kind for kind, known in DOSSIER_SLUGS.items() if known == slug)


def dossier_slug_of(paper: str) -> str:
    """Give the address of the dossier a paper lies in."""
    return DOSSIER_SLUGS[dossier_of(paper)]


def paper_of_slug(slug: str) -> PaperKind | None:
    """Give the paper of an address, if there is one."""
    return next((kind for kind, known in PAPER_SLUGS.items() if known == slug), None)


def say_paper(kind: str) -> str:
    """Name a paper."""
    return PAPERS[PaperKind(kind)]


def asked_for(kind: str) -> tuple[str, ...]:
    """Name the fields of the step form that a step needs besides its day."""
    step = StepKind(kind)
    fields: list[str] = []
    if step in _VOTED:
        fields += ["vote", "superior_consent"]  # the resolution is that of the vote
    elif step in _RESOLVED:
        fields.append("resolution")
    if step in _FROM_OUTSIDE:
        fields += ["number", "issued_by", "signed_by"]
    if step == StepKind.CARD_ISSUED:
        fields.append("card_number")
    if paper_of(step) is not None:
        fields.append("kept_at")
    return tuple(fields)


def paper_of(kind: str) -> PaperKind | None:
    """Give the one paper that proves a step, where there is exactly one."""
    papers = PAPERS_OF.get(StepKind(kind), ())
    return papers[0] if len(papers) == 1 else None


def step_of_slug(slug: str) -> StepKind | None:
    """Give the step of an address, if there is one."""
    return next((kind for kind, known in STEP_SLUGS.items() if known == slug), None)


def say_step(kind: str) -> str:
    """Name a step."""
    return STEPS[StepKind(kind)]


def say_computation(computed: Computation) -> str:
    """Say how a day was computed, so that it can be followed by hand (product 2.0)."""
    start = computed.start
    if computed.unit is Unit.WORKING_DAYS:
        weekday = f" ({WEEKDAYS[start.weekday()]})" if start.weekday() >= _SATURDAY else ""
        if computed.skipped:
            days = ", ".join(say_date(day) for day in computed.skipped)
            rest = f"không tính ngày nghỉ {days}"
        else:
            rest = "không có ngày lễ"
        said = f"{computed.amount} ngày làm việc sau {say_date(start)}{weekday}, {rest}"
    elif computed.unit is Unit.MONTHS:
        said = f"{computed.amount} tháng từ {say_date(start)}"
    else:
        said = f"{computed.amount} ngày từ {say_date(start)}"
    return f"{said}: {say_date(computed.result)}."
