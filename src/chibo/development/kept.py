"""Findings as a step keeps them: codes and values as JSON; the wording is always that of the day of reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.base.words.findings import FINDINGS
from chibo.law.checker import CheckFinding, PaperRef, Repair, Repairer
from chibo.law.verdict import Citation, Finding
from chibo.law.vocabulary import FindingGrade


def plain(finding: Finding) -> dict[str, object]:
    """Give a finding as JSON for the step that keeps it; ``findings_of`` reads it back."""
    return {
        "code": finding.code,
        "grade": str(finding.grade),
        "params": {name: _plain(value) for name, value in finding.params.items()},
        "citations": [citation.text for citation in finding.citations],
        "possible_from": finding.possible_from.isoformat() if finding.possible_from else None,
        "due_on": finding.due_on.isoformat() if finding.due_on else None,
        "readings": list(finding.readings),
        **(_plain_check(finding) if isinstance(finding, CheckFinding) else {}),
    }


def _plain_check(finding: CheckFinding) -> dict[str, object]:
    """What a finding of the dossier says besides: what it saw, on which papers, who mends it and how."""
    return {
        "variant": finding.variant,
        "repair": finding.repair.value,
        "by": finding.by.value,
        "papers": [
            {"kind": paper.kind, "dated": paper.dated.isoformat() if paper.dated else None, "author": paper.author}
            for paper in finding.papers
        ],
    }


def _plain(value: object) -> object:
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)


def findings_of(stored: list[dict[str, Any]]) -> list[Finding]:
    """Read back the findings that a step keeps: codes and values stay, the wording is that of today."""
    return [_finding_of(kept) for kept in stored if kept["code"] in FINDINGS or kept.get("variant")]


def _finding_of(kept: dict[str, Any]) -> Finding:
    said: dict[str, Any] = {
        "code": kept["code"],
        "grade": FindingGrade(kept["grade"]),
        "params": {name: _revived(value) for name, value in kept["params"].items()},
        "citations": tuple(Citation(text=text) for text in kept["citations"]),
        "possible_from": _day(kept["possible_from"]),
        "due_on": _day(kept["due_on"]),
        "readings": tuple(kept["readings"]),
    }
    if not kept.get("variant"):
        return Finding(**said)
    papers = tuple(
        PaperRef(kind=paper["kind"], dated=_day(paper["dated"]), author=paper["author"]) for paper in kept["papers"]
    )
    repair, by = Repair(kept["repair"]), Repairer(kept["by"])
    return CheckFinding(**said, variant=kept["variant"], papers=papers, repair=repair, by=by)


def _revived(value: object) -> object:
    if isinstance(value, list):
        return tuple(_revived(item) for item in value)
    return (_day(value) or value) if isinstance(value, str) else value


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
