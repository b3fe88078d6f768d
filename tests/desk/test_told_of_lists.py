"""What a page tells of days that nobody entered: they are those of the opening of the book, and said so."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.desk.first_run.actions import office_named
from chibo.desk.moving.forms import ArrivalForm
from chibo.desk.people.forms import LEAVINGS
from chibo.desk.queries import story_of
from chibo.register.models import Membership
from tests.factories import (
    MONDAY,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    WorkplaceFactory,
    actor,
)

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
