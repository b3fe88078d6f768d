"""What an agenda brings along, and what a session leaves behind: points, tasks and their results, concerns."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.models import Travelling
from chibo.meetings.models.meeting import AgendaItem, Meeting


class AgendaPoint(Travelling):
    """One person under the standing item of member development, as known when the agenda was drawn up."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField()
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="agenda_points")
    standing = models.CharField("đang ở bước", max_length=120)
    note = models.CharField("ghi chú tháng", max_length=200, blank=True)
    decide = models.CharField("cần quyết", max_length=400, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.person}: {self.standing}"


class Task(Travelling):
    """Việc giao: what a session gave one member to do, and by when. ``done_on`` follows the last report."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="meeting_tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="meeting_tasks")
    text = models.CharField("việc", max_length=500)
    due_on = models.DateField("hạn")
    done_on = models.DateField("xong ngày", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "due_on"], name="meetings_task_org_due"),
        ]

    def __str__(self) -> str:
        return self.text


class TaskReport(Travelling):
    """What was told about a task, in a session or between two. At most one a session; the last one counts."""

    class State(models.TextChoices):
        DONE = "done", "Đã xong"
        ONGOING = "ongoing", "Đang làm"
        NOT_DONE = "not_done", "Chưa làm"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="task_reports")
    on = models.DateField("ngày")
    state = models.CharField("kết quả", max_length=10, choices=State)
    text = models.CharField("nói rõ", max_length=500, blank=True)
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "meeting"], name="meetings_one_report_a_session"),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_state_display()}"


class Concern(Travelling):
    """Tâm tư, nguyện vọng, kiến nghị of the unit (decision 7): topic, answer, who follows it up by when.

    Who raised it is not kept: there is no field for it. ``meeting`` is where it was raised, ``answered_in`` where it
    was answered, if in a session.
    """

    class Source(models.TextChoices):
        MEMBERS = "members", "Đảng viên"
        NON_MEMBERS = "non_members", "Quần chúng"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="concerns")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="concerns")
    source = models.CharField("của", max_length=12, choices=Source, default=Source.MEMBERS)
    topic = models.CharField("nội dung", max_length=500)
    answer = models.CharField("trả lời", max_length=1000, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_concerns"
    )
    follower = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_concerns"
    )  # who sees to the answer, never who raised it
    due_on = models.DateField("hạn trả lời", null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "answered_on"], name="meetings_concern_org_answered"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(topic=""), name="meetings_concern_has_topic"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="meetings_concern_answered_on",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
