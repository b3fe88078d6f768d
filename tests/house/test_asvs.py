"""What docs/develop says of the verification standard names only what exists, and leaves nothing out."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.house import plan
from tests.house.test_manual import anchors
from tools import make_level_list
from tools.make_asvs_table import BEGIN, TARGET, VERDICTS, rows, text

ROWS = rows()
# Numbers and levels of the standard (5.0.0), without its words: those are under another licence.
IDS = [line.split() for line in (plan.HOUSE / "tests" / "house" / "asvs_ids.txt").read_text("ascii").splitlines()]


def test_every_requirement_stands_once_in_its_order_and_level() -> None:
    assert [[row["id"], str(row["level"])] for row in ROWS] == IDS


def test_every_verdict_says_where_or_why() -> None:
    assert {row["verdict"] for row in ROWS} <= set(VERDICTS)
    assert [row["id"] for row in ROWS if not row.get("where" if row["verdict"] == "met" else "why")] == []


@cache
def symbols(path: str) -> set[str]:
    """The names a module defines, those inside its classes with a dot."""
    found = set()
    tree = ast.parse((plan.HOUSE / path).read_text(encoding="utf-8"))
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name)):
                found.add(name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return found


def stands(place: str) -> bool:
    """Whether a test, a symbol, a heading or a file exists as it is named."""
    path, _, name = place.partition("::") if "::" in place else place.partition("#" if "#" in place else ":")
    file = plan.HOUSE / path
    if not file.is_file():
        return False
    if "#" in place:
        return name in anchors(file)
    if "::" in place and not name.startswith("test_"):
        return False
    return not name or name in symbols(path)


def test_every_place_exists() -> None:
    named = {place for row in ROWS for place in row.get("where", ())}
    assert sorted(place for place in named if not stands(place)) == []


def test_every_place_that_the_prose_names_exists() -> None:
    """Above the table, and in the threat model: ``base/vault.py:Sealing`` is below ``src/chibo``."""
    prose = TARGET.read_text(encoding="utf-8").partition(BEGIN)[0]
    prose += (plan.HOUSE / "docs" / "develop" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+/[\w/]+\.py(?::[\w.]+)?)`", prose))
    assert len(named) > 40
    assert sorted(one for one in named if not stands(one) and not stands(f"src/chibo/{one}")) == []


@pytest.mark.parametrize(
    "place",
    [
        "tests/base/test_web.py::test_that_nobody_wrote",
        "tests/base/test_web.py::strict_headers",
        "src/chibo/config/headers.py:lax_headers",
        "src/chibo/config/footers.py",
        "docs/develop/security.md#no-such-heading",
    ],
)
def test_a_place_that_is_none_would_be_found(place: str) -> None:
    assert not stands(place)


def test_the_page_is_what_the_script_writes() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "run: .venv/bin/python tools/make_asvs_table.py"


def test_the_checklist_by_system_level_is_what_the_script_writes() -> None:
    page = make_level_list.TARGET.read_text(encoding="utf-8")
    assert page == make_level_list.text(), "run: .venv/bin/python tools/make_level_list.py"
