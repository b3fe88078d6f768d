"""What every installation has, whatever it works on: its identity, its log, and the shape of rows that travel."""

from __future__ import annotations

import uuid
from typing import ClassVar

import uuid_utils
from django.db import models

from chibo.base.fields import KeyField


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


class Job(Travelling):
    """Work that takes too long for a page: what was asked, how far it is, and the file it made, kept in the vault.

    ``actor`` keeps who asked as plain values, so that the work is done with that person's rights and nobody else's.
    """

    KEPT_IN_VAULT = "digest"

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
