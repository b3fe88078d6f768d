"""Dự báo (decision 46): counts and dates by the unit's own pace. It never says anything about a person's fitness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, unique
from fractions import Fraction
from math import ceil
from statistics import median_low
from typing import TYPE_CHECKING

from chibo.base.dates import say_date
from chibo.development.models import Step
from chibo.development.queries import newcomers
from chibo.law.calendar import add_months
from chibo.law.vocabulary import StepKind
from chibo.register.facts import rulebook_of
from chibo.register.queries import admissions_in, term_on
from chibo.reports.queries.figures import ensure_readable, say_share
from chibo.reports.queries.history import Point, share_history
from chibo.reports.queries.kept import kept
from chibo.reviews.models import Target
from chibo.reviews.queries import targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from chibo.base.access import Actor
    from chibo.development.models import DevelopmentCase
    from chibo.law.verdict import Citation
    from chibo.register.models import Organisation, Person, Term

    _Road = tuple[DevelopmentCase, dict[str, date]]

ENOUGH_CASES = 3  # fewer completed cases say nothing about a unit's pace (product.md 2.10)
_WHOLE = 100
_LEGAL = "introducer.min_months_together"
_ENTRIES = (
    StepKind.SOURCE_ADDED,
    StepKind.OUTSTANDING_RECOGNISED,
    StepKind.CANDIDATE_RECOGNISED,
    StepKind.APPLICATION_RECEIVED,
    StepKind.CELL_PROPOSED_ADMISSION,
)


@unique
class Outcome(StrEnum):
    """What the forecast says of the target."""

    NO_TERM = "no_term"
    NO_TARGET = "no_target"
    NO_STAFF = "no_staff"
    NO_BASIS = "no_basis"
    REACHED = "reached"
    ON_COURSE = "on_course"
    NEEDS_SOURCES = "needs_sources"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """By what pace is reckoned: days of own cases (lower median and longest), or the months the law asks at least."""

    days: tuple[int, ...] = ()
    legal_months: int | None = None
    citation: Citation | None = None

    @property
    def is_own(self) -> bool:
        """Whether the unit has enough completed cases of its own."""
        return len(self.days) >= ENOUGH_CASES

    @property
    def is_known(self) -> bool:
        """Whether there is any pace to reckon by."""
        return self.is_own or self.legal_months is not None

    @property
    def median(self) -> int | None:
        """The lower median in days, of own cases."""
        return median_low(self.days) if self.is_own else None

    @property
    def longest(self) -> int | None:
        """The longest case in days, of own cases."""
        return max(self.days) if self.is_own else None

    def ceremony_after(self, source_on: date, *, longest: bool = False) -> date:
        """The day of the ceremony that the pace gives for somebody added to the sources on a day."""
        if self.is_own:
            return source_on + timedelta(days=max(self.days) if longest else median_low(self.days))
        return add_months(source_on, self.legal_months or 0)

    def source_before(self, ceremony_on: date, *, longest: bool = False) -> date:
        """The last day of adding somebody to the sources so that the ceremony comes by a day."""
        if self.is_own:
            return ceremony_on - timedelta(days=max(self.days) if longest else median_low(self.days))
        return add_months(ceremony_on, -(self.legal_months or 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Somebody on the road, and when the pace brings the ceremony; nothing once every earlier pace has passed.

    ``earliest`` and ``latest``: the range that earlier cases took from the same step on.
    """

    person: Person
    source_on: date
    ceremony_on: date | None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Counts and dates for the rest of the term. Staff is taken to stay as it is on ``on``."""

    organisation: Organisation
    on: date
    outcome: Outcome
    basis: Basis
    term: Term | None = None
    staff: int = 0
    members: int = 0
    admitted: int = 0
    admission_goal: int | None = None
    goal: int | None = None
    ground: str = ""
    history: tuple[Point, ...] = ()
    expected: tuple[Expected, ...] = ()
    candidates: tuple[Person, ...] = ()  # staff not yet sources; a fact, not a proposal
    sources_needed: int = 0
    start_by: date | None = None
    safe_start_by: date | None = None

    @property
    def ends_on(self) -> date | None:
        """The planned end of the term."""
        return self.term.ends_on if self.term else None

    @property
    def in_time(self) -> tuple[Expected, ...]:
        """Those whose ceremony is expected by the end of the term, in the order of the ceremonies."""
        end = self.ends_on
        found = [one for one in self.expected if one.ceremony_on and end and one.ceremony_on <= end]
        return tuple(sorted(found, key=lambda one: one.ceremony_on or date.max))

    @property
    def expected_members(self) -> int:
        """Staff who are members at the end of the term, with the sources of today."""
        return self.members + len(self.in_time)

    @property
    def share(self) -> Fraction | None:
        """The share of today."""
        return Fraction(self.members, self.staff) if self.staff else None

    @property
    def expected_share(self) -> Fraction | None:
        """The share at the end of the term, with the sources of today."""
        return Fraction(self.expected_members, self.staff) if self.staff else None

    @property
    def sentence(self) -> str:
        """The forecast in words (product.md 2.10)."""
        return _SENTENCES[self.outcome](self)


def forecast(actor: Actor, organisation: Organisation, on: date) -> Forecast:
    """Reckon the member share at the end of the term, and how many sources the target still needs by when.

    Raises :class:`NotYoursError`. The number of queries does not grow with the people.
    """
    ensure_readable(actor, organisation)
    return kept(organisation, "forecast", on, make=lambda: _forecast(organisation, on))


def _forecast(organisation: Organisation, on: date) -> Forecast:
    roads = _first_days(organisation, on)
    basis = _basis(organisation, on, roads)
    term = term_on(organisation, on)
    if term is None or term.ends_on is None:
        return Forecast(organisation=organisation, on=on, outcome=Outcome.NO_TERM, basis=basis, term=term)
    promised = {target.metric: target for target in targets(term)}
    goal, count = promised.get(Target.Metric.MEMBER_SHARE), promised.get(Target.Metric.ADMISSIONS)
    history = share_history(organisation, term.starts_on, on)
    staff, members = history[-1].staff, history[-1].members
    expected = _expected(roads, on, basis) if basis.is_known else ()
    candidates = tuple(newcomers(organisation, on))
    in_time = sum(one.ceremony_on is not None and one.ceremony_on <= term.ends_on for one in expected)
    missing = max(ceil(Fraction(goal.value * staff, _WHOLE)) - members - in_time, 0) if goal else 0
    start_by = basis.source_before(term.ends_on) if basis.is_known else None
    facts = Forecast(
        organisation=organisation,
        on=on,
        outcome=Outcome.NO_TARGET,
        basis=basis,
        term=term,
        staff=staff,
        members=members,
        admitted=admissions_in(organisation, term.starts_on, on + timedelta(days=1)).count(),
        admission_goal=count.value if count else None,
        goal=goal.value if goal else None,
        ground=goal.ground if goal else "",
        history=history,
        expected=expected,
        candidates=candidates,
        sources_needed=missing,
        start_by=start_by,
        safe_start_by=basis.source_before(term.ends_on, longest=True) if basis.is_own else None,
    )
    return replace(facts, outcome=_outcome(facts))


def _outcome(facts: Forecast) -> Outcome:
    if not facts.staff:
        return Outcome.NO_STAFF
    if facts.goal is None:
        return Outcome.NO_TARGET
    if Fraction(facts.members * _WHOLE, facts.staff) >= facts.goal:
        return Outcome.REACHED
    if facts.start_by is None:
        return Outcome.NO_BASIS
    if not facts.sources_needed:
        return Outcome.ON_COURSE
    possible = facts.start_by >= facts.on and facts.sources_needed <= len(facts.candidates)
    return Outcome.NEEDS_SOURCES if possible else Outcome.OUT_OF_REACH


# ---------------------------------------------------------------------- the pace


def _basis(organisation: Organisation, on: date, roads: list[_Road]) -> Basis:
    """The unit's own pace; with fewer than three completed cases, the shortest road the law of the day allows."""
    own = _pace(StepKind.SOURCE_ADDED, [first for _, first in roads if StepKind.ADMITTED in first])
    if len(own) >= ENOUGH_CASES:
        return Basis(days=own)
    reading = rulebook_of(organisation, on).find(_LEGAL, on)
    if reading is None:
        return Basis(days=own)
    return Basis(days=own, legal_months=reading.number, citation=reading.citation)


