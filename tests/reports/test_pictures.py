"""The picture page: what is drawn, each drawing with its sentence and its table, what is hidden above a cell."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.once import reading
from chibo.base.refusal import NotYoursError
from chibo.register.models import Person
from chibo.reports import charts
from chibo.reports.queries import age_pyramid, forecast, pictures
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, Cell, OrganisationFactory, actor, cell, member, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_sample_in_figures(sample: Organisation) -> None:
    told = pictures(actor(), sample, MONDAY)
    assert [(row.count, row.median) for row in told.funnel.rows] == [
        (5, None), (5, 30), (5, 61), (4, 346), (4, 73), (4, 91), (2, 419),
    ]  # fmt: skip
    assert told.funnel.sentence == (
        "Đến 21-5-2018 đã có 5 người được đưa vào nguồn, 4 người được kết nạp, 2 người được công nhận chính thức."
    )
    assert told.funnel.pace_sentence == (
        "Chặng lâu nhất trước lễ kết nạp: từ đối tượng Đảng đến nộp đơn, thường 346 ngày."
    )
    assert [(row.name, row.men, row.women) for row in told.ages.rows] == [
        ("25–29", 1, 4), ("30–34", 2, 5), ("35–39", 3, 1), ("40–44", 2, 2), ("45–49", 1, 1), ("50–54", 1, 0),
    ]  # fmt: skip
    assert (told.ages.men, told.ages.women, told.ages.unknown) == (10, 13, 0)
    assert [month.name for month in told.admitted.filled] == ["2-2016", "11-2016", "5-2017", "2-2018"]
    assert (len(told.admitted.months), told.admitted.months[0].first) == (37, date(2015, 5, 1))


def test_a_past_day_is_drawn_as_it_was(sample: Organisation) -> None:
    told = pictures(actor(), sample, date(2016, 2, 2))
    assert told.admitted.sentence == "Từ đầu nhiệm kỳ đến 2-2-2016: chưa ghi kết nạp đảng viên nào."
    assert told.funnel.rows[5].count == 0
    assert "chưa có người được kết nạp" in told.funnel.sentence


def test_every_drawing_says_in_words_what_it_shows_and_has_no_style(sample: Organisation) -> None:
    told, facts = pictures(actor(), sample, MONDAY), forecast(actor(), sample, MONDAY)
    drawn = charts.both(told, facts)
    assert set(drawn) == {"funnel", "pace", "months", "ages", "share"}
    ids: list[str] = []
    for one in drawn.values():
        for svg in (one.wide, one.small):
            assert "<title" in svg
            assert "<desc" in svg
            assert "style" not in svg
            ids += re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids)), "two drawings on one page never share an id"


def test_letters_are_large_enough_to_read_on_a_telephone(sample: Organisation) -> None:
    """A drawing 340 wide stands 290 px wide on a telephone: 14 px there is 17 in the drawing."""
    drawn = charts.both(pictures(actor(), sample, MONDAY), forecast(actor(), sample, MONDAY))
    for name, one in drawn.items():
        assert all(int(size) >= 17 for size in re.findall(r'font-size="(\d+)"', one.small)), name
        assert all(int(size) >= 14 for size in re.findall(r'font-size="(\d+)"', one.wide)), name


def test_an_empty_unit_draws_nothing_and_says_so() -> None:
    organisation = OrganisationFactory.create()
    told = pictures(actor(), organisation, MONDAY)
    assert [one.wide for one in charts.both(told, forecast(actor(), organisation, MONDAY)).values()] == [""] * 5
    assert told.funnel.sentence == "Đến 21-5-2018 chưa có ai được đưa vào nguồn."
    assert told.ages.sentence == "Ngày 21-5-2018 chưa có đảng viên nào ghi năm sinh."
    assert told.funnel.pace_sentence == "Chưa có ai đi hết một chặng nào."


@pytest.fixture
def house() -> Cell:
    return cell()


def test_above_the_cell_small_counts_are_not_drawn_nor_reckoned(house: Cell) -> None:
    house.organisation.kind.is_cell = False
    house.organisation.kind.save()
    Person.objects.filter(memberships__organisation=house.organisation).update(sex="female", birth="1985-05-08")
    Person.objects.filter(pk=house.an.pk).update(birth="1960-05-08")
    house.organisation.refresh_from_db()
    told = pictures(actor(), house.organisation, MONDAY)
    by_name = {row.name: row.women for row in told.ages.rows}
    assert by_name["55–59"] is None
    assert by_name["30–34"] is None, "the other count would give it away"
    assert told.ages.is_hidden
    drawn = charts.both(told, None)
    assert "ẩn" in drawn["ages"].wide
    assert "share" not in drawn


def test_who_may_not_read_reports_sees_no_picture(house: Cell) -> None:
    with pytest.raises(NotYoursError):
        pictures(stranger(), house.organisation, MONDAY)


def test_pictures_ask_no_more_with_more_people(house: Cell) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen, reading():
            pictures(actor(), house.organisation, MONDAY)
        return len(seen)

    before = asked()
    for number in range(3):
        member(house.organisation, f"Lò Mẫu {number}")
    assert asked() == before <= 7


def test_the_page(sample: Organisation, client: Client) -> None:
    page = sign_in(client, "bi-thu").get("/bao-cao/hinh/").content.decode()
    assert page.count("<svg") == 10
    assert page.count("Xem bảng số liệu") == 5
    assert "Chặng lâu nhất trước lễ kết nạp" in page
    early = client.get("/bao-cao/hinh/?ngay=22-5-2018")
    assert early.status_code == 422
    assert "chưa đến nên chưa có số liệu" in early.content.decode()


def test_who_is_known_by_the_year_of_birth_alone_is_counted_by_it() -> None:
    house = cell()
    Person.objects.filter(pk=house.an.pk).update(birth="1960")
    told = pictures(actor(), house.organisation, MONDAY).ages
    assert told.unknown == 0
    assert sum((row.men or 0) + (row.women or 0) for row in told.rows) == 5
    bands, unknown = age_pyramid(house.organisation, MONDAY)
    assert (sum(band.total for band in bands), unknown) == (5, 0)
