"""The forms we have templates for: their number, their title, who writes them, who signs them, what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Final

from chibo.base.refusal import NotYoursError
from chibo.law.vocabulary import Confidence, PaperKind


@unique
class LetterKind(StrEnum):
    """Papers of a road that are in neither list of the two dossiers: what is asked, sent, announced, kept after."""

    TYPED_APPLICATION = "typed_application"
    TYPED_BACKGROUND = "typed_background"
    VERIFICATION_REQUEST = "verification_request"
    VERIFIER_MISSION = "verifier_mission"
    RESIDENCE_OPINION = "residence_opinion"
    ORGANISATION_OPINION = "organisation_opinion"
    MENTOR_ASSIGNMENT = "mentor_assignment"
    INTRODUCTION_HELPED = "introduction_helped"
    INTRODUCTION_PROPOSED = "introduction_proposed"
    INTRODUCTION_DECIDED_INSIDE = "introduction_decided_inside"
    INTRODUCTION_DECIDED_OUTSIDE = "introduction_decided_outside"
    LATE_CEREMONY_REQUEST = "late_ceremony_request"
    CEREMONY_PROGRAMME = "ceremony_programme"
    PROBATION_MENTOR_ASSIGNMENT = "probation_mentor_assignment"
    MEMBER_BACKGROUND = "member_background"
    MEMBER_SHEET = "member_sheet"
    MEMBER_SUPPLEMENT = "member_supplement"
    LATE_RECOGNITION_EXPLANATION = "late_recognition_explanation"
    DELETION_PROPOSAL = "deletion_proposal"
    DELETION_DECISION = "deletion_decision"


@unique
class Part(StrEnum):
    """The parts of the list of forms, in the order of the road."""

    HELP = "help"
    DOSSIER = "dossier"
    ADMISSION = "admission"
    MOVE = "move"
    CEREMONY = "ceremony"
    PROBATION = "probation"
    RECOGNITION = "recognition"
    MEMBER_FILE = "member_file"


PARTS: Final = {
    Part.HELP: "Giúp đỡ",
    Part.DOSSIER: "Hồ sơ trước khi chi bộ xét",
    Part.ADMISSION: "Đề nghị và quyết định kết nạp",
    Part.MOVE: "Khi người ấy chuyển đi",
    Part.CEREMONY: "Lễ kết nạp",
    Part.PROBATION: "Năm dự bị",
    Part.RECOGNITION: "Công nhận chính thức",
    Part.MEMBER_FILE: "Hồ sơ đảng viên",
}
"""How the list of forms names its parts."""

FormKind = PaperKind | LetterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form.

    ``is_personal``: each helping member writes one. ``is_guide``: a sheet beside a hand-written paper. ``is_above``: a
    body above the cell signs it, here it is a draft. ``is_sensitive``: it repeats what stays closed on a page.
    ``asks`` names what nobody keeps and the maker is asked for; ``sure`` how well the form's fields are known.
    """

    template: str
    number: str
    title: str
    part: Part
    is_personal: bool = False
    is_guide: bool = False
    is_above: bool = False
    is_sensitive: bool = False
    asks: tuple[str, ...] = ()
    sure: Confidence = Confidence.MEDIUM

    @property
    def name(self) -> str:
        """Number and title as people say them: ``6-KNĐ Nghị quyết đề nghị kết nạp``."""
        return f"{self.number} {self.title}".strip()


_P, _L, _LOW = PaperKind, LetterKind, Confidence.LOW

