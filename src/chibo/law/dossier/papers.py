"""The papers of a dossier as they lie on the table, and what people saw on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chibo.law.calendar import PartialDate
from chibo.law.dossier.kinds import OpinionSource, Relation, RequestKind, SheetKind, TickKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper. ``None`` and empty text mean that nobody looked; ``replaced`` ones are kept and not judged.

    ``quotes`` are dates and names it repeats (``admitted_on``, ``name`` …), ``second_reading`` the same typed again;
    ``template`` and ``legal_basis`` are ids of instruments; ``counts`` are the numbers a resolution states.
    """

    kind: SheetKind
    dated: PartialDate | None = None
    present: bool = True
    replaced: bool = False
    from_old_file: bool = False
    author: str = ""
    signed: bool = True
    signer_role: str = ""
    issuer: str = ""
    addressed_to: str = ""
    handwritten: bool | None = None
    form_number: str = ""
    template: str = ""
    legal_basis: tuple[str, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
    second_reading: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] | None = None
    merits: bool | None = None
    shortcomings: bool | None = None
    blank_boxes: tuple[str, ...] = ()
    wrong_boxes: tuple[str, ...] = ()
    is_filled_template: bool = False
    date_written: str = ""
    page_count: int | None = None
    received_on: date | None = None
    text: str = ""
    late_reason: str = ""

    @property
    def day(self) -> date | None:
        """The day of the paper where it is known to the day."""
        return self.dated.earliest if self.dated and self.dated.is_full else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Somebody looked at the paper: what, who, when."""

    kind: TickKind
    by: str = ""
    on: date | None = None
    pages: int | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether it says who looked and when."""
        return bool(self.by) and self.on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationItem:
    """One person to verify: asked where, sent, answered; ``relation`` empty is the applicant; exempt with a reason."""

    relation: Relation | None = None
    name: str = ""
    asked_at: str = ""
    kind: RequestKind = RequestKind.DOMESTIC
    sent_on: date | None = None
    answered_on: date | None = None
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """An opinion of a residence's committee or of a mass organisation; ``body`` names the place or organisation."""

    source: OpinionSource
    body: str
    dated: date | None = None
    signer_role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How the file is bound: its index, its order, and pages listed against pages counted."""

    has_index: bool = False
    in_order: bool = True
    pages_listed: int | None = None
    pages_counted: int | None = None
