"""Staff who leave on a day known beforehand, and since when a target is out of reach."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.register.actions import plan_leave
from chibo.register.models import Employment
from chibo.reports.queries import Outcome, Supposition, forecast, suppose
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, actor, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def job(name: str) -> Employment:
    return Employment.objects.get(person__full_name=name)


def leaves(name: str, day: date | None) -> Employment:
    return plan_leave(actor=actor(), on=MONDAY, employment=job(name), ends_on=day)


def test_who_leaves_is_on_the_staff_until_the_day_and_not_at_the_end(sample: Organisation) -> None:
    leaves("Đặng Mẫu Ý", date(2019, 9, 2))
    facts = forecast(actor(), sample, MONDAY)
    assert (facts.staff, facts.staff_at_end, facts.members_at_end) == (25, 24, 23)
    assert facts.expected_share == Fraction(24, 24)
    assert facts.outcome is Outcome.ON_COURSE
    assert facts.ahead == ((date(2019, 1, 3), 24, 25), (date(2019, 9, 2), 24, 24))
    assert facts.candidates == ()
    leaves("Lò Mẫu An", date(2018, 12, 1))
    both = forecast(actor(), sample, MONDAY)
    assert (both.staff_at_end, both.members_at_end, both.worst_share) == (23, 22, Fraction(22, 23))
    leaves("Đặng Mẫu Ý", None)
    leaves("Lò Mẫu An", None)
    assert forecast(actor(), sample, MONDAY).expected_share == Fraction(24, 25)


def test_who_leaves_before_the_ceremony_is_not_expected(sample: Organisation) -> None:
    leaves("Lò Mẫu Xuân", date(2018, 12, 3))
    facts = forecast(actor(), sample, MONDAY)
    assert (facts.expected, facts.expected_share, facts.sources_needed) == ((), Fraction(23, 24), 1)


def test_a_leave_after_the_term_changes_nothing(sample: Organisation) -> None:
    leaves("Đặng Mẫu Ý", date(2020, 5, 22))
    assert forecast(actor(), sample, MONDAY).leaves == ()


def test_a_planned_day_lies_ahead_and_strangers_plan_nothing(sample: Organisation) -> None:
    for day, said in ((MONDAY, "không ở sau"), (None, "không có gì để bỏ")):
        with pytest.raises(FaultyError, match=said):
            leaves("Đặng Mẫu Ý", day)
    with pytest.raises(NotAllowedError):
        plan_leave(actor=stranger(), on=MONDAY, employment=job("Đặng Mẫu Ý"), ends_on=date(2019, 1, 1))


def test_since_when_the_target_is_out_of_reach(sample: Organisation) -> None:
    day = date(2018, 10, 1)
    facts = forecast(actor(), sample, day)
    assert facts.outcome is Outcome.OUT_OF_REACH
    assert facts.start_by == date(2018, 9, 22)
    assert facts.since_sentence == "Theo nhịp hiện nay, mục tiêu không còn đạt được từ ngày 23-9-2018."
    assert forecast(actor(), sample, date(2018, 9, 22)).since_sentence == ""
    later = forecast(actor(), sample, day + timedelta(days=60))
    assert later.since_sentence == facts.since_sentence


def test_a_supposition_of_staff_from_a_day(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    late = Supposition(from_on=MONDAY, leaving=2, staff_on=date(2020, 6, 1))
    assert suppose(facts, late).share == Fraction(24, 25)
    assert "sau khi hết nhiệm kỳ nên không tính vào" in suppose(facts, late).sentence
    assert suppose(facts, Supposition(from_on=MONDAY, leaving=1, staff_on=date(2019, 1, 1))).share == 1
    with pytest.raises(FaultyError, match="đã qua"):
        suppose(facts, Supposition(from_on=MONDAY, leaving=1, staff_on=date(2018, 1, 1)))


def test_the_page_of_planned_leaves(sample: Organisation, client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    page = "/cai-dat/can-bo-nghi/"
    assert "Chưa ghi ai sẽ nghỉ, sẽ đi." in secretary.get(page).content.decode()
    sent = {"employment": str(job("Đặng Mẫu Ý").uid), "ends_on": "2-9-2019"}
    assert secretary.post(page, sent).status_code == 302
    assert "nghỉ, đi từ" in secretary.get(page).content.decode()
    assert "Đã tính cán bộ nghỉ" in secretary.get("/bao-cao/du-bao/").content.decode()
    assert secretary.post(page, sent | {"ends_on": "1-1-2018"}).status_code == 422
