"""The facts that templates are tried with are those the sample cell's records give today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.documents.office.catalogue import _samples
from chibo.documents.office.fields import paths_of
from tests.factories import MONDAY
from tests.sample import lay_sample
from tools.make_sample_facts import gathered

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.django_db
def test_every_form_has_the_fields_of_its_records() -> None:
    lay_sample()
    fresh = gathered(MONDAY)
    assert len(fresh) >= 9
    assert fields(fresh) == fields(_samples()), "run: .venv/bin/python tools/make_sample_facts.py"


def fields(facts: Mapping[str, Mapping[str, object]]) -> dict[str, set[tuple[str, ...]]]:
    return {name: paths_of(given) for name, given in facts.items()}
