"""One dossier laid out for the checks: papers by kind, meetings, days, the case derived from it. Made once a check."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from chibo.law.checker.case import as_case
from chibo.law.checker.finding import PaperRef
from chibo.law.dossier.kinds import MeetingKind, SheetKind
from chibo.law.timeline import Overlay

if TYPE_CHECKING:
    from datetime import date

    from chibo.law.checker.graph import Broken
    from chibo.law.dossier.acts import HelperRecord, MeetingRecord
    from chibo.law.dossier.papers import Opinion, Sheet, Tick, VerificationItem
    from chibo.law.dossier.whole import DossierFacts
    from chibo.law.facts import CaseFacts
    from chibo.law.timeline import Rulebook

Given = TypeVar("Given")


class NotGiven(LookupError):
    """A check needs a block of facts that the dossier does not hold."""

    def __init__(self, block: str) -> None:
        """Remember which block."""
        super().__init__(block)
        self.block = block


def need(value: Given | None, block: str) -> Given:
    """Give a block of facts; ``NotGiven`` when nobody entered it."""
    if value is None or value == "":
        raise NotGiven(block)
    return value


def ref(sheet: Sheet) -> PaperRef:
    """A paper as findings name it."""
    return PaperRef(
        kind=sheet.kind.value, dated=sheet.day, author=sheet.author, is_old=sheet.from_old_file, partial=sheet.dated
    )


def absent(kind: SheetKind, author: str = "") -> PaperRef:
    """A paper that is not there."""
    return PaperRef(kind=kind.value, author=author)


def act(kind: str, on: date | None, author: str = "") -> PaperRef:
    """An act as findings name it."""
    return PaperRef(kind=kind, dated=on, author=author)


def reply(item: VerificationItem) -> PaperRef:
    """A reply to a request for verification."""
    return act("verification_reply", item.answered_on, item.name or item.asked_at)


def opinion_ref(opinion: Opinion) -> PaperRef:
    """An opinion, by the body that gives it."""
    return act(f"{opinion.source.value}_opinion", opinion.dated, opinion.body)


class Look:
    """A dossier on a day under a rulebook, with the local rules of its context laid over."""

    def __init__(self, dossier: DossierFacts, on: date, rules: Rulebook) -> None:
        """Sort the papers by kind."""
        self.dossier = dossier
        self.person = dossier.person
        self.on = on
        self.rules = with_context(dossier, rules)
        self.broken: tuple[Broken, ...] = ()
        self.placed: dict[str, list[PaperRef]] = {}
        self._latest: dict[tuple[SheetKind, ...], Sheet | None] = {}
        self._sheets: dict[SheetKind, list[Sheet]] = {}
        for sheet in dossier.papers:
            if sheet.present and not sheet.replaced:
                self._sheets.setdefault(sheet.kind, []).append(sheet)

    # ------------------------------------------------------------------ papers

    def sheets(self, *kinds: SheetKind) -> tuple[Sheet, ...]:
        """The papers of some kinds that are there and not replaced."""
        return tuple(sheet for kind in kinds for sheet in self._sheets.get(kind, ()))

    @cached_property
    def all_sheets(self) -> tuple[Sheet, ...]:
        """Every paper that is there and not replaced."""
        return tuple(sheet for sheets in self._sheets.values() for sheet in sheets)

    def sheet(self, *kinds: SheetKind) -> Sheet | None:
        """The latest paper of some kinds, or nothing."""
        if kinds not in self._latest:
            found = self.sheets(*kinds)
            by_day = max(found, key=_by_day) if len(found) > 1 else next(iter(found), None)
            self._latest[kinds] = by_day
        return self._latest[kinds]

    def day(self, *kinds: SheetKind) -> date | None:
        """The day of the latest paper of some kinds."""
        sheet = self.sheet(*kinds)
        return sheet.day if sheet else None

    def tick(self, kind: str) -> Tick | None:
        """A tick of a kind that says who looked and when."""
        return next((tick for tick in self.dossier.ticks if tick.kind == kind and tick.is_recorded), None)

    # ------------------------------------------------------------------ acts

    def meeting(self, kind: MeetingKind) -> MeetingRecord | None:
        """The latest meeting of a kind whose day is known."""
        held = [meeting for meeting in self.dossier.meetings if meeting.kind is kind and meeting.held_on]
        return max(held, key=lambda meeting: str(meeting.held_on), default=None)

    def met_on(self, kind: MeetingKind) -> date | None:
        """The day of a meeting: recorded, else that of its resolution."""
        meeting = self.meeting(kind)
        return meeting.held_on if meeting else self.day(RESOLUTION_OF[kind])

    @cached_property
    def admission_on(self) -> date | None:
        """The day the cell considered admission."""
        return self.met_on(MeetingKind.CELL_ADMISSION)

    @cached_property
    def recognition_on(self) -> date | None:
        """The day the cell considered recognition."""
        return self.met_on(MeetingKind.CELL_RECOGNITION)

    @cached_property
    def considered_on(self) -> date:
        """The day by which admission is judged: the cell's meeting, else the day of the check."""
        return self.admission_on or self.on

    @cached_property
    def ceremony_on(self) -> date | None:
        """The day of joining."""
        return self.dossier.ceremony.held_on if self.dossier.ceremony else None

    @cached_property
    def is_applying(self) -> bool:
        """Whether a dossier of admission was begun."""
        return self.admission_on is not None or bool(self.sheets(SheetKind.APPLICATION, SheetKind.BACKGROUND_STATEMENT))

    @cached_property
    def letters(self) -> tuple[Sheet, ...]:
        """The introduction letters."""
        return self.sheets(SheetKind.MEMBER_INTRODUCTION)

    def helper(self, name: str) -> HelperRecord | None:
        """A helper or introducer by the name on a paper."""
        return next((helper for helper in self.dossier.helpers or () if helper.name == name), None)

    @cached_property
    def replies(self) -> tuple[VerificationItem, ...]:
        """The requests for verification that were answered."""
        return tuple(item for item in self.dossier.verification or () if item.answered_on)

    @cached_property
    def case(self) -> CaseFacts:
        """The case as the clocks and gates know it."""
        return as_case(self.dossier)


