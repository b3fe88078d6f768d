"""Tự phục vụ: what is open, which codes were handed out, and who stands at the door with one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import segno
from django.conf import settings

from chibo.base import keys
from chibo.base.access import Actor, Permission, Scope
from chibo.base.models import AuditEntry
from chibo.base.refusal import NotYoursError
from chibo.development.models import DevelopmentCase, DoorCode, DoorRule
from chibo.development.queries.cases import helpers_on, left_by, one, still_helps

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from chibo.development.models import Mentorship
    from chibo.register.models import Organisation, Person

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and figures that nobody takes for another one on paper."""
ENTERED: Final = "development.enter_by_code"
_SHOWN: Final = 30
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_Kind = DoorCode.Kind
_SWITCHES: Final = {_Kind.NOTE: "takes_notes", _Kind.STEPS: "shows_steps", _Kind.DECLARATION: "takes_declarations"}


@unique
class CodeState(StrEnum):
    """Whether a code opens its door today."""

    LIVE = "live"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"  # the organisation closed this door, the help ended, the helper left, or the case was closed


def mark_of(text: str) -> str:
    """Give the keyed print of a code as typed; spaces, dashes and small letters do not matter."""
    plain = "".join(letter for letter in text.upper() if letter in ALPHABET)
    return hmac.new(keys.derive("door codes"), plain.encode(), hashlib.sha256).hexdigest()


def rule_of(organisation: Organisation) -> DoorRule:
    """Give what an organisation opened; where it said nothing, everything is closed."""
    return DoorRule.objects.filter(organisation=organisation).first() or DoorRule(organisation=organisation)


def is_open(rule: DoorRule, kind: str) -> bool:
    """Whether an organisation opened this door."""
    return rule.is_open and bool(getattr(rule, _SWITCHES[_Kind(kind)]))


def state_of(
    code: DoorCode, on: date, rule: DoorRule | None = None, gone: Collection[tuple[int, int]] | None = None
) -> CodeState:
    """Say whether a code opens its door on a day, and if not, why.

    ``rule`` is its organisation's, if read; ``gone`` who of the helpers has left, if asked for many (:func:`left_by`).
    """
    if code.withdrawn_on is not None:
        return CodeState.WITHDRAWN
    if code.valid_until < on:
        return CodeState.EXPIRED
    helps = code.mentorship is None or still_helps(code.mentorship, on, gone)
    if code.case.closed_on is not None or not helps or not is_open(rule or rule_of(code.case.organisation), code.kind):
        return CodeState.CLOSED
    return CodeState.LIVE


def code_of_text(text: str) -> DoorCode | None:
    """Give the code that somebody typed, whatever its state; nothing for one that was never handed out."""
    return _codes().filter(mark=mark_of(text)).first()


def code_for(case: DevelopmentCase, uid: UUID | str) -> DoorCode:
    """Give one code of a case already guarded; raises ``NotYoursError``."""
    found: DoorCode = one(_codes().filter(case=case), uid)
    return found


def _codes() -> QuerySet[DoorCode]:
    return DoorCode.objects.select_related("mentorship__mentor", "case__person", "case__organisation__kind")


