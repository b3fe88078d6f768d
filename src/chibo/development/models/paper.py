"""Giấy tờ of a dossier: present or not, where the paper lies, and what it repeats of other papers' facts."""

from __future__ import annotations

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class Paper(Travelling):
    """One paper of an admission or recognition dossier; several of one kind may exist (two mentors, two remarks)."""

    case = models.ForeignKey("development.DevelopmentCase", on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    dated = models.DateField("ngày trên giấy", null=True, blank=True)
    number = models.CharField("số", max_length=40, blank=True)
    author = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="authored_papers"
    )
    is_present = models.BooleanField("có bản giấy", default=False)
    is_signed = models.BooleanField("đã ký", default=True)
    is_handwritten = models.BooleanField("viết tay", default=False)
    kept_at = models.CharField("nơi để", max_length=120, blank=True)
    quotes = models.JSONField(default=dict, blank=True)  # facts it repeats: {"admitted_on": "2017-04-24"}
    details = EncryptedTextField(  # what else the checker asks of it, as the JSON of the dossier file's paper
        "nội dung khác trên giấy", blank=True, default=""
    )
    checked_by = models.CharField("người đối chiếu", max_length=120, blank=True)
    checked_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    withdrawn_on = models.DateField(
        "ngày rút ra", null=True, blank=True
    )  # replaced by a newer one, kept for the record

    def __str__(self) -> str:
        return f"{self.kind} {self.dated or ''}".strip()
