"""Kiểm điểm cuối năm, step by step: whom it concerns, what was handed in, how the vote went, what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Spell, Travelling
from chibo.reviews.models.yearly import Classification, YearReview

Grade = Classification.Grade
CLOSED_REASON = "lý do ghi trong phần đóng ở trang của người này"


class PointSheet(Travelling, Spell):
    """Bộ tiêu chí chấm điểm, one version of one organisation, for one kind of subject.

    The central annexes were not seen, so a sheet is the organisation's own data or an example of this program
    (``is_example``). ``lines``: ``{"key", "part", "title", "most"}``, ``part`` is ``common`` or ``tasks``.
    """

    class Subject(models.TextChoices):
        MEMBER = "member", "Đảng viên không giữ chức vụ lãnh đạo, quản lý"
        LEADER = "leader", "Đảng viên giữ chức vụ lãnh đạo, quản lý"
        OUTSIDE = "outside", "Đảng viên không công tác trong hệ thống chính trị"
        BODY = "body", "Tập thể"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="point_sheets")
    subject = models.CharField("dùng cho", max_length=10, choices=Subject)
    name = models.CharField("tên bộ tiêu chí", max_length=200)
    version = models.PositiveSmallIntegerField("bản")
    ground = models.CharField("căn cứ", max_length=300)
    is_example = models.BooleanField("bản ví dụ của chương trình", default=False)
    lines = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "subject", "version"], name="reviews_sheet_version_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="reviews_sheet_spell"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class Subject(Travelling):
    """One member, or with no person the organisation itself, in one round.

    ``reason`` keeps why somebody is not rated or not reviewed, by law or by hand. ``grade`` repeats the last decision.
    ``circumstances`` (codes with blanks between) and both reasons may tell of health, so they are encrypted.
    """

    class Standing(models.TextChoices):
        RATED = "rated", "Kiểm điểm và xếp loại"
        REVIEWED = "reviewed", "Kiểm điểm, không xếp loại"
        LEFT_OUT = "left_out", "Không kiểm điểm"

    review = models.ForeignKey(YearReview, on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="review_subjects"
    )
    standing = models.CharField("diện", max_length=10, choices=Standing, default=Standing.RATED)
    reason = EncryptedTextField("lý do", blank=True, default="")
    is_by_hand = models.BooleanField("diện do tổ chức đặt", default=False)
    most = models.CharField("mức cao nhất", max_length=20, choices=Grade, blank=True)
    most_reason = EncryptedTextField("lý do của mức cao nhất", blank=True, default="")
    group = models.CharField("nhóm", max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=PointSheet.Subject, default=PointSheet.Subject.MEMBER)
    circumstances = EncryptedTextField("hoàn cảnh trong năm", blank=True, default="")
    handed_in_on = models.DateField("ngày nhận bản kiểm điểm", null=True, blank=True)
    kept_at = models.CharField("bản giấy để ở", max_length=200, blank=True)
    own_grade = models.CharField("tự nhận mức", max_length=20, choices=Grade, blank=True)
    proposed = models.CharField("mức đề nghị", max_length=20, choices=Grade, blank=True)
    sheet = models.ForeignKey(PointSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="scored")
    points = models.JSONField(default=dict, blank=True)  # {line key: points as text}
    total = models.DecimalField("tổng điểm", max_digits=5, decimal_places=1, null=True, blank=True)
    conditions = models.JSONField(default=list, blank=True)  # codes of the conditions that are met
    grade = models.CharField("mức được quyết định", max_length=20, choices=Grade, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "person"], name="reviews_subject_once"),
            models.UniqueConstraint(fields=["review"], condition=Q(person__isnull=True), name="reviews_body_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.review.organisation)

    @property
    def is_body(self) -> bool:
        """Whether it is the organisation itself."""
        return self.person_id is None

    @property
    def has_closed_reason(self) -> bool:
        """Whether the reason of the standing tells of the closed circumstances of the year."""
        return bool(self.circumstances) and not self.is_by_hand

    @property
    def open_reason(self) -> str:
        """The reason of the standing as everybody may read it who sees the list."""
        return CLOSED_REASON if self.reason and self.has_closed_reason else self.reason

    @property
    def open_most_reason(self) -> str:
        """The reason of the best level as everybody may read it who sees the list."""
        return CLOSED_REASON if self.most_reason and self.has_closed_reason else self.most_reason


class Opinion(Travelling):
    """A paper of another body about a subject, received: that it came and where it lies, never what it thinks."""

    class Body(models.TextChoices):
        RESIDENCE = "residence", "Cấp ủy nơi cư trú"
        YOUTH_UNION = "youth_union", "Đoàn Thanh niên"
        TRADE_UNION = "trade_union", "Công đoàn"
        COMMITTEE = "committee", "Cấp ủy"
        EMPLOYER = "employer", "Cơ quan, đơn vị (kết quả đánh giá cán bộ)"
        OTHER = "other", "Nơi khác"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="opinions")
    body = models.CharField("của", max_length=20, choices=Body)
    dated = models.DateField("ngày của giấy", null=True, blank=True)
    received_on = models.DateField("ngày nhận")
    kept_at = models.CharField("để ở", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["received_on", "id"]

    def __str__(self) -> str:
        return self.get_body_display()


class RatingBallot(Travelling):
    """One round of voting on grades in a session: totals over the base that the session froze."""

    review = models.ForeignKey(YearReview, on_delete=models.PROTECT, related_name="ballots")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="rating_ballots")
    round = models.PositiveSmallIntegerField("lần", default=1)
    base = models.PositiveSmallIntegerField("mẫu số")
    base_sentence = models.TextField()
    needed = models.PositiveSmallIntegerField("số phiếu cần")
    threshold = models.CharField(max_length=20, blank=True)
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    collected = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "round"], name="reviews_ballot_round_once"),
            models.CheckConstraint(
                condition=Q(collected__lte=F("issued")) & Q(valid__lte=F("collected")), name="reviews_ballots_in_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, lần {self.round}"


class BallotLine(models.Model):
    """How many ballots named each level for one subject. Nobody's own vote is kept."""

    ballot = models.ForeignKey(RatingBallot, on_delete=models.CASCADE, related_name="lines")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="ballot_lines")
    excellent = models.PositiveSmallIntegerField(default=0)
    good = models.PositiveSmallIntegerField(default=0)
    fulfilled = models.PositiveSmallIntegerField(default=0)
    unfulfilled = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "subject"], name="reviews_ballot_subject_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.excellent}/{self.good}/{self.fulfilled}/{self.unfulfilled}"

    @property
    def cast(self) -> int:
        """How many ballots named a level."""
        return self.excellent + self.good + self.fulfilled + self.unfulfilled


class RatingDecision(Travelling):
    """Quyết định mức xếp loại of one subject. A later round changes the grade with a ground; the old one stays."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField("lần", default=1)
    grade = models.CharField("mức", max_length=20, choices=Grade)
    decided_on = models.DateField("ngày quyết định")
    decided_by = models.CharField("cấp quyết định", max_length=200)
    number = models.CharField("số văn bản", max_length=60, blank=True)
    ground = models.CharField("lý do thay đổi", max_length=500, blank=True)
    beyond_ground = models.CharField("căn cứ cho vượt tỷ lệ", max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["round"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject", "round"], name="reviews_decision_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} ({self.decided_on})"
