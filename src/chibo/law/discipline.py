"""Discipline as far as rights, rating and deadlines need it: Charter art. 35, 296-QĐ/TW of 30-5-2025 art. 9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.timeline import Computation, LawGap, Unit, found, no_basis
from chibo.law.vocabulary import Discipline, DisciplineBar, FindingGrade, ReviewGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Finding


@unique
class DisciplineBody(StrEnum):
    """Who decides: the cell itself, its committee (never), or a committee above to which the cell proposes."""

    CELL = "cell"
    CELL_COMMITTEE = "cell_committee"
    HIGHER_COMMITTEE = "higher_committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineFacts:
    """One discipline of a member as recorded or proposed.

    ``is_superior_matter``: the fault lies in a task given from above and the member sits on, or is managed by, a
    committee above; then the cell only proposes. ``bars``: what holds on the day it is considered.
    """

    form: Discipline
    decided_by: DisciplineBody
    is_probationary: bool = False
    has_post: bool | None = None
    is_superior_matter: bool = False
    bars: frozenset[DisciplineBar] = frozenset()


def member_forms(
    on: date, rules: Rulebook, *, is_probationary: bool = False, has_post: bool | None = None
) -> tuple[Discipline, ...]:
    """The forms that a member can be given on a day, the lightest first; dismissal only from a post one has.

    ``has_post`` unknown leaves dismissal in the list. ``LawGap`` where no text of the day was found.
    """
    key = "probationer.discipline_forms" if is_probationary else "discipline.forms_official"
    forms = tuple(Discipline(code) for code in rules.on(key, on).codes)
    return tuple(form for form in forms if form is not Discipline.DISMISSAL or has_post is not False)


def organisation_forms(on: date, rules: Rulebook) -> tuple[Discipline, ...]:
    """The forms that an organisation can be given on a day; ``LawGap`` where no text was found."""
    return tuple(Discipline(code) for code in rules.on("discipline.forms_organisation", on).codes)


def deciding_body(form: Discipline, on: date, rules: Rulebook, *, is_superior_matter: bool = False) -> DisciplineBody:
    """Who decides a form: the cell what the day leaves to it, a committee above the rest; ``LawGap`` without a text."""
    may = form.value in rules.on("discipline.cell_may_decide", on).codes
    return DisciplineBody.CELL if may and not is_superior_matter else DisciplineBody.HIGHER_COMMITTEE


def cell_committee_may(form: Discipline, on: date, rules: Rulebook) -> bool:
    """Whether the committee of a cell may decide a form; ``LawGap`` where no text of the day was found."""
    return form.value in rules.on("discipline.cell_committee_may_decide", on).codes


def effective_on(announced_on: date, rules: Rulebook) -> date:
    """The day a discipline decided by the cell binds: that on which the result of the vote was announced in the cell.

    ``LawGap`` where no text of that day says so.
    """
    rules.on("discipline.effective_from", announced_on)
    return announced_on


def complaint_until(told_on: date, rules: Rulebook) -> Computation:
    """The last day to complain, in plain days after the member was told; ``LawGap`` where no number is known."""
    key = "discipline.complaint_days"
    reading = rules.on(key, told_on)
    return Computation(
        start=told_on,
        amount=reading.number,
        unit=Unit.DAYS,
        result=told_on + timedelta(days=reading.number),
        rule=key,
        citation=reading.citation,
    )


def lapses_on(effective: date, rules: Rulebook) -> Computation | None:
    """The day from which a discipline no longer counts; nothing while nobody stated the months ("chưa có căn cứ")."""
    key = "discipline.lapse_months"
    return None if rules.find(key, effective) is None else rules.after_months(key, effective, effective)


def is_standing(effective: date, on: date, rules: Rulebook, *, ended_on: date | None = None) -> bool:
    """Whether a discipline still counts on a day: from its first day until it was lifted or lapsed.

    Without a stated lapse it counts until somebody records its end.
    """
    lapse = lapses_on(effective, rules)
    ends = [day for day in (ended_on, None if lapse is None else lapse.result) if day is not None]
    return effective <= on and all(on < day for day in ends)


def rating_effect(on: date, rules: Rulebook) -> ReviewGrade:
    """The level that a discipline in the year leads to; ``LawGap`` where no text of the day was found (after 2023)."""
    return ReviewGrade(rules.on("review.discipline_effect", on).code)


def discipline_findings(facts: DisciplineFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """What stands against a discipline on a day, everything at once; where no text was found, that."""
    known: list[Finding] = []
    try:
        known.extend(_findings(facts, on, rules))  # what was found before a gap stays
    except LawGap as gap:
        known.append(no_basis(gap))
    return tuple(known)


def _findings(facts: DisciplineFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    key = "probationer.discipline_forms" if facts.is_probationary else "discipline.forms_official"
    if facts.form not in member_forms(on, rules, is_probationary=facts.is_probationary, has_post=facts.has_post):
        yield found("discipline_form_unfit", rules.on(key, on), params={"form": facts.form.value})
    yield from _wrong_body(facts, on, rules)
    known = rules.on("discipline.not_processed_while", on)
    for bar in DisciplineBar:
        if bar in facts.bars and bar.value in known.codes:
            yield found("discipline_not_now", known, params={"bar": bar.value})


def _wrong_body(facts: DisciplineFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    if facts.decided_by is DisciplineBody.CELL_COMMITTEE and not cell_committee_may(facts.form, on, rules):
        reading = rules.on("discipline.cell_committee_may_decide", on)
        yield found("discipline_by_cell_committee", reading, params={"form": facts.form.value})
    right = deciding_body(facts.form, on, rules, is_superior_matter=facts.is_superior_matter)
    if facts.decided_by is DisciplineBody.CELL and right is not DisciplineBody.CELL:
        reading = rules.on("discipline.cell_may_decide", on)
        yield found("discipline_above_cell", reading, grade=FindingGrade.STOP, params={"form": facts.form.value})
