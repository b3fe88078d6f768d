"""Reads of the log for its page: whose log, which lines, whom they are about; and who saw one person's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from chibo.accounts.models import User
from chibo.base import audit, witness
from chibo.base.access import Permission, within
from chibo.base.dates import say_date
from chibo.base.models import AuditEntry, AuditMention
from chibo.base.privacy import SEEN
from chibo.base.refusal import NotYoursError
from chibo.base.vietnamese import fold, sort_key
from chibo.base.words.acts import ACTS, GROUPS, Group, act_said, codes_of
from chibo.base.words.log import NAMES
from chibo.desk.log import about
from chibo.desk.log.words import SUBJECTS, Said, changes_said, people_in
from chibo.register.models import Organisation, Person
from chibo.register.queries import holds_all, home, merges_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.desk.log.about import About

A_PAGE: Final = 50
MOST_UNITS: Final = 400
_MOST_NAMED: Final = 20
_MOST_SEEN: Final = 100
EVERY: Final = "tat-ca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the page is asked for; empty means everything."""

    unit: str = ""
    first: date | None = None
    last: date | None = None
    who: str = ""
    group: str = ""
    act: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line in words; of one that is closed to who reads, only that it was written, by whom and when."""

    entry: AuditEntry
    chain: str
    act: str
    about: About | None
    subject: str
    changes: tuple[Said, ...]
    more: int
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page of the log; ``older`` is the number to go on from."""

    lines: tuple[Line, ...]
    older: int | None
    nobody: bool = False


def may_see_machine(actor: Actor) -> bool:
    """Whether somebody may see what belongs to no organisation: the log is theirs over all this machine keeps."""
    return holds_all(actor, Permission.VIEW_AUDIT)


def units(actor: Actor) -> list[tuple[str, str]]:
    """The chains an actor may read with their names, the home organisation's first, the machine's own last.

    Above ``MOST_UNITS`` the first ones; the others are reached from their own pages. Two queries.
    """
    found = Organisation.objects.filter(within(actor, Permission.VIEW_AUDIT)).order_by("scope_key")
    rows = [(str(one.uid), one.name) for one in found.only("uid", "name", "scope_key")[:MOST_UNITS]]
    rows.sort(key=lambda row: row[0] != actor.home_uid)
    return [*rows, *([(audit.INSTALLATION, NAMES[audit.INSTALLATION])] if may_see_machine(actor) else [])]


