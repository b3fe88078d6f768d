"""Vietnamese for what the law answers: every finding, duty, missing paper, and the closed lists they speak of.

Each finding is worded in the four parts that a refusal owes its reader: what cannot be done, why, since when it can,
and what to do next. Dates in the parameters become ``5-6-2018`` here, codes become their words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.law.classification import CapBase
from chibo.law.quorum import LeftOut
from chibo.law.vocabulary import (
    Actor,
    Confidence,
    DossierKind,
    DossierPhase,
    DutyGroup,
    DutyKind,
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

    from chibo.law.journey import Duty, Missing
    from chibo.law.verdict import Citation, Finding

# ---------------------------------------------------------------------- closed lists

STAGES: Final[dict[Stage, str]] = {
    Stage.NONE: "Chưa vào nguồn",
    Stage.SOURCE: "Nguồn",
    Stage.OUTSTANDING: "Quần chúng ưu tú",
    Stage.CANDIDATE: "Đối tượng Đảng",
    Stage.APPLICANT: "Đề nghị kết nạp",
    Stage.PROBATIONARY: "Dự bị",
    Stage.OFFICIAL: "Chính thức",
    Stage.WITHDRAWN: "Đã dừng theo nguyện vọng",
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
    StepKind.WITHDRAWN: "Dừng theo nguyện vọng",
    StepKind.RETURNED: "Hồ sơ bị trả lại",
    StepKind.REMOVED: "Đưa ra khỏi danh sách",
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
CAP_BASES: Final[dict[CapBase, str]] = {
    CapBase.GOOD_ONLY: "số hoàn thành tốt",
    CapBase.GOOD_OR_BETTER: "số hoàn thành tốt trở lên",
    CapBase.ALL_RATED: "mọi người được xếp loại",
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


# ---------------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True)
class FindingWords:
    """The wording of one finding: what, why, what next; placeholders are its parameters."""

    what: str
    why: str
    next: str


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding as a person reads it; ``since`` is empty where no day makes it possible."""

    what: str
    why: str
    since: str
    next: str
    citations: tuple[str, ...]


