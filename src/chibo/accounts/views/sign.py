"""Signing in and out, by allauth's account app under our addresses and in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.views import LoginView, LogoutView
from django.shortcuts import redirect

from chibo.accounts import queries
from chibo.accounts.forms import SignInForm
from chibo.base import clock

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page; a sample installation lists its users and their pass phrase."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead an installation without any account to its first run."""
        if queries.is_empty():
            return redirect("/bat-dau/")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

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
