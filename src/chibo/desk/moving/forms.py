"""The shape of what arrives about a move: out of a cell, into one, and of a member new to the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, NameField, PersonNameField
from chibo.desk.forms import BIRTH_HELP, SEXES, PartialDayField
from chibo.desk.moving.fields import cell_field
from chibo.documents.wording import capital
from chibo.register.models import Transfer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chibo.register.models import Organisation

_SORTS: Final = tuple((sort.value, capital(sort.label)) for sort in Transfer.Sort)


class _MoveForm(HouseForm):
    """For good or for a time, from when to when."""

    sort = forms.ChoiceField(label="Chuyển sinh hoạt", choices=_SORTS, widget=Choices)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Chỉ ghi khi chuyển tạm thời.")
    reason = NameField(label="Lý do", max_length=130, required=False)

    def clean(self) -> dict[str, Any]:
        """A move for good has no end: who wrote one meant a move for a time, or must say so."""
        said = super().clean()
        if said.get("sort") != Transfer.Sort.TEMPORARY and said.get("ends_on"):
            self.add_error("ends_on", "Chuyển chính thức không có ngày hết. Chọn Tạm thời, hoặc để trống ô này.")
        return said


class DepartureForm(_MoveForm):
    """Chuyển đi: to a cell that is kept here, or to elsewhere."""

    other_place = NameField(label="Tổ chức đảng nơi đến", max_length=200, required=False)

    def __init__(self, *args: Any, receivers: Sequence[Organisation], **kwargs: Any) -> None:
        """Take the organisations that stand here; without another cell among them nothing is asked about them."""
        super().__init__(*args, **kwargs)
        place = self.fields["other_place"]
        place.is_wanted = True  # type: ignore[attr-defined] # one of the two is, as ``clean`` says
        if any(one.kind.is_cell for one in receivers):
            hint = "Chuyển chính thức thì chi bộ ấy được báo. Nơi đến không có ở đây thì để trống, ghi ô dưới."
            self.fields["receiver"] = cell_field(
                receivers, label="Chi bộ nhận, có trong chương trình này", required=False, hint=hint
            )
            place.label = "Nơi đến khác"
            place.help_text = "Tên tổ chức đảng nơi đến, khi chi bộ nhận không có trong chương trình này."
        self.order_fields(["sort", "receiver", "other_place", "starts_on", "ends_on", "reason"])

    def clean(self) -> dict[str, Any]:
        """One place, and only one."""
        said = super().clean()
        receiver = said.setdefault("receiver", None)
        place = said.get("other_place", "")
        if receiver is None and not place and "receiver" not in self.errors:
            self.add_error("other_place", "Chưa ghi tổ chức đảng nơi đến.")
        if receiver is not None and place:
            self.add_error("other_place", f"Đã chọn {receiver.name}. Chuyển đến chi bộ ấy thì để trống ô này.")
        return said


class ArrivalForm(_MoveForm):
    """Chuyển đến, of somebody the register already knows: into which cell, from where, with which letter."""

    other_place = NameField(label="Tổ chức đảng nơi đi", max_length=200)
    letter = NameField(
        label="Số giấy giới thiệu sinh hoạt đảng", max_length=40, required=False, help_text="Ví dụ: 12-GGT/ĐU."
    )
    field_order: Sequence[str] | None = (
        "organisation",
        "sort",
        "other_place",
        "starts_on",
        "ends_on",
        "letter",
        "reason",
    )

    def __init__(self, *args: Any, cells: Sequence[Organisation], **kwargs: Any) -> None:
        """Take the organisations whose register the actor keeps; of one cell alone nothing is asked."""
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].label = "Sinh hoạt ở chi bộ từ ngày"
        sort = self.fields["sort"]
        sort.required, sort.is_wanted = False, True  # type: ignore[attr-defined] # who says nothing comes for good
        known = [one for one in cells if one.kind.is_cell]
        self.only = known[0] if len(known) == 1 else None
        if self.only is None:
            hint = "" if known else "Đồng chí không giữ sổ của chi bộ nào; nhờ chi bộ nhận ghi."
            self.fields["organisation"] = cell_field(cells, label="Chi bộ nhận", required=True, hint=hint)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Add the one cell that nobody was asked about, and for good where nothing else is said."""
        said = super().clean()
        said["sort"] = said.get("sort") or Transfer.Sort.PERMANENT
        if self.only is not None:
            said["organisation"] = self.only
        return said


class WelcomeForm(HouseForm):
    """Tiếp nhận somebody another cell of the register sent: when, with which letter."""

    starts_on = DayField(label="Sinh hoạt ở chi bộ từ ngày")
    letter = NameField(
        label="Số giấy giới thiệu sinh hoạt đảng", max_length=40, required=False, help_text="Ví dụ: 12-GGT/ĐU."
    )
    reason = NameField(label="Lý do", max_length=130, required=False)


class NewcomerForm(ArrivalForm):
    """Chuyển đến, of a member new to the register: with the days of the admission, as the papers say."""

    full_name = PersonNameField(label="Họ và tên", max_length=120)
    sex = forms.ChoiceField(label="Giới tính", choices=SEXES, widget=Choices)
    birth = PartialDayField(label="Ngày sinh", required=False, help_text=BIRTH_HELP)
    decided_on = DayField(label="Ngày ghi trong quyết định kết nạp", required=False, help_text="Mốc tính tuổi đảng.")
    ceremony_on = DayField(label="Ngày lễ kết nạp", help_text="Ngày vào Đảng.")
    official_on = DayField(label="Ngày chính thức", required=False, help_text="Đảng viên dự bị thì để trống.")
    is_staff = forms.BooleanField(
        label="Là cán bộ của cơ quan",
        required=False,
        initial=True,
        help_text="Người chuyển đến tạm thời không vào biên chế ở đây, dù có đánh dấu.",
    )
    position = NameField(label="Chức danh", max_length=120, required=False)
    field_order = ("full_name", "sex", "birth", *(ArrivalForm.field_order or ()), "decided_on", "ceremony_on")
