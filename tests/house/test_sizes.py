"""Nothing grows beyond what one can read at a sitting."""

from __future__ import annotations

import ast

from tests.house import plan

LONGEST_FILE = 500
LONGEST_FUNCTION = 40


def test_files() -> None:
    lines = {plan.said(path): len(path.read_text(encoding="utf-8").splitlines()) for path in plan.modules()}
    assert {name: count for name, count in lines.items() if count >= LONGEST_FILE} == {}


def test_functions() -> None:
    wrong = [
        f"{plan.said(path)}:{function.lineno} {function.name}: {length}"
        for path in [*plan.modules(), plan.HOUSE / "start.py"]
        for function in plan.functions(path)
        if (length := lines_of(function)) > LONGEST_FUNCTION
    ]
    assert wrong == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what a function does: neither its signature nor its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
