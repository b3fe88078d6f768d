"""What the linters do not know of: ways of writing code that opened doors in other houses."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from chibo.base.fields import FollowingField
from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where text is called safe after it was escaped; each place has its test (tests/base/test_forms.py and others).
MARKS_SAFE = {
    "src/chibo/base/templatetags/chibo.py",
    "src/chibo/base/svg.py",
    "src/chibo/reports/charts/common.py",
}
# Statements by hand: with bound values, or of names that the models give.
NEVER = {"eval", "exec", "compile", "__import__"}
UNPICKLING = re.compile(r"^\s*(?:import|from) (?:c?[pP]ickle|marshal|shelve|dill|jsonpickle)\b", re.MULTILINE)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in plan.modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{plan.said(path)}:{node.lineno}", node


def test_nothing_is_evaluated_and_nothing_is_unpickled() -> None:
    wrong = [where for where, call in calls() if isinstance(call.func, ast.Name) and call.func.id in NEVER]
    named = [plan.said(path) for path in plan.modules() if UNPICKLING.search(path.read_text(encoding="utf-8"))]
    assert (wrong, named) == ([], [])


SHELLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}


def test_no_shell_is_started() -> None:
    wrong = [
        where
        for where, call in calls()
        if any(key.arg == "shell" and ast.unparse(key.value) != "False" for key in call.keywords)
        or ast.unparse(call.func) in SHELLS
    ]
    assert wrong == []


def test_yaml_is_read_safely() -> None:
    unsafe = {"yaml.load", "yaml.full_load", "yaml.unsafe_load", "yaml.load_all"}
    wrong = [
        where
        for where, call in calls()
        if ast.unparse(call.func) in unsafe
        and not any("Safe" in ast.unparse(key.value) for key in call.keywords)
        and not any("Safe" in ast.unparse(part) or "Loader" in ast.unparse(part) for part in call.args[1:])
        and not any(key.arg == "Loader" for key in call.keywords)
    ]
    assert wrong == []


def test_many_rows_with_keys_that_follow_are_changed_only_where_the_keys_are_changed_too() -> None:
    """``bulk_update`` passes over keys that follow a field; ``base.bulk.update`` does not."""
    plain = {
        model.__name__
        for model in apps.get_models()
        if not any(isinstance(field, FollowingField) for field in model._meta.concrete_fields)
    }
    wrong = [
        where
        for where, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "bulk_update"
        and ast.unparse(call.func.value).removesuffix(".objects") not in plain
    ]
    assert {where.partition(":")[0] for where in wrong} == {"src/chibo/base/bulk.py"}


SAFE_IN_TEMPLATES = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")


def test_text_is_called_safe_only_where_it_was_escaped() -> None:
    found = {
        where.partition(":")[0]
        for where, call in calls()
        if ast.unparse(call.func) in {"mark_safe", "SafeString"}
        and not all(isinstance(arg, ast.Constant) for arg in call.args)
    }
    assert found <= MARKS_SAFE
    drawn = "accounts/second/app.html"  # the code that a telephone reads, drawn by accounts/adapter.py
    pages = [path for path in plan.templates() if path.suffix == ".html" and not path.as_posix().endswith(drawn)]
    assert [plan.said(path) for path in pages if SAFE_IN_TEMPLATES.search(path.read_text(encoding="utf-8"))] == []


def test_no_statement_is_glued_from_values() -> None:
    """``execute`` takes a text that stands there whole, or quoted names; ``raw`` and ``extra`` are not used."""
    wrong = []
    for where, call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in {"raw", "extra", "RawSQL"} and "objects" in ast.unparse(call.func):
            wrong.append(where)
        if name in {"execute", "executemany"} and call.args and _glued(call.args[0]):
            wrong.append(where)
    allowed = {"src/chibo/base/", "src/chibo/register/erasing.py"}  # tables and columns, quoted by the database
    assert [where for where in wrong if not where.startswith(tuple(allowed))] == []


def _glued(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    return isinstance(node, ast.BinOp) or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".format"))


def test_the_security_rules_of_the_linter_are_on() -> None:
    lint = tomllib.loads((plan.HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    assert [rule for rule in lint["ignore"] if rule.startswith("S")] == ["S101"]
    for place, rules in lint["per-file-ignores"].items():
        if place.startswith(("src", "**/")):
            assert "S" not in rules, place


@pytest.mark.parametrize(
    "text", ['c.execute(f"DELETE FROM x WHERE a = {b}")', 'c.execute("DELETE FROM " + a)', 'c.execute("{}".format(a))']
)
def test_a_glued_statement_would_be_found(text: str) -> None:
    call = ast.parse(text).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert _glued(call.value.args[0])
