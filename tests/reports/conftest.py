"""The sample cell, loaded through the verbs of every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.exchange.sample import load_sample
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from chibo.register.models import Organisation


@pytest.fixture
def sample(db: None) -> Organisation:
    return load_sample(actor=actor(), on=MONDAY)
