"""Files nobody would send: mutilated, contradictory, absurd. Never a crash; refusals by path; stable findings."""

from __future__ import annotations

import contextlib
import copy
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.base.words.checker import computation_data
from chibo.base.words.findings import check_words, sentence
from chibo.law import journey
from chibo.law.calendar import CalendarGap
from chibo.law.cases.run import CaseFault, CaseOutcome, covered_names, run_case
from chibo.law.checker import as_case, check, registry
from chibo.law.dossier import DossierFacts, FileFault, from_file, to_file
from chibo.law.planning import plan_ceremony, plan_meeting
from chibo.law.timeline import LawGap, NotDelegable, UnfitValue, UnknownFigure, UnknownPolicy
from tests.law import seeded
from tests.law.sample import CASES
from tests.law.seeded import BASE, RULES, Shape

if TYPE_CHECKING:
    from collections.abc import Callable

CODES = [f"E{number:02}" for number in range(1, 87)]
BEYOND = ["AGAIN", "CARD", "CURE", "LIST", "MOVE", "REMOVAL", "ROUNDS"]
NOT_OURS = (NotDelegable, UnfitValue, UnknownFigure, UnknownPolicy)
DAYS = ("0001-01-01", "1800-02-28", "2012-01-01", "2016-02-29", "2018", "2018-05", "2019-12-31", "2020-02-29",
        "2021-01-31", "2025-07-01", "2026-07-26", "2030-06-01", "9999-12-31")  # fmt: skip
