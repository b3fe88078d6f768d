"""B. Standards and conditions: age, schooling, the class, re-admission, the right organisation (E13 to E19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission
from chibo.law.admission import AgeFit, Leaving, Schooling
from chibo.law.checker.adopt import adopted
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.checker.order import of_code
from chibo.law.dossier.kinds import SheetKind
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.finding import PaperRef
    from chibo.law.checker.look import Look

_K = SheetKind


def meeting_ref(look: Look) -> PaperRef:
    """The cell's meeting on admission, or the day of the check while there was none."""
    return act("cell_admission_meeting", look.admission_on)


def age(look: Look) -> Iterator[Hit]:
    """E13: from 18 to 60 by month on the day the cell meets; above it the consent from before the decision."""
    if not look.is_applying:
        return
    on, birth = look.considered_on, look.person.birth
    is_over = birth is not None and admission.age_fit(birth, on, look.rules) is AgeFit.OVER
    consent = look.sheet(_K.OVER_AGE_CONSENT)
    papers = (meeting_ref(look), *((ref(consent),) if is_over and consent else ()))
    if not (is_over and consent):
        for finding in admission.check_age(birth, on, look.rules):
            yield adopted(finding, finding.code, *papers, act_on=on)
    yield from _consent_late(look, "E13") if is_over else ()


def _consent_late(look: Look, code: str) -> Iterator[Hit]:
    for fault in of_code(look, code):
        yield Hit(variant="consent_late", papers=(fault.before, fault.after), act_on=fault.after.dated)


def schooling(look: Look) -> Iterator[Hit]:
    """E14: schooling as the regime of the meeting's day asks, or the exception with its paper."""
    if not look.is_applying:
        return
    said, on = need(look.person.schooling, "person.schooling"), look.considered_on
    if said not in set(Schooling) or not admission.check_schooling(said, on, look.rules):
        return
    exception, paper = look.person.schooling_exception, look.sheet(_K.SCHOOLING_EXCEPTION)
    is_allowed = admission.schooling_ok(
        Schooling(said),
        on,
        look.rules,
        hard_area=exception == "hard_area",
        elder=exception == "elder",
        has_consent=paper is not None,
    )
    if is_allowed and paper is not None:
        return
    reading = look.rules.on("education.min", on)
    variant = "no_paper" if is_allowed or (exception and paper is None) else "too_low"
    papers = (meeting_ref(look), absent(_K.SCHOOLING_EXCEPTION))
    yield Hit(variant=variant, papers=papers, law=(reading,), params={"least": reading.text}, act_on=on)


def certificate_there(look: Look) -> Iterator[Hit]:
    """E15: the certificate of the awareness class is there before the cell considers."""
    if not look.is_applying:
        return
    sheet = look.sheet(_K.AWARENESS_CERTIFICATE)
    if sheet is None:
        papers = (absent(_K.AWARENESS_CERTIFICATE), meeting_ref(look))
        yield Hit(variant="missing", papers=papers, act_on=look.considered_on)
    for fault in of_code(look, "E15"):
        yield Hit(variant="after_meeting", papers=(fault.before, fault.after))


def certificate_valid(look: Look) -> Iterator[Hit]:
    """E16: the certificate still serves on the day the cell considers; a warning while the cell has not met."""
    day = look.day(_K.AWARENESS_CERTIFICATE)
    if day is None or not look.is_applying:
        return
    sheet = look.sheet(_K.AWARENESS_CERTIFICATE)
    valid = admission.awareness_certificate(day, look.considered_on, look.rules)
    for finding in admission.check_certificate(day, look.considered_on, look.rules):
        papers = (*((ref(sheet),) if sheet else ()), meeting_ref(look))
        yield adopted(finding, "expired", *papers, act_on=look.considered_on, computed=(valid,))
    if look.admission_on is None and valid.result >= look.on > look.rules.add_months(valid.result, -_SOON):
        papers = (ref(sheet),) if sheet else ()
        params = {"valid_until": valid.result}
        yield Hit(variant="soon", papers=papers, params=params, computed=(valid,), grade=FindingGrade.WARN)


_SOON = 6  # months before the end of validity, from the list of errors


def issuer(look: Look) -> Iterator[Hit]:
    """E17: the certificate comes from a body on the administered list, in its time."""
    sheet = look.sheet(_K.AWARENESS_CERTIFICATE)
    if sheet is None:
        return
    listed = need(look.dossier.context.issuers, "context.issuers")
    said, day = need(sheet.issuer, "papers.issuer"), sheet.day or look.on
    entitled = [one for one in listed if one.name.casefold() == said.casefold()]
    if not entitled:
        yield Hit(variant="not_listed", papers=(ref(sheet),), params={"issuer": said})
    elif not any(_stands(one.starts_on, one.ends_on, day) for one in entitled):
        yield Hit(variant="not_then", papers=(ref(sheet),), params={"issuer": said})


def _stands(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    return (starts_on is None or starts_on <= day) and (ends_on is None or day < ends_on)


def readmission(look: Look) -> Iterator[Hit]:
    """E18: the wait since leaving, once only, the barred grounds, and the province's consent before the decision."""
    former, on = look.person.former, look.considered_on
    if former is None:
        return
    is_minor = former.reason == Leaving.MINOR_CRIME.value
    since = former.record_cleared_on if is_minor else former.left_on
    is_excused = former.reason == Leaving.ASKED_TO_LEAVE.value and former.is_exceptional_hardship
    reason = Leaving.ORDINARY.value if is_excused else former.reason
    months = look.rules.full_months(since, on) if since else 0
    wait = admission.readmission_wait(reason, months, on, look.rules, times_before=former.readmitted_before)
    papers = (act("left_party", since), meeting_ref(look))
    if since is None:
        yield Hit(variant="unknown", papers=papers, act_on=on)
    elif not wait.is_over:
        variant = "too_soon" if wait.months else wait.reason
        yield Hit(variant=variant, papers=papers, params={"have": months, "needed": wait.months or 0}, act_on=on)
    if look.sheet(_K.READMISSION_CONSENT) is None:
        rule = look.rules.on("readmission.consent", on)
        yield Hit(variant="no_consent", papers=(absent(_K.READMISSION_CONSENT),), law=(rule,), act_on=on)
    yield from _consent_late(look, "E18")


def right_organisation(look: Look) -> Iterator[Hit]:
    """E19: the application goes to this organisation, after the person joined the unit or residence."""
    for sheet in look.sheets(_K.APPLICATION):
        name, joined = look.dossier.organisation.name, look.person.joined_unit_on
        if sheet.addressed_to and name and sheet.addressed_to.casefold() != name.casefold():
            yield Hit(variant="addressed", papers=(ref(sheet),), params={"said": sheet.addressed_to, "known": name})
        if joined and sheet.day and sheet.day < joined:
            yield Hit(variant="before_joining", papers=(ref(sheet), act("joined_unit", joined)))


CHECKS = {
    "E13": age,
    "E14": schooling,
    "E15": certificate_there,
    "E16": certificate_valid,
    "E17": issuer,
    "E18": readmission,
    "E19": right_organisation,
}
