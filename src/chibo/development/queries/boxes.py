"""The boxes of dossiers: which dossier bears which label, and the papers of one with their number of sheets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.access import Permission, within
from chibo.base.refusal import NotYoursError
from chibo.development.models import DossierLabel
from chibo.development.queries.cases import cases, cases_for
from chibo.development.queries.dossier import dossier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase, Paper
    from chibo.development.queries.dossier import Line
    from chibo.law.vocabulary import DossierKind
    from chibo.register.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Boxed:
    """One open dossier with its label, where it has one."""

    case: DevelopmentCase
    label: DossierLabel | None


def boxes(actor: Actor, organisation: Organisation) -> tuple[Boxed, ...]:
    """Give the open dossiers of an organisation with their labels, by name. Two queries."""
    rows = sorted(cases(actor, organisation), key=lambda case: (bytes(case.person.sort_key), case.pk))
    labels = {label.case_id: label for label in DossierLabel.objects.filter(case__in=rows)}
    return tuple(Boxed(case=case, label=labels.get(case.pk)) for case in rows)


def chosen_cases(actor: Actor, organisation: Organisation, uids: Iterable[str]) -> tuple[DevelopmentCase, ...]:
    """Give those open dossiers of an organisation that somebody ticked."""
    wanted = set(uids)
    return tuple(case for case in cases(actor, organisation) if str(case.uid) in wanted)


def labels_for(actor: Actor, organisation: Organisation, numbers: Iterable[int]) -> tuple[DossierLabel, ...]:
    """Give the labels of an organisation with these numbers, as far as the actor may see their dossiers."""
    found = DossierLabel.objects.filter(
        within(actor, Permission.VIEW_CASES, field="case__scope_key"),
        organisation=organisation,
        number__in=list(numbers),
    )
    return tuple(found.select_related("case__person", "case__organisation", "organisation").order_by("number"))


def case_by_label(actor: Actor, organisation: Organisation, number: int) -> DevelopmentCase:
    """Give the dossier in the box with this number; raises ``NotYoursError`` when there is none for this actor."""
    found = cases_for(actor).filter(label__organisation=organisation, label__number=number).first()
    if found is None:
        raise NotYoursError(str(number))
    return found


@dataclass(frozen=True, kw_only=True)
class Indexed:
    """One paper that lies in the dossier, in the order of its list, with its number of sheets where known."""

    line: Line
    paper: Paper
    pages: int | None


def index_of(case: DevelopmentCase, kind: DossierKind, on: date) -> tuple[Indexed, ...]:
    """Give the papers that lie in a dossier, in the order of the list in force."""
    lines = dossier(case, kind, on).lines
    return tuple(
        Indexed(line=line, paper=line.paper, pages=pages_of(line.paper))
        for line in lines
        if line.paper is not None and line.paper.is_present
    )


def pages_of(paper: Paper) -> int | None:
    """Give how many sheets somebody counted."""
    counted = json.loads(paper.details).get("page_count") if paper.details else None
    return int(counted) if counted is not None else None


def pages_in_all(papers: Sequence[Indexed]) -> int | None:
    """Give the sum, once every paper is counted."""
    counted = [each.pages for each in papers]
    return sum(each for each in counted if each is not None) if counted and None not in counted else None
