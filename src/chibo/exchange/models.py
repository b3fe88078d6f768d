"""Lần nhập danh sách: what came in, how it was read and what became of it, so that it can be taken back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models

from chibo.base.fields import EncryptedTextField
from chibo.base.models import Travelling

if TYPE_CHECKING:
    from chibo.exchange.lists.book import Book


LIST_PROOF: Final = "Danh sách nhập: "
"""How the proof begins of what a list set right: it proves less than a paper somebody looked at."""


class ListImport(Travelling):
    """One list, from upload to minutes. ``digest`` is the file's address in the vault while it is still needed."""

    class State(models.TextChoices):
        WAITING = "waiting", "chưa nhập"
        DONE = "done", "đã nhập"
        UNDONE = "undone", "đã hoàn tác"
        DISCARDED = "discarded", "đã bỏ"

    KEPT_IN_VAULT = "digest"

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="list_imports")
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.WAITING)
    batch = models.UUIDField(null=True, blank=True)  # lists that were uploaded together
    kind = models.CharField("loại danh sách", max_length=20, default="people")  # a code of ``lists.kinds``
    sheet = models.CharField("trang", max_length=200)
    header_row = models.PositiveSmallIntegerField()  # from 0; the spreadsheet counts from 1
    header_height = models.PositiveSmallIntegerField(default=1)
    columns = models.JSONField(default=list)  # what each column holds, in the order of the sheet
    decisions = EncryptedTextField(
        blank=True, default=""
    )  # repaired cells and choices, as JSON; once done, choices alone
    uploaded_on = models.DateField("ngày tải lên")
    uploaded_by = models.CharField("người tải lên", max_length=120)
    imported_on = models.DateField("ngày nhập", null=True, blank=True)
    imported_by = models.CharField("người nhập", max_length=120, blank=True)
    counts = models.JSONField(default=dict)  # people, members, others, changed, same, skipped, leftovers
    job_uid = models.UUIDField(null=True, blank=True)  # what imports it in the background
    undone_on = models.DateField("ngày hoàn tác", null=True, blank=True)
    undone_by = models.CharField("người hoàn tác", max_length=120, blank=True)

    opened: Book | None = None  # the file as it was read, while this object lives; in no column

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "id"], name="exchange_import_org"),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedRow(Travelling):
    """Which row of the list became, or changed, whom; and what exactly, so that it can be undone.

    ``key`` is a keyed mark of who the row speaks of: the next file with the same row finds the same person.
    ``trace`` is what was changed of somebody known before, as JSON (``register.actions.Trace``), and what was repaired
    in the row on the page (``lists.recalling``).
    """

    class Outcome(models.TextChoices):
        NEW = "new", "thêm mới"
        CHANGED = "changed", "cập nhật"
        SAME = "same", "không đổi"
        MERGED = "merged", "gộp vào dòng khác"

    list_import = models.ForeignKey(ListImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField("dòng")
    person = models.ForeignKey(
        "register.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="imported_rows"
    )
    organisation = models.ForeignKey(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="imported_rows"
    )
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, default=Outcome.NEW)
    key = models.CharField(max_length=32, blank=True)
    trace = EncryptedTextField("điều đã thay đổi", blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["list_import", "number"], name="exchange_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_import}, dòng {self.number}"


class ColumnMapping(Travelling):
    """How an organisation read a list with these headers: the next list with the same ones is read so by itself."""

    organisation = models.ForeignKey("register.Organisation", on_delete=models.PROTECT, related_name="column_mappings")
    headers = models.CharField(max_length=64)  # SHA-256 of the folded headers, in order
    kind = models.CharField(max_length=20)
    columns = models.JSONField(default=list)
    units = models.JSONField(default=dict)  # what names of organisations in it meant: their mark → a name
    used_on = models.DateField("dùng gần nhất")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "headers"], name="exchange_mapping_once"),
        ]

    def __str__(self) -> str:
        return self.kind
