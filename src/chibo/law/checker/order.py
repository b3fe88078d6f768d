"""The order of papers as one graph: every broken arrow, and what loses its basis through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chibo.law.checker.finding import Hit
from chibo.law.checker.graph import Arrow, Broken, graph
from chibo.law.checker.look import act, opinion_ref, ref, reply
from chibo.law.dossier.kinds import MeetingKind, SheetKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from chibo.law.checker.finding import CheckFinding, PaperRef
    from chibo.law.checker.look import Look

_MEETINGS = {kind: f"{kind.value}_meeting" for kind in MeetingKind if kind is not MeetingKind.CONSULTATION}


def nodes(look: Look) -> dict[str, list[PaperRef]]:
    """Every dated paper and act of a dossier by its name in the graph."""
    placed: dict[str, list[PaperRef]] = {}
    for placed_ref in _all(look):
        if placed_ref.dated or placed_ref.partial:
            placed.setdefault(placed_ref.kind, []).append(placed_ref)
    return placed


def _all(look: Look) -> Iterator[PaperRef]:
    yield from (ref(sheet) for sheet in look.all_sheets)
    for item in look.dossier.verification or ():
        yield act("verification_request", item.sent_on, item.name)
        yield reply(item)
    yield from (opinion_ref(opinion) for opinion in look.dossier.opinions or ())
    for kind, name in _MEETINGS.items():
        yield act(name, look.met_on(kind))
    seal = look.tick("edge_seal")
    yield act("edge_seal", seal.on if seal else None)
    application = look.sheet(SheetKind.APPLICATION)
    yield act("application_receipt", application.received_on if application else None)
    if look.dossier.ceremony:
        yield act("decision_receipt", look.dossier.ceremony.decision_received_on)
        yield act("ceremony", look.ceremony_on)


def lay_out(look: Look) -> None:
    """Place every paper in the graph and keep with the dossier what stands on the wrong side."""
    look.placed = nodes(look)
    look.broken = broken(look.placed)


def broken(placed: Mapping[str, list[PaperRef]]) -> tuple[Broken, ...]:
    """Every broken arrow; papers that are not there are passed through to the next one that is."""
    return tuple(found for name in placed for found in _from(name, placed))


def _from(name: str, placed: Mapping[str, list[PaperRef]]) -> Iterator[Broken]:
    seen: set[str] = set()
    for arrow, through in _reached(name, placed):
        if arrow.after in seen:
            continue
        seen.add(arrow.after)
        first = min(placed[arrow.after], key=_last)
        for before in placed[name]:
            if _first(before) > _last(first):
                yield Broken(arrow=arrow, before=before, after=first, through=through)


def _reached(name: str, placed: Mapping[str, list[PaperRef]]) -> Iterator[tuple[Arrow, tuple[str, ...]]]:
    """The arrows to the nearest papers that are there, with those passed through; direct ones come first."""
    ahead = [(arrow, ()) for arrow in graph().arrows.get(name, ())]
    waiting: list[tuple[Arrow, tuple[str, ...]]] = list(ahead)
    while waiting:
        arrow, through = waiting.pop(0)
        if arrow.after in placed:
            yield arrow, through
        else:
            waiting += [(further, (*through, arrow.after)) for further in graph().arrows.get(arrow.after, ())]


def _first(paper: PaperRef) -> date:
    return paper.dated or paper.partial.earliest  # type: ignore[union-attr]  # nodes have one of the two


def _last(paper: PaperRef) -> date:
    return paper.dated or paper.partial.latest  # type: ignore[union-attr]  # as above


def general(look: Look) -> Iterator[Hit]:
    """The broken arrows of which no check speaks by itself."""
    for fault in look.broken:
        if not fault.arrow.code:
            yield Hit(
                variant="arrow",
                papers=(fault.before, fault.after),
                params={"through": fault.through},
                grade=fault.arrow.grade,
            )


def of_code(look: Look, code: str) -> Iterator[Broken]:
    """The broken arrows of which one check speaks."""
    return (fault for fault in look.broken if fault.arrow.code == code)


def lost_basis(look: Look, found: Iterable[CheckFinding]) -> Iterator[tuple[str, Hit]]:
    """For each fault that takes the ground from later acts: its code, and what to say of those acts.

    ``params`` hold the fault's own values and its variant, so that the sentence can say why.
    """
    told: set[str] = set()
    for fault in found:
        acts = _leaning(fault, look.placed)
        if acts and fault.code not in told and not fault.consequence_of:
            told.add(fault.code)
            causes = fault.papers[:2]
            params = {**fault.params, "cause": fault.variant, "cause_papers": len(causes)}
            yield fault.code, Hit(variant="basis", papers=(*causes, *acts), params=params)


def _leaning(fault: CheckFinding, placed: Mapping[str, list[PaperRef]]) -> tuple[PaperRef, ...]:
    """The first act after a fault that rests on what was wrong, and those that rest on that act, if they were done."""
    since = min((paper.dated for paper in fault.papers if paper.dated), default=None)
    acts = [name for name, codes in graph().basis if fault.code in codes and name in placed]
    later = [name for name in acts if since is None or _last(placed[name][-1]) >= since]
    if not later:
        return ()
    first = min(later, key=lambda name: _last(placed[name][-1]))
    further = graph().rests.get(first, "")
    return tuple(placed[name][-1] for name in (first, further) if name in placed)
