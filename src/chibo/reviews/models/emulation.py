"""Thi đua: campaigns of the unit and its mass organisations, and who takes part. Nobody is ranked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Campaign(Travelling):
    """Đợt, phong trào thi đua. ``ends_on`` is its last day; the unit's own part and its evaluation stand here too."""

    class Launcher(models.TextChoices):
        PARTY = "party", "Chi bộ, cấp ủy"
        OFFICE = "office", "Cơ quan, đơn vị"
        TRADE_UNION = "trade_union", "Công đoàn"
        YOUTH_UNION = "youth_union", "Đoàn Thanh niên"
        OTHER = "other", "Đoàn thể khác, cấp trên"

    class Circle(models.TextChoices):
        MEMBERS = "members", "Đảng viên của chi bộ"
        STAFF = "staff", "Cán bộ, nhân viên của cơ quan"
        FREE = "free", "Ai muốn thì đăng ký"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField("tên đợt thi đua", max_length=200)
    launcher = models.CharField("tổ chức phát động", max_length=20, choices=Launcher)
    launched_by = models.CharField("nơi phát động", max_length=200, blank=True)
    aim = models.TextField("nội dung, chỉ tiêu", blank=True)
    circle = models.CharField("ai đăng ký", max_length=10, choices=Circle, default=Circle.MEMBERS)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    register_by = models.DateField("hạn đăng ký", null=True, blank=True)
    unit_registered_on = models.DateField("ngày đơn vị đăng ký", null=True, blank=True)
    unit_pledge = models.TextField("đơn vị đăng ký", blank=True)
    evaluated_on = models.DateField("ngày đánh giá", null=True, blank=True)
    evaluation = models.TextField("đánh giá của đơn vị", blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="reviews_campaign_in_order"
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=True, evaluation="")
                | (Q(evaluated_on__isnull=False) & ~Q(evaluation="")),
                name="reviews_campaign_evaluated",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "starts_on"], name="reviews_campaign_org_day"),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignEntry(Travelling):
    """One person's part in a campaign: registered when and for what, the result in the person's own words."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="campaign_entries")
    registered_on = models.DateField("ngày đăng ký")
    pledge = EncryptedTextField("nội dung đăng ký", blank=True, default="")
    kept_at = models.CharField("bản giấy để ở", max_length=120, blank=True)
    result = EncryptedTextField("kết quả, theo lời người đăng ký", blank=True, default="")
    told_on = models.DateField("ngày báo kết quả", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "person"], name="reviews_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.campaign}"
