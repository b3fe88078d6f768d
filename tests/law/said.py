"""What every finding says, whoever brings it about: which values, resting on what, with which days and readings.

``said.yaml`` lists the ways in which each code may be said; ``tests/law/conftest.py`` holds every finding that any test
of the law makes against it. So a test that only asks for a code also sees that the sentence has all it needs.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from chibo.base.words import findings as words
from chibo.law.checker import CheckFinding

if TYPE_CHECKING:
    from chibo.law.verdict import Finding

WRITES = "CHIBO_SAY" in os.environ
TOLD = Path(__file__).parent / "told"
SAID = Path(__file__).parent / "said.yaml"
HEAD = "# Mỗi kết quả của luật nói những gì và dựa vào đâu; tests/law/said.py giải thích và viết lại tệp này.\n"
NOT_GIVEN = {"said"}  # what a paper ought to say and does not: the sentence reads "chưa rõ"


def way_of(finding: Finding) -> str:
    """How a finding is said, in one line: ``stop; says on, years; rests on age.min; reads age.day_in_month``."""
    parts = {
        "says": sorted(finding.params),
        "rests on": sorted({citation.rule or citation.text for citation in finding.citations}),
        "tells": [name for name in ("possible_from", "due_on") if getattr(finding, name) is not None],
        "reads": sorted({used.partition("=")[0] for used in finding.readings}),
    }
    if isinstance(finding, CheckFinding):
        parts |= {
            "computes": sorted({one.rule for one in finding.computed}),
            "names papers": [str(len(finding.papers))],
        }
    return "; ".join(
        [finding.grade.value, *(f"{name} {', '.join(inside)}" for name, inside in parts.items() if inside)]
    )


def code_of(finding: Finding) -> str:
    """The code, with the variant of the checker's."""
    return f"{finding.code}.{finding.variant}" if isinstance(finding, CheckFinding) else finding.code


@cache
def ways() -> dict[str, list[str]]:
    """The ways of saying each code."""
    read: dict[str, list[str]] = yaml.safe_load(SAID.read_text("utf-8"))
    return read


def hold(finding: Finding) -> None:
    """Fail for a finding that lacks a value, or that is said in no known way."""
    code, way = code_of(finding), way_of(finding)
    missing = {name for name, value in finding.params.items() if value is None} - NOT_GIVEN
    assert not missing, f"{code} does not know its {missing}"
    if code not in ways():
        assert words.sentence(finding).what  # a new code, not noted yet, has its words at least
        return
    assert way in ways()[code], f"{code} is said in a way that said.yaml does not have (tests/law/conftest.py): {way}"


def compare(name: str, told: dict[str, Any]) -> None:
    """Hold what is told against its file, or write the file anew."""
    file = TOLD / f"{name}.yaml"
    if WRITES:
        file.write_text(yaml.safe_dump(told, allow_unicode=True, width=400, sort_keys=False), "utf-8")
    kept = yaml.safe_load(file.read_text("utf-8"))
    changed = [name for name in {*kept, *told} if kept.get(name) != told.get(name)]
    assert not changed, f"{file.name} tells otherwise of {changed}; if rightly, CHIBO_SAY=1 writes it anew"


@cache
def kept_parts(name: str) -> dict[str, Any]:
    """What a file of ``told/`` holds, read once."""
    file = TOLD / f"{name}.yaml"
    return (yaml.safe_load(file.read_text("utf-8")) if file.exists() else None) or {}


def compare_part(name: str, part: str, told: Any) -> None:
    """Hold one part of what is told against its place in a file, or write the place anew."""
    kept = kept_parts(name)
    if WRITES:
        kept[part] = told
        (TOLD / f"{name}.yaml").write_text(
            yaml.safe_dump(kept, allow_unicode=True, width=400, sort_keys=False), "utf-8"
        )
    assert kept.get(part) == told, f"{name}.yaml tells otherwise of {part}; if rightly, CHIBO_SAY=1 writes it anew"


def write(noted: dict[str, set[str]]) -> None:
    """Write the ways anew."""
    told = {code: sorted(noted[code]) for code in sorted(noted)}
    SAID.write_text(HEAD + yaml.safe_dump(told, allow_unicode=True, width=400, sort_keys=False), "utf-8")
