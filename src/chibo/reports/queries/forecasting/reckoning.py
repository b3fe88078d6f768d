"""Dự báo (decision 46): counts and dates by the unit's own pace. It never says anything about a person's fitness."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from chibo.development.queries import newcomers
from chibo.law.vocabulary import StepKind
from chibo.register.facts import rulebook_of
from chibo.register.queries import admissions_in, term_on
from chibo.reports.chances import Count, Waiting, joined_by
from chibo.reports.queries.figures import ensure_readable
from chibo.reports.queries.forecasting.facts import Basis, Expected, Forecast, Outcome
from chibo.reports.queries.forecasting.roads import ENOUGH_CASES, ENTRIES, own_roads, pace, past_roads, roads_above
from chibo.reports.queries.forecasting.saying import range_sentence, sentence_of, since_sentence
from chibo.reports.queries.forecasting.since import out_of_reach_since
from chibo.reports.queries.history import share_course
from chibo.reports.queries.kept import kept
from chibo.reviews.models import Target
from chibo.reviews.queries import targets

if TYPE_CHECKING:
    from datetime import date

    from chibo.base.access import Actor
    from chibo.register.models import Organisation
    from chibo.reports.queries.forecasting.roads import Travelled

_WHOLE = 100
_LEGAL = "introducer.min_months_together"


def forecast(actor: Actor, organisation: Organisation, on: date) -> Forecast:
    """Reckon the member share at the end of the term, and how many sources the target still needs by when.

    Raises :class:`NotYoursError`. The number of queries does not grow with the people.
    """
    ensure_readable(actor, organisation)
    if organisation.parent_id is not None:  # may rest on cases of the level above, whose acts are in other logs
        return _forecast(organisation, on)
    return kept(organisation, "forecast", on, make=lambda: _forecast(organisation, on))


def _forecast(organisation: Organisation, on: date) -> Forecast:
    own = own_roads(organisation, on)
    basis, travelled = _basis(organisation, on, own)
    term = term_on(organisation, on)
    if term is None or term.ends_on is None:
        bare = Forecast(organisation=organisation, on=on, outcome=Outcome.NO_TERM, basis=basis, term=term)
        return replace(bare, sentence=sentence_of(bare))
    promised = {target.metric: target for target in targets(term)}
    goal, count = promised.get(Target.Metric.MEMBER_SHARE), promised.get(Target.Metric.ADMISSIONS)
    course = share_course(organisation, term.starts_on, on, term.ends_on)
    now, end = course.past[-1], (course.ahead or course.past)[-1]
    under_way = [one for one in own if _is_waiting(one) and one.case.person_id not in course.leaving]
    expected = _expected(under_way, travelled, basis) if basis.is_known else ()
    in_time = sum(one.ceremony_on is not None and one.ceremony_on <= term.ends_on for one in expected)
    facts = Forecast(
        organisation=organisation,
        on=on,
        outcome=Outcome.NO_TARGET,
        basis=basis,
        term=term,
        staff=now.staff,
        members=now.members,
        admitted=admissions_in(organisation, term.starts_on, on + timedelta(days=1)).count(),
        admission_goal=count.value if count else None,
        goal=goal.value if goal else None,
        ground=goal.ground if goal else "",
        history=course.past,
        leaves=course.ahead,
        expected=expected,
        count=_count(under_way, travelled, (term.ends_on - on).days) if basis.is_paced else None,
        candidates=tuple(one for one in newcomers(organisation, on) if one.pk not in course.leaving),
        unnamed=course.unnamed,
        sources_needed=max(_wanted(goal.value, end.staff) - end.members - in_time, 0) if goal else 0,
        start_by=basis.source_before(term.ends_on) if basis.is_known else None,
        safe_start_by=basis.source_before(term.ends_on, longest=True) if basis.is_paced else None,
    )
    judged = replace(facts, outcome=_outcome(facts))
    if judged.outcome is Outcome.OUT_OF_REACH:
        judged = replace(judged, since_sentence=since_sentence(out_of_reach_since(judged, own)))
    told = range_sentence(judged.count) if judged.count and judged.count.most else ""
    return replace(judged, sentence=sentence_of(judged), range_sentence=told)


def _wanted(goal: int, staff: int) -> int:
    return ceil(Fraction(goal * staff, _WHOLE))


def _is_waiting(one: Travelled) -> bool:
    return one.is_open and StepKind.SOURCE_ADDED in one.first


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
    possible = facts.start_by >= facts.on and facts.sources_needed <= len(facts.candidates) + facts.unnamed
    return Outcome.NEEDS_SOURCES if possible else Outcome.OUT_OF_REACH


# ---------------------------------------------------------------------- the pace


def _basis(organisation: Organisation, on: date, own: list[Travelled]) -> tuple[Basis, list[Travelled]]:
    """The pace, with the roads it rests on: the unit's own, else the level above's, else what the law asks at least."""
    days = pace(StepKind.SOURCE_ADDED, own)
    if len(days) >= ENOUGH_CASES:
        return Basis(days=days, own=len(days)), own
    above = roads_above(organisation, on)
    wider = pace(StepKind.SOURCE_ADDED, above)
    if organisation.parent is not None and len(wider) >= ENOUGH_CASES:
        return Basis(days=wider, own=len(days), level_above=organisation.parent.name), above
    reading = rulebook_of(organisation, on).find(_LEGAL, on)
    if reading is None:
        return Basis(days=days, own=len(days)), own
    return Basis(days=days, own=len(days), legal_months=reading.number, citation=reading.citation), own


def _expected(under_way: list[Travelled], travelled: list[Travelled], basis: Basis) -> tuple[Expected, ...]:
    """Everybody on the road before the ceremony, in the order of names."""
    paces = {kind: pace(kind, travelled) if basis.is_paced else () for kind in ENTRIES}
    return tuple(_one(one, basis, paces[one.latest]) for one in under_way)


def _one(one: Travelled, basis: Basis, from_here: tuple[int, ...]) -> Expected:
    source_on = one.first[StepKind.SOURCE_ADDED]
    candidates = (basis.ceremony_after(source_on), basis.ceremony_after(source_on, longest=True))
    ends = [one.first[one.latest] + timedelta(days=days) for days in from_here]
    is_within = bool(ends) and ends[-1] >= one.on
    return Expected(
        person=one.case.person,
        source_on=source_on,
        ceremony_on=next((day for day in candidates if day >= one.on), None),
        earliest=max(ends[0], one.on) if is_within else None,
        latest=ends[-1] if is_within else None,
    )


def _count(under_way: list[Travelled], travelled: list[Travelled], left: int) -> Count:
    """How many of those on the road join within the days left, each compared with roads that passed the same step."""
    kinds = {one.latest for one in under_way}
    enough = {kind for kind in kinds if len(pace(kind, travelled)) >= ENOUGH_CASES}
    roads = {kind: past_roads(kind, travelled) for kind in enough | {StepKind.SOURCE_ADDED}}
    people = []
    for one in under_way:
        kind = one.latest if one.latest in enough else StepKind.SOURCE_ADDED
        people.append(Waiting(roads=roads[kind], elapsed=(one.on - one.first[kind]).days, left=left))
    if len(people) == 1:  # a chance of the unit would be the chance of that one person: nobody's is told
        return Count(least=0, most=1, mass=1.0, mean=0.5)
    return joined_by(people)
