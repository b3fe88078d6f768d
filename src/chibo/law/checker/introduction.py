"""E. The introducers and the union's resolution (E32 to E35)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law import admission
from chibo.law.admission import IntroductionRoute
from chibo.law.admission.introduction import months_needed
from chibo.law.checker.finding import Hit
from chibo.law.checker.look import absent, act, need, ref
from chibo.law.checker.standards import meeting_ref
from chibo.law.dossier.kinds import SheetKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from chibo.law.checker.look import Look
    from chibo.law.dossier.acts import HelperRecord
    from chibo.law.dossier.papers import Sheet

_K = SheetKind
_UNION = (_K.YOUTH_UNION_RESOLUTION, _K.TRADE_UNION_RESOLUTION)
_UNION_SIGNERS = {"", "union_executive_committee", "union_secretary", "union_chair"}


def _letters(look: Look) -> Iterator[tuple[Sheet, HelperRecord]]:
    """Each letter of a known member, with the member."""
    for sheet in look.letters:
        helper = look.helper(sheet.author)
        if helper is not None:
            yield sheet, helper


def official(look: Look) -> Iterator[Hit]:
    """E32: whoever introduces is an official member on the day of the letter."""
    if look.letters:
        need(look.dossier.helpers, "helpers")
    for sheet, helper in _letters(look):
        if sheet.day is None:
            continue
        if helper.recognised_on is None or helper.recognised_on > sheet.day:
            reading = look.rules.on("introducer.must_be_official", sheet.day)
            papers = (ref(sheet), act("member_recognised", helper.recognised_on, helper.name))
            yield Hit(variant="probationary", papers=papers, law=(reading,), params={"mentor": helper.name})


def together(look: Look) -> Iterator[Hit]:
    """E33: introducer and applicant have been together the months asked for on the day of the letter."""
    if look.letters:
        need(look.dossier.helpers, "helpers")
    for sheet, helper in _letters(look):
        if sheet.day is None:
            continue
        moved = any(move.arrived_on <= sheet.day for move in look.person.transfers)
        reading = months_needed(sheet.day, look.rules, is_replacement=helper.is_replacement or moved)
        since, have = _shared(look, helper, sheet.day)
        if have < reading.number:
            papers = (ref(sheet), act("together_since", since, helper.name))
            params = {"mentor": helper.name, "have": have, "months": reading.number}
            yield Hit(variant="too_short", papers=papers, params=params, law=(reading,), act_on=sheet.day)


def _shared(look: Look, helper: HelperRecord, on: date) -> tuple[date | None, int]:
    """The longest time both spent in one unit up to a day: since when, and its whole months."""
    if helper.together_since is not None:
        return helper.together_since, look.rules.full_months(helper.together_since, on)
    mine, theirs = need(look.person.units, "person.units"), need(helper.units, "helpers.units")
    best: tuple[date | None, int] = (None, 0)
    for one in mine:
        for other in theirs:
            since = max(one.starts_on, other.starts_on)
            until = min(one.ends_on or on, other.ends_on or on, on)
            months = look.rules.full_months(since, until) if since < until and one.unit == other.unit else 0
            best = max(best, (since, months), key=lambda spell: spell[1])
    return best


def enough(look: Look) -> Iterator[Hit]:
    """E34: two members introduce; one is enough only with the union's resolution, where that road is open."""
    if look.admission_on is None and not look.letters:
        return
    day = max((sheet.day for sheet in look.letters if sheet.day), default=look.considered_on)
    route, union = admission.introduction_route(look.case), look.sheet(*_UNION)
    if route is IntroductionRoute.TRADE_UNION and union is None:
        route = IntroductionRoute.TWO_MEMBERS
    is_past = not look.person.is_youth_union_member
    wanted, reading = admission.introducers_needed(route, day, look.rules, past_youth_age=is_past)
    have = len({sheet.author for sheet in look.letters})
    params = {"have": have, "needed": wanted}
    papers = (*(ref(sheet) for sheet in look.letters[:1]), meeting_ref(look))
    if have < wanted:
        missing = (absent(_K.MEMBER_INTRODUCTION),) if not look.letters else papers
        yield Hit(variant="too_few", papers=missing, params=params, law=(reading,), act_on=day)
    if route is IntroductionRoute.YOUTH_UNION and look.sheet(_K.YOUTH_UNION_RESOLUTION) is None:
        papers = (absent(_K.YOUTH_UNION_RESOLUTION),)
        yield Hit(variant="no_union_resolution", papers=papers, params=params, law=(reading,), act_on=day)


def union_papers(look: Look) -> Iterator[Hit]:
    """E35: the union's resolution comes with its branch's proposal and is signed at its level."""
    for sheet in look.sheets(*_UNION):
        if sheet.kind is _K.YOUTH_UNION_RESOLUTION and look.sheet(_K.UNION_CELL_PROPOSAL) is None:
            yield Hit(variant="no_proposal", papers=(ref(sheet), absent(_K.UNION_CELL_PROPOSAL)), act_on=sheet.day)
        if sheet.signer_role not in _UNION_SIGNERS:
            yield Hit(variant="wrong_signer", papers=(ref(sheet),), params={"role": sheet.signer_role})


CHECKS = {"E32": official, "E33": together, "E34": enough, "E35": union_papers}
