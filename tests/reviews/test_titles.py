"""Titles as dated records: what is refused, what stays when one is taken back, how years running are counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.reviews import actions, queries
from chibo.reviews.models import Title
from tests.chains import verify_chains
from tests.factories import MONDAY, Cell, actor, cell, stranger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    return cell()


def give(house: Cell, year: int, **more: object) -> Title:
    on = more.pop("on", MONDAY)
    return actions.record_title(actor=actor(), on=on, organisation=house.organisation, year=year, **more)  # type: ignore[arg-type]


def known(house: Cell, on: date = MONDAY) -> Mapping[int, tuple[Title, ...]]:
    return queries.titles_by_year(house.organisation, on)


def test_a_title_keeps_the_words_of_its_decision(house: Cell) -> None:
    title = give(
        house,
        2017,
        name="  Trong sạch  vững mạnh",
        decided_on=date(2018, 1, 22),
        number="33-QĐ/ĐUK",
        decided_by="Đảng ủy",
    )
    assert str(title) == "Trong sạch vững mạnh, 2017"
    assert (title.number, title.decided_by, title.sort) == ("33-QĐ/ĐUK", "Đảng ủy", Title.CLEAN_AND_STRONG)
    assert AuditEntry.objects.get(action="reviews.record_title").changes["title"] == [None, "Trong sạch vững mạnh"]


def test_every_fault_is_named_at_once_and_nothing_is_written(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        give(house, 2019, sort="other", name=" ", decided_on=date(2018, 5, 22))
    assert [fault.field for fault in refused.value.faults] == ["name", "year", "decided_on", "decided_on"]
    with pytest.raises(FaultyError) as refused:
        give(house, 1900, sort="best")
    assert [fault.field for fault in refused.value.faults] == ["sort", "year"]
    assert not Title.objects.exists()


def test_the_same_title_stands_once_a_year(house: Cell) -> None:
    give(house, 2017)
    with pytest.raises(FaultyError) as refused:
        give(house, 2017)
    assert "đã có trong sổ" in refused.value.faults[0].what
    give(house, 2017, sort="other", name="Cờ thi đua")
    assert [title.name for title in known(house)[2017]] == ["Trong sạch vững mạnh", "Cờ thi đua"]


def test_a_title_taken_back_stays_on_record_with_its_reason(house: Cell) -> None:
    title = give(house, 2017)
    with pytest.raises(FaultyError):
        actions.withdraw_title(actor=actor(), on=MONDAY, title=title, reason=" ")
    actions.withdraw_title(actor=actor(), on=MONDAY, title=title, reason="Ghi nhầm năm")
    assert known(house) == {}
    assert Title.objects.get().withdrawal == "Ghi nhầm năm"
    with pytest.raises(FaultyError) as refused:
        actions.withdraw_title(actor=actor(), on=MONDAY, title=title, reason="Lần nữa")
    assert "đã bỏ ghi ngày 21-5-2018" in refused.value.faults[0].what
    give(house, 2017)
    assert list(verify_chains()) == []


def test_a_stranger_writes_and_sees_nothing(house: Cell) -> None:
    title = give(house, 2017)
    with pytest.raises(NotAllowedError):
        actions.record_title(actor=stranger(), on=MONDAY, organisation=house.organisation, year=2016)
    with pytest.raises(NotAllowedError):
        actions.withdraw_title(actor=stranger(), on=MONDAY, title=title, reason="không")
    with pytest.raises(NotYoursError):
        queries.title_for(stranger(), title.uid)
    assert queries.title_for(actor(), title.uid) == title


def test_a_title_is_known_from_its_decision_or_after_its_year(house: Cell) -> None:
    give(house, 2016, decided_on=date(2017, 1, 16))
    give(house, 2017)
    assert list(known(house, date(2017, 1, 15))) == []
    assert list(known(house, date(2017, 1, 16))) == [2016]
    assert list(known(house, date(2018, 1, 1))) == [2017, 2016]


def test_years_running_end_at_a_gap(house: Cell) -> None:
    assert queries.streak(known(house)) is None
    for year in (2012, 2014, 2015, 2016, 2017):
        give(house, year)
    run = queries.streak(known(house))
    assert run is not None
    assert (run.first, run.last, run.years, run.as_level, run.as_award) == (2014, 2017, 4, 4, 0)


def test_the_level_of_before_2018_and_the_award_of_today_are_told_apart(house: Cell) -> None:
    """132-QĐ/TW of 8-3-2018 ended the level; a decision of 7-3-2018 is still of the old kind."""
    later = date(2021, 3, 1)
    give(house, 2016, on=later, decided_on=date(2017, 1, 16))
    give(house, 2017, on=later, decided_on=date(2018, 3, 7))
    give(house, 2018, on=later, sort="exemplary", decided_on=date(2019, 1, 20))
    give(house, 2019, on=later, sort="exemplary", decided_on=date(2020, 1, 20))
    give(house, 2020, on=later, sort="other", name="Tiên tiến")
    run = queries.streak(known(house, later))
    assert run is not None
    assert (run.years, run.as_level, run.as_award) == (4, 2, 2)


def test_the_titles_of_many_years_are_one_question(house: Cell) -> None:
    for year in range(1990, 2018):
        give(house, year)
    with CaptureQueriesContext(connection) as seen:
        assert len(known(house)) == 28
    assert len(seen) == 1


# ---------------------------------------------------------------------- the pages


@pytest.fixture
def signed_in(sample: object, client: Client) -> Client:
    del sample
    secretary = User.objects.get(username="bi-thu")
    client.force_login(secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_counts_the_years_of_the_sample_and_says_what_they_are(signed_in: Client) -> None:
    said = signed_in.get("/danh-gia/danh-hieu/").content.decode()
    assert "<b>5 năm liền</b>, từ năm 2013 đến năm 2017" in said
    assert "Trong đó 5 năm là <b>mức xếp loại</b>" in said
    assert "33-QĐ/ĐUK" in said
    assert "5 năm liền, từ 2013 đến 2017." in signed_in.get("/danh-gia/").content.decode()


def test_a_title_is_put_down_and_taken_back_on_pages(signed_in: Client) -> None:
    sent = {
        "year": "2017",
        "sort": "other",
        "name": "Cờ thi đua",
        "decided_on": "2-2-2018",
        "number": "",
        "decided_by": "",
    }
    assert signed_in.post("/danh-gia/danh-hieu/ghi/", sent).status_code == 302
    title = Title.objects.get(name="Cờ thi đua")
    assert title.decided_on == date(2018, 2, 2)
    again = signed_in.post("/danh-gia/danh-hieu/ghi/", sent)
    assert again.status_code == 422
    assert "đã có trong sổ" in again.content.decode()
    address = f"/danh-gia/danh-hieu/{title.uid}/bo-ghi/"
    assert signed_in.get(address).status_code == 200
    assert signed_in.post(address, {"reason": ""}).status_code == 422
    assert signed_in.post(address, {"reason": "Ghi nhầm"}).status_code == 302
    assert "Cờ thi đua" not in signed_in.get("/danh-gia/danh-hieu/").content.decode()


def test_an_empty_book_says_what_will_stand_there(signed_in: Client) -> None:
    Title.objects.all().delete()
    said = signed_in.get("/danh-gia/danh-hieu/").content.decode()
    assert "Chưa ghi danh hiệu năm nào." in said
    assert "Số năm liên tục" not in said
    assert "Chưa ghi danh hiệu năm nào." in signed_in.get("/danh-gia/").content.decode()


def test_who_may_not_see_reports_sees_no_titles(signed_in: Client, client: Client) -> None:
    del signed_in
    helper = User.objects.get(username="nguoi-giup-do")
    client.force_login(helper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/danh-gia/danh-hieu/").status_code == 403
    assert client.post("/danh-gia/danh-hieu/ghi/", {}).status_code == 403
