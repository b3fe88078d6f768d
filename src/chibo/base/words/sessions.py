"""How the findings on sessions, exemption, terms and committees are worded: what, why, what next."""

from __future__ import annotations

from typing import Final

SESSIONS: Final[dict[str, tuple[str, str, str]]] = {
    "session_too_short": (
        "Buổi sinh hoạt kéo dài {minutes} phút.",
        "Quy định của ngày họp đòi ít nhất {least} phút.",
        "Ghi đúng số phút; cấp ủy có thẩm quyền đặt mức riêng thì khai ở Cài đặt, Quy tắc riêng.",
    ),
    "papers_late": (
        "Tài liệu gửi ngày {sent_on} cho buổi họp ngày {on}.",
        "Tài liệu phải tới đảng viên trước ít nhất {days} ngày.",
        "Lần sau gửi sớm hơn; ghi lý do gửi muộn vào biên bản.",
    ),
    "online_too_few_apart": (
        "Chưa họp trực tuyến được: {apart} trong {base} đảng viên không thể họp một nơi.",
        "Phải quá nửa số đảng viên của chi bộ (trừ người được miễn và người bị đình chỉ) không họp tập trung được.",
        "Họp tập trung, hoặc ghi đúng số người không về họp được.",
    ),
    "by_group_without_groups": (
        "Chưa họp theo tổ đảng được: chi bộ chưa có tổ đảng nào.",
        "Chỉ chi bộ có các tổ đảng mới họp theo tổ.",
        "Ghi các tổ đảng của chi bộ trước.",
    ),
    "by_group_too_few": (
        "Chưa họp theo tổ đảng được: chi bộ có {members} đảng viên.",
        "Chỉ chi bộ từ {least} đảng viên trở lên mới họp theo tổ.",
        "Họp toàn chi bộ.",
    ),
    "by_group_too_often": (
        "Năm {year} chi bộ đã họp theo tổ đảng {times} lần.",
        "Mỗi năm không quá {most} lần.",
        "Họp toàn chi bộ.",
    ),
    "absent_without_reason": (
        "Đ/c {name} vắng sinh hoạt không lý do {count} tháng trong năm {year}.",
        "Bỏ sinh hoạt từ {least} tháng trong năm mà không có lý do chính đáng thì chi bộ xem xét, đề nghị xóa tên.",
        "Nghe đảng viên trình bày, rồi đưa ra chi bộ xem xét; chương trình không tự xóa tên ai.",
    ),
    "exemption_not_asked": (
        "Chưa xét miễn được: đảng viên chưa tự mình đề nghị.",
        "Chỉ xét miễn khi đảng viên có đề nghị.",
        "Nhận đơn của đảng viên, rồi ghi lại.",
    ),
    "exemption_not_weak": (
        "Chưa xét miễn được: chưa ghi sức khỏe yếu.",
        "Tuổi cao phải đi cùng sức yếu.",
        "Xem giấy tờ về sức khỏe của đảng viên, đánh dấu ô “sức khỏe yếu” nếu đúng.",
    ),
    "exemption_age_unknown": (
        "Chưa biết tuổi hoặc giới tính của đảng viên nên chưa đối chiếu được tuổi.",
        "Quy định của ngày đề nghị có nêu số tuổi.",
        "Bổ sung ngày sinh, giới tính ở trang của đảng viên.",
    ),
    "exemption_too_young": (
        "Chưa xét miễn được: đảng viên {age} tuổi.",
        "Quy định của ngày đề nghị đòi từ {least} tuổi.",
        "Chọn đúng lý do, hoặc chờ đủ tuổi.",
    ),
    "exemption_ground_unknown": (
        "Chưa xét miễn được vì lý do này.",
        "Quy định của ngày đề nghị không nêu lý do này.",
        "Chọn đúng lý do trong danh mục, hoặc xin ý kiến cấp ủy cấp trên.",
    ),
    "term_of_other_length": (
        "Nhiệm kỳ ghi đến {ends_on}; tính theo quy định là {usual} ({months} tháng từ {starts_on}).",
        "Chương trình giữ đúng ngày đồng chí ghi; ngày theo quy định chỉ để đối chiếu.",
        "Đối chiếu nghị quyết đại hội; nếu dời thì ghi căn cứ ở mục Dời đại hội.",
    ),
    "term_shift_beyond_limit": (
        "Dời đại hội từ {planned} đến {moved_to} là quá {months} tháng.",
        "Điều lệ cho sớm hoặc muộn không quá {months} tháng.",
        "Ghi rõ văn bản cho phép dời xa hơn trong phần căn cứ.",
    ),
    "committee_in_small_cell": (
        "Chi bộ có {official} đảng viên chính thức nên chưa bầu chi ủy.",
        "Từ {least} đảng viên chính thức mới bầu chi ủy; dưới số đó bầu bí thư, nếu cần thì một phó bí thư.",
        "Chỉ ghi bí thư và phó bí thư.",
    ),
    "committee_not_elected": (
        "Chi bộ có {official} đảng viên chính thức nhưng chưa ghi chi ủy viên nào.",
        "Từ {least} đảng viên chính thức thì bầu chi ủy trước, rồi bầu bí thư, phó bí thư trong chi ủy.",
        "Ghi các chi ủy viên đã bầu.",
    ),
    "committee_too_large": (
        "Chi ủy ghi {committee} người.",
        "Chi ủy không quá {most} người.",
        "Đối chiếu biên bản bầu cử, bỏ bớt người ghi nhầm.",
    ),
    "too_many_deputies": (
        "Ghi {deputies} phó bí thư.",
        "Chi bộ bầu không quá {most} phó bí thư.",
        "Đối chiếu biên bản bầu cử, bỏ bớt người ghi nhầm.",
    ),
    "congress_quorum_short": (
        "Đại hội có {present} trong {official} đảng viên chính thức dự.",
        "Cần ít nhất {share} số được triệu tập (con số ghi theo trí nhớ, chưa đối chiếu được văn bản).",
        "Đối chiếu quy chế bầu cử, hỏi cấp ủy cấp trên trước khi khai mạc.",
    ),
}
