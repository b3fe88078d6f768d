"""Every figure stands somewhere, and somebody has looked; every enum and finding has Vietnamese words."""

from __future__ import annotations

import ast

from chibo.base import words
from chibo.law.reading import rulebook
from chibo.law.vocabulary import Confidence, FindingGrade
from tests.house import plan


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


def codes() -> dict[str, str]:
    """Every finding that the law can give, with the place where it is made."""
    found = {}
    for path in plan.modules():
        if plan.room_of(path) != "law":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"found", "Finding"}:
                first = next((word.value for word in node.keywords if word.arg == "code"), *node.args[:1] or [None])
                if isinstance(first, ast.Constant):
                    found[str(first.value)] = f"{plan.said(path)}:{node.lineno}"
    return found


def test_the_law_has_findings() -> None:
    assert len(codes()) > 10