FINDINGS: Final[dict[str, FindingWords]] = {
    # every step
    "date_in_future": FindingWords(
        "Chưa ghi được ngày {on}.",
        "Ngày này ở sau ngày làm việc {today}; chỉ ghi việc đã xảy ra.",
        "Sửa ngày, hoặc ghi vào kế hoạch.",
    ),
    "date_before_birth": FindingWords(
        "Ngày {on} ở trước ngày sinh ({birth}).", "Hai ngày này không thể cùng đúng.", "Kiểm lại hai ngày trên giấy tờ."
    ),
    "step_recorded_twice": FindingWords(
        "Bước “{step}” ngày {on} đã có trong hồ sơ.",
        "Mỗi bước chỉ ghi một lần.",
        "Mở bước đã ghi để xem; nếu ghi sai thì đính chính bước đó.",
    ),
    "step_recorded_before": FindingWords(
        "Bước “{step}” đã ghi ngày {recorded_on}.",
        "Bước này chỉ xảy ra một lần trên đường của một người.",
        "Nếu ngày cũ sai thì đính chính; nếu hồ sơ bị trả lại thì ghi việc trả lại trước.",
    ),
    "case_closed": FindingWords(
        "Không ghi thêm được bước “{step}”.",
        "Hồ sơ đã kết thúc ở “{stage}”.",
        "Nếu bắt đầu lại, lập hồ sơ mới cho người này.",
    ),
    "step_missing": FindingWords(
        "Chưa ghi được bước “{step}”.",
        "Trước đó phải có “{missing}”, hồ sơ chưa có.",
        "Ghi “{missing}” hoặc thêm giấy tờ của bước đó.",
    ),
    "out_of_order": FindingWords(
        "Bước “{step}” ngày {on} ở trước “{missing}” ngày {missing_on}.",
        "“{missing}” phải có trước hoặc cùng ngày.",
        "Đối chiếu hai giấy tờ, sửa ngày sai.",
    ),
    "no_basis": FindingWords(
        "Chưa có căn cứ về “{rule_name}” cho ngày {on}.",
        "Không tìm thấy con số nào có hiệu lực ngày đó; chibo không mượn số của văn bản khác.",
        "Đồng chí tự đối chiếu văn bản, ghi ý kiến khi ghi bước này.",
    ),
    "no_holiday_data": FindingWords(
        "Không đếm được ngày làm việc của năm {year}.",
        "Chưa có lịch nghỉ lễ năm {year}.",
        "Người quản trị nhập lịch nghỉ lễ năm {year} trong Cài đặt.",
    ),
    # who and by whom
    "birth_date_missing": FindingWords(
        "Chưa kiểm được tuổi.", "Hồ sơ chưa có ngày sinh.", "Bổ sung ngày sinh theo giấy khai sinh."
    ),
    "birth_date_unclear": FindingWords(
        "Chưa kiểm được tuổi vào ngày {on}.",
        "Ngày sinh chỉ ghi {birth}, có thể đủ hoặc chưa đủ tuổi.",
        "Bổ sung ngày, tháng sinh theo giấy khai sinh.",
    ),
    "under_age": FindingWords(
        "Chi bộ chưa xét kết nạp được ngày {on}.",
        "Sinh {birth}, ngày đó chưa đủ {years} tuổi (tính theo tháng).",
        "Dời việc xét; từ {since} thì đủ tuổi.",
    ),
    "over_age": FindingWords(
        "Người vào Đảng đã quá {years} tuổi vào ngày {on}.",
        "Sinh {birth}. Trường hợp này cần {authority}.",
        "Xin văn bản đồng ý, lưu vào hồ sơ, rồi xét.",
    ),
    "birthday_later_in_month": FindingWords(
        "Ngày tròn {years} tuổi là {birthday}, sau ngày xét {on}.",
        "Quy định tính tuổi theo tháng, không nói rõ ngày trong tháng có tính hay không.",
        "Nếu cấp trên tính cả ngày, dời việc xét sau {birthday}.",
    ),
    "schooling_too_low": FindingWords(
        "Trình độ học vấn chưa đủ vào ngày {on}.",
        "Cần {least}, trừ trường hợp được xem xét riêng.",
        "Kiểm lại bằng cấp, hoặc kèm giấy tờ của trường hợp riêng (vùng khó khăn, già làng, người có uy tín).",
    ),
    "special_track": FindingWords(
        "Trường hợp này cần hỏi cấp trên trước.",
        "Hồ sơ được đánh dấu xem xét riêng; chibo không ghi và không suy tiêu chí.",
        "Xin ý kiến bằng văn bản của cấp có thẩm quyền và lưu vào hồ sơ.",
    ),
    "introducers_too_few": FindingWords(
        "Chưa đủ người giới thiệu vào ngày {on}.",
        "Cần {needed} đảng viên chính thức giới thiệu, mới có {have}.",
        "Chi bộ phân công thêm đảng viên chính thức giới thiệu.",
    ),
    "mentor_missing": FindingWords(
        "Chưa có người giúp đỡ vào ngày {on}.",
        "Chi bộ phải phân công đảng viên chính thức giúp đỡ.",
        "Chọn ít nhất một đảng viên chính thức.",
    ),
    "mentor_not_official": FindingWords(
        "Đ/c {mentor} chưa giúp đỡ, giới thiệu được vào ngày {on}.",
        "Người giúp đỡ phải là đảng viên chính thức; ngày đó chưa có quyết định công nhận.",
        "Chọn một đảng viên chính thức khác.",
    ),
    "mentor_left": FindingWords(
        "Đ/c {mentor} không còn ở chi bộ vào ngày {on}.",
        "Đồng chí đã chuyển đi ngày {left_on}.",
        "Soạn nghị quyết phân công người mới; người thay không phải chờ đủ 12 tháng.",
    ),
    "not_together_long_enough": FindingWords(
        "Đ/c {mentor} chưa giới thiệu được vào ngày {on}.",
        "Cùng công tác, học tập hoặc cư trú từ {together_since}, mới {have} tháng; cần đủ {months} tháng.",
        "Chờ đến {since}, hoặc chi bộ phân công người khác.",
    ),
    "together_unknown": FindingWords(
        "Chưa rõ đ/c {mentor} cùng công tác với người vào Đảng từ khi nào.",
        "Người giới thiệu phải cùng công tác, học tập hoặc cư trú đủ thời gian.",
        "Bổ sung ngày bắt đầu cùng công tác.",
    ),
    "mentoring_too_short": FindingWords(
        "Chưa đủ thời gian được giúp đỡ vào ngày {on}.",
        "Phân công giúp đỡ từ {started_on}; quy tắc riêng của chi bộ cần đủ {months} tháng.",
        "Chờ đến {since}, hoặc ghi lý do nếu chi bộ quyết định khác.",
    ),
    # the cell considers
    "certificate_missing": FindingWords(
        "Chưa có giấy chứng nhận lớp nhận thức về Đảng vào ngày {on}.",
        "Hồ sơ chi bộ xét phải có giấy này.",
        "Soạn công văn cử đi học.",
    ),
    "certificate_expired": FindingWords(
        "Giấy chứng nhận lớp nhận thức ngày {certified_on} đã hết giá trị vào ngày {on}.",
        "Giấy có giá trị {months} tháng, đến hết ngày {valid_until}.",
        "Cử học lại lớp nhận thức về Đảng, hoặc dời kế hoạch.",
    ),
    "dossier_stale": FindingWords(
        "Hồ sơ lập từ {started_on} đã quá {months} tháng khi chi bộ xét ngày {on}.",
        "Chỉ dùng nguyên hồ sơ đến hết ngày {valid_until}.",
        "Làm lại: {redo}; thẩm tra bổ sung nếu lý lịch có thay đổi.",
    ),
    "vote_missing": FindingWords(
        "Chưa có kết quả biểu quyết ngày {on}.",
        "Nghị quyết chi bộ phải dựa trên kết quả biểu quyết.",
        "Nhập số tán thành, không tán thành và mẫu số.",
    ),
    "vote_negative": FindingWords(
        "Kết quả biểu quyết có số âm.", "Mẫu số {base}, tán thành {approve}.", "Nhập lại các con số."
    ),
    "vote_exceeds_base": FindingWords(
        "Số phiếu ({cast}) nhiều hơn số đảng viên chính thức được tính ({base}).",
        "Mỗi đảng viên chính thức chỉ có một phiếu; đảng viên dự bị không biểu quyết.",
        "Kiểm lại biên bản kiểm phiếu và mẫu số.",
    ),
    "vote_exceeds_present": FindingWords(
        "Số phiếu ({cast}) nhiều hơn số đảng viên chính thức có mặt ({present}).",
        "Chỉ người có mặt mới biểu quyết.",
        "Kiểm lại điểm danh và biên bản kiểm phiếu.",
    ),
    "vote_below_threshold": FindingWords(
        "Chưa đủ tỷ lệ để ra nghị quyết: {approve}/{base}.",
        "Cần ít nhất {needed} phiếu tán thành trên {base} đảng viên chính thức của chi bộ, không tính theo số có mặt.",
        "Ghi kết quả vào biên bản và báo cáo đầy đủ lên cấp ủy có thẩm quyền.",
    ),
    "vote_on_other_day": FindingWords(
        "Ngày biểu quyết {vote_on} khác ngày nghị quyết {on}.",
        "Nghị quyết mang ngày của cuộc họp.",
        "Sửa ngày cho khớp với biên bản.",
    ),
    "two_thirds_out_of_reach": FindingWords(
        "Số có mặt không đủ để đạt tỷ lệ.",
        "Có mặt {present} trên {base} đảng viên chính thức, cần {needed} phiếu tán thành.",
        "Cân nhắc dời việc biểu quyết; kết quả vẫn do kiểm phiếu quyết định.",
    ),
    "cell_too_small": FindingWords(
        "Chi bộ chưa biểu quyết được.",
        "Chi bộ chỉ có {official} đảng viên chính thức, cần ít nhất {least}.",
        "Báo cáo cấp trên điều thêm đảng viên hoặc ghép chi bộ.",
    ),
    # decision and ceremony
    "admission_decision_late": FindingWords(
        "Quyết định kết nạp ngày {on} muộn hơn hạn {deadline}.",
        "Hạn là {days} ngày làm việc từ nghị quyết chi bộ {resolved_on}; trường hợp đặc biệt được đến {last_on}.",
        "Ghi lý do gia hạn; cấp ủy có thẩm quyền giải trình với cấp trên.",
    ),
    "admission_decision_past_extension": FindingWords(
        "Quyết định kết nạp ngày {on} muộn hơn cả hạn gia hạn {last_on}.",
        "Hạn là {deadline} ({days} ngày làm việc từ nghị quyết chi bộ {resolved_on}), gia hạn dài nhất đến {last_on}.",
        "Ghi lý do; cấp ủy có thẩm quyền chịu trách nhiệm trước cấp trên.",
    ),
    "decided_after_referral": FindingWords(
        "Quyết định ngày {on} dựa trên kết quả biểu quyết chưa đủ tỷ lệ.",
        "Khi không đủ tỷ lệ, chi bộ báo cáo và cấp ủy có thẩm quyền quyết định.",
        "Kèm báo cáo kết quả biểu quyết vào hồ sơ.",
    ),
    "ceremony_before_decision": FindingWords(
        "Chưa tổ chức được lễ kết nạp ngày {on}.",
        "Lễ kết nạp phải có sau quyết định kết nạp; hồ sơ chưa có quyết định trước ngày này.",
        "Ghi quyết định kết nạp trước, hoặc kiểm lại hai ngày.",
    ),
    "ceremony_before_receipt": FindingWords(
        "Lễ kết nạp ngày {on} ở trước ngày chi bộ nhận quyết định {received_on}.",
        "Tại lễ phải đọc quyết định kết nạp.",
        "Kiểm lại ngày nhận và ngày lễ.",
    ),
    "ceremony_late": FindingWords(
        "Lễ kết nạp ngày {on} muộn hơn hạn {deadline}.",
        "Hạn là {days} ngày làm việc tính từ {start}.",
        "Chọn ngày sớm hơn, hoặc soạn báo cáo xin cấp trên trực tiếp đồng ý.",
    ),
    "receipt_date_missing": FindingWords(
        "Không tính được hạn tổ chức lễ kết nạp.",
        "Thiếu ngày chi bộ nhận quyết định ngày {decided_on}.",
        "Bổ sung ngày nhận quyết định.",
    ),
    # probation and recognition
    "probation_not_ended": FindingWords(
        "Chưa xét, công nhận chính thức được ngày {on}.",
        "Lễ kết nạp {ceremony_on}, hết 12 tháng dự bị ngày {ends_on}.",
        "Dời việc xét đến khi đủ 12 tháng.",
    ),
    "recognition_considered_late": FindingWords(
        "Chi bộ xét công nhận ngày {on}, muộn hơn hạn {deadline}.",
        "Hạn là {days} ngày làm việc từ ngày hết dự bị {ends_on}. Ngày chính thức vẫn là {ends_on}.",
        "Ghi lý do chậm vào biên bản.",
    ),
    "recognition_decision_late": FindingWords(
        "Quyết định công nhận ngày {on} muộn hơn hạn {deadline}.",
        "Hạn là {days} ngày làm việc từ nghị quyết chi bộ {resolved_on}. Ngày chính thức không đổi.",
        "Ghi lý do chậm.",
    ),
    "rounds_exhausted": FindingWords(
        "Không biểu quyết thêm được.",
        "Đã biểu quyết {rounds} lần không đủ tỷ lệ, nhiều nhất là {most} lần.",
        "Soạn báo cáo cấp trên trực tiếp và cấp ủy có thẩm quyền quyết định.",
    ),
    "paper_before_probation_end": FindingWords(
        "“{paper}” ghi ngày {dated}, trước ngày hết dự bị {ends_on}.",
        "Giấy tờ của hồ sơ công nhận viết sau khi đủ 12 tháng kể từ lễ kết nạp {ceremony_on}.",
        "Viết lại với ngày từ {ends_on} trở đi.",
    ),
    # the dossier's papers
    "paper_missing": FindingWords(
        "Thiếu “{paper}”.", "{dossier} phải có giấy này trước khi chi bộ xét.", "Soạn hoặc nhận giấy này."
    ),
    "paper_undated": FindingWords(
        "“{paper}” chưa ghi ngày.", "Không có ngày thì không kiểm được thứ tự.", "Bổ sung ngày trên bản giấy."
    ),
    "paper_unsigned": FindingWords(
        "“{paper}” chưa ký.",
        "Giấy chưa ký thì hồ sơ bị trả lại.",
        "Gửi lại người viết, hoặc ghi ngày ký trên bản giấy.",
    ),
    "paper_in_future": FindingWords(
        "“{paper}” ghi ngày {dated}, sau ngày làm việc {today}.",
        "Giấy tờ không thể mang ngày chưa tới.",
        "Kiểm lại ngày.",
    ),
    "papers_out_of_order": FindingWords(
        "“{paper}” ngày {dated} ở sau “{other}” ngày {other_dated}.",
        "“{paper}” phải có trước hoặc cùng ngày.",
        "Đối chiếu hai bản giấy, sửa ngày sai hoặc làm lại giấy.",
    ),
    "decision_date_as_joining_date": FindingWords(
        "“{paper}” ghi ngày kết nạp {said}, hồ sơ ghi {known}.",
        "Ngày {said} là ngày quyết định; ngày vào Đảng là ngày lễ kết nạp.",
        "Sửa trong “{paper}”.",
    ),
    "quoted_value_differs": FindingWords(
        "“{paper}” ghi {field} là {said}, hồ sơ ghi {known}.",
        "Mọi giấy tờ phải ghi giống nhau.",
        "Kiểm bản gốc, sửa chỗ sai.",
    ),
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
}


