"""One session and the year of sessions: how often, how long, papers ahead, online or by groups, its score.

Charter art. 24.2; 03-HD/TW of 27-12-2022 (pilot); 50-CT/TW and 42-HD/BTCTW of 2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from chibo.law.timeline import LawGap, found, no_basis
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from chibo.law.timeline import Reading, Rulebook
    from chibo.law.verdict import Finding

_MONTHS = 12
_PER_CENT = 100


# ---------------------------------------------------------------------- how long, how early


def least_minutes(on: date, rules: Rulebook, *, members: int | None = None, combined: bool = False) -> Reading | None:
    """Find the least length of a session on a day; nothing where no text speaks.

    ``combined`` is a regular and a thematic session in one sitting. A local figure for large cells counts where it is
    the stricter one.
    """
    reading = rules.find("meeting.min_minutes_combined" if combined else "meeting.min_minutes", on)
    large, longer = rules.find("local.large_cell_members", on), rules.find("local.large_cell_minutes", on)
    if large is None or longer is None or members is None or members < large.number:
        return reading
    return longer if reading is None or longer.number > reading.number else reading


def long_enough(
    minutes: int, on: date, rules: Rulebook, *, members: int | None = None, combined: bool = False
) -> bool | None:
    """Whether a session lasted long enough; ``None`` where no text sets a length."""
    least = least_minutes(on, rules, members=members, combined=combined)
    return None if least is None else minutes >= least.number


def papers_in_time(sent: datetime, meets: datetime, rules: Rulebook) -> bool:
    """Whether the papers went out early enough for a session; ``LawGap`` where no text asks for it.

    One day is 24 hours, or a calendar day where the organisation reads it so (``papers.one_day``).
    """
    days = rules.on("meeting.papers_days_before", meets.date()).number
    if rules.policy("papers.one_day") == "calendar_day":
        return sent.date() <= meets.date() - timedelta(days=days)
    return sent <= meets - timedelta(days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What is known of one session: ``sent_on`` and ``sent_at`` tell when its papers went out."""

    on: date
    starts_at: datetime | None = None
    members: int = 0
    combined: bool = False
    minutes: int | None = None
    sent: datetime | None = None


def session_findings(session: SessionFacts, rules: Rulebook) -> tuple[Finding, ...]:
    """Judge length and papers of one session by the regime of its day; a day without a rule says nothing."""
    findings: list[Finding] = []
    least = least_minutes(session.on, rules, members=session.members, combined=session.combined)
    if least is not None and session.minutes is not None and session.minutes < least.number:
        params = {"minutes": session.minutes, "least": least.number}
        findings.append(found("session_too_short", least, grade=FindingGrade.WARN, params=params))
    ahead = rules.find("meeting.papers_days_before", session.on)
    if ahead is None or session.sent is None or session.starts_at is None:
        return tuple(findings)
    if not papers_in_time(session.sent, session.starts_at, rules):
        findings.append(
            found(
                "papers_late",
                ahead,
                grade=FindingGrade.WARN,
                params={"sent_on": session.sent.date(), "on": session.on, "days": ahead.number},
                switches=rules.used("papers.one_day"),
            )
        )
    return tuple(findings)


# ---------------------------------------------------------------------- online, by groups


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFacts:
    """What the choice of a form rests on.

    ``apart`` are those who cannot come to one place; ``earlier`` the sessions by groups already in the year.
    """

    members: int
    left_out: int = 0  # exempt or suspended
    apart: int = 0
    groups: int = 0
    earlier: int = 0


def online_allowed(cell: CellFacts, on: date, rules: Rulebook) -> bool:
    """Whether a cell may meet online: more than half of those who count cannot come to one place."""
    share = rules.on("meeting.online_share", on).share
    base = cell.members - cell.left_out
    return base > 0 and Fraction(cell.apart, base) > share


def by_group_allowed(cell: CellFacts, on: date, rules: Rulebook) -> bool:
    """Whether a cell may meet by its groups once more this year."""
    return not _against_groups(cell, on, rules)


