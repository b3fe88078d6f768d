"""The narrow language of templates: fields, loops over given lists, conditions; nothing else can be said.

A template is somebody's code. It sees plain values only, can call nothing, and is stopped by counting: so many turns of
loops, so many letters. Counting works the same on every system; no clock and no signal is needed to stop it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, TemplateError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

GAP: Final = "……"
MOST_TURNS: Final = 200_000  # of all loops of one part of a paper together
MOST_LETTERS: Final = 30_000_000  # of the XML of one part; a list of 1,000 persons takes about three million
DEEPEST: Final = 8  # loops and conditions inside each other
LOOP_WORDS: Final = frozenset({"index", "first", "last", "length"})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "chữ_hoa": lambda text: _said(text).upper(),
    "hoa_đầu": lambda text: _capital(_said(text)),
}
"""What may stand behind a field: ``{{ họ_tên | chữ_hoa }}``."""

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.If,
    nodes.For,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.Filter,
    nodes.EvalContextModifier,
)


class NotSayable(TemplateError):
    """The template wants something that is not in the narrow language; the message is Vietnamese."""

    def __init__(self, message: str, lineno: int | None = None) -> None:
        super().__init__(message)
        self.lineno = lineno


class TooMuch(TemplateError):
    """The paper grew beyond any paper of an office."""


class Rows(list[Any]):
    """A list whose turns are counted."""

    def __init__(self, rows: Iterable[Any], meter: Meter) -> None:
        super().__init__(rows)
        self._meter = meter

    def __iter__(self) -> Iterator[Any]:
        for row in super().__iter__():
            self._meter.turn()
            yield row


class Meter:
    """Counts what one paper costs."""

    def __init__(self) -> None:
        self.turns = 0

    def turn(self) -> None:
        """One turn of a loop; raises :class:`TooMuch`."""
        self.turns += 1
        if self.turns > MOST_TURNS:
            raise TooMuch("Mẫu lặp quá nhiều lần.")


_MOST_COMPILED: Final = 256
_compiled: dict[str, Any] = {}  # a part's text → its code; the code knows neither values nor gaps


class Environment(SandboxedEnvironment):
    """Jinja without its powers; every part that is rendered passes :func:`check` first."""

    def __init__(self, gaps: dict[str, None]) -> None:
        class Gap(ChainableUndefined):
            """A missing value: seen on the paper, and counted."""

            __slots__ = ()

            def __str__(self) -> str:
                gaps[self._undefined_name or "?"] = None
                return GAP

            __html__ = __str__

        super().__init__(undefined=Gap, autoescape=True, finalize=_said, extensions=())
        self.globals.clear()
        self.tests.clear()
        self.filters = {**FILTERS, "_rows": _rows}

    def compile(self, source: Any, *given: Any, **named: Any) -> Any:
        """Compile a part of a template; the same text is read, checked and compiled once."""
        if given or named or not isinstance(source, str):
            return super().compile(source, *given, **named)
        code = _compiled.get(source)
        if code is None:
            code = super().compile(source)
            if len(_compiled) >= _MOST_COMPILED:
                _compiled.clear()
            _compiled[source] = code
        return code

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_rows", [], [], None, None, lineno=loop.lineno)
        return super()._generate(source, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check(tree)
        return tree

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Join what a template gives, until it is too much."""
        kept, letters = [], 0
        for part in parts:
            letters += len(part)
            if letters > MOST_LETTERS:
                raise TooMuch("Giấy tờ làm ra dài quá mức.")
            kept.append(part)
        return "".join(kept)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a row, a word about the loop; never an attribute of a Python object."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        return obj if isinstance(obj, ChainableUndefined) else self.undefined(obj=None, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same as a part."""
        return self.getattr(obj, str(argument))


def _rows(value: Any) -> Any:
    """What a loop goes along: a given list, whose turns are counted; never the letters of a text."""
    return value if isinstance(value, Rows | ChainableUndefined) else ()


def _said(value: Any) -> Any:
    """How a value stands on paper: yes and no in words, a list with semicolons; an object not at all."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(str(_said(each)) for each in value if isinstance(each, str | int))
    return value if isinstance(value, str | int | ChainableUndefined) else ""


def check(tree: nodes.Template) -> None:
    """Raise :class:`NotSayable` for the first thing that the narrow language does not know."""
    _check(tree, depth=0)


def _check(node: nodes.Node, *, depth: int) -> None:
    if not isinstance(node, _ALLOWED):
        raise NotSayable(f"Mẫu dùng lệnh không được phép ({type(node).__name__}).", node.lineno)
    if isinstance(node, nodes.If | nodes.For):
        depth += 1
    if depth > DEEPEST:
        raise NotSayable(f"Mẫu lồng quá {DEEPEST} lớp điều kiện và lặp.", node.lineno)
    _particular(node)
    for child in node.iter_child_nodes():
        _check(child, depth=depth)


def _particular(node: nodes.Node) -> None:
    match node:
        case nodes.For() if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            raise NotSayable("Phần lặp chỉ viết được dạng: mỗi … trong ….", node.lineno)
        case nodes.For() if not isinstance(node.iter, nodes.Name | nodes.Getattr):
            raise NotSayable("Phần lặp chỉ đi theo một danh sách có sẵn.", node.lineno)
        case nodes.Filter() if node.name not in FILTERS or node.args or node.kwargs or node.dyn_args:
            raise NotSayable(f"Không có cách viết “{node.name}” sau dấu gạch đứng.", node.lineno)
        case nodes.Getattr() if node.attr.startswith("_"):
            raise NotSayable(f"Không có trường “{node.attr}”.", node.lineno)
        case nodes.Name() if node.name.startswith("_") or node.name in {"self", "super", "caller", "varargs"}:
            raise NotSayable(f"Không có trường “{node.name}”.", node.lineno)


class Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl, with placeholders composed: some systems type ``ọ`` as three signs."""

    def patch_xml(self, src_xml: str) -> str:
        """Make Word's XML readable for the renderer."""
        return _patched(src_xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Title and author are nobody's fields."""


@lru_cache(maxsize=64)
def _patched(src_xml: str) -> str:
    patched: str = DocxTemplate.patch_xml(None, src_xml)  # it asks nothing of the template
    return unicodedata.normalize("NFC", patched)


def counted(value: Any, meter: Meter) -> Any:
    """The same plain values, with every list counting its turns."""
    if isinstance(value, dict):
        return {key: counted(each, meter) for key, each in value.items()}
    if isinstance(value, list):
        return Rows([counted(each, meter) for each in value], meter)
    return value
