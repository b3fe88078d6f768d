"""Đảng tịch: admission with its four dates, membership spells, transfers and exemptions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField, PartialDateField
from chibo.base.models import Spell, Travelling


class Admission(Travelling):
    """Kết nạp of one person. Four dates that people confuse are kept apart (Charter art. 5).

    ``decided_on``: written in the decision, starts the Party age. ``ceremony_on``: the joining day, starts probation.
    ``official_on``: ceremony + 12 months. ``recognised_on``: day of the recognition decision, starts the right to vote.
    """

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="admissions")
    is_readmission = models.BooleanField("kết nạp lại", default=False)
    decided_on = models.DateField("ngày quyết định kết nạp", null=True, blank=True)
    ceremony_on = models.DateField("ngày lễ kết nạp")
    official_on = models.DateField("ngày chính thức", null=True, blank=True)
    recognised_on = models.DateField("ngày quyết định công nhận", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "ceremony_on"], name="register_admission_once"),
            models.CheckConstraint(
                condition=Q(official_on__isnull=True) | Q(official_on__gt=F("ceremony_on")),
                name="register_official_after_ceremony",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.ceremony_on}"


class Membership(Travelling, Spell):
    """A person's time in one organisation as a member; one open spell a person, apart from temporary transfers."""

    class JoinedBy(models.TextChoices):
        ADMISSION = "admission", "kết nạp"
        TRANSFER_IN = "transfer_in", "chuyển đến"
        OPENING = "opening", "có mặt khi mở sổ"
        REORGANISED = "reorganised", "sắp xếp tổ chức"

    class LeftBy(models.TextChoices):
        TRANSFER_OUT = "transfer_out", "chuyển đi"
        REMOVAL = "removal", "xóa tên"
        RESIGNATION = "resignation", "xin ra khỏi Đảng"
        EXPULSION = "expulsion", "khai trừ"
        DEATH = "death", "từ trần"
        REORGANISED = "reorganised_out", "sắp xếp tổ chức"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="memberships")
    joined_by = models.CharField(max_length=20, choices=JoinedBy)
    joined_from = models.CharField("chuyển từ", max_length=200, blank=True)
    told_joining = PartialDateField("ngày vào Đảng biết chưa đủ", blank=True, default="")  # as an old list tells it
    was_official = models.BooleanField("đã chính thức khi mở sổ", default=False)  # where no day of it is known
    left_by = models.CharField(max_length=20, choices=LeftBy, blank=True)
    left_to = models.CharField("chuyển đến", max_length=200, blank=True)
    left_decision = models.CharField("quyết định", max_length=200, blank=True)  # number and day, where leaving has one
    ended_with = models.JSONField(default=dict)  # {record: {uid: the end it had before, or nothing}}, to take it back

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="register_membership_spell"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="register_membership_open_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "starts_on"], name="register_membership_person"),
            models.Index(fields=["organisation", "starts_on"], name="register_membership_org"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"


class Transfer(Travelling, Spell):
    """Chuyển sinh hoạt. A temporary one keeps the membership open and has an end; a permanent one closes it.

    ``other_organisation`` is the cell there, where this installation keeps it: somebody sent off to it for good is
    announced to it until a membership follows.
    """

    class Sort(models.TextChoices):
        PERMANENT = "permanent", "chính thức"
        TEMPORARY = "temporary", "tạm thời"

    class Direction(models.TextChoices):
        INTO = "into", "đến"
        OUT = "out", "đi"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="transfers")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="transfers")
    sort = models.CharField(max_length=12, choices=Sort)
    direction = models.CharField(max_length=6, choices=Direction)
    other_place = models.CharField("tổ chức đảng nơi kia", max_length=200)
    other_organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="transfers_there"
    )
    reason = models.CharField("lý do", max_length=200, blank=True)
    paper_number = models.CharField("số giấy giới thiệu sinh hoạt đảng", max_length=60, blank=True)
    paper_on = models.DateField("ngày giấy giới thiệu", null=True, blank=True)
    paper_by = models.CharField("nơi cấp giấy giới thiệu", max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_sort_display()} {self.get_direction_display()}"


class Exemption(Travelling, Spell):
    """Miễn công tác, sinh hoạt đảng. The ground may tell of health, so it is encrypted on both engines."""

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="exemptions")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="exemptions")
    ground = EncryptedTextField("lý do", blank=True, default="")
    decision = models.CharField("quyết định trong", max_length=200, blank=True)  # the resolution of the cell

    def __str__(self) -> str:
        return f"{self.person}, từ {self.starts_on}"
