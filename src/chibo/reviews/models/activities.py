"""Tuyên truyền, giác ngộ quần chúng: what was held for those who are no members yet. Thoughts are never noted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class AwarenessActivity(Travelling):
    """One talk or activity: topic, day, place, who led it, and how many others came than those on record."""

    class Sort(models.TextChoices):
        TALK = "talk", "Nói chuyện, tuyên truyền"
        STUDY = "study", "Học tập nghị quyết, chuyên đề mở rộng"
        UNION = "union", "Sinh hoạt, phong trào của đoàn thể"
        VISIT = "visit", "Tham quan, về nguồn"
        MEETING = "meeting", "Gặp mặt, đối thoại"

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="awareness_activities"
    )
    sort = models.CharField("hình thức", max_length=10, choices=Sort)
    topic = models.CharField("chủ đề", max_length=300)
    on = models.DateField("ngày")
    place = models.CharField("nơi tổ chức", max_length=200, blank=True)
    led_by = models.CharField("người chủ trì, người nói", max_length=200, blank=True)
    others = models.PositiveSmallIntegerField("số người khác cùng dự", default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "on"], name="reviews_activity_org_day"),
        ]

    def __str__(self) -> str:
        return self.topic


class AwarenessGuest(Travelling):
    """Somebody on record who came; ``case`` is the road that began from it, where the cell says so."""

    activity = models.ForeignKey(AwarenessActivity, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="awareness_activities")
    case = models.ForeignKey(
        "development.DevelopmentCase", on_delete=models.PROTECT, null=True, blank=True, related_name="awareness"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["activity", "person"], name="reviews_guest_once"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(case__isnull=False), name="reviews_source_born_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.activity}"
