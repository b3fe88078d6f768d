"""The same file again changes nothing, also where it was repaired on the page; a corrected one keeps its repairs."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest

from chibo.accounts.actions import create_user, grant_role
from chibo.base.models import Installation
from chibo.exchange import actions
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import Decisions, Preview, Take, Whole
from chibo.exchange.models import ImportedRow, ListImport
from chibo.register.models import Person
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from django.test import Client

    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Ngày sinh", "Quê quán", "Số thẻ đảng viên", "Ngày vào Đảng", "Ngày chính thức")
ROWS = [
    ("Lò Mẫu Hoà (đi vắng)", "1/2/1980", "xã Mẫu", "2300001", "3/2/2010", "3/2/2011"),
    ("Vì Mẫu Bạn", "2/3/1981", "xã Mẫu", "23000002", "3/2/2010", "3/2/2011"),
    ("Cà Mẫu Chi", "32/1/1982", "xã Mẫu", "23000003", "3/2/2010", "3/2/2011"),
    ("Quàng Mẫu Dung", "4/5/1983", "xã Mẫu", "23000004", "3/2/2010", "3/2/2011"),
]
REPAIRED = Decisions(
    edits={
        2: {Column.FULL_NAME: "Lò Mẫu Hoà", Column.CARD_NUMBER: "23000001"},
        3: {Column.CARD_NUMBER: "", Column.BIRTH: "2/3/1981"},
        4: {Column.BIRTH: "31/1/1982"},
    },
    rows={2: Take.TAKE, 5: Take.SKIP},
)


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def shown(client: Client, address: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", client.get(address).content.decode()))


def totals(found: Preview) -> tuple[int, int, int, int]:
    return found.people, found.changed, found.same, found.skipped


def test_the_same_file_again_changes_nothing(cell: Organisation) -> None:
    bring(cell, [HEAD, *ROWS], REPAIRED)
    for _ in range(2):
        again = upload(cell, [HEAD, *ROWS])
        found = look(again)
        assert totals(found) == (0, 0, 3, 1)
        assert not found.open_lines
        assert found.again == (MONDAY, 4)
        done = actions.run_import(actor=actor(), on=MONDAY, record=again)
        assert (done.counts["people"], done.counts["changed"], done.counts["same"]) == (0, 0, 3)
    assert Person.objects.count() == 3
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Cà Mẫu Chi", "Lò Mẫu Hoà", "Vì Mẫu Bạn"]


def test_choices_by_field_are_proposed_again(cell: Organisation) -> None:
    bring(cell, [HEAD, ROWS[1]])
    changed = (*ROWS[1][:2], "bản Mẫu", *ROWS[1][3:])
    bring(cell, [HEAD, changed], Decisions(fields={2: {"person.native_place": False}}))
    found = look(upload(cell, [HEAD, changed]))
    assert totals(found) == (0, 0, 1, 0)
    assert [each.take for each in found.lines[0].differences] == [False]


def test_what_is_proposed_is_told_and_can_be_changed(client: Client, cell: Organisation) -> None:
    Installation.objects.create(is_sample=True, working_day=MONDAY, first_day=MONDAY)
    user = create_user(actor=actor(), on=MONDAY, username="pho", display_name="Phó", pass_phrase="mot cum mat khau dai")
    grant_role(actor=actor(), on=MONDAY, user=user, organisation=cell, role="secretary", reach="here", starts_on=MONDAY)
    client.force_login(user)
    bring(cell, [HEAD, *ROWS], REPAIRED)
    address = f"/nhap-danh-sach/{upload(cell, [HEAD, *ROWS]).uid}/kiem-tra/"
    page = shown(client, address)
    assert "Chỗ sửa và câu trả lời của lần nhập ngày 21-5-2018 được dùng lại ở 4 dòng" in page
    assert "Theo lần nhập ngày 21-5-2018: Ngày sinh trong tệp “32/1/1982”, lấy “31/1/1982”." in page
    assert "Số thẻ đảng viên trong tệp “23000002”, để trống ô này." in page
    client.post(address, {"o-4-birth": "30/1/1982", "o-3-card_number": "", "dong-5": "skip", "viec": "kiem-tra"})
    page = shown(client, address)
    assert "lấy “31/1/1982”" not in page
    found = look(ListImport.objects.select_related("organisation").latest("pk"))
    assert [bool(line.again) for line in found.lines] == [True, True, False, True]
    assert str(found.lines[2].row.birth) == "1982-01-30"


def test_a_corrected_file_keeps_the_repairs_of_cells_that_read_as_they_did(cell: Organisation) -> None:
    bring(cell, [HEAD, *ROWS], REPAIRED)
    corrected = (*ROWS[2][:1], "30/1/1982", *ROWS[2][2:])
    found = look(upload(cell, [HEAD, ROWS[3], ROWS[1], ROWS[0], corrected]))
    assert [line.row.name for line in found.lines] == ["Quàng Mẫu Dung", "Vì Mẫu Bạn", "Lò Mẫu Hoà", "Cà Mẫu Chi"]
    assert [line.row.said(Column.CARD_NUMBER) for line in found.lines[1:3]] == ["", "23000001"]
    assert str(found.lines[3].row.birth) == "1982-01-30", "the file says otherwise now"
    assert found.lines[0].take is Take.TAKE, "answers about rows are those of the very file"
    assert [bool(line.again) for line in found.lines] == [False, True, True, False]


def test_namesakes_are_told_apart_by_birth_or_not_at_all(cell: Organisation) -> None:
    one = ("Lò Mẫu Hoà", "1/2/1980", "xã Mẫu", "2300001", "3/2/2010", "3/2/2011")
    other = ("Lò Mẫu Hoà", "1/2/1970", "xã Mẫu", "2300001", "3/2/2000", "3/2/2001")
    edits = {2: {Column.CARD_NUMBER: "23000001"}, 3: {Column.CARD_NUMBER: "23000002"}}
    bring(cell, [HEAD, one, other], Decisions(edits=edits))
    found = look(upload(cell, [HEAD, other, one]))
    assert [line.row.said(Column.CARD_NUMBER) for line in found.lines] == ["23000002", "23000001"]


def test_what_is_kept_lies_with_the_rows_and_goes_with_them(cell: Organisation) -> None:
    done = bring(cell, [HEAD, *ROWS], REPAIRED)
    done.refresh_from_db()
    kept = json.loads(done.decisions)
    assert (kept["edits"], kept["people"], kept["units"], kept["repaired"]) == ({}, {}, {}, [2, 3, 4])
    assert "23000001" not in done.decisions
    row = ImportedRow.objects.get(number=2)
    assert "23000001" in row.trace
    assert "đi vắng" not in row.trace, "what the file had is known by its print alone"
    ImportedRow.objects.filter(number=2).update(trace="")  # what erasing a person does
    found = look(upload(cell, [HEAD, *ROWS]))
    assert [bool(line.again) for line in found.lines] == [False, True, True, True]
    actions.undo_import(actor=actor(), on=MONDAY, record=done)
    done.refresh_from_db()
    assert done.decisions == ""
    assert look(upload(cell, [HEAD, *ROWS])).again is None


def test_an_import_with_repairs_is_undone_exactly(cell: Organisation) -> None:
    bring(cell, [HEAD, (*ROWS[1][:3], "", *ROWS[1][4:])])
    changed = (*ROWS[1][:2], "bản Mẫu", "2300002", *ROWS[1][4:])
    more = bring(cell, [HEAD, changed, ROWS[0]], Decisions(edits={2: {Column.CARD_NUMBER: "23000009"}}))
    assert Person.objects.get(full_name="Vì Mẫu Bạn").card_number == "23000009"
    actions.undo_import(actor=actor(), on=MONDAY, record=more)
    person = Person.objects.get()
    assert (person.card_number, person.native_place) == ("", "xã Mẫu")


def test_what_was_said_of_the_whole_list_holds_again(cell: Organisation) -> None:
    rows = [("Lò Mẫu An", "1/2/1980", "xã Mẫu", "", "3/2/2010", "")]
    bring(cell, [HEAD, *rows], Decisions(whole={Whole.OFFICIAL: True}))
    assert look(upload(cell, [HEAD, *rows])).are_official
