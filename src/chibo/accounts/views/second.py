"""Đăng nhập hai bước: an app on the telephone, a key, codes on paper; by allauth, under our addresses, in our words."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from chibo.accounts import actions, queries
from chibo.accounts.adapter import SecondStepAdapter
from chibo.accounts.views.arrival import SECOND_STEP_DUE
from chibo.accounts.views.sign import note_refusal, note_sign_in
from chibo.base import clock
from chibo.base.web import actor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from chibo.accounts.models import User


def _note(request: HttpRequest, what: str) -> None:
    """Put a change of one's own second step into the log; from now on nothing is due any more."""
    request.session.pop(SECOND_STEP_DUE, None)
    user = queries.own_account(actor_of(request))
    actions.record_second_step(actor=actor_of(request), on=clock.today(), user=user, what=what)


class Ways(base.IndexView):  # type: ignore[misc]
    """The ways by which the account makes its second step."""

    template_name = "accounts/second/ways.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether keys can work at this address: browsers ask for a name, a number is none."""
        host = self.request.get_host().partition(":")[0]
        more = {"by_number": host.replace(".", "").isdigit(), "port": self.request.get_port()}
        return {**super().get_context_data(**kwargs), **more}


class _OneAct:
    """A page whose writing by allauth and our line of the log are one act: only so are its rows sealed (ADR 0052)."""

    writes_when_read = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer within one transaction."""
        is_act = self.writes_when_read or request.method == "POST"
        with transaction.atomic() if is_act else nullcontext():
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]


def _is_used_up(form: Any, user: User) -> bool:
    """Take the code of a form as used; say so in the form where it was used before."""
    way = getattr(form, "authenticator", None)
    if way is None:  # a key, not a code
        return False
    on, code = clock.today(), form.cleaned_data["code"]
    actor = queries.actor_for_user(user, at=clock.now(), on=on)
    if actions.pass_second_step(actor=actor, on=on, user=user, way=way, code=code):
        return False
    form.add_error("code", SecondStepAdapter.error_messages["incorrect_code"])
    return True


class SecondStep(_OneAct, base.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    template_name = "accounts/second/step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this account has a key at all."""
        has_key = queries.ways_of(self.stage.login.user, Authenticator.Type.WEBAUTHN) > 0
        return {**super().get_context_data(**kwargs), "has_key": has_key}

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, and put it down."""
        user = self.stage.login.user
        if _is_used_up(form, user):
            return self.form_invalid(form)
        answer: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            note_sign_in(self.request, user, "hai bước")
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again, and put it down."""
        note_refusal(self.stage.login.user, "bước thứ hai")
        return super().form_invalid(form)  # type: ignore[no-any-return]


class TrustMachine(base.TrustView):  # type: ignore[misc]
    """Whether this machine is asked for the second step again within the days that the settings give it."""

    template_name = "accounts/second/trust.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add for how many days a machine is trusted."""
        days = timedelta(seconds=settings.MFA_TRUST_COOKIE_AGE).days
        return {**super().get_context_data(**kwargs), "days": days}

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, and put it down."""
        user = self.request._login_stage.login.user  # noqa: SLF001 — where allauth keeps who is signing in
        answer: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            note_sign_in(self.request, user, "hai bước")
        return answer


class AddApp(_OneAct, totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an app that shows codes."""

    template_name = "accounts/second/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in groups of four, as somebody types it who cannot scan."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret_parts": [secret[at : at + 4] for at in range(0, len(secret), 4)]}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        _note(self.request, "thêm ứng dụng mã")
        return answer


class _MayBeLast:
    """A page that takes a way away: the last one stays where the roles ask for a second step."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead back, saying why."""
        user = queries.own_account(actor_of(request)) if request.user.is_authenticated else None
        if user is not None and not queries.may_drop_a_way(user, clock.today()):
            said = "Vai trò đang giữ phải đăng nhập hai bước. Thêm cách khác trước rồi mới bỏ cách này."
            messages.warning(request, said)
            return HttpResponseRedirect(reverse("mfa_index"))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]


class DropApp(_OneAct, _MayBeLast, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Take the app away."""

    template_name = "accounts/second/drop_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        _note(self.request, "bỏ ứng dụng mã")
        return answer


class AddKey(_OneAct, keys.AddWebAuthnView):  # type: ignore[misc]
    """Add a key."""

    template_name = "accounts/second/key.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        _note(self.request, "thêm khóa")
        return answer


class DropKey(_OneAct, _MayBeLast, keys.RemoveWebAuthnView):  # type: ignore[misc]
    """Take a key away."""

    template_name = "accounts/second/drop_key.html"
    success_url = "/tai-khoan/hai-buoc/"

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        _note(self.request, "bỏ khóa")
        return answer


class KeySignIn(keys.LoginWebAuthnView):  # type: ignore[misc]
    """Signing in by a key alone."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            note_sign_in(self.request, form.cleaned_data["credential"].user, "khóa")
        return answer


class Codes(_OneAct, codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes to keep on paper, shown once."""

    template_name = "accounts/second/codes.html"
    writes_when_read = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put down that they were shown."""
        held: dict[str, Any] = super().get_context_data(**kwargs)
        if held["can_view_codes"]:
            _note(self.request, "xem mã dự phòng")
        return held


class NewCodes(_OneAct, codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New codes; the old ones no longer open."""

    template_name = "accounts/second/new_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and put it down."""
        answer: HttpResponse = super().form_valid(form)
        _note(self.request, "lập mã dự phòng mới")
        return answer


class CodeAgain(_OneAct, base.ReauthenticateView):  # type: ignore[misc]
    """A code once more, before something that matters."""

    template_name = "accounts/second/again.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the code once, and go on under another name of the session."""
        if _is_used_up(form, queries.own_account(actor_of(self.request))):
            return self.form_invalid(form)
        self.request.session.cycle_key()
        return super().form_valid(form)  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again, and put it down."""
        note_refusal(self.request.user, "hỏi lại mã")
        return super().form_invalid(form)  # type: ignore[no-any-return]


class KeyAgain(keys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The key once more, before something that matters."""

    template_name = "accounts/second/again_key.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on under another name of the session."""
        self.request.session.cycle_key()
        return super().form_valid(form)  # type: ignore[no-any-return]


ways = Ways.as_view()
step = SecondStep.as_view()
trust = TrustMachine.as_view()
add_app, drop_app = AddApp.as_view(), DropApp.as_view()
add_key, drop_key, key_sign_in = AddKey.as_view(), DropKey.as_view(), KeySignIn.as_view()
show_codes, new_codes = Codes.as_view(), NewCodes.as_view()
code_again, key_again = CodeAgain.as_view(), KeyAgain.as_view()
