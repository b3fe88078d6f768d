"""Verbs about the log: look whether it is whole, take it out with its proof, seal it, say how it is sealed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from django.db import transaction

from chibo.base import audit, jobs, logfile, witness
from chibo.base.access import Permission
from chibo.base.refusal import Fault, FaultyError, NotAllowedError
from chibo.desk.log import queries, sheets
from chibo.desk.log.seals import report_said
from chibo.documents.pdf import pdf
from chibo.documents.sheets import workbook
from chibo.register.queries import chain_names, home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from chibo.base.access import Actor
    from chibo.base.models import AuditEntry, Job, LogSeal, SealRule
    from chibo.base.witness import Report
    from chibo.desk.log.queries import Wanted

FORMS: Final = {"jsonl": "JSON, mỗi dòng một bản ghi", "csv": "CSV", "xlsx": "Excel"}
MOST_LINES: Final = 20_000
CHECK: Final = "log_check"


def _must_see_machine(actor: Actor, what: str) -> None:
    if not queries.may_see_machine(actor):
        raise NotAllowedError(what)


def check_log(*, actor: Actor, on: date, told: Callable[[], None] | None = None) -> tuple[Report, dict[str, str]]:
    """Look at the whole log of this machine; the report, and the names of the chains that are broken.

    Nobody waits while it looks: only the line about it is written in a transaction. ``told`` is called for each line.
    Who may read the log of some organisations only is not told of the others. Raises ``NotAllowedError``.
    """
    _must_read(actor)
    report = witness.examine(told=told)
    if not queries.may_see_machine(actor):
        mine = {chain for chain, _ in queries.units(actor)}
        report.breaks = [found for found in report.breaks if found.chain in mine]
    with transaction.atomic():
        audit.record(
            actor=actor,
            on=on,
            action="desk.check_log",
            subject=home(actor),
            chain=queries.home_chain(actor),
            changes={"whole": [None, report.is_whole], "lines": [None, report.lines]},
        )
    return report, chain_names({found.chain for found in report.breaks})


def ask_to_check_log(*, actor: Actor, on: date) -> Job:
    """Have a long log looked at in the background. Raises ``NotAllowedError`` and ``FaultyError``."""
    _must_read(actor)
    top = home(actor)
    return jobs.ask(
        actor=actor,
        on=on,
        kind=CHECK,
        title="Kiểm tra nhật ký",
        organisation_uid=top.uid,
        scope_key=top.scope_key,
        given={},
        by=[Permission.VIEW_AUDIT],
    )


def _must_read(actor: Actor) -> None:
    if not actor.holds(Permission.VIEW_AUDIT):
        raise NotAllowedError("kiểm tra nhật ký")


@transaction.atomic
def export_log(*, actor: Actor, on: date, wanted: Wanted, form: str) -> tuple[str, bytes]:
    """Give the wanted lines as a file with its sheet of proof (DOCX and PDF), in one archive: its name and its bytes.

    Raises ``NotAllowedError``, ``NotYoursError`` for a log out of reach, ``FaultyError`` for nothing or too much.
    """
    if not actor.holds(Permission.VIEW_AUDIT):
        raise NotAllowedError("lấy nhật ký ra tệp")
    chains = queries.chains_for(actor, wanted, queries.units(actor))
    found = queries.entries(actor, wanted, chains)
    rows = list(found.order_by("chain", "seq")[: MOST_LINES + 1]) if found is not None else []
    _fits(rows, form)
    unit = home(actor).name
    sieve = queries.sieve_said(wanted)
    content = _content(actor, rows, chains, form, sieve)
    name = f"nhat-ky-{on.isoformat()}"
    proof = sheets.proof_of_file(
        unit=unit,
        name=f"{name}.{form}",
        content=content,
        chains=_spans(rows, chains),
        sieve=sieve,
        by=actor.name,
        at=actor.at,
    )
    audit.record(
        actor=actor,
        on=on,
        action="desk.export_log",
        subject=home(actor),
        chain=queries.home_chain(actor),
        changes={"form": [None, form], "rows": [None, len(rows)]},
        reason=sieve,
    )
    parts = {f"{name}.{form}": content, "to-kiem-chung.docx": proof, "to-kiem-chung.pdf": pdf(proof)}
    return f"{name}.zip", _packed(parts)


def _fits(rows: list[AuditEntry], form: str) -> None:
    if form not in FORMS:
        raise FaultyError([Fault(what="Chưa chọn loại tệp.", field="form")])
    if not rows:
        raise FaultyError(
            [Fault(what="Không có dòng nhật ký nào như đã lọc.", next="Nới khoảng ngày hoặc bỏ bớt điều lọc.")]
        )
    if len(rows) > MOST_LINES:
        what = f"Có hơn {MOST_LINES} dòng; mỗi lần chỉ lấy ra chừng ấy."
        raise FaultyError([Fault(what=what, next="Chọn khoảng ngày ngắn hơn, lấy thành nhiều tệp.")])


def _content(actor: Actor, rows: list[AuditEntry], chains: dict[str, str], form: str, sieve: str) -> bytes:
    lines = queries.told(actor, rows, chains)
    table = [
        logfile.row_of(
            line.entry, line.chain, line.about.name if line.about else line.subject, is_closed=line.is_closed
        )
        for line in lines
    ]
    match form:
        case "csv":
            return logfile.as_csv(table)
        case "xlsx":
            return workbook("Nhật ký", logfile.COLUMNS, map(logfile.fitting, table))
        case _:
            head = {"made_at": actor.at.isoformat(), "sieve": sieve, "rows": len(table), "columns": logfile.COLUMNS}
            return logfile.as_json_lines(table, head)


def _spans(rows: Iterable[AuditEntry], chains: dict[str, str]) -> list[tuple[str, int, int, int, str]]:
    """For each chain in the file: its name, first and last number, how many lines, the hash of the last."""
    found: dict[str, tuple[int, int, int, str]] = {}
    for entry in rows:
        first, _, count, _ = found.get(entry.chain, (entry.seq, 0, 0, ""))
        found[entry.chain] = (first, entry.seq, count + 1, entry.hash)
    return [(chains.get(chain, chain), *span) for chain, span in found.items()]


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


# --- sealing ---


def seal_now(*, actor: Actor, on: date) -> tuple[LogSeal, str]:
    """Seal the log and tell the witness; the seal, and why the witness could not be told, if so.

    Raises ``NotAllowedError``.
    """
    _must_see_machine(actor, "niêm phong nhật ký của máy này")
    made = witness.seal_log(actor=actor, on=on)
    said = witness.rule()
    if said is None or not said.witness:
        return made, ""
    try:
        witness.tell_witness(said.witness)
    except witness.WitnessAway as away:
        return made, str(away)
    return made, ""


def set_sealing(*, actor: Actor, on: date, is_on: bool, witness_folder: str) -> SealRule:
    """Say whether the log is sealed every day, and where its witness lies.

    Raises ``NotAllowedError``, ``FaultyError``.
    """
    _must_see_machine(actor, "đặt việc niêm phong nhật ký")
    if not actor.holds(Permission.CHANGE_SETTINGS):
        raise NotAllowedError("thay đổi cài đặt")
    return witness.set_rule(actor=actor, on=on, is_on=is_on, witness=witness_folder)


@transaction.atomic
def check_code(*, actor: Actor, on: date, typed: str) -> dict[str, object]:
    """Tell whether the log still fits the sheet whose short code was typed.

    Raises ``NotAllowedError``, and ``FaultyError`` when no seal has this code.
    """
    _must_see_machine(actor, "kiểm tra niêm phong nhật ký")
    made = witness.typed(typed)
    if made is None:
        what = "Không có niêm phong nào mang mã này."
        why = "Hoặc gõ nhầm một nhóm, hoặc nhật ký trong máy đã bị thay sau khi in tờ ấy."
        raise FaultyError(
            [Fault(what=what, why=why, next="Gõ lại từng nhóm. Vẫn vậy thì báo cấp ủy và người quản trị.")]
        )
    report = witness.examine()
    changes = {"number": [None, made.number], "whole": [None, report.is_whole]}
    audit.record(actor=actor, on=on, action="desk.check_seal", subject=made, changes=changes)
    return {"fitting": made, **report_said(report, chain_names({found.chain for found in report.breaks}))}


@transaction.atomic
def print_seal(*, actor: Actor, on: date, made: LogSeal) -> tuple[str, bytes]:
    """Give the sheet of a seal as PDF. Raises ``NotAllowedError``."""
    _must_see_machine(actor, "in tờ niêm phong nhật ký")
    audit.record(actor=actor, on=on, action="desk.print_seal", subject=made, changes={"number": [None, made.number]})
    return f"niem-phong-{made.number}.pdf", pdf(sheets.sealing_sheet(made, home(actor).name))
