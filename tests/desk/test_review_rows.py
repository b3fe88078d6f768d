"""What the room ``reviews`` gives to the pages that gather: one list each for cards, duties and blocks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.models import User
from chibo.desk.calendar_file import calendar_of
from chibo.desk.queries import worklist
from chibo.register.models import Person
from chibo.reports.queries.kept import forget
from chibo.reviews.queries import gathered
from chibo.reviews.values import Due
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from chibo.base.access import Actor
    from chibo.law.timeline import Rulebook
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(sample: Organisation, client: Client) -> Client:
    client.force_login(
        User.objects.get(username="bi-thu"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_a_duty_of_a_topic_stands_in_the_worklist_and_in_the_calendar(
    sample: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    due_on = date(2018, 5, 31)

    def topic(who: Actor, organisation: Organisation, on: date, rules: Rulebook) -> Iterator[Due]:
        del who, on
        person = Person.objects.get(full_name="Sùng Mẫu Vừ")
        start_by = rules.lead("review_work", due_on)
        yield Due(
            key="ban-kiem-diem",
            uid=str(organisation.uid),
            title="Nhận bản tự kiểm điểm: Sùng Mẫu Vừ",
            why="Chưa nộp.",
            button="Ghi đã nhận",
            address="/danh-gia/",
            due_on=due_on,
            start_by=start_by,
            who=(person,),
        )

    monkeypatch.setattr(gathered, "DUTIES", (topic,))
    forget()
    found = worklist(actor(), sample, MONDAY)
    row = next(row for row in found.rows if row.title.startswith("Nhận bản tự kiểm điểm"))
    assert (row.due_on, row.start_by, row.has_limit) == (due_on, date(2018, 5, 17), False)
    assert row.doers.names == ("Sùng Mẫu Vừ",)
    assert "không phải quy định" in row.citations[0].text
    assert b"review_work-ban-kiem-diem-" in calendar_of(found, at=actor().at).replace(b"\r\n ", b"")
    forget()


def test_the_page_of_evaluation_leads_to_each_topic(secretary: Client) -> None:
    text = secretary.get("/danh-gia/").content.decode()
    assert "Kiểm điểm, đánh giá, xếp loại hằng năm" in text
    assert "Danh hiệu: Trong sạch vững mạnh." in text
    assert 'href="/danh-gia/cac-nam/"' in text


def test_the_page_of_a_person_shows_the_grades_of_the_years(secretary: Client) -> None:
    person = Person.objects.get(full_name="Ngô Mẫu Tâm")
    text = secretary.get(f"/nguoi/{person.uid}/danh-gia/").content.decode()
    assert "Năm 2017" in text
    assert "Hoàn thành tốt nhiệm vụ" in text
