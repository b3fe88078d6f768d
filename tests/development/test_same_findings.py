"""One dossier, three roads: as a file, through the tables, and exported again; the checker says the same of each."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chibo.development import facts, queries
from chibo.law.checker import check
from chibo.law.dossier import from_file
from chibo.register.facts import rulebook_of
from tests.development.loading import load
from tests.factories import actor
from tests.law import seeded
from tests.sample import lay_sample

if TYPE_CHECKING:
    from chibo.development.models import DevelopmentCase
    from chibo.law.checker import Report

pytestmark = pytest.mark.django_db
MONDAY = date(2018, 5, 21)
FAULTS = seeded.faults()


def said(report: Report) -> list[tuple[Any, ...]]:
    """Everything a finding says apart from its place in the list; names of neighbours stay in the house."""
    return sorted(
        (
            found.code,
            found.variant,
            found.grade.value,
            found.consequence_of,
            found.is_old,
            tuple(str(paper) for paper in found.papers),
            str({name: value for name, value in sorted(found.params.items()) if name != "whose"}),
        )
        for found in report.findings
    )


def through_database(case: DevelopmentCase, on: date) -> Report:
    return check(facts.dossier_of(case, on), on, rulebook_of(case.organisation, on))


def through_export(case: DevelopmentCase, on: date) -> Report:
    read = from_file(json.loads(json.dumps(queries.dossier_file(case, on))))
    assert read.checked_on == on
    return check(read, on, seeded.RULES)


@pytest.mark.parametrize(("code", "dossier", "on"), FAULTS, ids=[code for code, _, _ in FAULTS])
def test_a_seeded_fault_is_the_same_through_the_database(code: str, dossier: Any, on: date) -> None:
    case = load(dossier)
    expected = said(check(dossier, on, seeded.RULES))
    assert code in {one[0] for one in expected}
    assert said(through_database(case, on)) == expected
    assert said(through_export(case, on)) == expected


def test_clean_dossiers_stay_clean_through_the_database() -> None:
    alarms = {}
    for shape in seeded.clean_shapes():
        case, on = load(seeded.dossier(shape)), seeded.checked_on(shape)
        alarms[shape.name] = said(through_database(case, on)) + said(through_export(case, on))
    assert len(alarms) >= 6
    assert {name: found for name, found in alarms.items() if found} == {}


def test_the_samples_cases_are_the_same_as_their_files() -> None:
    lay_sample()
    rows = list(queries.cases_for(actor()).order_by("id"))
    assert len(rows) == 5
    for case in rows:
        assert said(through_export(case, MONDAY)) == said(through_database(case, MONDAY)), str(case)


def test_the_samples_probationer_is_told_what_the_mock_up_shows() -> None:
    lay_sample()
    rows = {str(case.person): case for case in queries.cases_for(actor())}
    view = queries.dossier(rows["Sùng Mẫu Vừ"], "recognition", MONDAY)
    seen = {(item.found.code, item.found.variant, item.found.papers[0].author) for item in view.problems}
    assert ("E76", "quoted", "Sùng Mẫu Vừ") in seen, "the day of the decision written as the day of joining"
    assert ("FACTS", "unsigned", "Vũ Mẫu Phúc") in seen, "the second helper's remarks are not signed"
    assert len(view.problems) == 4
    for name in ("Lò Mẫu Tuyết", "Nguyễn Mẫu Uyên", "Phan Mẫu Yến", "Lò Mẫu Xuân"):
        assert not queries.check(rows[name], MONDAY).is_blocked, f"old papers never stop anything: {name}"
