"""The sample cell's file as frozen records: every key known, every value of its type, or file and line are named."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date  # noqa: TC003 - the records are built from their annotations
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from chibo.law.reading import DataFault, Entry, load

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrganisation:
    """The cell itself."""

    name: str
    short_name: str
    kind: str
    superior_name: str
    place: str
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleWorkplace:
    """The office whose staff the cell counts."""

    name: str
    has_youth_union: bool
    has_trade_union: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTerm:
    """The term with what its resolution promised."""

    name: str
    starts_on: date
    ends_on: date
    target_admissions: int
    target_member_share: int
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRule:
    """An own rule or reading of the cell."""

    sort: str
    key: str
    value: int | str
    starts_on: date
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMembership:
    """How and since when somebody is a member here, with the dates of the admission."""

    joined_by: str
    since: date
    decided_on: date
    ceremony_on: date
    official_on: date | None = None
    joined_from: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleVote:
    """Totals of one vote."""

    approve: int
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePaper:
    """One paper of a dossier; ``author`` is somebody's id."""

    kind: str
    dated: date | None = None
    author: str = ""
    is_signed: bool = True
    is_handwritten: bool = False
    quotes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleJourney:
    """One person's road so far. Derived days (valid to, ends on, by) stand in the file only to be checked."""

    source_on: date
    outstanding_on: date
    mentors_on: date
    mentors: tuple[str, ...]
    candidate_on: date
    certified_on: date
    certificate_valid_to: date
    kept_at: str
    mentoring_full_on: date | None = None
    application_on: date | None = None
    union_introduced_on: date | None = None
    background_checked_on: date | None = None
    cell_proposed_on: date | None = None
    admission_vote: SampleVote | None = None
    decided_on: date | None = None
    working_days_to_decision: int | None = None
    received_on: date | None = None
    ceremony_on: date | None = None
    working_days_to_ceremony: int | None = None
    new_member_class_on: date | None = None
    probation_ends_on: date | None = None
    consider_recognition_by: date | None = None
    recognition_proposed_on: date | None = None
    recognition_vote: SampleVote | None = None
    recognised_on: date | None = None
    notes_from: date | None = None
    last_note_on: date | None = None
    papers: tuple[SamplePaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """One of the staff."""

    id: str
    name: str
    sex: str
    birth: date
    ethnicity: str
    position: str
    schooling: str
    hired_on: date
    theory_level: str = ""
    is_youth_union_member: bool = False
    membership: SampleMembership | None = None
    journey: SampleJourney | None = None

    @property
    def member_from(self) -> date | None:
        """The first day of the membership here: the ledger's opening says nothing, hiring or the ceremony does."""
        if self.membership is None:
            return None
        if self.membership.joined_by == "opening":
            return max(self.hired_on, self.membership.ceremony_on)
        return self.membership.since

    @property
    def recognised_from(self) -> date | None:
        """Since when the person votes: the decision of recognition, or the official day where no decision is known."""
        decided = self.journey.recognised_on if self.journey else None
        return decided or (self.membership.official_on if self.membership else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLeaver:
    """Somebody of whom only the name and the day of leaving are known."""

    id: str
    name: str
    left_on: date
    left_to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMeeting:
    """A past meeting with its counts."""

    held_on: date
    kind: str
    present: int
    members: int
    official: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReview:
    """A year's grades: totals, and who was excellent where the file says so."""

    year: int
    rated: int
    excellent: int
    good: int
    excellent_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleTitle:
    """A title of the cell for a year, as its decision says."""

    year: int
    name: str
    decided_on: date
    number: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleHandIn:
    """Who handed in on a day; ``people`` empty: every member of that day but those of ``but``."""

    handed_on: date
    kept_at: str
    people: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRound:
    """A round of commitments with its wording, who handed in and when that was confirmed."""

    year: int
    name: str
    ground: str
    opened_on: date
    confirmed_on: date
    body: str
    handed_in: tuple[SampleHandIn, ...]
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEntry:
    """One person's part in a campaign."""

    person: str
    registered_on: date
    pledge: str
    result: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCampaign:
    """An emulation campaign, the unit's part and the people's."""

    name: str
    launcher: str
    circle: str
    starts_on: date
    entries: tuple[SampleEntry, ...]
    launched_by: str = ""
    ends_on: date | None = None
    register_by: date | None = None
    aim: str = ""
    unit_registered_on: date | None = None
    unit_pledge: str = ""
    evaluated_on: date | None = None
    evaluation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleActivity:
    """Awareness work: who of the list came, how many others, and whose road began there."""

    sort: str
    topic: str
    held_on: date
    place: str
    led_by: str
    others: int
    people: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleUser:
    """An account of the sample; ``person`` is an id, ``name`` is for accounts of nobody in the list."""

    username: str
    role: str
    person: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCell:
    """The whole file."""

    version: int
    working_day: date
    organisation: SampleOrganisation
    workplace: SampleWorkplace
    term: SampleTerm
    rules: tuple[SampleRule, ...]
    people: tuple[SamplePerson, ...]
    left: tuple[SampleLeaver, ...]
    meetings: tuple[SampleMeeting, ...]
    reviews: tuple[SampleReview, ...]
    titles: tuple[SampleTitle, ...]
    commitments: tuple[SampleRound, ...]
    campaigns: tuple[SampleCampaign, ...]
    activities: tuple[SampleActivity, ...]
    users: tuple[SampleUser, ...]


def read_cell(text: str, where: str = "cell.yaml") -> SampleCell:
    """Read the file strictly; ``DataFault`` names file and line of the first key or value that is not of its shape."""
    document = load(text, where)
    if not isinstance(document, Entry):
        raise DataFault(where, 1, "expected names and values")
    return _build(document, SampleCell)


def _build(entry: Entry, kind: type[Kept]) -> Kept:
    """Make a record from a mapping: its keys are the record's fields, values are checked by their annotations."""
    known: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]  # only records of this file come here
    entry.only(*(part.name for part in known))
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for part in known:
        if part.name in entry:
            values[part.name] = _value(entry, part.name, entry[part.name], hints[part.name])
        elif part.default is MISSING and part.default_factory is MISSING:
            message = f"{part.name!r} is missing"
            raise entry.fault(message)
    return kind(**values)


def _value(entry: Entry, name: str, value: object, hint: Any) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        return _one_of(entry, name, value, get_args(hint))
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_value(entry, name, item, get_args(hint)[0]) for item in value)
    if get_origin(hint) is dict and isinstance(value, Entry):
        return {key: _value(entry, name, item, str) for key, item in value.items()}
    if is_dataclass(hint) and isinstance(value, Entry):
        return _build(value, hint)  # type: ignore[arg-type]  # a record's type, as asked in the line above
    if type(value) is hint:
        return value
    message = f"{name!r} cannot be {value!r}"
    raise entry.fault(message, name)


def _one_of(entry: Entry, name: str, value: object, options: tuple[Any, ...]) -> object:
    plain = next((option for option in options if type(value) is option), None)
    if plain is not None:
        return value
    record = next((option for option in options if is_dataclass(option)), types.NoneType)
    return _value(entry, name, value, record)
