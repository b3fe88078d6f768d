"""The sample cell's people as frozen facts, and short ways to make facts for a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from chibo.law import journey
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

if TYPE_CHECKING:
    from chibo.law.verdict import Verdict

S = StepKind
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


def codes_of_stops(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.stops}


def all_codes(verdict: Verdict) -> set[str]:
    return {finding.code for finding in verdict.findings}


def applicant() -> CaseFacts:
    """ns24 a year later: every paper there, ready for the cell's vote of 5-9-2018."""
    case = case_of("ns24")
    papers = (
        (S.APPLICATION_RECEIVED, date(2018, 6, 6)),
        (S.BACKGROUND_DECLARED, date(2018, 6, 8)),
        (S.BACKGROUND_CHECKED, date(2018, 8, 1)),
        (S.UNION_INTRODUCED, date(2018, 8, 3)),
        (S.MEMBER_INTRODUCED, date(2018, 8, 6)),
        (S.OPINIONS_SYNTHESISED, date(2018, 8, 20)),
    )
    return replace(case, steps=(*case.steps, *(step(kind, on) for kind, on in papers)))


def probationer() -> CaseFacts:
    """ns22 with the papers of the year written after it."""
    case = case_of("ns22")
    kinds = (S.SELF_REVIEW_RECEIVED, S.MENTOR_REMARKED, S.PROBATION_OPINIONS_SYNTHESISED)
    return replace(case, steps=(*case.steps, *(step(kind, date(2018, 5, 25)) for kind in kinds)))


def without(case: CaseFacts, *kinds: StepKind) -> CaseFacts:
    return replace(case, steps=tuple(taken for taken in case.steps if taken.kind not in kinds))


def vote(on: date, *, approve: int = 18, base: int = 21, **given: Any) -> VoteFacts:
    return VoteFacts(on=on, base=base, approve=approve, **given)


MEETING = date(2018, 9, 5)
PROPOSAL = step(S.CELL_PROPOSED_ADMISSION, MEETING, vote=vote(MEETING))


def judged(case: CaseFacts, proposed: StepFacts, on: date = date(2026, 11, 1)) -> Verdict:
    return journey.judge(case, proposed, on, RULES)
