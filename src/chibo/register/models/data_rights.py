"""What people ask about their own data; what is restricted, erased, lost; what the organisation states itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.base.dates import local_day
from chibo.base.fields import EncryptedTextField
from chibo.base.models import Spell, Travelling
from chibo.base.words import DATA_REQUESTS

_KINDS = [(kind.value, words) for kind, words in DATA_REQUESTS.items()]


class DataRequest(Travelling):
    """Đề nghị of a person about the own data: what was asked, until when it is answered and done, what was decided.

    ``answer_by`` and ``done_by`` are written with the act that moves them; empty where the law of the day has no clock.
    """

    class Way(models.TextChoices):
        ACCOUNT = "account", "qua tài khoản của người đề nghị"
        PAPER = "paper", "giấy có chữ ký"

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "đồng ý"
        PARTLY = "partly", "đồng ý một phần"
        REFUSED = "refused", "không đồng ý"
        WITHDRAWN = "withdrawn", "người đề nghị rút lại"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="data_requests")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField("đề nghị", max_length=12, choices=_KINDS)
    way = models.CharField("cách gửi", max_length=8, choices=Way)
    received_on = models.DateField("ngày nhận")
    received_by = models.CharField("người nhận", max_length=200, blank=True)
    words = EncryptedTextField("nội dung đề nghị", blank=True, default="")
    signed_at = models.CharField("giấy đề nghị để ở", max_length=200, blank=True)
    with_others = models.BooleanField("có bên xử lý hoặc bên thứ ba", default=False)
    answer_by = models.DateField("trả lời chậm nhất", null=True, blank=True)
    done_by = models.DateField("thực hiện chậm nhất", null=True, blank=True)
    answered_on = models.DateField("ngày đã trả lời là đã nhận", null=True, blank=True)
    extended_on = models.DateField("ngày gia hạn", null=True, blank=True)
    extension_reason = models.CharField("lý do gia hạn", max_length=300, blank=True)
    decision = models.CharField("quyết định", max_length=10, choices=Decision, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.CharField("người quyết định", max_length=200, blank=True)
    answer = EncryptedTextField("lý do, phần phải giữ và căn cứ", blank=True, default="")
    done_on = models.DateField("ngày thực hiện xong", null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "done_on"], name="register_request_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


class Restriction(Travelling, Spell):
    """Hạn chế xử lý: a person's record is kept and used for nothing else while it stands."""

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="restrictions")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="restrictions")
    request = models.ForeignKey(
        DataRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="restrictions"
    )
    reason = models.CharField("lý do", max_length=300)
    set_by = models.CharField("người ghi", max_length=200)
    lifted_by = models.CharField("người thôi hạn chế", max_length=200, blank=True)
    lifted_reason = models.CharField("lý do thôi", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="register_restriction_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, từ {self.starts_on}"


class Erasure(Travelling):
    """Xóa dữ liệu: asked for by one, confirmed by another; the row stays as proof and holds no name of the person."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "chờ người thứ hai xác nhận"
        CONFIRMED = "confirmed", "đã xóa"
        REJECTED = "rejected", "không được xác nhận"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="erasures")
    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="erasures")
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="erasures")
    parts = models.JSONField("phần xóa", default=list)  # values of base.holdings.Part; all of them: the whole person
    reason = models.CharField("lý do, căn cứ", max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    asked_by_uid = models.CharField(max_length=40)
    asked_by_name = models.CharField("người đề nghị", max_length=200)
    asked_by_person = models.CharField(max_length=40, blank=True)  # one person behind two accounts is one person
    asked_on = models.DateField("ngày đề nghị")
    decided_by_uid = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField("người xác nhận", max_length=200, blank=True)
    decided_on = models.DateField("ngày xác nhận", null=True, blank=True)
    closing_reason = models.CharField("lý do không xác nhận", max_length=500, blank=True)
    counts = models.JSONField(default=dict)  # rows emptied by record, files, texts, log lines

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="proposed"), name="register_erasure_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {self.asked_on}"


class DataBreach(Travelling):
    """Sự cố dữ liệu: when it was found, what happened, who is touched, what was done, whom one told."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="data_breaches")
    found_at = models.DateTimeField("lúc phát hiện")
    happened = models.CharField("xảy ra khi nào", max_length=200, blank=True)
    what = EncryptedTextField("chuyện gì đã xảy ra", default="")
    whose = EncryptedTextField("dữ liệu nào, của những ai", default="")
    people = models.PositiveIntegerField("số người bị ảnh hưởng", null=True, blank=True)
    consequences = EncryptedTextField("hậu quả có thể có", blank=True, default="")
    measures = EncryptedTextField("đã làm gì", blank=True, default="")
    notify_by = models.DateTimeField("báo chậm nhất", null=True, blank=True)
    notified_at = models.DateTimeField("lúc đã báo", null=True, blank=True)
    notified_to = models.CharField("đã báo cho", max_length=200, blank=True)
    late_reason = models.CharField("lý do báo chậm", max_length=300, blank=True)
    told_people_on = models.DateField("ngày báo người bị ảnh hưởng", null=True, blank=True)
    recorded_by = models.CharField("người ghi", max_length=200)
    closed_on = models.DateField("ngày xử lý xong", null=True, blank=True)
    lesson = models.CharField("rút kinh nghiệm", max_length=500, blank=True)

    def __str__(self) -> str:
        return f"sự cố dữ liệu {local_day(self.found_at):%d-%m-%Y}"


class PrivacyStatement(Travelling):
    """What the organisation states itself where the sources are silent; for each key the latest line counts.

    Keys: ``ground.<block>``, ``contact``, ``restriction`` (refuse or warn).
    """

    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, related_name="privacy_statements"
    )
    key = models.CharField(max_length=60)
    text = models.CharField(max_length=500, blank=True)
    stated_by = models.CharField("người ghi", max_length=200)
    stated_on = models.DateField("ngày ghi")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "key"], name="register_statement_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"
