"""Congresses, terms and the cell's committee: Charter art. 24, 29-QĐ/TW point 22, 294-QĐ/TW from 1-7-2025.

The planned end of a term is what the congress set. What the rule would give is only laid beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Finding


# ---------------------------------------------------------------------- terms


def next_congress(held_on: date, rules: Rulebook, *, grassroots: bool = False) -> Computation:
    """Compute when the next ordinary congress would be by the rule of the day this one was held."""
    return rules.after_months("term.grassroots_length" if grassroots else "term.cell_length", held_on, held_on)


def latest_congress(planned: date, held_on: date, rules: Rulebook) -> Computation:
    """Compute the latest day to which a planned congress may move, with the superior's consent."""
    return rules.after_months("term.shift_max", planned, held_on)


def term_findings(starts_on: date, ends_on: date, rules: Rulebook, *, grassroots: bool = False) -> tuple[Finding, ...]:
    """Lay the planned end beside what the rule would give; they may differ, and then it is said."""
    try:
        usual = next_congress(starts_on, rules, grassroots=grassroots)
    except LawGap as gap:
        return (no_basis(gap),)
    if usual.result.year == ends_on.year and usual.result.month == ends_on.month:
        return ()
    reading = rules.on(usual.rule, starts_on)
    params = {"starts_on": starts_on, "ends_on": ends_on, "usual": usual.result, "months": usual.amount}
    return (found("term_of_other_length", reading, grade=FindingGrade.WARN, params=params),)


def shift_findings(planned: date, moved_to: date, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Judge a shift of the planned end by the rule of the day it was decided; beyond the limit it is said."""
    try:
        reading = rules.on("term.shift_max", on)
    except LawGap as gap:
        return (no_basis(gap),)
    earlier, later = sorted((planned, moved_to))
    if later <= rules.add_months(earlier, reading.number):
        return ()
    params = {"planned": planned, "moved_to": moved_to, "months": reading.number}
    return (found("term_shift_beyond_limit", reading, grade=FindingGrade.WARN, params=params),)


# ---------------------------------------------------------------------- bodies of the cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """What a cell of so many official members elects."""

    has_committee: bool
    most_members: int
    most_deputies: int

    @property
    def elects(self) -> tuple[str, ...]:
        """The bodies and offices, in the order in which they are elected."""
        if self.has_committee:
            return ("committee", "secretary", "deputy")
        return ("secretary", "deputy_if_needed")


def bodies(official: int, on: date, rules: Rulebook) -> Bodies:
    """Tell what a cell elects, by its official members on the day; probationary ones do not count."""
    return Bodies(
        has_committee=official >= rules.on("committee.min_official_members", on).number,
        most_members=rules.on("committee.max_size", on).number,
        most_deputies=rules.on("committee.max_deputies", on).number,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectedFacts:
    """Who was elected: how many sit in the committee (secretary and deputies included) and how many are deputies."""

    official: int
    committee: int
    secretaries: int
    deputies: int


def elected_findings(elected: ElectedFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Judge the size of what was elected against the rule of the day."""
    try:
        return tuple(_elected(elected, on, rules))
    except LawGap as gap:
        return (no_basis(gap),)


def _elected(elected: ElectedFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    least, most = rules.on("committee.min_official_members", on), rules.on("committee.max_size", on)
    deputies = rules.on("committee.max_deputies", on)
    officers = elected.secretaries + elected.deputies
    params: dict[str, object] = {"official": elected.official, "least": least.number, "committee": elected.committee}
    if elected.official < least.number and elected.committee > officers:
        yield found("committee_in_small_cell", least, params=params)
    if elected.official >= least.number and elected.committee <= officers:
        yield found("committee_not_elected", least, grade=FindingGrade.WARN, params=params)
    if elected.committee > most.number:
        yield found("committee_too_large", most, committee=elected.committee, most=most.number)
    if elected.deputies > deputies.number:
        yield found("too_many_deputies", deputies, deputies=elected.deputies, most=deputies.number)


def superior_appoints_secretary(ballots: int, on: date, rules: Rulebook) -> bool:
    """Whether so many ballots without a secretary leave the appointment to the superior."""
    return ballots >= rules.on("committee.secretary_ballots", on).number


def may_count_votes(standing: str, on: date, rules: Rulebook) -> bool:
    """Whether a member of some standing (``official``, ``probationary``) may sit on a counting committee."""
    return standing not in rules.on("vote.counting_excludes", on).codes


def congress_findings(official: int, present: int, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Warn of a congress with too few of those summoned; the figure is recalled, so it never stops anything."""
    reading = rules.find("term.congress_quorum", on)
    if reading is None or not official or present >= reading.share * official:
        return ()
    params = {"present": present, "official": official, "share": str(reading.share)}
    return (found("congress_quorum_short", reading, grade=FindingGrade.WARN, params=params),)
