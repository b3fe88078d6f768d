"""Người giúp đỡ: who helps whom, their monthly notes, and the tasks given to a new member.."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Spell, Travelling


class Mentorship(Travelling, Spell):
    """An official member assigned by the cell to help, before admission or during probation."""

    class Period(models.TextChoices):
        BEFORE_ADMISSION = "before_admission", "trước kết nạp"
        PROBATION = "probation", "trong thời gian dự bị"

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="mentorships")
    period = models.CharField(max_length=20, choices=Period, default=Period.BEFORE_ADMISSION)
    is_introducer = models.BooleanField("là người giới thiệu", default=True)
    is_replacement = models.BooleanField("thay người trước", default=False)
    resolution = models.ForeignKey(
        "meetings.Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="mentorships"
    )

    def __str__(self) -> str:
        return f"{self.mentor} giúp {self.case}"


class MonthlyNote(Travelling):
    """Ghi chú tháng: times met, result of the task, a free note. ``month`` is its first day; the note is encrypted."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="notes")
    month = models.DateField("tháng")
    written_on = models.DateField("ngày ghi")
    times_met = models.PositiveSmallIntegerField("số lần gặp", default=0)
    task_result = models.CharField("kết quả việc giao", max_length=200, blank=True)
    note = EncryptedTextField("ghi thêm", blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mentorship", "month"], name="development_note_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.month:%m-%Y}"


class ProbationTask(Travelling):
    """A task given to a probationary member, its term, its result and the helper's fact-based remark."""

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField("việc được giao", max_length=300)
    given_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    result = models.CharField("kết quả", max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title
