"""Lists about a year, reviews and commitments: what the register holds of each row, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds import Kind, Makes
from chibo.exchange.lists.preview import Difference, Take
from chibo.exchange.lists.rows import RowFault
from chibo.register.opening import could_begin
from chibo.reviews.models import Classification, Commitment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.exchange.lists.preview import Decisions, Line
    from chibo.register.models import Organisation
    from chibo.register.standing import Held

_FIRST_YEAR = 1930
Told = dict[tuple[int, int, int], Any]
"""By person, organisation and year: a grade, or a commitment."""

_GRADES = dict(Classification.Grade.choices)
_RESULTS = dict(Commitment.Result.choices)


def told_already(people: Iterable[int], kind: Kind) -> Told:
    """Give what the register holds of people by organisation and year: grades, or commitments. One query."""
    if kind.makes is Makes.GRADE:
        grades = Classification.objects.filter(person__in=list(people))
        found = grades.values_list("person_id", "review__organisation_id", "review__year", "grade")
        return {(who, where, year): grade for who, where, year, grade in found}
    rows = Commitment.objects.filter(person__in=list(people)).select_related("round")
    return {(row.person_id, row.round.organisation_id, row.round.year): row for row in rows}


def note_repeated(lines: Iterable[Line], kind: Kind, decisions: Decisions) -> None:
    """Note that an earlier row says something else of the same person and year: the last one must not win unseen.

    A row that somebody leaves out says nothing.
    """
    seen: dict[tuple[int, int], Line] = {}
    for line in lines:
        if line.known is None or decisions.rows.get(line.row.number) is Take.SKIP:
            continue
        for year in set(line.row.grades) if kind.makes is Makes.GRADE else {line.row.year} - {0}:
            first = seen.setdefault((line.known.pk, year), line)
            if first is not line and (kind.makes is not Makes.GRADE or first.row.grades[year] != line.row.grades[year]):
                column = Column.GRADE if kind.makes is Makes.GRADE else Column.HANDED_ON
                what = f"dòng {first.row.number} cũng ghi {line.row.name} năm {year}, mà ghi khác"
                then = f"Đúng dòng này thì chọn Bỏ qua ở dòng {first.row.number} rồi bấm Kiểm tra lại."
                line.row.faults.append(RowFault(column=column, what=what, next=then, stops=True))
                what = f"dòng {line.row.number} ghi khác về {line.row.name} năm {year}"
                then = "Dòng này được nhập; đúng dòng kia thì chọn Bỏ qua ở đây."
                first.row.faults.append(RowFault(column=column, what=what, next=then, must=False))


def check_year(line: Line, one: Held | None, kind: Kind, on: date, told: Told) -> None:
    """Note the faults of a row about a year, and what it adds to or changes in what is known of its organisation."""
    if one is None or line.place is None:
        return
    row, organisation = line.row, line.place.organisation
    years = set(row.grades) if kind.makes is Makes.GRADE else {row.year} - {0}
    for year in sorted(years):
        if not _FIRST_YEAR <= year <= on.year:
            what = f"không ghi được kết quả năm {year}"
            row.faults.append(RowFault(column=Column.YEAR, what=what, next=f"Năm từ {_FIRST_YEAR} đến {on.year}."))
        elif kind.makes is Makes.GRADE and not _was_member(one, organisation, year):
            what = f"sổ không ghi {row.name} là đảng viên của {organisation.name} trong năm {year}"
            then = "Bổ sung ngày vào chi bộ trước, hoặc bỏ qua dòng này."
            row.faults.append(RowFault(column=Column.GRADE, what=what, next=then, stops=True))
        elif kind.makes is Makes.GRADE and not _was_member(one, organisation, year, is_known=True):
            what = f"sổ chưa biết {row.name} vào {organisation.name} từ ngày nào, chỉ biết có tên khi mở sổ"
            then = f"Kết quả năm {year} được ghi theo danh sách này."
            row.faults.append(RowFault(column=Column.GRADE, what=what, next=then, must=False))
    if kind.makes is Makes.GRADE:
        if not row.grades and not row.faults:
            what = "không có mức xếp loại nào"
            row.faults.append(RowFault(column=Column.GRADE, what=what, next="Dòng này được bỏ qua.", stops=True))
        line.differences = tuple(_grades(line, one, organisation, told))
    else:
        _commitment(line, one, organisation, told)


def _was_member(one: Held, organisation: Organisation, year: int, *, is_known: bool = False) -> bool:
    """Whether somebody was a member in a year, or may have been before the book was opened (not: ``is_known``)."""
    ceremonies = [row.ceremony_on for row in one.admissions]
    return any(
        spell.organisation_id == organisation.pk
        and (spell.starts_on if is_known else could_begin(spell, ceremonies, one.memberships)).year <= year
        and (spell.ends_on is None or spell.ends_on.year >= year)
        for spell in one.memberships
    )


def _grades(line: Line, one: Held, organisation: Organisation, told: Told) -> Iterator[Difference]:
    for year, grade in sorted(line.row.grades.items()):
        old = told.get((one.person.pk, organisation.pk, year))
        if old != grade:
            yield Difference(path=f"Xếp loại năm {year}", old=_GRADES.get(old or ""), new=_GRADES[grade])


def _commitment(line: Line, one: Held, organisation: Organisation, told: Told) -> None:
    row = line.row
    if row.day(Column.HANDED_ON) is None:
        what = "chưa có ngày nộp bản cam kết"
        row.faults.append(RowFault(column=Column.HANDED_ON, what=what, next="Ghi ngày, tháng, năm.", stops=True))
    if row.code and row.day(Column.CHECKED_ON) is None:
        what = "có kết quả nhưng chưa có ngày kiểm tra"
        then = f"Tính là ngày 31-12-{row.year}." if row.year else ""
        row.faults.append(RowFault(column=Column.CHECKED_ON, what=what, next=then, must=False))
    known = told.get((one.person.pk, organisation.pk, row.year))
    fields = {
        "Ngày nộp bản cam kết": (known and known.handed_on, row.day(Column.HANDED_ON)),
        "Việc đã cam kết": (known and known.promise, row.said(Column.PROMISE)),
        "Kết quả thực hiện": (known and _RESULTS.get(known.result), _RESULTS.get(row.code)),
    }
    line.differences = tuple(
        Difference(path=label, old=old, new=new) for label, (old, new) in fields.items() if new and new != old
    )
