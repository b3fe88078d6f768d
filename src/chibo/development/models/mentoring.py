"""Người giúp đỡ: who helps whom, their monthly notes, tasks given on the road and the remarks on them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

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
    """Ghi chú tháng: times met, result of the task, a free note. ``month`` is its first day; the note is encrypted.

    One a month and way: what the helper sent by code and what somebody typed from a paper slip may differ; both stay.
    """

    class Way(models.TextChoices):
        """How it came."""

        TYPED = "typed", "ghi trong chương trình"
        CODE = "code", "gửi bằng mã"

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="notes")
    month = models.DateField("tháng")
    written_on = models.DateField("ngày ghi")
    times_met = models.PositiveSmallIntegerField("số lần gặp", default=0)
    task_result = models.CharField("kết quả việc giao", max_length=200, blank=True)
    note = EncryptedTextField("ghi thêm", blank=True, default="")
    way = models.CharField("cách gửi", max_length=6, choices=Way, default=Way.TYPED)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mentorship", "month", "way"], name="development_note_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.month:%m-%Y}"


class CaseTask(Travelling):
    """Nhiệm vụ rèn luyện, thử thách: a task given on the road outside a session, its term and its result.

    What a session gave is ``meetings.Task`` and is read beside these. ``given_by`` says who gave it; the paper is the
    resolution, the person the one who helps.
    """

    class Giver(models.TextChoices):
        CELL = "cell", "Chi bộ, chi ủy"
        MENTOR = "mentor", "Người được phân công giúp đỡ"

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField("việc được giao", max_length=300)
    given_by = models.CharField("ai giao", max_length=10, choices=Giver, default=Giver.CELL)
    mentor = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="given_tasks"
    )
    resolution = models.ForeignKey(
        "meetings.Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="case_tasks"
    )
    given_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    result = models.CharField("kết quả", max_length=300, blank=True)
    withdrawn_on = models.DateField("ngày thôi giao", null=True, blank=True)
    withdrawn_why = models.CharField("lý do thôi giao", max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class TaskRemark(Travelling):
    """The helper's remark on one task: what was done and what came of it, never what somebody thinks (decision 7).

    On a task given on the road, or on one that a session gave to the same person. Encrypted; one a helper and task.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.PROTECT, related_name="remarks")
    task = models.ForeignKey(CaseTask, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    session_task = models.ForeignKey(
        "meetings.Task", on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    written_on = models.DateField("ngày ghi")
    text = EncryptedTextField("việc đã làm và kết quả")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(task__isnull=True, session_task__isnull=False)
                | Q(task__isnull=False, session_task__isnull=True),
                name="development_remark_on_one_task",
            ),
            models.UniqueConstraint(fields=["mentorship", "task"], name="development_remark_once"),
            models.UniqueConstraint(fields=["mentorship", "session_task"], name="development_session_remark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mentorship}, {self.written_on:%d-%m-%Y}"
