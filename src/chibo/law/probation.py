"""The probationary year and recognition: Charter art. 5, 29-QĐ/TW 4.2 and its successors."""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING

from chibo.law.timeline import found, windowed
from chibo.law.vocabulary import FindingGrade, PaperKind

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.timeline import Computation, Rulebook
    from chibo.law.verdict import Finding


@unique
class AfterRounds(StrEnum):
    """What follows when votes on recognition do not reach the share."""

    VOTE_AGAIN = "vote_again"
    REPORT_UP = "report_to_immediate_superior_and_competent_committee_which_decides"
    RECOGNISE = "propose_recognition"


def probation_end(ceremony_on: date, rules: Rulebook) -> Computation:
    """The day the 12 months are full, counted from the ceremony (Charter art. 5.1); nothing extends them."""
    return rules.after_months("probation.length", ceremony_on, ceremony_on)


def official_date(ceremony_on: date, rules: Rulebook) -> Computation:
    """The official date: the day the 12 months are full, however late cell and committee are (4.2b)."""
    end = probation_end(ceremony_on, rules)
    reading = rules.on("recognition.official_date", end.result)
    return type(end)(
        start=end.start,
        amount=end.amount,
        unit=end.unit,
        result=end.result,
        rule=reading.key,
        citation=reading.citation,
        readings=end.readings,
    )


def cell_deadline(ceremony_on: date, rules: Rulebook) -> Computation:
    """The last day for the cell to consider recognition: working days from the end of the 12 months (4.2a)."""
    end = probation_end(ceremony_on, rules).result
    return rules.within_working_days("recognition.cell_deadline", end, end)


def recognition_decision_deadline(cell_resolved_on: date, rules: Rulebook, *, extended: bool = False) -> Computation:
    """The last day to decide on recognition: working days from the cell's resolution (4.3.1)."""
    extra = rules.on("decide.extension_max", cell_resolved_on).number if extended else 0
    return rules.within_working_days("decide.recognition_deadline", cell_resolved_on, cell_resolved_on, extra=extra)


def check_considered_time(ceremony_on: date, considered_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that the cell considered before the 12 months were full (E81), or later than its working days (E82)."""
    end = probation_end(ceremony_on, rules)
    if considered_on < end.result:
        params = {"ceremony_on": ceremony_on, "ends_on": end.result, "on": considered_on}
        return (windowed(found("probation_not_ended", possible_from=end.result, params=params), end),)
    due = cell_deadline(ceremony_on, rules)
    if considered_on <= due.result:
        return ()
    late = found(
        "recognition_considered_late",
        grade=FindingGrade.WARN,
        ends_on=end.result,
        deadline=due.result,
        on=considered_on,
        days=due.amount,
    )
    return (windowed(late, due),)


def check_decision_time(cell_resolved_on: date, decided_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that the decision on recognition came after its working days (E84)."""
    due = recognition_decision_deadline(cell_resolved_on, rules)
    if decided_on <= due.result:
        return ()
    params = {"resolved_on": cell_resolved_on, "on": decided_on, "deadline": due.result, "days": due.amount}
    return (windowed(found("recognition_decision_late", grade=FindingGrade.WARN, params=params), due),)


def check_written_after_year(kind: PaperKind, dated: date, ceremony_on: date, rules: Rulebook) -> tuple[Finding, ...]:
    """Say that a paper of the recognition dossier is dated before the 12 months were full (E80, decision 31)."""
    end = probation_end(ceremony_on, rules)
    if dated >= end.result:
        return ()
    params = {"paper": kind.value, "dated": dated, "ends_on": end.result, "ceremony_on": ceremony_on}
    return (windowed(found("paper_before_probation_end", possible_from=end.result, params=params), end),)


def may_stand_for_election(*, is_recognised: bool, on: date, rules: Rulebook) -> bool:
    """Whether somebody may stand: not while probationary, even after 12 months, until the decision is there."""
    return is_recognised or "stand_for_election" not in rules.on("probationer.rights_excluded", on).codes


def after_rounds(rounds: int, on: date, rules: Rulebook, *, reached: bool) -> AfterRounds:
    """Say what follows the votes on recognition so far (4.2c: three rounds, then the levels above decide)."""
    if reached:
        return AfterRounds.RECOGNISE
    most = rules.on("vote.max_rounds_recognition", on).number
    return AfterRounds.REPORT_UP if rounds >= most else AfterRounds.VOTE_AGAIN


def may_be_recognised(discipline: str, on: date, rules: Rulebook, *, still_qualified: bool) -> bool:
    """Whether a disciplined probationer can still be recognised: the forms allowed do not bar who is qualified."""
    allowed = rules.on("probationer.discipline_forms", on).codes
    return still_qualified and (not discipline or discipline in allowed)
