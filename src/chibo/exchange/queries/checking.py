"""The page "Kiểm tra": every row with all its faults, whom it means and what it changes. Writes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from chibo.base.access import Permission, within
from chibo.base.bulk import keeping_everything
from chibo.base.dates import say_date
from chibo.development.models import DevelopmentCase
from chibo.exchange.lists.cells import say_partial
from chibo.exchange.lists.columns import best_sheet, guess
from chibo.exchange.lists.fields import LABELS, Column
from chibo.exchange.lists.groups import settle_groups
from chibo.exchange.lists.habits import exchanged_columns
from chibo.exchange.lists.kinds import Kind, Makes, kind_of
from chibo.exchange.lists.leaving import note_leaving
from chibo.exchange.lists.matching import Known, key_of
from chibo.exchange.lists.partly import note_partly
from chibo.exchange.lists.preview import (
    NEW,
    Decisions,
    Difference,
    Line,
    Pair,
    Preview,
    Repair,
    Take,
    Twins,
    Whole,
    merge,
    taken,
    without_faulty,
)
from chibo.exchange.lists.rows import RowFault, read_rows
from chibo.exchange.lists.saying import column_of, is_late, values_of
from chibo.exchange.lists.sheets import read_sheets
from chibo.exchange.lists.twins import note_numbers, twins_of
from chibo.exchange.lists.units import units_over
from chibo.exchange.queries.arriving import header_of, known_mapping, sheet_of, sheets_of
from chibo.exchange.queries.knowing import index_of, set_right
from chibo.exchange.queries.placing import Places, UnitsOfList
from chibo.exchange.queries.years import check_year, note_repeated, told_already
from chibo.law.reading import rulebook
from chibo.register.actions import Entry, entry_faults
from chibo.register.actions.entering_tree import Tree
from chibo.register.standing import differences, held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chibo.base.access import Actor
    from chibo.exchange.lists.book import Header
    from chibo.exchange.lists.matching import Index
    from chibo.exchange.lists.preview import Tell
    from chibo.exchange.lists.rows import Row
    from chibo.exchange.lists.sheets import Sheet
    from chibo.exchange.models import ListImport
    from chibo.register.models import Organisation
    from chibo.register.standing import Held

_AT_ONCE = 500
_MANY = 3000  # people of the register beyond which namesakes of another birth date are no news
_ROAD = frozenset({"admission.decided_on", "admission.ceremony_on", "admission.official_on", "admission.recognised_on"})
_FIELDS = {"starts_on": Column.HIRED_ON, "birth": Column.BIRTH, "full_name": Column.FULL_NAME, "sex": Column.SEX}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A list as it is read: where, as what, with what was decided; ``reach`` are the organisations it may speak of."""

    organisation: Organisation
    sheet: Sheet
    header: Header
    columns: tuple[Column, ...]
    kind: Kind
    decisions: Decisions
    units: Mapping[str, str] = field(default_factory=dict)  # what its names of organisations meant last time
    reach: Q = field(default_factory=Q)


@keeping_everything()
def preview(record: ListImport, actor: Actor, on: date, tell: Tell | None = None) -> Preview:
    """What the import of a waiting list would do, by the decisions taken so far; ``tell`` hears how far it is.

    Only people and organisations for which the actor may import are compared with, and named.
    """
    sheet = sheet_of(sheets_of(record), record.sheet)
    header = header_of(record, sheet)
    before = known_mapping(record.organisation, header.texts)
    how = Read(
        organisation=record.organisation,
        sheet=sheet,
        header=header,
        columns=tuple(Column(column) for column in record.columns),
        kind=kind_of(record.kind),
        decisions=Decisions.read(record.decisions),
        units=before.units if before is not None else {},
        reach=within(actor, Permission.IMPORT),
    )
    return preview_of(how, on, tell)


