"""Sinh hoạt chi bộ. Attendance is kept as exceptions, votes as totals over a frozen base (decision 20)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.models import Travelling


class Meeting(Travelling):
    """One session. The counts are frozen when the attendance is confirmed; later changes of membership leave them."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "Họp chi bộ định kỳ"
        THEMATIC = "thematic", "Sinh hoạt chuyên đề"
        COMBINED = "combined", "Họp định kỳ và sinh hoạt chuyên đề"
        REVIEW = "review", "Họp định kỳ và kiểm điểm"
        EXTRAORDINARY = "extraordinary", "Họp bất thường"
        COMMITTEE = "committee", "Họp chi ủy"
        GROUP = "group", "Họp tổ đảng"
        CONGRESS = "congress", "Đại hội chi bộ"

    class Form(models.TextChoices):
        TOGETHER = "together", "Tập trung"
        ONLINE = "online", "Trực tuyến"
        BY_GROUP = "by_group", "Theo tổ đảng, thay họp toàn chi bộ"

    class State(models.TextChoices):
        PLANNED = "planned", "Dự kiến"
        OPENED = "opened", "Đã điểm danh"
        ADOPTED = "adopted", "Đã thông qua biên bản"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField("loại", max_length=20, choices=Kind, default=Kind.REGULAR)
    form = models.CharField("hình thức", max_length=10, choices=Form, default=Form.TOGETHER)
    form_ground = models.CharField("lý do họp trực tuyến hoặc theo tổ", max_length=200, blank=True)
    apart = models.PositiveSmallIntegerField("số người không về họp một nơi được", null=True, blank=True)
    group = models.ForeignKey(
        "register.PartyGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )  # of a session of one tổ đảng
    topic = models.ForeignKey(
        "meetings.Topic", on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )  # of a thematic or combined session
    on = models.DateField("ngày")
    starts_at = models.TimeField("giờ", null=True, blank=True)
    minutes_long = models.PositiveSmallIntegerField("số phút", null=True, blank=True)  # as it lasted
    papers_on = models.DateField("ngày gửi tài liệu", null=True, blank=True)
    papers_at = models.TimeField("giờ gửi tài liệu", null=True, blank=True)
    are_dues_settled = models.BooleanField("đảng phí đã thu đủ", null=True, blank=True)  # yes or no, no sums
    place = models.CharField("nơi họp", max_length=200, blank=True)
    chair = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="chaired_meetings"
    )
    minute_taker = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="written_meetings"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    members_total = models.PositiveSmallIntegerField(null=True, blank=True)
    members_official = models.PositiveSmallIntegerField(null=True, blank=True)
    present_total = models.PositiveSmallIntegerField(null=True, blank=True)
    present_official = models.PositiveSmallIntegerField(null=True, blank=True)
    base = models.PositiveSmallIntegerField("mẫu số", null=True, blank=True)  # of any vote of this meeting
    base_sentence = models.TextField(blank=True)
    opening = models.TextField("phần mở đầu", blank=True)
    conclusion = models.TextField("kết luận", blank=True)
    adopted_on = models.DateField("ngày thông qua biên bản", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # two people editing one page: the later save is told
    changed_by = models.CharField(max_length=200, blank=True)  # by whom, as a value: accounts live above
    changed_at = models.DateTimeField(null=True, blank=True)
    hands = models.JSONField(default=dict, blank=True)  # who wrote each box of the minutes last, and when
    read_out = models.JSONField(default=dict, blank=True)  # tasks, results, concerns as adopted, in sentences
    from_old_file = models.BooleanField("từ hồ sơ cũ", default=False)  # only its counts are known

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "on", "kind"], condition=Q(group__isnull=True), name="meetings_once_a_day"
            ),
            models.UniqueConstraint(fields=["group", "on"], name="meetings_group_once_a_day"),
            models.CheckConstraint(
                condition=Q(present_total__isnull=True) | Q(present_total__lte=F("members_total")),
                name="meetings_present_within_total",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "on"], name="meetings_org_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class AgendaItem(Travelling):
    """Nội dung họp. ``subject`` is the person an item is about; meetings know no cases."""

    class Sort(models.TextChoices):
        TOPIC = "topic", "Nội dung chung"
        TASKS = "tasks", "Việc giao kỳ trước"
        DEVELOPMENT = "development", "Công tác phát triển đảng viên"
        CONCERNS = "concerns", "Tâm tư, nguyện vọng, kiến nghị"
        SOURCE = "source", "Đưa vào nguồn"
        OUTSTANDING = "outstanding", "Công nhận quần chúng ưu tú"
        MENTORS = "mentors", "Phân công người giúp đỡ"
        CANDIDATE = "candidate", "Công nhận đối tượng Đảng"
        ADMISSION = "admission", "Xét đề nghị kết nạp"
        RECOGNITION = "recognition", "Xét đề nghị công nhận chính thức"
        EXEMPTION = "exemption", "Xét miễn công tác, sinh hoạt đảng"
        ABSENCES = "absences", "Xem xét việc bỏ sinh hoạt"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=20, choices=Sort, default=Sort.TOPIC)
    title = models.CharField("nội dung", max_length=300)
    minutes_planned = models.PositiveSmallIntegerField("số phút", default=10)
    presenter = models.CharField("người trình bày", max_length=120, blank=True)
    subject = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    is_voted = models.BooleanField("có biểu quyết", default=False)
    draft = models.TextField("dự thảo nghị quyết", blank=True)
    discussion = models.TextField("ý kiến", blank=True)
    conclusion = models.TextField("kết luận", blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Attendance(Travelling):
    """An exception: who was not there, or came without being counted as usual. Present members have no row."""

    class Mark(models.TextChoices):
        EXCUSED = "excused", "Vắng có lý do"
        ABSENT = "absent", "Vắng không lý do"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="exceptions")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="absences")
    mark = models.CharField(max_length=10, choices=Mark)
    reason = models.CharField("lý do", max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "person"], name="meetings_absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_mark_display()}"


