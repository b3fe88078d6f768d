"""The checker: worked examples for every code, the seeded-fault bench, and what must hold of every finding."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.law import journey
from chibo.law.calendar import HolidayCalendar, PartialDate, add_months
from chibo.law.checker import CHECKS, CheckFinding, Repair, as_case, check, registry
from chibo.law.checker.graph import graph
from chibo.law.checker.likeness import likeness, shingles
from chibo.law.dossier import DossierFacts, FileFault, from_file
from chibo.law.dossier.kinds import SheetKind
from chibo.law.dossier.papers import Sheet
from chibo.law.timeline import NotDelegable
from chibo.law.vocabulary import FindingGrade, Stage, StepKind
from tests.law import seeded
from tests.law.seeded import RULES

CODES = [f"E{number:02}" for number in range(1, 87)]
BEYOND = ["AGAIN", "CARD", "CURE", "LIST", "MOVE", "REMOVAL", "ROUNDS"]  # beside the list of errors
EXAMPLES = [(code, given_) for code in (*CODES, *BEYOND) for given_ in seeded.examples(code)]
MONDAYS = st.dates(min_value=date(2017, 6, 5), max_value=date(2023, 6, 30))


def base(**changes: Any) -> DossierFacts:
    return from_file(seeded.apply(seeded.built(seeded.BASE), changes))


def found_in(data: dict[str, Any], on: date = date(2019, 7, 8)) -> tuple[CheckFinding, ...]:
    changed = seeded.apply(seeded.built(seeded.BASE), data)
    return check(from_file(changed), on, RULES).findings


@pytest.mark.parametrize(("code", "told"), EXAMPLES, ids=lambda item: item if isinstance(item, str) else item["say"])
def test_a_worked_example_comes_out(code: str, told: dict[str, Any]) -> None:
    dossier, on = seeded.example(told)
    report = check(dossier, on, RULES)
    assert bool(report.of(code)) is told["found"], [(found.code, found.variant) for found in report.findings]


def test_every_code_has_an_example_that_fails_and_one_that_passes() -> None:
    for code in (*CODES, *BEYOND):
        assert {told["found"] for told in seeded.examples(code)} == {True, False}, code


def test_registry_and_functions_name_the_same_codes() -> None:
    assert set(CHECKS) == set(registry()) == {*CODES, *BEYOND, "FACTS", "ORDER"}


@pytest.mark.parametrize(("code", "dossier", "on"), seeded.faults(), ids=CODES)
def test_a_seeded_fault_is_found_with_its_code(code: str, dossier: DossierFacts, on: date) -> None:
    report = check(dossier, on, RULES)
    assert report.of(code)
    beside = [found for found in report.findings if found.code != code and not found.consequence_of]
    assert beside == []
    assert all(found.consequence_of == code for found in report.findings if found.code != code)


ELSEWHERE = [
    seeded.Shape(name=f"{road}, {start}", start=start, road=road, local=True)
    for start in (date(2018, 6, 5), date(2022, 3, 7), date(2023, 5, 4), date(2024, 6, 3))
    for road in ("youth_union", "trade_union")
]


@pytest.mark.parametrize("shape", ELSEWHERE, ids=lambda shape: shape.name)
def test_faults_without_days_are_found_under_every_regime(shape: seeded.Shape) -> None:
    tried = 0
    for code in CODES:
        told = next(one for one in seeded.examples(code) if one["found"])
        is_bound = {"base", "on"} & set(told) or re.search(r"\d{4}-\d\d|youth_union", str(seeded.plain(told)))
        if is_bound or (code == "E35" and shape.road == "trade_union"):  # no branch proposes there
            continue
        data = seeded.apply(seeded.built(shape), told.get("change", {}))
        report = check(from_file(data), seeded.checked_on(shape), RULES)
        assert {found.code for found in report.findings if not found.consequence_of} == {code}
        tried += 1
    assert tried > 40


def test_forty_clean_dossiers_raise_no_alarm() -> None:
    shapes = seeded.clean_shapes()
    assert len(shapes) == 40
    assert len({shape.name for shape in shapes}) == 40
    alarms = {
        shape.name: [(found.code, found.variant) for found in report.findings]
        for shape in shapes
        if (report := check(seeded.dossier(shape), seeded.checked_on(shape), RULES)).findings
    }
    assert alarms == {}


def test_grades_are_those_of_the_registry() -> None:
    grades = {"stop": 0, "warn": 0, "tick": 0}
    for code in CODES:
        grades[registry()[code].grade.value] += 1
    assert grades == {"stop": 45, "warn": 33, "tick": 8}


def test_a_finding_names_papers_dates_article_and_repair() -> None:
    found = found_in({"papers[background_remarks].dated": "2017-11-20"})[0]
    assert (found.code, found.grade, found.repair) == ("E11", FindingGrade.STOP, Repair.NEW_PAPER)
    assert [(paper.kind, paper.dated) for paper in found.papers] == [
        ("background_remarks", date(2017, 11, 20)),
        ("verification_reply", date(2017, 11, 21)),
    ]
    assert found.citations[0].text == "Hướng dẫn 01-HD/TW ngày 20-9-2016, điểm 3.4"
    chain = [one for one in found_in({"papers[background_remarks].dated": "2017-11-20"}) if one.consequence_of]
    assert {(one.variant, one.consequence_of) for one in chain} == {("arrow", "E11"), ("basis", "E11")}
    basis = next(one for one in chain if one.variant == "basis")
    lost = [(paper.kind, paper.dated) for paper in basis.papers[2:]]
    assert lost == [("cell_admission_meeting", date(2018, 3, 5)), ("admission_decision", date(2018, 4, 21))]


def test_every_broken_arrow_is_told_not_only_the_first() -> None:
    found = found_in({"papers[application].dated": "2018-04-01", "papers[background_statement].dated": "2018-04-02"})
    broken = {(one.papers[0].kind, one.papers[1].kind) for one in found if one.code == "ORDER"}
    assert ("application", "application_receipt") in broken
    assert ("background_statement", "edge_seal") in broken


def test_a_paper_that_is_not_there_is_passed_through() -> None:
    gone = {"papers[background_remarks]": None, "papers[background_check].dated": "2018-03-06"}
    found = [one for one in found_in(gone) if one.code == "E60"]
    assert [(one.papers[0].kind, one.params["through"]) for one in found] == [
        ("background_check", ("background_remarks",))
    ]


def test_each_act_is_judged_by_the_law_of_its_own_day() -> None:
    shape = seeded.Shape(name="crossing", start=date(2020, 12, 1))
    late = {"papers[admission_decision].dated": "2022-01-20", "papers[cell_recognition_resolution].dated": None}
    report = check(from_file(seeded.apply(seeded.built(shape), late)), date(2022, 2, 1), RULES)
    cited = {found.code: found.citations[0].text for found in report.findings if found.citations}
    assert "24-QĐ/TW" in cited["E65"]
    assert "29-QĐ/TW" in next(one for one in found_in({"papers[admission_decision].dated": "2018-07-20"})
                              if one.code == "E65").citations[0].text  # fmt: skip


def test_a_helper_who_writes_is_judged_by_themself() -> None:
    other = {"name": "Điêu Mẫu Sơn", "uid": "h9", "starts_on": "2017-07-05", "recognised_on": "2012-05-19"}
    once = {"author": "helper", "name": "Điêu Mẫu Sơn", "dated": "2017-08-01"}
    found = [one for one in found_in({"helpers+": other, "remarks+": once}) if one.code == "E29"]
    assert [(one.papers[0].author, one.papers[0].dated) for one in found] == [("Điêu Mẫu Sơn", date(2017, 8, 1))]
    left = {**other, "ends_on": "2017-12-01"}
    assert not [one for one in found_in({"helpers+": left, "remarks+": once}) if one.code == "E29"]


def test_whose_remarks_nobody_kept_is_not_judged() -> None:
    alone = {"remarks": [one for one in seeded.built(seeded.BASE)["remarks"] if one["author"] == "helper"]}
    assert {one.params["writer"] for one in found_in(alone) if one.code == "E29"} == {"cell"}
    assert not [one for one in found_in({**alone, "remarks_of": ["helper"]}) if one.code in {"E29", "E78"}]


def test_acts_of_an_old_file_never_stop() -> None:
    change = {"papers[cell_admission_resolution].dated": "2018-03-07"}
    young = {**change, "organisation.first_day": "2018-01-01"}
    assert next(one for one in found_in(young) if one.code == "E59").grade is FindingGrade.STOP
    old = {**change, "organisation.first_day": "2020-01-01"}
    late = next(one for one in found_in(old) if one.code == "E59")
    assert (late.grade, late.is_old) == (FindingGrade.WARN, True)
    kept = {**change, "papers[cell_admission_resolution].from_old_file": True}
    assert next(one for one in found_in(kept) if one.code == "E59").grade is FindingGrade.WARN


def test_a_local_rule_warns_unless_the_organisation_chose_to_stop() -> None:
    rule = {"key": "local.application_months", "value": 4, "starts_on": "2015-01-01", "citation": "Quy tắc riêng"}
    change: dict[str, Any] = {"context.local_rules": [rule]}
    found = found_in(change)[0]
    assert (found.code, found.grade, found.is_local) == ("E24", FindingGrade.WARN, True)
    assert found.citations[0].text == "Quy tắc riêng"
    change["context.policies"] = {"local_rules.grade": "stop"}
    assert found_in(change)[0].grade is FindingGrade.STOP
    with pytest.raises(NotDelegable):
        found_in({"context.local_rules": [{**rule, "key": "probation.length"}]})


def test_a_gap_of_the_law_is_said_and_nothing_is_borrowed() -> None:
    shape = seeded.Shape(name="2013", start=date(2013, 1, 7))
    report = check(seeded.dossier(shape), seeded.checked_on(shape), RULES)
    gaps = {found.code: found for found in report.findings if found.variant == "no_basis"}
    assert {"E65", "E75", "E83", "E84"} <= set(gaps)
    assert all(found.grade is FindingGrade.WARN and not found.citations for found in gaps.values())


def test_a_year_without_holidays_is_said() -> None:
    rules = RULES.with_local(holidays=HolidayCalendar(days=frozenset(), years=frozenset({2018})))
    report = check(base(), date(2019, 7, 8), rules)
    said = {(found.code, found.params["year"]) for found in report.findings if found.variant == "no_holiday_data"}
    assert said == {("E82", 2019), ("E84", 2019)}


def test_an_empty_dossier_raises_no_alarm_and_says_what_was_not_judged() -> None:
    report = check(DossierFacts(), date(2026, 11, 1), RULES)
    assert report.findings == ()
    assert not report.is_blocked
    blocks = {one.code: one.block for one in report.unjudged}
    assert blocks["E07"] == "person.relatives"
    assert blocks["E29"] == "remarks"


def test_a_paper_alone_asks_for_what_it_needs_and_for_no_more() -> None:
    alone = DossierFacts(papers=(Sheet(kind=SheetKind.APPLICATION, dated=PartialDate(2018, 5, 5)),))
    codes = {found.code for found in check(alone, date(2018, 6, 1), RULES).findings}
    assert codes == {"E13", "E15", "E20", "E25", "E63"}


@pytest.mark.parametrize(
    ("change", "variant"),
    [
        ({"papers[self_review].dated": "2029-05-20"}, "future"),
        ({"papers[background_check].dated": "1917-12-12"}, "before_birth"),
        ({"papers[opinions_synthesis].dated": None}, "undated"),
        ({"papers[opinions_synthesis].signed": False}, "unsigned"),
        ({"meetings[base_admission].held_on": None}, "no_day"),
        ({"papers+": {"kind": "application", "dated": "2017-10-10"}}, "twice"),
        ({"verification[father].sent_on": "2017-12-24"}, "answered_before"),
        ({"meetings[consultation].held_on": "2029-01-01"}, "future"),
        ({"person.special_track": True}, "special_track"),
    ],
)
def test_absurd_dates_and_doubles_are_said(change: dict[str, Any], variant: str) -> None:
    assert variant in {found.variant for found in found_in(change) if found.code == "FACTS"}


def test_a_special_track_with_the_superior_s_word_is_quiet() -> None:
    assert found_in({"person.special_track": True, "person.special_track_consent_on": "2018-01-02"}) == ()


@pytest.mark.parametrize("written", ["ngày 10 tháng 10 năm 2017", "Mẫu, ngày 05 tháng 2 năm 2018"])
def test_a_long_date_is_clear_with_or_without_its_nought(written: str) -> None:
    assert found_in({"papers[application].date_written": written}) == ()


@pytest.mark.parametrize("place", ["Bản 2, xã Mẫu", "Ô Chợ Dừa", "thôn Ba Vì"])
def test_a_short_name_is_no_short_form(place: str) -> None:
    assert found_in({"person.home_place": place}) == ()


@pytest.mark.parametrize("place", ["TP Mẫu", "X. Mẫu", "Trường TH Mẫu", "Q. 1"])
def test_a_short_form_is_one(place: str) -> None:
    assert [found.code for found in found_in({"person.home_place": place})] == ["E08"]


def test_a_replaced_paper_is_kept_and_not_judged() -> None:
    second = {"kind": "opinions_synthesis", "dated": "2018-04-01", "replaced": True}
    assert found_in({"papers+": second}) == ()


def test_a_partial_date_breaks_an_arrow_only_when_it_must() -> None:
    may = found_in({"papers[opinions_synthesis].dated": "2018-03"})
    assert {found.code for found in may} == {"E72"}
    must = found_in({"papers[opinions_synthesis].dated": "2018-04"})
    assert {found.code for found in must if not found.consequence_of} == {"E60", "E72"}


def test_the_leap_day_and_the_end_of_a_month() -> None:
    leap = {"ceremony.held_on": "2020-02-29"}
    data = seeded.apply(seeded.built(seeded.BASE), {**leap, "meetings[cell_recognition].held_on": "2021-02-28"})
    assert not check(from_file(data), date(2021, 3, 1), RULES).of("E81")
    data = seeded.apply(seeded.built(seeded.BASE), {**leap, "meetings[cell_recognition].held_on": "2021-02-27"})
    early = check(from_file(data), date(2021, 3, 1), RULES).of("E81")[0]
    assert early.possible_from == date(2021, 2, 28)
    assert early.computed[0].readings == ("months.end=last_day",)


def test_each_paper_that_is_too_early_is_written_anew_by_its_own_writer() -> None:
    early = found_in({f"papers[{kind}].dated": "2019-03-01" for kind in ("self_review", "mentor_remarks")})
    writers = {found.papers[0].kind: found.by for found in early if found.code == "E80"}
    assert writers == {"self_review": "applicant", "mentor_remarks": "mentor"}


def test_computations_stand_beside_their_findings() -> None:
    late = next(one for one in found_in({"papers[admission_decision].dated": "2018-07-20"}) if one.code == "E65")
    counted = late.computed[0]
    assert (counted.start, counted.amount, counted.rule) == (date(2018, 3, 5), 60, "decide.admission_deadline")
    assert date(2018, 4, 25) in counted.skipped  # Giỗ Tổ
    assert "working_days.first=next_day" in late.readings


def test_the_graph_has_no_circle() -> None:
    def ahead(name: str, seen: tuple[str, ...]) -> None:
        assert name not in seen
        for arrow in graph().arrows.get(name, ()):
            ahead(arrow.after, (*seen, name))

    for name in graph().arrows:
        ahead(name, ())
    coded = {arrow.code for arrows in graph().arrows.values() for arrow in arrows if arrow.code}
    assert coded <= set(CODES)


def test_likeness() -> None:
    one = shingles("một hai ba bốn năm sáu")
    assert likeness(one, one) == pytest.approx(1.0)
    assert likeness(one, shingles("")) == pytest.approx(0.0)
    assert likeness(shingles(""), one) == pytest.approx(0.0)
    assert likeness(one, shingles("MỘT hai ba bốn")) == pytest.approx(1 / 3)


# ---------------------------------------------------------------------- whatever the dates


@settings(max_examples=25, deadline=None)
@given(start=MONDAYS, road=st.sampled_from(["youth_union", "trade_union", "two_members"]))
def test_a_clean_road_stays_clean_wherever_it_starts(start: date, road: str) -> None:
    shape = seeded.Shape(name="x", start=start, road=road, until="joined")
    report = check(seeded.dossier(shape), seeded.checked_on(shape), RULES)
    assert {found.code for found in report.findings} <= {"E75", "E65"}, report.findings  # Tết may use up a count


@settings(max_examples=40, deadline=None)
@given(days=st.integers(min_value=-40, max_value=60))
def test_the_self_review_turns_on_the_day_the_year_is_full(days: int) -> None:
    full = date(2019, 5, 19)
    report = check(base(**{"papers[self_review].dated": str(full + timedelta(days=days))}), date(2019, 9, 1), RULES)
    assert any(found.variant == "too_early" for found in report.of("E80")) is (days < 0)


@settings(max_examples=40, deadline=None)
@given(months=st.integers(min_value=50, max_value=70), shift=st.integers(min_value=-3, max_value=3))
def test_the_certificate_serves_sixty_months_to_the_day(months: int, shift: int) -> None:
    met = date(2018, 3, 5)
    certified = add_months(met, -months) + timedelta(days=shift)
    report = check(base(**{"papers[awareness_certificate].dated": str(certified)}), date(2019, 7, 8), RULES)
    assert bool(report.of("E16")) is (add_months(certified, 60) < met)


@settings(max_examples=40, deadline=None)
@given(approve=st.integers(min_value=0, max_value=21), size=st.integers(min_value=3, max_value=60))
def test_two_thirds_of_all_whatever_the_numbers(approve: int, size: int) -> None:
    change = {
        "meetings[cell_admission].vote": {"base": size, "approve": min(approve, size)},
        "meetings[cell_admission].minutes": {"dated": "2018-03-05"},
        "context.member_lists": None,
    }
    report = check(base(**change), date(2019, 7, 8), RULES)
    assert bool(report.of("E53")) is (min(approve, size) * 3 < size * 2)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_dates_however_absurd_make_the_checker_fall(data: st.DataObject) -> None:
    facts = base()
    days = st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2027, 10, 1)).map(PartialDate.of),
                     st.builds(PartialDate, st.integers(1930, 2027)))  # fmt: skip
    papers = tuple(replace(sheet, dated=data.draw(days)) for sheet in facts.papers)
    report = check(replace(facts, papers=papers), date(2020, 1, 1), RULES)
    assert all(found.code in registry() for found in report.findings)


def _days(place: Any, path: str = "") -> list[str]:
    """The paths of every full date in a file."""
    if isinstance(place, dict):
        return [found for key, value in place.items() for found in _days(value, f"{path}.{key}" if path else key)]
    if isinstance(place, list):
        return [found for index, value in enumerate(place) for found in _days(value, f"{path}[{index}]")]
    return [path] if isinstance(place, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", place) else []


def _places(place: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to everything in a file."""
    items = enumerate(place) if isinstance(place, list) else place.items() if isinstance(place, dict) else ()
    return [found for key, value in items for found in ((*path, key), *_places(value, (*path, key)))]


