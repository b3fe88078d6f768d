"""The job that makes an archive: piece by piece into the vault, locked by age where a pass phrase was given."""

from __future__ import annotations

import base64
import zipfile
from typing import IO, TYPE_CHECKING, Any, Final, cast

from chibo.base import backup
from chibo.base.models import AuditEntry
from chibo.base.words.acts import CHANGES_NOTHING
from chibo.documents import naming
from chibo.exchange.archive import actions, packing, rows, texts
from chibo.exchange.archive.queries import must_export
from chibo.register.queries import organisation_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.base.jobs import Task
    from chibo.register.models import Organisation

_OF_JOBS: Final = frozenset({"base.ask_job", "base.stop_job", "base.fetch_job", "base.discard_job"})
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_MEANWHILE: Final = " Trong lúc xuất có người ghi thêm vào sổ; cần bản thật khớp thì xuất lại khi không ai đang ghi."


def run(task: Task) -> tuple[str, str]:
    """Do such a job, with the rights of whoever asked."""
    actor, given = task.actor, task.given
    organisation = organisation_for(actor, task.organisation_uid)
    is_open = bool(given["is_open"])
    must_export(actor, organisation, is_open=is_open)
    reach = rows.reach_for(actor, task.on, organisation, is_open=is_open)
    task.expect(packing.count_of_parts(reach))
    contents, start = packing.Contents(), _last_line()
    pieces = packing.pieces(reach, contents, made=lambda: _made(task, start), told=task.step)
    if given["is_locked"]:
        _write_locked(task, organisation, pieces)
    else:
        for piece in pieces:
            task.file.write(piece)
    held = packing.counted(contents)
    actions.note_archive(
        actor=actor,
        on=task.on,
        organisation=organisation,
        purpose=str(given["purpose"]),
        held={**held, "is_open": is_open, "is_locked": bool(given["is_locked"])},
        people=rows.uids_of_people(reach),
    )
    name = f"Gói dữ liệu {naming.safe(organisation.name)} {task.on:%d-%m-%Y}.zip"
    said = f"Có {held['people']} người, {held['meetings']} cuộc họp, {held['files']} tệp trong kho."
    return name, said + (_MEANWHILE if _has_grown(start) else "")


def _made(task: Task, start: int) -> dict[str, Any]:
    actor = task.actor
    return {
        "made_on": task.on.isoformat(),
        "asked_at": actor.at.isoformat(),
        "made_by": actor.name,
        "role": actor.role,
        "purpose": str(task.given["purpose"]),
        "written_meanwhile": _has_grown(start),
    }


def _last_line() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _has_grown(start: int) -> bool:
    """Whether somebody wrote records since a line of the log."""
    return AuditEntry.objects.filter(pk__gt=start).exclude(action__in=CHANGES_NOTHING | _OF_JOBS).exists()


def _write_locked(task: Task, organisation: Organisation, pieces: Iterator[bytes]) -> None:
    """A ZIP of three: the sheet, the identity that the phrase opens, the archive that the identity opens."""
    with zipfile.ZipFile(cast("IO[bytes]", task.file), "w", zipfile.ZIP_STORED) as outer:
        outer.writestr(zipfile.ZipInfo("DOC-TOI.txt", _DAY), texts.locked_read_me(organisation.name))
        outer.writestr(zipfile.ZipInfo("khoa.age", _DAY), base64.b64decode(str(task.given["locked"])))
        with outer.open(zipfile.ZipInfo("goi.zip.age", _DAY), "w", force_zip64=True) as entry:
            backup.seal_for(str(task.given["recipient"]), pieces, entry)
