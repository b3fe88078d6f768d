"""The year of a cell's meetings: topics, the plan, the scores of sessions, requests to be exempted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Spell, Travelling
from chibo.meetings.models.meeting import Meeting


class Topic(Travelling):
    """Ngân hàng chuyên đề: a topic the cell wrote down itself for a thematic session."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="topics")
    title = models.CharField("chuyên đề", max_length=300)
    note = models.TextField("gợi ý nội dung", blank=True)
    retired_on = models.DateField("thôi dùng từ", null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PlanLine(Travelling):
    """One line of the yearly plan: what kind of session in which month. ``month`` is the first day of it."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="plan_lines")
    month = models.DateField("tháng")
    kind = models.CharField("loại", max_length=20, choices=Meeting.Kind, default=Meeting.Kind.REGULAR)
    form = models.CharField("hình thức", max_length=10, choices=Meeting.Form, default=Meeting.Form.TOGETHER)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_lines")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "month", "kind"], name="meetings_plan_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%m-%Y}"


class ScoreSheet(Travelling, Spell):
    """Phiếu chấm điểm buổi sinh hoạt, one version. Local forms differ, so its lines and classes are data.

    ``lines``: a list of ``{"key", "title", "most"}``; ``classes``: ``{"name", "from"}``, best first, in points.
    """

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="score_sheets")
    name = models.CharField("tên phiếu", max_length=200)
    version = models.PositiveSmallIntegerField("bản")
    ground = models.CharField("căn cứ", max_length=300)
    lines = models.JSONField()
    classes = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "version"], name="meetings_sheet_version_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")), name="meetings_sheet_spell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class SessionScore(Travelling):
    """The points of one session by one sheet. It scores the session, never a person."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="score")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    on = models.DateField("ngày chấm")
    points = models.JSONField()  # {line key: points as text}
    total = models.DecimalField("tổng điểm", max_digits=5, decimal_places=1)
    result = models.CharField("xếp loại", max_length=60)

    def __str__(self) -> str:
        return f"{self.total}: {self.result}"


class ExemptionRequest(Travelling):
    """Đề nghị miễn công tác, sinh hoạt: put on an agenda, decided in a resolution, then entered in the register."""

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="exemption_requests"
    )
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="exemption_requests")
    asked_on = models.DateField("ngày đề nghị")
    ground = EncryptedTextField("lý do")  # may tell of health
    is_own_request = models.BooleanField("đảng viên tự đề nghị", default=True)
    ends_on = models.DateField("miễn đến trước ngày", null=True, blank=True)
    item = models.OneToOneField(
        "meetings.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="exemption_request"
    )
    exemption = models.OneToOneField(
        "register.Exemption", on_delete=models.PROTECT, null=True, blank=True, related_name="request"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(exemption__isnull=True), name="meetings_exemption_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_on}"
