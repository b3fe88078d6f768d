"""Headers in the short words of offices; columns without a telling one; what does not come in is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chibo.exchange import queries
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.headers import column_of_header
from chibo.exchange.lists.kinds import KINDS
from chibo.register.models import Membership
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import MONDAY

if TYPE_CHECKING:
    from chibo.register.models import Organisation

Rows = list[tuple[object, ...]]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Ngày CT", Column.OFFICIAL_ON),
        ("CTĐ", Column.OFFICIAL_ON),
        ("Ngày chuyển CT", Column.OFFICIAL_ON),
        ("Ngày CNCT", Column.OFFICIAL_ON),
        ("Ngày QĐ CNCT", Column.RECOGNISED_ON),
        ("QĐ CN ĐVCT", Column.RECOGNISED_ON),
        ("KN Đảng", Column.CEREMONY_ON),
        ("Ngày KN", Column.CEREMONY_ON),
        ("Ngày KNĐ", Column.CEREMONY_ON),
        ("Ngày QĐ KN", Column.DECIDED_ON),
        ("Ngày vào chi bộ", Column.MOVED_IN_ON),
        ("Ngày về sinh hoạt tại chi bộ", Column.MOVED_IN_ON),
        ("Thẻ ĐV", Column.CARD_NUMBER),
        ("Số thẻ", Column.CARD_NUMBER),
        ("Số thẻ BHYT", Column.IGNORE),
        ("Thẻ bảo hiểm y tế", Column.IGNORE),
        ("Số thẻ công đoàn", Column.IGNORE),
        ("Họ tên bố", Column.IGNORE),
        ("Họ và tên mẹ", Column.IGNORE),
        ("Họ tên vợ/chồng", Column.IGNORE),
        ("Vợ (chồng)", Column.IGNORE),
        ("Bố đẻ", Column.IGNORE),
        ("Họ và tên cán bộ", Column.FULL_NAME),
        ("Họ và chữ đệm", Column.SURNAME),
        ("Họ và tên đệm", Column.SURNAME),
        ("Họ, chữ đệm", Column.SURNAME),
        ("Họ lót", Column.SURNAME),
        ("Họ, chữ đệm và tên", Column.FULL_NAME),
        ("Họ đệm và tên", Column.FULL_NAME),
    ],
)
def test_what_a_header_says(header: str, column: Column) -> None:
    assert column_of_header(header) is column


@pytest.mark.django_db
def test_days_a_year_after_the_admission_are_proposed_as_official_and_that_is_said(cell: Organisation) -> None:
    rows: Rows = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày CĐ", "Họ tên mẹ")]
    rows += [(n, f"Lò Mẫu {name}", f"{n}-1-1980", f"3/2/200{n}", f"5/3/200{n + 1}", "Vì Mẫu Y") for n, name in NAMES]
    record = upload(cell, rows)
    assert record.columns[4] == Column.OFFICIAL_ON
    noted = {line.header: line.note for line in queries.mapping(record).columns if line.note}
    assert list(noted) == ["Ngày CĐ"]
    assert "khoảng một năm" in noted["Ngày CĐ"]
    assert queries.told(record, MONDAY).unread == ("Họ tên mẹ",)
    rows = [(*row[:4], f"5/3/201{n}", *row[5:]) if n else row for n, row in enumerate(rows)]
    assert upload(cell, rows).columns[4] == Column.IGNORE


NAMES = list(enumerate(("An", "Bạn", "Chi", "Dế"), 1))


@pytest.mark.django_db
def test_the_day_of_coming_to_the_cell_makes_no_move_of_an_admission(cell: Organisation) -> None:
    rows: Rows = [("TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày CT", "Ngày vào chi bộ")]
    rows += [(1, "Lò Mẫu An", "1-1-1980", "3/2/2016", "3/2/2017", "3/2/2016")]
    rows += [(2, "Lò Mẫu Bạn", "2-1-1980", "3/2/2010", "3/2/2011", "1/5/2016")]
    bring(cell, rows)
    found = Membership.objects.order_by("starts_on").values_list("starts_on", "joined_by")
    assert [(str(day), how) for day, how in found] == [("2016-02-03", "admission"), ("2016-05-01", "transfer_in")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (("Họ và chữ đệm", "Tên"), ("Lò Mẫu", "An")),
        (("Họ và tên đệm", "Tên"), ("Lò Mẫu", "An")),
        (("Họ lót", "Tên"), ("Lò Mẫu", "An")),
        (("Họ và tên", "Tên"), ("Lò Mẫu", "An")),
        (("Họ và tên", None), ("Lò Mẫu", "An")),
        (("Họ và tên", "Tên"), ("Lò Mẫu An", "An")),
    ],
)
def test_nobodys_given_name_is_lost(cell: Organisation, head: tuple[object, ...], cells: tuple[str, str]) -> None:
    rows: Rows = [("TT", *head, "Ngày sinh", "Quê quán")]
    rows += [(n, *cells, f"{n}-1-1980", "xã Mẫu") for n in range(1, 4)]
    assert {line.row.name for line in look(upload(cell, rows)).lines} == {"Lò Mẫu An"}


@pytest.mark.django_db
def test_three_columns_make_a_name_and_two_that_disagree_are_asked_about(cell: Organisation) -> None:
    rows: Rows = [("TT", "Họ", "Đệm", "Tên", "Ngày sinh"), (1, "Lò", "Mẫu", "An", "1-1-1980")]
    assert [line.row.name for line in look(upload(cell, rows)).lines] == ["Lò Mẫu An"]
    rows = [("TT", "Họ và tên", "Tên", "Ngày sinh"), (1, "Lò Mẫu An", "An", "1-1-1980")]
    rows += [(2, "Lò Mẫu Bạn", "Bạn", "2-1-1980"), (3, "Lò Mẫu", "Chi", "3-1-1980")]
    *sure, asked = look(upload(cell, rows)).lines
    assert [line.row.name for line in sure] == ["Lò Mẫu An", "Lò Mẫu Bạn"]
    assert (asked.stopped, asked.cells[0].suggestion) == (True, "Lò Mẫu Chi")


def test_every_kind_reads_the_days_of_a_member_by_the_same_words() -> None:
    for kind in ("people", "members", "cleanup", "admissions"):
        assert column_of_header("Ngày KN", KINDS[kind]) is Column.CEREMONY_ON
        assert column_of_header("Số thẻ BHYT", KINDS[kind]) is Column.IGNORE
        assert column_of_header("Ngày vào chi bộ", KINDS[kind]) is Column.MOVED_IN_ON
        assert column_of_header("Ngày CT", KINDS[kind]) is Column.OFFICIAL_ON
