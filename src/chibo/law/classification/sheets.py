"""Score sheets as versioned data: sections and items with their points, and the conditions asked beside them.

The annexes of 366-QĐ/TW were not found; the sheets of this program are examples of our own and say so. An office reads
its own sheet with ``read_sheet`` in the same form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum, unique
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from chibo.law.classification.levels import LevelVerdict, conditions_asked, level_verdict
from chibo.law.reading import DataFault, Entry, load
from chibo.law.timeline import found
from chibo.law.vocabulary import FindingGrade, LevelCondition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from importlib.resources.abc import Traversable

    from chibo.law.classification.conditions import LevelFacts
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding


@unique
class SheetSubject(StrEnum):
    """Whom a sheet is for."""

    MEMBER = "member"
    LEADER = "leader"
    OUTSIDE = "outside"
    COLLECTIVE = "collective"


@unique
class PointGroup(StrEnum):
    """The two groups of criteria whose points the rule bounds."""

    COMMON = "common"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """One line of a sheet with the most points it can bring."""

    code: str
    title: str
    most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSection:
    """One section: its group of criteria and its items."""

    code: str
    title: str
    group: PointGroup
    items: tuple[SheetItem, ...]

    @property
    def most(self) -> Decimal:
        """The most points of the section."""
        return sum((item.most for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One version of a sheet: from its first day until another version begins (``ends_on``, not covered)."""

    id: str
    title: str
    subject: SheetSubject
    starts_on: date
    ends_on: date | None
    is_example: bool
    note: str
    sections: tuple[SheetSection, ...]
    conditions: tuple[LevelCondition, ...]

    @property
    def items(self) -> tuple[SheetItem, ...]:
        """Every item, in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def is_collective(self) -> bool:
        """Whether organisations are rated with it."""
        return self.subject is SheetSubject.COLLECTIVE

    def most_of(self, group: PointGroup) -> Decimal:
        """The most points of one group of criteria."""
        return sum((section.most for section in self.sections if section.group is group), Decimal(0))

    def covers(self, on: date) -> bool:
        """Whether this version is the one of a day."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The sum of one filled-in sheet; nothing while a mark is missing or wrong, and then every fault."""

    total: Decimal | None
    by_section: Mapping[str, Decimal]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetVerdict:
    """Points and conditions of one sheet judged together."""

    score: Score
    verdict: LevelVerdict | None
    findings: tuple[Finding, ...]


# ---------------------------------------------------------------------- reading


def read_sheet(text: str, where: str) -> ScoreSheet:
    """Read one sheet strictly; ``DataFault`` names file and line of what is wrong."""
    entry = load(text, where)
    if not isinstance(entry, Entry):
        raise DataFault(where, 1, f"expected names and values, not {entry!r}")
    entry.only("id", "title", "subject", "from", "until", "is_example", "note", "sections", "conditions")
    sections = tuple(_section(one, where) for one in entry.take("sections", list))
    codes = [item.code for section in sections for item in section.items]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        message = f"item {twice!r} stands twice"
        raise entry.fault(message, "sections")
    return ScoreSheet(
        id=entry.take("id", str),
        title=entry.take("title", str),
        subject=entry.choice("subject", SheetSubject),
        starts_on=entry.day("from"),
        ends_on=entry.day("until") if "until" in entry else None,
        is_example=entry.take("is_example", bool),
        note=entry.take("note", str, ""),
        sections=sections,
        conditions=_conditions(entry),
    )


def _section(entry: object, where: str) -> SheetSection:
    if not isinstance(entry, Entry):
        raise DataFault(where, 1, f"expected a section, not {entry!r}")
    entry.only("code", "title", "group", "items")
    items = tuple(_item(one, where) for one in entry.take("items", list))
    if not items:
        message = "a section needs items"
        raise entry.fault(message, "items")
    return SheetSection(
        code=entry.take("code", str),
        title=entry.take("title", str),
        group=entry.choice("group", PointGroup),
        items=items,
    )


def _item(entry: object, where: str) -> SheetItem:
    if not isinstance(entry, Entry):
        raise DataFault(where, 1, f"expected an item, not {entry!r}")
    entry.only("code", "title", "most")
    return SheetItem(code=entry.take("code", str), title=entry.take("title", str), most=_most(entry))


def _most(entry: Entry) -> Decimal:
    try:
        most = Decimal(str(entry.get("most")))
    except InvalidOperation:
        most = Decimal(0)
    if not (most.is_finite() and most > 0):
        message = f"'most' must be points above 0, not {entry.get('most')!r}"
        raise entry.fault(message, "most")
    return most


