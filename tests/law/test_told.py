"""What is told about the sample cell's people on the days of their roads, and about planned days, word for word.

``told/**/*.yaml`` is meant to be read by somebody who knows the work. After a change of the law or its words:
``CHIBO_SAY=1 .venv/bin/python -m pytest tests/law -n0`` writes it anew; read the difference before it is kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chibo.base.dates import say_date
from chibo.base.words import findings as words
from chibo.base.words.checker import computation_text
from chibo.base.words.planning import plan_lines
from chibo.law import journey
from chibo.law.checker import check
from chibo.law.checker.case import as_case
from chibo.law.dossier import from_file
from chibo.law.facts import OrganisationFacts
from chibo.law.planning import plan_ceremony, plan_meeting
from chibo.law.vocabulary import MilestoneKind
from tests.law import seeded
from tests.law.said import compare
from tests.law.sample import CELL_RULES, RULES, WORKDAY, applicant, case_of, probationer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.law.checker import CheckFinding
    from chibo.law.facts import CaseFacts
    from chibo.law.journey import Duty, Milestone

LATER = (timedelta(days=45), timedelta(days=400))
ROADS: dict[str, CaseFacts] = {
    **{uid: case_of(uid) for uid in ("ns20", "ns21", "ns22", "ns23", "ns24")},
    "ns24-de-nghi": applicant(),
    "ns22-du-bi": probationer(),
    "ns24-noi-co-doan": replace(applicant(), organisation=OrganisationFacts(has_youth_union=True)),
    "ns24-khong-ai-giup": replace(case_of("ns24"), mentors=(), notes=()),
    **{
        f"ho-so-{name}": replace(as_case(seeded.dossier(seeded.SHAPES[name])), papers=())
        for name in ("2022", "two", "over_age", "transferred", "delayed")
    },
}


def days_of(facts: CaseFacts) -> list[date]:
    """Days along a road: every third step, the sample's working day, and some time after the last step."""
    steps = sorted({step.on for step in facts.steps})
    return sorted({*steps[::3], WORKDAY, *(steps[-1] + later for later in LATER)})


def told_of(facts: CaseFacts, on: date) -> Iterator[str]:
    look = journey.outlook(facts, on, CELL_RULES)
    yield f"Giai đoạn: {words.STAGES[look.stage]}. Bước tới: {', '.join(words.STEPS[step] for step in look.next_steps)}"
    yield from (f"Thiếu: {words.missing_text(missing)}" for missing in look.missing)
    yield from (f"Việc: {_duty(duty, on)}" for duty in look.duties)
    yield from (f"Chưa có căn cứ: {words.sentence(gap).what}" for gap in look.gaps)
    yield from (f"Mốc: {_milestone(one)}" for one in journey.timeline(facts, on, CELL_RULES) if not one.is_recorded)
    for finding in journey.check(facts, on, CELL_RULES):
        said = words.sentence(finding)
        yield f"Kiểm ({words.GRADES[finding.grade]}): {said.what} {said.why} {said.since} {said.next}"


def _duty(duty: Duty, on: date) -> str:
    said = words.duty_text(duty)
    days = [
        f"từ {say_date(duty.opens_on)}" if duty.opens_on else "",
        f"hạn {say_date(duty.due_on)}" if duty.due_on else "",
    ]
    parts = [
        said.title, said.reason, " ".join(day for day in days if day), f"bắt đầu {say_date(duty.start_by)}",
        words.ACTORS[duty.actor], words.DUTY_GROUPS[duty.group(on)], "; ".join(said.citations),
        computation_text(duty.computation) if duty.computation else "",
    ]  # fmt: skip
    return " | ".join(part for part in parts if part)


def _milestone(one: Milestone) -> str:
    assert one.computation is not None
    assert one.computation.result == one.on
    return f"{say_date(one.on)} {words.MILESTONES[MilestoneKind(one.kind)]}: {one.computation.rule}"


@pytest.mark.parametrize("name", ROADS)
def test_a_road_is_told_word_for_word(name: str) -> None:
    facts = ROADS[name]
    compare(name, {day.isoformat(): list(told_of(facts, day)) for day in days_of(facts)})


# ---------------------------------------------------------------------- plans

BARE: dict[str, Any] = {
    "meetings": [],
    "papers[cell_admission_resolution]": None,
    "papers[opinions_synthesis]": None,
}
PLANS: dict[str, tuple[seeded.Shape, dict[str, Any]]] = {
    "con-tham-tra": (seeded.Shape(name="open", until="meeting", local=True), BARE),
    "chua-xac-minh": (
        seeded.Shape(name="open", until="meeting"),
        {**BARE, "papers[background_check]": None, "verification": []},
    ),
    "nguoi-than-o-nuoc-ngoai": (
        seeded.Shape(name="open", until="meeting"),
        {**BARE, "verification[father].kind": "overseas"},
    ),
    "hai-dang-vien": (seeded.Shape(name="two", road="two_members", until="meeting", base=False), {}),
    "cong-doan": (seeded.Shape(name="trade", road="trade_union", until="meeting", section=True), BARE),
    "da-ket-nap": (seeded.Shape(name="joined", until="joined"), {}),
}
WISHED = (date(2018, 3, 5), date(2018, 10, 11))


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_told_word_for_word(name: str) -> None:
    shape, changes = PLANS[name]
    dossier, today = from_file(seeded.apply(seeded.built(shape), changes)), date(2018, 2, 1)
    told = {
        f"{kind} {day.isoformat()}": list(plan_lines(plan(dossier, day, today, RULES)))
        for kind, plan in (("họp", plan_meeting), ("lễ", plan_ceremony))
        for day in WISHED
    }
    compare(f"ke-hoach-{name}", told)


# ---------------------------------------------------------------------- faults


CODES = sorted(file.stem for file in seeded.CHECKS.glob("*.yaml"))


@pytest.mark.parametrize("code", CODES)
def test_a_fault_is_told_word_for_word(code: str) -> None:
    told: dict[str, list[str]] = {}
    for one in (each for each in seeded.examples(code) if each["found"]):
        dossier, on = seeded.example(one)
        told[one["say"]] = [fault_line(found) for found in check(dossier, on, RULES).findings]
    compare(f"loi/{code}", told)


def fault_line(found: CheckFinding) -> str:
    """A finding with everything that is said of it, in one line."""
    said = words.check_words(found)
    parts = [
        f"{found.code} ({words.GRADES[found.grade]})", said.what, "; ".join(said.papers), said.repair, said.follows,
        f"được từ {say_date(found.possible_from)}" if found.possible_from else "",
        f"hạn {say_date(found.due_on)}" if found.due_on else "",
        "quy tắc riêng" if found.is_local else "", "hồ sơ cũ" if found.is_old else "",
        "; ".join(said.computed), "; ".join(said.citations),
    ]  # fmt: skip
    return " | ".join(part for part in parts if part)
