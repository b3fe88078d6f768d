"""Vietnamese for the yearly review, badges and discipline: the closed lists and the findings (what, why, what next)."""

from __future__ import annotations

from typing import Final

from chibo.law.classification import CapBase, ConditionState, PointGroup, Rounding, SheetSubject
from chibo.law.discipline import DisciplineBody
from chibo.law.vocabulary import (
    CapScope,
    Circumstance,
    CriterionGrade,
    Discipline,
    DisciplineBar,
    LevelCondition,
    ReviewEffect,
    ReviewRegime,
    UnfulfilledGround,
)

CAP_BASES: Final[dict[CapBase, str]] = {
    CapBase.GOOD_ONLY: "số hoàn thành tốt",
    CapBase.GOOD_OR_BETTER: "số hoàn thành tốt trở lên",
    CapBase.ALL_RATED: "mọi người được xếp loại",
}
ROUNDINGS: Final[dict[Rounding, str]] = {
    Rounding.DOWN: "bỏ phần lẻ",
    Rounding.NEAREST: "làm tròn số gần nhất",
}
CAP_SCOPES: Final[dict[CapScope, str]] = {
    CapScope.GRASSROOTS_ORGANISATION: "toàn tổ chức cơ sở đảng",
    CapScope.SIMILAR_ROLE: "nhóm có vai trò, nhiệm vụ giống nhau",
}
REVIEW_REGIMES: Final[dict[ReviewRegime, str]] = {
    ReviewRegime.GUIDANCE_2011: "Hướng dẫn 07-HD/BTCTW (2011)",
    ReviewRegime.GUIDANCE_2014: "Hướng dẫn 27-HD/BTCTW (2014)",
    ReviewRegime.REGULATION_2018: "Quy định 132-QĐ/TW, Hướng dẫn 16-HD/BTCTW (2018)",
    ReviewRegime.REGULATION_2019: "Quy định 132-QĐ/TW, Hướng dẫn 21-HD/BTCTW (2019)",
    ReviewRegime.REGULATION_2023: "Quy định 124-QĐ/TW, Hướng dẫn 25-HD/BTCTW (2023)",
    ReviewRegime.REGULATION_2025: "Quy định 366-QĐ/TW, Hướng dẫn 43-HD/BTCTW (2025)",
}
CIRCUMSTANCES: Final[dict[Circumstance, str]] = {
    Circumstance.EXEMPT: "được miễn công tác và sinh hoạt đảng",
    Circumstance.SUSPENDED: "bị đình chỉ sinh hoạt đảng",
    Circumstance.RECENTLY_ADMITTED: "mới kết nạp, chưa đủ thời gian",
    Circumstance.PROBATIONARY: "đảng viên dự bị",
    Circumstance.COMMITTEE_SUSPENDED: "bị đình chỉ sinh hoạt cấp ủy",
    Circumstance.SICK_LEAVE: "nghỉ ốm dài trong năm",
    Circumstance.MATERNITY: "nghỉ thai sản trong năm",
    Circumstance.YOUNG_ORGANISATION: "tổ chức đảng mới lập, chưa đủ thời gian",
}
REVIEW_EFFECTS: Final[dict[ReviewEffect, str]] = {
    ReviewEffect.NOT_REVIEWED: "không kiểm điểm, không xếp loại",
    ReviewEffect.NOT_RATED: "kiểm điểm, chưa xếp loại",
    ReviewEffect.RATED: "kiểm điểm, xếp loại",
    ReviewEffect.AT_MOST_FULFILLED: "xếp cao nhất là hoàn thành nhiệm vụ",
    ReviewEffect.TIME_WORKED: "xếp theo thời gian thực tế làm việc trong năm",
    ReviewEffect.NOT_FOUND: "chưa có căn cứ",
}
CRITERION_GRADES: Final[dict[CriterionGrade, str]] = {
    CriterionGrade.EXCELLENT: "Xuất sắc",
    CriterionGrade.GOOD: "Tốt",
    CriterionGrade.AVERAGE: "Trung bình",
    CriterionGrade.POOR: "Kém",
}
LEVEL_CONDITIONS: Final[dict[LevelCondition, str]] = {
    LevelCondition.POINTS: "tổng điểm",
    LevelCondition.TASKS_DONE: "mọi nhiệm vụ đã làm xong",
    LevelCondition.TASKS_ON_TIME: "nhiệm vụ đúng hạn, bảo đảm chất lượng",
    LevelCondition.FEW_TASKS_LATE: "nhiệm vụ chậm hạn trong mức cho phép",
    LevelCondition.BEYOND_REQUIREMENT: "nhiệm vụ vượt yêu cầu",
    LevelCondition.SHORTCOMINGS_REMEDIED: "hạn chế trước đây đã khắc phục xong",
    LevelCondition.NOBODY_DISCIPLINED: "không có đơn vị trực thuộc hay người lãnh đạo bị kỷ luật",
    LevelCondition.TASK_CRITERIA_EXCELLENT: "tiêu chí về kết quả nhiệm vụ đạt xuất sắc",
    LevelCondition.OTHER_CRITERIA_GOOD: "các tiêu chí khác đạt tốt trở lên",
    LevelCondition.EMPLOYEE_EXCELLENT: "là cán bộ, công chức, viên chức thì cũng được xếp hoàn thành xuất sắc",
}
CONDITION_STATES: Final[dict[ConditionState, str]] = {
    ConditionState.MET: "đạt",
    ConditionState.FAILED: "không đạt",
    ConditionState.UNTOLD: "chưa ghi",
}
UNFULFILLED_GROUNDS: Final[dict[UnfulfilledGround, str]] = {
    UnfulfilledGround.BELOW_FULFILLED: "không đạt mức hoàn thành nhiệm vụ",
    UnfulfilledGround.DEGRADED: "có kết luận suy thoái của cấp có thẩm quyền",
    UnfulfilledGround.UNDER_HALF_OF_TARGETS: "đạt dưới một nửa chỉ tiêu, nhiệm vụ của năm",
    UnfulfilledGround.EMPLOYEE_UNFULFILLED: "là cán bộ, công chức, viên chức bị xếp không hoàn thành nhiệm vụ",
    UnfulfilledGround.DISCIPLINED: "bị kỷ luật trong năm",
}
SHEET_SUBJECTS: Final[dict[SheetSubject, str]] = {
    SheetSubject.MEMBER: "đảng viên không giữ chức vụ lãnh đạo, quản lý",
    SheetSubject.LEADER: "đảng viên giữ chức vụ lãnh đạo, quản lý",
    SheetSubject.OUTSIDE: "đảng viên không làm việc trong hệ thống chính trị",
    SheetSubject.COLLECTIVE: "tổ chức đảng",
}
POINT_GROUPS: Final[dict[PointGroup, str]] = {
    PointGroup.COMMON: "tiêu chí chung",
    PointGroup.TASKS: "kết quả thực hiện nhiệm vụ",
}
DISCIPLINES: Final[dict[Discipline, str]] = {
    Discipline.REPRIMAND: "Khiển trách",
    Discipline.WARNING: "Cảnh cáo",
    Discipline.DISMISSAL: "Cách chức",
    Discipline.EXPULSION: "Khai trừ",
    Discipline.DISSOLUTION: "Giải tán",
}
DISCIPLINE_BARS: Final[dict[DisciplineBar, str]] = {
    DisciplineBar.PREGNANT: "đang mang thai",
    DisciplineBar.NURSING: "đang nuôi con dưới 12 tháng tuổi",
    DisciplineBar.HOSPITALISED: "bị bệnh hiểm nghèo, đang nằm viện",
}
DISCIPLINE_BODIES: Final[dict[DisciplineBody, str]] = {
    DisciplineBody.CELL: "Chi bộ",
    DisciplineBody.CELL_COMMITTEE: "Chi ủy",
    DisciplineBody.HIGHER_COMMITTEE: "Cấp ủy cấp trên",
}

