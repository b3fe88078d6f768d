"""Bồi dưỡng: who may give certificates, classes with their seats, who was sent and what came of it, certificates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.models import Travelling


class ClassKind(models.TextChoices):
    """What a class teaches. Theory has three levels; ``other`` has a name of its own."""

    AWARENESS = "awareness", "Bồi dưỡng nhận thức về Đảng"
    NEW_MEMBER = "new_member", "Bồi dưỡng đảng viên mới"
    THEORY_ELEMENTARY = "theory_elementary", "Sơ cấp lý luận chính trị"
    THEORY_INTERMEDIATE = "theory_intermediate", "Trung cấp lý luận chính trị"
    THEORY_ADVANCED = "theory_advanced", "Cao cấp lý luận chính trị"
    OTHER = "other", "Lớp khác"


class TrainingBody(Travelling):
    """Nơi cấp: a body that may give certificates of some kinds of classes, for as long as it may; half-open."""

    class Sort(models.TextChoices):
        DISTRICT_CENTRE = "district_centre", "Trung tâm chính trị cấp huyện hoặc tương đương"
        ADMITTING_COMMITTEE = "admitting_committee", "Cấp ủy có thẩm quyền kết nạp đảng viên"
        OTHER = "other", "Nơi khác"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="training_bodies")
    name = models.CharField("tên nơi cấp", max_length=200)
    sort = models.CharField("loại", max_length=24, choices=Sort)
    kinds = models.JSONField("được cấp giấy của lớp", default=list)  # values of ClassKind
    starts_on = models.DateField("được cấp từ ngày", null=True, blank=True)
    ends_on = models.DateField("thôi cấp từ ngày", null=True, blank=True)
    ground = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="development_training_body_spell",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TrainingClass(Travelling):
    """Lớp học: announced by a paper, with seats for the cell. ``last_on`` is its last day; empty seats: not told."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="training_classes")
    kind = models.CharField("loại lớp", max_length=24, choices=ClassKind)
    name = models.CharField("tên lớp", max_length=200, blank=True)
    organiser = models.CharField("nơi mở lớp", max_length=200)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    starts_on = models.DateField("khai giảng")
    last_on = models.DateField("bế giảng")
    seats = models.PositiveSmallIntegerField("số người được cử", null=True, blank=True)
    list_due_on = models.DateField("hạn gửi danh sách", null=True, blank=True)
    announced_by = models.CharField("văn bản thông báo", max_length=200, blank=True)
    list_sent_on = models.DateField("ngày gửi danh sách", null=True, blank=True)
    cancelled_on = models.DateField("ngày hoãn, hủy", null=True, blank=True)
    cancelled_why = models.CharField("lý do hoãn, hủy", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(last_on__gte=F("starts_on")), name="development_class_days"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-starts_on", "-id"], name="development_class_org_day"),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class ClassPlace(Travelling):
    """One person due for a class: sent, or left for a later one with the reason; then attended or not."""

    class State(models.TextChoices):
        SENT = "sent", "Được cử đi học"
        LEFT = "left", "Để lại lớp sau"
        ATTENDED = "attended", "Đã dự học"
        ABSENT = "absent", "Không dự học"

    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="class_places")
    state = models.CharField("tình trạng", max_length=10, choices=State)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["training_class", "person"], name="development_class_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"


class Certificate(Travelling):
    """Giấy chứng nhận of a class. ``step`` is the step of the person's road that it proves, recorded with it."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="certificates")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField("loại lớp", max_length=24, choices=ClassKind)
    name = models.CharField("tên lớp", max_length=200, blank=True)
    issued_on = models.DateField("ngày cấp")
    number = models.CharField("số", max_length=40, blank=True)
    issued_by = models.CharField("nơi cấp", max_length=200)
    kept_at = models.CharField("nơi để", max_length=120, blank=True)
    place = models.OneToOneField(
        ClassPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    step = models.OneToOneField(
        "development.Step", on_delete=models.PROTECT, null=True, blank=True, related_name="certificate"
    )
    voided_on = models.DateField("ngày rút lại", null=True, blank=True)  # typed wrongly; the record stays
    void_reason = models.CharField("lý do rút lại", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-issued_on", "-id"], name="development_cert_org_day"),
            models.Index(fields=["person", "kind"], name="development_cert_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()}: {self.person}"
