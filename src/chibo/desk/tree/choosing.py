"""Fields by which organisations are chosen: from a list while it is short, else by name or code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms

from chibo.base.forms import NameField
from chibo.base.vietnamese import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chibo.base.forms import HouseForm
    from chibo.desk.tree.queries import Fits, Offer
    from chibo.register.models import Organisation

_HOW: Final = "Nhiều tổ chức nên không liệt kê ở đây. Ghi tên, tên gọn hoặc mã; có dấu hay không dấu đều được."
_LINES: Final = 200  # names written at once


class OneOf:
    """One organisation, chosen from a list; of too many it is written down, then chosen among those that fit.

    ``own`` are choices beside the organisations; what they mean is the form's to say.
    """

    def __init__(self, form: HouseForm, name: str, offer: Offer, own: Sequence[tuple[str, str]] = ()) -> None:
        """Put the field, or the two fields, into a form."""
        self.name, self.written = name, f"{name}_ten"
        self._form, self._offer = form, offer
        self._known = {str(one.uid): one for one in offer.listed}
        field = form.fields[name]
        self._label = str(field.label)
        if offer.is_listed:
            choose(form, name, [("", f"Chọn {self._label.lower()}"), *own, *named(offer.listed)])
            return
        form.fields[self.written] = NameField(label=self._label, max_length=300, required=False, help_text=_HOW)
        form.fields[self.written].is_wanted = True  # type: ignore[attr-defined] # one of the two is
        fits = offer.fitting(form.data.get(self.written, ""))
        offered = () if fits.is_sure else fits.found
        self._known = {str(one.uid): one for one in offered}
        if offered or own:
            field.required, field.label = False, "Chọn đúng tổ chức" if offered else "Hoặc"
            field.is_wanted = True  # type: ignore[attr-defined] # as above
            choose(
                form, name, [("", "Chọn một tổ chức" if offered else "Tổ chức ghi ở trên"), *own, *labelled(offered)]
            )
        else:
            del form.fields[name]

    def chosen(self) -> Organisation | str | None:
        """The organisation, or the own choice; nothing where a fault stands beside the field now."""
        said = self._form.cleaned_data
        if wanted := said.get(self.name):
            return self._known.get(wanted, str(wanted))
        text = said.get(self.written, "")
        if self._offer.is_listed or self.name in self._form.errors:
            return None
        if not text:
            self._form.add_error(self.written, f"Chưa ghi {self._label.lower()}.")
            return None
        fits = self._offer.fitting(text)
        if fits.is_sure:
            return fits.found[0]
        self._form.add_error(self.written, not_sure(text, fits))
        return None


class SeveralOf:
    """Several organisations, ticked in a list; of too many they are written down, one a line.

    Those that are not sure are ticked among what fits.
    """

    def __init__(self, form: HouseForm, name: str, offer: Offer, *, is_listed: bool) -> None:
        """Put the field, or the two fields, into a form."""
        self.name, self.written, self.is_listed = name, f"{name}_ten", is_listed
        self._form, self._offer = form, offer
        field = form.fields[name]
        self._label = str(field.label)
        self._fits: dict[str, Fits] = {}
        self._known = {str(one.uid): one for one in offer.listed}
        if is_listed:
            choose(form, name, named(offer.listed))
            return
        form.fields[self.written] = forms.CharField(
            label=self._label,
            required=False,
            help_text=f"{_HOW} Mỗi dòng một tổ chức.",
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        form.fields[self.written].is_wanted = field.required  # type: ignore[attr-defined] # here, or ticked
        lines = map(normalise_name, str(form.data.get(self.written, "")).splitlines())
        self._fits = {line: offer.fitting(line) for line in [line for line in lines if line][:_LINES]}
        unsure = {str(one.uid): one for fits in self._fits.values() if not fits.is_sure for one in fits.found}
        self._known = unsure
        if unsure:
            field.required, field.label = False, "Đánh dấu đúng tổ chức"
            field.is_wanted = True  # type: ignore[attr-defined] # as above
            choose(form, name, labelled(unsure.values()))
        else:
            del form.fields[name]

    def found(self) -> list[Organisation]:
        """Those that are sure by now, in the order written."""
        ticked = self._ticked()
        if self.is_listed:
            return ticked
        sure = [fits.found[0] for fits in self._fits.values() if fits.is_sure]
        return list({one.pk: one for one in (*sure, *ticked)}.values())

    def check(self, *, is_wanted: bool) -> None:
        """Put beside the field what is written and not sure, and, where one is wanted, that nothing is."""
        if self.is_listed:
            return
        ticked = {one.pk for one in self._ticked()}
        for text, fits in self._fits.items():
            if not fits.is_sure and not ticked & {one.pk for one in fits.found}:
                self._form.add_error(self.written, not_sure(text, fits))
        if is_wanted and not self._fits:
            self._form.add_error(self.written, f"Chưa ghi {self._label[:1].lower()}{self._label[1:]}.")

    def _ticked(self) -> list[Organisation]:
        field = self._form.fields.get(self.name)
        if field is None:
            return []
        uids = field.widget.value_from_datadict(self._form.data, self._form.files, self.name)
        return [self._known[uid] for uid in uids or () if uid in self._known]


def not_sure(text: str, fits: Fits) -> str:
    """Say why a written name is not taken, and what helps."""
    if not fits.count:
        what = f"Không có tổ chức nào chọn được mà tên hoặc mã là “{text}”."
        return f"{what} Kiểm tra lại, hoặc chỉ ghi một vài chữ trong tên để tìm."
    if fits.count > len(fits.found):
        return f"“{text}” khớp với {fits.count} tổ chức. Ghi rõ hơn, hoặc ghi mã."
    return f"“{text}” khớp với {fits.count} tổ chức. Chọn đúng tổ chức ở mục bên dưới, hoặc ghi mã."


def named(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Choices by name."""
    return [(str(one.uid), one.name) for one in organisations]


def labelled(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Choices by name, code and the one above: for organisations of one name."""
    return [(str(one.uid), full_label(one)) for one in organisations]


def full_label(one: Organisation) -> str:
    """Tell an organisation from others of its name."""
    code, above = f" (mã {one.code})" if one.code else "", f" – {one.parent.name}" if one.parent else ""
    return f"{one.name}{code}{above}"


def choose(form: HouseForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Set the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
