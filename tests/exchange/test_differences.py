"""The register beside a list of the national database: who is missing where, what differs, and nothing written."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from chibo.base.access import Permission
from chibo.base.models import AuditEntry, AuditMention, Job
from chibo.base.refusal import FaultyError, NotAllowedError
from chibo.desk import actions as desk
from chibo.documents.models import StoredFile
from chibo.documents.sheets import workbook
from chibo.exchange.archive import archive_parts
from chibo.exchange.differences.actions import compare_list
from chibo.exchange.differences.comparing import COLUMNS, is_same, lines
from chibo.register.actions import correct_person
from chibo.register.models import Membership, Restriction
from tests.exchange.awkward import many
from tests.factories import (
    MONDAY,
    AdmissionFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    actor,
)

if TYPE_CHECKING:
    from chibo.exchange.differences.comparing import Compared
    from chibo.register.models import Organisation, Person

pytestmark = pytest.mark.django_db
HEAD = ("Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Quê quán", "Số định danh cá nhân", "Số thẻ đảng viên")
MORE = ("Ngày vào Đảng", "Ngày chính thức")


@pytest.fixture
def cell() -> Organisation:
    return OrganisationFactory.create(scope_key="w001", name="Chi bộ Mẫu So")


def person(cell: Organisation, name: str, **more: Any) -> Person:
    made = PersonFactory.create(
        organisation=cell, full_name=name, **{"birth": "1980-02-03", "ethnicity": "Thái", **more}
    )
    MembershipFactory.create(person=made)
    AdmissionFactory.create(person=made)
    return made


def listed(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("STT", *HEAD, *MORE))
    for number, row in enumerate(rows, start=1):
        writer.writerow((number, *row))
    return out.getvalue().encode("utf-8-sig")


def compared(cell: Organisation, *rows: tuple[str, ...]) -> Compared:
    return compare_list(actor=actor(), on=MONDAY, organisation=cell, name="csdl.csv", content=listed(*rows))


def row(name: str, **more: str) -> tuple[str, ...]:
    said = {
        "sex": "Nữ",
        "birth": "03/02/1980",
        "ethnicity": "Thái",
        "native": "",
        "identity": "",
        "card": "",
        "joined": "19/11/2012",
        "official": "19/11/2013",
        **more,
    }
    return (name, *said.values())


def test_who_is_the_same_is_found_by_number_then_by_name_and_birth_then_by_a_like_name(cell: Organisation) -> None:
    person(cell, "Lò Mẫu An", card_number="040012345678")
    person(cell, "Quàng Mẫu Dung", identity_number="011180000002")
    person(cell, "Sùng Mẫu Vừ")
    person(cell, "Nguyễn Thị Mẫu Bích")
    person(cell, "Phan Mẫu Yến")
    found = compared(
        cell,
        row("Lò Thị Mẫu An", card="0400 1234 5678"),
        row("Quàng Mẫu Dung", identity="011180000002", card="040099999999"),
        row("Sùng Mẫu Vừ"),
        row("Nguyễn Thị Mẫn Bích"),
        row("Phan Mẫu Yến", birth="1/1/1999"),
    )
    assert found.rows == 5
    assert not found.only_here
    assert not found.only_there
    by = {one.met.there.name: (one.met.by, [each.label for each in one.fields]) for one in found.differing}
    assert by["Lò Thị Mẫu An"] == ("số thẻ", ["Họ và tên"])
    assert by["Quàng Mẫu Dung"] == ("số định danh", ["Số thẻ đảng viên"])
    assert by["Nguyễn Thị Mẫn Bích"][0] == "ngày sinh và tên gần giống"
    assert by["Phan Mẫu Yến"] == ("họ tên và ngày vào Đảng", ["Ngày sinh"])
    assert found.same == 1


def test_each_difference_has_both_values_and_one_next_act(cell: Organisation) -> None:
    one = person(cell, "Lò Mẫu An", card_number="040012345678", ethnicity="")
    correct_person(
        actor=actor(), on=MONDAY, person=one, changes={"sex": "male"}, proof="lý lịch gốc", decided_by="Lò Mẫu An"
    )
    found = compared(cell, row("Lò Mẫu An", card="040012345678", birth="1980", joined="20/11/2012", official=""))
    (differing,) = found.differing
    told = {each.label: (each.here, each.there, each.act.text, each.act.address) for each in differing.fields}
    assert told["Giới tính"][:3] == ("nam", "nữ", "Đề nghị cấp trên sửa, kèm giấy đã dùng khi đính chính ở sổ này")
    assert told["Dân tộc"] == ("", "Thái", "Bổ sung ở sổ này", f"/nguoi/{one.uid}/dinh-chinh/ethnicity/")
    assert told["Ngày sinh"][:2] == ("3-2-1980", "1980")
    assert told["Ngày sinh"][2] == "Đối chiếu giấy gốc, đính chính ở sổ này"
    assert told["Ngày vào Đảng"] == (
        "19-11-2012",
        "20-11-2012",
        "Đối chiếu giấy gốc, đính chính ở sổ này",
        f"/nguoi/{one.uid}/",
    )
    assert told["Ngày chính thức"][2:] == ("Đề nghị cấp trên bổ sung ở cơ sở dữ liệu", "")


def test_missing_here_missing_there_left_and_unclear_are_told_apart(cell: Organisation) -> None:
    stays, leaves = person(cell, "Lò Mẫu An"), person(cell, "Sùng Mẫu Vừ")
    first, second = person(cell, "Vàng Mẫu Đôi"), person(cell, "Vàng Mẫu Đôi")
    Membership.objects.filter(person=leaves).update(ends_on=date(2018, 1, 8), left_by="transfer_out")
    found = compared(cell, row("Sùng Mẫu Vừ"), row("Vàng Mẫu Đôi"), row("Đặng Mẫu Lạ", birth="1-1-1990", joined=""))
    assert [one.entry.name for one in found.only_here] == [stays.full_name]
    assert [(one.entry.name, one.entry.number) for one in found.only_there] == [("Đặng Mẫu Lạ", 4)]
    assert [(one.entry.name, one.note) for one in found.left_here] == [("Sùng Mẫu Vừ", "chuyển đi từ 8-1-2018")]
    (unsure,) = found.unclear
    assert {each.uid for each in unsure.perhaps} == {str(first.uid), str(second.uid)}
    table = list(lines(found))
    assert all(len(line) == len(COLUMNS) for line in table)
    assert {line[1] for line in table} == {
        "Chỉ có ở sổ này",
        "Chỉ có ở cơ sở dữ liệu",
        "Đã rời sổ này",
        "Chưa rõ là ai",
    }
    assert all(line[7] for line in table), "every line has its next act"


def test_numbers_of_two_people_and_a_row_told_twice_are_unclear(cell: Organisation) -> None:
    person(cell, "Lò Mẫu An", card_number="040012345678")
    person(cell, "Sùng Mẫu Vừ", identity_number="011180000002")
    found = compared(
        cell,
        row("Lò Mẫu An", card="040012345678", identity="011180000002"),
        row("Lò Mẫu An", card="040012345678"),
        row("Lò Mẫu An", card="040012345678"),
    )
    assert [one.why for one in found.unclear] == [
        "số thẻ là của người này, số định danh là của người kia",
        "dòng 3 của tệp cũng là người này",
    ]


def test_nothing_is_written_and_nothing_is_kept(cell: Organisation) -> None:
    person(cell, "Lò Mẫu An")
    before = archive_parts(cell)
    found = compared(cell, row("Lò Mẫu An", birth="04/02/1980"), row("Đặng Mẫu Lạ"))
    assert archive_parts(cell) == before
    assert not StoredFile.objects.exists()
    assert not Job.objects.exists()
    line = AuditEntry.objects.get(action="exchange.compare_list")
    assert line.changes["rows"] == 2
    assert "Lạ" not in str(line.changes)
    mentioned = set(AuditMention.objects.filter(entry_id=line.pk).values_list("person_uid", flat=True))
    assert mentioned == set(found.people)


def test_who_may_not_and_what_cannot_be_read(cell: Organisation) -> None:
    said = {"on": MONDAY, "organisation": cell}
    with pytest.raises(NotAllowedError):
        compare_list(actor=actor(Permission.VIEW_PEOPLE), name="a.csv", content=listed(), **said)  # type: ignore[arg-type]
    for name, content in (("a.csv", b""), ("a.csv", "Mã,Số\n1,2\n3,4\n".encode()), ("MẬT.csv", listed(row("A B")))):
        with pytest.raises(FaultyError):
            compare_list(actor=actor(), name=name, content=content, **said)  # type: ignore[arg-type]


def test_who_may_only_be_stored_is_met_and_not_told_of(cell: Organisation) -> None:
    held = person(cell, "Lò Mẫu An")
    Restriction.objects.create(person=held, organisation=cell, starts_on=MONDAY, reason="đề nghị", set_by="Lò Mẫu An")
    found = compared(cell, row("Lò Mẫu An", ethnicity="Kinh"))
    assert (found.withheld, found.differing, found.only_there, found.people) == (1, (), (), [])


def test_our_own_exports_differ_in_nothing(cell: Organisation) -> None:
    person(cell, "Lò Mẫu An", card_number="040012345678", identity_number="001080000001", native_place="Noong Bua")
    person(cell, "Sùng Mẫu Vừ", sex="male", birth="1985")
    sheet = desk.export_list(actor=actor(), on=MONDAY, organisation=cell, kind="ra-soat-2025")[1]
    book = desk.export_register(actor=actor(), on=MONDAY, organisation=cell)
    for name, content in (("ra-soat.xlsx", sheet), ("7-hsdv.xlsx", book)):
        found = compare_list(actor=actor(), on=MONDAY, organisation=cell, name=name, content=content)
        assert found.same == 2, (name, found.counts, found.differing)
        assert not found.only_here
        assert len(found.fields) >= 6


@pytest.mark.parametrize(
    ("key", "ours", "theirs", "same"),
    [
        ("full_name", "Lò Mẫu Hoà", "LÒ MẪU HÒA", True),
        ("full_name", "Lò Mẫu Hoà", "Lò Mẫu Hoa", False),
        ("native_place", "Noong Bua, Điện Biên", "phường Noong Bua, tỉnh Điện Biên", True),
        ("native_place", "Noong Bua", "Thanh Minh", False),
        ("ethnicity", "Thái", "thái ", True),
        ("birth", "3-2-1980", "1980", False),
        ("card_number", "", "040012345678", False),
    ],
)
def test_what_says_the_same(key: str, ours: str, theirs: str, same: bool) -> None:  # noqa: FBT001
    assert is_same(key, ours, theirs) is same


def test_the_workbook_holds_every_line(cell: Organisation) -> None:
    for number in range(3):
        person(cell, f"Lò Mẫu An {number}")
    found = compared(cell, row("Đặng Mẫu Lạ"))
    (sheet,) = load_workbook(io.BytesIO(workbook("Đối chiếu", COLUMNS, lines(found)))).worksheets
    assert sheet.max_row == 5


def test_every_table_of_a_file_is_read_and_a_row_told_twice_counts_once(cell: Organisation) -> None:
    """One sheet for each cell, a sheet of all together, one of figures, a hidden one of last year."""
    for name in ("Lò Mẫu An", "Vì Mẫu Bạn", "Cà Mẫu Chi"):
        person(cell, name, ethnicity="Thái")
    head = ("Họ và tên", "Ngày sinh", "Dân tộc")
    few = ("Họ và tên", "Ngày sinh")
    content = many(
        {
            "Thôn Đông": [head, ("Lò Mẫu An", "03/02/1980", "Thái"), ("Vì Mẫu Bạn", "03/02/1980", "Kinh")],
            "Thôn Đoài": [few, ("Cà Mẫu Chi", "03/02/1980"), ("Giàng Mẫu Dế", "03/02/1990")],
            "Đông chép lại": [head, ("Lò Mẫu An", "03/02/1980", "Thái")],
            "Số liệu": [("Chi bộ", "Số đảng viên"), ("Thôn Đông", 2)],
            "Năm trước": [head, ("Vừ Mẫu Én", "03/02/1970", "Mông")],
        },
        hidden=["Năm trước"],
    )
    found = compare_list(actor=actor(), on=MONDAY, organisation=cell, name="csdl.xlsx", content=content)
    assert found.tables == ("Thôn Đông", "Thôn Đoài", "Đông chép lại")
    assert (found.rows, found.same) == (4, 2), "a table that does not tell of the ethnic group differs in nothing"
    assert [(one.met.here.name, one.met.there.row_said) for one in found.differing] == [
        ("Vì Mẫu Bạn", "dòng 3, bảng “Thôn Đông”")
    ]
    assert [one.entry.name for one in found.only_there] == ["Giàng Mẫu Dế"]
    assert found.unclear == ()


STATUS = ("Họ và tên", "Ngày sinh", "Trạng thái hoạt động", "Ngày của trạng thái")


def with_status(cell: Organisation, *rows: tuple[str, ...], head: tuple[str, ...] = STATUS) -> Compared:
    content = "\n".join(";".join(one) for one in (head, *rows)).encode()
    return compare_list(actor=actor(), on=MONDAY, organisation=cell, name="csdl.csv", content=content)


@pytest.mark.parametrize("header", ["Trạng thái hoạt động", "Tình trạng"])
def test_who_is_gone_there_and_present_here_is_told(cell: Organisation, header: str) -> None:
    dead, moved, stays = (person(cell, name) for name in ("Lò Mẫu An", "Sùng Mẫu Vừ", "Vàng Mẫu Đôi"))
    found = with_status(
        cell,
        ("Lò Mẫu An", "3/2/1980", "Từ trần", "5/3/2018"),
        ("Sùng Mẫu Vừ", "3/2/1980", "Đã chuyển", ""),
        ("Vàng Mẫu Đôi", "3/2/1980", "Đang sinh hoạt", ""),
        ("Đặng Mẫu Lạ", "1/1/1990", "Xóa tên", ""),
        head=("Họ và tên", "Ngày sinh", header, "Ghi chú"),
    )
    told = {one.entry.uid: (one.note, one.act.address) for one in found.gone_there}
    assert set(told) == {str(dead.uid), str(moved.uid)}
    assert told[str(dead.uid)][0].startswith("từ trần")
    assert told[str(moved.uid)] == ("đã chuyển", f"/nguoi/{moved.uid}/")
    assert (found.same, found.differing) == (1, ())
    assert stays.full_name not in {one.entry.name for one in found.left_here}
    assert [(one.entry.name, one.note) for one in found.only_there] == [("Đặng Mẫu Lạ", "xóa tên")]
    assert "Không cần nhập" in found.only_there[0].act.text
    assert "Trạng thái hoạt động" in found.fields
    assert {"Đã rời ở cơ sở dữ liệu"} <= {line[1] for line in lines(found)}
    assert str(dead.uid) in found.people


def test_who_is_gone_here_is_told_where_the_list_says_otherwise(cell: Organisation) -> None:
    names = ("Lò Mẫu An", "Sùng Mẫu Vừ", "Vàng Mẫu Đôi")
    for name in names:
        Membership.objects.filter(person=person(cell, name)).update(ends_on=date(2018, 1, 8), left_by="death")
    found = with_status(
        cell,
        (names[0], "3/2/1980", "Từ trần", "8/1/2018"),
        (names[1], "3/2/1980", "Chuyển đi", ""),
        (names[2], "3/2/1980", "Đang hoạt động", ""),
    )
    assert not found.gone_there
    assert {
        one.entry.name: (one.note.split(" từ ")[0], "cơ sở dữ liệu ghi chuyển đi" in one.note)
        for one in found.left_here
    } == {
        names[1]: ("từ trần", True),
        names[2]: ("từ trần", False),
    }