FORMS: Final[dict[FormKind, Form]] = {
    _L.MENTOR_ASSIGNMENT: Form(
        template="phan-cong-giup-do",
        number="",
        title="Nghị quyết phân công đảng viên giúp đỡ người vào Đảng",
        part=Part.HELP,
        sure=_LOW,
    ),
    _P.APPLICATION: Form(
        template="1-knd-huong-dan",
        number="1-KNĐ",
        title="Tờ hướng dẫn viết đơn xin vào Đảng",
        part=Part.DOSSIER,
        is_guide=True,
        is_sensitive=True,
    ),
    _L.TYPED_APPLICATION: Form(
        template="1-knd", number="1-KNĐ", title="Đơn xin vào Đảng", part=Part.DOSSIER, is_sensitive=True
    ),
    _P.BACKGROUND_STATEMENT: Form(
        template="2-knd-huong-dan",
        number="2-KNĐ",
        title="Tờ hướng dẫn viết lý lịch của người xin vào Đảng",
        part=Part.DOSSIER,
        is_guide=True,
        is_sensitive=True,
    ),
    _L.TYPED_BACKGROUND: Form(
        template="2-knd",
        number="2-KNĐ",
        title="Lý lịch của người xin vào Đảng",
        part=Part.DOSSIER,
        is_sensitive=True,
    ),
    _L.VERIFICATION_REQUEST: Form(
        template="de-nghi-tham-tra",
        number="",
        title="Công văn đề nghị thẩm tra lý lịch",
        part=Part.DOSSIER,
        is_sensitive=True,
        asks=("destination",),
        sure=_LOW,
    ),
    _L.VERIFIER_MISSION: Form(
        template="giay-di-tham-tra",
        number="",
        title="Giấy giới thiệu đi thẩm tra lý lịch",
        part=Part.DOSSIER,
        is_sensitive=True,
        asks=("verifier", "destination", "valid_until"),
        sure=_LOW,
    ),
    _P.MEMBER_INTRODUCTION: Form(
        template="3-knd",
        number="3-KNĐ",
        title="Giấy giới thiệu người vào Đảng",
        part=Part.DOSSIER,
        is_personal=True,
    ),
    _P.YOUTH_UNION_RESOLUTION: Form(
        template="4-knd",
        number="4-KNĐ",
        title="Nghị quyết giới thiệu đoàn viên ưu tú vào Đảng",
        part=Part.DOSSIER,
    ),
    _P.TRADE_UNION_RESOLUTION: Form(
        template="4a-knd",
        number="4A-KNĐ",
        title="Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng",
        part=Part.DOSSIER,
    ),
    _L.RESIDENCE_OPINION: Form(
        template="5b-knd", number="5B", title="Ý kiến nhận xét của chi ủy nơi cư trú", part=Part.DOSSIER, sure=_LOW
    ),
    _L.ORGANISATION_OPINION: Form(
        template="5c-knd",
        number="5C",
        title="Ý kiến nhận xét của tổ chức chính trị - xã hội",
        part=Part.DOSSIER,
        sure=_LOW,
    ),
    _P.OPINIONS_SYNTHESIS: Form(template="5-knd", number="5-KNĐ", title="Tổng hợp ý kiến nhận xét", part=Part.DOSSIER),
    _P.CELL_ADMISSION_RESOLUTION: Form(
        template="6-knd", number="6-KNĐ", title="Nghị quyết đề nghị kết nạp đảng viên", part=Part.ADMISSION
    ),
    _P.SECTION_ADMISSION_APPRAISAL: Form(
        template="7-knd",
        number="7-KNĐ",
        title="Báo cáo thẩm định của đảng ủy bộ phận về việc kết nạp",
        part=Part.ADMISSION,
        is_above=True,
    ),
    _P.BASE_ADMISSION_RESOLUTION: Form(
        template="8-knd",
        number="8-KNĐ",
        title="Nghị quyết đề nghị kết nạp của đảng ủy cơ sở",
        part=Part.ADMISSION,
        is_above=True,
    ),
    _P.ADMISSION_DECISION: Form(
        template="9-knd",
        number="9-KNĐ",
        title="Quyết định kết nạp đảng viên",
        part=Part.ADMISSION,
        is_above=True,
    ),
    _L.INTRODUCTION_HELPED: Form(
        template="gioi-thieu-dang-giup-do",
        number="",
        title="Giấy giới thiệu người đang được giúp đỡ chuyển đi",
        part=Part.MOVE,
        asks=("destination", "reason"),
        sure=_LOW,
    ),
    _L.INTRODUCTION_PROPOSED: Form(
        template="gioi-thieu-da-de-nghi",
        number="",
        title="Giấy giới thiệu người đã được đề nghị kết nạp chuyển đi",
        part=Part.MOVE,
        asks=("destination", "reason"),
        sure=_LOW,
    ),
    _L.INTRODUCTION_DECIDED_INSIDE: Form(
        template="gioi-thieu-chua-ket-nap-trong",
        number="",
        title="Giấy giới thiệu người có quyết định kết nạp, chuyển trong cùng đảng bộ",
        part=Part.MOVE,
        asks=("destination", "reason"),
        sure=_LOW,
    ),
    _L.INTRODUCTION_DECIDED_OUTSIDE: Form(
        template="gioi-thieu-chua-ket-nap-ngoai",
        number="",
        title="Giấy giới thiệu người có quyết định kết nạp, chuyển ra ngoài đảng bộ",
        part=Part.MOVE,
        asks=("destination", "reason"),
        sure=_LOW,
    ),
    _L.LATE_CEREMONY_REQUEST: Form(
        template="xin-cham-le",
        number="",
        title="Báo cáo xin tổ chức lễ kết nạp sau thời hạn",
        part=Part.CEREMONY,
        asks=("ceremony_on", "reason"),
        sure=_LOW,
    ),
    _L.CEREMONY_PROGRAMME: Form(
        template="chuong-trinh-le",
        number="",
        title="Chương trình lễ kết nạp",
        part=Part.CEREMONY,
        asks=("ceremony_on", "time", "place", "conductor"),
    ),
    _L.PROBATION_MENTOR_ASSIGNMENT: Form(
        template="phan-cong-giup-do-du-bi",
        number="",
        title="Nghị quyết phân công đảng viên giúp đỡ đảng viên dự bị",
        part=Part.PROBATION,
        sure=_LOW,
    ),
    _P.SELF_REVIEW: Form(
        template="10-knd-huong-dan",
        number="10-KNĐ",
        title="Tờ hướng dẫn viết bản tự kiểm điểm",
        part=Part.RECOGNITION,
        is_guide=True,
    ),
    _P.MENTOR_REMARKS: Form(
        template="11-knd",
        number="11-KNĐ",
        title="Bản nhận xét đảng viên dự bị",
        part=Part.RECOGNITION,
        is_personal=True,
    ),
    _P.PROBATION_OPINIONS_SYNTHESIS: Form(
        template="12-knd",
        number="12-KNĐ",
        title="Tổng hợp ý kiến nhận xét đối với đảng viên dự bị",
        part=Part.RECOGNITION,
    ),
    _P.CELL_RECOGNITION_RESOLUTION: Form(
        template="13-knd",
        number="13-KNĐ",
        title="Nghị quyết đề nghị công nhận đảng viên chính thức",
        part=Part.RECOGNITION,
    ),
    _P.SECTION_RECOGNITION_APPRAISAL: Form(
        template="14-knd",
        number="14-KNĐ",
        title="Báo cáo thẩm định của đảng ủy bộ phận về việc công nhận chính thức",
        part=Part.RECOGNITION,
        is_above=True,
    ),
    _P.BASE_RECOGNITION_RESOLUTION: Form(
        template="15-knd",
        number="15-KNĐ",
        title="Nghị quyết đề nghị công nhận chính thức của đảng ủy cơ sở",
        part=Part.RECOGNITION,
        is_above=True,
    ),
    _P.RECOGNITION_DECISION: Form(
        template="16-knd",
        number="16-KNĐ",
        title="Quyết định công nhận đảng viên chính thức",
        part=Part.RECOGNITION,
        is_above=True,
    ),
    _L.LATE_RECOGNITION_EXPLANATION: Form(
        template="giai-trinh-cham",
        number="",
        title="Báo cáo giải trình việc xét công nhận chính thức chậm",
        part=Part.RECOGNITION,
        asks=("reason",),
        sure=_LOW,
    ),
    _L.DELETION_PROPOSAL: Form(
        template="de-nghi-xoa-ten",
        number="",
        title="Nghị quyết đề nghị xóa tên trong danh sách đảng viên dự bị",
        part=Part.RECOGNITION,
        asks=("reason",),
        sure=_LOW,
    ),
    _L.DELETION_DECISION: Form(
        template="quyet-dinh-xoa-ten",
        number="",
        title="Quyết định xóa tên trong danh sách đảng viên dự bị",
        part=Part.RECOGNITION,
        is_above=True,
        asks=("reason",),
        sure=_LOW,
    ),
    _L.MEMBER_BACKGROUND: Form(
        template="1-hsdv", number="1-HSĐV", title="Lý lịch đảng viên", part=Part.MEMBER_FILE, is_sensitive=True
    ),
    _L.MEMBER_SHEET: Form(
        template="2-hsdv", number="2-HSĐV", title="Phiếu đảng viên", part=Part.MEMBER_FILE, is_sensitive=True
    ),
    _L.MEMBER_SUPPLEMENT: Form(
        template="3-hsdv",
        number="3-HSĐV",
        title="Phiếu bổ sung hồ sơ đảng viên",
        part=Part.MEMBER_FILE,
        is_sensitive=True,
        sure=_LOW,
    ),
}
"""In the order of the road. The other papers come from elsewhere: certificates of classes, conclusions of checks."""


def kind_of(text: str) -> FormKind:
    """Return the kind of paper that an address or a command names: by its form (``6-knd``) or its kind.

    Raises ``NotYoursError`` for anything we have no template for.
    """
    for kind, form in FORMS.items():
        if text in {kind.value, form.template}:
            return kind
    raise NotYoursError(text)


RECOGNITION: Final[frozenset[FormKind]] = frozenset(
    kind for kind, form in FORMS.items() if form.part in {Part.PROBATION, Part.RECOGNITION, Part.MEMBER_FILE}
)
"""Papers about a probationary member (đồng chí); the others are about a non-member (quần chúng)."""
