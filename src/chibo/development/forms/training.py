"""Forms of training: a class, the bodies that give certificates, who is sent, results, one certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, ManyChoices
from chibo.development.forms.fields import RowField
from chibo.development.models import ClassKind, ClassPlace, TrainingBody

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chibo.development.queries import Candidate, PlaceLine
    from chibo.register.models import Person

KINDS = [("", "Chọn loại lớp"), *ClassKind.choices]


class ClassForm(HouseForm):
    """Lớp học: as its paper announces it."""

    kind = forms.ChoiceField(label="Loại lớp", choices=KINDS)
    name = forms.CharField(
        label="Tên lớp", max_length=200, required=False, help_text="Ví dụ: khóa 3 năm 2018. Lớp khác thì phải có tên."
    )
    organiser = forms.CharField(
        label="Nơi mở lớp", max_length=200, help_text="Ghi đúng tên, vì thường cũng là nơi cấp giấy chứng nhận."
    )
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    starts_on = DayField(label="Ngày khai giảng")
    last_on = DayField(label="Ngày bế giảng")
    seats = forms.IntegerField(
        label="Chi bộ được cử mấy người",
        required=False,
        min_value=1,
        max_value=9999,
        help_text="Để trống nếu chưa biết.",
    )
    list_due_on = DayField(label="Hạn gửi danh sách", required=False)
    announced_by = forms.CharField(
        label="Văn bản thông báo",
        max_length=200,
        required=False,
        help_text="Số, ngày, nơi gửi. Ví dụ: Thông báo 12-TB/TTCT ngày 2-5-2018.",
    )


class ReasonForm(HouseForm):
    """Why something is taken back or called off."""

    reason = forms.CharField(label="Lý do", max_length=300)


class SentForm(HouseForm):
    """The day the list went out."""

    sent_on = DayField(label="Ngày gửi danh sách")


class BodyForm(HouseForm):
    """Nơi cấp: name, sort, for which classes, from when and until when, by which paper."""

    name = forms.CharField(label="Tên nơi cấp", max_length=200, help_text="Đúng như ghi trên giấy chứng nhận.")
    sort = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *TrainingBody.Sort.choices])
    kinds = forms.MultipleChoiceField(label="Được cấp giấy của lớp", choices=ClassKind.choices, widget=ManyChoices)
    starts_on = DayField(label="Được cấp từ ngày", required=False)
    ends_on = DayField(label="Thôi cấp từ ngày", required=False)
    ground = forms.CharField(
        label="Căn cứ", max_length=300, required=False, help_text="Văn bản giao hoặc thôi giao việc cấp giấy."
    )


class CertificateForm(HouseForm):
    """Giấy chứng nhận that somebody brings."""

    person = RowField(label="Người được cấp", empty="Chọn người")
    kind = forms.ChoiceField(label="Loại lớp", choices=KINDS)
    name = forms.CharField(label="Tên lớp", max_length=200, required=False, help_text="Lớp khác thì phải có tên.")
    issued_on = DayField(label="Ngày cấp")
    number = forms.CharField(label="Số", max_length=40, required=False)
    issued_by = forms.CharField(label="Nơi cấp", max_length=200)
    kept_at = forms.CharField(label="Bản giấy để ở đâu", max_length=120, required=False)
    from_old_file = forms.BooleanField(label="Việc đã làm từ trước, chép lại từ hồ sơ cũ", required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        """Take the people who may be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, RowField)
        field.offer(people)


class Row:
    """One person of a form with rows, for the template."""

    def __init__(self, form: forms.Form, uid: str, about: Any) -> None:
        """Keep the fields of one person."""
        self.about = about
        self.fields = [form[name] for name in form.fields if name.endswith(f"_{uid}")]