def first_look(organisation: Organisation, name: str, content: bytes, on: date) -> Preview:
    """What an import of a file would do with the columns as proposed; nothing is kept. Raises ``FaultyError``."""
    sheet, header = best_sheet(read_sheets(name, content))
    kind, columns = guess(sheet, header, on)
    how = Read(organisation=organisation, sheet=sheet, header=header, columns=columns, kind=kind, decisions=Decisions())
    return preview_of(how, on)


def preview_of(how: Read, on: date, tell: Tell | None = None) -> Preview:
    """Work out what an import would do on a day."""
    exchanged = exchanged_columns(how.sheet, how.header.first_data_row, how.columns)
    are_exchanged = how.decisions.says(Whole.EXCHANGED)
    turned = exchanged if are_exchanged else ()
    rows, leftovers = read_rows(how.sheet, how.header, how.columns, on, how.decisions.edits, how.kind, turned)
    groups = settle_groups(rows, how.kind, how.decisions.groups, on)
    places = _places(rows, how, on)
    if how.kind.makes is Makes.ORGANISATION:
        lines, twins = _tree(rows, how), tuple[Twins, ...]()
    else:
        lines = _people(rows, places, how)
        twins = _twins(lines, how) if how.kind.makes is Makes.PERSON else tuple[Twins, ...]()
        if how.kind.makes is not Makes.PERSON:
            note_repeated(lines, how.kind, how.decisions)
        _settle(lines, how, on, tell)
    for line in lines:
        _recall(line, how.decisions)
    units = places.units() if how.kind.makes is not Makes.ORGANISATION else ()
    return Preview(
        kind=how.kind,
        lines=tuple(lines),
        twins=twins,
        leftovers=tuple(leftovers),
        letters=how.sheet.letters,
        headers=how.header.texts,
        units=units,
        unit_names=places.names() if units else (),
        groups=groups,
        are_official=how.decisions.says(Whole.OFFICIAL),
        exchanged=sum(exchanged.values()),
        are_exchanged=are_exchanged,
    )


def _recall(line: Line, decisions: Decisions) -> None:
    """Tell of a row what an earlier import had repaired in it."""
    row = line.row
    if day := decisions.again.get(row.number):
        line.again = date.fromisoformat(day)
        told = decisions.edits.get(row.number, {}).items()
        line.repairs = tuple(
            Repair(column=column, before=row.before[column], now=said)
            for column, said in told
            if row.before.get(column, said) != said
        )


# ---------------------------------------------------------------------- whom rows mean


def _places(rows: Sequence[Row], how: Read, on: date) -> Places:
    """What the list's names of organisations mean."""
    written = Counter(row.said(Column.ORGANISATION) for row in rows)
    over = units_over(how.sheet, how.header)
    units = UnitsOfList(written=written, over=over, chosen={**how.units, **how.decisions.units})
    return Places(how.organisation, how.reach, on, units)


def _people(rows: Sequence[Row], places: Places, how: Read) -> list[Line]:
    """Tell of each row where it belongs and whom it means."""
    index = index_of(how.organisation, how.reach, how.columns)
    return [_line(row, places, index, how) for row in rows]


def _twins(lines: Sequence[Line], how: Read) -> tuple[Twins, ...]:
    """Find the rows that may be one person, join those that are, and note numbers that stand twice."""
    twins = tuple(twins_of(lines, how.decisions))
    for pair in twins:
        if pair.pair is Pair.MERGE:
            merge(pair.first, pair.second)
    note_numbers(lines, twins)
    return twins


