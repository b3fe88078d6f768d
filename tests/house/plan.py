"""The plan of the house, for the tests that hold it together."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).resolve().parents[2]
CODE = HOUSE / "src" / "chibo"
ORDER = (
    "law",
    "base",
    "documents",
    "register",
    "accounts",
    "meetings",
    "development",
    "reviews",
    "reports",
    "exchange",
    "desk",
    "config",
)


def floor(room: str) -> int:
    """How high a room stands."""
    return ORDER.index(room)


def room_of(path: Path) -> str:
    """The room that a file of the program lies in."""
    return path.relative_to(CODE).parts[0]


def modules() -> Iterator[Path]:
    """Every module of the program that a person writes."""
    return (path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts)


def modules_named(name: str) -> Iterator[Path]:
    """The modules of one kind, of every room: ``views.py`` and everything in ``views/``."""
    return (path for path in modules() if path.stem == name or name in path.relative_to(CODE).parts[1:-1])


def dotted(path: Path) -> str:
    """The name by which a module of the program is imported."""
    return ".".join(path.relative_to(CODE.parent).with_suffix("").parts).removesuffix(".__init__")


def templates() -> Iterator[Path]:
    """Every template."""
    return (path for path in sorted(CODE.glob("*/templates/**/*")) if path.is_file())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, however deep."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def said(path: Path) -> str:
    """A path as a person names it."""
    return path.relative_to(HOUSE).as_posix()
