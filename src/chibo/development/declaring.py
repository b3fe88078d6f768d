"""The pages of the own statement: what each asks, why, and what may be left open. One thing a page (product 2.17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from chibo.law.calendar import PartialDate
from chibo.law.dossier.kinds import Relation

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
HISTORY: Final = "qua-trinh"
RELATIVES: Final = "nguoi-than"
WHO_SEES: Final = (
    "Người xem sau khi anh/chị gửi: bí thư, phó bí thư, chi ủy viên, và văn phòng đảng ủy được giao xem hồ sơ. "
    "Mỗi lần mở đều ghi nhật ký. Trước khi gửi, chi ủy không mở được bản nháp trong chương trình."
)
CONSENT: Final = (
    "Tôi chỉ khai về người thân những điều mẫu lý lịch hỏi, biết rằng chi ủy dùng để xét kết nạp và thẩm tra lý lịch, "
    "và đã nói với người thân còn sống về việc này."
)
IN_RULE: Final[dict[str, tuple[Relation, ...]]] = {
    "natural_parents": (Relation.FATHER, Relation.MOTHER),
    "parents_in_law": (Relation.SPOUSE_FATHER, Relation.SPOUSE_MOTHER),
    "direct_carer": (Relation.GUARDIAN,),
    "spouse": (Relation.SPOUSE,),
    "natural_children_of_full_capacity": (Relation.CHILD,),
}
"""What the rule on whom to verify names, as lines of the list of relatives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """One page: its address, its question, why it is asked, its fields. ``wanted`` must not stay empty."""

    slug: str
    title: str
    why: str
    fields: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


PAGES: Final = (
    OwnPage(
        slug="ten",
        title="Tên khai sinh và tên khác",
        why="Mọi giấy tờ trong hồ sơ phải cùng một tên; tên khác để người thẩm tra không nhầm người.",
        fields=("birth_name", "other_names"),
        wanted=("birth_name",),
    ),
    OwnPage(
        slug="ngay-sinh",
        title="Ngày sinh",
        why="Ngày sinh ghi trong hồ sơ lúc vào Đảng sẽ theo suốt về sau, nên khai theo giấy tờ gốc.",
        fields=("birth", "birth_on_card"),
        wanted=("birth", "birth_on_card"),
    ),
    OwnPage(
        slug="que-quan",
        title="Quê quán, nơi sinh",
        why="Lý lịch hỏi hai nơi này. Địa phương đã đổi tên, sáp nhập thì ghi cả tên cũ và tên hiện nay.",
        fields=("native_place", "birth_place"),
        wanted=("native_place", "birth_place"),
    ),
    OwnPage(
        slug="noi-o",
        title="Nơi ở",
        why="Chi bộ xin ý kiến cấp ủy nơi cư trú, nên cần đúng nơi đang ở.",
        fields=("permanent_residence", "temporary_residence"),
        wanted=("permanent_residence",),
    ),
    OwnPage(
        slug="dan-toc",
        title="Dân tộc, tôn giáo",
        why="Hai mục của lý lịch và của thống kê. Chương trình không dùng để xếp loại hay chấm điểm ai.",
        fields=("ethnicity", "religion"),
        wanted=("ethnicity", "religion"),
    ),
    OwnPage(
        slug="hoc-van",
        title="Học vấn",
        why="Có tiêu chuẩn về học vấn khi xét kết nạp; ghi đúng như bằng.",
        fields=("general_education", "vocational_education", "higher_education", "academic_title"),
        wanted=("general_education",),
    ),
    OwnPage(
        slug="ngoai-ngu",
        title="Ngoại ngữ, tin học, tiếng dân tộc",
        why="Các mục của lý lịch. Không có thì ghi: không.",
        fields=("languages", "computing", "minority_language"),
    ),
    OwnPage(
        slug="nghe-nghiep",
        title="Nghề nghiệp hiện nay",
        why="Mục của đơn và lý lịch.",
        fields=("occupation",),
        wanted=("occupation",),
    ),
    OwnPage(
        slug="doan",
        title="Vào Đoàn",
        why="Đoàn viên thì hồ sơ cần nghị quyết giới thiệu của Đoàn.",
        fields=("youth_union_joined",),
    ),
    OwnPage(
        slug="vao-dang-truoc",
        title="Đã từng vào Đảng",
        why="Người vào Đảng lần thứ hai xét theo quy định về kết nạp lại. Chưa từng thì để trống, bấm lưu.",
        fields=("first_admission", "first_recognition", "first_introducers"),
    ),
    OwnPage(
        slug=HISTORY,
        title="Quá trình học tập, công tác",
        why="Khai liền nhau từ khi đi học, đi làm đến nay, không để trống quãng nào, mỗi quãng có người biết.",
    ),
    OwnPage(
        slug=RELATIVES,
        title="Người thân",
        why="Chỉ những người dưới đây. Không ghi nhận xét về ai.",
    ),
)
BY_SLUG: Final = {page.slug: page for page in PAGES}
OF_PERSON: Final = ("birth", "native_place", "ethnicity")
"""Fields that the list of people holds itself; the others are of the background."""
LABELS: Final = {
    "birth": "Ngày sinh theo giấy khai sinh",
    "birth_on_card": "Ngày sinh trên căn cước",
    "native_place": "Quê quán",
    "ethnicity": "Dân tộc",
}
HINTS: Final = {
    "birth": "Biết đến đâu ghi đến đó: 5-9-1995, 9-1995 hoặc 1995.",
    "birth_on_card": "Chép đúng trên thẻ.",
    "birth_name": "Như trong giấy khai sinh.",
    "other_names": "Không có thì ghi: không.",
    "native_place": "Xã, tỉnh như trên căn cước; nơi đã sáp nhập thì viết thêm trong ngoặc: (nay là xã …, tỉnh …).",
    "birth_place": "Nơi sinh, nơi đăng ký khai sinh; cả tên cũ và tên hiện nay.",
    "temporary_residence": "Khác nơi thường trú thì ghi.",
    "ethnicity": "Ghi đủ, không viết tắt.",
    "religion": "Không theo tôn giáo nào thì ghi: không.",
    "general_education": "Ví dụ: 12/12 phổ thông.",
    "academic_title": "Không có thì để trống.",
    "youth_union_joined": "Ngày và nơi vào Đoàn. Ví dụ: 26-3-2008, Trường THPT Mường Chà. Chưa vào thì ghi: không.",
    "first_admission": "Ví dụ: 19-5-2004, Chi bộ Bản Bó.",
}


def is_day(text: str | None) -> bool:
    """Whether a text is empty, or a year, month or day that a calendar of our times has."""
    try:
        return not text or _FIRST_YEAR <= PartialDate.parse(text).year <= _LAST_YEAR
    except ValueError:
        return False


def ends_too_early(starts: str, ends: str) -> bool:
    """Whether the last day told lies before the first one; false where either is no day."""
    if not (is_day(starts) and is_day(ends)):
        return False
    return PartialDate.parse(ends).latest < PartialDate.parse(starts).earliest


def stepped(text: str, step: int) -> str:
    """Give the year, month or day after (or before) one, known as exactly."""
    day = PartialDate.parse(text)
    if day.day:
        return str(PartialDate.of(day.earliest + timedelta(days=step)))
    if day.month:
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        return str(PartialDate(year, month + 1))
    return str(PartialDate(day.year + step))
