"""Khen thưởng and Huy hiệu Đảng: proposed, decided, given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Commendation(Travelling):
    """A commendation of a person, or of the organisation itself where no person is named.

    It stands as proposed until a body decides. ``reason`` is why it was recorded although the year's grade does not
    carry it; ``closed_on`` and ``closing`` are for a proposal that came to nothing or a line put down by mistake.
    """

    class Form(models.TextChoices):
        CERTIFICATE = "certificate", "Giấy khen"
        MERIT = "merit", "Bằng khen"
        OTHER = "other", "Hình thức khác"

    class Occasion(models.TextChoices):
        YEAR = "year", "thành tích trong năm"
        FIVE_YEARS = "five_years", "thành tích 5 năm liền"
        THEME = "theme", "theo đợt hoặc đột xuất"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="commendations")
    person = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="commendations"
    )
    form = models.CharField("hình thức", max_length=12, choices=Form)
    occasion = models.CharField("khen thưởng về", max_length=12, choices=Occasion)
    year = models.PositiveSmallIntegerField("năm")  # of five years running: the last of them
    merit = models.CharField("thành tích", max_length=300)
    proposed_on = models.DateField("ngày đề nghị", null=True, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    reason = models.CharField("lý do ghi khi chưa đủ điều kiện", max_length=300, blank=True)
    closed_on = models.DateField("ngày thôi theo dõi", null=True, blank=True)
    closing = models.CharField("lý do thôi theo dõi", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(proposed_on__isnull=False) | Q(decided_on__isnull=False), name="reviews_commendation_began"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "year"], name="reviews_commendation_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.get_occasion_display()} {self.year}"


class PartyBadge(Travelling):
    """Huy hiệu Đảng of one person for so many years: asked for, decided, given; one of each kind a person.

    ``counts_from`` and ``completes_on`` are the days it was reckoned with, so that an old list can be read again. The
    ground of an early one tells of health, so it is encrypted.
    """

    class Basis(models.TextChoices):
        FULL = "full", "đủ năm tuổi Đảng"
        EARLY = "early", "xét tặng sớm"
        POSTHUMOUS = "posthumous", "truy tặng"
        EARLIER = "earlier", "đã nhận trước khi mở sổ"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="party_badges")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="party_badges")
    years = models.PositiveSmallIntegerField("loại huy hiệu (năm tuổi Đảng)")
    basis = models.CharField("diện", max_length=12, choices=Basis)
    ground = EncryptedTextField("lý do xét tặng sớm hoặc truy tặng", blank=True, default="")
    counts_from = models.DateField("tuổi Đảng tính từ", null=True, blank=True)
    completes_on = models.DateField("ngày đủ năm tuổi Đảng", null=True, blank=True)
    ceremony_on = models.DateField("đợt trao dự kiến", null=True, blank=True)
    proposed_on = models.DateField("ngày đề nghị", null=True, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    given_on = models.DateField("ngày trao", null=True, blank=True)
    given_at = models.CharField("nơi trao", max_length=200, blank=True)
    reason = models.CharField("lý do ghi khi chưa đủ điều kiện", max_length=300, blank=True)
    closed_on = models.DateField("ngày thôi theo dõi", null=True, blank=True)
    closing = models.CharField("lý do thôi theo dõi", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "years"], condition=Q(closed_on=None), name="reviews_badge_once"),
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | Q(decided_on__isnull=True) | Q(given_on__gte=F("decided_on")),
                name="reviews_badge_given_after_decision",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "given_on"], name="reviews_badge_given"),
        ]

    def __str__(self) -> str:
        return f"Huy hiệu {self.years} năm tuổi Đảng"
