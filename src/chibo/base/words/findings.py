"""Vietnamese for what the law answers: every finding, duty, missing paper, and the closed lists they speak of.

Each finding is worded in the four parts that a refusal owes its reader: what cannot be done, why, since when it can,
and what to do next. Dates in the parameters become ``5-6-2018`` here, codes become their words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from chibo.base.dates import say_date
from chibo.base.words.checker import CheckText, check_text
from chibo.base.words.duties import DUTIES, MISSING, DutyText, DutyWords, duty_text, missing_text
from chibo.base.words.lists import (
    ACTORS,
    CONFIDENCES,
    DOSSIERS,
    DUTY_GROUPS,
    EXEMPTION_GROUNDS,
    FIELDS,
    GRADES,
    LEFT_OUT,
    MILESTONES,
    PAPERS,
    PHASES,
    REDO,
    REVIEW_GRADES,
    SEXES,
    STAGES,
    STEPS,
    VOTE_METHODS,
    cited,
    worded,
)
from chibo.base.words.reviews import (
    CAP_BASES,
    CAP_SCOPES,
    CIRCUMSTANCES,
    CONDITION_STATES,
    CRITERION_GRADES,
    DISCIPLINE_BARS,
    DISCIPLINE_BODIES,
    DISCIPLINES,
    LEVEL_CONDITIONS,
    POINT_GROUPS,
    REVIEW_EFFECTS,
    REVIEW_REGIMES,
    REVIEWS,
    ROUNDINGS,
    SHEET_SUBJECTS,
    UNFULFILLED_GROUNDS,
)
from chibo.base.words.sessions import SESSIONS
from chibo.law.checker import CheckFinding

if TYPE_CHECKING:
    from chibo.law.verdict import Finding

__all__ = [
    "ACTORS",
    "CAP_BASES",
    "CAP_SCOPES",
    "CIRCUMSTANCES",
    "CONDITION_STATES",
    "CONFIDENCES",
    "CRITERION_GRADES",
    "DISCIPLINES",
    "DISCIPLINE_BARS",
    "DISCIPLINE_BODIES",
    "DOSSIERS",
    "DUTIES",
    "DUTY_GROUPS",
    "EXEMPTION_GROUNDS",
    "FIELDS",
    "FINDINGS",
    "GRADES",
    "LEFT_OUT",
    "LEVEL_CONDITIONS",
    "MILESTONES",
    "MISSING",
    "PAPERS",
    "PHASES",
    "POINT_GROUPS",
    "REDO",
    "REVIEW_EFFECTS",
    "REVIEW_GRADES",
    "REVIEW_REGIMES",
    "ROUNDINGS",
    "SEXES",
    "SHEET_SUBJECTS",
    "STAGES",
    "STEPS",
    "UNFULFILLED_GROUNDS",
    "VOTE_METHODS",
    "CheckText",
    "DutyText",
    "DutyWords",
    "FindingText",
    "FindingWords",
    "check_words",
    "cited",
    "duty_text",
    "missing_text",
    "sentence",
    "worded",
]

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
    "nothing_decided": FindingWords(
        "Chưa ghi được “{step}” ngày {on}.",
        "Hồ sơ chưa có quyết định kết nạp hoặc công nhận để sửa hay hủy.",
        "Ghi quyết định trước, hoặc rút lại bước ghi sai.",
    ),
    "corrected_before_decision": FindingWords(
        "Ngày {on} ở trước ngày quyết định {decided_on}.",
        "Chỉ sửa, xác nhận hoặc hủy được quyết định đã có.",
        "Kiểm lại hai ngày trên văn bản.",
    ),
    "nothing_to_report": FindingWords(
        "Chưa thấy lần biểu quyết nào không đủ tỷ lệ trước ngày {on}.",
        "Báo cáo này nêu những lần biểu quyết không đủ tỷ lệ.",
        "Ghi kết quả các lần biểu quyết ở cuộc họp trước.",
    ),
    "case_closed": FindingWords(
        "Không ghi thêm được bước “{step}”.",
        "Hồ sơ đã kết thúc ở “{stage}”.",
        "Nếu bắt đầu lại, lập hồ sơ mới cho người này.",
    ),
    "step_missing": FindingWords(
        "Hồ sơ chưa có “{missing}”.",
        "Phải có trước khi ghi bước “{step}”.",
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
        "Chọn kết quả biểu quyết đã ghi ở cuộc họp; nếu chưa có, mở cuộc họp và ghi biểu quyết trước.",
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
    **{code: FindingWords(*words) for code, words in (SESSIONS | REVIEWS).items()},
}


def sentence(finding: Finding) -> FindingText:
    """Word one finding: what, why, since when, what next, and its articles."""
    if isinstance(finding, CheckFinding):
        return _checked(finding)
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


def check_words(finding: CheckFinding) -> CheckText:
    """Word one finding of the checker in its parts, for lists by paper and for print."""
    return check_text(finding, {code: f"{words.what} {words.why}" for code, words in FINDINGS.items()})


def _checked(finding: CheckFinding) -> FindingText:
    """A finding of the checker in the four parts of every refusal."""
    text = check_words(finding)
    return FindingText(
        what=f"{text.title}: {text.what}",
        why=" ".join(part for part in (f"{'; '.join(text.papers)}." if text.papers else "", text.follows) if part),
        since=f"Được từ {say_date(finding.possible_from)}." if finding.possible_from else "",
        next=text.repair,
        citations=text.citations,
    )
