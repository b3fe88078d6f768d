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
    """A text for the database stands there whole; ``raw``, ``extra`` and ``RawSQL`` are not used.

    The text is followed through the variables and functions of its own module, not into another.
    """
    found = {f"{plan.said(path)}:{where}" for path in plan.modules() for where in glued_in(path.read_text("utf-8"))}
    assert sorted(found - OUR_OWN_NAMES) == []
    assert sorted(OUR_OWN_NAMES - found) == [], "excused, and glues nothing any more"


# Tables, columns, pragmas and keys in hex: what the models, the engine or this code give, no word of a user.
EXCUSED = {
    "src/chibo/base/backup/embedded.py": "count",
    "src/chibo/base/backup/postgres.py": "count drop_left scratch_database",
    "src/chibo/base/bulk.py": "_write",
    "src/chibo/base/engine/base.py": "connect execute executemany get_new_connection",
    "src/chibo/base/management/commands/verify.py": "_asked",
    "src/chibo/base/rekey.py": "_database_again",
    "src/chibo/base/seals/checking.py": "_compare_table _count _cut_heads _missing compare read_table",
    "src/chibo/base/seals/rekeying.py": "_acts_again _heads_again",
    "src/chibo/base/seals/renewing.py": "_text accept begin_first",
    "src/chibo/base/seals/sealing.py": "_renew move_head put put_line",
    "src/chibo/base/seals/touching.py": "prepare rest",
    "src/chibo/desk/queries/find_people.py": "_union",  # statements that Django wrote, their values apart
}
OUR_OWN_NAMES = {f"{path}:{name}" for path, names in EXCUSED.items() for name in names.split()}
SINKS = {"execute", "executemany", "executescript"}
OUR_SINKS = {"rows": 1, "write": 1}  # base/seals/layout.py: the connection comes first, then the text
BY_HAND = {"raw", "extra", "RawSQL"}


def glued_in(source: str) -> Iterator[str]:
    """The functions of a module that hand the database a text put together, or use what takes SQL by hand."""
    tree = ast.parse(source)
    owners = {inner: outer for outer in ast.walk(tree) for inner in ast.iter_child_nodes(outer)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = _last_name(call.func)
        if name in BY_HAND or any(_glued(text, _room_of(call, owners), tree) for text in _texts(call, name)):
            owner = _room_of(call, owners)
            yield owner.name if isinstance(owner, ast.FunctionDef) else "<module>"


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts(call: ast.Call, name: str) -> list[ast.expr]:
    """What a call hands the database to be carried out."""
    if name in SINKS:
        return call.args[:1] + [key.value for key in call.keywords if key.arg in {"sql", "query"}]
    if name in OUR_SINKS and call.args and ast.unparse(call.args[0]) in {"connection", "self.connection"}:
        place = OUR_SINKS[name]
        return call.args[place : place + 1] + [key.value for key in call.keywords if key.arg in {"sql", "at_once"}]
    return []


def _room_of(node: ast.AST, owners: dict[ast.AST, ast.AST]) -> ast.AST:
    """The function that a node stands in, or the module."""
    while node in owners:
        node = owners[node]
        if isinstance(node, ast.FunctionDef):
            return node
    return node


def _glued(text: ast.expr, scope: ast.AST, tree: ast.Module, seen: frozenset[str] = frozenset()) -> bool:
    match text:
        case ast.JoinedStr(values=values):
            return any(isinstance(part, ast.FormattedValue) for part in values)
        case ast.BinOp() | ast.Call(func=ast.Attribute(attr="format" | "join")):
            return True
    name = _last_name(text.func if isinstance(text, ast.Call) else text) if not _is_method(text) else ""
    return name not in seen and any(
        _glued(one, place, tree, seen | {name} if name else seen) for one, place in _behind(text, scope, tree)
    )


def _is_method(text: ast.expr) -> bool:
    return isinstance(text, ast.Attribute) or (isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute))


