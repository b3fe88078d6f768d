"""The range, the level above, and suppositions: what the forecast says beside its sentence."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from chibo.base.refusal import FaultyError
from chibo.development.models import DevelopmentCase, Step
from chibo.reports.queries import Supposition, forecast, suppose
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, Cell, OrganisationFactory, PersonFactory, actor, cell
from tests.reports.test_telling import road

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def test_of_one_person_on_the_road_no_chance_is_told(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    assert (facts.worst_share, facts.best_share) == (Fraction(23, 25), Fraction(24, 25))
    assert facts.range_sentence == (
        "Số người đang phấn đấu sẽ được kết nạp trong nhiệm kỳ: từ 0 đến 1. "
        "Quá ít người để nói khả năng mà không thành nói về một người."
    )


def test_of_two_on_the_road_the_range_and_how_sure_it_is(sample: Organisation) -> None:
    facts = forecast(actor(), sample, date(2017, 8, 1))
    assert facts.count is not None
    assert (facts.count.least, facts.count.most, facts.count.beyond) == (1, 2, 0)
    assert facts.range_sentence == (
        "Số người đang phấn đấu sẽ được kết nạp trong nhiệm kỳ: từ 1 đến 2, đúng chừng 99 trong 100 lần."
    )


def test_a_cell_with_few_cases_reckons_by_the_level_above() -> None:
    above = OrganisationFactory.create(name="Đảng bộ Mẫu", scope_key="a001")
    house = cell(parent=above, scope_key="a001b001")
    sister = OrganisationFactory.create(name="Chi bộ Mẫu Hai", parent=above, scope_key="a001b002")
    stranger = OrganisationFactory.create(name="Chi bộ Mẫu Xa", scope_key="a002")
    for number, days in enumerate((500, 520, 560)):
        elsewhere(sister, date(2014, 1, 6) + timedelta(days=30 * number), days)
    elsewhere(stranger, date(2014, 1, 6), 4000)
    facts = forecast(actor(), house.organisation, MONDAY)
    assert not facts.basis.is_own
    assert (facts.basis.days, facts.basis.own, facts.basis.level_above) == ((500, 520, 560), 0, "Đảng bộ Mẫu")
    assert (facts.basis.median, facts.basis.longest) == (520, 560)


def elsewhere(organisation: Organisation, source_on: date, days: int) -> None:
    case = DevelopmentCase.objects.create(
        person=PersonFactory.create(organisation=organisation),
        organisation=organisation,
        scope_key=organisation.scope_key,
        opened_on=source_on,
        closed_on=source_on + timedelta(days=days),
    )
    Step.objects.create(case=case, kind="source_added", on=source_on)
    Step.objects.create(case=case, kind="admitted", on=source_on + timedelta(days=days))


def test_too_few_everywhere_the_law_stands_in(house: Cell) -> None:
    facts = forecast(actor(), house.organisation, MONDAY)
    assert (facts.basis.is_paced, facts.basis.legal_months, facts.basis.own) == (False, 12, 1)
    assert (facts.count, facts.range_sentence) == (None, "")


@pytest.fixture
def house() -> Cell:
    made = cell()
    road(made, PersonFactory.create(organisation=made.organisation), date(2014, 1, 6), 600)
    return made


# --- suppositions


def test_one_source_more_in_time_reaches_the_target(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    supposed = suppose(facts, Supposition(sources=1, from_on=date(2018, 9, 21)))
    assert (supposed.ceremony_on, supposed.latest_on) == (date(2020, 5, 21), date(2020, 7, 23))
    assert supposed.sentence == (
        "Với giả định này: 100% (25/25) vào cuối nhiệm kỳ. Người vào nguồn từ 21-9-2018 dự kiến kết nạp 21-5-2020. "
        "Đạt mục tiêu 100%."
    )


def test_a_source_too_late_is_not_counted(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    supposed = suppose(facts, Supposition(sources=1, from_on=date(2019, 1, 2)))
    assert supposed.share == Fraction(24, 25)
    assert "sau khi hết nhiệm kỳ nên không tính vào" in supposed.sentence
    assert supposed.sentence.endswith("Còn thiếu 1 người để đạt 100%.")


def test_staff_who_come_and_go_change_the_base(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    change = Supposition(from_on=MONDAY, joining=3, joining_members=1, leaving=2, leaving_members=2)
    assert suppose(facts, change).share == Fraction(23, 26)


def test_every_fault_of_a_supposition_at_once(sample: Organisation) -> None:
    facts = forecast(actor(), sample, MONDAY)
    wrong = Supposition(
        sources=9, from_on=date(2018, 5, 20), joining=1, joining_members=2, leaving=1, leaving_members=3
    )
    with pytest.raises(FaultyError) as told:
        suppose(facts, wrong)
    assert [fault.field for fault in told.value.faults] == ["from_on", "joining_members", "leaving_members", "sources"]
    with pytest.raises(FaultyError, match="không còn ai"):
        suppose(facts, Supposition(from_on=MONDAY, leaving=25, leaving_members=23))
    bare = forecast(actor(), OrganisationFactory.create(), MONDAY)
    with pytest.raises(FaultyError, match="Chưa có nhịp"):
        suppose(bare, Supposition(from_on=MONDAY))


def test_the_page_of_a_supposition(sample: Organisation, client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    asked = {"gia-dinh": "1", "sources": "1", "from_on": "21-9-2018"}
    told = secretary.get(f"/bao-cao/du-bao/?{urlencode(asked)}")
    assert told.status_code == 200
    assert "Đạt mục tiêu 100%." in told.content.decode()
    wrong = secretary.get(f"/bao-cao/du-bao/?{urlencode({**asked, 'sources': '-1', 'from_on': '32-1-2019'})}")
    assert wrong.status_code == 422
    assert "Có 2 chỗ cần sửa" in wrong.content.decode()
