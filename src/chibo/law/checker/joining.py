"""J. Ceremony, probation, recognition (E75 to E77, E79 to E84)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.checker.adopt import adopted
from chibo.law.checker.finding import Hit, writer_of
from chibo.law.checker.look import absent, act, ref
from chibo.law.checker.order import of_code
from chibo.law.dossier.kinds import MeetingKind, SheetKind
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chibo.law.checker.look import Look
    from chibo.law.dossier.papers import Sheet

_K = SheetKind
_MEETING = "cell_recognition_meeting"


def ceremony_in_time(look: Look) -> Iterator[Hit]:
    """E75: the ceremony within its working days, from receipt or issue by regime, or with the superior's consent."""
    decision, held = look.sheet(_K.ADMISSION_DECISION), look.ceremony_on
    if decision is None or decision.day is None or held is None or look.dossier.ceremony is None:
        return
    received = look.dossier.ceremony.decision_received_on
    consent = look.sheet(_K.LATE_CEREMONY_CONSENT)
    due = admission.ceremony_deadline(decision.day, received, look.rules)
    if due is not None and held > due.result and consent is not None:
        return
    for finding in admission.check_ceremony_time(decision.day, received, held, look.rules):
        start = act("decision_receipt", received) if received and due and due.start == received else ref(decision)
        papers = (start, act("ceremony", held))
        yield adopted(finding, finding.code, *papers, act_on=held, computed=(due,) if due else ())


def three_dates(look: Look) -> Iterator[Hit]:
    """E76: decision, ceremony, and the day Party age counts from are three dates, each in its place."""
    ceremony, decision = look.dossier.ceremony, look.sheet(_K.ADMISSION_DECISION)
    if ceremony is None or ceremony.held_on is None:
        return
    joined = act("ceremony", ceremony.held_on)
    if ceremony.joined_on_recorded not in {None, ceremony.held_on}:
        papers = (act("joined_on_recorded", ceremony.joined_on_recorded), joined)
        yield Hit(variant="joined", papers=papers, act_on=ceremony.held_on)
    decided = decision.day if decision else None
    if decision and decided and ceremony.tenure_from_recorded not in {None, decided}:
        reading = look.rules.on("party_age.clock_start", ceremony.held_on)
        papers = (act("tenure_from_recorded", ceremony.tenure_from_recorded), ref(decision))
        yield Hit(variant="tenure", papers=papers, law=(reading,), act_on=ceremony.held_on)
    for sheet in look.all_sheets:
        said = sheet.quotes.get("admitted_on", "")
        if said and said != str(ceremony.held_on):
            papers, by = (ref(sheet), joined), writer_of(sheet.kind)
            yield Hit(variant="quoted", papers=papers, params={"said": said}, by=by)


def own_booklet(look: Look) -> Iterator[Hit]:
    """E77 (local): the new member's own booklet and sheet within the organisation's days after the ceremony."""
    held = look.ceremony_on
    if held is None or look.rules.find("local.own_file_days", held) is None:
        return
    due = look.rules.within_working_days("local.own_file_days", held, held)
    for kind in (_K.MEMBER_BACKGROUND, _K.MEMBER_SHEET):
        sheet = look.sheet(kind)
        day = sheet.day if sheet else look.on
        if day is not None and day > due.result:
            papers = (act("ceremony", held), ref(sheet) if sheet else absent(kind))
            params = {"deadline": due.result}
            yield Hit(variant="late", papers=papers, computed=(due,), params=params, act_on=held)


def class_certificate(look: Look) -> Iterator[Hit]:
    """E79: the certificate of the new members' class is there at recognition."""
    if look.recognition_on is None:
        return
    if look.sheet(_K.NEW_MEMBER_CERTIFICATE) is None:
        papers = (absent(_K.NEW_MEMBER_CERTIFICATE), act(_MEETING, look.recognition_on))
        yield Hit(variant="missing", papers=papers, act_on=look.recognition_on)
    for fault in of_code(look, "E79"):
        yield Hit(variant="after_meeting", papers=(fault.before, fault.after))


_AFTER_THE_YEAR = (_K.SELF_REVIEW, _K.MENTOR_REMARKS, _K.PROBATION_OPINIONS_SYNTHESIS)


