"""Who came in by a list on the day of the ceremony was admitted here, for every page that counts admissions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.desk.queries import story_of
from chibo.register.models import Membership, Organisation, Person
from chibo.register.queries import admissions_in, began_by_admission
from chibo.reports.periods import Sort, calendar_period
from chibo.reports.queries import figure_list, movement_lines, narrative, progress
from chibo.reports.queries.kept import forget
from chibo.reports.queries.pictures import pictures
from chibo.reports.queries.prose import told
from chibo.reviews import actions as reviews
from chibo.reviews.models import Target
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    OrganisationFactory,
    PersonFactory,
    TermFactory,
    actor,
)

pytestmark = pytest.mark.django_db
CEREMONY = date(2018, 4, 19)


@pytest.fixture
def book() -> Organisation:
    """A cell whose book begins with the term of this spring: everybody comes by a list."""
    organisation = OrganisationFactory.create()
    term = TermFactory.create(organisation=organisation, starts_on=date(2018, 3, 15), ends_on=date(2023, 3, 15))
    reviews.set_target(
        actor=actor(), on=MONDAY, term=term, metric=Target.Metric.ADMISSIONS, value=1, ground="Nghị quyết"
    )
    listed(organisation, date(1990, 2, 3), date(2018, 3, 15))
    return organisation


def listed(organisation: Organisation, ceremony: date, since: date) -> Person:
    person = PersonFactory.create(organisation=organisation)
    AdmissionFactory.create(person=person, ceremony_on=ceremony, decided_on=None, official_on=None, recognised_on=None)
    Membership.objects.create(person=person, organisation=organisation, starts_on=since, joined_by="opening")
    return person


def test_every_page_counts_the_admission_that_a_list_told(book: Organisation) -> None:
    person = listed(book, CEREMONY, CEREMONY)
    assert [row.person for row in admissions_in(book, date(2018, 3, 15), MONDAY)] == [person]
    assert Membership.objects.filter(began_by_admission()).get().person == person
    assert "Từ đầu nhiệm kỳ đến nay kết nạp 1 đảng viên, đạt chỉ tiêu" in narrative(actor(), book, MONDAY).text
    assert progress(actor(), book, MONDAY)[0].part == 1
    assert [line.admitted for line in movement_lines(book, MONDAY)] == [1]
    period = calendar_period(Sort.QUARTER, MONDAY)
    text = told(actor(), book, "tinh-hinh", period, MONDAY).text
    assert "Trong kỳ, chi bộ kết nạp 1 đảng viên" in text
    assert "đạt chỉ tiêu nghị quyết (1)" in text
    behind = figure_list(actor(), book, "ket-nap-trong-ky", MONDAY, since=period.starts_on)
    assert [row.name for row in behind.rows] == [str(person)]
    assert figure_list(actor(), book, "mo-so", MONDAY, since=period.starts_on).count == 0
    assert "kết nạp 1 đảng viên" in pictures(actor(), book, MONDAY).admitted.sentence
    points = [point.text for point in story_of(actor(), person, MONDAY).points]
    assert points == ["Lễ kết nạp (ngày vào Đảng)", "Đảng viên của Chi bộ Mẫu từ lễ kết nạp"]


def test_where_it_is_not_known_who_was_admitted_here_none_is_not_asserted(book: Organisation) -> None:
    listed(book, CEREMONY, CEREMONY + timedelta(days=7))
    forget()
    assert "đến nay chưa ghi kết nạp đảng viên nào; chỉ tiêu" in narrative(actor(), book, MONDAY).text
    text = told(actor(), book, "tinh-hinh", calendar_period(Sort.QUARTER, MONDAY), MONDAY).text
    assert "Quý II năm 2018, chi bộ chưa ghi kết nạp đảng viên nào" in text
