"""The terms of an organisation beside what the rule of their day would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chibo.base.lawbook import rule_page
from chibo.law import congress
from chibo.law.timeline import LawGap
from chibo.register import queries as register
from chibo.register.facts import rulebook_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chibo.law.congress import Bodies
    from chibo.law.timeline import Rulebook
    from chibo.law.verdict import Citation, Finding
    from chibo.register.models import OfficeHolding, Organisation, Person, Term, TermShift
    from chibo.reviews.models import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """One shift of the planned end, and what the law of its day says of it."""

    shift: TermShift
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """One term with its targets, its shifts, and the length the rule gives, laid beside the one set."""

    term: Term
    targets: tuple[Target, ...]
    shifts: tuple[ShiftLine, ...]
    findings: tuple[Finding, ...]
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage:
    """The page Đại hội, nhiệm kỳ."""

    lines: tuple[TermLine, ...]
    officers: tuple[OfficeHolding, ...]
    bodies: Bodies | None
    official: int
    committee_findings: tuple[Finding, ...]


def term_page(organisation: Organisation, on: date) -> TermPage:
    """Every term, latest first, and the committee of a day against the rule of the day."""
    rules = rulebook_of(organisation, on)
    officers = tuple(holding for holding in register.office_holders(organisation, on) if holding.office in _COMMITTEE)
    official = register.head_count(organisation, on).official
    return TermPage(
        lines=tuple(_line(term, organisation, on, rules) for term in register.terms(organisation)),
        officers=officers,
        bodies=bodies_on(official, on, rules),
        official=official,
        committee_findings=committee_findings(official, [one.office for one in officers], on, rules)
        if officers
        else (),
    )


def _line(term: Term, organisation: Organisation, on: date, rules: Rulebook) -> TermLine:
    shifts = [
        ShiftLine(shift=shift, findings=congress.shift_findings(shift.old_ends_on, shift.ends_on, shift.on, rules))
        for shift in term.shifts.all()
    ]
    planned = shifts[0].shift.old_ends_on if shifts else term.ends_on
    grassroots = organisation.kind.is_grassroots
    return TermLine(
        term=term,
        targets=tuple(sorted(_of_the_term(term, organisation), key=lambda target: target.metric)),
        shifts=tuple(shifts),
        findings=congress.term_findings(term.starts_on, planned, rules, grassroots=grassroots) if planned else (),
        is_current=term.starts_on <= on and (term.ends_on is None or on < term.ends_on),
    )


def _of_the_term(term: Term, organisation: Organisation) -> Iterable[Target]:
    """What the organisation promised of itself for the whole term; years and units below have their own page."""
    for target in term.targets.all():
        if target.unit_id == organisation.pk and target.year is None and target.withdrawn_on is None:
            yield target


_RULES = (
    "committee.min_official_members",
    "committee.max_size",
    "committee.max_deputies",
    "committee.secretary_ballots",
    "vote.counting_excludes",
    "term.shift_max",
)
_COMMITTEE = ("secretary", "deputy_secretary", "committee_member")


def bodies_on(official: int, on: date, rules: Rulebook) -> Bodies | None:
    """What a cell of so many official members elects; nothing where no text of the day says it."""
    try:
        return congress.bodies(official, on, rules)
    except LawGap:
        return None


def committee_findings(official: int, offices: Iterable[str], on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """What the rule of the day says of a committee of these offices."""
    held = list(offices)
    elected = congress.ElectedFacts(
        official=official,
        committee=len(held),
        secretaries=held.count("secretary"),
        deputies=held.count("deputy_secretary"),
    )
    return congress.elected_findings(elected, on, rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSaid:
    """One rule on congresses as it stands on a day."""

    sentence: str
    citation: Citation


def congress_rules(organisation: Organisation, on: date) -> tuple[RuleSaid, ...]:
    """What the texts of a day say about electing; what none says is left out."""
    rules = rulebook_of(organisation, on)
    said = []
    for key in _RULES:
        reading = rules.find(key, on)
        if reading is not None:
            said.append(RuleSaid(sentence=rule_page(rules, key, on).sentence, citation=reading.citation))
    return tuple(said)


def electable(organisation: Organisation, on: date) -> list[Person]:
    """Who can be elected: official members on a day (probationary ones neither stand nor elect)."""
    return [person for person in register.members_on(organisation, on) if vars(person)["is_official_on"]]


def next_number(organisation: Organisation) -> int | None:
    """The number of the next congress, where the last one's is known."""
    last = organisation.terms.exclude(congress_number=None).order_by("-starts_on").first()
    return last.congress_number + 1 if last is not None and last.congress_number is not None else None
