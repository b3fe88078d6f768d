"""The shape of what arrives at the pages about one person's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField
from chibo.desk.forms import PURPOSES, PartialDayField
from chibo.documents.wording import capital
from chibo.register.actions import LIFE_LISTS, LIFE_TRACKS
from chibo.register.models import MassPlace, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.merging import Choice

_PARTLY: Final = "Ví dụ 12-3-2012; chỉ biết tháng hoặc năm thì ghi 3-2012 hoặc 2012."
LEAVINGS: Final = tuple(
    (way.value, capital(str(way.label)))
    for way in (
        Membership.LeftBy.REMOVAL,
        Membership.LeftBy.RESIGNATION,
        Membership.LeftBy.EXPULSION,
        Membership.LeftBy.DEATH,
    )
)


class OpenLifeForm(HouseForm):
    """What the sheet is opened for, and as of which day."""

    purpose = forms.ChoiceField(label="Mở để làm gì", choices=PURPOSES, widget=Choices)
    day = DayField(label="Xem tại ngày", help_text="Thông tin hiện ra đúng như vào ngày ấy.")


class ChangeForm(HouseForm):
    """A change from a day on."""

    prefix = "doi"
    field = forms.ChoiceField(label="Mục", choices=[(one.value, one.label) for one in LIFE_TRACKS])
    text = NameField(label="Nội dung mới", max_length=500)
    since = PartialDayField(label="Từ ngày", help_text=_PARTLY)
    paper = NameField(
        label="Giấy tờ", max_length=200, required=False, help_text="Ví dụ: Quyết định 12-QĐ/SNV ngày 4-5-2018."
    )


class MoreForm(HouseForm):
    """One more line of a list, its days as far as they are known."""

    prefix = "them"
    field = forms.ChoiceField(label="Mục", choices=[(one.value, one.label) for one in LIFE_LISTS])
    text = NameField(label="Nội dung", max_length=500)
    since = PartialDayField(label="Từ", required=False, help_text=_PARTLY)
    until = PartialDayField(label="Đến trước", required=False, help_text="Để trống nếu còn tiếp tục, hoặc không biết.")
    paper = NameField(label="Giấy tờ", max_length=200, required=False)


class EndFactForm(HouseForm):
    """From when a line of a list does not hold any more."""

    prefix = "het"
    until = PartialDayField(label="Hết từ", help_text=_PARTLY)


class CorrectFactForm(HouseForm):
    """What a line should have said from the beginning."""

    prefix = "dinh-chinh"
    text = NameField(label="Nội dung đúng", max_length=500)
    proof = NameField(label="Giấy tờ chứng minh", max_length=300)
    decided_by = NameField(label="Người quyết định", max_length=200, help_text="Ví dụ: Bí thư Lò Mẫu An.")


class TakeBackForm(HouseForm):
    """Why something is taken back."""

    prefix = "rut"
    reason = NameField(label="Lý do rút lại", max_length=300)


class MassForm(HouseForm):
    """A mass organisation somebody is in."""

    prefix = "vao"
    sort = forms.ChoiceField(label="Tổ chức", choices=MassPlace.Sort.choices)
    place = NameField(label="Ở đâu", max_length=200, required=False, help_text="Ví dụ: Công đoàn cơ quan Mẫu.")
    post = NameField(label="Chức vụ", max_length=120, required=False, help_text="Không giữ chức vụ thì để trống.")
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến trước ngày", required=False, help_text="Để trống nếu đang tham gia.")


class EndDayForm(HouseForm):
    """The first day on which something is over."""

    ends_on = DayField(label="Từ ngày")


class ExtendForm(HouseForm):
    """A longer time away, with its ground."""

    prefix = "gia-han"
    ends_on = DayField(label="Đến ngày mới")
    reason = NameField(label="Căn cứ gia hạn", max_length=200)


class BackForm(HouseForm):
    """The first day back."""

    prefix = "tro-lai"
    ends_on = DayField(label="Sinh hoạt lại từ ngày")


class LetterForm(HouseForm):
    """Giấy giới thiệu sinh hoạt đảng of a move, as far as it is known."""

    prefix = "giay"
    paper_number = NameField(label="Số giấy", max_length=60, required=False, help_text="Ví dụ: 12-GGT/ĐU.")
    paper_on = DayField(label="Ngày giấy", required=False)
    paper_by = NameField(label="Nơi cấp", max_length=200, required=False)


class LeavingForm(HouseForm):
    """How somebody leaves the Party, when, by which decision."""

    left_by = forms.ChoiceField(label="Lý do rời", choices=LEAVINGS, widget=Choices)
    ends_on = DayField(label="Từ ngày", help_text="Ngày quyết định có hiệu lực, hoặc ngày từ trần.")
    decision = NameField(
        label="Số quyết định",
        max_length=120,
        required=False,
        help_text="Xóa tên, khai trừ thì phải ghi. Xin ra khỏi Đảng, có quyết định thì ghi. Từ trần thì để trống.",
    )
    decided_on = DayField(label="Ngày quyết định", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("decision", "decided_on"):
            self.fields[name].is_wanted = True  # type: ignore[attr-defined]  # by some ways of leaving; the verb says


class PhotoForm(HouseForm):
    """A portrait from the disk or the telephone."""

    file = forms.FileField(
        label="Tệp ảnh",
        help_text="JPEG hoặc PNG. Chương trình vẽ lại ảnh nhỏ, không giữ tệp gốc.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Chưa chọn tệp ảnh."


class JoinForm(HouseForm):
    """Which value stays where two records differ, and what shows that they are one person."""

    def __init__(self, *args: Any, asked: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {one.name.replace(".", "-"): one.name for one in asked}
        for one in asked:
            field = forms.ChoiceField(
                label=one.label[:1].upper() + one.label[1:],
                choices=(("kept", one.kept), ("dropped", one.dropped)),
                widget=Choices,
            )
            field.error_messages["required"] = f"Chưa chọn giữ “{one.label}” nào."
            self.fields[one.name.replace(".", "-")] = field
        self.fields["reason"] = NameField(
            label="Căn cứ là một người", max_length=300, help_text="Ví dụ: cùng số định danh; lý lịch gốc."
        )

    def chosen(self) -> dict[str, str]:
        """For each field in which both differ, whose value stays."""
        return {name: str(self.cleaned_data[slug]) for slug, name in self.names.items()}
