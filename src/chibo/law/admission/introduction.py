"""Who introduces: how many official members, with which union, what each of them must be (Charter art. 4.1, 4.2)."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.timeline import found
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from chibo.law.facts import CaseFacts, MentorFacts
    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Finding


@unique
class IntroductionRoute(StrEnum):
    """Which of the Charter's three roads of introduction a person takes."""

    TWO_MEMBERS = "two_members"
    YOUTH_UNION = "youth_union"
    TRADE_UNION = "trade_union"


def introduction_route(facts: CaseFacts) -> IntroductionRoute:
    """Find the road: Youth Union where there is one and the person is in it, else the trade union, else two members."""
    place = facts.organisation
    if place.has_youth_union:
        return IntroductionRoute.YOUTH_UNION if facts.person.is_youth_union_member else IntroductionRoute.TWO_MEMBERS
    return IntroductionRoute.TRADE_UNION if place.has_trade_union else IntroductionRoute.TWO_MEMBERS


def introducers_needed(
    route: IntroductionRoute, on: date, rules: Rulebook, *, past_youth_age: bool = False
) -> tuple[int, Reading]:
    """Give how many official members must introduce on a day, and the figure."""
    if route is IntroductionRoute.YOUTH_UNION:
        reading = rules.on("introducer.count_with_youth_union", on)
    elif route is IntroductionRoute.TRADE_UNION and not (
        past_youth_age and rules.policy("introducer.trade_union_reading") == "two_members_past_youth_age"
    ):
        reading = rules.on("introducer.count_with_trade_union", on)
    else:
        reading = rules.on("introducer.count_ordinary", on)
    return reading.number, reading


def introducer_eligible(
    on: date,
    rules: Rulebook,
    *,
    is_official: bool,
    months_together: int | None,
    is_replacement: bool = False,
    months_official: int | None = None,
) -> bool:
    """Whether a member may introduce: official, together long enough; a replacement need not have been together."""
    if rules.on("introducer.must_be_official", on).value is True and not is_official:
        return False
    if months_official is not None and months_official < rules.on("introducer.min_months_as_official", on).number:
        return False
    return months_together is None or months_together >= months_needed(on, rules, is_replacement=is_replacement).number


def months_needed(on: date, rules: Rulebook, *, is_replacement: bool) -> Reading:
    """The months that introducer and applicant must have been together; none for a replacement (29-QĐ/TW 3.2)."""
    key = "introducer.replacement_min_months_together" if is_replacement else "introducer.min_months_together"
    return rules.on(key, on)


def check_mentor(mentor: MentorFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say what stands against a member helping the person on a day: not official, or gone."""
    reading = rules.on("mentor.must_be_official", on)
    if mentor.recognised_on is None or mentor.recognised_on > on:
        since = mentor.recognised_on
        return (found("mentor_not_official", reading, possible_from=since, mentor=mentor.name, on=on),)
    if mentor.left_on is not None and mentor.left_on <= on:
        return (found("mentor_left", reading, mentor=mentor.name, left_on=mentor.left_on, on=on),)
    return ()


def check_introducers(
    facts: CaseFacts, on: date, rules: Rulebook, *, has_union_resolution: bool = True
) -> Iterator[Finding]:
    """Say what stands against the introduction on a day: too few, not official, gone, not together long enough.

    Where there is a trade union but no resolution of it, the general road of two members is the one to satisfy.
    """
    introducers = _introducers(facts, on)
    route = introduction_route(facts)
    if route is IntroductionRoute.TRADE_UNION and not has_union_resolution:
        route = IntroductionRoute.TWO_MEMBERS
    is_past_youth = not facts.person.is_youth_union_member
    wanted, reading = introducers_needed(route, on, rules, past_youth_age=is_past_youth)
    if len(introducers) < wanted:
        switches = rules.used("introducer.trade_union_reading") if route is IntroductionRoute.TRADE_UNION else ()
        yield found("introducers_too_few", reading, switches=switches, have=len(introducers), needed=wanted, on=on)
    yield from _each_introducer(introducers, wanted, on, rules)


def check_letter(facts: CaseFacts, on: date, rules: Rulebook) -> Iterator[Finding]:
    """Judge the introduction on the letter's own day: at least one introducer must be without fault (E32, E33)."""
    yield from _each_introducer(_introducers(facts, on), 1, on, rules)


def _introducers(facts: CaseFacts, on: date) -> tuple[MentorFacts, ...]:
    return tuple(
        mentor
        for mentor in facts.mentors
        if mentor.is_introducer and mentor.starts_on <= on and (mentor.ends_on is None or on < mentor.ends_on)
    )


def _each_introducer(introducers: Iterable[MentorFacts], wanted: int, on: date, rules: Rulebook) -> Iterator[Finding]:
    faults = {mentor: (*check_mentor(mentor, on, rules), *check_together(mentor, on, rules)) for mentor in introducers}
    sound = sum(not any(fault.grade is FindingGrade.STOP for fault in found_) for found_ in faults.values())
    for faults_of_one in faults.values():
        for fault in faults_of_one:
            is_spare = sound >= wanted and fault.grade is FindingGrade.STOP
            yield _softened(fault) if is_spare else fault


def _softened(fault: Finding) -> Finding:
    """Enough others introduce without fault: this one's fault is worth saying and stops nothing."""
    return type(fault)(
        code=fault.code,
        grade=FindingGrade.WARN,
        params=fault.params,
        citations=fault.citations,
        possible_from=fault.possible_from,
        due_on=fault.due_on,
        readings=fault.readings,
    )


def check_together(mentor: MentorFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that introducer and applicant have not been together the months asked for (29-QĐ/TW 3.2)."""
    reading = months_needed(on, rules, is_replacement=mentor.is_replacement)
    if not reading.number:
        return ()
    if mentor.together_since is None:
        return (found("together_unknown", reading, grade=FindingGrade.WARN, mentor=mentor.name),)
    since = rules.add_months(mentor.together_since, reading.number)
    if since <= on:
        return ()
    params = {"mentor": mentor.name, "together_since": mentor.together_since, "months": reading.number, "since": since}
    have = rules.full_months(mentor.together_since, on)
    return (found("not_together_long_enough", reading, possible_from=since, on=on, have=max(have, 0), params=params),)
