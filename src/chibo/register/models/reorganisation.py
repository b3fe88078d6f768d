"""What changed in the tree, by which decision; how organisations stood before; what moved with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import KeyField
from chibo.base.models import Spell, Travelling
from chibo.register.models.organisation import Organisation, OrganisationKind


class OrganisationChange(Travelling):
    """Một lần sắp xếp tổ chức: from which day on, by whose decision. Rows are only added, never changed."""

    class Sort(models.TextChoices):
        FOUNDED = "founded", "Thành lập"
        RENAMED = "renamed", "Đổi tên, đổi loại"
        MOVED = "moved", "Chuyển cấp trên"
        MERGED = "merged", "Hợp nhất, sáp nhập"
        SPLIT = "split", "Chia, tách"
        DISSOLVED = "dissolved", "Giải thể"

    sort = models.CharField("việc", max_length=10, choices=Sort)
    on = models.DateField("có hiệu lực từ ngày")
    number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.CharField("cấp quyết định", max_length=200, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    counts = models.JSONField(default=dict)  # what moved with it: members, staff, people, and the rows of each record

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_sort_display()}, {self.on}"


class ChangePart(Travelling):
    """An organisation's part in a change: it is what was changed, what went into another, or what came of it."""

    class Part(models.TextChoices):
        ITSELF = "itself", "chính tổ chức này"
        FROM = "from", "tổ chức cũ"
        INTO = "into", "tổ chức nhận"
        ABOVE = "above", "cấp trên mới"
        ABOVE_BEFORE = "above_before", "cấp trên cũ"

    change = models.ForeignKey(OrganisationChange, on_delete=models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="change_parts")
    part = models.CharField(max_length=12, choices=Part)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "organisation", "part"], name="register_change_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_part_display()}"


class FormerState(Travelling, Spell):
    """How an organisation stood up to ``ends_on``: name, kind, parent and key.

    On a day it stood as the first such row that ends after the day says, and as its own row where there is none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="former_states")
    change = models.ForeignKey(OrganisationChange, on_delete=models.PROTECT, related_name="former_states")
    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="former_children"
    )
    kind = models.ForeignKey(OrganisationKind, on_delete=models.PROTECT, related_name="former_states")
    name = models.CharField("tên", max_length=200)
    name_key = KeyField(max_length=200)  # folded, for search by an old name
    short_name = models.CharField("tên gọn", max_length=120, blank=True)
    superior_name = models.CharField("cấp trên trực tiếp", max_length=200, blank=True)
    scope_key = KeyField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) & Q(ends_on__gt=F("starts_on")), name="register_former_state_spell"
            ),
            models.UniqueConstraint(fields=["organisation", "ends_on"], name="register_former_state_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_key", "ends_on"], name="register_former_key"),
            models.Index(fields=["ends_on"], name="register_former_ends"),
            models.Index(fields=["name_key"], name="register_former_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (đến {self.ends_on})"


class MovedRecord(Travelling):
    """A record under way (a road, a task, a concern) that another organisation goes on with from ``on``.

    It went along with a ``change`` of the tree, or with the ``transfer`` of the person it is about. ``organisation``
    had it before that day, so that figures of past days stay with it.
    """

    change = models.ForeignKey(
        OrganisationChange, on_delete=models.PROTECT, null=True, blank=True, related_name="moved_records"
    )
    transfer = models.ForeignKey(
        "register.Transfer", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_records"
    )
    record = models.CharField(max_length=60)  # the label of its model
    subject_uid = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="moved_records")
    on = models.DateField("chuyển từ ngày")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(change__isnull=False, transfer__isnull=True)
                | Q(change__isnull=True, transfer__isnull=False),
                name="register_moved_by_one_act",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_uid", "on"], name="register_moved_record"),
        ]

    def __str__(self) -> str:
        return f"{self.record} từ {self.on}"
