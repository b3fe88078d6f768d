from __future__ import annotations

from typing import Any

import pytest
import yaml

from chibo.law.cases import CaseFault, CaseOutcome, covered_names, run_case
from tests.law.said import compare
from tests.law.sample import CASES, RULES


def _cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text("utf-8"))["cases"]
    return cases


@pytest.mark.parametrize("case", _cases("admission-cases.yaml"), ids=lambda case: str(case["id"]))
def test_a_given_case_comes_out(case: dict[str, Any]) -> None:
    result = run_case(case, RULES)
    assert result.outcome is CaseOutcome.PASSED, result.details


@pytest.mark.parametrize("case", _cases("review-cases.yaml"), ids=lambda case: str(case["id"]))
def test_a_given_case_on_reviews_sessions_and_terms_comes_out(case: dict[str, Any]) -> None:
    result = run_case(case, RULES)
    assert result.outcome is CaseOutcome.PASSED, result.details


@pytest.mark.parametrize(
    "case",
    [
        *_cases("more-cases.yaml"),
        *_cases("session-cases.yaml"),
        *_cases("privacy-cases.yaml"),
        *_cases("yearly-cases.yaml"),
    ],
    ids=lambda case: str(case["id"]),
)
def test_a_further_case_comes_out(case: dict[str, Any]) -> None:
    result = run_case(case, RULES)
    assert result.outcome is CaseOutcome(case.get("outcome", "passed")), result.details


@pytest.mark.parametrize("case", _cases("admission-cases.yaml"), ids=lambda case: str(case["id"]))
def test_a_wrong_expectation_fails(case: dict[str, Any]) -> None:
    wrong = {name: _other(value) for name, value in case["expected"].items() if name != "clock_start"}
    result = run_case({**case, "expected": wrong or {"days": 31, "clock_start": "x"}}, RULES)
    assert result.outcome is not CaseOutcome.PASSED


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else "something else"


FILES = ("admission-cases.yaml", "more-cases.yaml", "review-cases.yaml", "session-cases.yaml", "yearly-cases.yaml")
EVERY = {str(case["id"]): case for file in FILES for case in _cases(file)}
NAMES: dict[str, dict[str, list[str]]] = yaml.safe_load((CASES / "other-names.yaml").read_text("utf-8"))
RENAMED = [(code, name, other) for code, names in NAMES.items() for name, others in names.items() for other in others]


@pytest.mark.parametrize(("code", "name", "other"), RENAMED)
def test_a_fact_may_bear_its_other_name(code: str, name: str, other: str) -> None:
    case = EVERY[code]
    facts = {other if key == name else key: value for key, value in case["facts"].items()}
    assert run_case({**case, "facts": facts}, RULES).outcome is CaseOutcome.PASSED


def _answers(case: dict[str, Any]) -> dict[str, str]:
    """What each question of a case is answered, or why it is not."""
    return {check.name: check.note or str(check.actual) for check in run_case(case, RULES).details}


def test_what_is_answered_when_one_fact_is_not_known() -> None:
    told = {}
    for code, case in EVERY.items():
        told[code] = {"đủ": _answers(case)}
        for name in case["facts"]:
            fewer = {key: value for key, value in case["facts"].items() if key != name}
            told[code][f"không biết {name}"] = _answers({**case, "facts": fewer})
    compare("tra-loi-tinh-huong", told)


def test_an_unknown_question_is_not_covered() -> None:
    case = {"id": "X", "facts": {}, "expected": {"weather": "fine"}, "regime_date": "2018-01-01"}
    result = run_case(case, RULES)
    assert result.outcome is CaseOutcome.NOT_COVERED
    assert "weather" in result.details[0].note


def test_one_wrong_answer_outweighs_one_without_question() -> None:
    expected = {"weather": "fine", "needed": 1}
    case = {"id": "X", "facts": {"official_members": 9}, "expected": expected, "regime_date": "2018-01-01"}
    assert run_case(case, RULES).outcome is CaseOutcome.FAILED


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"id": "X"},
        {"id": "X", "expected": {}},
        {"id": "X", "facts": [], "expected": {"needed": 1}, "regime_date": "soon"},
        {"id": "X", "facts": "none", "expected": {"needed": 1}},
    ],
)
def test_what_is_no_case_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(CaseFault):
        run_case(case, RULES)


def test_every_name_of_the_given_cases_has_a_question() -> None:
    given = [*_cases("admission-cases.yaml"), *_cases("review-cases.yaml")]
    names = {name for case in given for name in case["expected"]}
    assert names <= set(covered_names())
