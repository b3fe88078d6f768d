"""What every installation has, whatever it works on: its identity, its log, and the shape of rows that travel."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

import uuid_utils
from django.db import models

from chibo.base.fields import KeyField, following

if TYPE_CHECKING:
    from collections.abc import Iterable


def new_uid() -> uuid.UUID:
    """Return a time-ordered identity (UUID version 7) for a row that may travel between installations."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


class Travelling(models.Model):
    """A row with a number inside the installation and a ``uid`` everywhere else."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; where some fields alone are written, the keys that follow them are too (``base.fields``)."""
        names = None if update_fields is None else set(update_fields)
        if names is not None:
            names |= following(type(self), names)
        super().save(update_fields=names, **kwargs)


class Spell(models.Model):
    """A half-open time: ``starts_on`` is covered, ``ends_on`` is the first day that is not."""

    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        abstract = True


class Installation(models.Model):
    """The one row that says what this installation is. ``working_day`` fixes the clock of a sample installation."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_sample = models.BooleanField(default=False)
    working_day = models.DateField(null=True, blank=True)
    first_day = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="base_installation_is_single"),
        ]

    def __str__(self) -> str:
        return "cài đặt mẫu" if self.is_sample else "cài đặt"


class AuditEntry(models.Model):
    """One line of an append-only, hash-chained log. Holds values, no foreign keys: nothing can rewrite it from afar."""

    NOT_SEALED = "is chained by itself, and its ends are in every act's seal"

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=40)  # organisation uid, or "installation"
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    on = models.DateField()
    actor_uid = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_uid = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)  # {"field": [before, after]}
    reason = models.TextField(blank=True)
    law = models.CharField(max_length=64, blank=True)  # fingerprint of the law used
    role = models.CharField(max_length=60, blank=True, default="")  # in which the actor acted
    salt = models.CharField(max_length=32, blank=True, default="")  # empty: a line of before ADR 0037
    told = models.CharField(max_length=64, blank=True, default="")  # of salt, changes and reason
    blanked = models.BooleanField(default=False)  # changes and reason were erased, ``told`` still proves the chain
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["chain", "seq"], name="base_audit_chain_seq"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_uid", "id"], name="base_audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.action}"


class AuditMention(models.Model):
    """Somebody a list, a set of papers or another line about many people held. No foreign keys, as in the log.

    The line holds the count and the digest of all it mentions, so that a row changed here is found.
    """

    NOT_SEALED = "is proved by the digest in its line of the log"

    id = models.BigAutoField(primary_key=True)
    entry_id = models.BigIntegerField(db_index=True)
    person_uid = models.CharField(max_length=40)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_uid", "entry_id"], name="base_audit_mention"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.person_uid}"


class LogSeal(Travelling):
    """The heads of every chain that grew since the seal before, folded into one digest; kept, printed, witnessed."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.CharField(max_length=200)
    heads = models.JSONField()  # [[chain, seq, hash], …], sorted
    upto = models.BigIntegerField()  # the newest line when it was made
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"niêm phong {self.number}"


class SealRule(Travelling):
    """The one row that says whether the log is sealed every day, and where a witness outside this machine lies."""

    is_on = models.BooleanField(default=False)
    witness = models.CharField(max_length=400, blank=True)  # a folder, such as a USB stick's
    set_by = models.CharField(max_length=200)
    set_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="base_seal_rule_is_single"),
        ]

    def __str__(self) -> str:
        return "niêm phong hằng ngày" if self.is_on else "không niêm phong"


