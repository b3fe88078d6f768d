"""What a list sets right is found by it afterwards, as what is typed on a page is."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from chibo.desk.queries import search
from chibo.exchange import actions
from chibo.register import actions as register
from chibo.register.models import Person
from tests.exchange.looking import make_cell
from tests.factories import MONDAY, actor

if TYPE_CHECKING:
    from chibo.exchange.models import ListImport
    from chibo.register.models import Organisation

pytestmark = pytest.mark.django_db

HEAD = "Họ và tên;Ngày sinh;Số thẻ đảng viên;Số định danh cá nhân;Ngày vào Đảng;Ngày chính thức\n"


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def named(cell: Organisation, asked: str) -> list[str]:
    return [one.text for one in search(actor(), cell, MONDAY, asked).found if one.sort.startswith("Người")]


def brought(cell: Organisation, row: str) -> ListImport:
    said = f"{HEAD}{row}\n".encode()
    record = actions.upload_list(actor=actor(), on=MONDAY, organisation=cell, name="ds.csv", content=said)
    return actions.run_import(actor=actor(), on=MONDAY, record=record)


def test_numbers_and_names_that_a_list_changes_are_found_and_the_old_ones_again_after_its_undo(
    cell: Organisation,
) -> None:
    brought(cell, "Lò Mẫu Hoà;1/2/1980;23000001;014080000001;3/2/2010;3/2/2011")
    more = brought(cell, "Lò Mẫu Hoàng;1/2/1980;23000002;014080000001;3/2/2010;3/2/2011")
    assert more.counts["changed"] == 1
    assert named(cell, "23000002") == named(cell, "014080000001") == ["Lò Mẫu Hoàng"]
    assert named(cell, "23000001") == []
    actions.undo_import(actor=actor(), on=MONDAY, record=more)
    assert named(cell, "23000001") == ["Lò Mẫu Hoà"]
    assert named(cell, "23000002") == []


def test_a_number_that_a_list_adds_to_somebody_known_is_found_until_it_is_undone(cell: Organisation) -> None:
    register.add_person(actor=actor(), on=MONDAY, organisation=cell, full_name="Lò Mẫu Hoà", birth="1980-02-01")
    record = brought(cell, "Lò Mẫu Hoà;1/2/1980;;014080000001;;")
    assert named(cell, "014080000001") == ["Lò Mẫu Hoà"]
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert named(cell, "014080000001") == []


def test_initials_follow_a_name_that_a_list_changes(cell: Organisation) -> None:
    brought(cell, "Lò Mẫu Hoà;1/2/1980;23000001;;3/2/2010;3/2/2011")
    brought(cell, "Lò Mậu Nhoà;1/2/1980;23000001;;3/2/2010;3/2/2011")
    assert Person.objects.get().initials_key == "lmn"


def test_keys_that_earlier_lists_left_behind_are_made_anew(cell: Organisation) -> None:
    brought(cell, "Lò Mẫu Hoà;1/2/1980;23000001;;3/2/2010;3/2/2011")
    right = Person.objects.values_list("initials_key", "identity_print", "card_print").get()
    Person.objects.update(card_print="cu", initials_key="xyz")
    step = import_module("chibo.exchange.migrations.0004_keys_after_imports")
    step.make_the_keys_anew(apps, None)
    assert Person.objects.values_list("initials_key", "identity_print", "card_print").get() == right
