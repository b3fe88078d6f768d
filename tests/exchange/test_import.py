"""From a list to people, whole or not at all, and back exactly."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chibo.base import vault
from chibo.base.access import Permission
from chibo.base.models import AuditEntry
from chibo.base.refusal import FaultyError, NotAllowedError, NotYoursError
from chibo.desk.queries import worklist
from chibo.development import actions as development
from chibo.development.models import DevelopmentCase, Step
from chibo.development.queries import board
from chibo.exchange import actions, queries
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.preview import Decisions, Pair, Take
from chibo.exchange.models import ImportedRow, ListImport
from chibo.law.vocabulary import DutyGroup, DutyKind, Stage, StepKind
from chibo.register import actions as register
from chibo.register import models
from chibo.register.actions import add_person
from chibo.register.queries import head_count, movements
from tests.chains import verify_chains
from tests.factories import MONDAY, OrganisationFactory, TermFactory, WorkplaceFactory, actor, stranger

pytestmark = pytest.mark.django_db

LISTS = Path(__file__).with_name("lists")
NEW, OLD = "can-bo-2018.xlsx", "ds-can-bo-abc.csv"
APART = Decisions(pairs={"16-37": Pair.APART})


@pytest.fixture
def cell() -> models.Organisation:
    """An empty cell with its workplace and its term."""
    organisation = OrganisationFactory.create()
    WorkplaceFactory.create(organisation=organisation)
    TermFactory.create(organisation=organisation)
    return organisation


def upload(organisation: models.Organisation, name: str = NEW, content: bytes = b"") -> ListImport:
    content = content or (LISTS / name).read_bytes()
    return actions.upload_list(actor=actor(), on=MONDAY, organisation=organisation, name=name, content=content)


def imported(organisation: models.Organisation, name: str = NEW, decisions: Decisions = APART) -> ListImport:
    record = upload(organisation, name)
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=decisions)
    return actions.run_import(actor=actor(), on=MONDAY, record=record)


def rows_of_the_register() -> dict[str, int]:
    kinds: tuple[Any, ...] = (models.Person, models.Employment, models.Admission, models.Membership)
    kinds += (DevelopmentCase, Step)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_nothing_is_written_before_the_confirmation(cell: models.Organisation) -> None:
    record = upload(cell)
    assert queries.preview(record, actor(), MONDAY).people == 25
    assert set(rows_of_the_register().values()) == {0}
    assert vault.read(record.digest) == (LISTS / NEW).read_bytes()
    with pytest.raises(FaultyError, match="Dòng 16 và 37 có thể là một người"):
        actions.run_import(actor=actor(), on=MONDAY, record=record)
    assert set(rows_of_the_register().values()) == {0}


def test_who_is_entered_while_a_list_is_checked_is_not_entered_twice(cell: models.Organisation) -> None:
    """The list is checked before the book is held, so that nobody waits; what was written meanwhile counts."""
    record = upload(cell)
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=APART)
    row = queries.preview(record, actor(), MONDAY).lines[0].row

    def meanwhile(_what: str, done: int, _total: int) -> None:
        if not models.Person.objects.exists():
            assert done == 0
            add_person(actor=actor(), on=MONDAY, organisation=cell, full_name=row.name, birth=str(row.birth))

    done = actions.run_import(actor=actor(), on=MONDAY, record=record, tell=meanwhile)
    assert done.counts["people"] == 24
    assert models.Person.objects.filter(full_name=row.name).count() == 1
    assert models.Person.objects.count() == 25


def test_twenty_five_people_become_members_and_staff(cell: models.Organisation) -> None:
    record = imported(cell)
    assert record.counts == {
        "people": 25,
        "members": 18,
        "others": 7,
        "skipped": 0,
        "leftovers": 8,
        "changed": 0,
        "same": 0,
    }
    count = head_count(cell, MONDAY)
    assert (count.staff, count.members, count.official, count.probationary) == (25, 18, 15, 3)
    pao = models.Person.objects.get(full_name="Lù Mẫu Páo")
    assert (str(pao.birth), pao.sex, pao.ethnicity, pao.native_place) == ("1967-04-02", "male", "Mông", "Sa Mẫu")
    assert pao.employments.get().position == "Trưởng ban"
    admission = pao.admissions.get()
    assert (admission.ceremony_on, admission.official_on) == (date(1992, 5, 19), date(1993, 5, 19))
    assert str(models.Person.objects.get(full_name="Đỗ Mẫu Bằng").birth) == "1985"
    assert AuditEntry.objects.filter(action="exchange.run_import").count() == 1
    assert list(verify_chains()) == []


def test_a_date_known_in_part_stays_so(cell: models.Organisation) -> None:
    imported(cell)
    phenh = models.Person.objects.get(full_name="Mùa Mẫu Phềnh")
    spell = phenh.memberships.get()
    assert (str(spell.told_joining), spell.was_official) == ("2011-11", True)
    assert not phenh.admissions.exists()
    assert spell.starts_on == date(2018, 1, 15), "hired here that day"


def test_who_was_on_the_staff_when_admitted_in_the_term_was_admitted_here(cell: models.Organisation) -> None:
    imported(cell)
    lines = movements(cell, date(2015, 5, 22), MONDAY)
    admitted = [line.person.full_name for line in lines if line.kind == "admission" and line.person]
    assert admitted == ["Bùi Mẫu Em", "Sùng Mẫu Tủa", "Phan Mẫu Uyển"]


def test_faulty_cells_stay_empty_and_repaired_ones_come_in(cell: models.Organisation) -> None:
    decided = Decisions(
        edits={25: {Column.OFFICIAL_ON: "20/9/2014"}}, rows={17: Take.SKIP}, pairs={"16-37": Pair.MERGE}
    )
    record = imported(cell, decisions=decided)
    assert (record.counts["people"], record.counts["skipped"]) == (23, 2)
    quyen = models.Person.objects.get(full_name="Lê Mẫu Quyên").admissions.get()
    assert quyen.official_on == date(2014, 9, 20)
    assert models.Person.objects.get(full_name="Cà Mẫu Chính").birth is None
    assert not models.Person.objects.filter(full_name="Đỗ Mẫu Bằng").exists()


def test_the_old_list_comes_in_whole(cell: models.Organisation) -> None:
    record = imported(cell, OLD, Decisions())
    assert (record.counts["people"], record.counts["members"]) == (25, 21)
    assert models.Person.objects.filter(full_name="Điêu Mẫu Sướng", given_key="suong").exists()


def test_the_file_is_gone_after_the_import_and_after_dropping_it(cell: models.Organisation) -> None:
    digest = upload(cell).digest
    with pytest.raises(NotYoursError):
        queries.preview(
            actions.discard_import(actor=actor(), on=MONDAY, record=ListImport.objects.get()), actor(), MONDAY
        )
    record = imported(cell)
    assert record.digest == ""
    assert Decisions.read(record.decisions) == Decisions(pairs={"16-37": Pair.APART}), "no value of anybody"
    with pytest.raises(NotYoursError):
        queries.sheets_of(record)
    assert vault.path_of(digest).name == digest


@pytest.mark.django_db(transaction=True)
def test_the_kept_file_is_deleted_once_the_import_holds(cell: models.Organisation) -> None:
    record = upload(cell)
    kept = vault.path_of(record.digest)
    assert kept.exists()
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=APART)
    actions.run_import(actor=actor(), on=MONDAY, record=record)
    assert not kept.exists()


def test_a_list_imported_twice_finds_everybody_known(cell: models.Organisation) -> None:
    imported(cell)
    again = upload(cell)
    assert queries.is_known(again), "the same header is read as last time"
    found = queries.preview(again, actor(), MONDAY)
    assert (found.people, found.changed, found.same, found.skipped) == (0, 0, 25, 0)
    assert [twins.pair for twins in found.twins] == [Pair.APART], "decided once"
    before = rows_of_the_register()
    assert actions.run_import(actor=actor(), on=MONDAY, record=again).counts["same"] == 25
    assert rows_of_the_register() == before


def test_a_namesake_of_another_birth_date_is_asked_about_where_it_may_be_mistyped(cell: models.Organisation) -> None:
    imported(cell)
    content = "Họ tên;Ngày sinh\nLù Mẫu Páo;2/4/1976\nSùng Mẫu Tủa;1/1/1970\nNgười Mẫu Mới;1/1/1970\n".encode()
    record = upload(cell, "them.csv", content)
    pao, tua, new = queries.preview(record, actor(), MONDAY).lines
    assert (pao.is_open, pao.match.why) == (True, "cùng họ tên, ngày sinh gần giống"), "the year may be mistyped"
    assert (tua.is_known, tua.goes_in, tua.is_open) == (False, True, False)
    assert [fault.said.split(":")[0] for fault in tua.faults] == ["Đã có Sùng Mẫu Tủa cùng tên, sinh năm 1991"]
    assert new.faults == []
    with pytest.raises(FaultyError, match="Dòng 2: Lù Mẫu Páo có thể là Lù Mẫu Páo trong sổ"):
        actions.run_import(actor=actor(), on=MONDAY, record=record)
    decided = Decisions(people={2: "new"})
    actions.decide_rows(actor=actor(), on=MONDAY, record=record, decisions=decided)
    assert actions.run_import(actor=actor(), on=MONDAY, record=record).counts["people"] == 3


# ---------------------------------------------------------------------- taken back


def test_undoing_leaves_exactly_what_was_there(cell: models.Organisation) -> None:
    register.add_person(actor=actor(), on=MONDAY, organisation=cell, full_name="Người Mẫu Có Trước")
    before = rows_of_the_register()
    record = imported(cell)
    undone = actions.undo_import(actor=actor(), on=date(2018, 6, 20), record=record)
    assert rows_of_the_register() == before
    assert undone.state == ListImport.State.UNDONE
    assert not ImportedRow.objects.exists()
    assert undone.counts["people"] == 25, "the minutes stay"
    with pytest.raises(FaultyError, match="không còn gì để hoàn tác"):
        actions.undo_import(actor=actor(), on=date(2018, 6, 20), record=record)


def test_after_thirty_days_it_stays(cell: models.Organisation) -> None:
    record = imported(cell)
    with pytest.raises(FaultyError, match="đến ngày 20-6-2018"):
        actions.undo_import(actor=actor(), on=date(2018, 6, 21), record=record)


def test_later_acts_hold_their_people_and_are_listed(cell: models.Organisation) -> None:
    record = imported(cell)
    tua = models.Person.objects.get(full_name="Sùng Mẫu Tủa")
    pao = models.Person.objects.get(full_name="Lù Mẫu Páo")
    register.confirm_membership(
        actor=actor(), on=MONDAY, person=tua, official_on=date(2018, 5, 19), recognised_on=MONDAY
    )
    register.hold_office(
        actor=actor(), on=MONDAY, person=pao, organisation=cell, office="secretary", starts_on=date(2018, 5, 2)
    )
    before = rows_of_the_register()
    with pytest.raises(FaultyError) as refused:
        actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert {fault.what for fault in refused.value.faults} == {
        "Lù Mẫu Páo: đã được ghi chức vụ trong đảng.",
        "Sùng Mẫu Tủa: thông tin đã được sửa sau khi nhập.",
    }
    assert rows_of_the_register() == before
    assert ImportedRow.objects.count() == 25


# ---------------------------------------------------------------------- who came in during probation


PROBATION = "Họ tên;Ngày sinh;Ngày QĐ kết nạp;Ngày vào Đảng;Ngày chính thức\n"


def probationers(organisation: models.Organisation, *lines: str) -> ListImport:
    content = (PROBATION + "\n".join(lines) + "\n").encode()
    record = upload(organisation, "dang-vien.csv", content)
    return actions.run_import(actor=actor(), on=MONDAY, record=record)


def test_the_recognition_of_an_imported_probationary_member_is_not_forgotten(cell: models.Organisation) -> None:
    probationers(
        cell,
        "Sùng Mẫu Vừ;2/9/1990;24/4/2017;19/5/2017;",
        "Lò Mẫu Xuân;30/5/1993;;3/2/2018;",
        "Quàng Mẫu Dung;1/3/1980;1/3/2008;19/3/2008;19/3/2009",
        "Quàng Mẫu Quên;1/3/1988;;9/2/2017;",
        "Cà Mẫu Cổ;1/3/1940;;3/2/2013;",
    )
    rows = [row for row in worklist(actor(), cell, MONDAY).rows if row.kind is DutyKind.CONSIDER_RECOGNITION]
    said = {(row.title, row.due_on, row.group) for row in rows}
    assert said == {
        ("Xét công nhận chính thức: Sùng Mẫu Vừ", date(2018, 6, 29), DutyGroup.THIS_WEEK),
        ("Xét công nhận chính thức: Quàng Mẫu Quên", date(2018, 3, 30), DutyGroup.OVERDUE),
        ("Xét công nhận chính thức: Cà Mẫu Cổ", None, DutyGroup.THIS_WEEK),
    }, "the year of Lò Mẫu Xuân is not full before February"
    column = next(column for column in board(actor(), cell, MONDAY).columns if column.stage is Stage.PROBATIONARY)
    assert {card.person.full_name for card in column.cards if card.case} == {
        "Sùng Mẫu Vừ",
        "Lò Mẫu Xuân",
        "Quàng Mẫu Quên",
        "Cà Mẫu Cổ",
    }
    steps = Step.objects.filter(case__person__full_name="Sùng Mẫu Vừ").order_by("on")
    assert [(step.kind, step.on, step.from_old_file) for step in steps] == [
        (StepKind.ADMISSION_DECIDED, date(2017, 4, 24), True),
        (StepKind.ADMITTED, date(2017, 5, 19), True),
    ]
    assert models.Admission.objects.filter(person__full_name="Sùng Mẫu Vừ").count() == 1
    assert list(verify_chains()) == []


def test_a_ceremony_before_every_figure_of_the_law_comes_in_all_the_same(cell: models.Organisation) -> None:
    probationers(cell, "Cà Mẫu Cổ;1/3/1920;;3/2/1945;", "Cà Mẫu Chung;1/3/1940;;3/2/1970;")
    assert DevelopmentCase.objects.filter(stage=Stage.PROBATIONARY).count() == 2


def test_undoing_takes_the_cases_back_exactly(cell: models.Organisation) -> None:
    before = rows_of_the_register()
    record = probationers(cell, "Sùng Mẫu Vừ;2/9/1990;24/4/2017;19/5/2017;")
    assert DevelopmentCase.objects.count() == 1
    actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert rows_of_the_register() == before
    assert list(verify_chains()) == []


def test_a_case_worked_on_holds_its_person(cell: models.Organisation) -> None:
    record = probationers(cell, "Sùng Mẫu Vừ;2/9/1990;24/4/2017;19/5/2017;", "Lò Mẫu Xuân;30/5/1993;;3/2/2018;")
    case = DevelopmentCase.objects.get(person__full_name="Sùng Mẫu Vừ")
    development.give_task(actor=actor(), on=MONDAY, case=case, title="Viết tin nội bộ", given_on=MONDAY)
    before = rows_of_the_register()
    with pytest.raises(FaultyError, match="Sùng Mẫu Vừ: đã có hồ sơ theo dõi"):
        actions.undo_import(actor=actor(), on=MONDAY, record=record)
    assert rows_of_the_register() == before


# ---------------------------------------------------------------------- columns, rights, addresses


def test_columns_can_be_matched_otherwise_but_not_twice(cell: models.Organisation) -> None:
    record = upload(cell)

    def match(columns: dict[int, str]) -> None:
        actions.match_columns(actor=actor(), on=MONDAY, record=record, columns=columns)

    with pytest.raises(FaultyError) as refused:
        match({1: "birth", 2: "birth", 3: "sinh nhật"})
    assert [fault.what for fault in refused.value.faults] == [
        "Có cột được chọn một mục không có trong danh sách.",
        "Hai cột cùng được chọn là “Ngày sinh”.",
        "Chưa chọn cột họ tên.",
    ]
    match({1: "full_name", 4: "ethnicity"})
    preview = queries.preview(record, actor(), MONDAY)
    assert (preview.people, preview.members) == (25, 0)


def test_another_sheet_and_another_header_row(cell: models.Organisation) -> None:
    record = upload(cell)
    assert [line.letter for line in queries.mapping(record).columns] == list("ABCDEFGHIJKLM")
    actions.match_columns(actor=actor(), on=MONDAY, record=record, sheet="Hướng dẫn")
    assert (record.sheet, record.header_row) == ("Hướng dẫn", 0)
    actions.match_columns(actor=actor(), on=MONDAY, record=record, sheet="Danh sách", header_row=7, header_height=2)
    assert (record.header_row, record.columns[1]) == (6, "full_name")
    with pytest.raises(FaultyError, match="không có dòng 400"):
        actions.match_columns(actor=actor(), on=MONDAY, record=record, header_row=400)


def test_only_who_may_import_does_and_only_there(cell: models.Organisation) -> None:
    record = upload(cell)
    elsewhere = actor(Permission.IMPORT, scope_key="zzzz")
    for who in (stranger(), elsewhere, actor(Permission.EDIT_REGISTER)):
        with pytest.raises(NotAllowedError):
            actions.run_import(actor=who, on=MONDAY, record=record)
        with pytest.raises(NotYoursError):
            queries.import_for(who, record.uid)
        assert not queries.imports(who, cell)
    assert queries.import_for(actor(Permission.IMPORT), str(record.uid)) == record
    with pytest.raises(NotYoursError):
        queries.import_for(actor(), "không phải")


def test_the_log_holds_no_names_of_the_list_itself(cell: models.Organisation) -> None:
    imported(cell)
    said = json.dumps(list(AuditEntry.objects.filter(action__startswith="exchange.").values_list("changes", flat=True)))
    assert "Mẫu" not in json.loads(json.dumps(said)).encode().decode("unicode_escape")


# ---------------------------------------------------------------------- the command


def test_the_command_shows_first_and_writes_when_told(
    cell: models.Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_list", str(LISTS / OLD), "--on", "21-5-2018")
    shown = capsys.readouterr().out
    assert "25 dòng trong tệp." in shown
    assert "Thêm mới 25 (21 đảng viên), cập nhật 0, không đổi 0." in shown
    assert "bảng mã TCVN3" in shown
    assert "Chưa ghi gì. Thêm --yes để nhập 25 người." in shown
    assert not ListImport.objects.exists()
    assert set(rows_of_the_register().values()) == {0}
    call_command("import_list", str(LISTS / OLD), "--on", "21-5-2018", "--yes")
    assert "Đã nhập 25 mới, cập nhật 0." in capsys.readouterr().out
    assert models.Person.objects.count() == 25


def test_the_command_writes_no_faulty_list_unless_told_how(
    cell: models.Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_list", str(LISTS / NEW), "--on", "21-5-2018", "--yes")
    said = str(refused.value)
    assert (
        "Dòng 25: Lê Mẫu Quyên – ngày chính thức (20-8-2014) chưa đủ 12 tháng kể từ lễ kết nạp (20-9-2013). "
        "Sửa ô này hoặc để trống, bổ sung sau." in said
    )
    assert "Dòng 16 và 37 có thể là một người." in said
    assert not models.Person.objects.exists()
    call_command("import_list", str(LISTS / NEW), "--on", "21-5-2018", "--yes", "--blank", "--twins", "apart", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["imported"]["people"] == 25
    assert told["twins"] == ["16-37"]


def test_the_command_says_in_one_line_what_cannot_be(cell: models.Organisation, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("import_list", str(tmp_path / "không có.xlsx"))
    (tmp_path / "trống.csv").write_bytes(b"")
    with pytest.raises(CommandError, match="Tệp trống"):
        call_command("import_list", str(tmp_path / "trống.csv"))


def test_the_command_needs_an_organisation(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Chưa có tổ chức nào"):
        call_command("import_list", str(LISTS / OLD), "--on", "21-5-2018")


def test_a_list_with_a_mark_of_state_secrets_is_not_kept(cell: models.Organisation) -> None:
    for name, content in (
        ("danh sách TỐI MẬT.csv", "Họ và tên\nLò Mẫu An\n"),
        ("ds.csv", "Họ và tên\nMẬT\nLò Mẫu An\n"),
    ):
        with pytest.raises(FaultyError, match="ệp có dấu"):
            actions.upload_list(actor=actor(), on=MONDAY, organisation=cell, name=name, content=content.encode())
    assert ListImport.objects.count() == 0
