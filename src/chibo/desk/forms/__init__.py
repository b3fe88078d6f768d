"""The shape of what arrives at the desk: opening a closed block, setting a field right, offices, the law's figures."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.dates import read_date
from chibo.base.forms import Choices, DayField, HouseForm, ManyChoices, NameField
from chibo.base.numbers import whole_number
from chibo.base.refusal import FaultyError
from chibo.development.forms.fields import RowField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Employment, OfficeHolding, Person

SEXES = (("female", "Nữ"), ("male", "Nam"))
_PARTS = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{4})")
_MONTHS = 12

PURPOSES: Final = (
    ("soan-ho-so", "Soạn hồ sơ, văn bản"),
    ("kiem-tra", "Kiểm tra, đối chiếu với giấy tờ gốc"),
    ("thong-ke", "Lập thống kê, báo cáo"),
    ("theo-de-nghi", "Theo đề nghị của chính người này"),
)


class PartialDayField(forms.Field):
    """A day, a month or a year: 12-3-1966, 3-1966 or 1966. Cleans to ``YYYY[-MM[-DD]]``."""

    def to_python(self, value: Any) -> str:
        """Read what was typed; raises ``ValidationError`` with a kind message."""
        typed = str(value or "").strip()
        if not typed:
            return ""
        if found := _PARTS.fullmatch(typed):
            month = int(found[1]) if found[1] else 0
            if month > _MONTHS or found[1] == "0":
                message = f"Không có tháng {month}."
                raise ValidationError(message)
            return f"{found[2]}-{month:02d}" if month else found[2]
        try:
            return read_date(typed).isoformat()
        except FaultyError as error:
            message = f"{error.faults[0].what} {error.faults[0].next}"
            raise ValidationError(message) from error


class PurposeForm(HouseForm):
    """Why a closed block is opened: from a short list, kept in the log."""

    purpose = forms.ChoiceField(label="Mở để làm gì", choices=PURPOSES, widget=Choices)


BIRTH_HELP: Final = "Ví dụ 12-3-1966; chỉ biết năm thì ghi 1966."

_MEMBER_OR_NOT: Final[dict[str, Any]] = {  # decides who must introduce: a list of staff rarely says it
    "label": "Giá trị mới",
    "choices": (("co", "Là đoàn viên"), ("khong", "Không là đoàn viên")),
    "coerce": lambda typed: typed == "co",
}

FIELDS: Final[dict[str, tuple[str, forms.Field]]] = {
    "full_name": ("Họ và tên", NameField(label="Giá trị mới", max_length=120)),
    "birth": (
        "Ngày sinh",
        PartialDayField(label="Giá trị mới", help_text=BIRTH_HELP),
    ),
    "sex": ("Giới tính", forms.ChoiceField(label="Giá trị mới", choices=SEXES)),
    "ethnicity": ("Dân tộc", NameField(label="Giá trị mới", max_length=60)),
    "native_place": ("Quê quán", NameField(label="Giá trị mới", max_length=200)),
    "residence": ("Nơi ở", NameField(label="Giá trị mới", max_length=200)),
    "schooling": ("Trình độ", NameField(label="Giá trị mới", max_length=80)),
    "theory_level": ("Lý luận chính trị", NameField(label="Giá trị mới", max_length=80)),
    "is_youth_union_member": ("Đoàn viên Thanh niên", forms.TypedChoiceField(**_MEMBER_OR_NOT)),
    "is_trade_union_member": ("Đoàn viên công đoàn", forms.TypedChoiceField(**_MEMBER_OR_NOT)),
    "identity_number": ("Số định danh cá nhân", NameField(label="Giá trị mới", max_length=20)),
    "card_number": ("Số thẻ đảng viên", NameField(label="Giá trị mới", max_length=20)),
}
"""What can be set right: the label, and the field that reads the new value."""

PROTECTED: Final = frozenset({"identity_number", "card_number"})


class CorrectionForm(HouseForm):
    """Đính chính: the new value, the paper that proves it, who decided."""

    value = forms.Field()
    proof = NameField(label="Giấy tờ chứng minh", max_length=300, help_text="Ví dụ: bản gốc lý lịch kết nạp, trang 1.")
    decided_by = NameField(label="Người quyết định", max_length=200, help_text="Ví dụ: Bí thư Lò Mẫu An.")
    is_typing_slip = forms.BooleanField(
        label="Ô này gõ sai so với bản gốc; tôi đã đối chiếu với lý lịch gốc khi kết nạp.",
    )

    def __init__(self, *args: Any, field: str, is_of_first_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = deepcopy(FIELDS[field][1])
        self.fields["value"].error_messages["required"] = "Chưa ghi giá trị mới."
        slip = self.fields["is_typing_slip"]
        slip.error_messages["required"] = "Chưa xác nhận đã đối chiếu với lý lịch gốc."
        if not is_of_first_file:
            del self.fields["is_typing_slip"]


class LeaveForm(HouseForm):
    """Cán bộ sẽ nghỉ, sẽ đi: who, and from which day; an empty day takes it back."""

    use_required_attribute = False
    employment = RowField(label="Cán bộ", empty="Chọn cán bộ")
    ends_on = DayField(
        label="Nghỉ, đi từ ngày",
        required=False,
        help_text="Theo thông báo hoặc quyết định đã có. Để trống là bỏ ngày đã ghi.",
    )

    def __init__(self, *args: Any, staff: Iterable[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employment"].offer(staff, label=lambda one: str(one.person))  # type: ignore[attr-defined]


class OfficeForm(HouseForm):
    """Ghi chức vụ: which office, who, from which day."""

    use_required_attribute = False
    prefix = "giu"
    office = forms.ChoiceField(label="Chức vụ", widget=Choices)
    person = RowField(label="Đồng chí", empty="Chọn đảng viên")
    starts_on = DayField(label="Ngày giữ chức vụ", help_text="Ngày đại hội bầu, hoặc ngày quyết định chỉ định.")

    def __init__(
        self, *args: Any, offices: Iterable[tuple[str, str]], members: Iterable[Person], **kwargs: Any
    ) -> None:
        """Take the offices of the organisation and the members who can hold one."""
        super().__init__(*args, **kwargs)
        office, person = self.fields["office"], self.fields["person"]
        assert isinstance(office, forms.ChoiceField)
        assert isinstance(person, RowField)
        office.choices = list(offices)
        person.offer(members)


class LeaveOfficeForm(HouseForm):
    """Thôi chức vụ: whose office, and the first day without it."""

    use_required_attribute = False
    prefix = "thoi"
    holding = RowField(label="Chức vụ", empty="Chọn người thôi giữ chức vụ")
    ends_on = DayField(label="Ngày thôi chức vụ", help_text="Ngày đầu tiên không còn giữ chức vụ.")

    def __init__(self, *args: Any, holdings: Iterable[OfficeHolding], **kwargs: Any) -> None:
        """Take the offices held today."""
        super().__init__(*args, **kwargs)
        holding = self.fields["holding"]
        assert isinstance(holding, RowField)
        holding.offer(holdings, lambda one: f"{one}: {one.person}")


class AmendmentForm(HouseForm):
    """A newer value of a figure of the law with its text; ``value`` is asked for as the figure wants it."""

    use_required_attribute = False  # the browser would name one empty field; we name all faults
    starts_on = DayField(label="Áp dụng từ ngày")
    instrument = NameField(
        label="Văn bản", max_length=200, help_text="Loại, số và ngày. Ví dụ: Hướng dẫn 99-HD/TW ngày 15-9-2026."
    )
    instrument_on = DayField(label="Ngày văn bản")
    article = NameField(label="Điều, khoản, điểm", max_length=200, required=False)
    url = forms.CharField(
        label="Địa chỉ hoặc nơi giữ văn bản", max_length=500, required=False, help_text="Trang đã đọc, hoặc kẹp lưu."
    )
    confidence = forms.ChoiceField(
        label="Nguồn chắc đến đâu?",
        choices=(
            ("high", "Đã đọc chính văn bản"),
            ("medium", "Nguồn gián tiếp: bài báo, câu hỏi đáp, tài liệu tập huấn"),
            ("low", "Chưa có trang nào xác nhận"),
        ),
        widget=Choices,
    )
    reason = NameField(label="Lý do bổ sung", max_length=500)

    def __init__(self, *args: Any, field: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind: str = field.kind
        self.entries = [code for code, _, _ in field.entries]
        asked = _value_fields(field)
        for named in asked.values():
            named.error_messages["required"] = "Chưa ghi giá trị mới." if named.label else "Chưa chọn giá trị mới."
        self.fields = {**asked, **self.fields}

    def given(self) -> object:
        """The value as it was given: a number where figures were typed, a list, or a table by code."""
        if self.entries:
            return {code: self.cleaned_data.get(f"value_{number}") for number, code in enumerate(self.entries)}
        value = self.cleaned_data.get("value")
        number = whole_number(str(value)) if self.kind == "number" else None
        return value if number is None else number

    def add_faults(self, error: FaultyError) -> None:
        """Add the faults of the verb; a field that is already faulty keeps its own word."""
        super().add_faults(FaultyError(fault for fault in error.faults if fault.field not in self.errors))


def _value_fields(field: Any) -> dict[str, forms.Field]:
    """The fields for the value, by the figure's shape."""
    if field.kind == "texts":
        return {
            f"value_{number}": forms.CharField(label=label, initial=now, max_length=40)
            for number, (_, label, now) in enumerate(field.entries)
        }
    if field.kind == "needs":
        return {
            f"value_{number}": forms.ChoiceField(label=label, initial=now, choices=field.choices, required=False)
            for number, (_, label, now) in enumerate(field.entries)
        }
    if field.kind in {"flag", "choice"}:
        return {"value": forms.ChoiceField(label=field.label, choices=field.choices, widget=Choices)}
    if field.kind == "many":
        many = forms.MultipleChoiceField(
            label=field.label, choices=field.choices, initial=field.initial, widget=ManyChoices
        )
        return {"value": many}
    return {"value": forms.CharField(label=field.label, help_text=field.hint, max_length=20)}


class RuleForm(HouseForm):
    """A rule of one's own or a reading: the value as the rule wants it, since when, on what ground."""

    use_required_attribute = False
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến trước ngày", required=False, help_text="Để trống nếu chưa biết ngày thôi.")
    ground = NameField(
        label="Căn cứ", max_length=300, help_text="Văn bản hoặc nghị quyết cho phép. Ví dụ: Nghị quyết chi bộ 5-6-2018."
    )

    def __init__(self, *args: Any, field: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = _value_fields(field)
        for named in asked.values():
            named.error_messages["required"] = "Chưa chọn hoặc chưa ghi giá trị."
        self.fields = {**asked, **self.fields}


class ReasonForm(HouseForm):
    """Why a proposed value is not confirmed, or why one is taken back."""

    use_required_attribute = False
    reason = NameField(label="Lý do", max_length=500)
