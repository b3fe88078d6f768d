"""Vietnamese for the pages of the check: what to look at on paper, what nobody typed yet, lists people choose from."""

from __future__ import annotations

from typing import Final

from chibo.base.words.checks import TITLES
from chibo.law.dossier.kinds import OpinionSource, PeriodKind, Presence, Relation, RequestKind, TickKind

TICKS: Final = {
    TickKind.BACKGROUND_CLEAN: "Lý lịch không tẩy xóa, không bỏ dòng",
    TickKind.EDGE_SEAL: "Dấu giáp lai đủ các trang của lý lịch",
    TickKind.APPLICATION_HANDWRITTEN: "Đơn do người xin vào Đảng tự viết tay",
    TickKind.CONCLUSION_SEALED: "Kết luận thẩm tra có chữ ký của bí thư và con dấu",
    TickKind.CARRIED_SEALED: "Lý lịch gửi đi được niêm phong, do đảng viên mang",
    TickKind.RESIDENCE_CERTIFIED: "Chữ ký của ý kiến nơi cư trú đã được xác nhận",
    TickKind.SAME_INK_ORIGINAL: "Lý lịch là bản gốc, cùng một loại mực",
    TickKind.OWN_HAND: "Phần tự khai do chính người khai viết",
}
"""What somebody says who looked at the paper."""

UNTOLD: Final = {
    "person.relatives": ("Người thân trong lý lịch", "nguoi-than"),
    "person.history": ("Quá trình học tập, công tác", "qua-trinh"),
    "person.residences": ("Nơi cư trú", ""),
    "person.places": ("Địa danh cũ và mới trong lý lịch", ""),
    "person.home_place_source": ("Giấy tờ dùng để ghi quê quán", ""),
    "person.schooling": ("Trình độ học vấn", ""),
    "person.units": ("Thời gian ở từng đơn vị", ""),
    "helpers": ("Người giúp đỡ", ""),
    "helpers.units": ("Thời gian người giúp đỡ ở từng đơn vị", ""),
    "remarks": ("Nhận xét định kỳ của người giúp đỡ và chi bộ", ""),
    "verification": ("Thẩm tra lý lịch: hỏi ai, ở đâu, đã trả lời chưa", "tham-tra"),
    "has_open_question": ("Còn vấn đề chưa rõ hay không", "tham-tra"),
    "opinions": ("Ý kiến nơi cư trú và đoàn thể", "y-kien"),
    "decisions": ("Cấp ra quyết định và cách quyết định", ""),
    "binding": ("Mục lục, số tờ của tập hồ sơ", ""),
    "organisation.bodies": ("Tên các tổ chức ban hành giấy tờ", ""),
    "papers.issuer": ("Nơi cấp giấy chứng nhận", ""),
    "context.issuers": ("Danh sách nơi được cấp giấy chứng nhận", ""),
    "context.member_lists": ("Danh sách đảng viên vào ngày họp", ""),
    "context.neighbours": ("Nội dung đơn của hồ sơ khác", ""),
    "context.receipts": ("Sổ nhận đơn", ""),
}
"""Each block the checker may miss: its name, and the address of the form that asks for it, where there is one."""

SECTION_SLUGS: Final = {
    "tham-tra": ("verification", "Thẩm tra lý lịch"),
    "y-kien": ("opinions", "Ý kiến nơi cư trú và đoàn thể"),
    "nguoi-than": ("relatives", "Người thân trong lý lịch"),
    "qua-trinh": ("history", "Quá trình học tập, công tác"),
}
"""Each form of a section: its address, the section, its heading."""

RELATIONS: Final = {
    Relation.FATHER: "Cha",
    Relation.MOTHER: "Mẹ",
    Relation.SPOUSE: "Vợ hoặc chồng",
    Relation.SPOUSE_FATHER: "Cha vợ (chồng)",
    Relation.SPOUSE_MOTHER: "Mẹ vợ (chồng)",
    Relation.CHILD: "Con",
    Relation.SIBLING: "Anh, chị, em ruột",
    Relation.GUARDIAN: "Người trực tiếp nuôi dưỡng",
}
PRESENCES: Final = {Presence.EXISTS: "Có", Presence.DECEASED: "Đã mất", Presence.NONE: "Không có"}
PERIODS: Final = {PeriodKind.EDUCATION: "Học tập", PeriodKind.WORK: "Công tác", PeriodKind.OTHER: "Việc khác"}
REQUESTS: Final = {RequestKind.DOMESTIC: "Trong nước", RequestKind.OVERSEAS: "Ở nước ngoài"}
SOURCES: Final = {OpinionSource.RESIDENCE: "Cấp ủy nơi cư trú", OpinionSource.ORGANISATION: "Đoàn thể"}
SIGNERS: Final = {
    "": "Chưa ghi",
    "secretary": "Bí thư",
    "deputy_secretary": "Phó Bí thư",
    "committee": "Thay mặt cấp ủy",
    "union_executive_committee": "Thay mặt ban chấp hành",
    "union_chair": "Chủ tịch",
    "other": "Người khác",
}
"""Who signed an opinion."""

OTHER_REASON: Final = "other"
REASONS: Final = {**{code: f"{code} – {title}" for code, title in TITLES.items()}, OTHER_REASON: "Lý do khác"}
"""Why a dossier comes back: the checker's own list, and what it does not know yet."""
