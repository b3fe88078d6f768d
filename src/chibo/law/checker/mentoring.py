"""D. The list of candidates, the helpers and their remarks (E25 to E31), and E78 for the probationary year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chibo.law import admission, probation
from chibo.law.checker.adopt import adopted
from chibo.law.checker.case import mentor_facts
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.dossier.kinds import MeetingKind, RemarkAuthor, SheetKind, TransferPhase
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import HelperRecord, Remark

_K = SheetKind
_CELL_MEETINGS = (MeetingKind.CELL_ADMISSION, MeetingKind.CELL_RECOGNITION)


def resolutions(look: Look) -> Iterator[Hit]:
    """E25: a cell resolution puts the person on the list, another (or the same) names the helper."""
    if not look.is_applying:
        return
    on = look.day(_K.APPLICATION) or look.considered_on
    for kind in (_K.CANDIDATE_RESOLUTION, _K.HELPER_RESOLUTION):
        if look.sheet(kind) is None:
            yield Hit(variant=kind.value, papers=(absent(kind),), act_on=on)


def minutes_name(look: Look) -> Iterator[Hit]:
    """E26: the minutes give the person's full name and the vote."""
    for kind in _CELL_MEETINGS:
        meeting = look.meeting(kind)
        if meeting is None or meeting.minutes is None:
            continue
        papers = (act(f"{kind.value}_minutes", meeting.minutes.dated), act(f"{kind.value}_meeting", meeting.held_on))
        if not meeting.minutes.names_person:
            yield Hit(variant="no_name", papers=papers)
        if not meeting.minutes.has_vote:
            yield Hit(variant="no_vote", papers=papers)


def opened_soon(look: Look) -> Iterator[Hit]:
    """E27 (local): the organisation's own wait between the candidates' list and the start of verification."""
    listed = look.sheet(_K.CANDIDATE_RESOLUTION)
    sent = min((item.sent_on for item in look.dossier.verification or () if item.sent_on), default=None)
    if listed is None or listed.day is None or sent is None:
        return
    if look.rules.find("local.candidate_wait_months", sent) is None:
        return
    full = look.rules.after_months("local.candidate_wait_months", listed.day, sent)
    if sent < full.result:
        papers = (ref(listed), act("verification_request", sent))
        yield Hit(variant="too_soon", papers=papers, computed=(full,), params={"since": full.result}, act_on=sent)


def helper_there(look: Look) -> Iterator[Hit]:
    """E28: while the road is open somebody official and still here helps."""
    helpers = [one for one in need(look.dossier.helpers, "helpers") if one.starts_on and not one.for_probation]
    if not look.is_applying:
        return
    on = look.considered_on
    yield from _helped(helpers, on, look)


def _helped(helpers: list[HelperRecord], on: date, look: Look) -> Iterator[Hit]:
    active = [one for one in helpers if one.starts_on and one.starts_on <= on and (not one.ends_on or on < one.ends_on)]
    faults = {
        helper.name: admission.check_mentor(mentor_facts(helper, look.dossier), on, look.rules) for helper in active
    }
    if active and not all(faults.values()):
        return
    papers = (act("day_judged", on),)
    if not active:
        yield Hit(variant="nobody", papers=papers, params={"on": on}, act_on=on)
    for name, found in faults.items():
        for fault in found:
            yield adopted(fault, fault.code, act("helper", fault.possible_from, name), *papers, act_on=on)


def remarks_kept(look: Look) -> Iterator[Hit]:
    """E29: remarks of helper and cell at the rhythm asked for, from the assignment to the cell's meeting."""
    need(look.dossier.remarks, "remarks")
    since = look.day(_K.HELPER_RESOLUTION)
    if since is not None and look.is_applying:
        yield from _silence(look, since, look.considered_on)


def _silence(look: Look, since: date, until: date) -> Iterator[Hit]:
    """Each author by itself: what nobody of its kind wrote, then what each helper left unwritten in their own time."""
    remarks = look.dossier.remarks or ()
    told = look.dossier.remarks_of
    for author in RemarkAuthor:
        if told is not None and author not in told:
            continue
        written = [one for one in remarks if one.author is author]
        gaps = list(_gaps(look, author, written, since, until))
        yield from gaps
        if author is RemarkAuthor.HELPER and not gaps:
            yield from _each_helper(look, written, since, until)


