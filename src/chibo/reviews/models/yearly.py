"""Đánh giá, xếp loại: how a year was judged."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class YearReview(Travelling):
    """Đợt kiểm điểm, đánh giá of one organisation for one year."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="year_reviews")
    year = models.PositiveSmallIntegerField("năm")
    concluded_on = models.DateField("ngày kết luận xếp loại", null=True, blank=True)  # empty: when the year was over
    rated_total = models.PositiveSmallIntegerField(null=True, blank=True)  # of years known only as totals
    excellent_total = models.PositiveSmallIntegerField(null=True, blank=True)
    good_total = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "year"], name="reviews_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}"


class Classification(Travelling):
    """One member's grade in one year's review."""

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
        GOOD = "good", "Hoàn thành tốt nhiệm vụ"
        FULFILLED = "fulfilled", "Hoàn thành nhiệm vụ"
        UNFULFILLED = "unfulfilled", "Không hoàn thành nhiệm vụ"

    review = models.ForeignKey(YearReview, on_delete=models.PROTECT, related_name="classifications")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="classifications")
    grade = models.CharField("mức xếp loại", max_length=20, choices=Grade)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "person"], name="reviews_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_grade_display()}"
