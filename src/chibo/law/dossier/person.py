"""The person of a dossier: what the record holds, and what each proof says. No thoughts, no scores, no criteria."""

from dataclasses import dataclass
from datetime import date

from chibo.law.calendar import PartialDate
from chibo.law.dossier.kinds import PeriodKind, Presence, Relation, ResidenceKind, TransferPhase, UnionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """A place the statement names, under the map of then and of now; empty names are missing ones."""

    label: str
    old_name: str = ""
    new_name: str = ""
    event_on: PartialDate | None = None
    unit_changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeRecord:
    """One line of the checklist of relatives; ``answer`` empty means that nobody answered the question."""

    relation: Relation
    name: str = ""
    answer: Presence | None = None
    is_abroad: bool = False
    is_party_member: bool = False
    has_full_capacity: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRecord:
    """A stretch of the life history; ``ends_on`` is the first day not covered, empty while it lasts."""

    kind: PeriodKind
    starts_on: PartialDate
    ends_on: PartialDate | None = None
    place: str = ""
    witness: str = ""
    is_full_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPeriod:
    """A stretch of time in one unit, for comparing two people; half-open."""

    unit: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionRecord:
    """A mass organisation the person belongs to; half-open."""

    kind: UnionKind
    name: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceRecord:
    """A registered residence; half-open."""

    kind: ResidenceKind
    place: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerMembership:
    """An earlier membership: its days, why it ended, clearing of a record, how often admitted again before."""

    admitted_on: date | None = None
    recognised_on: date | None = None
    left_on: date | None = None
    reason: str = "ordinary"
    is_exceptional_hardship: bool = False
    record_cleared_on: date | None = None
    readmitted_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRecord:
    """A move on the way: day, the sender's certificate or letter, the helper named here.

    ``moved_on`` is the day the decision to move takes effect or the residence changes. A temporary one is an
    assignment elsewhere: ``arrived_on`` there, and the host's remarks come back before this cell considers.
    """

    phase: TransferPhase
    arrived_on: date
    is_temporary: bool = False
    moved_on: date | None = None
    letter_on: date | None = None
    remarks_on: date | None = None
    certificate_on: date | None = None
    helper_assigned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """The one record that feeds all papers, and the proofs it is compared with; ``None`` means nobody entered it."""

    name: str = ""
    uid: str = ""
    birth: PartialDate | None = None
    birth_name: str = ""
    id_card_name: str = ""
    id_card_birth: PartialDate | None = None
    certificate_name: str = ""
    certificate_birth: PartialDate | None = None
    difference_explained: bool = False
    id_number: str = ""
    home_place: str = ""
    home_place_source: str = ""
    ethnic_group: str = ""
    schooling: str = ""
    schooling_exception: str = ""
    schools: tuple[str, ...] | None = None
    places: tuple[PlaceRecord, ...] | None = None
    relatives: tuple[RelativeRecord, ...] | None = None
    statement_is_clear: bool = False
    history: tuple[PeriodRecord, ...] | None = None
    units: tuple[UnitPeriod, ...] | None = None
    unions: tuple[UnionRecord, ...] | None = None
    residences: tuple[ResidenceRecord, ...] | None = None
    former: FormerMembership | None = None
    joined_unit_on: date | None = None
    is_married: bool | None = None
    is_youth_union_member: bool = False
    special_track: bool = False
    special_track_consent_on: date | None = None
    transfers: tuple[TransferRecord, ...] = ()
