"""One person written in two ways is asked about, in a file and against the register; no number stands on two people."""

from __future__ import annotations

import pytest

from chibo.base.refusal import FaultyError
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import NEW, Decisions, Pair, Preview
from chibo.register.models import Organisation, Person
from tests.exchange.looking import bring, look, make_cell, upload
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Ngày sinh", "Quê quán", "Dân tộc")
AS_TYPED = [
    ("Lò Mẫu Mỹ", "1/2/1980", "xã Mẫu", "Thái"),
    ("Giàng Mẫu Chua", "3/4/1981", "xã Mẫu", "Mông"),
    ("Lò Mẫu Mạnh Hùng", "5/6/1982", "xã Mẫu", "Thái"),
    ("Lý Mẫu Quý", "7/8/1983", "xã Mẫu", "Dao"),
]
CORRECTED = [
    ("Lò Mẫu Mĩ", "1/2/1980", "xã Mẫu", "Thái"),
    ("Giàng Mẫu Chu", "3/4/1981", "xã Mẫu", "Mông"),
    ("Lò Mẫu Văn Hùng", "5/6/1982", "xã Mẫu", "Thái"),
    ("Lí Mẫu Quí", "7/8/1983", "xã Mẫu", "Dao"),
]


@pytest.fixture
def cell() -> Organisation:
    return make_cell()


def asked(found: Preview) -> list[tuple[str, str]]:
    return [(twins.first.row.name, twins.second.row.name) for twins in found.undecided]


def test_a_corrected_file_does_not_double_whose_name_was_corrected(cell: Organisation) -> None:
    bring(cell, [HEAD, *AS_TYPED])
    found = look(upload(cell, [HEAD, *CORRECTED]))
    assert [(line.is_known, line.is_open) for line in found.lines] == [
        (True, False),
        (False, True),
        (False, True),
        (True, False),
    ]
    people = {line.row.number: line.match.perhaps[0].uid for line in found.open_lines}
    with pytest.raises(FaultyError, match="Dòng 3: đã chọn là Giàng Mẫu Chua trong sổ, tệp ghi khác sổ ở 1 mục"):
        bring(cell, [HEAD, *CORRECTED], Decisions(people=people))
    bring(cell, [HEAD, *CORRECTED], Decisions(people=people, seen=people))
    assert list(Person.objects.order_by("birth").values_list("full_name", flat=True)) == [one[0] for one in CORRECTED]


def test_both_ways_in_one_file_are_asked_about(cell: Organisation) -> None:
    found = look(upload(cell, [HEAD, *AS_TYPED, *CORRECTED]))
    assert asked(found) == [(one[0], other[0]) for one, other in zip(AS_TYPED, CORRECTED, strict=True)]


def test_real_twins_of_quite_other_names_are_no_question(cell: Organisation) -> None:
    rows = [("Lò Mẫu An", "1/2/1980", "xã Mẫu", "Thái"), ("Vừ Mẫu Phềnh", "1/2/1980", "xã Mẫu", "Mông")]
    assert asked(look(upload(cell, [HEAD, *rows]))) == []
    bring(cell, [HEAD, rows[0]])
    assert not look(upload(cell, [HEAD, rows[1]])).open_lines


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ("1985", "1958", True),
        ("1/2/1985", "1/2/1958", True),
        ("1/2/1985", "2/1/1985", True),
        ("1/2/1985", "3/4/1986", False),
        ("1985", "1979", False),
    ],
)
def test_a_mistyped_birth_under_one_name_is_asked_about(
    cell: Organisation, one: str, other: str, *, is_asked: bool
) -> None:
    rows = [("Lò Mẫu An", one, "xã Mẫu", "Thái"), ("Lò Mẫu An", other, "xã Sa", "Thái")]
    assert bool(asked(look(upload(cell, [HEAD, *rows])))) is is_asked
    bring(cell, [HEAD, rows[0]])
    assert bool(look(upload(cell, [HEAD, rows[1]])).open_lines) is is_asked


