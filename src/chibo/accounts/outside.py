"""Signing in by an outside service (OpenID Connect): only into accounts that were given beforehand (ADR 0044).

The one place in the program that opens an address outside, and only where the operator named a service. It asks the
hosts that were named and no other, follows no redirect, and uses no proxy of the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import jwt
import requests
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from chibo.accounts import queries

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest, HttpResponse

PATIENCE = 10.0  # seconds
VOUCHED = "chibo_vouched"  # on the request: the service has done the second step
_UNPROVED = "Dịch vụ đăng nhập của cơ quan không xác nhận được. Thử lại, hoặc dùng cụm mật khẩu."
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})


def named() -> Any:
    """The service that the operator named (``config.oidc.Service``); this module is loaded only where there is one."""
    return settings.CHIBO_OIDC


class Elsewhere(requests.RequestException):
    """The service named a host that the operator did not."""


class NarrowSession(requests.Session):
    """Asks the named hosts only, encrypted unless on this machine, without redirects and without a proxy."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.verify = named().authorities or True

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """Refuse any other address; raises :class:`Elsewhere`."""
        asked, issuer = urlsplit(url), urlsplit(named().issuer)
        if asked.netloc not in named().hosts or asked.scheme != issuer.scheme:
            raise Elsewhere("another host than CHIBO_OIDC_ISSUER and CHIBO_OIDC_HOSTS name")
        return super().request(method, url, *args, **{**kwargs, "timeout": PATIENCE, "allow_redirects": False})


class StrictDoor(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Checks the signature of every identity token, whatever way it came."""

    def get_provider(self) -> Any:
        """Give the provider, which leads through this door too; by itself it would take the library's own."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = StrictDoor
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself; refused where it calls itself by another name."""
        found: dict[str, Any] = super().openid_config
        if found.get("issuer") != named().issuer:
            raise OAuth2Error("the service calls itself by another name than CHIBO_OIDC_ISSUER")
        return found

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        if jwt.get_unverified_header(id_token).get("alg") not in _ALGORITHMS:
            raise OAuth2Error("an algorithm that proves nothing")
        found: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=named().issuer,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return found


def led_there(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the service; back to the sign-in page where it is not the one that was named, or does not answer."""
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(StrictDoor(request, provider_id))(request)
    except (OAuth2Error, requests.RequestException):
        messages.error(request, _UNPROVED)
        return HttpResponseRedirect(reverse("account_login"))
    return answer


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The one place where chibo bends allauth's outside sign-in: no sign-up, no stored profile."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are given, never taken."""
        del request, sociallogin
        return False

    def get_requests_session(self) -> NarrowSession:
        """Give what the library asks addresses with."""
        return NarrowSession()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Let in who is known, by the same stages as a pass phrase; send anybody else back to the sign-in page."""
        user = queries.known_outside(str(sociallogin.account.uid))
        if user is None:
            _send_back(request, "Danh tính này chưa gắn với tài khoản nào. Hỏi người quản lý tài khoản của đơn vị.")
        token = sociallogin.account.extra_data.get("id_token") or {}
        record_authentication(request, user, "socialaccount", provider=sociallogin.account.provider)
        login = Login(user=user, redirect_url=sociallogin.get_redirect_url(request))
        if not did_second_step(token):
            raise ImmediateHttpResponse(perform_login(request, login))
        setattr(request, VOUCHED, True)
        raise ImmediateHttpResponse(_let_in(request, login))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> NoReturn:
        """Send back to the sign-in page; what the service said is not repeated."""
        del provider, more
        _send_back(request, _UNPROVED)


def did_second_step(token: dict[str, Any]) -> bool:
    """Whether the service says that it has asked for a second step, in the word that the operator named."""
    wanted = named().second_step
    methods = token.get("amr")
    return bool(wanted) and (token.get("acr") == wanted or (isinstance(methods, list) and wanted in methods))


def _let_in(request: HttpRequest, login: Login) -> HttpResponse:
    adapter = get_account_adapter(request)
    if not login.user.is_active:
        answer: HttpResponse = adapter.respond_user_inactive(request, login.user)
        return answer
    adapter.login(request, login.user)
    return HttpResponseRedirect(login.redirect_url or "/")


def _send_back(request: HttpRequest, said: str) -> NoReturn:
    messages.error(request, said)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
