"""The shapes of signing in and of giving accounts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from django import forms

from chibo.accounts.models import Grant
from chibo.accounts.passphrase import LongEnough
from chibo.base.forms import Choices, DayField, HouseForm, NameField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.register.models import Organisation, Person


class SignInForm(HouseForm, LoginForm):  # type: ignore[misc]
    """Name and pass phrase; works with any password manager."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, phrase = self.fields["login"], self.fields["password"]
        name.label, phrase.label = "Tên đăng nhập", "Cụm mật khẩu"
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        phrase.widget.attrs = {"autocomplete": "current-password"}
        phrase.help_text = ""
        name.error_messages["required"] = "Chưa ghi tên đăng nhập."
        phrase.error_messages["required"] = "Chưa ghi cụm mật khẩu."


def _phrase_field() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label="Cụm mật khẩu", help_text=LongEnough().get_help_text(), strip=False, widget=widget)


class PersonForm(HouseForm):
    """Who of the register uses an account."""

    person = forms.ChoiceField(
        label="Là ai trong danh sách", required=False, help_text="Để trống nếu người dùng không có trong danh sách."
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.uid): person for person in people}
        named = [(uid, person.full_name) for uid, person in self._people.items()]
        self.fields["person"].choices = [("", "Không có trong danh sách"), *named]  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        """Turn the chosen uid into the person."""
        return self._people.get(self.cleaned_data["person"])


class UserForm(PersonForm):
    """A new account."""

    display_name = NameField(label="Họ tên người dùng", max_length=120)
    username = forms.CharField(
        label="Tên đăng nhập",
        help_text="Chữ thường không dấu, chữ số, dấu chấm; ví dụ lo.mau.an.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    pass_phrase = _phrase_field()
    field_order = ("display_name", "username", "pass_phrase", "person")


class GrantForm(HouseForm):
    """A role for one organisation."""

    organisation = forms.ChoiceField(label="Tổ chức đảng")
    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Grant.Role.choices])
    reach = forms.ChoiceField(label="Phạm vi", choices=Grant.Reach.choices, initial=Grant.Reach.HERE, widget=Choices)
    starts_on = DayField(label="Từ ngày")

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(row.uid): row for row in organisations}
        choices = [(uid, row.name) for uid, row in self._organisations.items()]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Turn the chosen uid into the organisation."""
        return self._organisations[self.cleaned_data["organisation"]]


class PhraseForm(HouseForm):
    """A new pass phrase."""

    pass_phrase = _phrase_field()
