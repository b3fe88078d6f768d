"""Working through the check of a dossier: typing what no table holds, looking at paper, answering for a fault."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.privacy import SEEN, block_of
from chibo.base.refusal import Fault
from chibo.development import facts
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.actions.step import locked
from chibo.development.models import DossierSection, FindingWaiver
from chibo.development.queries.check import check, mark_of
from chibo.law.dossier import DossierFacts, FileFault, to_file
from chibo.law.dossier.kinds import TickKind
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase


@transaction.atomic
def record_section(*, actor: Actor, on: date, case: DevelopmentCase, name: str, content: object) -> DossierSection:
    """Write one block of the dossier file that no table holds; the newer row replaces the older one.

    ``content`` is plain JSON data, read by the strict reader of the law. The log keeps which fields were typed, never
    what stands in them. Raises ``NotAllowedError``, and ``FaultyError`` with the path of every wrong field.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi mục để kiểm tra hồ sơ")
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    raise_if_any(faults_of_section(name, written))
    case = locked(case)
    before = DossierSection.objects.filter(case=case, name=name, replaced_by__isnull=True).first()
    row = DossierSection.objects.create(case=case, name=name, content=written, entered_on=on, replaces=before)
    audit.record(
        actor=actor,
        on=on,
        action="development.record_section",
        subject=row,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "section": name, "fields": sorted(_names(content))},
    )
    return row


def faults_of_section(name: str, written: str) -> list[Fault]:
    """Say what is wrong with a section as the strict reader sees it."""
    if not facts.is_section(name):
        return [Fault(what=f"Không có mục “{name}”.", next="Chọn một mục trong danh sách.")]
    try:
        facts.read_section(name, written)
    except FileFault as error:
        return [Fault(what=f"{path}: {said}.") for path, said in error.faults]
    return []


def _names(content: object) -> set[str]:
    """Collect the names of fields, at any depth; contents stay out of the log."""
    if isinstance(content, dict):
        return set(content) | {name for value in content.values() for name in _names(value)}
    if isinstance(content, list):
        return {name for value in content for name in _names(value)}
    return set()


@transaction.atomic
def open_section(*, actor: Actor, on: date, case: DevelopmentCase, name: str) -> Any:
    """Open one section for its form, which writes who saw it where there is something to see (decision 39).

    Returns its JSON data, ``None`` while nobody typed it. Raises ``NotAllowedError``.
    """
    must_hold(actor, Permission.VIEW_SENSITIVE, case.scope_key, "xem phần thông tin riêng của hồ sơ")
    row = facts.sections_in_force([case]).filter(name=name).first()
    if row is None:
        return None
    audit.record(
        actor=actor,
        on=on,
        action=SEEN,
        subject=row,
        chain=str(case.organisation.uid),
        changes={"block": "dossier", "section": name, "role": actor.role},
        reason=block_of("dossier").purpose,
    )
    return json.loads(row.content)


@transaction.atomic
def record_tick(
    *, actor: Actor, on: date, case: DevelopmentCase, kind: TickKind | str, pages: int | None = None
) -> DossierSection:
    """Record that the actor looked at the paper today, with the pages counted where pages matter (E10).

    Raises ``NotAllowedError`` and ``FaultyError``.
    """
    looked = TickKind(kind)
    known = facts.dossier_of(case, on).ticks
    kept = [one for one in to_file(DossierFacts(ticks=known)).get("ticks", []) if one["kind"] != looked]
    said: dict[str, Any] = {"kind": looked.value, "by": actor.name, "on": on.isoformat()}
    if pages is not None:
        said["pages"] = pages
    if looked is TickKind.EDGE_SEAL and pages is None:
        fault = Fault(what="Chưa ghi số tờ đã đếm.", next="Đếm số tờ có dấu giáp lai rồi ghi lại.", field="pages")
        raise_if_any([fault])
    return record_section(actor=actor, on=on, case=case, name="ticks", content=[*kept, said])


@transaction.atomic
def waive_finding(*, actor: Actor, on: date, case: DevelopmentCase, code: str, mark: str, reason: str) -> FindingWaiver:
    """Let one fault pass with a written reason (decision 13), for as long as it names the same papers and days.

    Raises ``NotAllowedError`` without OVERRIDE; ``FaultyError`` without a reason, for a tick (somebody has to look),
    and where the fault is no longer there.
    """
    must_hold(actor, Permission.OVERRIDE, case.scope_key, "cho qua một chỗ cần sửa của hồ sơ")
    case = locked(case)
    report = check(case, on).report
    found = next((one for one in report.of(code) if mark_of(one) == mark), None)
    faults = []
    if not reason.strip():
        faults.append(Fault(what="Chưa ghi lý do.", why="Cho qua chỗ cần sửa thì phải nêu lý do.", field="reason"))
    if found is None:
        faults.append(Fault(what="Chỗ này không còn trong kết quả kiểm tra.", next="Kiểm tra lại hồ sơ."))
    elif found.grade is FindingGrade.TICK:
        faults.append(Fault(what="Chỗ này cần người xem trên bản giấy.", next="Xem bản giấy rồi ghi “Đã xem”."))
    if FindingWaiver.objects.filter(case=case, code=code, paper=mark).exists():
        faults.append(Fault(what="Chỗ này đã có lý do."))
    raise_if_any(faults)
    row = FindingWaiver.objects.create(case=case, code=code, paper=mark, reason=reason.strip(), by=actor.name, on=on)
    audit.record(
        actor=actor,
        on=on,
        action="development.waive_finding",
        subject=row,
        chain=str(case.organisation.uid),
        changes={"case": str(case.uid), "code": code, "paper": mark},
        reason=row.reason,
    )
    return row
