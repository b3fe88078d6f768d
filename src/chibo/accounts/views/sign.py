"""Signing in and out, by allauth's account app under our addresses and in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView

from chibo.accounts import queries
from chibo.accounts.forms import SignInForm
from chibo.base import clock


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page; a sample installation lists its users and their pass phrase."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Use the form of the house."""
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who can sign in to the sample."""
        sample = {"sample": queries.sample_users(clock.today()), "sample_phrase": queries.SAMPLE_PHRASE}
        return {**super().get_context_data(**kwargs), **sample}


class SignOut(LogoutView):  # type: ignore[misc]
    """Signing out by POST; a GET asks first."""

    template_name = "accounts/sign_out.html"


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()
