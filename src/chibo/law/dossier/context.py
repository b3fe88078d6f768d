"""What a check needs beyond the dossier: neighbours' texts, registers, members at the meeting, local rules, lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chibo.law.dossier.kinds import MeetingKind, SheetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourText:
    """The text of one paper of another dossier of the cell; only the reviewer sees whose."""

    kind: SheetKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEntry:
    """A line of the register of receipts."""

    kind: SheetKind
    received_on: date
    replaces_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaySpell:
    """A stretch on temporary transfer or exempt; half-open."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMember:
    """A member of the cell on the day of a meeting."""

    uid: str
    name: str = ""
    official_on: date | None = None
    recognised_on: date | None = None
    away: tuple[AwaySpell, ...] = ()
    exempt: tuple[AwaySpell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberList:
    """Who belonged to the cell at one meeting, and who was in the room (uids)."""

    meeting: MeetingKind
    members: tuple[CellMember, ...]
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRule:
    """A rule of the organisation itself (decision 12): key of a figure left to it, value, since when, its source."""

    key: str
    value: int | bool
    starts_on: date
    citation: str
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """A body entitled to give certificates, for as long as it was; half-open."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFacts:
    """The optional block beside a dossier; what is ``None`` was not given and its checks are not judged."""

    neighbours: tuple[NeighbourText, ...] | None = None
    receipts: tuple[ReceiptEntry, ...] | None = None
    member_lists: tuple[MemberList, ...] | None = None
    issuers: tuple[Issuer, ...] | None = None
    taken_id_numbers: tuple[str, ...] | None = None
    local_rules: tuple[LocalRule, ...] = ()
    policies: Mapping[str, str] = field(default_factory=dict)
