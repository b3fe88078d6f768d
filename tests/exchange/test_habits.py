"""Days that Excel took for months: said, and put right by one click for the whole list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.exchange.lists.preview import Decisions, Preview, Whole
from chibo.register.models import Person
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

TYPED = ("25/12/1980", "5/6/1981", "13/7/1979", "1/12/1985", "28/2/1990", "7/8/1991", "30/4/1975", "9/9/1988")
NAMES = ("Ánh", "Bạn", "Chi", "Dế", "Én", "Giao", "Hà", "Kỷ")
RIGHT = ["1980-12-25", "1981-06-05", "1979-07-13", "1985-12-01", "1990-02-28", "1991-08-07", "1975-04-30", "1988-09-09"]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def as_excel_of_the_states(*typed: str) -> list[tuple[object, ...]]:
    """A column typed day first into an Excel that reads months first: what it can it turns into dates."""
    rows: list[tuple[object, ...]] = [("STT", "Họ và tên", "Giới tính", "Ngày sinh")]
    for place, text in enumerate(typed):
        day, month, year = map(int, text.split("/"))
        rows.append((place + 1, f"Lò Mẫu {NAMES[place]}", "Nam", text if day > 12 else date(year, day, month)))
    return rows


def births(found: Preview) -> list[str]:
    return [str(line.row.birth) for line in found.lines]


def test_half_the_births_are_put_right_by_one_click(cell: Organisation) -> None:
    rows = as_excel_of_the_states(*TYPED)
    found = look(upload(cell, rows))
    assert (found.exchanged, found.are_exchanged, births(found)[1]) == (3, False, "1981-05-06"), "9-9 is the same day"
    said = Decisions(whole={Whole.EXCHANGED: True})
    found = look(upload(cell, rows, said))
    assert (found.are_exchanged, births(found)) == (True, RIGHT)
    bring(cell, rows, said)
    assert [str(one.birth) for one in Person.objects.order_by("sort_key")] == RIGHT


def test_a_column_with_a_date_after_the_twelfth_is_as_it_should_be(cell: Organisation) -> None:
    rows = as_excel_of_the_states(*TYPED)
    rows[2] = (*rows[2][:3], date(1981, 5, 13))
    assert look(upload(cell, rows)).exchanged == 0


def test_a_text_that_excel_would_have_turned_and_few_cells_show_nothing(cell: Organisation) -> None:
    rows = as_excel_of_the_states(*TYPED)
    rows[1] = (*rows[1][:3], "2/3/1980")
    assert look(upload(cell, rows)).exchanged == 0
    assert look(upload(cell, as_excel_of_the_states(*TYPED[:4]))).exchanged == 0


def test_the_page_says_it_and_takes_the_click(cell: Organisation, client: Client) -> None:
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    client.force_login(user)
    address = f"/nhap-danh-sach/{upload(cell, as_excel_of_the_states(*TYPED)).uid}/kiem-tra/"
    assert "Đổi ngày và tháng của 3 ô" in client.get(address).content.decode()
    client.post(address, {"ca": "exchanged:1"})
    said = client.get(address).content.decode()
    assert "Đã đổi ngày và tháng của 3 ô." in said
    assert "5-6-1981" in said
