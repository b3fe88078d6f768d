"""Lists of people and of organisations stand in Vietnamese order, never in that of code points or of a database.

People: ``sort_key`` (given name, then surname; TCVN alphabet). Organisations: the tree (``scope_key``), ``text_key``.
A database sorts "Đặng" after "Vừ", or by the rules of the machine it runs on; Python sorts by code points.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

import pytest

from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES: Final = frozenset({"full_name", "display_name", "short_name", "name", "name_key", "given_key", "title"})
PEOPLE: Final = frozenset({"person", "mentor", "user", "organisation", "unit", "cell"})
KEYS: Final = frozenset({"sort_key", "text_key"})  # what gives the order of the alphabet
ORDERING: Final = frozenset({"order_by", "earliest", "latest"})
LOOSE: Final = frozenset({"str", "fold", "lower", "casefold", "upper"})  # what looks like an order of names and is none

# What is sorted by a name that no reader of a list sees: the file, the expression, and why.
OTHERS: Final = {
    ("src/chibo/base/lawbook/reading.py", "file.name"): "files of examples",
    ("src/chibo/law/reading.py", "item.name"): "files of figures",
    ("src/chibo/law/classification/sheets.py", "file.name"): "files of sheets",
    ("src/chibo/documents/office/catalogue.py", "each.name"): "files of templates",
    ("src/chibo/development/facts/sections.py", "name"): "the machine's names of sections",
    ("src/chibo/exchange/archive/rows.py", "one.name"): "columns, the identity first",
    ("src/chibo/exchange/lists/places.py", "fold(_Part.read(name).name)"): "words of a pattern",
}


def wrong_in(source: str) -> Iterator[tuple[int, str]]:
    """Every order by a bare name in a module: the line and the expression."""
    tree = ast.parse(source)
    helpers = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            asked = [(node.lineno, said) for said in _of_a_database(node)]
            yield from asked or [(node.lineno, said) for said in _of_python(node, helpers)]
        elif isinstance(node, ast.AnnAssign | ast.Assign) and _is_ordering(node):
            assert node.value is not None
            yield from ((node.lineno, said) for said in _paths(node.value))


def _is_ordering(node: ast.AnnAssign | ast.Assign) -> bool:
    targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
    return any(isinstance(target, ast.Name) and target.id == "ordering" for target in targets)


def _of_a_database(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in ORDERING:
        for given in call.args:
            yield from _paths(given)
    for named in call.keywords:  # Window(order_by=…), StringAgg(ordering=…)
        if named.arg in {"order_by", "ordering"}:
            yield from _paths(named.value)


def _paths(node: ast.expr) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            path = one.value.lstrip("-")
            if path.rpartition("__")[2] in NAMES | {"person", "mentor", "user"}:
                yield path


def _of_python(call: ast.Call, helpers: dict[str, ast.FunctionDef]) -> Iterator[str]:
    is_function = isinstance(call.func, ast.Name) and call.func.id == "sorted"
    if not is_function and not (isinstance(call.func, ast.Attribute) and call.func.attr == "sort"):
        return
    key = next((given.value for given in call.keywords if given.arg == "key"), None)
    if isinstance(key, ast.Lambda):
        yield from _bare(key.body)
    elif isinstance(key, ast.Name) and key.id in helpers:
        for node in ast.walk(helpers[key.id]):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from _bare(node.value)
    elif key is not None and _last(key) in LOOSE:
        yield ast.unparse(key)
    elif key is None and call.args and isinstance(call.args[0], ast.GeneratorExp | ast.ListComp | ast.SetComp):
        yield from _bare(call.args[0].elt)


def _bare(node: ast.AST) -> Iterator[str]:
    """The names in an expression that no key of the alphabet was made of."""
    if isinstance(node, ast.Call):
        called = _last(node.func)
        if called in KEYS:
            return
        if called in LOOSE and any(_last(given) in NAMES | PEOPLE for given in node.args):
            yield ast.unparse(node)
            return
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield ast.unparse(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from _bare(child)


def _last(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_list_is_ordered_by_a_bare_name() -> None:
    found = [
        (plan.said(path), line, said)
        for path in plan.modules()
        for line, said in wrong_in(path.read_text(encoding="utf-8"))
    ]
    assert [one for one in found if (one[0], one[2]) not in OTHERS] == []
    used = {(path, said) for path, _, said in found}
    assert [one for one in OTHERS if one not in used] == [], "an exception that nothing needs any more"


def test_no_template_sorts() -> None:
    assert [plan.said(path) for path in plan.templates() if "dictsort" in path.read_text("utf-8", "ignore")] == []


@pytest.mark.parametrize(
    "planted",
    [
        'rows.order_by("full_name")',
        'rows.order_by("starts_on", "-person__full_name")',
        'rows.order_by(F("organisation__name").asc())',
        'rows.order_by("person")',
        'rows.latest("person__name_key")',
        'class Meta:\n    ordering: ClassVar[list[str]] = ["display_name", "id"]',
        "sorted(rows, key=lambda row: row.person.full_name)",
        "sorted(rows, key=lambda row: (row.on, str(row.person)))",
        "sorted(rows, key=lambda row: fold(row.name))",
        "rows.sort(key=lambda unit: unit.short_name)",
        "sorted(one.full_name for one in people)",
        "sorted({str(one.organisation) for one in rows})",
        "sorted(names, key=str.casefold)",
        "def by(row):\n    return row.title\nsorted(rows, key=by)",
    ],
)
def test_what_would_be_found(planted: str) -> None:
    assert list(wrong_in(planted))


@pytest.mark.parametrize(
    "right",
    [
        'rows.order_by("person__sort_key", "pk")',
        'rows.order_by("organisation__scope_key")',
        "sorted(rows, key=lambda row: (row.on, sort_key(row.person.full_name)))",
        "sorted(rows, key=lambda row: text_key(row.name))",
        "sorted(days)",
        'row.filter(name="x")',
    ],
)
def test_what_is_right(right: str) -> None:
    assert list(wrong_in(right)) == []
