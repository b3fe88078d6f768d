"""What is said when there is little to say, of days with their own law, and by whom it may be read."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import NotYoursError
from chibo.development.models import DevelopmentCase, Step
from chibo.register.models import Employment, Membership
from chibo.reports import charts
from chibo.reports.queries import Outcome, figure_list, forecast, narrative, say_share
from chibo.reviews import actions as reviews
from tests.factories import MONDAY, Cell, EmploymentFactory, OrganisationFactory, PersonFactory, actor, cell, member
from tests.factories import stranger as nobody

if TYPE_CHECKING:
    from chibo.register.models import Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def told(organisation: Organisation, on: date = MONDAY) -> str:
    return narrative(actor(), organisation, on).text


def target(house: Cell, metric: str, value: int) -> None:
    reviews.set_target(actor=actor(), on=MONDAY, term=house.term, metric=metric, value=value, ground="Nghị quyết")


def road(house: Cell, person: Person, source_on: date, days: int | None) -> None:
    case = DevelopmentCase.objects.create(
        person=person, organisation=house.organisation, scope_key=house.organisation.scope_key, opened_on=source_on
    )
    Step.objects.create(case=case, kind="source_added", on=source_on)
    if days is not None:
        Step.objects.create(case=case, kind="admitted", on=source_on + timedelta(days=days))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(23, 25), "92%"),
        (Fraction(11, 12), "91,7%"),
        (Fraction(1), "100%"),
        (Fraction(9999, 10000), "99,9%"),
        (Fraction(1, 100000), "0,1%"),
        (Fraction(0), "0%"),
    ],
)
def test_only_a_full_share_is_a_hundred_per_cent(share: Fraction, said: str) -> None:
    assert say_share(share) == said


def test_an_empty_cell_says_so() -> None:
    assert told(OrganisationFactory.create()) == (
        "Chi bộ chưa có đảng viên và cán bộ nào trong sổ. Chưa ghi nhiệm kỳ của chi bộ nên chưa tính được số kết nạp "
        "trong nhiệm kỳ. Chưa ghi kết quả đánh giá, xếp loại năm nào."
    )


def test_members_without_staff_and_staff_without_members(house: Cell) -> None:
    Employment.objects.all().delete()
    assert "Chi bộ có 5 đảng viên; chưa ghi cán bộ của cơ quan nên chưa tính được tỷ lệ." in told(house.organisation)
    Membership.objects.all().delete()
    EmploymentFactory.create(person=house.y, workplace=house.workplace)
    reviews.record_review(actor=actor(), on=MONDAY, organisation=house.organisation, year=2016)  # the log moves on
    assert "Chi bộ chưa có đảng viên nào trong sổ, trên tổng số 1 cán bộ." in told(house.organisation)


def test_members_from_outside_the_staff_do_not_raise_the_share(house: Cell) -> None:
    member(house.organisation, "Mạc Mẫu Đức")
    text = told(house.organisation)
    assert "Chi bộ có 6 đảng viên, trong đó 5 đồng chí là cán bộ trên tổng số 7 cán bộ, chiếm 71,4%." in text


def test_a_title_without_a_review_is_told_too(house: Cell) -> None:
    reviews.record_title(actor=actor(), on=MONDAY, organisation=house.organisation, year=2017)
    assert "Năm 2017, chi bộ đạt danh hiệu trong sạch vững mạnh." in told(house.organisation)


def test_a_year_without_good_grades_and_one_with_a_title_only(house: Cell) -> None:
    review = reviews.record_review(actor=actor(), on=MONDAY, organisation=house.organisation, year=2017)
    reviews.record_title(
        actor=actor(), on=MONDAY, organisation=house.organisation, year=2017, sort="other", name="Tiên tiến"
    )
    assert "Năm 2017, chi bộ đạt danh hiệu tiên tiến." in told(house.organisation)
    reviews.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.an, "fulfilled")])
    assert "Năm 2017, không có đảng viên nào được xếp loại hoàn thành tốt" in told(house.organisation)
    reviews.classify(actor=actor(), on=MONDAY, review=review, grades=[(house.bich, "good")])
    text = told(house.organisation)
    assert "Năm 2017, 50% đảng viên được xếp loại" in text
    assert "trong đó không có đồng chí nào hoàn thành xuất sắc; chi bộ đạt" in text


def test_strangers_read_nothing(house: Cell) -> None:
    for ask in (
        lambda: narrative(nobody(), house.organisation, MONDAY),
        lambda: forecast(nobody(), house.organisation, MONDAY),
        lambda: figure_list(nobody(), house.organisation, "dang-vien", MONDAY),
        lambda: figure_list(actor(), house.organisation, "khong-co", MONDAY),
        lambda: figure_list(actor(), house.organisation, "danh-hieu", MONDAY, year=1999),
    ):
        with pytest.raises(NotYoursError):
            ask()


def test_without_term_target_or_staff_the_forecast_says_why(house: Cell) -> None:
    assert forecast(actor(), OrganisationFactory.create(), MONDAY).outcome is Outcome.NO_TERM
    assert forecast(actor(), house.organisation, MONDAY).outcome is Outcome.NO_TARGET
    target(house, "member_share", 60)
    reached = forecast(actor(), house.organisation, MONDAY)
    assert (reached.outcome, reached.sentence[:19]) == (Outcome.REACHED, "Đã đạt mục tiêu 60%")


def test_fewer_than_three_cases_go_by_the_shortest_road_of_the_law(house: Cell) -> None:
    target(house, "member_share", 100)
    road(house, house.xuan, date(2018, 1, 10), None)
    facts = forecast(actor(), house.organisation, MONDAY)
    assert not facts.basis.is_own
    assert (facts.basis.legal_months, facts.start_by) == (12, date(2019, 5, 22))
    assert facts.basis.citation is not None
    assert "3.2" in facts.basis.citation.text
    assert [one.ceremony_on for one in facts.expected] == [date(2019, 1, 10)]
    assert (facts.expected_members, facts.sources_needed, facts.safe_start_by) == (6, 1, None)


def test_a_day_before_any_known_law_has_no_basis(house: Cell) -> None:
    target(house, "member_share", 100)
    house.term.starts_on, house.term.ends_on = date(2008, 1, 1), date(2020, 5, 22)
    house.term.save()
    EmploymentFactory.create(
        person=house.xuan, workplace=house.workplace, starts_on=date(2008, 1, 2), ends_on=date(2010, 1, 1)
    )
    facts = forecast(actor(), house.organisation, date(2009, 6, 1))
    assert facts.outcome is Outcome.NO_BASIS
    assert "Chưa có căn cứ để dự báo" in facts.sentence


def test_own_cases_give_the_lower_median_and_a_late_road_takes_the_longest(house: Cell) -> None:
    for days, person in zip((500, 600, 700, 800), (house.an, house.bich, house.cuong, house.dung), strict=True):
        road(house, person, date(2010, 1, 4), days)
    road(house, house.xuan, MONDAY - timedelta(days=650), None)
    road(house, house.y, MONDAY - timedelta(days=900), None)
    target(house, "member_share", 100)
    facts = forecast(actor(), house.organisation, MONDAY)
    assert (facts.basis.median, facts.basis.longest) == (600, 800)
    by_name = {one.person.full_name: one.ceremony_on for one in facts.expected}
    assert by_name == {"Lò Mẫu Xuân": MONDAY + timedelta(days=150), "Đặng Mẫu Ý": None}


def test_a_forecast_asks_no_more_with_more_people(house: Cell) -> None:
    target(house, "member_share", 100)

    def asked(on: date) -> int:
        with CaptureQueriesContext(connection) as seen:
            forecast(actor(), house.organisation, on)
        return len(seen)

    road(house, house.xuan, date(2018, 1, 10), None)
    before = asked(MONDAY)
    for name in ("Lò Mẫu Ba", "Lò Mẫu Bốn"):
        person = PersonFactory.create(organisation=house.organisation, full_name=name)
        EmploymentFactory.create(person=person, workplace=house.workplace)
        road(house, person, date(2018, 1, 10), None)
    assert asked(MONDAY + timedelta(days=1)) == before


def test_the_chart_says_in_words_what_it_shows(house: Cell) -> None:
    target(house, "member_share", 100)
    facts = forecast(actor(), house.organisation, MONDAY)
    for is_small in (False, True):
        drawn = charts.share_chart(facts, is_small=is_small)
        assert facts.sentence in drawn
        assert "style=" not in drawn
        assert drawn.count("<path") == 2
    assert charts.share_chart(forecast(actor(), OrganisationFactory.create(), MONDAY)) == ""
