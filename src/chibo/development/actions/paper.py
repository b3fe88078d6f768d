"""Papers of the dossiers: put one in, say what was checked, take one out. Present without a scan is enough."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.dates import say_date
from chibo.base.refusal import Fault
from chibo.development import facts
from chibo.development.actions.due import store_due
from chibo.development.actions.guards import faults_of_day, must_hold, raise_if_any
from chibo.development.models import Paper
from chibo.development.queries.scans import shelf_of
from chibo.documents.actions import carry_scans, shelve
from chibo.documents.actions.scans import drawn_scan
from chibo.law.dossier import FileFault
from chibo.law.dossier.kinds import SheetKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.documents.actions.scans import DrawnScan
    from chibo.law.vocabulary import PaperKind
    from chibo.register.models import Person


def record_paper(  # noqa: PLR0913 - what is known of one paper, each part named by the caller
    *,
    actor: Actor,
    on: date,
    case: DevelopmentCase,
    kind: SheetKind | PaperKind | str,
    dated: date | None = None,
    number: str = "",
    author: Person | None = None,
    is_present: bool = True,
    is_signed: bool = True,
    is_handwritten: bool = False,
    kept_at: str = "",
    quotes: Mapping[str, str] | None = None,
    details: Mapping[str, object] | None = None,
    file: tuple[str, bytes] | None = None,
    is_checked: bool = False,
    replaces: Paper | None = None,
    keeps_file: bool = False,
) -> Paper:
    """Put a paper into a case's dossier; ``replaces`` takes the older copy out in the same act.

    ``keeps_file`` hands the older copy's scans on.
    ``quotes`` are facts the paper repeats (``{"admitted_on": "2017-04-24"}``), compared by the checker. ``file`` is
    (name, content), a scan, and goes to the vault; nothing requires one. ``details`` are further fields of a paper in
    the dossier file (``issuer``, ``page_count`` …), kept encrypted. Raises ``NotAllowedError`` and ``FaultyError``.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi giấy tờ của hồ sơ")
    said = json.dumps(dict(details), ensure_ascii=False, sort_keys=True) if details else ""
    raise_if_any([*_faults_of_paper(case, dated, on, replaces), *_faults_of_details(kind, said)])
    scan = drawn_scan(*file) if file is not None else None  # looking at a file takes time: before the transaction
    with transaction.atomic():
        paper = Paper.objects.create(
            case=case,
            kind=SheetKind(kind),
            dated=dated,
            number=number.strip(),
            author=author,
            is_present=is_present,
            is_signed=is_signed,
            is_handwritten=is_handwritten,
            kept_at=kept_at.strip(),
            quotes=dict(quotes or {}),
            details=said or (replaces.details if replaces is not None else ""),
            checked_by=actor.name if is_checked else "",
            checked_on=on if is_checked else None,
        )
        _shelve(actor, on, paper, scan, replaces if keeps_file else None)
        _take_out(replaces, on)
        _log(actor, on, paper, replaces)
        store_due(case, on=on)
    return paper


def _shelve(actor: Actor, on: date, paper: Paper, scan: DrawnScan | None, replaces: Paper | None) -> None:
    """Put the scan that came onto the paper's shelf, and those of the copy it replaces."""
    shelf = shelf_of(paper)
    if replaces is not None:
        carry_scans(actor=actor, on=on, old=replaces.uid, shelf=shelf)
    if scan is not None:
        shelve(actor=actor, on=on, shelf=shelf, drawn=scan)


def _log(actor: Actor, on: date, paper: Paper, replaces: Paper | None) -> None:
    audit.record(
        actor=actor,
        on=on,
        action="development.record_paper",
        subject=paper,
        chain=str(paper.case.organisation.uid),
        changes={
            "case": str(paper.case.uid),
            "kind": [None, paper.kind],
            "dated": [None, paper.dated],
            "is_signed": [None, paper.is_signed],
            "kept_at": [None, paper.kept_at],
            "replaces": str(replaces.uid) if replaces is not None else "",
        },
    )


@transaction.atomic
def withdraw_paper(*, actor: Actor, on: date, paper: Paper, reason: str) -> Paper:
    """Take a paper out of the dossier; the record of it stays. Raises ``NotAllowedError`` and ``FaultyError``."""
    case = paper.case
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "rút giấy tờ khỏi hồ sơ")
    faults = []
    if paper.withdrawn_on is not None:
        faults.append(Fault(what=f"Giấy này đã được rút ra ngày {say_date(paper.withdrawn_on)}."))
    if not reason.strip():
        faults.append(
            Fault(what="Chưa ghi lý do rút giấy.", next="Ghi ngắn gọn, ví dụ: ghi nhầm ngày.", field="reason")
        )
    raise_if_any(faults)
    _take_out(paper, on)
    audit.record(
        actor=actor,
        on=on,
        action="development.withdraw_paper",
        subject=paper,
        chain=str(case.organisation.uid),
        changes={"withdrawn_on": [None, on]},
        reason=reason.strip(),
    )
    store_due(case, on=on)
    return paper


def _faults_of_paper(case: DevelopmentCase, dated: date | None, on: date, replaces: Paper | None) -> list[Fault]:
    faults = faults_of_day(dated, on, field="dated", what="Ngày trên giấy") if dated is not None else []
    if replaces is not None and replaces.case_id != case.pk:
        faults.append(Fault(what="Giấy được thay thuộc hồ sơ khác.", next="Mở lại trang hồ sơ rồi thử lại."))
    return faults


def _faults_of_details(kind: str, said: str) -> list[Fault]:
    try:
        if said:
            facts.read_details(str(kind), said)
    except FileFault as error:
        return [Fault(what=f"{path}: {wrong}.") for path, wrong in error.faults]
    return []


def _take_out(paper: Paper | None, on: date) -> None:
    if paper is None:
        return
    paper.withdrawn_on = on
    paper.save(update_fields=["withdrawn_on"])