# --- who stands at the door ---


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody let in by a code, or by the own account: one case, for a helper one mentorship, and nothing else."""

    actor: Actor
    case: DevelopmentCase
    code: DoorCode | None = None
    mentorship: Mentorship | None = None

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.mentorship.mentor if self.mentorship is not None else self.case.person


def visitor_by_code(code: DoorCode, *, at: datetime) -> Visitor:
    """Give the visitor whom a code lets in; the right reaches the one organisation and only what the code is for."""
    person = code.mentorship.mentor if code.mentorship is not None else code.case.person
    rights = (Permission.WRITE_NOTES,) if code.kind == _Kind.NOTE else ()
    actor = Actor(
        uid=str(code.uid),
        name=f"{person.full_name} (bằng mã)",
        at=at,
        person_uid=str(person.uid),
        role="bằng mã",
        home_uid=str(code.case.organisation.uid),
        scopes=tuple(Scope(right, code.case.scope_key, below=False) for right in rights),
    )
    return Visitor(actor=actor, case=code.case, code=code, mentorship=code.mentorship)


def let_in(uid: str, kind: str, *, on: date, at: datetime) -> Visitor:
    """Give the visitor whose code was typed before and still opens this door; raises ``NotYoursError``."""
    code = one(_codes(), uid)
    if code.kind != kind or state_of(code, on) is not CodeState.LIVE:
        raise NotYoursError
    return visitor_by_code(code, at=at)


# --- what the committee sees of its codes ---


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """A code that was handed out: whose, for what, until when, and when it was last used."""

    code: DoorCode
    whose: str
    state: CodeState
    used_on: date | None


def codes_of(case: DevelopmentCase, on: date) -> list[CodeLine]:
    """Give the codes of a case, the latest first, as many as a page takes."""
    rows = list(_codes().filter(case=case).order_by("-issued_on", "-id")[:_SHOWN])
    rule, uids = rule_of(case.organisation), [str(row.uid) for row in rows]
    helping = [(row.mentorship.mentor_id, case.organisation_id) for row in rows if row.mentorship is not None]
    gone = left_by(helping, on)
    used: dict[str, date] = {}
    for uid, day in AuditEntry.objects.filter(subject_uid__in=uids, action=ENTERED).values_list("subject_uid", "on"):
        used[uid] = max(day, used.get(uid, day))
    return [
        CodeLine(
            code=row,
            whose=row.mentorship.mentor.full_name if row.mentorship is not None else case.person.full_name,
            state=state_of(row, on, rule, gone),
            used_on=used.get(str(row.uid)),
        )
        for row in rows
    ]


def last_entry(code: DoorCode) -> datetime | None:
    """Give the moment when this code was last used before this time: the newest entry but one."""
    lines = AuditEntry.objects.filter(subject_uid=str(code.uid), action=ENTERED).order_by("-id")
    return next(iter(lines.values_list("at", flat=True)[1:2]), None)


def offers_of(case: DevelopmentCase, on: date) -> list[tuple[str, str]]:
    """Give what a code may be handed out for: each helper's note, the person's steps, the statement of life."""
    rule = rule_of(case.organisation)
    offers = []
    if is_open(rule, _Kind.NOTE):
        offers += [
            (f"{_Kind.NOTE.value}:{row.uid}", f"Ghi chú tháng của đ/c {row.mentor}") for row in helpers_on(case, on)
        ]
    if is_open(rule, _Kind.STEPS):
        offers.append((_Kind.STEPS.value, f"Bước của tôi, cho {case.person}"))
    if is_open(rule, _Kind.DECLARATION):
        offers.append((_Kind.DECLARATION.value, f"Tự khai lý lịch, cho {case.person}"))
    return offers


@dataclass(frozen=True, kw_only=True)
class Link:
    """The address on a slip and its picture; ``is_near`` where only this machine itself answers to it."""

    address: str
    picture: str
    is_near: bool


def link_for(address: str, host: str) -> Link:
    """Give the address of the door as people type it and as a telephone reads it. The code is never in it.

    Who prints the slip on the machine that keeps the data came by its loopback; where other machines may call, the
    slip names what they call it: a number first, for few telephones know the names of an office.
    """
    name, _, port = host.rpartition(":")
    is_near = name in _LOOPBACK or host in _LOOPBACK
    line = settings.CHIBO_NETWORK
    called = sorted((each for each in line.hosts if each not in _LOOPBACK), key=lambda each: not _is_number(each))
    if is_near and called:
        there = f"{called[0]}:{port}" if line.own_tls and name else called[0]
        address, is_near = urlsplit(address)._replace(scheme="https", netloc=there).geturl(), False
    picture = "" if is_near else segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    return Link(address=address, picture=picture, is_near=is_near)


def _is_number(host: str) -> bool:
    return host.replace(".", "").isdigit()
