"""Accounts and grants: a role, for an organisation, here or here and below, for a time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from chibo.base.models import Spell, Travelling


class UserManager(BaseUserManager["User"]):
    """Accounts are made by ``accounts.actions``; the manager only knows how to find one by its name."""


class User(Travelling, AbstractBaseUser):
    """Somebody who signs in with a name and a pass phrase; usually, not always, a person of the register."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    display_name = models.CharField("tên hiển thị", max_length=120)
    person = models.OneToOneField(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="account"
    )
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="accounts_made"
    )  # where it was made; until it has a role, only who manages accounts there sees it
    is_active = models.BooleanField("đang dùng", default=True)
    closed_on = models.DateField("ngừng dùng từ", null=True, blank=True)
    closing_reason = models.CharField("lý do ngừng dùng", max_length=300, blank=True)
    phrase_given_on = models.DateField("cụm mật khẩu được đặt cho ngày", null=True, blank=True)
    """When somebody else set the pass phrase; empty once the account's owner has set one."""
    email = models.EmailField(blank=True, default="")  # allauth asks for the column; chibo never sends mail

    NOT_SEALED_FIELDS = ("last_login",)  # Django notes it by itself, outside of any act

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.display_name


class OutsideIdentity(Travelling):
    """By which name an outside sign-in service knows who uses an account; written by who manages accounts."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="outside")
    name = models.CharField("danh tính ở dịch vụ đăng nhập", max_length=255, unique=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"


class SecondStepRule(Travelling):
    """Which roles of an organisation, and of everything under it, must sign in by two steps."""

    organisation = models.OneToOneField(
        "register.Organisation", on_delete=models.PROTECT, related_name="second_step_rule"
    )
    roles = models.JSONField("vai trò", default=list)

    def __str__(self) -> str:
        return f"{self.organisation}: {', '.join(self.roles) or 'không bắt buộc'}"


class SessionRule(Travelling):
    """How long sessions of an organisation's people may lie idle, and whether its machine is trusted (ADR 0036)."""

    organisation = models.OneToOneField("register.Organisation", on_delete=models.PROTECT, related_name="session_rule")
    idle_minutes = models.PositiveSmallIntegerField("số phút không làm gì", default=30)
    trusts_office = models.BooleanField("tin máy của phòng", default=False)
    reason = models.CharField("vì sao tin", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.idle_minutes} phút"


class Grant(Travelling, Spell):
    """A role given to a user for an organisation, *here* or *here and below*, for a time."""

    class Role(models.TextChoices):
        SECRETARY = "secretary", "Bí thư"
        DEPUTY_SECRETARY = "deputy_secretary", "Phó Bí thư"
        COMMITTEE_MEMBER = "committee_member", "Chi ủy viên"
        MENTOR = "mentor", "Người giúp đỡ"
        OFFICER = "officer", "Văn phòng đảng ủy"
        AUDITOR = "auditor", "Kiểm tra, giám sát"
        ADMINISTRATOR = "administrator", "Quản trị"

    class Reach(models.TextChoices):
        HERE = "here", "đơn vị này"
        BELOW = "below", "đơn vị này và cấp dưới"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="grants")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    reach = models.CharField("phạm vi", max_length=8, choices=Reach, default=Reach.HERE)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "organisation", "role", "starts_on"], name="accounts_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class EmergencyRule(Travelling):
    """Which roles of an organisation and below may open a closed part in an emergency, and for how many minutes.

    No row, or no role: nobody may. The organisation itself says so; no rule of the Party was found.
    """

    organisation = models.OneToOneField(
        "register.Organisation", on_delete=models.PROTECT, related_name="emergency_rule"
    )
    roles = models.JSONField("vai trò", default=list)
    minutes_open = models.PositiveSmallIntegerField("số phút mở", default=0)

    def __str__(self) -> str:
        return f"{self.organisation}: {', '.join(self.roles) or 'không ai'}"


class EmergencyAccess(Travelling):
    """Once somebody opened the closed parts of a person in an emergency; stands as a notice until both have seen it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="emergencies")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="emergencies")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="emergencies")
    role = models.CharField("vai trò", max_length=60)
    reason = models.CharField("lý do", max_length=300)
    opened_at = models.DateTimeField("mở lúc")
    until = models.DateTimeField("đến lúc")
    known_by = models.CharField("người phụ trách đã biết", max_length=200, blank=True)
    known_to_person = models.BooleanField("người có hồ sơ đã biết", default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "known_by"], name="accounts_emergency_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.person}"


class RoleRequest(Travelling):
    """A weighty role asked for by one who manages accounts, to be confirmed by another (ADR 0035).

    ``replaces`` is the grant of the old holder where the role is handed over.
    """

    class State(models.TextChoices):
        ASKED = "asked", "chờ người thứ hai xác nhận"
        CONFIRMED = "confirmed", "đã xác nhận"
        DECLINED = "declined", "không được xác nhận"
        WITHDRAWN = "withdrawn", "đã rút"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_requests")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="role_requests")
    role = models.CharField("vai trò", max_length=20, choices=Grant.Role)
    reach = models.CharField("phạm vi", max_length=8, choices=Grant.Reach, default=Grant.Reach.HERE)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    replaces = models.ForeignKey(Grant, on_delete=models.PROTECT, null=True, blank=True, related_name="handovers")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by_uid = models.CharField(max_length=40)
    asked_by_name = models.CharField(max_length=200)
    asked_by_person = models.CharField(max_length=40, blank=True)  # one person behind two accounts is one person
    asked_on = models.DateField()
    decided_by_uid = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(state="asked"),
                name="accounts_role_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class SavedFilter(Travelling):
    """A filter of the people that somebody named, for the own account or for the organisation; counted when read."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="saved_filters")
    owner_uid = models.CharField(max_length=40)  # the account, as a value
    owner_name = models.CharField(max_length=200)
    name = models.CharField("tên bộ lọc", max_length=60)
    words = models.JSONField(default=dict)  # the words of its address: {"loc": "du-bi"}
    is_shared = models.BooleanField("cả đơn vị dùng", default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "owner_uid", "name"], name="accounts_filter_named_once"),
        ]

    def __str__(self) -> str:
        return self.name
