"""The page of missing and contradicting data: each fault is found, opened and mended where its link leads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.refusal import NotYoursError
from chibo.register.models import Admission, Membership, Person
from chibo.reports.queries.quality import FAULTS, people_with, quality
from tests.desk.test_pages import sign_in
from tests.factories import MONDAY, Cell, OrganisationFactory, PersonFactory, actor, cell, member, stranger

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Cell:
    made = cell()
    Person.objects.update(
        sex="female", birth="1985-05-08", ethnicity="Kinh", schooling="Đại học", theory_level="Sơ cấp"
    )
    return made


def counts(house: Cell) -> dict[str, int]:
    return {one.fault.key: one.count for one in quality(actor(), house.organisation, MONDAY).findings}


def test_each_fault_is_found_at_the_person_who_has_it(house: Cell) -> None:
    assert counts(house) == {}
    Admission.objects.filter(person=house.vu).update(ceremony_on=date(2017, 4, 20))
    Admission.objects.filter(person=house.an).update(decided_on=None)
    Admission.objects.filter(person=house.bich).delete()
    other = OrganisationFactory.create(scope_key=f"{house.organisation.scope_key}0001", parent=house.organisation)
    Membership.objects.create(
        person=house.cuong, organisation=other, starts_on=MONDAY, ends_on=date(2018, 6, 1), joined_by="transfer_in"
    )
    other.ends_on = MONDAY
    other.save()
    Person.objects.filter(pk=house.dung.pk).update(sex="", birth="1985-05", ethnicity="", schooling="", theory_level="")
    assert counts(house) == {fault.key: 1 for fault in FAULTS}
    for fault, person in zip(
        FAULTS, [house.cuong, house.cuong, house.vu, house.bich, house.an, *[house.dung] * 5], strict=True
    ):
        found, people = people_with(actor(), house.organisation, MONDAY, fault.key)
        assert (found, people.shown, people.unseen) == (fault, (person,), 0)


def test_a_probation_in_its_thirteenth_month_is_not_late(house: Cell) -> None:
    Admission.objects.filter(person=house.vu).update(ceremony_on=date(2017, 4, 22))
    assert counts(house) == {}
    Admission.objects.filter(person=house.vu).update(ceremony_on=date(2017, 4, 21))
    assert counts(house) == {"qua-han-du-bi": 1}


def test_the_unit_itself_may_lack_its_term_its_target_or_its_staff(house: Cell) -> None:
    assert [said for said, _ in quality(actor(), house.organisation, MONDAY).missing] == [
        "Chưa nhập chỉ tiêu của nghị quyết đại hội: không so được kết quả."
    ]
    bare = quality(actor(), OrganisationFactory.create(), MONDAY)
    assert [said.partition(":")[0] for said, _ in bare.missing] == ["Chưa ghi nhiệm kỳ", "Chưa ghi cán bộ của cơ quan"]


def test_an_official_day_without_the_decision_is_enough(house: Cell) -> None:
    Admission.objects.filter(person=house.an).update(recognised_on=None)
    assert counts(house) == {}


def test_nothing_is_wrong_with_the_dates_of_the_sample(sample: Organisation) -> None:
    assert quality(actor(), sample, MONDAY).is_clean


def test_strangers_and_unknown_faults_are_refused(house: Cell) -> None:
    with pytest.raises(NotYoursError):
        quality(stranger(), house.organisation, MONDAY)
    with pytest.raises(NotYoursError):
        people_with(actor(), house.organisation, MONDAY, "tu-tuong")


def test_who_may_not_be_seen_is_counted_and_not_named(house: Cell) -> None:
    below = OrganisationFactory.create(scope_key=f"{house.organisation.scope_key}0001", parent=house.organisation)
    member(below, "Lò Mẫu Xa")
    Person.objects.filter(pk=house.dung.pk).update(ethnicity="")
    gone = member(house.organisation, "Lò Mẫu Rời")  # moved there before: seen here then, and there today
    Membership.objects.filter(person=gone).update(ends_on=MONDAY)
    Membership.objects.create(person=gone, organisation=below, starts_on=MONDAY, joined_by="transfer_in")
    only_here = actor(scope_key=house.organisation.scope_key, below=False)
    _, people = people_with(only_here, house.organisation, MONDAY, "dan-toc")
    assert (people.shown, people.unseen) == ((house.dung,), 2)


def test_more_people_ask_no_more_questions(house: Cell) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            quality(actor(), house.organisation, MONDAY)
        return len(asked)

    few = questions()
    for number in range(5):
        member(house.organisation, f"Người Mẫu {number}")
    assert questions() == few
    PersonFactory.create()


def test_every_link_of_the_page_leads_to_a_page(sample: Organisation, client: Client) -> None:
    secretary = sign_in(client, "bi-thu")
    Person.objects.filter(full_name="Sùng Mẫu Vừ").update(sex="", birth="1990", ethnicity="", schooling="")
    assert "Chưa ghi dân tộc" in secretary.get("/bao-cao/chat-luong/").content.decode()
    for fault in FAULTS:
        assert secretary.get(f"/bao-cao/chat-luong/?muc={fault.key}").status_code == 200
        one = Person.objects.get(full_name="Lò Mẫu An")
        page, _, place = fault.repair(one).partition("#")
        assert page != f"/nguoi/{one.uid}/", "a page without an act mends nothing"
        answer = secretary.get(page)
        assert answer.status_code == 200
        assert f'id="{place}"' in answer.content.decode() or not place
    assert secretary.get("/bao-cao/chat-luong/?muc=la").status_code == 404
