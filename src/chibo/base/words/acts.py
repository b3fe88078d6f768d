"""What every act of the log is called: the rest of a sentence that begins with who did it."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final, NamedTuple


@unique
class Group(StrEnum):
    """What sort of act a line tells of; its value stands in the address of a filtered page."""

    LOOK = "xem"
    EXPORT = "xuat"
    CHANGE = "ghi"
    ACCESS = "quyen"


GROUPS: Final[dict[Group, str]] = {
    Group.LOOK: "Xem phần đóng",
    Group.EXPORT: "Lấy ra, in",
    Group.CHANGE: "Ghi, sửa",
    Group.ACCESS: "Đăng nhập, quyền",
}


class Act(NamedTuple):
    """The words of an act and its group."""

    words: str
    group: Group


_LOOKS: Final = {
    "privacy.seen": "mở phần đóng của hồ sơ",
    "development.view_admission": "xem hồ sơ kết nạp",
    "development.view_recognition": "xem hồ sơ công nhận chính thức",
    "documents.open_file": "mở một tệp đã lưu",
    "documents.open_scan": "mở bản chụp của giấy tờ",
    "documents.view_scans": "xem các bản chụp của một giấy tờ",
}
_EXPORTS: Final = {
    "base.fetch_job": "tải tệp của việc chạy nền",
    "desk.export_log": "lấy nhật ký ra tệp",
    "desk.print_seal": "in tờ niêm phong nhật ký",
    "base.fetch_backup": "tải bản sao lưu về",
    "base.make_backup": "sao lưu",
    "desk.copy_own_data": "lấy bản dữ liệu của một người theo đề nghị",
    "desk.make_privacy_paper": "soạn giấy về dữ liệu cá nhân",
    "desk.export_list": "lấy một danh sách ra tệp",
    "desk.export_people": "tải danh sách người ra Excel",
    "development.export_dossier": "xuất hồ sơ ra tệp để kiểm tra",
    "exchange.make_archive": "xuất gói toàn bộ dữ liệu của tổ chức",
    "development.make_papers": "soạn giấy tờ của một người",
    "development.take_sheet": "lấy nhãn, mục lục hoặc lời kể của hồ sơ",
    "documents.open_template": "tải mẫu văn bản",
    "meetings.make_paper": "soạn giấy tờ của cuộc họp",
    "meetings.print": "mở giấy tờ của cuộc họp để in",
    "meetings.take_texts": "chép nội dung cuộc họp ra ngoài",
    "reports.export": "tải biểu thống kê",
    "reports.make_paper": "soạn báo cáo bằng văn bản",
    "reports.take_content": "tải nội dung báo cáo đã khóa",
    "reviews.make_paper": "soạn giấy tờ đánh giá, thi đua",
    "reviews.make_papers": "soạn cả bộ giấy tờ của đợt kiểm điểm",
}
_ACCESS: Final = {
    "accounts.ask_for_role": "đề nghị giao một vai trò, chờ người thứ hai",
    "accounts.change_second_step": "đổi cách đăng nhập hai bước",
    "accounts.close_account": "ngừng dùng một tài khoản",
    "accounts.create_user": "thêm tài khoản",
    "accounts.decline_role": "không xác nhận hoặc rút đề nghị giao vai trò",
    "accounts.end_all_sessions": "đăng xuất một tài khoản ở mọi nơi",
    "accounts.end_other_sessions": "đăng xuất các nơi khác",
    "accounts.grant_role": "giao vai trò",
    "accounts.link_person": "ghi tài khoản là của ai",
    "accounts.name_outside": "gắn danh tính ở dịch vụ đăng nhập với tài khoản",
    "accounts.open_emergency": "mở khẩn cấp phần riêng của hồ sơ",
    "accounts.refused_look": "hỏi điều không được giao quyền hoặc ngoài phạm vi",
    "accounts.see_emergency": "ghi đã biết một lần mở khẩn cấp",
    "accounts.set_emergency_rule": "đặt ai được mở khẩn cấp",
    "accounts.refused_sign_in": "thử đăng nhập nhưng không vào được",
    "accounts.reopen_account": "cho dùng lại một tài khoản",
    "accounts.revoke_role": "thôi vai trò",
    "accounts.set_pass_phrase": "đặt cụm mật khẩu mới",
    "accounts.set_second_step_rule": "đặt vai trò nào phải đăng nhập hai bước",
    "accounts.set_session_rule": "đặt khi nào hết phiên làm việc",
    "accounts.sign_in": "đăng nhập",
    "accounts.take_second_step_away": "gỡ bước đăng nhập thứ hai của một tài khoản",
}
_OFFICE: Final = {
    "desk.check_log": "kiểm tra nhật ký còn nguyên vẹn",
    "desk.check_seal": "đối chiếu nhật ký với tờ niêm phong",
    "base.blank_log": "xóa nội dung của những dòng nhật ký về người được xóa dữ liệu",
    "base.restore_backup": "khôi phục máy từ bản sao lưu",
    "base.seal_log": "niêm phong nhật ký",
    "base.set_seal_rule": "đặt việc niêm phong nhật ký",
    "base.ask_key_change": "yêu cầu đổi khóa",
    "base.change_key": "đổi khóa của bản cài đặt",
    "base.confirm_key_change": "xác nhận đổi khóa",
    "base.drill_lost_key": "diễn tập mất khóa",
    "base.drop_key_phrase": "bỏ cụm mật khẩu mở chibo",
    "base.set_key_phrase": "đặt cụm mật khẩu mở chibo",
    "base.show_sheet": "xem phiếu khôi phục mới",
    "base.withdraw_key_change": "rút yêu cầu đổi khóa",
    "base.drop_backup": "thay bản sao lưu cũ theo lịch",
    "base.miss_backup": "chưa sao lưu được theo lịch",
    "base.set_up_backups": "đặt nơi và lịch sao lưu",
    "base.try_backup": "thử khôi phục một bản sao lưu",
    "base.seal_records": "niêm phong lại các bản ghi sau khi nâng cấp",
    "base.accept_records": "chấp nhận các bản ghi bị đổi ngoài chương trình",
    "base.ask_job": "giao một việc chạy nền",
    "base.discard_job": "xóa tệp của việc chạy nền",
    "base.stop_job": "dừng một việc chạy nền",
    "documents.add_scan": "thêm bản chụp của giấy tờ",
    "documents.carry_scan": "chuyển bản chụp sang tờ giấy thay thế",
    "documents.choose_template": "chọn mẫu văn bản để dùng",
    "documents.compare_scan": "đối chiếu bản chụp với bản chính",
    "documents.keep_file": "lưu một tệp",
    "documents.keep_template": "tải lên mẫu văn bản của cơ quan",
    "documents.remove_scan": "bỏ bản chụp",
    "documents.switch_scans": "bật hoặc tắt việc giữ bản chụp",
    "documents.take_number": "lấy số văn bản",
    "exchange.decide_rows": "quyết định từng dòng của danh sách nhập",
    "exchange.discard_import": "bỏ một lần nhập danh sách",
    "exchange.match_columns": "đối chiếu cột của danh sách nhập",
    "exchange.move_working_day": "đổi ngày làm việc của chi bộ mẫu",
    "exchange.run_import": "nhập danh sách vào sổ",
    "exchange.undo_import": "hoàn tác một lần nhập danh sách",
    "exchange.upload_list": "tải lên danh sách để nhập",
}
_REGISTER: Final = {
    "desk.begin_term": "ghi đại hội và nhiệm kỳ mới",
    "register.add_person": "thêm người vào danh sách",
    "register.close_membership": "ghi thôi sinh hoạt đảng ở đơn vị",
    "register.confirm_amendment": "xác nhận giá trị bổ sung của quy định",
    "register.confirm_membership": "ghi công nhận đảng viên chính thức",
    "register.correct_person": "đính chính thông tin của một người",
    "register.end_employment": "ghi thôi công tác ở cơ quan",
    "register.end_exemption": "ghi sinh hoạt trở lại sau thời gian được miễn",
    "register.end_group": "ghi thôi hoạt động của tổ đảng",
    "register.exempt": "ghi miễn công tác, sinh hoạt",
    "register.found_group": "lập tổ đảng",
    "register.found_organisation": "lập tổ chức trong sổ",
    "register.hire": "ghi công tác ở cơ quan",
    "register.hold_office": "ghi chức vụ cấp ủy",
    "register.leave_office": "ghi thôi chức vụ cấp ủy",
    "register.open_membership": "ghi bắt đầu sinh hoạt đảng ở đơn vị",
    "register.plan_leave": "ghi ngày dự kiến nghỉ, chuyển công tác",
    "register.propose_amendment": "đề xuất bổ sung giá trị của quy định",
    "register.record_admission": "ghi việc kết nạp",
    "register.record_background": "ghi lý lịch để soạn giấy tờ",
    "register.reject_amendment": "từ chối giá trị bổ sung của quy định",
    "register.set_group_members": "ghi ai thuộc tổ đảng",
    "register.set_rule": "đặt quy tắc riêng của tổ chức",
    "register.shift_term": "dời ngày kết thúc nhiệm kỳ",
    "register.start_term": "ghi nhiệm kỳ",
    "register.take_back_admission": "rút lại việc kết nạp đã ghi",
    "register.take_back_confirmation": "rút lại việc công nhận chính thức đã ghi",
    "register.take_back_people": "rút lại những người vừa nhập",
    "register.transfer_in": "ghi chuyển sinh hoạt đến",
    "register.transfer_out": "ghi chuyển sinh hoạt đi",
    "register.transfer_temporarily": "ghi chuyển sinh hoạt tạm thời",
    "register.withdraw_amendment": "rút giá trị bổ sung của quy định",
}
_DATA_RIGHTS: Final = {
    "register.amend_breach": "bổ sung vào sổ sự cố dữ liệu",
    "register.answer_request": "báo đã nhận yêu cầu về dữ liệu cá nhân",
    "register.close_breach": "ghi xong một sự cố dữ liệu",
    "register.confirm_erasure": "xác nhận xóa dữ liệu của một người",
    "register.decide_request": "quyết định yêu cầu về dữ liệu cá nhân",
    "register.extend_request": "gia hạn yêu cầu về dữ liệu cá nhân",
    "register.finish_request": "ghi đã làm xong yêu cầu về dữ liệu cá nhân",
    "register.lift_restriction": "thôi hạn chế dùng dữ liệu của một người",
    "register.notify_breach": "ghi đã báo sự cố dữ liệu",
    "register.propose_erasure": "đề nghị xóa dữ liệu của một người",
    "register.receive_request": "nhận yêu cầu về dữ liệu cá nhân",
    "register.record_breach": "ghi sự cố dữ liệu",
    "register.reject_erasure": "không đồng ý xóa dữ liệu của một người",
    "register.replay_erasure": "xóa lại những gì đã xóa, sau khi khôi phục từ bản sao lưu",
    "register.restrict": "hạn chế dùng dữ liệu của một người",
    "register.state_privacy": "nêu căn cứ, thời hạn giữ dữ liệu cá nhân",
    "register.withdraw_request": "ghi rút yêu cầu về dữ liệu cá nhân",
}
_ROAD: Final = {
    "development.adjust_plan_item": "đổi ngày của một việc trong kế hoạch",
    "development.amend_class": "sửa ngày, chỗ của lớp bồi dưỡng",
    "development.announce_class": "ghi lớp bồi dưỡng",
    "development.assign_mentor": "phân công người giúp đỡ",
    "development.call_off_class": "ghi lớp bồi dưỡng bị hủy",
    "development.choose_for_class": "lập danh sách cử đi học",
    "development.end_mentorship": "ghi thôi phân công giúp đỡ",
    "development.finish_task": "ghi kết quả việc được giao",
    "development.give_task": "giao việc rèn luyện, thử thách",
    "development.keep_body": "ghi nơi cấp giấy chứng nhận",
    "development.label_case": "cấp số nhãn cho hồ sơ",
    "development.note_page_counts": "ghi số tờ của giấy tờ",
    "development.override_step": "ghi một bước khi còn điều kiện chưa đạt, có nêu lý do",
    "development.record_certificate": "ghi giấy chứng nhận",
    "development.record_paper": "ghi giấy tờ của hồ sơ",
    "development.record_results": "ghi kết quả lớp bồi dưỡng",
    "development.record_return": "ghi hồ sơ bị trả lại",
    "development.record_section": "ghi một mục để kiểm tra hồ sơ",
    "development.record_step": "ghi một bước phát triển đảng viên",
    "development.refresh_due": "tính lại các hạn",
    "development.remark_task": "ghi nhận xét của người giúp đỡ về một việc",
    "development.resolve_return_reason": "ghi đã sửa một lý do bị trả lại",
    "development.send_class_list": "ghi đã gửi danh sách cử đi học",
    "development.set_goal": "lập kế hoạch kết nạp",
    "development.take_back_certificate": "rút lại giấy chứng nhận đã ghi",
    "development.take_back_following": "thôi theo dõi những người vừa nhập",
    "development.take_back_step": "rút lại một bước đã ghi",
    "development.waive_finding": "nêu lý do cho một chỗ còn vướng của hồ sơ",
    "development.withdraw_goal": "bỏ kế hoạch kết nạp",
    "development.withdraw_paper": "rút một giấy tờ khỏi hồ sơ",
    "development.withdraw_plan_item": "bỏ một việc khỏi kế hoạch",
    "development.withdraw_task": "thôi một việc đã giao",
    "development.write_note": "ghi nhận xét tháng của người giúp đỡ",
}
_MEETINGS: Final = {
    "meetings.add_item": "thêm nội dung vào chương trình họp",
    "meetings.add_plan_line": "thêm buổi họp vào kế hoạch năm",
    "meetings.add_topic": "thêm chuyên đề",
    "meetings.adopt_minutes": "ghi biên bản đã được thông qua",
    "meetings.adopt_sheet": "ban hành phiếu chấm điểm buổi họp",
    "meetings.announce_absences": "ghi ai báo vắng",
    "meetings.answer_concern": "trả lời kiến nghị",
    "meetings.ask_exemption": "ghi đề nghị miễn sinh hoạt",
    "meetings.change_item": "sửa nội dung chương trình họp",
    "meetings.change_meeting": "sửa ngày, giờ, nơi họp",
    "meetings.change_plan_line": "sửa một dòng kế hoạch năm",
    "meetings.change_topic": "sửa chuyên đề",
    "meetings.describe_session": "ghi cách tổ chức buổi họp",
    "meetings.draw_up_agenda": "soạn chương trình họp",
    "meetings.draw_up_year": "lập kế hoạch họp cả năm",
    "meetings.enter_paper_meeting": "nhập cuộc họp ghi trên giấy",
    "meetings.grant_exemption": "ghi quyết định miễn sinh hoạt",
    "meetings.keep_drafts": "lưu nháp biên bản",
    "meetings.move_item": "đổi thứ tự chương trình họp",
    "meetings.note_minutes": "ghi chú vào biên bản đã thông qua",
    "meetings.plan_meeting": "lập cuộc họp",
    "meetings.propose_absence": "đề nghị chi bộ xem xét người bỏ sinh hoạt",
    "meetings.record_past_meeting": "ghi cuộc họp cũ",
    "meetings.record_past_resolution": "ghi nghị quyết cũ",
    "meetings.record_vote": "ghi kết quả biểu quyết",
    "meetings.remove_item": "bỏ nội dung khỏi chương trình họp",
    "meetings.remove_plan_line": "bỏ một dòng kế hoạch năm",
    "meetings.report_task": "ghi kết quả việc cuộc họp giao",
    "meetings.resolve": "ghi nghị quyết",
    "meetings.retire_topic": "thôi dùng chuyên đề",
    "meetings.score_session": "chấm điểm buổi họp",
    "meetings.take_attendance": "điểm danh",
    "meetings.withdraw_request": "rút đề nghị miễn sinh hoạt",
    "meetings.write_box": "ghi một ô biên bản",
    "meetings.write_content": "ghi nội dung cuộc họp",
}
_REPORTS: Final = {
    "reports.keep_report": "giữ lại báo cáo",
    "reports.lock_report": "khóa báo cáo",
    "reports.note_sending": "ghi đã gửi báo cáo",
    "reports.renew_report": "lập bản mới của báo cáo",
    "reports.write_report": "sửa câu chữ báo cáo",
}
_REVIEWS: Final = {
    "reviews.adopt_point_sheet": "ban hành bảng điểm",
    "reviews.amend_target": "điều chỉnh chỉ tiêu",
    "reviews.annul_discipline": "ghi thay đổi, hủy kỷ luật",
    "reviews.change_activity": "sửa hoạt động tuyên truyền",
    "reviews.change_campaign": "sửa đợt thi đua",
    "reviews.change_commitment_round": "sửa đợt cam kết",
    "reviews.check_commitment": "ghi việc thực hiện cam kết",
    "reviews.classify": "ghi xếp loại",
    "reviews.close_badge": "thôi đề nghị Huy hiệu Đảng",
    "reviews.close_commendation": "thôi đề nghị khen thưởng",
    "reviews.conclude": "kết thúc đợt kiểm điểm",
    "reviews.confirm_commitments": "xác nhận bản cam kết",
    "reviews.decide": "ghi quyết định xếp loại",
    "reviews.decide_badges": "ghi quyết định tặng Huy hiệu Đảng",
    "reviews.decide_commendation": "ghi quyết định khen thưởng",
    "reviews.excuse_commitment": "ghi miễn nộp cam kết",
    "reviews.give_badges": "ghi đã trao Huy hiệu Đảng",
    "reviews.hand_in": "ghi đã nhận bản kiểm điểm",
    "reviews.hand_in_commitments": "ghi đã nhận bản cam kết",
    "reviews.launch_campaign": "mở đợt thi đua",
    "reviews.open_commitment_round": "mở đợt cam kết năm",
    "reviews.open_round": "mở đợt kiểm điểm, xếp loại",
    "reviews.plan_decision": "đổi ngày dự kiến quyết định xếp loại",
    "reviews.propose": "ghi mức đề nghị xếp loại",
    "reviews.propose_badge": "đề nghị Huy hiệu Đảng cho một người",
    "reviews.propose_badges": "đề nghị Huy hiệu Đảng",
    "reviews.propose_commendation": "đề nghị khen thưởng",
    "reviews.receive_opinion": "ghi ý kiến góp ý kiểm điểm",
    "reviews.record_activity": "ghi hoạt động tuyên truyền",
    "reviews.record_ballot": "ghi kết quả bỏ phiếu xếp loại",
    "reviews.record_commendation": "ghi khen thưởng",
    "reviews.record_complaint": "ghi khiếu nại kỷ luật",
    "reviews.record_discipline": "ghi kỷ luật",
    "reviews.record_earlier_badge": "ghi Huy hiệu Đảng đã nhận",
    "reviews.record_review": "ghi kết quả xếp loại của năm trước",
    "reviews.record_title": "ghi danh hiệu của tổ chức",
    "reviews.register_people": "ghi ai đăng ký thi đua",
    "reviews.remove_activity": "bỏ hoạt động tuyên truyền",
    "reviews.reword_commitment_round": "sửa lời văn bản cam kết",
    "reviews.score": "ghi điểm kiểm điểm",
    "reviews.set_standing": "ghi diện kiểm điểm, xếp loại của một người",
    "reviews.set_target": "nhập chỉ tiêu",
    "reviews.settle_complaint": "ghi kết quả giải quyết khiếu nại",
    "reviews.take_back_commitment": "rút lại bản cam kết đã ghi",
    "reviews.take_back_entry": "rút lại đăng ký thi đua",
    "reviews.tell_sources": "ghi ai dự hoạt động tuyên truyền",
    "reviews.withdraw_target": "bỏ chỉ tiêu",
    "reviews.withdraw_title": "bỏ ghi danh hiệu",
    "reviews.word_promise": "ghi nội dung cam kết",
    "reviews.write_commitment": "ghi bản cam kết",
    "reviews.write_entry": "ghi kết quả thi đua",
    "reviews.write_unit_part": "ghi phần thi đua của đơn vị",
}
_CHANGES: Final = (_OFFICE, _REGISTER, _DATA_RIGHTS, _ROAD, _MEETINGS, _REPORTS, _REVIEWS)

ACTS: Final[dict[str, Act]] = {
    **{code: Act(words, Group.LOOK) for code, words in _LOOKS.items()},
    **{code: Act(words, Group.EXPORT) for code, words in _EXPORTS.items()},
    **{code: Act(words, Group.ACCESS) for code, words in _ACCESS.items()},
    **{code: Act(words, Group.CHANGE) for some in _CHANGES for code, words in some.items()},
}


def act_said(code: str) -> str:
    """Say an act; one that this version does not know is said by its code."""
    known = ACTS.get(code)
    return known.words if known else f"việc “{code}”"


CHANGES_NOTHING: Final = frozenset(
    {
        *_LOOKS,
        "accounts.refused_look",
        "accounts.refused_sign_in",
        "accounts.sign_in",
        "desk.export_list",
        "desk.export_log",
        "desk.export_people",
        "development.export_dossier",
        "exchange.make_archive",
        "development.take_sheet",
        "meetings.print",
        "meetings.take_texts",
        "reports.export",
    }
)
"""Acts after which every record is as it was before: who only looked, took away or came in."""


def codes_of(group: str) -> list[str]:
    """The codes of a group, sorted; none for a group that does not exist."""
    return sorted(code for code, act in ACTS.items() if act.group == group)
