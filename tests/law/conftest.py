"""The law's tests start with nothing remembered, and every finding they bring about is held against its known ways.

After a new finding, or a new way of saying one: ``CHIBO_SAY=1 .venv/bin/python -m pytest tests/law -n0`` writes
``said.yaml`` anew; read the difference before it is kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import currently_in_test_context

from chibo.law.checker import CheckFinding, registry
from chibo.law.checker.graph import graph
from chibo.law.verdict import Finding
from tests.law import said
from tests.law.sample import CELL_RULES, RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_remembered() -> None:
    """A mutant runs in a copy of a process that has run the tests once; kept answers would hide what it breaks."""
    registry.cache_clear()
    graph.cache_clear()
    for rules in (RULES, CELL_RULES):
        vars(rules).pop("_remembered", None)
        vars(rules).pop("fingerprint", None)


@pytest.fixture(scope="session", autouse=True)
def _every_finding_is_said_in_full() -> Iterator[None]:
    """Hold each finding that is made while the tests run; or note how it is said, to write it down at the end."""
    noted: dict[str, set[str]] = defaultdict(set)

    def note(finding: Finding) -> None:
        noted[said.code_of(finding)].add(said.way_of(finding))

    look = note if said.WRITES else said.hold
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Finding, CheckFinding):
            patch.setattr(kind, "__init__", _looked_at(kind, kind.__init__, look))
        yield
    if noted:
        said.write(noted)


def _looked_at(kind: type[Finding], made: Callable[..., None], look: Callable[[Finding], None]) -> Callable[..., None]:
    def make(finding: Finding, **given: Any) -> None:
        made(finding, **given)
        if type(finding) is kind and not currently_in_test_context():  # a drawn dossier may be absurd in new ways
            look(finding)

    return make