def chains_for(actor: Actor, wanted: Wanted, known: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The chains that a request asks for, with their names; raises ``NotYoursError`` for one out of reach."""
    names = dict(known)
    if wanted.unit == EVERY:
        return names
    chain = wanted.unit or next(iter(names), "")
    if chain in names:
        return {chain: names[chain]}
    uid = about.uid_of(chain)
    found = Organisation.objects.filter(within(actor, Permission.VIEW_AUDIT), uid=uid).first() if uid else None
    if found is None:
        raise NotYoursError(chain)
    return {chain: found.name}


def actors_in(chains: Iterable[str]) -> list[tuple[str, str]]:
    """Everybody who wrote into the chains, by name. One query."""
    rows = AuditEntry.objects.filter(chain__in=list(chains)).values_list("actor_uid", "actor_name").distinct()
    return sorted(dict(rows).items(), key=lambda row: (sort_key(row[1]), row[0]))


def entries(actor: Actor, wanted: Wanted, chains: Iterable[str]) -> QuerySet[AuditEntry] | None:
    """The lines that are wanted, in no order; nothing where a name was typed that fits nobody in reach."""
    found = AuditEntry.objects.filter(chain__in=list(chains))
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    if wanted.who:
        found = found.filter(actor_uid=wanted.who)
    if wanted.act in ACTS:
        found = found.filter(action=wanted.act)
    elif wanted.group:
        found = found.filter(action__in=codes_of(wanted.group))
    if not wanted.about:
        return found
    persons = _persons(actor, wanted.about)
    return found.filter(_about(actor, persons)) if persons else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _persons(actor: Actor, typed: str) -> list[Person]:
    """Whoever is meant: by identity, or by a part of the name."""
    reach = Person.objects.filter(within(actor, Permission.VIEW_PEOPLE))
    uid = about.uid_of(typed)
    named = reach.filter(uid=uid) if uid else reach.filter(name_key__contains=fold(" ".join(typed.split())))
    return list(named.order_by("sort_key")[:_MOST_NAMED])


def _about(actor: Actor, persons: Iterable[Person]) -> Q:
    """The lines about some people; what is closed as a whole only of those whose closed parts the actor sees."""
    parts = [(one, about.sees_closed(actor, one)) for one in persons]
    uids = [uid for one, is_open in parts for uid in about.records_of(one, with_closed=is_open)]
    shut = [str(one.uid) for one, is_open in parts if not is_open]
    found = Q(subject_uid__in=uids) | _mentioned([str(one.uid) for one, is_open in parts if is_open])
    return found | (_mentioned(shut) & ~_closed_looks()) if shut else found


def _mentioned(persons: list[str]) -> Q:
    return Q(pk__in=AuditMention.objects.filter(person_uid__in=persons).values("entry_id"))


def _closed_looks() -> Q:
    """The lines of looks at what is closed as a whole: that somebody stands in one tells that there is something."""
    looks = AuditEntry.objects.filter(action=SEEN, changes__block__in=sorted(about.CLOSED_BLOCKS))
    return Q(pk__in=looks.values("pk"))


def page_of(actor: Actor, wanted: Wanted, chains: dict[str, str], before: int | None) -> Shown:
    """One page of lines, the newest first. The number of queries does not grow with the lines."""
    found = entries(actor, wanted, chains)
    if found is None:
        return Shown(lines=(), older=None, nobody=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: A_PAGE + 1])
    older = rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None
    return Shown(lines=told(actor, rows[:A_PAGE], chains), older=older)


def told(actor: Actor, rows: Sequence[AuditEntry], chains: dict[str, str]) -> tuple[Line, ...]:
    """Say lines in words. One query however many there are."""
    subjects = [(entry.subject_type, entry.subject_uid) for entry in rows]
    names = about.named(actor, subjects, [uid for entry in rows for uid in people_in(entry)])
    return tuple(_line(entry, chains, names) for entry in rows)


def _line(entry: AuditEntry, chains: dict[str, str], names: dict[str, About]) -> Line:
    if entry.subject_type in about.CLOSED and entry.subject_uid not in names:
        chain, act = chains.get(entry.chain, ""), act_said(entry.action)
        return Line(entry=entry, chain=chain, act=act, about=None, subject="", changes=(), more=0, is_closed=True)
    changes, more = changes_said(entry, names)
    return Line(
        entry=entry,
        chain=chains.get(entry.chain, ""),
        act=act_said(entry.action),
        about=names.get(entry.subject_uid),
        subject=SUBJECTS.get(entry.subject_type, ""),
        changes=changes,
        more=more,
    )


def home_chain(actor: Actor) -> str:
    """The chain of the organisation whose pages open first."""
    return str(home(actor).uid)


def is_seal_due(actor: Actor, on: date) -> bool:
    """Whether the worklist reminds somebody to seal the log: it is set so, not done today, and theirs to do."""
    return witness.is_due(on) and may_see_machine(actor)


# --- who saw one person's data ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One look at a person's data: by whom, in which role, when, what for, which part; ``is_list`` for many at once."""

    entry: AuditEntry
    act: str
    part: str
    role: str
    is_own: bool
    is_list: bool
    is_emergency: bool


def seen_of(actor: Actor, person: Person, before: int | None = None) -> tuple[tuple[Seen, ...], int | None]:
    """Every look, export and print that held a person's data, the latest first, and the number to go on from.

    Somebody else than the person reads of the logs in reach and of this machine's own: not who looked in a cell that
    the person left, nor of a look at what is closed to them. Six queries. Lists taken out before their people were
    noted are not known.
    """
    joined = [str(uid) for uid in merges_of(person).values_list("dropped_uid", flat=True)]
    is_open = about.sees_closed(actor, person)
    uids = [*about.records_of(person, with_closed=is_open), *joined]
    codes = [*codes_of(Group.LOOK), *codes_of(Group.EXPORT), *_EMERGENCY]
    found = AuditEntry.objects.filter(action__in=codes)
    found = found.filter(Q(subject_uid__in=uids) | _mentioned([str(person.uid), *joined]))
    if not is_open:
        found = found.exclude(_closed_looks())
    if str(person.uid) != actor.person_uid:
        found = found.filter(chain__in=_chains_read(actor, found))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: _MOST_SEEN + 1])
    own = set(_accounts(person))
    older = rows[_MOST_SEEN - 1].pk if len(rows) > _MOST_SEEN else None
    return tuple(_seen(entry, set(uids), own) for entry in rows[:_MOST_SEEN]), older


def _chains_read(actor: Actor, found: QuerySet[AuditEntry]) -> list[str]:
    """Of the chains that lines stand in, those that the actor reads, and this machine's own."""
    chains = found.order_by().values_list("chain", flat=True).distinct()
    uids = [uid for chain in chains if (uid := about.uid_of(chain))]
    read = Organisation.objects.filter(within(actor, Permission.VIEW_AUDIT), uid__in=uids)
    return [audit.INSTALLATION, *(str(uid) for uid in read.values_list("uid", flat=True))]


_EMERGENCY: Final = ("accounts.open_emergency",)


def _accounts(person: Person) -> list[str]:
    return [str(uid) for uid in User.objects.filter(person=person).values_list("uid", flat=True)]


def _seen(entry: AuditEntry, uids: set[str], own: set[str]) -> Seen:
    changes, _ = changes_said(entry, {})
    part = "; ".join(one.after for one in changes if one.label in {"phần", "danh sách", "giấy tờ", "biểu", "mục"})
    return Seen(
        entry=entry,
        act=act_said(entry.action),
        part=part,
        role=entry.role or str(entry.changes.get("role") or ""),
        is_emergency=entry.action in _EMERGENCY or bool(entry.changes.get("emergency")),
        is_own=entry.actor_uid in own,
        is_list=entry.subject_uid not in uids,
    )


def sieve_said(wanted: Wanted) -> str:
    """Say what was sieved for."""
    parts = [
        f"từ {say_date(wanted.first)}" if wanted.first else "",
        f"đến {say_date(wanted.last)}" if wanted.last else "",
        act_said(wanted.act) if wanted.act else next((text for key, text in GROUPS.items() if key == wanted.group), ""),
        "một người làm" if wanted.who else "",
        "một người được nói đến" if wanted.about else "",
    ]
    return "; ".join(part for part in parts if part)
