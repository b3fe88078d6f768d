"""Every act that any room writes into the log has words for the page, read off the code itself."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.words.acts import ACTS, GROUPS
from chibo.law.vocabulary import DossierKind
from tests.house import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef

CODE = r"[a-z]+\.[a-z_]+"
ENUMS = {"DossierKind(dossier)": [kind.value for kind in DossierKind]}


@dataclass(frozen=True, slots=True)
class Sink:
    """A function one of whose parameters becomes part of an act's code: ``prefix`` stands before it."""

    parameter: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call inside a function (or nowhere), with where it stands."""

    node: ast.Call
    inside: Function | None
    room: str
    file: str
    line: int
    name: str

    @property
    def where(self) -> str:
        """The place as a person names it."""
        return f"{self.file}:{self.line}"

    def known_as(self, name: str) -> tuple[str, str]:
        """Under which key a function of this name is known here: a private one belongs to its file only."""
        return (self.file if name.startswith("_") else self.room, name)


def calls() -> Iterator[Call]:
    for path in plan.modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        owner: dict[ast.AST, Function] = {}
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            owner.update(dict.fromkeys(ast.walk(function), function))  # the innermost comes last
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield Call(node, owner.get(node), plan.room_of(path), plan.said(path), node.lineno, name_of(node.func))


def constants() -> Iterator[tuple[str, str]]:
    """The names that modules give to codes of acts."""
    for path in plan.modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.AnnAssign(target=ast.Name(name), value=ast.Constant(str(text))) if re.fullmatch(CODE, text):
                    yield name, text


def name_of(called: ast.expr) -> str:
    """The last part of what is called: ``record`` of ``audit.record``."""
    match called:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def parameters(function: Function) -> list[str]:
    return [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]


class Reader:
    """Follows the code of an act from ``audit.record`` back to where it is written down."""

    def __init__(self) -> None:
        self.calls = list(calls())
        self.constants = dict(constants())
        self.sinks: dict[tuple[str, str], Sink] = {}
        self.codes: dict[str, str] = {}
        self.unread: list[str] = []
        self.functions = defaultdict(list)
        for call in self.calls:
            if call.inside is not None:
                self.functions[call.known_as(call.inside.name)].append(call.inside)

    def read(self) -> Reader:
        for call in self.calls:
            if call.name == "record" and call.room != "law":
                self.start(call)
        done: set[tuple[str, str]] = set()
        while fresh := set(self.sinks) - done:
            done |= fresh
            for call in self.calls:
                self.follow(call, fresh)
        return self

    def start(self, call: Call) -> None:
        """Read the code that a call of the log itself is given."""
        for word in call.node.keywords:
            if word.arg == "action":
                self.take(call, word.value, "")

    def follow(self, call: Call, fresh: set[tuple[str, str]]) -> None:
        """Read what a call hands to a function that hands it on."""
        if call.known_as(call.name) in fresh:
            sink = self.sinks[call.known_as(call.name)]
            given = self.given(call, call.name, sink.parameter)
            if given is not None:
                self.take(call, given, sink.prefix)

    def given(self, call: Call, name: str, parameter: str) -> ast.expr | None:
        """What a call hands over for a parameter; nothing for a function of another shape with the same name."""
        for word in call.node.keywords:
            if word.arg == parameter:
                return word.value
        for function in self.functions[call.known_as(name)]:
            places = [each.arg for each in function.args.args]
            if parameter in places and places.index(parameter) < len(call.node.args):
                return call.node.args[places.index(parameter)]
        return None

    def take(self, call: Call, value: ast.expr, prefix: str) -> None:
        """Note the codes of an expression, or that the function around it hands the code on."""
        match value:
            case ast.Constant(str(text)):
                self.codes.setdefault(prefix + text, call.where)
            case ast.IfExp():
                self.take(call, value.body, prefix)
                self.take(call, value.orelse, prefix)
            case ast.JoinedStr([ast.Constant(str(start)), ast.FormattedValue(inner)]):
                self.take(call, inner, prefix + start)
            case ast.Name(name) if call.inside is not None and name in parameters(call.inside):
                self.sinks[call.known_as(call.inside.name)] = Sink(name, prefix)
            case ast.Name(name) if (found := self.assigned(call, name)) is not None:
                self.take(call, found, prefix)
            case _:
                self.take_named(call, value, prefix)

    def take_named(self, call: Call, value: ast.expr, prefix: str) -> None:
        """Note the codes behind a name: a constant of some module, or every member of an enum."""
        name = ast.unparse(value).rpartition(".")[2]
        found = ENUMS.get(ast.unparse(value)) or ([self.constants[name]] if name in self.constants else [])
        for text in found:
            self.codes.setdefault(prefix + text, call.where)
        if not found:
            self.unread.append(f"{call.where}: {ast.unparse(value)}")

    @staticmethod
    def assigned(call: Call, name: str) -> ast.expr | None:
        for node in ast.walk(call.inside) if call.inside is not None else ():
            if isinstance(node, ast.Assign) and any(ast.unparse(target) == name for target in node.targets):
                return node.value
        return None


READ = Reader().read()


def test_the_code_of_every_act_can_be_read() -> None:
    assert READ.unread == []
    assert len(READ.codes) > 150


def test_every_act_has_words() -> None:
    assert {code: where for code, where in READ.codes.items() if code not in ACTS} == {}


def test_no_words_without_an_act() -> None:
    assert sorted(set(ACTS) - set(READ.codes)) == []


def test_every_act_belongs_to_a_group_and_reads_as_the_rest_of_a_sentence() -> None:
    assert {code: act.group for code, act in ACTS.items() if act.group not in GROUPS} == {}
    assert [act.words for act in ACTS.values() if act.words[:1].isupper() or act.words.endswith(".")] == []
