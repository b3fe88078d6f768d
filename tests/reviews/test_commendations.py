"""Commendations: who can be put forward by the year's grade, what is recorded with a reason, the list for above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.access import Permission
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.reviews import actions, queries
from chibo.reviews.models import Classification, Commendation, YearReview
from tests.factories import Cell, actor, cell, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Person

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 15)  # 21-HD/BTCTW of 18-10-2019 is in force


@pytest.fixture
def house() -> Cell:
    return cell()


def graded(house: Cell, person: Person, *years: int, grade: str = "excellent") -> None:
    for year in years:
        review, _ = YearReview.objects.get_or_create(organisation=house.organisation, year=year)
        Classification.objects.create(review=review, person=person, grade=grade)


def propose(house: Cell, **more: object) -> Commendation:
    given = {
        "actor": actor(),
        "on": TODAY,
        "organisation": house.organisation,
        "person": house.bich,
        "form": "certificate",
        "occasion": "year",
        "year": 2021,
        "merit": "Hoàn thành đề án trước hạn",
    }
    return actions.propose_commendation(**{**given, **more})  # type: ignore[arg-type]


def test_the_excellent_can_be_put_forward(house: Cell) -> None:
    graded(house, house.bich, 2021)
    row = propose(house)
    assert str(row) == "Giấy khen thành tích trong năm 2021"
    assert queries.commendations_page(actor(scope_key=house.organisation.scope_key), TODAY).waiting == (row,)


@pytest.mark.parametrize(("grade", "said"), [("good", "xếp loại hoàn thành tốt"), ("", "Chưa ghi xếp loại năm 2021")])
def test_others_cannot_and_are_told_the_article(house: Cell, grade: str, said: str) -> None:
    if grade:
        graded(house, house.bich, 2021, grade=grade)
    with pytest.raises(FaultyError) as refused:
        propose(house)
    (fault,) = refused.value.faults
    assert said in fault.what
    assert "21-HD/BTCTW" in fault.why
    assert not Commendation.objects.exists()


def test_five_years_running_are_proved_by_grades_of_every_year(house: Cell) -> None:
    """Certificates of the years prove nothing (21-HD/BTCTW)."""
    graded(house, house.bich, 2017, 2018, 2020, 2021)
    with pytest.raises(FaultyError) as refused:
        propose(house, occasion="five_years")
    assert "Mới có 2 năm liền" in refused.value.faults[0].what
    assert "2019" in refused.value.faults[0].next
    graded(house, house.bich, 2019)
    assert propose(house, occasion="five_years").occasion == "five_years"


def test_a_deed_is_commended_whatever_the_grade(house: Cell) -> None:
    assert propose(house, occasion="theme", merit="Cứu dân trong lũ").pk


def test_before_a_text_was_found_a_reason_is_asked_for(house: Cell) -> None:
    early = date(2018, 3, 15)
    with pytest.raises(FaultyError) as refused:
        propose(house, on=early, year=2017)
    assert "chưa có căn cứ" in refused.value.faults[0].what
    assert propose(house, on=early, year=2017, reason="Theo hướng dẫn của Đảng ủy Khối").reason


def test_a_reason_counts_only_from_somebody_entitled(house: Cell) -> None:
    clerk = actor(Permission.EDIT_REGISTER, scope_key=house.organisation.scope_key)
    with pytest.raises(FaultyError):
        propose(house, actor=clerk, reason="Theo công văn")
    row = actions.record_commendation(
        actor=clerk,
        on=TODAY,
        organisation=house.organisation,
        person=house.bich,
        form="merit",
        occasion="year",
        year=2021,
        merit="Đề án",
        decided_on=date(2022, 2, 1),
        reason="Đã có quyết định của tỉnh",
    )
    assert row.reason == "Đã có quyết định của tỉnh"  # it happened: recorded with its reason


def test_every_fault_of_what_arrives_is_named_at_once(house: Cell) -> None:
    with pytest.raises(FaultyError) as refused:
        propose(house, form="medal", occasion="birthday", merit=" ", year=2023)
    assert [fault.field for fault in refused.value.faults] == ["form", "occasion", "merit", "year"]


def test_a_proposal_is_decided_once_and_not_before_it_was_made(house: Cell) -> None:
    row = propose(house, occasion="theme")
    with pytest.raises(FaultyError) as refused:
        actions.decide_commendation(actor=actor(), on=TODAY, row=row, decided_on=date(2022, 3, 1))
    assert "trước ngày đề nghị" in refused.value.faults[0].what
    actions.decide_commendation(actor=actor(), on=TODAY, row=row, decided_on=TODAY, number="9-QĐ/ĐU")
    with pytest.raises(FaultyError):
        actions.decide_commendation(actor=actor(), on=TODAY, row=row, decided_on=TODAY)
    decided = queries.commendations_decided(house.organisation, date(2022, 1, 1), date(2023, 1, 1))
    assert [one.number for one in decided] == ["9-QĐ/ĐU"]


def test_a_dropped_proposal_keeps_its_reason(house: Cell) -> None:
    row = propose(house, occasion="theme")
    with pytest.raises(FaultyError):
        actions.close_commendation(actor=actor(), on=TODAY, row=row, reason="")
    actions.close_commendation(actor=actor(), on=TODAY, row=row, reason="Cấp trên trả lại")
    row.refresh_from_db()
    assert row.closing == "Cấp trên trả lại"
    assert not queries.commendations_page(actor(scope_key=house.organisation.scope_key), TODAY).waiting


def test_a_stranger_writes_and_sees_nothing(house: Cell) -> None:
    row = propose(house, occasion="theme")
    with pytest.raises(NotAllowedError):
        propose(house, actor=stranger(), occasion="theme")
    with pytest.raises(NotYoursError):
        queries.commendation_for(stranger(), row.uid)
    with pytest.raises(NotYoursError):
        queries.commendations_page(stranger(), TODAY)
    with pytest.raises(NotAllowedError):
        actions.make_commendation_list(actor=stranger(), on=TODAY, organisation=house.organisation)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_more_rows_cost_no_more_questions(house: Cell, many: int) -> None:
    for number in range(many):
        propose(house, occasion="theme", merit=f"Việc {number}")
    one = actor(scope_key=house.organisation.scope_key)
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.commendations_page(one, TODAY).waiting) == many
    assert len(seen) <= 5


@pytest.fixture
def signed_in(sample: object, client: Client) -> Client:
    del sample
    secretary = User.objects.get(username="bi-thu")
    client.force_login(secretary, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_pages_from_proposal_to_decision(signed_in: Client) -> None:
    sent = {
        "person": "",
        "form": "certificate",
        "occasion": "theme",
        "year": "2018",
        "merit": "Phong trào xây dựng",
    }
    assert signed_in.get("/danh-gia/khen-thuong/de-nghi/").status_code == 200
    assert signed_in.post("/danh-gia/khen-thuong/de-nghi/", {**sent, "occasion": "year"}).status_code == 422
    assert signed_in.post("/danh-gia/khen-thuong/de-nghi/", sent).status_code == 302
    row = Commendation.objects.get()
    assert "Phong trào xây dựng" in signed_in.get("/danh-gia/khen-thuong/").content.decode()
    for address in ("danh-sach/", "danh-sach.xlsx"):
        assert signed_in.get(f"/danh-gia/khen-thuong/{address}").status_code == 200
    assert signed_in.post(f"/danh-gia/khen-thuong/{row.uid}/quyet-dinh/", {"decided_on": "1-1-2019"}).status_code == 422
    assert (
        signed_in.post(f"/danh-gia/khen-thuong/{row.uid}/quyet-dinh/", {"decided_on": "21-5-2018"}).status_code == 302
    )
    more = {"decided_on": "21-5-2018", "number": "3-QĐ/ĐU", "merit": "Việc khác"}
    assert signed_in.post("/danh-gia/khen-thuong/ghi/", {**sent, **more}).status_code == 302
    assert signed_in.post(f"/danh-gia/khen-thuong/{row.uid}/thoi/", {"reason": "Ghi nhầm"}).status_code == 302
    assert signed_in.get("/danh-gia/khen-thuong/danh-sach/").status_code == 422  # nobody waits
