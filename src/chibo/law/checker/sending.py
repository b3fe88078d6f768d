"""I. Sending up, completeness, the decision (E63 to E72)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chibo.law import admission, journey
from chibo.law.checker.adopt import adopted
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.dossier.kinds import MeetingKind, SheetKind
from chibo.law.timeline import LawGap
from chibo.law.vocabulary import DossierKind, DossierPhase, FindingGrade, PaperKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import BodyRecord
    from chibo.law.dossier.papers import Sheet
    from chibo.law.journey import NeededPaper

_K = SheetKind
# Papers whose lack another check names: E15, E34, E48, E51, E79, E80.
_ELSEWHERE = {
    PaperKind.AWARENESS_CERTIFICATE,
    PaperKind.MEMBER_INTRODUCTION,
    PaperKind.YOUTH_UNION_RESOLUTION,
    PaperKind.TRADE_UNION_RESOLUTION,
    PaperKind.OPINIONS_SYNTHESIS,
    PaperKind.NEW_MEMBER_CERTIFICATE,
    PaperKind.SELF_REVIEW,
}
_LONG = re.compile(r"ngày (0?[1-9]|[12]\d|3[01]) tháng (0?[1-9]|1[0-2]) năm \d{4}")


def complete(look: Look) -> Iterator[Hit]:
    """E63: the papers of the list that are not there, each with who owes it."""
    if look.is_applying:
        until = look.admission_on
        yield from _lacking(look, DossierKind.ADMISSION, look.considered_on, is_voted=until is not None)
        if look.sheet(_K.BACKGROUND_REMARKS) is None and until is not None:
            yield Hit(variant="missing", papers=(absent(_K.BACKGROUND_REMARKS),), act_on=until)
    if look.recognition_on is not None:
        yield from _lacking(look, DossierKind.RECOGNITION, look.recognition_on, is_voted=True)


def _lacking(look: Look, dossier: DossierKind, on: date, *, is_voted: bool) -> Iterator[Hit]:
    reading = look.rules.on(f"dossier.{dossier.value}_papers", on)
    is_over = look.ceremony_on is not None if dossier is DossierKind.ADMISSION else look.dossier.recognition is not None
    for needed in journey.needed_papers(look.case, dossier, on, look.rules):
        if needed.paper in _ELSEWHERE or not _is_due(needed.phase, is_voted=is_voted, is_over=is_over):
            continue
        if not _has(look, needed):
            params = {"form": needed.form, "dossier": dossier.value}
            paper = absent(SheetKind(needed.paper.value), needed.author)
            yield Hit(variant="missing", papers=(paper,), params=params, law=(reading,), act_on=on)


def _is_due(phase: DossierPhase, *, is_voted: bool, is_over: bool) -> bool:
    if phase is DossierPhase.ABOVE:
        return is_over
    return is_voted or phase is DossierPhase.CELL


def _has(look: Look, needed: NeededPaper) -> bool:
    sheets = look.sheets(SheetKind(needed.paper.value))
    if needed.author and any(sheet.author for sheet in sheets):
        return any(sheet.author == needed.author for sheet in sheets)
    return bool(sheets)


def kept_back(look: Look) -> Iterator[Hit]:
    """E64: the file is not sent up long after the cell's resolution."""
    resolved = look.admission_on
    if resolved is None or look.day(_K.ADMISSION_DECISION) is not None:
        return
    sent = look.day(_K.SUBMISSION_LETTER)
    due = look.rules.within_working_days("local.send_up_days", resolved, resolved)
    if (sent or look.on) > due.result:
        papers = (act("cell_admission_resolution", resolved), act("submission_letter", sent))
        yield Hit(
            variant="late", papers=papers, computed=(due,), params={"deadline": due.result}, act_on=sent or look.on
        )


def decided_late(look: Look) -> Iterator[Hit]:
    """E65: working days from the cell's resolution to the decision, and the extension at most."""
    decision = look.sheet(_K.ADMISSION_DECISION)
    if look.admission_on is None or decision is None or decision.day is None:
        return
    due = admission.decision_deadline(look.admission_on, look.rules)
    for finding in admission.check_decision_time(look.admission_on, decision.day, look.rules):
        papers = (act("cell_admission_resolution", look.admission_on), ref(decision))
        yield adopted(finding, finding.code, *papers, computed=(due,))


def stale_resolution(look: Look) -> Iterator[Hit]:
    """E66: the organisation's own months within which a resolution is sent up."""
    sent = look.sheet(_K.SUBMISSION_LETTER)
    resolved = look.admission_on
    if sent is None or sent.day is None or resolved is None:
        return
    if look.rules.find("local.resolution_age_months", sent.day) is None:
        return
    valid = look.rules.last_valid("local.resolution_age_months", resolved, sent.day)
    if sent.day > valid.result:
        papers = (act("cell_admission_resolution", resolved), ref(sent))
        yield Hit(variant="older", papers=papers, computed=(valid,), params={"valid_until": valid.result})


_DECISION = {
    MeetingKind.BASE_ADMISSION: _K.ADMISSION_DECISION,
    MeetingKind.CELL_ADMISSION: _K.ADMISSION_DECISION,
    MeetingKind.BASE_RECOGNITION: _K.RECOGNITION_DECISION,
    MeetingKind.CELL_RECOGNITION: _K.RECOGNITION_DECISION,
}


