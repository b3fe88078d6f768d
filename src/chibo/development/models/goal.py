"""Kế hoạch kết nạp: so many admitted by a day, and when each act of each person's road is planned for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class Goal(Travelling):
    """What an organisation means to do: ``count`` people admitted, the last ceremony on ``by`` at the latest.

    A plan of its own, never a limit of any regulation; it can be taken back at any time.
    """

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="goals")
    count = models.PositiveSmallIntegerField("số người")
    by = models.DateField("chậm nhất ngày")
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    set_on = models.DateField("ngày lập")
    withdrawn_on = models.DateField("ngày rút", null=True, blank=True)
    withdrawal = models.CharField("lý do rút", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.count}, {self.by}"


class PlanItem(Travelling):
    """One act of one person's road in a plan.

    ``latest_on`` is what the law leaves for the goal; it and ``done_on`` are copies that every act on the case renews.
    ``planned_on`` is when the organisation means to do it: the latest day, unless somebody chose an earlier one.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="plan_items")
    act = models.CharField("việc", max_length=40)
    place = models.PositiveSmallIntegerField()  # in the order of the road
    latest_on = models.DateField("muộn nhất")
    planned_on = models.DateField("dự định")
    is_adjusted = models.BooleanField(default=False)
    done_on = models.DateField("đã làm", null=True, blank=True)
    withdrawn_on = models.DateField("ngày bỏ khỏi kế hoạch", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["goal", "case", "act"], name="development_plan_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.act}"
