"""The shapes of signing in and of giving accounts and roles."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm

from chibo.base.forms import HouseForm


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