def _against_groups(cell: CellFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    least, most = rules.on("meeting.by_group_min_members", on), rules.on("meeting.by_group_max_times", on)
    findings = []
    if not cell.groups:
        findings.append(found("by_group_without_groups", least))
    if cell.members < least.number:
        findings.append(found("by_group_too_few", least, members=cell.members, least=least.number))
    if cell.earlier >= most.number:
        findings.append(found("by_group_too_often", most, times=cell.earlier, most=most.number, year=on.year))
    return tuple(findings)


def form_findings(form: str, cell: CellFacts, on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Judge ``online`` or ``by_group`` on a day; before there was a rule it only says that there is none."""
    try:
        if form == "by_group":
            return _against_groups(cell, on, rules)
        if form == "online" and not online_allowed(cell, on, rules):
            reading = rules.on("meeting.online_share", on)
            base = cell.members - cell.left_out
            return (found("online_too_few_apart", reading, apart=cell.apart, base=base),)
    except LawGap as gap:
        return (no_basis(gap),)
    return ()


# ---------------------------------------------------------------------- the year


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedTime:
    """Months without the session they ought to have had: the first day of the first one and how many months."""

    starts_on: date
    months: int
    reading: Reading


def serves_its_month(on: date, rules: Rulebook, *, thematic: bool) -> bool:
    """Whether a session counts as the month's regular one; a thematic one does until the rule parts the two."""
    return not thematic or rules.find("meeting.thematic_every", on) is None


def months_missed(held: Iterable[date], since: date, until: date, rules: Rulebook) -> tuple[MissedTime, ...]:
    """Find the full months from ``since`` up to ``until`` (not covered) in which no regular session was held."""
    met = {(day.year, day.month) for day in held}
    missed = []
    for month in _months(_full_month(since), until):
        reading = rules.find("meeting.monthly", month)
        if reading is not None and (month.year, month.month) not in met:
            missed.append(MissedTime(starts_on=month, months=1, reading=reading))
    return tuple(missed)


def quarters_missed(held: Iterable[date], since: date, until: date, rules: Rulebook) -> tuple[MissedTime, ...]:
    """Find the whole periods of the calendar (quarters, as the rule says) that passed without a thematic session."""
    met = {(day.year, day.month) for day in held}
    missed = []
    for first in _months(since.replace(day=1), until):
        reading = rules.find("meeting.thematic_every", first)
        if reading is None or (first.month - 1) % reading.number:
            continue
        months = [_later(first, count) for count in range(reading.number)]
        if first < since or _later(first, reading.number) > until:
            continue
        if not any((month.year, month.month) in met for month in months):
            missed.append(MissedTime(starts_on=first, months=reading.number, reading=reading))
    return tuple(missed)


def _full_month(day: date) -> date:
    return day if day.day == 1 else _later(day.replace(day=1), 1)


def _later(month: date, count: int) -> date:
    years, month0 = divmod(month.month - 1 + count, _MONTHS)
    return month.replace(year=month.year + years, month=month0 + 1)


def _months(first: date, until: date) -> Iterable[date]:
    """The first days of the months that end before ``until``."""
    while _later(first, 1) <= until:
        yield first
        first = _later(first, 1)


def absent_too_long(months: Collection[int], on: date, rules: Rulebook) -> Reading | None:
    """Tell whether somebody stayed away without reason in so many months of one year that a procedure is proposed.

    ``months`` are the months of the year with such an absence. It proposes, it never strikes anybody off by itself.
    """
    reading = rules.find("deletion.no_meeting_or_fee", on)
    return reading if reading is not None and len(set(months)) >= reading.number else None


def absence_findings(name: str, months: Collection[int], on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Propose the procedure of the day to the cell, with its article; nothing below the number of months."""
    reading = absent_too_long(months, on, rules)
    if reading is None:
        return ()
    params = {"name": name, "count": len(set(months)), "year": on.year, "least": reading.number}
    return (found("absent_without_reason", reading, grade=FindingGrade.WARN, params=params),)


# ---------------------------------------------------------------------- scoring a session


def attendance_share(members: int, present: int, *, exempt: int = 0) -> Fraction | None:
    """Give the share of members who came, without the exempt; nothing where nobody is left to come."""
    base = members - exempt
    return Fraction(present, base) if base > 0 else None


def attendance_mark(share: Fraction, on: date, rules: Rulebook, *, unexcused: int = 0) -> int:
    """Give the points for attendance by the bands in use; any absence without reason gives the lowest mark."""
    bands = _bands(rules.on("meeting.attendance_bands", on))
    points = [int(mark) for _, mark in bands]
    if unexcused:
        return min(points)
    return int(next((mark for least, mark in bands if share * _PER_CENT >= least), min(points)))


def quality_class(score: Decimal | float, on: date, rules: Rulebook) -> str:
    """Give the class of a session by its points, as the classes in use say; the code of the class."""
    points = Decimal(str(score))
    classes = rules.on("meeting.quality_classes", on).mapping
    return class_of(points, {code: Decimal(str(least)) for code, least in classes.items()})


def class_of(points: Decimal, classes: Mapping[str, Decimal]) -> str:
    """Give the best class whose least number of points is reached; the lowest class below all of them."""
    best_first = sorted(classes.items(), key=lambda line: line[1], reverse=True)
    return next((code for code, least in best_first if points >= least), best_first[-1][0])


def _bands(reading: Reading) -> list[tuple[int, str]]:
    return sorted(((int(least), str(mark)) for least, mark in reading.mapping.items()), reverse=True)
