"""Which facts of the member's sheet the register does not hold, by fact, unit and person; nobody is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.accounts.models import User
from chibo.base.access import Permission
from chibo.base.refusal import NotYoursError
from chibo.register.kinds import KINDS, Kind
from chibo.register.models import Background
from chibo.reports.queries.member_sheet import FACTS, sheet_gaps
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    KindFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    actor,
)

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation, Person

pytestmark = pytest.mark.django_db


def member(cell: Organisation, name: str = "Lò Mẫu An", **more: object) -> Person:
    made = PersonFactory.create(organisation=cell, full_name=name, **more)
    MembershipFactory.create(person=made, organisation=cell)
    return made


def filled(person: Person, **left_out: str) -> None:
    told = {one.path.partition("__")[2]: "có" for one in FACTS if "__" in one.path}
    Background.objects.create(person=person, **{**told, **left_out})


def whole(cell: Organisation, name: str) -> Person:
    made = member(cell, name, native_place="Mường Mẫu", identity_number="001080000001", card_number="040012345678")
    AdmissionFactory.create(person=made)
    filled(made)
    return made


def test_what_is_missing_is_counted_by_fact_and_named_by_person_with_its_repair() -> None:
    cell = OrganisationFactory.create(scope_key="y001")
    whole(cell, "Quàng Mẫu Đủ")
    thin = member(cell, "Lò Mẫu Mỏng", native_place="Mường Mẫu", identity_number="001080000002")
    AdmissionFactory.create(person=thin)
    filled(thin, religion="")
    found = sheet_gaps(actor(), cell, MONDAY)
    assert (found.members, found.lacking) == (2, 1)
    assert {one.fact.key: one.count for one in found.facts if one.count} == {"ton-giao": 1, "so-the": 1}
    (row,) = found.people
    assert row.person == thin
    assert row.missing == (
        ("Tôn giáo (không theo thì ghi không)", f"/nguoi/{thin.uid}/ly-lich-de-soan/"),
        ("Số thẻ đảng viên (đảng viên chính thức)", f"/nguoi/{thin.uid}/dinh-chinh/card_number/"),
    )


def test_a_member_in_probation_lacks_no_card_and_somebody_without_history_lacks_all_of_it() -> None:
    cell = OrganisationFactory.create(scope_key="y002")
    young = member(cell, native_place="Mường Mẫu", identity_number="001080000003")
    AdmissionFactory.create(person=young, official_on=None, recognised_on=None)
    found = sheet_gaps(actor(), cell, MONDAY)
    assert {one.fact.key for one in found.facts if one.count} == {one.key for one in FACTS if "__" in one.path}
    assert [one.person for one in sheet_gaps(actor(), cell, MONDAY, "ton-giao").people] == [young]
    assert sheet_gaps(actor(), cell, MONDAY, "so-the").people == ()
    with pytest.raises(NotYoursError):
        sheet_gaps(actor(), cell, MONDAY, "khong-co")
    with pytest.raises(NotYoursError):
        sheet_gaps(actor(Permission.VIEW_PEOPLE), cell, MONDAY)


def test_who_may_not_be_seen_is_counted_and_not_named() -> None:
    above = OrganisationFactory.create(scope_key="y004")
    below = OrganisationFactory.create(scope_key="y0040001", parent=above)
    near = member(above)
    member(below)
    found = sheet_gaps(actor(scope_key="y004", below=False), above, MONDAY)
    assert ([one.person for one in found.people], found.lacking, found.unseen) == ([near], 2, 1)


def test_units_stand_in_the_order_of_the_tree_and_the_questions_do_not_grow() -> None:
    kind = KindFactory.create(
        code=Kind.GRASSROOTS_CHAPTER.value, name=KINDS[Kind.GRASSROOTS_CHAPTER]["name"], is_cell=False
    )
    above = OrganisationFactory.create(scope_key="y003", kind=kind)
    first = OrganisationFactory.create(scope_key="y0030001", parent=above, name="Chi bộ Mẫu Một")
    second = OrganisationFactory.create(scope_key="y0030002", parent=above, name="Chi bộ Mẫu Hai")
    whole(first, "Quàng Mẫu Đủ")
    member(second)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            found = sheet_gaps(actor(), above, MONDAY)
        assert [one.unit for one in found.units] == [first, second]
        return len(questions)

    few = asked()
    for _ in range(20):
        member(second)
    assert asked() == few <= 4
    found = sheet_gaps(actor(), above, MONDAY)
    assert [(one.lacking, one.members) for one in found.units] == [(0, 1), (21, 21)]


def test_the_page_leads_from_quality_to_the_repair(sample: Organisation, client: Client) -> None:
    user = User.objects.get(username="bi-thu")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "/bao-cao/chat-luong/phieu-dang-vien/" in client.get("/bao-cao/chat-luong/").content.decode()
    told = client.get("/bao-cao/chat-luong/phieu-dang-vien/").content.decode()
    assert "/dinh-chinh/card_number/" in told
    told = client.get("/bao-cao/chat-luong/phieu-dang-vien/?muc=so-the").content.decode()
    assert "ai còn trống" in told
    assert client.get("/bao-cao/chat-luong/phieu-dang-vien/?muc=la").status_code == 404
