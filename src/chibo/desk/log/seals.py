"""Reads about sealing: the kept seals, how it is set, and what a look at the log found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chibo.base import witness
from chibo.base.models import AuditEntry, LogSeal
from chibo.base.refusal import NotAllowedError, NotYoursError
from chibo.base.words import log as words
from chibo.desk.log.queries import may_see_machine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chibo.base.access import Actor
    from chibo.base.witness import Report

_SHOWN: Final = 40
LONG: Final = 5_000  # lines


def ensure(actor: Actor) -> None:
    """Raise ``NotAllowedError`` for who may not read the log of the whole machine."""
    if not may_see_machine(actor):
        raise NotAllowedError("xem niêm phong nhật ký của máy này")


def newest_seals(actor: Actor) -> list[tuple[LogSeal, str]]:
    """The last seals with their short codes, the latest first."""
    ensure(actor)
    return [(made, witness.short(made.digest)) for made in LogSeal.objects.order_by("-number")[:_SHOWN]]


def seal_for(actor: Actor, number: int) -> LogSeal:
    """The seal of an address; raises ``NotAllowedError``, ``NotYoursError``."""
    ensure(actor)
    found = LogSeal.objects.filter(number=number).first()
    if found is None:
        raise NotYoursError(str(number))
    return found


def rule_now() -> dict[str, Any]:
    """How sealing is set, for its form."""
    said = witness.rule()
    return {"is_on": bool(said and said.is_on), "witness": said.witness if said else ""}


def how_many(actor: Actor) -> int:
    """How many lines the log of this machine has, for who may know."""
    return AuditEntry.objects.count() if may_see_machine(actor) else 0


def is_long() -> bool:
    """Whether looking at the log of this machine takes longer than a page may."""
    return AuditEntry.objects.count() > LONG


def report_said(report: Report, names: Mapping[str, str]) -> dict[str, Any]:
    """Say what a look at the log found."""
    return {
        "report": report,
        "broken": words.first_breaks(report, names),
        "gaps": [words.gap_said(gap) for gap in report.gaps],
        "looked_at": words.looked_at(report),
        "what_next": words.WHAT_NEXT,
    }
