"""C. The application (form 1-KNĐ): E21 to E24, and E36, E42, E49, the other local windows of twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.checker.finding import Hit
from chibo.law.checker.look import act, need, opinion_ref, ref, reply
from chibo.law.checker.standards import meeting_ref
from chibo.law.dossier.kinds import SheetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chibo.law.checker.finding import PaperRef
    from chibo.law.checker.look import Look

_K = SheetKind
_ANY = "local.paper_validity_months"


def signed(look: Look) -> Iterator[Hit]:
    """E21: an application without signature or date is none."""
    for sheet in look.sheets(_K.APPLICATION):
        if sheet.dated is None:
            yield Hit(variant="undated", papers=(ref(sheet),), act_on=sheet.received_on)
        if not sheet.signed:
            yield Hit(variant="unsigned", papers=(ref(sheet),))


def one_date(look: Look) -> Iterator[Hit]:
    """E22: the day of the application is the same wherever it is repeated."""
    application = look.sheet(_K.APPLICATION)
    if application is None or application.day is None:
        return
    for sheet in look.all_sheets:
        said = sheet.quotes.get("application_on", "")
        if said and said != str(application.day):
            papers = (ref(sheet), ref(application))
            yield Hit(variant="differs", papers=papers, params={"said": said, "known": str(application.day)})


def receipts(look: Look) -> Iterator[Hit]:
    """E23: a lost application replaced by a newer one is linked to the first entry of the register of receipts."""
    application = look.sheet(_K.APPLICATION)
    if application is None or application.day is None:
        return
    entries = [
        entry for entry in need(look.dossier.context.receipts, "context.receipts") if entry.kind is _K.APPLICATION
    ]
    first = min(entries, key=lambda entry: entry.received_on, default=None)
    if first is None:
        yield Hit(variant="not_entered", papers=(ref(application),))
    elif first.received_on < application.day and not any(entry.replaces_on == first.received_on for entry in entries):
        yield Hit(variant="newer", papers=(ref(application), act("application_receipt", first.received_on)))


def _older(look: Look, key: str, papers: Iterable[PaperRef]) -> Iterator[Hit]:
    """Papers beyond the organisation's own months on the day the cell considers: those of the paper, else of all."""
    on = look.considered_on
    window = next((name for name in (key, _ANY) if look.rules.find(name, on) is not None), None)
    if window is None or not look.is_applying:
        return
    for paper in papers:
        if paper.dated is None:
            continue
        valid = look.rules.last_valid(window, paper.dated, on)
        if on > valid.result:
            params = {"valid_until": valid.result, "months": valid.amount}
            yield Hit(variant="older", papers=(paper, meeting_ref(look)), params=params, computed=(valid,), act_on=on)


def application_old(look: Look) -> Iterator[Hit]:
    """E24 (local): the application within its months."""
    yield from _older(look, "local.application_months", [ref(sheet) for sheet in look.sheets(_K.APPLICATION)])


def letter_old(look: Look) -> Iterator[Hit]:
    """E36 (local): the introduction letter within its months."""
    yield from _older(look, "local.introduction_months", [ref(sheet) for sheet in look.letters])


def verification_old(look: Look) -> Iterator[Hit]:
    """E42 (local): the last reply to the verification within its months."""
    last = max(look.replies, key=lambda item: str(item.answered_on), default=None)
    yield from _older(look, "local.verification_months", [reply(last)] if last else [])


def opinions_old(look: Look) -> Iterator[Hit]:
    """E49 (local): the opinions within their months."""
    opinions = [opinion_ref(opinion) for opinion in look.dossier.opinions or ()]
    yield from _older(look, "local.opinion_months", opinions)


CHECKS = {
    "E21": signed,
    "E22": one_date,
    "E23": receipts,
    "E24": application_old,
    "E36": letter_old,
    "E42": verification_old,
    "E49": opinions_old,
}
