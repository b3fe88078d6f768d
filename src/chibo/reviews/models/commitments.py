"""Cam kết tu dưỡng, rèn luyện, phấn đấu: a round a year, its text by version, and what each member handed in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling


class CommitmentRound(Travelling):
    """Đợt cam kết of one organisation for one year. ``due_on`` is the organisation's own: no text sets that day."""

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="commitment_rounds"
    )
    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("tên đợt", max_length=160)
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    opened_on = models.DateField("ngày mở đợt")
    due_on = models.DateField("hạn nộp", null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "year", "name"], name="reviews_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, năm {self.year}"


class CommitmentText(Travelling):
    """One wording of a round's form. A wording is never changed: a new one is added, what was signed keeps its own."""

    round = models.ForeignKey(CommitmentRound, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField("bản")
    body = models.TextField("lời của mẫu")
    written_on = models.DateField("ngày viết")
    written_by = models.CharField("người viết", max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "version"], name="reviews_text_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, bản {self.version}"


class Commitment(Travelling):
    """What became of one member in one round: handed in, or excused with a reason; confirmed; checked at year end.

    ``text`` is the wording that was signed, nothing for one brought along from the former cell (``from_cell``).
    """

    class Result(models.TextChoices):
        MET = "met", "Đã thực hiện"
        PARTLY = "partly", "Thực hiện một phần"
        NOT_MET = "not_met", "Chưa thực hiện"

    round = models.ForeignKey(CommitmentRound, on_delete=models.PROTECT, related_name="commitments")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="commitments")
    text = models.ForeignKey(
        CommitmentText, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    handed_on = models.DateField("ngày nộp", null=True, blank=True)
    kept_at = models.CharField("bản giấy để ở", max_length=120, blank=True)
    from_cell = models.CharField("cam kết với chi bộ cũ", max_length=200, blank=True)
    promise = EncryptedTextField("việc cụ thể đã cam kết", blank=True, default="")  # in the member's own words
    excused_on = models.DateField("ngày miễn nộp", null=True, blank=True)
    excuse = EncryptedTextField("lý do miễn nộp", blank=True, default="")  # may tell of health
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    confirmed_by = models.CharField("người xác nhận", max_length=200, blank=True)
    result = models.CharField("kết quả cuối năm", max_length=10, choices=Result, blank=True)
    facts = EncryptedTextField("việc đã làm", blank=True, default="")
    checked_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    checked_by = models.CharField("người kiểm tra", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "person"], name="reviews_commitment_once"),
            models.CheckConstraint(
                condition=Q(handed_on__isnull=False, excused_on__isnull=True)
                | Q(
                    handed_on__isnull=True, excused_on__isnull=False, confirmed_on__isnull=True, checked_on__isnull=True
                ),
                name="reviews_handed_in_or_excused",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, result="") | (Q(checked_on__isnull=False) & ~Q(result="")),
                name="reviews_checked_with_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.round}"
