"""The graph of papers as delivered: its arrows, and which acts rest on which checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.law.checker.finding import PaperRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """Not later than: ``code`` is the check that speaks of this arrow, else the general one by ``grade``."""

    before: str
    after: str
    code: str = ""
    grade: FindingGrade = FindingGrade.STOP


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Two papers on the wrong sides of an arrow, and the papers between them that are not there."""

    arrow: Arrow
    before: PaperRef
    after: PaperRef
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The arrows by their beginning, which act rests on which codes, and which act rests on which other."""

    arrows: Mapping[str, tuple[Arrow, ...]]
    basis: tuple[tuple[str, frozenset[str]], ...]
    rests: Mapping[str, str]


@cache
def graph() -> Graph:
    """Read the graph delivered with the program, once."""
    data = yaml.safe_load(files("chibo.law.checker").joinpath("order.yaml").read_text("utf-8"))
    arrows: dict[str, list[Arrow]] = {}
    for line in data["arrows"]:
        grade = FindingGrade(line.get("grade", FindingGrade.STOP.value))
        arrow = Arrow(before=line["before"], after=line["after"], code=line.get("code", ""), grade=grade)
        arrows.setdefault(arrow.before, []).append(arrow)
    return Graph(
        arrows={name: tuple(after) for name, after in arrows.items()},
        basis=tuple((line["act"], frozenset(line["codes"])) for line in data["basis"]),
        rests=data["rests"],
    )
