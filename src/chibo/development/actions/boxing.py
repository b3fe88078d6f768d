"""The box in which a dossier lies: its number, and how many sheets each paper in it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction

from chibo.base import audit
from chibo.base.access import Permission
from chibo.base.refusal import Fault
from chibo.development.actions.guards import must_hold, raise_if_any
from chibo.development.models import DossierLabel
from chibo.documents import actions as documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Paper

_MOST = 999  # sheets of one paper


@transaction.atomic
def label_cases(*, actor: Actor, on: date, cases: Iterable[DevelopmentCase]) -> tuple[DossierLabel, ...]:
    """Give every dossier that has none the next number of its organisation; return the labels of all, by number.

    Raises ``NotAllowedError``, and ``FaultyError`` where none is named.
    """
    rows = list(cases)
    raise_if_any([] if rows else [Fault(what="Chưa chọn hồ sơ nào.", next="Đánh dấu hồ sơ cần in nhãn.")])
    for case in rows:
        must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "cấp số nhãn cho hồ sơ này")
    known = {label.case_id: label for label in DossierLabel.objects.filter(case__in=rows)}
    labels = [known.get(case.pk) or _labelled(actor, on, case) for case in rows]
    return tuple(sorted(labels, key=lambda label: label.number))


def _labelled(actor: Actor, on: date, case: DevelopmentCase) -> DossierLabel:
    number = documents.take_label(actor=actor, on=on, organisation_uid=case.organisation.uid)
    label = DossierLabel.objects.create(organisation=case.organisation, case=case, number=number)
    audit.record(
        actor=actor,
        on=on,
        action="development.label_case",
        subject=case,
        chain=str(case.organisation.uid),
        changes={"number": [None, number]},
    )
    return label


@transaction.atomic
def note_page_counts(*, actor: Actor, on: date, case: DevelopmentCase, counts: Mapping[Paper, int | None]) -> int:
    """Note how many sheets papers of a case have; nothing as a count takes it back. Gives how many changed.

    Raises ``NotAllowedError``, and ``FaultyError`` for a count that no paper has.
    """
    must_hold(actor, Permission.RECORD_STEPS, case.scope_key, "ghi số tờ của hồ sơ")
    raise_if_any([_impossible(paper, count) for paper, count in counts.items() if _is_impossible(count)])
    changes: dict[str, object] = {}
    for paper, count in counts.items():
        said = json.loads(paper.details) if paper.details else {}
        before = said.get("page_count")
        if before == count:
            continue
        said = {name: value for name, value in said.items() if name != "page_count"}
        if count is not None:
            said["page_count"] = count
        paper.details = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
        paper.save(update_fields=["details"])
        changes[str(paper.uid)] = [before, count]
    if changes:
        audit.record(
            actor=actor,
            on=on,
            action="development.note_page_counts",
            subject=case,
            chain=str(case.organisation.uid),
            changes=changes,
        )
    return len(changes)


def _is_impossible(count: int | None) -> bool:
    return count is not None and not 1 <= count <= _MOST


def _impossible(paper: Paper, count: int | None) -> Fault:
    return Fault(
        what=f"{count} tờ không phải số tờ của một giấy.",
        why=f"Một giấy có từ 1 đến {_MOST} tờ.",
        next="Ghi số tờ đếm được, hoặc để trống khi chưa đếm.",
        field=f"p-{paper.uid}",
    )
