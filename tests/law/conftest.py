"""The law's tests start with nothing remembered, so that what is asked is also worked out (ADR 0024)."""

from __future__ import annotations

import pytest

from chibo.law.checker import registry
from chibo.law.checker.graph import graph
from tests.law.sample import CELL_RULES, RULES


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_remembered() -> None:
    """A mutant runs in a copy of a process that has run the tests once; kept answers would hide what it breaks."""
    registry.cache_clear()
    graph.cache_clear()
    for rules in (RULES, CELL_RULES):
        vars(rules).pop("_remembered", None)
        vars(rules).pop("fingerprint", None)