class ChooseForm(HouseForm):
    """Who is sent: a tick for each person due, and why somebody stays."""

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        placed: Mapping[int, ClassPlace],
        seats: int | None,
        **kwargs: Any,
    ) -> None:
        """The first to be due are ticked as long as there are seats, where no list was drawn up yet."""
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        for number, one in enumerate(self.candidates):
            place, uid = placed.get(one.person.pk), one.person.uid
            drawn = place is not None and place.state != ClassPlace.State.LEFT
            is_first = not placed and one.is_waiting and (seats is None or number < seats)
            tick = forms.BooleanField(label="Cử đi học", required=False, initial=drawn or is_first)
            why = forms.CharField(
                label=f"Để lại vì sao: {one.person}",
                max_length=200,
                required=False,
                initial=place.reason if place else "",
            )
            self.fields[f"sent_{uid}"], self.fields[f"why_{uid}"] = tick, why

    @property
    def rows(self) -> Iterator[Row]:
        """The people for the template."""
        return (Row(self, str(one.person.uid), one) for one in self.candidates)

    @property
    def sent(self) -> list[Person]:
        """Who was ticked."""
        return [one.person for one in self.candidates if self.cleaned_data[f"sent_{one.person.uid}"]]

    @property
    def left(self) -> dict[Person, str]:
        """Who was not, with the reason given; where nobody has to go, only those for whom one was written."""
        stay = [one for one in self.candidates if not self.cleaned_data[f"sent_{one.person.uid}"]]
        told = {one.person: self.cleaned_data[f"why_{one.person.uid}"] for one in stay}
        due = {one.person for one in stay if one.is_waiting}
        return {person: why for person, why in told.items() if why or person in due}


_STATES = [("sent", "Chưa rõ"), ("attended", "Đã dự học"), ("absent", "Không dự học")]


class ResultsForm(HouseForm):
    """What came of a class: for each person attended or not, and the certificate."""

    def __init__(self, *args: Any, places: Sequence[PlaceLine], organiser: str, **kwargs: Any) -> None:
        """Ask only of people without a certificate."""
        super().__init__(*args, **kwargs)
        self.lines = [line for line in places if line.is_seated and line.certificate is None]
        for line in self.lines:
            uid, person = line.place.uid, line.person
            self.fields[f"state_{uid}"] = forms.ChoiceField(
                label=f"Dự học: {person}", choices=_STATES, initial=line.place.state
            )
            self.fields[f"reason_{uid}"] = forms.CharField(
                label="Vắng vì sao", max_length=200, required=False, initial=line.place.reason
            )
            self.fields[f"issued_on_{uid}"] = DayField(label="Ngày cấp giấy", required=False)
            self.fields[f"number_{uid}"] = forms.CharField(label="Số giấy", max_length=40, required=False)
            self.fields[f"issued_by_{uid}"] = forms.CharField(
                label="Nơi cấp", max_length=200, required=False, initial=organiser
            )
            self.fields[f"kept_at_{uid}"] = forms.CharField(label="Để ở đâu", max_length=120, required=False)

    @property
    def rows(self) -> Iterator[Row]:
        """The people for the template."""
        return (Row(self, str(line.place.uid), line) for line in self.lines)

    def clean(self) -> dict[str, Any]:
        """A number without a day is no certificate."""
        data = super().clean() or {}
        for line in self.lines:
            uid = line.place.uid
            told = data.get(f"number_{uid}") or data.get(f"kept_at_{uid}")
            if told and not data.get(f"issued_on_{uid}") and f"issued_on_{uid}" not in self.errors:
                self.add_error(f"issued_on_{uid}", f"Chưa ghi ngày cấp giấy của {line.person}.")
        return data

    def told(self) -> list[dict[str, Any]]:
        """Give for each person the place and what was written."""
        names = ("state", "reason", "issued_on", "number", "issued_by", "kept_at")
        return [
            {"place": line.place, **{name: self.cleaned_data.get(f"{name}_{line.place.uid}") for name in names}}
            for line in self.lines
        ]


class PlannedForm(HouseForm):
    """The day on which the cell means to consider."""

    ngay = DayField(label="Ngày dự kiến chi bộ xét", required=False)
