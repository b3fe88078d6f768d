"""Shapes of what arrives about badges, commendations and discipline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, ManyChoices, NameField
from chibo.reviews.honour_words import BARS
from chibo.reviews.models import Commendation, Discipline, PartyBadge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.base.models import Travelling

_LONG = forms.Textarea(attrs={"rows": 3})
_REASON = "Chỉ ghi khi biết chưa đủ điều kiện mà vẫn cần ghi; lý do nằm trong nhật ký."


class _Rows(forms.MultipleChoiceField):
    """Several of the rows already read; cleans to the rows."""

    widget = ManyChoices

    def offer(self, rows: Iterable[tuple[Travelling, str]]) -> None:
        """Set what can be chosen, each with how it is called."""
        told = list(rows)
        self.rows = {str(row.uid): row for row, _ in told}
        self.choices = [(str(row.uid), name) for row, name in told]

    def clean(self, value: Any) -> Any:
        """Turn the chosen uids into rows."""
        return [self.rows[uid] for uid in super().clean(value)]


class _One(forms.ChoiceField):
    """One of the rows already read, or nothing; cleans to the row or ``None``."""

    is_wanted = True  # choosing nothing says something too (the unit itself), so the field is not called optional

    def offer(self, rows: Iterable[Travelling], empty: str) -> None:
        """Set what can be chosen and what stands for nothing."""
        self.rows = {str(row.uid): row for row in rows}
        self.choices = [("", empty), *((uid, str(row)) for uid, row in self.rows.items())]

    def clean(self, value: Any) -> Any:
        """Turn the chosen uid into the row."""
        return self.rows.get(super().clean(value))


class _BadgesForm(HouseForm):
    """Which badges an act is about."""

    badges = _Rows(label="Những đồng chí", required=False)

    def __init__(self, *args: Any, rows: Iterable[PartyBadge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["badges"]
        assert isinstance(field, _Rows)
        field.offer((row, f"{row.person.full_name}, {row.years} năm tuổi Đảng") for row in rows)


class BadgeDecisionForm(_BadgesForm):
    """The decision of the level above on those asked for."""

    decided_on = DayField(label="Ngày quyết định")
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_by = NameField(label="Cấp quyết định", max_length=200, required=False)


class BadgeGivingForm(_BadgesForm):
    """When and where badges were given."""

    given_on = DayField(label="Ngày trao")
    given_at = NameField(label="Nơi trao", max_length=200, required=False)


class EarlierBadgeForm(HouseForm):
    """A badge that somebody already has."""

    years = forms.IntegerField(label="Loại huy hiệu (năm tuổi Đảng)", min_value=1, max_value=120)
    given_on = DayField(label="Ngày nhận", required=False, help_text="Không nhớ thì để trống.")
    number = forms.CharField(label="Số quyết định hoặc số huy hiệu", max_length=60, required=False)


class BadgeRequestForm(HouseForm):
    """A badge asked for one person: in full years, early or posthumous."""

    years = forms.IntegerField(label="Loại huy hiệu (năm tuổi Đảng)", min_value=1, max_value=120)
    basis = forms.ChoiceField(
        label="Diện",
        choices=[
            (PartyBadge.Basis.FULL, "Đủ năm tuổi Đảng"),
            (PartyBadge.Basis.EARLY, "Xét tặng sớm: bị bệnh nặng"),
            (PartyBadge.Basis.POSTHUMOUS, "Truy tặng"),
        ],
        widget=Choices,
    )
    ground = forms.CharField(
        label="Giấy tờ về lý do", max_length=500, required=False, widget=_LONG, help_text="Phần này được mã hóa."
    )
    ceremony_on = DayField(label="Đợt trao", required=False, help_text="Để trống thì lấy đợt gần nhất.")
    reason = forms.CharField(label="Lý do", max_length=300, required=False, widget=_LONG, help_text=_REASON)


class _CommendationForm(HouseForm):
    """What a commendation is made of."""

    person = _One(label="Khen thưởng ai", required=False)
    form = forms.ChoiceField(label="Hình thức", choices=Commendation.Form.choices, widget=Choices)
    occasion = forms.ChoiceField(label="Dịp khen thưởng", choices=Commendation.Occasion.choices, widget=Choices)
    year = forms.IntegerField(label="Năm", help_text="Thành tích nhiều năm: ghi năm cuối.")
    merit = forms.CharField(label="Thành tích", max_length=300, widget=_LONG)

    def __init__(self, *args: Any, people: Iterable[Travelling], unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, _One)
        field.offer(people, f"Tập thể: {unit}")


class ProposeForm(_CommendationForm):
    """Somebody put forward."""

    reason = forms.CharField(label="Lý do", max_length=300, required=False, widget=_LONG, help_text=_REASON)


class CommendedForm(_CommendationForm):
    """A commendation decided elsewhere."""

    decided_on = DayField(label="Ngày quyết định")
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_by = NameField(label="Cấp quyết định", max_length=200, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, required=False, widget=_LONG, help_text=_REASON)


class DecisionForm(HouseForm):
    """The decision on somebody put forward."""

    decided_on = DayField(label="Ngày quyết định")
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_by = NameField(label="Cấp quyết định", max_length=200, required=False)


class OpenDisciplineForm(HouseForm):
    """What somebody opens the disciplines for."""

    purpose = forms.CharField(label="Mở để làm gì?", max_length=200)


class DisciplineForm(HouseForm):
    """A disciplinary decision as it was announced."""

    form = forms.ChoiceField(label="Hình thức", choices=Discipline.Form.choices, widget=Choices)
    body = forms.ChoiceField(label="Cấp quyết định", choices=Discipline.Body.choices, widget=Choices)
    decided_by = NameField(label="Tên tổ chức quyết định", max_length=200, required=False)
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    effective_on = DayField(
        label="Ngày có hiệu lực", help_text="Chi bộ quyết định: ngày công bố kết quả biểu quyết ở chi bộ."
    )
    content = forms.CharField(
        label="Nội dung vi phạm", max_length=2000, widget=_LONG, help_text="Phần này được mã hóa; ai mở đều ghi lại."
    )
    is_superior_matter = forms.BooleanField(
        label="Vi phạm khi làm việc cấp trên giao, người vi phạm là cấp ủy viên hoặc cán bộ cấp trên quản lý",
        required=False,
    )
    bars = forms.MultipleChoiceField(
        label="Lúc xem xét, đảng viên có đang",
        choices=list(BARS.items()),
        widget=ManyChoices,
        required=False,
        help_text="Chỉ để đối chiếu quy định, không lưu.",
    )
    reason = forms.CharField(label="Lý do", max_length=300, required=False, widget=_LONG, help_text=_REASON)


class ComplaintForm(HouseForm):
    """When the member complained."""

    complained_on = DayField(label="Ngày khiếu nại")


class ComplaintResultForm(HouseForm):
    """How the complaint was settled."""

    closed_on = DayField(label="Ngày kết luận")
    result = forms.CharField(label="Kết luận", max_length=500, widget=_LONG, help_text="Phần này được mã hóa.")


class AnnulmentForm(HouseForm):
    """A decision that changes or strikes out a discipline."""

    annulled_on = DayField(label="Ngày quyết định")
    decision = forms.CharField(label="Số quyết định, cấp quyết định, nội dung", max_length=300, widget=_LONG)
