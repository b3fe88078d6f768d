"""What happened: organisation, helpers, meetings with their votes, decisions, ceremony, probation, records after."""

from dataclasses import dataclass
from datetime import date

from chibo.law.dossier.kinds import (
    CorrectionKind,
    DecisionKind,
    MeetingKind,
    MeetingRole,
    RemarkAuthor,
    RemovalGround,
)
from chibo.law.dossier.person import UnitPeriod
from chibo.law.vocabulary import StepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRecord:
    """An organisation by name and kind for as long as it existed; half-open."""

    name: str
    kind: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """The cell: the levels above it, the unions beside it, the bodies that may appear on papers."""

    name: str = ""
    has_section_committee: bool = False
    has_base_committee: bool = False
    has_youth_union: bool = False
    has_trade_union: bool = True
    first_day: date | None = None
    bodies: tuple[BodyRecord, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRecord:
    """A member who helps or introduces; ``recognised_on`` is the day of the recognition decision."""

    name: str
    uid: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    recognised_on: date | None = None
    left_on: date | None = None
    together_since: date | None = None
    units: tuple[UnitPeriod, ...] | None = None
    is_introducer: bool = True
    is_replacement: bool = False
    for_probation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A periodic remark: by whom, the day it bears, the day it was entered."""

    author: RemarkAuthor
    name: str = ""
    dated: date | None = None
    recorded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whether somebody who matters was there, and the reason when not."""

    role: MeetingRole
    name: str = ""
    present: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The totals of one vote. ``needed_said`` is the number of votes that the papers say was needed.

    ``persons`` are the names put to this one vote; ``claimed`` says that a resolution was made from it.
    """

    base: int | None = None
    approve: int | None = None
    against: int | None = None
    invalid: int | None = None
    present: int | None = None
    written: int | None = None
    total: int | None = None
    needed_said: int | None = None
    persons: tuple[str, ...] = ()
    round: int = 1
    claimed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecord:
    """The minutes of a meeting: whether they name the person and the vote, and the counts they state."""

    dated: date | None = None
    names_person: bool = True
    has_vote: bool = True
    approve: int | None = None
    against: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """A meeting: who wrote its resolution, who took attendance and when, who spoke, its vote and minutes."""

    kind: MeetingKind
    held_on: date | None = None
    from_old_file: bool = False
    author: str = ""
    attendance_by: str = ""
    attendance_on: date | None = None
    called: int | None = None
    attended: int | None = None
    all_spoke: bool | None = None
    applicant_absent: bool | None = None
    attendance: tuple[Attendance, ...] = ()
    minutes: MinutesRecord | None = None
    vote: Ballot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """Who decided and how: ``body`` is the kind of organisation, ``procedure`` the organ of it that decided."""

    kind: MeetingKind
    body: str = ""
    procedure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyRecord:
    """The ceremony, the cell that held it, and the two dates that people mix up with it, as somebody entered them."""

    held_on: date | None = None
    held_by: str = ""
    decision_received_on: date | None = None
    joined_on_recorded: date | None = None
    tenure_from_recorded: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRecord:
    """What was entered about recognition."""

    official_on_recorded: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalRecord:
    """Deleting a name: on what ground, and for missing meetings or dues the months in the year."""

    ground: RemovalGround
    months_missed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRecord:
    """A decision made good, confirmed after that, or cancelled."""

    kind: CorrectionKind
    decision: DecisionKind
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRecord:
    """The member's card: number, decision, the day it was given; ``met_on`` is the next meeting after recognition."""

    number: str = ""
    decided_on: date | None = None
    issued_on: date | None = None
    met_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """The person's line in the list of members (7-HSĐV); ``left_on`` is the day of leaving the list."""

    name: str = ""
    joined_on: date | None = None
    official_on: date | None = None
    card_number: str = ""
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRecord:
    """A transfer slip of a member: sent, and the day the other side confirmed."""

    sent_on: date
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsAfterwards:
    """The member's file after recognition."""

    supplemented_on: date | None = None
    changed_on: date | None = None
    reconciled_on: date | None = None
    national_id_number: str | None = None
    lost_papers: tuple[str, ...] = ()
    slips: tuple[SlipRecord, ...] = ()
    list_entry: ListEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """An act that no paper of the dossier dates: returned, withdrawn, removed, put on a list."""

    kind: StepKind
    on: date
    from_old_file: bool = False
