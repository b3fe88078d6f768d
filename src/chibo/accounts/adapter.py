"""How allauth speaks and decides here: Vietnamese messages, no sign-up, no mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The one place where chibo bends allauth."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Tên đăng nhập hoặc cụm mật khẩu chưa đúng. Xem lại chữ hoa, dấu cách và bộ gõ.",
        "account_inactive": "Tài khoản này đã ngừng dùng. Hỏi người quản lý tài khoản của đơn vị.",
        "too_many_login_attempts": "Đã thử sai nhiều lần liền. Chờ 5 phút rồi thử lại; tài khoản không bị khóa.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, never taken."""
        del request
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponseRedirect:
        """Send back to the sign-in page, saying why."""
        del user
        messages.warning(request, self.error_messages["account_inactive"])
        return HttpResponseRedirect(reverse("account_login"))
