"""Every figure stands somewhere, and somebody has looked; every enum and finding has Vietnamese words."""

from __future__ import annotations

import ast
import enum
import importlib
from typing import Any

import pytest

from chibo.base import words
from chibo.base.words import findings
from chibo.law import vocabulary
from chibo.law.reading import rulebook
from chibo.law.vocabulary import Confidence, FindingGrade
from tests.house import plan

UNSPOKEN = {"PaperNeed"}  # steers which papers a dossier wants; no screen names it


def is_enum(kind: Any) -> bool:
    if not isinstance(kind, type) or not issubclass(kind, enum.Enum) or kind.__name__ in UNSPOKEN:
        return False
    return kind.__module__ == vocabulary.__name__


def test_every_value_has_its_article_and_the_day_it_was_checked() -> None:
    wrong = [
        f"{figure.key} from {value.starts_on}"
        for figure in rulebook().figures()
        for value in figure.values
        if not value.citation.strip() or value.checked_on is None
    ]
    assert wrong == []


def test_every_value_that_was_read_has_an_address_or_an_instrument() -> None:
    wrong = [
        f"{figure.key} from {value.starts_on}"
        for figure in rulebook().figures()
        for value in figure.values
        if value.confidence is Confidence.HIGH and not (value.url or value.instrument)
    ]
    assert wrong == []


def test_every_grade_and_confidence_has_words() -> None:
    assert set(words.CONFIDENCE) == set(Confidence)
    assert set(words.GRADES) == set(FindingGrade)


def spoken() -> list[set[object]]:
    """The keys of every dictionary of words, of the house and of the rooms."""
    rooms = [importlib.import_module(f"chibo.{plan.room_of(path)}.words") for path in plan.modules_named("words")]
    return [set(held) for module in {*rooms, findings} for held in vars(module).values() if isinstance(held, dict)]


@pytest.mark.parametrize("name", [name for name, kind in vars(vocabulary).items() if is_enum(kind)])
def test_every_member_of_every_enum_has_words(name: str) -> None:
    members = set(getattr(vocabulary, name))
    assert any(members <= keys for keys in spoken())


def codes() -> dict[str, str]:
    """Every finding that the law can give, with the place where it is made."""
    found = {}
    for path in plan.modules():
        if plan.room_of(path) != "law":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"found", "Finding"}:
                named = [word.value for word in node.keywords if word.arg == "code"]
                for code in [*named, *node.args[:1]][:1]:
                    if isinstance(code, ast.Constant):
                        found[str(code.value)] = f"{plan.said(path)}:{node.lineno}"
    return found


def test_every_finding_of_the_law_has_its_sentence() -> None:
    assert len(codes()) > 10
    assert {code: where for code, where in codes().items() if code not in findings.FINDINGS} == {}