def _each_helper(look: Look, written: list[Remark], since: date, until: date) -> Iterator[Hit]:
    """A helper who writes is held to the rhythm for as long as that helper was assigned."""
    for name in dict.fromkeys(one.name for one in written if one.name):
        spells = [one for one in look.dossier.helpers or () if one.name == name and one.starts_on]
        mine = [one for one in written if one.name == name]
        for spell in spells:
            start, end = max(since, spell.starts_on or since), min(until, spell.ends_on or until)
            if start < end:
                yield from _gaps(look, RemarkAuthor.HELPER, mine, start, end)


def _gaps(look: Look, author: RemarkAuthor, written: list[Remark], since: date, until: date) -> Iterator[Hit]:
    every = look.rules.on("local.remarks_every_months", until)
    name = next((one.name for one in written if one.name), "")
    alone = name if all(one.name == name for one in written) else ""
    days = sorted(one.dated for one in written if one.dated and since <= one.dated <= until)
    for one, other in pairwise((since, *days, until)):
        due = look.rules.after_months("local.remarks_every_months", one, until)
        if other > due.result:
            params = {"writer": author.value, "since": one, "until": other, "months": every.number}
            papers = (act("remark", one, alone), act("remark", other, alone))
            yield Hit(variant="silence", papers=papers, params=params, computed=(due,), act_on=other)


def spacing(look: Look) -> Iterator[Hit]:
    """E30: remarks written one after another in no time, or all entered at once under different days."""
    remarks = need(look.dossier.remarks, "remarks")
    least = look.rules.on("local.remarks_min_days", look.on).number
    for writer in dict.fromkeys((one.author, one.name) for one in remarks):
        days = sorted(one.dated for one in remarks if (one.author, one.name) == writer and one.dated)
        for one, other in pairwise(days):
            if (other - one).days < least:
                papers = (act("remark", one, writer[1]), act("remark", other, writer[1]))
                yield Hit(variant="close", papers=papers, params={"days": (other - one).days, "least": least})
        yield from _at_once([one for one in remarks if (one.author, one.name) == writer])


_SEVERAL = 3


def _at_once(remarks: list[Remark]) -> Iterator[Hit]:
    for day in dict.fromkeys(one.recorded_on for one in remarks if one.recorded_on):
        together = {one.dated for one in remarks if one.recorded_on == day and one.dated}
        if len(together) >= _SEVERAL:
            papers = (act("remark", min(together)), act("remark", max(together)))
            yield Hit(variant="at_once", papers=papers, params={"count": len(together), "recorded_on": day})


def moved_here(look: Look) -> Iterator[Hit]:
    """E31: who moved here on the way brings the sender's certificate and gets a helper here."""
    for transfer in look.person.transfers:
        arrived = act("arrived", transfer.arrived_on)
        if transfer.phase is TransferPhase.DURING_PROCESS and not transfer.is_temporary:
            if transfer.certificate_on is None and look.sheet(_K.TRANSFER_CERTIFICATE) is None:
                yield Hit(variant="no_certificate", papers=(arrived, absent(_K.TRANSFER_CERTIFICATE)))
            if transfer.helper_assigned_on is None:
                yield Hit(variant="no_helper", papers=(arrived,))


def probation_helped(look: Look) -> Iterator[Hit]:
    """E78: the probationer has an official member helping, and remarks are kept."""
    start = look.ceremony_on
    if start is None:
        return
    until = min(look.recognition_on or look.on, look.on)
    helpers = [one for one in need(look.dossier.helpers, "helpers") if one.ends_on is None or one.ends_on > start]
    here = [one for one in helpers if one.starts_on and one.starts_on <= until and one.for_probation]
    if until > start and not here:
        yield Hit(variant="nobody", papers=(act("ceremony", start),), grade=FindingGrade.WARN, act_on=until)
    elif until > start:
        for hit in _helped(here, until, look):
            yield Hit(variant=hit.variant, papers=hit.papers, params=hit.params, citations=hit.citations, act_on=until)
    if look.dossier.remarks is not None:
        end = min(until, probation.probation_end(start, look.rules).result)
        yield from _silence(look, start, end)


CHECKS = {
    "E25": resolutions,
    "E26": minutes_name,
    "E27": opened_soon,
    "E28": helper_there,
    "E29": remarks_kept,
    "E30": spacing,
    "E31": moved_here,
    "E78": probation_helped,
}
