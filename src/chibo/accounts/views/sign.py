"""Signing in and out, once more before what matters, and one's open sessions: by allauth, under our addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.core import ratelimit
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect

from chibo.accounts import actions, queries
from chibo.accounts.adapter import Adapter
from chibo.accounts.forms import PhraseAgainForm, SignInForm
from chibo.accounts.views.arrival import begin
from chibo.accounts.views.bounded import is_worth_a_line, note_stranger
from chibo.accounts.views.fresh import fresh
from chibo.base import clock
from chibo.base.web import actor_of
from chibo.base.words.machines import browser_said

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from chibo.accounts.models import User
    from chibo.base.forms import HouseForm


BY_PHRASE: Final = frozenset({"cụm mật khẩu", "hai bước"})


def note_sign_in(request: HttpRequest, user: User, way: str, *, is_whole: bool = False) -> None:
    """Put a sign-in into the log, and note in the session what it must keep to.

    ``is_whole``: an outside service has done the second step.
    """
    on = clock.today()
    actor = queries.actor_for_user(user, at=clock.now(), on=on)
    actions.record_sign_in(actor=actor, on=on, user=user, way=way)
    begin(request, user, is_whole=is_whole, by_phrase=way in BY_PHRASE)
    request.chibo_came_in = user.username  # type: ignore[attr-defined] # the arrival marks this machine as known


def note_refusal(user: User, way: str = "") -> None:
    """Put down that somebody was not let in as an account; a bounded number an hour."""
    if is_worth_a_line("sign in", str(user.uid)):
        actor = queries.system_actor(at=clock.now())
        actions.record_refused_sign_in(actor=actor, on=clock.today(), user=user, way=way)


def may_try(request: HttpRequest, form: HouseForm) -> bool:
    """Whether an account may try its present pass phrase once more; else the form says to wait."""
    if ratelimit.consume(request, action="reauthenticate", user=request.user):
        return True
    form.add_error(None, Adapter.error_messages["rate_limited"])
    return False


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

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Let in where no second step follows, and put it down; not by a phrase set by somebody else long ago."""
        if queries.phrase_ran_out(form.user, clock.today()):
            what = f"Cụm mật khẩu này do người khác đặt đã quá {queries.GIVEN_DAYS} ngày mà chưa đổi."
            form.add_error(None, f"{what} Nhờ người quản lý tài khoản đặt lại.")
            return self.form_invalid(form)
        answer: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            note_sign_in(self.request, self.request.user, "cụm mật khẩu")
        return answer

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Show the form again; a try stands in the log of that account, or of nobody where the name is nobody's."""
        if "__all__" in form.errors:
            user = queries.named(form.data.get("login", ""))
            if user is None:
                note_stranger(self.request, "đăng nhập bằng tên không có")
            else:
                is_closed = form.has_error("__all__", "too_many_login_attempts")
                note_refusal(user, "tên đang tạm đóng vì thử sai nhiều lần" if is_closed else "")
        return super().form_invalid(form)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who can sign in to the sample."""
        sample = {"sample": queries.sample_users(clock.today()), "sample_phrase": queries.SAMPLE_PHRASE}
        return {
            **super().get_context_data(**kwargs),
            **sample,
            "has_keys": queries.has_keys(),
            "service": settings.CHIBO_OIDC,
        }


class SignOut(LogoutView):  # type: ignore[misc]
    """Signing out by POST; a GET asks first."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session, and have the browser drop what it holds of our pages."""
        answer: HttpResponse = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer


class PhraseAgain(ReauthenticateView):  # type: ignore[misc]
    """The pass phrase once more, before something that matters."""

    template_name = "accounts/second/again.html"

    def get_form_class(self) -> type[PhraseAgainForm]:
        """Use the form of the house."""
        return PhraseAgainForm

    def form_valid(self, form: PhraseAgainForm) -> HttpResponse:
        """Go on under another name of the session: one that was overheard before serves no more."""
        self.request.session.cycle_key()
        return super().form_valid(form)  # type: ignore[no-any-return]

    def form_invalid(self, form: PhraseAgainForm) -> HttpResponse:
        """Ask again, and put it down."""
        note_refusal(self.request.user, "hỏi lại cụm mật khẩu")
        return super().form_invalid(form)  # type: ignore[no-any-return]


class Sessions(ListUserSessionsView):  # type: ignore[misc]
    """Where the account is signed in; each other place can be signed out, or all of them at once."""

    template_name = "accounts/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say of each place by which browser, in words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.said = browser_said(session.user_agent)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """End one other session or all, and put it down."""
        actor = actor_of(self.request)
        user, place = queries.own_account(actor), self.request.POST.get("place", "")
        if place:
            is_ended = actions.end_one_session(actor=actor, on=clock.today(), user=user, place=place)
            messages.success(self.request, "Đã đăng xuất ở nơi ấy." if is_ended else "Nơi ấy không còn đăng nhập.")
            return redirect("usersessions_list")
        answer: HttpResponse = super().form_valid(form)
        actions.record_ended_sessions(actor=actor, on=clock.today(), user=user)
        return answer


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()
phrase_again = PhraseAgain.as_view()
_sessions = Sessions.as_view()
_sessions_ended = fresh(_sessions)


def sessions(request: HttpRequest) -> HttpResponseBase:
    """Show where one is signed in; ending any of it asks for the pass phrase again when it was said long ago."""
    return _sessions_ended(request) if request.method == "POST" else _sessions(request)
