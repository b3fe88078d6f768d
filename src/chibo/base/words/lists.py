"""Vietnamese for the closed lists of the law, and how dates, codes and articles are worded in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.words import reviews
from chibo.law.quorum import LeftOut
from chibo.law.vocabulary import (
    Actor,
    Confidence,
    DossierKind,
    DossierPhase,
    DutyGroup,
    ExemptionGround,
    FindingGrade,
    MilestoneKind,
    PaperKind,
    ReviewGrade,
    Sex,
    Stage,
    StepKind,
    VoteMethod,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.law.verdict import Citation

STAGES: Final[dict[Stage, str]] = {
    Stage.NONE: "Chưa vào nguồn",
    Stage.SOURCE: "Nguồn",
    Stage.OUTSTANDING: "Quần chúng ưu tú",
    Stage.CANDIDATE: "Đối tượng Đảng",
    Stage.APPLICANT: "Đề nghị kết nạp",
    Stage.PROBATIONARY: "Dự bị",
    Stage.OFFICIAL: "Chính thức",
    Stage.WITHDRAWN: "Đã dừng theo dõi",
    Stage.RETURNED: "Hồ sơ bị trả lại",
    Stage.REMOVED: "Đã đưa ra khỏi danh sách",
}
STEPS: Final[dict[StepKind, str]] = {
    StepKind.SOURCE_ADDED: "Đưa vào nguồn",
    StepKind.OUTSTANDING_RECOGNISED: "Công nhận quần chúng ưu tú",
    StepKind.MENTORS_ASSIGNED: "Phân công người giúp đỡ",
    StepKind.CANDIDATE_RECOGNISED: "Công nhận đối tượng Đảng",
    StepKind.AWARENESS_CLASS_CERTIFIED: "Giấy chứng nhận lớp nhận thức về Đảng",
    StepKind.APPLICATION_RECEIVED: "Nhận đơn xin vào Đảng",
    StepKind.BACKGROUND_DECLARED: "Nhận lý lịch của người xin vào Đảng",
    StepKind.BACKGROUND_CHECKED: "Kết luận thẩm tra lý lịch",
    StepKind.UNION_INTRODUCED: "Nghị quyết giới thiệu của đoàn thể",
    StepKind.MEMBER_INTRODUCED: "Giấy giới thiệu của đảng viên chính thức",
    StepKind.OPINIONS_SYNTHESISED: "Tổng hợp ý kiến nhận xét",
    StepKind.CELL_PROPOSED_ADMISSION: "Chi bộ đề nghị kết nạp",
    StepKind.BASE_PROPOSED_ADMISSION: "Đảng ủy cơ sở đề nghị kết nạp",
    StepKind.ADMISSION_DECIDED: "Quyết định kết nạp",
    StepKind.ADMISSION_DECISION_RECEIVED: "Chi bộ nhận quyết định kết nạp",
    StepKind.ADMITTED: "Lễ kết nạp",
    StepKind.PROBATION_MENTOR_ASSIGNED: "Phân công người giúp đỡ đảng viên dự bị",
    StepKind.NEW_MEMBER_CLASS_CERTIFIED: "Giấy chứng nhận lớp đảng viên mới",
    StepKind.SELF_REVIEW_RECEIVED: "Nhận bản tự kiểm điểm",
    StepKind.MENTOR_REMARKED: "Nhận xét của người giúp đỡ",
    StepKind.PROBATION_OPINIONS_SYNTHESISED: "Tổng hợp ý kiến về đảng viên dự bị",
    StepKind.CELL_PROPOSED_RECOGNITION: "Chi bộ đề nghị công nhận chính thức",
    StepKind.BASE_PROPOSED_RECOGNITION: "Đảng ủy cơ sở đề nghị công nhận chính thức",
    StepKind.RECOGNITION_DECIDED: "Quyết định công nhận chính thức",
    StepKind.TRANSFERRED_IN: "Tiếp nhận người chuyển đến",
    StepKind.ROUNDS_REPORTED: "Báo cáo kết quả biểu quyết không đủ tỷ lệ",
    StepKind.CELL_PROPOSED_REMOVAL: "Chi bộ đề nghị xóa tên",
    StepKind.CARD_ISSUED: "Phát thẻ đảng viên",
    StepKind.DECISION_CURED: "Sửa thủ tục, thẩm quyền của quyết định",
    StepKind.DECISION_CONFIRMED: "Xác nhận quyết định sau khi sửa",
    StepKind.DECISION_CANCELLED: "Hủy quyết định",
    StepKind.WITHDRAWN: "Dừng theo dõi",
    StepKind.RETURNED: "Hồ sơ bị trả lại",
    StepKind.REMOVED: "Quyết định xóa tên",
}
PAPERS: Final[dict[PaperKind, str]] = {
    PaperKind.AWARENESS_CERTIFICATE: "Giấy chứng nhận lớp nhận thức về Đảng",
    PaperKind.APPLICATION: "Đơn xin vào Đảng",
    PaperKind.BACKGROUND_STATEMENT: "Lý lịch của người xin vào Đảng",
    PaperKind.BACKGROUND_CHECK: "Kết quả thẩm tra lý lịch",
    PaperKind.MEMBER_INTRODUCTION: "Giấy giới thiệu người vào Đảng",
    PaperKind.YOUTH_UNION_RESOLUTION: "Nghị quyết giới thiệu đoàn viên ưu tú",
    PaperKind.TRADE_UNION_RESOLUTION: "Nghị quyết giới thiệu đoàn viên công đoàn",
    PaperKind.OPINIONS_SYNTHESIS: "Tổng hợp ý kiến nhận xét của đoàn thể và nơi cư trú",
    PaperKind.CELL_ADMISSION_RESOLUTION: "Nghị quyết chi bộ đề nghị kết nạp",
    PaperKind.SECTION_ADMISSION_APPRAISAL: "Báo cáo thẩm định của đảng ủy bộ phận (kết nạp)",
    PaperKind.BASE_ADMISSION_RESOLUTION: "Nghị quyết đảng ủy cơ sở đề nghị kết nạp",
    PaperKind.ADMISSION_DECISION: "Quyết định kết nạp đảng viên",
    PaperKind.NEW_MEMBER_CERTIFICATE: "Giấy chứng nhận lớp đảng viên mới",
    PaperKind.SELF_REVIEW: "Bản tự kiểm điểm của đảng viên dự bị",
    PaperKind.MENTOR_REMARKS: "Bản nhận xét đảng viên dự bị của người giúp đỡ",
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: "Tổng hợp ý kiến nhận xét đối với đảng viên dự bị",
    PaperKind.CELL_RECOGNITION_RESOLUTION: "Nghị quyết chi bộ đề nghị công nhận chính thức",
    PaperKind.SECTION_RECOGNITION_APPRAISAL: "Báo cáo thẩm định của đảng ủy bộ phận (công nhận)",
    PaperKind.BASE_RECOGNITION_RESOLUTION: "Nghị quyết đảng ủy cơ sở đề nghị công nhận chính thức",
    PaperKind.RECOGNITION_DECISION: "Quyết định công nhận đảng viên chính thức",
}
DOSSIERS: Final[dict[DossierKind, str]] = {
    DossierKind.ADMISSION: "Hồ sơ kết nạp",
    DossierKind.RECOGNITION: "Hồ sơ công nhận chính thức",
}
PHASES: Final[dict[DossierPhase, str]] = {
    DossierPhase.CELL: "Có trước khi chi bộ xét",
    DossierPhase.VOTE: "Có sau cuộc họp chi bộ",
    DossierPhase.ABOVE: "Do cấp trên làm",
}
GRADES: Final[dict[FindingGrade, str]] = {
    FindingGrade.STOP: "Cần sửa",
    FindingGrade.WARN: "Nên xem lại",
    FindingGrade.TICK: "Cần người đối chiếu bản giấy",
}
CONFIDENCES: Final[dict[Confidence, str]] = {
    Confidence.HIGH: "đã đọc văn bản",
    Confidence.MEDIUM: "qua nguồn thứ hai, chưa đọc văn bản",
    Confidence.LOW: "ghi theo trí nhớ, cần kiểm lại",
    Confidence.LOCAL: "quy tắc riêng của tổ chức",
}
VOTE_METHODS: Final[dict[VoteMethod, str]] = {
    VoteMethod.SECRET_BALLOT: "Bỏ phiếu kín",
    VoteMethod.RAISED_CARD: "Giơ thẻ đảng viên",
}
REVIEW_GRADES: Final[dict[ReviewGrade, str]] = {
    ReviewGrade.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    ReviewGrade.GOOD: "Hoàn thành tốt nhiệm vụ",
    ReviewGrade.FULFILLED: "Hoàn thành nhiệm vụ",
    ReviewGrade.UNFULFILLED: "Không hoàn thành nhiệm vụ",
}
EXEMPTION_GROUNDS: Final[dict[ExemptionGround, str]] = {
    ExemptionGround.AGE_AND_HEALTH: "Tuổi cao, sức yếu",
    ExemptionGround.LONG_TREATMENT: "Điều trị bệnh dài ngày hoặc ở xa",
    ExemptionGround.ALONE_ABROAD: "Đi lẻ ở nước ngoài",
    ExemptionGround.NO_ORGANISATION: "Ở nơi không có tổ chức đảng",
    ExemptionGround.MOBILE_WORK: "Việc lưu động dưới một năm",
    ExemptionGround.WAITING_RETIREMENT: "Nghỉ chờ hưu",
    ExemptionGround.MATERNITY: "Nghỉ thai sản",
    ExemptionGround.OTHER: "Lý do khác",
}
SEXES: Final[dict[Sex, str]] = {Sex.FEMALE: "Nữ", Sex.MALE: "Nam"}
ACTORS: Final[dict[Actor, str]] = {
    Actor.CELL: "Chi bộ",
    Actor.PERSON: "Người trong hồ sơ",
    Actor.MENTOR: "Người giúp đỡ",
    Actor.SUPERIOR: "Cấp trên",
}
DUTY_GROUPS: Final[dict[DutyGroup, str]] = {
    DutyGroup.OVERDUE: "Quá hạn",
    DutyGroup.THIS_WEEK: "Tuần này",
    DutyGroup.NEXT_30_DAYS: "30 ngày tới",
    DutyGroup.WAITING: "Chờ người khác",
    DutyGroup.LATER: "Về sau",
}
MILESTONES: Final[dict[MilestoneKind, str]] = {
    MilestoneKind.MENTORING_FULL: "Đủ thời gian được giúp đỡ",
    MilestoneKind.CERTIFICATE_EXPIRES: "Giấy chứng nhận lớp nhận thức hết giá trị",
    MilestoneKind.DOSSIER_STALE: "Hồ sơ kết nạp phải làm lại một phần",
    MilestoneKind.ADMISSION_DECISION_DUE: "Hạn quyết định kết nạp",
    MilestoneKind.CEREMONY_DUE: "Hạn tổ chức lễ kết nạp",
    MilestoneKind.PROBATION_ENDS: "Hết 12 tháng dự bị",
    MilestoneKind.RECOGNITION_DUE: "Hạn chi bộ xét công nhận chính thức",
    MilestoneKind.RECOGNITION_DECISION_DUE: "Hạn quyết định công nhận chính thức",
}
LEFT_OUT: Final[dict[LeftOut, str]] = {
    LeftOut.PROBATIONARY: "đảng viên dự bị, không tính vào mẫu số",
    LeftOut.NOT_YET_RECOGNISED: "chưa có quyết định công nhận chính thức",
    LeftOut.TEMPORARY_TRANSFER: "đang chuyển sinh hoạt tạm thời",
    LeftOut.EXEMPT_AND_ABSENT: "được miễn sinh hoạt và vắng mặt",
}
FIELDS: Final[dict[str, str]] = {
    "name": "họ tên",
    "birth": "ngày sinh",
    "admitted_on": "ngày kết nạp",
    "decided_on": "ngày quyết định kết nạp",
    "application_on": "ngày đơn xin vào Đảng",
    "certified_on": "ngày giấy chứng nhận lớp nhận thức",
    "cell_resolved_on": "ngày nghị quyết chi bộ",
    "recognised_on": "ngày quyết định công nhận",
    "official_on": "ngày chính thức",
}
REDO: Final[dict[str, str]] = {
    "member_introduction": "giấy giới thiệu của đảng viên",
    "union_resolution": "nghị quyết giới thiệu của đoàn thể",
    "opinions_synthesis": "tổng hợp ý kiến nhận xét",
}

_NAMED: Final[dict[str, Mapping[str, str]]] = {
    "step": {kind.value: words for kind, words in STEPS.items()},
    "missing": {kind.value: words for kind, words in STEPS.items()},
    "date_of": {kind.value: words for kind, words in STEPS.items()},
    "paper": {kind.value: words for kind, words in PAPERS.items()},
    "other": {kind.value: words for kind, words in PAPERS.items()},
    "dossier": {kind.value: words for kind, words in DOSSIERS.items()},
    "stage": {kind.value: words for kind, words in STAGES.items()},
    "field": FIELDS,
    "redo": REDO,
    "circumstance": {code.value: words for code, words in reviews.CIRCUMSTANCES.items()},
    "condition": {code.value: words for code, words in reviews.LEVEL_CONDITIONS.items()},
    "level": {grade.value: words.lower() for grade, words in REVIEW_GRADES.items()},
    "highest": {grade.value: words.lower() for grade, words in REVIEW_GRADES.items()},
    "ground": {code.value: words for code, words in reviews.UNFULFILLED_GROUNDS.items()},
    "scope": {code.value: words for code, words in reviews.CAP_SCOPES.items()},
    "base": {code.value: words for code, words in reviews.CAP_BASES.items()},
    "group": {code.value: words for code, words in reviews.POINT_GROUPS.items()},
    "form": {form.value: words.lower() for form, words in reviews.DISCIPLINES.items()},
    "bar": {code.value: words for code, words in reviews.DISCIPLINE_BARS.items()},
}
_SHARES: Final = frozenset({"wanted", "told"})  # parts of a whole, said in per cent
_PERCENT: Final = 100


def worded(name: str, value: object) -> str:
    """One parameter as words: dates written short, codes by their list, several joined by semicolons."""
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, tuple | list):
        return "; ".join(worded(name, item) for item in value)
    if value is None:
        return "chưa rõ"
    if isinstance(value, Fraction):
        return f"{_decimal(value * _PERCENT)}%" if name in _SHARES else _decimal(value)
    if isinstance(value, Decimal):
        return _decimal(Fraction(value))
    return _NAMED.get(name, {}).get(str(value), str(value))


def _decimal(value: Fraction) -> str:
    """A number with at most two places, a comma before them: ``3,8``."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def cited(citation: Citation) -> str:
    """Name an article as people cite it, with what is not sure about it."""
    notes = []
    if citation.carried_forward:
        notes.append("giữ từ văn bản cũ, chưa thấy văn bản mới nhắc lại")
    if citation.confidence is not Confidence.HIGH:
        notes.append(CONFIDENCES[citation.confidence])
    return f"{citation.text} ({'; '.join(notes)})" if notes else citation.text
