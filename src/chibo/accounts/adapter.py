"""How allauth speaks and decides here: Vietnamese messages, no sign-up, no mail, secrets encrypted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from chibo.accounts import known, queries
from chibo.base import fields, rekey

if TYPE_CHECKING:
    from django.http import HttpRequest

    from chibo.accounts.models import User

_PLACE = "mfa.authenticator.data"  # the place that a secret of a second step is bound to


def secrets_again(run: rekey.Rows, both: rekey.Keys) -> None:
    """Seal the secrets of second steps again, when the installation's key changes."""
    rekey.json_again(run, "mfa_authenticator", "data", lambda sealed: both.again(sealed, _PLACE))


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The one place where chibo bends allauth's account app."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc cụm mật khẩu chưa đúng. Xem lại chữ hoa, dấu cách và bộ gõ.",
        "account_inactive": "Tài khoản này đã ngừng dùng. Hỏi người quản lý tài khoản của đơn vị.",
        "too_many_login_attempts": "Đã thử sai nhiều lần liền. Chờ 5 phút rồi thử lại; tài khoản không bị khóa.",
        "incorrect_password": "Cụm mật khẩu chưa đúng. Xem lại chữ hoa, dấu cách và bộ gõ.",
        "rate_limited": "Đã thử sai nhiều lần liền. Chờ 5 phút rồi thử lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, never taken."""
        del request
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong pass phrases by the name alone: allauth adds the host of the request, which anyone can set.

        A machine from which the account came in before has a count of its own: nobody elsewhere keeps its owner out.
        """
        name = str(credentials.get("username", "")).strip().lower()
        mark = known.mark_of(request, name)
        return f"{name}|{mark}" if mark else name

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponseRedirect:
        """Send back to the sign-in page, saying why."""
        del user
        messages.warning(request, self.error_messages["account_inactive"])
        return HttpResponseRedirect(reverse("account_login"))


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The one place where chibo bends allauth's second step of signing in."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Mã chưa đúng hoặc đã hết 30 giây. Xem lại giờ của điện thoại rồi nhập mã đang hiện.",
        "cannot_generate_recovery_codes": "Chưa bật bước thứ hai nên chưa cần mã dự phòng.",
    }

    def encrypt(self, text: str) -> str:
        """Keep a secret as the protected columns are kept (decision 48)."""
        return fields.seal(text, _PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what :meth:`encrypt` wrote; raises ``DamagedValue``."""
        return fields.unseal(encrypted_text, _PLACE)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code that the telephone reads."""
        held = BytesIO()
        segno.make(url, error="m").save(held, kind="svg", scale=5, xmldecl=False, svgclass="qr", lineclass=None)
        return held.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 — allauth's own name
        """Name a key by its number."""
        return f"Khóa thứ {queries.ways_of(user, type) + 1}"
