"""M. Beyond the list of errors: the card, moves, a first membership before this one, the list of members."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.law import membership
from chibo.law.checker.finding import Hit, Repair, Repairer
from chibo.law.checker.look import absent, act, ref
from chibo.law.dossier.kinds import SheetKind, TransferPhase
from chibo.law.membership import CardFault
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import CardRecord, ListEntry
    from chibo.law.dossier.person import TransferRecord

_K = SheetKind
_WARN = FindingGrade.WARN

# ---------------------------------------------------------------------- card


def card(look: Look) -> Iterator[Hit]:
    """CARD: to official members only, with the recognition or at the next meeting, with as many digits as asked."""
    told = look.dossier.card
    if told is None:
        return
    recognised = look.sheet(_K.RECOGNITION_DECISION)
    since = recognised.day if recognised else None
    day = told.decided_on or told.issued_on
    if recognised is not None and since is None:
        return  # E72 and FACTS speak of a decision without its day
    for fault in membership.card_faults(told.number, told.decided_on, told.issued_on, since, told.met_on, look.rules):
        yield from _card_fault(look, told, fault, since, day or look.on)


def _card_fault(look: Look, told: CardRecord, fault: CardFault, since: date | None, day: date) -> Iterator[Hit]:
    papers = (act("card", day), act("recognition_decision", since))
    if fault is CardFault.DIGITS:
        rule = look.rules.on("party_card.number_digits", day)
        params = {"said": told.number, "needed": rule.number}
        yield Hit(variant=fault.value, papers=papers[:1], law=(rule,), params=params, grade=_WARN)
        return
    rule = look.rules.on("party_card.issued_when", day)
    grade = None if fault is CardFault.NOT_OFFICIAL else _WARN
    if fault is CardFault.LATE:
        papers = (act("card", told.issued_on), act("next_meeting", told.met_on))
    yield Hit(variant=fault.value, papers=papers, law=(rule,), grade=grade)


# ---------------------------------------------------------------------- moves


def moves(look: Look) -> Iterator[Hit]:
    """MOVE: the letter of who was proposed, decided or on probation; the host's remarks; the time; the ceremony."""
    for one in look.person.transfers:
        yield from _temporary(look, one) if one.is_temporary else _official(look, one)
    ceremony = look.dossier.ceremony
    name = look.dossier.organisation.name
    if ceremony and ceremony.held_by and name and ceremony.held_by.casefold() != name.casefold():
        params = {"said": ceremony.held_by, "known": name}
        yield Hit(variant="ceremony_elsewhere", papers=(act("ceremony", ceremony.held_on),), params=params, grade=_WARN)


def _temporary(look: Look, one: TransferRecord) -> Iterator[Hit]:
    met = look.admission_on
    if met is None or one.arrived_on > met:
        return
    papers = (act("host_remarks", one.remarks_on), act("cell_admission_meeting", met))
    if one.remarks_on is None:
        yield Hit(variant="host_silent", papers=papers, act_on=met)
    elif one.remarks_on > met:
        yield Hit(variant="host_late", papers=papers, act_on=met)


def _official(look: Look, one: TransferRecord) -> Iterator[Hit]:
    arrived = act("arrived", one.arrived_on)
    if one.phase is not TransferPhase.DURING_PROCESS:
        if not (one.letter_on or one.certificate_on or look.sheet(_K.TRANSFER_LETTER)):
            yield Hit(variant="no_letter", papers=(arrived, absent(_K.TRANSFER_LETTER)), by=Repairer.BASE_COMMITTEE)
        if one.phase is TransferPhase.PROBATION and one.helper_assigned_on is None:
            yield Hit(variant="no_helper", papers=(arrived,), grade=_WARN, repair=Repair.NEW_MEETING, by=Repairer.CELL)
    if one.moved_on is not None and one.phase is TransferPhase.PROBATION:
        due = membership.transfer_deadline(one.moved_on, look.rules)
        if one.arrived_on > due.result:
            papers = (act("moved", one.moved_on), arrived)
            params = {"deadline": due.result}
            yield Hit(variant="late", papers=papers, params=params, computed=(due,), grade=_WARN, act_on=one.arrived_on)


# ---------------------------------------------------------------------- re-admission and the list


def again(look: Look) -> Iterator[Hit]:
    """AGAIN: the days of the first membership follow one another, and all lie before the new application."""
    former = look.person.former
    if former is None:
        return
    line = [
        act("first_admission", former.admitted_on),
        act("first_recognition", former.recognised_on),
        act("left_party", former.left_on),
        act("application", look.day(_K.APPLICATION)),
    ]
    for one, other in pairwise([day for day in line if day.dated]):
        if one.dated and other.dated and one.dated > other.dated:
            yield Hit(variant="order", papers=(one, other))


def member_list(look: Look) -> Iterator[Hit]:
    """LIST: the line in the list of members says what the dossier says."""
    entry = look.dossier.records.list_entry if look.dossier.records else None
    if entry is None:
        return
    recognised = look.dossier.recognition.official_on_recorded if look.dossier.recognition else None
    number = look.dossier.card.number if look.dossier.card else ""
    pairs = (
        ("name", entry.name.casefold(), look.person.name.casefold()),
        ("joined_on", entry.joined_on, look.ceremony_on),
        ("official_on", entry.official_on, recognised),
        ("card_number", entry.card_number, number),
    )
    for field, said, known in pairs:
        if said and known and said != known:
            params = {"field": field, "said": str(_shown(entry, field, said)), "known": _known(look, field, known)}
            yield Hit(variant="differs", papers=(act("list_entry", None),), params=params, grade=_WARN)
    gone = look.sheet(_K.REMOVAL_DECISION)
    if gone is not None and entry.left_on is None:
        yield Hit(variant="still_listed", papers=(act("list_entry", None), ref(gone)), grade=_WARN)


def _shown(entry: ListEntry, field: str, said: object) -> object:
    return entry.name if field == "name" else said


def _known(look: Look, field: str, known: object) -> str:
    return look.person.name if field == "name" else str(known)


CHECKS = {"AGAIN": again, "CARD": card, "LIST": member_list, "MOVE": moves}
