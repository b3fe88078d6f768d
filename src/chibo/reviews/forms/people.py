"""A list of people to tick, shared by the forms of promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from chibo.base.forms import HouseForm, ManyChoices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Person


class PeopleForm(HouseForm):
    """A form with a list of people; cleans to the people ticked, in the order of the list."""

    people = forms.MultipleChoiceField(label="Những người", required=False, widget=ManyChoices)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.uid): person for person in people}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(uid, person.full_name) for uid, person in self.known.items()]
        field.is_wanted = True  # type: ignore[attr-defined]

    def clean_people(self) -> list[Person]:
        """Turn the chosen uids into people."""
        return [self.known[uid] for uid in self.cleaned_data["people"]]


class ReasonForm(HouseForm):
    """Why something is taken back or left out."""

    reason = forms.CharField(label="Lý do", max_length=300, help_text="Ngắn gọn, chỉ nêu việc.")