class Job(Travelling):
    """Work that takes too long for a page: what was asked, how far it is, and the file it made, kept in the vault.

    ``actor`` keeps who asked as plain values, so that the work is done with that person's rights and nobody else's.
    """

    KEPT_IN_VAULT = "digest"
    NOT_SEALED = "is work under way, no record: it tells how far it is outside of any act"

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "Đang chờ"
        RUNNING = "running", "Đang làm"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Chưa xong"
        STOPPED = "stopped", "Đã dừng"

    kind = models.CharField(max_length=40)
    title = models.CharField("việc", max_length=200)
    organisation_uid = models.UUIDField(db_index=True)
    scope_key = KeyField(max_length=80)
    actor_uid = models.CharField(max_length=40, db_index=True)
    actor = models.JSONField()
    on = models.DateField()
    given = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    runner = models.CharField(max_length=40, blank=True)  # the process that does it
    touched_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64, blank=True)
    name = models.CharField("tên tệp", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "id"], name="base_job_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Safekeeping(Travelling):
    """The one row that says where backups go, how often, how many are kept; and what is known of the key."""

    NOT_SEALED_FIELDS = ("key_check",)  # a change of the key writes it, outside of any act

    is_only = models.BooleanField(default=True, unique=True, editable=False)
    folder = models.TextField("nơi sao lưu", blank=True, default="")
    every_days = models.PositiveSmallIntegerField("sao lưu mỗi … ngày", default=7)
    remind_after_days = models.PositiveSmallIntegerField("nhắc sau … ngày", default=14)
    keep_daily = models.PositiveSmallIntegerField("giữ … bản ngày", default=7)
    keep_weekly = models.PositiveSmallIntegerField("giữ … bản tuần", default=4)
    keep_monthly = models.PositiveSmallIntegerField("giữ … bản tháng", default=12)
    problem = models.TextField(blank=True, default="")  # why the last scheduled backup could not be made
    problem_at = models.DateTimeField(null=True, blank=True)
    key_check = models.CharField(max_length=64, blank=True, default="")  # tells which key the records are under
    drilled_at = models.DateTimeField(null=True, blank=True)
    drill = models.TextField(blank=True, default="")  # what the last drill of a lost key found

    def __str__(self) -> str:
        return self.folder or "chưa đặt nơi sao lưu"


class NetworkStatement(Travelling):
    """The site's own statement that the program runs in an independent LAN: one place, no line out (Law 117/2025/QH15).

    It lowers the refusal of what bears a mark of secrecy to a warning on record; it never sets a level of secrecy.
    """

    place = models.TextField("địa điểm")
    reason = models.TextField("căn cứ")
    stated_on = models.DateField("khai ngày")
    stated_by = models.CharField("người khai", max_length=200)
    ended_on = models.DateField("thôi từ ngày", null=True, blank=True)
    ended_by = models.CharField("người ghi thôi", max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.place}, {self.stated_on}"


class Backup(Travelling):
    """A backup that was made: when, by whom, where it lies, what was found when it was tried."""

    class Reason(models.TextChoices):
        """Why it was made."""

        ASKED = "asked", "Có người bấm sao lưu"
        SCHEDULED = "scheduled", "Theo lịch"

    made_at = models.DateTimeField(db_index=True)
    made_by = models.CharField(max_length=200)
    reason = models.CharField(max_length=10, choices=Reason)
    path = models.TextField()
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    proved_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(blank=True, default="")
    dropped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.path


class KeyChange(Travelling):
    """A change of the installation's key: asked for by one, confirmed by another where there are two, then done."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "Chờ người thứ hai xác nhận"
        READY = "ready", "Sẽ đổi ở lần mở chibo sau"
        DONE = "done", "Đã đổi"
        WITHDRAWN = "withdrawn", "Đã rút"

    reason = models.TextField("lý do")
    asked_on = models.DateField()
    asked_by_uid = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=200)
    confirmed_by_uid = models.CharField(max_length=40, blank=True, default="")
    confirmed_by = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    done_at = models.DateTimeField(null=True, blank=True)
    sheet_seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.asked_by}: {self.get_state_display()}"


class RowSeal(models.Model):
    """The keyed print of one record as the last act left it (``base.seals``); written by the engine, read by verify."""

    NOT_SEALED = "is the seal itself"

    pk = models.CompositePrimaryKey("kind", "row")
    kind = models.CharField(max_length=63)  # the table
    row = models.CharField(max_length=100)  # its primary key
    mac = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class ActSeal(models.Model):
    """By how much the prints changed in one act: the sum of all of them is known, so a seal put back is found.

    ``first`` to ``last`` are the lines of the log that the act wrote in ``chain``; ``mac`` binds them with the key.
    """

    NOT_SEALED = "carries a print of its own"

    id = models.BigAutoField(primary_key=True)
    chain = models.CharField(max_length=40)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    delta = models.CharField(max_length=32)
    count = models.BigIntegerField()
    mac = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.chain}#{self.first}-{self.last}"