def _by_day(sheet: Sheet) -> tuple[bool, str]:
    """Papers with a full date after the others, the latest last."""
    return sheet.day is not None, str(sheet.dated)


RESOLUTION_OF = {
    MeetingKind.CONSULTATION: SheetKind.OPINIONS_SYNTHESIS,
    MeetingKind.CELL_ADMISSION: SheetKind.CELL_ADMISSION_RESOLUTION,
    MeetingKind.BASE_ADMISSION: SheetKind.BASE_ADMISSION_RESOLUTION,
    MeetingKind.CELL_RECOGNITION: SheetKind.CELL_RECOGNITION_RESOLUTION,
    MeetingKind.BASE_RECOGNITION: SheetKind.BASE_RECOGNITION_RESOLUTION,
    MeetingKind.CELL_REMOVAL: SheetKind.CELL_REMOVAL_RESOLUTION,
    MeetingKind.BASE_REMOVAL: SheetKind.BASE_REMOVAL_RESOLUTION,
}


def with_context(dossier: DossierFacts, rules: Rulebook) -> Rulebook:
    """Lay the context's own rules and readings over the book; ``NotDelegable`` or ``UnknownPolicy`` as there."""
    context = dossier.context
    if not context.local_rules and not context.policies:
        return rules
    overlays = [
        Overlay(key=rule.key, value=rule.value, starts_on=rule.starts_on, citation=rule.citation, ends_on=rule.ends_on)
        for rule in context.local_rules
    ]
    return rules.with_local(overlays=overlays, policies=context.policies)
