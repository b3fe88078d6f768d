"""What a cơ quan, đơn vị is told to have: so many staff on a day by some source, and its mass organisations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.models import Spell, Travelling
from chibo.register.models.life import MassPlace
from chibo.register.models.person import Workplace


class StaffCount(Travelling):
    """So many staff of a workplace on one day, so many of them members, by a source. It holds until the next count.

    Whom the register names is counted by name; a count adds those whom it does not name (``register.staffing``).
    """

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="staff_counts")
    on = models.DateField("số của ngày")
    staff = models.PositiveIntegerField("tổng số cán bộ")
    members = models.PositiveIntegerField("trong đó đảng viên")
    source = models.CharField("theo giấy tờ hoặc lời ai", max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workplace", "on"], name="register_staff_count_once_a_day"),
            models.CheckConstraint(condition=Q(members__lte=F("staff")), name="register_staff_count_members"),
        ]

    def __str__(self) -> str:
        return f"{self.workplace}: {self.staff} cán bộ ngày {self.on}"


class MassBody(Travelling, Spell):
    """A mass organisation of a workplace and its time there: Công đoàn, Đoàn Thanh niên and others."""

    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="mass_bodies")
    sort = models.CharField("tổ chức", max_length=12, choices=MassPlace.Sort)
    name = models.CharField("tên", max_length=200, blank=True)
    ground = models.CharField("theo giấy tờ hoặc lời ai", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="register_mass_body_spell"
            ),
            models.UniqueConstraint(
                fields=["workplace", "sort", "name"],
                condition=Q(ends_on__isnull=True),
                name="register_mass_body_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_sort_display()