def test_no_single_missing_fact_makes_the_checker_fall_or_cry() -> None:
    data = seeded.built(seeded.BASE)
    loud = {("person",), ("papers",), ("ticks",), ("helpers", 0, "recognised_on")}  # several checks want these
    for road in _places(data):
        thinned = copy.deepcopy(data)
        place: Any = thinned
        for key in road[:-1]:
            place = place[key]
        del place[road[-1]]
        try:
            dossier = from_file(thinned)
        except FileFault:
            continue  # what a record is about cannot be left out
        told = {found.code for found in check(dossier, date(2019, 7, 8), RULES).findings if not found.consequence_of}
        assert len(told) <= 1 or road in loud, (road, told)


@pytest.mark.parametrize("absurd", ["0001-01-01", "1800-02-28", "9999-12-31"])
def test_no_single_absurd_day_makes_the_checker_fall(absurd: str) -> None:
    data = seeded.built(seeded.BASE)
    for path in _days(data):
        report = check(from_file(seeded.apply(data, {path: absurd})), date(2019, 7, 8), RULES)
        assert all(found.code in registry() for found in report.findings), path


# ---------------------------------------------------------------------- the case derived from a dossier


def test_the_case_is_derived_with_every_step_once() -> None:
    case = as_case(base(**{"steps+": {"kind": "returned", "on": "2018-03-30"}}))
    kinds = [step.kind for step in case.steps]
    assert len(kinds) == len(set(kinds))
    assert {StepKind.RETURNED, StepKind.CELL_PROPOSED_ADMISSION, StepKind.ADMITTED} <= set(kinds)
    proposed = case.first(StepKind.CELL_PROPOSED_ADMISSION)
    assert proposed is not None
    assert proposed.vote is not None
    assert (proposed.vote.base, proposed.vote.approve) == (21, 20)


def test_the_derived_case_passes_the_gates_of_the_journey() -> None:
    case = as_case(base())
    assert journey.stage_of(case.steps) is Stage.OFFICIAL
    ended = journey.check(case, date(2019, 7, 8), RULES)
    assert not [found for found in ended if found.grade is FindingGrade.STOP and found.code != "case_closed"]


def test_together_since_comes_from_the_units_when_nobody_wrote_it() -> None:
    mentor = as_case(base()).mentors[0]
    assert mentor.together_since == date(2014, 9, 1)
    alone = as_case(base(**{"helpers[0].units": None})).mentors[0]
    assert alone.together_since is None
