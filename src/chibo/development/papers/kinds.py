"""The forms we have templates for: their number, their title, who writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chibo.base.refusal import NotYoursError
from chibo.law.vocabulary import PaperKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form. ``is_personal``: each helping member writes one; ``is_guide``: a sheet beside a hand-written paper."""

    template: str
    number: str
    title: str
    is_personal: bool = False
    is_guide: bool = False

    @property
    def name(self) -> str:
        """Number and title as people say them: ``6-KNĐ Nghị quyết đề nghị kết nạp``."""
        return f"{self.number} {self.title}"


FORMS: Final[dict[PaperKind, Form]] = {
    PaperKind.MEMBER_INTRODUCTION: Form(
        template="3-knd", number="3-KNĐ", title="Giấy giới thiệu người vào Đảng", is_personal=True
    ),
    PaperKind.OPINIONS_SYNTHESIS: Form(template="5-knd", number="5-KNĐ", title="Tổng hợp ý kiến nhận xét"),
    PaperKind.CELL_ADMISSION_RESOLUTION: Form(
        template="6-knd", number="6-KNĐ", title="Nghị quyết đề nghị kết nạp đảng viên"
    ),
    PaperKind.SELF_REVIEW: Form(
        template="10-knd-huong-dan", number="10-KNĐ", title="Tờ hướng dẫn viết bản tự kiểm điểm", is_guide=True
    ),
    PaperKind.MENTOR_REMARKS: Form(
        template="11-knd", number="11-KNĐ", title="Bản nhận xét đảng viên dự bị", is_personal=True
    ),
    PaperKind.PROBATION_OPINIONS_SYNTHESIS: Form(
        template="12-knd", number="12-KNĐ", title="Tổng hợp ý kiến nhận xét đối với đảng viên dự bị"
    ),
    PaperKind.CELL_RECOGNITION_RESOLUTION: Form(
        template="13-knd", number="13-KNĐ", title="Nghị quyết đề nghị công nhận đảng viên chính thức"
    ),
}
"""In the order of the road. The other papers come from elsewhere: the person's hand, the unions, the bodies above."""


def kind_of(text: str) -> PaperKind:
    """Return the kind of paper that an address or a command names: by its form (``6-knd``) or its kind.

    Raises ``NotYoursError`` for anything we have no template for.
    """
    for kind, form in FORMS.items():
        if text in {kind.value, form.template}:
            return kind
    raise NotYoursError(text)


RECOGNITION: Final = frozenset(
    {
        PaperKind.SELF_REVIEW,
        PaperKind.MENTOR_REMARKS,
        PaperKind.PROBATION_OPINIONS_SYNTHESIS,
        PaperKind.CELL_RECOGNITION_RESOLUTION,
    }
)
"""Papers about a probationary member (đồng chí); the others are about a non-member (quần chúng)."""
