"""Looking ahead: latest days for each act, and what will have expired."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.base.words.planning import plan_lines
from chibo.law.calendar import CalendarGap
from chibo.law.dossier import DossierFacts, from_file
from chibo.law.planning import latest_start, plan_ceremony, plan_meeting
from chibo.law.timeline import LawGap
from tests.law import seeded
from tests.law.seeded import RULES

OPEN = seeded.Shape(name="open", until="meeting", local=True)


def open_dossier(**changes: Any) -> DossierFacts:
    """A dossier that has not been voted on: its verification is out, the summary not written."""
    gone: dict[str, Any] = {
        "meetings": [],
        "papers[cell_admission_resolution]": None,
        "papers[opinions_synthesis]": None,
    }
    return from_file(seeded.apply(seeded.built(OPEN), {**gone, **changes}))


def test_to_admit_on_the_day_wished_the_cell_votes_in_time() -> None:
    plan = plan_ceremony(open_dossier(), date(2018, 5, 19), date(2018, 2, 1), RULES)
    vote = plan.act("cell_admission_meeting")
    assert vote.latest_on == date(2018, 2, 20)
    assert vote.computed[0].result <= date(2018, 5, 19)
    assert RULES.within_working_days("decide.admission_deadline", date(2018, 2, 21), date(2018, 2, 21)).result > date(
        2018, 5, 18
    )
    assert vote.bare_on == date(2018, 5, 19)
    assert plan.act("opinions_synthesis").latest_on == vote.latest_on
    assert plan.act("decision_receipt").earliest_on == date(2018, 4, 4)
    assert plan.is_possible


def test_the_plan_reads_as_sentences() -> None:
    plan = plan_ceremony(open_dossier(), date(2018, 5, 19), date(2018, 2, 1), RULES)
    lines = plan_lines(plan)
    assert lines[0] == "Để kết nạp ngày 19-5-2018: còn kịp."
    assert any(line.startswith("Chi bộ phải biểu quyết chậm nhất 20-2-2018") for line in lines)
    still = (
        "Giấy chứng nhận lớp nhận thức về Đảng ngày 15-9-2017: đến hết ngày 15-9-2022, khi đó còn giá trị. Cách tính: "
    )
    assert any(line.startswith(still + "15-9-2017 + 60 tháng = 15-9-2022") for line in lines)
    assert not re.search(
        r"[a-z]{3,}_[a-z]{3,}(?!.*=)|[{}]|None", "".join(line.split(" Cách tính")[0] for line in lines)
    )


def test_what_will_have_expired_at_the_meeting() -> None:
    plan = plan_meeting(open_dossier(), date(2018, 10, 11), date(2018, 2, 1), RULES)
    ended = {expiry.code for expiry in plan.expiries if expiry.has_ended}
    assert ended == {"E24", "E86"}
    assert not plan.is_possible
    assert plan_lines(plan)[0].endswith("không kịp như hồ sơ hiện nay.")
    last = plan_meeting(open_dossier(), date(2018, 10, 10), date(2018, 2, 1), RULES)
    assert last.is_possible


def test_an_act_that_is_too_late_is_said() -> None:
    fresh = open_dossier(**{"papers[background_check]": None, "verification": []})
    plan = plan_meeting(fresh, date(2018, 3, 5), date(2018, 2, 20), RULES)
    asked = plan.act("verification_request")
    assert (asked.latest_on, asked.is_in_time) == (date(2018, 1, 15), False)
    assert "không kịp" in next(line for line in plan_lines(plan) if "xác minh" in line)


def test_abroad_takes_longer() -> None:
    abroad = open_dossier(**{"verification[father].kind": "overseas"})
    plan = plan_meeting(abroad, date(2018, 3, 5), date(2018, 2, 1), RULES)
    home = plan_meeting(open_dossier(), date(2018, 3, 5), date(2018, 2, 1), RULES)
    assert plan.act("verification_request").latest_on < home.act("verification_request").latest_on


def test_a_road_without_unions_and_levels_has_no_such_acts() -> None:
    two = seeded.Shape(name="two", road="two_members", until="meeting", base=False)
    data = seeded.apply(seeded.built(two), {"person.unions": None})
    plan = plan_ceremony(from_file(data), date(2018, 5, 19), date(2018, 3, 10), RULES)
    names = {act.act for act in plan.acts}
    assert not names & {"youth_union_resolution", "trade_union_resolution", "base_admission_meeting"}
    assert plan.act("cell_admission_meeting").done_on == date(2018, 3, 5)
    with pytest.raises(StopIteration):
        plan.act("organisation_opinion")


def test_from_26_7_2026_the_window_runs_from_the_decision() -> None:
    plan = plan_ceremony(open_dossier(), date(2026, 11, 20), date(2018, 2, 1), RULES)
    assert plan.act("admission_decision").earliest_on is not None
    assert plan.act("decision_receipt").earliest_on is None


def test_a_decision_too_long_ago_does_not_serve_the_day() -> None:
    joined = seeded.dossier(seeded.Shape(name="joined", until="joined"))
    plan = plan_ceremony(joined, date(2018, 7, 19), date(2018, 6, 1), RULES)
    assert not plan.act("decision_receipt").is_in_time


def test_an_empty_dossier_can_be_planned_too() -> None:
    plan = plan_ceremony(DossierFacts(), date(2027, 5, 19), date(2026, 11, 1), RULES)
    assert plan.expiries == ()
    assert plan.is_possible


def test_gaps_are_raised_not_guessed() -> None:
    with pytest.raises(CalendarGap):
        plan_ceremony(open_dossier(), date(2040, 5, 19), date(2018, 2, 1), RULES)
    with pytest.raises(LawGap):
        plan_ceremony(open_dossier(), date(2015, 5, 19), date(2015, 2, 1), RULES)


@settings(max_examples=40, deadline=None)
@given(end=st.dates(date(2017, 6, 1), date(2026, 12, 1)))
def test_counting_back_and_forth_agree(end: date) -> None:
    def forward(day: date) -> Any:
        return RULES.within_working_days("decide.recognition_deadline", day, day)

    found = latest_start(end, forward)
    assert found.result <= end
    assert forward(found.start + timedelta(days=1)).result > end
