"""One whole dossier as frozen facts, from the first list to the records after recognition."""

from dataclasses import dataclass, field
from datetime import date

from chibo.law.dossier.acts import (
    CardRecord,
    CeremonyRecord,
    CorrectionRecord,
    DecisionRecord,
    HelperRecord,
    MeetingRecord,
    OrganisationRecord,
    RecognitionRecord,
    RecordsAfterwards,
    Remark,
    RemovalRecord,
    StepRecord,
)
from chibo.law.dossier.context import ContextFacts
from chibo.law.dossier.kinds import RemarkAuthor
from chibo.law.dossier.papers import Binding, Opinion, Sheet, Tick, VerificationItem
from chibo.law.dossier.person import PersonRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """Everything the checker may look at. A block that is ``None`` was not given; an empty one was given empty."""

    checked_on: date | None = None  # the day the file was written; a check without another day takes it
    person: PersonRecord = field(default_factory=PersonRecord)
    organisation: OrganisationRecord = field(default_factory=OrganisationRecord)
    helpers: tuple[HelperRecord, ...] | None = None
    remarks: tuple[Remark, ...] | None = None
    remarks_of: tuple[RemarkAuthor, ...] | None = None  # whose remarks the list tells of; everybody's when not given
    papers: tuple[Sheet, ...] = ()
    ticks: tuple[Tick, ...] = ()
    verification: tuple[VerificationItem, ...] | None = None
    has_open_question: bool | None = None
    opinions: tuple[Opinion, ...] | None = None
    meetings: tuple[MeetingRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] | None = None
    ceremony: CeremonyRecord | None = None
    recognition: RecognitionRecord | None = None
    removal: RemovalRecord | None = None
    corrections: tuple[CorrectionRecord, ...] = ()
    card: CardRecord | None = None
    binding: Binding | None = None
    records: RecordsAfterwards | None = None
    steps: tuple[StepRecord, ...] = ()
    context: ContextFacts = field(default_factory=ContextFacts)