def _line(row: Row, places: Places, index: Index, how: Read) -> Line:
    place = places.of(row)
    if place is None:
        named = row.said(Column.ORGANISATION)
        what = f"chưa rõ chi bộ “{named}”" if named else "dòng này không ghi chi bộ"
        then = "Chọn ở phần “Chi bộ ghi trong tệp”, hoặc ghi đúng tên hay mã của tổ chức vào ô bên."
        row.faults.append(RowFault(column=Column.ORGANISATION, what=what, next=then, stops=True))
        return Line(row=row, take=Take.SKIP)
    line = Line(row=row, take=Take.TAKE, place=place, key=key_of(row, str(how.organisation.uid)))
    line.is_decided = row.number in how.decisions.rows
    is_about_known = not how.kind.adds_people
    line.match = index.match(row, line.key, place.organisation.pk, is_about_known=is_about_known)
    line.who = how.decisions.people.get(row.number, "")
    line.seen = how.decisions.seen.get(row.number, "")
    line.known = _chosen(line)
    if not line.is_open:
        row.faults.extend(_numbers_of_others(line, index))
    if line.known is None and index.size <= _MANY:
        row.faults.extend(_namesakes(row, line.match.namesakes))
    if line.known is None and not how.kind.adds_people:
        _must_be_known(line, how)
    return line


def _numbers_of_others(line: Line, index: Index) -> Iterator[RowFault]:
    """Numbers that the register has of somebody else."""
    for column in (Column.IDENTITY_NUMBER, Column.CARD_NUMBER):
        for one in index.holders(line.row.said(column)):
            if line.known is None or line.known.pk != one.pk:
                what = f"{LABELS[column].lower()} {line.row.said(column)} trong sổ là của {one.name}"
                yield RowFault(column=column, what=what, next="Sửa số cho đúng, hoặc để trống ô này.")


def _chosen(line: Line) -> Known | None:
    """Whom a row means by what was decided, else by what is sure."""
    if line.who == NEW:
        return None
    if line.who:
        return next((one for one in line.match.perhaps if one.uid == line.who), line.match.known)
    return line.match.known


def _must_be_known(line: Line, how: Read) -> None:
    """A list about people of the register: a stranger stays out, or comes in where somebody says so."""
    if line.match.perhaps and not line.who:
        return
    may_come = how.kind.makes is Makes.PERSON and Column.CEREMONY_ON in line.row.days
    if line.who == NEW and may_come:
        return
    what = f"{line.row.name} chưa có trong sổ"
    then = (
        "Chọn Thêm người mới, hoặc bỏ qua dòng này." if may_come else "Nhập người này bằng danh sách đảng viên trước."
    )
    line.row.faults.append(RowFault(column=Column.FULL_NAME, what=what, next=then, stops=True))


def _namesakes(row: Row, same: Iterable[Known]) -> Iterator[RowFault]:
    """Somebody of the register has this name and quite another birth date: one of the two may be mistyped."""
    births = (Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE)
    typed = next((column for column in births if row.raw.get(column)), Column.BIRTH)
    for one in same:
        if one.birth is None or row.birth is None:
            continue
        born = f"năm {one.birth.year}" if one.birth.year != row.birth.year else say_partial(one.birth)
        what = f"đã có {one.name} cùng tên, sinh {born}: người khác?"
        then = "Người khác thì cứ nhập; cùng một người thì sửa ngày sinh cho khớp, hoặc bỏ qua dòng này."
        yield RowFault(column=typed, what=what, next=then, must=False)


# ---------------------------------------------------------------------- what they change


def _settle(lines: Sequence[Line], how: Read, on: date, tell: Tell | None) -> None:
    """Tell of each row what it would write, and everything that speaks against it."""
    for start in range(0, len(lines), _AT_ONCE):
        if tell is not None:
            tell("Đang kiểm tra: dòng", start, len(lines))
        chunk = [line for line in lines[start : start + _AT_ONCE] if line.place is not None and not line.merged_into]
        known = held(line.known.pk for line in chunk if line.known is not None)
        is_person = how.kind.makes is Makes.PERSON
        on_road = _on_the_road(known) if is_person else set()
        followed = _followed(known) if how.kind.opens_case else set(known)
        proved = set_right(known) if is_person else {}
        told = {} if is_person else told_already(known, how.kind)
        for line in chunk:
            one = known.get(line.known.pk) if line.known is not None else None
            if is_person:
                _person(line, one, how, on, _marked(one, on_road, proved))
                line.opens_case = one is not None and one.person.pk not in followed
            else:
                check_year(line, one, how.kind, on, told)
                line.take = taken(line.row, how.decisions)


