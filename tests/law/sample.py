"""The sample cell's people as frozen facts, and short ways to make facts for a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from chibo.law.calendar import PartialDate
from chibo.law.facts import (
    CaseFacts,
    MentorFacts,
    NoteFacts,
    PersonFacts,
    StepFacts,
    VoteFacts,
)
from chibo.law.reading import rulebook
from chibo.law.timeline import Overlay
from chibo.law.vocabulary import StepKind

CASES = Path(__file__).parent / "cases"
SAMPLE: dict[str, Any] = yaml.safe_load((CASES / "sample-cell.yaml").read_text("utf-8"))
PEOPLE: dict[str, dict[str, Any]] = {person["uid"]: person for person in SAMPLE["people"]}

RULES = rulebook()
CELL_RULES = RULES.with_local(
    overlays=[
        Overlay(
            key="local.mentoring_months",
            value=12,
            starts_on=date(2015, 5, 22),
            citation="Quy tắc riêng của chi bộ mẫu (giup_do_12_thang)",
        ),
    ],
)
WORKDAY = date(2018, 5, 21)


def step(kind: StepKind, on: date, *, base: int = 0, approve: int = 0, **given: Any) -> StepFacts:
    vote = VoteFacts(on=on, base=base, approve=approve) if base else None
    return StepFacts(kind=kind, on=on, vote=given.pop("vote", vote), **given)


def case_of(uid: str, **changes: Any) -> CaseFacts:
    person = PEOPLE[uid]
    steps = tuple(
        step(StepKind(line["kind"]), line["on"], base=line.get("base", 0), approve=line.get("approve", 0))
        for line in person["steps"]
    )
    facts: dict[str, Any] = {
        "person": PersonFacts(uid=uid, name=person["name"], birth=PartialDate.of(person["birth"])),
        "steps": steps,
        "mentors": tuple(MentorFacts(**mentor) for mentor in person["mentors"]),
        "notes": tuple(NoteFacts(**note) for note in person.get("notes", ())),
    }
    return CaseFacts(**{**facts, **changes})