def _expected(known: list[_Road], on: date, basis: Basis) -> tuple[Expected, ...]:
    """Everybody on the road before the ceremony, in the order of names."""
    completed = [first for _, first in known if StepKind.ADMITTED in first]
    under_way = [(case, first) for case, first in known if StepKind.ADMITTED not in first]
    still = [(case, first) for case, first in under_way if case.closed_on is None or case.closed_on > on]
    paces = {kind: _pace(kind, completed) for kind in _ENTRIES}
    return tuple(_one(case, first, on, basis, paces) for case, first in still if StepKind.SOURCE_ADDED in first)


def _first_days(organisation: Organisation, on: date) -> list[_Road]:
    """For each case begun by ``on``, the first day of each kind of step, in the order of names. One query."""
    steps = Step.objects.filter(case__organisation=organisation, is_void=False, replaced_by__isnull=True, on__lte=on)
    roads: dict[int, _Road] = {}
    for step in steps.select_related("case__person").order_by("case__person__sort_key", "case", "on", "id"):
        _, first = roads.setdefault(step.case_id, (step.case, {}))
        first.setdefault(step.kind, step.on)
    return list(roads.values())


def _pace(kind: str, completed: list[dict[str, date]]) -> tuple[int, ...]:
    """The days from a step to the ceremony in the completed cases that have both."""
    return tuple(sorted((days[StepKind.ADMITTED] - days[kind]).days for days in completed if kind in days))


