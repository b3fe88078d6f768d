"""What the rows of a list become, kind by kind, through the verbs of the rooms below, with what each row changed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from chibo.development.actions import Road, follow_roads
from chibo.development.models import DevelopmentCase
from chibo.exchange.lists.fields import Column
from chibo.exchange.lists.kinds import Makes
from chibo.exchange.lists.preview import Decisions
from chibo.exchange.lists.recalling import kept_of, packed
from chibo.exchange.models import LIST_PROOF, ImportedRow
from chibo.law.vocabulary import StepKind
from chibo.register import actions as register
from chibo.register.actions import Entry, OrganisationEntry
from chibo.register.models import Person
from chibo.reviews import actions as reviews
from chibo.reviews.actions import CommitmentEntry
from chibo.reviews.models import YearReview

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chibo.base.access import Actor
    from chibo.exchange.lists.preview import Line, Preview, Tell
    from chibo.exchange.models import ListImport
    from chibo.register.actions import Entered, Trace
    from chibo.register.models import Organisation

_OUTCOME = ImportedRow.Outcome
_NO_ROAD = {"admission.official_on", "admission.recognised_on", "membership.was_official", "membership.ends_on"}


class Writing:
    """Writes one list; what each row became is gathered for the minutes and the undoing."""

    def __init__(
        self, *, actor: Actor, on: date, record: ListImport, preview: Preview, tell: Tell | None = None
    ) -> None:
        self.actor, self.on, self.record, self.preview, self.tell = actor, on, record, preview, tell
        self.proof = f"{LIST_PROOF}{record.file_name}"[:300]
        self.decisions = Decisions.read(record.decisions)
        self.rows: list[ImportedRow] = []
        self.repaired: list[int] = []  # rows that keep what was repaired in them
        self.changed = self.written = 0

    def write(self) -> list[ImportedRow]:
        """Write the list; give its rows, not saved yet."""
        match self.preview.kind.makes:
            case Makes.ORGANISATION:
                self._tree()
            case Makes.PERSON:
                self._people()
            case Makes.GRADE:
                self._grades()
            case _:
                self._commitments()
        return self.rows

    def _told(self, total: int, more: int) -> None:
        self.written += more
        if self.tell is not None:
            self.tell("Đang ghi vào sổ: người", self.written, total)

    def _note(self, line: Line, outcome: str, trace: Trace, **whom: Any) -> None:
        repaired = kept_of(line.row, self.decisions.edits.get(line.row.number, {}))
        if repaired:
            self.repaired.append(line.row.number)
        kept = packed(trace if outcome != _OUTCOME.NEW else [], repaired)
        row = ImportedRow(
            list_import=self.record, number=line.row.number, outcome=outcome, key=line.key, trace=kept, **whom
        )
        self.rows.append(row)
        self.changed += outcome == _OUTCOME.CHANGED

    # ------------------------------------------------------------------ people

    def _people(self) -> None:
        going = [line for line in self.preview.lines if line.is_new or line.is_changed]
        done = register.enter_people(
            actor=self.actor,
            on=self.on,
            organisation=self.record.organisation,
            entries=map(_entry, going),
            proof=self.proof,
            tell=partial(self._told, len(going)),
        )
        became = {line.row.number: one for line, one in zip(going, done, strict=True)}
        self._roads(going, became)
        for line in self.preview.lines:
            self._person(line, became)

    def _person(self, line: Line, became: dict[int, Entered]) -> None:
        one = became.get(line.row.number)
        if line.merged_into:
            into = became.get(line.merged_into)
            known = (
                into.person_id
                if into
                else next(
                    (
                        each.known.pk
                        for each in self.preview.lines
                        if each.row.number == line.merged_into and each.known
                    ),
                    0,
                )
            )
            if known:
                self._note(line, _OUTCOME.MERGED, [], person_id=known)
        elif one is not None and one.is_new:
            self._note(line, _OUTCOME.NEW, [], person_id=one.person_id)
        elif one is not None and one.trace:
            self._note(line, _OUTCOME.CHANGED, one.trace, person_id=one.person_id)
        elif line.goes_in and line.known is not None:
            self._note(line, _OUTCOME.SAME, [], person_id=line.known.pk)

    def _roads(self, going: list[Line], became: dict[int, Entered]) -> None:
        """Open cases: of everybody in a list of sources, of members in probation whom nobody follows yet."""
        opens = self.preview.kind.opens_case
        lines = [line for line in self.preview.lines if line.goes_in] if opens else going
        wanted = [(line, acts) for line in lines if (acts := self._acts(line))]
        pks = {line.row.number: _pk(line, became) for line, _ in wanted}
        people = Person.objects.in_bulk(list(pks.values()))
        followed = set(
            DevelopmentCase.objects.filter(person__in=people, closed_on=None).values_list("person_id", flat=True)
        )
        chosen = [(line, acts) for line, acts in wanted if pks[line.row.number] not in followed]
        if not chosen:
            return
        roads = [
            Road(
                person=people[pks[line.row.number]],
                organisation=line.place.organisation,
                acts=acts,
                mark=f"Dòng {line.row.number}: {line.row.name} – ngày",
            )
            for line, acts in chosen
            if line.place is not None
        ]
        made = follow_roads(
            actor=self.actor, on=self.on, organisation=self.record.organisation, roads=roads, reason=self.proof
        )
        for (line, _), (case, steps) in zip(chosen, made, strict=True):
            one = became.get(line.row.number)
            trace = [["made", row._meta.label_lower, str(row.uid)] for row in (case, *steps)]  # noqa: SLF001
            if one is not None:
                one.trace.extend(trace)
            elif line.known is not None:
                became[line.row.number] = register.Entered(
                    person_id=case.person_id, uid=case.person.uid, is_new=False, trace=trace
                )

    def _acts(self, line: Line) -> tuple[tuple[StepKind, date], ...]:
        if self.preview.kind.opens_case:
            return ((StepKind.SOURCE_ADDED, line.row.day(Column.SOURCE_ON) or self.on),)
        ceremony = line.values.get("admission.ceremony_on")
        if ceremony is None or _NO_ROAD & line.values.keys():
            return ()
        if line.known is not None and any(
            each.path == "admission.ceremony_on" and each.old for each in line.differences
        ):
            return ()
        decided = line.values.get("admission.decided_on")
        first = ((StepKind.ADMISSION_DECIDED, decided),) if decided is not None else ()
        return (*first, (StepKind.ADMITTED, ceremony))

    # ------------------------------------------------------------------ the tree

    def _tree(self) -> None:
        going = [line for line in self.preview.lines if line.goes_in]
        done = register.enter_organisations(
            actor=self.actor,
            on=self.on,
            organisation=self.record.organisation,
            entries=[_unit(line) for line in going],
            proof=self.proof,
        )
        for line, (one, is_new, trace) in zip(going, done, strict=True):
            outcome = _OUTCOME.CHANGED if trace else _OUTCOME.SAME
            self._note(line, outcome, trace, organisation=one)
            self.rows[-1].outcome = _OUTCOME.NEW if is_new else outcome

    # ------------------------------------------------------------------ years

    def _grades(self) -> None:
        going = [line for line in self.preview.lines if line.goes_in and line.known is not None]
        people = Person.objects.in_bulk([line.known.pk for line in going if line.known])
        traces: dict[int, Trace] = {line.row.number: [] for line in going}
        for organisation, those in _by_organisation(going):
            for year in sorted({year for line in those for year in line.row.grades}):
                lines = [line for line in those if self._changes(line, year)]
                if lines:
                    self._grades_of(organisation, year, lines, people, traces)
        self._noted(going, traces)

    def _changes(self, line: Line, year: int) -> bool:
        return any(each.path == f"Xếp loại năm {year}" and each.take for each in line.differences)

    def _grades_of(
        self,
        organisation: Organisation,
        year: int,
        lines: list[Line],
        people: dict[int, Person],
        traces: dict[int, Trace],
    ) -> None:
        review = YearReview.objects.filter(organisation=organisation, year=year).first()
        first = traces[lines[0].row.number]
        if review is None:
            review = reviews.record_review(actor=self.actor, on=self.on, organisation=organisation, year=year)
            first.insert(0, ["made", "reviews.yearreview", str(review.uid)])
        before = {row.person_id: row.grade for row in review.classifications.all()}
        numbered = {line.known.pk: line for line in lines if line.known is not None}
        rows = reviews.classify(
            actor=self.actor,
            on=self.on,
            review=review,
            grades=[(people[pk], line.row.grades[year]) for pk, line in numbered.items()],
        )
        for row in rows:
            old, trace = before.get(row.person_id), traces[numbered[row.person_id].row.number]
            uid = str(row.uid)
            trace.append(
                ["made", "reviews.classification", uid]
                if old is None
                else ["set", "reviews.classification", uid, {"grade": [old, row.grade]}]
            )

    def _commitments(self) -> None:
        going = [line for line in self.preview.lines if line.goes_in and line.known is not None]
        people = Person.objects.in_bulk([line.known.pk for line in going if line.known])
        traces: dict[int, Trace] = {}
        for organisation, lines in _by_organisation([line for line in going if line.is_changed]):
            done = reviews.enter_commitments(
                actor=self.actor,
                on=self.on,
                organisation=organisation,
                entries=[_commitment(line, people) for line in lines],
                proof=self.proof,
            )
            traces |= {line.row.number: trace for line, trace in zip(lines, done, strict=True)}
        self._noted(going, traces)

    def _noted(self, going: list[Line], traces: dict[int, Trace]) -> None:
        for line in going:
            trace = traces.get(line.row.number, [])
            assert line.known is not None
            self._note(line, _OUTCOME.CHANGED if trace else _OUTCOME.SAME, trace, person_id=line.known.pk)


def _by_organisation(lines: Iterable[Line]) -> list[tuple[Organisation, list[Line]]]:
    """Sort lines by the organisation they belong to, in the order of the list."""
    found: dict[int, tuple[Organisation, list[Line]]] = {}
    for line in lines:
        if line.place is not None:
            found.setdefault(line.place.organisation.pk, (line.place.organisation, []))[1].append(line)
    return list(found.values())


def _pk(line: Line, became: dict[int, Entered]) -> int:
    one = became.get(line.row.number)
    return one.person_id if one is not None else line.known.pk if line.known is not None else 0


def _entry(line: Line) -> Entry:
    assert line.place is not None
    return Entry(
        mark=f"Dòng {line.row.number}: {line.row.name}",
        organisation=line.place.organisation,
        values=line.values,
        workplace=line.place.workplace,
        person_id=line.known.pk if line.known is not None else None,
        made=line.made,
    )


def _unit(line: Line) -> OrganisationEntry:
    row = line.row
    return OrganisationEntry(
        mark=f"Dòng {row.number}: {row.name}",
        name=row.name,
        kind=row.code,
        parent=row.said(Column.ORG_PARENT),
        code=row.said(Column.ORG_CODE),
        short_name=row.said(Column.ORG_SHORT),
        place=row.said(Column.ORG_PLACE),
        starts_on=row.day(Column.ORG_SINCE),
        workplace=row.said(Column.ORG_WORKPLACE),
    )


def _commitment(line: Line, people: dict[int, Person]) -> CommitmentEntry:
    row = line.row
    handed = row.day(Column.HANDED_ON)
    assert line.known is not None
    assert handed is not None
    return CommitmentEntry(
        mark=f"Dòng {row.number}: {row.name}",
        person=people[line.known.pk],
        year=row.year,
        handed_on=handed,
        round_name=row.said(Column.ROUND_NAME),
        promise=row.said(Column.PROMISE),
        result=row.code,
        facts=row.said(Column.DONE),
        checked_on=row.day(Column.CHECKED_ON) or (date(row.year, 12, 31) if row.code else None),
        kept_at=row.said(Column.KEPT_AT),
    )