def worded(name: str, value: object) -> str:
    """One parameter as words: dates written short, codes by their list, several joined by semicolons."""
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, tuple | list):
        return "; ".join(worded(name, item) for item in value)
    if value is None:
        return "chưa rõ"
    return _NAMED.get(name, {}).get(str(value), str(value))


def sentence(finding: Finding) -> FindingText:
    """Word one finding: what, why, since when, what next, and its articles."""
    words = FINDINGS[finding.code]
    params = {name: worded(name, value) for name, value in finding.params.items()}
    author = params.get("author", "")
    what = words.what.format(**params)
    return FindingText(
        what=f"{what[:-1]} (đ/c {author})." if author else what,
        why=words.why.format(**params),
        since=f"Được từ {say_date(finding.possible_from)}." if finding.possible_from else "",
        next=words.next.format(**params),
        citations=tuple(cited(citation) for citation in finding.citations),
    )


def cited(citation: Citation) -> str:
    """Name an article as people cite it, with what is not sure about it."""
    notes = []
    if citation.carried_forward:
        notes.append("giữ từ văn bản cũ, chưa thấy văn bản mới nhắc lại")
    if citation.confidence is not Confidence.HIGH:
        notes.append(CONFIDENCES[citation.confidence])
    return f"{citation.text} ({'; '.join(notes)})" if notes else citation.text


# ---------------------------------------------------------------------- duties and missing papers


@dataclass(frozen=True, slots=True)
class DutyWords:
    """A line of the worklist: title, one sentence of reason, the verb on its one button."""

    title: str
    reason: str
    button: str


DUTIES: Final[dict[DutyKind, DutyWords]] = {
    DutyKind.CONSIDER_RECOGNITION: DutyWords(
        "Xét công nhận chính thức: {person}",
        "Hết 12 tháng dự bị ngày {ends_on}. Chi bộ xét chậm nhất ngày {due_on}.",
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
        "Hết 12 tháng dự bị ngày {ends_on}; tự kiểm điểm và nhận xét viết sau ngày đó.",
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