def _on_the_road(known: dict[int, Held]) -> set[int]:
    cases = DevelopmentCase.objects.filter(person__in=known)
    return set(cases.values_list("person_id", flat=True))


def _followed(known: dict[int, Held]) -> set[int]:
    """Those with a case that goes on: a list of sources opens none of them another."""
    cases = DevelopmentCase.objects.filter(person__in=known, closed_on=None)
    return set(cases.values_list("person_id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """What the register has of somebody beside the values: a road, paths that were set right with a proof."""

    is_on_road: bool = False
    proved: frozenset[str] = frozenset()


def _marked(one: Held | None, on_road: set[int], proved: Mapping[int, set[str]]) -> _Marked:
    if one is None:
        return _Marked()
    pk = one.person.pk
    return _Marked(is_on_road=pk in on_road, proved=frozenset(proved.get(pk, ())))


def _person(line: Line, one: Held | None, how: Read, on: date, marked: _Marked) -> None:
    row, is_on_road = line.row, marked.is_on_road
    assert line.place is not None
    note_leaving(row, one.spell(line.place.organisation.pk) if one is not None else None)
    are_official = how.decisions.says(Whole.OFFICIAL)
    say = partial(values_of, place=line.place, one=one, on=on, are_official=are_official)
    values = say(row)
    line.is_late = is_late(row, line.place, one, on)
    if line.is_late and not are_official:
        row.faults.append(_overdue(row))
    if one is not None:
        line.differences = tuple(_differences(line, one, values, how, on, marked))
        values = {each.path: each.new for each in line.differences if each.take}
    _note_faults(line, one, values, on)
    note_partly(row, one, values, on, is_on_road=is_on_road or not how.kind.opens_case)
    line.take = taken(row, how.decisions)
    if line.must and line.take is Take.BLANK:
        kept = say(without_faulty(row))
        line.is_late = is_late(row, line.place, one, on)
        if "admission.ceremony_on" not in kept and (one is None or not one.admissions):
            kept = {path: value for path, value in kept.items() if path not in _ROAD}
        values = {path: value for path, value in kept.items() if one is None or path in values}
        blanked = {path for path in values if one is not None and path not in kept}
        line.differences = tuple(each for each in line.differences if each.path not in blanked and each.path in kept)
        line.made = None
    line.values = values


def _overdue(row: Row) -> RowFault:
    """A member of long standing without an official date: nobody is left on probation without a word."""
    ceremony = row.day(Column.CEREMONY_ON)
    assert ceremony is not None
    what = f"vào Đảng {say_date(ceremony)} mà chưa có ngày chính thức"
    then = "Sẽ ghi là dự bị, quá hạn xét công nhận; đã chính thức thì ghi ngày vào ô bên."
    return RowFault(column=Column.OFFICIAL_ON, what=what, next=then, must=False)


def _note_faults(line: Line, one: Held | None, values: dict[str, Any], on: date) -> None:
    """Put down what the register would say, in its own words."""
    if one is not None and not values:
        return
    assert line.place is not None
    entry = Entry(
        mark="",
        organisation=line.place.organisation,
        values=values,
        workplace=line.place.workplace,
        person_id=one.person.pk if one is not None else None,
    )
    told = {(fault.column, fault.must) for fault in line.row.faults}
    for fault in entry_faults(entry, one, on):
        column = _FIELDS.get(fault.field) or (Column(fault.field) if fault.field in set(Column) else Column.FULL_NAME)
        if (column, True) in told and column is not Column.FULL_NAME:
            continue
        what = fault.what[:1].lower() + fault.what[1:].rstrip(".")
        stops = column is Column.FULL_NAME or fault.field in {"person", "ends_on"}
        line.row.faults.append(RowFault(column=column, what=what, next=fault.next, stops=stops))
    line.made = entry.made


def _differences(
    line: Line, one: Held, values: dict[str, Any], how: Read, on: date, marked: _Marked
) -> Iterator[Difference]:
    """Tell field by field what the list says otherwise; some stay as they are unless somebody says so."""
    assert line.place is not None
    chosen = how.decisions.fields.get(line.row.number, {})
    for path, (old, new) in differences(one, values, line.place.organisation.pk).items():
        if path in _ROAD and marked.is_on_road:
            note = "Đã ghi trong hồ sơ phát triển; sửa ở đó."
            yield Difference(path=path, old=old, new=new, take=False, note=note, is_fixed=True)
            continue
        note = _why_kept(line, one, path, old, on, marked)
        take, is_chosen = chosen.get(path, not note), path in chosen
        yield Difference(path=path, old=old, new=new, take=take, note=note, is_chosen=is_chosen)


def _why_kept(line: Line, one: Held, path: str, old: object, on: date, marked: _Marked) -> str:
    """Why what the register has stays unless somebody says otherwise; empty where the list replaces it."""
    if old in (None, ""):
        return ""
    if path == "person.birth" and one.admissions and getattr(old, "is_full", False):
        source = rulebook().find("background.age_source", on)
        ground = f"{source.citation.text}: tuổi của đảng viên xác định {source.text}. " if source else ""
        return f"{ground}Sổ đã có đủ ngày sinh: giữ theo sổ trừ khi chọn khác."
    if path in marked.proved:
        return "Sổ đã đính chính, có giấy tờ chứng minh: giữ theo sổ trừ khi chọn khác."
    births = {Column.BIRTH, Column.BIRTH_MALE, Column.BIRTH_FEMALE}
    columns = births if path == "person.birth" else {column_of(path)}
    if any(fault.column in columns for fault in line.row.faults):
        return "Ô trong tệp có điều nên xem lại: giữ theo sổ trừ khi chọn khác."
    return ""


# ---------------------------------------------------------------------- the tree


def _tree(rows: Sequence[Row], how: Read) -> list[Line]:
    """Tell of each organisation whether it stands already."""
    tree = Tree(how.organisation)
    coming = {row.name_key for row in rows} | {row.said(Column.ORG_CODE).casefold() for row in rows}
    return [_unit(row, tree, coming, how) for row in rows]


def _unit(row: Row, tree: Tree, coming: set[str], how: Read) -> Line:
    said = row.said(Column.ORG_PARENT)
    parent = tree.find(said) if said else how.organisation
    if parent is None and not ({tree.folded(said), said.casefold()} & coming):
        what = f"không tìm thấy tổ chức cấp trên “{said}”"
        then = "Ghi đúng tên hoặc mã như ở dòng của tổ chức đó."
        row.faults.append(RowFault(column=Column.ORG_PARENT, what=what, next=then, stops=True))
    since = row.partial(Column.ORG_SINCE)
    if since is not None:
        what = f"ngày thành lập chỉ biết {say_partial(since)}"
        row.faults.append(RowFault(column=Column.ORG_SINCE, what=what, next="Tính từ ngày nhập.", must=False))
    line = Line(row=row, take=taken(row, how.decisions))
    found = tree.same(parent, row.name, row.said(Column.ORG_CODE)) if parent is not None else None
    if found is not None:
        line.known = Known(pk=found.pk, uid=str(found.uid), name=found.name, name_key="", birth=None)
        line.differences = tuple(
            Difference(path=path, old=getattr(found, name), new=new)
            for path, name, column in _DETAILS
            if (new := row.said(column)) and new != getattr(found, name)
        )
    return line


_DETAILS = (
    ("organisation.code", "code", Column.ORG_CODE),
    ("organisation.short_name", "short_name", Column.ORG_SHORT),
    ("organisation.place", "place", Column.ORG_PLACE),
)
