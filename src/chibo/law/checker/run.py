"""Run every check over one dossier; each failure of the law's data is said, none stops the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chibo.law.calendar import CalendarGap
from chibo.law.checker import (
    afterwards,
    application,
    identity,
    introduction,
    joining,
    meeting,
    membership,
    mentoring,
    opinions,
    order,
    records,
    sending,
    standards,
    ticks,
    verification,
)
from chibo.law.checker.finding import CheckFinding, Hit, Report, Unjudged
from chibo.law.checker.look import Look, NotGiven
from chibo.law.checker.rows import Row, registry
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from chibo.law.dossier.whole import DossierFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation

_SECTIONS = (
    identity,
    ticks,
    standards,
    application,
    mentoring,
    introduction,
    verification,
    opinions,
    meeting,
    sending,
    joining,
    records,
    afterwards,
    membership,
)
CHECKS: dict[str, Callable[[Look], Iterator[Hit]]] = {
    **dict(sorted((code, run) for section in _SECTIONS for code, run in section.CHECKS.items())),
    "ORDER": order.general,
}
_ORDER = {FindingGrade.STOP: 0, FindingGrade.WARN: 1, FindingGrade.TICK: 2}


def check(dossier: DossierFacts, on: date, rules: Rulebook) -> Report:
    """Check one dossier on a day: every finding, worst first, and the checks whose facts nobody gave.

    Each act is judged by the law of its own day; ``on`` is the day of the check, for what is still open.
    Raises ``NotDelegable``, ``UnfitValue``, ``UnknownFigure`` or ``UnknownPolicy`` when the context's local rules are
    none the book allows.
    """
    look = Look(dossier, on, rules)
    order.lay_out(look)
    findings: list[CheckFinding] = []
    unjudged: list[Unjudged] = []
    for code, run in CHECKS.items():
        findings += _judged(code, run, look, unjudged)
    findings = [_following(found, findings) for found in findings]
    row = registry()["ORDER"]
    for code, hit in order.lost_basis(look, findings):
        findings.append(replace(_finding(row, hit, look), grade=FindingGrade.WARN, consequence_of=code))
    findings.sort(key=lambda found: (_ORDER[found.grade], bool(found.consequence_of), found.code))
    return Report(findings=tuple(findings), unjudged=tuple(unjudged))


def _following(found: CheckFinding, findings: list[CheckFinding]) -> CheckFinding:
    """Say of a general finding on order which fault it only follows from: one on the date of the same paper.

    A meeting held before the 12 months were full comes before its own papers too: E60 follows from E81.
    """
    if found.code not in {"ORDER", "E60"}:
        return found
    causes = [one for one in findings if one.code == "E81" or (found.code == "ORDER" and _compares_dates(one))]
    cause = next((one.code for one in causes if set(one.papers) & set(found.papers)), "")
    return replace(found, consequence_of=cause) if cause else found


def _compares_dates(found: CheckFinding) -> bool:
    return found.code not in {"ORDER", "FACTS"} and sum(paper.dated is not None for paper in found.papers) > 1


def _judged(
    code: str, run: Callable[[Look], Iterator[Hit]], look: Look, unjudged: list[Unjudged]
) -> Iterator[CheckFinding]:
    row = registry()[code]
    try:
        for hit in run(look):
            yield _finding(row, hit, look)
    except NotGiven as absent:
        unjudged.append(Unjudged(code=code, block=absent.block))
    except LawGap as gap:
        params = {"rule": gap.key, "rule_name": gap.name, "on": gap.day}
        yield _gap(row, "no_basis", params)
    except CalendarGap as gap:
        yield _gap(row, "no_holiday_data", {"year": gap.year})
    except OverflowError:
        yield _gap(row, "beyond_calendar", {})  # a day such as 31-12-9999; FACTS says of which paper


def _gap(row: Row, variant: str, params: dict[str, object]) -> CheckFinding:
    """A gap of the law or the calendar: it warns and never borrows a figure."""
    return CheckFinding(
        code=row.code,
        variant=variant,
        grade=FindingGrade.WARN,
        params=params,
        evidence=row.evidence,
        repair=row.repair,
        by=row.by,
    )


def _finding(row: Row, hit: Hit, look: Look) -> CheckFinding:
    is_old = _is_old(hit, look)
    return CheckFinding(
        code=row.code,
        variant=hit.variant,
        grade=_grade(row, hit, look, is_old=is_old),
        params=hit.params,
        citations=_citations(row, hit, look),
        possible_from=hit.possible_from,
        due_on=hit.due_on,
        readings=tuple(dict.fromkeys((*hit.switches, *(name for one in hit.computed for name in one.readings)))),
        papers=hit.papers,
        repair=hit.repair or row.repair,
        by=hit.by or row.by,
        computed=hit.computed,
        evidence=row.evidence,
        is_local=bool(row.local),
        is_old=is_old,
    )


def _grade(row: Row, hit: Hit, look: Look, *, is_old: bool) -> FindingGrade:
    grade = hit.grade or row.grade
    if row.local and grade is not FindingGrade.TICK:
        grade = FindingGrade(look.rules.policy("local_rules.grade"))
    return FindingGrade.WARN if is_old and grade is FindingGrade.STOP else grade


def _is_old(hit: Hit, look: Look) -> bool:
    """Decision 41: an act from an old file, or before the installation's first day, never stops anything."""
    first, day = look.dossier.organisation.first_day, hit.judged_on
    if first is not None and day is not None and day < first:
        return True
    return bool(hit.papers) and any(paper.is_old for paper in hit.papers)


def _citations(row: Row, hit: Hit, look: Look) -> tuple[Citation, ...]:
    """The articles of the day: those the check read, those of its dates, those of its row, else its source."""
    cited = (*hit.citations, *(reading.citation for reading in hit.law), *(one.citation for one in hit.computed))
    if not cited:
        day = hit.judged_on or look.on
        readings = (look.rules.find(key, day) for key in row.keys)
        cited = tuple(reading.citation for reading in readings if reading is not None)
    return tuple(dict.fromkeys(cited)) or (row.citation,)
