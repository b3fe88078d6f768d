"""The file form: strict by path, and the same dossier after a round trip."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.law.calendar import PartialDate
from chibo.law.dossier import DossierFacts, FileFault, from_file, schema, to_file
from chibo.law.dossier.acts import Ballot, MeetingRecord
from chibo.law.dossier.context import ContextFacts, LocalRule
from chibo.law.dossier.papers import Sheet, Tick, VerificationItem
from chibo.law.dossier.person import PersonRecord, RelativeRecord
from tests.law import seeded

ROOT = Path(__file__).parents[2]
WORDS = st.text(max_size=12)
SPECIAL: dict[Any, st.SearchStrategy[Any]] = {
    PartialDate: st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(0, 28)),
    typing.Mapping[str, str]: st.dictionaries(WORDS, WORDS, max_size=3),
}
for kind, strategy in SPECIAL.items():
    if isinstance(kind, type):
        st.register_type_strategy(kind, strategy)
RECORDS = st.builds(
    DossierFacts,
    person=st.builds(PersonRecord, relatives=st.none() | st.tuples(st.from_type(RelativeRecord))),
    papers=st.tuples(st.from_type(Sheet), st.from_type(Sheet)),
    ticks=st.tuples(st.from_type(Tick)),
    verification=st.none() | st.just(()) | st.tuples(st.from_type(VerificationItem)),
    meetings=st.tuples(st.builds(MeetingRecord, vote=st.none() | st.from_type(Ballot))),
    context=st.builds(ContextFacts, local_rules=st.tuples(st.from_type(LocalRule))),
)


@settings(max_examples=60, deadline=None)
@given(dossier=RECORDS)
def test_a_round_trip_changes_nothing(dossier: DossierFacts) -> None:
    assert from_file(json.loads(json.dumps(to_file(dossier)))) == dossier


@pytest.mark.parametrize("shape", seeded.clean_shapes()[:8], ids=lambda shape: shape.name)
def test_whole_dossiers_travel(shape: seeded.Shape) -> None:
    dossier = seeded.dossier(shape)
    assert from_file(json.loads(json.dumps(to_file(dossier)))) == dossier


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ([], {"$"}),
        ({}, {"version"}),
        ({"version": True}, {"version"}),
        ({"version": 2}, {"version"}),
        ({"version": 1, "persn": {}}, {"persn"}),
        ({"version": 1, "person": []}, {"person"}),
        ({"version": 1, "person": {"name": 1, "nickname": "x"}}, {"person.name", "person.nickname"}),
        ({"version": 1, "papers": {}}, {"papers"}),
        ({"version": 1, "papers": [{}]}, {"papers[0].kind"}),
        ({"version": 1, "papers": [{"kind": "letter"}]}, {"papers[0].kind"}),
        ({"version": 1, "papers": [{"kind": "application", "dated": "2018-02-30"}]}, {"papers[0].dated"}),
        ({"version": 1, "papers": [{"kind": "application", "quotes": []}]}, {"papers[0].quotes"}),
        ({"version": 1, "papers": [{"kind": "application", "quotes": {"name": 1}}]}, {"papers[0].quotes.name"}),
        ({"version": 1, "papers": [{"kind": "application", "signed": "yes"}]}, {"papers[0].signed"}),
        ({"version": 1, "papers": [{"kind": "application", "page_count": True}]}, {"papers[0].page_count"}),
        ({"version": 1, "ceremony": {"held_on": "2018-02"}}, {"ceremony.held_on"}),
        ({"version": 1, "ceremony": {"held_on": 2018}}, {"ceremony.held_on"}),
        (
            {"version": 1, "context": {"local_rules": [{"key": "a", "value": "x", "starts_on": "2018-01-01"}]}},
            {"context.local_rules[0].value", "context.local_rules[0].citation"},
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(data: Any, faults: set[str]) -> None:
    with pytest.raises(FileFault) as refused:
        from_file(data)
    assert {path for path, _said in refused.value.faults} == faults
    assert str(refused.value)


def test_what_is_missing_is_no_fault_of_the_file() -> None:
    assert from_file({"version": 1}) == DossierFacts()
    assert from_file({"version": 1, "verification": None}).verification is None


def test_the_schema_in_the_documents_is_that_of_the_code() -> None:
    kept = json.loads((ROOT / "docs/dossier-schema/dossier-1.json").read_text("utf-8"))
    assert kept == schema()
    assert kept["additionalProperties"] is False
    assert "kind" in kept["$defs"]["Sheet"]["required"]