REVIEWS: Final[dict[str, tuple[str, str, str]]] = {
    "review_effect_unknown": (
        "Chưa có căn cứ cho trường hợp {circumstance}.",
        "Văn bản của ngày quyết định xếp loại chưa thấy nói về trường hợp này.",
        "Cấp ủy quyết định có kiểm điểm, xếp loại hay không, rồi ghi căn cứ.",
    ),
    "review_regime_changed": (
        "Quy định xếp loại đổi từ ngày {since}, trong thời gian đánh giá năm {year}.",
        "Đầu năm {year}: {before}. Quyết định ngày {on}: {now}.",
        "Xếp loại theo quy định của ngày quyết định; đối chiếu hướng dẫn của cấp trên cho năm này.",
    ),
    "title_is_no_level": (
        "Danh hiệu và mức xếp loại ngày {on} không đổi ngang cho nhau được.",
        "Ngày ấy “trong sạch, vững mạnh” là {meaning}.",
        "Giữ nguyên tên ghi trong quyết định; cần mức theo cách gọi mới thì xem lại kết quả xếp loại.",
    ),
    "draft_sent_late": (
        "Dự thảo báo cáo kiểm điểm gửi ngày {sent}, họp ngày {on} là chưa đủ thời gian.",
        "Phải gửi trước ít nhất {days} ngày làm việc.",
        "Dời ngày họp, hoặc ghi lý do gửi muộn vào biên bản.",
    ),
    "ceiling_not_final": (
        "Con số của {group} chỉ để xem trước.",
        "Tỷ lệ hoàn thành xuất sắc tính trong {scope}, do cấp quyết định xếp loại chốt.",
        "Chọn phạm vi tính đúng, hoặc chờ cấp trên cộng chung.",
    ),
    "excellent_over_ceiling": (
        "{group} đề nghị {excellent} trường hợp hoàn thành xuất sắc, trần là {limit}.",
        "{percent}% của {count} ({base}) là {exact}; khi nâng một người lên xuất sắc thì số hoàn thành tốt cũng giảm.",
        "Chọn lại, hoặc ghi văn bản của cấp trên cho phép.",
    ),
    "excellent_by_exception": (
        "{group} có {excellent} trường hợp hoàn thành xuất sắc, vượt trần {limit}.",
        "{percent}% của {count} ({base}) là {exact}. Căn cứ cho phép vượt: {ground}.",
        "Lưu văn bản cho phép cùng hồ sơ xếp loại.",
    ),
    "level_condition_failed": (
        "Chưa xếp được mức {level}.",
        "Chưa đạt điều kiện: {condition}.",
        "Chọn mức thấp hơn, hoặc sửa nếu ghi nhầm.",
    ),
    "level_number_short": (
        "Chưa xếp được mức {level}.",
        "Điều kiện “{condition}” cần {wanted}, đã ghi {told}.",
        "Chọn mức thấp hơn, hoặc sửa nếu ghi nhầm.",
    ),
    "level_condition_untold": (
        "Chưa xếp được mức {level}.",
        "Chưa ghi điều kiện: {condition}. Chỉ có điểm thì chưa định được mức.",
        "Ghi đủ các điều kiện rồi xếp lại.",
    ),
    "level_must_be_lowest": (
        "Phải xếp không hoàn thành nhiệm vụ.",
        "Trường hợp này {ground}.",
        "Xếp không hoàn thành nhiệm vụ, hoặc sửa nếu ghi nhầm.",
    ),
    "level_above_circumstances": (
        "Chưa xếp được mức {level}.",
        "Hoàn cảnh trong năm chỉ cho xếp cao nhất là {highest}.",
        "Xếp từ mức ấy trở xuống.",
    ),
    "mark_missing": (
        "Mục “{item}” chưa có điểm.",
        "Phiếu phải chấm đủ các mục mới cộng được.",
        "Ghi điểm; không đạt thì ghi 0.",
    ),
    "mark_of_no_item": ("Phiếu không có mục {item}.", "Điểm này không thuộc mục nào.", "Chọn đúng mẫu phiếu."),
    "mark_out_of_range": (
        "Điểm {mark} của mục “{item}” không ghi được.",
        "Mục này từ 0 đến {most} điểm.",
        "Ghi lại điểm.",
    ),
    "sheet_is_example": (
        "“{sheet}” là mẫu tự soạn, chưa phải phụ lục chính thức.",
        "Phụ lục của văn bản chưa tìm thấy; chương trình chỉ giữ đúng thang điểm chung.",
        "Đối chiếu với phụ lục cấp trên gửi; khác thì soạn phiếu của đơn vị.",
    ),
    "sheet_without_points_rule": (
        "“{sheet}” chấm điểm, nhưng ngày {on} chưa có quy định xếp loại theo điểm.",
        "Thang điểm chung chỉ thấy từ 30-8-2025.",
        "Xếp loại theo tiêu chí của quy định lúc đó.",
    ),
    "sheet_group_differs": (
        "“{sheet}” có {have} điểm cho nhóm {group}.",
        "Thang điểm của quy định là {wanted}.",
        "Sửa điểm các mục cho khớp, hoặc ghi văn bản cho phép khác.",
    ),
    "sheet_condition_missing": (
        "“{sheet}” chưa hỏi điều kiện: {condition}.",
        "Điểm và điều kiện phải cùng đạt mới xếp được mức.",
        "Thêm điều kiện này vào phiếu.",
    ),
    "discipline_form_unfit": (
        "Hình thức {form} không dùng được cho đảng viên này.",
        "Đảng viên dự bị chỉ bị khiển trách, cảnh cáo; cách chức chỉ với người đang giữ chức vụ.",
        "Chọn đúng hình thức, hoặc sửa tình trạng của đảng viên.",
    ),
    "discipline_by_cell_committee": (
        "Chi ủy không quyết định được kỷ luật {form}.",
        "Quy định không cho chi ủy quyết định hình thức nào.",
        "Đưa ra chi bộ biểu quyết.",
    ),
    "discipline_above_cell": (
        "Chi bộ không tự quyết định được kỷ luật {form} trong trường hợp này.",
        "Chi bộ quyết định khiển trách, cảnh cáo; hình thức khác hoặc người do cấp trên quản lý thì chi bộ đề nghị.",
        "Ghi nghị quyết đề nghị và gửi cấp ủy có thẩm quyền.",
    ),
    "discipline_not_now": (
        "Chưa xem xét kỷ luật lúc này.",
        "Đảng viên {bar}.",
        "Chờ hết thời gian ấy rồi xem xét.",
    ),
}
