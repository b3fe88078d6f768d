"""The short corridor from a request to the record and back: what each file on it may and may not do."""

from __future__ import annotations

import ast
import importlib
import inspect
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# base has no room for verbs: what is asked of a job, and what is done to the seals of the log, write their own line.
VERBS_OF_BASE = {"chibo.base.jobs.asking", "chibo.base.witness"}


def doors() -> Iterator[ModuleType]:
    """The modules that offer verbs, of rooms and of rooms in rooms: ``actions.py``, or the folder's ``__init__``."""
    for path in plan.modules_named("actions"):
        if path.stem in {"actions", "__init__"}:
            yield importlib.import_module(plan.dotted(path))


def verbs() -> Iterator[tuple[str, FunctionType]]:
    """Every action: the public functions of ``actions.py``, or what the folder's ``__init__`` offers.

    ``…_faults`` only tell what would be wrong; they are offered beside the verbs so that a form can ask first.
    A context manager is a frame around verbs, not a verb.
    """
    for door in doors():
        for known, thing in vars(door).items():
            if inspect.isfunction(thing) and thing.__module__.startswith(door.__name__) and not known.startswith("_"):
                if known.endswith("_faults") or inspect.isgeneratorfunction(inspect.unwrap(thing)):
                    continue
                yield f"{door.__name__}.{known}", thing


def test_the_verbs_of_rooms_in_rooms_are_seen() -> None:
    rooms = {door.__name__ for door in doors()}
    assert {"chibo.desk.tree.actions", "chibo.desk.safekeeping.actions", "chibo.exchange.archive.actions"} <= rooms
    assert "chibo.desk.safekeeping.actions.ask_key_change" in dict(verbs())


# Steps of an act that another room's act takes inside its own transaction, each with its line in that act.
STEPS_FOR_OTHERS = {
    "chibo.documents.actions.scans.drawn_scan",
    "chibo.documents.actions.scans.DrawnScan",
    "chibo.meetings.actions.counting.Count",
    "chibo.meetings.actions.counting.count_faults",
    "chibo.register.actions.entering_tree.Tree",
    "chibo.register.actions.membership.keep_ended",
}


def test_a_folder_of_verbs_is_entered_by_its_door() -> None:
    """What its modules share among themselves is for no screen and no other room."""
    wrong = {
        f"{node.module}.{name.name}"
        for path in plan.modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and ".actions." in node.module
        for name in node.names
        if not plan.dotted(path).startswith(node.module.partition(".actions.")[0] + ".actions")
    }
    assert wrong == STEPS_FOR_OTHERS


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
    """Follow the names that a function uses, within the rooms' actions and base's, until ``audit.record`` is found."""
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
    called = [thing for thing in nearby if inspect.isfunction(thing) and is_of_verbs(thing.__module__)]
    return any(reaches_the_log(thing, seen) for thing in called if thing not in seen)


def is_of_verbs(module: str) -> bool:
    return ".actions" in module or module in VERBS_OF_BASE


def names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


WRITING = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "create"}
WRITING_ROWS = {"update", "delete"}  # of rows; a dictionary has an update too, and a session a delete
OF_ROWS = {
    "objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "order_by", "select_related",
    "distinct", "annotate", "using", "select_for_update", "none", "reverse", "only", "defer",
}  # fmt: skip


def test_queries_and_views_never_write() -> None:
    wrong = [
        f"{plan.said(path)}:{where}"
        for kind in ("queries", "views", "facts")
        for path in plan.modules_named(kind)
        for where in written_in(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def written_in(source: str) -> Iterator[str]:
    """Where a module writes rows: its line and by what."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes(node.func):
            yield f"{node.lineno} {node.func.attr}"


def writes(called: ast.Attribute) -> bool:
    if called.attr in WRITING:
        return ast.unparse(called.value) not in DOCUMENTS
    return called.attr in WRITING_ROWS and any(
        isinstance(part, ast.Attribute) and part.attr in OF_ROWS for part in ast.walk(called.value)
    )


DOCUMENTS = {"document", "docx", "template", "workbook"}  # saved to memory: no row


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('Person.objects.create(full_name="x")', ["1 create"]),
        ("person.mass_places.create(sort=1)", ["1 create"]),
        ('Person.objects.filter(pk=1).update(full_name="x")', ["1 update"]),
        ("Person.objects.all().delete()", ["1 delete"]),
        ("held.exclude(pk=1).order_by().delete()", ["1 delete"]),
        ("person.save()", ["1 save"]),
        ('seen = {}\nseen.update({"a": 1})', []),
        ("workbook.save(out)", []),
        ("request.session.delete(key)", []),
    ],
)
def test_a_planted_write_would_be_found(line: str, found: list[str]) -> None:
    assert list(written_in(line)) == found