class Vote(Travelling):
    """Totals of one vote on one person or question, over a base computed from memberships that day and then frozen."""

    class Method(models.TextChoices):
        SECRET_BALLOT = "secret_ballot", "Bỏ phiếu kín"
        RAISED_CARD = "raised_card", "Giơ thẻ đảng viên"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField("lần", default=1)
    method = models.CharField("hình thức", max_length=20, choices=Method)
    base = models.PositiveSmallIntegerField("mẫu số")
    base_sentence = models.TextField()
    needed = models.PositiveSmallIntegerField("số phiếu cần")
    threshold = models.CharField(max_length=10)  # "2/3"
    issued = models.PositiveSmallIntegerField("phiếu phát ra", null=True, blank=True)
    collected = models.PositiveSmallIntegerField("phiếu thu về", null=True, blank=True)
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ", null=True, blank=True)
    approve = models.PositiveSmallIntegerField("tán thành")
    against = models.PositiveSmallIntegerField("không tán thành", default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "round"], name="meetings_vote_round_once"),
            models.CheckConstraint(condition=Q(approve__lte=F("base")), name="meetings_vote_within_base"),
            models.CheckConstraint(
                condition=Q(collected__isnull=True) | Q(collected__lte=F("issued")), name="meetings_ballots_in_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approve}/{self.base}"

    @property
    def passes(self) -> bool:
        """Whether the frozen number needed was reached."""
        return self.approve >= self.needed


class Resolution(Travelling):
    """Nghị quyết of a meeting on one item; the evidence that steps of a case point down to."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    on = models.DateField("ngày")
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, default="NQ/CB")
    title = models.CharField("trích yếu", max_length=300)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "on"], name="meetings_resolution_org_on"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.on})"


class MinutesNote(Travelling):
    """What was found after the minutes were adopted. The minutes themselves stay as they were read out."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField("ngày ghi")
    text = models.TextField("nội dung")
    written_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.on}: {self.text}"
