"""Báo cáo bằng lời that were kept: what the unit wrote into them, and what was frozen when they were locked.

The only rows of this room. Everything counted is read from the rooms below (docs/adr/0032).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.models import Travelling
from chibo.reports.periods import Period, Sort


class Report(Travelling):
    """One version of a report on one period. Open: figures are live, ``edits`` holds what people wrote.

    Locked: ``content`` is the whole report with its figures as they were, ``digest`` the SHA-256 over it; neither is
    ever changed again. A later version replaces it with a reason.
    """

    class Subject(models.TextChoices):
        GENERAL = "tinh-hinh", "Tình hình công tác"
        DEVELOPMENT = "phat-trien", "Công tác phát triển đảng viên"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="reports")
    subject = models.CharField("về việc", max_length=12, choices=Subject)
    sort = models.CharField("kỳ", max_length=10, choices=[(one.value, one.value) for one in Sort])
    starts_on = models.DateField("từ ngày")
    last_day = models.DateField("đến hết ngày")
    name = models.CharField("tên kỳ", max_length=80)
    version = models.PositiveSmallIntegerField("bản", default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField("lý do lập bản mới", max_length=300, blank=True)
    edits = models.JSONField(default=dict, blank=True)  # {"lines": {"section/line": text}, "own": {"section": text}}
    hand = models.PositiveIntegerField(default=1)  # two people editing one report: the later save is told
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    locked_on = models.DateField("ngày khóa", null=True, blank=True)
    locked_by = models.CharField("người khóa", max_length=200, blank=True)
    dated = models.DateField("ngày văn bản", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    content = models.JSONField(null=True, blank=True)
    digest = models.CharField("mã kiểm tra", max_length=64, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "sort", "starts_on", "version"], name="reports_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "subject", "sort", "starts_on"],
                condition=Q(locked_on__isnull=True),
                name="reports_open_once",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("starts_on")), name="reports_days_in_order"),
            models.CheckConstraint(
                condition=Q(locked_on__isnull=True, digest="") | (Q(locked_on__isnull=False) & ~Q(digest="")),
                name="reports_locked_with_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.name}"

    @property
    def is_locked(self) -> bool:
        """Whether its figures are frozen."""
        return self.locked_on is not None

    @property
    def period(self) -> Period:
        """The period that it tells of."""
        return Period(sort=Sort(self.sort), starts_on=self.starts_on, last_day=self.last_day, name=self.name)


class ReportSending(Travelling):
    """Đã gửi: to whom a locked report went, when, and how. A recorded fact; the program sends nothing."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sendings")
    sent_to = models.CharField("gửi ai", max_length=200)
    sent_on = models.DateField("ngày gửi")
    way = models.CharField("cách gửi", max_length=120, blank=True)
    noted_by = models.CharField("người ghi", max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["sent_on", "id"]

    def __str__(self) -> str:
        return f"{self.sent_to}, {self.sent_on}"
