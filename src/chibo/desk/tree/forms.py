"""The shape of what arrives about a change of the tree: the decision, the day, and what becomes of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import DayField, HouseForm, ManyChoices, NameField
from chibo.desk.tree.actions import NewOrganisation
from chibo.register.actions import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField

    from chibo.register.models import Organisation, Person

_NEW = "moi"


class ChangeForm(HouseForm):
    """Quyết định: number, day, who decided, from when, why. Every change of the tree has one."""

    day = DayField(
        label="Ngày có hiệu lực", help_text="Ngày đầu tiên theo tình trạng mới; không ghi trước cho ngày chưa đến."
    )
    number = NameField(label="Số quyết định", max_length=60, help_text="Ví dụ: 125-QĐ/ĐU.")
    decided_on = DayField(label="Ngày quyết định")
    decided_by = NameField(label="Cấp ra quyết định", max_length=200)
    reason = NameField(label="Lý do", max_length=300, required=False)

    def decision(self) -> dict[str, Any]:
        """The day and the decision, as the verbs take them."""
        said = self.cleaned_data
        decision = Decision(
            number=said["number"], decided_on=said["decided_on"], decided_by=said["decided_by"], reason=said["reason"]
        )
        return {"day": said["day"], "decision": decision}


def _first(form: HouseForm, *names: str) -> None:
    """Put fields before those of the decision."""
    form.order_fields([*names, *(name for name in form.fields if name not in names)])


class FoundForm(ChangeForm):
    """Thành lập: name and kind of a new organisation."""

    name = NameField(label="Tên tổ chức", max_length=200)
    kind = forms.ChoiceField(label="Loại")

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds)
        _first(self, "name", "kind")

    def new(self) -> NewOrganisation:
        """What is founded."""
        return NewOrganisation(name=self.cleaned_data["name"], kind=self.cleaned_data["kind"])


class RenameForm(ChangeForm):
    """Đổi tên, đổi loại: what is called otherwise from a day on."""

    name = NameField(label="Tên mới", max_length=200)
    short_name = NameField(label="Tên gọn", max_length=120, required=False)
    superior_name = NameField(label="Cấp trên trực tiếp, nếu không có trong sổ này", max_length=200, required=False)
    kind = forms.ChoiceField(label="Loại")

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "kind", kinds)
        _first(self, "name", "short_name", "superior_name", "kind")


class MoveForm(ChangeForm):
    """Chuyển cấp trên: under which organisation from a day on."""

    parent = forms.ChoiceField(label="Cấp trên mới")

    def __init__(self, *args: Any, parents: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uid): one for one in parents}
        _choose(self, "parent", [("", "Chọn tổ chức"), *_named(self.known)])
        _first(self, "parent")

    def clean_parent(self) -> Organisation:
        """The organisation behind the uid."""
        return self.known[self.cleaned_data["parent"]]


class _IntoForm(ChangeForm):
    """Names a new organisation where the choice says so."""

    name = NameField(label="Tên tổ chức mới", max_length=200, required=False, help_text="Chỉ ghi khi lập tổ chức mới.")
    kind = forms.ChoiceField(label="Loại của tổ chức mới", required=False)

    def new(self) -> NewOrganisation:
        """The new organisation."""
        return NewOrganisation(name=self.cleaned_data["name"], kind=self.cleaned_data["kind"])


class MergeForm(_IntoForm):
    """Sáp nhập, hợp nhất: which organisations into which, standing or new."""

    units = forms.MultipleChoiceField(label="Những tổ chức sáp nhập, hợp nhất", widget=ManyChoices)
    into = forms.ChoiceField(label="Nơi nhận")

    def __init__(
        self, *args: Any, offered: Iterable[Organisation], kinds: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uid): one for one in offered}
        _choose(self, "units", _named(self.known))
        _choose(self, "into", [("", "Chọn nơi nhận"), (_NEW, "Lập tổ chức mới"), *_named(self.known)])
        _choose(self, "kind", kinds)
        _first(self, "units", "into", "name", "kind")

    def clean_units(self) -> list[Organisation]:
        """The organisations behind the uids."""
        return [self.known[uid] for uid in self.cleaned_data["units"]]

    def into_what(self) -> Organisation | NewOrganisation:
        """What receives everything."""
        wanted = self.cleaned_data["into"]
        return self.new() if wanted == _NEW else self.known[wanted]

    def joining(self) -> list[Organisation]:
        """Who goes into it: of those that merge, the one that receives goes on, unless it stands alone."""
        units: list[Organisation] = self.cleaned_data["units"]
        return [unit for unit in units if unit != self.into_what()] or units


class SplitForm(_IntoForm):
    """Chia, tách: whether the old one goes on, and where each of its people goes."""

    goes_on = forms.ChoiceField(
        label="Tổ chức cũ", choices=[("con", "Còn hoạt động, giữ những người ở lại"), ("thoi", "Thôi hoạt động")]
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        offered: Iterable[Organisation],
        kinds: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uid): one for one in offered}
        self.people = {f"p_{person.uid}": person for person in people}
        places = [("", "Ở lại"), (_NEW, "Về tổ chức mới"), *_named(self.known)]
        for name, person in self.people.items():
            field = forms.ChoiceField(label=person.full_name, choices=places, required=False)
            field.is_wanted = True  # type: ignore[attr-defined] # everybody goes somewhere: no “không bắt buộc” beside it
            self.fields[name] = field
        _choose(self, "kind", kinds)
        _first(self, "name", "kind", "goes_on")

    @property
    def about_people(self) -> list[BoundField]:
        """One field a person, to be drawn side by side."""
        return [self[name] for name in self.people]

    @property
    def about_change(self) -> list[BoundField]:
        """The other fields."""
        return [self[name] for name in self.fields if name not in self.people]

    def shares(self) -> dict[Organisation | NewOrganisation, list[Person]]:
        """Who goes where; who stays is in none."""
        found: dict[Organisation | NewOrganisation, list[Person]] = {}
        new = self.new()
        for name, person in self.people.items():
            wanted = self.cleaned_data[name]
            if wanted:
                found.setdefault(new if wanted == _NEW else self.known[wanted], []).append(person)
        return found


def _named(known: dict[str, Organisation]) -> list[tuple[str, str]]:
    return [(uid, one.name) for uid, one in known.items()]


def _choose(form: HouseForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
