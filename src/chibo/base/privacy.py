"""Which fields tell about a person, why they are kept, who sees them, how long; and the line when a block is opened.

Membership and the admission dossier are sensitive as a whole (Law 91/2025/QH15; Decree 356/2025/NĐ-CP, art. 4), so no
field of a person is public. "Sensitive" here marks the blocks that stay closed on a page until somebody opens them,
which writes a line into the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from chibo.base.access import Actor
    from chibo.base.models import AuditEntry, Travelling

SEEN: Final = "privacy.seen"
_FILE_TERM = "theo hồ sơ đảng viên"
_NAME_TERM = "khi còn trong danh sách, sau đó theo hồ sơ đảng viên"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Fields of one record that are opened together.

    ``record`` is Django's label of the model; ``purpose`` and ``kept`` are shown on the page of the person's own data.
    ``ground`` is the figure of the law whose citation makes the organisation keep it; empty: no ground was found in the
    sources, and the organisation states its own.
    """

    name: str
    label: str
    record: str
    fields: tuple[str, ...]
    purpose: str
    seen_by: Permission
    is_sensitive: bool
    kept: str = _FILE_TERM
    ground: str = ""


BLOCKS: Final[tuple[Block, ...]] = (
    Block(
        name="name",
        label="Họ tên, giới tính, nơi sinh hoạt",
        record="register.person",
        fields=("full_name", "name_key", "given_key", "initials_key", "sort_key", "sex", "organisation", "scope_key"),
        purpose="lập danh sách, điểm danh, thống kê",
        seen_by=Permission.VIEW_PEOPLE,
        is_sensitive=False,
        ground="member_list.reconcile_every",
        kept=_NAME_TERM,
    ),
    Block(
        name="background",
        label="Ngày sinh, dân tộc, quê quán, nơi ở, trình độ, đoàn thể",
        record="register.person",
        fields=(
            "birth",
            "ethnicity",
            "native_place",
            "residence",
            "schooling",
            "theory_level",
            "is_trade_union_member",
            "is_youth_union_member",
        ),
        purpose="xét điều kiện kết nạp, soạn hồ sơ, thống kê",
        seen_by=Permission.VIEW_PEOPLE,
        is_sensitive=False,
        ground="dossier.admission_papers",
    ),
    Block(
        name="identity",
        label="Số định danh cá nhân, số thẻ đảng viên",
        record="register.person",
        fields=("identity_number", "card_number", "identity_print", "card_print"),
        purpose="ghi vào hồ sơ và giấy giới thiệu",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="party_card.issued_when",
    ),
    Block(
        name="life",
        label="Lý lịch để soạn giấy tờ: tên khác, nơi sinh, cư trú, tôn giáo, học vấn, nghề nghiệp",
        record="register.background",
        fields=(
            "birth_name",
            "other_names",
            "birth_place",
            "permanent_residence",
            "temporary_residence",
            "religion",
            "occupation",
            "occupation_before",
            "general_education",
            "vocational_education",
            "higher_education",
            "academic_title",
            "languages",
            "computing",
            "minority_language",
            "youth_union_joined",
            "first_admission",
            "first_recognition",
            "first_introducers",
            "file_number",
        ),
        purpose="soạn đơn, lý lịch và phiếu đảng viên",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="dossier.admission_papers",
    ),
    Block(
        name="facts",
        label="Phiếu đảng viên theo thời gian: cư trú, nghề nghiệp, học vấn, chức vụ, khen thưởng, kỷ luật, gia đình",
        record="register.personfact",
        fields=("text", "paper"),
        purpose="soạn phiếu đảng viên, biết thông tin tại một ngày",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="dossier.admission_papers",
    ),
    Block(
        name="merge",
        label="Bản ghi thứ hai đã gộp vào, giữ để tách lại được",
        record="register.personmerge",
        fields=("told",),
        purpose="tách lại khi gộp nhầm",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
    ),
    Block(
        name="corrections",
        label="Giá trị trước và sau đính chính; của mục đóng thì chỉ hiện khi mở có lý do",
        record="register.correction",
        fields=("old_value", "new_value"),
        purpose="giữ dấu vết đính chính hồ sơ",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
    ),
    Block(
        name="exemption",
        label="Lý do miễn công tác, sinh hoạt",
        record="register.exemption",
        fields=("ground",),
        purpose="xét miễn công tác và sinh hoạt đảng",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="exemption.conditions",
    ),
    Block(
        name="exemption_request",
        label="Lý do đề nghị miễn công tác, sinh hoạt",
        record="meetings.exemptionrequest",
        fields=("ground",),
        purpose="xét miễn công tác và sinh hoạt đảng",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="exemption.conditions",
    ),
    Block(
        name="notes",
        label="Ghi chú tháng của người giúp đỡ",
        record="development.monthlynote",
        fields=("note",),
        purpose="nhận xét của người giúp đỡ khi xét kết nạp và công nhận",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        kept="đến khi công nhận chính thức hoặc đóng hồ sơ phát triển",
    ),
    Block(
        name="task_remarks",
        label="Nhận xét của người giúp đỡ về từng việc được giao",
        record="development.taskremark",
        fields=("text",),
        purpose="nhận xét của người giúp đỡ khi xét kết nạp và công nhận",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        kept="đến khi công nhận chính thức hoặc đóng hồ sơ phát triển",
    ),
    Block(
        name="dossier",
        label="Người thân, quá trình, thẩm tra, ý kiến: những mục để kiểm tra hồ sơ",
        record="development.dossiersection",
        fields=("content",),
        purpose="kiểm tra hồ sơ kết nạp và công nhận trước khi gửi cấp trên",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="dossier.admission_papers",
    ),
    Block(
        name="declaration",
        label="Bản tự khai lý lịch: lời khai chưa nhận vào hồ sơ, lý do trả lại",
        record="development.declaration",
        fields=("content", "reasons"),
        purpose="xem bản tự khai để nhận vào hồ sơ hoặc trả lại",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        kept="đến khi nhận vào hồ sơ, rút lại, hoặc hết số ngày tổ chức đặt cho bản nháp",
        ground="dossier.admission_papers",
    ),
    Block(
        name="paper",
        label="Nội dung chép từ giấy tờ để đối chiếu",
        record="development.paper",
        fields=("details",),
        purpose="kiểm tra hồ sơ kết nạp và công nhận trước khi gửi cấp trên",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="dossier.admission_papers",
    ),
    Block(
        name="returned",
        label="Ghi thêm về lý do hồ sơ bị trả lại",
        record="development.returnreason",
        fields=("note",),
        purpose="sửa hồ sơ bị trả lại",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
    ),
    Block(
        name="review_circumstances",
        label="Hoàn cảnh trong năm khi xét ai được kiểm điểm, xếp loại: nghỉ ốm, thai sản, bị đình chỉ",
        record="reviews.subject",
        fields=("circumstances", "reason", "most_reason"),
        purpose="xét đối tượng kiểm điểm và xếp loại cuối năm",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="review.who",
    ),
    Block(
        name="commitment",
        label="Cam kết hằng năm: việc đã cam kết, việc đã làm, lý do miễn nộp",
        record="reviews.commitment",
        fields=("promise", "facts", "excuse"),
        purpose="theo dõi việc thực hiện cam kết hằng năm",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="commitment.parts",
    ),
    Block(
        name="campaign_entry",
        label="Thi đua: nội dung đăng ký và kết quả theo lời người đăng ký",
        record="reviews.campaignentry",
        fields=("pledge", "result"),
        purpose="theo dõi đăng ký và kết quả thi đua",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
    ),
    Block(
        name="discipline",
        label="Kỷ luật: nội dung vi phạm, kết luận khiếu nại",
        record="reviews.discipline",
        fields=("content", "complaint_result"),
        purpose="theo dõi quyền, thời hạn khiếu nại và xếp loại",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="discipline.forms_official",
    ),
    Block(
        name="badge",
        label="Lý do xét tặng sớm hoặc truy tặng Huy hiệu Đảng",
        record="reviews.partybadge",
        fields=("ground",),
        purpose="đề nghị tặng Huy hiệu Đảng",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        ground="badge.kinds",
    ),
    Block(
        name="data_requests",
        label="Đề nghị của chính người này về dữ liệu của mình, và trả lời",
        record="register.datarequest",
        fields=("words", "answer"),
        purpose="giải quyết đề nghị đúng hạn và chứng minh đã giải quyết",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        kept="theo thời hạn tổ chức đặt cho sổ đề nghị",
        ground="privacy.answer_days",
    ),
    Block(
        name="breach",
        label="Sự cố dữ liệu: chuyện gì xảy ra, dữ liệu nào, đã làm gì",
        record="register.databreach",
        fields=("what", "whose", "consequences", "measures"),
        purpose="xử lý sự cố, báo cơ quan có thẩm quyền và người bị ảnh hưởng",
        seen_by=Permission.VIEW_SENSITIVE,
        is_sensitive=True,
        kept="theo thời hạn tổ chức đặt cho sổ sự cố",
        ground="privacy.breach_hours",
    ),
    Block(
        name="import",
        label="Ô đã sửa khi nhập danh sách",
        record="exchange.listimport",
        fields=("decisions",),
        purpose="nhập danh sách và hoàn tác lần nhập",
        seen_by=Permission.IMPORT,
        is_sensitive=True,
        kept="cùng với lần nhập",
    ),
    Block(
        name="import_trace",
        label="Ô đã sửa khi nhập, điều một danh sách đã thay đổi",
        record="exchange.importedrow",
        fields=("trace",),
        purpose="hoàn tác lần nhập, đọc tệp nhập lại như lần trước",
        seen_by=Permission.IMPORT,
        is_sensitive=True,
        kept="cùng với lần nhập",
    ),
)


def block_of(name: str) -> Block:
    """Give a block by its name; raises ``KeyError`` for an unknown one."""
    return {block.name: block for block in BLOCKS}[name]


def access_seen(
    *,
    actor: Actor,
    on: date,
    subject: Travelling,
    block: str,
    purpose: str = "",
    chain: str = audit.INSTALLATION,
    people: Iterable[UUID | str] = (),
) -> AuditEntry:
    """Write that a block of a record was opened: the only write that a GET may cause (decision 39).

    ``block`` is the name of one of ``BLOCKS``; ``purpose`` defaults to the block's own; ``chain`` is the uid of the
    organisation the record belongs to. ``people`` are the persons a page of many holds: each finds the line.
    """
    opened = block_of(block)
    with transaction.atomic():
        return audit.record(
            actor=actor,
            on=on,
            action=SEEN,
            subject=subject,
            chain=chain,
            changes={"block": opened.name, "role": actor.role},
            reason=purpose or opened.purpose,
            people=people,
        )
