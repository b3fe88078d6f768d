"""The shape of what arrives at the reports."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from chibo.base.dates import say_date
from chibo.base.forms import DayField, HouseForm
from chibo.base.numbers import whole_number
from chibo.base.refusal import FaultyError
from chibo.reports.models import Report
from chibo.reports.queries.statistics import DIMENSIONS, ensure_period
from chibo.reports.values import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import QueryDict

    from chibo.register.models import Organisation
    from chibo.reports.periods import Period

_MOST = 10_000


def _people(label: str, hint: str = "") -> forms.IntegerField:
    wrong = {
        "invalid": f"{label}: ghi một số nguyên, ví dụ 2.",
        "min_value": f"{label}: ghi số từ 0 trở lên.",
        "max_value": f"{label}: số quá lớn, kiểm tra lại.",
    }
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=0, max_value=_MOST, error_messages=wrong
    )


class SuppositionForm(HouseForm):
    """Giả định: people who become sources, staff who come and leave. Empty boxes mean nobody."""

    sources = _people("Thêm người vào nguồn")
    from_on = DayField(label="Vào nguồn từ ngày", required=False, help_text="Để trống là từ hôm nay.")
    joining = _people("Cán bộ đến", "Cả đảng viên và quần chúng.")
    joining_members = _people("Trong đó đảng viên đến")
    leaving = _people("Cán bộ đi, nghỉ hưu", "Cả đảng viên và quần chúng.")
    leaving_members = _people("Trong đó đảng viên đi")
    staff_on = DayField(label="Cán bộ đến, đi từ ngày", required=False, help_text="Để trống là từ hôm nay.")

    def clean(self) -> dict[str, Any]:
        """Read empty boxes as nobody."""
        given = super().clean() or {}
        return {
            name: value if value is not None or name in {"from_on", "staff_on"} else 0 for name, value in given.items()
        }


class _UnitForm(HouseForm):
    """A form that may be asked of one of several units."""

    don_vi = forms.ChoiceField(label="Đơn vị", required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(units) > 1:
            self.fields["don_vi"] = forms.ChoiceField(label="Đơn vị", required=False, choices=units)
        else:
            del self.fields["don_vi"]


class GridForm(_UnitForm):
    """How a table of members is divided, and on which day."""

    hang = forms.ChoiceField(label="Mỗi hàng là", choices=[(one.key, one.name) for one in DIMENSIONS.values()])
    cot = forms.ChoiceField(
        label="Mỗi cột là",
        required=False,
        choices=[("", "không chia cột"), *[(one.key, one.name) for one in DIMENSIONS.values()]],
    )
    ngay = DayField(label="Số liệu đến ngày", required=False)


class PeriodForm(_UnitForm):
    """A period, both days inside, that is over by today."""

    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or has not ended."""
        given = super().clean() or {}
        first, last = given.get("tu"), given.get("den")
        if last and last > self.today:
            what = f"Ngày {say_date(last)} chưa đến nên chưa có số liệu. Chọn ngày đến {say_date(self.today)}."
            self.add_error("den", ValidationError(what))
        if first and last and first > last:
            self.add_error("tu", ValidationError("Ngày đầu kỳ sau ngày cuối kỳ. Đổi lại hai ngày."))
        return given

    def fits(self, unit: Organisation) -> bool:
        """Whether the period may be asked of a unit; what is wrong is said at its box."""
        given = self.cleaned_data
        try:
            ensure_period(unit, given["tu"], given["den"], self.today)
        except FaultyError as error:
            self.add_faults(error)
        return not self.errors


class ProseForm(_UnitForm):
    """Which report: about what, and on which period."""

    ve = forms.ChoiceField(label="Báo cáo về", choices=Report.Subject.choices)
    ky = forms.ChoiceField(label="Kỳ báo cáo")

    def __init__(self, *args: Any, periods: Iterable[Period], chosen: Period, **kwargs: Any) -> None:
        """Offer the periods, and the one on the page where it lies further back."""
        super().__init__(*args, **kwargs)
        offered = {one.key: f"{one.name[:1].upper()}{one.name[1:]}" for one in (*periods, chosen)}
        ky = self.fields["ky"]
        assert isinstance(ky, forms.ChoiceField)
        ky.choices = list(offered.items())


class LockForm(HouseForm):
    """Before a report is frozen: the day on the paper, and whether it takes a number."""

    ngay = DayField(label="Ngày văn bản", help_text="Ngày ghi trên báo cáo, không trước ngày của số liệu.")
    lay_so = forms.BooleanField(label="Lấy số tiếp theo của loại Báo cáo trong Sổ số văn bản", required=False)


class RenewForm(HouseForm):
    """Why a locked report gets another version."""

    ly_do = forms.CharField(label="Lý do lập bản mới", max_length=300)


class SendingForm(HouseForm):
    """To whom a report went."""

    gui_ai = forms.CharField(label="Gửi ai", max_length=200, help_text="Ví dụ: Đảng ủy cấp trên trực tiếp.")
    ngay_gui = DayField(label="Ngày gửi")
    cach = forms.CharField(label="Cách gửi", max_length=120, required=False, help_text="Ví dụ: nộp bản giấy, gửi USB.")


_LINE, _PROGRAM, _AGAIN, _OWN = "lines:", "program:", "again:", "own:"


def wording_in(data: QueryDict) -> Wording:
    """The sentences that arrived, by section and line; letters composed, so that a field is known by its name."""

    def named(start: str) -> dict[str, str]:
        found = {name.removeprefix(start): str(value) for name, value in data.items() if name.startswith(start)}
        return {address: unicodedata.normalize("NFC", text) for address, text in found.items()}

    return Wording(lines=named(_LINE), program=named(_PROGRAM), again=frozenset(named(_AGAIN)), own=named(_OWN))


def hand_of(data: QueryDict) -> int | None:
    """Which save of the report the page showed."""
    return whole_number(data.get("hand", ""))
