"""People by what is typed of them: words of the name, initials, numbers, birth; one's own first, then others in reach.

Everybody found stands in one order that pages can follow: one's own organisation, then others in reach. In both come
first those whose given name was typed with its marks, then those whose given name it is without marks, then those whose
name only begins so; inside each one's own by name, others by place in the tree, then by name. Each part is read along
one index as far as a page needs (ADR 0050): a search costs the same in a cell and a province.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat

from chibo.base.access import Permission, within
from chibo.base.fields import print_of
from chibo.base.vietnamese import fold, sort_key
from chibo.desk.queries.find_words import parts
from chibo.desk.queries.people import annotated, is_uid, standing_of
from chibo.register.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from chibo.base.access import Actor
    from chibo.register.models import Organisation

PAGE: Final = 20
_CAPPED = 300  # beginnings are sorted by us up to so many; beyond, they are so common that walking finds them at once
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")
_BORN = re.compile(r"\b(?:sinh(?: (?:năm|nam|ngày|ngay))?|sn)\s*(?=\d)", re.IGNORECASE)
_LEAST_DIGITS, _MOST_INITIALS = 6, 8
_TITLE = re.compile(r"(?:d/c|dc|dong chi|ong|ba|anh|chi)$")
_JOINING = re.compile(r"[-–—.]")
_OWN, _WHOLE, _MARKED, _EXACT, _BEGINNING = "o", "a", "b", "c", "d"  # in the order in which they are shown
_ORDER = ("scope_key", "sort_key", "pk")
_Key = tuple[str, str, bytes, int]
_Source = tuple[str, "QuerySet[Person]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFound:
    """Somebody found, and by what beside words of the name; ``is_own``: of the organisation whose pages are open."""

    person: Person
    why: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound:
    """One page of the people found; ``after`` names its end when more follow."""

    people: tuple[PersonFound, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody typed, read as names, as initials, as a number and as a birth, whichever it can be."""

    text: str

    @cached_property
    def typed(self) -> tuple[str, ...]:
        """The words as they were typed, without the signs around them; a name may be joined by hyphens."""
        bare = _JOINING.sub(" ", _DAY.sub(" ", _BORN.sub(" ", self.text)))
        return tuple(word for word in parts(bare) if not _YEAR.fullmatch(word))

    @cached_property
    def name(self) -> tuple[str, ...]:
        """The words of the name as typed: without đồng chí, ông, bà, anh, chị before them."""
        for size in (2, 1):
            title = " ".join(self.typed[:size])
            if len(self.typed) > size and _TITLE.match(fold(title)):
                return self.typed[size:]
        return self.typed

    @cached_property
    def births(self) -> tuple[str, ...]:
        """Years, or a whole day, as the register writes them: ``1985``, ``1985-05-08``."""
        days = [f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _DAY.findall(self.text)]
        return tuple(days) or tuple(word for word in parts(self.text) if _YEAR.fullmatch(word))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Folded words of a name."""
        return tuple(fold(word) for word in self.name)

    @cached_property
    def initials(self) -> str:
        """Initials, where it may be some: ``LMA``, ``l.m.a``."""
        letters = "".join(self.words)
        are_apart = all(len(word) == 1 for word in self.words)
        is_one = len(self.words) == 1 or are_apart
        return letters if is_one and letters.isalpha() and 1 < len(letters) <= _MOST_INITIALS else ""

    @cached_property
    def number(self) -> str:
        """The print of a number of a card or of a citizen, where it may be one."""
        bare = re.sub(r"[\s.\-]", "", self.text)
        return print_of(bare) if bare.isdecimal() and len(bare) >= _LEAST_DIGITS else ""

    @property
    def named(self) -> Q:
        """Whose name has a word that begins with each word asked, born then; nobody where nothing is asked."""
        wanted = Q() if self.words or self.births else Q(pk__in=[])
        return wanted & _holding(self.words) & self.born

    @cached_property
    def givens(self) -> tuple[str, ...]:
        """The word that may be the given name: the last as names are written, the first as people are called."""
        return tuple(dict.fromkeys((self.words[-1], self.words[0]))) if self.words else ()

    @property
    def ranks(self) -> tuple[tuple[str, Q], ...]:
        """Who comes first, part by part, each without those before: what may be a title may be a name too."""
        marked = Q(pk__in=[])
        for word in dict.fromkeys((self.name[-1], self.name[0])) if self.name else ():
            key = sort_key(word)[:-1]  # the given name with the sign that ends it
            marked |= Q(sort_key__gte=key, sort_key__lt=key[:-1] + bytes([key[-1] + 1]))
        given = Q(given_key__in=self.givens)
        whole = _holding(fold(word) for word in self.typed) if self.name != self.typed else Q(pk__in=[])
        return (
            (_WHOLE, whole & given),
            (_MARKED, given & marked & ~(whole & given)),
            (_EXACT, given & ~marked & ~(whole & given)),
        )

    @property
    def rank(self) -> Case:
        """The part of one found."""
        return Case(*(When(who, then=Value(part)) for part, who in self.ranks), default=Value(_BEGINNING))

    @property
    def born(self) -> Q:
        """Who was born then."""
        wanted = Q()
        for birth in self.births:
            wanted &= Q(birth__startswith=birth)
        return wanted


def _holding(words: Iterable[str]) -> Q:
    """Whose name has a word that begins with each of some folded words."""
    wanted = Q()
    for word in words:
        wanted &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    return wanted


def find_people(
    actor: Actor, organisation: Organisation, on: date, text: str, *, after: str = "", limit: int = PAGE
) -> PeopleFound:
    """Return a page of the people whom a text names, with or without marks. Five queries at most.

    A number is compared only with those of people whose protected block the actor may open. Nobody out of reach.
    """
    asked = Asked(text=text)
    part, _, uid = after.partition(":")
    found: list[tuple[str, Person]] = []
    if part in {"", _OWN}:
        found += [(_OWN, one) for one in _own(actor, organisation, on, asked, uid, limit + 1)]
    if len(found) <= limit and _sees_more(actor, organisation):
        others = _others(actor, organisation, asked, (part, uid), limit + 1 - len(found))
        found += others
    shown = found[:limit]
    return PeopleFound(
        people=tuple(_told(asked, one, is_own=where == _OWN) for where, one in shown),
        after=f"{shown[-1][0]}:{shown[-1][1].uid}" if len(found) > limit else "",
    )


def _told(asked: Asked, one: Person, *, is_own: bool) -> PersonFound:
    return PersonFound(person=one, why=_why(asked, one, is_own=is_own), is_own=is_own)


def _why(asked: Asked, one: Person, *, is_own: bool) -> str:
    """Say who it is and, where the name does not show it, by what this person was found."""
    who = standing_of(one) if is_own else str(one.organisation)
    if asked.number and asked.number in {one.card_print, one.identity_print}:
        return f"{who}, theo {'số thẻ đảng viên' if asked.number == one.card_print else 'số định danh cá nhân'}"
    if asked.births:
        return f"{who}, theo {'ngày sinh' if '-' in asked.births[0] else 'năm sinh'}"
    is_by_initials = asked.initials and asked.initials == one.initials_key
    return f"{who}, theo chữ cái đầu của họ tên" if is_by_initials else who


def _wanted(actor: Actor, asked: Asked) -> Q:
    """By name, by initials, by number."""
    wanted = asked.named
    if asked.initials:
        wanted |= Q(initials_key=asked.initials)
    if asked.number:
        wanted |= _numbered(actor, asked.number)
    return wanted


def _numbered(actor: Actor, number: str) -> Q:
    return (Q(card_print=number) | Q(identity_print=number)) & within(actor, Permission.VIEW_SENSITIVE)


def _own(actor: Actor, organisation: Organisation, on: date, asked: Asked, after: str, limit: int) -> list[Person]:
    everybody = annotated(actor, organisation, on).annotate(part=asked.rank)
    last = _last(asked, after)
    if last is not None:
        part, _, name, pk = last
        same = Q(part=part) & (Q(sort_key__gt=name) | Q(sort_key=name, pk__gt=pk))
        everybody = everybody.filter(Q(part__gt=part) | same)
    found = everybody.filter(_wanted(actor, asked)).order_by("part", "sort_key", "pk")
    return list(found.defer("identity_number", "card_number")[:limit])


# ---------------------------------------------------------------------- others in reach


def _others(
    actor: Actor, organisation: Organisation, asked: Asked, after: tuple[str, str], limit: int
) -> list[tuple[str, Person]]:
    everybody = Person.objects.exclude(organisation=organisation)
    reach = everybody.filter(within(actor, Permission.VIEW_PEOPLE))
    part, uid = after
    last = _last(asked, uid, part) if part not in {"", _OWN} else None
    exact = Q(given_key__in=asked.givens) & asked.named
    if asked.initials:
        exact |= Q(initials_key=asked.initials)
    keys = [] if part == _BEGINNING else _read(_exactly(actor, reach, asked), last, limit)
    if len(keys) < limit and (asked.words or asked.births):
        beyond = Q() if not exact else ~exact
        # The place in the tree is hidden from the planner here: the index of the names is the one to read.
        hidden = everybody.annotate(place=Concat("scope_key", Value("")))
        few = hidden.filter(within(actor, Permission.VIEW_PEOPLE, field="place"), beyond)
        begun = last if part == _BEGINNING else None
        keys += _begun(few, reach.filter(beyond), asked, begun, limit - len(keys))
    rows = Person.objects.filter(pk__in=[key[-1] for key in keys]).select_related("organisation")
    people = {one.pk: one for one in rows.defer("identity_number", "card_number")} if keys else {}
    return [(key[0], people[key[-1]]) for key in keys if key[-1] in people]


def _exactly(actor: Actor, reach: QuerySet[Person], asked: Asked) -> Iterator[_Source]:
    """Each along an index that holds equal keys in the order of the tree."""
    for part, who in asked.ranks:
        for given in asked.givens:
            yield part, reach.filter(asked.named, who, given_key=given)
    if asked.initials:
        named = Q(given_key__in=asked.givens) & asked.named
        yield _EXACT, reach.filter(~named, initials_key=asked.initials)
    if asked.number:
        may_open = reach.filter(within(actor, Permission.VIEW_SENSITIVE))
        yield _EXACT, may_open.filter(card_print=asked.number)
        yield _EXACT, may_open.filter(identity_print=asked.number)


def _begun(
    hidden: QuerySet[Person], reach: QuerySet[Person], asked: Asked, last: _Key | None, limit: int
) -> list[_Key]:
    """Names that begin as asked, or a given name that does: sorted here while they are few, else walked to."""
    few = list(_union([(_BEGINNING, one[: _CAPPED + 1]) for one in _beginnings(hidden, asked)]))
    if len(few) <= _CAPPED:
        return [key for key in sorted(set(few)) if last is None or key > last][:limit]
    return _read([(_BEGINNING, reach.filter(asked.named))], last, limit)


def _beginnings(rest: QuerySet[Person], asked: Asked) -> Iterator[QuerySet[Person]]:
    if not asked.words:
        first = asked.births[0]
        span = Q(birth=first) if "-" in first else Q(birth__gte=first, birth__lt=str(int(first) + 1))
        yield rest.filter(asked.born, span)
        return
    whole = " ".join(asked.words)
    yield rest.filter(asked.born, name_key__gte=whole, name_key__lt=f"{whole}~")
    if len(asked.words) == 1:
        yield rest.filter(asked.born, given_key__gte=whole, given_key__lt=f"{whole}~")


def _read(sources: Iterable[_Source], last: _Key | None, limit: int) -> list[_Key]:
    """The first so many after a place, from sources that are each in the order of the tree."""
    followed = [
        (part, (one.filter(_following(last)) if last and part == last[0] else one).order_by(*_ORDER)[:limit])
        for part, one in sources
        if last is None or part >= last[0]
    ]
    return sorted(set(_union(followed)))[:limit]


def _following(last: _Key) -> Q:
    _, scope, name, pk = last
    same = Q(scope_key=scope) & (Q(sort_key__gt=name) | Q(sort_key=name, pk__gt=pk))
    return Q(scope_key__gte=scope) & (Q(scope_key__gt=scope) | same)


def _union(sources: Iterable[_Source]) -> Iterator[_Key]:
    """Read several limited queries as one; Django lets no part of a union have its own limit on SQLite."""
    asked: list[str] = []
    values: list[Any] = []
    for part, source in sources:
        try:
            sql, params = source.values_list(*_ORDER).query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append(f"SELECT '{part}', * FROM ({sql}) AS part_{len(asked)}")  # noqa: S608 - Django wrote it, with its values apart
        values += params
    if not asked:
        return
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        for part, scope, name, pk in cursor.fetchall():
            yield part, scope, bytes(name), pk


def _last(asked: Asked, uid: str, part: str = "") -> _Key | None:
    """The place of the one who ended the page before; among one's own the part is read from the name."""
    if not is_uid(uid):
        return None
    row = Person.objects.filter(uid=uid).annotate(part=asked.rank).values_list("part", *_ORDER).first()
    return (part or row[0], row[1], bytes(row[2]), row[3]) if row is not None else None


def _sees_more(actor: Actor, organisation: Organisation) -> bool:
    return any(
        scope.permission is Permission.VIEW_PEOPLE and (scope.below or scope.scope_key != organisation.scope_key)
        for scope in actor.scopes
    )
