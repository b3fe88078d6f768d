"""Questions on the clocks of decision and ceremony, and on probation and recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission, probation, tenure
from chibo.law.cases.given import Given, NotCovered

if TYPE_CHECKING:
    from datetime import date

_CEREMONY = "ceremony_date"


def _clock(given: Given) -> tuple[str, str]:
    """Find which clock a bare question means: by its named clock, else by the event it starts with."""
    named = {
        "ceremony": ("ceremony.deadline", _ceremony_start(given)),
        "recognition": ("recognition.cell_deadline", "end_of_12_months"),
        "admission_decision": ("decide.admission_deadline", "cell_resolution"),
        "recognition_decision": ("decide.recognition_deadline", "cell_resolution"),
    }
    starts = {
        "end_of_12_months": "recognition",
        "decision_issued": "ceremony",
        "decision_received_by_cell": "ceremony",
    }
    asked = given.text("clock", default=starts.get(str(given.expected.get("clock_start")), ""))
    if asked not in named:
        raise NotCovered("clock")
    return named[asked]


def _ceremony_start(given: Given) -> str:
    reading = given.rules.find("ceremony.clock_start", given.on())
    return reading.code if reading else ""


def clock_start(given: Given) -> str:
    """The event from which the clock asked about runs."""
    return _clock(given)[1]


def days(given: Given) -> int:
    """The length of the clock asked about."""
    return given.rules.on(_clock(given)[0], given.on()).number


def unit(given: Given) -> str:
    """The unit of the clock asked about."""
    return given.rules.on(_clock(given)[0], given.on()).unit


def decision_deadline(given: Given) -> date:
    """The last day to decide, on admission or recognition."""
    extended = given.flag("extension", "extended", "special_case", "with_extension")
    return _deadline(given, extended=extended)


def extended_deadline(given: Given) -> date:
    """The last day to decide with the longest extension."""
    return _deadline(given, extended=True)


def _deadline(given: Given, *, extended: bool) -> date:
    is_recognition = given.has("recognition_resolution_date") or given.text("matter", default="") == "recognition"
    resolved = given.day("recognition_resolution_date", "cell_resolution_date", "cell_meeting_date")
    rule = probation.recognition_decision_deadline if is_recognition else admission.decision_deadline
    return rule(resolved, given.rules, extended=extended).result


def recognition_decision_deadline(given: Given) -> date:
    """The last day to decide on recognition."""
    resolved = given.day("recognition_resolution_date", "cell_resolution_date", "cell_meeting_date")
    extended = given.flag("extension", "extended", "special_case", "with_extension")
    return probation.recognition_decision_deadline(resolved, given.rules, extended=extended).result


def ceremony_deadline(given: Given) -> date:
    """The last day for the ceremony."""
    received = given.day("decision_received") if given.has("decision_received") else None
    issued = given.day("decision_issued") if given.has("decision_issued") else given.on("decision_received")
    due = admission.ceremony_deadline(issued, received, given.rules)
    if due is None:
        raise NotCovered("decision_received")
    return due.result


def ceremony_in_time(given: Given) -> bool:
    """Whether the ceremony was held in time."""
    return given.day("ceremony_date") <= ceremony_deadline(given)


def probation_ends(given: Given) -> date:
    """The day the 12 months are full."""
    return probation.probation_end(given.day("ceremony_date", "ceremony"), given.rules).result


def probation_from(given: Given) -> date:
    """The first day of probation: the ceremony, where the day's rule starts the clock there."""
    held = given.day("ceremony_date", "ceremony")
    if given.rules.on("probation.clock_start", held).code != _CEREMONY:
        raise NotCovered("probation.clock_start")
    return held


def official_from(given: Given) -> date:
    """The official date."""
    return probation.official_date(given.day("ceremony_date"), given.rules).result


def cell_deadline(given: Given) -> date:
    """The last day for the cell to consider recognition."""
    return probation.cell_deadline(given.day("ceremony_date"), given.rules).result


def probation_clock_start(given: Given) -> str:
    """The event from which probation runs."""
    return given.rules.on("probation.clock_start", given.on()).code


def may_stand(given: Given) -> bool:
    """Whether somebody may stand for election."""
    issued = given.flag("recognition_decision_issued", "is_official", "recognised")
    return probation.may_stand_for_election(is_recognised=issued, on=given.on(), rules=given.rules)


def may_be_recognised(given: Given) -> bool:
    """Whether a disciplined probationer can still be recognised."""
    discipline = given.text("discipline", default="none")
    return probation.may_be_recognised(
        "" if discipline == "none" else discipline,
        given.on(),
        given.rules,
        still_qualified=given.flag("still_qualified", default=True),
    )


def otherwise(given: Given) -> str:
    """No third outcome: without an extension of probation, who is not recognised is deleted (Charter art. 5.2)."""
    if given.rules.on("probation.extension_allowed", given.on()).value is True:
        raise NotCovered("probation.extension_allowed")
    return "deletion_of_name"


def party_age_from(given: Given) -> date:
    """The day from which Party age counts."""
    decided = given.day("decision_date", "decision_issued", "admission_decision_date", "decision")
    official = given.flag("is_official", "recognised", default=True)
    answer = tenure.tenure(decided, max(decided, given.on()), given.rules, is_official=official)
    if answer is None:
        raise NotCovered("is_official")
    return answer.starts_on


def allowed(given: Given) -> bool:
    """Several people in one session are allowed; one vote on several is not."""
    if not given.has("people", "same_session"):
        raise NotCovered("people")
    one_by_one = given.rules.on("ceremony.one_by_one", given.on()).value is True
    return not (one_by_one and given.flag("one_vote_for_all", "admitted_together"))


def each_individually(given: Given) -> bool:
    """Whether everyone is admitted individually."""
    return given.rules.on("ceremony.one_by_one", given.on()).value is True