def _behind(text: ast.expr, scope: ast.AST, tree: ast.Module) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What a text comes from, each with the function or module where that stands."""
    match text:
        case ast.IfExp(body=one, orelse=other):
            yield from ((one, scope), (other, scope))
        case ast.Name(id=name):
            yield from ((value, scope) for value in _values_of(name, scope, tree))
        case ast.Call(func=ast.Attribute(attr="encode" | "replace" | "strip", value=of)):
            yield of, scope
        case ast.Call(func=ast.Name(id=name)):
            made = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
            returns = [(one, node) for node in made for one in ast.walk(node) if isinstance(one, ast.Return)]
            yield from ((one.value, node) for one, node in returns if one.value is not None)


def _values_of(name: str, scope: ast.AST, tree: ast.Module) -> Iterator[ast.expr]:
    """What a variable is given in its function, else in its module; what is added to it makes it glued."""
    for place in (scope, tree):
        here = [node for node in ast.walk(place) if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)]
        found = list[ast.expr]()
        for node in here:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id == name for one in targets) and node.value is not None:
                found.append(
                    ast.BinOp(node.value, ast.Add(), node.value) if isinstance(node, ast.AugAssign) else node.value
                )
        if found:
            yield from found
            return


def test_the_security_rules_of_the_linter_are_on() -> None:
    lint = tomllib.loads((plan.HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    assert [rule for rule in lint["ignore"] if rule.startswith("S")] == ["S101"]
    for place, rules in lint["per-file-ignores"].items():
        if place.startswith(("src", "**/")):
            assert "S" not in rules, place


@pytest.mark.parametrize(
    "text",
    [
        'c.execute(f"DELETE FROM x WHERE a = {b}")',
        'c.execute("DELETE FROM " + a)',
        'c.execute("DELETE FROM %s" % a)',
        'c.execute("{}".format(a))',
        'c.execute(" OR ".join(a))',
        'c.execute(f"DELETE FROM {a}".encode())',
        'sql = f"DELETE FROM {a}"\nc.execute(sql)',
        'sql = "DELETE FROM x"\nsql += a\nc.execute(sql)',
        'c.execute("SELECT 1" if a else f"SELECT {b}")',
        'def _of(a):\n    return f"SELECT {a}"\nc.execute(_of(1))',
        'rows(connection, f"SELECT {a}", ())',
        'write(connection, "SELECT 1", [], at_once="SELECT " + a)',
        'RawSQL("SELECT 1", ())',
        'expressions.RawSQL("SELECT 1", ())',
        'Person.objects.filter(a=1).extra(where=["1"])',
        'found.raw("SELECT 1")',
    ],
)
def test_a_glued_statement_would_be_found(text: str) -> None:
    assert list(glued_in(text)) == ["<module>"]


@pytest.mark.parametrize(
    "text",
    [
        'c.execute("DELETE FROM x WHERE a = %s", [b])',
        'sql = "SELECT 1"\nc.execute(sql.encode())',
        'rows(connection, "SELECT 1", (f"{a}",))',
        'form.write(f"{a}")',
    ],
)
def test_a_whole_statement_is_left_alone(text: str) -> None:
    assert list(glued_in(text)) == []


def test_no_form_is_made_from_a_model_and_nothing_posted_is_spread() -> None:
    """Who adds a field to what is posted writes nothing with it: forms name theirs, and verbs take each by name."""
    wrong = [where for path in plan.modules() for where in spread_in(path.read_text("utf-8"), plan.said(path))]
    assert wrong == []


FROM_MODELS = {
    "ModelForm", "BaseModelForm", "ModelFormMetaclass", "modelform_factory", "modelformset_factory",
    "inlineformset_factory", "CreateView", "UpdateView", "construct_instance", "model_to_dict",
}  # fmt: skip


def spread_in(source: str, said: str = "") -> Iterator[str]:
    """Where something is made from a model's fields, or what was posted is handed on as a whole."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute) and _last_name(node) in FROM_MODELS:
            yield f"{said}:{node.lineno}"
        if isinstance(node, ast.Call):
            whole = [ast.unparse(key.value) for key in node.keywords if key.arg is None]
            if any(re.search(r"\b(?:POST|GET|body)\b", one) for one in whole):
                yield f"{said}:{node.lineno}"


@pytest.mark.parametrize(
    "text",
    [
        "class Form(forms.ModelForm): ...",
        "class Form(ModelForm): ...",
        "modelform_factory(Person)",
        "Person(**request.POST)",
        "verb(**request.POST.dict())",
        "Person.objects.filter(pk=1).update(**json.loads(request.body))",
    ],
)
def test_what_takes_every_field_would_be_found(text: str) -> None:
    assert len(list(spread_in(text))) == 1