def _one(
    case: DevelopmentCase, first: dict[str, date], on: date, basis: Basis, paces: dict[StepKind, tuple[int, ...]]
) -> Expected:
    source_on = first[StepKind.SOURCE_ADDED]
    candidates = (basis.ceremony_after(source_on), basis.ceremony_after(source_on, longest=True))
    latest_step = max(
        (kind for kind in _ENTRIES if kind in first), key=lambda kind: (first[kind], _ENTRIES.index(kind))
    )
    pace = paces[latest_step] if basis.is_own else ()
    ends = [first[latest_step] + timedelta(days=days) for days in pace]
    return Expected(
        person=case.person,
        source_on=source_on,
        ceremony_on=next((day for day in candidates if day >= on), None),
        earliest=max(ends[0], on) if ends and ends[-1] >= on else None,
        latest=ends[-1] if ends and ends[-1] >= on else None,
    )


# ---------------------------------------------------------------------- in words


def _base(facts: Forecast) -> str:
    share = say_share(facts.expected_share) if facts.expected_share is not None else ""
    end = f"năm {facts.ends_on.year}" if facts.ends_on else "cuối nhiệm kỳ"
    return f"Với nguồn hiện có: {share} vào {end}."


def _needs(facts: Forecast) -> str:
    if facts.start_by is None:  # an outcome that needs a pace
        return _base(facts)
    last = f"trước {say_date(facts.start_by)}"
    safe = facts.safe_start_by
    late = f" (theo lần lâu nhất: trước {say_date(safe)})" if safe and safe >= facts.on else ""
    if safe and safe < facts.on:
        late = f" (theo lần lâu nhất thì đã muộn: {say_date(safe)})"
    people = f"{facts.sources_needed} người"
    return f"{_base(facts)} Để đạt {facts.goal}%, đưa thêm {people} vào nguồn {last}{late}."


def _out_of_reach(facts: Forecast) -> str:
    best = facts.expected_members
    if facts.start_by and facts.start_by >= facts.on:
        best += min(facts.sources_needed, len(facts.candidates))
    share = say_share(Fraction(best, facts.staff))
    return (
        f"Mục tiêu {facts.goal}% không thể đạt trong nhiệm kỳ theo nhịp hiện nay. "
        f"Dự báo cao nhất: {share}. Nên báo cáo cấp trên sớm."
    )


_SENTENCES: dict[Outcome, Callable[[Forecast], str]] = {
    Outcome.NO_TERM: lambda _: "Chưa ghi nhiệm kỳ nên chưa dự báo được.",
    Outcome.NO_STAFF: lambda _: "Chưa ghi cán bộ của cơ quan nên chưa dự báo được tỷ lệ đảng viên.",
    Outcome.NO_TARGET: lambda facts: f"{_base(facts)} Chưa nhập chỉ tiêu tỷ lệ đảng viên của nhiệm kỳ.",
    Outcome.NO_BASIS: lambda _: (
        "Chưa có căn cứ để dự báo: chi bộ chưa đủ 3 trường hợp đã kết nạp, và ngày này "
        "chưa có căn cứ về thời gian ngắn nhất theo quy định."
    ),
    Outcome.REACHED: lambda facts: f"Đã đạt mục tiêu {facts.goal}%. {_base(facts)}",
    Outcome.ON_COURSE: lambda facts: f"{_base(facts)} Đạt mục tiêu {facts.goal}% nếu mọi bước đúng nhịp.",
    Outcome.NEEDS_SOURCES: _needs,
    Outcome.OUT_OF_REACH: _out_of_reach,
}
