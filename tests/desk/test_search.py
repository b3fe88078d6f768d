"""Tìm kiếm: people of other organisations in reach, papers by number, rules; nothing that may not be seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.base.access import Permission
from chibo.desk.queries import search
from chibo.documents.models import GivenNumber, NumberCounter
from tests.factories import MONDAY, OrganisationFactory, TermFactory, actor, member

if TYPE_CHECKING:
    from chibo.base.access import Actor
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


def found(who: Actor, home: Organisation, asked: str) -> list[tuple[str, str, str]]:
    return [(one.sort, one.text, one.why) for one in search(who, home, MONDAY, asked)]


def test_people_of_other_organisations_in_reach_come_after_ones_own() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    there = OrganisationFactory.create(scope_key="t7000002", name="Chi bộ Mẫu Hai")
    member(here, "Lò Mẫu Hoà")
    member(there, "Quàng Mẫu Hòa")
    assert found(actor(scope_key="t700"), here, "hoa mau") == [
        ("Người", "Lò Mẫu Hoà", "Đảng viên chính thức"),
        ("Người ở đơn vị khác", "Quàng Mẫu Hòa", "Chi bộ Mẫu Hai"),
    ]


@pytest.mark.parametrize("below", [True, False])
def test_nobody_out_of_reach_is_found_or_hinted_at(*, below: bool) -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    member(OrganisationFactory.create(scope_key="t7010001"), "Quàng Mẫu Hòa")
    seen = actor(scope_key="t7000001", below=below)
    assert found(seen, here, "quang mau hoa") == []
    assert found(actor(Permission.VIEW_REPORTS, scope_key="t70"), here, "quang mau hoa") == []


@pytest.mark.parametrize("asked", ["7-NQ", "07-nq/cb", "7/NQ"])
def test_a_paper_is_found_by_its_number(asked: str) -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    term = TermFactory.create(organisation=here)
    counter = NumberCounter.objects.create(organisation_uid=here.uid, term_uid=term.uid, paper_type="NQ", last=7)
    GivenNumber.objects.create(counter=counter, number=7, dated=date(2018, 5, 4), title="về công tác tháng 5")
    assert found(actor(scope_key="t7000001"), here, asked) == [
        ("Văn bản", "07-NQ/CB về công tác tháng 5", "theo số văn bản")
    ]
    assert found(actor(Permission.VIEW_PEOPLE, scope_key="t7000001"), here, asked) == []


def test_rules_are_found_by_their_words() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    assert any(sort == "Quy định" and "dự bị" in text for sort, text, _ in found(actor(), here, "du bi"))


def test_a_search_asks_no_more_for_three_and_for_three_hundred() -> None:
    here = OrganisationFactory.create(scope_key="t7000001")
    there = OrganisationFactory.create(scope_key="t7000002")
    asked = []
    for more in (1, 2, 297):
        for number in range(more):
            member(here if number % 2 else there, f"Lò Mẫu Hoà {number}")
        with CaptureQueriesContext(connection) as queries:
            search(actor(scope_key="t700"), here, MONDAY, "hoa")
        asked.append(len(queries))
    assert asked == sorted(asked, reverse=True), "a full list needs no search by initials"
    assert asked[0] <= 7