def test_one_person_in_two_cells_of_a_file_is_asked_about() -> None:
    above = OrganisationFactory.create(name="Đảng ủy xã Mẫu", scope_key="d01")
    for place, name in enumerate(("Chi bộ Thôn Đông", "Chi bộ Thôn Đoài"), 1):
        make_cell(name=name, parent=above, scope_key=f"d01000{place}")
    rows = [
        ("Lò Mẫu An", "1/2/1980", "xã Mẫu", "Chi bộ Thôn Đông"),
        ("Lò Mẫu An", "1/2/1980", "xã Mẫu", "Chi bộ Thôn Đoài"),
        ("Vì Mẫu Bạn", "1/2/1980", "xã Mẫu", "Chi bộ Thôn Đông"),
        ("Vì Mẫu Bạn", "1/2/1980", "xã Sa", "Chi bộ Thôn Đoài"),
    ]
    found = look(upload(above, [("Họ và tên", "Ngày sinh", "Quê quán", "Chi bộ"), *rows]))
    assert asked(found) == [("Lò Mẫu An", "Lò Mẫu An")], "another native place is another person"


def test_a_number_that_stands_twice_is_told_and_not_stored_twice(cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Số CCCD")
    rows = [("Lò Mẫu An", "1/2/1980", "011071000001"), ("Vừ Mẫu Phềnh", "3/4/1990", "011 071 000 001")]
    found = look(upload(cell, [head, *rows]))
    assert [[fault.what for fault in line.must] for line in found.lines] == [
        [f"số định danh cá nhân 011071000001 có cả ở dòng {row} ({name})"]
        for row, name in ((3, "Vừ Mẫu Phềnh"), (2, "Lò Mẫu An"))
    ]
    bring(cell, [head, *rows], Decisions(edits={3: {Column.IDENTITY_NUMBER: "011071000002"}}))
    numbers = Person.objects.order_by("birth").values_list("identity_number", flat=True)
    assert list(numbers) == ["011071000001", "011071000002"]


def test_two_numbers_are_two_people_however_alike_they_are(cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Quê quán", "Số CCCD")
    rows = [
        ("Lò Mẫu An", "1/2/1980", "xã Mẫu", "011071000001"),
        ("Lò Mẫu An", "1/2/1980", "xã Mẫu", "011071000002"),
        ("Vì Mẫu Bạn", "1/2/1985", "xã Mẫu", "011071000003"),
        ("Vì Mẫu Bạn", "1/2/1958", "xã Mẫu", "011071000004"),
    ]
    assert asked(look(upload(cell, [head, *rows]))) == []


def test_one_number_with_spaces_is_one_person(cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Số CCCD")
    rows = [("Lò Mẫu An", "1/2/1980", "011071000001"), ("Lò Mẫu Ân", "5/8/1984", "011 071 000 001")]
    found = look(upload(cell, [head, *rows]))
    assert asked(found) == [("Lò Mẫu An", "Lò Mẫu Ân")]
    assert not any(line.faults for line in found.lines), "it is asked already"
    apart = look(upload(cell, [head, *rows], Decisions(pairs={found.undecided[0].key: Pair.APART})))
    assert [len(line.must) for line in apart.lines] == [1, 1], "two people have two numbers"


def test_a_number_of_somebody_else_is_not_given_to_a_new_person(cell: Organisation) -> None:
    head = ("Họ và tên", "Ngày sinh", "Số CCCD")
    bring(cell, [head, ("Lò Mẫu An", "1/2/1980", "011071000001")])
    rows = [head, ("Vừ Mẫu Phềnh", "3/4/1990", "011071000001")]
    assert look(upload(cell, rows)).open_lines
    found = look(upload(cell, rows, Decisions(people={2: NEW})))
    assert [fault.what for fault in found.lines[0].must] == [
        "số định danh cá nhân 011071000001 trong sổ là của Lò Mẫu An"
    ]
    bring(cell, rows, Decisions(people={2: NEW}))
    assert Person.objects.get(full_name="Vừ Mẫu Phềnh").identity_number == ""