def competent(look: Look) -> Iterator[Hit]:
    """E67: the decision by a body with the competence and the procedure of its day."""
    sheets = look.sheets(_K.ADMISSION_DECISION, _K.RECOGNITION_DECISION)
    if not sheets:
        return
    for decision in need(look.dossier.decisions, "decisions"):
        sheet = look.sheet(_DECISION.get(decision.kind, _K.ADMISSION_DECISION))
        if sheet is None or sheet.day is None:
            continue
        reading = look.rules.on("decide.authority", sheet.day)
        wanted = reading.mapping.get(decision.body)
        params = {"body": decision.body, "procedure": decision.procedure, "authority": reading.text}
        if wanted is None:
            yield Hit(variant="body", papers=(ref(sheet),), params=params, law=(reading,))
        elif wanted != decision.procedure:
            yield Hit(variant="procedure", papers=(ref(sheet),), params=params, law=(reading,))


def standing_bodies(look: Look) -> Iterator[Hit]:
    """E68: whoever issues a paper existed on its day."""
    named = [
        sheet for sheet in look.all_sheets if sheet.issuer and sheet.day and sheet.kind is not _K.AWARENESS_CERTIFICATE
    ]
    if not named:
        return
    bodies = need(look.dossier.organisation.bodies, "organisation.bodies")
    for sheet in named:
        known = [body for body in bodies if body.name.casefold() == sheet.issuer.casefold()]
        if known and not any(_exists(body, sheet) for body in known):
            yield _not_standing(sheet, known)


def _not_standing(sheet: Sheet, known: list[BodyRecord]) -> Hit:
    """Say since when the issuer is no more, else from when it is: one known by name with both ends open exists."""
    until = next((body.ends_on for body in known if body.ends_on), None)
    if until is not None:
        return Hit(variant="gone", papers=(ref(sheet),), params={"body": sheet.issuer, "ends_on": until})
    since = min(body.starts_on for body in known if body.starts_on)
    return Hit(variant="not_yet", papers=(ref(sheet),), params={"body": sheet.issuer, "starts_on": since})


def _exists(body: BodyRecord, sheet: Sheet) -> bool:
    day = sheet.day
    return (
        day is not None
        and (body.starts_on is None or body.starts_on <= day)
        and (body.ends_on is None or day < body.ends_on)
    )


def form_of_the_day(look: Look) -> Iterator[Hit]:
    """E69: form and legal basis in force on the day of the paper."""
    for sheet in look.all_sheets:
        for source in dict.fromkeys((sheet.template, *sheet.legal_basis)):
            instrument = look.rules.instruments.get(source)
            if not source or sheet.day is None:
                continue
            params = {"instrument": instrument.number if instrument else source}
            if instrument is None:
                yield Hit(variant="unknown", papers=(ref(sheet),), params=params, grade=FindingGrade.WARN)
            elif instrument.is_superseded(sheet.day):
                params["until"] = str(instrument.superseded_on)
                yield Hit(variant="superseded", papers=(ref(sheet),), params=params)
            elif instrument.in_force_from > sheet.day:
                yield Hit(variant="not_yet", papers=(ref(sheet),), params=params)
        yield from _form_number(look, sheet)


def _form_number(look: Look, sheet: Sheet) -> Iterator[Hit]:
    if not sheet.form_number or sheet.day is None:
        return
    try:
        reading = look.rules.on("dossier.form_numbers", sheet.day)
    except LawGap:
        return
    wanted = reading.mapping.get(sheet.kind.value)
    if wanted and wanted != sheet.form_number:
        params = {"said": sheet.form_number, "known": wanted}
        yield Hit(variant="form", papers=(ref(sheet),), params=params, law=(reading,))


def whole_text(look: Look) -> Iterator[Hit]:
    """E70 (local): the whole paper written out, no template with filled blanks."""
    rule = look.rules.find("local.whole_text", look.considered_on)
    if rule is None or not rule.value:
        return
    for sheet in look.all_sheets:
        if sheet.is_filled_template:
            yield Hit(variant="blanks", papers=(ref(sheet),), law=(rule,))


def bound(look: Look) -> Iterator[Hit]:
    """E71: an index, the order of the index, and as many pages as it says."""
    sent = look.sheet(_K.SUBMISSION_LETTER)
    if sent is None:
        return
    binding = need(look.dossier.binding, "binding")
    if not binding.has_index:
        yield Hit(variant="no_index", papers=(ref(sent),))
    if not binding.in_order:
        yield Hit(variant="order", papers=(ref(sent),))
    if binding.pages_listed is not None and binding.pages_counted is not None:
        params = {"said": binding.pages_listed, "known": binding.pages_counted}
        if binding.pages_listed != binding.pages_counted:
            yield Hit(variant="pages", papers=(ref(sent),), params=params)


def long_dates(look: Look) -> Iterator[Hit]:
    """E72: one long form of the date, which nobody reads two ways."""
    for sheet in look.all_sheets:
        if sheet.dated is not None and not sheet.dated.is_full:
            yield Hit(variant="incomplete", papers=(ref(sheet),), params={"said": str(sheet.dated)})
        elif sheet.date_written and not _LONG.search(sheet.date_written):
            yield Hit(variant="form", papers=(ref(sheet),), params={"said": sheet.date_written})


CHECKS = {
    "E63": complete,
    "E64": kept_back,
    "E65": decided_late,
    "E66": stale_resolution,
    "E67": competent,
    "E68": standing_bodies,
    "E69": form_of_the_day,
    "E70": whole_text,
    "E71": bound,
    "E72": long_dates,
}
