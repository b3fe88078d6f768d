"""The shape of what arrives on the pages of the yearly review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import Choices, DayField, HouseForm, ManyChoices
from chibo.base.numbers import whole_number
from chibo.reviews.models import Opinion, PointSheet, Subject
from chibo.reviews.words import CIRCUMSTANCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from chibo.meetings.models import Meeting

_LEVELS = ("xuat-sac", "tot", "hoan-thanh", "khong")
_MOST_VOTES = 9999


class OpenForm(HouseForm):
    """A new round."""

    year = forms.IntegerField(label="Năm đánh giá", min_value=1930, max_value=9999)
    counted_on = DayField(
        label="Ngày chốt danh sách", help_text="Đảng viên của tổ chức vào ngày này được đưa vào danh sách."
    )
    planned_on = DayField(
        label="Ngày dự kiến cấp có thẩm quyền quyết định",
        help_text="Ngày này chọn quy định áp dụng: ai được xếp loại, tên các mức, tỷ lệ tối đa.",
    )


class PlanForm(HouseForm):
    """The planned day of the decision."""

    planned_on = DayField(label="Ngày dự kiến quyết định")


class StandingForm(HouseForm):
    """Whether somebody is reviewed and rated."""

    circumstances = forms.MultipleChoiceField(
        label="Hoàn cảnh trong năm mà sổ không có",
        choices=tuple(CIRCUMSTANCES.items()),
        required=False,
        widget=ManyChoices,
        help_text="Chỉ đánh dấu; không ghi bệnh, không ghi lý do riêng.",
    )
    standing = forms.ChoiceField(
        label="Diện",
        choices=(("", "Theo quy định"), *Subject.Standing.choices),
        required=False,
        widget=Choices,
    )
    reason = forms.CharField(label="Lý do", max_length=500, required=False, help_text="Bắt buộc khi đặt khác quy định.")
    kind = forms.ChoiceField(
        label="Loại đối tượng", choices=PointSheet.Subject.choices[:-1], required=False, help_text="Chọn bộ tiêu chí."
    )
    group = forms.CharField(
        label="Nhóm tính tỷ lệ", max_length=120, required=False, help_text="Để trống: nhóm theo loại đối tượng."
    )

    def __init__(self, *args: Any, with_circumstances: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_circumstances:
            del self.fields["circumstances"]


class OpinionForm(HouseForm):
    """A paper of another body that came in."""

    body = forms.ChoiceField(label="Giấy của", choices=Opinion.Body.choices)
    received_on = DayField(label="Ngày nhận")
    dated = DayField(label="Ngày ghi trên giấy", required=False)
    kept_at = forms.CharField(label="Để ở", max_length=200, required=False, help_text="Ví dụ: cặp số 3, tủ chi bộ.")


class HandInForm(HouseForm):
    """Self-reviews that came in on a day."""

    received_on = DayField(label="Ngày nhận")
    kept_at = forms.CharField(label="Bản giấy để ở", max_length=200, required=False, help_text="Ví dụ: cặp số 3.")
    people = forms.MultipleChoiceField(label="Đã nhận của", required=False, widget=ManyChoices)

    def __init__(self, *args: Any, subjects: Iterable[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uid): one for one in subjects}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(uid, str(one)) for uid, one in self.known.items()]

    def clean_people(self) -> list[Subject]:
        """Turn the chosen uids into subjects."""
        return [self.known[uid] for uid in self.cleaned_data["people"]]


class BallotForm(HouseForm):
    """The ballots of one round of the vote; the lines of the levels are read by :func:`votes_in`."""

    meeting = forms.ChoiceField(label="Cuộc họp")
    issued = forms.IntegerField(label="Phiếu phát ra", min_value=0, max_value=_MOST_VOTES)
    collected = forms.IntegerField(label="Phiếu thu về", min_value=0, max_value=_MOST_VOTES)
    valid = forms.IntegerField(label="Phiếu hợp lệ", min_value=0, max_value=_MOST_VOTES)
    again = forms.BooleanField(label="Đây là lần bỏ phiếu mới (không sửa lần trước)", required=False)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uid): one for one in meetings}
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (uid, f"{one.get_kind_display()}, {one.on.day}-{one.on.month}-{one.on.year} (mẫu số {one.base})")
            for uid, one in self.known.items()
        ]

    def clean_meeting(self) -> Meeting:
        """Turn the chosen uid into a session."""
        return self.known[self.cleaned_data["meeting"]]


class DecisionForm(HouseForm):
    """The decision of the competent level; the levels are read by :func:`grades_in`."""

    decided_on = DayField(label="Ngày quyết định")
    decided_by = forms.CharField(label="Cấp quyết định", max_length=200)
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    ground = forms.CharField(
        label="Lý do thay đổi", max_length=500, required=False, help_text="Bắt buộc khi đổi mức đã quyết định."
    )
    beyond_ground = forms.CharField(
        label="Căn cứ cho vượt tỷ lệ",
        max_length=500,
        required=False,
        help_text="Chỉ ghi khi cấp trên cho phép bằng văn bản: số, ngày, cấp cho phép.",
    )


class ConcludeForm(HouseForm):
    """The end of a round."""

    concluded_on = DayField(label="Ngày kết thúc đợt", help_text="Từ ngày này kết quả vào thống kê, báo cáo.")
    title = forms.CharField(label="Danh hiệu của tổ chức (nếu có trong quyết định)", max_length=120, required=False)
    title_on = DayField(label="Ngày quyết định danh hiệu", required=False)


class SheetForm(HouseForm):
    """A new version of a score sheet."""

    subject = forms.ChoiceField(label="Dùng cho", choices=PointSheet.Subject.choices)
    name = forms.CharField(label="Tên bộ tiêu chí", max_length=200)
    ground = forms.CharField(label="Căn cứ", max_length=300)
    starts_on = DayField(label="Dùng từ ngày")
    lines = forms.CharField(
        label="Các tiêu chí",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Mỗi dòng: phần | tiêu chí | điểm tối đa. Phần là Chung hoặc Nhiệm vụ.",
    )


class SupposeForm(HouseForm):
    """A what-if of the ceiling."""

    rated = forms.IntegerField(label="Tổng số được xếp loại", min_value=0, max_value=999999)
    good = forms.IntegerField(label="Hoàn thành tốt", min_value=0, max_value=999999)
    excellent = forms.IntegerField(label="Hoàn thành xuất sắc", min_value=0, max_value=999999)


def points_in(posted: QueryDict) -> dict[str, str]:
    """The points typed, by the key of their line."""
    return {name.removeprefix("diem-"): str(posted[name]) for name in posted if name.startswith("diem-")}


def grades_in(posted: QueryDict, subjects: Iterable[Subject], prefix: str = "muc") -> dict[Subject, str]:
    """The level chosen for each subject of the page; empty where none was."""
    return {one: str(posted.get(f"{prefix}-{one.uid}", "")) for one in subjects}


def votes_in(posted: QueryDict, subjects: Iterable[Subject]) -> dict[Subject, tuple[int, int, int, int]]:
    """The four counts typed for each subject; a box left empty is nought, a line left empty is no line."""
    found = {}
    for one in subjects:
        typed = [str(posted.get(f"{level}-{one.uid}", "")).strip() for level in _LEVELS]
        if any(typed):
            a, b, c, d = (_count(text) for text in typed)
            found[one] = (a, b, c, d)
    return found


def _count(text: str) -> int:
    """A count as typed; what is none counts as less than nought, so that the act names the line."""
    if not text:
        return 0
    count = whole_number(text)
    return count if count is not None and count <= _MOST_VOTES else -1
