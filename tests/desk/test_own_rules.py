"""What an organisation sets for itself: readings, local rules, its own quorum; what the Centre keeps is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.desk.queries import rules
from chibo.law.calendar import MonthEnd
from chibo.register.facts import rulebook_of
from chibo.register.models import OrganisationRule
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db
PAGE = "/cai-dat/quy-tac-rieng/"
GROUND = {"starts_on": "21-5-2018", "ground": "Nghị quyết chi bộ 4-5-2018"}


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    return sign_in(client, "bi-thu")


def test_a_reading_is_chosen_and_said_beside_results(secretary: Client, sample: Organisation) -> None:
    assert "Hết tháng khi tháng sau không có ngày tương ứng" in secretary.get(PAGE).content.decode()
    answer = secretary.post(f"{PAGE}months.end/", {"value": MonthEnd.NEXT_DAY.value, **GROUND})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert rulebook_of(sample, MONDAY).policy("months.end") == "next_day"
    assert "đơn vị chọn" in secretary.get(PAGE).content.decode()


def test_the_cell_sets_its_own_quorum_and_takes_it_back(secretary: Client, sample: Organisation) -> None:
    path = f"{PAGE}vote.meeting_quorum/"
    assert "chưa đặt" in secretary.get(path).content.decode()
    secretary.post(path, {"value": "2/3", **GROUND, "ends_on": "1-1-2019"})
    own = rulebook_of(sample, MONDAY).find("vote.meeting_quorum", MONDAY)
    assert own is not None
    assert (own.share.numerator, own.share.denominator) == (2, 3)
    assert rulebook_of(sample, date(2019, 1, 1)).find("vote.meeting_quorum", date(2019, 1, 1)) is None


@pytest.mark.parametrize(("key", "value"), [("local.send_up_days", "15"), ("local.whole_text", "yes")])
def test_numbers_and_switches(secretary: Client, sample: Organisation, key: str, value: str) -> None:
    assert secretary.post(f"{PAGE}{key}/", {"value": value, **GROUND}).status_code == 302
    kept = OrganisationRule.objects.get(key=key, starts_on=MONDAY)
    assert kept.value == (15 if value == "15" else True)


def test_wrong_values_are_named_together_and_nothing_is_kept(secretary: Client) -> None:
    answer = secretary.post(f"{PAGE}local.send_up_days/", {"value": "", "starts_on": "32-5-2018", "ground": ""})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in said
    odd = secretary.post(f"{PAGE}vote.meeting_quorum/", {"value": "hai phần ba", **GROUND})
    assert "Giá trị không hợp" in odd.content.decode()
    assert not OrganisationRule.objects.filter(starts_on=MONDAY).exists()


def test_what_the_centre_keeps_has_no_page(secretary: Client) -> None:
    for key in ("age.min", "probation.length", "khong-co"):
        assert secretary.get(f"{PAGE}{key}/").status_code == 404


def test_every_settable_rule_has_a_page_that_opens(secretary: Client, sample: Organisation) -> None:
    for one in (*rules.readings(sample, MONDAY), *rules.local_rules(sample, MONDAY)):
        assert secretary.get(f"{PAGE}{one.key}/").status_code == 200, one.key
