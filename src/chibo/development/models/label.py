"""Nhãn hộp hồ sơ: the running number on the box in which a person's dossier lies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chibo.base.models import Travelling


class DossierLabel(Travelling):
    """One label: a number of the organisation's own, given once and never to another dossier."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="dossier_labels")
    case = models.OneToOneField("development.DevelopmentCase", on_delete=models.PROTECT, related_name="label")
    number = models.PositiveIntegerField("số hồ sơ")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "number"], name="development_label_once"),
        ]

    def __str__(self) -> str:
        return f"HS-{self.number:04d}"
