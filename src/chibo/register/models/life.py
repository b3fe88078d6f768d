"""Phiếu đảng viên as dated facts, mass organisations, the photo, and two records that turned out to be one person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField, PartialDateField
from chibo.base.models import Spell, Travelling


class PersonFact(Travelling):
    """One fact of somebody's life and when it held: from ``since`` (empty: unknown) until before ``until``.

    Of a track (``TRACKS``) one holds at a time, and the present one is copied to where lists and papers read it
    (``Person``, ``Background``). What was wrong from the beginning is a ``Correction``, never another fact.
    """

    class Field(models.TextChoices):
        FULL_NAME = "full_name", "Họ và tên đang dùng"
        RESIDENCE = "residence", "Nơi ở hiện nay"
        PERMANENT_RESIDENCE = "permanent_residence", "Nơi thường trú"
        TEMPORARY_RESIDENCE = "temporary_residence", "Nơi tạm trú"
        OCCUPATION = "occupation", "Nghề nghiệp, chức danh"
        SCHOOLING = "schooling", "Trình độ"
        GENERAL_EDUCATION = "general_education", "Giáo dục phổ thông"
        VOCATIONAL_EDUCATION = "vocational_education", "Giáo dục nghề nghiệp"
        HIGHER_EDUCATION = "higher_education", "Giáo dục đại học và sau đại học"
        ACADEMIC_TITLE = "academic_title", "Học hàm"
        THEORY_LEVEL = "theory_level", "Lý luận chính trị"
        LANGUAGES = "languages", "Ngoại ngữ"
        COMPUTING = "computing", "Tin học"
        MINORITY_LANGUAGE = "minority_language", "Tiếng dân tộc thiểu số"
        WORK = "work", "Quá trình công tác"
        PARTY_POST = "party_post", "Chức vụ trong Đảng"
        TRAINING = "training", "Lớp đã học"
        ABROAD = "abroad", "Đi nước ngoài"
        AWARD = "award", "Khen thưởng"
        DISCIPLINE = "discipline", "Kỷ luật"
        FAMILY = "family", "Người thân trong gia đình"
        HISTORY = "history", "Đặc điểm lịch sử"
        DEATH = "death", "Từ trần"  # of somebody who is no member; a member's death ends the membership

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="life_facts")
    field = models.CharField("mục", max_length=24, choices=Field)
    text = EncryptedTextField("nội dung", default="")
    since = PartialDateField("từ", blank=True, default="")
    until = PartialDateField("đến trước", blank=True, default="")
    paper = EncryptedTextField("giấy tờ", blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "field"], name="register_fact_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_field_display()}"


class MassPlace(Travelling, Spell):
    """A person's time in one mass organisation; one can be in several at once."""

    class Sort(models.TextChoices):
        YOUTH_UNION = "youth_union", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
        TRADE_UNION = "trade_union", "Công đoàn"
        WOMEN = "women", "Hội Liên hiệp Phụ nữ"
        FARMERS = "farmers", "Hội Nông dân"
        VETERANS = "veterans", "Hội Cựu chiến binh"
        FRONT = "front", "Mặt trận Tổ quốc"
        OTHER = "other", "Tổ chức, hội khác"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="mass_places")
    sort = models.CharField("tổ chức", max_length=12, choices=Sort)
    place = models.CharField("ở đâu", max_length=200, blank=True)
    post = models.CharField("chức vụ", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="register_mass_place_spell"
            ),
            models.UniqueConstraint(
                fields=["person", "sort", "place"],
                condition=Q(ends_on__isnull=True),
                name="register_mass_place_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_sort_display()}"


class Photo(Travelling):
    """Ảnh of a person, as kept in the vault: drawn anew from what was uploaded, so that nothing else of it stays."""

    KEPT_IN_VAULT = "digest"

    person = models.OneToOneField("register.Person", on_delete=models.PROTECT, related_name="photo")
    digest = models.CharField(max_length=64)
    added_by = models.CharField("người tải lên", max_length=200)
    added_on = models.DateField("ngày tải lên")

    def __str__(self) -> str:
        return f"{self.person}: ảnh"


class PersonMerge(Travelling):
    """Two records of one person joined: which went into which, and all that is needed to part them again exactly."""

    class State(models.TextChoices):
        MERGED = "merged", "đã gộp"
        UNDONE = "undone", "đã tách lại"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="merges")  # the one kept
    dropped_uid = models.UUIDField(db_index=True)
    dropped_name = models.CharField("tên ở bản ghi thứ hai", max_length=120)
    on = models.DateField("ngày gộp")
    by = models.CharField("người gộp", max_length=200)
    reason = models.CharField("căn cứ", max_length=300)
    counts = models.JSONField(default=dict)  # {label of the holding: rows handed over}
    told = EncryptedTextField(default="")  # the second record, what it changed and where each row stood, as JSON
    state = models.CharField(max_length=8, choices=State, default=State.MERGED)
    undone_on = models.DateField("ngày tách", null=True, blank=True)
    undone_by = models.CharField("người tách", max_length=200, blank=True)
    undone_reason = models.CharField("lý do tách", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"


class PersonApart(Travelling):
    """Somebody looked and said that two records with one name are two people; they are not offered again."""

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="namesakes")
    other = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="namesake_of")
    by = models.CharField("người xem", max_length=200)
    on = models.DateField("ngày xem")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "other"], name="register_apart_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ≠ {self.other}"
