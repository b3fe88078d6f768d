"""How a Party paper is numbered and which kinds a cell does not issue (66-QĐ/TW art. 9.4c, 36-HD/VPTW, 399-QĐ/TW)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Rulebook

KINDS: Final = {"QC": "quy_che", "TB": "thong_bao", "KL": "ket_luan"}
"""Symbols of the kinds that the rule names, with the code of the kind."""


def number_line(number: int, kind: str, body: str, on: date, rules: Rulebook) -> str:
    """The line of number and symbol: ``Số 01-BC/CB``, the word without a colon; ``LawGap`` before 2018."""
    rules.on("document.number_line", on)
    return f"Số {number:02d}-{kind}/{body}"


def cell_may_not_issue(on: date, rules: Rulebook) -> tuple[str, ...]:
    """The kinds that a cell does not issue, as codes; ``LawGap`` where the list of the day was not found."""
    return rules.on("document.cell_may_not_issue", on).codes


def cell_may_issue(kind: str, on: date, rules: Rulebook) -> bool:
    """Whether a cell issues papers of a kind, given by its symbol (``TB``) or its code (``thong_bao``)."""
    return kind_code(kind) not in cell_may_not_issue(on, rules)


def kind_code(kind: str) -> str:
    """The code of a kind that the rule names, from its symbol or its words; any other kind stays as it is."""
    return KINDS.get(kind, kind.replace(" ", "_"))
