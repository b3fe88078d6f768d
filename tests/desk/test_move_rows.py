"""The worklist and moves: who left the office and is a member still, and whose time away ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.desk.queries import worklist
from chibo.law.vocabulary import DutyKind
from chibo.register import actions
from chibo.register.models import Employment, Person
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from chibo.desk.queries.lines import WorkRow
    from chibo.register.models import Organisation

LEFT = date(2018, 4, 2)


@pytest.fixture
def dung(sample: Organisation) -> Person:
    return Person.objects.get(full_name="Quàng Mẫu Dung")


def rows(sample: Organisation, on: date = MONDAY) -> list[WorkRow]:
    found = worklist(actor(), sample, on)
    return [row for row in (*found.rows, *found.later) if row.kind is DutyKind.MOVE_MEMBER]


def away(sample: Organisation, person: Person, ends_on: date | None) -> None:
    actions.transfer_temporarily(
        actor=actor(),
        on=MONDAY,
        person=person,
        organisation=sample,
        direction="out",
        other_place="Chi bộ Mẫu Xa",
        starts_on=date(2018, 1, 8),
        ends_on=ends_on,
    )


def leave_the_office(person: Person) -> None:
    job = Employment.objects.get(person=person, ends_on=None)
    actions.end_employment(actor=actor(), on=MONDAY, employment=job, ends_on=LEFT)


def test_the_sample_has_nobody_to_move(sample: Organisation) -> None:
    assert rows(sample) == []


def test_who_left_the_office_is_to_transfer_within_the_law_s_clock(sample: Organisation, dung: Person) -> None:
    leave_the_office(dung)
    (row,) = rows(sample)
    assert row.title == "Chuyển sinh hoạt chính thức: Quàng Mẫu Dung"
    assert row.due_on == date(2018, 6, 28)  # 60 working days from 3-4, less the holidays 25-4, 30-4 and 1-5
    assert row.citations[0].text == "Quy định 29-QĐ/TW ngày 25-7-2016, điểm 6.3"
    assert row.button.address.endswith("/chuyen-di/")
    actions.transfer_out(actor=actor(), on=MONDAY, person=dung, other_place="Chi bộ Mẫu Xa", ends_on=MONDAY)
    assert rows(sample) == []


def test_who_is_exempted_or_away_is_not_asked(sample: Organisation, dung: Person) -> None:
    leave_the_office(dung)
    away(sample, dung, None)
    assert rows(sample) == []


def test_a_time_away_is_told_before_it_ends_and_not_after(sample: Organisation, dung: Person) -> None:
    away(sample, dung, date(2018, 5, 28))
    (row,) = rows(sample)
    assert (row.due_on, row.title) == (date(2018, 5, 28), "Hết thời gian chuyển tạm thời: Quàng Mẫu Dung")
    assert row.citations == ()
    assert not row.has_limit
    assert rows(sample, date(2018, 5, 29)) == []
