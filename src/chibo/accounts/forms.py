"""The shapes of signing in and of giving accounts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms

from chibo.accounts.models import Grant
from chibo.accounts.passphrase import LongEnough
from chibo.base.forms import Choices, DayField, HouseForm, ManyChoices, NameField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.accounts.models import User
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


class PhraseAgainForm(HouseForm, ReauthenticateForm):  # type: ignore[misc]
    """The pass phrase once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrase = self.fields["password"]
        phrase.label, phrase.widget.attrs = "Cụm mật khẩu", {"autocomplete": "current-password"}
        phrase.error_messages["required"] = "Chưa ghi cụm mật khẩu."


class _Code(HouseForm):
    """A code of six digits from the telephone, or a code kept on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = "Mã", "Sáu chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng tám chữ số."
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        code.error_messages["required"] = "Chưa ghi mã."


class CodeForm(_Code, second.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(_Code, second.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""


class AppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app, which shows that it was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Sáu chữ số đang hiện trong ứng dụng."


class KeyForm(HouseForm, AddWebAuthnForm):  # type: ignore[misc]
    """A key by which one signs in: of the machine (finger, face, PIN) or a small one to plug in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên khóa"
        self.fields["name"].help_text = "Để phân biệt các khóa, ví dụ: máy ở cơ quan."
        alone = self.fields["passwordless"]
        alone.label, alone.help_text = "Đăng nhập chỉ bằng khóa này, không cần cụm mật khẩu", ""


class SecondStepRuleForm(HouseForm):
    """Which roles must sign in by two steps."""

    roles = forms.MultipleChoiceField(
        label="Vai trò phải đăng nhập hai bước",
        choices=Grant.Role.choices,
        required=False,
        widget=ManyChoices,
        help_text="Không đánh dấu vai trò nào: ai muốn thì tự bật.",
    )


def _phrase_field() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label="Cụm mật khẩu", help_text=LongEnough().get_help_text(), strip=False, widget=widget)


class PersonForm(HouseForm):
    """Who of the register uses an account."""

    person = forms.ChoiceField(
        label="Là ai trong danh sách", required=False, help_text="Để trống nếu người dùng không có trong danh sách."
    )

    def __init__(self, *args: Any, people: Iterable[Person], sees_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_people:
            self.fields["person"].help_text = "Đồng chí không xem danh sách người; bí thư hoặc phó bí thư gắn sau."
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
    ends_on = DayField(
        label="Thôi từ ngày", required=False, help_text="Để trống nếu chưa biết. Đến ngày ấy vai trò tự thôi."
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(row.uid): row for row in organisations}
        choices = [(uid, row.name) for uid, row in self._organisations.items()]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean_organisation(self) -> Organisation:
        """Turn the chosen uid into the organisation."""
        return self._organisations[self.cleaned_data["organisation"]]


class OutsideForm(HouseForm):
    """By which name the outside sign-in service knows who uses an account."""

    name = forms.CharField(
        label="Danh tính ở dịch vụ đăng nhập",
        required=False,
        max_length=255,
        help_text="Hỏi người quản trị dịch vụ, chép đúng từng chữ. Để trống là không cho đăng nhập bằng dịch vụ ấy.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ReasonForm(HouseForm):
    """Why something is done to somebody else's account."""

    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ai đề nghị, đã gặp trực tiếp để biết đúng người chưa."
    )


class ClosingForm(HouseForm):
    """Why an account is taken out of use or back, why a role is not given."""

    reason = forms.CharField(label="Lý do", max_length=300)


class SessionRuleForm(HouseForm):
    """How long a session may lie idle, and whether the one machine of the office is trusted."""

    idle_minutes = forms.IntegerField(label="Số phút không làm gì thì hết phiên", help_text="Từ 5 đến 240 phút.")
    trusts_office = forms.BooleanField(
        label="Tin máy của phòng",
        required=False,
        help_text="Mở chibo ngay trên máy giữ dữ liệu thì để yên không hết phiên, không bắt buộc bước thứ hai.",
    )
    reason = forms.CharField(
        label="Vì sao tin máy này", max_length=300, required=False, help_text="Máy đặt ở đâu, ai giữ chìa khóa phòng."
    )


class HandOverForm(HouseForm):
    """Who takes a role over, and from which day."""

    user = forms.ChoiceField(label="Giao cho")
    starts_on = DayField(label="Từ ngày", help_text="Người cũ thôi vai trò từ chính ngày này.")

    def __init__(self, *args: Any, users: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._users = {str(user.uid): user for user in users}
        choices = [(uid, f"{user.display_name} ({user.username})") for uid, user in self._users.items()]
        self.fields["user"].choices = [("", "Chọn người"), *choices]  # type: ignore[attr-defined]

    def clean_user(self) -> User:
        """Turn the chosen uid into the account."""
        return self._users[self.cleaned_data["user"]]


class PhraseForm(HouseForm):
    """A new pass phrase."""

    pass_phrase = _phrase_field()


class OwnPhraseForm(HouseForm):
    """A new pass phrase of one's own, with the present one."""

    present = forms.CharField(
        label="Cụm mật khẩu đang dùng",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    pass_phrase = _phrase_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pass_phrase"].label = "Cụm mật khẩu mới"
