"""What a page tells of days that nobody entered: they are those of the opening of the book, and said so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.models import Grant, User
from chibo.desk.first_run.answers import office_named
from chibo.desk.moving.forms import ArrivalForm
from chibo.desk.people.forms import LEAVINGS
from chibo.desk.queries import story_of
from chibo.register import actions as register
from chibo.register.models import Membership
from tests.factories import (
    MONDAY,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    WorkplaceFactory,
    actor,
    cell,
)

if TYPE_CHECKING:
    from django.test import Client

OPENED = date(2018, 3, 15)


@pytest.mark.parametrize(
    ("cell", "office"),
    [
        ("Chi bộ Phòng Giáo dục và Đào tạo", "Phòng Giáo dục và Đào tạo"),
        ("Chi bộ cơ sở trường Tiểu học Mẫu", "Trường Tiểu học Mẫu"),
        ("Chi bộ 3", "Chi bộ 3"),
        ("Chi bộ Mẫu", "Chi bộ Mẫu"),
    ],
)
def test_the_office_of_a_cell_is_no_cell(cell: str, office: str) -> None:
    assert office_named(cell) == office


@pytest.mark.django_db
def test_a_day_of_work_that_only_the_opening_gave_is_told_as_such() -> None:
    organisation = OrganisationFactory.create()
    TermFactory.create(organisation=organisation, starts_on=OPENED, ends_on=date(2023, 3, 15))
    office = WorkplaceFactory.create(organisation=organisation, name="Phòng Mẫu")
    old, known = (PersonFactory.create(organisation=organisation) for _ in range(2))
    EmploymentFactory.create(person=old, workplace=office, starts_on=OPENED)
    EmploymentFactory.create(person=known, workplace=office, starts_on=date(2016, 9, 5))
    Membership.objects.create(person=old, organisation=organisation, starts_on=OPENED, joined_by="opening")
    assert [point.text for point in story_of(actor(), old, MONDAY).points] == [
        "Có tên trong danh sách Phòng Mẫu khi mở sổ",
        "Có tên trong danh sách Chi bộ Mẫu khi mở sổ",
    ]
    assert [point.text for point in story_of(actor(), known, MONDAY).points] == ["Vào làm tại Phòng Mẫu"]


def test_words_keep_their_capitals() -> None:
    assert ("resignation", "Xin ra khỏi Đảng") in LEAVINGS
    assert ("permanent", "Chính thức") in ArrivalForm(cells=()).fields["sort"].choices  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_an_exemption_stands_in_the_line_and_a_way_to_it_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.base.clock.today", lambda: MONDAY)
    house = cell()
    held = register.exempt(
        actor=actor(), on=MONDAY, person=house.bich, organisation=house.organisation, starts_on=date(2017, 3, 6)
    )
    register.end_exemption(actor=actor(), on=MONDAY, exemption=held, ends_on=date(2018, 3, 5))
    points = [point.text for point in story_of(actor(), house.bich, MONDAY).points]
    assert "Được miễn công tác, sinh hoạt đảng ở Chi bộ Mẫu" in points
    assert "Hết miễn công tác, sinh hoạt đảng" in points
    user = User.objects.create(username="thu", display_name="Vì Mẫu Thư")
    Grant.objects.create(
        user=user, organisation=house.organisation, role=Grant.Role.SECRETARY, starts_on=date(2015, 1, 5)
    )
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "/hop/mien-sinh-hoat/" in client.get(f"/nguoi/{house.bich.uid}/").content.decode()
