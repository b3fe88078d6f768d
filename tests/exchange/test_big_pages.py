"""Lists with so much to ask that one page does not hold it: nothing asked is out of reach, nothing sent is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.exchange.lists.preview import Decisions, Pair, Whole
from chibo.exchange.models import ListImport
from chibo.register.models import Person
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Quê quán", "Nơi ở", "Tôn giáo", "Trình độ")
LETTERS = "ABCDEGHIKLMNOPQRSTUVX"


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.fixture
def keeper(client: Client, cell: Organisation) -> Client:
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    client.force_login(user)
    return client


def named(place: int) -> str:
    """A name that no other place has, nor one like it."""
    first, last = divmod(place, len(LETTERS))
    return f"Lò Mẫu {LETTERS[first] * 2}an {LETTERS[last] * 3}o"


def sent_by(page: bytes) -> dict[str, str]:
    """What a browser sends of the form of a page."""
    form = next(one for one in html.fromstring(page).forms if any(name.startswith("dong-") for name in one.fields))
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_a_corrected_list_with_a_thousand_differences_can_be_sent(keeper: Client, cell: Organisation) -> None:
    people = [
        (named(place), "Nam", f"{place % 28 + 1}/{place % 12 + 1}/{1950 + place % 40}", "Kinh", "Mẫu", "", "", "12/12")
        for place in range(168)
    ]
    bring(cell, [HEAD, *people])
    corrected = [(*one[:3], "Thái", "Sa Mẫu", "bản Mẫu", "Phật giáo", "Đại học") for one in people]
    record = upload(cell, [HEAD, *corrected])
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    sent = sent_by(keeper.get(address).content)
    assert len(sent) > 1000
    assert keeper.post(address, {**sent, "viec": "nhap"}).status_code == 302
    record.refresh_from_db()
    assert (record.state, record.counts["changed"]) == (ListImport.State.DONE, 168)


def test_what_is_asked_stands_before_two_hundred_faults(keeper: Client, cell: Organisation) -> None:
    bring(cell, [("Họ và tên", "Ngày sinh", "Dân tộc"), ("Vì Mẫu Bạn", "1/2/1980", "Thái")])
    faulty: list[Any] = [(named(place), "32/1/1980", "Thái") for place in range(205)]
    rows = [("Họ và tên", "Ngày sinh", "Dân tộc"), *faulty, ("Vì Mẫu Bạn", "1/2/1981", "Thái")]
    record = upload(cell, rows)
    assert look(record).to_look_at[0].row.name == "Vì Mẫu Bạn"
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    sent = sent_by(keeper.get(address).content)
    assert sum(name.startswith("dong-") for name in sent) == 200
    keeper.post(address, {**sent, "nguoi-207": "new", "viec": "kiem-tra"})
    sent = sent_by(keeper.get(address).content)
    assert {"dong-202", "dong-206"} <= set(sent), "then come those that were not shown"
    keeper.post(address, {**sent, "viec": "nhap"})
    assert Person.objects.count() == 207


def test_a_hundred_and_five_pairs_can_be_decided(keeper: Client, cell: Organisation) -> None:
    rows = [("Họ và tên", "Năm sinh", "Dân tộc")]
    rows += [(named(place), "1980", "Thái") for place in range(105) for _ in "12"]
    record = upload(cell, rows)
    assert len(look(record).undecided) == 105
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    page = keeper.get(address).content.decode()
    assert page.count('value="merge"') == 100
    pairs = {f"cap-{twins.key}": "merge" for twins in look(record).pairs[:100]}
    keeper.post(address, {**pairs, "viec": "kiem-tra"})
    record.refresh_from_db()
    found = look(record)
    assert [twins.pair for twins in found.pairs[:6]] == [Pair.UNDECIDED] * 5 + [Pair.MERGE]
    assert "Tất cả là hai người khác nhau" in page
    keeper.post(address, {"ca": "apart:1"})
    keeper.post(address, {"viec": "nhap"})
    assert Person.objects.count() == 110


def test_the_enter_key_in_a_cell_decides_nothing_about_the_whole_list(keeper: Client, cell: Organisation) -> None:
    """A browser sends the first button of a form."""
    rows = [
        ("Họ và tên", "Ngày sinh", "Ngày vào Đảng"),
        *((named(place), "32/1/1950", "3/2/1980") for place in range(3)),
    ]
    page = keeper.get(f"/nhap-danh-sach/{upload(cell, rows).uid}/kiem-tra/").content
    buttons = [one.get("value") for one in html.fromstring(page).xpath("//main//form//button")]
    assert buttons[0] == "kiem-tra"
    assert "official:1" in buttons


def test_what_was_said_of_the_whole_list_is_kept_and_taken_back() -> None:
    said = Decisions(whole={Whole.APART: True})
    kept = Decisions.read(Decisions().joined(said).write())
    assert kept.says(Whole.APART)
    assert not kept.joined(Decisions(whole={Whole.APART: False})).says(Whole.APART)
