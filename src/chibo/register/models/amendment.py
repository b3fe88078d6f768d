"""Values of the law that the office added between two releases, confirmed by a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.models import Travelling


class FigureAmendment(Travelling):
    """One dated value of one figure, for the whole installation: who proposed it, who decided, and why.

    Rows are never deleted: a withdrawn one stays with its reason. One in use that somebody asked to withdraw judges on
    until another person confirms that. ``known`` is what the release said of the figure
    when the value was proposed (first day → value), so that a later release that says otherwise is noticed.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "chờ người thứ hai xác nhận"
        CONFIRMED = "confirmed", "đang áp dụng"
        REJECTED = "rejected", "không được xác nhận"
        WITHDRAWN = "withdrawn", "đã rút"

    key = models.CharField(max_length=80)
    starts_on = models.DateField("áp dụng từ ngày")
    value = models.JSONField("giá trị")
    instrument = models.CharField("văn bản", max_length=200)
    instrument_on = models.DateField("ngày văn bản")
    article = models.CharField("điều, khoản, điểm", max_length=200, blank=True)
    url = models.CharField("địa chỉ", max_length=500, blank=True)
    confidence = models.CharField("độ chắc chắn", max_length=10)
    reason = models.CharField("lý do", max_length=500)
    known = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by_uid = models.CharField(max_length=40)
    proposed_by_name = models.CharField(max_length=200)
    proposed_by_person = models.CharField(max_length=40, blank=True)  # one person behind two accounts is one person
    proposed_on = models.DateField()
    decided_by_uid = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    withdrawal_asked_by_uid = models.CharField(max_length=40, blank=True)
    withdrawal_asked_by_name = models.CharField("người đề nghị rút", max_length=200, blank=True)
    withdrawal_asked_by_person = models.CharField(max_length=40, blank=True)
    withdrawal_asked_on = models.DateField("ngày đề nghị rút", null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField("lý do không xác nhận hoặc rút", max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key", "starts_on"], condition=Q(state="confirmed"), name="register_amendment_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} từ {self.starts_on}"

    @property
    def is_leaving(self) -> bool:
        """Whether it is in use and somebody asked to withdraw it."""
        return self.state == self.State.CONFIRMED and self.withdrawal_asked_on is not None

    @property
    def citation(self) -> str:
        """The instrument and point, as people cite them."""
        return f"{self.instrument}, {self.article}" if self.article else self.instrument
