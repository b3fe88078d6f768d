"""Đánh giá, xếp loại: how a year was judged."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class YearReview(Travelling):
    """Đợt kiểm điểm, đánh giá of one organisation for one year.

    A year recorded afterwards has no ``opened_on``. One that was opened here is not known as a result before
    ``concluded_on``; until then the day on which the competent level means to decide (``planned_on``) chooses the law.
    ``above`` is the round of the grassroots organisation, in which the ceiling is counted.
    """

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="year_reviews")
    year = models.PositiveSmallIntegerField("năm")
    opened_on = models.DateField("ngày mở đợt", null=True, blank=True)
    counted_on = models.DateField("ngày chốt danh sách", null=True, blank=True)
    planned_on = models.DateField("ngày dự kiến quyết định", null=True, blank=True)
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
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

    @property
    def judged_on(self) -> date:
        """The day whose law judges the year: of the decision, else of the planned one, else the last of the year."""
        return self.concluded_on or self.planned_on or date(self.year, 12, 31)

    @property
    def is_open(self) -> bool:
        """Whether the round was opened here and is not concluded."""
        return self.opened_on is not None and self.concluded_on is None

    @property
    def whole_id(self) -> int:
        """The number of the round in which the ceiling is counted."""
        return self.above_id or self.pk


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
