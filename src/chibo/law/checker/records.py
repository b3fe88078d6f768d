"""K. Records afterwards (E85), the central 12 months of a dossier (E86), and dates no dossier can have (FACTS)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chibo.law import admission
from chibo.law.admission.clocks import check_dossier_age
from chibo.law.checker.adopt import adopted
from chibo.law.checker.finding import Hit, Repair, Repairer, writer_of
from chibo.law.checker.look import act, ref, reply
from chibo.law.checker.standards import meeting_ref
from chibo.law.dossier.kinds import SheetKind
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.finding import PaperRef
    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import RecordsAfterwards
    from chibo.law.dossier.papers import Sheet

_K = SheetKind
_ID = re.compile(r"\d{12}")
_YEAR = 12
_ONCE = frozenset(
    {
        _K.APPLICATION,
        _K.BACKGROUND_STATEMENT,
        _K.OPINIONS_SYNTHESIS,
        _K.CELL_ADMISSION_RESOLUTION,
        _K.ADMISSION_DECISION,
        _K.SELF_REVIEW,
        _K.CELL_RECOGNITION_RESOLUTION,
        _K.RECOGNITION_DECISION,
    }
)


def decay(look: Look) -> Iterator[Hit]:
    """E85: supplements, reconciliation, transfer slips, lost papers, and one identity number everywhere."""
    yield from _identity(look)
    records = look.dossier.records
    if records is None:
        return
    changed, supplemented = records.changed_on, records.supplemented_on
    since = supplemented or look.day(_K.RECOGNITION_DECISION)
    if changed and (supplemented is None or supplemented < changed):
        yield Hit(variant="not_added", papers=(act("change", changed), act("supplement", supplemented)))
    elif since and look.on > look.rules.add_months(since, _YEAR):
        yield Hit(variant="no_supplement", papers=(act("supplement", since),), act_on=look.on)
    if records.lost_papers:
        yield Hit(variant="lost", params={"papers": records.lost_papers})
    yield from _reconciled(look, records)


def _reconciled(look: Look, records: RecordsAfterwards) -> Iterator[Hit]:
    every = look.rules.on("member_list.reconcile_every", look.on)
    if records.reconciled_on and look.on > look.rules.add_months(records.reconciled_on, every.number):
        book = (act("reconciliation", records.reconciled_on),)
        yield Hit(variant="reconcile", papers=book, law=(every,), params={"months": every.number}, act_on=look.on)
    for slip in records.slips:
        if (slip.confirmed_on or look.on) > look.rules.add_months(slip.sent_on, every.number):
            papers = (act("transfer_slip", slip.sent_on), act("slip_confirmed", slip.confirmed_on))
            yield Hit(variant="slip", papers=papers, law=(every,), params={"months": every.number}, act_on=look.on)


def _identity(look: Look) -> Iterator[Hit]:
    number = look.person.id_number
    if not number:
        return
    national = look.dossier.records.national_id_number if look.dossier.records else None
    if not _ID.fullmatch(number):
        yield Hit(variant="id_form", papers=(act("id_card", None),))
    if number in (look.dossier.context.taken_id_numbers or ()):
        yield Hit(variant="id_taken", papers=(act("id_card", None),))
    if national is not None and national != number:
        yield Hit(variant="id_differs", papers=(act("id_card", None), act("national_record", None)))


def dossier_age(look: Look) -> Iterator[Hit]:
    """E86: more than the months allowed from the start of the dossier to the cell's meeting: redo part of it."""
    if not look.is_applying:
        return
    on = look.considered_on
    valid = admission.dossier_valid_until(look.case, on, look.rules)
    for finding in check_dossier_age(look.case, on, look.rules):
        papers = (act("dossier_start", valid.start if valid else None), meeting_ref(look))
        yield adopted(finding, finding.code, *papers, act_on=on, computed=(valid,) if valid else ())


# ---------------------------------------------------------------------- dates and doubles


def absurd(look: Look) -> Iterator[Hit]:
    """FACTS: impossible days, a paper of a kind twice, a meeting without its day, a special track."""
    yield from _special_track(look)
    for sheet in look.all_sheets:
        yield from _sheet_sound(sheet, look)
    for meeting in look.dossier.meetings:
        paper = act(f"{meeting.kind.value}_meeting", meeting.held_on)
        if meeting.held_on is None:
            yield Hit(variant="no_day", papers=(paper,))
        else:
            yield from _impossible(meeting.held_on, meeting.held_on, look, paper)
    for item in look.replies:
        if item.sent_on and item.answered_on and item.answered_on < item.sent_on:
            papers = (act("verification_request", item.sent_on, item.name), reply(item))
            yield Hit(variant="answered_before", papers=papers)
    for kind in sorted(_ONCE):
        doubles = look.sheets(kind)
        if len(doubles) > 1:
            yield Hit(variant="twice", papers=tuple(ref(sheet) for sheet in doubles[:2]))


def _special_track(look: Look) -> Iterator[Hit]:
    """A case to ask the superior about first (decision 7); the criteria are nowhere in the program."""
    if look.person.special_track and look.person.special_track_consent_on is None and look.is_applying:
        yield Hit(variant="special_track", by=Repairer.SUPERIOR, repair=Repair.SUPPLEMENT)


def _sheet_sound(sheet: Sheet, look: Look) -> Iterator[Hit]:
    """Dated, signed, on a possible day; of an application E21 says the first two."""
    if sheet.dated is not None:
        yield from _impossible(sheet.dated.earliest, sheet.dated.latest, look, ref(sheet))
    elif sheet.kind is not _K.APPLICATION:
        yield Hit(variant="undated", papers=(ref(sheet),), grade=FindingGrade.STOP)
    if not sheet.signed and sheet.kind is not _K.APPLICATION:
        by = writer_of(sheet.kind)
        yield Hit(variant="unsigned", papers=(ref(sheet),), grade=FindingGrade.STOP, repair=Repair.SUPPLEMENT, by=by)


def _impossible(first: date, last: date, look: Look, paper: PaperRef) -> Iterator[Hit]:
    birth = look.person.birth
    if first > look.on:
        yield Hit(variant="future", papers=(paper,), params={"today": look.on}, grade=FindingGrade.STOP)
    if birth is not None and last < birth.earliest:
        params = {"birth": str(birth)}
        yield Hit(variant="before_birth", papers=(paper,), params=params, grade=FindingGrade.STOP)


CHECKS = {"E85": decay, "E86": dossier_age, "FACTS": absurd}