JUNK: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    10**12,
    True,
    [],
    {},
    "x",
    3.5,
    "{on}",
    "%s",
    "\u0000",
    [None],
    {"a": 1},
    "2018-13-01",
)
FEWER = settings(deadline=None, max_examples=settings().max_examples // 3)  # tenfold in the long run
ON = (date(1, 1, 1), date(2010, 1, 1), date(2019, 7, 8), date(2020, 2, 29), date(2026, 11, 28), date(2035, 1, 1),
      date(9999, 12, 31))  # fmt: skip
MADE = [seeded.built(shape) for shape in (*seeded.SHAPES.values(), *seeded.clean_shapes()[::4])]
MADE += [seeded.apply(MADE[0], seeded.plain(one.get("change", {}))) for code in BEYOND for one in seeded.examples(code)
         if "base" not in one]  # fmt: skip


def roads(place: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to everything in a file."""
    items = enumerate(place) if isinstance(place, list) else place.items() if isinstance(place, dict) else ()
    return [found for key, value in items for found in ((*path, key), *roads(value, (*path, key)))]


def moved(day: str, days: int) -> str:
    try:
        return str(date.fromisoformat(day) + timedelta(days=days))
    except (OverflowError, ValueError):
        return day


@st.composite
def mutilated(draw: st.DrawFn) -> dict[str, Any]:
    """A whole dossier with one to six places changed: other days, doubles, gaps, turned flags, now and then junk."""
    data: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(MADE)))
    for _ in range(draw(st.integers(1, 6))):
        *road, key = draw(st.sampled_from(roads(data)))
        place: Any = data
        for step in road:
            place = place[step]
        _harm(place, key, draw)
    return data


def _harm(place: Any, key: Any, draw: st.DrawFn) -> None:
    value = place[key]
    deed = draw(st.sampled_from(("other", "other", "double", "away", "junk")))
    if deed == "other":
        place[key] = _other(value, draw)
    elif deed == "double" and isinstance(place, list):
        place.append(copy.deepcopy(value))
    elif deed == "away" and (isinstance(place, list) or len(place) > 1):
        del place[key]
    elif deed == "junk":
        place[key] = draw(st.sampled_from(JUNK))


def _other(value: Any, draw: st.DrawFn) -> Any:
    """Another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return draw(st.sampled_from((0, -1, 1, value + 1, 10**12)))
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return draw(st.sampled_from(DAYS)) if draw(st.booleans()) else moved(value, draw(st.integers(-900, 900)))
    return value


def read(data: dict[str, Any]) -> DossierFacts | None:
    """The dossier, or nothing where the file is refused: every fault with its path."""
    try:
        return from_file(json.loads(json.dumps(data)))
    except FileFault as refused:
        told = refused.faults
    assert told
    assert all(path and said for path, said in told)
    return None


@FEWER
@given(data=mutilated(), on=st.sampled_from(ON))
def test_no_file_makes_the_checker_fall(data: dict[str, Any], on: date) -> None:
    dossier = read(data)
    if dossier is None:
        return
    assert from_file(json.loads(json.dumps(to_file(dossier)))) == dossier
    try:
        report = check(dossier, on, RULES)
    except NOT_OURS:
        return
    assert report == check(dossier, on, RULES)
    for found in report.findings:
        assert found.code in registry()
        text = check_words(found)
        assert text.what
        assert text.repair
        assert json.dumps([computation_data(one) for one in found.computed])
        assert sentence(found).what


@FEWER
@given(data=mutilated(), on=st.sampled_from(ON))
def test_no_file_makes_the_road_or_the_plans_fall(data: dict[str, Any], on: date) -> None:
    dossier = read(data)
    if dossier is None:
        return
    case = as_case(dossier)
    assert all(sentence(found).what for found in journey.check(case, on, RULES))
    assert journey.outlook(case, on, RULES).stage
    assert journey.timeline(case, on, RULES) is not None
    plans: tuple[Callable[..., object], ...] = (plan_meeting, plan_ceremony)
    for plan in plans:
        try:
            plan(dossier, on, on, RULES)
        except (LawGap, CalendarGap, OverflowError, *NOT_OURS):
            continue  # the ways a plan says that it cannot be made


@FEWER
@given(number=st.integers(0, len(MADE) - 1), order=st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(number: int, order: Any) -> None:
    data = copy.deepcopy(MADE[number])
    mixed = copy.deepcopy(data)
    for name in ("papers", "meetings", "ticks", "verification", "opinions", "remarks"):
        order.shuffle(mixed.get(name, []))
    on = date(2026, 11, 28)
    first, second = (
        {(found.code, found.variant, found.grade, frozenset(found.papers)) for found in
         check(from_file(one), on, RULES).findings if not found.consequence_of}
        for one in (data, mixed)
    )  # fmt: skip
    assert first == second


# ---------------------------------------------------------------------- the seeded faults elsewhere


def elsewhere(value: Any, days: int) -> Any:
    """A change as the example tells it, all its days moved."""
    if isinstance(value, dict):
        return {key: elsewhere(item, days) for key, item in value.items()}
    if isinstance(value, list):
        return [elsewhere(item, days) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return moved(value, days)
    return value


# What an example rests on besides its days: an age, a rule that came later, an instrument of its time.
BOUND = {"E13", "E37", "E69"}
STARTS = (date(2018, 6, 5), date(2021, 9, 6), date(2023, 5, 4), date(2024, 6, 3))


@pytest.mark.parametrize("start", STARTS, ids=str)
def test_seeded_faults_are_found_under_other_dates_and_regimes(start: date) -> None:
    missed, tried = [], 0
    for code in CODES:
        for told in seeded.examples(code):
            shape = seeded.SHAPES[told.get("base", "base")]
            if not told["found"] or shape.start != BASE.start or code in BOUND:
                continue
            days = (start - BASE.start).days
            data = seeded.apply(
                seeded.built(replace(shape, start=start, local=True)),
                elsewhere(seeded.plain(told.get("change", {})), days),
            )
            on = moved(str(told["on"]), days) if "on" in told else str(seeded.checked_on(replace(shape, start=start)))
            tried += 1
            if not check(from_file(data), date.fromisoformat(on), RULES).of(code):
                missed.append((code, told["say"]))
    assert missed == []
    assert tried > 150


@FEWER
@given(
    start=st.dates(date(2016, 8, 1), date(2024, 6, 1)),
    road=st.sampled_from(("youth_union", "trade_union", "two_members")),
    special=st.sampled_from(("", "", "transferred", "readmitted", "sparse", "primary")),
    until=st.sampled_from(("meeting", "joined", "recognised")),
    flags=st.tuples(*(st.booleans(),) * 4),
)
def test_clean_dossiers_raise_no_alarm_whatever_their_shape(
    start: date, road: str, special: str, until: str, flags: tuple[bool, ...]
) -> None:
    married, base, section, local = flags
    shape = Shape(name="x", start=start, road=road, until=until, married=married, base=base, section=section,
                  special=special, local=local)  # fmt: skip
    found = check(seeded.dossier(shape), seeded.checked_on(shape), RULES).findings
    assert {one.code for one in found} <= {"E65", "E75"}, found  # Tết may use up a count of working days


# ---------------------------------------------------------------------- local rules and worked cases


@pytest.mark.parametrize("value", [True, False, -1, 0, 1, 10**6, 10**12])
def test_a_local_rule_of_any_value_is_used_or_refused(value: Any) -> None:
    for figure in RULES.figures():
        rule = {"key": figure.key, "value": value, "starts_on": "2015-01-01", "citation": "Quy tắc riêng"}
        dossier = from_file(seeded.apply(MADE[0], {"context.local_rules": [rule]}))
        refused: str | None = None
        try:
            check(dossier, date(2019, 7, 8), RULES)
        except (NotDelegable, UnfitValue) as error:
            refused = type(error).__name__
        expected = None if figure.takes(value) else "UnfitValue"
        assert refused == (expected if figure.delegable else "NotDelegable"), figure.key


def worked() -> list[dict[str, Any]]:
    read = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(CASES.glob("*.yaml"))]
    listed = [one for data in read for one in (data if isinstance(data, list) else data.get("cases", []))]
    return [one for one in listed if isinstance(one, dict) and "expected" in one and one.get("facts")]


WORKED = worked()
ODD = st.sampled_from((*JUNK, 10**30, date(1, 1, 1), date(9999, 12, 31), "2020-02-29", "2019", float("nan"), ["a"]))


@FEWER
@given(case=st.sampled_from(WORKED), data=st.data())
def test_no_case_makes_the_questions_fall(case: dict[str, Any], data: st.DataObject) -> None:
    asked = copy.deepcopy(case)
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(("facts", "facts", "expected", "on", "regime_date")))
        if where in {"on", "regime_date"}:
            asked[where] = data.draw(ODD)
        elif where == "expected":
            asked[where][data.draw(st.sampled_from(covered_names()))] = data.draw(ODD)
        elif asked[where]:
            asked[where][data.draw(st.sampled_from(sorted(asked[where])))] = data.draw(ODD)
    with contextlib.suppress(CaseFault):  # no case at all: told as such
        assert run_case(asked, RULES).outcome in set(CaseOutcome)
