"""Tổ chức đảng: the tree, its kinds, terms, offices and its own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from chibo.base.fields import KeyField
from chibo.base.models import Spell, Travelling

if TYPE_CHECKING:
    from datetime import date


class OrganisationKind(models.Model):
    """A kind of organisation as data: kinds are renamed by regulation (208-QĐ/TW keeps the single name "chi bộ")."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    is_cell = models.BooleanField(default=False)
    is_grassroots = models.BooleanField(default=False)
    has_section_committee = models.BooleanField(default=False)  # a đảng ủy bộ phận appraises
    has_base_committee = models.BooleanField(default=False)  # a đảng ủy cơ sở votes
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Organisation(Travelling, Spell):
    """A node of the tree. ``parent`` is the truth; ``scope_key`` is derived: four base-36 digits a level (scale.md)."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.ForeignKey(OrganisationKind, on_delete=models.PROTECT)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=120, blank=True)
    code = models.CharField("mã", max_length=40, blank=True)
    place = models.CharField("địa danh", max_length=120, blank=True)  # "Điện Biên Phủ", for the date line of papers
    superior_name = models.CharField("cấp trên trực tiếp", max_length=200, blank=True)  # when the parent is no row here
    scope_key = KeyField(max_length=80, unique=True)
    as_of: date | None = None  # no column: set where a row is shown as it stood on a day, and never saved

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="register_organisation_spell",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChildCounter(models.Model):
    """The last child label given under one node (its ``scope_key``; empty: the roots). No label is given twice."""

    parent_key = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.parent_key}: {self.last}"


class OrganisationRule(Travelling, Spell):
    """A policy switch or local overlay of one organisation, with its ground and days (decisions 10 and 12)."""

    class Sort(models.TextChoices):
        POLICY = "policy", "cách hiểu"
        OVERLAY = "overlay", "quy tắc riêng"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="own_rules")
    sort = models.CharField(max_length=10, choices=Sort)
    key = models.CharField(max_length=80)
    value = models.JSONField()
    ground = models.CharField("căn cứ", max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "key", "starts_on"], name="register_rule_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class Term(Travelling, Spell):
    """Nhiệm kỳ; ``ends_on`` is the planned end as the congress set it, never computed; it moves only by ``TermShift``.

    ``starts_on`` is the day of the congress; ``congress_number`` goes on through mergers, a new body starts at one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField("tên nhiệm kỳ", max_length=40)
    congress_number = models.PositiveSmallIntegerField("đại hội lần thứ", null=True, blank=True)
    resolution = models.CharField("nghị quyết đại hội", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="register_term_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TermShift(Travelling):
    """The planned end of a term moved: from when to when, on what ground, decided by whom. Never without a ground."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="shifts")
    on = models.DateField("ngày quyết định")
    old_ends_on = models.DateField("kết thúc cũ")
    ends_on = models.DateField("kết thúc mới")
    ground = models.CharField("căn cứ", max_length=300)
    decided_by = models.CharField("cấp quyết định", max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.term}: {self.old_ends_on} → {self.ends_on}"


class PartyGroup(Travelling, Spell):
    """Tổ đảng of a cell with many members."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="party_groups")
    name = models.CharField("tên tổ đảng", max_length=120)

    def __str__(self) -> str:
        return self.name


class GroupPlace(Travelling, Spell):
    """A member's time in a tổ đảng; one open spell a person."""

    group = models.ForeignKey(PartyGroup, on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="group_places")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="register_group_place_spell"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="register_group_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"


class OfficeHolding(Travelling, Spell):
    """Chức vụ: a person in an office of an organisation for a time."""

    class Office(models.TextChoices):
        SECRETARY = "secretary", "Bí thư"
        DEPUTY_SECRETARY = "deputy_secretary", "Phó Bí thư"
        COMMITTEE_MEMBER = "committee_member", "Chi ủy viên"
        GROUP_LEADER = "group_leader", "Tổ trưởng tổ đảng"

    person = models.ForeignKey("register.Person", on_delete=models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="office_holdings")
    office = models.CharField("chức vụ", max_length=30, choices=Office)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "starts_on"], name="register_office_org"),
        ]

    def __str__(self) -> str:
        return self.get_office_display()
