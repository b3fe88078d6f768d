"""What a list would change of somebody is seen before it is changed; what looks faulty replaces nothing by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.exchange.lists.preview import Decisions
from chibo.register import actions as register
from chibo.register.models import Correction, Person
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.exchange.lists.preview import Line
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Ngày sinh", "Quê quán", "Số thẻ đảng viên", "Ngày vào Đảng", "Ngày chính thức")
KNOWN = ("Lò Mẫu Hoà", "1/2/1980", "xã Mẫu", "23000001", "3/2/2010", "3/2/2011")
PERHAPS = ("Lò Mẫu Hoà", "2/1/1980", "bản Mẫu", "", "3/2/2010", "3/2/2011")


@pytest.fixture
def cell() -> Organisation:
    found = make_cell()
    bring(found, [HEAD, KNOWN])
    return found


@pytest.fixture
def keeper(client: Client, cell: Organisation) -> Client:
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    client.force_login(user)
    return client


def only(cell: Organisation, row: tuple[str, ...], decisions: Decisions | None = None) -> Line:
    (line,) = look(upload(cell, [HEAD, row], decisions)).lines
    return line


def taken(line: Line) -> dict[str, bool]:
    return {each.path: each.take for each in line.differences}


def test_who_is_said_to_be_somebody_known_is_shown_with_every_difference_before_anything_is_written(
    keeper: Client, cell: Organisation
) -> None:
    record = upload(cell, [HEAD, PERHAPS])
    uid = str(Person.objects.get().uid)
    address = f"/nhap-danh-sach/{record.uid}/kiem-tra/"
    first = keeper.post(address, {"nguoi-2": uid, "viec": "nhap"})
    assert first.status_code == 422
    page = first.content.decode()
    assert "Dòng 2: đã chọn là Lò Mẫu Hoà trong sổ, tệp ghi khác sổ ở 2 mục." in page
    assert "bản Mẫu" in page
    assert re.search(rf'name="xem-2" value="{uid}"', page)
    assert Person.objects.get().native_place == "xã Mẫu"
    answer = keeper.post(address, {"nguoi-2": uid, "xem-2": uid, "giu-2-person.native_place": "", "viec": "nhap"})
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.native_place, str(person.birth)) == ("bản Mẫu", "1980-02-01"), "a member's birth stays"


def test_another_answer_is_to_be_seen_again(cell: Organisation) -> None:
    uid = str(Person.objects.get().uid)
    line = only(cell, PERHAPS, Decisions(people={2: uid}, seen={2: "01890000-0000-7000-8000-000000000001"}))
    assert line.is_unseen
    assert not only(cell, PERHAPS, Decisions(people={2: "new"})).is_unseen


def test_a_faulty_number_and_a_faulty_name_replace_nothing_by_themselves(cell: Organisation) -> None:
    row = ("Lò Mẫu Hoà", "1/2/1980", "bản Mẫu", "2300001", *KNOWN[4:])
    line = only(cell, row)
    assert taken(line) == {"person.card_number": False, "person.native_place": True}
    assert "giữ theo sổ trừ khi chọn khác" in next(e.note for e in line.differences if e.path == "person.card_number")
    chosen = Decisions(fields={2: {"person.card_number": True}})
    assert taken(only(cell, row, chosen))["person.card_number"] is True
    named = only(cell, ("Lò Mẫu Hoà (B)", *KNOWN[1:]))
    assert taken(named).get("person.full_name", False) is False


def test_a_faulty_number_still_fills_what_is_empty(cell: Organisation) -> None:
    Person.objects.update(card_number="")
    assert taken(only(cell, (*KNOWN[:3], "2300001", *KNOWN[4:])))["person.card_number"] is True


def test_what_was_set_right_with_a_proof_stays_and_what_a_list_set_right_does_not(cell: Organisation) -> None:
    bring(cell, [HEAD, (*KNOWN[:2], "bản Mẫu Một", *KNOWN[3:])])
    assert Correction.objects.get().proof.startswith("Danh sách nhập: ")
    assert taken(only(cell, (*KNOWN[:2], "bản Mẫu Hai", *KNOWN[3:])))["person.native_place"] is True
    register.correct_person(
        actor=actor(),
        on=MONDAY,
        person=Person.objects.get(),
        changes={"native_place": "bản Mẫu Ba"},
        proof="Giấy khai sinh",
        decided_by="Chi ủy",
    )
    line = only(cell, (*KNOWN[:2], "bản Mẫu Hai", *KNOWN[3:]))
    assert taken(line)["person.native_place"] is False
    assert "đã đính chính" in line.differences[0].note
    bring(cell, [HEAD, (*KNOWN[:2], "bản Mẫu Hai", *KNOWN[3:])])
    assert Person.objects.get().native_place == "bản Mẫu Ba"
