"""Hồ sơ phát triển: one case a road, and its append-only steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.fields import KeyField
from chibo.base.models import Travelling


class DevelopmentCase(Travelling):
    """One person's road in one organisation. ``stage`` and ``next_due`` are copies of what ``law.journey`` derives."""

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="cases")
    scope_key = KeyField(max_length=80)
    stage = models.CharField(max_length=20, default="none")
    next_due = models.DateField(null=True, blank=True)
    next_duty = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    special_track = models.BooleanField("diện đặc biệt, xin ý kiến cấp trên", default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_on__isnull=True), name="development_case_open_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["scope_key", "next_due"], condition=Q(closed_on__isnull=True), name="development_case_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class Step(Travelling):
    """Bước: one act of the road. Never changed; a correction is a new step that ``replaces`` the old one."""

    case = models.ForeignKey(DevelopmentCase, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=40)
    on = models.DateField("ngày")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_void = models.BooleanField(default=False)  # a correction that only takes a wrong step back
    resolution = models.ForeignKey(
        "meetings.Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    vote = models.ForeignKey("meetings.Vote", on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    number = models.CharField("số văn bản", max_length=40, blank=True)
    issued_by = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    signed_by = models.CharField("người ký", max_length=120, blank=True)
    from_old_file = models.BooleanField("từ hồ sơ cũ", default=False)
    superior_consent = models.BooleanField("có văn bản đồng ý của cấp trên", default=False)
    reason = models.CharField("lý do", max_length=300, blank=True)
    findings = models.JSONField(default=list)  # codes, grades and params the law gave when the step was recorded
    law = models.CharField(max_length=64, blank=True)  # fingerprint of the law used

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "on"], name="development_step_case_on"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
