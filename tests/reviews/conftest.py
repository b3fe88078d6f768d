"""The sample cell, loaded through the verbs of every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sample import lay_sample

if TYPE_CHECKING:
    from chibo.register.models import Organisation


@pytest.fixture
def sample(db: None) -> Organisation:
    return lay_sample()
