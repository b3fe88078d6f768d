"""Chỉ tiêu: what a resolution promised for a term or for one of its years, and every amendment of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.models import Travelling
from chibo.reviews.models.titles import Title

if TYPE_CHECKING:
    from collections.abc import Iterable


class Target(Travelling):
    """A figure promised for ``unit`` by the organisation of ``term``: its own, or one it set for a unit below.

    ``value`` is a count, or per cent for a rate; of a rate ``base`` says what it is a part of, and ``cut_off_on`` on
    which day it is measured (empty: the last day of the period, should that move). ``year`` is empty for the whole
    term. The value is the one in force now; what was promised before stands in the amendments.
    """

    class Metric(models.TextChoices):
        ADMISSIONS = "admissions", "số đảng viên kết nạp"
        MEMBER_SHARE = "member_share", "tỷ lệ đảng viên trên tổng số cán bộ"
        WOMEN_SHARE = "women_share", "tỷ lệ nữ trong số kết nạp"
        YOUTH_SHARE = "youth_share", "tỷ lệ đoàn viên Thanh niên trong số kết nạp"
        MINORITY_SHARE = "minority_share", "tỷ lệ người dân tộc thiểu số trong số kết nạp"
        SOURCES = "sources", "số người đưa vào nguồn"
        GOOD_SHARE = "good_share", "tỷ lệ hoàn thành tốt nhiệm vụ trở lên"
        EXCELLENT_SHARE = "excellent_share", "tỷ lệ hoàn thành xuất sắc nhiệm vụ"
        TITLES = "titles", "số lần được công nhận danh hiệu"

    class Base(models.TextChoices):
        STAFF = "staff", "tổng số cán bộ của cơ quan"
        ADMITTED = "admitted", "số đảng viên kết nạp trong kỳ"
        RATED = "rated", "số đảng viên được xếp loại"
        GOOD_OR_BETTER = "good_or_better", "số đảng viên hoàn thành tốt nhiệm vụ trở lên"

    term = models.ForeignKey("register.Term", on_delete=models.PROTECT, related_name="targets")
    unit = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    metric = models.CharField(max_length=20, choices=Metric)
    value = models.PositiveSmallIntegerField("chỉ tiêu")
    base = models.CharField("mẫu số", max_length=20, choices=Base, blank=True)
    cut_off_on = models.DateField("ngày chốt", null=True, blank=True)
    title = models.CharField("danh hiệu", max_length=24, choices=Title.Sort, blank=True)  # of TITLES; empty: any
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    resolved_on = models.DateField("ngày nghị quyết", null=True, blank=True)
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawal = models.CharField("căn cứ rút", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["term", "unit", "metric"],
                condition=Q(year=None, withdrawn_on=None),
                name="reviews_target_term_once",
            ),
            models.UniqueConstraint(
                fields=["term", "unit", "metric", "year"],
                condition=Q(withdrawn_on=None),
                name="reviews_target_year_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.value}"

    @property
    def is_rate(self) -> bool:
        """Whether the value is per cent of a base."""
        return self.metric in BASES

    @property
    def is_own(self) -> bool:
        """Whether the organisation promised this of itself."""
        return self.unit_id == self.term.organisation_id

    @property
    def starts_on(self) -> date:
        """The first day that counts."""
        return date(self.year, 1, 1) if self.year else self.term.starts_on

    @property
    def ends_on(self) -> date | None:
        """The first day that no longer counts; nothing while the end of the term is not known."""
        return date(self.year + 1, 1, 1) if self.year else self.term.ends_on

    @property
    def last_on(self) -> date | None:
        """The last day that counts; nothing while the end of the term is not known."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def said_value(self) -> str:
        """The value as a resolution writes it."""
        return f"{self.value}%" if self.is_rate else str(self.value)

    def value_on(self, day: date, amendments: Iterable[TargetAmendment]) -> int:
        """The value in force on a day, given every amendment, oldest first."""
        return next((one.old_value for one in amendments if one.on > day), self.value)


Metric, Base = Target.Metric, Target.Base

BASES: dict[str, tuple[str, ...]] = {
    Metric.MEMBER_SHARE: (Base.STAFF,),
    Metric.WOMEN_SHARE: (Base.ADMITTED,),
    Metric.YOUTH_SHARE: (Base.ADMITTED,),
    Metric.MINORITY_SHARE: (Base.ADMITTED,),
    Metric.GOOD_SHARE: (Base.RATED,),
    Metric.EXCELLENT_SHARE: (Base.GOOD_OR_BETTER, Base.RATED),
}
"""What each rate may be a part of, the usual reading first (decision 40)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a target is measured: a rate's base and cut-off (empty: the usual base, the last day); which title counts."""

    base: str = ""
    cut_off_on: date | None = None
    title: str = ""


class TargetAmendment(Travelling):
    """A target changed: from what to what, on which day, on what ground. Never without a ground."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="amendments")
    on = models.DateField("ngày điều chỉnh")
    old_value = models.PositiveSmallIntegerField("chỉ tiêu cũ")
    new_value = models.PositiveSmallIntegerField("chỉ tiêu mới")
    ground = models.CharField("căn cứ", max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.old_value} → {self.new_value}"
