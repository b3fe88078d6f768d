"""What the checker says of a whole dossier in which one thing is missing, word for word: ``told/thieu-*.yaml``.

Nothing may fall, and what cannot be judged is named with the block of facts that nobody gave.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from chibo.law.checker import check
from chibo.law.dossier import from_file
from tests.law import seeded
from tests.law.said import compare_part
from tests.law.test_told import fault_line

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES = {"ket-nap-cong-nhan": seeded.SHAPES["married"], "hai-nguoi-gioi-thieu": seeded.SHAPES["two"]}
INSIDE = ("person", "organisation", "context", "ceremony", "recognition", "records", "binding")


def places(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every block, every fact of the blocks that have names inside, every paper and every meeting."""
    for name, value in data.items():
        if name in INSIDE:
            yield from ((name, key) for key in value)
        elif name in {"papers", "meetings"}:
            yield from ((name, kind) for kind in dict.fromkeys(one["kind"] for one in value))
        if name not in {"version", "person", "organisation", "papers", "meetings"}:
            yield name, ""


def without(data: dict[str, Any], name: str, key: str) -> dict[str, Any]:
    """The same dossier with one thing less."""
    less = copy.deepcopy(data)
    if not key:
        del less[name]
    elif isinstance(less[name], list):
        less[name] = [one for one in less[name] if one["kind"] != key]
    else:
        del less[name][key]
    return less


MISSING = [(name, *place) for name, shape in SHAPES.items() for place in places(seeded.built(shape))]


@pytest.mark.parametrize(("name", "block", "key"), MISSING)
def test_one_thing_missing_is_told(name: str, block: str, key: str) -> None:
    shape = SHAPES[name]
    report = check(from_file(without(seeded.built(shape), block, key)), seeded.checked_on(shape), seeded.RULES)
    told = [fault_line(found) for found in report.findings]
    told += [f"{one.code}: không xét được vì chưa có {one.block}" for one in report.unjudged]
    compare_part(f"thieu-{name}", f"{block}.{key}" if key else block, told)