def _conditions(entry: Entry) -> tuple[LevelCondition, ...]:
    try:
        return tuple(LevelCondition(str(one)) for one in entry.take("conditions", list))
    except ValueError as error:
        raise entry.fault(str(error), "conditions") from None


def read_sheets(folder: Traversable) -> tuple[ScoreSheet, ...]:
    """Read every sheet of a folder, by name of file."""
    named = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(read_sheet(file.read_text("utf-8"), f"sheets/{file.name}") for file in named)


@cache
def score_sheets() -> tuple[ScoreSheet, ...]:
    """The sheets delivered with the program, read once; all are examples of our own."""
    return read_sheets(files("chibo.law").joinpath("sheets"))


def sheets_on(on: date, subject: SheetSubject | None = None) -> tuple[ScoreSheet, ...]:
    """The delivered sheets of a day, of one subject or of all; none before points are given at all."""
    listed = (sheet for sheet in score_sheets() if sheet.covers(on))
    return tuple(sheet for sheet in listed if subject is None or sheet.subject is subject)


# ---------------------------------------------------------------------- judging

_GROUPS: Final = "review.point_groups"


def sheet_findings(sheet: ScoreSheet, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """What is to be said of a sheet on a day: an example of our own, groups of other points, conditions not asked."""
    return tuple(_of_sheet(sheet, on, rules))


def _of_sheet(sheet: ScoreSheet, on: date, rules: Rulebook) -> Iterator[Finding]:
    if sheet.is_example:
        yield found("sheet_is_example", grade=FindingGrade.WARN, sheet=sheet.title)
    reading = rules.find(_GROUPS, on)
    if reading is None:
        yield found("sheet_without_points_rule", grade=FindingGrade.WARN, sheet=sheet.title, on=on)
        return
    for group in PointGroup:
        wanted, have = Decimal(str(reading.mapping[group.value])), sheet.most_of(group)
        if have != wanted:
            params = {"sheet": sheet.title, "group": group.value, "wanted": wanted, "have": have}
            yield found("sheet_group_differs", reading, grade=FindingGrade.WARN, params=params)
    asked = (one for one in conditions_asked(on, rules, is_collective=sheet.is_collective))
    missing = [one for one in asked if one is not LevelCondition.POINTS and one not in sheet.conditions]
    for condition in missing:
        params = {"sheet": sheet.title, "condition": condition.value}
        yield found("sheet_condition_missing", reading, grade=FindingGrade.WARN, params=params)


def score(sheet: ScoreSheet, marks: Mapping[str, Decimal]) -> Score:
    """Add up the marks by item code; every missing, unknown or impossible mark is a fault, and then there is no sum."""
    faults = tuple(_mark_faults(sheet, marks))
    if faults:
        return Score(total=None, by_section={}, findings=faults)
    sums = {section.code: sum((marks[one.code] for one in section.items), Decimal(0)) for section in sheet.sections}
    return Score(total=sum(sums.values(), Decimal(0)), by_section=sums, findings=())


def _mark_faults(sheet: ScoreSheet, marks: Mapping[str, Decimal]) -> Iterator[Finding]:
    known = {item.code for item in sheet.items}
    yield from (found("mark_of_no_item", item=code) for code in marks if code not in known)
    for item in sheet.items:
        mark = marks.get(item.code)
        if mark is None:
            yield found("mark_missing", item=item.title)
        elif not (mark.is_finite() and 0 <= mark <= item.most):
            yield found("mark_out_of_range", item=item.title, mark=str(mark), most=item.most)


def sheet_verdict(
    sheet: ScoreSheet, marks: Mapping[str, Decimal], facts: LevelFacts, on: date, rules: Rulebook
) -> SheetVerdict:
    """Judge a filled-in sheet: points and conditions together give the level, the points alone never do.

    ``facts`` hold what the sheet's conditions ask; its points come from the marks.
    """
    summed = score(sheet, marks)
    said = sheet_findings(sheet, on, rules)
    if summed.total is None:
        return SheetVerdict(score=summed, verdict=None, findings=(*summed.findings, *said))
    told = replace(facts, points=summed.total, is_collective=sheet.is_collective)
    verdict = level_verdict(told, on, rules)
    return SheetVerdict(score=summed, verdict=verdict, findings=(*verdict.findings, *said))
