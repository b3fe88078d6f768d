"""The short corridor from a request to the record and back: what each file on it may and may not do."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import chibo
from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_HANDLER = 15  # statements


def test_views_never_reach_for_rows() -> None:
    managers = {"objects", "_default_manager", "_base_manager"}
    wrong = [
        f"{plan.said(path)}:{node.lineno}"
        for kind in ("views", "forms", "urls")
        for path in plan.modules_named(kind)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert wrong == []


def test_handlers_are_short() -> None:
    wrong = [
        f"{plan.said(path)}:{function.lineno} {function.name}: {count}"
        for path in plan.modules_named("views")
        for function in plan.functions(path)
        if (count := statements(function)) > LONGEST_HANDLER
    ]
    assert wrong == []


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    return len(nodes) - 1 - (ast.get_docstring(function) is not None)


def verbs() -> Iterator[tuple[str, FunctionType]]:
    """Every action: the public functions of ``actions.py``, or what the folder's ``__init__`` offers.

    ``…_faults`` only tell what would be wrong; they are offered beside the verbs so that a form can ask first.
    A context manager is a frame around verbs, not a verb.
    """
    for room in pkgutil.iter_modules(chibo.__path__, "chibo."):
        name = f"{room.name}.actions"
        if any((plan.CODE / room.name.split(".")[1]).glob("actions*")):
            module = importlib.import_module(name)
            for known, thing in vars(module).items():
                if inspect.isfunction(thing) and thing.__module__.startswith(name) and not known.startswith("_"):
                    if known.endswith("_faults") or inspect.isgeneratorfunction(inspect.unwrap(thing)):
                        continue
                    yield f"{name}.{known}", thing


def test_there_are_verbs() -> None:
    assert len(list(verbs())) > 5


def test_every_verb_takes_actor_and_day_by_name() -> None:
    wrong = []
    for name, verb in verbs():
        parameters = inspect.signature(verb).parameters
        by_name = {key for key, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}
        by_place = [key for key, parameter in parameters.items() if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
        if by_place or not {"actor", "on"} <= by_name:
            wrong.append(name)
    assert wrong == []


def test_every_verb_writes_the_log() -> None:
    assert [name for name, verb in verbs() if not reaches_the_log(verb, set())] == []


def reaches_the_log(function: FunctionType, seen: set[FunctionType]) -> bool:
    """Follow the names that a function uses, within the rooms' actions, until ``audit.record`` is found."""
    seen.add(function)
    names = set(names_in(inspect.unwrap(function).__code__))
    if {"audit", "record"} <= names:
        return True
    inside = inspect.unwrap(function).__globals__
    nearby = [inside[name] for name in names if name in inside]
    nearby += [
        getattr(thing, name)
        for thing in nearby
        if isinstance(thing, ModuleType)
        for name in names
        if hasattr(thing, name)
    ]
    called = [thing for thing in nearby if inspect.isfunction(thing) and ".actions" in thing.__module__]
    return any(reaches_the_log(thing, seen) for thing in called if thing not in seen)


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def test_queries_and_views_never_write() -> None:
    writing = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    wrong = [
        f"{plan.said(path)}:{node.lineno} {node.func.attr}"
        for kind in ("queries", "views", "facts")
        for path in plan.modules_named(kind)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing
        if not is_a_document(path, node)
    ]
    assert wrong == []


def is_a_document(path: Path, node: ast.Call) -> bool:
    """A Word document or workbook saved to memory is no row."""
    del path
    function = node.func
    return isinstance(function, ast.Attribute) and ast.unparse(function.value) in {
        "document",
        "docx",
        "template",
        "workbook",
    }
