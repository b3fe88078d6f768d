"""The shape of what arrives about a change of the tree: the decision, the day, and what becomes of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms

from chibo.base.forms import DayField, HouseForm, ManyChoices, NameField
from chibo.desk.tree.choosing import OneOf, SeveralOf, choose, full_label
from chibo.desk.tree.values import NewOrganisation, Portion
from chibo.register.actions import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField

    from chibo.desk.tree.queries import Offer
    from chibo.register.models import Organisation, Person

_NEW = "moi"
_MOST_CHOICES: Final = 6_000  # of all rows together: beyond it a page is too heavy, and receivers are written down


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
        choose(self, "kind", kinds)
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
        choose(self, "kind", kinds)
        _first(self, "name", "short_name", "superior_name", "kind")


class MoveForm(ChangeForm):
    """Chuyển cấp trên: under which organisation from a day on."""

    parent = forms.ChoiceField(label="Cấp trên mới")

    def __init__(self, *args: Any, parents: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = OneOf(self, "parent", parents)
        _first(self, self.above.written, "parent")

    def clean(self) -> dict[str, Any]:
        """Put the organisation in the place of its uid or name."""
        said = super().clean()
        said["parent"] = self.above.chosen()
        return said

    @property
    def understood(self) -> list[str]:
        """Who is meant, in words that tell it from others of its name."""
        parent = self.cleaned_data["parent"]
        return [f"Cấp trên mới: {full_label(parent)}."]


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

    def __init__(self, *args: Any, offered: Offer, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.several = SeveralOf(self, "units", offered, is_listed=offered.is_listed)
        self.receiver = OneOf(self, "into", offered, [(_NEW, "Lập tổ chức mới")])
        choose(self, "kind", kinds)
        _first(self, self.several.written, "units", self.receiver.written, "into", "name", "kind")

    def clean(self) -> dict[str, Any]:
        """Put the organisations in the places of their uids or names."""
        said = super().clean()
        self.several.check(is_wanted=True)
        said["units"], said["into"] = self.several.found(), self.receiver.chosen()
        return said

    def into_what(self) -> Organisation | NewOrganisation:
        """What receives everything."""
        wanted = self.cleaned_data["into"]
        return self.new() if wanted == _NEW else wanted

    def joining(self) -> list[Organisation]:
        """Who goes into it: of those that merge, the one that receives goes on, unless it stands alone."""
        units: list[Organisation] = self.cleaned_data["units"]
        return [unit for unit in units if unit != self.into_what()] or units

    @property
    def understood(self) -> list[str]:
        """Who goes into what."""
        into = self.into_what()
        name = f"{into.name} (lập mới)" if isinstance(into, NewOrganisation) else full_label(into)
        return [f"Nơi nhận: {name}.", f"Sáp nhập vào đó: {', '.join(one.name for one in self.joining())}."]


class SplitForm(_IntoForm):
    """Chia, tách: whether the old one goes on, and where each of its people and of the units below it goes."""

    goes_on = forms.ChoiceField(
        label="Tổ chức cũ", choices=[("con", "Còn hoạt động, giữ những gì ở lại"), ("thoi", "Thôi hoạt động")]
    )
    receivers = forms.MultipleChoiceField(label="Tổ chức đang có nhận về", required=False, widget=ManyChoices)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        units: Iterable[Organisation],
        offered: Offer,
        kinds: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"p_{person.uid}": person for person in people}
        self.units = {f"u_{unit.uid}": unit for unit in units}
        rows = {name: one.full_name for name, one in self.people.items()} | {
            name: one.name for name, one in self.units.items()
        }
        is_listed = offered.is_listed and len(offered.listed) * len(rows) <= _MOST_CHOICES
        self.several = SeveralOf(self, "receivers", offered, is_listed=is_listed)
        receiving = offered.listed if is_listed else self.several.found()
        if is_listed:
            del self.fields["receivers"]  # they stand in every row
        self.known = {str(one.uid): one for one in receiving}
        for name, label in rows.items():
            choices = [("", "Ở lại"), (_NEW, "Về tổ chức mới"), *((uid, one.name) for uid, one in self.known.items())]
            field = forms.ChoiceField(label=label, choices=choices, required=False)
            field.is_wanted = True  # type: ignore[attr-defined] # everybody goes somewhere: no “không bắt buộc” beside it
            self.fields[name] = field
        choose(self, "kind", kinds)
        _first(self, "name", "kind", self.several.written, "receivers", "goes_on")

    def clean(self) -> dict[str, Any]:
        """Tell what is written and means no organisation for sure."""
        said = super().clean()
        self.several.check(is_wanted=False)
        return said

    @property
    def about_people(self) -> list[BoundField]:
        """One field a person, to be drawn side by side."""
        return [self[name] for name in self.people]

    @property
    def about_units(self) -> list[BoundField]:
        """One field an organisation below, to be drawn side by side."""
        return [self[name] for name in self.units]

    @property
    def about_change(self) -> list[BoundField]:
        """The other fields."""
        return [self[name] for name in self.fields if name not in self.people and name not in self.units]

    @property
    def is_search(self) -> bool:
        """Whether receivers were only looked for: nobody and nothing is sent anywhere yet."""
        return not self.several.is_listed and bool(self.known) and not self.shares()

    def shares(self) -> dict[Organisation | NewOrganisation, Portion]:
        """Who and what goes where; what stays is in none."""
        found: dict[Organisation | NewOrganisation, Portion] = {}
        new = self.new()

        def portion(name: str) -> Portion | None:
            wanted = self.cleaned_data[name]
            return found.setdefault(new if wanted == _NEW else self.known[wanted], Portion()) if wanted else None

        for name, person in self.people.items():
            if (mine := portion(name)) is not None:
                mine.people.append(person)
        for name, unit in self.units.items():
            if (mine := portion(name)) is not None:
                mine.units.append(unit)
        return found

    @property
    def understood(self) -> list[str]:
        """What goes where, and what stays."""
        shares = self.shares()
        told = [
            f"Về {into.name}{' (lập mới)' if isinstance(into, NewOrganisation) else ''}: {_counted(one)}."
            for into, one in shares.items()
        ]
        gone = {unit.pk for one in shares.values() for unit in one.units}
        stay = Portion(
            people=[one for name, one in self.people.items() if not self.cleaned_data[name]],
            units=[unit for unit in self.units.values() if unit.pk not in gone],
        )
        if self.cleaned_data["goes_on"] == "con":
            return [*told, f"Ở lại: {_counted(stay)}."]
        first = next(iter(shares)).name
        return [*told, f"Việc không của riêng ai và hồ sơ của người không chọn nơi về: {first}."]


def _counted(portion: Portion) -> str:
    """Say how many people and which organisations."""
    people = f"{len(portion.people)} người" if portion.people else ""
    units = f"{len(portion.units)} tổ chức ({', '.join(one.name for one in portion.units)})" if portion.units else ""
    return ", ".join(filter(None, (people, units))) or "không có ai"