def self_review(look: Look) -> Iterator[Hit]:
    """E80: the self-review (and what follows it) is there and bears a day after the 12 months."""
    held = look.ceremony_on
    if look.recognition_on is not None and look.sheet(_K.SELF_REVIEW) is None:
        papers = (absent(_K.SELF_REVIEW), act(_MEETING, look.recognition_on))
        yield Hit(variant="missing", papers=papers, act_on=look.recognition_on)
    if held is None:
        return
    end = probation.probation_end(held, look.rules)
    for sheet in look.sheets(*_AFTER_THE_YEAR):
        if sheet.day is not None and sheet.day < end.result:
            papers = (ref(sheet), act("ceremony", held))
            params = {"ends_on": end.result}
            yield Hit(
                variant="too_early", papers=papers, params=params, computed=(end,), act_on=sheet.day,
                possible_from=end.result, by=writer_of(sheet.kind),
            )  # fmt: skip


def after_the_year(look: Look) -> Iterator[Hit]:
    """E81: the cell considers recognition only when the 12 months are full."""
    held, met = look.ceremony_on, look.recognition_on
    if held is None or met is None:
        return
    end = probation.probation_end(held, look.rules)
    if met < end.result:
        for finding in probation.check_considered_time(held, met, look.rules):
            papers = (act(_MEETING, met), act("ceremony", held))
            yield adopted(finding, finding.code, *papers, act_on=met, computed=(end,))


def considered_late(look: Look) -> Iterator[Hit]:
    """E82: recognition within the working days after the 12 months, or an explanation; also when nobody met yet."""
    held = look.ceremony_on
    if held is None or look.sheet(_K.DELAY_EXPLANATION) is not None:
        return
    end, met = probation.probation_end(held, look.rules), look.recognition_on
    if (met or look.on) <= end.result:
        return
    due = probation.cell_deadline(held, look.rules)
    for finding in probation.check_considered_time(held, met or look.on, look.rules):
        papers = (act("probation_end", end.result), act(_MEETING, met))
        yield adopted(finding, finding.code, *papers, act_on=met or look.on, computed=(due,))


def official_date(look: Look) -> Iterator[Hit]:
    """E83: the official date is the day the 12 months are full, whatever was typed or quoted."""
    held = look.ceremony_on
    if held is None:
        return
    right = probation.official_date(held, look.rules)
    recorded = look.dossier.recognition.official_on_recorded if look.dossier.recognition else None
    if recorded not in {None, right.result}:
        papers = (act("official_on_recorded", recorded), act("ceremony", held))
        params = {"known": str(right.result)}
        yield Hit(variant="recorded", papers=papers, params=params, computed=(right,), act_on=right.result)
    for sheet in look.all_sheets:
        said = sheet.quotes.get("official_on", "")
        if said and said != str(right.result):
            quoted = {"said": said, "known": str(right.result)}
            yield Hit(variant="quoted", papers=(ref(sheet),), params=quoted, computed=(right,))


def recognition_decided(look: Look) -> Iterator[Hit]:
    """E84: the decision within its working days; three votes without the share are reported upward."""
    decision, met = look.sheet(_K.RECOGNITION_DECISION), look.recognition_on
    if met is not None and decision is not None and decision.day is not None:
        due = probation.recognition_decision_deadline(met, look.rules)
        for finding in probation.check_decision_time(met, decision.day, look.rules):
            papers = (act("cell_recognition_resolution", met), ref(decision))
            yield adopted(finding, finding.code, *papers, computed=(due,))
    yield from _rounds(look, look.sheet(_K.ROUNDS_REPORT))


def _rounds(look: Look, report: Sheet | None) -> Iterator[Hit]:
    failed = [
        meeting
        for meeting in look.dossier.meetings
        if meeting.kind is MeetingKind.CELL_RECOGNITION
        and meeting.vote
        and not meeting.vote.claimed
        and meeting.held_on
    ]
    if not failed or report is not None:
        return
    last = max(failed, key=lambda meeting: str(meeting.held_on))
    most = look.rules.on("vote.max_rounds_recognition", last.held_on or look.on)
    if len(failed) >= most.number:
        params = {"rounds": len(failed), "most": most.number}
        papers = (act(_MEETING, last.held_on), absent(_K.ROUNDS_REPORT))
        yield Hit(variant="not_reported", papers=papers, params=params, law=(most,), grade=FindingGrade.WARN)


CHECKS = {
    "E75": ceremony_in_time,
    "E76": three_dates,
    "E77": own_booklet,
    "E79": class_certificate,
    "E80": self_review,
    "E81": after_the_year,
    "E82": considered_late,
    "E83": official_date,
    "E84": recognition_decided,
}
