"""More than forty awkward files: read with what was left out told, or refused with what to do; memory bounded."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from chibo.base.refusal import FaultyError
from chibo.exchange.lists.cells import date_of, text_of
from chibo.exchange.lists.sheets import read_book
from tests.exchange.awkward import CASES, Case

if TYPE_CHECKING:
    from chibo.exchange.lists.book import Book

ON = date(2018, 5, 21)
NAMES = ["Lò Mẫu An", "Vì Mẫu Bạn", "Quàng Mẫu Dũng", "Lường Mẫu Em", "Bùi Mẫu Nghĩa"]
PEAK = 200  # MB of the whole process, Python and libraries included; one far cell of an .xls alone took 1,000


def test_there_are_enough_of_them() -> None:
    assert len(CASES) > 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [case for case in CASES if case.people is not None], ids=lambda case: case.name)
def test_what_is_read(case: Case) -> None:
    book = read_book(case.name, case.make())
    sheet = book.tables[0]
    said = [text_of(value) for row in sheet.rows for value in row]
    names = [name for name in NAMES if name in said]
    assert len(names) == case.people
    assert names[:3] == NAMES[: case.people][:3]
    if "Ngày sinh" in said and case.people:
        (day,) = {str(date_of(row[2], ON)) for row in sheet.rows if "Lò Mẫu An" in row}
        assert day == "1966-03-12"
    assert len(book.tables) == case.tables
    told_all = notes(book)
    for told in case.told:
        assert told in told_all
    if not case.told:
        assert told_all == ""


def notes(book: Book) -> str:
    return "\n".join(note.said for note in (*book.notes, *(note for table in book.tables for note in table.notes)))


@pytest.mark.parametrize("case", [case for case in CASES if case.people is None], ids=lambda case: case.name)
def test_what_is_refused(case: Case) -> None:
    with pytest.raises(FaultyError) as error:
        read_book(case.name, case.make())
    (fault,) = error.value.faults
    assert case.refused in fault.what
    assert case.then in fault.next
    assert fault.field == "file"


def test_a_table_keeps_its_place_in_the_spreadsheet() -> None:
    case = next(case for case in CASES if case.name == "two below.xlsx")
    first, second = read_book(case.name, case.make()).tables
    assert (first.name, second.name) == ("Danh sách (bảng 1, từ dòng 1)", "Danh sách (bảng 2, từ dòng 7)")
    assert second.rows[8][1] == "Chi bộ Một"
    assert second.first_row == 6
    beside = next(case for case in CASES if case.name == "two beside.xlsx")
    left, right = read_book(beside.name, beside.make()).tables
    assert (left.rows[1][1], left.rows[1][6], right.rows[1][6]) == ("Lò Mẫu An", None, "Chi bộ Một")


PROGRAM = """
import sys
from pathlib import Path
from chibo.base.refusal import FaultyError
from chibo.exchange.lists.sheets import read_book
from tests.exchange.awkward import CASES
for name in sys.argv[1:]:
    content = next(case for case in CASES if case.name == name).make()
    try:
        read_book(name, content)
    except FaultyError as error:
        print(error)
told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(told["VmHWM"].split()[0]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told otherwise there")
def test_memory_is_bounded() -> None:
    names = ["far.xls", "far.xlsx", "text bomb.xlsx", "open far.ods", "bomb.xlsx"]
    told = subprocess.run([sys.executable, "-c", PROGRAM, *names], capture_output=True, text=True, check=True)
    *refusals, peak = told.stdout.splitlines()
    assert len(refusals) == len(names)
    assert int(peak) < PEAK
