"""The registry of checks: for each code its grade, evidence, repair, and the figures or sources it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from chibo.law.checker.finding import Repair, Repairer
from chibo.law.verdict import Citation
from chibo.law.vocabulary import Confidence, FindingGrade

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONFIDENCE = {"R": Confidence.MEDIUM, "N": Confidence.MEDIUM, "D": Confidence.MEDIUM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the registry; ``evidence`` is R (reported), N (noted) or D (derived), with ``+cn`` or ``+loc``."""

    code: str
    grade: FindingGrade
    evidence: str
    repair: Repair
    by: Repairer
    papers: tuple[str, ...]
    keys: tuple[str, ...]
    source: str
    local: str

    @property
    def citation(self) -> Citation:
        """Where the error was seen, for checks whose article nobody found: said as what it is."""
        confidence = Confidence.LOW if "cn" in self.evidence else _CONFIDENCE[self.evidence[0]]
        return Citation(text=self.source, confidence=confidence)


@cache
def registry() -> Mapping[str, Row]:
    """Read the registry delivered with the program, once."""
    data = yaml.safe_load(files("chibo.law.checker").joinpath("registry.yaml").read_text("utf-8"))
    return {line["code"]: _row(line) for line in data}


def _row(line: Mapping[str, str | list[str]]) -> Row:
    return Row(
        code=str(line["code"]),
        grade=FindingGrade(str(line["grade"])),
        evidence=str(line["evidence"]),
        repair=Repair(str(line["repair"])),
        by=Repairer(str(line["by"])),
        papers=tuple(line.get("papers", ())),
        keys=tuple(line.get("keys", ())),
        source=str(line["source"]),
        local=str(line.get("local", "")),
    )
