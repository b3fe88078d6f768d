"""Tài khoản và quyền: who has an account, with which roles; add one, give and take roles, set a pass phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from chibo.accounts import actions, queries
from chibo.accounts.emergency import queries as emergency
from chibo.accounts.forms import (
    GrantForm,
    OwnPhraseForm,
    PersonForm,
    PhraseForm,
    ReasonForm,
    SecondStepRuleForm,
    UserForm,
)
from chibo.accounts.reach import must_set_rules
from chibo.accounts.views.fresh import fresh, fresh_to_write
from chibo.accounts.views.sign import may_try, note_refusal
from chibo.base import clock
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError
from chibo.base.web import actor_of, door, page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from chibo.accounts.models import Grant, RoleRequest


@require_GET
@door(Permission.MANAGE_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts with their roles."""
    actor, on = actor_of(request), clock.today()
    context = {
        "users": queries.in_name_order(queries.users(actor, on)),
        "waiting": queries.requests_waiting(actor),
        "kept": queries.kept_roles(actor, on),
        "on": on,
    }
    return page(request, "accounts/list.html", context)


@door(Permission.MANAGE_ACCOUNTS)
@fresh_to_write
def add(request: HttpRequest) -> HttpResponse:
    """Add an account; its roles are given on its own page."""
    actor, on = actor_of(request), clock.today()
    people, sees = queries.people_without_account(actor), actor.holds(Permission.VIEW_PEOPLE)
    form = UserForm(request.POST or None, people=people, sees_people=sees)
    if form.is_valid():
        try:
            here = queries.managed(actor)[0]
            user = actions.create_user(actor=actor, on=on, organisation=here, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, f"Đã thêm tài khoản {user.username}. Giao vai trò để bắt đầu dùng được.")
            return redirect("account_page", uid=user.uid)
    return page(request, "accounts/add.html", {"form": form}, status=422 if form.errors else 200)


@door(Permission.MANAGE_ACCOUNTS)
@fresh_to_write
def account(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one account with its roles; a POST gives a role."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    form = GrantForm(request.POST or None, organisations=queries.managed(actor), initial={"starts_on": on})
    if form.is_valid():
        try:
            made = actions.ask_for_role(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            _tell(request, made)
            return redirect("account_page", uid=user.uid)
    context = {
        "account": user,
        "form": form,
        "is_self": str(user.uid) == actor.uid,
        "ways": queries.ways_of(user),
        "waiting": queries.requests_waiting(actor).filter(user=user),
        "is_mine_to_keep": queries.looks_after(actor, user, on),
        "service": settings.CHIBO_OIDC,
        "on": on,
    }
    return page(request, "accounts/account.html", context, status=422 if form.errors else 200)


def _tell(request: HttpRequest, made: Grant | RoleRequest) -> None:
    """Say whether the role is held now, waits for the second person, or was given by one alone."""
    if hasattr(made, "state"):
        messages.info(request, "Đã ghi đề nghị. Vai trò có hiệu lực khi người quản lý tài khoản thứ hai xác nhận.")
    elif queries.is_weighty(made):
        messages.success(request, "Đã giao vai trò. Đơn vị chỉ có một người quản lý tài khoản nên không chờ xác nhận.")
    else:
        messages.success(request, "Đã giao vai trò.")


@door(Permission.MANAGE_ACCOUNTS)
@fresh_to_write
def link(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say who of the register uses an account."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    initial = {"person": str(user.person.uid) if user.person else ""}
    people, sees = queries.people_without_account(actor, user), actor.holds(Permission.VIEW_PEOPLE)
    form = PersonForm(request.POST or None, people=people, sees_people=sees, initial=initial)
    if form.is_valid():
        try:
            actions.link_person(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("account_page", uid=user.uid)
    context = {"account": user, "form": form}
    return page(request, "accounts/link.html", context, status=422 if form.errors else 200)


@door(Permission.MANAGE_ACCOUNTS)
@fresh
def reset_phrase(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Set another's pass phrase, when it was forgotten."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    form = PhraseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_pass_phrase(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, f"Đã đặt cụm mật khẩu mới cho {user.display_name}.")
            return redirect("account_page", uid=user.uid)
    context = {"account": user, "form": form}
    return page(request, "accounts/phrase.html", context, status=422 if form.errors else 200)


@require_GET
@door()
def own(request: HttpRequest) -> HttpResponse:
    """Show what somebody can do about the own account."""
    actor = actor_of(request)
    user = queries.own_account(actor)
    context = {"account": user, "ways": queries.ways_of(user), "actor": actor, "emergencies": emergency.notices(actor)}
    return page(request, "accounts/own.html", context)


@door(Permission.MANAGE_ACCOUNTS)
@fresh
def second_step_rule(request: HttpRequest) -> HttpResponse:
    """Say which roles of the organisation must sign in by two steps."""
    actor, on = actor_of(request), clock.today()
    organisation = queries.managed(actor)[0]
    must_set_rules(actor, organisation)
    form = SecondStepRuleForm(request.POST or None, initial={"roles": queries.second_step_rule(organisation)})
    if request.method == "POST":
        form = SecondStepRuleForm(request.POST)
        if form.is_valid():
            actions.set_second_step_rule(actor=actor, on=on, organisation=organisation, **form.cleaned_data)
            messages.success(request, "Đã lưu. Áp dụng từ lần đăng nhập sau của từng người.")
            return redirect("accounts")
    return page(request, "accounts/second/rule.html", {"form": form, "organisation": organisation})


@door(Permission.MANAGE_ACCOUNTS)
@fresh
def take_second_step_away(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the second step from an account whose telephone and keys are lost."""
    actor, on = actor_of(request), clock.today()
    user = queries.user_for(actor, uid, on)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_second_step_away(actor=actor, on=on, user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
        else:
            messages.success(request, f"Đã gỡ bước thứ hai của {user.display_name}.")
            return redirect("account_page", uid=user.uid)
    context = {"account": user, "form": form}
    return page(request, "accounts/second/take_away.html", context, status=422 if form.errors else 200)


@door()
def own_phrase(request: HttpRequest) -> HttpResponse:
    """Change one's own pass phrase with the present one; the session ends and asks for the new one."""
    actor = actor_of(request)
    form = OwnPhraseForm(request.POST or None)
    user = queries.own_account(actor)
    if form.is_valid() and may_try(request, form):
        try:
            actions.set_pass_phrase(actor=actor, on=clock.today(), user=user, **form.cleaned_data)
        except FaultyError as error:
            form.add_faults(error)
            note_refusal(user, "đổi cụm mật khẩu")
        else:
            messages.success(request, "Đã đổi cụm mật khẩu. Đăng nhập lại bằng cụm mới.")
            return redirect("account_login")
    context = {"account": user, "form": form, "is_self": True}
    return page(request, "accounts/phrase.html", context, status=422 if form.errors else 200)
