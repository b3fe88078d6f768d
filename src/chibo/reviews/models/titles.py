"""Danh hiệu: what an organisation was called for a year, by whose decision and since when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.models import Travelling


class Title(Travelling):
    """A title of one organisation for one year, in the words of its decision; never mapped to a grade.

    Under the regimes before 8-3-2018 "trong sạch vững mạnh" was the best level of an organisation's classification;
    since then "trong sạch, vững mạnh tiêu biểu" is an award drawn from those who did excellently. Two different things,
    so the record keeps the words and the days, and the count of years says which of the two each year is.
    A withdrawn title stays on record with its reason.
    """

    class Sort(models.TextChoices):
        CLEAN_AND_STRONG = "clean_and_strong", "Trong sạch vững mạnh"
        EXEMPLARY = "exemplary", "Trong sạch, vững mạnh tiêu biểu"
        EXEMPLARY_FIVE_YEARS = "exemplary_five_years", "Trong sạch, vững mạnh tiêu biểu 5 năm liền"
        OTHER = "other", "Danh hiệu khác"

    CLEAN_AND_STRONG = Sort.CLEAN_AND_STRONG

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="titles")
    year = models.PositiveSmallIntegerField("năm được công nhận")  # of five years running: the last of them
    sort = models.CharField("danh hiệu", max_length=24, choices=Sort)
    name = models.CharField("tên danh hiệu trong quyết định", max_length=120)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)  # empty: not known, the year being over
    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    withdrawn_on = models.DateField("ngày thu hồi hoặc bỏ ghi", null=True, blank=True)
    withdrawal = models.CharField("lý do thu hồi hoặc bỏ ghi", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "year", "name"], condition=Q(withdrawn_on=None), name="reviews_title_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"
