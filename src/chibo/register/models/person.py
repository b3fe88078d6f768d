"""Người, and where they work: staff are counted at workplaces, members in organisations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import EncryptedTextField, InitialsField, KeyField, PartialDateField, PrintField
from chibo.base.models import Spell, Travelling


class Person(Travelling):
    """One human being. Name keys are derived by ``chibo.base.vietnamese`` whenever the name is written."""

    class Sex(models.TextChoices):
        FEMALE = "female", "nữ"
        MALE = "male", "nam"

    full_name = models.CharField("họ và tên", max_length=120)
    name_key = KeyField(max_length=160)  # folded whole name, for search
    given_key = KeyField(max_length=60)  # folded given name
    sort_key = models.BinaryField(max_length=400)  # Vietnamese order, given name first
    initials_key = InitialsField(max_length=20, of="full_name")  # "lma", for search
    sex = models.CharField("giới tính", max_length=10, choices=Sex, blank=True)
    birth = PartialDateField("ngày sinh", blank=True, default="")
    ethnicity = models.CharField("dân tộc", max_length=60, blank=True)
    native_place = models.CharField("quê quán", max_length=200, blank=True)
    residence = models.CharField("nơi ở", max_length=200, blank=True)
    schooling = models.CharField("trình độ", max_length=80, blank=True)
    theory_level = models.CharField("lý luận chính trị", max_length=80, blank=True)
    identity_number = EncryptedTextField("số định danh cá nhân", blank=True, default="")
    card_number = EncryptedTextField("số thẻ đảng viên", blank=True, default="")
    identity_print = PrintField(of="identity_number")  # by these two a number is found, and never read
    card_print = PrintField(of="card_number")
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )  # present organisation: the one that sees this person today
    scope_key = KeyField(max_length=80, blank=True, default="")
    is_trade_union_member = models.BooleanField("đoàn viên công đoàn", default=False)
    is_youth_union_member = models.BooleanField("đoàn viên Thanh niên", default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["scope_key", "given_key"], name="register_person_scope_given"),
            models.Index(fields=["given_key", "scope_key"], name="register_person_given_scope"),
            models.Index(fields=["name_key", "scope_key"], name="register_person_name_scope"),
            models.Index(fields=["initials_key", "scope_key"], name="register_person_initials_scope"),
            models.Index(fields=["birth", "scope_key"], name="register_person_birth_scope"),
            models.Index(fields=["identity_print"], name="register_person_identity_print"),
            models.Index(fields=["card_print"], name="register_person_card_print"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Correction(Travelling):
    """Đính chính: one field of one person set right. Both values, the proof and who decided stay for ever."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    on = models.DateField("ngày đính chính")
    field = models.CharField("mục", max_length=40)
    old_value = EncryptedTextField("giá trị cũ", blank=True, default="")
    new_value = EncryptedTextField("giá trị mới", blank=True, default="")
    proof = models.CharField("giấy tờ chứng minh", max_length=300)
    decided_by = models.CharField("người quyết định", max_length=200)

    def __str__(self) -> str:
        return f"{self.person}: {self.field}"


class Workplace(Travelling):
    """Cơ quan, đơn vị whose staff an organisation counts."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="workplaces")
    name = models.CharField("tên cơ quan", max_length=200)
    has_youth_union = models.BooleanField("có tổ chức Đoàn", default=False)
    has_trade_union = models.BooleanField("có công đoàn", default=True)

    def __str__(self) -> str:
        return self.name


class Employment(Travelling, Spell):
    """A person on the staff of a workplace for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="employments")
    position = models.CharField("chức danh", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="register_employment_spell"
            ),
            models.UniqueConstraint(
                fields=["person", "workplace"], condition=Q(ends_on__isnull=True), name="register_employment_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.workplace}"
