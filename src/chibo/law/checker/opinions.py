"""G. Opinions of residence and organisations, their summary, the consultation (E45, E47, E48, E50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, opinion_ref
from chibo.law.checker.order import of_code
from chibo.law.checker.standards import meeting_ref
from chibo.law.dossier.kinds import MeetingKind, OpinionSource, SheetKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look

_K = SheetKind
_RESIDENCE_SIGNERS = {"", "secretary", "deputy_secretary", "committee"}
_UNION_SIGNERS = {"", "union_executive_committee", "union_secretary", "union_chair", "chair", "deputy_chair"}


def _covers(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    return (starts_on is None or starts_on <= day) and (ends_on is None or day < ends_on)


def residences(look: Look) -> Iterator[Hit]:
    """E45: one opinion of the Party committee of every registered residence."""
    if not look.is_applying:
        return
    opinions = need(look.dossier.opinions, "opinions")
    on = look.considered_on
    given = {one.body.casefold() for one in opinions if one.source is OpinionSource.RESIDENCE}
    places = {
        one.place
        for one in need(look.person.residences, "person.residences")
        if _covers(one.starts_on, one.ends_on, on)
    }
    for place in sorted(places):
        if place.casefold() not in given:
            papers = (act("residence_opinion", None, place), meeting_ref(look))
            yield Hit(variant="missing", papers=papers, params={"place": place}, act_on=on)


def organisations(look: Look) -> Iterator[Hit]:
    """E47: every mass organisation the person belongs to gives its opinion, by somebody entitled to sign."""
    if not look.is_applying:
        return
    opinions, on = need(look.dossier.opinions, "opinions"), look.considered_on
    given = {one.body.casefold() for one in opinions if one.source is OpinionSource.ORGANISATION}
    for union in look.person.unions or ():
        if _covers(union.starts_on, union.ends_on, on) and union.name.casefold() not in given:
            papers = (act("organisation_opinion", None, union.name), meeting_ref(look))
            yield Hit(variant="missing", papers=papers, params={"body": union.name}, act_on=on)
    for opinion in opinions:
        allowed = _RESIDENCE_SIGNERS if opinion.source is OpinionSource.RESIDENCE else _UNION_SIGNERS
        if opinion.signer_role not in allowed:
            params = {"role": opinion.signer_role}
            yield Hit(variant="wrong_signer", papers=(opinion_ref(opinion),), params=params)


def summary(look: Look) -> Iterator[Hit]:
    """E48: the summary is there and not older than the last opinion that it sums up."""
    if look.sheet(_K.OPINIONS_SYNTHESIS) is None and look.admission_on is not None:
        papers = (absent(_K.OPINIONS_SYNTHESIS), meeting_ref(look))
        yield Hit(variant="missing", papers=papers, act_on=look.admission_on)
    for fault in of_code(look, "E48"):
        yield Hit(variant="before_opinion", papers=(fault.after, fault.before), act_on=fault.after.dated)


def consultation(look: Look) -> Iterator[Hit]:
    """E50: enough people consulted, all spoke, and the applicant was not in the room."""
    meeting = look.meeting(MeetingKind.CONSULTATION)
    if meeting is None:
        return
    papers = (act("consultation_meeting", meeting.held_on),)
    if meeting.called and meeting.attended is not None and meeting.attended * 2 < meeting.called:
        yield Hit(variant="too_few", papers=papers, params={"have": meeting.attended, "needed": meeting.called})
    if meeting.all_spoke is False:
        yield Hit(variant="silent", papers=papers)
    if meeting.applicant_absent is False:
        yield Hit(variant="applicant", papers=papers)


CHECKS = {"E45": residences, "E47": organisations, "E48": summary, "E50": consultation}
