"""What Phiếu đảng viên shows beside the dated facts, from what the register knows."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.desk.people.known import known_of
from chibo.law.calendar import PartialDate
from chibo.register.models import Background, Membership
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    WorkplaceFactory,
)

pytestmark = pytest.mark.django_db


def test_what_a_list_brought_stands_on_the_sheet() -> None:
    one = PersonFactory.create(sex="female", birth="1970", ethnicity="Thái", native_place="Xã Mẫu")
    Background.objects.create(person=one, religion="không")
    EmploymentFactory.create(
        person=one,
        workplace=WorkplaceFactory.create(organisation=one.organisation, name="Phòng Mẫu"),
        position="Kế toán",
    )
    AdmissionFactory.create(person=one, decided_on=None, ceremony_on=date(2012, 11, 19))
    assert known_of(one, MONDAY) == (
        ("Ngày sinh", "1970"),
        ("Giới tính", "nữ"),
        ("Dân tộc", "Thái"),
        ("Quê quán", "Xã Mẫu"),
        ("Tôn giáo", "không"),
        ("Công tác", "Kế toán, Phòng Mẫu"),
        ("Ngày vào Đảng (lễ kết nạp)", "19-11-2012"),
        ("Ngày chính thức", "19-11-2013"),
    )


def test_a_day_of_joining_known_in_part_is_told_so_and_nothing_is_made_up() -> None:
    organisation = OrganisationFactory.create()
    one = PersonFactory.create(organisation=organisation, sex="", birth="", ethnicity="", native_place="")
    assert known_of(one, MONDAY) == ()
    Membership.objects.create(
        person=one,
        organisation=organisation,
        starts_on=date(2018, 3, 15),
        joined_by="opening",
        told_joining=PartialDate.parse("1990-02"),
    )
    assert known_of(one, MONDAY) == (("Ngày vào Đảng", "2-1990"),)
