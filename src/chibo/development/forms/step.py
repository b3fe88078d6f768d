"""Forms of the acts: source, one step, decision, ceremony, recognition, closing and taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.dates import say_date
from chibo.base.forms import DayField, HouseForm
from chibo.development.forms.fields import RowField
from chibo.development.words import CLOSE_REASONS, DELETION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.meetings.models import Resolution, Vote
    from chibo.register.models import Person

_OLD = "Việc đã làm từ trước, chép lại từ hồ sơ cũ"


def say_resolution(resolution: Resolution) -> str:
    """Name a resolution for a list: its day, number and what it is about."""
    number = f"số {resolution.number}-{resolution.symbol}, " if resolution.number else ""
    return f"{number}{say_date(resolution.on)}: {resolution.title}"


def say_vote(vote: Vote) -> str:
    """Name a vote for a list: its day and its totals."""
    return f"{say_date(vote.item.meeting.on)}: {vote.approve}/{vote.base} tán thành, lần {vote.round}"


class SourceForm(HouseForm):
    """Đưa vào nguồn: who, since when, by which resolution."""

    person = RowField(label="Người", empty="Chọn người")
    source_on = DayField(label="Ngày chi bộ đưa vào nguồn")
    resolution = RowField(label="Nghị quyết", required=False, empty="Không chọn")
    special_track = forms.BooleanField(
        label="Diện phải xin ý kiến cấp trên",
        required=False,
        help_text="Chỉ đánh dấu; không ghi lý do. Văn bản đồng ý của cấp trên để trong hồ sơ giấy.",
    )
    from_old_file = forms.BooleanField(label=_OLD, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], resolutions: Iterable[Resolution], **kwargs: Any) -> None:
        """Take the staff that can be chosen and the cell's resolutions."""
        super().__init__(*args, **kwargs)
        _offer(self, "person", people, str)
        _offer(self, "resolution", resolutions, say_resolution)


class StepForm(HouseForm):
    """Chuyển bước: the day, the evidence and the paper's number."""

    acted_on = DayField(label="Ngày")
    resolution = RowField(label="Nghị quyết của chi bộ", required=False, empty="Không chọn")
    vote = RowField(
        label="Kết quả biểu quyết",
        required=False,
        is_wanted=True,
        empty="Chọn kết quả biểu quyết",
        help_text="Đã ghi ở cuộc họp. Chỉ để trống khi chép lại việc cũ không còn số phiếu.",
    )
    number = forms.CharField(label="Số văn bản", required=False, max_length=40)
    issued_by = forms.CharField(label="Nơi ban hành", required=False, max_length=200)
    signed_by = forms.CharField(label="Người ký", required=False, max_length=120)
    card_number = forms.CharField(
        label="Số thẻ đảng viên",
        required=False,
        max_length=20,
        help_text="Ghi vào sổ, mục được bảo vệ. Để trống nếu sổ đã có hoặc chưa biết.",
    )
    kept_at = forms.CharField(
        label="Bản giấy để ở đâu",
        required=False,
        max_length=120,
        help_text="Ví dụ: cặp số 22. Ghi vào danh mục giấy tờ.",
    )
    superior_consent = forms.BooleanField(label="Có văn bản đồng ý của cấp trên trực tiếp", required=False)
    from_old_file = forms.BooleanField(label=_OLD, required=False)
    override = forms.BooleanField(label="Vẫn ghi dù còn điều kiện chưa đạt", required=False)
    reason = forms.CharField(
        label="Lý do",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Cần khi vẫn ghi dù còn điều kiện chưa đạt.",
    )

    def __init__(
        self,
        *args: Any,
        resolutions: Iterable[Resolution] = (),
        votes: Iterable[Vote] = (),
        asks: Iterable[str] = (),
        may_override: bool = False,
        **kwargs: Any,
    ) -> None:
        """Keep the fields named in ``asks`` besides those that every step has."""
        super().__init__(*args, **kwargs)
        _offer(self, "resolution", resolutions, say_resolution)
        _offer(self, "vote", votes, say_vote)
        kept = {"acted_on", "from_old_file", *asks} | ({"override", "reason"} if may_override else set())
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]


class DecisionForm(HouseForm):
    """Quyết định kết nạp: what stands on it, and the day it reached the cell."""

    number = forms.CharField(label="Số quyết định", max_length=40)
    decided_on = DayField(label="Ngày quyết định")
    issued_by = forms.CharField(label="Cấp ủy ban hành", max_length=200)
    signed_by = forms.CharField(label="Người ký", required=False, max_length=120)
    received_on = DayField(label="Ngày chi bộ nhận", required=False, help_text="Để trống nếu chưa nhận được bản giấy.")
    from_old_file = forms.BooleanField(label=_OLD, required=False)


class CeremonyForm(HouseForm):
    """Lễ kết nạp: the day, and the member who helps during probation, assigned in the same act."""

    acted_on = DayField(label="Ngày lễ kết nạp")
    mentor = RowField(label="Người giúp đỡ trong năm dự bị", required=False, empty="Phân công sau")
    superior_consent = forms.BooleanField(
        label="Cấp ủy cấp trên trực tiếp đã đồng ý bằng văn bản cho tổ chức muộn", required=False
    )
    from_old_file = forms.BooleanField(label=_OLD, required=False)

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        """Take the official members who may be chosen."""
        super().__init__(*args, **kwargs)
        _offer(self, "mentor", members, str)


class RecognitionForm(HouseForm):
    """Quyết định công nhận chính thức. The official day is not asked: it follows from the ceremony."""

    number = forms.CharField(label="Số quyết định", max_length=40)
    acted_on = DayField(label="Ngày quyết định")
    issued_by = forms.CharField(label="Cấp ủy ban hành", max_length=200)
    signed_by = forms.CharField(label="Người ký", required=False, max_length=120)
    from_old_file = forms.BooleanField(label=_OLD, required=False)


_REASONS = [("", "Chọn lý do"), *((key, said) for key, (said, _) in CLOSE_REASONS.items())]


class CloseForm(HouseForm):
    """Dừng theo dõi: the day and one of the neutral reasons; of a probationary member also a deletion by decision."""

    acted_on = DayField(label="Ngày dừng theo dõi")
    reason = forms.ChoiceField(label="Lý do", choices=_REASONS)
    resolution = RowField(label="Nghị quyết của chi bộ", required=False, empty="Không chọn")
    number = forms.CharField(
        label="Số quyết định xóa tên", required=False, max_length=40, help_text="Chỉ ghi khi lý do là xóa tên."
    )
    issued_by = forms.CharField(label="Cấp ủy ban hành quyết định xóa tên", required=False, max_length=200)
    signed_by = forms.CharField(label="Người ký", required=False, max_length=120)

    def __init__(self, *args: Any, resolutions: Iterable[Resolution], is_probationary: bool, **kwargs: Any) -> None:
        """Take the cell's resolutions; nobody but a probationary member is on a list to be deleted from."""
        super().__init__(*args, **kwargs)
        _offer(self, "resolution", resolutions, say_resolution)
        if is_probationary:
            return
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [(key, said) for key, said in _REASONS if key != DELETION]
        for name in ("number", "issued_by", "signed_by"):
            del self.fields[name]


class TakeBackForm(HouseForm):
    """Rút lại: why the entry was wrong."""

    reason = forms.CharField(
        label="Vì sao ghi sai", max_length=300, widget=forms.Textarea({"rows": 2}), help_text="Ví dụ: gõ nhầm ngày."
    )


def _offer(form: forms.Form, name: str, rows: Iterable[Any], label: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, RowField)
    field.offer(rows, label)
