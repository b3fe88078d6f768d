"""What only human eyes see (E05, E10, E20, E40, E44, E46, E73, E74): each stands until somebody looked and said so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chibo.law.checker.finding import Hit
from chibo.law.checker.look import act, ref
from chibo.law.dossier.kinds import OpinionSource, SheetKind, TickKind
from chibo.law.vocabulary import FindingGrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chibo.law.checker.look import Look
    from chibo.law.dossier.papers import Sheet

_K = SheetKind
_OWN_PARTS = (_K.APPLICATION, _K.BACKGROUND_STATEMENT, _K.SELF_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """A tick: its kind, the paper to look at, the local rule that asks for it, whether it counts pages."""

    kind: TickKind
    paper: SheetKind
    local: str = ""
    counts_pages: bool = False


def _looked(look: Look, eyes: Eyes) -> Iterator[Hit]:
    sheet = look.sheet(eyes.paper)
    if sheet is None:
        return
    rule = look.rules.find(eyes.local, sheet.day or look.on) if eyes.local else None
    if eyes.local and not (rule and rule.value):
        return
    tick = look.tick(eyes.kind)
    law = (rule,) if rule else ()
    if tick is None:
        yield Hit(variant="not_looked", papers=(ref(sheet),), law=law)
    elif eyes.counts_pages and tick.pages is None:
        yield Hit(variant="pages", papers=(ref(sheet),), law=law)
    elif eyes.counts_pages and sheet.page_count is not None and tick.pages != sheet.page_count:
        params = {"have": tick.pages, "needed": sheet.page_count}
        yield Hit(variant="pages_differ", papers=(ref(sheet),), law=law, params=params)


def handwritten(look: Look) -> Iterator[Hit]:
    """E20: the application by the applicant's own hand; a tick, and a stop where somebody saw that it is not.

    Where the office lets applications be typed (a rule of its own, with its ground) there is nothing to look at.
    """
    sheet = look.sheet(_K.APPLICATION)
    typed = look.rules.find("local.typed_papers", (sheet.day if sheet is not None else None) or look.considered_on)
    if typed is not None and typed.value:
        return
    if sheet is not None and sheet.handwritten is False:
        yield Hit(variant="not_handwritten", papers=(ref(sheet),), grade=FindingGrade.STOP)
        return
    yield from _looked(look, Eyes(kind=TickKind.APPLICATION_HANDWRITTEN, paper=_K.APPLICATION))


def concluded(look: Look) -> Iterator[Hit]:
    """E40: the conclusion bears the secretary's signature and the seal."""
    sheet = look.sheet(_K.BACKGROUND_CHECK)
    if sheet is not None and sheet.signer_role not in {"", "secretary", "deputy_secretary"}:
        params = {"role": sheet.signer_role}
        yield Hit(variant="wrong_signer", papers=(ref(sheet),), params=params, grade=FindingGrade.STOP)
    yield from _looked(look, Eyes(kind=TickKind.CONCLUSION_SEALED, paper=_K.BACKGROUND_CHECK))


def residence_certified(look: Look) -> Iterator[Hit]:
    """E46 (local): the signature under a residence's opinion is certified by that Party committee."""
    given = [one for one in look.dossier.opinions or () if one.source is OpinionSource.RESIDENCE]
    rule = look.rules.find("local.residence_signature_certified", look.considered_on)
    if not given or rule is None or not rule.value or look.tick(TickKind.RESIDENCE_CERTIFIED):
        return
    papers = tuple(act("residence_opinion", opinion.dated, opinion.body) for opinion in given[:2])
    yield Hit(variant="not_looked", papers=papers, law=(rule,))


def own_hand(look: Look) -> Iterator[Hit]:
    """E74: the applicant's part is the applicant's; a stop where the record names another writer."""
    others = [sheet for sheet in look.sheets(*_OWN_PARTS) if _is_other(sheet, look.person.name)]
    for sheet in others:
        yield Hit(variant="other_writer", papers=(ref(sheet),), grade=FindingGrade.STOP)
    if not others:
        yield from _looked(look, Eyes(kind=TickKind.OWN_HAND, paper=_K.BACKGROUND_STATEMENT))


def _is_other(sheet: Sheet, name: str) -> bool:
    return bool(sheet.author and name) and sheet.author.casefold() != name.casefold()


_PLAIN = {
    "E05": Eyes(kind=TickKind.BACKGROUND_CLEAN, paper=_K.BACKGROUND_STATEMENT),
    "E10": Eyes(kind=TickKind.EDGE_SEAL, paper=_K.BACKGROUND_STATEMENT, counts_pages=True),
    "E44": Eyes(kind=TickKind.CARRIED_SEALED, paper=_K.BACKGROUND_STATEMENT, local="local.carried_sealed"),
    "E73": Eyes(kind=TickKind.SAME_INK_ORIGINAL, paper=_K.BACKGROUND_STATEMENT),
}
CHECKS: dict[str, Callable[[Look], Iterator[Hit]]] = {
    **{code: partial(_looked, eyes=eyes) for code, eyes in _PLAIN.items()},
    "E20": handwritten,
    "E40": concluded,
    "E46": residence_certified,
    "E74": own_hand,
}
